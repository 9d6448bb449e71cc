//! Steps of targets that are done or not by a day: laid down, done, accepted.

use super::{InForce, give_evidence, in_force};
use crate::access::ensure_at;
use crate::act::{Act, Thing, local_day};
use crate::error::AppError;
use crate::figures::{Counting, FigurePlace, bound, effect};
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::calendar::Days;
use domain::close::closed_days;
use domain::indicator::MILESTONE;
use domain::milestone::{self, Done, Milestone, MilestoneError, StepState};
use domain::report::asked_units;
use domain::target::Target;
use serde_json::{Value, json};
use store::Tx;
use uuid::Uuid;

/// The steps of a target for a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// Steps, the earliest due first. A target without any is one delivery, whose identity is nil until it is done.
    pub steps: Vec<Milestone>,
    /// Whether the unit answers for them.
    pub is_asked: bool,
}

/// What the reviewer says of a step that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepReview {
    /// 验收.
    Accept,
    /// 退回, with the reason.
    Return(String),
}

/// What an event about a step is about.
fn thing(step: &Milestone) -> Thing<'static> {
    Thing::at("milestone", step.id, step.unit_id)
}

fn step_json(step: &Milestone) -> Value {
    let Milestone { target_key, unit_id, title, due, note, evidence, state, .. } = step;
    let (word, reason) = match state {
        StepState::Open { returned } => ("open", returned.as_deref()),
        StepState::Done { .. } => ("done", None),
        StepState::Accepted { .. } => ("accepted", None),
    };
    json!({
        "target": target_key, "unit": unit_id, "title": title, "due": due, "state": word, "reason": reason,
        "done_on": step.done_on(), "note": note, "evidence": evidence,
    })
}

async fn kept(tx: &mut Tx, notice_id: Uuid, target: &Target, unit: Uuid) -> Result<Vec<Milestone>, AppError> {
    let key = target.key.as_deref().unwrap_or_default();
    let mut steps = tx.milestones_of(notice_id).await?;
    steps.retain(|step| step.target_key == key && step.unit_id == unit);
    Ok(steps)
}

/// The steps of a target for a unit.
///
/// # Errors
/// [`AppError::NotFound`] where the target is not done by steps.
pub async fn steps_of_target(
    tx: &mut Tx,
    caller: &Caller,
    counting: &Counting,
    place: FigurePlace,
    today: NaiveDate,
) -> Result<Steps, AppError> {
    let notice = crate::notices::readable(tx, caller, place.0).await?;
    if !caller.sees_all_of(place.2) {
        return Err(AppError::NotFound("unit"));
    }
    let targets = tx.targets_of(place.0).await?;
    let target = targets.into_iter().find(|target| target.id == place.1);
    let target = target.ok_or(AppError::NotFound("target"))?;
    let bound = bound(tx, counting, &notice, std::slice::from_ref(&target)).await?;
    if bound.first().and_then(|found| found.indicator.as_deref()) != Some(MILESTONE) {
        return Err(AppError::NotFound("milestone"));
    }
    let kept = kept(tx, place.0, &target, place.2).await?;
    let steps = milestone::steps_of(&target, effect(&notice, today), place.2, &kept);
    Ok(Steps { steps, is_asked: asked_units(&target).contains(&place.2) })
}

/// A target that is done by steps, for a unit that answers for it.
async fn by_steps(tx: &mut Tx, act: &Act, place: FigurePlace) -> Result<(Target, Days), AppError> {
    let InForce { notice, target, indicator } = in_force(tx, act, place.0, place.1).await?;
    if indicator.as_deref() != Some(MILESTONE) {
        return Err(MilestoneError::NotByStep.into());
    }
    if !asked_units(&target).contains(&place.2) {
        return Err(MilestoneError::OtherUnit.into());
    }
    let effect = effect(&notice, local_day(act.now));
    Ok((target, effect))
}

/// Lays down a step.
///
/// # Errors
/// Where the target is not done by steps, or not by this unit; without a title.
pub async fn add_step(
    tx: &mut Tx,
    act: &Act,
    place: FigurePlace,
    title: &str,
    due: NaiveDate,
) -> Result<Milestone, AppError> {
    act.caller.may(Verb::ReviewReport)?;
    ensure_at(&act.caller, Verb::ReviewReport, "unit", place.2)?;
    let (target, _) = by_steps(tx, act, place).await?;
    let key = target.key.as_deref().unwrap_or_default();
    let step = Milestone::new(act.new_id()?, (key, place.2), title, due)?;
    tx.insert_milestone(&step).await?;
    act.record(tx, "milestone.add", thing(&step), None, Some(step_json(&step))).await?;
    Ok(step)
}

/// Takes a step away that is not done.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], and when it is done.
pub async fn remove_step(tx: &mut Tx, act: &Act, id: Uuid, version: i64) -> Result<(), AppError> {
    act.caller.may(Verb::ReviewReport)?;
    let step = read(tx, act, id, version).await?;
    if step.done_on().is_some() {
        return Err(MilestoneError::AlreadyDone.into());
    }
    tx.delete_milestone(id, version).await?;
    act.record(tx, "milestone.remove", thing(&step), Some(step_json(&step)), None).await
}

async fn read(tx: &mut Tx, act: &Act, id: Uuid, version: i64) -> Result<Milestone, AppError> {
    let step = tx.milestone(id).await?.ok_or(AppError::NotFound("milestone"))?;
    ensure_at(&act.caller, Verb::ReviewReport, "milestone", step.unit_id)?;
    if step.version == version { Ok(step) } else { Err(AppError::Stale { table: "milestone" }) }
}

/// Records that a step is done, with evidence. A target without steps is done as one.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], and what [`Milestone::finish`] refuses.
pub async fn finish_step(
    tx: &mut Tx,
    act: &Act,
    place: FigurePlace,
    (id, version): (Uuid, i64),
    done: Done,
) -> Result<Milestone, AppError> {
    act.caller.may(Verb::Report)?;
    ensure_at(&act.caller, Verb::Report, "unit", place.2)?;
    let (target, effect) = by_steps(tx, act, place).await?;
    let kept = kept(tx, place.0, &target, place.2).await?;
    let steps = milestone::steps_of(&target, effect, place.2, &kept);
    let step = steps.into_iter().find(|step| step.id == id);
    // somebody laid down steps, or did it, since the page was loaded
    let step = step.filter(|step| step.version == version).ok_or(AppError::Stale { table: "milestone" })?;
    give_evidence(tx, &act.caller, place.2, &done.evidence).await?;
    let before = (!id.is_nil()).then(|| step_json(&step));
    let today = local_day(act.now);
    let closed = closed_days(&tx.closings().await?);
    let mut after = step.finish(done, (act.caller.user_id, act.now), &closed, today)?;
    if id.is_nil() {
        after.id = act.new_id()?;
        tx.insert_milestone(&after).await?;
    } else {
        tx.save_milestone(&after).await?;
    }
    act.record(tx, "milestone.done", thing(&after), before, Some(step_json(&after))).await?;
    tx.milestone(after.id).await?.ok_or(AppError::NotFound("milestone"))
}

/// Accepts a step that is done, or gives it back with a reason.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], and what [`Milestone`] refuses.
pub async fn review_step(
    tx: &mut Tx,
    act: &Act,
    (id, version): (Uuid, i64),
    review: &StepReview,
) -> Result<Milestone, AppError> {
    act.caller.may(Verb::ReviewReport)?;
    let step = read(tx, act, id, version).await?;
    let before = step_json(&step);
    let (action, after) = match review {
        StepReview::Accept => ("milestone.accept", step.accept(act.caller.user_id, act.now)?),
        StepReview::Return(reason) => {
            let closed = closed_days(&tx.closings().await?);
            ("milestone.return", step.give_back(reason, &closed)?)
        }
    };
    tx.save_milestone(&after).await?;
    act.record(tx, action, thing(&after), Some(before), Some(step_json(&after))).await?;
    tx.milestone(id).await?.ok_or(AppError::NotFound("milestone"))
}
