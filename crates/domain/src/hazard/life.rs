//! What a move, a change and an entry may do to a hazard, beside what its register says of roles and fields.

use super::{Hazard, Level, Point, Stage, Step};
use crate::access::Role;
use crate::register::{Record, Register, Transition, Value};
use chrono::NaiveDate;
use thiserror::Error;
use uuid::Uuid;

/// Field that says whether the five points are settled.
const SETTLED: &str = "is_planned";

/// Why it may not be.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum HazardError {
    /// 五落实 are not settled.
    #[error("a major hazard needs {0:?} before it is rectified")]
    Unsettled(Vec<Point>),
    /// A major hazard needs the clause that makes it one.
    #[error("a major hazard needs the clause that it is judged by")]
    NoBasis,
    /// A major hazard is rectified by its plan, so rectifying begins before it ends.
    #[error("rectifying a major hazard has not begun")]
    NotBegun,
    /// 销号 by the one who rectified it.
    #[error("who rectified a major hazard may not close it")]
    ByRectifier,
    /// A major hazard is closed by the safety office or the department, not by the community.
    #[error("a major hazard is not closed at the community")]
    NotByCommunity,
    /// It has ended and is changed by reopening it alone.
    #[error("the hazard is over")]
    Over,
    /// 期限 moves by an extension alone.
    #[error("a deadline moves by an extension")]
    DueByExtension,
    /// 等级 of one that was verified is judged again, with a reason.
    #[error("the level of a verified hazard is judged")]
    LevelByJudgement,
    /// Days in the wrong order: found, rectified, closed.
    #[error("{0} lies before the day it follows")]
    Order(&'static str),
}

impl HazardError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unsettled(_) => "hazard.unsettled",
            Self::NoBasis => "hazard.no_basis",
            Self::NotBegun => "hazard.not_begun",
            Self::ByRectifier => "hazard.by_rectifier",
            Self::NotByCommunity => "hazard.not_by_community",
            Self::Over => "hazard.over",
            Self::DueByExtension => "hazard.due_by_extension",
            Self::LevelByJudgement => "hazard.level_by_judgement",
            Self::Order(_) => "hazard.order",
        }
    }

    /// The fields that it is about, for the form to point at.
    pub fn fields(&self) -> Vec<&'static str> {
        match self {
            Self::Unsettled(points) => points.iter().map(|point| point.field()).collect(),
            Self::NoBasis => vec!["basis"],
            Self::Order(field) => vec![field],
            Self::DueByExtension => vec!["due"],
            Self::LevelByJudgement => vec!["level"],
            Self::NotBegun | Self::ByRectifier | Self::NotByCommunity | Self::Over => Vec::new(),
        }
    }
}

/// Who moves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Account.
    pub user_id: Uuid,
    /// Roles that the account holds today.
    pub roles: Vec<Role>,
    /// The account that last submitted its rectification; nothing for one that came in with a sheet.
    pub rectified_by: Option<Uuid>,
    /// Where it stood when it was last handed over; nothing for one that came in with a sheet.
    pub handed_from: Option<Stage>,
}

/// What its life makes of a write, before it is kept: `before` is absent for a hazard that is entered.
///
/// # Errors
/// The first reason why it may not be so.
pub fn lived(
    register: &Register,
    before: Option<&Record>,
    after: Record,
    actor: &Actor,
) -> Result<Record, HazardError> {
    let after = settled(after);
    let new = Hazard::of(&after);
    let Some(before) = before else {
        check_entered(&new)?;
        return Ok(first_stage(register, after, actor));
    };
    let is_step = |step: &&Transition| step.from.contains(&before.state) && step.to == after.state;
    match register.transitions.iter().find(is_step).and_then(|step| Step::parse(&step.code)) {
        Some(step) => check_move(step, &Hazard::of(before), &new, actor)?,
        None => check_change(before, &after)?,
    }
    if matches!(Hazard::of(before).stage, Stage::Closed { .. }) && !new.is_over() {
        // it is not closed any more; on which day it was, its history tells
        let values = after.values.into_iter().filter(|(code, _)| code != "closed_on").collect();
        return Ok(Record { values, ..after });
    }
    let is_back = Hazard::of(before).stage == Stage::Transferred && !new.is_over();
    Ok(if is_back { taken_back(after, actor) } else { after })
}

/// One that comes back after it was handed over stands where it is to be rectified by the deadline that it had; one that nobody
/// had verified is looked at first.
fn taken_back(record: Record, actor: &Actor) -> Record {
    if actor.handed_from.is_some_and(Stage::is_verified) {
        return record;
    }
    Record { state: "to-verify".to_owned(), ..record }
}

/// 五落实 is worked out of its five fields, so that nobody has to tick it and nobody can.
fn settled(mut record: Record) -> Record {
    let hazard = Hazard::of(&record);
    let is_settled = hazard.unsettled.is_empty();
    // one that is over stays as it was; one that nothing was said of stays as short
    if !hazard.is_over() && (is_settled || record.values.contains_key(SETTLED)) {
        record.values.insert(SETTLED.to_owned(), Value::Flag(is_settled));
    }
    record
}

/// Who may verify hazards has verified what he enters. What others enter is looked at first.
fn first_stage(register: &Register, record: Record, actor: &Actor) -> Record {
    let verify = register.transition(Step::Verify.as_str());
    let is_verified = verify.is_none_or(|step| actor.roles.iter().any(|role| step.is_for(*role)));
    if record.state != "open" || is_verified {
        return record;
    }
    Record { state: "to-verify".to_owned(), ..record }
}

/// Whether a move may lead from one to the other. The register has already said that it starts there and that a role of the
/// actor takes it.
///
/// # Errors
/// The first reason why not.
pub(super) fn check_move(
    step: Step,
    before: &Hazard,
    after: &Hazard,
    actor: &Actor,
) -> Result<(), HazardError> {
    check_fixed(before, after)?;
    let is_major = after.level == Level::Major;
    match step {
        Step::Verify if is_major && !after.has_basis => return Err(HazardError::NoBasis),
        Step::Begin | Step::Submit if is_major && !after.unsettled.is_empty() => {
            return Err(HazardError::Unsettled(after.unsettled.clone()));
        }
        Step::Submit if is_major && !matches!(before.stage, Stage::Rectifying | Stage::Returned) => {
            return Err(HazardError::NotBegun);
        }
        Step::Close if is_major && actor.rectified_by == Some(actor.user_id) => {
            return Err(HazardError::ByRectifier);
        }
        Step::Close if is_major && !actor.roles.iter().any(|role| closes_major(*role)) => {
            return Err(HazardError::NotByCommunity);
        }
        _ => {}
    }
    check_entered(after)
}

/// Who may close a major hazard: the safety office or the competent department.
pub const fn closes_major(role: Role) -> bool {
    matches!(role, Role::Administrator | Role::Clerk | Role::DepartmentOfficer)
}

/// Whether it may stand as it does, however it came to. A ledger of other years that comes in with a sheet has no photos and
/// no plans, and is history all the same: only its days must be possible.
///
/// # Errors
/// When a day lies before the one it follows.
pub(super) fn check_entered(hazard: &Hazard) -> Result<(), HazardError> {
    in_order(hazard.found_on, hazard.due, "due")?;
    if let Stage::ToReinspect { rectified_on } | Stage::Closed { rectified_on, .. } = hazard.stage {
        in_order(hazard.found_on, rectified_on, "rectified_on")?;
    }
    match hazard.stage {
        Stage::Closed { rectified_on, closed_on } => {
            in_order(rectified_on.or(hazard.found_on), closed_on, "closed_on")
        }
        _ => Ok(()),
    }
}

fn in_order(
    first: Option<NaiveDate>,
    then: Option<NaiveDate>,
    field: &'static str,
) -> Result<(), HazardError> {
    match (first, then) {
        (Some(first), Some(then)) if then < first => Err(HazardError::Order(field)),
        _ => Ok(()),
    }
}

/// Whether fields may change without a move.
///
/// # Errors
/// When it is over, or when the deadline would move without an extension.
pub(super) fn check_change(before: &Record, after: &Record) -> Result<(), HazardError> {
    let (old, new) = (Hazard::of(before), Hazard::of(after));
    if old.is_over() && lasting(before) != lasting(after) {
        return Err(HazardError::Over);
    }
    check_fixed(&old, &new)?;
    check_entered(&new)
}

/// What neither a form nor a move changes: a deadline that somebody is held to, and the level of what was verified.
fn check_fixed(old: &Hazard, new: &Hazard) -> Result<(), HazardError> {
    if has_term(old) && old.due != new.due {
        return Err(HazardError::DueByExtension);
    }
    if is_held(old) && old.level != new.level {
        return Err(HazardError::LevelByJudgement);
    }
    Ok(())
}

/// What comes after the end of a hazard and may be entered then: the day of its publication.
const LATE: &[&str] = &["disclosed_on"];

/// The fields that may change in a hazard as it stands; nothing when every field may.
pub fn open_fields(record: &Record) -> Option<&'static [&'static str]> {
    Hazard::of(record).is_over().then_some(LATE)
}

/// What stays as it is once a hazard is over.
fn lasting(record: &Record) -> Vec<(&String, &Value)> {
    record.values.iter().filter(|(code, _)| !LATE.contains(&code.as_str())).collect()
}

/// Whether it has a deadline that somebody is held to.
const fn has_term(hazard: &Hazard) -> bool {
    hazard.due.is_some() && is_held(hazard)
}

/// Whether somebody is held to what was said of it; handing it over and taking it back is no way around that.
const fn is_held(hazard: &Hazard) -> bool {
    hazard.is_to_be_rectified() || matches!(hazard.stage, Stage::ToReinspect { .. } | Stage::Transferred)
}
