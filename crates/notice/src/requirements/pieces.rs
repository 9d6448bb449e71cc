//! Sentences and the comma-separated pieces in them; a requirement lies in one piece, its traps in the sentence.

use crate::types::Span;

/// A sentence and its pieces; nothing is empty, blanks are trimmed.
pub(super) struct Sentence {
    pub span: Span,
    pub pieces: Vec<Span>,
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
    let mut pieces = Vec::new();
    let (mut depth, mut from) = (0_usize, span.start);
    for (offset, c) in text[span.clone()].char_indices() {
        let at = span.start + offset;
        match c {
            '《' | '（' | '(' => depth += 1,
            '》' | '）' | ')' => depth = depth.saturating_sub(1),
            '，' | ',' | '；' | ';' | '：' | ':' if depth == 0 => {
                pieces.push(trim(text, from..at));
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(trim(text, from..span.end));
    pieces.retain(|piece| !piece.is_empty());
    found.push(Sentence { span, pieces });
}

fn trim(text: &str, span: Span) -> Span {
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
        let text = "遏制死亡3人（含，以上）火灾，贯彻《甲，乙。丙》；完成。\n表\t格";
        let pieces: Vec<Vec<&str>> = sentences(text, 0..text.len())
            .into_iter()
            .map(|s| s.pieces.into_iter().map(|p| &text[p]).collect())
            .collect();
        assert_eq!(
            pieces,
            [vec!["遏制死亡3人（含，以上）火灾", "贯彻《甲，乙。丙》", "完成"], vec!["表"], vec!["格"]]
        );
    }
}
