//! Periods 周期 and the days they run: month, quarter, half-year, year, school year.

use crate::words::words;
use chrono::{Datelike, Months, NaiveDate};

words! {
    /// A period that recurs.
    Period {
        /// 每月.
        Month = "month",
        /// 每季度.
        Quarter = "quarter",
        /// 每半年.
        HalfYear = "half-year",
        /// 每年.
        Year = "year",
        /// 每学期: from 1 September and from 1 February.
        Term = "term",
        /// 每学年: from 1 September.
        SchoolYear = "school-year",
    }
}

/// First and last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// First.
    pub first: NaiveDate,
    /// Last.
    pub last: NaiveDate,
}

impl Days {
    /// Whether a day lies in it.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether all days of others lie in it.
    pub fn covers(&self, others: Days) -> bool {
        self.first <= others.first && others.last <= self.last
    }

    /// The same days a year before.
    pub fn year_before(self) -> Option<Self> {
        let back = |day: NaiveDate| day.checked_sub_months(Months::new(12));
        Some(Self { first: back(self.first)?, last: back(self.last)? })
    }
}

impl Period {
    /// The one that a day lies in; nothing only at the ends of the calendar.
    pub fn around(self, day: NaiveDate) -> Option<Days> {
        let (year, month) = (day.year(), day.month());
        let (year, month, length) = match self {
            Self::Month => (year, month, 1),
            Self::Quarter => (year, (month - 1) / 3 * 3 + 1, 3),
            Self::HalfYear => (year, (month - 1) / 6 * 6 + 1, 6),
            Self::Year => (year, 1, 12),
            // the school year begins on 1 September, its second term on 1 February (typical calendar; local ones vary)
            Self::SchoolYear => (if month >= 9 { year } else { year - 1 }, 9, 12),
            Self::Term if (2..9).contains(&month) => (year, 2, 7),
            Self::Term => (if month >= 9 { year } else { year - 1 }, 9, 5),
        };
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let last = first.checked_add_months(Months::new(length))?.pred_opt()?;
        Some(Days { first, last })
    }

    /// The periods that have begun between two days, the one around the first included.
    pub fn begun(self, first: NaiveDate, last: NaiveDate) -> Vec<Days> {
        let mut found = Vec::new();
        let mut next = self.around(first);
        while let Some(days) = next.filter(|days| days.first <= last) {
            found.push(days);
            next = days.last.succ_opt().and_then(|day| self.around(day));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_period_begins_and_ends_where_it_should() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (period, inside, first, last) in [
            (Period::Month, "2024-02-29", "2024-02-01", "2024-02-29"),
            (Period::Quarter, "2026-06-30", "2026-04-01", "2026-06-30"),
            (Period::HalfYear, "2026-07-01", "2026-07-01", "2026-12-31"),
            (Period::Year, "2026-12-31", "2026-01-01", "2026-12-31"),
            (Period::SchoolYear, "2026-08-31", "2025-09-01", "2026-08-31"),
            (Period::SchoolYear, "2026-09-01", "2026-09-01", "2027-08-31"),
            (Period::Term, "2026-01-31", "2025-09-01", "2026-01-31"),
            (Period::Term, "2026-02-01", "2026-02-01", "2026-08-31"),
        ] {
            let days = period.around(day(inside)).expect("inside the calendar");
            assert_eq!((days.first, days.last), (day(first), day(last)), "{period:?} {inside}");
        }
    }

    proptest! {
        #[test]
        fn every_day_lies_in_its_period_and_the_next_begins_the_day_after(days in 0_i64..40_000) {
            let day = NaiveDate::default() + chrono::Days::new(days.unsigned_abs());
            for period in Period::ALL {
                let around = period.around(day).expect("inside the calendar");
                prop_assert!(around.contains(day));
                let next = period.around(around.last.succ_opt().expect("a day")).expect("inside");
                prop_assert_eq!(next.first, around.last.succ_opt().expect("a day"));
            }
        }
    }
}
