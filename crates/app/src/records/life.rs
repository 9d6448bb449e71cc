//! Typed nouns among the records: what the life of one says to a write.

use crate::act::Act;
use crate::error::AppError;
use domain::hazard::{self, Actor, HAZARD, Hazard, Stage, Step};
use domain::register::{Record, RecordError, Register};
use store::Tx;
use uuid::Uuid;

/// How the audit trail names a move; the code of the move follows.
pub(crate) const MOVE: &str = "record.move.";

/// What the life of a record makes of it before it is kept. A register that counts things says all by itself.
///
/// # Errors
/// [`RecordError::Hazard`] when the life of a hazard does not allow it.
pub(crate) async fn lived(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    before: Option<&Record>,
    after: Record,
) -> Result<Record, AppError> {
    if register.code != HAZARD {
        return Ok(after);
    }
    // only who closes it is asked whether he rectified it: no other write reads its history
    let is_closed = matches!(Hazard::of(&after).stage, Stage::Closed { .. });
    let rectified_by = match before {
        Some(before) if is_closed => last_mover(tx, before.id, Step::Submit).await?,
        _ => None,
    };
    lived_on(act, register, before, after, rectified_by)
}

/// The same for one whose history is at hand: by whom it was rectified last.
pub(super) fn lived_on(
    act: &Act,
    register: &Register,
    before: Option<&Record>,
    after: Record,
    rectified_by: Option<Uuid>,
) -> Result<Record, AppError> {
    if register.code != HAZARD {
        return Ok(after);
    }
    let actor = Actor { user_id: act.caller.user_id, roles: act.caller.roles(), rectified_by };
    Ok(hazard::lived(register, before, after, &actor).map_err(RecordError::from)?)
}

/// The account that last took a move of a record.
async fn last_mover(tx: &mut Tx, record: Uuid, step: Step) -> Result<Option<Uuid>, AppError> {
    let action = format!("{MOVE}{}", step.as_str());
    let events = tx.audit_of("record", &record.to_string()).await?;
    Ok(events.iter().rev().find(|event| event.action == action).and_then(|event| event.user_id))
}
