//! What a sheet holds, before its header is known: lines of cells with values.

use crate::error::{Limit, MAX_CELLS, MAX_ROWS, MAX_TEXT, SheetError};
use crate::table::FaultKind;

/// Formatted cells without a value, one after the other, after which the rest of a sheet is taken for blank: somebody
/// coloured whole columns.
const MAX_BLANK: usize = 1_000_000;
/// The same while only the header is looked for.
const MAX_BLANK_HEAD: usize = 200_000;
/// Columns of a sheet in Excel.
pub(super) const SHEET_COLUMNS: u32 = 16_384;
/// Rows of a sheet in Excel.
pub(super) const SHEET_ROWS: u32 = 1_048_576;
/// What Excel shows in the place of a result.
const ERRORS: &[&str] = &["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"];
/// Merged areas of a sheet that are kept in mind.
const MAX_MERGES: usize = 300_000;

/// A line with at least one value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// From 1.
    pub number: u32,
    /// In the order of their columns.
    pub cells: Vec<Spot>,
}

/// A cell with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// From 0.
    pub column: u32,
    pub text: String,
    pub fault: Option<FaultKind>,
}

impl Line {
    /// The text of a column, empty without a value.
    pub fn text(&self, column: u32) -> &str {
        self.cells.iter().find(|cell| cell.column == column).map_or("", |cell| cell.text.as_str())
    }
}

/// A merged area: rows from 1, columns from 0, the last of each inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

impl Merge {
    pub fn width(&self) -> u32 {
        self.columns.1 - self.columns.0 + 1
    }

    pub fn is_flat(&self) -> bool {
        self.rows.0 == self.rows.1
    }

    pub fn has_column(&self, column: u32) -> bool {
        (self.columns.0..=self.columns.1).contains(&column)
    }
}

/// A sheet of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetName {
    pub name: String,
    pub is_hidden: bool,
}

/// What a sheet holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// In the order of their numbers.
    pub lines: Vec<Line>,
    pub merges: Vec<Merge>,
    /// How many rows with values are hidden, and the first.
    pub hidden: Option<(u32, u32)>,
    /// The row after which only blank cells were found, so many that the rest was left.
    pub blank_below: Option<u32>,
}

/// How much of a sheet is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    All,
    /// As many lines as the header is looked for in.
    Head(usize),
}

/// Gathers what a sheet holds, within the limits.
pub(super) struct Collector {
    pub content: Content,
    wanted: Wanted,
    cells: usize,
    text: usize,
    blanks: usize,
    hidden_row: u32,
}

impl Collector {
    pub fn new(wanted: Wanted) -> Self {
        Self { content: Content::default(), wanted, cells: 0, text: 0, blanks: 0, hidden_row: 0 }
    }

    /// Adds a value; a text of blanks is none.
    pub fn put(
        &mut self,
        number: u32,
        column: u32,
        text: &str,
        fault: Option<FaultKind>,
    ) -> Result<(), SheetError> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() {
            self.blank();
            return Ok(());
        }
        if column >= SHEET_COLUMNS || number == 0 || number > SHEET_ROWS {
            return Err(SheetError::Broken { sheet: None, row: Some(number) });
        }
        // an error that was copied as a text is an error still
        let fault = fault.or_else(|| ERRORS.contains(&text).then_some(FaultKind::ErrorValue));
        self.blanks = 0;
        self.cells += 1;
        self.text += text.len();
        if self.cells > MAX_CELLS {
            return Err(SheetError::too_large(Limit::Cells(MAX_CELLS)));
        }
        if self.text > MAX_TEXT {
            return Err(SheetError::too_large(Limit::Text(MAX_TEXT)));
        }
        let spot = Spot { column, text: text.to_owned(), fault };
        match self.content.lines.last_mut().filter(|line| line.number == number) {
            Some(line) => line.cells.push(spot),
            None => {
                if self.content.lines.len() >= MAX_ROWS {
                    return Err(SheetError::too_large(Limit::Rows(MAX_ROWS)));
                }
                let most = self.content.lines.last().map_or(1, |line| line.cells.len());
                let mut cells = Vec::with_capacity(most);
                cells.push(spot);
                self.content.lines.push(Line { number, cells });
                if number == self.hidden_row {
                    let hidden = self.content.hidden.get_or_insert((0, number));
                    hidden.0 += 1;
                }
            }
        }
        Ok(())
    }

    /// Passes a cell without a value, or a row.
    pub fn blank(&mut self) {
        self.blanks += 1;
        let most = if self.wanted == Wanted::All { MAX_BLANK } else { MAX_BLANK_HEAD };
        if self.blanks > most && self.content.blank_below.is_none() {
            self.content.blank_below = Some(self.content.lines.last().map_or(0, |line| line.number));
        }
    }

    /// The row of this number is hidden.
    pub fn hide(&mut self, number: u32) {
        self.hidden_row = number;
    }

    /// Adds a merged area; one cell is none.
    pub fn merge(&mut self, rows: (u32, u32), columns: (u32, u32)) {
        let is_area =
            rows.0 <= rows.1 && columns.0 <= columns.1 && (rows.0 < rows.1 || columns.0 < columns.1);
        if is_area && self.content.merges.len() < MAX_MERGES {
            self.content.merges.push(Merge { rows, columns });
        }
    }

    /// Whether no more needs to be read.
    pub fn is_full(&self) -> bool {
        let is_enough = match self.wanted {
            Wanted::All => false,
            // the last line may not be complete yet
            Wanted::Head(lines) => self.content.lines.len() > lines,
        };
        is_enough || self.content.blank_below.is_some()
    }

    /// What was gathered, in order: some programs write cells as they like.
    pub fn finish(mut self) -> Content {
        if !self.content.lines.is_sorted_by_key(|line| line.number) {
            self.content.lines.sort_by_key(|line| line.number);
            self.content.lines.dedup_by(|later, first| {
                let is_same = later.number == first.number;
                if is_same {
                    first.cells.append(&mut later.cells);
                }
                is_same
            });
        }
        for line in &mut self.content.lines {
            if !line.cells.is_sorted_by_key(|cell| cell.column) {
                line.cells.sort_by_key(|cell| cell.column);
            }
        }
        self.content
    }
}
