//! A table of text, as read from a sheet.

/// One table: the header and the rows under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name of the sheet; empty for a text.
    pub sheet_name: String,
    /// From the first named column to the last; a column between them without a name has an empty one.
    pub header: Vec<Column>,
    /// Row of the header, from 1, as Excel shows it; of two rows, the lower.
    pub header_row: u32,
    /// Rows with a value.
    pub rows: Vec<Row>,
    /// What was passed over or taken with care.
    pub notes: Vec<Note>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As written, with its line breaks; of two header rows, joined where the lower alone would not tell.
    pub name: String,
    /// Unit that stands in the header, `平方米`.
    pub unit: Option<String>,
    /// Column of the sheet, from 1.
    pub at: u32,
}

impl Column {
    /// Letters of the column, `AB`.
    pub fn letters(&self) -> String {
        letters(self.at)
    }
}

/// Letters of a column that is counted from 1.
pub fn letters(mut at: u32) -> String {
    let mut found = Vec::new();
    while at > 0 {
        let digit = (at - 1) % 26;
        found.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        at = (at - 1) / 26;
    }
    found.iter().rev().collect()
}

/// A row with at least one value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// From 1, as Excel shows it.
    pub number: u32,
    /// One text for each column of the header. Days are `2026-11-24`, with `08:30` behind them unless it is midnight;
    /// truth is 是 or 否; numbers are digits. Of merged cells, each row has the text of the first.
    pub cells: Vec<String>,
    /// Cells that cannot be taken as they stand.
    pub faults: Vec<Fault>,
}

impl Row {
    /// What is wrong with a cell.
    pub fn fault(&self, column: usize) -> Option<FaultKind> {
        self.faults.iter().find(|fault| fault.column == column).map(|fault| fault.kind)
    }
}

/// A cell that cannot be taken as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Column, from 0, in the header.
    pub column: usize,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// A number of more than 15 digits: Excel has replaced the others by zeros, as in identity numbers that were typed
    /// into a cell not formatted as text.
    LostDigits,
    /// A formula without a result: `#N/A`, `#REF!`, or the formula itself where it was never computed.
    ErrorValue,
}

impl FaultKind {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LostDigits => "sheet.lost_digits",
            Self::ErrorValue => "sheet.error_value",
        }
    }
}

/// What was passed over or taken with care. Rows are numbered as Excel shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Other sheets that hold values and were not read.
    OtherSheets(Vec<String>),
    /// The sheet is hidden.
    HiddenSheet,
    /// Hidden rows were read: how many, and the first.
    HiddenRows {
        /// How many.
        count: u32,
        /// The first.
        first: u32,
    },
    /// A row of totals was passed over.
    TotalRow(u32),
    /// The example row of a template was passed over.
    ExampleRow(u32),
    /// A row of guidance, or of who filled the table in, was passed over.
    GuideRow(u32),
    /// A row inside the table that is one wide cell, such as a heading, was passed over.
    HeadingRow(u32),
    /// Values beside the table, in columns without a name, were passed over; the first of them.
    BesideTable {
        /// Row.
        row: u32,
        /// Column, from 1.
        column: u32,
    },
    /// After so many formatted cells without a value, what is below this row was not read.
    BlankBelow(u32),
    /// The macros of the workbook were not read.
    Macros,
}

impl Note {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherSheets(_) => "sheet.other_sheets",
            Self::HiddenSheet => "sheet.hidden_sheet",
            Self::HiddenRows { .. } => "sheet.hidden_rows",
            Self::TotalRow(_) => "sheet.total_row",
            Self::ExampleRow(_) => "sheet.example_row",
            Self::GuideRow(_) => "sheet.guide_row",
            Self::HeadingRow(_) => "sheet.heading_row",
            Self::BesideTable { .. } => "sheet.beside_table",
            Self::BlankBelow(_) => "sheet.blank_below",
            Self::Macros => "sheet.macros",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_that_excel_shows() {
        for (at, expect) in
            [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD"), (0, "")]
        {
            assert_eq!(letters(at), expect);
        }
    }
}
