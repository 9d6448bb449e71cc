//! Closing of periods 期间关闭: the readings of a period are kept as they were on the day it was closed, with what they were
//! made of. What changes afterwards shows beside them and does not move them.

use crate::calendar::{Days, Period};
use crate::indicator::{Figure, Reason, Stretch};
use crate::light::Light;
use chrono::{DateTime, NaiveDate, Utc};
use thiserror::Error;
use uuid::Uuid;

/// The periods that can be closed. Terms lie in no calendar year and are closed with their school year.
pub const CLOSABLE: &[Period] =
    &[Period::Month, Period::Quarter, Period::HalfYear, Period::Year, Period::SchoolYear];

/// That a closed period was opened again 重新打开.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopening {
    /// By whom.
    pub by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// 关闭: one closed period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Identity.
    pub id: Uuid,
    /// Sort of period.
    pub period: Period,
    /// Its days.
    pub days: Days,
    /// Who closed it.
    pub by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// SHA-256 of the lines of its readings.
    pub sha256: String,
    /// Set once it was opened again; it is history then.
    pub reopened: Option<Reopening>,
}

/// 关闭读数: the reading of one target and unit as it was when the period was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedReading {
    /// Key of the target.
    pub target_key: String,
    /// Unit that answers.
    pub unit_id: Uuid,
    /// What measured it.
    pub indicator: Option<String>,
    /// Version of its definition.
    pub definition: String,
    /// Days that were looked at.
    pub stretch: Option<Stretch>,
    /// Numerator and denominator; one of zero for counts and sums.
    pub figure: Figure,
    /// Whether there is a denominator.
    pub is_rate: bool,
    /// The same days a year before.
    pub base: Option<Figure>,
    /// Reports, steps and the typed figure of the year before that gave it: identity and version.
    pub inputs: Vec<(Uuid, i64)>,
    /// Light.
    pub light: Light,
    /// Reason.
    pub reason: Reason,
}

/// Why a period is not closed or opened.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum CloseError {
    /// Terms are closed with their school year.
    #[error("a {} cannot be closed", .0.as_str())]
    NotClosable(Period),
    /// Its last day is not over.
    #[error("the period is not over")]
    NotOver,
    /// It is closed.
    #[error("the period is closed already")]
    AlreadyClosed,
    /// It was opened again already.
    #[error("the period is open")]
    AlreadyOpen,
    /// Opened without a reason.
    #[error("say why, in 1 to 1,000 characters")]
    ReasonMissing,
}

impl CloseError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotClosable(_) => "close.not_closable",
            Self::NotOver => "close.not_over",
            Self::AlreadyClosed => "close.already_closed",
            Self::AlreadyOpen => "close.already_open",
            Self::ReasonMissing => "close.reason_missing",
        }
    }
}

/// The days of a period that can be closed today: the one around a day.
///
/// # Errors
/// While it runs, and when it is closed.
pub fn may_close(
    period: Period,
    day: NaiveDate,
    closings: &[Closing],
    today: NaiveDate,
) -> Result<Days, CloseError> {
    if !CLOSABLE.contains(&period) {
        return Err(CloseError::NotClosable(period));
    }
    let days = period.around(day).filter(|days| days.last < today).ok_or(CloseError::NotOver)?;
    let stands = |closing: &Closing| closing.reopened.is_none() && closing.days == days;
    if closings.iter().any(stands) { Err(CloseError::AlreadyClosed) } else { Ok(days) }
}

/// The days that closed periods cover.
pub fn closed_days(closings: &[Closing]) -> Vec<Days> {
    closings.iter().filter(|closing| closing.reopened.is_none()).map(|closing| closing.days).collect()
}

impl Closing {
    /// Opens it again.
    ///
    /// # Errors
    /// Without a reason, or when it is open.
    pub fn reopen(self, by: Uuid, at: DateTime<Utc>, reason: &str) -> Result<Self, CloseError> {
        if self.reopened.is_some() {
            return Err(CloseError::AlreadyOpen);
        }
        let reason = reason.trim().to_owned();
        if !(1..=1_000).contains(&reason.chars().count()) {
            return Err(CloseError::ReasonMissing);
        }
        Ok(Self { reopened: Some(Reopening { by, at, reason }), ..self })
    }
}

impl ClosedReading {
    /// The bytes that are hashed: one line, fields parted by tabs, the same for the same reading on every machine.
    pub fn canonical(&self) -> String {
        let days = self.stretch.map_or_else(String::new, |stretch| {
            format!("{}..{}@{}", stretch.days.first, stretch.days.last, stretch.as_of)
        });
        let figure =
            |figure: Figure| format!("{}/{}", figure.numerator.normalize(), figure.denominator.normalize());
        let mut inputs = self.inputs.clone();
        inputs.sort_unstable();
        let inputs: Vec<String> = inputs.iter().map(|(id, no)| format!("{id}#{no}")).collect();
        let fields = [
            escaped(&self.target_key),
            self.unit_id.to_string(),
            escaped(self.indicator.as_deref().unwrap_or_default()),
            escaped(&self.definition),
            days,
            figure(self.figure),
            self.base.map_or_else(String::new, figure),
            inputs.join(","),
            self.light.as_str().to_owned(),
            self.reason.as_str().to_owned(),
        ];
        fields.join("\t") + "\n"
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n")
}

/// The lines of a snapshot in their one order.
pub fn canonical(readings: &[ClosedReading]) -> String {
    let mut lines: Vec<String> = readings.iter().map(ClosedReading::canonical).collect();
    lines.sort_unstable();
    lines.concat()
}

/// 关闭后变化: a reading that is not as it was closed, and as it is now; nothing now where the target or unit is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// As it was closed; nothing where the target came later.
    pub then: Option<ClosedReading>,
    /// As it is.
    pub now: Option<ClosedReading>,
}

/// What changed since a snapshot: other figures, other lights, or the same figures of other inputs.
pub fn moved(then: &[ClosedReading], now: &[ClosedReading]) -> Vec<Moved> {
    let key = |reading: &ClosedReading| (reading.target_key.clone(), reading.unit_id);
    let index = |readings: &[ClosedReading]| {
        readings
            .iter()
            .map(|reading| (key(reading), reading.clone()))
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let (before, mut after) = (index(then), index(now));
    let mut found = Vec::new();
    for (key, then) in before {
        let now = after.remove(&key);
        if now.as_ref().is_none_or(|now| now.canonical() != then.canonical()) {
            found.push(Moved { then: Some(then), now });
        }
    }
    found.extend(after.into_values().map(|now| Moved { then: None, now: Some(now) }));
    found
}

#[cfg(test)]
#[path = "close_tests.rs"]
mod tests;
