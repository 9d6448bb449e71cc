//! Printed lines to paragraphs: what a line break of the page was, and what one of the text.

use super::line::Line;
use crate::structure;

/// Lines whose sizes differ by more are of different paragraphs.
const SAME_SIZE: f64 = 0.12;
/// A gap of more lines than this stands between paragraphs.
const SAME_BLOCK: f64 = 1.6;
/// Below so many characters between the margins nothing is known of where lines end.
const LEAST_MEASURE: f64 = 12.0;
/// In parts of the size of a character: an indent is two characters, but may be set a little less.
const INDENT: f64 = 1.2;

/// Where lines begin and end when nothing special is meant.
#[derive(Debug, Clone, Copy)]
struct Layout {
    left: f64,
    right: f64,
    pitch: f64,
}

/// The text of the pages, one line for each paragraph.
pub(super) fn join(pages: &[Vec<Line>]) -> String {
    let pages: Vec<&[Line]> = pages.iter().map(|lines| without_number(lines)).collect();
    let whole = layout(&pages);
    let mut text = String::new();
    let mut open: Option<Open<'_>> = None;
    for page in pages {
        let wide = page.iter().map(|line| line.x1).fold(0.0, f64::max);
        // a page turned to its side has margins of its own
        let layout = if wide > whole.right * 1.2 { layout(&[page]) } else { whole };
        for (at, line) in page.iter().enumerate() {
            let mut counts_inside = counts(line.text.trim_start_matches(['（', '(']));
            if let Some(open) = open {
                let gap = (at > 0).then_some(open.last.y - line.y);
                if open.goes_on(line, gap, layout) {
                    text.push_str(glue(&open.last.text, &line.text));
                    counts_inside |= open.counts_inside;
                } else {
                    text.push('\n');
                }
            }
            text.push_str(&line.text);
            open = Some(Open { last: line, counts_inside });
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The page without its number, which stands alone on the last line or the first.
fn without_number(lines: &[Line]) -> &[Line] {
    let lines = match lines.split_last() {
        Some((last, rest)) if is_page_number(&last.text) => rest,
        _ => lines,
    };
    match lines.split_first() {
        Some((first, rest)) if is_page_number(&first.text) => rest,
        _ => lines,
    }
}

/// `3`, `— 3 —`, `-3-`, `第 3 页 共 9 页`, `3/9`.
fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_sign = |c: char| "-－—–―─~·•/第页共,，".contains(c);
    let digits = bare.chars().filter(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).count();
    (1..=8).contains(&digits)
        && bare.chars().count() <= 14
        && bare.chars().all(|c| is_sign(c) || c.is_ascii_digit() || ('０'..='９').contains(&c))
}

fn layout(pages: &[&[Line]]) -> Layout {
    let all = || pages.iter().flat_map(|page| page.iter()).filter(|line| !line.is_row);
    let size = median(all().map(|line| line.size).collect()).unwrap_or(12.0);
    let enough = (all().count() / 30).max(3);
    let right = common(all().map(|line| -edge(line)).collect(), size * 1.5, enough).map_or(0.0, |x| -x);
    let left = common(all().map(|line| line.x0).collect(), size * 0.7, enough).unwrap_or(0.0);
    let pairs =
        pages.iter().flat_map(|page| page.windows(2)).filter(|pair| pair.iter().all(|line| !line.is_row));
    let gaps = pairs.map(|pair| pair[0].y - pair[1].y);
    let pitch = median(gaps.filter(|gap| *gap < size * 4.0).collect()).unwrap_or(size * 1.5);
    Layout { left, right, pitch }
}

/// Where the last character of a line ends; punctuation may hang over the margin.
fn edge(line: &Line) -> f64 {
    let hangs = line.text.ends_with(['，', '。', '、', '；', '：', '”', '）', '》']);
    if hangs { line.x1 - line.size } else { line.x1 }
}

/// The least value that enough others come near; else the least of all.
fn common(mut values: Vec<f64>, near: f64, enough: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let found = values.windows(enough).find(|window| window[window.len() - 1] - window[0] <= near);
    found.map(|window| window[0]).or(values.first().copied())
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Whether a text counts （1）（2） inside a paragraph.
fn counts(text: &str) -> bool {
    text.split(['（', '(']).skip(1).any(is_count)
}

/// `2）`, after its bracket.
fn is_count(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['）', ')'])
}

/// A paragraph of which lines have been read.
#[derive(Clone, Copy)]
struct Open<'a> {
    last: &'a Line,
    /// It counts （1）（2） inside, so its next （3） may begin a line.
    counts_inside: bool,
}

impl Open<'_> {
    /// Whether the next line goes on with it, so far below it if on the same page.
    fn goes_on(self, next: &Line, gap: Option<f64>, layout: Layout) -> bool {
        let last = self.last;
        let size = last.size.max(next.size);
        let is_other_block = last.is_row
            || next.is_row
            || (last.size - next.size).abs() > size * SAME_SIZE
            || layout.right - layout.left < size * LEAST_MEASURE
            || gap.is_some_and(|gap| gap > layout.pitch * SAME_BLOCK);
        // the next word would have had room on the line above, so the line was ended on purpose
        let has_room = last.x1 + next.first_word < layout.right - size * 0.1;
        if is_other_block || has_room {
            return false;
        }
        let is_ended = last.text.ends_with(['。', '；', '：', '！', '？', ':', ';', '”']);
        let is_next_count = self.counts_inside && next.text.strip_prefix(['（', '(']).is_some_and(is_count);
        if is_ended && !is_next_count && opens_clause(&next.text) {
            return false;
        }
        let is_indented = |line: &Line| line.x0 > layout.left + size * INDENT;
        let is_hanging = next.x0 > last.x0 + size / 2.0;
        match (is_indented(next), is_indented(last)) {
            (false, _) => true,
            (true, false) => is_hanging && opens_clause(&last.text) && !is_ended,
            (true, true) => !is_ended && !opens_clause(&next.text),
        }
    }
}

fn opens_clause(line: &str) -> bool {
    structure::clauses(line).first().is_some_and(|clause| clause.marker.start == 0)
}

/// Between Latin words a line break was a blank.
fn glue(before: &str, next: &str) -> &'static str {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if is_letter(before.chars().next_back()) && is_letter(next.chars().next()) { " " } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of size 10 that begins at the character `from` of a measure of twenty.
    fn line(text: &str, from: f64, y: f64) -> Line {
        let width = text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum::<f64>();
        let x0 = 100.0 + from * 10.0;
        let first_word = if text.starts_with(|c: char| c.is_ascii()) { 20.0 } else { 10.0 };
        Line { text: text.to_owned(), x0, x1: x0 + width, y, size: 10.0, first_word, is_row: false }
    }

    fn check(pages: &[&[(&str, f64)]], expect: &str) {
        let pages: Vec<Vec<Line>> = pages
            .iter()
            .map(|lines| {
                (0..)
                    .zip(*lines)
                    .map(|(n, (text, from))| line(text, *from, 700.0 - f64::from(n) * 15.0))
                    .collect()
            })
            .collect();
        assert_eq!(join(&pages), expect);
    }

    const FULL: &str = "一二三四五六七八九十一二三四五六七八九十";

    #[test]
    fn a_full_line_goes_on_and_a_short_one_ends() {
        check(
            &[&[(FULL, 0.0), (FULL, 0.0), ("完。", 0.0), ("另起", 0.0)]],
            &format!("{FULL}{FULL}完。\n另起\n"),
        );
    }

    #[test]
    fn an_indent_begins_a_paragraph_even_after_a_full_line() {
        let indented: String = FULL.chars().take(18).collect();
        check(
            &[&[(&indented, 2.0), (FULL, 0.0), (FULL, 0.0), (&indented, 2.0), (FULL, 0.0)]],
            &format!("{indented}{FULL}{FULL}\n{indented}{FULL}\n"),
        );
    }

    #[test]
    fn an_enumerator_begins_a_paragraph_after_a_full_stop_only() {
        let ended = format!("{}。", FULL.chars().take(19).collect::<String>());
        check(
            &[&[(&ended, 0.0), ("2．乙", 0.0), (FULL, 0.0), (FULL, 0.0)]],
            &format!("{ended}\n2．乙\n{FULL}{FULL}\n"),
        );
        check(
            &[&[(FULL, 0.0), ("（1）所述", 0.0), (FULL, 0.0), (FULL, 0.0)]],
            &format!("{FULL}（1）所述\n{FULL}{FULL}\n"),
        );
    }

    #[test]
    fn a_number_pushed_to_the_next_line_leaves_no_paragraph_behind() {
        let pushed: String = FULL.chars().take(18).collect();
        check(
            &[&[(FULL, 0.0), (FULL, 0.0), (&pushed, 0.0), ("2026年", 0.0)]],
            &format!("{FULL}{FULL}{pushed}2026年\n"),
        );
    }

    #[test]
    fn a_page_number_is_dropped_and_the_paragraph_goes_on() {
        for number in ["— 3 —", "-3-", "3", "第 3 页 共 9 页", "３"] {
            check(
                &[&[(FULL, 0.0), (FULL, 0.0), (number, 9.0)], &[(FULL, 0.0)]],
                &format!("{FULL}{FULL}{FULL}\n"),
            );
        }
        assert!(!is_page_number("2026年3月9日") && !is_page_number("5%") && !is_page_number("一"));
    }

    #[test]
    fn latin_words_keep_a_blank_between_lines() {
        assert_eq!(glue("abc", "def"), " ");
        assert_eq!(glue("安全", "GB"), "");
        assert_eq!(glue("20", "26"), "");
    }
}
