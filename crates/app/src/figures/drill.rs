//! From a figure down to its records: those in the numerator and those missing from it.

use super::counting::{Counting, special_periods};
use super::readings::{FigurePlace, looked_through};
use crate::access::sees;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use domain::indicator::{Cell, Indicator, Share, Stretch, shares};
use domain::org::measured_by;
use domain::register::{Record, Register};
use store::{Done, Tx};
use uuid::Uuid;

/// Records on one page.
const PAGE: usize = 50;
/// Records looked at for one page at most; the next page goes on where this one stopped.
const LOOKED_AT: usize = 20_000;

/// Which records are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 计入完成的.
    Counted,
    /// 尚未完成的.
    Missing,
}

/// Which part of a figure is opened, and from where on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drilling {
    /// One of several rates, by its indicator; the figure itself when absent.
    pub part: Option<String>,
    /// Side.
    pub side: Side,
    /// Only records of this sector.
    pub sector: Option<String>,
    /// Where the page before ended.
    pub after: Option<Uuid>,
}

/// A record behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrilledRecord {
    /// The record.
    pub record: Record,
    /// What names it.
    pub title: String,
    /// Day that places it in the period.
    pub day: Option<NaiveDate>,
}

/// A page of the records behind a figure, and where the next one begins.
///
/// # Errors
/// [`AppError::NotFound`] when no record gives the figure.
pub async fn drill(
    tx: &mut Tx,
    caller: &Caller,
    (catalogue, counting): (&Catalogue, &Counting),
    place: FigurePlace,
    (as_of, today): (Option<NaiveDate>, NaiveDate),
    drilling: &Drilling,
) -> Result<(Vec<DrilledRecord>, Option<Uuid>), AppError> {
    let as_of = as_of.unwrap_or(today).min(today);
    let (units, bound, stretch) = looked_through(tx, caller, (catalogue, counting), place, as_of).await?;
    let code = drilling.part.as_deref().unwrap_or(&bound);
    let past = crate::reform::past(tx).await?;
    let inside = measured_by(&units, place.2).map(|unit| past.territory(unit, stretch.as_of));
    drill_in(tx, caller, (catalogue, counting), inside, (code, stretch), drilling).await
}

/// The same for an indicator and a period, within some units when given.
pub(crate) async fn drill_in(
    tx: &mut Tx,
    caller: &Caller,
    (catalogue, counting): (&Catalogue, &Counting),
    inside: Option<Vec<Uuid>>,
    (code, stretch): (&str, Stretch),
    drilling: &Drilling,
) -> Result<(Vec<DrilledRecord>, Option<Uuid>), AppError> {
    let indicator = catalogue.indicator(code).ok_or(AppError::NotFound("indicator"))?;
    let by = counting.subject(code);
    let register = match by {
        Some(by) => by.subjects.clone(),
        None => crate::registers::register(tx, catalogue, &indicator.register).await?,
    };
    let special =
        if indicator.asks_special_periods() { special_periods(tx, counting).await? } else { Vec::new() };
    let mut page = Vec::new();
    let mut next = drilling.after.unwrap_or_default();
    let owed = by.and_then(|by| by.owed(stretch)).unwrap_or(1);
    let mut looked_at = 0;
    loop {
        let raws = tx.scan(&register.code, inside.as_deref(), next, 500).await?;
        let Some(last) = raws.last().map(|raw| raw.record.id) else { return Ok((page, None)) };
        let ids: Vec<Uuid> = raws.iter().map(|raw| raw.record.id).collect();
        let mut done = match by {
            Some(by) => tx.done_for(std::slice::from_ref(&by.code), &ids).await?,
            None => Done::new(),
        };
        for raw in raws {
            next = raw.record.id;
            looked_at += 1;
            if !sees(caller, &raw.record.subject()) {
                continue;
            }
            let title = raw.title.clone();
            let record = raw.read(&register);
            if drilling.sector.is_some() && record.sector != drilling.sector {
                continue;
            }
            let of = match by {
                Some(by) => {
                    by.shares_of(&record, &done.remove(&(record.id, by.code.clone())).unwrap_or_default())
                }
                None => shares(indicator, &record, &special),
            };
            if is_on(drilling.side, indicator, &of, stretch, owed) {
                let day = day_of(indicator, &register, &record);
                page.push(DrilledRecord { record, title, day });
            }
            if page.len() == PAGE {
                return Ok((page, Some(next)));
            }
        }
        next = last;
        if looked_at >= LOOKED_AT {
            return Ok((page, Some(next)));
        }
    }
}

fn day_of(indicator: &Indicator, register: &Register, record: &Record) -> Option<NaiveDate> {
    match &indicator.date {
        Some(field) => record.date(field),
        None => record.day(register),
    }
}

/// Whether a record stands on the side asked for, within the stretch; `owed` times for a frequency.
fn is_on(side: Side, indicator: &Indicator, of: &[(Cell, Share)], stretch: Stretch, owed: i64) -> bool {
    let counted = of.iter().filter(|(cell, _)| stretch.counts(*cell));
    let (numerator, denominator) =
        counted.fold((0, 0), |sum, (_, share)| (sum.0 + share.numerator, sum.1 + share.denominator));
    match side {
        Side::Counted => numerator > 0,
        Side::Missing => {
            indicator.is_rate() && denominator > 0 && numerator < denominator.saturating_mul(owed)
        }
    }
}
