//! The four lists 四个清单 as they stand: how many are in each, what of them is overdue, which causes recur.

use crate::error::AppError;
use crate::home::{Called, Tally, count};
use crate::records::{Asked, latest};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::hazard::{HAZARD, HazardList, MEASURE, Stage, states_where};
use domain::org::OrgUnit;
use domain::register::{Record, Register, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use uuid::Uuid;

/// So many of the newest hazards are looked at for causes that recur; the answer says so.
pub const MOST_LOOKED_AT: usize = 500;

/// The lists of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardLists {
    /// Each list with how many stand in it.
    pub lists: Vec<(HazardList, Tally)>,
    /// States in which somebody has to rectify.
    pub to_rectify: Vec<&'static str>,
    /// 超期: not rectified, and the deadline is over.
    pub overdue: Called,
    /// 临期: not rectified, and the deadline is near.
    pub soon: Called,
}

/// A cause, and what was laid down against it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recurring {
    /// Code of the cause.
    pub cause: String,
    /// Hazards that name it.
    pub hazards: usize,
    /// Sites where they were found.
    pub sites: usize,
    /// Rules and measures that are planned or in force against it.
    pub measures: usize,
}

fn codes(states: &[&'static str]) -> Vec<String> {
    states.iter().map(|state| (*state).to_owned()).collect()
}

/// The lists, of everything in sight or of a unit and what lies in it.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees no records.
pub async fn hazard_lists(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    unit: Option<Uuid>,
    today: NaiveDate,
) -> Result<HazardLists, AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let hazards = crate::registers::register(tx, catalogue, HAZARD).await?;
    let measures = crate::registers::register(tx, catalogue, MEASURE).await?;
    let mut lists = Vec::new();
    for list in HazardList::ALL {
        let register = if list.register() == MEASURE { &measures } else { &hazards };
        let asked = Asked { unit, states: codes(&list.states()), ..Asked::default() };
        lists.push((*list, count(tx, caller, register, &units, &asked).await?));
    }
    let to_rectify = states_where(Stage::is_to_be_rectified);
    let warned = hazards.expiries.iter().find(|expiry| expiry.field == "due");
    let (over, soon) =
        warned.map_or((today.pred_opt().unwrap_or(today), today), |expiry| expiry.bounds(today));
    let called = async |tx: &mut Tx, days: String| -> Result<Called, AppError> {
        let filters = BTreeMap::from([("due".to_owned(), days.clone())]);
        let asked = Asked { unit, states: codes(&to_rectify), filters, ..Asked::default() };
        Ok(Called { tally: count(tx, caller, &hazards, &units, &asked).await?, days })
    };
    let overdue = called(tx, format!("..{over}")).await?;
    let soon = called(tx, format!("{today}..{soon}")).await?;
    Ok(HazardLists { lists, to_rectify, overdue, soon })
}

/// Causes of the newest hazards, those that recur most first, and how many hazards were looked at.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees no records.
pub async fn recurring_causes(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    unit: Option<Uuid>,
) -> Result<(Vec<Recurring>, usize), AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let list = HazardList::Problems;
    let hazards = crate::registers::register(tx, catalogue, HAZARD).await?;
    let asked = Asked {
        unit,
        states: codes(&list.states()),
        sort: Some(list.sort().to_owned()),
        limit: MOST_LOOKED_AT,
        ..Asked::default()
    };
    let found = newest(tx, caller, &hazards, &units, &asked).await?;
    let measures = crate::registers::register(tx, catalogue, MEASURE).await?;
    let standing = measures.open_states().map(|state| state.code.clone()).collect();
    // what the street laid down holds in each of its communities too
    let asked = Asked { states: standing, limit: MOST_LOOKED_AT, ..Asked::default() };
    let laid_down = newest(tx, caller, &measures, &units, &asked).await?;
    let mut causes: BTreeMap<String, (usize, BTreeSet<Uuid>)> = BTreeMap::new();
    for (cause, record) in found.iter().filter_map(|record| Some((cause(record)?, record))) {
        let of = causes.entry(cause).or_default();
        of.0 += 1;
        of.1.extend(record.site(&hazards));
    }
    let against = |code: &String| laid_down.iter().filter(|one| cause(one).as_ref() == Some(code)).count();
    let recurring = |(code, (hazards, sites)): (String, (usize, BTreeSet<Uuid>))| Recurring {
        measures: against(&code),
        cause: code,
        hazards,
        sites: sites.len(),
    };
    let mut recurring: Vec<Recurring> = causes.into_iter().map(recurring).collect();
    recurring.sort_by_key(|one| std::cmp::Reverse(one.hazards));
    Ok((recurring, found.len()))
}

async fn newest(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    units: &[OrgUnit],
    asked: &Asked,
) -> Result<Vec<Record>, AppError> {
    Ok(latest(tx, caller, register, units, asked).await?.into_iter().map(|(_, record)| record).collect())
}

fn cause(record: &Record) -> Option<String> {
    match record.values.get("cause") {
        Some(Value::Choices(codes)) => codes.first().cloned(),
        _ => None,
    }
}
