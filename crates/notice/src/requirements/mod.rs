//! Measurable phrases. A sentence is cut at its commas, and each piece is read once for each kind.

mod dates;
mod figures;
mod pieces;
mod read;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use figures::tail;

use crate::types::{Clause, Requirement, Span};
use crate::units::{subject_units, units_of};
use pieces::Sentence;
use read::Around;
use table::{Part, Row};

/// Finds the requirements in the clauses' own words; in a paper without clauses, in all of it.
pub(crate) fn requirements(text: &str, clauses: &[Clause], year: Option<i32>) -> Vec<Requirement> {
    let mut found = Vec::new();
    if clauses.is_empty() {
        read_stretch(text, 0..text.len(), year, &mut found);
    }
    for (index, clause) in clauses.iter().enumerate() {
        let first = found.len();
        read_stretch(text, clause.marker.end..clause.own_end, year, &mut found);
        for requirement in &mut found[first..] {
            if let Some(subject) = subject_units(text, &requirement.quote) {
                requirement.units = vec![subject];
            } else if requirement.units.is_empty() {
                // a row of a table has named its own
                requirement.units = units_of(clauses, index).to_vec();
            }
            requirement.clause = Some(index);
            requirement.path.clone_from(&clause.path);
        }
    }
    found
}

/// The pieces of each sentence of a stretch.
pub(crate) fn sentences(text: &str, within: Span) -> Vec<Vec<Span>> {
    pieces::sentences(text, within).into_iter().map(|sentence| sentence.pieces).collect()
}

fn read_stretch(text: &str, within: Span, year: Option<i32>, found: &mut Vec<Requirement>) {
    for part in table::parts(text, within) {
        match part {
            Part::Words(span) => read_words(text, span, year, found),
            Part::Row(row) => read_row(text, row, year, found),
        }
    }
}

fn read_words(text: &str, within: Span, year: Option<i32>, found: &mut Vec<Requirement>) {
    for sentence in pieces::sentences(text, within) {
        let around = around(&text[sentence.span.clone()], year);
        for piece in joined(text, &sentence, year) {
            found.extend(read::read(text, piece, around));
        }
    }
}

/// A row's units and due day hold for each of its requirements; a row that has only a due day is a deadline.
fn read_row(text: &str, row: Row, year: Option<i32>, found: &mut Vec<Requirement>) {
    let first = found.len();
    for task in &row.tasks {
        read_words(text, task.clone(), year, found);
    }
    let due = row.due.and_then(|cell| read::due_in(text, cell, year));
    if found.len() == first
        && let (Some(due), Some(task)) = (&due, row.tasks.last())
    {
        found.push(read::done_by(text, task.clone(), due.clone()));
    }
    for requirement in &mut found[first..] {
        requirement.units.clone_from(&row.units);
        if requirement.due.is_none() {
            requirement.due.clone_from(&due);
        }
    }
}

fn around(sentence: &str, year: Option<i32>) -> Around {
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    Around {
        is_score: sentence.contains('分') && has(&["扣", "得分", "不得分", "加", "得", "计"]),
        is_penalty: has(&["罚款", "有期徒刑", "拘留", "没收", "吊销"]),
        year,
    }
}

/// The pieces, with one that is only a day (2026年6月底前，) joined to what must be done by then.
fn joined(text: &str, sentence: &Sentence, year: Option<i32>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut waiting: Option<usize> = None;
    for piece in &sentence.pieces {
        let words = &text[piece.clone()];
        let is_only_day = dates::due(words, year).is_some_and(|due| words.len() <= due.end - due.start + 12)
            && words.ends_with(['前', '年', '底']);
        if is_only_day && waiting.is_none() {
            waiting = Some(piece.start);
            continue;
        }
        found.push(waiting.take().unwrap_or(piece.start)..piece.end);
    }
    found
}
