//! What a matter waits for, and whose turn it is. Worked out, never kept.

use super::Day;
use crate::access::Role;
use crate::words::words;

words! {
    /// 待办环节: what a matter waits for.
    MatterWait {
        /// 待定是否挂牌.
        List = "list",
        /// 待挂牌公示.
        Publish = "publish",
        /// 待报备.
        File = "file",
        /// 待报进展.
        Progress = "progress",
        /// 待申请摘牌: the hazard is rectified.
        Apply = "apply",
        /// 待现场验收.
        Accept = "accept",
        /// 待摘牌.
        Delist = "delist",
        /// 待摘牌公示.
        Disclose = "disclose",
        /// 待移送.
        Send = "send",
        /// 待答复: the other authority is asked again.
        Answer = "answer",
        /// 待反馈意见.
        Opinion = "opinion",
        /// 待形成结论: every department has said its opinion.
        Conclude = "conclude",
        /// 待落实任务.
        Task = "task",
        /// 待办结: every task is done.
        Settle = "settle",
        /// 待启动整治.
        Start = "start",
        /// 待转入验收: every phase is done.
        Evaluate = "evaluate",
        /// 待整治验收.
        AcceptCampaign = "accept-campaign",
    }
}

impl MatterWait {
    /// Whether a role, where it reaches, has to act: not who could, but whose turn it is.
    pub const fn is_for(self, role: Role) -> bool {
        match self {
            _ if matches!(role, Role::Administrator) => true,
            Self::List | Self::Publish | Self::File | Self::Delist | Self::Disclose => {
                matches!(role, Role::Clerk)
            }
            Self::Progress | Self::Apply => matches!(role, Role::CommunityHead | Role::DepartmentOfficer),
            Self::Opinion | Self::Task => matches!(role, Role::DepartmentOfficer | Role::CommunityHead),
            Self::AcceptCampaign => matches!(role, Role::Clerk),
            Self::Start
            | Self::Evaluate
            | Self::Accept
            | Self::Send
            | Self::Answer
            | Self::Conclude
            | Self::Settle => {
                matches!(role, Role::Clerk | Role::DepartmentOfficer)
            }
        }
    }

    /// The move that does it; nothing where a field is filled or another record is entered.
    pub const fn step(self) -> Option<&'static str> {
        match self {
            Self::List => Some("list"),
            Self::Apply => Some("apply"),
            Self::Accept | Self::AcceptCampaign => Some("accept"),
            Self::Start => Some("start"),
            Self::Evaluate => Some("evaluate"),
            Self::Delist => Some("delist"),
            Self::Send => Some("send"),
            Self::Answer => Some("answer"),
            Self::Opinion | Self::Task => Some("reply"),
            Self::Conclude => Some("conclude"),
            Self::Settle => Some("settle"),
            Self::Publish | Self::File | Self::Progress | Self::Disclose => None,
        }
    }
}

/// Something that a matter waits for 事项待办.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Errand {
    /// What.
    pub wait: MatterWait,
    /// The last day in time; nothing where no rule names one.
    pub by: Day,
}
