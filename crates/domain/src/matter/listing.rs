//! Listing 挂牌督办: a superior, or the street itself, takes the rectification of a hazard under its eyes, publicly, until the
//! plaque comes off.

use super::{Beside, Day, Errand, MatterError, MatterWait, in_order};
use crate::hazard::{Hazard, Stage};
use crate::register::{Record, Register, Transition, Value};
use crate::todo::Term;
use crate::words::words;
use crate::workday::Workdays;
use chrono::{NaiveDate, TimeDelta};
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

words! {
    /// 督办级别: who lists it.
    ListLevel {
        /// 街道.
        Street = "street",
        /// 县（市、区）.
        County = "county",
        /// 设区市.
        City = "city",
        /// 省.
        Province = "province",
    }
}

words! {
    /// 督办状态: where a listing stands in its life. The words are the states of its register.
    ListingStage {
        /// 拟挂牌.
        Proposed = "proposed",
        /// 督办中.
        Listed = "listed",
        /// 待验收.
        Applied = "applied",
        /// 验收不合格.
        Returned = "returned",
        /// 待摘牌.
        Accepted = "accepted",
        /// 已摘牌.
        Delisted = "delisted",
        /// 不予挂牌.
        Declined = "declined",
        /// 已提级: a higher level lists it.
        Raised = "raised",
        /// 已撤销.
        Revoked = "revoked",
    }
}

words! {
    /// 督办流转: a move in its life. The words are those of the register's moves.
    ListingStep {
        /// 下达通知.
        List = "list",
        /// 不予挂牌.
        Decline = "decline",
        /// 申请摘牌.
        Apply = "apply",
        /// 验收合格, on site.
        Accept = "accept",
        /// 验收不合格.
        Reject = "reject",
        /// 摘牌.
        Delist = "delist",
        /// 提级督办.
        Raise = "raise",
        /// 撤销督办.
        Revoke = "revoke",
    }
}

impl ListingStage {
    /// Whether its life is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Delisted | Self::Declined | Self::Raised | Self::Revoked)
    }

    /// Whether a notice was served and the plaque is up.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Listed | Self::Applied | Self::Returned | Self::Accepted)
    }

    /// The states that fit: lists ask for them by code.
    pub fn states_where(fits: impl Fn(Self) -> bool) -> Vec<&'static str> {
        Self::ALL.iter().copied().filter(|stage| fits(*stage)).map(Self::as_str).collect()
    }
}

/// What comes after the end of a listing and may be entered then: its publication, and papers.
pub(super) const LATE: &[&str] = &["disclosed_on", "disclosed_in", "papers"];

/// What the notice said; it stands.
const SAID: &[&str] = &["hazard", "level", "number", "listed_on", "days"];

/// A listing as its rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardListing {
    /// The hazard.
    pub hazard_id: Option<Uuid>,
    /// Who lists it.
    pub level: ListLevel,
    /// Where it stands.
    pub stage: ListingStage,
    /// 挂牌日期.
    pub listed_on: Option<NaiveDate>,
    /// 整改期限; the day itself is in time.
    pub due: Option<NaiveDate>,
    /// Days between two reports on how it goes.
    pub report_every: Option<u32>,
    /// 申请摘牌日期.
    pub applied_on: Option<NaiveDate>,
    /// 摘牌日期.
    pub delisted_on: Option<NaiveDate>,
    /// 挂牌公示.
    pub is_published: bool,
    /// 报备.
    pub is_filed: bool,
    /// 摘牌公示.
    pub is_disclosed: bool,
}

fn whole(record: &Record, field: &str) -> Option<u32> {
    match record.values.get(field) {
        Some(Value::Number(number)) => number.to_u32(),
        _ => None,
    }
}

impl HazardListing {
    /// Reads it from its record. A state that is no longer known reads as a proposal: somebody looks at it.
    pub fn of(record: &Record) -> Self {
        let is_level = |level: &&ListLevel| record.holds("level", &[level.as_str().to_owned()]);
        let is_given = |field: &str| record.values.contains_key(field);
        Self {
            hazard_id: record.reference("hazard"),
            level: ListLevel::ALL.iter().find(is_level).copied().unwrap_or(ListLevel::Street),
            stage: ListingStage::parse(&record.state).unwrap_or(ListingStage::Proposed),
            listed_on: record.date("listed_on"),
            due: record.date("due"),
            report_every: whole(record, "report_every"),
            applied_on: record.date("applied_on"),
            delisted_on: record.date("delisted_on"),
            is_published: is_given("published_on"),
            is_filed: is_given("filed_on"),
            is_disclosed: is_given("disclosed_on"),
        }
    }

    /// The day by which the next report on how it goes is due: so many days after the last one, or after the listing.
    pub fn report_by(&self, last_report: Option<NaiveDate>) -> Option<NaiveDate> {
        let is_rectified = matches!(self.stage, ListingStage::Applied | ListingStage::Accepted);
        let every = self.report_every.filter(|_| self.stage.is_running() && !is_rectified)?;
        Some(last_report.max(self.listed_on)? + TimeDelta::days(every.into()))
    }

    /// What it waits for. What its level's document does not ask for waits for nobody.
    pub fn errands(
        &self,
        hazard: Option<Stage>,
        last_report: Option<NaiveDate>,
        rule: Option<&ListingRule>,
        workdays: &Workdays,
    ) -> Vec<Errand> {
        let limit = |limit: Limit, from: Option<NaiveDate>| -> Day {
            Some(rule?.limit(limit)?.last(from?, workdays))
        };
        let mut errands = Vec::new();
        let mut wait = |wait, by| errands.push(Errand { wait, by });
        if self.stage.is_running() && !self.is_published && rule.is_some_and(|rule| rule.asks(Limit::Publish))
        {
            wait(MatterWait::Publish, limit(Limit::Publish, self.listed_on));
        }
        if self.stage.is_running() && !self.is_filed && rule.is_some_and(|rule| rule.asks(Limit::File)) {
            wait(MatterWait::File, limit(Limit::File, self.listed_on));
        }
        let is_rectified = matches!(hazard, Some(Stage::ToReinspect { .. } | Stage::Closed { .. }));
        match self.stage {
            ListingStage::Proposed => wait(MatterWait::List, None),
            ListingStage::Listed | ListingStage::Returned if is_rectified => {
                wait(MatterWait::Apply, self.due.map(Ok));
            }
            ListingStage::Listed | ListingStage::Returned => {
                if let Some(by) = self.report_by(last_report) {
                    wait(MatterWait::Progress, Some(Ok(by)));
                }
            }
            ListingStage::Applied => wait(MatterWait::Accept, limit(Limit::Accept, self.applied_on)),
            ListingStage::Accepted => wait(MatterWait::Delist, None),
            ListingStage::Delisted
                if !self.is_disclosed && rule.is_some_and(|rule| rule.asks(Limit::Disclose)) =>
            {
                wait(MatterWait::Disclose, limit(Limit::Disclose, self.delisted_on));
            }
            ListingStage::Delisted
            | ListingStage::Declined
            | ListingStage::Raised
            | ListingStage::Revoked => {}
        }
        errands
    }
}

words! {
    /// 督办时限: what of a listing a document limits.
    Limit {
        /// 挂牌公示, after the listing.
        Publish = "publish",
        /// 报备, after the listing.
        File = "file",
        /// 现场验收, after the application.
        Accept = "accept",
        /// 摘牌公示, after the plaque comes off.
        Disclose = "disclose",
    }
}

/// 挂牌督办规定 of a level between two days, with its document. What is not known is absent and shown as open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingRule {
    /// Of which level.
    pub level: ListLevel,
    /// First day in force.
    pub valid_from: NaiveDate,
    /// Last day in force; open when absent.
    pub valid_to: Option<NaiveDate>,
    /// Days from the listing to the deadline, at most.
    pub most_days: Option<u32>,
    /// Limits that are known.
    pub limits: Vec<(Limit, Term)>,
    /// The document that says so.
    pub source: String,
}

impl ListingRule {
    /// A limit, where it is known.
    pub fn limit(&self, limit: Limit) -> Option<Term> {
        self.limits.iter().find(|(known, _)| *known == limit).map(|(_, term)| *term)
    }

    /// Whether it asks for something at all.
    pub fn asks(&self, limit: Limit) -> bool {
        self.limit(limit).is_some()
    }
}

/// The rule of a level on a day.
pub fn listing_rule_on(rules: &[ListingRule], level: ListLevel, day: NaiveDate) -> Option<&ListingRule> {
    rules.iter().find(|rule| {
        rule.level == level && rule.valid_from <= day && rule.valid_to.is_none_or(|last| day <= last)
    })
}

/// What the life of a listing makes of a write.
pub(super) fn lived(
    register: &Register,
    before: Option<&Record>,
    after: Record,
    beside: &Beside<'_>,
) -> Result<Record, MatterError> {
    let Some(before) = before else {
        let new = HazardListing::of(&after);
        // a ledger of other years brings listings in every state: its days must be possible
        check_days(&new, &after)?;
        if new.stage == ListingStage::Proposed {
            check_listable(beside)?;
        }
        return Ok(after);
    };
    let is_step = |step: &&Transition| step.from.contains(&before.state) && step.to == after.state;
    let step = register.transitions.iter().find(is_step).and_then(|step| ListingStep::parse(&step.code));
    let after = match step {
        Some(ListingStep::List) => noticed(after, beside)?,
        Some(step) => {
            check_fixed(before, &after)?;
            check_step(step, beside)?;
            after
        }
        None => {
            check_change(before, &after)?;
            after
        }
    };
    check_days(&HazardListing::of(&after), &after)?;
    Ok(after)
}

/// Only a hazard that somebody has to rectify or just has, and that nobody lists yet.
fn check_listable(beside: &Beside<'_>) -> Result<(), MatterError> {
    let is_open = |hazard: &Hazard| hazard.stage.is_verified() && !hazard.is_over();
    if !beside.hazard.as_ref().is_some_and(is_open) {
        return Err(MatterError::NotOpen);
    }
    if beside.is_listed_elsewhere { Err(MatterError::Already) } else { Ok(()) }
}

/// The notice is served: its deadline follows from its day and its days, inside the limit of its level.
fn noticed(mut after: Record, beside: &Beside<'_>) -> Result<Record, MatterError> {
    check_listable(beside)?;
    let new = HazardListing::of(&after);
    let (Some(from), Some(days)) = (new.listed_on, whole(&after, "days")) else { return Ok(after) };
    if from > beside.today {
        return Err(MatterError::Future("listed_on"));
    }
    let rule = listing_rule_on(beside.listing_rules, new.level, from);
    if let Some(most) = rule.and_then(|rule| rule.most_days).filter(|most| days > *most) {
        return Err(MatterError::TooLong(from + TimeDelta::days(most.into())));
    }
    let due = from + TimeDelta::days(days.into());
    after.values.insert("due".to_owned(), Value::Date(due));
    Ok(after)
}

fn check_step(step: ListingStep, beside: &Beside<'_>) -> Result<(), MatterError> {
    let stage = beside.hazard.as_ref().map(|hazard| hazard.stage);
    match step {
        ListingStep::Apply if !matches!(stage, Some(Stage::ToReinspect { .. } | Stage::Closed { .. })) => {
            Err(MatterError::NotRectified)
        }
        ListingStep::Accept if beside.applied_by == Some(beside.user_id) => Err(MatterError::ByApplicant),
        ListingStep::Delist if !matches!(stage, Some(Stage::Closed { .. })) => Err(MatterError::NotClosed),
        _ => Ok(()),
    }
}

fn check_change(before: &Record, after: &Record) -> Result<(), MatterError> {
    let old = HazardListing::of(before);
    if old.stage.is_over() && super::lasting(before, LATE) != super::lasting(after, LATE) {
        return Err(MatterError::Over);
    }
    check_fixed(before, after)
}

/// What the notice said stands; before it, no deadline is set by hand.
fn check_fixed(before: &Record, after: &Record) -> Result<(), MatterError> {
    let old = HazardListing::of(before);
    if !old.stage.is_running() {
        return Ok(());
    }
    if before.date("due") != after.date("due") {
        return Err(MatterError::DueByExtension);
    }
    match SAID.iter().find(|field| before.values.get(**field) != after.values.get(**field)) {
        Some(field) => Err(MatterError::Fixed(field)),
        None => Ok(()),
    }
}

fn check_days(new: &HazardListing, record: &Record) -> Result<(), MatterError> {
    in_order(record.date("proposed_on"), new.listed_on, "listed_on")?;
    in_order(new.listed_on, new.due, "due")?;
    in_order(new.listed_on, record.date("published_on"), "published_on")?;
    in_order(new.listed_on, record.date("filed_on"), "filed_on")?;
    in_order(new.listed_on, new.applied_on, "applied_on")?;
    in_order(new.applied_on, record.date("inspected_on"), "inspected_on")?;
    in_order(new.listed_on, new.delisted_on, "delisted_on")?;
    in_order(new.delisted_on, record.date("disclosed_on"), "disclosed_on")
}

/// A report is about a listing that runs, on a day since it does.
pub(super) fn reported(after: Record, beside: &Beside<'_>) -> Result<Record, MatterError> {
    let Some(listing) = &beside.listing else { return Ok(after) };
    if !listing.stage.is_running() && listing.listed_on.is_none() {
        return Err(MatterError::NotRunning);
    }
    let day = after.date("reported_on");
    in_order(listing.listed_on, day, "reported_on")?;
    match day {
        Some(day) if day > beside.today => Err(MatterError::Future("reported_on")),
        _ => Ok(after),
    }
}
