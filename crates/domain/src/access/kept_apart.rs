//! 三员分立: system, security and audit administration lie with three persons.

use super::{AccountError, Post, Role};

/// How a place keeps its administrators apart 三员分立.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separation {
    /// 分立: each with another person. GB/T 22239-2019 8.1.5 (三级) names the three apart.
    Apart,
    /// 兼任: a small street, which says so in its settings, lets one person keep accounts and give posts.
    Together,
}

impl Role {
    const fn is_one_of_three(self) -> bool {
        matches!(self, Self::SystemAdministrator | Self::SecurityAdministrator | Self::AuditAdministrator)
    }
}

/// Whether a post may be given to somebody who has these: not to one who holds, for a day of it, another administrator's
/// that is kept apart from it. The audit is kept apart in any case, since it looks at what the other two do. The post of all
/// three, which the first start makes, is given on only where they may come together.
///
/// # Errors
/// [`AccountError::KeptApart`].
pub fn check_apart(held: &[Post], new: &Post, separation: Separation) -> Result<(), AccountError> {
    let overlaps = |post: &&Post| {
        post.valid_to.is_none_or(|last| new.valid_from <= last)
            && new.valid_to.is_none_or(|last| post.valid_from <= last)
    };
    let is_refused = |other: Role| match (new.role, other) {
        (new, other) if !new.is_one_of_three() || !other.is_one_of_three() || new == other => false,
        (Role::AuditAdministrator, _) | (_, Role::AuditAdministrator) => true,
        _ => separation == Separation::Apart,
    };
    let is_all_three = new.role == Role::Administrator && separation == Separation::Apart;
    if is_all_three || held.iter().filter(overlaps).any(|post| is_refused(post.role)) {
        return Err(AccountError::KeptApart);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn post(role: Role) -> Post {
        Post::at_no_unit(Uuid::nil(), role, day("2026-03-01"))
    }

    #[test]
    fn two_of_the_three_lie_with_one_person_only_where_that_is_said_and_the_audit_never() {
        use Role::{
            AuditAdministrator as Audit, SecurityAdministrator as Security, SystemAdministrator as System,
        };
        let given =
            |held: Role, new: Role, separation| check_apart(&[post(held)], &post(new), separation).is_ok();
        for (held, new, apart, together) in [
            (System, Security, false, true),
            (Security, System, false, true),
            (System, Audit, false, false),
            (Audit, Security, false, false),
            (System, System, true, true),
            (Role::Clerk, System, true, true),
            (System, Role::Clerk, true, true),
            (Role::Clerk, Role::Administrator, false, true),
        ] {
            let found = [given(held, new, Separation::Apart), given(held, new, Separation::Together)];
            assert_eq!(found, [apart, together], "{held:?} and {new:?}");
        }
    }

    #[test]
    fn one_may_follow_the_other_but_not_share_a_day_with_it() {
        let until = |last| Post { valid_to: Some(day(last)), ..post(Role::SystemAdministrator) };
        let new = Post { valid_from: day("2026-04-01"), ..post(Role::SecurityAdministrator) };
        assert_eq!(check_apart(&[until("2026-03-31")], &new, Separation::Apart), Ok(()));
        assert_eq!(
            check_apart(&[until("2026-04-01")], &new, Separation::Apart),
            Err(AccountError::KeptApart)
        );
    }
}
