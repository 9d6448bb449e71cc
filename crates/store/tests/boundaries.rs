//! Boundaries of units, on both engines: kept as they were read in, in force at once, and asked for no second time.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use chrono::{DateTime, Utc};
use domain::boundary::{Boundary, Drawn};
use domain::org::{OrgUnit, UnitKind};
use domain::register::Place;
use rust_decimal::Decimal;
use std::sync::Arc;
use store::testing::Engines;
use store::{Db, KeptBoundary, StoreError, Tx};
use uuid::Uuid;

const EAST: Uuid = Uuid::from_u128(2);

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 123_000_000).expect("a moment")
}

/// A square of 0.02 degrees.
fn square(reading: u128, east: f64) -> KeptBoundary {
    let (far, north) = (east + 0.02, 24.8);
    let ring = vec![(east, north), (far, north), (far, north + 0.02), (east, north + 0.02), (east, north)];
    let boundary = Boundary::new(vec![vec![ring]]).expect("a boundary");
    let drawn = Drawn { unit: EAST, reading: Uuid::from_u128(reading), boundary: Arc::new(boundary) };
    KeptBoundary { drawn, sha256: format!("{reading:064}"), at: at() }
}

async fn opened(address: &str) -> Db {
    let db = Db::open(address).await.expect("it opens");
    let mut tx = db.write().await.expect("a transaction");
    tx.insert_unit(&unit("东湖社区")).await.expect("a unit");
    tx.commit().await.expect("durable");
    db
}

fn unit(name: &str) -> OrgUnit {
    OrgUnit {
        id: EAST,
        parent: None,
        kind: UnitKind::Community,
        name: name.into(),
        region_code: None,
        valid_from: "2026-01-01".parse().expect("a day"),
        valid_to: None,
        version: 0,
    }
}

async fn save(db: &Db, kept: &KeptBoundary) {
    let mut tx = db.write().await.expect("a transaction");
    tx.save_boundary(kept).await.expect("kept");
    tx.commit().await.expect("durable");
}

async fn code(tx: &mut Tx, east: &str) -> Option<&'static str> {
    let degrees = |text: &str| text.parse::<Decimal>().expect("a number");
    let place = Place { longitude: degrees(east), latitude: degrees("24.81") };
    let territories = tx.territories().await.expect("territories");
    territories.problem(EAST, place).map(|problem| problem.code())
}

#[tokio::test]
async fn a_boundary_is_in_force_at_once_and_the_next_stands_in_its_place() {
    let engines = Engines::start().expect("both engines");
    for address in &engines.addresses {
        let db = opened(address).await;
        let mut tx = db.read().await.expect("a transaction");
        assert_eq!(code(&mut tx, "100").await, None, "nothing is known yet");
        drop(tx);
        save(&db, &square(1, 118.5)).await;
        let mut tx = db.read().await.expect("a transaction");
        assert_eq!(*tx.boundaries().await.expect("boundaries"), [square(1, 118.5)]);
        assert_eq!(
            (code(&mut tx, "118.51").await, code(&mut tx, "118.61").await),
            (None, Some("place.far_outside"))
        );
        drop(tx);
        let mut tx = db.write().await.expect("a transaction");
        tx.save_boundary(&square(2, 118.6)).await.expect("kept");
        assert_eq!(code(&mut tx, "118.61").await, None, "whoever writes it sees it already");
        tx.commit().await.expect("durable");
        db.close().await;
        let db = Db::open(address).await.expect("it opens again");
        let mut tx = db.read().await.expect("a transaction");
        assert_eq!(*tx.boundaries().await.expect("boundaries"), [square(2, 118.6)]);
        assert_eq!(code(&mut tx, "118.51").await, Some("place.far_outside"));
    }
}

#[tokio::test]
async fn shapes_are_read_once_and_again_only_when_one_changed() {
    let engines = Engines::start().expect("both engines");
    for address in &engines.addresses {
        let db = opened(address).await;
        save(&db, &square(1, 118.5)).await;
        let read = async |db: &Db| {
            let mut tx = db.read().await.expect("a transaction");
            tx.boundaries().await.expect("boundaries")
        };
        let first = read(&db).await;
        assert!(Arc::ptr_eq(&first, &read(&db).await));
        let mut tx = db.write().await.expect("a transaction");
        tx.save_unit(&unit("东海社区")).await.expect("renamed");
        tx.commit().await.expect("durable");
        assert!(Arc::ptr_eq(&first, &read(&db).await), "what becomes of units changes no shape");
        // another server on the same database
        let other = Db::open(address).await.expect("it opens");
        save(&other, &square(2, 118.6)).await;
        assert_eq!(*read(&db).await, [square(2, 118.6)]);
    }
}

#[tokio::test]
async fn a_boundary_is_taken_away_unless_another_was_read_in_meanwhile() {
    let engines = Engines::start().expect("both engines");
    for address in &engines.addresses {
        let db = opened(address).await;
        save(&db, &square(2, 118.5)).await;
        let mut tx = db.write().await.expect("a transaction");
        let stale = tx.remove_boundary(EAST, Uuid::from_u128(1)).await;
        assert!(matches!(stale, Err(StoreError::Stale { table: "unit_boundary", .. })), "{stale:?}");
        tx.remove_boundary(EAST, Uuid::from_u128(2)).await.expect("taken away");
        tx.commit().await.expect("durable");
        let mut tx = db.read().await.expect("a transaction");
        assert_eq!((tx.boundaries().await.expect("none").len(), code(&mut tx, "100").await), (0, None));
    }
}
