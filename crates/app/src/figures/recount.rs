//! Counting again from the records: after a change of a definition, and as a proof that nothing differs.

use super::binding::freeze_published;
use super::counting::{ByFrequency, Counting, Ledger, place, special_periods};
use crate::act::Act;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Verb;
use domain::indicator::{Indicator, frequency_shares, scaled, shares};
use domain::org::OrgUnit;
use domain::register::{Record, Register};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use store::{CounterKey, Tx};
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
    pooled: BTreeMap<CounterKey, (i64, i64)>,
    done: Vec<(String, Uuid, NaiveDate, i64)>,
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
/// older notices are measured. Gives the codes of what was counted.
///
/// # Errors
/// When the database refuses it.
pub async fn bring_up_to_date(
    tx: &mut Tx,
    catalogue: &Catalogue,
    counting: &Counting,
    now: DateTime<Utc>,
) -> Result<Vec<String>, AppError> {
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
    let counted = count(tx, counting, codes).await?;
    let mut differences = Vec::new();
    let mut kept = BTreeMap::new();
    for code in codes {
        kept.extend(tx.counters(code).await?);
    }
    for (key, was) in &kept {
        let is = counted.pooled.get(key).copied().unwrap_or_default();
        if is != *was {
            differences.push(Difference { key: key.clone(), kept: *was, counted: is });
        }
    }
    for (key, is) in &counted.pooled {
        if !kept.contains_key(key) {
            differences.push(Difference { key: key.clone(), kept: (0, 0), counted: *is });
        }
    }
    for code in codes {
        tx.clear_counters(code).await?;
    }
    tx.add_to_counters(&counted.pooled).await?;
    tx.add_to_subjects(&counted.done).await?;
    Ok(differences)
}

/// Reads every record of a register once.
async fn each(tx: &mut Tx, register: &Register, mut see: impl FnMut(&Record)) -> Result<(), AppError> {
    let mut after = Uuid::nil();
    loop {
        let raws = tx.scan(&register.code, None, after, PAGE).await?;
        let Some(last) = raws.last() else { return Ok(()) };
        after = last.record.id;
        for raw in raws {
            see(&raw.read(register));
        }
    }
}

async fn count(tx: &mut Tx, counting: &Counting, codes: &[String]) -> Result<Counted, AppError> {
    let special = special_periods(tx, counting).await?;
    let mut ledger = Ledger::default();
    let by: Vec<&ByFrequency> = counting.frequencies().iter().filter(|by| codes.contains(&by.code)).collect();
    let mut amounts: HashMap<&str, Amounts> = HashMap::new();
    // one pass over each register, however many indicators count it
    for register in counting.registers() {
        let direct: Vec<&Indicator> = counting
            .direct(&register.code)
            .iter()
            .filter(|indicator| codes.contains(&indicator.code))
            .collect();
        let events: Vec<&&ByFrequency> = by.iter().filter(|by| by.events.code == register.code).collect();
        if direct.is_empty() && events.is_empty() {
            continue;
        }
        each(tx, register, |record| {
            for indicator in &direct {
                ledger.add(&indicator.code, place(record), &shares(indicator, record, &special));
            }
            for by in &events {
                let counted = by.frequency.counts(&by.events, record);
                if let (Some(subject), Some((day, amount))) = (by.frequency.subject_of(record), counted) {
                    let done = amounts.entry(by.code.as_str()).or_default().entry(subject).or_default();
                    *done.entry(day).or_default() += scaled(amount);
                }
            }
        })
        .await?;
    }
    let none = BTreeMap::new();
    for by in &by {
        let done = amounts.get(by.code.as_str());
        each(tx, &by.subjects, |subject| {
            if by.frequency.is_due_for(&by.subjects, subject) {
                let own = done.and_then(|done| done.get(&subject.id)).unwrap_or(&none);
                ledger.add(&by.code, place(subject), &frequency_shares(&by.frequency, own));
            }
        })
        .await?;
    }
    let above = above(&tx.units().await?);
    let pooled = ledger.pooled(|unit| above.get(&unit).cloned().unwrap_or_default());
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

/// Each unit with those above it, from below.
fn above(units: &[OrgUnit]) -> HashMap<Uuid, Vec<Uuid>> {
    let parents: HashMap<Uuid, Option<Uuid>> = units.iter().map(|unit| (unit.id, unit.parent)).collect();
    let chain = |unit: &OrgUnit| {
        let mut found = vec![unit.id];
        let mut next = unit.parent;
        while let Some(id) = next.filter(|id| !found.contains(id)) {
            found.push(id);
            next = parents.get(&id).copied().flatten();
        }
        (unit.id, found)
    };
    units.iter().map(chain).collect()
}
