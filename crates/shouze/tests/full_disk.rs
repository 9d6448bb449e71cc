//! A disk that fills while a photo comes: it is told in words, nothing half is left, and all else goes on.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod server;

use server::{Server, place};
use std::path::Path;

/// No file may be larger, in KiB; the database stays below it.
const ROOM: u32 = 8 * 1024;

/// A photo of so many bytes, of this shade.
fn photo(size: usize, shade: u8) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0".to_vec();
    bytes.resize(size, shade);
    bytes
}

fn all_files(folder: &Path) -> Vec<u64> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .flat_map(|entry| {
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() { all_files(&entry.path()) } else { vec![entry.metadata().expect("read").len()] }
        })
        .collect()
}

#[test]
fn a_photo_that_finds_no_room_is_refused_in_words_and_leaves_nothing_half() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start_without_room(ROOM, &place(folder.path(), None), &mut None);
    let small = server.client.done("POST", "/api/files", &photo(1000, 1));
    let (status, answer) = server.client.send("POST", "/api/files", &photo(12 << 20, 2)).expect("an answer");
    assert_eq!((status, answer["code"].as_str()), (507, Some("file.no_room")), "{answer}");
    assert!(answer["message"].as_str().is_some_and(|words| words.contains("管理员")), "{answer}");
    let again = server.client.done("POST", "/api/files", &photo(1000, 1));
    assert_eq!(again["sha256"], small["sha256"]);
    assert_eq!(all_files(&folder.path().join("files")), [1000], "the half one is gone");
    server.kill();
}
