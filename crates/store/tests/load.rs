//! Very many records brought at once: their index entries and the indexes come last, also after a loading that was ended before its
//! time.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod drills;

use chrono::DateTime;
use domain::register::Record;
use drills::*;
use std::collections::BTreeSet;
use store::{AuditEvent, Db, Loading, StoreError};

/// Names of what a database finds its rows by.
async fn indexes(db: &Db) -> BTreeSet<String> {
    store::testing::index_names(db).await.expect("names").into_iter().collect()
}

fn event(record: &Record) -> AuditEvent {
    AuditEvent {
        id: record.id,
        at: DateTime::UNIX_EPOCH,
        user_id: None,
        unit_id: Some(record.unit_id),
        token_id: None,
        request_id: "load".into(),
        action: "record.create".into(),
        subject_kind: "record".into(),
        subject_id: record.id.to_string(),
        before_json: None,
        after_json: Some("{}".into()),
    }
}

async fn bring(db: &Db, records: &[Record]) {
    for some in records.chunks(3) {
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_records(&register(), some).await.expect("kept");
        tx.append_audits(&some.iter().map(event).collect::<Vec<_>>()).await.expect("told");
        tx.commit().await.expect("durable");
    }
}

fn many() -> Vec<Record> {
    (1..=200)
        .map(|id| record(id, &format!("演练{id}"), None, &format!("2026-{:02}-01", 1 + id % 12)))
        .collect()
}

async fn assert_found(db: &Db) {
    let mut tx = db.read().await.expect("a transaction");
    let listed = ids(&mut tx, &everything("name")).await;
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), (1..=200).collect());
    drop(tx);
    let halves = store::testing::half_records(db, &[register()]).await.expect("looked through");
    assert!(halves.is_empty(), "{halves:?}");
}

#[tokio::test]
async fn records_brought_at_once_are_found_as_those_that_came_one_by_one() {
    let folder = tempfile::tempdir().expect("a folder");
    for db in &engines().await.databases {
        let before = indexes(db).await;
        let loading = Loading::begin(db, folder.path()).await.expect("begun");
        assert!(indexes(db).await.len() < before.len(), "the indexes are put off");
        bring(loading.db(), &many()).await;
        let mut tx = db.read().await.expect("a transaction");
        assert_eq!(ids(&mut tx, &everything("name")).await, [0; 0], "no list finds them yet");
        drop(tx);

        let mut told = Vec::new();
        loading.finish(&[register()], |laid, all| told.push((laid, all))).await.expect("laid");
        let (laid, all) = told.last().copied().expect("progress is told");
        assert!(laid == all && all >= 200 * 6, "{told:?}");
        assert_eq!(indexes(db).await, before);
        assert_found(db).await;
        let mut tx = db.write().await.expect("a transaction");
        assert_eq!(tx.fit_index(&register()).await.expect("looked at"), 0, "they have what they should have");
    }
}

#[tokio::test]
async fn a_transaction_that_was_taken_back_leaves_no_index_entries() {
    let folder = tempfile::tempdir().expect("a folder");
    for db in &engines().await.databases {
        let loading = Loading::begin(db, folder.path()).await.expect("begun");
        let mut tx = loading.db().write().await.expect("a transaction");
        tx.insert_records(&register(), &[record(900, "不留", None, "2026-01-01")])
            .await
            .expect("kept for now");
        drop(tx);
        bring(loading.db(), &many()).await;
        loading.finish(&[register()], |_, _| ()).await.expect("laid");
        assert_found(db).await;
    }
}

#[tokio::test]
async fn a_loading_that_was_ended_before_its_time_is_made_whole_by_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let engines = engines().await;
    for (db, address) in engines.databases.iter().zip(engines.addresses()) {
        let before = indexes(db).await;
        let loading = Loading::begin(db, folder.path()).await.expect("begun");
        bring(loading.db(), &many()).await;
        drop(loading);

        let again = Db::open(address).await.expect("it opens");
        assert_eq!(indexes(&again).await, before);
        let mut tx = again.write().await.expect("a transaction");
        assert_eq!(tx.fit_index(&register()).await.expect("fitted"), 200);
        tx.commit().await.expect("durable");
        assert_found(&again).await;
    }
}

#[tokio::test]
async fn nothing_is_loaded_beside_records_and_nothing_is_changed_on_the_way() {
    let folder = tempfile::tempdir().expect("a folder");
    for db in &engines().await.databases {
        let loading = Loading::begin(db, folder.path()).await.expect("begun");
        let brought = many();
        bring(loading.db(), &brought).await;
        let mut tx = loading.db().write().await.expect("a transaction");
        let changed = tx.save_record(&register(), &brought[0], &brought[0]).await;
        assert!(matches!(changed, Err(StoreError::Loading)), "{changed:?}");
        drop(tx);
        loading.finish(&[register()], |_, _| ()).await.expect("laid");
        let again = Loading::begin(db, folder.path()).await;
        assert!(matches!(again, Err(StoreError::NotEmpty { .. })));
        assert_found(db).await;
    }
}
