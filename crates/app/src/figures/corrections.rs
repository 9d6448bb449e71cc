//! 更正: what a figure of accidents said before a record was re-classed. A death within thirty days after an accident
//! (seven after a fire or a traffic accident) turns a figure that was zero: the earlier state stays visible.

use super::counting::{Counting, special_periods};
use super::readings::{FigurePlace, looked_through};
use crate::access::sees;
use crate::act::local_day;
use crate::error::AppError;
use crate::records::record_of;
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Caller;
use domain::calendar::Days;
use domain::indicator::{Indicator, Stretch, shares, unscaled};
use domain::org::measured_by;
use domain::register::{Record, Register};
use rust_decimal::Decimal;
use serde_json::Value;
use store::Tx;
use uuid::Uuid;

/// Records read at once.
const PAGE: i64 = 500;
/// Records looked at; a street has fewer accidents in all its years.
const LOOKED_AT: usize = 20_000;
/// Corrections told, the latest.
const TOLD: usize = 20;

/// A change of a record, later than the day of what it tells, that moved a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Day of the change.
    pub on: NaiveDate,
    /// The record.
    pub record_id: Uuid,
    /// Its register.
    pub register: String,
    /// What names it.
    pub title: String,
    /// The figure until then.
    pub before: Decimal,
    /// The figure from then on.
    pub after: Decimal,
}

/// What changed, by how much, and when.
struct Change {
    at: DateTime<Utc>,
    /// The event in the trail, which sorts what happened at one moment.
    event: Uuid,
    record_id: Uuid,
    title: String,
    difference: i64,
    /// Whether the caller may see the record; the figure counts it either way.
    is_seen: bool,
}

/// What counts where and when.
struct Lens<'l> {
    indicator: &'l Indicator,
    stretch: Stretch,
    special: Vec<Days>,
    /// Units of the figure; every unit when absent.
    inside: Option<Vec<Uuid>>,
}

impl Lens<'_> {
    /// What a record adds to the figure.
    fn adds(&self, record: &Record) -> i64 {
        if self.inside.as_ref().is_some_and(|units| !units.contains(&record.unit_id)) {
            return 0;
        }
        let counted = shares(self.indicator, record, &self.special).into_iter();
        counted.filter(|(cell, _)| self.stretch.counts(*cell)).map(|(_, share)| share.numerator).sum()
    }

    /// The changes of a record that came after the day of what it tells, by its history.
    async fn late_changes(
        &self,
        tx: &mut Tx,
        register: &Register,
        (now, title, is_seen): (&Record, &str, bool),
    ) -> Result<Vec<Change>, AppError> {
        let read = |json: &Option<String>| {
            let kept: Value = serde_json::from_str(json.as_ref()?).ok()?;
            Some(record_of(register, &kept, now))
        };
        let mut found = Vec::new();
        for event in tx.audit_of("record", &now.id.to_string()).await? {
            let (Some(before), Some(after)) = (read(&event.before_json), read(&event.after_json)) else {
                continue;
            };
            let difference = self.adds(&after) - self.adds(&before);
            let day = |record: &Record| record.date(self.indicator.date.as_ref()?);
            let is_late = day(&before).or_else(|| day(&after)).is_some_and(|day| day < local_day(event.at));
            if difference != 0 && is_late {
                let (at, title) = (event.at, title.to_owned());
                found.push(Change { at, event: event.id, record_id: now.id, title, difference, is_seen });
            }
        }
        Ok(found)
    }
}

/// The corrections of a figure of accidents, latest first; none of another figure.
///
/// # Errors
/// [`AppError::NotFound`] when no record gives the figure.
pub async fn corrections(
    tx: &mut Tx,
    caller: &Caller,
    (catalogue, counting): (&Catalogue, &Counting),
    place: FigurePlace,
    (as_of, today): (Option<NaiveDate>, NaiveDate),
) -> Result<Vec<Correction>, AppError> {
    let as_of = as_of.unwrap_or(today).min(today);
    let (units, code, stretch) = looked_through(tx, caller, (catalogue, counting), place, as_of).await?;
    let Some(indicator) = catalogue.indicator(&code).filter(|found| found.counts_incidents()) else {
        return Ok(Vec::new());
    };
    let register = crate::registers::register(tx, catalogue, &indicator.register).await?;
    let special =
        if indicator.asks_special_periods() { special_periods(tx, counting).await? } else { Vec::new() };
    let past = crate::reform::past(tx).await?;
    let inside = measured_by(&units, place.2).map(|unit| past.territory(unit, stretch.as_of));
    let lens = Lens { indicator, stretch, special, inside };
    let (mut sum, mut changes, mut next, mut looked_at) = (0, Vec::new(), Uuid::nil(), 0);
    loop {
        // a record that has since moved elsewhere is looked at too
        let raws = tx.scan(&register.code, None, next, PAGE).await?;
        let Some(last) = raws.last() else { break };
        next = last.record.id;
        looked_at += raws.len();
        if looked_at > LOOKED_AT {
            return Ok(Vec::new());
        }
        for raw in raws {
            let (title, is_seen) = (raw.title.clone(), sees(caller, &raw.record.subject()));
            let record = raw.read(&register);
            sum += lens.adds(&record);
            if record.version > 0 {
                changes.extend(lens.late_changes(tx, &register, (&record, &title, is_seen)).await?);
            }
        }
    }
    changes.sort_by_key(|change| std::cmp::Reverse((change.at, change.event)));
    let mut found = Vec::new();
    for Change { at, record_id, title, difference, is_seen, .. } in changes {
        let (before, after) = (unscaled(sum - difference), unscaled(sum));
        sum -= difference;
        if is_seen && found.len() < TOLD {
            let register = register.code.clone();
            found.push(Correction { on: local_day(at), record_id, register, title, before, after });
        }
    }
    Ok(found)
}
