//! The period in which a requirement holds or recurs: 每月, 次/年, 月均, 全年, 每3个月.

use crate::numbers::{begins_number, number, number_length};
use crate::types::Period;

/// A period named in a phrase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PeriodWords {
    /// Absent for what recurs outside the calendar: 每逢赶集日, 每两小时.
    pub period: Option<Period>,
    /// 每月 comes again; 全年 holds once.
    pub recurs: bool,
    /// The words, in bytes of the phrase.
    pub start: usize,
    pub end: usize,
}

/// What follows 每; the longer before what they begin with.
const AFTER_EACH: &[(&str, Period)] = &[
    ("学年", Period::SchoolYear),
    ("个学年", Period::SchoolYear),
    ("学期", Period::Term),
    ("个学期", Period::Term),
    ("半年", Period::HalfYear),
    ("季度", Period::Quarter),
    ("个季度", Period::Quarter),
    ("季", Period::Quarter),
    ("半个月", Period::HalfMonth),
    ("半月", Period::HalfMonth),
    ("月", Period::Month),
    ("个月", Period::Month),
    ("周", Period::Week),
    ("星期", Period::Week),
    ("个工作日", Period::Day),
    ("日", Period::Day),
    ("天", Period::Day),
    ("晚", Period::Day),
    ("班", Period::Shift),
    ("年", Period::Year),
];

/// Recurring without 每.
const RECURRING: &[(&str, Period)] = &[
    ("按季度", Period::Quarter),
    ("按季", Period::Quarter),
    ("按月", Period::Month),
    ("按周", Period::Week),
    ("按年度", Period::Year),
    ("逐月", Period::Month),
    ("月均", Period::Month),
    ("周均", Period::Week),
    ("日均", Period::Day),
];

/// Holding once.
const ONCE: &[(&str, Period)] = &[
    ("三年累计", Period::ThreeYears),
    ("五年累计", Period::FiveYears),
    ("三年完成", Period::ThreeYears),
    ("三年投入", Period::ThreeYears),
    ("经过三年", Period::ThreeYears),
    ("年培训", Period::Year),
    ("年学习", Period::Year),
    ("年训练", Period::Year),
    ("一年内", Period::Year),
    ("全年", Period::Year),
    ("年内", Period::Year),
    ("当年", Period::Year),
    ("年度", Period::Year),
    ("本年", Period::Year),
    ("年均", Period::Year),
    ("全学年", Period::SchoolYear),
    ("学年内", Period::SchoolYear),
    ("学期内", Period::Term),
];

/// After a slash: 24学时/年.
const SLASH: &[(&str, Period)] = &[
    ("/年", Period::Year),
    ("/半年", Period::HalfYear),
    ("/季度", Period::Quarter),
    ("/季", Period::Quarter),
    ("/月", Period::Month),
    ("/周", Period::Week),
    ("/日", Period::Day),
    ("/天", Period::Day),
    ("/班", Period::Shift),
    ("/学期", Period::Term),
    ("/学年", Period::SchoolYear),
];

/// The period that a slash gives.
pub(super) fn after_slash(words: &str) -> Option<Period> {
    SLASH.iter().find(|(word, _)| words.starts_with(word)).map(|(_, period)| *period)
}

/// The period of a phrase: one that recurs before one that holds once.
pub(super) fn period(words: &str) -> Option<PeriodWords> {
    each(words)
        .or_else(|| listed(words, RECURRING))
        .or_else(|| {
            let start = words.find('/')?;
            let period = after_slash(&words[start..])?;
            Some(PeriodWords { period: Some(period), recurs: true, start, end: words.len() })
        })
        .or_else(|| listed(words, ONCE).map(|found| PeriodWords { recurs: false, ..found }))
}

/// The period that a phrase opens with: 每日巡查.
pub(super) fn opens_with_period(words: &str) -> bool {
    words.strip_prefix('每').is_some_and(|rest| each_at(rest).is_some())
}

/// 县河长办每月调度: a period with something behind it.
pub(super) fn holds_act_of_period(words: &str) -> bool {
    each(words).is_some_and(|period| period.end < words.len())
}

/// 每月, 每3个月, 每两年, 每逢赶集日; 每个社区, 每名 and 每次 are no periods.
fn each(words: &str) -> Option<PeriodWords> {
    let mut found: Option<PeriodWords> = None;
    for (start, word) in words.match_indices('每') {
        let from = start + word.len();
        let Some((period, length)) = each_at(&words[from..]) else { continue };
        let here = PeriodWords { period, recurs: true, start, end: from + length };
        // 每人每月 is monthly, and a period of the calendar comes before 每两小时
        if period.is_some() {
            return Some(here);
        }
        found.get_or_insert(here);
    }
    found
}

/// The period that follows 每, and how long its name is.
fn each_at(rest: &str) -> Option<(Option<Period>, usize)> {
    if let Some((name, period)) = AFTER_EACH.iter().find(|(name, _)| rest.starts_with(name)) {
        return Some((Some(*period), name.len()));
    }
    let outside = ["逢", "小时"].iter().find(|word| rest.starts_with(**word));
    counted(rest).or_else(|| outside.map(|word| (None, word.len())))
}

/// 2年, 两年, 3个月, 15日 after 每.
fn counted(rest: &str) -> Option<(Option<Period>, usize)> {
    let rest_of = rest.strip_prefix('隔').unwrap_or(rest);
    let skipped = rest.len() - rest_of.len();
    if !rest_of.starts_with(begins_number) {
        return None;
    }
    let length = number_length(rest_of);
    let value: u32 = number(&rest_of[..length])?.try_into().ok()?;
    let unit = ["年", "个月", "周", "天", "日", "个小时", "小时", "分钟"]
        .into_iter()
        .find(|unit| rest_of[length..].starts_with(unit))?;
    let period = match (value, unit) {
        (1, "年") | (12, "个月") => Some(Period::Year),
        (2, "年") => Some(Period::TwoYears),
        (3, "年") => Some(Period::ThreeYears),
        (5, "年") => Some(Period::FiveYears),
        (6, "个月") => Some(Period::HalfYear),
        (3, "个月") => Some(Period::Quarter),
        (1, "个月") => Some(Period::Month),
        (15, "天" | "日") | (2, "周") => Some(Period::HalfMonth),
        (1, "周") | (7, "天" | "日") => Some(Period::Week),
        (1, "天" | "日") => Some(Period::Day),
        _ => None,
    };
    Some((period, skipped + length + unit.len()))
}

fn listed(words: &str, list: &[(&str, Period)]) -> Option<PeriodWords> {
    // most phrases name no such span
    if !words.contains(['年', '月', '周', '季', '期', '日']) {
        return None;
    }
    list.iter().find_map(|(word, period)| {
        let start = words.find(word)?;
        Some(PeriodWords { period: Some(*period), recurs: true, start, end: start + word.len() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_gives_its_period() {
        for (words, expect, recurs) in [
            ("每半年至少进行1次", Some(Period::HalfYear), true),
            ("至少每两年开展1次", Some(Period::TwoYears), true),
            ("每3个月检验一次", Some(Period::Quarter), true),
            ("至少每15日维护一次", Some(Period::HalfMonth), true),
            ("人均每月不少于5次", Some(Period::Month), true),
            ("每名民警每周检查", Some(Period::Week), true),
            ("不少于24学时/年", Some(Period::Year), true),
            ("月均检查2家", Some(Period::Month), true),
            ("未按季度发布", Some(Period::Quarter), true),
            ("每逢赶集日", None, true),
            ("每两小时一次", None, true),
            ("全年演练", Some(Period::Year), false),
            ("三年累计更新", Some(Period::ThreeYears), false),
        ] {
            let found = period(words).unwrap_or_else(|| panic!("no period in {words}"));
            assert_eq!((found.period, found.recurs), (expect, recurs), "{words}");
        }
    }

    #[test]
    fn each_of_several_things_is_no_period() {
        for words in ["每个社区", "每333公顷", "每缺1人", "每次不少于1小时", "每名教师"]
        {
            assert_eq!(period(words), None, "{words}");
        }
    }
}
