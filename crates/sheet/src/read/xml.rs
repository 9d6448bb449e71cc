//! XML of a part of a workbook, read as a stream within limits: of all bytes, and of one tag or text.

use crate::error::{Limit, MAX_UNPACKED, SheetError};
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

/// Most bytes of one tag or one text between two tags. A cell holds 32,767 characters.
const MAX_EVENT: u64 = 4 << 20;

/// Tags, texts and ends of all parts together. 2,000,000 texts that LibreOffice wrote, each with its font, take half.
const MAX_EVENTS: u64 = 100_000_000;

/// What may still be read of all parts together.
pub(super) struct Budget {
    bytes: Cell<u64>,
    events: Cell<u64>,
}

impl Budget {
    pub fn new() -> Rc<Self> {
        Rc::new(Self { bytes: Cell::new(MAX_UNPACKED), events: Cell::new(MAX_EVENTS) })
    }
}

/// XML that is being read.
pub(super) struct Xml<R: Read> {
    reader: quick_xml::Reader<BufReader<Metered<R>>>,
    buffer: Vec<u8>,
    depth: usize,
    most: u64,
}

impl<R: Read> Xml<R> {
    /// Reads at most so many bytes, and no more than are left of all parts together.
    pub fn new(part: R, most: u64, of_all: Rc<Budget>) -> Self {
        let metered = Metered { part, left: most, of_all, event: 0, is_over: false };
        let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(64 << 10, metered));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, buffer: Vec::with_capacity(1 << 10), depth: 0, most }
    }

    /// The next event. At the end, all elements are closed. A document type is refused: no workbook has one, and it could
    /// declare entities.
    pub fn next(&mut self) -> Result<Event<'_>, SheetError> {
        self.buffer.clear();
        let metered = self.reader.get_mut().get_mut();
        metered.event = 0;
        let Some(events) = metered.of_all.events.get().checked_sub(1) else {
            return Err(SheetError::too_large(Limit::Parts(
                usize::try_from(MAX_EVENTS).unwrap_or(usize::MAX),
            )));
        };
        metered.of_all.events.set(events);
        let found = self.reader.read_event_into(&mut self.buffer);
        match &found {
            Ok(Event::Start(_)) => self.depth += 1,
            Ok(Event::End(_)) => self.depth = self.depth.saturating_sub(1),
            Ok(Event::DocType(_)) => return Err(SheetError::broken()),
            Ok(Event::Eof) if self.depth > 0 => return Err(SheetError::broken()),
            _ => {}
        }
        match found {
            Ok(event) => Ok(event),
            Err(_) if self.reader.get_mut().get_mut().is_over => {
                Err(SheetError::too_large(Limit::Unpacked(self.most)))
            }
            Err(_) => Err(SheetError::broken()),
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The text up to the end of the element that has just begun, with that of the elements inside, but for those that
    /// `skip` names.
    pub fn text(&mut self, skip: &[&str], into: &mut String) -> Result<(), SheetError> {
        let end = self.depth - 1;
        let mut skipped = None;
        loop {
            let depth = self.depth;
            match self.next()? {
                Event::Start(tag) if skipped.is_none() && skip.contains(&tag.local_name().as_ref()) => {
                    skipped = Some(depth);
                }
                Event::Text(text) if skipped.is_none() => into.push_str(&text.xml10_content()),
                Event::CData(text) if skipped.is_none() => into.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) if skipped.is_none() => push_entity(&entity, into),
                Event::End(_) if depth - 1 == end => return Ok(()),
                Event::End(_) if skipped == Some(depth - 1) => skipped = None,
                Event::Eof => return Err(SheetError::broken()),
                _ => {}
            }
        }
    }
}

/// Adds the character of an entity. Only those of XML itself are known; another stays as it is written.
pub(super) fn push_entity(entity: &BytesRef<'_>, into: &mut String) {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => into.push(c),
        Ok(None) => match quick_xml::escape::resolve_xml_entity(entity) {
            Some(known) => into.push_str(known),
            None => {
                into.push('&');
                into.push_str(entity);
                into.push(';');
            }
        },
        // a number that is no character
        Err(_) => into.push(char::REPLACEMENT_CHARACTER),
    }
}

/// The value of an attribute, by its name without a prefix.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    tag.attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok())
}

/// Whether an attribute says yes.
pub(super) fn is_on(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}

/// Counts what is read and stops at the limits.
struct Metered<R> {
    part: R,
    left: u64,
    of_all: Rc<Budget>,
    event: u64,
    is_over: bool,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.part.read(into)?;
        let bytes = u64::try_from(count).unwrap_or(u64::MAX);
        self.event = self.event.saturating_add(bytes);
        let of_all = self.of_all.bytes.get();
        if bytes > self.left || bytes > of_all || self.event > MAX_EVENT {
            self.is_over = true;
            return Err(io::Error::other("over the limit"));
        }
        self.left -= bytes;
        self.of_all.bytes.set(of_all - bytes);
        Ok(count)
    }
}
