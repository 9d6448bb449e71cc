//! Counting again from the records: after a change of a definition, and as a proof that nothing differs.

use super::binding::freeze_published;
use super::counting::{Counting, special_periods};
use crate::act::Act;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Verb;
use domain::indicator::{ByFrequency, Indicator, shares};
use domain::register::{Record, Register};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::{CounterKey, Differences, Tx, add_shares};
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
    tx.hold_counters().await?;
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
    let mut cells = Differences::new();
    let by: Vec<&Arc<ByFrequency>> =
        counting.frequencies().iter().filter(|by| codes.contains(&by.code)).collect();
    let mut amounts: HashMap<&str, Amounts> = HashMap::new();
    // one pass over each register, however many indicators count it
    for register in counting.registers() {
        let direct: Vec<&Indicator> = counting
            .direct(&register.code)
            .iter()
            .filter(|indicator| codes.contains(&indicator.code))
            .collect();
        let events: Vec<&&Arc<ByFrequency>> =
            by.iter().filter(|by| by.events.code == register.code).collect();
        if direct.is_empty() && events.is_empty() {
            continue;
        }
        each(tx, register, |record| {
            for indicator in &direct {
                add_shares(
                    &mut cells,
                    &indicator.code,
                    record.place(),
                    &shares(indicator, record, &special),
                    1,
                );
            }
            for by in &events {
                if let Some((subject, day, amount)) = by.done_by(record) {
                    let done = amounts.entry(by.code.as_str()).or_default().entry(subject).or_default();
                    *done.entry(day).or_default() += amount;
                }
            }
        })
        .await?;
    }
    let none = BTreeMap::new();
    for by in &by {
        let done = amounts.get(by.code.as_str());
        each(tx, &by.subjects, |subject| {
            let own = done.and_then(|done| done.get(&subject.id)).unwrap_or(&none);
            add_shares(&mut cells, &by.code, subject.place(), &by.shares_of(subject, own), 1);
        })
        .await?;
    }
    let pooled = tx.pooled(cells).await?;
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
