//! Numbers of clauses that skip, repeat or begin late; units under two headings.

use super::{Words, tell};
use crate::types::{Clause, Diagnostic, Severity, Span};
use std::collections::HashMap;

/// The last number at a level, and the clause above it.
struct Last {
    number: u64,
    parent: Option<usize>,
    marker: Span,
}

/// Numbers that skip, repeat or begin late. A list that begins again at 1 is a new one, and a list may go on under the
/// next heading.
pub(super) fn numbering(text: &str, clauses: &[Clause], found: &mut Vec<Diagnostic>) {
    let mut last: HashMap<(u8, bool, bool), Last> = HashMap::new();
    for clause in clauses {
        let Some(number) = ordinal(&text[clause.marker.clone()]) else { continue };
        let now = Last { number, parent: clause.parent, marker: clause.marker.clone() };
        let marker = &text[clause.marker.clone()];
        // 一、 and 1． at one level are two lists
        let is_bracket = marker.starts_with(['（', '(']);
        let is_digits = marker.contains(|c: char| crate::numbers::digit(c).is_some());
        let before = last.insert((clause.level, is_bracket, is_digits), now);
        let same_list = before.as_ref().is_some_and(|last| last.parent == clause.parent);
        let follows = before.as_ref().is_some_and(|last| number == last.number + 1);
        let begins = number == 1 && (!same_list || before.as_ref().is_some_and(|last| last.number > 1));
        if follows || begins {
            continue;
        }
        found.push(break_at(number, before.filter(|_| same_list), clause.marker.clone()));
    }
}

fn break_at(number: u64, before: Option<Last>, marker: Span) -> Diagnostic {
    let (zh, en) = match &before {
        Some(last) if number == last.number => {
            (format!("序号 {number} 重复"), format!("number {number} stands twice"))
        }
        Some(last) => {
            let from = last.number;
            (format!("序号从 {from} 跳到 {number}"), format!("numbering goes from {from} to {number}"))
        }
        None => (format!("序号从 {number} 开始"), format!("numbering begins at {number}")),
    };
    let words = Words {
        zh: &zh,
        en: &en,
        hint_zh: "对照原件，看是否漏读一条，或原文编号有误。",
        hint_en: "compare with the paper: a clause may be missing, or its number is a slip",
    };
    let mut problem = tell("numbering.break", Severity::Warning, marker, &words);
    problem.related.extend(before.map(|last| last.marker));
    problem
}

/// The number of an enumerator as typed; that of 1.2 is its last part.
fn ordinal(marker: &str) -> Option<u64> {
    if let Some(number) = crate::structure::special_number(marker) {
        return Some(number);
    }
    let is_digit = |c: char| crate::numbers::is_numeral(c) && !matches!(c, '.' | '．' | '﹒');
    let part = marker.split(['.', '．']).rfind(|part| part.contains(is_digit))?;
    let inner: String = part.chars().filter(|c| is_digit(*c)).collect();
    crate::numbers::number(&inner)?.try_into().ok()
}

/// The same unit answers under two headings: it gets two lists, or a part is forgotten. What a note or a table names
/// stands there as often as it has to.
pub(super) fn unit_headings(clauses: &[Clause], found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    let headings = clauses.iter().filter_map(|clause| clause.title.as_ref().map(|title| (title, clause)));
    let named = headings.flat_map(|(title, clause)| {
        clause.units.iter().filter(|unit| title.start <= unit.span.start && unit.span.end <= title.end)
    });
    for unit in named {
        let Some(first) = seen.insert(&unit.name, unit.span.clone()) else { continue };
        let mut problem = tell(
            "unit.two_headings",
            Severity::Note,
            unit.span.clone(),
            &Words {
                zh: &format!("“{}”列在两处标题下", unit.name),
                en: &format!("{} stands under two headings", unit.name),
                hint_zh: "确认为同一单位后，两处目标并入一张责任清单。",
                hint_en: "if it is one unit, both lists are its own",
            },
        );
        problem.related.push(first);
        found.push(problem);
    }
}
