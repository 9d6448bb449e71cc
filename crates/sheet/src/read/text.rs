//! Texts with columns: .csv and what is copied from a sheet. UTF-8, UTF-16 with its mark, or GB18030.

use super::content::{Collector, Content, SHEET_COLUMNS, Wanted};
use crate::error::SheetError;
use std::borrow::Cow;

/// Bytes of a text to characters.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return std::str::from_utf8(rest).map(Cow::Borrowed).map_err(|_| SheetError::NotASheet);
    }
    for (mark, encoding) in [(b"\xFF\xFE", encoding_rs::UTF_16LE), (b"\xFE\xFF", encoding_rs::UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
            return text.filter(|text| !text.contains('\0')).ok_or(SheetError::NotASheet);
        }
    }
    // no text of these encodings holds a zero byte; pictures and documents do
    if bytes.contains(&0) {
        return Err(SheetError::NotASheet);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    text.ok_or(SheetError::NotASheet)
}

/// The character between the columns: the one that is in most of the first lines, and there most often.
pub(super) fn separator(text: &str) -> char {
    let score = |separator: char| {
        let mut counts: Vec<usize> = Vec::new();
        let mut is_quoted = false;
        let mut count = 0;
        // a byte of such a text is never part of another character
        for c in text.chars().take(64 << 10) {
            match c {
                '"' => is_quoted = !is_quoted,
                '\n' if !is_quoted => {
                    counts.push(count);
                    count = 0;
                }
                c if c == separator && !is_quoted => count += 1,
                _ => {}
            }
            if counts.len() == 20 {
                break;
            }
        }
        counts.push(count);
        (counts.iter().filter(|count| **count > 0).count(), counts.iter().sum::<usize>())
    };
    // of equals, the last is taken
    [';', '\t', ','].into_iter().max_by_key(|separator| score(*separator)).unwrap_or(',')
}

/// The lines of a text. A cell in quotes may hold separators and line breaks; rows are counted as Excel counts them when it
/// opens the file.
pub(super) fn content(text: &str, wanted: Wanted) -> Result<Content, SheetError> {
    let separator = separator(text);
    let mut found = Collector::new(wanted);
    let (mut row, mut column) = (1_u32, 0_u32);
    let mut cell = String::new();
    let mut chars = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(c) = chars.next() {
        if is_quoted {
            match c {
                '"' if chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' => is_quoted = false,
                '\r' if chars.peek() == Some(&'\n') => {}
                other => cell.push(other),
            }
            continue;
        }
        match c {
            '"' if cell.is_empty() => is_quoted = true,
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                put(&mut found, row, column, &mut cell)?;
                (row, column) = (row + 1, 0);
                if found.is_full() {
                    return Ok(found.finish());
                }
            }
            c if c == separator => {
                put(&mut found, row, column, &mut cell)?;
                column += 1;
            }
            other => cell.push(other),
        }
    }
    put(&mut found, row, column, &mut cell)?;
    Ok(found.finish())
}

fn put(found: &mut Collector, row: u32, column: u32, cell: &mut String) -> Result<(), SheetError> {
    // a line of nothing but separators is no reason to refuse the rest
    if column < SHEET_COLUMNS {
        // programs write ="0595" so that Excel keeps the zero
        let text = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
        found.put(row, column, text, None)?;
    }
    cell.clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        let content = content(text, Wanted::All).expect("within the limits");
        let texts =
            |cells: Vec<super::super::content::Spot>| cells.into_iter().map(|cell| cell.text).collect();
        content.lines.into_iter().map(|line| (line.number, texts(line.cells))).collect()
    }

    #[test]
    fn the_separator_is_found() {
        for (text, expect) in [
            ("a,b;c\n1,2", ','),
            ("a\tb,c\n1\t2\n3\t4", '\t'),
            ("a;b;c\n1,5;2;3", ';'),
            ("\"a;b\",c", ','),
            ("a", ','),
        ] {
            assert_eq!(separator(text), expect, "{text:?}");
        }
    }

    #[test]
    fn quotes_hold_separators_and_line_breaks() {
        let expect = vec![
            (1, vec!["a".to_owned(), "b\nc".to_owned()]),
            (3, vec!["say \"x\"".to_owned(), "0595".to_owned()]),
        ];
        assert_eq!(cells("a,\"b\r\nc\"\r\n,\r\n\"say \"\"x\"\"\",=\"0595\"\r\n"), expect);
    }

    #[test]
    fn the_same_text_is_read_from_every_encoding() {
        let text = "名称,电话\n";
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for bytes in [text.as_bytes(), format!("\u{feff}{text}").as_bytes(), &gb, &utf16] {
            assert_eq!(decode(bytes).as_deref(), Ok(text));
        }
        assert_eq!(decode(b"\x89PNG\0\0"), Err(SheetError::NotASheet));
    }
}
