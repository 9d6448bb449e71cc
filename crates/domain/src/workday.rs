//! Working days 工作日: weekdays without the holidays of a year, with the weekend days that are worked in their place 调休.
//! Which days those are is published each autumn for the year to come, so they are data.

use crate::calendar::Days;
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// The holidays of one year 放假安排.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct YearOff {
    /// Days off, first and last included.
    pub off: Vec<Days>,
    /// Days of a weekend that are worked.
    pub worked: BTreeSet<NaiveDate>,
    /// The document that says so.
    pub source: String,
}

/// The holidays of every year that is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workdays {
    /// By year.
    pub years: BTreeMap<i32, YearOff>,
}

/// The holidays of a year that the count runs into are not known. Code `calendar.year_unknown`.
#[derive(Debug, Clone, Copy, Error, PartialEq, Eq)]
#[error("the holidays of {0} are not known")]
pub struct YearUnknown(pub i32);

impl Workdays {
    /// Whether a day is worked.
    ///
    /// # Errors
    /// [`YearUnknown`] when the holidays of its year are not: to count all its weekdays would be a guess.
    pub fn is_worked(&self, day: NaiveDate) -> Result<bool, YearUnknown> {
        let year = self.years.get(&day.year()).ok_or(YearUnknown(day.year()))?;
        if year.worked.contains(&day) {
            return Ok(true);
        }
        let is_off = year.off.iter().any(|days| days.contains(day));
        Ok(!is_off && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
    }

    /// The last day of a term of so many working days. The day that sets it off does not count (民事诉讼法 §85).
    ///
    /// # Errors
    /// [`YearUnknown`] when the term runs into such a year.
    pub fn after(&self, day: NaiveDate, count: u32) -> Result<NaiveDate, YearUnknown> {
        let mut day = day;
        let mut left = count;
        while left > 0 {
            day = day.succ_opt().ok_or(YearUnknown(day.year()))?;
            left -= u32::from(self.is_worked(day)?);
        }
        Ok(day)
    }

    /// Working days after the first up to the last day; none when that lies before it.
    ///
    /// # Errors
    /// [`YearUnknown`] as above.
    pub fn between(&self, first: NaiveDate, last: NaiveDate) -> Result<u32, YearUnknown> {
        let mut count = 0;
        for day in first.iter_days().skip(1).take_while(|day| *day <= last) {
            count += u32::from(self.is_worked(day)?);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// 国办发明电〔2025〕7号, of which only the days around the spring festival and the national day matter here.
    fn known() -> Workdays {
        let days = |first: &str, last: &str| Days { first: day(first), last: day(last) };
        let year = YearOff {
            off: vec![days("2026-02-15", "2026-02-23"), days("2026-10-01", "2026-10-07")],
            worked: ["2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10"].map(day).into(),
            source: "国办发明电〔2025〕7号".into(),
        };
        Workdays { years: [(2026, year)].into() }
    }

    #[test]
    fn a_term_leaves_out_weekends_and_holidays_and_counts_the_weekend_days_that_are_worked() {
        let workdays = known();
        // Friday 13 February: Saturday is worked, then nine days off
        assert_eq!(workdays.after(day("2026-02-13"), 1), Ok(day("2026-02-14")));
        assert_eq!(workdays.after(day("2026-02-13"), 2), Ok(day("2026-02-24")));
        assert_eq!(workdays.after(day("2026-09-30"), 3), Ok(day("2026-10-10")));
        assert_eq!(workdays.after(day("2026-03-02"), 0), Ok(day("2026-03-02")));
    }

    #[test]
    fn a_term_that_runs_into_a_year_without_known_holidays_is_no_guess() {
        assert_eq!(known().after(day("2026-12-30"), 2), Err(YearUnknown(2027)));
        assert_eq!(known().is_worked(day("2025-12-31")), Err(YearUnknown(2025)));
    }

    proptest! {
        #[test]
        fn a_term_ends_on_a_worked_day_and_holds_as_many_as_it_says(first in 0_u64..250, count in 1_u32..40) {
            let first = day("2026-01-01") + chrono::Days::new(first);
            let last = known().after(first, count).expect("inside the year");
            prop_assert!(known().is_worked(last).expect("known"));
            prop_assert_eq!(known().between(first, last), Ok(count));
        }
    }
}
