//! Limits of listing, as the rules page and a listing show them.

use chrono::NaiveDate;
use domain::matter::{Limit, ListingRule};
use domain::todo::Term;
use serde::Serialize;
use utoipa::ToSchema;

/// A limit of listing.
#[derive(Serialize, ToSchema)]
pub struct LimitView {
    /// `publish`, `file`, `accept`, `disclose`.
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
        let view = |limit: &Limit| {
            let (days, workdays) = match rule.limit(*limit) {
                Some(Term::Days(days)) => (Some(days), None),
                Some(Term::Workdays(days)) => (None, Some(days)),
                None => (None, None),
            };
            LimitView { limit: limit.as_str(), days, workdays }
        };
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
