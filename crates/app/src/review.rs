//! The review of proposed targets: accept, edit, drop, restore, split, merge, add.

use crate::act::Act;
use crate::error::AppError;
use domain::access::Verb;
use domain::target::{Assignment, Citation, Confidence, Measure, Part, Target, TargetError, TargetState};
use notice::CharMap;
use serde_json::{Value, json};
use store::Tx;
use uuid::Uuid;

/// A step that needs nothing but the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// 确认.
    Accept,
    /// 不采用, with the reason.
    Drop(String),
    /// 恢复.
    Restore,
}

/// What a person changes on a card.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetChange {
    /// What is measured.
    pub subject: String,
    /// What is demanded.
    pub measure: Measure,
    /// Who answers for it.
    pub assignments: Vec<Assignment>,
}

/// A target written by hand on selected words.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTarget {
    /// First character of the selection.
    pub start: i64,
    /// One past its last.
    pub end: i64,
    /// What is measured and demanded, and by whom.
    pub change: TargetChange,
}

/// The target, if its notice is a draft and nobody changed it since `version`.
async fn load(tx: &mut Tx, id: Uuid, version: i64) -> Result<Target, AppError> {
    let notice_id = tx.notice_of_target(id).await?.ok_or(AppError::NotFound("target"))?;
    let notice = tx.notice(notice_id).await?.ok_or(AppError::NotFound("notice"))?;
    if notice.ensure_draft().is_err() {
        return Err(TargetError::Published.into());
    }
    let target = tx.targets_of(notice_id).await?.into_iter().find(|target| target.id == id);
    let target = target.ok_or(AppError::NotFound("target"))?;
    if target.version == version { Ok(target) } else { Err(AppError::Stale { table: "target" }) }
}

async fn save(tx: &mut Tx, act: &Act, action: &str, old: &Target, new: &Target) -> Result<Target, AppError> {
    tx.save_target(new).await?;
    act.record(tx, action, ("target", new.id), Some(target_json(old)), Some(target_json(new))).await?;
    Ok(Target { version: new.version + 1, ..new.clone() })
}

/// Accepts, drops or restores.
///
/// # Errors
/// When the rules, the version or the state of the notice forbid it.
pub async fn step(tx: &mut Tx, act: &Act, id: Uuid, version: i64, step: Step) -> Result<Target, AppError> {
    act.caller.may(Verb::ReviewTarget)?;
    let old = load(tx, id, version).await?;
    let (action, new) = match step {
        Step::Accept => ("target.accept", old.clone().accept()?),
        Step::Drop(reason) => ("target.drop", old.clone().set_aside(&reason)?),
        Step::Restore => ("target.restore", old.clone().restore()),
    };
    save(tx, act, action, &old, &new).await
}

/// Accepts many; all or none.
///
/// # Errors
/// As [`step`], for the first that cannot be accepted.
pub async fn accept_all(tx: &mut Tx, act: &Act, targets: &[(Uuid, i64)]) -> Result<(), AppError> {
    for (id, version) in targets {
        step(tx, act, *id, *version, Step::Accept).await?;
    }
    Ok(())
}

/// Changes a target; who edits has looked at it, so it is accepted.
///
/// # Errors
/// As [`step`].
pub async fn edit(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    version: i64,
    change: TargetChange,
) -> Result<Target, AppError> {
    act.caller.may(Verb::ReviewTarget)?;
    let old = load(tx, id, version).await?;
    let new = old.clone().edit(change.subject, change.measure, change.assignments)?;
    save(tx, act, "target.edit", &old, &new).await
}

/// Splits a target. Each part says which citations it takes.
///
/// # Errors
/// As [`step`], and when a citation is lost.
pub async fn split(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    version: i64,
    parts: Vec<(Vec<usize>, String, Measure)>,
) -> Result<Vec<Target>, AppError> {
    act.caller.may(Verb::ReviewTarget)?;
    let old = load(tx, id, version).await?;
    let parts = parts
        .into_iter()
        .map(|(citations, subject, measure)| Ok(Part { id: act.new_id()?, citations, subject, measure }))
        .collect::<Result<Vec<_>, AppError>>()?;
    let mut made = old.clone().split(parts)?.into_iter();
    let mut saved = Vec::new();
    if let Some(first) = made.next() {
        saved.push(save(tx, act, "target.split", &old, &first).await?);
    }
    for part in made {
        tx.insert_target(&part).await?;
        act.record(tx, "target.split_off", ("target", part.id), None, Some(target_json(&part))).await?;
        saved.push(part);
    }
    Ok(saved)
}

/// Makes one target of several.
///
/// # Errors
/// As [`step`], and across notices.
pub async fn merge(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    version: i64,
    others: &[(Uuid, i64)],
) -> Result<Target, AppError> {
    act.caller.may(Verb::ReviewTarget)?;
    let old = load(tx, id, version).await?;
    let mut absorbed = Vec::new();
    for (other, version) in others {
        absorbed.push(load(tx, *other, *version).await?);
    }
    let (whole, gone) = old.clone().merge(absorbed.clone())?;
    for (before, after) in absorbed.iter().zip(&gone) {
        save(tx, act, "target.merge_away", before, after).await?;
    }
    save(tx, act, "target.merge", &old, &whole).await
}

/// Adds a target on selected words of a draft.
///
/// # Errors
/// When the selection is empty or outside the text, or the target cannot be measured.
pub async fn add_target(tx: &mut Tx, act: &Act, notice_id: Uuid, new: NewTarget) -> Result<Target, AppError> {
    act.caller.may(Verb::ReviewTarget)?;
    let notice = tx.notice(notice_id).await?.ok_or(AppError::NotFound("notice"))?;
    notice.ensure_draft()?;
    let citation = selection(&notice.text, new.start, new.end).ok_or(AppError::BadSelection)?;
    let blank = Target {
        id: act.new_id()?,
        notice_id,
        key: None,
        state: TargetState::Proposed,
        subject: String::new(),
        measure: new.change.measure.clone(),
        soft: false,
        implicit: false,
        negated: false,
        confidence: Confidence::Low,
        citations: vec![citation],
        assignments: Vec::new(),
        version: 0,
    };
    let target = blank.edit(new.change.subject, new.change.measure, new.change.assignments)?;
    tx.insert_target(&target).await?;
    act.record(tx, "target.add", ("target", target.id), None, Some(target_json(&target))).await?;
    Ok(target)
}

/// The selected words and the innermost clause they begin in.
fn selection(text: &str, start: i64, end: i64) -> Option<Citation> {
    let map = CharMap::new(text);
    let byte = |at: i64| {
        let at = usize::try_from(at).ok().filter(|at| *at <= map.chars())?;
        Some(map.byte_of(text, at))
    };
    let span = byte(start)?..byte(end)?;
    let quote = text.get(span.clone()).filter(|words| !words.trim().is_empty())?;
    let reading = notice::parse(text);
    let clause = reading.clauses.iter().rev().find(|clause| clause.span.contains(&span.start));
    let path = clause.map_or_else(String::new, |clause| clause.path.clone());
    Some(Citation { start, end, quote: quote.to_owned(), path })
}

pub(crate) fn target_json(target: &Target) -> Value {
    let (state, reason) = match &target.state {
        TargetState::Proposed => ("proposed", None),
        TargetState::Accepted => ("accepted", None),
        TargetState::Dropped { reason } => ("dropped", Some(reason)),
    };
    let measure = &target.measure;
    json!({
        "state": state,
        "reason": reason,
        "subject": target.subject,
        "kind": measure.kind.as_str(),
        "comparator": measure.comparator.as_str(),
        "value": measure.value.map(|value| value.to_string()),
        "value_to": measure.value_to.map(|value| value.to_string()),
        "unit": measure.unit,
        "period": measure.period,
        "due": measure.due.map(|day| day.to_string()),
        "due_recurs": measure.due_recurs,
        "citations": target.citations.iter().map(|c| json!([c.start, c.end, c.path])).collect::<Vec<_>>(),
        "assignments": target.assignments.iter()
            .map(|a| json!([a.unit_id.map(|id| id.to_string()), a.unit_text, a.role.as_str()])).collect::<Vec<_>>(),
    })
}
