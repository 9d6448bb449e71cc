//! Closing of periods: what is missing, the snapshot, what moved since, and opening again.

use crate::act::{Act, local_day};
use crate::error::AppError;
use crate::figures::{Counting, FigureCell, readings_of};
use crate::reports::{self, AskedReport};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::calendar::{Days, Period};
use domain::close::{CloseError, ClosedReading, Closing, Moved, canonical, may_close, moved};
use domain::indicator::Indicator;
use domain::light::Light;
use domain::report::Standing;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use store::Tx;
use uuid::Uuid;

/// What closing a period would keep, and what is not ready for it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosingPreview {
    /// The days that would be closed.
    pub days: Days,
    /// Why it cannot be closed; nothing when it can.
    pub refusal: Option<&'static str>,
    /// Readings that would be kept.
    pub readings: usize,
    /// Those of them without any figure.
    pub without_figure: usize,
    /// Reports of the period that were not made, or were given back.
    pub missing: Vec<AskedReport>,
    /// Reports that nobody reviewed.
    pub unreviewed: Vec<AskedReport>,
}

/// A closed period with everything that it keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosingDetail {
    /// The period.
    pub closing: Closing,
    /// Its readings.
    pub readings: Vec<ClosedReading>,
    /// What is not as it was closed.
    pub moved: Vec<Moved>,
    /// Targets by key: notice, identity and subject, as they are now.
    pub targets: HashMap<String, (Uuid, Uuid, String)>,
    /// Units by identity.
    pub units: HashMap<Uuid, String>,
    /// Names of those who closed and opened it.
    pub names: HashMap<Uuid, String>,
}

/// Closed periods, the latest first, and the names of those who closed and opened them.
pub type Closings = (Vec<Closing>, HashMap<Uuid, String>);

/// Closed periods, the latest first; also those that were opened again.
///
/// # Errors
/// When the database is not reached.
pub async fn closings(tx: &mut Tx, caller: &Caller) -> Result<Closings, AppError> {
    caller.may(Verb::See)?;
    let closings = tx.closings().await?;
    let names = names(tx, &closings).await?;
    Ok((closings, names))
}

pub(crate) async fn names(tx: &mut Tx, closings: &[Closing]) -> Result<HashMap<Uuid, String>, AppError> {
    let opened = closings.iter().filter_map(|closing| closing.reopened.as_ref()).map(|opened| opened.by);
    let ids: BTreeSet<Uuid> = closings.iter().map(|closing| closing.by).chain(opened).collect();
    let mut names = HashMap::new();
    for id in ids {
        if let Some(account) = tx.account(id).await? {
            names.insert(id, account.name);
        }
    }
    Ok(names)
}

pub(crate) fn closed(catalogue: &Catalogue, key: String, cell: FigureCell) -> ClosedReading {
    let known = cell.indicator.as_deref().and_then(|code| catalogue.indicator(code));
    let read_by: Option<&Indicator> = known.or(cell.made.as_ref());
    ClosedReading {
        target_key: key,
        unit_id: cell.unit_id,
        definition: read_by.map_or_else(String::new, |found| found.fingerprint.clone()),
        is_rate: read_by.is_some_and(Indicator::is_rate),
        indicator: cell.indicator,
        stretch: cell.stretch,
        figure: cell.figure,
        base: cell.base,
        inputs: cell.inputs,
        light: cell.verdict.light,
        reason: cell.verdict.reason,
    }
}

/// The readings of a period as they are now.
async fn snapshot(
    tx: &mut Tx,
    rules: (&Catalogue, &Counting),
    days: Days,
) -> Result<Vec<ClosedReading>, AppError> {
    let read = readings_of(tx, rules, days).await?;
    Ok(read.into_iter().map(|(key, cell)| closed(rules.0, key, cell)).collect())
}

/// What closing the period around a day would keep, and what is not ready for it.
///
/// # Errors
/// When the database is not reached.
pub async fn closing_preview(
    tx: &mut Tx,
    caller: &Caller,
    rules: (&Catalogue, &Counting),
    (period, day): (Period, NaiveDate),
    today: NaiveDate,
) -> Result<ClosingPreview, AppError> {
    // it counts the readings of every unit
    caller.may(Verb::ClosePeriod)?;
    let days = period.around(day).ok_or(CloseError::NotOver)?;
    let refusal = may_close(period, day, &tx.closings().await?, today).err().map(|error| error.code());
    let readings = snapshot(tx, rules, days).await?;
    let open = reports::Asking {
        standing: vec![Standing::Asked, Standing::Returned, Standing::Submitted],
        within: Some(days),
        ..reports::Asking::default()
    };
    let open = reports::reports(tx, caller, rules, &open, today).await?.rows;
    let (unreviewed, missing) = open.into_iter().partition(|row| row.standing == Standing::Submitted);
    Ok(ClosingPreview {
        days,
        refusal,
        without_figure: readings.iter().filter(|reading| reading.light == Light::Grey).count(),
        readings: readings.len(),
        missing,
        unreviewed,
    })
}

/// Closes the period around a day: keeps its readings as they are, with their hash.
///
/// # Errors
/// While it runs, and when it is closed.
pub async fn close_period(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    (period, day): (Period, NaiveDate),
) -> Result<Closing, AppError> {
    act.caller.may(Verb::ClosePeriod)?;
    let days = may_close(period, day, &tx.closings().await?, local_day(act.now))?;
    let readings = snapshot(tx, (catalogue, &act.counting), days).await?;
    let sha256 = hex::encode(Sha256::digest(canonical(&readings)));
    let (id, by, at) = (act.new_id()?, act.caller.user_id, act.now);
    let closing = Closing { id, period, days, by, at, sha256, reopened: None };
    tx.insert_closing(&closing, &readings).await?;
    let after = json!({
        "period": period.as_str(), "first": days.first, "last": days.last, "readings": readings.len(),
        "sha256": closing.sha256,
    });
    act.record(tx, "period.close", ("period_close", id), None, Some(after)).await?;
    Ok(closing)
}

async fn find(tx: &mut Tx, id: Uuid) -> Result<Closing, AppError> {
    let found = tx.closings().await?.into_iter().find(|closing| closing.id == id);
    found.ok_or(AppError::NotFound("closing"))
}

/// Opens a closed period again, with a reason. Its snapshot stays as history.
///
/// # Errors
/// [`AppError::NotFound`]; without a reason, or when it is open.
pub async fn reopen_period(tx: &mut Tx, act: &Act, id: Uuid, reason: &str) -> Result<Closing, AppError> {
    act.caller.may(Verb::ClosePeriod)?;
    let before = find(tx, id).await?;
    let was = json!({ "sha256": before.sha256 });
    let opened = before.reopen(act.caller.user_id, act.now, reason)?;
    tx.reopen_closing(&opened).await?;
    let is = json!({ "sha256": opened.sha256, "reopened": reason.trim() });
    act.record(tx, "period.reopen", ("period_close", id), Some(was), Some(is)).await?;
    Ok(opened)
}

/// A closed period: its readings of the units that the caller sees all of, and what moved since.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn closing_detail(
    tx: &mut Tx,
    caller: &Caller,
    rules: (&Catalogue, &Counting),
    id: Uuid,
) -> Result<ClosingDetail, AppError> {
    caller.may(Verb::See)?;
    let closing = find(tx, id).await?;
    let (mut readings, mut now) = (tx.closed_readings(id).await?, snapshot(tx, rules, closing.days).await?);
    for readings in [&mut readings, &mut now] {
        readings.retain(|reading| caller.sees_all_of(reading.unit_id));
    }
    let mut targets = HashMap::new();
    for notice in tx.notices().await? {
        for target in tx.targets_of(notice.id).await? {
            if let Some(key) = target.key {
                targets.insert(key, (notice.id, target.id, target.subject));
            }
        }
    }
    let units = tx.units().await?.into_iter().map(|unit| (unit.id, unit.name)).collect();
    let names = names(tx, std::slice::from_ref(&closing)).await?;
    Ok(ClosingDetail { moved: moved(&readings, &now), closing, readings, targets, units, names })
}
