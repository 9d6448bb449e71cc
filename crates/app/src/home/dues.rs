//! What is due by frequency and not done yet in the period of today: drills, lessons, visits.

use super::Scope;
use crate::error::AppError;
use crate::figures::{Counting, DrilledRecord, Drilling, FrequencyNow, Side, drill_in, frequencies_now};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::indicator::Urgency;
use store::Tx;
use uuid::Uuid;

/// A frequency that some have not reached.
#[derive(Debug, Clone, PartialEq)]
pub struct DueWork {
    /// How it stands.
    pub now: FrequencyNow,
    /// Few days are left.
    pub is_soon: bool,
}

/// Frequencies that some subjects of a scope have not reached, those that end first before others.
pub(crate) async fn dues_of(
    tx: &mut Tx,
    rules: (&Catalogue, &Counting),
    scope: &Scope,
    today: NaiveDate,
) -> Result<Vec<DueWork>, AppError> {
    // who does not see all of it is told no sum of it either
    if !scope.is_summed {
        return Ok(Vec::new());
    }
    let of = (scope.measured_by, scope.sector.as_deref());
    let mut found = frequencies_now(tx, rules, of, today).await?;
    found.retain(|now| now.figure.numerator < now.figure.denominator);
    found.sort_by_key(|now| now.stretch.days.last);
    let work = |now: FrequencyNow| DueWork { is_soon: Urgency::is_soon(now.stretch, today), now };
    Ok(found.into_iter().map(work).collect())
}

/// A page of those for whom a frequency is due and not done, and where the next page begins.
///
/// # Errors
/// [`AppError::NotFound`] for an indicator that is none by frequency, or a unit that is not the caller's.
pub async fn due_subjects(
    tx: &mut Tx,
    caller: &Caller,
    rules: (&Catalogue, &Counting),
    (code, unit): (&str, Option<Uuid>),
    after: Option<Uuid>,
    today: NaiveDate,
) -> Result<(FrequencyNow, Vec<DrilledRecord>, Option<Uuid>), AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let scope = Scope::of(caller, &units, unit)?;
    if !scope.is_summed {
        return Err(AppError::NotFound("indicator"));
    }
    let of = (scope.measured_by, scope.sector.as_deref());
    let all = frequencies_now(tx, rules, of, today).await?;
    let now = all.into_iter().find(|now| now.indicator == code).ok_or(AppError::NotFound("indicator"))?;
    let drilling = Drilling { part: None, side: Side::Missing, sector: scope.sector.clone(), after };
    let inside = scope.measured_by.map(|unit| domain::org::territory(&units, unit));
    let (records, next) = drill_in(tx, caller, rules, inside, (code, now.stretch), &drilling).await?;
    Ok((now, records, next))
}
