//! Enumerators as they are typed, and the lines that end every clause before them.

use crate::numbers::number;
use crate::types::Span;
use rust_decimal::prelude::ToPrimitive;

/// The styles of enumerators of official documents (GB/T 9704-2012 §7.3.3, and those met in practice).
/// Which one stands above which is read from the paper: it differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// 第一条
    Article,
    /// 一、
    Top,
    /// （一） ㈠
    BracketChinese,
    /// 1. 1． 1、 ⒈
    Decimal,
    /// 1.1, 1.1.1: how many dots it has
    Dotted(usize),
    /// （1） ⑴
    BracketDecimal,
    /// 1)
    HalfBracket,
    /// ①
    Circle,
    /// The serial of a row in a table.
    Serial,
}

pub(super) struct Marker {
    pub style: Style,
    /// The number alone, half-width.
    label: String,
    pub span: Span,
}

/// What happens to the clauses at a place.
pub(super) enum Mark {
    Opens(Marker),
    /// 第一章, 注：, 附件2: every open clause ends here.
    Ends(usize),
}

impl Marker {
    /// The part of a path that a marker gives, in one form whatever was typed.
    pub fn display(&self) -> String {
        match self.style {
            Style::Article => format!("第{}条", self.label),
            Style::BracketChinese | Style::BracketDecimal => format!("（{}）", self.label),
            Style::Circle => {
                let offset = self.label.parse::<u32>().ok().and_then(|n| n.checked_sub(1));
                offset
                    .and_then(|n| char::from_u32(u32::from('①') + n))
                    .map_or(self.label.clone(), String::from)
            }
            Style::Top | Style::Decimal | Style::Dotted(_) | Style::HalfBracket | Style::Serial => {
                self.label.clone()
            }
        }
    }

    fn value(&self) -> Option<u32> {
        number(&self.label)?.to_u32()
    }
}

const CHINESE: &str = "〇零一二三四五六七八九十百";
/// Lines that end the clauses above: what follows is not theirs.
const ENDS: &[&str] = &["注", "说明", "备注", "附注", "填表说明", "附则说明"];

/// Every enumerator and every end, in reading order.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut is_attachments = false;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        // a blank line is all indent; looking behind it would read the next line twice
        if indent < line.len() {
            let mut from = at + indent;
            let bare = line.trim();
            let marker = marker_at(text, from).filter(|marker| continues(text, marker, &found));
            // 附件：1.责任书 goes on over the numbered lines below it
            is_attachments = is_attachment_list(bare) || is_attachments && marker.is_some();
            if ends_clauses(bare) {
                found.push(Mark::Ends(from));
            } else if !is_attachments {
                if let Some(marker) = marker {
                    from = marker.span.end;
                    found.push(Mark::Opens(marker));
                }
                inline_markers(text, from..at + line.len(), &mut found);
            }
        }
        at += line.len();
    }
    found
}

fn is_attachment_list(line: &str) -> bool {
    line.strip_prefix("附件").is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
}

/// 注：, 附件, 附件2, 第一章 总则.
fn ends_clauses(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("附件") {
        return rest.chars().take(4).all(|c| c.is_ascii_digit() || CHINESE.contains(c) || c.is_whitespace())
            || is_attachment_list(line);
    }
    let name = line.trim_end_matches(['：', ':']);
    if name.len() < line.len() && ENDS.contains(&name) {
        return true;
    }
    let Some(rest) = line.strip_prefix('第') else { return false };
    let number: usize = rest.chars().take(6).take_while(|c| CHINESE.contains(*c)).map(char::len_utf8).sum();
    number > 0 && rest[number..].starts_with(['章', '节', '编'])
}

/// 3.6月底前 and 2.30%的 open a clause after 2. and 1.; 1.5万元 does not.
fn continues(text: &str, marker: &Marker, found: &[Mark]) -> bool {
    let rest = &text[marker.span.end..];
    if marker.style != Style::Decimal || !rest.starts_with(|c: char| half_width_digit(c).is_some()) {
        return true;
    }
    let after = rest.trim_start_matches(|c: char| half_width_digit(c).is_some());
    let is_date = after.starts_with('月') && rest.len() - after.len() <= 2;
    // 1.2026年底前
    let is_year = after.starts_with('年') && rest.len() - after.len() == 4;
    is_date || is_year || last(found, Style::Decimal).and_then(|last| last.checked_add(1)) == marker.value()
}

/// The number of the last enumerator, if it has the style; looking no further back keeps the time linear.
fn last(found: &[Mark], style: Style) -> Option<u32> {
    found.iter().rev().take(64).find_map(|mark| match mark {
        Mark::Opens(marker) if marker.style == style => Some(marker.value()),
        _ => None,
    })?
}

/// An enumerator inside a paragraph opens a clause only where a sentence can begin, so that （1）as a reference does
/// not; 二、 and 2. also only after the one before them.
fn inline_markers(text: &str, within: Span, found: &mut Vec<Mark>) {
    let mut before = ' ';
    let seconds = Seconds::of(text, &within);
    // where a heading in the line began: 一、目标1、…；2、…
    let mut heading = top_before(found, within.start).then_some(within.start);
    for (offset, c) in text[within.clone()].char_indices() {
        let here = within.start + offset;
        let is_begin = matches!(before, '：' | ':' | '。' | '；' | ';');
        if matches!(c, '：' | ':' | '。' | '；' | ';' | '，' | ',') {
            heading = None;
        }
        let ends_heading = c == '1'
            && heading.is_some_and(|start| here - start <= LONGEST_HEADING && start < here)
            && half_width_digit(before).is_none();
        if (is_begin || ends_heading)
            && may_open(c)
            && here > within.start
            && let Some(marker) = marker_at(text, here)
            && if is_begin {
                follows(text, &marker, found) || seconds.go_on(&marker)
            } else {
                marker.style == Style::Decimal && seconds.go_on(&marker)
            }
        {
            heading = (marker.style == Style::Top).then_some(marker.span.end);
            found.push(Mark::Opens(marker));
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
}

/// In bytes.
const LONGEST_HEADING: usize = 45;

fn top_before(found: &[Mark], at: usize) -> bool {
    matches!(found.last(), Some(Mark::Opens(marker)) if marker.style == Style::Top && marker.span.end == at)
}

/// Where the second of a numbering last stands in a paragraph: with it, the first opens a clause in the line too.
struct Seconds {
    top: Option<usize>,
    decimal: Option<usize>,
}

impl Seconds {
    fn of(text: &str, within: &Span) -> Self {
        let last = |second: &str| text[within.clone()].rfind(second).map(|at| within.start + at);
        Self { top: last("二、"), decimal: last("2、") }
    }

    fn go_on(&self, first: &Marker) -> bool {
        let second = match first.style {
            Style::Top => self.top,
            Style::Decimal => self.decimal,
            _ => None,
        };
        first.value() == Some(1) && second.is_some_and(|second| second > first.span.end)
    }
}

fn may_open(c: char) -> bool {
    matches!(c, '（' | '(') || half_width_digit(c).is_some() || CHINESE.contains(c) || special(c).is_some()
}

fn follows(text: &str, marker: &Marker, found: &[Mark]) -> bool {
    let expect = || last(found, marker.style).and_then(|last| last.checked_add(1));
    match marker.style {
        Style::BracketDecimal | Style::BracketChinese | Style::Circle => true,
        Style::Top => expect() == marker.value(),
        Style::Decimal => {
            let is_number = text[marker.span.end..].starts_with(|c: char| half_width_digit(c).is_some());
            !is_number && (marker.value() == Some(1) || expect() == marker.value())
        }
        Style::Article | Style::Dotted(_) | Style::HalfBracket | Style::Serial => false,
    }
}

/// Enumerators that are one character: ①, ⑴, ⒈, ㈠.
fn special(c: char) -> Option<(Style, String)> {
    let code = u32::from(c);
    let (style, first) = match c {
        '①'..='⑳' => (Style::Circle, '①'),
        '⑴'..='⒇' => (Style::BracketDecimal, '⑴'),
        '⒈'..='⒛' => (Style::Decimal, '⒈'),
        '㈠'..='㈩' => {
            let label = CHINESE.chars().nth(usize::try_from(code - u32::from('㈠')).ok()? + 2)?;
            return Some((Style::BracketChinese, label.into()));
        }
        _ => return None,
    };
    Some((style, (code - u32::from(first) + 1).to_string()))
}

/// The number of an enumerator that is one character.
pub(crate) fn special_number(marker: &str) -> Option<u64> {
    let (_, label) = special(marker.chars().next()?)?;
    number(&label)?.to_u64()
}

fn marker_at(text: &str, start: usize) -> Option<Marker> {
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    if let Some((style, label)) = special(first) {
        return Some(Marker { style, label, span: start..start + first.len_utf8() });
    }
    let (open, body) = match first {
        '（' | '(' | '第' => (first, &rest[first.len_utf8()..]),
        _ => (' ', rest),
    };
    let (label, length) = label(body);
    let is_decimal = label.chars().all(|c| c.is_ascii_digit());
    let is_chinese = label.chars().all(|c| !c.is_ascii_digit());
    // longer numbers are years or amounts, not enumerators
    let longest = if open == '第' { 7 } else { 4 };
    if label.is_empty() || !(is_decimal || is_chinese) || label.chars().count() > longest {
        return None;
    }
    let end = body[length..].chars().next()?;
    let open_length = if open == ' ' { 0 } else { open.len_utf8() };
    let to = |end: usize| start..start + open_length + end;
    let style = match (open, end) {
        ('第', '条') => Style::Article,
        ('（' | '(', '）' | ')') if is_decimal => Style::BracketDecimal,
        ('（' | '(', '）' | ')') => Style::BracketChinese,
        (' ', '、') if is_chinese => Style::Top,
        (' ', '\t') if is_chinese => Style::Top,
        (' ', '\t') if is_decimal && label.len() <= 3 => {
            return Some(Marker { style: Style::Serial, label, span: to(length) });
        }
        (' ', '）' | ')') if is_decimal && label.len() <= 2 => Style::HalfBracket,
        (' ', '．' | '.' | '、') if is_decimal && label.len() <= 3 => {
            if let Some((label, length, dots)) = dotted(body) {
                return Some(Marker { style: Style::Dotted(dots), label, span: to(length) });
            }
            Style::Decimal
        }
        _ => return None,
    };
    Some(Marker { style, label, span: to(length + end.len_utf8()) })
}

/// The number that a text begins with, half-width, and its length.
fn label(body: &str) -> (String, usize) {
    let (mut label, mut length) = (String::new(), 0);
    for c in body.chars().take(8).take_while(|c| CHINESE.contains(*c) || half_width_digit(*c).is_some()) {
        label.push(half_width_digit(c).unwrap_or(c));
        length += c.len_utf8();
    }
    (label, length)
}

/// 1.1 or 1.2.3 before a blank; before a word it might be an amount.
fn dotted(body: &str) -> Option<(String, usize, usize)> {
    let length = body.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let label = body[..length].trim_end_matches('.');
    let dots = label.matches('.').count();
    let is_parts = label.split('.').all(|part| (1..=2).contains(&part.len()));
    let is_open = body[length..].starts_with([' ', '\u{3000}', '\t']);
    (dots > 0 && is_parts && is_open).then(|| (label.to_owned(), length, dots))
}

fn half_width_digit(c: char) -> Option<char> {
    crate::numbers::digit(c).and_then(|value| char::from_digit(value, 10))
}
