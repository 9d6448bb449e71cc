//! The clause tree: enumerators at the start of a line, and （1）…（2）… inside a paragraph.

use crate::types::{Clause, Span};

/// The styles of enumerators of official documents (GB/T 9704-2012 §7.3.3, and those met in practice).
/// Which one stands above which is read from the paper: it differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// 第一章
    Chapter,
    /// 第一条
    Article,
    /// 一、
    Top,
    /// （一）
    BracketChinese,
    /// 1. 1． 1、
    Decimal,
    /// （1）
    BracketDecimal,
    /// ①
    Circle,
}

struct Marker {
    style: Style,
    /// The number alone, half-width.
    label: String,
    span: Span,
}

const CHINESE: &str = "〇零一二三四五六七八九十百";

/// Finds every clause of the text, in reading order.
pub(crate) fn clauses(text: &str) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    // the open clauses from the top down, each with its style
    let mut open: Vec<(Style, usize)> = Vec::new();
    for marker in markers(text) {
        let at = marker.span.start;
        let depth = open.iter().position(|(style, _)| *style == marker.style).unwrap_or(open.len());
        for (_, clause) in open.drain(depth..) {
            close(&mut found, clause, at);
        }
        let parent = open.last().map(|(_, clause)| *clause);
        if let Some(parent) = parent {
            let own_end = &mut found[parent].own_end;
            *own_end = (*own_end).min(at);
        }
        let label = display(&marker);
        let path = match parent {
            Some(parent) => format!("{}/{label}", found[parent].path),
            None => label,
        };
        open.push((marker.style, found.len()));
        found.push(Clause {
            path,
            parent,
            level: u8::try_from(open.len()).unwrap_or(u8::MAX),
            span: at..text.len(),
            own_end: text.len(),
            marker: marker.span,
            title: None,
            units: Vec::new(),
        });
    }
    let is_parent: Vec<bool> = {
        let mut is_parent = vec![false; found.len()];
        found.iter().filter_map(|clause| clause.parent).for_each(|parent| is_parent[parent] = true);
        is_parent
    };
    for (clause, is_parent) in found.iter_mut().zip(is_parent) {
        clause.title = title(text, clause.marker.end..clause.own_end, is_parent);
    }
    found
}

/// A heading is short, and something follows it: 一、总体目标 above its clauses, 1．应急管理。 before its words.
fn title(text: &str, own: Span, is_parent: bool) -> Option<Span> {
    let words = &text[own.clone()];
    let indent = words.len() - words.trim_start_matches([' ', '\u{3000}']).len();
    let first = &words[indent..];
    let end = first.find(['。', '：', ':', '\n', '，', '；']).unwrap_or(first.len());
    let is_followed = is_parent || !first[end..].trim_matches(['。', '：', ':', '\n', '\r', ' ']).is_empty();
    let is_closed = end == first.len() || first[end..].starts_with(['。', '：', ':', '\n']);
    // a figure in it makes it a demand, not a heading
    let is_short =
        end > 0 && first[..end].chars().take(31).count() <= 30 && !first[..end].contains(['%', '％']);
    let is_heading = is_followed && is_closed && is_short;
    is_heading.then(|| own.start + indent..own.start + indent + first[..end].trim_end().len())
}

fn close(found: &mut [Clause], clause: usize, at: usize) {
    let clause = &mut found[clause];
    clause.span.end = at;
    clause.own_end = clause.own_end.min(at);
}

/// The part of a path that a marker gives, in one form whatever was typed.
fn display(marker: &Marker) -> String {
    match marker.style {
        Style::Chapter => format!("第{}章", marker.label),
        Style::Article => format!("第{}条", marker.label),
        Style::BracketChinese | Style::BracketDecimal => format!("（{}）", marker.label),
        Style::Top | Style::Decimal | Style::Circle => marker.label.clone(),
    }
}

fn markers(text: &str) -> Vec<Marker> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        // a blank line is all indent; looking behind it would read the next line twice
        if indent < line.len() {
            let mut from = at + indent;
            if let Some(marker) = marker_at(text, from) {
                from = marker.span.end;
                found.push(marker);
            }
            inline_markers(text, from..at + line.len(), &mut found);
        }
        at += line.len();
    }
    found
}

/// （1） opens a clause inside a paragraph only where a sentence can begin, so that （1）as a reference does not.
fn inline_markers(text: &str, within: Span, found: &mut Vec<Marker>) {
    let mut before = '：';
    for (offset, c) in text[within.clone()].char_indices() {
        let here = within.start + offset;
        if matches!(c, '（' | '(')
            && matches!(before, '：' | ':' | '。' | '；' | ';')
            && let Some(marker) = marker_at(text, here)
            && marker.style == Style::BracketDecimal
        {
            found.push(marker);
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
}

fn marker_at(text: &str, start: usize) -> Option<Marker> {
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        let label = (u32::from(first) - u32::from('①') + 1).to_string();
        return Some(Marker { style: Style::Circle, label, span: start..start + first.len_utf8() });
    }
    let (open, body) = match first {
        '（' | '(' | '第' => (first, &rest[first.len_utf8()..]),
        _ => (' ', rest),
    };
    // numbers of more than four characters are years or amounts, not enumerators
    let (mut label, mut length) = (String::new(), 0);
    for c in body.chars().take(5).take_while(|c| CHINESE.contains(*c) || half_width_digit(*c).is_some()) {
        label.push(half_width_digit(c).unwrap_or(c));
        length += c.len_utf8();
    }
    let is_decimal = label.chars().all(|c| c.is_ascii_digit());
    let is_chinese = label.chars().all(|c| !c.is_ascii_digit());
    if label.is_empty() || !(is_decimal || is_chinese) || label.chars().count() > 4 {
        return None;
    }
    let mut after = body[length..].chars();
    let end = after.next()?;
    let style = match (open, end) {
        ('第', '章') => Style::Chapter,
        ('第', '条') => Style::Article,
        ('（' | '(', '）' | ')') if is_decimal => Style::BracketDecimal,
        ('（' | '(', '）' | ')') => Style::BracketChinese,
        (' ', '、') if is_chinese => Style::Top,
        (' ', '．' | '.' | '、') if is_decimal && label.len() <= 3 => {
            // 1.5 is a number
            if after.next().is_some_and(|next| half_width_digit(next).is_some()) {
                return None;
            }
            Style::Decimal
        }
        _ => return None,
    };
    let open_length = if open == ' ' { 0 } else { open.len_utf8() };
    Some(Marker { style, label, span: start..start + open_length + length + end.len_utf8() })
}

fn half_width_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paths(text: &str) -> Vec<String> {
        clauses(text).into_iter().map(|clause| clause.path).collect()
    }

    #[test]
    fn mixed_styles_nest_as_they_stand() {
        let text = "一、目标\n1．甲办：（1）一。（２）二。\n2. 乙办：无。\n二、要求\n（一）高度重视。";
        assert_eq!(paths(text), ["一", "一/1", "一/1/（1）", "一/1/（2）", "一/2", "二", "二/（一）"]);
    }

    #[test]
    fn law_articles_stand_under_chapters() {
        assert_eq!(
            paths("第一章 总则\n第一条  为了\n（一）甲\n第二条 凡\n"),
            ["第一章", "第一章/第一条", "第一章/第一条/（一）", "第一章/第二条"]
        );
    }

    #[test]
    fn numbers_that_are_no_enumerators_open_nothing() {
        assert!(paths("2020年12月25日\n1.5万元\n达到（1）的要求\n十分重要\n").is_empty());
    }

    #[test]
    fn a_clause_ends_where_the_next_of_its_level_begins() {
        let text = "一、甲\n1．乙\n二、丙";
        let found = clauses(text);
        assert_eq!(&text[found[0].span.clone()], "一、甲\n1．乙\n");
        assert_eq!(&text[found[0].span.start..found[0].own_end], "一、甲\n");
        assert_eq!(&text[found[2].span.clone()], "二、丙");
    }

    #[test]
    fn a_heading_is_told_from_the_words_of_a_clause() {
        let text = "一、目标\n1．应急管理。完善预案。\n2．教育办：（1）督促学校。（2）开展检查，落实责任。\n";
        let titles: Vec<_> = clauses(text).into_iter().map(|c| c.title.map(|t| text[t].to_owned())).collect();
        let expect = [Some("目标"), Some("应急管理"), Some("教育办"), None, None];
        assert_eq!(titles, expect.map(|title| title.map(str::to_owned)));
    }

    #[test]
    fn the_real_notice_has_its_142_clauses() {
        // the notice is kept outside the repository; where it is absent there is nothing to compare
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/notices/meiling-2020.txt");
        let Ok(text) = std::fs::read_to_string(path) else { return };
        let found = paths(&text);
        assert_eq!(found.len(), 142, "{found:?}");
        for path in ["一/14", "三/4/（5）", "三/12/（7）", "三/18/（2）", "三/19", "四/17", "五/（三）"]
        {
            assert!(found.iter().any(|p| p == path), "{path} is missing");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_clauses_inside_it(text in "[一二三、（）()1-9．.①第条章：。\n 全]{0,200}") {
            for clause in clauses(&text) {
                prop_assert!(text.get(clause.span.clone()).is_some());
                prop_assert!(clause.marker.start == clause.span.start && clause.own_end <= clause.span.end);
            }
        }
    }
}
