//! `shouze recount`, as an administrator calls it.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use store::{CounterKey, Db};
use uuid::Uuid;

/// Exit code and what was printed.
fn shouze(arguments: &[&str], data: &Path) -> (Option<i32>, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_shouze"))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .output()
        .expect("it runs");
    (out.status.code(), String::from_utf8(out.stdout).expect("UTF-8"))
}

/// Moves one counter by three, as a fault would.
async fn disturb(data: &Path) {
    let db = Db::open(&format!("sqlite:{}", data.join("shouze.db").display())).await.expect("it opens");
    let key = CounterKey {
        unit_id: Uuid::nil(),
        indicator: "hazards-found".into(),
        sector: String::new(),
        cohort: 202_501,
        day: 20_250_107,
    };
    let mut tx = db.write().await.expect("a transaction");
    tx.add_to_counters(&BTreeMap::from([(key, (30_000, 0))])).await.expect("added");
    tx.commit().await.expect("durable");
    db.close().await;
}

#[tokio::test]
async fn a_counter_that_differs_is_told_left_alone_by_check_and_then_set_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    assert_eq!(shouze(&["demo", "--sites", "12"], data).0, Some(0));
    let (code, said) = shouze(&["recount", "--check"], data);
    assert_eq!(code, Some(0), "records written one by one and counted again agree: {said}");
    assert!(said.contains("counters that differed: 0"), "{said}");

    disturb(data).await;
    for _ in 0..2 {
        let (code, said) = shouze(&["recount", "--check"], data);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("counters that differed: 1"), "{said}");
        assert!(said.contains("hazards-found") && said.contains("day 20250107"), "{said}");
    }
    let (code, said) = shouze(&["recount"], data);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("counters that differed: 1"), "{said}");
    let (code, said) = shouze(&["recount", "--check"], data);
    assert_eq!(code, Some(0), "{said}");
}
