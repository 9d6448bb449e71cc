//! Why a file cannot be read or written, and what to do.

use std::fmt;
use thiserror::Error;

/// Larger files are refused: a workbook of 100,000 rows and 20 columns has a third of this.
pub const MAX_BYTES: usize = 64 << 20;
/// Largest other part of a workbook once unpacked: styles, names of sheets.
pub const MAX_PART: u64 = 64 << 20;
/// Largest sheet, or part of shared texts, once unpacked. It is read as a stream, so this bounds time and not memory.
pub const MAX_SHEET: u64 = 1 << 30;
/// Most that is unpacked of one file, so that many parts do not take long.
pub const MAX_UNPACKED: u64 = 2 << 30;
/// Largest old workbook .xls, which is held in memory several times.
pub const MAX_OLD: usize = 32 << 20;
/// Most lines with values of a sheet, its header among them.
pub const MAX_ROWS: usize = 200_000;
/// Most columns of a table.
pub const MAX_COLUMNS: usize = 400;
/// Most cells of a table, rows times columns.
pub const MAX_CELLS: usize = 4_000_000;
/// Most bytes of text of a table, and of the texts that its cells share.
pub const MAX_TEXT: usize = 160 << 20;
/// Most sheets of a workbook that are looked at.
pub const MAX_SHEETS: usize = 200;

/// Why a file cannot be read or written. Rows are numbered as Excel shows them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SheetError {
    /// No bytes, or no cell with a value.
    #[error("the file holds no values; choose the file that holds the table")]
    Empty,
    /// Over one of the limits.
    #[error("the file has more than {limit}; delete what is not needed, or split it into several files")]
    TooLarge {
        /// Which.
        limit: Limit,
        /// Sheet.
        sheet: Option<String>,
    },
    /// Needs a password.
    #[error("the workbook is protected by a password; remove the password in Excel and save it again")]
    Encrypted,
    /// A web page, or old XML, under the name of a workbook; many systems export such files.
    #[error("the file is a web page named as a workbook; open it in Excel and save it as .xlsx")]
    Html,
    /// Damaged.
    #[error("the workbook is damaged{}; open it in Excel and save it again as .xlsx", place(.sheet.as_deref(), *.row))]
    Broken {
        /// Sheet.
        sheet: Option<String>,
        /// Row near which it is.
        row: Option<u32>,
    },
    /// No row looks like a header.
    #[error(
        "no row of the sheet {sheet} names the columns; put the names of the columns in one row above the values"
    )]
    NoHeader {
        /// Sheet.
        sheet: String,
    },
    /// Neither a workbook nor a text with columns.
    #[error("the file is neither a workbook nor a CSV text; save it in Excel as .xlsx")]
    NotASheet,
    /// The workbook could not be written.
    #[error("the workbook could not be written: {reason}")]
    NotWritten {
        /// Why, for the log.
        reason: String,
    },
}

fn place(sheet: Option<&str>, row: Option<u32>) -> String {
    match (sheet, row) {
        (Some(sheet), Some(row)) => format!(" in the sheet {sheet} near row {row}"),
        (Some(sheet), None) => format!(" in the sheet {sheet}"),
        (None, _) => String::new(),
    }
}

impl SheetError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "sheet.empty",
            Self::TooLarge { .. } => "sheet.too_large",
            Self::Encrypted => "sheet.encrypted",
            Self::Html => "sheet.html",
            Self::Broken { .. } => "sheet.broken",
            Self::NoHeader { .. } => "sheet.no_header",
            Self::NotASheet => "sheet.not_a_sheet",
            Self::NotWritten { .. } => "sheet.not_written",
        }
    }

    pub(crate) const fn broken() -> Self {
        Self::Broken { sheet: None, row: None }
    }

    pub(crate) const fn too_large(limit: Limit) -> Self {
        Self::TooLarge { limit, sheet: None }
    }

    /// The same, in that sheet.
    pub(crate) fn in_sheet(self, name: &str) -> Self {
        match self {
            Self::Broken { sheet: None, row } => Self::Broken { sheet: Some(name.to_owned()), row },
            Self::TooLarge { limit, sheet: None } => Self::TooLarge { limit, sheet: Some(name.to_owned()) },
            other => other,
        }
    }
}

impl From<rust_xlsxwriter::XlsxError> for SheetError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::NotWritten { reason: error.to_string() }
    }
}

/// A limit of what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the file.
    Bytes(usize),
    /// Bytes of one part of it, once unpacked.
    Unpacked(u64),
    /// Parts that a workbook is made of, down to its tags.
    Parts(usize),
    /// Sheets.
    Sheets(usize),
    /// Rows.
    Rows(usize),
    /// Columns.
    Columns(usize),
    /// Rows times columns.
    Cells(usize),
    /// Bytes of text in the cells.
    Text(usize),
}

impl fmt::Display for Limit {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(most) => write!(to, "{} MB", most >> 20),
            Self::Unpacked(most) => write!(to, "{} MB in one of its parts", most >> 20),
            Self::Parts(most) => write!(to, "{most} parts"),
            Self::Sheets(most) => write!(to, "{most} sheets"),
            Self::Rows(most) => write!(to, "{most} rows"),
            Self::Columns(most) => write!(to, "{most} columns"),
            Self::Cells(most) => write!(to, "{most} cells"),
            Self::Text(most) => write!(to, "{} MB of text", most >> 20),
        }
    }
}
