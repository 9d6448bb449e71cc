//! One figure with everything around it.

use super::{FigureCell, Reader, TargetFigure, Want, course, effect, is_typed, sees_figure};
use crate::error::AppError;
use crate::figures::Counting;
use crate::figures::binding::bound;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use domain::calendar::Days;
use domain::indicator::Stretch;
use domain::notice::NoticeRecord;
use domain::org::{OrgUnit, measured_by};
use domain::report::asked_units;
use domain::target::Target;
use store::Tx;
use uuid::Uuid;

/// Which figure is meant: notice, target, unit.
pub type FigurePlace = (Uuid, Uuid, Uuid);

/// A target, what measures it, and the units that stand around it.
struct Found {
    notice: NoticeRecord,
    target: Target,
    units: Vec<OrgUnit>,
    indicator: Option<String>,
}

async fn find(
    tx: &mut Tx,
    caller: &Caller,
    counting: &Counting,
    (place, sector): (FigurePlace, Option<&str>),
) -> Result<Found, AppError> {
    let (notice_id, target_id, unit_id) = place;
    let notice = crate::notices::readable(tx, caller, notice_id).await?;
    let targets = tx.targets_of(notice_id).await?;
    let target = targets.into_iter().find(|target| target.id == target_id);
    let target = target.ok_or(AppError::NotFound("target"))?;
    let units = tx.units().await?;
    if !units.iter().any(|unit| unit.id == unit_id) || !sees_figure(caller, &units, unit_id, sector) {
        return Err(AppError::NotFound("unit"));
    }
    let bound = bound(tx, counting, &notice, std::slice::from_ref(&target)).await?;
    let indicator = bound.into_iter().next().and_then(|found| found.indicator);
    Ok(Found { notice, target, units, indicator })
}

/// What a figure looks through: the units around it, its indicator, its period. No counter is read for it.
pub(in crate::figures) async fn looked_through(
    tx: &mut Tx,
    caller: &Caller,
    (catalogue, counting): (&Catalogue, &Counting),
    place: FigurePlace,
    as_of: NaiveDate,
) -> Result<(Vec<OrgUnit>, String, Stretch), AppError> {
    let Found { notice, target, units, indicator } = find(tx, caller, counting, (place, None)).await?;
    let reader = Reader::new((catalogue, counting), as_of);
    let want = reader.want(&target, effect(&notice, as_of), &units, place.2, indicator.clone());
    let stretch = reader.stretches(&want).pop();
    let (indicator, stretch) = indicator.zip(stretch).ok_or(AppError::NotFound("indicator"))?;
    Ok((units, indicator, stretch))
}

/// What names the target of a figure across notices: its amendments have the same.
///
/// # Errors
/// [`AppError::NotFound`].
pub(crate) async fn figure_key(
    tx: &mut Tx,
    caller: &Caller,
    counting: &Counting,
    place: FigurePlace,
) -> Result<String, AppError> {
    Ok(find(tx, caller, counting, (place, None)).await?.target.key.unwrap_or_default())
}

/// A figure in periods that are over, each as it is when it is over.
///
/// # Errors
/// [`AppError::NotFound`].
pub(crate) async fn figures_over(
    tx: &mut Tx,
    caller: &Caller,
    rules: (&Catalogue, &Counting),
    place: FigurePlace,
    periods: &[Days],
) -> Result<Vec<FigureCell>, AppError> {
    let Found { notice, target, units, indicator } = find(tx, caller, rules.1, (place, None)).await?;
    let mut cells = Vec::with_capacity(periods.len());
    for days in periods {
        let mut reader = Reader::of_period(rules, *days);
        reader.know_past(tx).await?;
        let own = reader.want(&target, effect(&notice, days.last), &units, place.2, indicator.clone());
        reader.load(tx, std::slice::from_ref(&own), None).await?;
        reader.typed.load(tx, notice.id, std::slice::from_ref(&own)).await?;
        cells.push(reader.cell(&own));
    }
    Ok(cells)
}

/// Everything about the figure of one target and unit, of one sector when given.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn target_figure(
    tx: &mut Tx,
    caller: &Caller,
    (catalogue, counting): (&Catalogue, &Counting),
    place: FigurePlace,
    sector: Option<&str>,
    (as_of, today): (Option<NaiveDate>, NaiveDate),
) -> Result<TargetFigure, AppError> {
    let as_of = as_of.unwrap_or(today).min(today);
    let Found { notice, target, units, indicator } = find(tx, caller, counting, (place, sector)).await?;
    let mut reader = Reader::new((catalogue, counting), as_of);
    reader.know_past(tx).await?;
    let effect = effect(&notice, as_of);
    let want = |reader: &Reader<'_>, unit| reader.want(&target, effect, &units, unit, indicator.clone());
    let base_unit = measured_by(&units, place.2);
    // a department below is measured by the street itself: its figure would say the same again
    let has_own = |unit: &OrgUnit| measured_by(&units, unit.id) == Some(unit.id);
    // what is not counted by place is known of the units that are asked alone
    let is_asked = |unit: &OrgUnit| !is_typed(indicator.as_ref()) || asked_units(&target).contains(&unit.id);
    let sees = |unit: &OrgUnit| sees_figure(caller, &units, unit.id, sector);
    let is_below = |unit: &&OrgUnit| {
        base_unit.is_some()
            && unit.parent == base_unit
            && unit.is_valid_on(as_of)
            && has_own(unit)
            && is_asked(unit)
            && sees(unit)
    };
    let below: Vec<&OrgUnit> = units.iter().filter(is_below).collect();
    let own = want(&reader, place.2);
    let others: Vec<Want<'_>> = below.iter().map(|unit| want(&reader, unit.id)).collect();
    reader.load(tx, std::slice::from_ref(&own), sector).await?;
    reader.load(tx, &others, sector).await?;
    reader.typed.load(tx, notice.id, std::slice::from_ref(&own)).await?;
    let cell = reader.cell(&own);
    // names are those of the day that is looked at
    let then = reader.past.on(as_of);
    let named = |unit: &OrgUnit| then.iter().find(|then| then.id == unit.id).unwrap_or(unit).clone();
    let below = below.into_iter().map(named).zip(others.iter().map(|want| reader.cell(want))).collect();
    let course = course::course(tx, &mut reader, &own, (&cell, sector)).await?;
    Ok(TargetFigure { notice, course, cell, below, target: target.clone() })
}
