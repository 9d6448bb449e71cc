//! The audit trail, on SQLite and on a real PostgreSQL: found by each of its indexes, and never changed.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use chrono::DateTime;
use domain::org::{OrgUnit, UnitKind};
use store::testing::{Engines, tamper};
use store::{AuditEvent, Db, StoreError, Trace};
use uuid::Uuid;

fn event(n: u128) -> AuditEvent {
    AuditEvent {
        id: Uuid::from_u128(n),
        at: DateTime::from_timestamp(1_790_000_000, 0).expect("a moment"),
        user_id: Some(Uuid::from_u128(n % 2)),
        unit_id: (n.is_multiple_of(3)).then_some(Uuid::from_u128(70)),
        token_id: (n.is_multiple_of(7)).then_some(Uuid::from_u128(77)),
        request_id: format!("r{}", n / 4),
        action: if n == 5 { "record.remove" } else { "record.create" }.to_owned(),
        subject_kind: "record".to_owned(),
        subject_id: (n % 5).to_string(),
        before_json: None,
        after_json: Some("{\"a\":1}".to_owned()),
    }
}

async fn each_engine(test: impl AsyncFn(Db)) {
    let engines = Engines::start().expect("both engines");
    for db in engines.open().await.expect("they open") {
        let mut tx = db.write().await.expect("a transaction");
        let events: Vec<AuditEvent> = (1..=12).map(event).collect();
        tx.append_audits(&events).await.expect("kept");
        tx.commit_recorded().await.expect("durable");
        test(db).await;
    }
}

async fn found(db: &Db, trace: Trace, from: u128, below: u128, most: i64) -> Vec<u128> {
    let mut tx = db.read().await.expect("a transaction");
    let range = (Uuid::from_u128(from), Uuid::from_u128(below));
    let events = tx.audit_events(&trace, range, most).await.expect("found");
    events.iter().map(|event| event.id.as_u128()).collect()
}

#[tokio::test]
async fn events_are_found_by_each_trace_the_latest_first() {
    each_engine(async |db| {
        assert_eq!(found(&db, Trace::All, 0, 99, 3).await, [12, 11, 10]);
        assert_eq!(found(&db, Trace::All, 9, 12, 9).await, [11, 10, 9], "from on, and below");
        assert_eq!(found(&db, Trace::Request("r1".into()), 0, 99, 9).await, [7, 6, 5, 4]);
        assert_eq!(found(&db, Trace::Subject("record".into(), "2".into()), 0, 99, 9).await, [12, 7, 2]);
        assert_eq!(found(&db, Trace::Person(Uuid::from_u128(1)), 4, 99, 9).await, [11, 9, 7, 5]);
        assert_eq!(found(&db, Trace::Unit(Uuid::from_u128(70)), 0, 12, 2).await, [9, 6]);
        assert_eq!(found(&db, Trace::Action("record.remove".into()), 0, 99, 9).await, [5]);
        assert_eq!(found(&db, Trace::Action("record.remove".into()), 0, 5, 9).await, []);
    })
    .await;
}

#[tokio::test]
async fn no_statement_changes_or_deletes_an_event() {
    each_engine(async |db| {
        for sql in [
            "UPDATE audit_event SET user_id = NULL",
            "DELETE FROM audit_event WHERE action = 'record.remove'",
        ] {
            let refused = tamper(&db, sql).await;
            assert!(matches!(refused, Err(StoreError::Database(_))), "{sql}: {refused:?}");
        }
        assert_eq!(found(&db, Trace::All, 0, 99, 99).await.len(), 12);
    })
    .await;
}

#[tokio::test]
async fn what_is_written_without_an_event_is_not_kept() {
    each_engine(async |db| {
        let unit = OrgUnit {
            id: Uuid::from_u128(7),
            parent: None,
            kind: UnitKind::Community,
            name: "东湖社区".into(),
            region_code: None,
            valid_from: "2026-01-01".parse().expect("a day"),
            valid_to: None,
            version: 0,
        };
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_unit(&unit).await.expect("written");
        assert!(matches!(tx.commit_recorded().await, Err(StoreError::Unrecorded)));
        let mut tx = db.write().await.expect("a transaction");
        assert_eq!(tx.units().await.expect("units"), []);
        tx.insert_unit(&unit).await.expect("written");
        tx.append_audit(&event(13)).await.expect("told");
        tx.commit_recorded().await.expect("durable");
        let mut tx = db.write().await.expect("a transaction");
        assert_eq!(tx.units().await.expect("units"), std::slice::from_ref(&unit));
        tx.commit_recorded().await.expect("who only read has nothing to tell");
    })
    .await;
}
