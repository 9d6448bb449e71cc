//! The records of one street: made up register by register, each with the history that it has been through by today.

use super::habits::Habit;
use super::street::Ground;
use super::values::{Draft, Known, Maker, Pool};
use super::wanted::{self, Wanted};
use super::{Demo, Stock, seed_of, tell};
use anyhow::{Result, bail};
use app::{Act, AppError, Entered, History, Resolver};
use chrono::TimeDelta;
use domain::hazard::{HAZARD, Step};
use domain::register::{Field, FieldKind, RecordError, Register, SITE, Transition};
use std::collections::{HashMap, HashSet, VecDeque};
use store::{Db, Tx};
use uuid::Uuid;

/// Records for each thousand sites of a register without a habit of its own.
const OTHERS: usize = 30;
/// Of a hundred records of such a register, how many take each move.
const MOVES: u8 = 92;
/// Days between two moves.
const PACE: (i64, i64) = (1, 24);
/// Records written together.
const CHUNK: usize = 4000;
/// Numbers that each street may give out.
const NUMBERS: usize = 1_000_000;

impl Demo {
    /// Fills one street; gives the number of records. It has words and links of its own, so that a city takes no more memory
    /// than the streets that are filled at once.
    pub(super) async fn fill_street(&self, db: &Db, stock: &Stock, ground: &Ground) -> Result<usize> {
        let mut maker = Maker {
            rng: fastrand::Rng::new(),
            words: &stock.words,
            habits: &stock.habits,
            communities: &ground.names,
            units: &ground.units,
            areas: &ground.areas,
            street: ground.number,
            known: HashMap::new(),
            pictures: &stock.pictures,
            rechecker: ground.rechecker.clone(),
            today: self.today,
            number: 0,
        };
        let mut total = 0;
        for register in in_order(&stock.registers) {
            // numbers go on from street to street, so that keys do not meet
            maker.number = ground.number * NUMBERS;
            // a seed for each register: what is due today in one changes nothing in another
            let seed = self.seed.wrapping_add(ground.number as u64);
            maker.rng = fastrand::Rng::with_seed(seed_of(seed, &register.code));
            let made = self.fill(db, &mut maker, register).await?;
            if self.streets == 1 {
                tell(&format!("{}: {made}", register.name.zh));
            }
            total += made;
        }
        Ok(total)
    }

    async fn fill(&self, db: &Db, maker: &mut Maker<'_>, register: &Register) -> Result<usize> {
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
        let mut tx = db.read().await?;
        let mut resolver =
            Resolver::new(&mut tx, &self.caller, &self.catalogue, register.clone(), self.today).await?;
        drop(tx);
        let mut known = Pool::default();
        while !left.is_empty() {
            // what is made up only reads: meanwhile another street is written
            let mut tx = db.read().await?;
            let mut chunk = Vec::with_capacity(CHUNK.min(left.len()));
            for wanted in left.drain(..CHUNK.min(left.len())) {
                let draft = wanted.map_or_else(|| maker.draft(register, &habit), Draft::from);
                chunk.push(self.one(&mut tx, maker, &mut resolver, (&habit, draft)).await?);
            }
            let tried = chunk.len();
            let (histories, units): (Vec<History>, Vec<usize>) = chunk.into_iter().unzip();
            let units: HashMap<Uuid, usize> =
                histories.iter().map(|history| history.record.id).zip(units).collect();
            drop(tx);
            let mut tx = db.write().await?;
            let kept = app::keep_histories(&mut tx, &self.counting, register, histories).await?;
            tx.commit().await?;
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
        }
        let made = known.len();
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
