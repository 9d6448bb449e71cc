//! Bytes of a file to a table of text.

mod body;
mod content;
mod header;
mod kind;
mod ods;
mod old;
mod package;
mod text;
mod value;
mod xlsx;
mod xml;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod made;
#[cfg(test)]
mod shape_tests;
#[cfg(test)]
mod value_tests;

use crate::error::{Limit, MAX_BYTES, SheetError};
use crate::table::{Note, Table};
use crate::write::OPTIONS;
use content::{Content, SheetName, Wanted};
use header::{HEAD_LINES, Header};
use kind::Kind;
use std::collections::HashSet;

/// Reads the table of a workbook (.xlsx, .xlsm, .xls, .ods) or of a text (.csv), told by content and never by name.
///
/// Of several sheets it takes the one whose header has most of the `known` names. The header is looked for among the first
/// 20 lines with values, under titles, notes and the day: it is the line with most of the `known` names, or else the first
/// that is about as full as the fullest. Names of columns and `known` are compared in the form of [`crate::normal_name`].
///
/// # Errors
/// See [`SheetError`]; each says what to do.
pub fn read(bytes: &[u8], known: &[&str]) -> Result<Table, SheetError> {
    if bytes.len() > MAX_BYTES {
        return Err(SheetError::too_large(Limit::Bytes(MAX_BYTES)));
    }
    let known = header::normal(known);
    let mut file = File::open(bytes)?;
    let sheets = file.sheets();
    let (at, others) = chosen(&mut file, &sheets, &known)?;
    let sheet = &sheets[at];
    let content = file.content(at, Wanted::All)?;
    if content.lines.is_empty() {
        return Err(SheetError::Empty);
    }
    let no_header = || SheetError::NoHeader { sheet: sheet.name.clone() };
    let header = header::find(&content.lines, &known).ok_or_else(no_header)?.with_groups(&content);
    let mut table = body::table(&sheet.name, content, header, &known)?;
    if !others.is_empty() {
        table.notes.push(Note::OtherSheets(others));
    }
    if sheet.is_hidden {
        table.notes.push(Note::HiddenSheet);
    }
    if file.has_macros() {
        table.notes.push(Note::Macros);
    }
    Ok(table)
}

/// An open file of any kind.
enum File<'b> {
    Xlsx(Box<xlsx::Xlsx<'b>>),
    Ods(Box<ods::Ods<'b>>),
    Old(Box<old::Old>),
    Text(std::borrow::Cow<'b, str>),
}

impl<'b> File<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, SheetError> {
        Ok(match kind::of(bytes)? {
            Kind::Xlsx(package) => Self::Xlsx(Box::new(xlsx::Xlsx::open(package)?)),
            Kind::Ods(package) => Self::Ods(Box::new(ods::Ods::open(package)?)),
            Kind::Old => Self::Old(Box::new(old::Old::open(bytes)?)),
            Kind::Text(text) => Self::Text(text),
        })
    }

    fn sheets(&self) -> Vec<SheetName> {
        match self {
            Self::Xlsx(file) => file.sheets(),
            Self::Ods(file) => file.sheets(),
            Self::Old(file) => file.sheets(),
            Self::Text(_) => vec![SheetName { name: String::new(), is_hidden: false }],
        }
    }

    fn content(&mut self, sheet: usize, wanted: Wanted) -> Result<Content, SheetError> {
        match self {
            Self::Xlsx(file) => file.content(sheet, wanted),
            Self::Ods(file) => file.content(sheet, wanted),
            Self::Old(file) => file.content(sheet, wanted),
            Self::Text(text) => text::content(text, wanted),
        }
    }

    fn has_macros(&self) -> bool {
        matches!(self, Self::Xlsx(file) if file.has_macros())
    }
}

/// The sheet to read, and the names of the others that hold something.
fn chosen(
    file: &mut File<'_>,
    sheets: &[SheetName],
    known: &HashSet<String>,
) -> Result<(usize, Vec<String>), SheetError> {
    if sheets.len() == 1 {
        return Ok((0, Vec::new()));
    }
    let mut held = Vec::new();
    let mut first_error = SheetError::Empty;
    for (at, sheet) in sheets.iter().enumerate() {
        match file.content(at, Wanted::Head(HEAD_LINES)) {
            Ok(content) if content.lines.is_empty() => {}
            Ok(content) => held.push((at, sheet, header::find(&content.lines, known))),
            // the table may be in another sheet
            Err(error) if first_error == SheetError::Empty => first_error = error,
            Err(_) => {}
        }
    }
    // most known names first; among equals one that is shown, one with a header, the first
    let weight = |(at, sheet, header): &(usize, &SheetName, Option<Header>)| {
        let known = header.as_ref().map_or(0, |header| header.known);
        (known, !sheet.is_hidden, header.is_some(), std::cmp::Reverse(*at))
    };
    let (at, ..) = *held.iter().max_by_key(|sheet| weight(sheet)).ok_or(first_error)?;
    // the lists of our own templates are no table
    let others =
        held.iter().filter(|(other, sheet, _)| *other != at && !(sheet.is_hidden && sheet.name == OPTIONS));
    Ok((at, others.map(|(_, sheet, _)| sheet.name.clone()).collect()))
}
