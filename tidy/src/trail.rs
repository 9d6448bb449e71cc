//! What people do is kept only together with an audit event that tells of it.

use crate::repo::{files, report};
use crate::rust::without_tests;

/// Commits of the API that no person asks for, or whose events stand in the transaction that began them: noting that a session
/// or a token was used; a part of an import, and that it was interrupted.
const PLAIN: &[(&str, usize)] = &[("crates/api/src/caller.rs", 2), ("crates/api/src/imports/mod.rs", 2)];

#[test]
fn what_people_do_is_committed_with_its_event() {
    let mut problems = Vec::new();
    for file in files("crates/api/src/", &[".rs"]) {
        let found = without_tests(&file.path, &file.text).matches(".commit()").count();
        let known = PLAIN.iter().find(|(path, _)| *path == file.path).map_or(0, |(_, known)| *known);
        if found > known {
            problems.push(format!("{}: end the transaction by commit_recorded, or say in tidy/src/trail.rs why no event tells of it", file.path));
        }
    }
    report(problems);
}
