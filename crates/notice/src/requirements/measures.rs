//! What stands behind a number: units and classifiers, by what they measure.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What sort of thing a unit measures; it decides between a ratio, a frequency, an amount and a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// %, ‰, 个百分点.
    Rate,
    /// 小时, 日, 年.
    Time,
    /// 次, 场, 课时: acts counted in time.
    Occasion,
    /// 元, 万元.
    Money,
    /// 米, 公顷, 吨.
    Measure,
    /// 人, 名.
    Person,
    /// 个, 处, 台: things that are counted.
    Thing,
    /// A bare number: 死亡率低于0.19.
    Nothing,
    /// 分, 级, 倍: points, grades and the like promise nothing.
    Other,
}

/// Units and their class; in each group the longer stand before what they begin with.
const UNITS: &[(Class, &[&str])] = &[
    (Class::Rate, &["%", "％", "﹪", "‰", "个百分点", "百分点", "个千分点", "千分点"]),
    (
        Class::Time,
        &[
            "个工作日",
            "工作日",
            "个自然日",
            "自然日",
            "个小时",
            "小时",
            "分钟",
            "个月",
            "秒",
            "天",
            "日",
            "周",
            "年",
        ],
    ),
    (
        Class::Occasion,
        &[
            "个班次",
            "班次",
            "个课时",
            "课时",
            "个学时",
            "学时",
            "场次",
            "家次",
            "户次",
            "次",
            "场",
            "期",
            "遍",
            "轮",
            "回",
        ],
    ),
    (Class::Money, &["美元", "港元", "欧元", "元"]),
    (
        Class::Measure,
        &[
            "平方公里",
            "平方千米",
            "平方米",
            "立方米",
            "千瓦时",
            "千瓦",
            "公里",
            "千米",
            "毫米",
            "厘米",
            "分米",
            "公顷",
            "公斤",
            "千克",
            "毫克",
            "微克",
            "毫升",
            "欧姆",
            "兆帕",
            "分贝",
            "勒克斯",
            "摄氏度",
            "km/h",
            "mg/L",
            "mg/m",
            "mg",
            "MPa",
            "mL",
            "ml",
            "kg",
            "km",
            "mm",
            "cm",
            "㎡",
            "g",
            "m",
            "t",
            "L",
            "m²",
            "℃",
            "Ω",
            "米",
            "亩",
            "吨",
            "克",
            "升",
        ],
    ),
    (Class::Thing, &["人次", "批次", "车次"]),
    (Class::Person, &["名", "人", "位"]),
    (
        Class::Thing,
        &[
            "个", "处", "所", "支", "件", "张", "条", "座", "台", "家", "起", "项", "户", "套", "辆", "只",
            "具", "部", "份", "篇", "例", "批", "堂", "节", "块", "幅", "栋", "幢", "间", "盏", "艘", "顶",
            "枚", "颗", "株", "棵", "门", "眼", "孔", "段", "根", "副", "把", "床", "盒", "箱", "袋", "瓶",
            "桶", "宗", "则", "册", "本", "片", "组", "队", "站",
        ],
    ),
    (
        Class::Other,
        &[
            "分", "级", "类", "等", "星", "届", "号", "周岁", "岁", "倍", "点", "楼", "层", "种", "方", "线",
            "步", "月", "时", "季度", "路", "字", "旬",
        ],
    ),
];

/// What may stand between a number and a unit that is not a rate or a time: 2万人次, 20亿元.
const MAGNITUDES: &[&str] = &["万", "亿", "千", "百万"];
/// A unit that is part of another word: 一次性, 三人称 are no figures.
const PARTS_OF_WORDS: &[(&str, &str)] = &[
    ("次", "性"),
    ("期", "间"),
    ("组", "织"),
    ("队", "伍"),
    ("日", "常"),
    ("年", "级"),
    ("部", "门"),
    ("点", "多"),
    ("家", "庭"),
    ("例", "行"),
    ("站", "点"),
    ("周", "岁"),
    ("条", "例"),
    ("项", "目"),
    ("场", "所"),
    ("场", "景"),
];

/// The units by their first character, in the order of their groups.
static BY_BEGIN: LazyLock<HashMap<char, Vec<(Class, &str)>>> = LazyLock::new(|| {
    let mut found: HashMap<char, Vec<(Class, &str)>> = HashMap::new();
    for (class, unit) in UNITS.iter().flat_map(|(class, units)| units.iter().map(move |unit| (*class, *unit)))
    {
        if let Some(first) = unit.chars().next() {
            found.entry(first).or_default().push((class, unit));
        }
    }
    found
});

/// The class and length of the unit that the words begin with, magnitude included.
pub(super) fn unit_at(words: &str) -> Option<(Class, usize)> {
    let magnitude = MAGNITUDES.iter().find(|word| words.starts_with(**word)).map_or(0, |word| word.len());
    let rest = &words[magnitude..];
    let candidates = rest.chars().next().and_then(|first| BY_BEGIN.get(&first));
    let fits = |(class, unit): &&(Class, &str)| {
        let is_counted = magnitude == 0 || !matches!(class, Class::Rate | Class::Time);
        is_counted
            && rest
                .strip_prefix(*unit)
                .is_some_and(|after| !is_part_of_word(unit, after) && !is_cut(unit, after))
    };
    match candidates.and_then(|units| units.iter().find(fits)) {
        Some((class, unit)) => {
            let length = magnitude + unit.len();
            Some((*class, length + per(*class, &words[length..])))
        }
        // 投入50万
        None => (magnitude > 0).then_some((Class::Money, magnitude)),
    }
}

fn is_part_of_word(unit: &str, after: &str) -> bool {
    PARTS_OF_WORDS.iter().any(|(part, next)| unit == *part && after.starts_with(next))
}

/// mA is no m.
fn is_cut(unit: &str, after: &str) -> bool {
    unit.ends_with(|c: char| c.is_ascii_alphabetic()) && after.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// 毫克/升 and 元/人次 are one unit; 学时/年 is a unit and a period.
fn per(class: Class, after: &str) -> usize {
    let Some(rest) = after.strip_prefix('/') else { return 0 };
    if class == Class::Rate || super::periods::after_slash(after).is_some() {
        return 0;
    }
    let units = UNITS.iter().filter(|(class, _)| !matches!(class, Class::Rate | Class::Other));
    let unit = units.flat_map(|(_, units)| *units).find(|unit| rest.starts_with(**unit));
    unit.map_or(0, |unit| '/'.len_utf8() + unit.len())
}

/// A unit in the form that all papers share: 15个工作日 and 15工作日, ％ and %.
pub(super) fn plain(unit: &str) -> &str {
    match unit {
        "％" | "﹪" => "%",
        "个工作日" | "个自然日" | "个小时" | "个班次" | "个课时" | "个学时" | "个百分点" | "个千分点" => {
            &unit["个".len()..]
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_by_what_they_measure() {
        for (words, class, unit) in [
            ("％以上", Class::Rate, "％"),
            ("个工作日内", Class::Time, "个工作日"),
            ("家次", Class::Occasion, "家次"),
            ("亿元", Class::Money, "亿元"),
            ("万人次以上", Class::Thing, "万人次"),
            ("微克/立方米以内", Class::Measure, "微克/立方米"),
            ("元/人次", Class::Money, "元/人次"),
            ("学时/年", Class::Occasion, "学时"),
            ("分以上", Class::Other, "分"),
        ] {
            let found = unit_at(words).map(|(class, length)| (class, &words[..length]));
            assert_eq!(found, Some((class, unit)), "{words}");
        }
        assert_eq!(unit_at("次性"), None);
        assert_eq!(unit_at("合一"), None);
    }
}
