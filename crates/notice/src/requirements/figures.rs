//! Figures inside a phrase: a number or a range, its unit, and how the words around it compare.

use super::compare::{self, Bound};
use super::measures::{Class, plain, unit_at};
use crate::numbers::{begins_number, number, number_length};
use rust_decimal::Decimal;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure<'w> {
    pub value: Decimal,
    /// Upper end of a range.
    pub to: Option<Decimal>,
    /// In plain form: 工作日 for 个工作日.
    pub unit: &'w str,
    pub class: Class,
    /// From the number to the end of its unit and of 以上 or 左右, in bytes of the phrase.
    pub start: usize,
    pub end: usize,
    /// How it is compared; `None` when the words say nothing.
    pub bound: Option<Bound>,
    /// The comparing word stands before the number, and is not only 以上 behind it.
    pub is_named_bound: bool,
    /// The number is Chinese: 一 and 三 stand in many words that promise nothing.
    pub is_chinese: bool,
    /// 30日内, 24小时以内: a limit of time.
    pub is_within: bool,
}

/// The number read last, before the next one shows whether it is the lower end of a range.
struct Lower {
    value: Decimal,
    start: usize,
    /// Behind the number or its unit: where a dash would stand.
    end: usize,
    figures: usize,
}

/// Signs and words between the ends of a range.
const DASHES: &[&str] = &["——", "—", "–", "－", "-", "~", "～", "至", "到"];
/// A number behind one of these counts or names something else: 第3, 前3名, 满20年, 近三年, 连续两次, 每隔2小时.
const NO_FIGURE_AFTER: &[&str] = &["每", "第", "前", "满", "近", "连续", "每逢", "每隔", "同"];

/// Every figure of a phrase outside brackets and quotes, in order. Linear in its length.
pub(super) fn figures(words: &str) -> Vec<Figure<'_>> {
    let mut found: Vec<Figure<'_>> = Vec::new();
    let mut lower: Option<Lower> = None;
    let (mut at, mut depth, mut last) = (0, 0_usize, ' ');
    while let Some(c) = words[at..].chars().next() {
        let is_number = begins_number(c) || is_half(words, at);
        // PM2.5 and X203 are names
        if is_number && depth == 0 && !last.is_ascii_alphabetic() {
            let run = Run::at(words, at);
            let figure = run.figure(words, &found);
            let is_upper = lower.as_ref().zip(figure.as_ref()).is_some_and(|(l, f)| is_range(words, l, f));
            let next = Lower { value: run.value, start: run.start, end: run.end, figures: found.len() };
            match (figure, lower.take()) {
                (Some(figure), Some(lower)) if is_upper => {
                    found.truncate(lower.figures);
                    let to = Some(figure.value);
                    let bound = Some(Bound::Between);
                    found.push(Figure { value: lower.value, to, start: lower.start, bound, ..figure });
                }
                (figure, _) => found.extend(figure),
            }
            lower = Some(next);
            at = run.end;
            last = ' ';
            continue;
        }
        match c {
            '（' | '(' | '《' | '“' => depth += 1,
            '）' | ')' | '》' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let length = if is_number { number_length(&words[at..]).max(c.len_utf8()) } else { c.len_utf8() };
        last = c;
        at += length;
    }
    found
}

/// 半天, 半小时; 每半年, 上半年 and 一半 are other words.
fn is_half(words: &str, at: usize) -> bool {
    HALVES.iter().any(|half| words[at..].starts_with(half))
        && !words[..at].ends_with(['每', '上', '下', '一', '过', '大', '多'])
}

const HALVES: &[&str] = &["半天", "半日", "半小时", "半个小时", "半个工作日"];

fn is_range(words: &str, lower: &Lower, upper: &Figure<'_>) -> bool {
    words.get(lower.end..upper.start).is_some_and(|between| DASHES.contains(&between))
        && lower.value < upper.value
}

/// A number with what is known from the number itself.
struct Run<'w> {
    value: Decimal,
    start: usize,
    /// End of the unit, or of the number when it has none.
    end: usize,
    unit: &'w str,
    class: Option<Class>,
    is_chinese: bool,
}

impl<'w> Run<'w> {
    fn at(words: &'w str, start: usize) -> Self {
        let rest = &words[start..];
        let is_chinese = rest.chars().next().is_some_and(|c| crate::numbers::digit(c).is_none());
        if let Some((value, length, unit)) = share(rest) {
            return Self { value, start, end: start + length, unit, class: Some(Class::Rate), is_chinese };
        }
        let (value, length) = if rest.starts_with('半') {
            (Decimal::new(5, 1), '半'.len_utf8())
        } else {
            let length = number_length(rest).max(rest.chars().next().map_or(1, char::len_utf8));
            (number(&rest[..length]).unwrap_or_default(), length)
        };
        let after = &rest[length..];
        let is_year = !is_chinese && length == 4 && after.starts_with('年');
        let (class, unit) = match unit_at(after).filter(|_| !is_year) {
            Some((class, unit)) => (Some(class), &after[..unit]),
            None => match sign_at(after) {
                0 => (None, ""),
                length => (Some(Class::Measure), &after[..length]),
            },
        };
        Self { value, start, end: start + length + unit.len(), unit: plain(unit), class, is_chinese }
    }

    /// The figure that the number is, with the words around it; a number without a unit only where a word compares it.
    fn figure(&self, words: &'w str, earlier: &[Figure<'w>]) -> Option<Figure<'w>> {
        let before = &words[..self.start];
        let near = tail(before, 12);
        // 开学前一周内 is a time, 前3名 a rank
        let is_time_before = self.class == Some(Class::Time) && near.ends_with('前');
        let is_other_word = !is_time_before && NO_FIGURE_AFTER.iter().any(|word| near.ends_with(word));
        // 1:5 and 9.4 are no counts
        if is_other_word || near.ends_with([':', '/', '.', '№']) || is_repeated(words, self) {
            return None;
        }
        let class = match self.class {
            Some(class) => class,
            None if is_closed(&words[self.end..]) => Class::Nothing,
            None => return None,
        };
        let named = compare::before(near);
        let behind = compare::after(&words[self.end..]);
        let from = earlier.last().map_or(0, |figure| figure.end);
        let far = || compare::far_before(tail(&words[from..self.start], 40), class);
        let bound = match (named, behind) {
            // 达到5%以下, 在90%以上: what stands behind decides unless the word before is itself a limit
            (Some((Bound::AtLeast | Bound::Exactly, _)) | None, Some((bound, _))) => Some(bound),
            // 控制在4%左右
            (Some((Bound::AtMost, _)), Some((Bound::About, _))) => Some(Bound::About),
            (Some((bound, _)), _) => Some(bound),
            (None, None) => far(),
        };
        let needs_bound = class == Class::Nothing || is_sign(self.unit);
        if needs_bound && bound.is_none() {
            return None;
        }
        let mut end = self.end + behind.map_or(0, |(_, length)| length);
        let is_inside = ["内", "以内", "之内"].iter().any(|word| words[self.end..].starts_with(word));
        if class == Class::Time && behind.is_none() && is_inside {
            end += '内'.len_utf8();
        }
        Some(Figure {
            value: self.value,
            to: None,
            unit: self.unit,
            class,
            start: self.start,
            end,
            bound,
            is_named_bound: named.is_some() || (behind.is_none() && bound.is_some()),
            is_chinese: self.is_chinese,
            is_within: class == Class::Time && is_inside,
        })
    }
}

/// The length of a unit in letters that no list has: 36kV, 55dBA.
fn sign_at(after: &str) -> usize {
    let length = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
    if length <= LONGEST_SIGN { length } else { 0 }
}

/// Such a unit is as likely a name (5G), so that only a word of comparison makes it one.
fn is_sign(unit: &str) -> bool {
    unit.starts_with(|c: char| c.is_ascii_alphabetic()) && unit_at(unit).is_none()
}

const LONGEST_SIGN: usize = 5;

/// 一人一档, 一家一策: the same number twice in one word.
fn is_repeated(words: &str, run: &Run<'_>) -> bool {
    words[run.start..].starts_with('一') && words[run.end..].starts_with('一')
}

/// 百分之九十五, 千分之二, 百分百, 一成: the value, its length, and the sign it stands for.
fn share(rest: &str) -> Option<(Decimal, usize, &'static str)> {
    if rest.starts_with("百分百") {
        return Some((Decimal::ONE_HUNDRED, "百分百".len(), "%"));
    }
    for (word, sign) in [("百分之", "%"), ("千分之", "‰")] {
        if let Some(after) = rest.strip_prefix(word) {
            let length = number_length(after);
            let value = number(&after[..length]).filter(|_| length > 0)?;
            return Some((value, word.len() + length, sign));
        }
    }
    let length = number_length(rest);
    let value = number(&rest[..length]).filter(|value| length > 0 && *value < Decimal::TEN)?;
    let is_tenths = rest[length..].starts_with('成') && !rest[length..].starts_with("成立");
    is_tenths.then(|| (value * Decimal::TEN, length + '成'.len_utf8(), "%"))
}

/// Nothing that could be a unit follows.
fn is_closed(after: &str) -> bool {
    let next = after.trim_start().chars().next();
    next.is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '的' | '以' | '（' | '(' | '和' | '左'))
}

/// The last few characters, so that looking back costs the same in a line of any length.
pub(crate) fn tail(words: &str, characters: usize) -> &str {
    words.char_indices().rev().nth(characters.saturating_sub(1)).map_or(words, |(at, _)| &words[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_units_and_comparisons_are_read_in_every_form() {
        for (words, value, unit, bound) in [
            ("整改率达９５％以上", "95", "%", Some(Bound::AtLeast)),
            ("覆盖率达到百分之九十五以上", "95", "%", Some(Bound::AtLeast)),
            ("相符率百分百", "100", "%", None),
            ("较去年下降一成以上", "10", "%", Some(Bound::AtLeast)),
            ("死亡人数控制在3人以内", "3", "人", Some(Bound::AtMost)),
            ("不少于十五名队员", "15", "名", Some(Bound::AtLeast)),
            ("不少于一万五千份", "15000", "份", Some(Bound::AtLeast)),
            ("每队配备3－5人", "3-5", "人", Some(Bound::Between)),
            ("入住率60%—70%", "60-70", "%", Some(Bound::Between)),
            ("短视频三至五条", "3-5", "条", Some(Bound::Between)),
            ("合格率100%", "100", "%", None),
            ("降至0.5‰以下", "0.5", "‰", Some(Bound::AtMost)),
            ("整改率低于80%的", "80", "%", Some(Bound::Below)),
            ("不足编配数90%", "90", "%", Some(Bound::Short)),
            ("至少每两年开展1次", "1", "次", Some(Bound::AtLeast)),
            ("经费50万元左右", "50", "万元", Some(Bound::About)),
            ("15个工作日以内", "15", "工作日", Some(Bound::AtMost)),
            ("≤50毫克/升", "50", "毫克/升", Some(Bound::AtMost)),
            ("死亡率低于0.19", "0.19", "", Some(Bound::Below)),
            ("训练不少于半天", "0.5", "天", Some(Bound::AtLeast)),
        ] {
            let found = figures(words);
            let shown: Vec<_> = found
                .iter()
                .map(|f| {
                    let to = f.to.map(|to| format!("-{to}")).unwrap_or_default();
                    (format!("{}{to}", f.value), f.unit, f.bound)
                })
                .collect();
            assert_eq!(shown, [(value.to_owned(), unit, bound)], "{words}");
        }
    }

    #[test]
    fn numbers_that_count_nothing_are_no_figures() {
        for words in [
            "2026年为民办实事",
            "三合一场所",
            "每333公顷",
            "前3名",
            "第2次",
            "使用年限满20年",
            "PM2.5年均浓度",
            "县道X203线",
            "达到1:5",
            "“四个清单”",
            "一次性",
            "一人一档",
            "每半年",
            "上半年",
        ] {
            assert_eq!(figures(words), [], "{words}");
        }
    }
}
