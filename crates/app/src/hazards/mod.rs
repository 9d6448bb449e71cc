//! Hazards: what is decided of one beside its record, and what their rules say of it today.

mod alike;
mod extending;
mod judging;
mod lists;
mod page;

pub use alike::Alike;
pub use extending::{Answer, ask_extension, decide_extension};
pub use judging::{JudgingInput, judge_hazard, proposal};
pub use lists::{HazardLists, Recurring, hazard_lists, recurring_causes};
pub use page::{HazardPage, hazard_page};

use crate::act::Act;
use crate::error::AppError;
use catalogue::Catalogue;
use domain::hazard::HAZARD;
use domain::register::{Record, Register};
use store::{AuditEvent, Tx};
use uuid::Uuid;

/// The register of hazards and one of its records, if the caller may keep it and nobody changed it since `version`.
async fn load(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    (id, version): (Uuid, i64),
) -> Result<(Register, Record), AppError> {
    let register = crate::registers::register(tx, catalogue, HAZARD).await?;
    let record = crate::records::load(tx, act, &register, id, version).await?;
    if !record.is_standing() {
        return Err(domain::register::RecordError::Removed.into());
    }
    Ok((register, record))
}

/// The account that set the deadline that stands: the last one whose write changed it.
fn deadline_setter(events: &[AuditEvent]) -> Option<Uuid> {
    let due = |json: Option<&String>| {
        let json: serde_json::Value = serde_json::from_str(json?).ok()?;
        json["values"]["due"][0].as_str().map(str::to_owned)
    };
    let sets = |event: &&AuditEvent| due(event.before_json.as_ref()) != due(event.after_json.as_ref());
    events.iter().rev().find(sets).and_then(|event| event.user_id)
}
