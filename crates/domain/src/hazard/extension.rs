//! Extensions 延期: asked for with a reason, decided by another, bounded by a dated rule, seen by whoever set the deadline.

use super::{Hazard, Level};
use crate::words::words;
use crate::workday::{Workdays, YearUnknown};
use chrono::NaiveDate;
use thiserror::Error;
use uuid::Uuid;

/// How far a deadline may move 延期规则; a local rule, in force between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionRule {
    /// For which level.
    pub level: Level,
    /// First day in force.
    pub valid_from: NaiveDate,
    /// Last day in force; open when absent.
    pub valid_to: Option<NaiveDate>,
    /// At most so many times.
    pub most_times: u32,
    /// Days from the day it was found to the last deadline, at most.
    pub most_days: i64,
    /// Asked for at least so many working days before the deadline.
    pub ask_before: u32,
    /// Decided within so many working days.
    pub decide_within: u32,
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
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided.
    pub decided_by: Option<Uuid>,
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
    /// Already decided.
    #[error("it is decided")]
    Decided,
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
            Self::Decided => "extension.decided",
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

impl ExtensionRule {
    /// The last day on which an extension of this deadline may be asked for.
    ///
    /// # Errors
    /// [`YearUnknown`] when the holidays of a year are not known.
    pub fn ask_by(&self, due: NaiveDate, workdays: &Workdays) -> Result<NaiveDate, YearUnknown> {
        let mut day = due;
        while workdays.between(day, due)? < self.ask_before {
            day = day.pred_opt().ok_or(YearUnknown(0))?;
        }
        Ok(day)
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
        let count = |verdict| others.iter().filter(|other| other.verdict == verdict).count();
        if count(Verdict::Pending) > 0 {
            return Err(ExtensionError::Pending);
        }
        if count(Verdict::Granted) >= self.most_times as usize {
            return Err(ExtensionError::Times(self.most_times));
        }
        if asked.to <= due {
            return Err(ExtensionError::NotLater);
        }
        let begin = hazard.found_on.unwrap_or(due);
        let last = begin + chrono::TimeDelta::days(self.most_days);
        if asked.to > last {
            return Err(ExtensionError::TooFar(last));
        }
        let ask_by = self.ask_by(due, workdays)?;
        if asked.asked_on > ask_by {
            return Err(ExtensionError::TooLate(ask_by));
        }
        Ok(Extension { from: due, verdict: Verdict::Pending, decided_by: None, ..asked })
    }
}

impl Extension {
    /// Decides it.
    ///
    /// # Errors
    /// When it is decided already, or by who asked.
    pub fn decide(self, is_granted: bool, by: Uuid) -> Result<Self, ExtensionError> {
        if self.verdict != Verdict::Pending {
            return Err(ExtensionError::Decided);
        }
        if self.asked_by == by {
            return Err(ExtensionError::ByAsker);
        }
        let verdict = if is_granted { Verdict::Granted } else { Verdict::Refused };
        Ok(Self { verdict, decided_by: Some(by), ..self })
    }
}
