//! Imports without HTTP, on both engines: chunk by chunk, stopped in the middle, gone on with, taken back.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::ImportStep;
use desk::*;
use domain::access::Role;
use std::collections::HashMap;

#[tokio::test]
async fn an_import_that_is_cancelled_stops_goes_on_when_asked_and_is_taken_back_as_one() {
    for desk in &desks().await.each {
        let rows: Vec<String> = (1..=1200).map(|n| format!("东湖社区,DH-{n:04}")).collect();
        let sheet = format!("社区,编号\n{}\n", rows.join("\n"));
        let register = desk.catalogue.registers.iter().find(|known| known.code == "hydrant").expect("known");
        let mut tx = desk.db.write().await.expect("a transaction");
        let (table, import) = desk.checked_sheet(&mut tx, &clerk(), register, sheet.as_bytes()).await;
        let id = import.id;
        app::start_import(&mut tx, &clerk(), id, false).await.expect("started");
        tx.commit().await.expect("durable");
        // the import's identity is its request: one undo takes back all of it
        let act = act(&id.to_string(), Role::Clerk);
        let chunk = async |seen: &mut HashMap<String, u32>| {
            let mut tx = desk.db.write().await.expect("a transaction");
            let step = app::import_chunk(&mut tx, &act, &desk.catalogue, register, id, (&table, seen)).await;
            tx.commit().await.expect("durable");
            step.expect("written or stopped")
        };
        let count = async || {
            let mut tx = desk.db.read().await.expect("a transaction");
            let asked = app::Asked::default();
            app::summarize_records(&mut tx, &clerk().caller, register, &asked).await.expect("a count").0
        };
        let mut seen = HashMap::new();
        assert_eq!(chunk(&mut seen).await, ImportStep::More);
        let mut tx = desk.db.write().await.expect("a transaction");
        let stopped = app::cancel_import(&mut tx, &clerk(), id).await.expect("stopped");
        tx.commit_recorded().await.expect("durable");
        assert_eq!((stopped.state.as_str(), stopped.done), ("cancelled", 500));
        assert_eq!(
            (chunk(&mut seen).await, count().await),
            (ImportStep::Stopped, 500),
            "what was written stays"
        );
        let mut tx = desk.db.write().await.expect("a transaction");
        app::start_import(&mut tx, &clerk(), id, false).await.expect("started again");
        tx.commit_recorded().await.expect("durable");
        let mut seen = HashMap::new();
        while chunk(&mut seen).await == ImportStep::More {}
        assert_eq!(count().await, 1200, "what was written before is not written twice");
        assert_eq!(desk.undo(&id.to_string()).await.undone, 1200);
        assert_eq!(count().await, 0);
    }
}
