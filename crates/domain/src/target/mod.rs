//! Targets 目标: a requirement that a person confirmed or wrote.
//!
//! ```text
//! proposed -> accepted -> (published with its notice: identity frozen)
//!     \  ^       |
//!      v  \      v
//!      dropped <-
//! ```

mod review;

pub use review::{Part, TargetError};

use crate::words::words;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

words! {
    /// Sort of a target.
    Kind {
        /// 比率.
        Ratio = "ratio",
        /// 数量.
        Count = "count",
        /// 零发生.
        Zero = "zero",
        /// 下降.
        Decline = "decline",
        /// 上限.
        Ceiling = "ceiling",
        /// 金额.
        Amount = "amount",
        /// 频次.
        Frequency = "frequency",
        /// 时限.
        Deadline = "deadline",
    }
}

words! {
    /// How the figure is compared with the value.
    Comparator {
        /// 等于.
        Eq = "=",
        /// 不低于.
        Ge = ">=",
        /// 不超过.
        Le = "<=",
        /// 大于.
        Gt = ">",
        /// 小于.
        Lt = "<",
        /// 介于.
        Between = "between",
        /// 左右.
        About = "about",
    }
}

words! {
    /// Part that a unit plays for a target.
    UnitRole {
        /// 牵头.
        Lead = "lead",
        /// 配合.
        Assist = "assist",
        /// 属地.
        Territorial = "territorial",
        /// 督查.
        Supervise = "supervise",
        /// 考核: assesses and does not do.
        Assess = "assess",
    }
}

words! {
    /// How sure the reader of the text was.
    Confidence {
        /// Rarely anything else.
        High = "high",
        /// Likely.
        Medium = "medium",
        /// A guess, or written by hand.
        Low = "low",
    }
}

/// What is demanded.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Sort.
    pub kind: Kind,
    /// Comparison.
    pub comparator: Comparator,
    /// Threshold, in `unit`; absent when it stands in another paper or is a day.
    pub value: Option<Decimal>,
    /// Upper end of a range.
    pub value_to: Option<Decimal>,
    /// `%`, `次`, `万元`, ….
    pub unit: Option<String>,
    /// Period word of the reader: `year`, `half-year`, `school-year`, ….
    pub period: Option<String>,
    /// Last day.
    pub due: Option<NaiveDate>,
    /// The day comes every year.
    pub due_recurs: bool,
}

/// A place in the notice that states the target. Offsets count characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// First character.
    pub start: i64,
    /// One past the last.
    pub end: i64,
    /// The exact words.
    pub quote: String,
    /// Clause, such as `三/4/（5）`.
    pub path: String,
}

/// A unit that answers for a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The unit, once the name in the text is matched to one.
    pub unit_id: Option<Uuid>,
    /// The name in the text.
    pub unit_text: String,
    /// Its part.
    pub role: UnitRole,
}

/// Where a target stands in its review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetState {
    /// 待确认.
    Proposed,
    /// 已确认.
    Accepted,
    /// 不采用.
    Dropped {
        /// Why.
        reason: String,
    },
}

/// One target 目标 of one version of a notice.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Row identity.
    pub id: Uuid,
    /// Its notice.
    pub notice_id: Uuid,
    /// Identity for ever, from publication on: `晋政梅〔2020〕53号#三/4/（5）/1`.
    pub key: Option<String>,
    /// State of review.
    pub state: TargetState,
    /// What is measured.
    pub subject: String,
    /// What is demanded.
    pub measure: Measure,
    /// 力争, 遏制.
    pub soft: bool,
    /// 全部 read as 100%.
    pub implicit: bool,
    /// A breach turned round.
    pub negated: bool,
    /// How sure the reader was.
    pub confidence: Confidence,
    /// Where it is stated; never empty.
    pub citations: Vec<Citation>,
    /// Who answers for it.
    pub assignments: Vec<Assignment>,
    /// Grows with each write; a write carries the one it read.
    pub version: i64,
}
