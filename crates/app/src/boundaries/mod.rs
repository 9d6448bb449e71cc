//! Boundaries of units: read in from a file, shown, taken away.

mod read;
mod show;

pub use read::{BoundaryFault, MAX_BYTES as MAX_BOUNDARIES, NamedArea, read_boundaries};
pub use show::{OutlinedUnit, UnitPlot, unit_plot};

use crate::act::{Act, Thing, local_day};
use crate::error::AppError;
use crate::sheets::{LineWrong, unit_named};
use chrono::NaiveDate;
use domain::access::Verb;
use domain::boundary::{Boundary, Drawn};
use domain::org::{OrgUnit, carried_code};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{KeptBoundary, Tx};
use uuid::Uuid;

/// What a file did to the boundary of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoundaryDid {
    /// It had none.
    Made,
    /// It had another.
    Changed,
    /// It had the same.
    Nothing,
}

/// A unit that a file has the boundary of.
#[derive(Debug, Clone, PartialEq)]
pub struct BoundedUnit {
    /// The unit.
    pub unit: OrgUnit,
    /// Points of its boundary.
    pub points: usize,
    /// What became of it.
    pub did: BoundaryDid,
}

/// Why a feature is of no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It names none.
    Unnamed,
    /// None of its code or name stands.
    NoSuchUnit,
    /// Several have the name.
    SeveralUnits,
    /// The unit is not the caller's to change.
    Elsewhere,
}

impl Unfit {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unnamed => "boundary.unnamed",
            Self::NoSuchUnit => "boundary.no_such_unit",
            Self::SeveralUnits => "boundary.several_units",
            Self::Elsewhere => "boundary.elsewhere",
        }
    }
}

/// A feature that is of no unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfitArea {
    /// Which feature of the file.
    pub feature: usize,
    /// What it says of its unit: its name, or else its code.
    pub named: Option<String>,
    /// Why it is of none.
    pub why: Unfit,
}

/// What became of a file of boundaries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TakenBoundaries {
    /// Units in the order of their codes, those without one first.
    pub units: Vec<BoundedUnit>,
    /// In the order of the file.
    pub unfit: Vec<UnfitArea>,
}

/// Gives each unit that a file names the areas under its name in place of the boundary it had. A feature of no unit that stands
/// today is told, and the others go on.
///
/// # Errors
/// When the caller keeps no units, the pieces of a unit have too many points, or the database refuses it.
pub async fn take_boundaries(
    tx: &mut Tx,
    act: &Act,
    areas: Vec<NamedArea>,
) -> Result<TakenBoundaries, AppError> {
    act.caller.may(Verb::KeepUnits)?;
    let units = tx.shared_units().await?;
    let today = local_day(act.now);
    let mut taken = TakenBoundaries::default();
    let mut found: BTreeMap<Uuid, Boundary> = BTreeMap::new();
    for area in areas {
        let kept_by_caller = |unit: Uuid| {
            act.caller.may_at(Verb::KeepUnits, Some(unit)).map(|()| unit).map_err(|_| Unfit::Elsewhere)
        };
        match unit_of(&units, &area, today).and_then(kept_by_caller) {
            Ok(unit) => {
                let whole = match found.remove(&unit) {
                    Some(pieces) => pieces.joined(area.boundary).map_err(|error| {
                        AppError::Boundary(BoundaryFault::Area { feature: area.feature, error })
                    })?,
                    None => area.boundary,
                };
                found.insert(unit, whole);
            }
            Err(why) => {
                taken.unfit.push(UnfitArea { feature: area.feature, named: area.name.or(area.code), why });
            }
        }
    }
    let known = tx.boundaries().await?;
    for (id, boundary) in found {
        let Some(unit) = units.iter().find(|unit| unit.id == id) else { continue };
        let old = known.iter().find(|kept| kept.drawn.unit == id);
        let points = boundary.points();
        let did = keep(tx, act, id, old, boundary).await?;
        taken.units.push(BoundedUnit { unit: unit.clone(), points, did });
    }
    let order = |bounded: &BoundedUnit| (bounded.unit.region_code.clone(), bounded.unit.name.clone());
    taken.units.sort_by_key(order);
    Ok(taken)
}

/// The unit of a feature: by its code, or else by its name or path of names.
fn unit_of(units: &[OrgUnit], area: &NamedArea, today: NaiveDate) -> Result<Uuid, Unfit> {
    let by_code = area.code.as_deref().map(carried_code).and_then(|code| {
        units.iter().find(|unit| unit.is_valid_on(today) && unit.region_code.as_ref() == Some(&code))
    });
    match (by_code, &area.name, &area.code) {
        (Some(unit), ..) => Ok(unit.id),
        (None, Some(name), _) => unit_named(units, name, today).map_err(|wrong| match wrong {
            LineWrong::SeveralUnits => Unfit::SeveralUnits,
            _ => Unfit::NoSuchUnit,
        }),
        (None, None, Some(_)) => Err(Unfit::NoSuchUnit),
        (None, None, None) => Err(Unfit::Unnamed),
    }
}

async fn keep(
    tx: &mut Tx,
    act: &Act,
    unit: Uuid,
    old: Option<&KeptBoundary>,
    boundary: Boundary,
) -> Result<BoundaryDid, AppError> {
    let sha256 = hex::encode(Sha256::digest(boundary.text()));
    if old.is_some_and(|old| old.sha256 == sha256) {
        return Ok(BoundaryDid::Nothing);
    }
    let drawn = Drawn { unit, reading: act.new_id()?, boundary: Arc::new(boundary) };
    let new = KeptBoundary { drawn, sha256, at: act.now };
    tx.save_boundary(&new).await?;
    let (before, after) = (old.map(boundary_json), boundary_json(&new));
    act.record(tx, "unit.boundary", Thing::at("unit", unit, unit), before, Some(after)).await?;
    Ok(if old.is_some() { BoundaryDid::Changed } else { BoundaryDid::Made })
}

/// Takes the boundary of a unit away: its places are then looked at by the next unit above that has one.
///
/// # Errors
/// [`AppError::NotFound`] when it has none, [`AppError::Stale`] when another was read in since.
pub async fn remove_boundary(tx: &mut Tx, act: &Act, id: Uuid, reading: Uuid) -> Result<(), AppError> {
    act.caller.may(Verb::KeepUnits)?;
    let known = tx.boundaries().await?;
    let old = known.iter().find(|kept| kept.drawn.unit == id).ok_or(AppError::NotFound("boundary"))?;
    act.caller.may_at(Verb::KeepUnits, Some(id))?;
    tx.remove_boundary(id, reading).await?;
    let before = Some(boundary_json(old));
    act.record(tx, "unit.remove_boundary", Thing::at("unit", id, id), before, None).await
}

/// A boundary as the audit trail keeps it: the file has the shape, its hash tells which it was.
fn boundary_json(kept: &KeptBoundary) -> Value {
    let boundary = &kept.drawn.boundary;
    json!({ "pieces": boundary.pieces(), "points": boundary.points(), "sha256": kept.sha256 })
}
