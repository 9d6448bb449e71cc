//! Sentences, the segments between their semicolons, and the comma-separated pieces in these. A requirement lies in one
//! piece; what makes it a score, a benefit or a report lies in its segment or its sentence.

use super::compare;
use super::figures::figures;
use super::periods::{holds_act_of_period, opens_with_period};
use crate::types::Span;

/// A sentence and its segments; nothing is empty, blanks are trimmed.
pub(super) struct Sentence {
    pub span: Span,
    /// The pieces of what stands between two semicolons.
    pub segments: Vec<Vec<Span>>,
}

/// Ends of sentences; a cell of a table and a paragraph inside a cell end one too.
fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '\n' | '\t' | '\u{2028}' | '！' | '？')
}

/// Splits a stretch of text, but not inside brackets or the titles of cited papers.
pub(super) fn sentences(text: &str, within: Span) -> Vec<Sentence> {
    let mut found = Vec::new();
    let (mut depth, mut from) = (0_usize, within.start);
    for (offset, c) in text[within.clone()].char_indices() {
        let at = within.start + offset;
        match c {
            '《' | '（' | '(' => depth += 1,
            '》' | '）' | ')' => depth = depth.saturating_sub(1),
            // a bracket left open ends with its paragraph
            '\n' | '\t' | '\u{2028}' => depth = 0,
            _ => {}
        }
        if depth == 0 && ends_sentence(c) {
            push(text, from..at, &mut found);
            from = at + c.len_utf8();
        }
    }
    push(text, from..within.end, &mut found);
    found
}

fn push(text: &str, span: Span, found: &mut Vec<Sentence>) {
    let span = trim(text, span);
    if span.is_empty() {
        return;
    }
    let mut segments: Vec<Vec<Span>> = Vec::new();
    let mut pieces: Vec<Span> = Vec::new();
    let mut from = span.start;
    for (at, c) in outside(&text[span.clone()]).map(|(at, c)| (span.start + at, c)) {
        if matches!(c, '，' | ',' | '；' | ';' | '：' | ':') && !is_inside_number(text, at, c) {
            pieces.push(trim(text, from..at));
            from = at + c.len_utf8();
        }
        if matches!(c, '；' | ';') {
            segments.push(std::mem::take(&mut pieces));
        }
    }
    pieces.push(trim(text, from..span.end));
    segments.push(pieces);
    segments.iter_mut().for_each(|pieces| pieces.retain(|piece| !piece.is_empty()));
    segments.retain(|pieces| !pieces.is_empty());
    found.push(Sentence { span, segments });
}

/// 1,200 and 1:5.
fn is_inside_number(text: &str, at: usize, c: char) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    matches!(c, ',' | ':' | '：')
        && is_digit(text[..at].chars().next_back())
        && is_digit(text[at + c.len_utf8()..].chars().next())
}

/// The characters of a phrase that stand in no bracket, quotation or title, with their places.
pub(super) fn outside(words: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut depth = 0_usize;
    words.char_indices().filter(move |(_, c)| {
        match c {
            '《' | '（' | '(' | '“' => depth += 1,
            '》' | '）' | ')' | '”' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    })
}

/// The parts of a piece that each have a figure of their own: 演练不少于1次、培训不少于3次. A list of subjects under one
/// figure and a row of bare figures stay whole.
pub(super) fn parts(text: &str, piece: Span) -> Vec<Span> {
    let words = &text[piece.clone()];
    let found = figures(words);
    let mut parts = Vec::new();
    let mut from = 0;
    // 每日巡查、每周排查、每月调度一次
    for (mark, _) in words.match_indices("、每") {
        let next = mark + '、'.len_utf8();
        if holds_act_of_period(&words[from..mark]) && opens_with_period(&words[next..]) {
            parts.push(trim(text, piece.start + from..piece.start + mark));
            from = next;
        }
    }
    for pair in found.windows(2) {
        let (left, right) = (&pair[0], &pair[1]);
        let Some(mark) =
            ["、", "和", "及", "并", "且"].iter().find(|mark| words[left.end..].starts_with(**mark))
        else {
            continue;
        };
        if left.end < from {
            continue;
        }
        let subject = words[left.end + mark.len()..right.start].trim_start_matches('并');
        let subject = &subject[..subject.len() - compare::before(subject).map_or(0, |(_, length)| length)];
        if subject.chars().take(2).count() == 2 {
            parts.push(trim(text, piece.start + from..piece.start + left.end));
            from = left.end + mark.len();
        }
    }
    parts.push(trim(text, piece.start + from..piece.end));
    parts
}

/// The span without blanks at its ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let words = &text[span.clone()];
    let indent = words.len() - words.trim_start().len();
    let length = words.trim().len();
    span.start + indent..span.start + indent + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_cited_titles_stay_whole() {
        let text = "遏制死亡3人（含，以上）火灾，贯彻《甲，乙。丙》；完成1,200处。\n表\t格";
        let pieces: Vec<Vec<&str>> = sentences(text, 0..text.len())
            .into_iter()
            .flat_map(|s| s.segments)
            .map(|pieces| pieces.into_iter().map(|p| &text[p]).collect())
            .collect();
        assert_eq!(
            pieces,
            [
                vec!["遏制死亡3人（含，以上）火灾", "贯彻《甲，乙。丙》"],
                vec!["完成1,200处"],
                vec!["表"],
                vec!["格"]
            ]
        );
    }

    #[test]
    fn a_list_is_cut_where_each_part_has_its_own_figure() {
        for (words, expect) in [
            ("演练不少于1次、培训不少于3次", vec!["演练不少于1次", "培训不少于3次"]),
            ("储备编织袋5000条、救生衣三百件", vec!["储备编织袋5000条", "救生衣三百件"]),
            ("安委办每月调度、每季通报", vec!["安委办每月调度", "每季通报"]),
            ("每月、每季度检查", vec!["每月、每季度检查"]),
            ("登记率、检验率达95%以上", vec!["登记率、检验率达95%以上"]),
            ("分别达到95%和90%", vec!["分别达到95%和90%"]),
            ("低于80%、70%、60%的", vec!["低于80%、70%、60%的"]),
        ] {
            let found: Vec<&str> = parts(words, 0..words.len()).into_iter().map(|p| &words[p]).collect();
            assert_eq!(found, expect, "{words}");
        }
    }
}
