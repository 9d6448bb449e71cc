//! What waits for whom 待办. It is worked out of the records and of who holds which post today, and never kept a second time:
//! what somebody did elsewhere is gone from every list at once. Kept is only what people say to each other about it.

mod escalation;
mod slip;

pub use escalation::{Escalation, Round, escalated_to};
pub use slip::{LONGEST, Slip, SlipAnswer, SlipError, SlipKind, SlipState};

use crate::access::Role;
use crate::hazard::{Hazard, Level, Stage, Step, decides, states_where};
use crate::words::words;
use crate::workday::{Workdays, YearUnknown};
use chrono::{NaiveDate, TimeDelta};

words! {
    /// 待办事项: what a hazard waits for.
    Wait {
        /// 待上报: a draft that its author has not sent in.
        Report = "report",
        /// 待核实.
        Verify = "verify",
        /// 待整改.
        Rectify = "rectify",
        /// 待复查.
        Recheck = "recheck",
        /// 待审批延期.
        Decide = "decide",
    }
}

impl Wait {
    /// What a hazard in a stage waits for; nothing once it is over.
    pub const fn of(stage: Stage) -> Option<Self> {
        match stage {
            Stage::Draft => Some(Self::Report),
            Stage::ToVerify => Some(Self::Verify),
            Stage::ToRectify | Stage::Rectifying | Stage::Returned => Some(Self::Rectify),
            Stage::ToReinspect { .. } => Some(Self::Recheck),
            Stage::Closed { .. } | Stage::Transferred | Stage::Unfounded => None,
        }
    }

    /// The states in which hazards wait for it; none for what hangs on no state.
    pub fn states(self) -> Vec<&'static str> {
        match self {
            Self::Decide => Vec::new(),
            Self::Report | Self::Verify | Self::Rectify | Self::Recheck => {
                states_where(|stage| Self::of(stage) == Some(self))
            }
        }
    }

    /// Whether a role, where it reaches, has to act: not who could, but whose turn it is. A draft waits for its author, whatever
    /// role that is.
    pub const fn is_for(self, level: Level, role: Role) -> bool {
        match (self, level) {
            (_, _) if matches!(role, Role::Administrator) => true,
            (Self::Report, _) => false,
            (Self::Verify, _) => matches!(role, Role::Clerk | Role::CommunityHead),
            // who must regulate the trade answers for a major one beside who has it
            (Self::Rectify, Level::Major) => {
                matches!(role, Role::CommunityHead | Role::EnterpriseManager | Role::DepartmentOfficer)
            }
            (Self::Rectify, Level::General) => matches!(role, Role::CommunityHead | Role::EnterpriseManager),
            // an ordinary one is closed where it lies, a major one by the safety office or the department
            (Self::Recheck, Level::General) => matches!(role, Role::CommunityHead),
            (Self::Recheck, Level::Major) => matches!(role, Role::Clerk | Role::DepartmentOfficer),
            (Self::Decide, _) => decides(level, role),
        }
    }

    /// The step that does it, from a stage.
    pub const fn step(self, hazard: &Hazard) -> Option<Step> {
        match self {
            Self::Report => Some(Step::Report),
            Self::Verify => Some(Step::Verify),
            Self::Rectify
                if matches!(hazard.stage, Stage::ToRectify) && matches!(hazard.level, Level::Major) =>
            {
                Some(Step::Begin)
            }
            Self::Rectify => Some(Step::Submit),
            Self::Recheck => Some(Step::Close),
            Self::Decide => None,
        }
    }
}

/// How long something may wait 办理时限; a rule between two days, with its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitRule {
    /// For what.
    pub wait: Wait,
    /// For which level.
    pub level: Level,
    /// First day in force.
    pub valid_from: NaiveDate,
    /// Last day in force; open when absent.
    pub valid_to: Option<NaiveDate>,
    /// How long.
    pub term: Term,
    /// The document that says so.
    pub source: String,
}

/// A number of days of one sort or the other 期限.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Calendar days.
    Days(u32),
    /// Working days.
    Workdays(u32),
}

impl Term {
    /// The last day of a term that a day sets off; that day itself does not count.
    ///
    /// # Errors
    /// [`YearUnknown`] when it is of working days and runs into a year whose holidays are not known.
    pub fn last(self, from: NaiveDate, workdays: &Workdays) -> Result<NaiveDate, YearUnknown> {
        match self {
            Self::Days(count) => Ok(from + TimeDelta::days(count.into())),
            Self::Workdays(count) => workdays.after(from, count),
        }
    }
}

/// The day by which a hazard is to be acted upon; nothing where no rule names one. What is to be rectified goes by its own
/// deadline.
pub fn act_by(
    wait: Wait,
    hazard: &Hazard,
    rules: &[WaitRule],
    (workdays, today): (&Workdays, NaiveDate),
) -> Option<Result<NaiveDate, YearUnknown>> {
    let from = match (wait, hazard.stage) {
        (Wait::Rectify, _) => return hazard.due.map(Ok),
        (Wait::Recheck, Stage::ToReinspect { rectified_on }) => rectified_on?,
        _ => hazard.found_on?,
    };
    let is_in_force = |rule: &&WaitRule| {
        rule.wait == wait
            && rule.level == hazard.level
            && rule.valid_from <= today
            && rule.valid_to.is_none_or(|last| today <= last)
    };
    let rule = rules.iter().find(is_in_force)?;
    Some(rule.term.last(from, workdays))
}

words! {
    /// 缓急: how something stands to the day by which it is to be done.
    Haste {
        /// 超期.
        Overdue = "overdue",
        /// 临期.
        Soon = "soon",
        /// 期限内, or without a day.
        Calm = "calm",
    }
}

impl Haste {
    /// On a day, when so many days before are soon. The day itself is in time.
    pub fn of(by: Option<NaiveDate>, today: NaiveDate, soon_days: u32) -> Self {
        match by {
            Some(by) if by < today => Self::Overdue,
            Some(by) if by <= today + TimeDelta::days(soon_days.into()) => Self::Soon,
            _ => Self::Calm,
        }
    }
}

/// How people press 催办规则.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PressRule {
    /// A hazard is urged at most so often on one day.
    pub urges_a_day: u32,
    /// Days before the deadline that are soon.
    pub soon_days: u32,
}

impl Default for PressRule {
    fn default() -> Self {
        Self { urges_a_day: 1, soon_days: 3 }
    }
}

#[cfg(test)]
mod tests;
