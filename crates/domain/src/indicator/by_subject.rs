//! Indicators by subject: records of one register count for records of another.

use super::share::{frequency_shares, is_fact, scaled};
use super::{Cell, Condition, Indicator, Share, Sort, Stretch, cohort_of, day_number};
use crate::register::{FactRule, FieldKind, Frequency, Record, Register};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An indicator by subject: whose records count, and for whom.
#[derive(Debug, Clone, PartialEq)]
pub struct BySubject {
    /// Code of the indicator.
    pub code: String,
    /// Register of what is done, such as drills.
    pub events: Register,
    /// Register of those for whom it is done, such as sites.
    pub subjects: Register,
    /// What makes a subject count.
    pub rule: SubjectRule,
}

/// What makes a subject count.
#[derive(Debug, Clone, PartialEq)]
pub enum SubjectRule {
    /// 达到频次: enough is done for it in each period.
    Frequency(Frequency),
    /// 去重计数: anything is done for it; each counts once in a year.
    Distinct(Source),
    /// 有效覆盖: a record for it is valid on the day.
    Coverage {
        /// The records.
        source: Source,
        /// Date field through whose day a record is valid.
        until: String,
        /// Choice field of the subject that narrows who owes it, and its values.
        among: Option<(String, Vec<String>)>,
    },
}

/// Which records count, for whom, from which day on.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    fact: FactRule,
    population: Option<Condition>,
    subject: String,
    date: String,
}

impl Source {
    fn of(indicator: &Indicator) -> Option<Self> {
        Some(Self {
            fact: indicator.rule.clone()?,
            population: indicator.population.clone(),
            subject: indicator.subject.clone()?,
            date: indicator.date.clone()?,
        })
    }

    /// The fields that it looks at.
    fn fields(&self) -> impl Iterator<Item = &String> {
        self.fact.fields.iter().chain([&self.subject, &self.date])
    }

    /// For whom a record counts, and its day; nothing when it does not count.
    fn subject_of(&self, event: &Record) -> Option<(Uuid, NaiveDate)> {
        let subject = event.reference(&self.subject)?;
        let counts = is_fact(&self.fact, self.population.as_ref(), event, &[]);
        counts.then(|| Some((subject, event.date(&self.date)?))).flatten()
    }
}

impl BySubject {
    /// Of an indicator that counts by subject; nothing for others.
    pub fn of(indicator: &Indicator, registers: &[Register]) -> Option<Self> {
        let register = |code: &String| registers.iter().find(|register| register.code == *code);
        let events = register(&indicator.register)?;
        let rule = match indicator.sort {
            Sort::Frequency => {
                let code = indicator.frequency.as_ref()?;
                let found = events.frequencies.iter().find(|frequency| frequency.code == *code)?;
                SubjectRule::Frequency(found.clone())
            }
            Sort::Distinct => SubjectRule::Distinct(Source::of(indicator)?),
            Sort::Coverage => SubjectRule::Coverage {
                source: Source::of(indicator)?,
                until: indicator.until.clone()?,
                among: indicator.among.clone(),
            },
            _ => return None,
        };
        let subject = match &rule {
            SubjectRule::Frequency(frequency) => frequency.subject.as_ref()?,
            SubjectRule::Distinct(source) | SubjectRule::Coverage { source, .. } => &source.subject,
        };
        let FieldKind::Link { register: subjects } = &events.field(subject)?.kind else { return None };
        let subjects = register(subjects)?.clone();
        Some(Self { code: indicator.code.clone(), events: events.clone(), subjects, rule })
    }

    /// The fields of what is done that it looks at.
    pub fn event_fields(&self) -> Vec<&String> {
        match &self.rule {
            SubjectRule::Frequency(frequency) => {
                let own = frequency.subject.iter().chain(&frequency.amount).chain(&self.events.date);
                own.chain(frequency.counted.as_ref().map(|(field, _)| field)).collect()
            }
            SubjectRule::Distinct(source) => source.fields().collect(),
            SubjectRule::Coverage { source, until, .. } => source.fields().chain([until]).collect(),
        }
    }

    /// The fields of subjects that it looks at.
    pub fn subject_fields(&self) -> impl Iterator<Item = &String> {
        let among = match &self.rule {
            SubjectRule::Frequency(frequency) => frequency.only.as_ref(),
            SubjectRule::Distinct(_) => None,
            SubjectRule::Coverage { among, .. } => among.as_ref(),
        };
        among.into_iter().map(|(field, _)| field)
    }

    /// The frequency that is owed.
    pub const fn frequency(&self) -> Option<&Frequency> {
        match &self.rule {
            SubjectRule::Frequency(frequency) => Some(frequency),
            SubjectRule::Distinct(_) | SubjectRule::Coverage { .. } => None,
        }
    }

    /// How often each subject owes a frequency within a stretch: once in each period begun.
    pub fn owed(&self, stretch: Stretch) -> Option<i64> {
        let begun = self.frequency()?.per.begun(stretch.days.first, stretch.as_of);
        Some(i64::try_from(begun.len()).unwrap_or(i64::MAX))
    }

    /// For whom a record was done, when, and how much of it, in ten-thousandths. What is valid for a time is taken back on
    /// the day after it.
    pub fn done_by(&self, event: &Record) -> Vec<(Uuid, NaiveDate, i64)> {
        let one = scaled(Decimal::ONE);
        let found = match &self.rule {
            SubjectRule::Frequency(frequency) => {
                let counted = frequency.counts(&self.events, event);
                let done = frequency.subject_of(event).zip(counted);
                return done
                    .map(|(subject, (day, amount))| (subject, day, scaled(amount)))
                    .into_iter()
                    .collect();
            }
            SubjectRule::Distinct(source) => source.subject_of(event).map(|found| (found, None)),
            SubjectRule::Coverage { source, until, .. } => {
                // what should lapse and has no day for it does not hold
                let last = event.date(until);
                let found =
                    source.subject_of(event).filter(|(_, first)| last.is_some_and(|last| last >= *first));
                found.map(|found| (found, last.and_then(|last| last.succ_opt())))
            }
        };
        let Some(((subject, first), after)) = found else { return Vec::new() };
        let lapse = after.map(|day| (subject, day, -one));
        [(subject, first, one)].into_iter().chain(lapse).collect()
    }

    /// Whether a subject is looked at at all.
    pub fn is_due_for(&self, subject: &Record) -> bool {
        match &self.rule {
            SubjectRule::Frequency(frequency) => frequency.is_due_for(&self.subjects, subject),
            SubjectRule::Distinct(_) => subject.is_standing(),
            SubjectRule::Coverage { among, .. } => {
                let is_final = self.subjects.state(&subject.state).is_some_and(|state| state.is_final);
                let is_among = among.as_ref().is_none_or(|(field, codes)| subject.holds(field, codes));
                subject.is_standing() && !is_final && is_among
            }
        }
    }

    /// The shares of a subject, given what was done for it by day; none when it is not looked at.
    pub fn shares_of(&self, subject: &Record, amounts: &BTreeMap<NaiveDate, i64>) -> Vec<(Cell, Share)> {
        if !self.is_due_for(subject) {
            return Vec::new();
        }
        match &self.rule {
            SubjectRule::Frequency(frequency) => frequency_shares(frequency, amounts),
            SubjectRule::Distinct(_) => distinct_shares(amounts),
            SubjectRule::Coverage { .. } => coverage_shares(amounts),
        }
    }
}

/// Once in each year, from the first day on which anything was done.
fn distinct_shares(amounts: &BTreeMap<NaiveDate, i64>) -> Vec<(Cell, Share)> {
    let mut years: BTreeMap<i32, NaiveDate> = BTreeMap::new();
    for (day, _) in amounts.iter().filter(|(_, amount)| **amount > 0) {
        years.entry(day.year()).or_insert(*day);
    }
    let one = Share { numerator: scaled(Decimal::ONE), denominator: 0 };
    years.into_values().map(|day| (Cell { cohort: cohort_of(day), day: day_number(day) }, one)).collect()
}

/// Always in the population; in the numerator while at least one record is valid.
fn coverage_shares(amounts: &BTreeMap<NaiveDate, i64>) -> Vec<(Cell, Share)> {
    let one = scaled(Decimal::ONE);
    let mut found = vec![(Cell { cohort: 0, day: 0 }, Share { numerator: 0, denominator: one })];
    let mut valid = 0;
    for (day, amount) in amounts {
        let (before, after) = (valid > 0, valid + amount > 0);
        valid += amount;
        if before != after {
            let numerator = if after { one } else { -one };
            found.push((Cell { cohort: 0, day: day_number(*day) }, Share { numerator, denominator: 0 }));
        }
    }
    found
}

#[cfg(test)]
#[path = "by_subject_tests.rs"]
mod tests;
