//! What hostile uploads cost the running server: none makes it hold more than a few times the largest sheet.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod server;

use server::{Server, place};

/// Most that the server may ever have held, in MB: two sheets of the largest size on their way in, and what it holds at
/// rest.
const MOST: u64 = 300;

#[test]
fn uploads_over_the_limit_are_not_held_in_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(&place(folder.path(), None), &mut None);
    let at_rest = server.peak_megabytes();
    let large = vec![b'x'; 300 << 20];
    for path in ["/api/registers/hydrant/imports?name=a.xlsx", "/api/files", "/api/notices?name=a.docx"] {
        let (status, _) =
            server.client.send("POST", path, &large).unwrap_or_else(|| panic!("{path}: no answer"));
        assert_eq!(status, 413, "{path}");
    }
    let peak = server.peak_megabytes();
    assert!(peak < MOST, "{at_rest} MB at rest, {peak} MB at the most");
    server.kill();
}
