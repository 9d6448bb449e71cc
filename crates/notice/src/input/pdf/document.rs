//! The objects of a PDF, opened within limits, and its pages in order.

use super::font::Font;
use super::line::{Line, lines};
use super::{BROKEN, census, grid, page};
use crate::input::{InputError, MAX_UNPACKED};
use lopdf::{Dictionary, Document, Error, LoadOptions, Object, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// A notice with its annexes has some tens of pages.
const MAX_PAGES: usize = 2000;
/// Each is read into tables of its own.
const MAX_FONTS: usize = 500;
/// Signs on all pages together.
const MAX_GLYPHS: usize = 2_000_000;
/// Drawing operations on all pages together.
const MAX_OPERATIONS: usize = 10_000_000;
/// Steps up the tree of pages.
const MAX_PARENTS: usize = 50;

/// What may still be unpacked and drawn.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: usize,
    operations: usize,
    glyphs: usize,
}

impl Budget {
    const SPENT: InputError = InputError::TooComplex { what: "the PDF draws too much" };

    /// Takes one drawing operation.
    pub(super) fn operation(&mut self) -> Result<(), InputError> {
        self.operations = self.operations.checked_sub(1).ok_or(Self::SPENT)?;
        Ok(())
    }

    /// Takes one sign.
    pub(super) fn glyph(&mut self) -> Result<(), InputError> {
        self.glyphs = self.glyphs.checked_sub(1).ok_or(Self::SPENT)?;
        Ok(())
    }

    /// Unpacks a stream; a broken one is as if empty.
    pub(super) fn unpack(&mut self, stream: &Stream) -> Result<Vec<u8>, InputError> {
        match stream.get_plain_content_with_limit(self.bytes) {
            Ok(content) => {
                self.bytes = self.bytes.saturating_sub(content.len());
                Ok(content)
            }
            Err(Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => Err(Self::SPENT),
            Err(_) => Ok(Vec::new()),
        }
    }
}

/// An opened file with the fonts read so far.
pub(super) struct Source<'a> {
    pub document: &'a Document,
    pub budget: Budget,
    fonts: HashMap<*const Dictionary, Rc<Font>>,
    /// Signs whose character is known, and those drawn by a font that does not say.
    pub known: usize,
    pub unknown: usize,
}

impl<'a> Source<'a> {
    /// The font of a resource dictionary, read once.
    pub(super) fn font(
        &mut self,
        resources: Option<&'a Dictionary>,
        name: &[u8],
    ) -> Result<Option<Rc<Font>>, InputError> {
        let fonts = resources.and_then(|resources| self.dictionary(resources, b"Font"));
        let Some(font) = fonts.and_then(|fonts| self.dictionary(fonts, name)) else { return Ok(None) };
        if let Some(known) = self.fonts.get(&std::ptr::from_ref(font)) {
            return Ok(Some(Rc::clone(known)));
        }
        if self.fonts.len() >= MAX_FONTS {
            return Err(InputError::TooComplex { what: "the PDF has more than 500 fonts" });
        }
        let read = Rc::new(Font::read(self.document, font, &mut self.budget)?);
        self.fonts.insert(std::ptr::from_ref(font), Rc::clone(&read));
        Ok(Some(read))
    }

    /// A dictionary inside another, wherever it is kept.
    pub(super) fn dictionary(&self, within: &'a Dictionary, name: &[u8]) -> Option<&'a Dictionary> {
        within.get_deref(name, self.document).ok()?.as_dict().ok()
    }
}

/// The printed lines of each page.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Vec<Line>>, InputError> {
    let found = drawn(&open(bytes, LoadOptions::default())?)?;
    if found.iter().any(|lines| !lines.is_empty()) {
        return Ok(found);
    }
    // a table of objects that points to wrong places hides them; they can be looked for one by one
    drawn(&open(bytes, LoadOptions { force_reconstruct: true, ..LoadOptions::default() })?)
}

fn drawn(document: &Document) -> Result<Vec<Vec<Line>>, InputError> {
    let budget = Budget { bytes: MAX_UNPACKED, operations: MAX_OPERATIONS, glyphs: MAX_GLYPHS };
    let mut source = Source { document, budget, fonts: HashMap::new(), known: 0, unknown: 0 };
    let mut found = Vec::new();
    for id in document.page_iter() {
        if found.len() >= MAX_PAGES {
            return Err(InputError::TooComplex { what: "the PDF has more than 2000 pages" });
        }
        let Ok(page) = document.get_dictionary(id) else { continue };
        let mut content = Vec::new();
        for stream in contents(document, page) {
            content.extend(source.budget.unpack(stream)?);
            content.push(b'\n');
        }
        let resources = inherited(document, page, b"Resources").and_then(|object| object.as_dict().ok());
        let turn = inherited(document, page, b"Rotate").and_then(|object| object.as_i64().ok()).unwrap_or(0);
        let (mut glyphs, rules) = page::drawn(&mut source, resources, &content, turn / 90)?;
        let rows = grid::rows(&rules, &mut glyphs);
        let mut page: Vec<Line> = lines(glyphs).into_iter().chain(rows).collect();
        page.sort_by(|a, b| b.y.total_cmp(&a.y));
        found.push(page);
    }
    // when the fonts do not say what most signs are, the text cannot be told
    if source.unknown > source.known { Err(InputError::NoTextLayer) } else { Ok(found) }
}

fn open(bytes: &[u8], options: LoadOptions) -> Result<Document, InputError> {
    let max_decompressed_size = Some(census::limit(bytes)?);
    let options = LoadOptions { max_decompressed_size, ..options };
    let document = Document::load_mem_with_options(bytes, options).map_err(refused)?;
    // many files are encrypted under an empty password only to forbid printing, and open by themselves
    let is_locked = document.trailer.has(b"Encrypt") && !document.was_encrypted();
    if is_locked { Err(InputError::Locked) } else { Ok(document) }
}

fn refused(error: Error) -> InputError {
    match error {
        Error::InvalidPassword | Error::Decryption(_) => InputError::Locked,
        Error::Decompress(_) => InputError::TooComplex { what: "the PDF unpacks to too much" },
        _ => BROKEN,
    }
}

/// The streams that draw a page, in order.
fn contents<'a>(document: &'a Document, page: &'a Dictionary) -> Vec<&'a Stream> {
    let Ok(object) = page.get_deref(b"Contents", document) else { return Vec::new() };
    match object {
        Object::Stream(stream) => vec![stream],
        Object::Array(parts) => {
            let parts = parts.iter().filter_map(|part| document.dereference(part).ok());
            parts.filter_map(|(_, part)| part.as_stream().ok()).collect()
        }
        _ => Vec::new(),
    }
}

/// A property of a page, its own or that of a branch of the tree above it.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, name: &[u8]) -> Option<&'a Object> {
    let parent = |node: &&'a Dictionary| node.get_deref(b"Parent", document).ok()?.as_dict().ok();
    std::iter::successors(Some(page), parent)
        .take(MAX_PARENTS)
        .find_map(|node| node.get_deref(name, document).ok())
}
