//! A demo street, or a county or city of them, with a year of work in every register: the same seed and day give the
//! same data.

mod finished;
mod ground;
mod habits;
mod listings;
mod papers;
mod pictures;
mod street;
mod values;
mod wanted;
mod words;

use anyhow::{Result, bail};
use app::{Act, AppError, Counting, Entered, History, Resolver};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::access::Caller;
use domain::hazard::{HAZARD, Step};
use domain::register::{Field, FieldKind, RecordError, Register, SITE, Transition};
use habits::{Habit, Habits};
use std::collections::{HashMap, HashSet, VecDeque};
use std::io::Write as _;
use std::sync::Arc;
use store::{Db, Tx};
use uuid::Uuid;
use values::{Draft, Known, Maker, Pool};
use vault::Vault;
use wanted::Wanted;
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
    pub vault: &'d Vault,
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

/// Records for each thousand sites of a register without a habit of its own.
const OTHERS: usize = 30;
/// Of a hundred records of such a register, how many take each move.
const MOVES: u8 = 92;
/// Days between two moves.
const PACE: (i64, i64) = (1, 24);
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
        let (words, habits) = (Words::new(), Habits::new()?);
        let pictures = pictures::keep(self.db, self.vault, &act).await?;
        let mut total = 0;
        for street in 0..self.streets {
            total += self
                .street((&words, &habits, &pictures), &registers, street, &act, (year(1, 1), year(12, 31)))
                .await?;
        }
        let issued = papers::issue(self).await?;
        Ok(total + issued)
    }

    /// One street: its communities, and their work. The first is that of the notice. Each has words and links of its own, so
    /// that a city takes no more memory than a street.
    async fn street(
        &self,
        (words, habits, pictures): (&Words, &Habits, &HashMap<String, String>),
        registers: &[Register],
        street: usize,
        act: &Act,
        year: (NaiveDate, NaiveDate),
    ) -> Result<usize> {
        let (names, units, areas) = if street == 0 {
            let names = words::communities();
            street::publish(self.db, self.vault, act, year).await?;
            let units = street::communities(self.db, act, &names, year.0).await?;
            street::heads(self.db, act, self.catalogue, &units).await?;
            let areas = street::boundaries(self.db, act, &units).await?;
            (names.iter().chain(words::WORK_POINTS).map(|name| (*name).to_owned()).collect(), units, areas)
        } else {
            let (names, units) = street::another(self.db, act, street, year.0).await?;
            (names, units, Vec::new())
        };
        let units: Vec<String> = units.iter().map(ToString::to_string).collect();
        let mut maker = Maker {
            rng: fastrand::Rng::new(),
            words,
            habits,
            communities: &names,
            units: &units,
            areas: &areas,
            street,
            known: HashMap::new(),
            pictures,
            rechecker: street::rechecker(self.db, act, self.catalogue, street).await?,
            today: self.today,
            // numbers go on from street to street, so that keys do not meet
            number: street * NUMBERS,
        };
        let mut total = 0;
        for register in in_order(registers) {
            // a seed for each register: what is due today in one changes nothing in another
            maker.number = street * NUMBERS;
            maker.rng =
                fastrand::Rng::with_seed(seed_of(self.seed.wrapping_add(street as u64), &register.code));
            total += self.fill(&mut maker, register).await?;
        }
        total += self.list_hazards(street, &units).await?;
        total += self.finish_matters((street, &units), &maker.rechecker, pictures).await?;
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
        let habit = maker.habits.of(&register.code);
        let share = habit.per_thousand.unwrap_or(OTHERS);
        let count =
            if register.code == SITE { self.sites } else { (self.sites * share / 1000).max(share.min(3)) };
        let mut left: VecDeque<Option<Wanted>> = (0..count).map(|_| None).collect();
        let units = maker.units.len();
        let covering = wanted::covering(register, &habit, &maker.known, self.today, &mut maker.rng);
        let regular = wanted::regular(&habit, units, self.today, &mut maker.rng);
        let of_each = wanted::of_each(&habit, &maker.known, self.today, &mut maker.rng);
        left.extend(covering.into_iter().chain(of_each).chain(regular).map(Some));
        // where a key is taken, something else is tried, until as many were tried as are asked for
        let mut spare = count;
        let mut tx = self.db.write().await?;
        let mut resolver =
            Resolver::new(&mut tx, &self.caller, self.catalogue, register.clone(), self.today).await?;
        let mut known = Pool::default();
        while !left.is_empty() {
            let mut chunk = Vec::with_capacity(CHUNK.min(left.len()));
            for wanted in left.drain(..CHUNK.min(left.len())) {
                let draft = wanted.map_or_else(|| maker.draft(register, &habit), Draft::from);
                chunk.push(self.one(&mut tx, maker, &mut resolver, (&habit, draft)).await?);
            }
            let tried = chunk.len();
            let (histories, units): (Vec<History>, Vec<usize>) = chunk.into_iter().unzip();
            let units: HashMap<Uuid, usize> =
                histories.iter().map(|history| history.record.id).zip(units).collect();
            let kept = app::keep_histories(&mut tx, &self.counting, register, histories).await?;
            let again = (tried - kept.len()).min(spare);
            spare -= again;
            left.extend((0..again).map(|_| None));
            for record in kept {
                let texts =
                    |field: &str| record.values.get(field).map_or_else(Vec::new, |value| value.texts());
                let kinds = [texts("kinds"), texts("risk")].concat();
                let title = record.title(register);
                let is_over = register.state(&record.state).is_some_and(|state| state.is_final);
                known.add(Known {
                    id: record.id.to_string(),
                    title,
                    unit: units[&record.id],
                    kinds,
                    is_over,
                });
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
        (habit, mut draft): (&Habit, Draft),
    ) -> Result<(History, usize)> {
        let register = resolver.shared_register();
        let mut entered = Entered::default();
        let set_by_moves: HashSet<&String> =
            register.transitions.iter().filter_map(|step| step.sets.as_ref()).collect();
        let is_of_a_move = |field: &Field| {
            set_by_moves.contains(&field.code)
                && register.date.as_ref() != Some(&field.code)
                && !field.is_required
                && maker.habits.field(&register.code, &field.code, false).filled.is_none()
        };
        let mut fields: Vec<&Field> =
            register.fields.iter().filter(|field| !field.is_retired && !is_of_a_move(field)).collect();
        // choices and links first: names depend on them, and parts on their whole
        fields.sort_by_key(|field| match &field.kind {
            FieldKind::Text { .. } => 2,
            _ if maker.habits.field(&register.code, &field.code, false).part.is_some() => 1,
            _ => 0,
        });
        for field in fields {
            if let Some(text) = maker.text(&register, field, &mut draft) {
                entered.fields.insert(field.code.clone(), vec![text]);
            }
        }
        maker.settle(&register, &mut entered.fields, draft.unit);
        entered.unit = Some(maker.units[draft.unit].clone());
        entered.sector = draft.kind.as_ref().and_then(|kind| habit.sectors.get(kind)).cloned();
        let act = self.act(draft.day);
        let mut history = match History::begin(tx, &act, resolver, entered).await {
            Ok(history) => history,
            Err(AppError::Record(RecordError::Fields(wrong))) => {
                let wrong: Vec<String> = wrong.iter().map(ToString::to_string).collect();
                bail!("{}: {}", register.code, wrong.join("; "));
            }
            Err(other) => return Err(other.into()),
        };
        self.moved(tx, maker, resolver, &mut history, (habit, &mut draft)).await?;
        Ok((history, draft.unit))
    }

    async fn moved(
        &self,
        tx: &mut Tx,
        maker: &mut Maker<'_>,
        resolver: &mut Resolver,
        history: &mut History,
        (habit, draft): (&Habit, &mut Draft),
    ) -> Result<()> {
        let register = resolver.shared_register();
        let mut been = vec![history.record.state.clone()];
        while let Some(step) = next_move(&register, habit, &been) {
            let chance = habit.chance.get(&step.code).or(habit.moves.as_ref()).unwrap_or(&MOVES);
            let (from, to) = habit.pace.unwrap_or(PACE);
            let later = draft.day + TimeDelta::days(maker.rng.i64(from..=to));
            let is_taken = maker.rng.u8(..100) < *chance;
            if !is_taken || (habit.waits && later > self.today) {
                break;
            }
            draft.day = later.min(self.today);
            let mut entered = Entered::default();
            for code in step.needs.iter().filter(|code| !history.record.values.contains_key(*code)) {
                let Some(field) = register.field(code) else { continue };
                let sure = Field { is_required: true, ..field.clone() };
                if let Some(text) = maker.text(&register, &sure, draft) {
                    entered.fields.insert(code.clone(), vec![text]);
                }
            }
            maker.settle(&register, &mut entered.fields, draft.unit);
            let act = match (register.code.as_str(), Step::parse(&step.code)) {
                (HAZARD, Some(Step::Close)) => Act { caller: maker.rechecker.clone(), ..self.act(draft.day) },
                _ => self.act(draft.day),
            };
            match history.step(tx, &act, resolver, &step.code, entered).await {
                Ok(()) => been.push(step.to.clone()),
                // a move that needs a photo or another record that is not there is not taken
                Err(AppError::Record(_)) => break,
                Err(other) => return Err(other.into()),
            }
        }
        Ok(())
    }
}

/// The move that a record of the register takes after it has been in these states: the next of its habit; without one, the
/// first that leads on and not to an end, since most ends are bad ones.
fn next_move<'r>(register: &'r Register, habit: &Habit, been: &[String]) -> Option<&'r Transition> {
    let now = been.last()?;
    if let Some(path) = &habit.path {
        let step = register.transition(path.get(been.len() - 1)?)?;
        return step.from.contains(now).then_some(step);
    }
    let leads_on = |step: &&Transition| {
        let is_end = register.state(&step.to).is_some_and(|state| state.is_final);
        step.from.contains(now) && !been.contains(&step.to) && !is_end
    };
    register.transitions.iter().find(leads_on)
}

/// FNV-1a over the seed and a word.
fn seed_of(seed: u64, word: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    seed.to_le_bytes().into_iter().chain(word.bytes()).fold(0xcbf2_9ce4_8422_2325, mix)
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
