//! Duties without a figure 职责: what a clause asks beside its requirements, so that nothing in it is lost.

use crate::requirements::sentences;
use crate::types::{Clause, Duty, Requirement, Span};
use crate::units::units_of;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Verbs that open a duty. What has none of them is description.
const WORDS: &[&str] = &[
    "督促", "指导", "配合", "协调", "组织", "落实", "加强", "推进", "开展", "建立", "健全", "完善", "实施",
    "制定", "制订", "纳入", "完成", "推动", "推行", "强化", "负责", "做好", "协助", "监督", "检查", "排查",
    "查处", "宣传", "召开", "按照", "严格", "深化", "会同", "牵头", "严禁", "贯彻", "管理", "保障", "确保",
    "安排", "发布", "引进", "鼓励", "督导", "监管", "整治", "明确", "成立",
];

static VERBS: LazyLock<(&[&str], Option<AhoCorasick>)> =
    LazyLock::new(|| (WORDS, AhoCorasick::new(WORDS).ok()));

/// The runs of pieces that no requirement covers. Both lists are in reading order, so one pass is enough.
pub(crate) fn duties(text: &str, clauses: &[Clause], requirements: &[Requirement]) -> Vec<Duty> {
    let mut found = Vec::new();
    let mut measured = requirements.iter().map(|r| r.quote.clone()).peekable();
    for (index, clause) in clauses.iter().enumerate() {
        let from = clause.title.as_ref().map_or(clause.marker.end, |title| title.end);
        for pieces in sentences(text, from..clause.own_end) {
            let mut run: Option<Span> = None;
            let mut runs = Vec::new();
            for piece in pieces {
                while measured.next_if(|quote| quote.end <= piece.start).is_some() {}
                let is_measured = measured.peek().is_some_and(|quote| quote.start < piece.end);
                if is_measured {
                    runs.extend(run.take());
                } else {
                    run = Some(run.map_or(piece.start, |run| run.start)..piece.end);
                }
            }
            runs.extend(run);
            found.extend(runs.into_iter().filter_map(|span| duty(text, clauses, index, span)));
        }
    }
    found
}

fn duty(text: &str, clauses: &[Clause], index: usize, span: Span) -> Option<Duty> {
    let words = &text[span.clone()];
    let verb = VERBS.0[VERBS.1.as_ref()?.find(words)?.pattern()];
    Some(Duty {
        clause: Some(index),
        path: clauses[index].path.clone(),
        span,
        verb: verb.to_owned(),
        units: units_of(clauses, index).to_vec(),
    })
}

#[cfg(test)]
mod tests {
    fn check(text: &str, expect: &[(&str, &str)]) {
        let notice = crate::parse(text);
        let found: Vec<_> = notice.duties.iter().map(|d| (d.verb.as_str(), &text[d.span.clone()])).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn what_no_requirement_covers_stays_as_a_duty() {
        check(
            "1．教育办：（1）督促学校落实制度。（2）配合市局完成建设，督促学校做好运行，确保在线率在85%以上。",
            &[("督促", "督促学校落实制度"), ("配合", "配合市局完成建设，督促学校做好运行")],
        );
    }

    #[test]
    fn a_heading_is_no_duty() {
        check("1．落实责任制。严格考核。", &[("严格", "严格考核")]);
    }
}
