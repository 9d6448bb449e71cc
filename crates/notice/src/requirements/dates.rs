//! Due days in words: 年底前, 6月底前, 三月底前, 2026年9月30日前, 每年1月31日前, 到2028年.

use crate::numbers::{is_numeral, number};
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

/// A due day in a phrase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DueWords {
    pub on: Option<NaiveDate>,
    pub recurs: bool,
    /// The words, in bytes of the phrase.
    pub start: usize,
    pub end: usize,
}

/// The first due day of a phrase. `year` is the one it borrows when it names none.
pub(super) fn due(words: &str, year: Option<i32>) -> Option<DueWords> {
    let mut found = words.match_indices('前').filter_map(|(at, _)| before(words, at, year));
    found.next().or_else(|| by_year(words)).or_else(|| half_year(words, year))
}

/// What stands before 前: a day, the end of a month or of a year.
fn before(words: &str, at: usize, year: Option<i32>) -> Option<DueWords> {
    let head = super::figures::tail(&words[..at], 16);
    let offset = at - head.len();
    let head = head.trim_end_matches(['之', '以']);
    let head = head.strip_suffix('份').unwrap_or(head);
    let (rest, is_end) = match head.strip_suffix('底').or_else(|| head.strip_suffix('末')) {
        Some(rest) => (rest, true),
        None => (head, false),
    };
    let (rest, day) = take(rest, &["日", "号"]);
    let (rest, month) = take(rest, &["月"]);
    let (rest, named) = match take(rest, &["年"]) {
        (rest, Some(value)) => (rest, Some(value)),
        (rest, None) => {
            (rest.trim_end_matches("当年").trim_end_matches("本年").trim_end_matches("今年"), None)
        }
    };
    // 年底前 and 本年底前 name no number at all
    let is_year_end = is_end && month.is_none() && (named.is_some() || rest.ends_with('年'));
    if day.is_none() && month.is_none() && !is_year_end {
        return None;
    }
    let recurs = rest.ends_with("每年") || (is_year_end && rest.ends_with("每年"));
    let year = named.or(year);
    let on = year.and_then(|year| match (month, day) {
        (Some(month), Some(day)) => {
            NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
        }
        // 5月前 is over when May begins; 5月底前 lasts to its last day
        (Some(month), None) if is_end => last_day(year, month),
        (Some(month), None) => NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, 1)?.pred_opt(),
        (None, Some(_)) => None,
        (None, None) => NaiveDate::from_ymd_opt(year, 12, 31),
    });
    let start = offset + rest.trim_end_matches("每年").trim_end_matches('年').len();
    Some(DueWords { on, recurs, start, end: at + '前'.len_utf8() })
}

/// 到2028年, 到2028年底.
fn by_year(words: &str) -> Option<DueWords> {
    let start = words.find('到')?;
    let rest = &words[start + '到'.len_utf8()..];
    let (digits, after) = rest.split_at(rest.find(|c: char| !is_numeral(c))?);
    let year = number(digits)?.to_i32().filter(|year| (1990..2100).contains(year))?;
    let after = after.strip_prefix('年')?;
    let after = after.strip_prefix('底').or_else(|| after.strip_prefix('末')).unwrap_or(after);
    let on = NaiveDate::from_ymd_opt(year, 12, 31);
    Some(DueWords { on, recurs: false, start, end: words.len() - after.len() })
}

/// 上半年完成, 上半年内.
fn half_year(words: &str, year: Option<i32>) -> Option<DueWords> {
    let start = words.find("上半年")?;
    let end = start + "上半年".len();
    let is_due = words[end..].starts_with(['完', '内', '要', '全', '基']);
    is_due.then(|| DueWords {
        on: year.and_then(|year| NaiveDate::from_ymd_opt(year, 6, 30)),
        recurs: false,
        start,
        end,
    })
}

/// Takes a number and its sign off the end: 9月 gives 9.
fn take<'w>(words: &'w str, signs: &[&str]) -> (&'w str, Option<i32>) {
    let Some(body) = signs.iter().find_map(|sign| words.strip_suffix(*sign)) else { return (words, None) };
    let rest = body.trim_end_matches(is_numeral);
    match number(&body[rest.len()..]).and_then(|value| value.to_i32()) {
        Some(value) => (rest, Some(value)),
        None => (words, None),
    }
}

fn last_day(year: i32, month: i32) -> Option<NaiveDate> {
    let (year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, u32::try_from(next).ok()?, 1)?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_gives_its_day() {
        for (words, day, recurs) in [
            ("在年底前全面完成任务", Some("2026-12-31"), false),
            ("2027年底前完成80%以上", Some("2027-12-31"), false),
            ("6月底前完成整改", Some("2026-06-30"), false),
            ("三月底前报送", Some("2026-03-31"), false),
            ("12月底前建成", Some("2026-12-31"), false),
            ("9月30日前完成", Some("2026-09-30"), false),
            ("2025年9月1日之前建成", Some("2025-09-01"), false),
            ("每年1月31日前报送", Some("2026-01-31"), true),
            ("5月前完成", Some("2026-04-30"), false),
            ("到2028年", Some("2028-12-31"), false),
            ("上半年完成换发", Some("2026-06-30"), false),
        ] {
            let due = due(words, Some(2026)).unwrap_or_else(|| panic!("no due day in {words}"));
            assert_eq!((due.on.map(|d| d.to_string()).as_deref(), due.recurs), (day, recurs), "{words}");
        }
    }

    #[test]
    fn words_with_qian_that_are_no_day_give_none() {
        for words in ["节前检查", "岗前培训", "会前准备", "到位", "提前完成", "目前", "前期"]
        {
            assert_eq!(due(words, Some(2026)), None, "{words}");
        }
    }
}
