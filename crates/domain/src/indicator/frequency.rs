//! Indicators by frequency: records of one register count for records of another.

use super::{Cell, Share, Stretch, frequency_shares, scaled};
use crate::register::{Frequency, Record, Register};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An indicator by frequency: whose records count, and for whom.
#[derive(Debug, Clone, PartialEq)]
pub struct ByFrequency {
    /// Code of the indicator.
    pub code: String,
    /// Register of what is done, such as drills.
    pub events: Register,
    /// How often it is due.
    pub frequency: Frequency,
    /// Register of those for whom it is done, such as sites.
    pub subjects: Register,
}

impl ByFrequency {
    /// How often each subject owes it within a stretch: once in each period begun.
    pub fn owed(&self, stretch: Stretch) -> i64 {
        let begun = self.frequency.per.begun(stretch.days.first, stretch.as_of);
        i64::try_from(begun.len()).unwrap_or(i64::MAX)
    }

    /// For whom a record was done, when, and how much of it, in ten-thousandths.
    pub fn done_by(&self, event: &Record) -> Option<(Uuid, NaiveDate, i64)> {
        let (day, amount) = self.frequency.counts(&self.events, event)?;
        Some((self.frequency.subject_of(event)?, day, scaled(amount)))
    }

    /// The shares of a subject, given what was done for it by day; none when it owes nothing.
    pub fn shares_of(&self, subject: &Record, amounts: &BTreeMap<NaiveDate, i64>) -> Vec<(Cell, Share)> {
        if self.frequency.is_due_for(&self.subjects, subject) {
            frequency_shares(&self.frequency, amounts)
        } else {
            Vec::new()
        }
    }
}
