//! The records of a workbook's stream, as far as they must be known before calamine reads it: what it would hold, and what it
//! does not tell of the cells.

use super::super::value::{Form, built_in, form_of};
use crate::error::{Limit, MAX_CELLS, MAX_SHEETS, SheetError};
use std::collections::{HashMap, HashSet};

// MS-XLS §2.3: the numbers of records
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const EXTENT: u16 = 0x0200;
const ROW: u16 = 0x0208;
const FORMAT: u16 = 0x041E;
const CELL_FORMAT: u16 = 0x00E0;
const CELLS: &[u16] = &[0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x0006];
const MANY_CELLS: u16 = 0x00BD;

/// Most formats of cells; Excel has 4,050.
const MAX_FORMS: usize = 1 << 16;

/// Records of a stream from a place on: place, number and data.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = (usize, u16, &[u8])> {
    std::iter::from_fn(move || {
        let begin = at;
        let head = stream.get(at..at.checked_add(4)?)?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((begin, kind, data))
    })
}

/// The records that concern the whole workbook.
fn globals(stream: &[u8]) -> impl Iterator<Item = (usize, u16, &[u8])> {
    records(stream, 0).take_while(|(_, kind, _)| *kind != END)
}

fn word(data: &[u8], at: usize) -> u32 {
    match data.get(at..at + 2) {
        Some(bytes) => u32::from(u16::from_le_bytes([bytes[0], bytes[1]])),
        None => 0,
    }
}

fn double(data: &[u8], at: usize) -> u32 {
    word(data, at) | word(data, at + 2) << 16
}

/// What the records tell.
#[derive(Default)]
pub(super) struct Survey {
    /// Places of the records that declare an extent.
    pub extents: Vec<usize>,
    /// The sheets, in their order.
    pub sheets: Vec<Marks>,
}

/// What is to be known of a sheet.
#[derive(Default)]
pub(super) struct Marks {
    /// Row from 0 and column of the cells that show shares or codes, with their form.
    pub forms: HashMap<(u32, u32), Form>,
    /// Hidden rows, from 0.
    pub hidden: HashSet<u32>,
}

/// Goes through the records. Refuses a workbook whose sheets would take too much memory, since each is held as one area
/// around all its values.
pub(super) fn survey(stream: &[u8]) -> Result<Survey, SheetError> {
    let begins = globals(stream).filter(|(_, kind, _)| *kind == SHEET).map(|(_, _, data)| double(data, 0));
    let begins: Vec<u32> = begins.take(MAX_SHEETS + 1).collect();
    if begins.len() > MAX_SHEETS {
        return Err(SheetError::too_large(Limit::Sheets(MAX_SHEETS)));
    }
    let forms = forms(stream);
    let mut found = Survey::default();
    let mut cells = 0_u64;
    for begin in begins {
        let begin = usize::try_from(begin).unwrap_or(usize::MAX);
        if begin >= stream.len() {
            return Err(SheetError::broken());
        }
        let mut marks = Marks::default();
        cells += area(stream, begin, &forms, &mut found.extents, &mut marks);
        if cells > u64::try_from(MAX_CELLS).unwrap_or(u64::MAX) {
            return Err(SheetError::too_large(Limit::Cells(MAX_CELLS)));
        }
        found.sheets.push(marks);
    }
    Ok(found)
}

/// The form of each format of cells.
fn forms(stream: &[u8]) -> Vec<Form> {
    let mut own: HashMap<u32, Form> = HashMap::new();
    let mut forms = Vec::new();
    // MS-XLS §2.4.126: in older files, the letters stand otherwise, and few formats are own
    let mut first = globals(stream).take(1);
    let is_new = first.any(|(_, kind, data)| kind == BEGIN && word(data, 0) == 0x0600);
    for (_, kind, data) in globals(stream) {
        match kind {
            FORMAT if is_new => {
                own.insert(word(data, 0), form_of(&letters(data.get(2..).unwrap_or_default())));
            }
            CELL_FORMAT if forms.len() < MAX_FORMS => {
                let id = word(data, 2);
                forms.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
            }
            _ => {}
        }
    }
    forms
}

/// MS-XLS §2.5.294: a count, whether letters have two bytes, the letters.
fn letters(data: &[u8]) -> String {
    let count = usize::try_from(word(data, 0)).unwrap_or(0);
    let letters = data.get(3..).unwrap_or_default();
    if data.get(2).is_some_and(|flags| flags & 1 == 1) {
        let units = letters.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        return String::from_utf16_lossy(&units.take(count).collect::<Vec<_>>());
    }
    letters.iter().take(count).map(|letter| char::from(*letter)).collect()
}

/// Cells of the area around all values of the sheet that begins there.
fn area(stream: &[u8], begin: usize, forms: &[Form], extents: &mut Vec<usize>, marks: &mut Marks) -> u64 {
    let (mut rows, mut columns) = ((u32::MAX, 0), (u32::MAX, 0));
    let mut mark = |row: u32, column: u32, format: u32| {
        let form = usize::try_from(format).ok().and_then(|format| forms.get(format)).copied();
        if let Some(form @ (Form::Percent | Form::Zeros(_))) = form {
            marks.forms.insert((row, column), form);
        }
    };
    let mut depth = 0;
    for (at, kind, data) in records(stream, begin) {
        let (row, first) = (word(data, 0), word(data, 2));
        let last = match kind {
            // charts stand inside a sheet
            BEGIN => {
                depth += 1;
                continue;
            }
            END if depth <= 1 => break,
            END => {
                depth -= 1;
                continue;
            }
            EXTENT => {
                extents.push(at);
                continue;
            }
            // MS-XLS §2.4.221: the bit of a row of no height
            ROW if word(data, 12) & 0x20 != 0 => {
                marks.hidden.insert(row);
                continue;
            }
            MANY_CELLS => {
                for (cell, column) in data.get(4..).unwrap_or_default().chunks_exact(6).zip(first..) {
                    mark(row, column, word(cell, 0));
                }
                word(data, data.len().saturating_sub(2))
            }
            kind if CELLS.contains(&kind) => {
                mark(row, first, word(data, 4));
                first
            }
            _ => continue,
        };
        rows = (rows.0.min(row), rows.1.max(row));
        columns = (columns.0.min(first), columns.1.max(last));
    }
    if rows.0 > rows.1 || columns.0 > columns.1 {
        return 0;
    }
    u64::from(rows.1 - rows.0 + 1) * u64::from(columns.1 - columns.0 + 1)
}
