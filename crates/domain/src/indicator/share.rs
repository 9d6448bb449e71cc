//! Shares 份额: what one record adds to an indicator, placed in a month and from a day on. A change of a record is the
//! difference of its shares before and after, so that a counter changes with the record and nothing is counted again.

use super::{Condition, Indicator, Sort};
use crate::calendar::Days;
use crate::register::{FactRule, Frequency, Record, Value};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// Where a share counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Month that the fact belongs to, `202603`; 0 for what stands in every period.
    pub cohort: i32,
    /// Day from which on it counts, `20260315`; 0 for always.
    pub day: i32,
}

/// 份额: what is added in a cell, in ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// To the numerator, or to the count or sum.
    pub numerator: i64,
    /// To the denominator.
    pub denominator: i64,
}

const ONE: i64 = 10_000;

/// A number in ten-thousandths.
pub fn scaled(number: Decimal) -> i64 {
    (number * Decimal::from(ONE)).round().to_i64().unwrap_or(0)
}

/// A number of ten-thousandths.
pub fn unscaled(number: i64) -> Decimal {
    Decimal::new(number, 4).normalize()
}

/// `20260315`.
pub fn day_number(day: NaiveDate) -> i32 {
    cohort_of(day) * 100 + i32::try_from(day.day()).unwrap_or(0)
}

/// `202603`.
pub fn cohort_of(day: NaiveDate) -> i32 {
    day.year() * 100 + i32::try_from(day.month()).unwrap_or(0)
}

fn number(record: &Record, field: Option<&String>) -> i64 {
    match field.and_then(|field| record.values.get(field)) {
        Some(Value::Number(number)) => scaled(*number),
        _ => 0,
    }
}

/// The day of a field; of a year, its first day.
fn day_of(record: &Record, field: &str) -> Option<NaiveDate> {
    match record.values.get(field) {
        Some(Value::Number(year)) => NaiveDate::from_ymd_opt(year.to_i32()?, 1, 1),
        _ => record.date(field),
    }
}

/// Whether a record is a fact of the population.
pub(super) fn is_fact(
    rule: &FactRule,
    population: Option<&Condition>,
    record: &Record,
    special: &[Days],
) -> bool {
    let is_stated = rule.states.is_empty() || rule.states.contains(&record.state);
    record.is_standing() && is_stated && population.is_none_or(|condition| condition.holds(record, special))
}

/// The shares of a record in an indicator; none for one that counts by subject and for [`Sort::All`].
pub fn shares(indicator: &Indicator, record: &Record, special: &[Days]) -> Vec<(Cell, Share)> {
    let Some(rule) = &indicator.rule else { return Vec::new() };
    if !is_fact(rule, indicator.population.as_ref(), record, special) {
        return Vec::new();
    }
    let placed = match &indicator.date {
        // what happened on no known day happened in no period
        Some(field) => match day_of(record, field) {
            Some(day) => Cell { cohort: cohort_of(day), day: day_number(day) },
            None => return Vec::new(),
        },
        None => Cell { cohort: 0, day: 0 },
    };
    let one = |numerator, denominator| vec![(placed, Share { numerator, denominator })];
    match indicator.sort {
        Sort::Count => one(ONE, 0),
        Sort::Sum => one(number(record, indicator.amount.as_ref()), 0),
        Sort::Quotient => {
            let over = number(record, indicator.over.as_ref()) - number(record, indicator.less.as_ref());
            one(number(record, indicator.amount.as_ref()), over)
        }
        Sort::Ratio => {
            let mut found = one(0, ONE);
            found.extend(held(indicator, record, special, placed));
            found
        }
        Sort::Frequency | Sort::Distinct | Sort::Coverage | Sort::All => Vec::new(),
    }
}

/// The numerator of a rate: from the day on which it was done, through the day on which it lapses.
fn held(indicator: &Indicator, record: &Record, special: &[Days], placed: Cell) -> Vec<(Cell, Share)> {
    let one = Share { numerator: ONE, denominator: 0 };
    if indicator.holds.as_ref().is_some_and(|condition| !condition.holds(record, special)) {
        return Vec::new();
    }
    let from = match indicator.done.as_ref().map(|field| record.date(field)) {
        Some(None) => return Vec::new(),
        Some(Some(day)) => day_number(day).max(placed.day),
        None => placed.day,
    };
    let begins = (Cell { day: from, ..placed }, one);
    match indicator.until.as_ref().map(|field| record.date(field)) {
        None => vec![begins],
        // what should lapse and has no day for it does not hold
        Some(None) => Vec::new(),
        Some(Some(last)) => match last.succ_opt().map(day_number) {
            Some(after) if after > from => {
                vec![begins, (Cell { day: after, ..placed }, Share { numerator: -ONE, denominator: 0 })]
            }
            _ => Vec::new(),
        },
    }
}

/// The shares of a subject in a frequency: once in the population, and in each period from the day on which what was done
/// for it reached the number. Amounts are in ten-thousandths, by day.
pub fn frequency_shares(frequency: &Frequency, amounts: &BTreeMap<NaiveDate, i64>) -> Vec<(Cell, Share)> {
    let mut found = vec![(Cell { cohort: 0, day: 0 }, Share { numerator: 0, denominator: ONE })];
    let goal = i64::from(frequency.count) * ONE;
    let mut sums: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for (day, amount) in amounts {
        let Some(days) = frequency.per.around(*day) else { continue };
        let sum = sums.entry(days.first).or_default();
        let before = *sum;
        *sum += amount;
        if before < goal && *sum >= goal {
            let cell = Cell { cohort: cohort_of(days.first), day: day_number(*day) };
            found.push((cell, Share { numerator: ONE, denominator: 0 }));
        }
    }
    found
}
