//! Units as headings: 教育办：…, 合成车间 on a line of its own, 各社区、各工作点安全生产目标.

use super::actors::{class_length, is_unit};
use super::notes::Notes;
use super::{names, subject_units, unit};
use crate::types::{Clause, Role, Span, UnitRef};

/// Fills the units that each clause names for all of itself.
pub(crate) fn name_units(text: &str, clauses: &mut [Clause]) {
    let mut noted = vec![false; clauses.len()];
    for (clause, noted) in clauses.iter_mut().zip(&mut noted) {
        let own = clause.marker.end..clause.own_end;
        let mut units = heading_units(text, clause, own.clone());
        if units.is_empty() {
            units = Notes::of(text, own.clone()).all();
            let is_labeled = || LABELS.iter().any(|label| text[own.clone()].contains(label));
            *noted = !units.is_empty() && is_labeled();
        }
        if units.is_empty() {
            units = subject_of_list(text, own).unwrap_or_default();
        }
        clause.units = units;
    }
    share_last_note(clauses, &noted);
}

/// What a note for several clauses opens with; （甲办负责） is about its own sentence.
const LABELS: &[&str] = &["责任单位", "责任部门", "牵头单位", "牵头部门"];

/// A note behind the last of several clauses, where none before it names anyone, holds for all of them.
fn share_last_note(clauses: &mut [Clause], noted: &[bool]) {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); clauses.len()];
    for (index, clause) in clauses.iter().enumerate() {
        if let Some(parent) = clause.parent {
            below[parent].push(index);
        }
    }
    for (parent, children) in below.iter().enumerate() {
        let Some((last, others)) = children.split_last() else { continue };
        let is_bare = |index: &usize| clauses[*index].units.is_empty() && below[*index].is_empty();
        let is_shared = noted[*last] && clauses[parent].units.is_empty() && others.iter().all(is_bare);
        if is_shared && !others.is_empty() {
            clauses[parent].units = clauses[*last].units.clone();
        }
    }
}

fn heading_units(text: &str, clause: &Clause, own: Span) -> Vec<UnitRef> {
    let words = &text[own.clone()];
    let end = words.find(['：', ':', '。', '\n', '，']).unwrap_or(words.len());
    let line = own.start..own.start + end;
    let is_heading = words[end..].starts_with(['：', ':'])
        || clause.title.is_some() && words[end..].starts_with('\n') && words[end..].trim().is_empty();
    let names = names(text, line);
    if is_heading && !names.is_empty() && names.iter().all(|span| is_unit(&text[span.clone()])) {
        return names.into_iter().map(|span| unit(text, span, Role::Lead)).collect();
    }
    if clause.level > 2 || clause.title.is_none() {
        return Vec::new();
    }
    let each = names.into_iter().filter_map(|span| {
        let length = class_length(&text[span.clone()])?;
        Some(unit(text, span.start..span.start + length, Role::Territorial))
    });
    each.collect()
}

/// 责任人应当履行下列职责： answers for the items below.
fn subject_of_list(text: &str, own: Span) -> Option<Vec<UnitRef>> {
    let words = text[own.clone()].trim();
    let is_list =
        words.ends_with(['：', ':']) && ["下列", "以下", "如下"].iter().any(|word| words.contains(word));
    let start = own.end - text[own.clone()].trim_start().len();
    is_list.then(|| subject_units(text, start..own.end)).flatten().map(|subject| subject.units)
}
