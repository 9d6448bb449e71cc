//! Who may do what. One function decides.

use crate::words::words;
use thiserror::Error;
use uuid::Uuid;

words! {
    /// What an account may be.
    Role {
        /// 管理员: everything, until accounts of other roles exist.
        Administrator = "administrator",
        /// 安办专干.
        Clerk = "clerk",
        /// 领导.
        Leader = "leader",
        /// 部门工作人员.
        DepartmentOfficer = "department-officer",
        /// 社区、工作点负责人.
        CommunityHead = "community-head",
        /// 网格员.
        GridWorker = "grid-worker",
        /// 企业安全管理人员.
        EnterpriseManager = "enterprise-manager",
    }
}

words! {
    /// What a caller wants to do.
    Verb {
        /// 读入通知.
        ReadInNotice = "read-in-notice",
        /// 审核目标.
        ReviewTarget = "review-target",
        /// 发布.
        PublishNotice = "publish-notice",
        /// 维护组织机构.
        KeepUnits = "keep-units",
        /// 登记、修改台账记录.
        KeepRecords = "keep-records",
        /// 定义台账.
        DefineRegisters = "define-registers",
    }
}

/// The person behind a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Account.
    pub user_id: Uuid,
    /// Shown name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// The caller may not do it. Code `access.forbidden`.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{name} may not {}", verb.as_str())]
pub struct Forbidden {
    /// Who.
    pub name: String,
    /// What.
    pub verb: Verb,
}

impl Caller {
    /// Whether the caller may do it.
    ///
    /// # Errors
    /// [`Forbidden`] when not.
    pub fn may(&self, verb: Verb) -> Result<(), Forbidden> {
        let allowed = match self.role {
            Role::Administrator => true,
            Role::Clerk => verb != Verb::DefineRegisters,
            Role::DepartmentOfficer | Role::CommunityHead | Role::GridWorker => verb == Verb::KeepRecords,
            Role::Leader | Role::EnterpriseManager => false,
        };
        if allowed { Ok(()) } else { Err(Forbidden { name: self.name.clone(), verb }) }
    }
}
