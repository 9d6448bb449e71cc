//! The clause tree: enumerators at the start of a line, and （1）…（2）… inside a paragraph.

mod markers;

use crate::types::{Clause, Span};
pub(crate) use markers::special_number;
use markers::{Mark, Style, marks};

/// Finds every clause of the text, in reading order.
pub(crate) fn clauses(text: &str) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    // the open clauses from the top down, each with its style
    let mut open: Vec<(Style, usize)> = Vec::new();
    for mark in marks(text) {
        let marker = match mark {
            Mark::Opens(marker) => marker,
            Mark::Ends(at) => {
                open.drain(..).for_each(|(_, clause)| close(&mut found, clause, at));
                continue;
            }
        };
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
        let label = marker.display();
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
    fn a_chapter_opens_no_clause_and_ends_those_before_it() {
        assert_eq!(
            paths("第一章 总则\n第一条  为了\n（一）甲\n第二条 凡\n"),
            ["第一条", "第一条/（一）", "第二条"]
        );
    }

    #[test]
    fn numbers_that_are_no_enumerators_open_nothing() {
        assert!(paths("2020年12月25日\n1.5万元\n达到（1）的要求\n十分重要\n见附表：一、二类\n").is_empty());
    }

    #[test]
    fn every_style_of_enumerators_opens_a_clause() {
        for (text, expect) in [
            ("⒈甲\n⒉乙\n", vec!["1", "2"]),
            ("㈠甲\n⑴乙\n⑵丙\n", vec!["（一）", "（一）/（1）", "（一）/（2）"]),
            ("1)甲\n2）乙\n", vec!["1", "2"]),
            ("1. 甲\n1.1 乙\n1.2 丙\n2. 丁\n", vec!["1", "1/1.1", "1/1.2", "2"]),
            ("2.甲\n3.6月底前完成\n", vec!["2", "3"]),
            ("1.甲\n2.30%的小区完成\n", vec!["1", "2"]),
            ("序号\t任务\n1\t甲\n2\t乙：①丙；②丁\n", vec!["1", "2", "2/①", "2/②"]),
            ("一、甲。二、乙。", vec!["一", "二"]),
            ("一、甲：1.乙；2.丙。", vec!["一", "一/1", "一/2"]),
            ("1.2027年底前完成\n2.乙\n", vec!["1", "2"]),
            (
                "根据要求签订本书：一、目标1、甲；2、乙。二、职责1、丙。2、丁。",
                vec!["一", "一/1", "一/2", "二", "二/1", "二/2"],
            ),
            ("序号\t任务\n一\t甲\t\n1\t乙\t丙\n", vec!["一", "一/1"]),
        ] {
            assert_eq!(paths(text), expect, "{text}");
        }
    }

    #[test]
    fn notes_below_a_table_and_annexes_belong_to_no_clause_above() {
        assert_eq!(paths("一、甲\n1\t乙\t丙\n注：\n1．丁\n"), ["一", "一/1", "1"]);
        assert_eq!(paths("一、甲\n附件：1.责任书\n      2.任务表\n"), ["一"]);
        assert_eq!(paths("一、甲\n附件2\n1.乙\n"), ["一", "1"]);
    }

    #[test]
    fn ten_thousand_nested_numberings_are_read() {
        let text: String = (0..10_000).map(|n| format!("{}、甲\n（{}）乙\n", n % 999, n % 99)).collect();
        assert_eq!(clauses(&text).len(), 20_000);
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
