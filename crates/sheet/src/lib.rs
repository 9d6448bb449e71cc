//! Sheets: Excel workbooks and CSV as plain tables of text, in and out. It knows cells, headers and looks, and neither
//! registers nor databases: what a column means is the caller's.
#![deny(clippy::unwrap_used)]

mod error;
mod names;
mod read;
mod table;
mod write;

pub use error::{
    Limit, MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_OLD, MAX_PART, MAX_ROWS, MAX_SHEET, MAX_SHEETS, MAX_TEXT,
    MAX_UNPACKED, SheetError,
};
pub use names::{Names, header_key, normal_name, suggest, unit_in};
pub use read::read;
pub use table::{Column, Fault, FaultKind, Note, Row, Table, letters};
pub use write::{
    Cell, CellProblem, Export, Input, Kept, Kind, Template, TemplateColumn, Workbook, WriteColumn, marked,
    template, write,
};
