//! Workbooks of Excel 97 to 2003, .xls. calamine reads them, from a file that is taken apart and measured before: its reader
//! reserves memory by what the file declares, and goes round in circles that a damaged file may hold.

use super::content::{Collector, Content, SheetName, Wanted};
use super::value::{Form, float, iso, iso_span, lines, truth};
use crate::error::{Limit, MAX_CELLS, MAX_OLD, MAX_SHEETS, SheetError};
use crate::table::FaultKind;
use calamine::{Data, ExcelDateTime, Reader, SheetType, SheetVisible, Xls};
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// An open workbook.
pub(super) struct Old {
    sheets: Vec<SheetName>,
    book: Xls<Cursor<Vec<u8>>>,
}

impl Old {
    pub fn open(bytes: &[u8]) -> Result<Self, SheetError> {
        if bytes.len() > MAX_OLD {
            return Err(SheetError::too_large(Limit::Bytes(MAX_OLD)));
        }
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| SheetError::broken())?;
        if file.exists("/EncryptedPackage") || file.exists("/EncryptionInfo") {
            return Err(SheetError::Encrypted);
        }
        let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
        // a document or slides of the same age
        let name = name.ok_or(SheetError::NotASheet)?;
        let mut stream = read_stream(&mut file, name)?;
        for extent in measure(&stream)? {
            // of no use but to reserve memory
            stream[extent..extent + 2].fill(0xFF);
        }
        if !measure(&stream)?.is_empty() {
            return Err(SheetError::broken());
        }
        let file = rebuilt(name, &stream).map_err(|_| SheetError::broken())?;
        let opened = catch_unwind(AssertUnwindSafe(|| Xls::new(Cursor::new(file))));
        let book = match opened {
            Ok(Ok(book)) => book,
            Ok(Err(calamine::XlsError::Password)) => return Err(SheetError::Encrypted),
            Ok(Err(_)) | Err(_) => return Err(SheetError::broken()),
        };
        let is_table = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
        let name = |sheet: &calamine::Sheet| SheetName {
            name: sheet.name.clone(),
            is_hidden: sheet.visible != SheetVisible::Visible,
        };
        let sheets = book.sheets_metadata().iter().filter(is_table).map(name).collect();
        Ok(Self { sheets, book })
    }

    pub fn sheets(&self) -> Vec<SheetName> {
        self.sheets.clone()
    }

    pub fn content(&mut self, sheet: usize, wanted: Wanted) -> Result<Content, SheetError> {
        let Some(name) = self.sheets.get(sheet).map(|sheet| sheet.name.clone()) else {
            return Ok(Content::default());
        };
        let broken = SheetError::broken().in_sheet(&name);
        let range = self.book.worksheet_range(&name).map_err(|_| broken)?;
        let mut found = Collector::new(wanted);
        let is_1904 = self.book.has_1904_epoch();
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, number) in range.rows().zip(first_row + 1..) {
            for (cell, column) in row.iter().zip(first_column..) {
                let (text, fault) = told(cell, is_1904);
                found.put(number, column, &text, fault).map_err(|error| error.in_sheet(&name))?;
            }
            if found.is_full() {
                break;
            }
        }
        for area in self.book.merge_cells_by_sheet_name(&name).unwrap_or_default() {
            let (first, last) = (area.start, area.end);
            found.merge((first.0 + 1, last.0 + 1), (first.1, last.1));
        }
        Ok(found.finish())
    }
}

fn read_stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, SheetError> {
    let stream = file.open_stream(name).map_err(|_| SheetError::broken())?;
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_OLD).unwrap_or(u64::MAX);
    stream.take(most).read_to_end(&mut bytes).map_err(|_| SheetError::broken())?;
    Ok(bytes)
}

/// A file that holds nothing but the stream of the workbook.
fn rebuilt(name: &str, stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream(name)?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

// MS-XLS §2.3: the numbers of records
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const EXTENT: u16 = 0x0200;
const CELLS: &[u16] = &[0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x0006];
const MANY_CELLS: u16 = 0x00BD;

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

fn word(data: &[u8], at: usize) -> u32 {
    match data.get(at..at + 2) {
        Some(bytes) => u32::from(u16::from_le_bytes([bytes[0], bytes[1]])),
        None => 0,
    }
}

fn double(data: &[u8], at: usize) -> u32 {
    word(data, at) | word(data, at + 2) << 16
}

/// Refuses a workbook whose sheets would take too much memory, since each is held as one area around all its values. Gives
/// the places of the records that declare an extent.
fn measure(stream: &[u8]) -> Result<Vec<usize>, SheetError> {
    let globals = records(stream, 0).take_while(|(_, kind, _)| *kind != END);
    let begins: Vec<u32> =
        globals.filter(|(_, kind, _)| *kind == SHEET).map(|(_, _, data)| double(data, 0)).collect();
    if begins.len() > MAX_SHEETS {
        return Err(SheetError::too_large(Limit::Sheets(MAX_SHEETS)));
    }
    let mut extents = Vec::new();
    let mut cells = 0_u64;
    for begin in begins {
        let begin = usize::try_from(begin).unwrap_or(usize::MAX);
        if begin >= stream.len() {
            return Err(SheetError::broken());
        }
        cells += area(stream, begin, &mut extents);
        if cells > u64::try_from(MAX_CELLS).unwrap_or(u64::MAX) {
            return Err(SheetError::too_large(Limit::Cells(MAX_CELLS)));
        }
    }
    Ok(extents)
}

/// Cells of the area around all values of the sheet that begins there.
fn area(stream: &[u8], begin: usize, extents: &mut Vec<usize>) -> u64 {
    let (mut rows, mut columns) = ((u32::MAX, 0), (u32::MAX, 0));
    let mut depth = 0;
    for (at, kind, data) in records(stream, begin) {
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
            MANY_CELLS => word(data, data.len().saturating_sub(2)),
            kind if CELLS.contains(&kind) => word(data, 2),
            _ => continue,
        };
        let (row, first) = (word(data, 0), word(data, 2));
        rows = (rows.0.min(row), rows.1.max(row));
        columns = (columns.0.min(first), columns.1.max(last));
    }
    if rows.0 > rows.1 || columns.0 > columns.1 {
        return 0;
    }
    u64::from(rows.1 - rows.0 + 1) * u64::from(columns.1 - columns.0 + 1)
}

fn told(cell: &Data, is_1904: bool) -> (String, Option<FaultKind>) {
    match cell {
        Data::Empty => (String::new(), None),
        Data::String(text) => (lines(text.clone()), None),
        Data::Int(value) => (value.to_string(), None),
        Data::Float(value) => float(*value, Form::Number, false),
        Data::Bool(is_true) => (truth(*is_true).to_owned(), None),
        Data::DateTime(moment) => of_moment(*moment, is_1904),
        Data::DateTimeIso(text) => (iso(text), None),
        Data::DurationIso(text) => (iso_span(text), None),
        Data::Error(error) => (error.to_string(), Some(FaultKind::ErrorValue)),
    }
}

fn of_moment(moment: ExcelDateTime, is_1904: bool) -> (String, Option<FaultKind>) {
    let form = if moment.is_duration() { Form::Span } else { Form::Day };
    float(moment.as_f64(), form, is_1904)
}
