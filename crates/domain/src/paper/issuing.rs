//! Which paper may be issued for which record, while it stands where, by whom: one table.

use super::{PaperError, PaperKind};
use crate::access::Role;
use crate::hazard::HAZARD;
use crate::matter::LISTING;

/// Code of the register of inspections.
const INSPECTION: &str = "inspection";
/// Problems on one paper at most.
pub const MOST_CASES: usize = 30;

/// Whether the unit may order 执法权.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// Only with it.
    Needed,
    /// Only without it.
    Lacking,
    /// With it or without.
    Either,
}

/// A row of the table 文书签发规则.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issuing {
    /// Sort of paper.
    pub kind: PaperKind,
    /// Code of the register of the case.
    pub register: &'static str,
    /// States of the case.
    pub states: &'static [&'static str],
    /// Roles, beside the administrator.
    pub roles: &'static [Role],
    /// Whether the power to order is needed.
    pub power: Power,
    /// Cases on one paper at most.
    pub most_cases: usize,
}

impl Issuing {
    fn is_for(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| *role == Role::Administrator || self.roles.contains(role))
    }
}

/// The table.
pub const ISSUING: &[Issuing] = &[
    // 安全生产法 §68: who inspects records it, whoever it is
    Issuing {
        kind: PaperKind::SiteRecord,
        register: INSPECTION,
        states: &["done", "recheck", "settled"],
        roles: &[Role::Clerk, Role::DepartmentOfficer, Role::CommunityHead, Role::GridWorker],
        power: Power::Either,
        most_cases: 1,
    },
    // 安全生产法 §65, 行政处罚法 §24: who has the power orders
    Issuing {
        kind: PaperKind::Order,
        register: HAZARD,
        states: &["open", "rectifying", "returned"],
        roles: &[Role::Clerk, Role::DepartmentOfficer],
        power: Power::Needed,
        most_cases: MOST_CASES,
    },
    // 安全生产法 §9: who has none inspects and tells
    Issuing {
        kind: PaperKind::Advice,
        register: HAZARD,
        states: &["open", "rectifying", "returned"],
        roles: &[Role::Clerk, Role::DepartmentOfficer, Role::CommunityHead],
        power: Power::Lacking,
        most_cases: MOST_CASES,
    },
    Issuing {
        kind: PaperKind::Recheck,
        register: HAZARD,
        states: &["open", "rectifying", "submitted", "returned", "closed"],
        roles: &[Role::Clerk, Role::DepartmentOfficer, Role::CommunityHead],
        power: Power::Either,
        most_cases: MOST_CASES,
    },
    // 安全生产法 §41: government at each level has major hazards rectified under its eyes
    Issuing {
        kind: PaperKind::Listing,
        register: HAZARD,
        states: &["open", "rectifying", "submitted", "returned"],
        roles: &[Role::Clerk],
        power: Power::Either,
        most_cases: 1,
    },
    // the same notice from the page of the listing that it gives notice of
    Issuing {
        kind: PaperKind::Listing,
        register: LISTING,
        states: &["listed", "applied", "returned"],
        roles: &[Role::Clerk],
        power: Power::Either,
        most_cases: 1,
    },
];

/// The row of a sort of paper for a register.
pub fn issuing(kind: PaperKind, register: &str) -> Option<&'static Issuing> {
    ISSUING.iter().find(|row| row.kind == kind && row.register == register)
}

/// What of a case decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case<'a> {
    /// Code of its register.
    pub register: &'a str,
    /// State.
    pub state: &'a str,
    /// Whether the unit may order today.
    pub has_power: bool,
    /// Whether the hazard is listed 挂牌.
    pub is_listed: bool,
    /// Whether an order or a notice stands on which it is and that can be re-inspected.
    pub has_order: bool,
    /// Whether it has a deadline.
    pub has_term: bool,
}

/// Whether somebody of these roles may issue such a paper for a case now.
///
/// # Errors
/// The first reason why not.
pub fn may_issue(kind: PaperKind, case: &Case<'_>, roles: &[Role]) -> Result<(), PaperError> {
    let row = issuing(kind, case.register).ok_or(PaperError::NotOfThis)?;
    if !row.is_for(roles) {
        return Err(PaperError::NotYours);
    }
    match (row.power, case.has_power) {
        (Power::Needed, false) => return Err(PaperError::NoPower),
        (Power::Lacking, true) => return Err(PaperError::HasPower),
        _ => {}
    }
    if !row.states.contains(&case.state) {
        return Err(PaperError::WrongState { state: case.state.to_owned() });
    }
    match kind {
        // 安全生产法 §65: what is to be put right is to be put right within a term
        PaperKind::Order | PaperKind::Advice if !case.has_term => Err(PaperError::NoTerm),
        PaperKind::Listing if !case.is_listed => Err(PaperError::NotListed),
        PaperKind::Recheck if !case.has_order => Err(PaperError::NothingToRecheck),
        _ => Ok(()),
    }
}

/// Whether somebody of these roles may void such a paper and enter that it was served: whoever may issue it.
pub fn may_keep(kind: PaperKind, register: &str, roles: &[Role]) -> bool {
    issuing(kind, register).is_some_and(|row| row.is_for(roles))
}
