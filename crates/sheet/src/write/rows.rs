//! A table as shown on a screen, to a workbook.

use super::look::{self, Look, column_width, number_form, put_line, put_text, width};
use crate::error::{Limit, SheetError};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet};

/// Rows that Excel has.
const EXCEL_ROWS: u32 = 1_048_576;
/// Columns that a table may have.
const EXCEL_COLUMNS: usize = 16_384;
/// First number with more digits than Excel keeps.
const TOO_LONG: i128 = 1_000_000_000_000_000;

/// What stands above the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// Name of the sheet; what Excel does not take in it is replaced.
    pub sheet_name: String,
    /// Title over all columns.
    pub title: String,
    /// Line under the title, such as 截至 2026-11-24.
    pub as_of: Option<String>,
    /// Columns.
    pub columns: Vec<WriteColumn>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteColumn {
    /// Name, with its unit in brackets.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Has a sum in the foot row.
    pub is_summed: bool,
}

/// What the cells of a column hold. A cell may hold a text all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Number with so many decimals.
    Number {
        /// Digits after the point.
        decimals: u32,
    },
    /// Day.
    Day,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// None.
    Blank,
    /// Text; it stays text, whatever it begins with.
    Text(String),
    /// Number. One of more than 15 digits is written as text, since Excel would change it.
    Number(Decimal),
    /// Day. One that Excel does not know, before 1900, is written as text.
    Day(NaiveDate),
}

/// Writes a table. Each row has one cell for each column; rows are written as they come and not held.
///
/// # Errors
/// More rows or columns than Excel has, or no temporary folder to write to.
pub fn write(book: &Workbook, rows: impl IntoIterator<Item = Vec<Cell>>) -> Result<Vec<u8>, SheetError> {
    let mut export = Export::new(book)?;
    for row in rows {
        export.row(&row)?;
    }
    export.finish()
}

/// A table that is being written, for rows that come page by page.
pub struct Export {
    book: rust_xlsxwriter::Workbook,
    look: Look,
    quoted: Format,
    columns: Vec<Track>,
    first: u32,
    next: u32,
}

/// What is known of a column while its rows are written.
struct Track {
    format: Format,
    widest: usize,
    sum: Option<Decimal>,
}

impl Export {
    /// Begins a table.
    ///
    /// # Errors
    /// As [`write`].
    pub fn new(book: &Workbook) -> Result<Self, SheetError> {
        if book.columns.is_empty() || book.columns.len() > EXCEL_COLUMNS {
            return Err(SheetError::too_large(Limit::Columns(EXCEL_COLUMNS)));
        }
        let look = Look::new();
        let mut file = look::book()?;
        let sheet = file.add_worksheet_with_constant_memory()?;
        sheet.set_name(look::sheet_name(&book.sheet_name))?;
        let count = u16::try_from(book.columns.len()).unwrap_or(u16::MAX);
        sheet.set_row_height(0, 28)?;
        put_line(sheet, 0, count, &book.title, &look.title)?;
        let mut header = 1;
        if let Some(line) = &book.as_of {
            put_line(sheet, 1, count, line, &look.line)?;
            header = 2;
        }
        for (column, at) in book.columns.iter().zip(0..) {
            put_text(sheet, header, at, &column.name, &look.header)?;
        }
        look::set_page(sheet, header)?;
        let track = |column: &WriteColumn| Track {
            format: cell_format(&look, column.kind),
            // the arrow of the filter stands beside the name
            widest: width(&column.name) + 2,
            sum: column.is_summed.then_some(Decimal::ZERO),
        };
        let columns = book.columns.iter().map(track).collect();
        let quoted = look.text.clone().set_quote_prefix();
        Ok(Self { book: file, look, quoted, columns, first: header + 1, next: header + 1 })
    }

    /// Rows written so far.
    pub const fn rows(&self) -> u32 {
        self.next - self.first
    }

    /// Writes the next row. Cells beyond the columns are left out.
    ///
    /// # Errors
    /// As [`write`].
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), SheetError> {
        // the foot row needs one
        if self.next + 1 >= EXCEL_ROWS {
            return Err(SheetError::too_large(Limit::Rows(
                usize::try_from(EXCEL_ROWS).unwrap_or(usize::MAX),
            )));
        }
        let sheet = self.book.worksheet_from_index(0)?;
        for ((cell, track), at) in cells.iter().zip(&mut self.columns).zip(0..) {
            let wide = put(sheet, self.next, at, cell, track, [&self.look.text, &self.quoted])?;
            track.widest = track.widest.max(wide);
        }
        self.next += 1;
        Ok(())
    }

    /// Ends the table with its sums and gives the bytes of the workbook.
    ///
    /// # Errors
    /// As [`write`].
    pub fn finish(mut self) -> Result<Vec<u8>, SheetError> {
        let sheet = self.book.worksheet_from_index(0)?;
        let last_column = u16::try_from(self.columns.len() - 1).unwrap_or(u16::MAX);
        let last = self.next.max(self.first + 1) - 1;
        sheet.autofilter(self.first - 1, 0, last, last_column)?;
        if self.next > self.first && self.columns.iter().any(|column| column.sum.is_some()) {
            put_foot(sheet, self.first, self.next, &self.columns, &self.look)?;
        }
        for (column, at) in self.columns.iter().zip(0..) {
            sheet.set_column_width(at, column_width(column.widest))?;
        }
        Ok(self.book.save_to_buffer()?)
    }
}

fn cell_format(look: &Look, kind: Kind) -> Format {
    match kind {
        Kind::Text => look.text.clone(),
        Kind::Number { decimals } => {
            look.value.clone().set_num_format(number_form(decimals)).set_align(FormatAlign::Right)
        }
        Kind::Day => look.value.clone().set_num_format(look::DAY).set_align(FormatAlign::Center),
    }
}

/// Writes a cell and says how wide it is. `texts` are the format of texts, and that of texts that look like a formula.
fn put(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    cell: &Cell,
    track: &mut Track,
    texts: [&Format; 2],
) -> Result<usize, SheetError> {
    match cell {
        Cell::Blank => {
            sheet.write_blank(row, at, &track.format)?;
            Ok(0)
        }
        Cell::Text(text) => {
            let format = texts[usize::from(look::looks_like_formula(text))];
            sheet.write_string_with_format(row, at, look::fitting(text), format)?;
            Ok(width(text))
        }
        Cell::Number(number) => {
            if let Some(sum) = &mut track.sum {
                *sum = sum.saturating_add(*number);
            }
            match number.to_f64().filter(|_| number.normalize().mantissa().abs() < TOO_LONG) {
                Some(value) => {
                    sheet.write_number_with_format(row, at, value, &track.format)?;
                    Ok(number.to_string().len())
                }
                None => put(sheet, row, at, &Cell::Text(number.to_string()), track, texts),
            }
        }
        Cell::Day(day) if (1900..=9999).contains(&day.year()) => {
            sheet.write_date_with_format(row, at, day, &track.format)?;
            Ok(look::DAY.len())
        }
        Cell::Day(day) => put(sheet, row, at, &Cell::Text(day.to_string()), track, texts),
    }
}

fn put_foot(
    sheet: &mut Worksheet,
    first: u32,
    at_row: u32,
    columns: &[Track],
    look: &Look,
) -> Result<(), SheetError> {
    for (column, at) in columns.iter().zip(0_u16..) {
        match &column.sum {
            Some(sum) => {
                let letters = crate::table::letters(u32::from(at) + 1);
                let formula = Formula::new(format!("=SUM({letters}{}:{letters}{at_row})", first + 1));
                let formula = formula.set_result(sum.normalize().to_string());
                sheet.write_formula_with_format(at_row, at, formula, &column.format.clone().set_bold())?;
            }
            None if at == 0 => {
                sheet.write_string_with_format(at_row, at, "合计", &look.foot)?;
            }
            None => {
                sheet.write_blank(at_row, at, &look.foot)?;
            }
        }
    }
    Ok(())
}
