//! The texts that the cells of a workbook share.

use super::super::package::Package;
use super::super::value::lines;
use super::super::xml::Xml;
use crate::error::{Limit, MAX_CELLS, MAX_SHEET, MAX_TEXT, SheetError};
use quick_xml::events::Event;
use std::io::Read;

/// Texts by number, held in one piece.
#[derive(Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    pub fn read(package: &mut Package<'_>, part: &str) -> Result<Self, SheetError> {
        let Some(mut xml) = package.part(part, MAX_SHEET)? else { return Ok(Self::default()) };
        let mut found = Self::default();
        let mut text = String::new();
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                    text.clear();
                    read_runs(&mut xml, &mut text)?;
                    found.all.push_str(&plain(&text));
                    found.ends.push(found.all.len());
                    if found.ends.len() > MAX_CELLS {
                        return Err(SheetError::too_large(Limit::Cells(MAX_CELLS)));
                    }
                    if found.all.len() > MAX_TEXT {
                        return Err(SheetError::too_large(Limit::Text(MAX_TEXT)));
                    }
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    }

    pub fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.all.get(start..end)
    }
}

/// The text of the element that has just begun: that of its runs, without the readings that stand above Chinese letters.
pub(super) fn read_runs<R: Read>(xml: &mut Xml<R>, into: &mut String) -> Result<(), SheetError> {
    let end = xml.depth() - 1;
    let mut reading = None;
    loop {
        let depth = xml.depth();
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "rPh" if reading.is_none() => reading = Some(depth),
                "t" if reading.is_none() => xml.text(&[], into)?,
                _ => {}
            },
            Event::End(_) if depth - 1 == end => return Ok(()),
            Event::End(_) if reading == Some(depth - 1) => reading = None,
            Event::Eof => return Err(SheetError::broken()),
            _ => {}
        }
    }
}

/// The text with its escapes resolved: `_x000D_` is a line break.
pub(super) fn plain(text: &str) -> String {
    if !text.contains("_x") {
        return lines(text.to_owned());
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(unit) = escape(rest) {
            units.push(unit);
            rest = &rest[7..];
        } else {
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
            rest = &rest[c.len_utf8()..];
        }
    }
    // half a character, alone, is none
    lines(String::from_utf16_lossy(&units))
}

fn escape(text: &str) -> Option<u16> {
    let hex = text.strip_prefix("_x")?.get(..4)?;
    let is_escape = text.as_bytes().get(6) == Some(&b'_') && hex.bytes().all(|b| b.is_ascii_hexdigit());
    is_escape.then(|| u16::from_str_radix(hex, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        for (written, expect) in [
            ("a_x000D__x000A_b", "a\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "\u{fffd}"),
            ("_x12_", "_x12_"),
            ("_x00字_", "_x00字_"),
        ] {
            assert_eq!(plain(written), expect, "{written}");
        }
    }
}
