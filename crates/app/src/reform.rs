//! Units that are renamed, moved, merged or split on a day: the tree of before stays readable, and counters go where units go.

use crate::act::{Act, Thing};
use crate::error::AppError;
use crate::units::unit_json;
use chrono::NaiveDate;
use domain::access::Verb;
use domain::org::{Changed, OrgUnit, Past, Reform, above};
use serde_json::json;
use store::{EnteredChange, Tx};
use uuid::Uuid;

/// What is to become of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Becoming {
    /// 更名.
    Renamed {
        /// The new name.
        name: String,
    },
    /// 划转.
    Moved {
        /// The unit above from then on; none for the top.
        parent: Option<Uuid>,
    },
    /// 撤并.
    Merged {
        /// The unit that goes on.
        into: Uuid,
    },
    /// 拆分.
    Split {
        /// Name of the new unit.
        name: String,
        /// What of the units right below it takes.
        taken: Vec<Uuid>,
    },
}

/// The tree, and all that became of it.
///
/// # Errors
/// When the database is not reached.
pub async fn past(tx: &mut Tx) -> Result<Past, AppError> {
    let units = tx.units().await?;
    let changes = tx.unit_history().await?.into_iter().map(|entered| entered.change).collect();
    Ok(Past::new(units, changes))
}

/// What became of a unit, and of others by it, in the order of its days.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn unit_history(tx: &mut Tx, id: Uuid) -> Result<Vec<EnteredChange>, AppError> {
    if !tx.shared_units().await?.iter().any(|unit| unit.id == id) {
        return Err(AppError::NotFound("unit"));
    }
    let mut found = tx.unit_history().await?;
    found.retain(|entered| entered.change.unit == id || entered.change.other == Some(id));
    Ok(found)
}

/// Renames, moves, merges or splits a unit from a day on, which is not after today.
///
/// # Errors
/// When the caller may not keep one of the units, a rule of [`Reform`] refuses it, or the unit was changed since `version`.
pub async fn reform_unit(
    tx: &mut Tx,
    act: &Act,
    (id, version): (Uuid, i64),
    (effect_on, basis): (NaiveDate, String),
    becoming: Becoming,
) -> Result<(), AppError> {
    act.caller.may(Verb::KeepUnits)?;
    // before the tree is read: whoever counts by the tree of before has written, or waits
    tx.hold_counters().await?;
    let past = past(tx).await?;
    let units = tx.units().await?;
    let unit = units.iter().find(|unit| unit.id == id).ok_or(AppError::NotFound("unit"))?;
    act.caller.may_at(Verb::KeepUnits, Some(id))?;
    if unit.version != version {
        return Err(AppError::Stale { table: "org_unit" });
    }
    let reform = Reform { effect_on, today: crate::act::local_day(act.now), basis };
    let changed = match becoming {
        Becoming::Renamed { name } => vec![reform.renamed(&past, id, &name)?],
        Becoming::Moved { parent } => {
            act.caller.may_at(Verb::KeepUnits, parent)?;
            vec![reform.moved_to(&past, id, parent)?]
        }
        Becoming::Merged { into } => {
            act.caller.may_at(Verb::KeepUnits, Some(into))?;
            reform.merged(&past, id, into)?
        }
        Becoming::Split { name, taken } => {
            act.caller.may_at(Verb::KeepUnits, unit.parent)?;
            let new = OrgUnit { id: act.new_id()?, name, version: 0, valid_to: None, ..unit.clone() };
            let (made, changed) = reform.split(&past, id, new, &taken)?;
            tx.insert_unit(&made).await?;
            let thing = Thing::at("unit", made.id, made.id);
            act.record(tx, "unit.add", thing, None, Some(unit_json(&made))).await?;
            changed
        }
    };
    for one in changed {
        keep(tx, act, one).await?;
    }
    Ok(())
}

/// Keeps one change: the counters of a unit that lies elsewhere are taken from those that were above it and added to those that
/// are.
async fn keep(tx: &mut Tx, act: &Act, (new, change): Changed) -> Result<(), AppError> {
    let before = tx.units().await?;
    let old = before.iter().find(|unit| unit.id == new.id).ok_or(AppError::NotFound("unit"))?;
    if *old != new {
        tx.save_unit(&new).await?;
    }
    if old.parent != new.parent {
        let ids = |units: &[OrgUnit]| above(units, new.id).iter().map(|unit| unit.id).collect::<Vec<_>>();
        let after = tx.units().await?;
        tx.move_counters(new.id, &ids(&before), &ids(&after)).await?;
    }
    let (before, mut after) = (unit_json(old), unit_json(&new));
    after["effect_on"] = json!(change.effect_on.to_string());
    after["basis"] = json!(change.basis);
    after["other"] = json!(change.other.map(|id| id.to_string()));
    let action = format!("unit.{}", change.what.as_str());
    let change = domain::org::UnitChange { id: act.new_id()?, ..change };
    tx.insert_unit_change(&EnteredChange { change, user_id: act.caller.user_id, at: act.now }).await?;
    act.record(tx, &action, Thing::at("unit", new.id, new.id), Some(before), Some(after)).await
}
