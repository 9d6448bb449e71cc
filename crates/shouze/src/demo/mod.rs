//! A demo street, or a county or city of them, with a year of work in every register: the same seed and day give the
//! same data.

mod street;
mod values;
mod words;

use anyhow::{Result, bail};
use app::{Act, AppError, Counting, Entered, History, Resolver};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::access::Caller;
use domain::register::{FieldKind, RecordError, Register, SITE};
use std::collections::{HashMap, HashSet};
use std::io::Write as _;
use std::sync::Arc;
use store::{Db, Tx};
use uuid::Uuid;
use values::{Known, Maker, Pool};
use words::Words;

/// How much is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Scale {
    /// One street.
    Street,
    /// Sixteen streets.
    County,
    /// Ten counties.
    City,
}

impl Scale {
    /// Streets, and sites of each.
    pub const fn size(self) -> (usize, usize) {
        match self {
            Self::Street => (1, 2000),
            Self::County => (16, 12_500),
            Self::City => (160, 12_500),
        }
    }
}

/// What is made.
pub struct Demo<'d> {
    pub db: &'d Db,
    pub catalogue: &'d Catalogue,
    pub counting: Arc<Counting>,
    pub caller: Caller,
    pub today: NaiveDate,
    pub seed: u64,
    /// Streets; all but the first are named after their place in the city.
    pub streets: usize,
    /// Sites of each street; the other registers follow.
    pub sites: usize,
}

/// Records of a register for each thousand sites.
const PER_THOUSAND: &[(&str, usize)] = &[
    ("hazard", 900),
    ("inspection", 500),
    ("grid-patrol", 400),
    ("rented-house", 300),
    ("special-equipment", 250),
    ("self-inspection", 250),
    ("certificate", 150),
    ("training", 120),
    ("terminal-uptime", 120),
    ("certified-person", 120),
    ("vehicle", 100),
    ("hydrant", 90),
    ("drill", 80),
    ("fire-facility", 80),
    ("incident", 12),
    ("fire-budget", 4),
    ("special-period", 4),
    ("inspection-plan", 2),
    ("volunteer-team", 8),
];
const OTHERS: usize = 30;
/// Records written together.
const CHUNK: usize = 500;
/// Numbers that each street may give out.
const NUMBERS: usize = 1_000_000;

impl Demo<'_> {
    /// Publishes the notice, makes the units, fills every register. Gives the number of records.
    ///
    /// # Errors
    /// When the database already holds records.
    pub async fn run(&self) -> Result<usize> {
        let year = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap_or(self.today);
        let act = self.act(year(3, 10));
        let mut tx = self.db.read().await?;
        let registers = app::registers(&mut tx, self.catalogue).await?;
        for register in &registers {
            let asked = app::Asked { limit: 1, ..app::Asked::default() };
            if app::summarize_records(&mut tx, &self.caller, register, &asked).await?.0 > 0 {
                bail!("the database holds records already; give an empty data folder");
            }
        }
        drop(tx);
        let words = Words::new();
        let mut total = 0;
        for street in 0..self.streets {
            total += self.street(&words, &registers, street, &act, (year(1, 1), year(12, 31))).await?;
        }
        Ok(total)
    }

    /// One street: its communities, and their work. The first is that of the notice. Each has words and links of its own, so
    /// that a city takes no more memory than a street.
    async fn street(
        &self,
        words: &Words,
        registers: &[Register],
        street: usize,
        act: &Act,
        year: (NaiveDate, NaiveDate),
    ) -> Result<usize> {
        let (names, units) = if street == 0 {
            let names = words::communities();
            street::publish(self.db, act, year).await?;
            let units = street::communities(self.db, act, &names, year.0).await?;
            (names.into_iter().map(str::to_owned).collect(), units)
        } else {
            street::another(self.db, act, street, year.0).await?
        };
        let units: Vec<String> = units.iter().map(ToString::to_string).collect();
        let mut maker = Maker {
            rng: fastrand::Rng::with_seed(self.seed.wrapping_add(street as u64)),
            words,
            communities: &names,
            units: &units,
            street,
            known: HashMap::new(),
            today: self.today,
            // numbers go on from street to street, so that keys do not meet
            number: street * NUMBERS,
        };
        let mut total = 0;
        for register in in_order(registers) {
            total += self.fill(&mut maker, register).await?;
        }
        if self.streets > 1 {
            writeln!(std::io::stderr(), "street {} of {}: {total}", street + 1, self.streets)?;
        }
        Ok(total)
    }

    fn act(&self, day: NaiveDate) -> Act {
        let noon: DateTime<Utc> = day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(2);
        Act::new(self.caller.clone(), noon, format!("demo-{day}"), self.counting.clone())
    }

    async fn fill(&self, maker: &mut Maker<'_>, register: &Register) -> Result<usize> {
        let share =
            PER_THOUSAND.iter().find(|(code, _)| *code == register.code).map_or(OTHERS, |(_, share)| *share);
        let count = if register.code == SITE { self.sites } else { (self.sites * share / 1000).max(3) };
        let mut tx = self.db.write().await?;
        let mut resolver = Resolver::new(&mut tx, self.catalogue, register.clone(), self.today).await?;
        let mut known = Pool::default();
        let mut left = count;
        while left > 0 {
            let mut chunk = Vec::with_capacity(CHUNK.min(left));
            for _ in 0..CHUNK.min(left) {
                chunk.push(self.one(&mut tx, maker, &mut resolver).await?);
            }
            left -= chunk.len();
            let (histories, units): (Vec<History>, Vec<usize>) = chunk.into_iter().unzip();
            let units: HashMap<Uuid, usize> =
                histories.iter().map(|history| history.record.id).zip(units).collect();
            // one whose key is taken is left out
            for record in app::keep_histories(&mut tx, &self.counting, register, histories).await? {
                let kinds = record.values.get("kinds").map_or_else(Vec::new, |kinds| kinds.texts());
                let title = record.title(register);
                known.add(Known { id: record.id.to_string(), title, unit: units[&record.id], kinds });
            }
            tx.commit().await?;
            tx = self.db.write().await?;
        }
        tx.commit().await?;
        let made = known.len();
        if self.streets == 1 {
            writeln!(std::io::stderr(), "{}: {made}", register.name.zh)?;
        }
        maker.known.insert(register.code.clone(), known);
        Ok(made)
    }

    /// One record with the moves that it has been through by today, and its community.
    async fn one(
        &self,
        tx: &mut Tx,
        maker: &mut Maker<'_>,
        resolver: &mut Resolver,
    ) -> Result<(History, usize)> {
        let register = resolver.shared_register();
        let mut draft = maker.draft(&register);
        let mut entered = Entered::default();
        // choices and links first: names depend on them
        let is_later = |field: &&domain::register::Field| matches!(field.kind, FieldKind::Text { .. });
        let (later, first): (Vec<_>, Vec<_>) =
            register.fields.iter().filter(|f| !f.is_retired).partition(is_later);
        let set_by_moves: HashSet<&String> =
            register.transitions.iter().filter_map(|step| step.sets.as_ref()).collect();
        for field in first.into_iter().chain(later) {
            let is_of_a_move =
                set_by_moves.contains(&field.code) && register.date.as_ref() != Some(&field.code);
            if is_of_a_move && !field.is_required {
                continue;
            }
            if let Some(text) = maker.text(&register, field, &mut draft) {
                entered.fields.insert(field.code.clone(), vec![text]);
            }
        }
        entered.unit = Some(maker.units[draft.unit].clone());
        let act = self.act(draft.day);
        let mut history = match History::begin(tx, &act, resolver, entered).await {
            Ok(history) => history,
            Err(AppError::Record(RecordError::Fields(wrong))) => {
                let wrong: Vec<String> = wrong.iter().map(ToString::to_string).collect();
                bail!("{}: {}", register.code, wrong.join("; "));
            }
            Err(other) => return Err(other.into()),
        };
        self.moved(tx, maker, resolver, &mut history, &mut draft).await?;
        Ok((history, draft.unit))
    }

    async fn moved(
        &self,
        tx: &mut Tx,
        maker: &mut Maker<'_>,
        resolver: &mut Resolver,
        history: &mut History,
        draft: &mut values::Draft,
    ) -> Result<()> {
        let register = resolver.shared_register();
        for _ in 0..3 {
            // the first moves lead on; a few records stay behind at every stage
            let step = register
                .transitions
                .iter()
                .find(|step| step.from.contains(&history.record.state) && step.to != history.record.state);
            let Some(step) = step.filter(|_| maker.rng.u8(..100) < 82) else { break };
            if register.state(&step.to).is_some_and(|state| state.is_final) && maker.rng.u8(..100) < 40 {
                break;
            }
            draft.day = (draft.day + TimeDelta::days(maker.rng.i64(1..25))).min(self.today);
            let mut entered = Entered::default();
            for code in step.needs.iter().filter(|code| !history.record.values.contains_key(*code)) {
                let Some(field) = register.field(code) else { continue };
                let sure = domain::register::Field { is_required: true, ..field.clone() };
                if let Some(text) = maker.text(&register, &sure, draft) {
                    entered.fields.insert(code.clone(), vec![text]);
                }
            }
            let act = self.act(draft.day);
            match history.step(tx, &act, resolver, &step.code, entered).await {
                Ok(()) => {}
                // a move that needs a photo or another record that is not there is not taken
                Err(AppError::Record(_)) => break,
                Err(other) => return Err(other.into()),
            }
        }
        Ok(())
    }
}

/// Registers after those that they link to.
fn in_order(registers: &[Register]) -> Vec<&Register> {
    let mut ordered: Vec<&Register> = Vec::new();
    while ordered.len() < registers.len() {
        let is_there = |code: &String| ordered.iter().any(|known| known.code == *code);
        let is_ready = |register: &&Register| {
            register.fields.iter().all(|field| match &field.kind {
                FieldKind::Link { register: target } => target == &register.code || is_there(target),
                _ => true,
            })
        };
        let rest: Vec<&Register> = registers.iter().filter(|register| !is_there(&register.code)).collect();
        let next = rest.iter().copied().find(is_ready).or_else(|| rest.first().copied());
        ordered.extend(next);
    }
    ordered
}

#[cfg(test)]
mod tests;
