//! What the API shows of the decisions on hazards and of their rules.

use super::listing::{ListingRuleView, TransferRuleView};
use super::waiting::{EscalationView, WaitRuleView};
use app::HazardPage;
use chrono::NaiveDate;
use domain::hazard::{Criteria, Element, Extension, ExtensionRule, Judged, Judgement, Threshold, Timing};
use domain::workday::{Workdays, YearUnknown};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// How a hazard stands to its deadline.
#[derive(Serialize, ToSchema)]
pub struct TimingView {
    /// `none`, `in-time`, `overdue`, `done`, `done-late`.
    state: &'static str,
    /// Days left, or days late.
    days: Option<i64>,
}

impl From<Timing> for TimingView {
    fn from(timing: Timing) -> Self {
        let (state, days) = match timing {
            Timing::NoTerm => ("none", None),
            Timing::InTime { left } => ("in-time", Some(left)),
            Timing::Overdue { days } => ("overdue", Some(days)),
            Timing::DoneInTime => ("done", None),
            Timing::DoneLate { days } => ("done-late", Some(days)),
        };
        Self { state, days }
    }
}

/// A day that is counted in working days.
#[derive(Serialize, ToSchema)]
pub struct TermView {
    /// The day; nothing when it cannot be counted.
    day: Option<NaiveDate>,
    /// The year whose holidays are not entered.
    unknown_year: Option<i32>,
}

impl From<Result<NaiveDate, YearUnknown>> for TermView {
    fn from(term: Result<NaiveDate, YearUnknown>) -> Self {
        match term {
            Ok(day) => Self { day: Some(day), unknown_year: None },
            Err(YearUnknown(year)) => Self { day: None, unknown_year: Some(year) },
        }
    }
}

/// One extension.
#[derive(Serialize, ToSchema)]
pub struct ExtensionView {
    id: Uuid,
    from: NaiveDate,
    to: NaiveDate,
    reason: String,
    asked_by: Uuid,
    asked_on: NaiveDate,
    /// Who set the deadline.
    set_by: Option<Uuid>,
    /// `pending`, `granted`, `refused`.
    verdict: &'static str,
    decided_by: Option<Uuid>,
    decided_on: Option<NaiveDate>,
    answer: String,
}

impl From<Extension> for ExtensionView {
    fn from(one: Extension) -> Self {
        let (decided_by, decided_on, answer) = match one.decision {
            Some(decision) => (Some(decision.by), Some(decision.on), decision.answer),
            None => (None, None, String::new()),
        };
        Self {
            id: one.id,
            from: one.from,
            to: one.to,
            reason: one.reason,
            asked_by: one.asked_by,
            asked_on: one.asked_on,
            set_by: one.set_by,
            verdict: one.verdict.as_str(),
            decided_by,
            decided_on,
            answer,
        }
    }
}

/// What the program proposes.
#[derive(Serialize, ToSchema)]
pub struct ProposalView {
    /// `major`, `general`, `excluded`, `open`.
    proposal: &'static str,
    /// The clauses that it rests on.
    clauses: Vec<String>,
}

impl From<&Judgement> for ProposalView {
    fn from(judgement: &Judgement) -> Self {
        Self { proposal: judgement.word(), clauses: judgement.clauses() }
    }
}

/// How a level was judged.
#[derive(Serialize, ToSchema)]
pub struct JudgementView {
    id: Uuid,
    standard: Option<String>,
    /// `crowded`, `explosive`, `important`, `other`.
    place: &'static str,
    ticked: Vec<String>,
    proposal: Option<ProposalView>,
    /// `general` or `major`.
    level: &'static str,
    basis: String,
    reason: String,
    participants: String,
    judged_by: Uuid,
    judged_on: NaiveDate,
}

impl From<Judged> for JudgementView {
    fn from(one: Judged) -> Self {
        Self {
            id: one.id,
            proposal: one.proposal.as_ref().map(ProposalView::from),
            standard: one.standard,
            place: one.place.as_str(),
            ticked: one.ticked,
            level: one.level.as_str(),
            basis: one.basis,
            reason: one.reason,
            participants: one.participants,
            judged_by: one.judged_by,
            judged_on: one.judged_on,
        }
    }
}

/// One element of a standard.
#[derive(Serialize, ToSchema)]
pub struct ElementView {
    clause: String,
    text: String,
}

/// So many of some clauses.
#[derive(Serialize, ToSchema)]
pub struct ThresholdView {
    clause: String,
    /// Sort of place; any when absent.
    place: Option<&'static str>,
    /// Clauses that are counted; all when empty.
    of: Vec<String>,
    /// How many; nothing when it is not known.
    count: Option<usize>,
}

/// A standard.
#[derive(Serialize, ToSchema)]
pub struct CriteriaView {
    code: String,
    standard: String,
    name: String,
    categories: Vec<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    exclusions: Vec<ElementView>,
    direct: Vec<ElementView>,
    counted: Vec<ElementView>,
    thresholds: Vec<ThresholdView>,
    /// What is not known of it, to be filled in from the text.
    open: Vec<ElementView>,
}

fn elements(elements: Vec<Element>) -> Vec<ElementView> {
    elements.into_iter().map(|Element { clause, text }| ElementView { clause, text }).collect()
}

impl From<Criteria> for CriteriaView {
    fn from(one: Criteria) -> Self {
        let threshold = |Threshold { clause, place, of, count }| ThresholdView {
            clause,
            place: place.map(|place| place.as_str()),
            of,
            count,
        };
        Self {
            code: one.code,
            standard: one.standard,
            name: one.name,
            categories: one.categories,
            valid_from: one.valid_from,
            valid_to: one.valid_to,
            exclusions: elements(one.exclusions),
            direct: elements(one.direct),
            counted: elements(one.counted),
            thresholds: one.thresholds.into_iter().map(threshold).collect(),
            open: elements(one.unknown),
        }
    }
}

/// How far a deadline may move. What its document does not limit is absent.
#[derive(Serialize, ToSchema)]
pub struct ExtensionRuleView {
    /// `general` or `major`.
    level: &'static str,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    most_times: Option<u32>,
    /// Days from the day it was found.
    most_days: Option<i64>,
    /// Working days before the deadline.
    ask_before: Option<u32>,
    /// Working days.
    decide_within: Option<u32>,
    source: String,
}

impl From<ExtensionRule> for ExtensionRuleView {
    fn from(rule: ExtensionRule) -> Self {
        Self {
            level: rule.level.as_str(),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            most_times: rule.most_times,
            most_days: rule.most_days,
            ask_before: rule.ask_before,
            decide_within: rule.decide_within,
            source: rule.source,
        }
    }
}

/// A stretch of days.
#[derive(Serialize, ToSchema)]
pub struct StretchView {
    first: NaiveDate,
    last: NaiveDate,
}

/// The holidays of a year.
#[derive(Serialize, ToSchema)]
pub struct YearView {
    year: i32,
    source: String,
    off: Vec<StretchView>,
    worked: Vec<NaiveDate>,
}

fn years(workdays: &Workdays) -> Vec<YearView> {
    let view = |(year, known): (&i32, &domain::workday::YearOff)| YearView {
        year: *year,
        source: known.source.clone(),
        off: known.off.iter().map(|days| StretchView { first: days.first, last: days.last }).collect(),
        worked: known.worked.iter().copied().collect(),
    };
    workdays.years.iter().map(view).collect()
}

/// What hazards go by.
#[derive(Serialize, ToSchema)]
pub struct RulesView {
    as_of: NaiveDate,
    criteria: Vec<CriteriaView>,
    extensions: Vec<ExtensionRuleView>,
    years: Vec<YearView>,
    /// How long something may wait.
    waiting: Vec<WaitRuleView>,
    /// To whom what is overdue goes up.
    escalation: Vec<EscalationView>,
    /// Limits of listing.
    listing: Vec<ListingRuleView>,
    /// Limits of transfers.
    transfers: Vec<TransferRuleView>,
    /// A hazard is urged at most so often on one day.
    urges_a_day: u32,
    /// Days before a deadline that are soon.
    soon_days: u32,
}

impl RulesView {
    /// All of them.
    pub fn new(rules: &catalogue::Rules, as_of: NaiveDate) -> Self {
        Self {
            as_of,
            criteria: rules.criteria.iter().cloned().map(Into::into).collect(),
            extensions: rules.extensions.iter().cloned().map(Into::into).collect(),
            years: years(&rules.workdays),
            waiting: rules.waiting.iter().map(Into::into).collect(),
            escalation: rules.escalation.iter().map(Into::into).collect(),
            listing: rules.listing.iter().map(Into::into).collect(),
            transfers: rules.transfers.iter().map(Into::into).collect(),
            urges_a_day: rules.press.urges_a_day,
            soon_days: rules.press.soon_days,
        }
    }
}

/// Another hazard of the same sort at the same site.
#[derive(Serialize, ToSchema)]
pub struct AlikeView {
    id: Uuid,
    title: String,
    version: i64,
    state: String,
    found_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
}

impl From<app::Alike> for AlikeView {
    fn from(one: app::Alike) -> Self {
        let app::Alike { record, title } = one;
        Self {
            id: record.id,
            title,
            version: record.version,
            found_on: record.date("found_on"),
            closed_on: record.date("closed_on"),
            state: record.state,
        }
    }
}

/// What belongs to a hazard beside its record.
#[derive(Serialize, ToSchema)]
pub struct HazardView {
    as_of: NaiveDate,
    timing: TimingView,
    /// Who set the deadline.
    set_by: Option<Uuid>,
    /// The rule for extensions of its level.
    rule: Option<ExtensionRuleView>,
    /// The last day on which an extension may be asked for.
    ask_by: Option<TermView>,
    /// The last day to which the deadline may move.
    last_day: Option<NaiveDate>,
    /// The day by which the one that is asked for is to be decided.
    decide_by: Option<TermView>,
    extensions: Vec<ExtensionView>,
    judgements: Vec<JudgementView>,
    /// Standards that judge it.
    criteria: Vec<CriteriaView>,
    /// Closed ones that this one probably repeats; none once it says which.
    repeats: Vec<AlikeView>,
    /// Open ones, found before, that are probably the same.
    twins: Vec<AlikeView>,
    may_ask: bool,
    may_decide: bool,
    may_judge: bool,
    /// Names of the people in it, by account.
    names: BTreeMap<Uuid, String>,
}

impl HazardView {
    /// As it stands on a day.
    pub fn new(page: HazardPage, as_of: NaiveDate) -> Self {
        Self {
            as_of,
            timing: page.timing.into(),
            set_by: page.set_by,
            rule: page.rule.map(Into::into),
            ask_by: page.ask_by.map(Into::into),
            last_day: page.last_day,
            decide_by: page.decide_by.map(Into::into),
            extensions: page.extensions.into_iter().map(Into::into).collect(),
            judgements: page.judgements.into_iter().map(Into::into).collect(),
            criteria: page.criteria.into_iter().map(Into::into).collect(),
            repeats: page.repeats.into_iter().map(Into::into).collect(),
            twins: page.twins.into_iter().map(Into::into).collect(),
            may_ask: page.may_ask,
            may_decide: page.may_decide,
            may_judge: page.may_judge,
            names: page.names,
        }
    }
}
