//! Counting again from the records: after a change of a definition, and as a proof that nothing differs.

use super::binding::freeze_published;
use super::counting::{Counting, special_periods};
use crate::act::Act;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Verb;
use domain::indicator::{BySubject, Cell, Indicator, Share, shares};
use domain::register::{Field, Record, Register};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{CounterKey, Differences, DoneRow, Tx};
use uuid::Uuid;

/// Records read at once.
const PAGE: i64 = 2000;

/// A counter that differed from the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub key: CounterKey,
    /// As it was kept, in ten-thousandths.
    pub kept: (i64, i64),
    /// As the records give it.
    pub counted: (i64, i64),
}

type Amounts = HashMap<Uuid, BTreeMap<NaiveDate, i64>>;

/// What the records give, without looking at the counters.
struct Counted {
    pooled: Differences,
    done: Vec<DoneRow>,
}

/// Counts every indicator again, sets the counters right, and tells what differed.
///
/// # Errors
/// When the caller may not, or the database refuses it.
pub async fn recount(tx: &mut Tx, act: &Act, catalogue: &Catalogue) -> Result<Vec<Difference>, AppError> {
    act.caller.may(Verb::DefineRegisters)?;
    let codes: Vec<String> = catalogue.indicators.iter().map(|indicator| indicator.code.clone()).collect();
    let differences = recount_indicators(tx, &act.counting, &codes).await?;
    for indicator in &catalogue.indicators {
        tx.set_fingerprint(&indicator.code, &indicator.fingerprint, act.now).await?;
    }
    let found = json!({ "differing": differences.len() });
    act.record(tx, "figures.recount", ("figures", Uuid::nil()), None, Some(found)).await?;
    Ok(differences)
}

/// After a start: counts again what was counted by another definition than the present one, and settles by which indicator
/// older notices are measured. Records get the index entries that a newer definition of their register asks for. Gives the codes
/// of what was counted.
///
/// # Errors
/// When the database refuses it.
pub async fn bring_up_to_date(
    tx: &mut Tx,
    catalogue: &Catalogue,
    counting: &Counting,
    now: DateTime<Utc>,
) -> Result<Vec<String>, AppError> {
    for register in crate::registers::registers(tx, catalogue).await? {
        tx.fit_index(&register).await?;
    }
    freeze_published(tx, counting, now).await?;
    let known = tx.fingerprints().await?;
    let is_old = |indicator: &&Indicator| known.get(&indicator.code) != Some(&indicator.fingerprint);
    let old: Vec<&Indicator> = catalogue.indicators.iter().filter(is_old).collect();
    let codes: Vec<String> = old.iter().map(|indicator| indicator.code.clone()).collect();
    recount_indicators(tx, counting, &codes).await?;
    for indicator in old {
        tx.set_fingerprint(&indicator.code, &indicator.fingerprint, now).await?;
    }
    Ok(codes)
}

/// Counts some indicators again and sets their counters right.
pub(crate) async fn recount_indicators(
    tx: &mut Tx,
    counting: &Counting,
    codes: &[String],
) -> Result<Vec<Difference>, AppError> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    tx.hold_counters().await?;
    let counted = count(tx, counting, codes).await?;
    let differing = tx.set_counters(codes, &counted.pooled).await?;
    let is_by_subject = |code: &&String| counting.subject(code).is_some();
    let codes: Vec<String> = codes.iter().filter(is_by_subject).cloned().collect();
    if !codes.is_empty() {
        tx.set_done(&codes, &counted.done).await?;
    }
    Ok(differing.into_iter().map(|(key, kept, counted)| Difference { key, kept, counted }).collect())
}

/// Reads every standing record of a register once, with the fields that are looked at.
async fn each(
    tx: &mut Tx,
    register: &Register,
    codes: &BTreeSet<&String>,
    mut see: impl FnMut(&Record),
) -> Result<(), AppError> {
    let fields: Vec<&Field> = register.fields.iter().filter(|field| codes.contains(&field.code)).collect();
    let mut after = Uuid::nil();
    loop {
        let records = tx.scan_standing(register, &fields, after, PAGE).await?;
        let Some(last) = records.last() else { return Ok(()) };
        after = last.id;
        records.iter().for_each(&mut see);
    }
}

/// The fields that an indicator looks at.
fn looked_at(indicator: &Indicator) -> impl Iterator<Item = &String> {
    let Indicator { rule, date, done, until, amount, over, .. } = indicator;
    let carried = rule.iter().flat_map(|rule| rule.fields.iter().chain(&rule.date));
    carried.chain(date).chain(done).chain(until).chain(amount).chain(over)
}

type Cells = HashMap<(usize, Cell), Share>;

/// Shares folded while records are read: by place, since each has many records, then by indicator and cell.
#[derive(Default)]
struct Fold(HashMap<Uuid, HashMap<String, Cells>>);

impl Fold {
    fn add(&mut self, record: &Record, indicator: usize, shares: Vec<(Cell, Share)>) {
        let (unit, sector) = record.place();
        let sectors = self.0.entry(unit).or_default();
        if !sectors.contains_key(sector) {
            sectors.insert(sector.to_owned(), Cells::new());
        }
        let Some(cells) = sectors.get_mut(sector) else { return };
        for (cell, share) in shares {
            let sum = cells.entry((indicator, cell)).or_default();
            sum.numerator += share.numerator;
            sum.denominator += share.denominator;
        }
    }

    fn differences(self, codes: &[&str]) -> Differences {
        let mut found = Differences::new();
        for (unit_id, sectors) in self.0 {
            for (sector, cells) in sectors {
                for ((indicator, Cell { cohort, day }), share) in cells {
                    let indicator = codes.get(indicator).copied().unwrap_or_default().to_owned();
                    let key = CounterKey { unit_id, indicator, sector: sector.clone(), cohort, day };
                    found.insert(key, (share.numerator, share.denominator));
                }
            }
        }
        found
    }
}

async fn count(tx: &mut Tx, counting: &Counting, codes: &[String]) -> Result<Counted, AppError> {
    let special = special_periods(tx, counting).await?;
    let mut fold = Fold::default();
    let names: Vec<&str> = codes.iter().map(String::as_str).collect();
    let place = |code: &str| names.iter().position(|name| *name == code);
    let by: Vec<(usize, &BySubject)> =
        counting.by_subject().iter().filter_map(|by| Some((place(&by.code)?, by.as_ref()))).collect();
    let mut amounts: HashMap<&str, Amounts> = HashMap::new();
    // one pass over each register, however many indicators count it
    for register in counting.registers() {
        let direct: Vec<(usize, &Indicator)> = counting
            .direct(&register.code)
            .iter()
            .filter_map(|indicator| Some((place(&indicator.code)?, indicator)))
            .collect();
        let events: Vec<&BySubject> =
            by.iter().map(|(_, by)| *by).filter(|by| by.events.code == register.code).collect();
        if direct.is_empty() && events.is_empty() {
            continue;
        }
        let fields = direct.iter().flat_map(|(_, indicator)| looked_at(indicator));
        let fields = fields.chain(events.iter().flat_map(|by| by.event_fields())).collect();
        each(tx, register, &fields, |record| {
            for (n, indicator) in &direct {
                fold.add(record, *n, shares(indicator, record, &special));
            }
            for by in &events {
                for (subject, day, amount) in by.done_by(record) {
                    let done = amounts.entry(by.code.as_str()).or_default().entry(subject).or_default();
                    *done.entry(day).or_default() += amount;
                }
            }
        })
        .await?;
    }
    let none = BTreeMap::new();
    for (n, by) in &by {
        let done = amounts.get(by.code.as_str());
        let fields = by.subject_fields().collect();
        each(tx, &by.subjects, &fields, |subject| {
            let own = done.and_then(|done| done.get(&subject.id)).unwrap_or(&none);
            fold.add(subject, *n, by.shares_of(subject, own));
        })
        .await?;
    }
    let pooled = tx.pooled(&fold.differences(&names)).await?;
    let done = amounts
        .into_iter()
        .flat_map(|(code, subjects)| {
            subjects.into_iter().flat_map(move |(subject, days)| {
                days.into_iter().map(move |(day, amount)| (code.to_owned(), subject, day, amount))
            })
        })
        .filter(|(.., amount)| *amount != 0)
        .collect();
    Ok(Counted { pooled, done })
}
