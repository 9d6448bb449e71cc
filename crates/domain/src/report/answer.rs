//! The four questions that a reported figure answers, in this order: may this caller? do unit, target and period fit? is
//! the period open? is the value valid?

use super::{asked_units, is_closed, periods};
use crate::access::Forbidden;
use crate::calendar::Days;
use crate::indicator::{Figure, Indicator};
use crate::register::plain;
use crate::target::{Kind, Target};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use thiserror::Error;
use uuid::Uuid;

/// Why a report is refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ReportError {
    /// The caller may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Records or steps give the figure.
    #[error("the target is not reported on")]
    NotAsked,
    /// The target is not for this unit.
    #[error("the target does not ask this unit")]
    OtherUnit,
    /// The period ends before it begins.
    #[error("the period ends before it begins")]
    PeriodBackwards,
    /// Not a period of the target, or one that has not begun.
    #[error("the target has no such period, or it has not begun")]
    OtherPeriod,
    /// The period is closed.
    #[error("the period is closed")]
    PeriodClosed,
    /// A number is missing.
    #[error("a number is missing")]
    ValueMissing,
    /// Words.
    #[error("not a number")]
    NotANumber,
    /// Below zero.
    #[error("a number is below zero")]
    Negative,
    /// More than there are.
    #[error("the numerator is greater than the denominator")]
    NumeratorExceeds,
    /// More digits than are kept.
    #[error("a number has more than 12 digits before or 4 after the point")]
    TooManyDigits,
    /// A note or a list of files that is too long.
    #[error("at most 1,000 characters and 20 files")]
    TooLong,
    /// Reviewed already.
    #[error("nothing waits for a review")]
    NothingToReview,
    /// Given back without a reason.
    #[error("say why")]
    ReasonMissing,
}

impl ReportError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Forbidden(e) => e.code(),
            Self::NotAsked => "report.not_asked",
            Self::OtherUnit => "report.other_unit",
            Self::PeriodBackwards => "report.period_backwards",
            Self::OtherPeriod => "report.other_period",
            Self::PeriodClosed => "report.period_closed",
            Self::ValueMissing => "report.value_missing",
            Self::NotANumber => "report.not_a_number",
            Self::Negative => "report.negative",
            Self::NumeratorExceeds => "report.numerator_exceeds",
            Self::TooManyDigits => "report.too_many_digits",
            Self::TooLong => "report.too_long",
            Self::NothingToReview => "report.nothing_to_review",
            Self::ReasonMissing => "report.reason_missing",
        }
    }
}

/// What stands around an answer.
#[derive(Debug)]
pub struct Question<'a> {
    /// Whether the caller may report.
    pub may: Result<(), Forbidden>,
    /// Target.
    pub target: &'a Target,
    /// Its indicator, or the one by which a reported figure is read; nothing where neither gives it a figure.
    pub indicator: Option<&'a Indicator>,
    /// Whether the figure itself is reported.
    pub is_reported: bool,
    /// Days on which the target holds.
    pub effect: Days,
    /// Unit that answers.
    pub unit_id: Uuid,
    /// Period that it answers for.
    pub days: Days,
    /// Periods that are closed.
    pub closed: &'a [Days],
    /// Today.
    pub today: NaiveDate,
}

/// What a person typed 填报内容.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entered {
    /// Numerator, or the value itself.
    pub numerator: String,
    /// Denominator of a rate.
    pub denominator: String,
    /// 说明.
    pub note: String,
    /// Hashes of kept files.
    pub evidence: Vec<String>,
}

/// The figure that was entered, once all four questions are answered.
///
/// # Errors
/// The first of them that is not.
pub fn answer(question: Question<'_>, entered: &Entered) -> Result<Figure, ReportError> {
    let Question { may, days, closed, .. } = &question;
    may.clone()?;
    let indicator = fits(&question)?;
    if is_closed(*days, closed) {
        return Err(ReportError::PeriodClosed);
    }
    figure(indicator, entered)
}

/// Whether unit, target and period fit: a period that is asked about, or of what must fall the same days a year before.
fn fits<'a>(question: &Question<'a>) -> Result<&'a Indicator, ReportError> {
    let Question { target, unit_id, days, effect, today, .. } = question;
    if days.last < days.first {
        return Err(ReportError::PeriodBackwards);
    }
    let periods = periods(&target.measure, *effect, *today);
    let is_base =
        target.measure.kind == Kind::Decline && periods.iter().any(|p| p.year_before() == Some(*days));
    let indicator = question.indicator.ok_or(ReportError::NotAsked)?;
    if !is_base && !question.is_reported {
        return Err(ReportError::NotAsked);
    }
    let answers = |id: &Uuid| target.assignments.iter().any(|assignment| assignment.unit_id == Some(*id));
    let is_asked = if is_base { answers(unit_id) } else { asked_units(target).contains(unit_id) };
    if !is_asked {
        return Err(ReportError::OtherUnit);
    }
    if !is_base && !periods.contains(days) {
        return Err(ReportError::OtherPeriod);
    }
    Ok(indicator)
}

fn figure(indicator: &Indicator, entered: &Entered) -> Result<Figure, ReportError> {
    let numerator = number(&entered.numerator)?;
    let denominator = if indicator.is_rate() { number(&entered.denominator)? } else { Decimal::ZERO };
    // a share is of what there is; money per head may exceed the heads, though not where there are none
    let is_share = indicator.is_rate() && indicator.unit == "%";
    let is_of_none = indicator.is_rate() && denominator.is_zero() && !numerator.is_zero();
    if is_of_none || (is_share && numerator > denominator) {
        return Err(ReportError::NumeratorExceeds);
    }
    if entered.note.chars().count() > 1_000 || entered.evidence.len() > 20 {
        return Err(ReportError::TooLong);
    }
    Ok(Figure { numerator, denominator })
}

fn number(text: &str) -> Result<Decimal, ReportError> {
    let text = plain(text).replace([',', ' '], "");
    if text.is_empty() {
        return Err(ReportError::ValueMissing);
    }
    let number: Decimal = text.parse().map_err(|_| ReportError::NotANumber)?;
    let number = number.normalize();
    if number < Decimal::ZERO {
        return Err(ReportError::Negative);
    }
    if number.scale() > 4 || number >= Decimal::from(1_000_000_000_000_i64) {
        return Err(ReportError::TooManyDigits);
    }
    Ok(number)
}

/// A reason, which must say something.
pub(super) fn reason(text: &str) -> Result<String, ReportError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(ReportError::ReasonMissing),
        n if n > 1_000 => Err(ReportError::TooLong),
        _ => Ok(text.to_owned()),
    }
}
