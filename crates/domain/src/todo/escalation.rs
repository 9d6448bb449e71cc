//! What goes up 升级: to whom what is overdue goes, and of which deadlines that is told on a day.

use crate::access::Role;
use crate::hazard::{Hazard, Level};
use chrono::{NaiveDate, TimeDelta};

/// To whom what is overdue goes up 升级, by how grave it is and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// Of which level.
    pub level: Level,
    /// Overdue by at least so many days.
    pub after_days: u32,
    /// Who hears of it.
    pub role: Role,
    /// The document that says so.
    pub source: String,
}

/// The day through which a deadline must have run out for a role to hear of it, for each level that goes up to it.
pub fn escalated_to(table: &[Escalation], role: Role, today: NaiveDate) -> Vec<(Level, NaiveDate)> {
    let of = |level: Level| {
        let rows = table
            .iter()
            .filter(|row| row.level == level && (row.role == role || role == Role::Administrator));
        Some((level, rows.map(|row| row.through(today)).max()?))
    };
    Level::ALL.iter().copied().filter_map(of).collect()
}

/// Of which deadlines a rule tells on a day 升级告知; each from its first day through its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Those that ran out for long enough since the rule told last.
    pub new: Option<(NaiveDate, NaiveDate)>,
    /// Those that it told of before: a hazard that came late among them was not told.
    pub before: Option<(NaiveDate, NaiveDate)>,
}

impl Escalation {
    /// The day through which a deadline must have run out to go up on a day.
    pub fn through(&self, today: NaiveDate) -> NaiveDate {
        today - TimeDelta::days(self.after_days.into())
    }

    /// Whether a hazard has gone up on a day.
    pub fn is_up(&self, hazard: &Hazard, today: NaiveDate) -> bool {
        let is_late = hazard.due.is_some_and(|due| due <= self.through(today));
        hazard.level == self.level && hazard.is_to_be_rectified() && is_late
    }

    /// What it tells of on a day, when it told of the deadlines from the first of these through the second. On days on which
    /// nobody was told nothing is lost: they are told of with the next round. A rule that never told begins with the deadlines
    /// of one day: what ran out before stands in the to-do, and is not told all at once.
    pub fn round(&self, told: Option<(NaiveDate, NaiveDate)>, today: NaiveDate) -> Round {
        let through = self.through(today);
        let Some((first, last)) = told else { return Round { new: Some((through, through)), before: None } };
        let span = |from: NaiveDate, to: NaiveDate| (from <= to).then_some((from, to));
        Round { new: span(last + TimeDelta::days(1), through), before: span(first, last.min(through)) }
    }
}
