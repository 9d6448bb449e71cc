//! Figures inside a phrase: a number or a range, its unit, and how the words around it compare.

use crate::numbers::{is_numeral, number};
use crate::types::Comparator;
use rust_decimal::Decimal;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub value: Decimal,
    /// Upper end of a range.
    pub to: Option<Decimal>,
    pub unit: &'static str,
    /// Where the number begins and the unit ends, in bytes of the phrase.
    pub start: usize,
    pub end: usize,
    /// How it is compared; `None` when the words say nothing.
    pub comparator: Option<Comparator>,
    /// The comparison was stated as a breach (低于80%的扣分) and is turned round here.
    pub is_breach: bool,
    /// The number is Chinese: 一 and 三 stand in many words that promise nothing.
    pub is_chinese: bool,
    /// 三百人以上的单位: it says for whom, not how many.
    pub is_condition: bool,
    /// 每333公顷: it says per how many.
    pub is_per: bool,
}

/// What follows a number in such papers. Longer ones first.
const UNITS: &[&str] = &[
    "个百分点",
    "百分点",
    "个工作日",
    "工作日",
    "个小时",
    "亿千瓦",
    "平方米",
    "万元",
    "亿元",
    "万人",
    "课时",
    "学时",
    "小时",
    "分钟",
    "个月",
    "公顷",
    "公里",
    "人次",
    "%",
    "‰",
    "元",
    "次",
    "个",
    "处",
    "名",
    "人",
    "场",
    "篇",
    "例",
    "所",
    "支",
    "件",
    "张",
    "条",
    "座",
    "台",
    "家",
    "起",
    "项",
    "期",
    "户",
    "套",
    "辆",
    "只",
    "具",
    "部",
    "份",
    "米",
    "天",
    "日",
    "吨",
    "批",
    "堂",
    "节",
    "块",
    "幅",
    "栋",
];

const AT_LEAST: &[&str] =
    &["达", "达到", "不低于", "不得低于", "不少于", "不得少于", "至少", "不小于", "达成", "大于等于", "≥"];
const AT_MOST: &[&str] = &[
    "不超过",
    "不得超过",
    "不高于",
    "不得高于",
    "不多于",
    "控制在",
    "不大于",
    "降至",
    "降到",
    "下降至",
    "下降到",
    "以内",
    "≤",
    "不突破",
];
const BREACH_LOW: &[&str] = &["低于", "少于", "不足", "未达到", "未达", "不到", "达不到", "小于", "没有达到"];

/// Every figure of a phrase, in order. Linear in its length.
pub(super) fn figures(words: &str) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut from = None;
    for (at, c) in words.char_indices().chain([(words.len(), '\0')]) {
        if is_numeral(c) {
            from.get_or_insert(at);
            continue;
        }
        let Some(start) = from.take() else { continue };
        let rest = &words[at..];
        // 100％
        let (unit, length) = match UNITS.iter().find(|unit| rest.starts_with(**unit)) {
            Some(unit) => (*unit, unit.len()),
            None if c == '％' => ("%", c.len_utf8()),
            None => {
                if let Some(figure) = hundredth(words, start, at) {
                    found.push(figure);
                }
                continue;
            }
        };
        // 1.5 begins where its digits do; a stop before them is not part of it
        let raw = words[start..at].trim_start_matches(['.', '．', '﹒']);
        let start = at - raw.len();
        let Some(value) = number(raw) else { continue };
        if let Some(figure) = figure(words, start, value, unit, at + length) {
            // in 60%—70% the lower end was a figure already
            found.pop_if(|earlier| earlier.start >= figure.start);
            found.push(figure);
        }
    }
    found
}

/// 百分之九十五.
fn hundredth(words: &str, start: usize, at: usize) -> Option<Figure> {
    // 百 is a numeral itself, so the run is 百 and stops before 分
    if &words[start..at] != "百" {
        return None;
    }
    let rest = words[at..].strip_prefix("分之")?;
    let length = rest.find(|c| !is_numeral(c)).unwrap_or(rest.len());
    let value = number(&rest[..length])?;
    figure(words, start, value, "%", at + "分之".len() + length)
}

fn figure(words: &str, start: usize, value: Decimal, unit: &'static str, end: usize) -> Option<Figure> {
    let is_chinese = words[start..].starts_with(|c: char| !c.is_ascii_digit() && !('０'..='９').contains(&c));
    let (mut low, mut start, mut to) = (value, start, None);
    let mut before = tail(&words[..start], 16);
    // 3－5人, 60%—70%, 2至3个: the lower end was read as part of what stands before
    if let Some(prefix) = before.strip_suffix(['－', '—', '-', '–', '~', '～', '至']) {
        let prefix = prefix.trim_end_matches(['—', '%', '％']).trim_end_matches(unit);
        let lower = prefix
            .rfind(|c| !is_numeral(c))
            .map_or(0, |i| i + prefix[i..].chars().next().map_or(0, char::len_utf8));
        if let Some(first) = number(&prefix[lower..])
            && first < value
        {
            to = Some(value);
            low = first;
            start -= before.len() - lower;
            before = &before[..lower];
        }
    }
    let after = &words[end..];
    let bare = before.trim_end_matches(['在', '到', '于', ' ', '为', '的']);
    let ends = |list: &[&str]| list.iter().any(|word| before.ends_with(word) || bare.ends_with(word));
    let over = ["(含)以上", "（含）以上", "及以上", "或以上", "以上"]
        .iter()
        .find_map(|word| after.strip_prefix(*word));
    let under = ["及以下", "以下", "以内", "之内"].iter().find_map(|word| after.strip_prefix(*word));
    let rest = over.or(under).unwrap_or(after);
    let is_low_breach = ends(BREACH_LOW) && !ends(AT_LEAST);
    let is_high_breach = ends(&["超过", "高于", "大于"]) && !ends(AT_MOST);
    let is_of = rest.starts_with('的') || rest.starts_with('者') || rest.starts_with('时');
    let comparator = if to.is_some() {
        Some(Comparator::Between)
    } else if ends(AT_MOST) || under.is_some() {
        Some(Comparator::Le)
    } else if ends(&["低于", "少于", "小于"]) && !is_low_breach {
        Some(Comparator::Ge)
    } else if is_low_breach {
        Some(if is_of { Comparator::Ge } else { Comparator::Lt })
    } else if is_high_breach {
        Some(if is_of { Comparator::Le } else { Comparator::Gt })
    } else if ends(AT_LEAST) || over.is_some() || before.contains("至少") || before.contains("不少于") {
        Some(Comparator::Ge)
    } else if after.starts_with("左右") {
        Some(Comparator::About)
    } else {
        None
    };
    Some(Figure {
        value: low,
        to,
        unit,
        start,
        end,
        comparator,
        is_breach: is_low_breach || is_high_breach,
        is_chinese,
        is_condition: is_of
            && !is_low_breach
            && !is_high_breach
            && unit != "%"
            && !ends(AT_LEAST)
            && !ends(AT_MOST),
        is_per: before.ends_with('每') || before.ends_with("第"),
    })
}

/// The last few characters, so that looking back costs the same in a line of any length.
pub(crate) fn tail(words: &str, characters: usize) -> &str {
    words.char_indices().rev().nth(characters.saturating_sub(1)).map_or(words, |(at, _)| &words[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str) -> Vec<(String, &'static str, Option<&'static str>)> {
        let show = |f: Figure| {
            let to = f.to.map(|to| format!("-{to}")).unwrap_or_default();
            (format!("{}{to}", f.value), f.unit, f.comparator.map(Comparator::as_str))
        };
        figures(words).into_iter().map(show).collect()
    }

    #[test]
    fn numbers_units_and_comparisons_are_read_in_every_form() {
        for (words, value, unit, comparator) in [
            ("整改率达９５％以上", "95", "%", Some(">=")),
            ("覆盖率达到百分之九十五以上", "95", "%", Some(">=")),
            ("死亡人数控制在3人以内", "3", "人", Some("<=")),
            ("不少于十五名队员", "15", "名", Some(">=")),
            ("每队配备3－5人", "3-5", "人", Some("between")),
            ("入住率60%—70%", "60-70", "%", Some("between")),
            ("合格率100%", "100", "%", None),
            ("降至0.5‰以下", "0.5", "‰", Some("<=")),
            ("整改率低于80%的", "80", "%", Some(">=")),
            ("经费50万元左右", "50", "万元", Some("~")),
        ] {
            let expect = comparator.map(|c| if c == "~" { "about" } else { c });
            assert_eq!(check(words), [(value.to_owned(), unit, expect)], "{words}");
        }
    }

    #[test]
    fn a_condition_is_told_from_a_demand() {
        assert!(figures("三百人以上的单位")[0].is_condition);
        assert!(!figures("不少于1次的培训")[0].is_condition);
        assert!(figures("每333公顷配备")[0].is_per);
    }

    #[test]
    fn a_year_or_a_list_number_is_no_figure() {
        assert!(figures("2026年为民办实事").is_empty());
        assert!(figures("四个清单")[0].is_chinese);
    }
}
