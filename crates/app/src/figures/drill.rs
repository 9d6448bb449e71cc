//! From a figure down to its records: those in the numerator and those missing from it.

use super::counting::{ByFrequency, Counting, special_periods};
use super::readings::TargetFigure;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::calendar::Days;
use domain::indicator::{Cell, Indicator, Share, Stretch, cohort_of, day_number, frequency_shares, shares};
use domain::org::{measured_by, territory};
use domain::register::{Record, Register};
use std::collections::BTreeMap;
use store::Tx;
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
    (catalogue, counting): (&Catalogue, &Counting),
    figure: &TargetFigure,
    // one of several rates, or nothing for the figure itself
    part: Option<&str>,
    side: Side,
    after: Option<Uuid>,
) -> Result<(Vec<DrilledRecord>, Option<Uuid>), AppError> {
    let code = part.or(figure.cell.indicator.as_deref()).ok_or(AppError::NotFound("indicator"))?;
    let indicator = catalogue.indicator(code).ok_or(AppError::NotFound("indicator"))?;
    let stretch = figure.cell.stretch.ok_or(AppError::NotFound("indicator"))?;
    let units = tx.units().await?;
    let inside = measured_by(&units, figure.cell.unit_id).map(|unit| territory(&units, unit));
    let by = counting.frequency(code);
    let register = match by {
        Some(by) => by.subjects.clone(),
        None => crate::registers::register(tx, catalogue, &indicator.register).await?,
    };
    let special =
        if indicator.asks_special_periods() { special_periods(tx, counting).await? } else { Vec::new() };
    let mut page = Vec::new();
    let mut next = after.unwrap_or_default();
    let mut looked_at = 0;
    loop {
        let raws = tx.scan(&register.code, inside.as_deref(), next, 500).await?;
        let Some(last) = raws.last().map(|raw| raw.record.id) else { return Ok((page, None)) };
        for raw in raws {
            next = raw.record.id;
            looked_at += 1;
            let title = raw.title.clone();
            let record = raw.read(&register);
            let of = match by {
                Some(by) => subject_shares(tx, by, &record).await?,
                None => shares(indicator, &record, &special),
            };
            let owed = by.map_or(1, |by| by.frequency.per.begun(stretch.days.first, stretch.as_of).len());
            if is_on(side, indicator, &of, stretch, owed) {
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

async fn subject_shares(
    tx: &mut Tx,
    by: &ByFrequency,
    subject: &Record,
) -> Result<Vec<(Cell, Share)>, AppError> {
    if !by.frequency.is_due_for(&by.subjects, subject) {
        return Ok(Vec::new());
    }
    let done: BTreeMap<NaiveDate, i64> = tx.done_for(&by.code, subject.id).await?;
    Ok(frequency_shares(&by.frequency, &done))
}

/// Whether a record stands on the side asked for, within the stretch; `owed` times for a frequency.
fn is_on(side: Side, indicator: &Indicator, of: &[(Cell, Share)], stretch: Stretch, owed: usize) -> bool {
    let Days { first, last } = stretch.days;
    let counts = |cell: &Cell| {
        let is_of_period = cell.cohort == 0 || (cohort_of(first)..=cohort_of(last)).contains(&cell.cohort);
        is_of_period && cell.day <= day_number(stretch.as_of)
    };
    let sum = of.iter().filter(|(cell, _)| counts(cell)).fold(Share::default(), |sum, (_, share)| Share {
        numerator: sum.numerator + share.numerator,
        denominator: sum.denominator + share.denominator,
    });
    let owed = i64::try_from(owed).unwrap_or(1).saturating_mul(sum.denominator);
    match side {
        Side::Counted => sum.numerator > 0,
        Side::Missing => indicator.is_rate() && sum.denominator > 0 && sum.numerator < owed,
    }
}
