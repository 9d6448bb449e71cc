//! Tokens 访问令牌: what a program may do that signs in with one, in the name of an account.

use super::{Post, Role};
use crate::words::words;
use chrono::TimeDelta;
use thiserror::Error;

words! {
    /// What a token is good for.
    Scope {
        /// 只读.
        Read = "read",
        /// 读写.
        Write = "write",
    }
}

/// A token lasts no longer, so that a forgotten one ends by itself.
pub const LONGEST_DAYS: i64 = 366;

/// Why a token is not given, or not good enough.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TokenError {
    /// No name, or one of over 40 characters.
    #[error("a token has a name of 1 to 40 characters")]
    BadName,
    /// Less than a day, or more than a year.
    #[error("a token lasts 1 to {LONGEST_DAYS} days")]
    BadDays,
    /// A role that its owner does not have.
    #[error("a token has roles of its owner only")]
    RoleNotHeld,
    /// It is revoked already.
    #[error("the token is revoked already")]
    Revoked,
    /// A write with a token for reading.
    #[error("this token reads only")]
    ReadOnly,
    /// What only a person at a browser does.
    #[error("this is done in person, not with a token")]
    NotHere,
}

impl TokenError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadName => "token.bad_name",
            Self::BadDays => "token.bad_days",
            Self::RoleNotHeld => "token.role_not_held",
            Self::Revoked => "token.revoked",
            Self::ReadOnly => "token.read_only",
            Self::NotHere => "token.not_here",
        }
    }
}

/// The name of a token.
///
/// # Errors
/// [`TokenError::BadName`].
pub fn checked_token_name(text: &str) -> Result<String, TokenError> {
    super::checked_name(text).map_err(|_| TokenError::BadName)
}

/// How long a token lasts.
///
/// # Errors
/// [`TokenError::BadDays`].
pub fn lasting(days: i64) -> Result<TimeDelta, TokenError> {
    if (1..=LONGEST_DAYS).contains(&days) { Ok(TimeDelta::days(days)) } else { Err(TokenError::BadDays) }
}

/// The posts that a token gives, of those of its owner: never more than the owner has at the moment.
pub fn posts_of_token(posts: Vec<Post>, roles: Option<&[Role]>) -> Vec<Post> {
    let is_given = |post: &Post| roles.is_none_or(|roles| roles.contains(&post.role));
    posts.into_iter().filter(is_given).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_token_lasts_from_one_day_to_a_year() {
        assert_eq!([0, 367, i64::MAX].map(lasting), [const { Err(TokenError::BadDays) }; 3]);
        assert_eq!([1, 366].map(lasting), [1, 366].map(|days| Ok(TimeDelta::days(days))));
    }

    #[test]
    fn a_token_gives_no_post_that_its_owner_lacks() {
        let day = "2026-03-01".parse().expect("a day");
        let post = |role| Post::at_no_unit(Uuid::nil(), role, day);
        let held = vec![post(Role::Clerk), post(Role::Auditor)];
        assert_eq!(posts_of_token(held.clone(), None), held);
        let some = [Role::Auditor, Role::Administrator];
        assert_eq!(posts_of_token(held.clone(), Some(&some)), [post(Role::Auditor)]);
        assert_eq!(posts_of_token(held, Some(&[])), []);
    }
}
