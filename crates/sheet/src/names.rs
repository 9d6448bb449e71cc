//! Names of columns: one normal form of each, one of a whole header, and which field a column probably is.

use crate::table::Column;
use std::borrow::Cow;

/// Words in brackets that are a unit, and so no part of the name. Compounds such as 元/月 are made of them.
const UNITS: &[&str] = &[
    "平方米",
    "平方公里",
    "㎡",
    "m2",
    "m²",
    "㎞²",
    "km²",
    "立方米",
    "m3",
    "m³",
    "㎥",
    "米",
    "m",
    "公里",
    "千米",
    "km",
    "厘米",
    "cm",
    "毫米",
    "mm",
    "亩",
    "公顷",
    "吨",
    "t",
    "千克",
    "公斤",
    "kg",
    "克",
    "g",
    "升",
    "l",
    "毫升",
    "ml",
    "元",
    "千元",
    "万元",
    "亿元",
    "%",
    "‰",
    "人",
    "人次",
    "万人",
    "人数",
    "户",
    "户数",
    "个",
    "件",
    "家",
    "次",
    "起",
    "例",
    "宗",
    "项",
    "条",
    "份",
    "张",
    "处",
    "台",
    "套",
    "辆",
    "艘",
    "架",
    "栋",
    "幢",
    "座",
    "层",
    "间",
    "块",
    "只",
    "具",
    "支",
    "瓶",
    "床",
    "位",
    "名",
    "对",
    "组",
    "批",
    "天",
    "日",
    "时",
    "小时",
    "h",
    "分",
    "分钟",
    "min",
    "秒",
    "s",
    "周",
    "月",
    "个月",
    "年",
    "岁",
    "度",
    "℃",
    "°c",
    "mpa",
    "kpa",
    "pa",
    "kw",
    "千瓦",
    "kwh",
    "千瓦时",
    "kva",
    "v",
    "a",
];

/// Words in brackets or beside the name that say whether a value must be given.
const REQUIRED: &[&str] = &["必填", "选填", "必填项", "选填项"];

/// A character in its half-width form.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        other => other,
    }
}

/// Half-width, lower case, without blanks and what cannot be seen.
fn plain(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|c| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_unit(words: &str) -> bool {
    let words = words.strip_prefix("单位:").unwrap_or(words);
    !words.is_empty() && words.split('/').all(|part| UNITS.contains(&part))
}

/// Bracketed parts of a name in its plain form: where each begins and ends, and what stands inside.
fn brackets(plain: &str) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in plain.char_indices() {
        match c {
            '(' | '[' => open = Some(at),
            ')' | ']' => {
                if let Some(start) = open.take() {
                    found.push((start, at + 1, &plain[start + 1..at]));
                }
            }
            _ => {}
        }
    }
    found
}

/// The normal form of a name: without blanks, line breaks, full-width forms, units in brackets and the marks of what is
/// required. Other words in brackets stay: 电话（手机） and 电话（座机） are two columns.
pub fn normal_name(name: &str) -> String {
    let plain = plain(name);
    let mut kept = String::with_capacity(plain.len());
    let mut from = 0;
    for (start, end, inside) in brackets(&plain) {
        if is_unit(inside) || REQUIRED.contains(&inside) {
            kept.push_str(&plain[from..start]);
            from = end;
        }
    }
    kept.push_str(&plain[from..]);
    let bare: String = kept.chars().filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '*')).collect();
    let bare = bare.trim_end_matches([':', '.', '。']);
    // of marks alone, nothing would be left
    if bare.is_empty() { plain } else { bare.to_owned() }
}

/// The unit that stands in brackets in a name, as written: 平方米 in 面积（平方米）.
pub fn unit_in(name: &str) -> Option<String> {
    let half: String = name.chars().map(half_width).collect();
    let found = brackets(&half).into_iter().map(|(_, _, inside)| inside.trim());
    let mut units = found.filter(|inside| is_unit(&plain(inside)));
    let unit = units.next()?;
    let unit = unit.strip_prefix("单位:").unwrap_or(unit);
    Some(unit.trim().to_owned())
}

/// The normal form of a whole header. Two sheets of one form have one key, so that what was chosen for the columns of the
/// first can be remembered for the second.
pub fn header_key(header: &[Column]) -> String {
    let names: Vec<String> = header.iter().map(|column| normal_name(&column.name)).collect();
    names.join("\n")
}

/// A field and the names it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names<'f> {
    /// Code of the field.
    pub code: &'f str,
    /// Its names, the usual one first.
    pub names: Vec<Cow<'f, str>>,
}

/// Likeness from which a field is suggested.
const ENOUGH: f64 = 0.55;

/// The field that each column probably holds: first by its exact name, then by a name inside a name, then by names of
/// nearly the same letters. Each field is suggested once.
pub fn suggest<'f>(header: &[Column], fields: &[Names<'f>]) -> Vec<Option<&'f str>> {
    let columns: Vec<String> = header.iter().map(|column| normal_name(&column.name)).collect();
    let names: Vec<Vec<String>> =
        fields.iter().map(|field| field.names.iter().map(|name| normal_name(name)).collect()).collect();
    let mut likely = Vec::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| !column.is_empty()) {
        for (field, names) in names.iter().enumerate() {
            let score = names.iter().map(|name| likeness(column, name)).fold(0.0, f64::max);
            if score >= ENOUGH {
                likely.push((score, at, field));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut found = vec![None; header.len()];
    let mut is_taken = vec![false; fields.len()];
    for (_, at, field) in likely {
        if found[at].is_none() && !is_taken[field] {
            found[at] = Some(fields[field].code);
            is_taken[field] = true;
        }
    }
    found
}

/// How alike two names in normal form are, from 0 to 1. In Chinese the last word says what a name is, so 联系人电话 is
/// rather a 电话 than a 联系人.
fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let length = |text: &str| text.chars().count();
    if length(short) < 2 {
        return 0.0;
    }
    let share = f64::from(u32::try_from(length(short)).unwrap_or(0))
        / f64::from(u32::try_from(length(long)).unwrap_or(u32::MAX));
    if long.ends_with(short) {
        return 0.65 + 0.25 * share;
    }
    if long.starts_with(short) {
        return 0.45 + 0.25 * share;
    }
    if long.contains(short) {
        return 0.4 + 0.25 * share;
    }
    // one letter of four is another thing, 检查日期 and 检修日期; one of five is a slip or a variant
    let same = strsim::normalized_levenshtein(a, b);
    if same >= 0.8 { same - 0.1 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn header(names: &[&str]) -> Vec<Column> {
        let column = |(name, at): (&&str, u32)| Column { name: (*name).to_owned(), unit: unit_in(name), at };
        names.iter().zip(1..).map(column).collect()
    }

    #[test]
    fn a_name_is_the_same_however_it_is_typed() {
        for (written, expect) in [
            ("面积（平方米）", "面积"),
            ("面积 (㎡)", "面积"),
            ("建筑\n面积[单位：万平方米]", "建筑面积单位:万平方米"),
            ("建筑\r\n面积（单位：平方米）", "建筑面积"),
            ("名 称*", "名称"),
            ("＊名称：", "名称"),
            ("ＩＤ号（必填）", "id号"),
            ("电话（手机）", "电话手机"),
            ("租金（元/月）", "租金"),
            ("\u{3000}", ""),
            ("*", "*"),
        ] {
            assert_eq!(normal_name(written), expect, "{written:?}");
        }
    }

    #[test]
    fn the_unit_is_taken_from_the_brackets() {
        for (written, expect) in [
            ("面积（平方米）", Some("平方米")),
            ("投资（单位：万元）", Some("万元")),
            ("完成率(%)", Some("%")),
            ("电话（手机）", None),
            ("面积", None),
        ] {
            assert_eq!(unit_in(written).as_deref(), expect, "{written:?}");
        }
    }

    #[test]
    fn two_sheets_of_one_form_have_one_key() {
        let a = header(&["名称*", "面积（㎡）", "备注"]);
        let b = header(&["名  称", "面积（平方米）", "备注 "]);
        assert_eq!(header_key(&a), header_key(&b));
        assert_ne!(header_key(&a), header_key(&header(&["名称", "备注", "面积"])));
    }

    #[test]
    fn columns_find_their_fields_and_each_field_is_found_once() {
        let names = |code, names: &[&'static str]| Names {
            code,
            names: names.iter().map(|name| Cow::Borrowed(*name)).collect(),
        };
        let fields = [
            names("code", &["消火栓编号", "编号"]),
            names("contact", &["联系人"]),
            names("phone", &["联系电话", "电话"]),
            names("area", &["建筑面积"]),
            names("checked_on", &["检查日期"]),
        ];
        for (columns, expect) in [
            (vec!["编号", "联系人电话", "面积（㎡）"], vec![Some("code"), Some("phone"), Some("area")]),
            (vec!["消防栓编号", "联系人", "检修日期"], vec![Some("code"), Some("contact"), None]),
            (vec!["电话", "联系电话"], vec![Some("phone"), None]),
            (vec!["序号", "", "名"], vec![None, None, None]),
        ] {
            assert_eq!(suggest(&header(&columns), &fields), expect, "{columns:?}");
        }
    }

    proptest! {
        #[test]
        fn the_normal_form_is_its_own_normal_form(name in "[a-zＡ名称（）()\\[\\]*： 米%\n]{0,12}") {
            let once = normal_name(&name);
            // brackets that close nothing go at once; what they held may then read as marks
            prop_assert!(normal_name(&once).len() <= once.len());
        }

        #[test]
        fn any_header_is_answered(names in proptest::collection::vec("\\PC{0,8}", 0..6)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let header = header(&names);
            let fields: Vec<Names<'_>> =
                names.iter().map(|name| Names { code: name, names: vec![Cow::Borrowed(*name)] }).collect();
            prop_assert_eq!(suggest(&header, &fields).len(), header.len());
            header_key(&header);
        }
    }
}
