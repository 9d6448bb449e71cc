//! The drawing operations of a page, as far as they set text (ISO 32000-1 §9.3 and §9.4).

use super::document::Source;
use super::font::{Font, number};
use super::line::Glyph;
use super::matrix::Matrix;
use super::rule::{Path, Rules};
use crate::input::InputError;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object};
use std::rc::Rc;

/// Forms inside forms.
const MAX_FORMS: usize = 12;
/// Saved states.
const MAX_STATES: usize = 500;

#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

struct Drawing<'s, 'a> {
    source: &'s mut Source<'a>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// Marked contents that are open, and at which of them page furniture began.
    marks: usize,
    furniture: Option<usize>,
    glyphs: Vec<Glyph>,
    path: Path,
    rules: Rules,
}

/// The signs of a page that run from left to right, and the straight lines on it.
pub(super) fn drawn<'a>(
    source: &mut Source<'a>,
    resources: Option<&'a Dictionary>,
    content: &[u8],
    quarter_turns: i64,
) -> Result<(Vec<Glyph>, Rules), InputError> {
    let state = State {
        page: Matrix::turned(quarter_turns),
        font: None,
        size: 0.0,
        letter_gap: 0.0,
        word_gap: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut drawing = Drawing {
        source,
        state,
        saved: Vec::new(),
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
        marks: 0,
        furniture: None,
        glyphs: Vec::new(),
        path: Path::default(),
        rules: Rules::default(),
    };
    drawing.draw(resources, content, 0)?;
    Ok((drawing.glyphs, drawing.rules))
}

impl<'a> Drawing<'_, 'a> {
    fn draw(
        &mut self,
        resources: Option<&'a Dictionary>,
        content: &[u8],
        depth: usize,
    ) -> Result<(), InputError> {
        for operation in Content::decode_iter(content) {
            // what follows a broken operation is lost, what precedes it is read
            let Ok(operation) = operation else { break };
            self.source.budget.operation()?;
            match operation.operator.as_str() {
                "Do" => self.form(resources, &operation, depth)?,
                "Tf" => {
                    if let Some(Ok(name)) = operation.operands.first().map(Object::as_name) {
                        self.state.font = self.source.font(resources, name)?;
                    }
                    self.state.size = at(&operation, 1);
                }
                "BDC" => self.mark(resources, &operation),
                operator => self.apply(operator, &operation)?,
            }
        }
        Ok(())
    }

    fn apply(&mut self, operator: &str, operation: &Operation) -> Result<(), InputError> {
        match operator {
            "q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            "Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            "cm" => self.state.page = matrix(operation).then(self.state.page),
            "BT" => self.set_line(Matrix::IDENTITY),
            "Tm" => self.set_line(matrix(operation)),
            "Td" => self.move_line(at(operation, 0), at(operation, 1)),
            "TD" => {
                self.state.leading = -at(operation, 1);
                self.move_line(at(operation, 0), at(operation, 1));
            }
            "T*" => self.move_line(0.0, -self.state.leading),
            "TL" => self.state.leading = at(operation, 0),
            "Tc" => self.state.letter_gap = at(operation, 0),
            "Tw" => self.state.word_gap = at(operation, 0),
            "Tz" => self.state.stretch = at(operation, 0) / 100.0,
            "Ts" => self.state.rise = at(operation, 0),
            "Tj" => self.show(operation.operands.first())?,
            "'" => {
                self.move_line(0.0, -self.state.leading);
                self.show(operation.operands.first())?;
            }
            "\"" => {
                self.state.word_gap = at(operation, 0);
                self.state.letter_gap = at(operation, 1);
                self.move_line(0.0, -self.state.leading);
                self.show(operation.operands.get(2))?;
            }
            "TJ" => {
                if let Some(Ok(parts)) = operation.operands.first().map(Object::as_array) {
                    for part in parts {
                        match number(part) {
                            Some(gap) => self.advance(-gap / 1000.0 * self.state.size),
                            None => self.show(Some(part))?,
                        }
                    }
                }
            }
            "BMC" => self.marks += 1,
            "EMC" => {
                self.marks = self.marks.saturating_sub(1);
                self.furniture = self.furniture.filter(|began| *began <= self.marks);
            }
            _ => {
                let numbers = [0, 1, 2, 3].map(|place| at(operation, place));
                self.path.take(operator, numbers, self.state.page, &mut self.rules);
            }
        }
        Ok(())
    }

    fn set_line(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.text = matrix;
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.set_line(Matrix::shift(x, y).then(self.line));
    }

    /// Moves along the line, in units of text space before stretching.
    fn advance(&mut self, by: f64) {
        let is_vertical = self.state.font.as_ref().is_some_and(|font| font.is_vertical);
        let (x, y) = if is_vertical { (0.0, by) } else { (by * self.state.stretch, 0.0) };
        self.text = Matrix::shift(x, y).then(self.text);
    }

    fn show(&mut self, string: Option<&Object>) -> Result<(), InputError> {
        let (Some(Ok(string)), Some(font)) = (string.map(Object::as_str), self.state.font.clone()) else {
            return Ok(());
        };
        font.signs(string, |sign| {
            self.source.budget.glyph()?;
            let advance = sign.advance / 1000.0 * self.state.size;
            if sign.text.is_empty() {
                self.source.unknown += 1;
            } else {
                self.source.known += 1;
                self.place(&sign.text, advance);
            }
            let gap = self.state.letter_gap + if sign.is_blank { self.state.word_gap } else { 0.0 };
            self.advance(advance + gap);
            Ok(())
        })
    }

    /// Puts a sign where it stands on the page; slanted text is a stamp or a watermark.
    fn place(&mut self, text: &str, advance: f64) {
        let whole = self.text.then(self.state.page);
        let [a, b, c, d, ..] = whole.0;
        let (x0, y) = whole.apply(0.0, self.state.rise);
        let (x1, _) = whole.apply(advance.abs() * self.state.stretch, self.state.rise);
        let size = c.hypot(d) * self.state.size.abs();
        let is_upright = a > 0.0 && b.abs() < a / 10.0;
        let is_finite = x0.is_finite() && x1.is_finite() && y.is_finite() && size.is_finite();
        if self.furniture.is_none() && is_upright && is_finite && size > 0.0 {
            self.glyphs.push(Glyph { text: text.to_owned(), x0, x1: x1.max(x0), y, size });
        }
    }

    /// Headers, footers and page numbers are marked by Word as furniture of the page.
    fn mark(&mut self, resources: Option<&'a Dictionary>, operation: &Operation) {
        let is_artifact =
            operation.operands.first().is_some_and(|tag| tag.as_name().is_ok_and(|n| n == b"Artifact"));
        let is_paging = |list: &Dictionary| {
            list.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"Pagination")
        };
        let is_furniture = is_artifact
            && match operation.operands.get(1) {
                Some(Object::Dictionary(list)) => is_paging(list),
                Some(Object::Name(name)) => {
                    let lists =
                        resources.and_then(|resources| self.source.dictionary(resources, b"Properties"));
                    lists.and_then(|lists| self.source.dictionary(lists, name)).is_some_and(is_paging)
                }
                _ => false,
            };
        if is_furniture && self.furniture.is_none() {
            self.furniture = Some(self.marks + 1);
        }
        self.marks += 1;
    }

    /// A form is a page within the page.
    fn form(
        &mut self,
        resources: Option<&'a Dictionary>,
        operation: &Operation,
        depth: usize,
    ) -> Result<(), InputError> {
        let document = self.source.document;
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let forms = resources.and_then(|resources| self.source.dictionary(resources, b"XObject"));
        let stream =
            forms.zip(name).and_then(|(forms, name)| forms.get_deref(name, document).ok()?.as_stream().ok());
        let Some(stream) = stream.filter(|_| depth < MAX_FORMS) else { return Ok(()) };
        if !stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form") {
            return Ok(());
        }
        let content = self.source.budget.unpack(stream)?;
        let own = self.source.dictionary(&stream.dict, b"Resources");
        let (state, saved) = (self.state.clone(), std::mem::take(&mut self.saved));
        if let Ok(values) = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array) {
            self.state.page = from(values).then(self.state.page);
        }
        self.draw(own.or(resources), &content, depth + 1)?;
        (self.state, self.saved) = (state, saved);
        Ok(())
    }
}

/// The operand at a place; a missing one is zero.
fn at(operation: &Operation, place: usize) -> f64 {
    operation.operands.get(place).and_then(number).unwrap_or(0.0)
}

fn matrix(operation: &Operation) -> Matrix {
    from(&operation.operands)
}

fn from(values: &[Object]) -> Matrix {
    let mut found = Matrix::IDENTITY;
    for (place, value) in found.0.iter_mut().zip(values) {
        *place = number(value).unwrap_or(*place);
    }
    found
}
