//! What a caller is told of a thing: that it is not there, that it may not be done, or nothing.

use crate::error::AppError;
use domain::access::{Caller, Decision, Subject, Verb};
use domain::notice::{NoticeRecord, NoticeState};
use domain::register::{Record, Register};
use uuid::Uuid;

/// Refuses what the caller may not do. What they may not even see is not there: whether it exists is already something to know.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`].
pub(crate) fn ensure(
    caller: &Caller,
    verb: Verb,
    what: &'static str,
    subject: &Subject<'_>,
) -> Result<(), AppError> {
    match caller.decide(verb, subject) {
        Decision::Allowed => Ok(()),
        Decision::Seen => Err(caller.forbidden(verb).into()),
        Decision::Unseen => Err(AppError::NotFound(what)),
    }
}

/// Refuses what the caller may not do for a unit: reports and steps are the unit's, of every sector.
///
/// # Errors
/// As [`ensure`].
pub(crate) fn ensure_at(caller: &Caller, verb: Verb, what: &'static str, unit: Uuid) -> Result<(), AppError> {
    ensure(caller, verb, what, &Subject { unit: Some(unit), sector: None, entered_by: None })
}

/// Whether the caller sees a thing at all.
pub(crate) fn sees(caller: &Caller, subject: &Subject<'_>) -> bool {
    caller.decide(Verb::See, subject) == Decision::Allowed
}

/// A record as the caller is shown it: personal data in full for those who work with it where it lies.
pub fn shown(caller: &Caller, register: &Register, record: Record) -> Record {
    match caller.decide(Verb::SeePersonal, &record.subject()) {
        Decision::Allowed => record,
        Decision::Seen | Decision::Unseen => register.masked(record),
    }
}

/// Whether the caller may read a notice: what was published is for all who see anything, a draft for those who review.
pub(crate) fn reads(caller: &Caller, notice: &NoticeRecord) -> bool {
    let verb = match notice.state {
        NoticeState::Published | NoticeState::Superseded => Verb::See,
        NoticeState::Draft | NoticeState::Discarded => Verb::ReviewTarget,
    };
    caller.may(verb).is_ok()
}
