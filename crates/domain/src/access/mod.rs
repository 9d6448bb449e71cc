//! Who may do what. One function decides: [`decide`].

mod account;
mod caller;
mod kept_apart;
mod line;
mod personal;
mod post;
mod proof;
mod standing;
mod token;

pub use account::{
    AccountError, LONGEST, SHORTEST, check_length, checked_login, checked_name, checked_phone, is_kept_on,
    needs_second_factor, wait_after,
};
pub use caller::{Caller, Forbidden, Sight};
pub use kept_apart::{Separation, check_apart};
pub use line::{Charge, Line, LineError, Lines, Tie};
pub use personal::{Fate, Held, may_erase};
pub use post::{Area, Decision, Post, Reach, Subject, areas, decide};
pub use proof::{Named, Proof, SignOnError, account_of};
pub use standing::Standing;
pub use token::{LONGEST_DAYS, Scope, TokenError, checked_token_name, lasting, posts_of_token};

use crate::words::words;

words! {
    /// What a person may be at a unit.
    Role {
        /// 管理员: everything; the post of the account that the first start makes.
        Administrator = "administrator",
        /// 系统管理员: accounts, units and registers, no business data. One of the three kept apart (三员, GB/T 22239-2019).
        SystemAdministrator = "system-administrator",
        /// 安全管理员: says who holds which post, and nothing else.
        SecurityAdministrator = "security-administrator",
        /// 审计管理员: the audit trail only.
        AuditAdministrator = "audit-administrator",
        /// 安办专干.
        Clerk = "clerk",
        /// 领导.
        Leader = "leader",
        /// 部门工作人员.
        DepartmentOfficer = "department-officer",
        /// 社区、工作点负责人.
        CommunityHead = "community-head",
        /// 调度员.
        Dispatcher = "dispatcher",
        /// 网格员.
        GridWorker = "grid-worker",
        /// 企业安全管理人员.
        EnterpriseManager = "enterprise-manager",
        /// 审计人员: reads everything, changes nothing.
        Auditor = "auditor",
        /// 上级: reads what lies in a territory, changes nothing.
        Superior = "superior",
    }
}

words! {
    /// What a caller wants to do.
    Verb {
        /// 查看: records, targets, figures.
        See = "see",
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
        /// 报数: figures that no record gives, and steps that are done.
        Report = "report",
        /// 审核报数: accept or return them.
        ReviewReport = "review-report",
        /// 期间关闭.
        ClosePeriod = "close-period",
        /// 定义台账.
        DefineRegisters = "define-registers",
        /// 管理账号.
        KeepAccounts = "keep-accounts",
        /// 分配岗位: say who holds which post where.
        GivePosts = "give-posts",
        /// 维护消息通道.
        KeepChannels = "keep-channels",
        /// 查阅审计记录.
        ReadAudit = "read-audit",
        /// 查看个人信息: telephone and identity numbers in full, for who works with them every day.
        SeePersonal = "see-personal",
        /// 调阅个人信息: the same of one record, with a reason that stands in the trail.
        RevealPersonal = "reveal-personal",
    }
}

impl Role {
    /// What the role may do where it reaches.
    pub const fn verbs(self) -> &'static [Verb] {
        match self {
            Self::Administrator => Verb::ALL,
            Self::SystemAdministrator => {
                &[Verb::KeepUnits, Verb::DefineRegisters, Verb::KeepAccounts, Verb::KeepChannels]
            }
            Self::SecurityAdministrator => &[Verb::GivePosts],
            Self::AuditAdministrator => &[Verb::ReadAudit],
            Self::Clerk => &[
                Verb::See,
                Verb::ReadInNotice,
                Verb::ReviewTarget,
                Verb::PublishNotice,
                Verb::KeepUnits,
                Verb::KeepRecords,
                Verb::Report,
                Verb::ReviewReport,
                Verb::ClosePeriod,
                Verb::RevealPersonal,
            ],
            Self::DepartmentOfficer => &[Verb::See, Verb::KeepRecords, Verb::Report, Verb::RevealPersonal],
            Self::CommunityHead => {
                &[Verb::See, Verb::KeepRecords, Verb::Report, Verb::SeePersonal, Verb::RevealPersonal]
            }
            Self::Dispatcher | Self::GridWorker | Self::EnterpriseManager => {
                &[Verb::See, Verb::KeepRecords, Verb::SeePersonal, Verb::RevealPersonal]
            }
            Self::Leader | Self::Auditor | Self::Superior => &[Verb::See],
        }
    }

    /// Whether a post of the role lies at a unit.
    pub fn needs_unit(self) -> bool {
        self.reach() != Reach::Everything
    }

    /// Whether a post of the role is for a sector.
    pub fn needs_sector(self) -> bool {
        self.reach() == Reach::Sector
    }

    /// Whether a post of the role says if it is held full-time or not 专职、兼职.
    pub fn may_be_part_time(self) -> bool {
        self == Self::GridWorker
    }

    /// How far the role reaches.
    pub const fn reach(self) -> Reach {
        match self {
            Self::Administrator
            | Self::SystemAdministrator
            | Self::SecurityAdministrator
            | Self::AuditAdministrator
            | Self::Auditor => Reach::Everything,
            Self::Clerk
            | Self::Leader
            | Self::CommunityHead
            | Self::Dispatcher
            | Self::GridWorker
            | Self::Superior => Reach::Territory,
            Self::DepartmentOfficer => Reach::Sector,
            Self::EnterpriseManager => Reach::Own,
        }
    }
}

#[cfg(test)]
mod tests;
