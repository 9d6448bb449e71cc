//! The rows of a table again, with what is wrong in red and in words.

use super::look::{self, Look, column_width, put_text, width};
use crate::error::SheetError;
use crate::table::{Row, Table};
use std::collections::BTreeMap;

/// Name of the column of reasons. A column of this name at the end of a table is not read.
pub(crate) const REASON: &str = "错误原因";

/// Something wrong with a row or one of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// Row, as Excel shows it.
    pub row: u32,
    /// Column, from 0, in the header; none when it concerns the whole row.
    pub column: Option<usize>,
    /// What is wrong and what to do, in the user's words.
    pub message: String,
}

/// Which rows are written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// All.
    All,
    /// Those with a problem; their reasons name the row of the original.
    Faulty,
}

/// Writes the rows again, bad cells in red, with a last column that says what is wrong. The file can be corrected and read
/// in again.
///
/// # Errors
/// No temporary folder to write to.
pub fn marked(original: &Table, problems: &[CellProblem], kept: Kept) -> Result<Vec<u8>, SheetError> {
    let mut by_row: BTreeMap<u32, Vec<&CellProblem>> = BTreeMap::new();
    for problem in problems {
        by_row.entry(problem.row).or_default().push(problem);
    }
    let look = Look::new();
    let mut book = look::book()?;
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(look::sheet_name(&original.sheet_name))?;
    let mut widths: Vec<usize> = original.header.iter().map(|column| width(&column.name) + 2).collect();
    for (column, at) in original.header.iter().zip(0..) {
        put_text(sheet, 0, at, &column.name, &look.header)?;
    }
    let reasons = u16::try_from(original.header.len()).unwrap_or(u16::MAX);
    put_text(sheet, 0, reasons, REASON, &look.header)?;
    let mut next = 1;
    for row in &original.rows {
        let wrong = by_row.get(&row.number).map(Vec::as_slice).unwrap_or_default();
        if wrong.is_empty() && kept == Kept::Faulty {
            continue;
        }
        for ((cell, wide), at) in row.cells.iter().zip(&mut widths).zip(0..) {
            let is_bad = wrong.iter().any(|problem| problem.column == Some(usize::from(at)));
            put_text(sheet, next, at, cell, if is_bad { &look.bad } else { &look.text })?;
            *wide = (*wide).max(width(cell));
        }
        if !wrong.is_empty() {
            put_text(sheet, next, reasons, &reason(original, row, wrong, kept), &look.reason)?;
        }
        next += 1;
    }
    look::set_page(sheet, 0)?;
    sheet.autofilter(0, 0, next.max(2) - 1, reasons)?;
    for (wide, at) in widths.into_iter().zip(0..) {
        sheet.set_column_width(at, column_width(wide))?;
    }
    sheet.set_column_width(reasons, 50)?;
    Ok(book.save_to_buffer()?)
}

fn reason(original: &Table, row: &Row, problems: &[&CellProblem], kept: Kept) -> String {
    let words = problems.iter().map(|problem| {
        let column = problem.column.and_then(|column| original.header.get(column));
        match column.map(|column| column.name.split_whitespace().collect::<String>()) {
            Some(name) if !name.is_empty() => format!("{name}：{}", problem.message),
            _ => problem.message.clone(),
        }
    });
    let words = words.collect::<Vec<_>>().join("；");
    match kept {
        Kept::All => words,
        Kept::Faulty => format!("原第 {} 行　{words}", row.number),
    }
}
