//! What a change of records changes in the counters.

use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::calendar::Days;
use domain::indicator::{
    Binding, Cell, Indicator, Share, Sort, Stretch, change_of, frequency_shares, scaled, shares,
};
use domain::register::{FieldKind, Frequency, Record, Register};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{CounterKey, Tx};
use uuid::Uuid;

/// Register whose records are the special periods 重要时段.
const SPECIAL: &str = "special-period";

/// An indicator by frequency: whose records count, and for whom.
#[derive(Debug, Clone)]
pub(crate) struct ByFrequency {
    pub(crate) code: String,
    pub(crate) events: Register,
    pub(crate) frequency: Frequency,
    pub(crate) subjects: Register,
}

impl ByFrequency {
    /// How often each subject owes it within a stretch: once in each period begun.
    pub(crate) fn owed(&self, stretch: Stretch) -> i64 {
        let begun = self.frequency.per.begun(stretch.days.first, stretch.as_of);
        i64::try_from(begun.len()).unwrap_or(i64::MAX)
    }
}

/// Every indicator, by the registers that feed it.
#[derive(Debug, Clone, Default)]
pub struct Counting {
    registers: Vec<Register>,
    direct: HashMap<String, Vec<Indicator>>,
    frequencies: Vec<ByFrequency>,
    bindings: Vec<Binding>,
}

impl Counting {
    /// Of a catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut counting = Self {
            registers: catalogue.registers.clone(),
            bindings: catalogue.bindings.clone(),
            ..Self::default()
        };
        let register = |code: &str| catalogue.registers.iter().find(|register| register.code == code);
        for indicator in &catalogue.indicators {
            if indicator.rule.is_some() {
                counting.direct.entry(indicator.register.clone()).or_default().push(indicator.clone());
            } else if indicator.sort == Sort::Frequency
                && let Some(found) = by_frequency(indicator, register)
            {
                counting.frequencies.push(found);
            }
        }
        counting
    }

    /// The registers of the catalogue, by which records are read when they are counted again.
    pub(crate) fn registers(&self) -> &[Register] {
        &self.registers
    }

    /// The rules that propose an indicator for a target.
    pub(crate) fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// The indicators that count records of a register directly.
    pub(crate) fn direct(&self, register: &str) -> &[Indicator] {
        self.direct.get(register).map_or(&[], Vec::as_slice)
    }

    /// Those by frequency.
    pub(crate) fn frequencies(&self) -> &[ByFrequency] {
        &self.frequencies
    }

    /// One by its code.
    pub(crate) fn frequency(&self, code: &str) -> Option<&ByFrequency> {
        self.frequencies.iter().find(|found| found.code == code)
    }

    /// Codes of what must be counted again when a special period changes.
    fn asking_special_periods(&self) -> Vec<String> {
        let all = self.direct.values().flatten();
        all.filter(|indicator| indicator.asks_special_periods()).map(|found| found.code.clone()).collect()
    }
}

fn by_frequency<'c>(
    indicator: &Indicator,
    register: impl Fn(&str) -> Option<&'c Register>,
) -> Option<ByFrequency> {
    let events = register(&indicator.register)?;
    let code = indicator.frequency.as_ref()?;
    let frequency = events.frequencies.iter().find(|frequency| frequency.code == *code)?;
    let FieldKind::Link { register: subjects } = &events.field(frequency.subject.as_ref()?)?.kind else {
        return None;
    };
    Some(ByFrequency {
        code: indicator.code.clone(),
        events: events.clone(),
        frequency: frequency.clone(),
        subjects: register(subjects)?.clone(),
    })
}

/// Where a record counts: its unit and its sector.
pub(crate) fn place(record: &Record) -> (Uuid, String) {
    (record.unit_id, record.sector.clone().unwrap_or_default())
}

/// Has whoever else writes for the same subjects wait: what is done for a subject is read before it is written.
async fn lock_subjects(
    tx: &mut Tx,
    counting: &Counting,
    register: &Register,
    changes: &[Change<'_>],
) -> Result<(), AppError> {
    let mut subjects = BTreeSet::new();
    for by in counting.frequencies() {
        let records = changes.iter().flat_map(|(before, after)| [*before, *after]).flatten();
        if by.events.code == register.code {
            subjects.extend(records.clone().filter_map(|record| by.frequency.subject_of(record)));
        }
        if by.subjects.code == register.code {
            subjects.extend(records.map(|record| record.id));
        }
    }
    for subject in subjects {
        tx.lock_record(subject).await?;
    }
    Ok(())
}

/// A change of one record: as it was, as it is.
pub(crate) type Change<'r> = (Option<&'r Record>, Option<&'r Record>);

/// Changes of counters that one write gathers.
#[derive(Default)]
pub(crate) struct Ledger {
    cells: BTreeMap<(String, Uuid, String, Cell), Share>,
}

impl Ledger {
    /// Writes what changed records of one register change in the counters of every unit above them.
    pub(crate) async fn write(
        tx: &mut Tx,
        counting: &Counting,
        register: &Register,
        changes: &[Change<'_>],
    ) -> Result<(), AppError> {
        let mut ledger = Self::default();
        let direct = counting.direct(&register.code);
        if !direct.is_empty() {
            let asks = direct.iter().any(Indicator::asks_special_periods);
            let special = if asks { special_periods(tx, counting).await? } else { Vec::new() };
            for indicator in direct {
                for (before, after) in changes {
                    ledger.differ(
                        &indicator.code,
                        before.map(|record| (record, shares(indicator, record, &special))),
                        after.map(|record| (record, shares(indicator, record, &special))),
                    );
                }
            }
        }
        lock_subjects(tx, counting, register, changes).await?;
        for frequency in counting.frequencies() {
            if frequency.events.code == register.code {
                ledger.events(tx, frequency, changes).await?;
            }
            if frequency.subjects.code == register.code {
                ledger.subjects(tx, frequency, changes).await?;
            }
        }
        ledger.pool(tx).await?;
        if register.code == SPECIAL {
            super::recount_indicators(tx, counting, &counting.asking_special_periods()).await?;
        }
        Ok(())
    }

    fn differ(
        &mut self,
        indicator: &str,
        before: Option<(&Record, Vec<(Cell, Share)>)>,
        after: Option<(&Record, Vec<(Cell, Share)>)>,
    ) {
        match (before, after) {
            (Some((old, before)), Some((new, after))) if place(old) == place(new) => {
                self.add(indicator, place(new), &change_of(&before, &after));
            }
            (before, after) => {
                if let Some((old, before)) = before {
                    self.add(indicator, place(old), &change_of(&before, &[]));
                }
                if let Some((new, after)) = after {
                    self.add(indicator, place(new), &after);
                }
            }
        }
    }

    pub(crate) fn add(&mut self, indicator: &str, (unit, sector): (Uuid, String), added: &[(Cell, Share)]) {
        for (cell, share) in added {
            let key = (indicator.to_owned(), unit, sector.clone(), *cell);
            let sum = self.cells.entry(key).or_default();
            sum.numerator += share.numerator;
            sum.denominator += share.denominator;
        }
    }

    /// Records that count for subjects: what was done for each of them changes.
    async fn events(
        &mut self,
        tx: &mut Tx,
        by: &ByFrequency,
        changes: &[Change<'_>],
    ) -> Result<(), AppError> {
        let mut done: BTreeMap<(Uuid, NaiveDate), i64> = BTreeMap::new();
        for (before, after) in changes {
            for (sign, record) in [(-1, before), (1, after)] {
                let Some(record) = record else { continue };
                let counted = by.frequency.counts(&by.events, record);
                if let (Some(subject), Some((day, amount))) = (by.frequency.subject_of(record), counted) {
                    *done.entry((subject, day)).or_default() += sign * scaled(amount);
                }
            }
        }
        done.retain(|_, amount| *amount != 0);
        let mut subjects: Vec<Uuid> = done.keys().map(|(subject, _)| *subject).collect();
        subjects.dedup();
        for subject in subjects {
            let before = tx.done_for(&by.code, subject).await?;
            let mut after = before.clone();
            for ((_, day), amount) in done.range((subject, NaiveDate::MIN)..=(subject, NaiveDate::MAX)) {
                *after.entry(*day).or_default() += amount;
            }
            let Some(raw) = tx.record(subject).await? else { continue };
            let record = raw.read(&by.subjects);
            if by.frequency.is_due_for(&by.subjects, &record) {
                let of = |amounts: &BTreeMap<NaiveDate, i64>| frequency_shares(&by.frequency, amounts);
                self.differ(&by.code, Some((&record, of(&before))), Some((&record, of(&after))));
            }
        }
        let rows: Vec<_> = done
            .into_iter()
            .map(|((subject, day), amount)| (by.code.clone(), subject, day, amount))
            .collect();
        tx.add_to_subjects(&rows).await?;
        Ok(())
    }

    /// Subjects that come, go, move or change their sort.
    async fn subjects(
        &mut self,
        tx: &mut Tx,
        by: &ByFrequency,
        changes: &[Change<'_>],
    ) -> Result<(), AppError> {
        let known: HashSet<Uuid> =
            changes.iter().filter_map(|(before, _)| before.map(|record| record.id)).collect();
        for (before, after) in changes {
            let due = |record: &&&Record| by.frequency.is_due_for(&by.subjects, record);
            let (before, after) = (before.as_ref().filter(due), after.as_ref().filter(due));
            let amounts = match (before, after) {
                (None, None) => continue,
                (Some(old), Some(new)) if place(old) == place(new) => continue,
                (Some(record), _) | (None, Some(record)) if known.contains(&record.id) => {
                    tx.done_for(&by.code, record.id).await?
                }
                // a record that is new has nothing done for it yet
                _ => BTreeMap::new(),
            };
            let of = frequency_shares(&by.frequency, &amounts);
            self.differ(&by.code, before.map(|old| (*old, of.clone())), after.map(|new| (*new, of.clone())));
        }
        Ok(())
    }

    /// Adds every change to the unit it belongs to, to all above it, and to everything.
    pub(crate) async fn pool(self, tx: &mut Tx) -> Result<(), AppError> {
        let mut above: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for (_, unit, ..) in self.cells.keys() {
            if !above.contains_key(unit) {
                above.insert(*unit, tx.above(*unit).await?);
            }
        }
        let pooled = self.pooled(|unit| above.get(&unit).cloned().unwrap_or_default());
        Ok(tx.add_to_counters(&pooled).await?)
    }

    /// The same with every unit above, as a map gives them.
    pub(crate) fn pooled(self, above: impl Fn(Uuid) -> Vec<Uuid>) -> BTreeMap<CounterKey, (i64, i64)> {
        let mut pooled: BTreeMap<CounterKey, (i64, i64)> = BTreeMap::new();
        for ((indicator, unit, sector, cell), share) in self.cells {
            for unit_id in above(unit).into_iter().chain([Uuid::nil()]) {
                let Cell { cohort, day } = cell;
                let key =
                    CounterKey { unit_id, indicator: indicator.clone(), sector: sector.clone(), cohort, day };
                let sum = pooled.entry(key).or_default();
                *sum = (sum.0 + share.numerator, sum.1 + share.denominator);
            }
        }
        pooled.retain(|_, sum| *sum != (0, 0));
        pooled
    }
}

/// The special periods, as records tell them.
pub(crate) async fn special_periods(tx: &mut Tx, counting: &Counting) -> Result<Vec<Days>, AppError> {
    let mut found = Vec::new();
    let Some(register) = counting.registers.iter().find(|register| register.code == SPECIAL) else {
        return Ok(found);
    };
    let mut after = Uuid::nil();
    loop {
        let raws = tx.scan(SPECIAL, None, after, 1000).await?;
        let Some(last) = raws.last() else { return Ok(found) };
        after = last.record.id;
        for record in raws.into_iter().map(|raw| raw.read(register)) {
            if let (true, Some(first), Some(last)) =
                (record.is_standing(), record.date("starts_on"), record.date("ends_on"))
            {
                found.push(Days { first, last });
            }
        }
    }
}
