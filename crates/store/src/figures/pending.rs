//! What a transaction changes in figures: gathered while it writes records, folded, and written once, last thing before the
//! commit, with its events and in the order of keys. Two transactions never wait for each other in a circle, and the rows that all writers of
//! a street share are held only while the commit itself takes its time.

use super::{Amounts, CounterKey, Done};
use crate::audit::AuditEvent;
use crate::db::{Engine, Tx};
use crate::error::StoreError;
use crate::records::RawRecord;
use chrono::NaiveDate;
use domain::indicator::{BySubject, Cell, Share};
use domain::register::Record;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// Differences of counters.
pub type Differences = BTreeMap<CounterKey, Amounts>;

/// What is not written yet.
#[derive(Default)]
pub(crate) struct Pending {
    /// By the unit that a record belongs to; those above it are added when they are written.
    cells: Differences,
    subjects: BTreeMap<(Uuid, String), Subject>,
    /// What it tells of itself.
    pub events: Vec<AuditEvent>,
}

/// What changes for a subject of a frequency.
struct Subject {
    by: Arc<BySubject>,
    done: BTreeMap<NaiveDate, i64>,
    /// As it was before this transaction and as it is now, when the transaction changes the subject itself.
    changed: Option<(Option<Record>, Option<Record>)>,
}

impl Subject {
    fn is_idle(&self) -> bool {
        let is_owing = |record: &&Record| self.by.is_due_for(record);
        let stays = self.changed.as_ref().is_none_or(|(old, new)| {
            let (old, new) = (old.as_ref().filter(is_owing), new.as_ref().filter(is_owing));
            old.map(Record::place) == new.map(Record::place)
        });
        stays && self.done.values().all(|amount| *amount == 0)
    }

    /// One that this transaction made: nobody else can have done anything for it.
    const fn is_new(&self) -> bool {
        matches!(self.changed, Some((None, _)))
    }
}

/// Subjects for which something may have been done before, with the indicators that ask for just these: a record asks them of one,
/// and a sheet must not ask every indicator for the subjects of all others.
fn asked_together(subjects: &BTreeMap<(Uuid, String), Subject>) -> BTreeMap<Vec<Uuid>, Vec<String>> {
    let mut by_code: BTreeMap<&String, Vec<Uuid>> = BTreeMap::new();
    for ((id, code), _) in subjects.iter().filter(|(_, subject)| !subject.is_new()) {
        by_code.entry(code).or_default().push(*id);
    }
    let mut together: BTreeMap<Vec<Uuid>, Vec<String>> = BTreeMap::new();
    for (code, ids) in by_code {
        together.entry(ids).or_default().push(code.clone());
    }
    together
}

/// Adds shares of a record at its place, or takes them away.
fn add_shares(
    cells: &mut Differences,
    indicator: &str,
    (unit_id, sector): (Uuid, &str),
    shares: &[(Cell, Share)],
    sign: i64,
) {
    for (Cell { cohort, day }, share) in shares {
        let (indicator, sector) = (indicator.to_owned(), sector.to_owned());
        let key = CounterKey { unit_id, indicator, sector, cohort: *cohort, day: *day };
        let sum = cells.entry(key).or_default();
        *sum = (sum.0 + sign * share.numerator, sum.1 + sign * share.denominator);
    }
}

impl Tx {
    /// Counts the shares that a change takes from an indicator and those that it adds.
    pub fn count_shares<'r>(
        &mut self,
        indicator: &str,
        before: Option<(&'r Record, Vec<(Cell, Share)>)>,
        after: Option<(&'r Record, Vec<(Cell, Share)>)>,
    ) {
        for (sign, side) in [(-1, before), (1, after)] {
            if let Some((record, shares)) = side {
                add_shares(&mut self.pending.cells, indicator, record.place(), &shares, sign);
            }
        }
    }

    /// Counts what is done for a subject on a day; less than nothing takes it back.
    pub fn count_done(&mut self, by: &Arc<BySubject>, subject: Uuid, day: NaiveDate, amount: i64) {
        *self.subject(by, subject).done.entry(day).or_default() += amount;
    }

    /// Counts a subject that comes, goes, moves or changes its sort.
    pub fn count_subject(&mut self, by: &Arc<BySubject>, before: Option<&Record>, after: Option<&Record>) {
        let Some(id) = after.or(before).map(|record| record.id) else { return };
        // a register has some forty such indicators, and most records owe nothing to most of them
        if ![before, after].into_iter().flatten().any(|record| by.is_due_for(record)) {
            return;
        }
        let changed = &mut self.subject(by, id).changed;
        let first = changed.take().map_or_else(|| before.cloned(), |(first, _)| first);
        *changed = Some((first, after.cloned()));
    }

    fn subject(&mut self, by: &Arc<BySubject>, id: Uuid) -> &mut Subject {
        self.pending.subjects.entry((id, by.code.clone())).or_insert_with(|| Subject {
            by: Arc::clone(by),
            done: BTreeMap::new(),
            changed: None,
        })
    }

    /// Writes what is gathered for figures. Whatever reads figures in this transaction calls it first.
    pub(crate) async fn write_figures(&mut self) -> Result<(), StoreError> {
        let cells = self.settled().await?;
        if cells.is_empty() { Ok(()) } else { self.write_tail(cells).await }
    }

    /// Writes everything that is gathered.
    pub(crate) async fn write_last(&mut self) -> Result<(), StoreError> {
        let cells = self.settled().await?;
        if cells.is_empty() { self.write_events().await } else { self.write_tail(cells).await }
    }

    /// What is gathered for counters, with the shares of subjects.
    async fn settled(&mut self) -> Result<Differences, StoreError> {
        let subjects = std::mem::take(&mut self.pending.subjects);
        let mut cells = std::mem::take(&mut self.pending.cells);
        if !subjects.is_empty() {
            self.settle(subjects, &mut cells).await?;
        }
        cells.retain(|_, sum| *sum != (0, 0));
        Ok(cells)
    }

    /// The shares of subjects for which something was done or that changed themselves. What is done for a subject is read
    /// before it is written: whoever else counts for it waits.
    async fn settle(
        &mut self,
        mut subjects: BTreeMap<(Uuid, String), Subject>,
        cells: &mut Differences,
    ) -> Result<(), StoreError> {
        subjects.retain(|_, subject| !subject.is_idle());
        let ids = |is: fn(&Subject) -> bool| {
            let mut ids: Vec<Uuid> =
                subjects.iter().filter(|(_, subject)| is(subject)).map(|((id, _), _)| *id).collect();
            ids.dedup();
            ids
        };
        let known = ids(|subject| !subject.is_new());
        let unread = ids(|subject| subject.changed.is_none());
        self.lock_records(&known).await?;
        let read: HashMap<Uuid, RawRecord> =
            self.records(&unread).await?.into_iter().map(|raw| (raw.record.id, raw)).collect();
        let mut done = Done::new();
        for (ids, codes) in asked_together(&subjects) {
            done.extend(self.read_done(&codes, &ids).await?);
        }
        let mut rows = Vec::new();
        for ((id, code), Subject { by, done: added, changed }) in subjects {
            let (old, new) = changed.unwrap_or_else(|| {
                let subject = read.get(&id).map(|raw| raw.clone().read(&by.subjects));
                (subject.clone(), subject)
            });
            let before = done.remove(&(id, code.clone())).unwrap_or_default();
            let mut after = before.clone();
            for (day, amount) in added.into_iter().filter(|(_, amount)| *amount != 0) {
                *after.entry(day).or_default() += amount;
                rows.push((code.clone(), id, day, amount));
            }
            for (sign, record, amounts) in [(-1, old, &before), (1, new, &after)] {
                if let Some(record) = record {
                    add_shares(cells, &code, record.place(), &by.shares_of(&record, amounts), sign);
                }
            }
        }
        self.add_to_subjects(&rows).await
    }

    /// Has whoever else wants to write counters wait until this transaction ends: their records are not committed before and
    /// are not seen while records are counted again. Asked for before this transaction writes counters itself.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn hold_counters(&mut self) -> Result<(), StoreError> {
        if let Engine::Postgres(c) = &mut self.engine {
            sqlx::query(HOLD).execute(&mut **c).await?;
        }
        // what others changed before is read
        self.kept.change();
        Ok(())
    }

    /// Keeps others from writing by these records until this transaction ends. SQLite has one writer at a time anyway.
    async fn lock_records(&mut self, ids: &[Uuid]) -> Result<(), StoreError> {
        if let Engine::Postgres(c) = &mut self.engine
            && !ids.is_empty()
        {
            // each statement sorts what it locks, and all are in the order of identities
            sqlx::query(LOCK).bind(ids).execute(&mut **c).await?;
        }
        Ok(())
    }
}

const LOCK: &str = "SELECT 1 FROM record WHERE id = ANY($1) ORDER BY id FOR UPDATE";
// in the order in which writers take them, or the two would wait for each other
const HOLD: &str = "LOCK TABLE figure_subject, figure_month, figure_day IN EXCLUSIVE MODE";
