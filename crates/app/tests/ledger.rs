//! Figures are written once for each transaction, whatever it did: what it reads itself, and who waits for whom.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{AppError, Resolver};
use desk::*;
use domain::access::Role;
use domain::register::Record;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Tx, Window};
use uuid::Uuid;

const EAST: Uuid = Uuid::from_u128(2);
const WEST: Uuid = Uuid::from_u128(3);

async fn differences(desk: &Desk) -> Vec<app::CounterDifference> {
    let mut tx = desk.db.write().await.expect("a transaction");
    app::recount(&mut tx, &act("count", Role::Administrator), &desk.catalogue).await.expect("counted")
}

async fn hazard(desk: &Desk, unit: &str, found_on: &str) -> Record {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let spot = format!("第{}处", MADE.fetch_add(1, Ordering::Relaxed));
    let fields = [("summary", spot.as_str()), ("spot", &spot), ("category", "fire"), ("found_on", found_on)];
    desk.enter(&clerk(), "hazard", entered(unit, &fields)).await.expect("entered")
}

async fn sums(tx: &mut Tx, unit: Uuid, indicator: &str) -> (i64, i64) {
    let year = Window { first: 202_601, last: 202_612, as_of: 20_261_231 };
    let sums = tx.figure_sums(&[unit], year, None).await.expect("sums");
    let sums = sums.get(&(unit, indicator.to_owned())).copied().unwrap_or_default();
    ((sums.standing.0 + sums.happened.0) / 10_000, (sums.standing.1 + sums.happened.1) / 10_000)
}

async fn redate(
    tx: &mut Tx,
    desk: &Desk,
    records: &[(Uuid, i64)],
    found_on: &str,
) -> Result<usize, AppError> {
    let mut resolver = desk.resolver(tx, &clerk(), "hazard").await;
    let fields = entered("", &[("found_on", found_on)]);
    Ok(app::bulk_change(tx, &clerk(), &mut resolver, records, &fields, true).await?.len())
}

async fn redate_all(desk: &Desk, records: &[(Uuid, i64)]) -> Result<usize, AppError> {
    let mut tx = desk.db.write().await?;
    let redated = redate(&mut tx, desk, records, "2026-04-01").await?;
    tx.commit().await?;
    Ok(redated)
}

#[tokio::test]
async fn two_changes_over_the_same_communities_never_wait_in_a_circle() {
    let desks = desks().await;
    // SQLite has one writer: there nobody waits for two
    let desk = desks.each.last().expect("PostgreSQL");
    let mut made = Vec::new();
    for (unit, found_on) in [("东湖社区", "2026-02-01"), ("西山社区", "2026-03-01")] {
        for _ in 0..2 {
            let record = hazard(desk, unit, found_on).await;
            made.push([(record.id, record.version)]);
        }
    }
    let mut one = desk.db.write().await.expect("a transaction");
    let mut other = desk.db.write().await.expect("a second one");
    // each begins where the other goes on
    redate(&mut one, desk, &made[0], "2026-04-01").await.expect("changed");
    redate(&mut other, desk, &made[2], "2026-05-01").await.expect("changed");
    let (first, second) = tokio::join!(
        async {
            redate(&mut one, desk, &made[3], "2026-04-01").await.expect("changed");
            one.commit().await
        },
        async {
            redate(&mut other, desk, &made[1], "2026-05-01").await.expect("changed");
            other.commit().await
        }
    );
    assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
    let mut tx = desk.db.read().await.expect("a transaction");
    assert_eq!(sums(&mut tx, Uuid::nil(), "hazards-found").await, (4, 0));
    drop(tx);
    assert_eq!(differences(desk).await, []);
}

#[tokio::test]
async fn two_changes_of_the_same_records_in_opposite_order_leave_one_stale() {
    for desk in &desks().await.each {
        let mut records = Vec::new();
        for _ in 0..10 {
            let made = hazard(desk, "东湖社区", "2026-02-01").await;
            records.push((made.id, made.version));
        }
        let backwards: Vec<_> = records.iter().rev().copied().collect();
        let (one, other) = tokio::join!(redate_all(desk, &records), redate_all(desk, &backwards));
        let stale = [&one, &other].into_iter().filter(|done| done.is_err()).count();
        assert_eq!(stale, 1, "{one:?} {other:?}");
        let error = one.err().or(other.err()).expect("the later one");
        assert!(matches!(&error, AppError::Stale { .. }), "{error:?}");
    }
}

/// Enters, in a transaction that goes on.
async fn enter(tx: &mut Tx, desk: &Desk, register: &str, unit: &str, fields: &[(&str, &str)]) -> Record {
    let mut resolver: Resolver = desk.resolver(tx, &clerk(), register).await;
    app::create_record(tx, &clerk(), &mut resolver, entered(unit, fields)).await.expect("entered")
}

#[tokio::test]
async fn a_transaction_reads_figures_as_it_changed_them() {
    const DRILLS: &str = "care-home-drills";
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let fields = [("name", "敬老院"), ("kinds", "care-home")];
        let home = enter(&mut tx, desk, "site", "东湖社区", &fields).await;
        let id = home.id.to_string();
        assert_eq!(sums(&mut tx, EAST, DRILLS).await, (0, 1), "one home owes drills");
        for day in ["2026-01-05", "2026-02-05", "2026-03-05", "2026-07-05", "2026-08-05"] {
            let fields = [("site", id.as_str()), ("topic", day), ("held_on", day), ("attended", "9")];
            enter(&mut tx, desk, "drill", "东湖社区", &fields).await;
        }
        let (done, _) = sums(&mut tx, EAST, DRILLS).await;
        assert!(done > 0);
        let mut resolver = desk.resolver(&mut tx, &clerk(), "site").await;
        let moved = entered("西山社区", &[]);
        app::change_record(&mut tx, &clerk(), &mut resolver, home.id, home.version, moved)
            .await
            .expect("moved");
        assert_eq!(sums(&mut tx, EAST, DRILLS).await, (0, 0), "the home took its drills along");
        assert_eq!(sums(&mut tx, WEST, DRILLS).await, (done, 1));
        tx.commit().await.expect("durable");
        assert_eq!(differences(desk).await, []);
    }
}

#[tokio::test]
async fn what_a_transaction_counted_is_gone_with_it() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let fields =
            [("summary", "电线"), ("spot", "电线"), ("category", "fire"), ("found_on", "2026-02-01")];
        enter(&mut tx, desk, "hazard", "东湖社区", &fields).await;
        assert_eq!(sums(&mut tx, EAST, "hazards-found").await, (1, 0));
        drop(tx);
        let mut tx = desk.db.read().await.expect("a transaction");
        assert_eq!(sums(&mut tx, EAST, "hazards-found").await, (0, 0));
    }
}

#[tokio::test]
async fn counting_again_sets_right_what_nobody_counted() {
    for desk in &desks().await.each {
        let uncounted = app::Act { counting: std::sync::Arc::default(), ..clerk() };
        let gone = hazard(desk, "东湖社区", "2026-02-01").await;
        let mut tx = desk.db.write().await.expect("a transaction");
        let register = app::register(&mut tx, &desk.catalogue, "hazard").await.expect("a register");
        app::remove_record(&mut tx, &uncounted, &register, gone.id, gone.version).await.expect("removed");
        tx.commit().await.expect("durable");
        let fields =
            [("summary", "电线"), ("spot", "电线"), ("category", "fire"), ("found_on", "2026-03-01")];
        desk.enter(&uncounted, "hazard", entered("西山社区", &fields)).await.expect("entered");
        let fields = [("name", "敬老院"), ("kinds", "care-home")];
        let home = desk.enter(&uncounted, "site", entered("东湖社区", &fields)).await.expect("a home");
        let id = home.id.to_string();
        let fields = [("site", id.as_str()), ("topic", "演练"), ("held_on", "2026-03-05"), ("attended", "9")];
        desk.enter(&uncounted, "drill", entered("东湖社区", &fields)).await.expect("a drill");

        let mut tx = desk.db.write().await.expect("a transaction");
        let admin = act("count", Role::Administrator);
        let found = app::recount(&mut tx, &admin, &desk.catalogue).await.expect("counted");
        let of = |unit| move |found: &&app::CounterDifference| found.key.unit_id == unit;
        let hazards = |found: &&app::CounterDifference| found.key.indicator == "hazards-found";
        let east: Vec<_> = found.iter().filter(of(EAST)).filter(hazards).collect();
        assert_eq!((east.len(), east[0].kept, east[0].counted), (1, (10_000, 0), (0, 0)), "told by its day");
        assert_eq!(sums(&mut tx, EAST, "hazards-found").await, (0, 0));
        assert_eq!(sums(&mut tx, WEST, "hazards-found").await, (1, 0));
        assert_eq!(sums(&mut tx, EAST, "care-home-drills").await.1, 1);
        tx.commit().await.expect("durable");
        assert_eq!(differences(desk).await, []);
        // what was done for the home is known as well: a second drill of the half-year adds nothing
        let before = sums(&mut desk.db.read().await.expect("a transaction"), EAST, "care-home-drills").await;
        let fields = [("site", id.as_str()), ("topic", "再练"), ("held_on", "2026-03-06"), ("attended", "9")];
        desk.enter(&clerk(), "drill", entered("东湖社区", &fields)).await.expect("a drill");
        let after = sums(&mut desk.db.read().await.expect("a transaction"), EAST, "care-home-drills").await;
        assert_eq!((before, after), ((1, 1), (1, 1)));
    }
}
