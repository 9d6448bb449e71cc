//! What a person may do with a proposed target before its notice is published.

use super::{Assignment, Citation, Comparator, Kind, Measure, Target, TargetState};
use rust_decimal::Decimal;
use thiserror::Error;
use uuid::Uuid;

/// Why a step of the review is refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TargetError {
    /// Its notice is published: identities are frozen, an amendment is a new version.
    #[error("the target is published; amend the notice instead")]
    Published,
    /// It was dropped and must be restored first.
    #[error("the target was dropped; restore it first")]
    Dropped,
    /// A drop without a reason.
    #[error("say why the target is dropped")]
    ReasonMissing,
    /// No subject.
    #[error("say what is measured, in 1 to 200 characters")]
    SubjectMissing,
    /// This sort needs a number.
    #[error("a {} target needs a number", .0.as_str())]
    ValueMissing(Kind),
    /// A share over 100, or a number below 0.
    #[error("the number is out of its bounds")]
    ValueOutOfBounds,
    /// A range whose upper end is not above the lower.
    #[error("the range ends before it begins")]
    RangeBackwards,
    /// A deadline without a day, a period or a number of days.
    #[error("a deadline needs a day")]
    DueMissing,
    /// A split that leaves nothing or loses a citation.
    #[error("a split needs two parts or more, each with a citation, and none left over")]
    BadSplit,
    /// A merge with itself or across notices.
    #[error("only different targets of one notice can be merged")]
    BadMerge,
}

impl TargetError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Published => "target.published",
            Self::Dropped => "target.dropped",
            Self::ReasonMissing => "target.reason_missing",
            Self::SubjectMissing => "target.subject_missing",
            Self::ValueMissing(_) => "target.value_missing",
            Self::ValueOutOfBounds => "target.value_out_of_bounds",
            Self::RangeBackwards => "target.range_backwards",
            Self::DueMissing => "target.due_missing",
            Self::BadSplit => "target.bad_split",
            Self::BadMerge => "target.bad_merge",
        }
    }
}

/// One part of a split target.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Identity of the new target.
    pub id: Uuid,
    /// Indices into the citations of the whole.
    pub citations: Vec<usize>,
    /// What is measured.
    pub subject: String,
    /// What is demanded.
    pub measure: Measure,
}

impl Target {
    /// Confirms it.
    ///
    /// # Errors
    /// When it was dropped, or cannot be measured as it stands.
    pub fn accept(self) -> Result<Self, TargetError> {
        if matches!(self.state, TargetState::Dropped { .. }) {
            return Err(TargetError::Dropped);
        }
        check(&self.subject, &self.measure)?;
        Ok(Self { state: TargetState::Accepted, ..self })
    }

    /// Sets it aside, with the reason. A dropped target stays visible.
    ///
    /// # Errors
    /// Without a reason.
    pub fn set_aside(self, reason: &str) -> Result<Self, TargetError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(TargetError::ReasonMissing);
        }
        Ok(Self { state: TargetState::Dropped { reason: reason.to_owned() }, ..self })
    }

    /// Takes it back into the review.
    pub fn restore(self) -> Self {
        Self { state: TargetState::Proposed, ..self }
    }

    /// Changes what is measured or demanded. Who edits has looked at it, so it is confirmed.
    ///
    /// # Errors
    /// When it could not be measured.
    pub fn edit(
        self,
        subject: String,
        measure: Measure,
        assignments: Vec<Assignment>,
    ) -> Result<Self, TargetError> {
        check(&subject, &measure)?;
        let subject = subject.trim().to_owned();
        Self { subject, measure, assignments, ..self }.accept()
    }

    /// Cuts one target into several; every citation goes to exactly one part. The first part keeps the identity.
    ///
    /// # Errors
    /// When a citation is lost or given twice, or a part cannot be measured.
    pub fn split(self, parts: Vec<Part>) -> Result<Vec<Self>, TargetError> {
        // a single phrase with two figures is split too: both parts then cite it
        let is_one_phrase = self.citations.len() == 1;
        let mut given: Vec<usize> = parts.iter().flat_map(|part| part.citations.iter().copied()).collect();
        given.sort_unstable();
        if is_one_phrase {
            given.dedup();
        }
        let is_whole = given.iter().copied().eq(0..self.citations.len());
        if parts.len() < 2 || !is_whole || parts.iter().any(|part| part.citations.is_empty()) {
            return Err(TargetError::BadSplit);
        }
        let mut made = Vec::with_capacity(parts.len());
        for (n, part) in parts.into_iter().enumerate() {
            check(&part.subject, &part.measure)?;
            let citations = part.citations.iter().map(|at| self.citations[*at].clone()).collect();
            let (id, key, version) =
                if n == 0 { (self.id, self.key.clone(), self.version) } else { (part.id, None, 0) };
            let (subject, measure) = (part.subject, part.measure);
            made.push(Self { id, key, version, subject, measure, citations, ..self.clone() });
        }
        Ok(made)
    }

    /// Makes one target of several: it gains their citations and units, they are set aside.
    ///
    /// # Errors
    /// With itself, with none, or across notices.
    pub fn merge(self, others: Vec<Self>) -> Result<(Self, Vec<Self>), TargetError> {
        let is_stranger = |other: &Self| other.id == self.id || other.notice_id != self.notice_id;
        if others.is_empty() || others.iter().any(is_stranger) {
            return Err(TargetError::BadMerge);
        }
        let mut whole = self;
        let mut gone = Vec::with_capacity(others.len());
        for other in others {
            whole.citations.extend(other.citations.iter().cloned());
            for assignment in &other.assignments {
                if !whole.assignments.contains(assignment) {
                    whole.assignments.push(assignment.clone());
                }
            }
            let reason = format!("并入“{}”", whole.subject);
            gone.push(Self { state: TargetState::Dropped { reason }, ..other });
        }
        whole.citations.sort_by_key(|citation: &Citation| citation.start);
        whole.citations.dedup();
        Ok((whole, gone))
    }
}

/// Whether a target can be measured: the number it needs is there and makes sense.
fn check(subject: &str, measure: &Measure) -> Result<(), TargetError> {
    let length = subject.trim().chars().count();
    if length == 0 || length > 200 {
        return Err(TargetError::SubjectMissing);
    }
    let needs_value =
        matches!(measure.kind, Kind::Ratio | Kind::Count | Kind::Ceiling | Kind::Amount | Kind::Frequency);
    if needs_value && measure.value.is_none() {
        return Err(TargetError::ValueMissing(measure.kind));
    }
    // 每月25日前 comes again in each period and has no one day
    let has_time = measure.due.is_some() || measure.value.is_some() || measure.period.is_some();
    if measure.kind == Kind::Deadline && !has_time {
        return Err(TargetError::DueMissing);
    }
    let is_share = measure.kind == Kind::Ratio && measure.unit.as_deref() == Some("%");
    let is_out = |value: Decimal| value < Decimal::ZERO || (is_share && value > Decimal::ONE_HUNDRED);
    if measure.value.is_some_and(is_out) || measure.value_to.is_some_and(is_out) {
        return Err(TargetError::ValueOutOfBounds);
    }
    if measure.comparator == Comparator::Between && measure.value_to <= measure.value {
        return Err(TargetError::RangeBackwards);
    }
    Ok(())
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
