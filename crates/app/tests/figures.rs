//! Figures on both engines: whatever happens to records, the counters equal a plain scan at every level.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Entered, recount};
use desk::*;
use domain::access::Role;
use domain::register::Record;
use std::collections::HashMap;
use store::{Sums, Window};
use uuid::Uuid;

const UNITS: [&str; 2] = ["东湖社区", "西山社区"];

async fn differences(desk: &Desk) -> Vec<app::CounterDifference> {
    let mut tx = desk.db.write().await.expect("a transaction");
    let found = recount(&mut tx, &act("count", Role::Administrator), &desk.catalogue).await.expect("counted");
    tx.commit().await.expect("durable");
    found
}

/// One random life of records of five registers, some of which count for others.
struct Life<'d> {
    desk: &'d Desk,
    rng: fastrand::Rng,
    alive: HashMap<&'static str, Vec<Uuid>>,
    steps: usize,
}

impl Life<'_> {
    fn day(&mut self) -> String {
        format!("2026-{:02}-{:02}", self.rng.u32(1..=12), self.rng.u32(1..=28))
    }

    fn pick(&mut self, register: &str) -> Option<Uuid> {
        let of = self.alive.get(register)?;
        self.rng.choice(of).copied()
    }

    fn fields(&mut self, register: &'static str) -> Vec<(&'static str, String)> {
        let (day, later) = (self.day(), self.day());
        let site = self.pick("site").map(|id| id.to_string()).unwrap_or_default();
        let one_of = |rng: &mut fastrand::Rng, of: &[&str]| of[rng.usize(..of.len())].to_owned();
        let rng = &mut self.rng;
        match register {
            "site" => vec![
                ("kinds", one_of(rng, &["school", "care-home", "hospital", "enterprise"])),
                ("risk", one_of(rng, &["red", "blue", ""])),
            ],
            "drill" => vec![("site", site), ("held_on", day), ("attended", "9".to_owned())],
            "hazard" => vec![
                ("site", site),
                ("due", later.clone().max(day.clone())),
                ("found_on", day),
                ("level", one_of(rng, &["general", "major"])),
                ("rectified_on", if rng.bool() { later } else { String::new() }),
            ],
            "incident" => vec![
                ("happened_on", day),
                ("deaths", rng.u32(0..4).to_string()),
                ("class", one_of(rng, &["general", "larger"])),
                ("kind", one_of(rng, &["fire", "road-traffic"])),
            ],
            _ => vec![("starts_on", day.clone()), ("ends_on", day.max(later))],
        }
    }

    /// A value that a new record needs besides.
    fn named(&mut self, register: &str) -> Vec<(&'static str, String)> {
        let name = format!("第{}号", self.rng.u32(..));
        match register {
            "site" => vec![("name", name)],
            "drill" => vec![("topic", name)],
            "hazard" => vec![("summary", name.clone()), ("spot", name), ("category", "fire".to_owned())],
            "incident" => vec![("name", name)],
            _ => vec![("name", name), ("kind", "holiday".to_owned())],
        }
    }

    fn entered(&mut self, register: &'static str, is_new: bool) -> Entered {
        let mut fields = self.fields(register);
        if is_new {
            fields.extend(self.named(register));
        } else if register == "hazard" {
            // a deadline that stands is not changed, nor is a hazard found after it
            fields.retain(|(code, _)| !["due", "found_on"].contains(code));
        }
        let known = &self.desk.catalogue.registers;
        let known = known.iter().find(|known| known.code == register).expect("a register");
        fields.retain(|(code, _)| known.field(code).is_some());
        let unit = UNITS[self.rng.usize(..2)];
        let unit = if is_new || self.rng.bool() { unit } else { "" };
        let fields: Vec<(&str, &str)> = fields.iter().map(|(code, text)| (*code, text.as_str())).collect();
        entered(unit, &fields)
    }

    async fn record(&self, register: &str, id: Uuid) -> Record {
        let mut tx = self.desk.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &self.desk.catalogue, register).await.expect("a register");
        tx.record(id).await.expect("read").expect("it is there").read(&register)
    }

    async fn step(&mut self) {
        self.steps += 1;
        let request = format!("step-{}", self.steps);
        let act = act(&request, Role::Administrator);
        let registers = ["site", "site", "drill", "drill", "hazard", "hazard", "incident", "special-period"];
        let register = registers[self.rng.usize(..registers.len())];
        let chosen = self.pick(register);
        match (self.rng.u32(..10), chosen) {
            (0..=4, _) | (_, None) => {
                let entered = self.entered(register, true);
                let made = self.desk.enter(&act, register, entered).await.expect("entered");
                self.alive.entry(register).or_default().push(made.id);
            }
            (5..=7, Some(id)) => {
                let (old, entered) = (self.record(register, id).await, self.entered(register, false));
                self.desk.change(&act, &old, entered).await.expect("changed");
            }
            (8, Some(id)) => {
                let old = self.record(register, id).await;
                let mut tx = self.desk.db.write().await.expect("a transaction");
                let known = app::register(&mut tx, &self.desk.catalogue, register).await.expect("known");
                app::remove_record(&mut tx, &act, &known, id, old.version).await.expect("removed");
                tx.commit().await.expect("durable");
                if self.rng.bool() {
                    self.desk.undo(&request).await;
                } else {
                    self.alive.entry(register).or_default().retain(|alive| *alive != id);
                }
            }
            (_, Some(id)) => self.merge(&act, register, id).await,
        }
    }

    async fn merge(&mut self, act: &app::Act, register: &'static str, id: Uuid) {
        let Some(other) = self.pick(register).filter(|other| register == "site" && *other != id) else {
            return;
        };
        let (gone, kept) = (self.record(register, id).await, self.record(register, other).await);
        let mut tx = self.desk.db.write().await.expect("a transaction");
        let known = app::register(&mut tx, &self.desk.catalogue, register).await.expect("known");
        let pair = ((other, kept.version), (id, gone.version));
        app::merge_records(&mut tx, act, &self.desk.catalogue, &known, pair.0, pair.1).await.expect("merged");
        tx.commit().await.expect("durable");
        self.alive.entry(register).or_default().retain(|alive| *alive != id);
    }
}

#[tokio::test]
async fn counters_equal_a_plain_scan_after_any_history() {
    for desk in &desks().await.each {
        for seed in 0..3 {
            let rng = fastrand::Rng::with_seed(seed);
            let mut life = Life { desk, rng, alive: HashMap::new(), steps: 0 };
            for _ in 0..80 {
                life.step().await;
            }
            let found = differences(desk).await;
            assert!(found.is_empty(), "seed {seed}: {found:?}");
        }
        // and the scan itself sees something at every level
        let mut tx = desk.db.read().await.expect("a transaction");
        let year = Window { first: 202_601, last: 202_612, as_of: 20_261_231 };
        for unit in [Uuid::nil(), Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)] {
            let sums = tx.figure_sums(&[unit], year, None).await.expect("sums");
            assert!(sums.len() > 10, "{unit}: {}", sums.len());
        }
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
    async fn hazards_found(&self) -> i64 {
        let mut tx = self.db.read().await.expect("a transaction");
        let year = Window { first: 202_601, last: 202_612, as_of: 20_261_231 };
        let sums = tx.figure_sums(&[Uuid::from_u128(1)], year, None).await.expect("sums");
        let of = sums.get(&(Uuid::from_u128(1), "hazards-found".to_owned()));
        of.copied().unwrap_or_else(Sums::default).happened.0
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
