//! What stands on one paper: several problems of one party, and what a re-inspection finds of each.

use super::Paper;
use crate::register::{Record, SITE, Value, plain};
use crate::words::words;
use std::collections::BTreeMap;
use uuid::Uuid;

words! {
    /// 复查结果: what a re-inspection finds of a problem. The words are the options of the opinion.
    RecheckResult {
        /// 已整改.
        Done = "done",
        /// 部分整改.
        Partly = "partly",
        /// 未整改.
        Not = "not",
    }
}

/// A record that a paper covers 文书所列事项: the paper stands on the page of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperCase {
    /// The record: a hazard, an inspection, a listing.
    pub id: Uuid,
    /// What a re-inspection found of it, on an opinion.
    pub result: Option<RecheckResult>,
}

/// Whose a hazard is 当事人: what one party is told of stands on one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// A site.
    Site(Uuid),
    /// Who has to rectify it, at a unit, where no site is named.
    Rectifier {
        /// The name, as people type it.
        name: String,
        /// The unit at which the hazard lies.
        unit: Uuid,
    },
}

impl Party {
    /// That of a hazard; none where nobody is named.
    pub fn of(hazard: &Record) -> Option<Self> {
        if let Some(site) = hazard.reference(SITE) {
            return Some(Self::Site(site));
        }
        match hazard.values.get("rectifier") {
            Some(Value::Text(name)) => Some(Self::Rectifier { name: plain(name), unit: hazard.unit_id }),
            _ => None,
        }
    }
}

/// What was found last of each problem, by opinions in the order in which they were issued. A void one says nothing.
pub fn last_results(opinions: &[Paper]) -> BTreeMap<Uuid, RecheckResult> {
    let standing = opinions.iter().filter(|opinion| opinion.voided.is_none());
    let found = standing.flat_map(|opinion| &opinion.cases);
    found.filter_map(|case| Some((case.id, case.result?))).collect()
}

/// Whether an order or a notice is settled 办结: every problem on it was found rectified, by one opinion or by several.
pub fn is_settled(order: &Paper, opinions: &[Paper]) -> bool {
    let found = last_results(opinions);
    order.cases.iter().all(|case| found.get(&case.id) == Some(&RecheckResult::Done))
}
