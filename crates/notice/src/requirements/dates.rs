//! Due days in words: 年底前, 6月底前, 三月底前, 2026年9月30日前, 每年1月31日前, 每月25日前, 到2028年.

use super::figures::tail;
use crate::numbers::{begins_number, digit, is_numeral, number};
use crate::types::Period;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

/// A due day in a phrase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DueWords {
    /// The day; none for one that comes more often than once a year.
    pub on: Option<NaiveDate>,
    /// How often it comes again: 每年1月底前, 每月25日前.
    pub recurs: Option<Period>,
    /// 到2028年 says when something holds, and is a demand only with a word of completion.
    pub is_by_year: bool,
    /// The words, in bytes of the phrase.
    pub start: usize,
    pub end: usize,
}

/// The first due day of a phrase. `year` is the one it borrows when it names none.
pub(super) fn due(words: &str, year: Option<i32>) -> Option<DueWords> {
    let mut found = words.match_indices('前').filter_map(|(at, _)| before(words, at, year));
    found
        .next()
        .or_else(|| no_later(words, year))
        .or_else(|| by_year(words))
        .or_else(|| half_year(words, year))
}

/// A day or a month as written, before it is known which year it belongs to.
struct Day {
    year: Option<i32>,
    month: Option<i32>,
    day: Option<i32>,
    is_end: bool,
    recurs: Option<Period>,
    /// Where its words begin.
    start: usize,
}

/// Words in front of a month or a day that make it come again.
const RECURRING: &[(&str, Period)] = &[
    ("每季度首月", Period::Quarter),
    ("每季度末月", Period::Quarter),
    ("每季度第一个月", Period::Quarter),
    ("每季首月", Period::Quarter),
    ("每季度", Period::Quarter),
    ("每季", Period::Quarter),
    ("每月", Period::Month),
    ("每个月", Period::Month),
    ("次月", Period::Month),
    ("下月", Period::Month),
    ("每年度", Period::Year),
    ("每年", Period::Year),
    ("每学年", Period::SchoolYear),
    ("每学期", Period::Term),
    ("每半年", Period::HalfYear),
    ("每日", Period::Day),
    ("每天", Period::Day),
];

/// What stands before 前: a day, the end of a month, of a quarter or of a year, a time of each day.
fn before(words: &str, at: usize, year: Option<i32>) -> Option<DueWords> {
    let head = tail(&words[..at], 18);
    let offset = at - head.len();
    let found = day(head.trim_end_matches(['之', '以']))?;
    let on = found.on(year);
    let end = at + '前'.len_utf8();
    Some(DueWords { on, recurs: found.recurs, is_by_year: false, start: offset + found.start, end })
}

/// 不迟于6月30日, 于9月30日完成.
fn no_later(words: &str, year: Option<i32>) -> Option<DueWords> {
    if !words.contains(['迟', '晚']) {
        return None;
    }
    let leads = ["不迟于", "不晚于", "最迟于", "最迟", "最晚"];
    let (start, lead) = leads.iter().find_map(|lead| words.find(lead).map(|at| (at, lead)))?;
    let from = start + lead.len();
    let sign = words[from..].find(['日', '号', '底', '末']).map(|at| from + at)?;
    let end = sign + words[sign..].chars().next().map_or(0, char::len_utf8);
    let found = day(tail(&words[from..end], 18))?;
    Some(DueWords { on: found.on(year), recurs: found.recurs, is_by_year: false, start, end })
}

/// Reads a day from the end of the words.
fn day(words: &str) -> Option<Day> {
    let head = words.strip_suffix('份').unwrap_or(words);
    if let Some(found) = time_of_day(head).or_else(|| weekday(head)) {
        return Some(found);
    }
    let (rest, is_end) = match head.strip_suffix('底').or_else(|| head.strip_suffix('末')) {
        Some(rest) => (rest, true),
        None => (head, false),
    };
    let (rest, part) = third_of_month(rest);
    let (rest, day) = if part.is_some() { (rest, part) } else { take(rest, &["日", "号"]) };
    let (rest, month, is_end) = match quarter(rest).filter(|_| day.is_none()) {
        Some((rest, month)) => (rest, Some(month), true),
        None => {
            let (rest, month) = take(rest, &["月"]);
            (rest, month, is_end)
        }
    };
    let (rest, named) = match take(rest, &["年"]) {
        (rest, Some(value)) => (rest, Some(value)),
        (rest, None) => {
            (rest.trim_end_matches("当年").trim_end_matches("本年").trim_end_matches("今年"), None)
        }
    };
    let recurs = RECURRING.iter().find(|(word, _)| rest.ends_with(word));
    // 年底前 and 本年底前 name no number at all
    let is_year_end = is_end && month.is_none() && (named.is_some() || rest.ends_with('年'));
    let is_recurrent_end = is_end && recurs.is_some();
    if day.is_none() && month.is_none() && !is_year_end && !is_recurrent_end {
        return None;
    }
    let start = match recurs {
        Some((word, _)) => rest.len() - word.len(),
        None => rest.trim_end_matches('年').trim_end_matches("每").len(),
    };
    Some(Day { year: named, month, day, is_end, recurs: recurs.map(|(_, period)| *period), start })
}

impl Day {
    fn on(&self, year: Option<i32>) -> Option<NaiveDate> {
        if self.recurs.is_some_and(|period| period != Period::Year) {
            return None;
        }
        let year = self.year.or(year)?;
        match (self.month, self.day) {
            (Some(month), Some(day)) => {
                NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
            }
            // 5月前 is over when May begins; 5月底前 lasts to its last day
            (Some(month), None) if self.is_end => last_day(year, month),
            (Some(month), None) => NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, 1)?.pred_opt(),
            (None, Some(_)) => None,
            (None, None) => NaiveDate::from_ymd_opt(year, 12, 31),
        }
    }
}

/// 每日17时前.
fn time_of_day(head: &str) -> Option<Day> {
    let (rest, hour) = take(head, &["时", "点"]);
    hour?;
    let rest = ["上午", "下午", "晚上", "中午", "早"]
        .iter()
        .find_map(|part| rest.strip_suffix(part))
        .unwrap_or(rest);
    if let Some(day) = weekday(rest) {
        return Some(day);
    }
    let (word, period) = RECURRING.iter().find(|(word, _)| rest.ends_with(word))?;
    let start = rest.len() - word.len();
    Some(Day { year: None, month: None, day: None, is_end: false, recurs: Some(*period), start })
}

/// 每周五前.
fn weekday(head: &str) -> Option<Day> {
    let rest = head.strip_suffix(['一', '二', '三', '四', '五', '六', '日', '天'])?;
    let rest = ["每周", "每星期"].iter().find_map(|word| rest.strip_suffix(word))?;
    let recurs = Some(Period::Week);
    Some(Day { year: None, month: None, day: None, is_end: false, recurs, start: rest.len() })
}

/// 6月中旬前: its tenth, twentieth or last day.
fn third_of_month(words: &str) -> (&str, Option<i32>) {
    for (word, day) in [("上旬", 10), ("中旬", 20)] {
        if let Some(rest) = words.strip_suffix(word) {
            return (rest, Some(day));
        }
    }
    (words, None)
}

/// 二季度, 第三季度: its last month.
fn quarter(words: &str) -> Option<(&str, i32)> {
    let body = words.strip_suffix("季度")?;
    let names = [("一", 3), ("二", 6), ("三", 9), ("四", 12), ("1", 3), ("2", 6), ("3", 9), ("4", 12)];
    let (rest, month) = names.iter().find_map(|(name, month)| Some((body.strip_suffix(*name)?, *month)))?;
    Some((rest.trim_end_matches('第'), month))
}

/// 到2028年, 到2028年底.
fn by_year(words: &str) -> Option<DueWords> {
    let start = words.find('到')?;
    let rest = &words[start + '到'.len_utf8()..];
    let (digits, after) = rest.split_at(rest.find(|c: char| !is_numeral(c))?);
    let year = number(digits)?.to_i32().filter(|year| (1990..2100).contains(year))?;
    let after = after.strip_prefix('年')?;
    let after = after.strip_prefix(['底', '末']).unwrap_or(after);
    let on = NaiveDate::from_ymd_opt(year, 12, 31);
    Some(DueWords { on, recurs: None, is_by_year: true, start, end: words.len() - after.len() })
}

/// 上半年完成, 上半年内, 三季度完成.
fn half_year(words: &str, year: Option<i32>) -> Option<DueWords> {
    if !words.contains("半年") && !words.contains("季度") {
        return None;
    }
    let names = [("上半年", 6), ("下半年", 12), ("一季度", 3), ("二季度", 6), ("三季度", 9), ("四季度", 12)];
    let (name, month) = names.iter().find(|(name, _)| words.contains(name))?;
    let start = words.find(name)?;
    let end = start + name.len();
    let end =
        end + words[end..].chars().next().filter(|c| matches!(c, '末' | '底')).map_or(0, char::len_utf8);
    let is_due = words[end..].starts_with(['达', '完', '内', '要', '全', '基', '建']);
    let on = year.and_then(|year| last_day(year, *month));
    is_due.then_some(DueWords { on, recurs: None, is_by_year: false, start, end })
}

/// Takes a number and its sign off the end: 9月 gives 9.
fn take<'w>(words: &'w str, signs: &[&str]) -> (&'w str, Option<i32>) {
    let Some(body) = signs.iter().find_map(|sign| words.strip_suffix(*sign)) else { return (words, None) };
    // 每周五17时: digits and Chinese numerals do not mix
    let is_arabic = body.ends_with(|c: char| digit(c).is_some());
    let rest = body.trim_end_matches(|c: char| is_numeral(c) && (!is_arabic || !is_chinese_numeral(c)));
    // the dot of a serial is no part of the number: 3.6月底前
    let digits = body[rest.len()..].rsplit(['.', '．']).next().unwrap_or_default();
    match number(digits).and_then(|value| value.to_i32()) {
        Some(value) => (&body[..body.len() - digits.len()], Some(value)),
        None => (words, None),
    }
}

fn is_chinese_numeral(c: char) -> bool {
    begins_number(c) && digit(c).is_none()
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
        for (words, day) in [
            ("在年底前全面完成任务", "2026-12-31"),
            ("2027年底前完成80%以上", "2027-12-31"),
            ("6月底前完成整改", "2026-06-30"),
            ("三月底前报送", "2026-03-31"),
            ("12月底前建成", "2026-12-31"),
            ("9月30日前完成", "2026-09-30"),
            ("2025年9月1日之前建成", "2025-09-01"),
            ("5月前完成", "2026-04-30"),
            ("6月中旬前完成", "2026-06-20"),
            ("二季度末前完成", "2026-06-30"),
            ("五月十日前修订", "2026-05-10"),
            ("到2028年", "2028-12-31"),
            ("上半年完成换发", "2026-06-30"),
            ("最迟不晚于6月30日完成", "2026-06-30"),
        ] {
            let due = due(words, Some(2026)).unwrap_or_else(|| panic!("no due day in {words}"));
            assert_eq!((due.on.map(|d| d.to_string()).as_deref(), due.recurs), (Some(day), None), "{words}");
        }
    }

    #[test]
    fn a_day_that_comes_again_has_its_period() {
        for (words, day, period) in [
            ("每年1月31日前报送", Some("2026-01-31"), Period::Year),
            ("每月25日前报送", None, Period::Month),
            ("每月底前通报", None, Period::Month),
            ("次月5日前报送", None, Period::Month),
            ("每季度首月5日前报送", None, Period::Quarter),
            ("每季度末前报送", None, Period::Quarter),
            ("每日17时前报送", None, Period::Day),
            ("每周五下午5时前报送", None, Period::Week),
            ("每周一前报送", None, Period::Week),
        ] {
            let due = due(words, Some(2026)).unwrap_or_else(|| panic!("no due day in {words}"));
            assert_eq!(
                (due.on.map(|d| d.to_string()).as_deref(), due.recurs),
                (day, Some(period)),
                "{words}"
            );
            assert_eq!(due.start, 0, "{words}");
        }
    }

    #[test]
    fn words_with_qian_that_are_no_day_give_none() {
        for words in
            ["节前检查", "岗前培训", "会前准备", "到位", "提前完成", "目前", "前期", "汛前完成", "开学前"]
        {
            assert_eq!(due(words, Some(2026)), None, "{words}");
        }
    }
}
