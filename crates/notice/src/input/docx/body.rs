//! word/document.xml: one walk over the tree, without recursion.

use super::numbering::Numbering;
use super::output::{Output, Paragraph};
use super::styles::{NumberRef, Styles};
use super::xml::{Node, Tag, Xml};
use crate::input::InputError;
use crate::input::table::Merge;

/// Tags whose whole content no reader sees: what is deleted or was so before a change, field codes, readings of
/// characters, settings.
const UNSEEN: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "rt",
    "sdtPr",
    "sdtEndPr",
    "sectPr",
    "tblGrid",
    "smartTagPr",
    "customXmlPr",
];

/// What closing a tag ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Paragraph,
    ParagraphProperties,
    /// Properties of the paragraph mark.
    MarkProperties,
    Run,
    RunProperties,
    Text,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    Box,
    Alternatives,
    /// Nothing inside is read.
    Unseen,
    Other,
}

/// A paragraph with what its properties say.
#[derive(Debug, Default)]
struct Open {
    paragraph: Paragraph,
    style: Option<String>,
    number: NumberRef,
}

struct Walk<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    output: Output,
    frames: Vec<Frame>,
    /// Open paragraphs: one, and one more in each text box.
    paragraphs: Vec<Open>,
    /// For each field open in the paragraph, whether its result has begun.
    fields: Vec<bool>,
    /// How many of them are still in their code.
    codes: usize,
    /// For each open choice between two forms of one thing, whether the first was read.
    chosen: Vec<bool>,
    is_hidden: bool,
    keeps_space: bool,
}

/// Reads the part.
pub(super) fn read(text: &str, styles: &Styles, numbering: Numbering) -> Result<String, InputError> {
    let mut walk = Walk {
        styles,
        numbering,
        output: Output::new(),
        frames: Vec::new(),
        paragraphs: Vec::new(),
        fields: Vec::new(),
        codes: 0,
        chosen: Vec::new(),
        is_hidden: false,
        keeps_space: false,
    };
    let mut xml = Xml::new(text);
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                let frame =
                    if walk.frames.last() == Some(&Frame::Unseen) { Frame::Unseen } else { walk.open(&tag)? };
                walk.frames.push(frame);
            }
            Node::Close => {
                if let Some(frame) = walk.frames.pop() {
                    walk.close(frame)?;
                }
            }
            Node::Text(words) => walk.words(&words),
        }
    }
    Ok(walk.output.finish())
}

impl Walk<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Frame, InputError> {
        let name = tag.name();
        match self.frames.last() {
            Some(Frame::ParagraphProperties | Frame::MarkProperties) => {
                return Ok(self.paragraph_property(tag));
            }
            Some(Frame::RunProperties) => return Ok(self.run_property(tag)),
            Some(Frame::RowProperties) => return Ok(self.row_property(tag)),
            Some(Frame::CellProperties) => return Ok(self.cell_property(tag)),
            _ => {}
        }
        if UNSEEN.contains(&name) || name.ends_with("Change") {
            return Ok(Frame::Unseen);
        }
        Ok(match name {
            "p" => {
                self.paragraphs.push(Open::default());
                Frame::Paragraph
            }
            "pPr" => Frame::ParagraphProperties,
            "r" => {
                self.is_hidden = false;
                Frame::Run
            }
            "rPr" => Frame::RunProperties,
            "t" => {
                self.keeps_space = tag.attribute("space").as_deref() == Some("preserve");
                Frame::Text
            }
            "tbl" => {
                self.output.begin_table();
                Frame::Table
            }
            "tr" => {
                if let Some(table) = self.output.table() {
                    table.begin_row();
                }
                Frame::Row
            }
            "trPr" => Frame::RowProperties,
            "tc" => {
                if self.output.begin_cell() {
                    Frame::Cell
                } else {
                    Frame::Other
                }
            }
            "tcPr" => Frame::CellProperties,
            "txbxContent" => {
                self.output.begin_box()?;
                Frame::Box
            }
            "AlternateContent" => {
                self.chosen.push(false);
                Frame::Alternatives
            }
            "Choice" | "Fallback" => self.alternative(),
            _ => self.sign(name, tag),
        })
    }

    /// Of several forms of one thing the first is read.
    fn alternative(&mut self) -> Frame {
        match self.chosen.last_mut() {
            Some(is_chosen) if *is_chosen => Frame::Unseen,
            Some(is_chosen) => {
                *is_chosen = true;
                Frame::Other
            }
            None => Frame::Other,
        }
    }

    /// A tag that stands for a character, or for the bounds of a field.
    fn sign(&mut self, name: &str, tag: &Tag<'_>) -> Frame {
        let is_in_run = matches!(self.frames.last(), Some(Frame::Run));
        match name {
            // TAB is kept for the bounds of cells
            "tab" | "ptab" if is_in_run => self.add(" "),
            "br" | "cr" if is_in_run => self.add("\n"),
            "noBreakHyphen" if is_in_run => self.add("-"),
            "sym" if is_in_run => self.symbol(tag),
            "fldChar" => self.field(tag.attribute("fldCharType").as_deref()),
            _ => {}
        }
        Frame::Other
    }

    /// A field has a code, which is not seen, then its result.
    fn field(&mut self, bound: Option<&str>) {
        match bound {
            Some("begin") => {
                self.fields.push(false);
                self.codes += 1;
            }
            Some("separate") => {
                if let Some(has_result @ false) = self.fields.last_mut() {
                    *has_result = true;
                    self.codes -= 1;
                }
            }
            Some("end") => self.codes -= usize::from(self.fields.pop() == Some(false)),
            _ => {}
        }
    }

    /// A character of a symbol font; the boxes and ticks of forms are known, other ornaments are not text.
    fn symbol(&mut self, tag: &Tag<'_>) {
        let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or(0);
        let known = match code {
            0xF06F | 0xF0A8 | 0xF0A3 => Some('□'),
            0xF0FE | 0xF052 => Some('☑'),
            0xF0FC | 0xF050 => Some('√'),
            0xE000..=0xF8FF | 0 => None,
            code => char::from_u32(code),
        };
        if let Some(c) = known {
            self.add(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn paragraph_property(&mut self, tag: &Tag<'_>) -> Frame {
        let is_mark = self.frames.last() == Some(&Frame::MarkProperties);
        let Some(open) = self.paragraphs.last_mut() else { return Frame::Unseen };
        match tag.name() {
            // numPr is looked into, and so are the properties of the mark
            "numPr" => return Frame::ParagraphProperties,
            "rPr" => return Frame::MarkProperties,
            "pStyle" => open.style = tag.val(),
            "numId" => open.number.list = tag.val(),
            "ilvl" => open.number.level = tag.val().and_then(|level| level.parse().ok()),
            "del" | "moveFrom" if is_mark => open.paragraph.is_joined = true,
            _ => {}
        }
        Frame::Unseen
    }

    fn run_property(&mut self, tag: &Tag<'_>) -> Frame {
        match tag.name() {
            "vanish" => self.is_hidden = tag.is_on(),
            "rStyle" => self.is_hidden |= self.styles.is_hidden(tag.val().as_deref()),
            _ => {}
        }
        Frame::Unseen
    }

    fn row_property(&mut self, tag: &Tag<'_>) -> Frame {
        let columns = || tag.val().and_then(|n| n.parse().ok()).unwrap_or(0);
        if let Some(table) = self.output.table() {
            match tag.name() {
                "gridBefore" => table.skip_columns(columns()),
                "del" => table.delete_row(),
                _ => {}
            }
        }
        Frame::Unseen
    }

    fn cell_property(&mut self, tag: &Tag<'_>) -> Frame {
        if let Some(cell) = self.output.cell() {
            match tag.name() {
                "gridSpan" => cell.span = tag.val().and_then(|n| n.parse().ok()).unwrap_or(1),
                "vMerge" => {
                    let is_first = tag.val().as_deref() == Some("restart");
                    cell.merge = if is_first { Merge::First } else { Merge::More };
                }
                _ => {}
            }
        }
        Frame::Unseen
    }

    fn close(&mut self, frame: Frame) -> Result<(), InputError> {
        match frame {
            Frame::Paragraph => {
                if let Some(open) = self.paragraphs.pop() {
                    self.end_paragraph(open)?;
                }
            }
            Frame::Run => self.is_hidden = false,
            Frame::Table => self.output.end_table(),
            Frame::Row => self.output.end_row()?,
            Frame::Cell => self.output.end_cell(),
            Frame::Box => {
                let text = self.output.end_box();
                if let Some(open) = self.paragraphs.last_mut() {
                    open.paragraph.after.push_str(&text);
                }
            }
            Frame::Alternatives => drop(self.chosen.pop()),
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self, open: Open) -> Result<(), InputError> {
        // a field whose code never ends must not swallow the rest of the paper
        self.fields.clear();
        self.codes = 0;
        if self.styles.is_contents(open.style.as_deref()) {
            return Ok(());
        }
        let label = if open.paragraph.is_joined { None } else { self.label(&open) };
        self.output.end_paragraph(&label.unwrap_or_default(), open.paragraph)
    }

    /// The paragraph's own list counts before that of its style.
    fn label(&mut self, open: &Open) -> Option<String> {
        let styled = self.styles.number(open.style.as_deref());
        let (owner, number) = match (&open.number.list, styled) {
            (Some(_), _) => (open.style.as_deref(), open.number.clone()),
            (None, Some((owner, styled))) => {
                let level = open.number.level.or(styled.level);
                (Some(owner), NumberRef { list: styled.list, level })
            }
            (None, None) => return None,
        };
        self.numbering.label(&number, owner, self.styles)
    }

    fn words(&mut self, words: &str) {
        if self.frames.last() != Some(&Frame::Text) {
            return;
        }
        let words = if self.keeps_space { words } else { words.trim_matches([' ', '\t', '\n', '\r']) };
        if words.contains(['\t', '\n', '\r', '\u{2028}']) {
            self.add(&words.replace(['\t', '\n', '\r', '\u{2028}'], " "));
        } else {
            self.add(words);
        }
    }

    /// Adds what a reader sees: not hidden, and no code of a field.
    fn add(&mut self, text: &str) {
        if !self.is_hidden
            && self.codes == 0
            && let Some(open) = self.paragraphs.last_mut()
        {
            open.paragraph.text.push_str(text);
        }
    }
}
