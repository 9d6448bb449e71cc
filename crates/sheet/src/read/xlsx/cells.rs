//! The cells of a sheet, in one pass over its part.

use super::super::content::{Collector, Content, SHEET_COLUMNS, SHEET_ROWS, Wanted};
use super::super::package::Part;
use super::super::value::{Form, iso, number, truth};
use super::super::xml::{attribute, is_on};
use super::texts::{Texts, plain, read_runs};
use crate::error::SheetError;
use crate::table::FaultKind;
use quick_xml::events::{BytesStart, Event};

/// What the text of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    Shared,
    Text,
    Truth,
    Error,
    Moment,
}

/// A cell that is being read.
struct Cell {
    row: u32,
    column: u32,
    kind: Type,
    form: Form,
}

/// What is needed to tell values.
struct Context<'c> {
    texts: &'c Texts,
    forms: &'c [Form],
    is_1904: bool,
}

pub(super) fn read(
    mut xml: Part<'_, '_>,
    texts: &Texts,
    forms: &[Form],
    is_1904: bool,
    wanted: Wanted,
) -> Result<Content, SheetError> {
    let context = Context { texts, forms, is_1904 };
    let mut found = Collector::new(wanted);
    let (mut row, mut column) = (0, 0);
    let mut is_sheet = false;
    let mut value = String::new();
    loop {
        match xml.next().map_err(|error| near(error, row))? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "c" => {
                    let cell = begin(&tag, row, column, &context)?;
                    (row, column) = (cell.row, cell.column + 1);
                    read_cell(&mut xml, &cell, &mut value, &mut found, &context)?;
                }
                "row" => {
                    // a row without a number follows the one before
                    let number = attribute(&tag, "r").and_then(|number| number.parse().ok());
                    row = number.unwrap_or(row + 1).min(SHEET_ROWS + 1);
                    column = 0;
                    found.blank();
                    if is_on(&tag, "hidden") {
                        found.hide(row);
                    }
                }
                "sheetData" => is_sheet = true,
                "mergeCell" => {
                    if let Some((rows, columns)) = attribute(&tag, "ref").and_then(|area| area_of(&area)) {
                        found.merge(rows, columns);
                    }
                }
                _ => {}
            },
            Event::Eof if is_sheet => return Ok(found.finish()),
            Event::Eof => return Err(SheetError::broken()),
            _ => {}
        }
        if found.is_full() {
            return Ok(found.finish());
        }
    }
}

/// Reads the rest of a cell and puts it. `value` is a buffer.
fn read_cell(
    xml: &mut Part<'_, '_>,
    cell: &Cell,
    value: &mut String,
    found: &mut Collector,
    context: &Context<'_>,
) -> Result<(), SheetError> {
    value.clear();
    let formula = read_value(xml, value).map_err(|error| near(error, cell.row))?;
    match formula {
        // a program wrote the formula and nobody has computed it since
        Some(formula) => {
            let formula = format!("={formula}");
            found.put(cell.row, cell.column, &formula, Some(FaultKind::ErrorValue))
        }
        None => put(found, cell, value, context),
    }
}

fn near(error: SheetError, row: u32) -> SheetError {
    match error {
        SheetError::Broken { sheet, row: None } if row > 0 => SheetError::Broken { sheet, row: Some(row) },
        other => other,
    }
}

fn begin(tag: &BytesStart<'_>, row: u32, column: u32, context: &Context<'_>) -> Result<Cell, SheetError> {
    let mut cell = Cell { row: row.max(1), column, kind: Type::Number, form: Form::Number };
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| SheetError::Broken { sheet: None, row: Some(row) })?;
        match attribute.key.as_ref() {
            "r" => {
                if let Some((row, column)) = position(&attribute.value) {
                    (cell.row, cell.column) = (row, column);
                }
            }
            "s" => {
                let form = attribute.value.parse().ok().and_then(|style: usize| context.forms.get(style));
                cell.form = form.copied().unwrap_or_default();
            }
            "t" => {
                cell.kind = match &*attribute.value {
                    "s" => Type::Shared,
                    "str" | "inlineStr" => Type::Text,
                    "b" => Type::Truth,
                    "e" => Type::Error,
                    "d" => Type::Moment,
                    _ => Type::Number,
                };
            }
            _ => {}
        }
    }
    Ok(cell)
}

/// The text of the cell that has just begun: its value or the text that stands in it. Of a formula without its result,
/// gives the formula.
fn read_value(xml: &mut Part<'_, '_>, value: &mut String) -> Result<Option<String>, SheetError> {
    let end = xml.depth() - 1;
    let mut formula = None;
    let mut has_value = false;
    loop {
        let depth = xml.depth();
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "v" => {
                    has_value = true;
                    xml.text(&[], value)?;
                }
                "is" => {
                    has_value = true;
                    read_runs(xml, value)?;
                }
                "f" => xml.text(&[], formula.get_or_insert_with(String::new))?,
                _ => {}
            },
            Event::End(_) if depth - 1 == end => return Ok(formula.filter(|_| !has_value)),
            Event::Eof => return Err(SheetError::broken()),
            _ => {}
        }
    }
}

fn put(found: &mut Collector, cell: &Cell, value: &str, context: &Context<'_>) -> Result<(), SheetError> {
    let (row, column) = (cell.row, cell.column);
    if value.is_empty() {
        found.blank();
        return Ok(());
    }
    match cell.kind {
        Type::Number => {
            let (text, fault) = number(value, cell.form, context.is_1904);
            // a text in the place of a number is a text: some programs leave out what kind a cell is
            let fault =
                if fault == Some(FaultKind::ErrorValue) && !value.starts_with('#') { None } else { fault };
            found.put(row, column, &text, fault)
        }
        Type::Shared => {
            // a text that is not there would be taken for a blank cell
            let text = value.trim().parse().ok().and_then(|number| context.texts.get(number));
            found.put(row, column, text.ok_or(SheetError::Broken { sheet: None, row: Some(row) })?, None)
        }
        Type::Text => found.put(row, column, &plain(value), None),
        Type::Truth => {
            let value = value.trim();
            found.put(row, column, truth(value == "1" || value.eq_ignore_ascii_case("true")), None)
        }
        Type::Error => found.put(row, column, value, Some(FaultKind::ErrorValue)),
        Type::Moment => found.put(row, column, &iso(value), None),
    }
}

/// Row from 1 and column from 0 of a place such as `AB12`.
fn position(place: &str) -> Option<(u32, u32)> {
    let place = place.trim_start_matches('$');
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = place[letters..].trim_start_matches('$');
    let mut column: u32 = 0;
    for letter in place[..letters].bytes() {
        column = column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    let row: u32 = digits.parse().ok()?;
    ((1..=SHEET_COLUMNS).contains(&column) && (1..=SHEET_ROWS).contains(&row)).then(|| (row, column - 1))
}

/// Rows and columns of an area such as `A1:C3`.
fn area_of(area: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = area.split_once(':')?;
    let (first, last) = (position(first)?, position(last)?);
    Some(((first.0, last.0), (first.1, last.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_excel_writes_them() {
        for (place, expect) in [
            ("A1", Some((1, 0))),
            ("XFD1048576", Some((1_048_576, 16_383))),
            ("$B$3", Some((3, 1))),
            ("XFE1", None),
            ("A0", None),
            ("A1048577", None),
            ("12", None),
            ("甲1", None),
            ("ZZZZZZZZZ1", None),
        ] {
            assert_eq!(position(place), expect, "{place}");
        }
        assert_eq!(area_of("A1:C3"), Some(((1, 3), (0, 2))));
    }
}
