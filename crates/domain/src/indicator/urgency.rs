//! Why a figure lies on somebody's desk: what home pages list first.

use super::{Reason, Stretch, Verdict};
use crate::light::Light;
use crate::words::words;
use chrono::NaiveDate;

words! {
    /// What a figure asks of those who answer for it 待办, the most pressing first.
    Urgency {
        /// 超期: its period is over and it was missed.
        Overdue = "overdue",
        /// 未达标: past its limit, or not fallen.
        Broken = "broken",
        /// 临期: behind, and few days are left.
        DueSoon = "due-soon",
        /// 滞后: behind.
        Behind = "behind",
        /// 缺数: nothing measures it, or it has no figure yet.
        Missing = "missing",
    }
}

/// So many days before the end of its period, what is not reached is called for.
const SOON_DAYS: i64 = 30;

impl Urgency {
    /// Of a light on a day; nothing where all is well or there is nothing to measure.
    pub fn of(verdict: &Verdict, stretch: Option<Stretch>, today: NaiveDate) -> Option<Self> {
        match verdict.light {
            Light::Green | Light::NoSubject => None,
            Light::Grey => Some(Self::Missing),
            Light::Red if verdict.reason == Reason::Missed => Some(Self::Overdue),
            Light::Red => Some(Self::Broken),
            Light::Yellow if stretch.is_some_and(|stretch| Self::is_soon(stretch, today)) => {
                Some(Self::DueSoon)
            }
            Light::Yellow => Some(Self::Behind),
        }
    }

    /// Whether few days of a period are left.
    pub fn is_soon(stretch: Stretch, today: NaiveDate) -> bool {
        (stretch.days.last - today).num_days() <= SOON_DAYS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Days;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn of(light: Light, reason: Reason, today: &str) -> Option<Urgency> {
        let days = Days { first: day("2026-01-01"), last: day("2026-12-31") };
        let stretch = Stretch { days, as_of: day(today) };
        let verdict = Verdict { light, reason, value: None, goal: None, plan: None };
        Urgency::of(&verdict, Some(stretch), day(today))
    }

    #[test]
    fn what_is_behind_is_called_for_when_thirty_days_are_left() {
        assert_eq!(of(Light::Yellow, Reason::NotYet, "2026-11-30"), Some(Urgency::Behind));
        assert_eq!(of(Light::Yellow, Reason::NotYet, "2026-12-01"), Some(Urgency::DueSoon));
        assert_eq!(of(Light::Yellow, Reason::BehindPace, "2026-12-31"), Some(Urgency::DueSoon));
    }

    #[test]
    fn a_missed_period_is_overdue_and_a_broken_limit_is_not() {
        assert_eq!(of(Light::Red, Reason::Missed, "2027-01-01"), Some(Urgency::Overdue));
        assert_eq!(of(Light::Red, Reason::Exceeded, "2026-06-01"), Some(Urgency::Broken));
        assert_eq!(of(Light::Red, Reason::NotFallen, "2026-06-01"), Some(Urgency::Broken));
    }

    #[test]
    fn a_figure_that_is_missing_is_listed_and_one_that_is_well_is_not() {
        assert_eq!(of(Light::Grey, Reason::NoIndicator, "2026-06-01"), Some(Urgency::Missing));
        assert_eq!(of(Light::Green, Reason::Reached, "2026-12-31"), None);
        assert_eq!(of(Light::NoSubject, Reason::NoSubject, "2026-12-31"), None);
    }
}
