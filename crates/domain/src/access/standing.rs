//! How an account stands 账号状态: whether somebody gets in with it at a moment.

use chrono::{DateTime, Utc};

/// How an account stands 账号状态.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// 正常.
    Normal,
    /// 锁定: passwords were wrong too often; it opens again by itself.
    Locked {
        /// When.
        until: DateTime<Utc>,
    },
    /// 停用: somebody took it out of use.
    Disabled {
        /// When.
        since: DateTime<Utc>,
    },
}

impl Standing {
    /// How an account stands that is out of use since one moment, or that waits until another.
    pub fn at(
        now: DateTime<Utc>,
        disabled_at: Option<DateTime<Utc>>,
        waits_until: Option<DateTime<Utc>>,
    ) -> Self {
        match (disabled_at, waits_until.filter(|until| now < *until)) {
            (Some(since), _) => Self::Disabled { since },
            (None, Some(until)) => Self::Locked { until },
            (None, None) => Self::Normal,
        }
    }

    /// Stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Locked { .. } => "locked",
            Self::Disabled { .. } => "disabled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_lock_opens_by_itself_and_what_is_disabled_stays_so() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let later = now + TimeDelta::seconds(1);
        assert_eq!(Standing::at(now, None, None), Standing::Normal);
        assert_eq!(Standing::at(now, None, Some(later)), Standing::Locked { until: later });
        assert_eq!(
            Standing::at(later, None, Some(later)),
            Standing::Normal,
            "at the moment itself it is open"
        );
        assert_eq!(Standing::at(now, Some(now), Some(later)), Standing::Disabled { since: now });
    }
}
