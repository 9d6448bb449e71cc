//! Who may do what. One function decides.

use crate::words::words;
use thiserror::Error;
use uuid::Uuid;

words! {
    /// What an account may be.
    Role {
        /// 管理员: everything, until accounts of other roles exist.
        Administrator = "administrator",
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
        let _ = verb;
        match self.role {
            Role::Administrator => Ok(()),
        }
    }
}
