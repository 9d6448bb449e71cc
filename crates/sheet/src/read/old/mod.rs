//! Workbooks of Excel 97 to 2003, .xls. calamine reads them, from a file that is taken apart and measured before: its reader
//! reserves memory by what the file declares, and goes round in circles that a damaged file may hold.

mod biff;

use super::content::{Collector, Content, SheetName, Wanted};
use super::value::{Form, float, iso, iso_span, lines, number, truth};
use crate::error::{Limit, MAX_OLD, SheetError};
use crate::table::FaultKind;
use biff::{Marks, survey};
use calamine::{Data, ExcelDateTime, Reader, SheetType, SheetVisible, Xls};
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// An open workbook.
pub(super) struct Old {
    sheets: Vec<(SheetName, Marks)>,
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
        for extent in survey(&stream)?.extents {
            // of no use but to reserve memory
            stream[extent..extent + 2].fill(0xFF);
        }
        let survey = survey(&stream)?;
        if !survey.extents.is_empty() {
            return Err(SheetError::broken());
        }
        let file = rebuilt(name, &stream).map_err(|_| SheetError::broken())?;
        let opened = catch_unwind(AssertUnwindSafe(|| Xls::new(Cursor::new(file))));
        let book = match opened {
            Ok(Ok(book)) => book,
            Ok(Err(calamine::XlsError::Password)) => return Err(SheetError::Encrypted),
            Ok(Err(_)) | Err(_) => return Err(SheetError::broken()),
        };
        let name = |sheet: &calamine::Sheet| SheetName {
            name: sheet.name.clone(),
            is_hidden: sheet.visible != SheetVisible::Visible,
        };
        let sheets = book.sheets_metadata().iter().zip(survey.sheets);
        let sheets = sheets
            .filter(|(sheet, _)| sheet.typ == SheetType::WorkSheet)
            .map(|(sheet, marks)| (name(sheet), marks))
            .collect();
        Ok(Self { sheets, book })
    }

    pub fn sheets(&self) -> Vec<SheetName> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    pub fn content(&mut self, sheet: usize, wanted: Wanted) -> Result<Content, SheetError> {
        let Some((name, marks)) = self.sheets.get(sheet) else { return Ok(Content::default()) };
        let name = &name.name;
        let broken = SheetError::broken().in_sheet(name);
        let range = self.book.worksheet_range(name).map_err(|_| broken)?;
        let mut found = Collector::new(wanted);
        let is_1904 = self.book.has_1904_epoch();
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, number) in range.rows().zip(first_row + 1..) {
            if marks.hidden.contains(&(number - 1)) {
                found.hide(number);
            }
            for (cell, column) in row.iter().zip(first_column..) {
                let form = marks.forms.get(&(number - 1, column)).copied().unwrap_or_default();
                let (text, fault) = told(cell, form, is_1904);
                found.put(number, column, &text, fault).map_err(|error| error.in_sheet(name))?;
            }
            if found.is_full() {
                break;
            }
        }
        for area in self.book.merge_cells_by_sheet_name(name).unwrap_or_default() {
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

fn told(cell: &Data, form: Form, is_1904: bool) -> (String, Option<FaultKind>) {
    match cell {
        Data::Empty => (String::new(), None),
        Data::String(text) => (lines(text.clone()), None),
        Data::Int(value) => number(&value.to_string(), form, is_1904),
        Data::Float(value) => float(*value, form, is_1904),
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
