//! How units appear on papers, and since when they may order.

use crate::act::{Act, Thing};
use crate::error::AppError;
use domain::access::{Caller, Verb};
use domain::org::OrgUnit;
use domain::paper::{PaperOffice, organ_of};
use serde_json::{Value, json};
use store::Tx;

fn office_json(office: &PaperOffice) -> Value {
    json!({
        "name": office.name,
        "word": office.word,
        "contact": office.contact,
        "power_from": office.power_from,
        "power_to": office.power_to,
        "power_basis": office.power_basis,
        "appeal_to": office.appeal_to,
        "court": office.court,
    })
}

/// Whether a unit issues papers itself.
fn issues(units: &[OrgUnit], unit: &OrgUnit) -> bool {
    organ_of(units, unit.id).is_some_and(|organ| organ.id == unit.id)
}

/// How each unit that issues papers appears on them: those of which something was entered, and those of which nothing was.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees nothing and keeps no units.
pub async fn paper_offices(tx: &mut Tx, caller: &Caller) -> Result<Vec<PaperOffice>, AppError> {
    caller.may(Verb::See).or_else(|_| caller.may(Verb::KeepUnits))?;
    let units = tx.shared_units().await?;
    let kept = tx.paper_offices().await?;
    let office = |unit: &OrgUnit| {
        let known = kept.iter().find(|office| office.unit_id == unit.id).cloned();
        known.unwrap_or_else(|| PaperOffice::unset(unit.id, &unit.name))
    };
    Ok(units.iter().filter(|unit| issues(&units, unit)).map(office).collect())
}

/// Enters how a unit appears on papers. Papers that were issued stay as they are.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], and the first reason why it cannot be so.
pub async fn keep_paper_office(tx: &mut Tx, act: &Act, office: PaperOffice) -> Result<PaperOffice, AppError> {
    act.caller.may(Verb::KeepUnits)?;
    let units = tx.shared_units().await?;
    let unit = units.iter().find(|unit| unit.id == office.unit_id).ok_or(AppError::NotFound("unit"))?;
    act.caller.may_at(Verb::KeepUnits, Some(unit.id))?;
    if !issues(&units, unit) {
        return Err(AppError::NotFound("unit"));
    }
    let others = tx.paper_offices().await?;
    let before = others.iter().find(|other| other.unit_id == unit.id).map(office_json);
    let office = office.checked(&others)?;
    tx.keep_paper_office(&office).await?;
    let thing = Thing::at("paper_office", unit.id, unit.id);
    act.record(tx, "paper_office.change", thing, before, Some(office_json(&office))).await?;
    Ok(PaperOffice { version: office.version + 1, ..office })
}
