//! Extensions 延期: asked for with a reason, decided by another, bounded by a dated rule, seen by whoever set the deadline.

use super::{Hazard, Level, closes_major};
use crate::access::Role;
use crate::words::words;
use crate::workday::{Workdays, YearUnknown};
use chrono::NaiveDate;
use thiserror::Error;
use uuid::Uuid;

/// How far a deadline may move 延期规则; a local rule, in force between two days. What its document does not limit is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionRule {
    /// For which level.
    pub level: Level,
    /// First day in force.
    pub valid_from: NaiveDate,
    /// Last day in force; open when absent.
    pub valid_to: Option<NaiveDate>,
    /// At most so many times.
    pub most_times: Option<u32>,
    /// Days from the day it was found to the last deadline, at most.
    pub most_days: Option<i64>,
    /// Asked for at least so many working days before the deadline.
    pub ask_before: Option<u32>,
    /// Decided within so many working days.
    pub decide_within: Option<u32>,
    /// The document that says so.
    pub source: String,
}

words! {
    /// What was decided.
    Verdict {
        /// 待批.
        Pending = "pending",
        /// 同意.
        Granted = "granted",
        /// 不同意.
        Refused = "refused",
    }
}

/// One extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Identity.
    pub id: Uuid,
    /// Hazard.
    pub hazard_id: Uuid,
    /// The deadline that it moves.
    pub from: NaiveDate,
    /// To which day.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: Uuid,
    /// When.
    pub asked_on: NaiveDate,
    /// Who set the deadline, and so is told; nothing for one that came in with a sheet.
    pub set_by: Option<Uuid>,
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided, when and in what words.
    pub decision: Option<Decision>,
}

/// What somebody says of an extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Who.
    pub by: Uuid,
    /// When.
    pub on: NaiveDate,
    /// In what words; a refusal needs some.
    pub answer: String,
}

/// Why a deadline does not move.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum ExtensionError {
    /// Nobody has to rectify it now, or it has no deadline.
    #[error("nothing is to be rectified by a day")]
    NoTerm,
    /// No rule is in force for its level.
    #[error("no rule for extensions is in force")]
    NoRule,
    /// One is already asked for.
    #[error("an extension is already asked for")]
    Pending,
    /// As often as may be already.
    #[error("a deadline moves at most {0} times")]
    Times(u32),
    /// The new day is not after the old.
    #[error("the new deadline is not later")]
    NotLater,
    /// Further than may be.
    #[error("the last day may be {0}")]
    TooFar(NaiveDate),
    /// Too late to ask.
    #[error("it had to be asked for by {0}")]
    TooLate(NaiveDate),
    /// Nobody is told why.
    #[error("a reason is needed")]
    NoReason,
    /// Already decided.
    #[error("it is decided")]
    Decided,
    /// Not by these roles.
    #[error("another decides on extensions of this level")]
    NotYours,
    /// Who asks does not decide.
    #[error("who asks does not decide")]
    ByAsker,
    /// The holidays of a year are not known.
    #[error(transparent)]
    Year(#[from] YearUnknown),
}

impl ExtensionError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoTerm => "extension.no_term",
            Self::NoRule => "extension.no_rule",
            Self::Pending => "extension.pending",
            Self::Times(_) => "extension.times",
            Self::NotLater => "extension.not_later",
            Self::TooFar(_) => "extension.too_far",
            Self::TooLate(_) => "extension.too_late",
            Self::NoReason => "extension.no_reason",
            Self::Decided => "extension.decided",
            Self::NotYours => "extension.not_yours",
            Self::ByAsker => "extension.by_asker",
            Self::Year(_) => "calendar.year_unknown",
        }
    }
}

/// The rule for a level on a day.
pub fn rule_on(rules: &[ExtensionRule], level: Level, day: NaiveDate) -> Option<&ExtensionRule> {
    rules.iter().find(|rule| {
        rule.level == level && rule.valid_from <= day && rule.valid_to.is_none_or(|last| day <= last)
    })
}

/// Whether a role decides on extensions of a level: who may close such a hazard may give it more time.
pub const fn decides(level: Level, role: Role) -> bool {
    match level {
        Level::Major => closes_major(role),
        Level::General => closes_major(role) || matches!(role, Role::CommunityHead),
    }
}

impl ExtensionRule {
    /// The last day on which an extension of this deadline may be asked for: the deadline itself when nothing is said.
    ///
    /// # Errors
    /// [`YearUnknown`] when the holidays of a year are not known.
    pub fn ask_by(&self, due: NaiveDate, workdays: &Workdays) -> Result<NaiveDate, YearUnknown> {
        let Some(ask_before) = self.ask_before else { return Ok(due) };
        let mut day = due;
        let mut left = ask_before;
        while left > 0 {
            left -= u32::from(workdays.is_worked(day)?);
            day = day.pred_opt().ok_or(YearUnknown(0))?;
        }
        Ok(day)
    }

    /// The last day to which a deadline may move, when something bounds it.
    pub fn last_day(&self, hazard: &Hazard) -> Option<NaiveDate> {
        let begin = hazard.found_on.or(hazard.due)?;
        Some(begin + chrono::TimeDelta::days(self.most_days?))
    }

    /// The day by which one that was asked for is to be decided, when something bounds it.
    ///
    /// # Errors
    /// [`YearUnknown`] as above.
    pub fn decide_by(
        &self,
        asked_on: NaiveDate,
        workdays: &Workdays,
    ) -> Result<Option<NaiveDate>, YearUnknown> {
        self.decide_within.map(|count| workdays.after(asked_on, count)).transpose()
    }

    /// Asks for one, after the others that the hazard had.
    ///
    /// # Errors
    /// The first reason why it may not be asked for.
    pub fn ask(
        &self,
        hazard: &Hazard,
        others: &[Extension],
        asked: Extension,
        workdays: &Workdays,
    ) -> Result<Extension, ExtensionError> {
        let due = hazard.due.filter(|_| hazard.is_to_be_rectified()).ok_or(ExtensionError::NoTerm)?;
        if asked.reason.trim().is_empty() {
            return Err(ExtensionError::NoReason);
        }
        let count = |verdict| others.iter().filter(|other| other.verdict == verdict).count();
        if count(Verdict::Pending) > 0 {
            return Err(ExtensionError::Pending);
        }
        if let Some(most) = self.most_times.filter(|most| count(Verdict::Granted) >= *most as usize) {
            return Err(ExtensionError::Times(most));
        }
        if asked.to <= due {
            return Err(ExtensionError::NotLater);
        }
        if let Some(last) = self.last_day(hazard).filter(|last| asked.to > *last) {
            return Err(ExtensionError::TooFar(last));
        }
        let ask_by = self.ask_by(due, workdays)?;
        if asked.asked_on > ask_by {
            return Err(ExtensionError::TooLate(ask_by));
        }
        Ok(Extension { from: due, verdict: Verdict::Pending, decision: None, ..asked })
    }
}

impl Extension {
    /// Decides it for a hazard, by somebody with these roles there. What is granted moves the deadline that was asked about
    /// and no other.
    ///
    /// # Errors
    /// When it is decided already, by who asked or by who does not decide, when a refusal has no words, or when the hazard
    /// has gone on since.
    pub fn decide(
        self,
        hazard: &Hazard,
        roles: &[Role],
        verdict: Verdict,
        decision: Decision,
    ) -> Result<Self, ExtensionError> {
        if self.verdict != Verdict::Pending || verdict == Verdict::Pending {
            return Err(ExtensionError::Decided);
        }
        if !roles.iter().any(|role| decides(hazard.level, *role)) {
            return Err(ExtensionError::NotYours);
        }
        if self.asked_by == decision.by {
            return Err(ExtensionError::ByAsker);
        }
        if verdict == Verdict::Refused && decision.answer.trim().is_empty() {
            return Err(ExtensionError::NoReason);
        }
        let is_current = hazard.is_to_be_rectified() && hazard.due == Some(self.from);
        if verdict == Verdict::Granted && !is_current {
            return Err(ExtensionError::NoTerm);
        }
        Ok(Self { verdict, decision: Some(decision), ..self })
    }
}
