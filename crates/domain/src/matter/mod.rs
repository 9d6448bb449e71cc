//! Matters 事项 that run beside a hazard: listed for supervision, transferred, consulted on, part of a campaign. Each is a record of its register, so it is entered, listed,
//! searched, printed and kept as every record is; what a register cannot say of its life stands here, in one function that
//! every write passes.

mod campaign;
mod consultation;
mod errand;
mod listing;
mod transfer;

pub use campaign::{Campaign, CampaignStage, CampaignStep, Phases, drawn};
pub use consultation::{ConsultationStage, ConsultationStep, ITEM_OPEN, ItemKind, OpenItems};
pub use errand::{Errand, MatterWait};
pub use listing::{HazardListing, Limit, ListLevel, ListingRule, ListingStage, ListingStep, listing_rule_on};

pub use transfer::{
    Transfer, TransferKind, TransferRule, TransferStage, TransferStep, comes_back, transfer_rule_on,
};

use crate::hazard::Hazard;
use crate::register::{Record, Register, Value};
use crate::workday::{Workdays, YearUnknown};
use chrono::NaiveDate;
use thiserror::Error;
use uuid::Uuid;

/// Register of listed hazards.
pub const LISTING: &str = "listing";
/// Register of reports on how they go.
pub const LISTING_REPORT: &str = "listing-report";
/// Register of transfers.
pub const TRANSFER: &str = "transfer";
/// Register of joint consultations.
pub const CONSULTATION: &str = "consultation";
/// Register of what departments are asked in them.
pub const CONSULTATION_ITEM: &str = "consultation-item";
/// Register of campaigns.
pub const CAMPAIGN_PLAN: &str = "campaign-plan";
/// Register of their phases.
pub const CAMPAIGN_PHASE: &str = "campaign";
/// Registers whose records are matters.
pub const MATTERS: &[&str] = &[LISTING, TRANSFER, CONSULTATION, CONSULTATION_ITEM, CAMPAIGN_PLAN];
/// Registers whose records have a life of this module.
pub const LIVED: &[&str] =
    &[LISTING, LISTING_REPORT, TRANSFER, CONSULTATION, CONSULTATION_ITEM, CAMPAIGN_PLAN];

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
    /// A conclusion is drawn once every department has said its opinion.
    #[error("{0} opinions are outstanding")]
    OpinionsOpen(usize),
    /// A consultation is settled once every task is done.
    #[error("{0} tasks are outstanding")]
    TasksOpen(usize),
    /// A campaign is evaluated once every phase is done.
    #[error("{0} phases are not done")]
    PhasesOpen(usize),
    /// Nobody is asked any more.
    #[error("the consultation asks no more")]
    Ended,
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
            Self::OpinionsOpen(_) => "consultation.opinions_open",
            Self::TasksOpen(_) => "consultation.tasks_open",
            Self::Ended => "consultation.ended",
            Self::PhasesOpen(_) => "campaign.phases_open",
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
            Self::Ended => vec!["consultation"],
            Self::OpinionsOpen(_) | Self::TasksOpen(_) | Self::PhasesOpen(_) => Vec::new(),
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
    /// Limits of transfers.
    pub transfer_rules: &'b [TransferRule],
    /// Working days.
    pub workdays: &'b Workdays,
    /// What departments were asked in a consultation.
    pub items: OpenItems,
    /// The phases of a campaign.
    pub phases: Phases,
    /// The consultation that an item belongs to.
    pub consultation: Option<ConsultationStage>,
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
        TRANSFER => transfer::lived(register, before, after, beside),
        CONSULTATION => consultation::lived(register, before, after, beside),
        CONSULTATION_ITEM => consultation::item_lived(before, after, beside),
        CAMPAIGN_PLAN => campaign::lived(register, before, after, beside),
        _ => Ok(after),
    }
}

/// The fields that may change in a record as it stands; nothing when every field may.
pub fn open_fields(record: &Record) -> Option<&'static [&'static str]> {
    let (is_over, late) = match record.register.as_str() {
        LISTING => (HazardListing::of(record).stage.is_over(), listing::LATE),
        TRANSFER => (Transfer::of(record).stage.is_over(), transfer::LATE),
        CONSULTATION => (ConsultationStage::of(record).is_over(), consultation::LATE),
        CAMPAIGN_PLAN => (Campaign::of(record).stage.is_over(), campaign::LATE),
        _ => return None,
    };
    is_over.then_some(late)
}

/// The unit at which a record lies when nobody says: what a department is asked lies with the department.
pub fn home_unit(record: &Record) -> Option<Uuid> {
    (record.register == CONSULTATION_ITEM).then(|| record.reference("department")).flatten()
}

/// What stays as it is once a matter is over; a title taken from another record follows that.
fn lasting<'r>(record: &'r Record, late: &[&str]) -> Vec<(&'r String, &'r Value)> {
    record.values.iter().filter(|(code, _)| !late.contains(&code.as_str()) && *code != "name").collect()
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
