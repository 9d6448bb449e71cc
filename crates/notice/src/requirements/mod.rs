//! Measurable phrases. A sentence is cut at its commas; each piece is read by the rules of its forms.

mod compare;
mod context;
mod dates;
mod figures;
mod lexicon;
mod measures;
mod others;
mod periods;
mod phrase;
mod pieces;
mod read;
mod reader;
mod table;
#[cfg(test)]
mod tests;
mod thresholds;
mod words;

pub(crate) use figures::tail;

use crate::head::is_report;
use crate::types::{Clause, Head, Kind, Requirement, Span};
use crate::units::{Notes, units_of};
use reader::Reader;

/// Finds the requirements in the clauses' own words; in a paper without clauses, in all of it.
pub(crate) fn requirements(
    text: &str,
    clauses: &[Clause],
    year: Option<i32>,
    head: &Head,
) -> Vec<Requirement> {
    let mut reader = Reader::new(text, year);
    let mut found = Vec::new();
    if clauses.is_empty() {
        reader.stretch(0..text.len(), &mut found);
    }
    let told = told(text, clauses, head);
    let years = years(text, clauses, year);
    // a paper without a date is no older than its first heading with a year
    reader.since = year.or(years.iter().copied().flatten().next());
    for (index, clause) in clauses.iter().enumerate() {
        if told[index] {
            continue;
        }
        reader.year = years[index];
        let first = found.len();
        let own = clause.marker.end..clause.own_end;
        reader.stretch(own.clone(), &mut found);
        let notes = if found.len() > first { Notes::of(text, own) } else { Notes::default() };
        for requirement in &mut found[first..] {
            if requirement.units.is_empty() {
                // neither the sentence nor the row of a table has named its own
                let noted = notes.at(requirement.quote.start);
                requirement.units = noted.unwrap_or_else(|| units_of(clauses, index)).to_vec();
            }
            requirement.clause = Some(index);
            requirement.path.clone_from(&clause.path);
        }
    }
    reader.year = year;
    if let Some(first) = clauses.first() {
        found.extend(asked_by_letter(text, &reader, 0..first.span.start));
    }
    for gap in gaps(text, clauses) {
        reader.stretch(gap, &mut found);
    }
    found.sort_by_key(|requirement| requirement.quote.start);
    found
}

/// 请各镇街于5月20日前报来名单: all that a letter asks before its first clause; whatever else stands there is a preamble.
fn asked_by_letter(text: &str, reader: &Reader<'_>, letter: Span) -> Vec<Requirement> {
    let mut found = Vec::new();
    for sentence in pieces::sentences(text, letter) {
        let words = &text[sentence.span.clone()];
        if words.contains('请') && words.contains('前') && words.contains('报') && !words.contains('\t') {
            reader.stretch(sentence.span, &mut found);
        }
    }
    found.retain(|asked| asked.kind == Kind::Deadline && text[asked.quote.clone()].contains('报'));
    found
}

/// The pieces of each sentence of a stretch.
pub(crate) fn sentences(text: &str, within: Span) -> Vec<Vec<Span>> {
    let flat = |sentence: pieces::Sentence| sentence.segments.into_iter().flatten().collect();
    pieces::sentences(text, within).into_iter().map(flat).collect()
}

/// What stands behind the first clause and in none: notes below a table, an annex without numbers. What stands before it
/// is a preamble, except the rows of a table.
fn gaps(text: &str, clauses: &[Clause]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = None;
    for clause in clauses.iter().filter(|clause| clause.parent.is_none()) {
        if let Some(from) = from.filter(|from| *from < clause.span.start) {
            found.push(from..clause.span.start);
        }
        from = Some(clause.span.end);
    }
    found.extend(from.filter(|from| *from < text.len()).map(|from| from..text.len()));
    found
}

/// The year each clause is for: 三、2025年工作计划 names its own.
fn years(text: &str, clauses: &[Clause], year: Option<i32>) -> Vec<Option<i32>> {
    let mut found: Vec<Option<i32>> = Vec::with_capacity(clauses.len());
    for clause in clauses {
        let title = clause.title.clone().map_or("", |title| &text[title]);
        let named = title.get(..4).filter(|_| title.get(4..).is_some_and(|rest| rest.starts_with('年')));
        let above = clause.parent.map_or(year, |parent| found[parent]);
        found.push(named.and_then(|digits| digits.parse().ok()).or_else(|| in_brackets(title)).or(above));
    }
    found
}

/// 启动阶段（2026年3月—4月）.
fn in_brackets(title: &str) -> Option<i32> {
    let (_, inner) = title.split_once(['（', '('])?;
    inner.get(..4).filter(|_| inner.get(4..).is_some_and(|rest| rest.starts_with('年')))?.parse().ok()
}

/// Headings over what was done and how things stand.
const TOLD: &[&str] = &[
    "基本情况",
    "工作情况",
    "总体情况",
    "完成情况",
    "进展情况",
    "开展情况",
    "主要做法",
    "成效",
    "成绩",
    "存在的问题",
    "存在问题",
    "主要问题",
    "突出问题",
    "工作回顾",
    "主要不足",
    "问题和不足",
    "存在的主要",
    "形势分析",
    "取得的",
];
/// Headings over what is to be done.
const ASKED: &[&str] =
    &["下一步", "下步", "要求", "打算", "安排", "计划", "目标", "任务", "措施", "意见", "建议", "整改"];

/// The clauses that report. In a paper that is a report, all do but those under a heading of what comes next.
fn told(text: &str, clauses: &[Clause], head: &Head) -> Vec<bool> {
    let is_report = is_report(head);
    let mut found: Vec<bool> = Vec::with_capacity(clauses.len());
    for clause in clauses {
        let title = clause.title.clone().map_or("", |title| &text[title]);
        let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
        let above = clause.parent.map_or(is_report, |parent| found[parent]);
        let is_told = if clause.parent.is_some() && above {
            true
        } else if has(ASKED) {
            false
        } else {
            above || has(TOLD)
        };
        found.push(is_told);
    }
    found
}
