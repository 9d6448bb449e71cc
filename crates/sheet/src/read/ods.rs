//! Workbooks of LibreOffice, .ods.
//!
//! They are read here and not by calamine, whose reader fills in repeated cells up to a hundred million and never returns
//! from a text that ends too soon.

use super::content::{Collector, Content, SHEET_COLUMNS, SHEET_ROWS, SheetName, Wanted};
use super::package::{Package, Part};
use super::value::{Form, float, iso, iso_span, number, truth};
use super::xml::{attribute, push_entity};
use crate::error::{Limit, MAX_PART, MAX_SHEET, MAX_SHEETS, SheetError};
use crate::table::FaultKind;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;

const CONTENT: &str = "content.xml";

/// An open workbook.
pub(super) struct Ods<'b> {
    package: Package<'b>,
    sheets: Vec<SheetName>,
}

impl<'b> Ods<'b> {
    pub fn open(mut package: Package<'b>) -> Result<Self, SheetError> {
        if is_encrypted(&mut package)? {
            return Err(SheetError::Encrypted);
        }
        let mut sheets = Vec::new();
        let mut hidden_styles = HashSet::new();
        let mut style = String::new();
        let mut xml = package.part(CONTENT, MAX_SHEET)?.ok_or(SheetError::broken())?;
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "style:style" => style = attribute(&tag, "name").unwrap_or_default().into_owned(),
                    "style:table-properties" if attribute(&tag, "display").as_deref() == Some("false") => {
                        hidden_styles.insert(style.clone());
                    }
                    "table:table" => {
                        let name = attribute(&tag, "name").unwrap_or_default().into_owned();
                        let style = attribute(&tag, "style-name").unwrap_or_default();
                        sheets.push(SheetName { name, is_hidden: hidden_styles.contains(&*style) });
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
            if sheets.len() > MAX_SHEETS {
                return Err(SheetError::too_large(Limit::Sheets(MAX_SHEETS)));
            }
        }
        drop(xml);
        Ok(Self { package, sheets })
    }

    pub fn sheets(&self) -> Vec<SheetName> {
        self.sheets.clone()
    }

    pub fn content(&mut self, sheet: usize, wanted: Wanted) -> Result<Content, SheetError> {
        let name = self.sheets.get(sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
        let mut xml = self.package.part(CONTENT, MAX_SHEET)?.ok_or(SheetError::broken())?;
        let mut at = 0;
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                    if at == sheet {
                        return read_table(&mut xml, wanted).map_err(|error| error.in_sheet(&name));
                    }
                    at += 1;
                }
                Event::Eof => return Ok(Content::default()),
                _ => {}
            }
        }
    }
}

fn is_encrypted(package: &mut Package<'_>) -> Result<bool, SheetError> {
    let Some(mut xml) = package.part("META-INF/manifest.xml", MAX_PART)? else { return Ok(false) };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// A cell as its tag declares it.
struct Cell {
    repeated: u32,
    spans: (u32, u32),
    kind: String,
    value: Option<String>,
}

fn read_table(xml: &mut Part<'_, '_>, wanted: Wanted) -> Result<Content, SheetError> {
    let end = xml.depth() - 1;
    let mut found = Collector::new(wanted);
    let mut row = 0_u32;
    loop {
        let depth = xml.depth();
        match xml.next()? {
            Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                let repeated = count(&tag, "number-rows-repeated", SHEET_ROWS);
                let is_hidden =
                    matches!(attribute(&tag, "visibility").as_deref(), Some("collapse" | "filter"));
                read_row(xml, &mut found, row + 1, repeated, is_hidden)?;
                row = row.saturating_add(repeated).min(SHEET_ROWS);
            }
            Event::End(_) if depth - 1 == end => return Ok(found.finish()),
            Event::Eof => return Err(SheetError::broken()),
            _ => {}
        }
        if found.is_full() {
            return Ok(found.finish());
        }
    }
}

fn count(tag: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, most)
}

/// Reads a row, and puts it as often as it is repeated.
fn read_row(
    xml: &mut Part<'_, '_>,
    found: &mut Collector,
    number: u32,
    repeated: u32,
    is_hidden: bool,
) -> Result<(), SheetError> {
    let end = xml.depth() - 1;
    let mut cells: Vec<(u32, u32, String, Option<FaultKind>)> = Vec::new();
    let mut column = 0_u32;
    loop {
        let depth = xml.depth();
        match xml.next()? {
            Event::Start(tag) if matches!(tag.local_name().as_ref(), "table-cell" | "covered-table-cell") => {
                let cell = declared(&tag);
                let mut text = String::new();
                read_text(xml, &mut text)?;
                let (rows, columns) = cell.spans;
                found.merge((number, number + (rows - 1)), (column, column + (columns - 1)));
                let (value, fault) = told(&cell, text);
                if value.is_empty() {
                    found.blank();
                } else {
                    cells.push((column, cell.repeated, value, fault));
                }
                column = column.saturating_add(cell.repeated);
            }
            Event::End(_) if depth - 1 == end => break,
            Event::Eof => return Err(SheetError::broken()),
            _ => {}
        }
    }
    if cells.is_empty() {
        return Ok(());
    }
    for number in number..number.saturating_add(repeated) {
        if is_hidden {
            found.hide(number);
        }
        for (column, repeated, text, fault) in &cells {
            for column in *column..column.saturating_add(*repeated) {
                found.put(number, column, text, *fault)?;
            }
        }
        if found.is_full() {
            break;
        }
    }
    Ok(())
}

fn declared(tag: &BytesStart<'_>) -> Cell {
    let kind = attribute(tag, "value-type").unwrap_or_default().into_owned();
    let is_error = tag
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .any(|attribute| attribute.key.as_ref() == "calcext:value-type" && &*attribute.value == "error");
    let name = match kind.as_str() {
        "date" => "date-value",
        "time" => "time-value",
        "boolean" => "boolean-value",
        "string" => "string-value",
        _ => "value",
    };
    Cell {
        repeated: count(tag, "number-columns-repeated", SHEET_COLUMNS),
        spans: (
            count(tag, "number-rows-spanned", SHEET_ROWS),
            count(tag, "number-columns-spanned", SHEET_COLUMNS),
        ),
        value: attribute(tag, name).map(std::borrow::Cow::into_owned),
        kind: if is_error { "error".to_owned() } else { kind },
    }
}

/// The text of the cell that has just begun: its paragraphs, without notes and drawings.
fn read_text(xml: &mut Part<'_, '_>, into: &mut String) -> Result<(), SheetError> {
    let end = xml.depth() - 1;
    let mut skipped = None;
    loop {
        let depth = xml.depth();
        match xml.next()? {
            Event::Start(tag) if skipped.is_none() => match tag.local_name().as_ref() {
                "p" => {
                    if !into.is_empty() {
                        into.push('\n');
                    }
                }
                "s" => {
                    let blanks = count(&tag, "c", 1000);
                    into.extend((0..blanks).map(|_| ' '));
                }
                "tab" => into.push('\t'),
                "line-break" => into.push('\n'),
                "span" | "a" => {}
                _ => skipped = Some(depth),
            },
            Event::Text(text) if skipped.is_none() && depth > end + 1 => into.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if skipped.is_none() => push_entity(&entity, into),
            Event::End(_) if depth - 1 == end => return Ok(()),
            Event::End(_) if skipped == Some(depth - 1) => skipped = None,
            Event::Eof => return Err(SheetError::broken()),
            _ => {}
        }
    }
}

fn told(cell: &Cell, text: String) -> (String, Option<FaultKind>) {
    let value = cell.value.as_deref();
    match (cell.kind.as_str(), value) {
        ("error", _) => (text, Some(FaultKind::ErrorValue)),
        ("float" | "currency", Some(value)) => number(value, Form::Number, false),
        ("percentage", Some(value)) => match value.parse::<f64>() {
            Ok(value) if value.is_finite() => float(value, Form::Percent, false),
            _ => (text, Some(FaultKind::ErrorValue)),
        },
        ("date", Some(value)) => (iso(value), None),
        ("time", Some(value)) => (iso_span(value), None),
        ("boolean", Some(value)) => (truth(value == "true").to_owned(), None),
        ("string", Some(value)) => (value.to_owned(), None),
        _ => (text, None),
    }
}
