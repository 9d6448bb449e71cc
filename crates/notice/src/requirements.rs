//! Measurable phrases: each comma-separated piece of a clause is looked at once, for one kind after the other.

use crate::numbers::{is_numeral, number};
use crate::types::{Clause, Comparator, Confidence, Due, Kind, Period, Requirement, Span};
use crate::units::{subject_units, units_of};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Words that make a piece a score or a penalty and not a requirement.
const NO_TARGET: &[&str] = &["扣", "罚", "加分", "得分"];
const ZERO: &[&str] = &["不发生", "无发生", "杜绝", "遏制", "零发生", "为零"];
/// Verbs before a bare number that promise the things themselves.
const BUILD: &[&str] = &["补建", "新建", "改建", "建成", "明确", "配备", "涉及"];
const COUNTED: &[&str] =
    &["课时", "个", "处", "名", "人", "次", "场", "支", "家", "件", "张", "条", "座", "台"];
const PERIODS: &[(&str, Period)] = &[
    ("每学年", Period::SchoolYear),
    ("每学期", Period::Term),
    ("每半年", Period::HalfYear),
    ("每季度", Period::Quarter),
    ("每月", Period::Month),
    ("每周", Period::Week),
    ("每年", Period::Year),
    ("全年", Period::Year),
    ("年内", Period::Year),
    ("当年", Period::Year),
    ("年度", Period::Year),
];

/// Finds the requirements in the clauses' own words.
pub(crate) fn requirements(text: &str, clauses: &[Clause], year: Option<i32>) -> Vec<Requirement> {
    let mut found = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        for piece in pieces(text, clause.marker.end..clause.own_end) {
            if let Some(mut requirement) = read_piece(text, piece, year) {
                requirement.units = match subject_units(text, &requirement.quote) {
                    Some(subject) => vec![subject],
                    None => units_of(clauses, index).to_vec(),
                };
                requirement.clause = Some(index);
                requirement.path.clone_from(&clause.path);
                found.push(requirement);
            }
        }
    }
    found
}

/// Splits at commas and stops, but not inside brackets or titles of cited papers.
fn pieces(text: &str, within: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut depth, mut from) = (0_usize, within.start);
    let mut push = |from: usize, to: usize| {
        let piece = &text[from..to];
        let indent = piece.len() - piece.trim_start().len();
        let length = piece.trim().len();
        if length > 0 {
            found.push(from + indent..from + indent + length);
        }
    };
    for (offset, c) in text[within.clone()].char_indices() {
        let at = within.start + offset;
        match c {
            '《' | '（' | '(' => depth += 1,
            '》' | '）' | ')' => depth = depth.saturating_sub(1),
            // a bracket left open ends with its paragraph
            '\n' => {
                depth = 0;
                push(from, at);
                from = at + 1;
            }
            '，' | '。' | '；' | '：' | ';' if depth == 0 => {
                push(from, at);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    push(from, within.end);
    found
}

fn read_piece(text: &str, quote: Span, year: Option<i32>) -> Option<Requirement> {
    let words = &text[quote.clone()];
    if NO_TARGET.iter().any(|word| words.contains(word)) {
        return None;
    }
    let blank = Requirement {
        clause: None,
        path: String::new(),
        subject: quote.clone(),
        quote: quote.clone(),
        kind: Kind::Zero,
        comparator: Comparator::Eq,
        value: None,
        value_to: None,
        unit: None,
        period: PERIODS.iter().find(|(word, _)| words.contains(word)).map(|(_, period)| *period),
        due: None,
        units: Vec::new(),
        soft: words.contains("力争"),
        implicit: false,
        negated: false,
        confidence: Confidence::High,
    };
    if words.contains("有所下降") {
        let (kind, comparator) = (Kind::Decline, Comparator::Lt);
        return Some(Requirement { kind, comparator, period: Some(Period::Year), ..blank });
    }
    if let Some((value, unit, comparator)) = figure(words, &["%", "％"]) {
        let unit = Some(unit.replace('％', "%"));
        return Some(Requirement { kind: Kind::Ratio, comparator, value: Some(value), unit, ..blank });
    }
    if let Some(word) = ZERO.iter().find(|word| words.contains(**word)) {
        return Some(Requirement {
            value: Some(Decimal::ZERO),
            soft: blank.soft || *word == "遏制",
            ..blank
        });
    }
    if let Some(on) = due(words, year) {
        let due = Some(Due { on: Some(on), recurs: false, text: quote });
        return Some(Requirement {
            kind: Kind::Deadline,
            comparator: Comparator::Le,
            due,
            period: None,
            ..blank
        });
    }
    if let Some((value, unit, comparator)) = figure(words, &["万元", "元"]) {
        let kind = Kind::Amount;
        let promised = comparator != Comparator::Eq;
        return promised.then(|| Requirement {
            kind,
            comparator,
            value: Some(value),
            unit: Some(unit.into()),
            ..blank
        });
    }
    if let Some((value, unit, comparator)) = figure(words, COUNTED) {
        let is_bound = comparator != Comparator::Eq;
        let kind = if unit == "次" || unit == "课时" { Kind::Frequency } else { Kind::Count };
        return (is_bound || BUILD.iter().any(|verb| words.contains(verb))).then(|| Requirement {
            kind,
            comparator,
            value: Some(value),
            unit: Some(unit.into()),
            ..blank
        });
    }
    let covers_all =
        words.starts_with("所有") && ["成立", "建立", "达标"].iter().any(|verb| words.contains(verb));
    covers_all.then(|| Requirement {
        kind: Kind::Ratio,
        value: Some(Decimal::ONE_HUNDRED),
        unit: Some("%".into()),
        implicit: true,
        confidence: Confidence::Medium,
        ..blank
    })
}

/// The first number that one of the units follows, with how it is to be compared.
fn figure<'u>(words: &str, units: &[&'u str]) -> Option<(Decimal, &'u str, Comparator)> {
    let mut from = None;
    for (at, c) in words.char_indices() {
        if is_numeral(c) {
            from.get_or_insert(at);
            continue;
        }
        if let Some(start) = from.take()
            && let Some(unit) = units.iter().find(|unit| words[at..].starts_with(**unit))
            && let Some(value) = number(&words[start..at])
        {
            return Some((value, unit, comparator(&words[..start], &words[at + unit.len()..])));
        }
    }
    None
}

fn comparator(before: &str, after: &str) -> Comparator {
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if after.starts_with("以下") || after.starts_with("以内") || ends(&["不超过", "不得超过", "不高于"])
    {
        return Comparator::Le;
    }
    let at_least = ["达", "达到", "不低于", "不得低于", "不少于", "不得少于"];
    let is_at_least = after.starts_with("以上") || ends(&at_least) || before.contains("至少");
    if is_at_least { Comparator::Ge } else { Comparator::Eq }
}

/// 年底前完成…: the last day of the notice's year.
fn due(words: &str, year: Option<i32>) -> Option<NaiveDate> {
    if !words.contains("年底前") || !words.contains("完成") {
        return None;
    }
    NaiveDate::from_ymd_opt(year?, 12, 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Option<(Kind, Comparator, Option<String>)> {
        let found = read_piece(words, 0..words.len(), Some(2026))?;
        Some((found.kind, found.comparator, found.value.map(|value| value.to_string())))
    }

    #[test]
    fn each_form_gives_its_kind_and_threshold() {
        use {Comparator as C, Kind as K};
        for (words, kind, comparator, value) in [
            ("河道非法采砂取缔率达100%", K::Ratio, C::Ge, Some("100")),
            ("“三合一”整治合格率100%", K::Ratio, C::Eq, Some("100")),
            ("一般隐患当年整改率不低于80％", K::Ratio, C::Ge, Some("80")),
            ("坚决遏制较大事故发生", K::Zero, C::Eq, Some("0")),
            ("死亡人数比上年有所下降", K::Decline, C::Lt, None),
            ("每半年至少进行1次培训", K::Frequency, C::Ge, Some("1")),
            ("每年至少组织两次演练", K::Frequency, C::Ge, Some("2")),
            ("人均经费不低于7.5万元", K::Amount, C::Ge, Some("7.5")),
            ("补建3个市政消火栓", K::Count, C::Eq, Some("3")),
            ("在年底前全面完成建设任务", K::Deadline, C::Le, None),
        ] {
            assert_eq!(read(words), Some((kind, comparator, value.map(str::to_owned))), "{words}");
        }
    }

    #[test]
    fn scores_prices_and_plain_numbers_are_no_requirements() {
        for words in
            ["每发生一起扣5分", "处5000元罚款", "奖励300元", "2020年为民办实事项目", "强化“零星”工程管理"]
        {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
