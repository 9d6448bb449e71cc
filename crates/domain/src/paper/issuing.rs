//! Which paper may be issued for which record, while it stands where, by whom: one table.

use super::{PaperError, PaperKind};
use crate::access::Role;
use crate::hazard::HAZARD;

/// Code of the register of inspections.
const INSPECTION: &str = "inspection";
/// The result of a re-inspection that says that all is rectified.
pub const RECHECK_DONE: &str = "done";

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
    },
    // 安全生产法 §65, 行政处罚法 §24: who has the power orders
    Issuing {
        kind: PaperKind::Order,
        register: HAZARD,
        states: &["open", "rectifying", "returned"],
        roles: &[Role::Clerk, Role::DepartmentOfficer],
        power: Power::Needed,
    },
    // 安全生产法 §9: who has none inspects and tells
    Issuing {
        kind: PaperKind::Advice,
        register: HAZARD,
        states: &["open", "rectifying", "returned"],
        roles: &[Role::Clerk, Role::DepartmentOfficer, Role::CommunityHead],
        power: Power::Lacking,
    },
    Issuing {
        kind: PaperKind::Recheck,
        register: HAZARD,
        states: &["open", "rectifying", "submitted", "returned", "closed"],
        roles: &[Role::Clerk, Role::DepartmentOfficer, Role::CommunityHead],
        power: Power::Either,
    },
    // 安全生产法 §41: government at each level has major hazards rectified under its eyes
    Issuing {
        kind: PaperKind::Listing,
        register: HAZARD,
        states: &["open", "rectifying", "submitted", "returned"],
        roles: &[Role::Clerk],
        power: Power::Either,
    },
];

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
    /// Whether an order or a notice stands that can be re-inspected.
    pub has_order: bool,
}

/// Whether somebody of these roles may issue such a paper for a case now.
///
/// # Errors
/// The first reason why not.
pub fn may_issue(kind: PaperKind, case: &Case<'_>, roles: &[Role]) -> Result<(), PaperError> {
    let row = ISSUING.iter().find(|row| row.kind == kind && row.register == case.register);
    let row = row.ok_or(PaperError::NotOfThis)?;
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
        PaperKind::Listing if !case.is_listed => Err(PaperError::NotListed),
        PaperKind::Recheck if !case.has_order => Err(PaperError::NothingToRecheck),
        _ => Ok(()),
    }
}

/// Whether somebody of these roles may void such a paper and enter that it was served: whoever may issue it.
pub fn may_keep(kind: PaperKind, register: &str, roles: &[Role]) -> bool {
    ISSUING.iter().any(|row| row.kind == kind && row.register == register && row.is_for(roles))
}
