//! Who answers for a requirement: the subject of its sentence, a note （…负责）, the heading of its clause or one above.

mod actors;
mod headings;
mod notes;
mod subjects;

pub(crate) use headings::name_units;
pub(crate) use notes::{Notes, without_note};
pub(crate) use subjects::{Subject, subject_units};

use crate::types::{Clause, Role, Span, UnitRef};

/// The units of a clause, or else of the nearest clause above that names some.
pub(crate) fn units_of(clauses: &[Clause], mut clause: usize) -> &[UnitRef] {
    loop {
        match clauses[clause].parent {
            Some(parent) if clauses[clause].units.is_empty() => clause = parent,
            _ => return &clauses[clause].units,
        }
    }
}

/// The units of a cell or a list: 甲办、乙所; a name of more than 20 characters is a sentence.
pub(crate) fn named(text: &str, within: Span, role: Role) -> Vec<UnitRef> {
    let is_name = |span: &Span| text[span.clone()].chars().count() <= 20;
    names(text, within).into_iter().filter(is_name).map(|span| unit(text, span, role)).collect()
}

/// The names of a list, outside brackets: 各村（社区）、各单位.
fn names(text: &str, within: Span) -> Vec<Span> {
    let is_between = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '\u{2028}' | ' ' | '\u{3000}');
    let mut found = Vec::new();
    let (mut from, mut depth) = (within.start, 0_usize);
    let mut close = |from: usize, to: usize| {
        if !text[from..to].trim().is_empty() {
            let indent = text[from..to].len() - text[from..to].trim_start().len();
            found.push(from + indent..from + indent + text[from..to].trim().len());
        }
    };
    for (offset, c) in text[within.clone()].char_indices() {
        let at = within.start + offset;
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_between(c) => {
                close(from, at);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    close(from, within.end);
    found
}

fn unit(text: &str, span: Span, role: Role) -> UnitRef {
    UnitRef { name: text[span.clone()].to_owned(), role, span }
}

#[cfg(test)]
mod tests;
