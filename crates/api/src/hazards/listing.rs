//! Limits of listing and of transfers, as the rules page and the matter itself show them.

use chrono::NaiveDate;
use domain::matter::{Limit, ListingRule, TransferRule};
use domain::todo::Term;
use serde::Serialize;
use utoipa::ToSchema;

/// A limit.
#[derive(Serialize, ToSchema)]
pub struct LimitView {
    /// `publish`, `file`, `accept`, `disclose` of a listing; `send`, `answer` of a transfer.
    limit: &'static str,
    /// Calendar days; without these and working days it is not known.
    days: Option<u32>,
    /// Working days.
    workdays: Option<u32>,
}

/// The rule of a level for listing. What is not known of it is absent.
#[derive(Serialize, ToSchema)]
pub struct ListingRuleView {
    /// `street`, `county`, `city`, `province`.
    level: &'static str,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    /// Days from the listing to the deadline, at most.
    most_days: Option<u32>,
    /// Each limit, whether it is known or not.
    limits: Vec<LimitView>,
    source: String,
}

impl From<&ListingRule> for ListingRuleView {
    fn from(rule: &ListingRule) -> Self {
        let view = |limit: &Limit| limit_view(limit.as_str(), rule.limit(*limit));
        Self {
            level: rule.level.as_str(),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            most_days: rule.most_days,
            limits: Limit::ALL.iter().map(view).collect(),
            source: rule.source.clone(),
        }
    }
}

/// The rule of a kind of transfer. What is not known of it is absent.
#[derive(Serialize, ToSchema)]
pub struct TransferRuleView {
    /// `crime`, `penalty`, `overdue`, `clue`, `other`.
    kind: &'static str,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    /// `send` and `answer`, whether they are known or not.
    limits: Vec<LimitView>,
    source: String,
}

impl From<&TransferRule> for TransferRuleView {
    fn from(rule: &TransferRule) -> Self {
        Self {
            kind: rule.kind.as_str(),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            limits: vec![limit_view("send", rule.send_within), limit_view("answer", rule.answer_within)],
            source: rule.source.clone(),
        }
    }
}

const fn limit_view(limit: &'static str, term: Option<Term>) -> LimitView {
    let (days, workdays) = match term {
        Some(Term::Days(days)) => (Some(days), None),
        Some(Term::Workdays(days)) => (None, Some(days)),
        None => (None, None),
    };
    LimitView { limit, days, workdays }
}
