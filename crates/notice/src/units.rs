//! Who answers for a clause: its heading, the heading above it, or a closing bracket （…负责）.

use crate::types::{Clause, Role, Span, UnitRef};

/// How names of units end. A heading counts as units only if every name in it does.
const ENDINGS: &[&str] = &[
    "办",
    "办公室",
    "中心",
    "所",
    "中队",
    "大队",
    "支队",
    "局",
    "站",
    "科",
    "处",
    "室",
    "委",
    "委会",
    "社区",
    "村",
    "工作点",
    "政府",
    "街道",
    "公司",
    "学校",
    "医院",
    "银行",
    "厂",
];
/// Units named as a class.
const EACH: &[&str] = &["各社区", "各工作点", "各村", "各部门", "各单位", "各乡镇", "各学校"];

/// Fills the units that each clause names itself.
pub(crate) fn name_units(text: &str, clauses: &mut [Clause]) {
    for clause in clauses {
        let own = clause.marker.end..clause.own_end;
        let mut units = heading_units(text, own.clone(), clause.level);
        if units.is_empty() {
            units = bracket_units(text, own);
        }
        clause.units = units;
    }
}

/// The units of a clause, or else of the nearest clause above that names some.
pub(crate) fn units_of(clauses: &[Clause], mut clause: usize) -> &[UnitRef] {
    loop {
        match clauses[clause].parent {
            Some(parent) if clauses[clause].units.is_empty() => clause = parent,
            _ => return &clauses[clause].units,
        }
    }
}

/// 各社区明确1名…: a class of units as the subject of the phrase answers for it, whatever the heading says.
pub(crate) fn subject_units(text: &str, quote: &Span) -> Option<UnitRef> {
    let class = EACH.iter().find(|class| text[quote.clone()].starts_with(**class))?;
    Some(unit(text, quote.start..quote.start + class.len(), Role::Lead))
}

/// 教育办：… and 各社区、各工作点安全生产和消防工作目标.
fn heading_units(text: &str, own: Span, level: u8) -> Vec<UnitRef> {
    let words = &text[own.clone()];
    let end = words.find(['：', ':', '。', '\n', '，']).unwrap_or(words.len());
    let names = names(text, own.start..own.start + end);
    let is_before_colon = words[end..].starts_with(['：', ':']);
    if is_before_colon && names.iter().all(|span| is_unit(&text[span.clone()])) {
        return names.into_iter().map(|span| unit(text, span, Role::Lead)).collect();
    }
    if level > 1 {
        return Vec::new();
    }
    let each = names.into_iter().filter_map(|span| {
        let class = EACH.iter().find(|class| text[span.clone()].starts_with(**class))?;
        Some(unit(text, span.start..span.start + class.len(), Role::Territorial))
    });
    each.collect()
}

/// （德育处负责）, （责任单位：甲办、乙办）, the last bracket of the clause.
fn bracket_units(text: &str, own: Span) -> Vec<UnitRef> {
    let words = text[own.clone()].trim_end().trim_end_matches(['。', '；', ';']);
    let Some(body) = words.strip_suffix(['）', ')']) else { return Vec::new() };
    let Some(open) = body.rfind(['（', '(']) else { return Vec::new() };
    let inner = body[open..].trim_start_matches(['（', '(']);
    let start = own.start + body.len() - inner.len();
    let (from, to) = if let Some(names) = inner.strip_suffix("负责") {
        (start, start + names.len())
    } else if let Some(names) =
        ["责任单位：", "牵头单位：", "责任部门："].iter().find_map(|label| inner.strip_prefix(*label))
    {
        (start + inner.len() - names.len(), start + inner.len())
    } else {
        return Vec::new();
    };
    names(text, from..to).into_iter().map(|span| unit(text, span, Role::Lead)).collect()
}

/// The units of a cell or a list: 甲办、乙所; a name of more than 20 characters is a sentence.
pub(crate) fn named(text: &str, within: Span, role: Role) -> Vec<UnitRef> {
    let is_name = |span: &Span| text[span.clone()].chars().count() <= 20;
    names(text, within).into_iter().filter(is_name).map(|span| unit(text, span, role)).collect()
}

fn names(text: &str, within: Span) -> Vec<Span> {
    let is_between = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '\u{2028}');
    let mut at = within.start;
    let mut found = Vec::new();
    for name in text[within].split_inclusive(is_between) {
        let bare = name.trim_end_matches(is_between).trim();
        let indent = name.len() - name.trim_start().len();
        if !bare.is_empty() {
            found.push(at + indent..at + indent + bare.len());
        }
        at += name.len();
    }
    found
}

fn is_unit(name: &str) -> bool {
    name.chars().count() <= 16 && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

fn unit(text: &str, span: Span, role: Role) -> UnitRef {
    UnitRef { name: text[span.clone()].to_owned(), role, span }
}

#[cfg(test)]
mod tests {
    fn units(text: &str) -> Vec<String> {
        let notice = crate::parse(text);
        let names =
            |r: &crate::Requirement| r.units.iter().map(|u| u.name.clone()).collect::<Vec<_>>().join("、");
        notice.requirements.iter().map(names).collect()
    }

    #[test]
    fn the_heading_answers_for_the_clauses_below_it() {
        assert_eq!(
            units("一、部门\n1．道安办、交警一中队：（1）整改率达100%。（2）杜绝事故。"),
            ["道安办、交警一中队"; 2]
        );
        assert_eq!(units("四、各社区、各工作点安全目标\n1．整改率达100%。"), ["各社区、各工作点"]);
    }

    #[test]
    fn a_closing_bracket_names_who_is_responsible() {
        assert_eq!(units("1．隐患整改率达100%（德育处负责）。"), ["德育处"]);
        assert_eq!(units("1．隐患整改率达100%。（责任单位：甲办、乙所）"), ["甲办、乙所"]);
    }

    #[test]
    fn a_heading_that_is_a_matter_is_no_unit() {
        assert_eq!(units("1．主要指标：整改率达100%。"), [""]);
    }
}
