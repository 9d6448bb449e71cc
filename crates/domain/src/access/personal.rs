//! What is held about somebody as an account 账号的个人信息, and what becomes of it once they are no longer here.

use super::AccountError;
use crate::words::words;

words! {
    /// What is held about somebody as an account 账号的个人信息.
    Held {
        /// 姓名.
        Name = "name",
        /// 登录名: it may be a telephone or a staff number.
        Login = "login",
        /// 电话.
        Phone = "phone",
        /// 岗位.
        Posts = "posts",
        /// 密码: its hash.
        Password = "password",
        /// 第二因素, with its recovery codes.
        SecondFactor = "second-factor",
        /// 统一身份认证 that the account is linked to.
        Identity = "identity",
        /// 访问令牌.
        Tokens = "tokens",
        /// 登录会话: from where, and by which browser.
        Sessions = "sessions",
        /// 保存的列表.
        Lists = "lists",
        /// 操作记录.
        Events = "events",
    }
}

/// What becomes of something when an account is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is deleted.
    Erased,
    /// It stays as long as the records it stands in, on this basis.
    Stays(&'static str),
}

impl Held {
    /// What becomes of it. Deleting is owed once the purpose is gone; what a law has kept stays, and is used for nothing else.
    pub const fn fate(self) -> Fate {
        // 个人信息保护法 §47
        match self {
            // who found, rectified and accepted a hazard stands in its record
            Self::Name => Fate::Stays("安全生产法 §41：排查治理情况如实记录"),
            // for whom somebody acted is part of what they did
            Self::Posts => Fate::Stays("安全生产法 §41：排查治理情况如实记录"),
            Self::Events => Fate::Stays("网络安全法 §21（三）：留存网络日志不少于六个月；审计记录只增不改"),
            Self::Login
            | Self::Phone
            | Self::Password
            | Self::SecondFactor
            | Self::Identity
            | Self::Tokens
            | Self::Sessions
            | Self::Lists => Fate::Erased,
        }
    }
}

/// The longest reason.
const LONGEST_REASON: usize = 200;

/// Whether what is held about an account may be erased, and the reason as it is kept.
///
/// # Errors
/// While somebody may still sign in with it, when it is erased already, or without a reason.
pub fn may_erase(is_disabled: bool, is_erased: bool, reason: &str) -> Result<String, AccountError> {
    let reason = reason.trim();
    if is_erased {
        return Err(AccountError::Erased);
    }
    if !is_disabled {
        return Err(AccountError::StillInUse);
    }
    let is_sound =
        (1..=LONGEST_REASON).contains(&reason.chars().count()) && !reason.chars().any(char::is_control);
    if is_sound { Ok(reason.to_owned()) } else { Err(AccountError::NoReason) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_for_records_stays_and_says_why_and_all_else_is_erased() {
        let stays = |held: &&Held| matches!(held.fate(), Fate::Stays(_));
        let kept: Vec<&str> = Held::ALL.iter().filter(stays).map(|held| held.as_str()).collect();
        assert_eq!(kept, ["name", "posts", "events"]);
        for held in Held::ALL {
            assert!(held.fate() != Fate::Stays(""), "{held:?} stays without a basis");
        }
    }

    #[test]
    fn an_account_is_erased_once_it_is_out_of_use_and_for_a_reason() {
        assert_eq!(may_erase(true, false, " 已调离 "), Ok("已调离".to_owned()));
        assert_eq!(may_erase(false, false, "已调离"), Err(AccountError::StillInUse));
        assert_eq!(may_erase(true, true, "已调离"), Err(AccountError::Erased));
        for none in ["", "  ", "a\nb", &"字".repeat(201)] {
            assert_eq!(may_erase(true, false, none), Err(AccountError::NoReason), "{none}");
        }
        assert!(may_erase(true, false, &"字".repeat(200)).is_ok());
    }
}
