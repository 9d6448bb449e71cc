//! Hazards 事故隐患: found once, closed for good. A hazard is a record of its register, so it is listed, searched, counted,
//! printed and kept as every record is. What a register cannot say stands here: what a major one needs before it is
//! rectified, who may close it, what a change may not touch, when it is overdue, how its deadline moves.

mod criteria;
mod extension;
mod judged;
mod life;
mod list;

pub use criteria::{Criteria, Element, Group, Judgement, Threshold, criteria_on, judge};
pub use extension::{Decision, Extension, ExtensionError, ExtensionRule, Verdict, decides, rule_on};
pub use judged::{Judged, JudgedError};
pub use life::{Actor, HazardError, closes_major, lived, open_fields};
pub use list::{HazardList, MEASURE};

use crate::register::{Record, Value};
use crate::words::words;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Code of its register.
pub const HAZARD: &str = "hazard";

words! {
    /// 隐患等级: how grave it is (隐患排查治理暂行规定 §3).
    Level {
        /// 一般隐患: little harm, can be removed at once.
        General = "general",
        /// 重大隐患: grave, or not to be removed without a stop or from outside.
        Major = "major",
    }
}

words! {
    /// A move in its life 流转. The words are those of the register's moves.
    Step {
        /// 上报: a draft is sent in.
        Report = "report",
        /// 核实: it is so, this is its level, this unit rectifies it by this day.
        Verify = "verify",
        /// 查不属实.
        Dismiss = "dismiss",
        /// 移交: another authority answers for it.
        Transfer = "transfer",
        /// 开始整改.
        Begin = "begin",
        /// 提交整改: rectified, to be re-inspected.
        Submit = "submit",
        /// 复查不合格.
        Reject = "reject",
        /// 销号.
        Close = "close",
        /// 重新整改: it was closed wrongly.
        Reopen = "reopen",
        /// 恢复办理: whoever it was handed over to returned it.
        TakeBack = "take-back",
    }
}

impl Step {
    /// Whether it brings back what was over: everyone who had to do with it hears.
    pub const fn is_revival(self) -> bool {
        matches!(self, Self::Reopen | Self::TakeBack)
    }
}

/// Where it stands in its life; each carries what is true only in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// 草稿.
    Draft,
    /// 待核实.
    ToVerify,
    /// 不属实.
    Unfounded,
    /// 已移交.
    Transferred,
    /// 待整改.
    ToRectify,
    /// 整改中.
    Rectifying,
    /// 待复查.
    ToReinspect {
        /// 整改完成日期.
        rectified_on: Option<NaiveDate>,
    },
    /// 复查不合格: back with the rectifier.
    Returned,
    /// 已销号.
    Closed {
        /// 整改完成日期.
        rectified_on: Option<NaiveDate>,
        /// 销号日期.
        closed_on: Option<NaiveDate>,
    },
}

/// Codes of the states of its register, in the order of its life.
pub const STATES: &[&str] = &[
    "draft",
    "to-verify",
    "open",
    "rectifying",
    "submitted",
    "returned",
    "closed",
    "transferred",
    "dismissed",
];

/// The states that fit: lists and searches ask for them by code, and which they are is said here alone.
pub fn states_where(fits: impl Fn(Stage) -> bool) -> Vec<&'static str> {
    STATES.iter().copied().filter(|state| fits(Stage::of(state, None, None))).collect()
}

impl Stage {
    /// The stage of a state, with the days that are true in it. A state that is no longer known reads as one to be
    /// verified: nothing is lost, and somebody looks at it.
    pub fn of(state: &str, rectified_on: Option<NaiveDate>, closed_on: Option<NaiveDate>) -> Self {
        match state {
            "draft" => Self::Draft,
            "dismissed" => Self::Unfounded,
            "transferred" => Self::Transferred,
            "open" => Self::ToRectify,
            "rectifying" => Self::Rectifying,
            "submitted" => Self::ToReinspect { rectified_on },
            "returned" => Self::Returned,
            "closed" => Self::Closed { rectified_on, closed_on },
            _ => Self::ToVerify,
        }
    }

    /// Whether its life is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed { .. } | Self::Transferred | Self::Unfounded)
    }

    /// Whether somebody has to rectify it now.
    pub const fn is_to_be_rectified(self) -> bool {
        matches!(self, Self::ToRectify | Self::Rectifying | Self::Returned)
    }

    /// Whether it was reported and is not over: somebody has to act.
    pub const fn is_open(self) -> bool {
        !self.is_over() && !matches!(self, Self::Draft)
    }

    /// Whether somebody said that it is so, and who rectifies it by when.
    pub const fn is_verified(self) -> bool {
        matches!(self, Self::ToReinspect { .. } | Self::Closed { .. }) || self.is_to_be_rectified()
    }
}

/// The five points 五落实 that a major hazard needs before it is rectified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Point {
    /// 责任.
    Responsibility,
    /// 措施.
    Measures,
    /// 资金.
    Funds,
    /// 时限.
    Deadline,
    /// 预案.
    Plan,
}

impl Point {
    /// All five, in the order that documents name them.
    pub const ALL: [Self; 5] =
        [Self::Responsibility, Self::Measures, Self::Funds, Self::Deadline, Self::Plan];

    /// The field that settles it.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Responsibility => "rectifier",
            Self::Measures => "measures",
            Self::Funds => "funds",
            Self::Deadline => "due",
            Self::Plan => "contingency",
        }
    }
}

/// A hazard as its rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// Level.
    pub level: Level,
    /// Where it stands.
    pub stage: Stage,
    /// 发现日期.
    pub found_on: Option<NaiveDate>,
    /// 整改期限: this day is still in time.
    pub due: Option<NaiveDate>,
    /// Points that are not settled yet.
    pub unsettled: Vec<Point>,
    /// 判定依据.
    pub has_basis: bool,
}

/// How a hazard stands to its deadline 整改期限. Computed, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Nothing is to be done by a day.
    NoTerm,
    /// 期限内.
    InTime {
        /// Days left; none on the last one.
        left: i64,
    },
    /// 超期未整改.
    Overdue {
        /// Days since.
        days: i64,
    },
    /// 按期整改.
    DoneInTime,
    /// 超期整改.
    DoneLate {
        /// Days late.
        days: i64,
    },
}

impl Hazard {
    /// Reads it from its record.
    pub fn of(record: &Record) -> Self {
        let is_given = |field: &str| record.values.contains_key(field);
        let stage = Stage::of(&record.state, record.date("rectified_on"), record.date("closed_on"));
        let is_major = record.holds("level", &[Level::Major.as_str().to_owned()]);
        // no money needed is a settled point too, when somebody said so: zero counts
        let is_settled = |point: &Point| match record.values.get(point.field()) {
            Some(Value::Number(number)) => *number >= Decimal::ZERO,
            other => other.is_some(),
        };
        Self {
            level: if is_major { Level::Major } else { Level::General },
            stage,
            found_on: record.date("found_on"),
            due: record.date("due"),
            unsettled: Point::ALL.into_iter().filter(|point| !is_settled(point)).collect(),
            has_basis: is_given("basis"),
        }
    }

    /// Whether its life is over.
    pub const fn is_over(&self) -> bool {
        self.stage.is_over()
    }

    /// Whether somebody has to rectify it now.
    pub const fn is_to_be_rectified(&self) -> bool {
        self.stage.is_to_be_rectified()
    }

    /// How it stands to its deadline on a day. The deadline itself is in time; a day counts as done on the day that the
    /// rectifier finished, not on the day that somebody looked.
    pub fn timing(&self, today: NaiveDate) -> Timing {
        let Some(due) = self.due else { return Timing::NoTerm };
        let late = |day: NaiveDate| (day - due).num_days();
        match self.stage {
            Stage::Draft | Stage::ToVerify | Stage::Unfounded | Stage::Transferred => Timing::NoTerm,
            Stage::ToRectify | Stage::Rectifying | Stage::Returned if today > due => {
                Timing::Overdue { days: late(today) }
            }
            Stage::ToRectify | Stage::Rectifying | Stage::Returned => Timing::InTime { left: -late(today) },
            Stage::ToReinspect { rectified_on } | Stage::Closed { rectified_on, .. } => match rectified_on {
                Some(day) if day > due => Timing::DoneLate { days: late(day) },
                Some(_) => Timing::DoneInTime,
                None => Timing::NoTerm,
            },
        }
    }
}

#[cfg(test)]
mod life_tests;
#[cfg(test)]
mod tests;
