//! Figures on both engines: whatever happens to records, units and definitions, the counters equal a plain scan at every
//! level.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;
mod life;

use app::{Counting, bring_up_to_date, recount};
use desk::*;
use domain::access::Role;
use life::{Life, UNITS};
use std::collections::BTreeMap;
use store::{Sums, Window};
use uuid::Uuid;

async fn differences(desk: &Desk) -> Vec<app::CounterDifference> {
    let mut tx = desk.db.write().await.expect("a transaction");
    let found = recount(&mut tx, &act("count", Role::Administrator), &desk.catalogue).await.expect("counted");
    tx.commit().await.expect("durable");
    found
}

#[tokio::test]
async fn counters_equal_a_plain_scan_after_any_history() {
    for desk in &desks().await.each {
        for seed in 0..3 {
            let mut life = Life::new(desk, seed);
            for _ in 0..80 {
                life.step().await;
            }
            life.merge_units().await;
            for _ in 0..20 {
                life.step().await;
            }
            let found = differences(desk).await;
            assert!(found.is_empty(), "seed {seed}: {found:?}");
            assert!(life.refused < 30, "{} of 100 steps were refused", life.refused);
        }
        // and the scan itself sees something at every level; the first community has ended
        let mut tx = desk.db.read().await.expect("a transaction");
        let year = Window { first: 202_601, last: 202_612, as_of: 20_261_231 };
        for unit in [Uuid::nil(), Uuid::from_u128(1), Uuid::from_u128(3)] {
            let sums = tx.figure_sums(&[unit], year, None).await.expect("sums");
            assert!(sums.len() > 10, "{unit}: {}", sums.len());
        }
    }
}

#[tokio::test]
async fn counters_equal_a_plain_scan_when_units_are_renamed_and_merged_amid_a_history() {
    for desk in &desks().await.each {
        let mut life = Life::new(desk, 21);
        for _ in 0..60 {
            life.step().await;
        }
        life.reform_units().await;
        let found = differences(desk).await;
        assert!(found.is_empty(), "{found:?}");
        let year = Window { first: 202_501, last: 202_612, as_of: 20_261_231 };
        let mut tx = desk.db.read().await.expect("a transaction");
        let of = |unit: u128| [Uuid::from_u128(unit)];
        let goes_on = tx.figure_sums(&of(2), year, None).await.expect("sums");
        let gone = tx.figure_sums(&of(3), year, None).await.expect("sums");
        assert!(
            gone.len() > 10 && goes_on.len() >= gone.len(),
            "what was counted stays where it was, and counts above too"
        );
    }
}

#[tokio::test]
async fn histories_side_by_side_leave_the_counters_that_a_plain_scan_gives() {
    for desk in &desks().await.each {
        let one = async |seed| {
            let mut life = Life::new(desk, seed);
            for _ in 0..25 {
                life.step().await;
            }
        };
        tokio::join!(one(11), one(12), one(13), one(14));
        let found = differences(desk).await;
        assert!(found.is_empty(), "{found:?}");
    }
}

#[tokio::test]
async fn a_record_that_moves_in_the_middle_of_a_month_counts_where_it_is_now() {
    for desk in &desks().await.each {
        let fields = [("summary", "a"), ("spot", "a"), ("category", "fire"), ("found_on", "2026-02-10")];
        let hazard = desk.enter(&clerk(), "hazard", entered("东湖社区", &fields)).await.expect("entered");
        let found = async || (desk.found_in(2).await, desk.found_in(3).await, desk.found_in(1).await);
        assert_eq!(found().await, (10_000, 0, 10_000));
        desk.change(&clerk(), &hazard, entered("西山社区", &[])).await.expect("moved");
        assert_eq!(found().await, (0, 10_000, 10_000), "past days too, and the street stays the same");
        assert!(differences(desk).await.is_empty());
    }
}

#[tokio::test]
async fn a_unit_that_ends_hands_its_records_to_the_one_that_goes_on() {
    for desk in &desks().await.each {
        let mut life = Life::new(desk, 5);
        for _ in 0..40 {
            life.step().await;
        }
        let year = Window { first: 202_501, last: 202_612, as_of: 20_261_231 };
        let street = async || {
            let mut tx = desk.db.read().await.expect("a transaction");
            let sums = tx.figure_sums(&[Uuid::from_u128(1)], year, None).await.expect("sums");
            let sums = sums.into_iter().map(|((_, code), sums)| (code, (sums.standing, sums.happened)));
            sums.filter(|(_, sums)| *sums != Default::default()).collect::<BTreeMap<_, _>>()
        };
        let before = street().await;
        let gone = life.merge_units().await;
        assert_eq!(street().await, before, "for the street nothing changed");
        let mut tx = desk.db.read().await.expect("a transaction");
        let left = tx.figure_sums(&[gone], year, None).await.expect("sums");
        assert!(left.values().all(|sums| *sums == Sums::default()), "{left:?}");
    }
}

#[tokio::test]
async fn a_changed_definition_counts_that_indicator_again_and_no_other() {
    for desk in &desks().await.each {
        let mut life = Life::new(desk, 3);
        let mut changed = desk.catalogue.clone();
        let of = |code: &str| changed.indicators.iter().position(|found| found.code == code);
        let (stricter, other) = (of("hazards-found").expect("there"), "hazards-rectified");
        let narrow = changed.indicators[stricter].clone();
        let rule = narrow.rule.clone().expect("a rule");
        let hazard = changed.registers.iter().find(|register| register.code == "hazard").expect("there");
        let scope = domain::indicator::Scope::of(hazard, &rule);
        let major = domain::indicator::Condition::read("level == 'major'", &scope).expect("a condition");
        changed.indicators[stricter].population = Some(major);
        changed.indicators[stricter].fingerprint = "narrower".to_owned();

        desk.brought_up_to_date(&desk.catalogue).await;
        for _ in 0..60 {
            life.step().await;
        }
        let (wide, others) = (desk.counted("hazards-found").await, desk.counted(other).await);
        assert_eq!(desk.brought_up_to_date(&changed).await, ["hazards-found"]);
        let narrow = desk.counted("hazards-found").await;
        assert_ne!(narrow, wide);
        assert_eq!(desk.counted(other).await, others);
        let total = |of: &[(Uuid, i64)]| of.iter().map(|(_, sum)| sum).sum::<i64>();
        assert!(
            0 < total(&narrow) && total(&narrow) < total(&wide),
            "{} of {}",
            total(&narrow),
            total(&wide)
        );
        // the old definition back: the old counters back
        assert_eq!(desk.brought_up_to_date(&desk.catalogue).await, ["hazards-found"]);
        assert_eq!(desk.counted("hazards-found").await, wide);
        assert!(differences(desk).await.is_empty());
    }
}

#[tokio::test]
async fn writers_side_by_side_lose_no_share() {
    for desk in &desks().await.each {
        let before = desk.hazards_found().await;
        let one = async |n: u32| {
            for i in 0..5 {
                let spot = format!("{n}-{i}");
                let unit = UNITS[usize::try_from(n % 2).expect("small")];
                let fields = [
                    ("summary", spot.as_str()),
                    ("spot", spot.as_str()),
                    ("category", "fire"),
                    ("found_on", "2026-03-01"),
                ];
                desk.enter(&clerk(), "hazard", entered(unit, &fields)).await.expect("entered");
            }
        };
        tokio::join!(one(0), one(1), one(2), one(3), one(4), one(5));
        assert_eq!(desk.hazards_found().await - before, 30 * 10_000);
        assert!(differences(desk).await.is_empty());
    }
}

#[tokio::test]
async fn writers_for_one_subject_count_it_once() {
    for desk in &desks().await.each {
        for round in 0..3 {
            let name = format!("敬老院{round}");
            let fields = [("name", name.as_str()), ("kinds", "care-home")];
            let home = desk.enter(&clerk(), "site", entered(UNITS[0], &fields)).await.expect("a home");
            let id = home.id.to_string();
            let drill = async |n: u32| {
                let (topic, day) = (format!("演练{n}"), format!("2026-02-{:02}", n + 1));
                let fields = [
                    ("site", id.as_str()),
                    ("topic", topic.as_str()),
                    ("held_on", day.as_str()),
                    ("attended", "9"),
                ];
                desk.enter(&clerk(), "drill", entered(UNITS[0], &fields)).await.expect("entered");
            };
            // while its drills are entered, the home itself moves to the other community
            let mover = async || {
                desk.change(&clerk(), &home, entered(UNITS[1], &[])).await.expect("moved");
            };
            tokio::join!(drill(0), drill(1), mover(), drill(2), drill(3));
            let found = differences(desk).await;
            assert!(found.is_empty(), "round {round}: {found:?}");
        }
    }
}

impl Desk {
    async fn found_in(&self, unit: u128) -> i64 {
        let mut tx = self.db.read().await.expect("a transaction");
        let unit = Uuid::from_u128(unit);
        let year = Window { first: 202_601, last: 202_612, as_of: 20_261_231 };
        let sums = tx.figure_sums(&[unit], year, None).await.expect("sums");
        sums.get(&(unit, "hazards-found".to_owned())).copied().unwrap_or_else(Sums::default).happened.0
    }

    async fn hazards_found(&self) -> i64 {
        self.found_in(1).await
    }

    async fn brought_up_to_date(&self, catalogue: &catalogue::Catalogue) -> Vec<String> {
        let mut tx = self.db.write().await.expect("a transaction");
        let counting = Counting::of(catalogue);
        let counted = bring_up_to_date(&mut tx, catalogue, &counting, now()).await.expect("counted");
        tx.commit().await.expect("durable");
        counted
    }

    /// What happened, counted by an indicator for everything and for each unit.
    async fn counted(&self, indicator: &str) -> Vec<(Uuid, i64)> {
        let mut tx = self.db.read().await.expect("a transaction");
        let units: Vec<Uuid> = (0..4).map(Uuid::from_u128).collect();
        let years = Window { first: 202_501, last: 202_612, as_of: 20_261_231 };
        let sums = tx.figure_sums(&units, years, None).await.expect("sums");
        let of = |unit: Uuid| sums.get(&(unit, indicator.to_owned())).map_or(0, |sums| sums.happened.0);
        units.into_iter().map(|unit| (unit, of(unit))).collect()
    }
}

#[tokio::test]
async fn a_sum_looks_no_further_than_its_day_and_its_sector() {
    for desk in &desks().await.each {
        for (spot, day) in
            [("a", "2026-02-27"), ("b", "2026-03-01"), ("c", "2026-03-02"), ("d", "2025-12-31")]
        {
            let fields = [("summary", spot), ("spot", spot), ("category", "fire"), ("found_on", day)];
            desk.enter(&clerk(), "hazard", entered("东湖社区", &fields)).await.expect("entered");
        }
        let mut tx = desk.db.read().await.expect("a transaction");
        let of = async |tx: &mut store::Tx, as_of, sector| {
            let window = Window { first: 202_601, last: 202_612, as_of };
            let sums = tx.figure_sums(&[Uuid::from_u128(2)], window, sector).await.expect("sums");
            let key = (Uuid::from_u128(2), "hazards-found".to_owned());
            sums.get(&key).copied().unwrap_or_default().happened.0 / 10_000
        };
        assert_eq!(of(&mut tx, 20_260_226, None).await, 0);
        assert_eq!(of(&mut tx, 20_260_228, None).await, 1);
        assert_eq!(of(&mut tx, 20_260_301, None).await, 2);
        assert_eq!(of(&mut tx, 20_261_231, None).await, 3);
        assert_eq!(of(&mut tx, 20_261_231, Some("no-such-sector")).await, 0);
    }
}
