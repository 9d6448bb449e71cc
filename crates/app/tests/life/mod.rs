//! Random histories of records, for whatever must hold after any of them.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use crate::desk::*;
use app::{AppError, Entered};
use domain::access::Role;
use domain::org::UnitKind;
use domain::register::Record;
use std::collections::HashMap;
use uuid::Uuid;

pub const UNITS: [&str; 2] = ["东湖社区", "西山社区"];

/// One random life of records of seven registers, some of which count for others: made, changed, back-dated, moved between
/// units, removed, brought back, merged.
pub struct Life<'d> {
    desk: &'d Desk,
    seed: u64,
    rng: fastrand::Rng,
    alive: HashMap<&'static str, Vec<Uuid>>,
    steps: usize,
    /// Steps that a rule refused: they leave no trace.
    pub refused: usize,
}

impl<'d> Life<'d> {
    pub fn new(desk: &'d Desk, seed: u64) -> Self {
        let rng = fastrand::Rng::with_seed(seed);
        Self { desk, seed, rng, alive: HashMap::new(), steps: 0, refused: 0 }
    }

    /// Of this year or the one before.
    fn day(&mut self) -> String {
        format!("{}-{:02}-{:02}", self.rng.u32(2025..=2026), self.rng.u32(1..=12), self.rng.u32(1..=28))
    }

    fn pick(&mut self, register: &str) -> Option<Uuid> {
        let of = self.alive.get(register)?;
        self.rng.choice(of).copied()
    }

    fn fields(&mut self, register: &'static str) -> Vec<(&'static str, String)> {
        let (day, later) = (self.day(), self.day());
        let (day, later) = (day.clone().min(later.clone()), day.max(later));
        let site = self.pick("site").map(|id| id.to_string()).unwrap_or_default();
        let one_of = |rng: &mut fastrand::Rng, of: &[&str]| of[rng.usize(..of.len())].to_owned();
        let rng = &mut self.rng;
        match register {
            "site" => vec![
                ("kinds", one_of(rng, &["school", "care-home", "hospital", "mine"])),
                ("risk", one_of(rng, &["red", "blue", ""])),
            ],
            "drill" => vec![("site", site), ("held_on", day), ("attended", "9".to_owned())],
            "insurance" => {
                vec![
                    ("site", site),
                    ("valid_from", day),
                    ("valid_until", later),
                    ("trade", "mine".to_owned()),
                ]
            }
            "inspection" => {
                vec![("site", site), ("inspected_on", day), ("kind", one_of(rng, &["random", "planned"]))]
            }
            "hazard" => vec![
                ("site", site),
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
            "drill" | "inspection" => vec![("topic", name)],
            "insurance" => vec![("policy", name)],
            "hazard" => vec![
                ("summary", name.clone()),
                ("spot", name),
                ("category", "fire".to_owned()),
                ("due", "2026-12-31".to_owned()),
            ],
            "incident" => vec![("name", name)],
            _ => vec![("name", name), ("kind", "holiday".to_owned())],
        }
    }

    fn entered(&mut self, register: &'static str, is_new: bool) -> Entered {
        let mut fields = self.fields(register);
        if is_new {
            fields.extend(self.named(register));
        }
        let known = &self.desk.catalogue.registers;
        let known = known.iter().find(|known| known.code == register).expect("a register");
        fields.retain(|(code, _)| known.field(code).is_some());
        let unit = UNITS[self.rng.usize(..2)];
        let unit = if is_new || self.rng.bool() { unit } else { "" };
        let fields: Vec<(&str, &str)> = fields.iter().map(|(code, text)| (*code, text.as_str())).collect();
        entered(unit, &fields)
    }

    /// What was written; a rule may refuse it, nothing else may.
    fn allowed(&mut self, written: Result<Record, AppError>) -> Option<Record> {
        match written {
            Ok(record) => Some(record),
            Err(AppError::Record(_)) => {
                self.refused += 1;
                None
            }
            Err(other) => panic!("{other}"),
        }
    }

    /// The first community ends: its records move to a new one, register by register, and it gets its last day. Gives the
    /// one that ended.
    pub async fn merge_units(&mut self) -> Uuid {
        let name = format!("合并社区{}", self.seed);
        let act = act(&format!("merge-{}", self.seed), Role::Administrator);
        let mut tx = self.desk.db.write().await.expect("a transaction");
        let street = Some(Uuid::from_u128(1));
        let made = app::add_unit(
            &mut tx,
            &act,
            street,
            app::UnitEntry::of(UnitKind::Community, name.clone()),
            today(),
        )
        .await;
        let made = made.expect("a unit").id;
        let gone = Uuid::from_u128(2);
        for register in &self.desk.catalogue.registers {
            let raws = tx.scan(&register.code, Some(&[gone]), Uuid::nil(), 1000).await.expect("records");
            let standing = raws.iter().map(|raw| &raw.record).filter(|record| record.is_standing());
            let records: Vec<(Uuid, i64)> = standing.map(|record| (record.id, record.version)).collect();
            let mut resolver = self.desk.resolver(&mut tx, &act, &register.code).await;
            let unit = entered(&name, &[]);
            let moved = app::bulk_change(&mut tx, &act, &mut resolver, &records, &unit, true).await;
            let moved = moved.expect("moved");
            assert!(moved.iter().all(|row| row.after.as_ref().is_ok_and(|record| record.unit_id == made)));
        }
        let units = tx.units().await.expect("units");
        let old = units.iter().find(|unit| unit.id == gone).expect("the unit");
        let entry = app::UnitEntry::of(old.kind, old.name.clone());
        app::change_unit(&mut tx, &act, gone, old.version, entry, Some(today())).await.expect("changed");
        tx.commit().await.expect("durable");
        gone
    }

    /// One community is renamed and merged into the other on a day of the past; a record may lie in what ended.
    pub async fn reform_units(&mut self) {
        let act = act(&format!("reform-{}", self.seed), Role::Administrator);
        let (gone, into) = (Uuid::from_u128(3), Uuid::from_u128(2));
        let name = format!("改名社区{}", self.seed);
        let merged = app::Becoming::Merged { into };
        for becoming in [app::Becoming::Renamed { name: name.clone() }, merged] {
            let mut tx = self.desk.db.write().await.expect("a transaction");
            let units = tx.units().await.expect("units");
            let version = units.iter().find(|unit| unit.id == gone).expect("the unit").version;
            let on = (today() - chrono::Days::new(20), String::new());
            app::reform_unit(&mut tx, &act, (gone, version), on, becoming).await.expect("reformed");
            tx.commit_recorded().await.expect("durable");
        }
    }

    async fn record(&self, register: &str, id: Uuid) -> Record {
        let mut tx = self.desk.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &self.desk.catalogue, register).await.expect("a register");
        tx.record(id).await.expect("read").expect("it is there").read(&register)
    }

    pub async fn step(&mut self) {
        self.steps += 1;
        let request = format!("step-{}-{}", self.seed, self.steps);
        let act = act(&request, Role::Administrator);
        let registers = [
            "site",
            "site",
            "drill",
            "drill",
            "hazard",
            "hazard",
            "incident",
            "special-period",
            "insurance",
            "insurance",
            "inspection",
        ];
        let register = registers[self.rng.usize(..registers.len())];
        let chosen = self.pick(register);
        match (self.rng.u32(..10), chosen) {
            (0..=4, _) | (_, None) => {
                let entered = self.entered(register, true);
                if let Some(made) = self.allowed(self.desk.enter(&act, register, entered).await) {
                    self.alive.entry(register).or_default().push(made.id);
                }
            }
            (5..=7, Some(id)) => {
                let (old, entered) = (self.record(register, id).await, self.entered(register, false));
                let changed = self.desk.change(&act, &old, entered).await;
                self.allowed(changed);
            }
            (8, Some(id)) => {
                let old = self.record(register, id).await;
                let mut tx = self.desk.db.write().await.expect("a transaction");
                let known = app::register(&mut tx, &self.desk.catalogue, register).await.expect("known");
                app::remove_record(&mut tx, &act, &known, id, old.version).await.expect("removed");
                tx.commit().await.expect("durable");
                if self.rng.bool() {
                    let mut tx = self.desk.db.write().await.expect("a transaction");
                    app::undo(&mut tx, &act, &self.desk.catalogue, &request).await.expect("undone");
                    tx.commit().await.expect("durable");
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
