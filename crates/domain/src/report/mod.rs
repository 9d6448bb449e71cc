//! Reported figures 报数: what no record can give is asked of a unit once for each period of its target, answered with
//! evidence, reviewed, and locked when the period is closed. Each version is kept.
//!
//! ```text
//! asked -> submitted -> accepted -> (locked with its period)
//!            ^    \        |
//!            |     v       v
//!            +--- returned <
//! ```

mod answer;

pub use answer::{Entered, Question, ReportError, answer};

use crate::calendar::{Days, Period};
use crate::indicator::{Better, Figure, Indicator, Pace, Sort};
use crate::register::Words;
use crate::target::{Kind, Measure, Target, UnitRole};
use crate::words::words;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A report is on time through so many calendar days after its period. Calendar days: the program knows no public
/// holidays, and an office that is closed on the tenth day has had nine others.
pub const DAYS_TO_REPORT: u64 = 10;

words! {
    /// Where a report stands.
    Standing {
        /// 待报.
        Asked = "asked",
        /// 待审核.
        Submitted = "submitted",
        /// 已退回.
        Returned = "returned",
        /// 已审核.
        Accepted = "accepted",
        /// 已锁定: its period is closed.
        Locked = "locked",
    }
}

/// What the reviewer said of a version 审核意见.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Review {
    /// Nothing yet.
    Pending,
    /// It holds.
    Accepted {
        /// Who said so.
        by: Uuid,
        /// When.
        at: DateTime<Utc>,
    },
    /// It does not.
    Returned {
        /// Who said so.
        by: Uuid,
        /// When.
        at: DateTime<Utc>,
        /// Why.
        reason: String,
    },
}

/// One answer 报数版本. Versions are added and never changed, but for their review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// 1, and one more for each change.
    pub no: i64,
    /// What was reported.
    pub figure: Figure,
    /// 说明.
    pub note: String,
    /// 佐证材料: hashes of kept files.
    pub evidence: Vec<String>,
    /// When.
    pub submitted_at: DateTime<Utc>,
    /// The day that was in China.
    pub submitted_on: NaiveDate,
    /// By whom.
    pub submitted_by: Uuid,
    /// What came of it.
    pub review: Review,
}

/// 报数: the figure of one target, unit and period, with all its versions. It goes by the key of the target, so that it
/// stays through amendments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Identity.
    pub id: Uuid,
    /// Key of the target.
    pub target_key: String,
    /// Unit that answers.
    pub unit_id: Uuid,
    /// Period.
    pub days: Days,
    /// The first one first; never empty.
    pub versions: Vec<Version>,
    /// Grows with each write; a write carries the one it read.
    pub version: i64,
}

impl Version {
    fn is_returned(&self) -> bool {
        matches!(self.review, Review::Returned { .. })
    }

    /// The last day that it tells of: the one on which it was made, or the last of the period.
    pub fn as_of(&self, days: Days) -> NaiveDate {
        self.submitted_on.min(days.last)
    }
}

impl Report {
    /// Adds an answer.
    pub fn submit(mut self, next: Version) -> Self {
        let no = self.versions.last().map_or(1, |last| last.no + 1);
        self.versions.push(Version { no, ..next });
        self
    }

    /// Accepts the newest version.
    ///
    /// # Errors
    /// When it was reviewed already.
    pub fn accept(mut self, by: Uuid, at: DateTime<Utc>) -> Result<Self, ReportError> {
        let newest = self.versions.last_mut().filter(|version| version.review == Review::Pending);
        newest.ok_or(ReportError::NothingToReview)?.review = Review::Accepted { by, at };
        Ok(self)
    }

    /// Gives the newest version back, also one that was accepted before.
    ///
    /// # Errors
    /// Without a reason, or when it was given back already.
    pub fn give_back(mut self, by: Uuid, at: DateTime<Utc>, reason: &str) -> Result<Self, ReportError> {
        let reason = answer::reason(reason)?;
        let newest = self.versions.last_mut().filter(|version| !version.is_returned());
        newest.ok_or(ReportError::NothingToReview)?.review = Review::Returned { by, at, reason };
        Ok(self)
    }

    /// The version that gives the figure as of a day: the newest that was not given back.
    pub fn counted(&self, as_of: NaiveDate) -> Option<&Version> {
        let is_known = |version: &&Version| !version.is_returned() && version.as_of(self.days) <= as_of;
        self.versions.iter().rev().find(is_known)
    }

    /// Whether its figure was another one before.
    pub fn is_changed(&self) -> bool {
        self.versions.windows(2).any(|pair| pair[0].figure != pair[1].figure)
    }
}

/// The last day on which a report of a period is on time.
pub fn due_on(days: Days) -> NaiveDate {
    days.last.checked_add_days(chrono::Days::new(DAYS_TO_REPORT)).unwrap_or(days.last)
}

/// Whether it came too late, or is too late by now. The due day itself is on time.
pub fn is_late(days: Days, report: Option<&Report>, today: NaiveDate) -> bool {
    let first = report.and_then(|report| report.versions.first()).map(|version| version.submitted_on);
    first.unwrap_or(today) > due_on(days)
}

/// Where a report stands.
pub fn standing(report: Option<&Report>, is_closed: bool) -> Standing {
    match report.and_then(|report| report.versions.last()).map(|version| &version.review) {
        _ if is_closed => Standing::Locked,
        None => Standing::Asked,
        Some(Review::Pending) => Standing::Submitted,
        Some(Review::Accepted { .. }) => Standing::Accepted,
        Some(Review::Returned { .. }) => Standing::Returned,
    }
}

/// Whether a period is closed: one of the closed ones covers it.
pub fn is_closed(days: Days, closed: &[Days]) -> bool {
    closed.iter().any(|closed| closed.covers(days))
}

/// The periods of a target that have begun. A target without a recurring one is asked about once.
pub fn periods(measure: &Measure, effect: Days, today: NaiveDate) -> Vec<Days> {
    if today < effect.first {
        return Vec::new();
    }
    match measure.period.as_deref().and_then(Period::parse) {
        Some(per) if per != Period::Year => per.begun(effect.first, today.min(effect.last)),
        _ => vec![Days { last: measure.due.map_or(effect.last, |due| due.max(effect.first)), ..effect }],
    }
}

/// The units that are asked: those that lead or answer for a territory; where there are none, those that assist. Who
/// supervises or assesses the others reports nothing.
pub fn asked_units(target: &Target) -> Vec<Uuid> {
    let of = |roles: &[UnitRole]| {
        let mut found = Vec::new();
        for assignment in target.assignments.iter().filter(|assignment| roles.contains(&assignment.role)) {
            found.extend(assignment.unit_id.filter(|id| !found.contains(id)));
        }
        found
    };
    let doing = of(&[UnitRole::Lead, UnitRole::Territorial]);
    if doing.is_empty() { of(&[UnitRole::Assist]) } else { doing }
}

/// How a reported figure is read: as a rate where the target names one, else as a sum.
pub fn indicator(measure: &Measure) -> Indicator {
    let unit = measure.unit.as_deref();
    let is_decline = measure.kind == Kind::Decline;
    // a decline by 5% speaks of its fall; the figure itself is a number of something
    let is_share = !is_decline
        && (unit == Some("%") || (unit.is_none() && matches!(measure.kind, Kind::Ratio | Kind::Deadline)));
    let per_head = !is_decline && unit.is_some_and(|unit| unit.contains('/'));
    let sort = match (is_share, per_head) {
        (true, _) => Sort::Ratio,
        (false, true) => Sort::Quotient,
        (false, false) => Sort::Sum,
    };
    let is_limit = matches!(measure.kind, Kind::Zero | Kind::Ceiling | Kind::Decline);
    Indicator {
        code: crate::indicator::REPORTED.to_owned(),
        name: Words::default(),
        about: Words::default(),
        group: String::new(),
        unit: if is_share { "%" } else { unit.filter(|unit| *unit != "%").unwrap_or_default() }.to_owned(),
        sort,
        register: String::new(),
        rule: None,
        population: None,
        holds: None,
        date: None,
        done: None,
        until: None,
        amount: None,
        over: None,
        less: None,
        subject: None,
        among: None,
        frequency: None,
        parts: Vec::new(),
        better: if is_limit { Better::Lower } else { Better::Higher },
        pace: if is_share { Pace::Level } else { Pace::Linear },
        fingerprint: crate::indicator::REPORTED.to_owned(),
    }
}

#[cfg(test)]
mod tests;
