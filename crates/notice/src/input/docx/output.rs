//! Where finished paragraphs go: the body, a cell of a table, or a text box that waits for its paragraph to end.

use crate::input::table::{Cell, Table};
use crate::input::{InputError, MAX_UNPACKED};

/// Word puts no text box into a text box; more than a few are made to overflow something.
const MAX_BOXES: usize = 4;

/// A paragraph being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its text so far.
    pub text: String,
    /// Text of the boxes anchored in it.
    pub after: String,
    /// Its mark is deleted: the next paragraph goes on in the same line.
    pub is_joined: bool,
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Kind {
    Body,
    Cell,
    Box,
}

#[derive(Debug)]
struct Place {
    kind: Kind,
    text: String,
    /// Begun by paragraphs whose mark is deleted.
    carried: String,
    table: Option<Table>,
    /// Tables inside a cell are flattened; this many are open.
    inner_tables: usize,
    cell: Cell,
}

impl Place {
    fn new(kind: Kind) -> Self {
        let (text, carried) = (String::new(), String::new());
        Self { kind, text, carried, table: None, inner_tables: 0, cell: Cell { span: 1, ..Cell::default() } }
    }
}

/// The text read so far.
#[derive(Debug)]
pub(super) struct Output {
    places: Vec<Place>,
    length: usize,
}

impl Output {
    pub(super) fn new() -> Self {
        Self { places: vec![Place::new(Kind::Body)], length: 0 }
    }

    fn top(&mut self) -> Option<&mut Place> {
        self.places.last_mut()
    }

    /// The table whose rows and cells are kept apart, if the reader stands right in it.
    pub(super) fn table(&mut self) -> Option<&mut Table> {
        self.top().filter(|place| place.inner_tables == 0)?.table.as_mut()
    }

    pub(super) fn begin_table(&mut self) {
        if let Some(place) = self.top() {
            if place.kind == Kind::Cell || place.table.is_some() {
                place.inner_tables += 1;
            } else {
                place.table = Some(Table::default());
            }
        }
    }

    pub(super) fn end_table(&mut self) {
        if let Some(place) = self.top() {
            if place.inner_tables > 0 {
                place.inner_tables -= 1;
            } else {
                place.table = None;
            }
        }
    }

    /// Begins a cell; false inside a flattened table.
    pub(super) fn begin_cell(&mut self) -> bool {
        let is_kept = self.table().is_some();
        if is_kept {
            self.places.push(Place::new(Kind::Cell));
        }
        is_kept
    }

    /// The cell that is being read, to note how it is merged.
    pub(super) fn cell(&mut self) -> Option<&mut Cell> {
        let place = self.top()?;
        (place.kind == Kind::Cell && place.inner_tables == 0).then_some(&mut place.cell)
    }

    pub(super) fn end_cell(&mut self) {
        let Some(mut place) = self.places.pop_if(|place| place.kind == Kind::Cell) else { return };
        place.text.push_str(&place.carried);
        place.cell.text = place.text.trim_matches('\n').to_owned();
        if let Some(table) = self.table() {
            table.add(place.cell);
        }
    }

    pub(super) fn end_row(&mut self) -> Result<(), InputError> {
        let line = self.table().and_then(Table::end_row);
        line.map_or(Ok(()), |line| self.push(&line, "\n"))
    }

    pub(super) fn begin_box(&mut self) -> Result<(), InputError> {
        if self.places.iter().filter(|place| place.kind == Kind::Box).count() >= MAX_BOXES {
            return Err(InputError::TooComplex { what: "text boxes stand in text boxes" });
        }
        self.places.push(Place::new(Kind::Box));
        Ok(())
    }

    /// The text of the box.
    pub(super) fn end_box(&mut self) -> String {
        self.places.pop_if(|place| place.kind == Kind::Box).map_or_else(String::new, |mut place| {
            place.text.push_str(&place.carried);
            place.text
        })
    }

    /// Ends a paragraph, its number before it and its boxes after it.
    pub(super) fn end_paragraph(&mut self, label: &str, paragraph: Paragraph) -> Result<(), InputError> {
        let Some(place) = self.top() else { return Ok(()) };
        let mut line = std::mem::take(&mut place.carried);
        if paragraph.is_joined {
            line.push_str(&paragraph.text);
            place.carried = line;
        } else {
            line.insert_str(0, label);
            line.push_str(&paragraph.text);
            self.push(&line, "\n")?;
        }
        self.push(&paragraph.after, "")
    }

    fn push(&mut self, text: &str, end: &str) -> Result<(), InputError> {
        self.length += text.len() + end.len();
        if self.length > MAX_UNPACKED {
            return Err(InputError::TooComplex { what: "its text is longer than 64 MB" });
        }
        if let Some(place) = self.top() {
            place.text.push_str(text);
            place.text.push_str(end);
        }
        Ok(())
    }

    /// The whole text, when every table and box is closed.
    pub(super) fn finish(mut self) -> String {
        self.places.drain(..).next().map_or_else(String::new, |mut body| {
            body.text.push_str(&body.carried);
            body.text
        })
    }
}
