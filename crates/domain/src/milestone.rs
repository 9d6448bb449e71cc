//! Milestones 节点任务: a target that is done or not by a day, in one delivery or in several steps. The unit records that a
//! step is done, with evidence; the safety office accepts it or gives it back.

use crate::calendar::Days;
use crate::indicator::{Figure, Indicator, Pace, Stretch, Verdict, judge_by_plan};
use crate::report;
use crate::target::{Comparator, Kind, Measure, Target};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use thiserror::Error;
use uuid::Uuid;

/// Where a step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepState {
    /// 未完成; with the reason for which it was given back, if it was.
    Open {
        /// Why.
        returned: Option<String>,
    },
    /// 待验收.
    Done {
        /// The day on which it was done.
        on: NaiveDate,
        /// Who recorded it.
        by: Uuid,
        /// When.
        at: DateTime<Utc>,
    },
    /// 已验收.
    Accepted {
        /// The day on which it was done.
        on: NaiveDate,
        /// Who accepted it.
        by: Uuid,
        /// When.
        at: DateTime<Utc>,
    },
}

/// One step 节点 of a target for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Identity.
    pub id: Uuid,
    /// Key of the target.
    pub target_key: String,
    /// Unit that answers.
    pub unit_id: Uuid,
    /// What is to be done.
    pub title: String,
    /// Last day.
    pub due: NaiveDate,
    /// Where it stands.
    pub state: StepState,
    /// 说明.
    pub note: String,
    /// 佐证材料: hashes of kept files.
    pub evidence: Vec<String>,
    /// Grows with each write; a write carries the one it read.
    pub version: i64,
}

/// Why a step of a milestone is refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MilestoneError {
    /// Something else gives the figure of the target.
    #[error("the target has no steps")]
    NotByStep,
    /// The target is not for this unit.
    #[error("the target is not for this unit")]
    OtherUnit,
    /// No title.
    #[error("say what is to be done, in 1 to 200 characters")]
    TitleMissing,
    /// Done on a day to come.
    #[error("the day on which it was done lies ahead")]
    DoneAhead,
    /// Done in a period that is closed.
    #[error("the period is closed")]
    PeriodClosed,
    /// Done or accepted already.
    #[error("it is done already")]
    AlreadyDone,
    /// Not done yet, or accepted already.
    #[error("it does not wait for acceptance")]
    NotDone,
    /// Given back without a reason.
    #[error("say why")]
    ReasonMissing,
    /// A note or a list of files that is too long.
    #[error("at most 1,000 characters and 20 files")]
    TooLong,
}

impl MilestoneError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotByStep => "milestone.not_by_step",
            Self::OtherUnit => "milestone.other_unit",
            Self::TitleMissing => "milestone.title_missing",
            Self::DoneAhead => "milestone.done_ahead",
            Self::PeriodClosed => "milestone.period_closed",
            Self::AlreadyDone => "milestone.already_done",
            Self::NotDone => "milestone.not_done",
            Self::ReasonMissing => "milestone.reason_missing",
            Self::TooLong => "milestone.too_long",
        }
    }
}

/// That a step was done 完成情况.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The day.
    pub on: NaiveDate,
    /// 说明.
    pub note: String,
    /// Hashes of kept files.
    pub evidence: Vec<String>,
}

impl Milestone {
    /// A new step, open. The first step of a target is its subject, due when the target is.
    ///
    /// # Errors
    /// Without a title.
    pub fn new(id: Uuid, place: (&str, Uuid), title: &str, due: NaiveDate) -> Result<Self, MilestoneError> {
        let title = title.trim().to_owned();
        if title.is_empty() || title.chars().count() > 200 {
            return Err(MilestoneError::TitleMissing);
        }
        Ok(Self {
            id,
            target_key: place.0.to_owned(),
            unit_id: place.1,
            title,
            due,
            state: StepState::Open { returned: None },
            note: String::new(),
            evidence: Vec::new(),
            version: 0,
        })
    }

    /// The day on which it was done.
    pub const fn done_on(&self) -> Option<NaiveDate> {
        match self.state {
            StepState::Open { .. } => None,
            StepState::Done { on, .. } | StepState::Accepted { on, .. } => Some(on),
        }
    }

    /// Whether it was done too late, or is too late by now. The due day itself is on time.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.done_on().unwrap_or(today) > self.due
    }

    /// Records that it was done.
    ///
    /// # Errors
    /// When it is done already, on a day to come, or in a closed period.
    pub fn finish(
        self,
        done: Done,
        (by, at): (Uuid, DateTime<Utc>),
        closed: &[Days],
        today: NaiveDate,
    ) -> Result<Self, MilestoneError> {
        if self.done_on().is_some() {
            return Err(MilestoneError::AlreadyDone);
        }
        if done.on > today {
            return Err(MilestoneError::DoneAhead);
        }
        if closed.iter().any(|days| days.contains(done.on)) {
            return Err(MilestoneError::PeriodClosed);
        }
        if done.note.chars().count() > 1_000 || done.evidence.len() > 20 {
            return Err(MilestoneError::TooLong);
        }
        let Done { on, note, evidence } = done;
        Ok(Self { state: StepState::Done { on, by, at }, note, evidence, ..self })
    }

    /// Accepts it 验收.
    ///
    /// # Errors
    /// When it is not done, or accepted already.
    pub fn accept(self, by: Uuid, at: DateTime<Utc>) -> Result<Self, MilestoneError> {
        match self.state {
            StepState::Done { on, .. } => Ok(Self { state: StepState::Accepted { on, by, at }, ..self }),
            StepState::Open { .. } | StepState::Accepted { .. } => Err(MilestoneError::NotDone),
        }
    }

    /// Gives it back: it is open again. One that was done in a closed period stays as it was closed.
    ///
    /// # Errors
    /// When it is not done, without a reason, or when its period is closed.
    pub fn give_back(self, reason: &str, closed: &[Days]) -> Result<Self, MilestoneError> {
        let on = self.done_on().ok_or(MilestoneError::NotDone)?;
        if closed.iter().any(|days| days.contains(on)) {
            return Err(MilestoneError::PeriodClosed);
        }
        let reason = reason.trim().to_owned();
        match reason.chars().count() {
            0 => Err(MilestoneError::ReasonMissing),
            n if n > 1_000 => Err(MilestoneError::TooLong),
            _ => Ok(Self { state: StepState::Open { returned: Some(reason) }, ..self }),
        }
    }
}

/// The steps of a target for a unit: those that were laid down, or the one delivery that it is by itself.
pub fn steps_of(target: &Target, effect: Days, unit_id: Uuid, kept: &[Milestone]) -> Vec<Milestone> {
    if !kept.is_empty() {
        return kept.to_vec();
    }
    let due = target.measure.due.unwrap_or(effect.last);
    let key = target.key.as_deref().unwrap_or_default();
    Milestone::new(Uuid::nil(), (key, unit_id), &target.subject, due).into_iter().collect()
}

/// The reading of steps as of a day, judged on it or a later one: how many are done, held against how many are due. Green
/// while those due are done; red once the last day has passed and one is missing.
pub fn reading(
    steps: &[Milestone],
    effect: Days,
    as_of: NaiveDate,
    today: NaiveDate,
) -> Option<(Indicator, Stretch, Figure, Verdict)> {
    let last = steps.iter().map(|step| step.due).max()?;
    let count = |is: &dyn Fn(&Milestone) -> bool| Decimal::from(steps.iter().filter(|step| is(step)).count());
    let done = count(&|step| step.done_on().is_some_and(|on| on <= as_of));
    // the due day itself is on time
    let due = count(&|step| step.due < today);
    let all = Decimal::from(steps.len());
    let measure = Measure {
        kind: Kind::Deadline,
        comparator: Comparator::Ge,
        value: None,
        value_to: None,
        unit: None,
        period: None,
        due: Some(last),
        due_recurs: false,
    };
    let indicator = Indicator {
        code: crate::indicator::MILESTONE.to_owned(),
        fingerprint: crate::indicator::MILESTONE.to_owned(),
        pace: Pace::Linear,
        ..report::indicator(&measure)
    };
    let stretch = Stretch { days: Days { first: effect.first.min(last), last }, as_of: as_of.min(last) };
    let figure = Figure { numerator: done, denominator: all };
    let plan = due.checked_div(all).unwrap_or_default();
    let verdict = judge_by_plan(&measure, &indicator, stretch, figure, None, today, plan);
    Some((indicator, stretch, figure, verdict))
}

#[cfg(test)]
#[path = "milestone_tests.rs"]
mod tests;
