//! Every frequency as it stands in the period of today, whatever target asks for it.

use super::{Reader, window};
use crate::error::AppError;
use crate::figures::Counting;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::indicator::{Figure, Stretch};
use domain::register::Words;
use std::collections::hash_map::Entry;
use store::Tx;
use uuid::Uuid;

/// A frequency in the period of today.
#[derive(Debug, Clone, PartialEq)]
pub struct FrequencyNow {
    /// Its indicator.
    pub indicator: String,
    /// Register that takes what is done.
    pub register: String,
    /// What is due.
    pub what: Words,
    /// Register of those for whom it is due.
    pub subjects: String,
    /// The period.
    pub stretch: Stretch,
    /// Those who reached it, of all.
    pub figure: Figure,
}

/// Every frequency for those who lie in a unit and belong to a sector; for all when nothing is given.
pub(crate) async fn frequencies_now(
    tx: &mut Tx,
    (catalogue, counting): (&Catalogue, &Counting),
    (unit, sector): (Option<Uuid>, Option<&str>),
    today: NaiveDate,
) -> Result<Vec<FrequencyNow>, AppError> {
    let unit = unit.unwrap_or_default();
    let mut reader = Reader::new((catalogue, counting), today);
    let mut found = Vec::new();
    for by in counting.by_subject() {
        let Some(indicator) = catalogue.indicator(&by.code) else { continue };
        let Some(frequency) = by.frequency() else { continue };
        let Some(days) = frequency.per.around(today) else { continue };
        let stretch = Stretch { days, as_of: today };
        if let Entry::Vacant(place) = reader.sums.entry(window(stretch)) {
            place.insert(tx.figure_sums(&[unit], window(stretch), sector).await?);
        }
        found.push(FrequencyNow {
            indicator: by.code.clone(),
            register: by.events.code.clone(),
            what: frequency.name.clone(),
            subjects: by.subjects.code.clone(),
            stretch,
            figure: reader.figure(indicator, unit, stretch),
        });
    }
    Ok(found)
}
