//! XML as a plain sequence of opened tags, texts and closed tags, with a limit on nesting and no entities of its own.

use crate::input::InputError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Word itself writes some tens of levels.
const MAX_DEPTH: usize = 1000;

const BROKEN: InputError = InputError::Damaged { what: "its XML is broken" };

/// An opened tag.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name without its namespace: in the parts read here no two of those that matter share one.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without namespace.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let found =
            self.0.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// The attribute that most tags of Word have alone.
    pub(super) fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// An on-off property: present is on, unless it says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off"))
    }
}

/// A step through the tree.
pub(super) enum Node<'a> {
    /// A tag opens; an empty one closes at once.
    Open(Tag<'a>),
    /// The tag opened last closes.
    Close,
    /// Text as it reads, without entities.
    Text(Cow<'a, str>),
}

/// A reader of one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next step; `None` at the end of a whole tree.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>, InputError> {
        loop {
            return Ok(Some(match self.reader.read_event().map_err(|_| BROKEN)? {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(InputError::TooComplex { what: "it is nested too deep" });
                    }
                    Node::Open(Tag(tag))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(name) => Node::Text(Cow::Owned(entity(&name)?)),
                // Office documents have no document type; one is there to define entities that burst
                Event::DocType(_) => return Err(InputError::Damaged { what: "its XML defines entities" }),
                Event::Eof if self.depth > 0 => return Err(BROKEN),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }
}

fn entity(name: &quick_xml::events::BytesRef<'_>) -> Result<String, InputError> {
    if let Some(c) = name.resolve_char_ref().map_err(|_| BROKEN)? {
        return Ok(c.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned).ok_or(BROKEN)
}
