//! Judging the level of a hazard: the program proposes by the standard in force, a person decides.

use super::load;
use crate::act::{Act, local_day};
use crate::error::AppError;
use crate::records::save;
use catalogue::Catalogue;
use domain::access::{Caller, Verb};
use domain::hazard::{Criteria, Group, Hazard, Judged, JudgedError, Judgement, Level, Step, judge};
use domain::register::{FieldError, Record, RecordError, Register, Value};
use serde_json::json;
use store::Tx;
use uuid::Uuid;

/// What a person decides, and on what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgingInput {
    /// Code of the standard; absent where none of the catalogue judges such hazards.
    pub criteria: Option<String>,
    /// Sort of place.
    pub place: Group,
    /// Clauses that hold.
    pub ticked: Vec<String>,
    /// The decision.
    pub level: Level,
    /// The clause in words; worked out from the ticked ones when empty.
    pub basis: String,
    /// Why.
    pub reason: String,
    /// Who took part.
    pub participants: String,
}

/// Whether roles judge hazards: those that verify them.
pub(super) fn may_judge(register: &Register, roles: &[domain::access::Role]) -> bool {
    let verify = register.transition(Step::Verify.as_str());
    verify.is_some_and(|step| roles.iter().any(|role| step.is_for(*role)))
}

fn criteria<'c>(catalogue: &'c Catalogue, code: &str) -> Result<&'c Criteria, AppError> {
    let found = catalogue.rules.criteria.iter().find(|one| one.code == code);
    found.ok_or(AppError::NotFound("criteria"))
}

/// What the program proposes for a place and the clauses that hold there.
///
/// # Errors
/// [`AppError::NotFound`] for a standard that is none.
pub fn proposal(
    caller: &Caller,
    catalogue: &Catalogue,
    code: &str,
    place: Group,
    ticked: &[String],
) -> Result<Judgement, AppError> {
    caller.may(Verb::See)?;
    Ok(judge(criteria(catalogue, code)?, place, ticked))
}

/// Keeps a decision on the level of a hazard, and the level with it.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], and the first reason why it is no judgement.
pub async fn judge_hazard(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    hazard: (Uuid, i64),
    input: JudgingInput,
) -> Result<Judged, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let (register, record) = load(tx, act, catalogue, hazard).await?;
    if !may_judge(&register, &act.caller.roles_for(&record.subject())) {
        return Err(JudgedError::NotYours.into());
    }
    let by = input.criteria.as_deref().map(|code| criteria(catalogue, code)).transpose()?;
    let trimmed = |text: String| text.trim().to_owned();
    let judged = Judged {
        id: act.new_id()?,
        hazard_id: record.id,
        standard: None,
        place: input.place,
        ticked: input.ticked,
        proposal: None,
        level: input.level,
        basis: input.basis,
        reason: trimmed(input.reason),
        participants: trimmed(input.participants),
        judged_by: act.caller.user_id,
        judged_on: local_day(act.now),
    };
    let judged = judged.checked(&Hazard::of(&record), by)?;
    tx.insert_judgement(&judged).await?;
    let mut after = Record { changed_at: act.now, ..record.clone() };
    after.values.insert("level".to_owned(), Value::Choices(vec![judged.level.as_str().to_owned()]));
    if let Some(value) = basis_value(&register, &judged.basis)? {
        after.values.insert("basis".to_owned(), value);
    }
    save(tx, act, &register, "hazard.judge", &record, &after).await?;
    let kept = json!({
        "hazard": judged.hazard_id,
        "standard": judged.standard,
        "ticked": judged.ticked,
        "proposal": judged.proposal.as_ref().map(Judgement::word),
        "level": judged.level.as_str(),
        "reason": judged.reason,
    });
    act.record(tx, "judgement.add", ("judgement", judged.id), None, Some(kept)).await?;
    Ok(judged)
}

/// The basis as its field takes it: what is too long for it is told as a fault of the field.
fn basis_value(register: &Register, basis: &str) -> Result<Option<Value>, AppError> {
    let Some(field) = register.field("basis").filter(|_| !basis.is_empty()) else { return Ok(None) };
    let wrong = |problem: domain::register::ValueProblem| {
        RecordError::Fields(vec![FieldError { field: "basis".to_owned(), problem: problem.into() }])
    };
    Ok(Value::parse(field, &[basis.to_owned()]).map_err(wrong)?)
}
