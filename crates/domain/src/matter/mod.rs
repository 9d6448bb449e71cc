//! Matters 事项 that run beside a hazard: listed for supervision. Each is a record of its register, so it is entered, listed,
//! searched, printed and kept as every record is; what a register cannot say of its life stands here, in one function that
//! every write passes.

mod errand;
mod listing;

pub use errand::{Errand, MatterWait};
pub use listing::{HazardListing, Limit, ListLevel, ListingRule, ListingStage, ListingStep, listing_rule_on};

use crate::hazard::Hazard;
use crate::register::{Record, Register};
use crate::workday::YearUnknown;
use chrono::NaiveDate;
use thiserror::Error;
use uuid::Uuid;

/// Register of listed hazards.
pub const LISTING: &str = "listing";
/// Register of reports on how they go.
pub const LISTING_REPORT: &str = "listing-report";
/// Registers whose records are matters.
pub const MATTERS: &[&str] = &[LISTING];

/// Why a matter may not be so.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum MatterError {
    /// It ended: only what comes after its end may be entered.
    #[error("the matter is over")]
    Over,
    /// What a notice said stands as it was said.
    #[error("{0} was given notice of and stands")]
    Fixed(&'static str),
    /// Days in the wrong order.
    #[error("{0} lies before the day it follows")]
    Order(&'static str),
    /// A day that is still to come.
    #[error("{0} lies in the future")]
    Future(&'static str),
    /// Only a hazard that was verified and is not over is listed.
    #[error("the hazard is not to be rectified")]
    NotOpen,
    /// A hazard is listed once at a time.
    #[error("the hazard is listed already")]
    Already,
    /// Further than the limit of its level.
    #[error("the last day may be {0}")]
    TooLong(NaiveDate),
    /// The deadline of a listed hazard moves by an extension of the hazard.
    #[error("a deadline moves by an extension")]
    DueByExtension,
    /// 摘牌 is applied for once the hazard is rectified.
    #[error("the hazard is not rectified yet")]
    NotRectified,
    /// Who applies does not accept.
    #[error("who applied does not accept")]
    ByApplicant,
    /// The plaque comes off once the hazard is closed.
    #[error("the hazard is not closed yet")]
    NotClosed,
    /// A report is about a listing that runs.
    #[error("the listing does not run")]
    NotRunning,
}

impl MatterError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Over => "matter.over",
            Self::Fixed(_) => "matter.fixed",
            Self::Order(_) => "matter.order",
            Self::Future(_) => "matter.future",
            Self::NotOpen => "listing.not_open",
            Self::Already => "listing.already",
            Self::TooLong(_) => "listing.too_long",
            Self::DueByExtension => "listing.due_by_extension",
            Self::NotRectified => "listing.not_rectified",
            Self::ByApplicant => "listing.by_applicant",
            Self::NotClosed => "listing.not_closed",
            Self::NotRunning => "listing.not_running",
        }
    }

    /// The fields that it is about, for the form to point at.
    pub fn fields(&self) -> Vec<&'static str> {
        match self {
            Self::Fixed(field) | Self::Order(field) | Self::Future(field) => vec![field],
            Self::NotOpen | Self::Already => vec!["hazard"],
            Self::TooLong(_) => vec!["days"],
            Self::DueByExtension => vec!["due"],
            Self::NotRunning => vec!["listing"],
            Self::Over | Self::NotRectified | Self::ByApplicant | Self::NotClosed => Vec::new(),
        }
    }
}

/// What the life of a matter looks at beside its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside<'b> {
    /// Who acts.
    pub user_id: Uuid,
    /// Today.
    pub today: NaiveDate,
    /// The hazard that it is about.
    pub hazard: Option<Hazard>,
    /// The hazard is listed by another record that is not over.
    pub is_listed_elsewhere: bool,
    /// The account that last applied for acceptance.
    pub applied_by: Option<Uuid>,
    /// The listing that a report is about.
    pub listing: Option<HazardListing>,
    /// Limits of listing.
    pub listing_rules: &'b [ListingRule],
}

/// What the life of a matter makes of a write, before it is kept: `before` is absent for one that is entered. Records of other
/// registers pass.
///
/// # Errors
/// The first reason why it may not be so.
pub fn lived(
    register: &Register,
    before: Option<&Record>,
    after: Record,
    beside: &Beside<'_>,
) -> Result<Record, MatterError> {
    match register.code.as_str() {
        LISTING => listing::lived(register, before, after, beside),
        LISTING_REPORT => listing::reported(after, beside),
        _ => Ok(after),
    }
}

/// The fields that may change in a record as it stands; nothing when every field may.
pub fn open_fields(record: &Record) -> Option<&'static [&'static str]> {
    (record.register == LISTING && HazardListing::of(record).stage.is_over()).then_some(listing::LATE)
}

fn in_order(
    first: Option<NaiveDate>,
    then: Option<NaiveDate>,
    field: &'static str,
) -> Result<(), MatterError> {
    match (first, then) {
        (Some(first), Some(then)) if then < first => Err(MatterError::Order(field)),
        _ => Ok(()),
    }
}

/// A day that may not be counted, where a rule names one at all.
type Day = Option<Result<NaiveDate, YearUnknown>>;

#[cfg(test)]
mod tests;
