//! How long something may wait, to whom it goes up, how people press: as the rules page shows it.

use chrono::NaiveDate;
use domain::todo::{Escalation, Term, WaitRule};
use serde::Serialize;
use utoipa::ToSchema;

/// How long something may wait.
#[derive(Serialize, ToSchema)]
pub struct WaitRuleView {
    /// `verify`, `recheck`, `decide`.
    wait: &'static str,
    /// `general` or `major`.
    level: &'static str,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    /// Calendar days.
    days: Option<u32>,
    /// Working days.
    workdays: Option<u32>,
    source: String,
}

impl From<&WaitRule> for WaitRuleView {
    fn from(rule: &WaitRule) -> Self {
        let (days, workdays) = match rule.term {
            Term::Days(days) => (Some(days), None),
            Term::Workdays(days) => (None, Some(days)),
        };
        Self {
            wait: rule.wait.as_str(),
            level: rule.level.as_str(),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            days,
            workdays,
            source: rule.source.clone(),
        }
    }
}

/// To whom what is overdue goes up.
#[derive(Serialize, ToSchema)]
pub struct EscalationView {
    /// `general` or `major`.
    level: &'static str,
    /// Overdue by at least so many days.
    after_days: u32,
    /// Code of the role.
    role: &'static str,
    source: String,
}

impl From<&Escalation> for EscalationView {
    fn from(row: &Escalation) -> Self {
        let (level, role) = (row.level.as_str(), row.role.as_str());
        Self { level, after_days: row.after_days, role, source: row.source.clone() }
    }
}
