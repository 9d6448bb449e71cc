//! Rows of a table: cells separated by TAB, each in the column where it stands on the page.

use std::ops::Range;

/// Word allows 63 columns.
const MAX_COLUMNS: usize = 64;
/// Longer text of a cell merged over rows is a task, which stands once; shorter is a unit or a day, which every row of
/// it needs.
const MAX_LABEL: usize = 60;

/// How a cell is merged with the one above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::input) enum Merge {
    /// It stands alone.
    #[default]
    None,
    /// The first of several.
    First,
    /// Another of them, empty.
    More,
}

/// A cell as read.
#[derive(Debug, Default)]
pub(in crate::input) struct Cell {
    pub text: String,
    pub span: usize,
    pub merge: Merge,
}

/// A table being read, row by row.
#[derive(Debug, Default)]
pub(in crate::input) struct Table {
    /// Text of the merged cell above, by column.
    above: Vec<String>,
    row: Vec<Cell>,
    before: usize,
    is_deleted: bool,
}

impl Table {
    pub(in crate::input) fn begin_row(&mut self) {
        self.row.clear();
        self.before = 0;
        self.is_deleted = false;
    }

    /// Columns left free before the first cell.
    pub(in crate::input) fn skip_columns(&mut self, columns: usize) {
        self.before = columns.min(MAX_COLUMNS);
    }

    /// The row is deleted by a tracked change.
    pub(in crate::input) fn delete_row(&mut self) {
        self.is_deleted = true;
    }

    pub(in crate::input) fn add(&mut self, cell: Cell) {
        self.row.push(cell);
    }

    /// The row as a line, without its end; `None` when nothing of it is left.
    pub(in crate::input) fn end_row(&mut self) -> Option<String> {
        let row = std::mem::take(&mut self.row);
        if self.is_deleted || row.is_empty() {
            return None;
        }
        // a table of one column is a frame around paragraphs
        if let ([cell], 0) = (row.as_slice(), self.before)
            && cell.span <= 1
        {
            return Some(cell.text.clone());
        }
        let mut columns = vec![String::new(); self.before];
        for cell in row {
            let (at, span) = (columns.len(), cell.span.clamp(1, MAX_COLUMNS));
            let text = one_line(&cell.text);
            if cell.merge == Merge::More && text.is_empty() {
                columns.push(self.above.get(at).cloned().unwrap_or_default());
            } else {
                self.remember(at..at + span, cell.merge, &text);
                columns.push(text);
            }
            columns.extend((1..span).map(|_| String::new()));
        }
        Some(columns.join("\t"))
    }

    /// Keeps the text of a merged cell for the rows below, if it is one that each of them needs.
    fn remember(&mut self, columns: Range<usize>, merge: Merge, text: &str) {
        let is_label = merge == Merge::First
            && text.chars().nth(MAX_LABEL).is_none()
            && !text.contains(['。', '；', '%', '％']);
        if is_label && self.above.len() <= columns.start {
            self.above.resize(columns.start + 1, String::new());
        }
        for at in columns.clone() {
            if let Some(above) = self.above.get_mut(at) {
                above.clear();
                if is_label && at == columns.start {
                    above.push_str(text);
                }
            }
        }
    }
}

/// The paragraphs of a cell in one line.
fn one_line(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| line.replace('\t', " ")).collect();
    lines.join("\u{2028}")
}
