//! What is to be made beside chance: what comes regularly, and what is due for each subject in each period.

use super::habits::{Habit, Regular};
use super::values::{Known, Pool};
use chrono::{Datelike, Days, NaiveDate};
use domain::calendar::Period;
use domain::register::{FieldKind, Frequency, Register, SITE};
use fastrand::Rng;
use std::collections::{BTreeMap, HashMap};

/// A record to make: its day, its community, and what its fields hold.
pub struct Wanted {
    pub day: NaiveDate,
    pub unit: usize,
    pub site: Option<Known>,
    pub fields: BTreeMap<String, String>,
}

/// A day in a period: its first ones, so that most of what is due this month is done before it ends.
fn day_in(first: NaiveDate, last: NaiveDate, part: f64) -> NaiveDate {
    let days = (last - first).num_days();
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "days of one year")]
    let gone = (part * 0.75 * days as f64) as i64;
    first + chrono::TimeDelta::days(gone.clamp(0, days))
}

/// Periods of this year that have begun.
fn begun(per: Period, today: NaiveDate) -> Vec<domain::calendar::Days> {
    let year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    per.begun(year, today)
}

/// What comes regularly.
pub fn regular(habit: &Habit, communities: usize, today: NaiveDate, rng: &mut Rng) -> Vec<Wanted> {
    let mut found = Vec::new();
    for each in &habit.regular {
        let units = if each.each_community { communities } else { 1 };
        for unit in 0..units {
            for day in days(each, today, rng) {
                found.push(Wanted { day, unit, site: None, fields: each.fields.clone() });
            }
        }
    }
    found
}

fn days(each: &Regular, today: NaiveDate, rng: &mut Rng) -> Vec<NaiveDate> {
    let Some(per) = each.per.as_deref().and_then(Period::parse) else {
        return vec![today - Days::new(each.days_ago)];
    };
    let mut found = Vec::new();
    for (days, number) in begun(per, today).into_iter().zip(1..) {
        for _ in 0..each.times.unwrap_or(1) {
            let day = day_in(days.first, days.last, rng.f64());
            if each.skip != Some(number) && day <= today {
                found.push(day);
            }
        }
    }
    found
}

/// What is due for each subject, where it was done.
pub fn covering(
    register: &Register,
    habit: &Habit,
    known: &HashMap<String, Pool>,
    today: NaiveDate,
    rng: &mut Rng,
) -> Vec<Wanted> {
    let mut found = Vec::new();
    for frequency in &register.frequencies {
        let Some((lapsing, lapses)) = habit.covers.get(&frequency.code) else { continue };
        let Some((field, target)) = subject(register, frequency) else { continue };
        let Some(pool) = known.get(target) else { continue };
        for days in begun(frequency.per, today) {
            let is_lapsing = rng.u8(..100) < *lapsing;
            for subject in pool.due(frequency.only.as_ref().map(|(_, values)| values.as_slice())) {
                let done = day_in(days.first, days.last, rng.f64());
                if is_lapsing && rng.u8(..100) < *lapses {
                    continue;
                }
                let times = i64::from(frequency.count);
                // each on a day of its own
                let step = (done - days.first).num_days().max(times);
                let each = (1..=times).map(|n| days.first + chrono::TimeDelta::days(step * n / times));
                for day in each.filter(|day| *day <= today) {
                    let site = (target == SITE).then(|| subject.clone());
                    let mut fields = BTreeMap::from([(field.to_owned(), subject.id.clone())]);
                    if let Some((field, values)) = &frequency.counted {
                        fields.extend(values.first().map(|value| (field.clone(), value.clone())));
                    }
                    if let Some(amount) = &frequency.amount {
                        fields.insert(amount.clone(), "1".to_owned());
                    }
                    found.push(Wanted { day, unit: subject.unit, site, fields });
                }
            }
        }
    }
    found
}

/// What each site of a kind has one of, some day of this year.
pub fn of_each(habit: &Habit, known: &HashMap<String, Pool>, today: NaiveDate, rng: &mut Rng) -> Vec<Wanted> {
    let (Some(each), Some(sites)) = (&habit.each, known.get(SITE)) else { return Vec::new() };
    let mut found = Vec::new();
    for site in sites.due(Some(&each.kinds)) {
        let has = rng.u8(..100) < each.of_hundred;
        let day = today - Days::new(rng.u64(1..300));
        if has {
            let fields = BTreeMap::from([(each.field.clone(), site.id.clone())]);
            found.push(Wanted { day, unit: site.unit, site: Some(site.clone()), fields });
        }
    }
    found
}

/// The field that names the subject, and the subject's register.
fn subject<'r>(register: &'r Register, frequency: &'r Frequency) -> Option<(&'r str, &'r str)> {
    let field = register.field(frequency.subject.as_ref()?)?;
    match &field.kind {
        FieldKind::Link { register } => Some((&field.code, register)),
        _ => None,
    }
}
