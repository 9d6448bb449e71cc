//! What somebody did 已办, began 我发起, and was copied on 抄送我.

use super::people::add_names;
use crate::access::sees;
use crate::error::AppError;
use crate::records::{Asked, MOVE, latest};
use catalogue::Catalogue;
use chrono::{DateTime, Utc};
use domain::access::{Caller, Verb};
use domain::hazard::{HAZARD, Stage, states_where};
use domain::register::{Record, Register};
use domain::todo::{Slip, SlipKind};
use std::collections::{BTreeMap, HashSet};
use store::{Trace, Tx};
use uuid::Uuid;

/// Events of a person that are looked at, and things that are given.
const LOOKED_AT: i64 = 500;
const MOST: usize = 100;

/// Something that somebody did, began or heard of.
#[derive(Debug, Clone, PartialEq)]
pub struct DoneThing {
    /// The hazard.
    pub record: Record,
    /// Its title.
    pub title: String,
    /// What was done: the action of the audit trail; nothing for what was entered.
    pub action: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// The slip that it is about.
    pub slip: Option<Slip>,
}

/// Things and the names in them.
type Found = (Vec<DoneThing>, BTreeMap<Uuid, String>);

async fn register(tx: &mut Tx, caller: &Caller, catalogue: &Catalogue) -> Result<Register, AppError> {
    caller.may(Verb::See)?;
    crate::registers::register(tx, catalogue, HAZARD).await
}

/// Hazards by identity, as far as the caller still sees them.
async fn hazards(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    ids: HashSet<Uuid>,
) -> Result<BTreeMap<Uuid, (String, Record)>, AppError> {
    let raws = tx.records(&ids.into_iter().collect::<Vec<_>>()).await?.into_iter();
    let seen = raws.filter(|raw| raw.record.register == HAZARD && sees(caller, &raw.record.subject()));
    Ok(seen.map(|raw| (raw.record.id, (raw.title.clone(), raw.read(register)))).collect())
}

async fn with_names(tx: &mut Tx, things: Vec<DoneThing>) -> Result<Found, AppError> {
    let mut names = BTreeMap::new();
    let units = tx.units().await?;
    for thing in &things {
        if let Some(unit) = units.iter().find(|unit| unit.id == thing.record.unit_id) {
            names.insert(unit.id, unit.name.clone());
        }
    }
    let people = things.iter().filter_map(|thing| thing.slip.as_ref()).flat_map(|slip| [slip.from, slip.to]);
    add_names(tx, &mut names, people).await?;
    Ok((things, names))
}

/// 已办: the hazards that the caller moved last, each once, as the audit trail tells.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees no records.
pub async fn done(tx: &mut Tx, caller: &Caller, catalogue: &Catalogue) -> Result<Found, AppError> {
    let register = register(tx, caller, catalogue).await?;
    let (first, last) = (Uuid::nil(), Uuid::max());
    let events = tx.audit_events(&Trace::Person(caller.user_id), (first, last), LOOKED_AT).await?;
    let mut seen = HashSet::new();
    let mut moved = Vec::new();
    for event in
        events.into_iter().filter(|event| event.subject_kind == "record" && event.action.starts_with(MOVE))
    {
        if let Ok(id) = event.subject_id.parse::<Uuid>()
            && seen.insert(id)
        {
            moved.push((id, event.action, event.at));
        }
    }
    let mut known = hazards(tx, caller, &register, seen).await?;
    let thing = |(id, action, at): (Uuid, String, DateTime<Utc>)| {
        let (title, record) = known.remove(&id)?;
        Some(DoneThing { record, title, action: Some(action), at, slip: None })
    };
    let things = moved.into_iter().filter_map(thing).take(MOST).collect();
    with_names(tx, things).await
}

/// 我发起: hazards that the caller entered and that are not over, and what the caller asked of others.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees no records.
pub async fn started(tx: &mut Tx, caller: &Caller, catalogue: &Catalogue) -> Result<Found, AppError> {
    let register = register(tx, caller, catalogue).await?;
    let units = tx.units().await?;
    let states = states_where(|stage: Stage| !stage.is_over()).into_iter().map(str::to_owned).collect();
    let asked = Asked { states, is_own: true, limit: MOST, ..Asked::default() };
    let own = latest(tx, caller, &register, &units, &asked).await?.into_iter();
    let entered = |(title, record): (String, Record)| DoneThing {
        at: record.made_at,
        record,
        title,
        action: None,
        slip: None,
    };
    let mut things: Vec<DoneThing> = own.map(entered).collect();
    let slips = tx.slips_from(caller.user_id, MOST as i64).await?;
    things.extend(with_hazards(tx, caller, &register, slips).await?);
    things.sort_by_key(|thing| std::cmp::Reverse(thing.at));
    with_names(tx, things).await
}

/// 抄送我: what the caller was to know of, and whatever else was said to them.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees no records.
pub async fn copies(tx: &mut Tx, caller: &Caller, catalogue: &Catalogue) -> Result<Found, AppError> {
    let register = register(tx, caller, catalogue).await?;
    let slips = tx.slips_to(caller.user_id, LOOKED_AT).await?;
    let copies = slips.into_iter().filter(|slip| slip.kind == SlipKind::Copy).take(MOST).collect();
    let things = with_hazards(tx, caller, &register, copies).await?;
    with_names(tx, things).await
}

async fn with_hazards(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    slips: Vec<Slip>,
) -> Result<Vec<DoneThing>, AppError> {
    let known = hazards(tx, caller, register, slips.iter().map(|slip| slip.hazard_id).collect()).await?;
    let thing = |slip: Slip| {
        let (title, record) = known.get(&slip.hazard_id)?.clone();
        let action = Some(format!("slip.{}", slip.kind.as_str()));
        Some(DoneThing { record, title, action, at: slip.at, slip: Some(slip) })
    };
    Ok(slips.into_iter().filter_map(thing).collect())
}
