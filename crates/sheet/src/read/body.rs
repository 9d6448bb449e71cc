//! The rows under a header, without what is no record: examples, guidance, headings, totals.

use super::content::{Content, Line, Merge};
use super::header::{self, Header};
use crate::error::{Limit, MAX_CELLS, MAX_COLUMNS, MAX_TEXT, SheetError};
use crate::names::normal_name;
use crate::table::{Column, Fault, Note, Row, Table};
use crate::write::REASON;
use std::collections::HashSet;

/// Words of a row of totals.
const TOTALS: &[&str] = &["合计", "总计", "共计", "累计", "小计", "总合计"];
/// Lines at the end that are looked at for totals and signatures.
const FOOT: usize = 6;
/// Lines under the header that are looked at for examples and guidance.
const UNDER: usize = 3;
/// Most notes of one table.
const MAX_NOTES: usize = 100;

/// Makes the table of a sheet.
pub(super) fn table(
    name: &str,
    mut content: Content,
    header: Header,
    known: &HashSet<String>,
) -> Result<Table, SheetError> {
    let mut columns = header.columns(&content, known);
    // what was wrong with the rows when they were read before is no column of theirs
    let has_reasons = columns.last().is_some_and(|column| column.name == REASON);
    let reasons = if has_reasons { columns.pop().map(|column| column.at) } else { None };
    if columns.is_empty() {
        return Err(SheetError::NoHeader { sheet: name.to_owned() });
    }
    let limit = if columns.len() > MAX_COLUMNS {
        Some(Limit::Columns(MAX_COLUMNS))
    } else if content.lines.len().saturating_mul(columns.len()) > MAX_CELLS {
        Some(Limit::Cells(MAX_CELLS))
    } else {
        None
    };
    if let Some(limit) = limit {
        return Err(SheetError::TooLarge { limit, sheet: Some(name.to_owned()) });
    }
    let mut notes = Vec::new();
    if let Some((count, first)) = content.hidden {
        notes.push(Note::HiddenRows { count, first });
    }
    let mut lines = content.lines.split_off(header.line + 1);
    let names = content.lines.pop().unwrap_or_default();
    cut_foot(&mut lines, &mut notes);
    let headings = headings(&content.merges, columns.len());
    let mut rows = Vec::with_capacity(lines.len());
    let mut is_beside = false;
    for (line, at) in lines.into_iter().zip(0..) {
        if let Some(note) = passed(&line, at, &names, &headings) {
            if notes.len() < MAX_NOTES {
                notes.push(note);
            }
            continue;
        }
        let (row, beside) = row(line, &columns, reasons);
        if let Some(note) = beside.filter(|_| !is_beside) {
            is_beside = true;
            notes.push(note);
        }
        if !row.cells.iter().all(String::is_empty) {
            rows.push(row);
        }
    }
    repeat_merged(&mut rows, &columns, &content.merges, names.number)?;
    if let Some(row) = content.blank_below {
        notes.push(Note::BlankBelow(row));
    }
    Ok(Table { sheet_name: name.to_owned(), header: columns, header_row: names.number, rows, notes })
}

/// Takes totals and signatures off the end.
fn cut_foot(lines: &mut Vec<Line>, notes: &mut Vec<Note>) {
    for _ in 0..FOOT {
        let Some(last) = lines.last() else { return };
        let note = if is_total(last) {
            Note::TotalRow(last.number)
        } else if header::is_aside(last) && last.cells.len() <= 6 {
            Note::GuideRow(last.number)
        } else {
            return;
        };
        notes.push(note);
        lines.pop();
    }
}

fn is_total(line: &Line) -> bool {
    let mut first = line.cells.iter().take(2);
    first.any(|cell| TOTALS.contains(&normal_name(&cell.text).as_str()))
}

/// Merged cells so wide that what they hold is a heading: their row and first column.
fn headings(merges: &[Merge], columns: usize) -> HashSet<(u32, u32)> {
    let wide = |merge: &&Merge| {
        let width = usize::try_from(merge.width()).unwrap_or(usize::MAX);
        merge.is_flat() && width >= 3 && width * 2 >= columns
    };
    merges.iter().filter(wide).map(|merge| (merge.rows.0, merge.columns.0)).collect()
}

/// Why a line is passed over, if it is.
fn passed(line: &Line, at: usize, names: &Line, headings: &HashSet<(u32, u32)>) -> Option<Note> {
    if at < UNDER && header::is_example(line) {
        return Some(Note::ExampleRow(line.number));
    }
    if at < UNDER && header::is_aside(line) {
        return Some(Note::GuideRow(line.number));
    }
    let is_heading = line.cells.len() == 1 && headings.contains(&(line.number, line.cells[0].column));
    // the header again, at the top of each printed page
    let is_header = line.cells.len() > 1 && line.cells == names.cells;
    (is_heading || is_header).then_some(Note::HeadingRow(line.number))
}

/// A line as a row of the columns, and where the first value beside them stands.
fn row(line: Line, columns: &[Column], reasons: Option<u32>) -> (Row, Option<Note>) {
    let first = columns.first().map_or(1, |column| column.at);
    let mut row = Row { number: line.number, cells: vec![String::new(); columns.len()], faults: Vec::new() };
    let mut beside = None;
    for cell in line.cells {
        let at = cell.column + 1;
        let column = at.checked_sub(first).and_then(|column| usize::try_from(column).ok());
        match column.and_then(|column| row.cells.get_mut(column).map(|place| (column, place))) {
            Some((column, place)) => {
                *place = cell.text;
                row.faults.extend(cell.fault.map(|kind| Fault { column, kind }));
            }
            None if Some(at) != reasons && beside.is_none() => {
                beside = Some(Note::BesideTable { row: line.number, column: at });
            }
            None => {}
        }
    }
    (row, beside)
}

/// Gives each row the text of the first of cells that are merged downwards, as in 社区 over its rows. Rows that are blank but
/// for a merged cell are none.
fn repeat_merged(
    rows: &mut [Row],
    columns: &[Column],
    merges: &[Merge],
    header: u32,
) -> Result<(), SheetError> {
    let first = columns.first().map_or(1, |column| column.at);
    let mut tall: Vec<&Merge> =
        merges.iter().filter(|merge| !merge.is_flat() && merge.rows.0 > header).collect();
    tall.sort_by_key(|merge| (merge.columns.0, merge.rows.0));
    // merged cells of a sound workbook do not overlap; those of another would be gone through again and again
    let mut done = (u32::MAX, 0);
    let mut added = 0;
    for merge in tall {
        if done.0 == merge.columns.0 && merge.rows.0 <= done.1 {
            continue;
        }
        done = (merge.columns.0, merge.rows.1);
        let column = (merge.columns.0 + 1).checked_sub(first).and_then(|column| usize::try_from(column).ok());
        let Some(column) = column.filter(|column| *column < columns.len()) else { continue };
        let from = rows.partition_point(|row| row.number < merge.rows.0);
        let Some(top) = rows.get(from).filter(|row| row.number == merge.rows.0) else { continue };
        let (text, fault) = (top.cells[column].clone(), top.fault(column));
        for row in rows[from + 1..].iter_mut().take_while(|row| row.number <= merge.rows.1) {
            if row.cells[column].is_empty() {
                added += text.len();
                row.cells[column].clone_from(&text);
                row.faults.extend(fault.map(|kind| Fault { column, kind }));
            }
        }
        if added > MAX_TEXT {
            return Err(SheetError::too_large(Limit::Text(MAX_TEXT)));
        }
    }
    Ok(())
}
