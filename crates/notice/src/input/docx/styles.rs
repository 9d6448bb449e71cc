//! word/styles.xml: what a paragraph gets from its style rather than from itself.

use super::xml::{Node, Xml};
use crate::input::InputError;
use std::collections::HashMap;

/// A chain of styles longer than this is a ring.
const MAX_CHAIN: usize = 40;

/// A list and a level in it, each said or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NumberRef {
    pub list: Option<String>,
    pub level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    number: NumberRef,
    is_hidden: Option<bool>,
}

/// The styles by their identity.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default_paragraph: Option<String>,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(text: &str) -> Result<Self, InputError> {
        let mut found = Self::default();
        let mut current: Option<(String, Style)> = None;
        let mut xml = Xml::new(text);
        // the level at which the open style closes, so that styles of latent lists do not count
        let (mut depth, mut style_depth) = (0, 0);
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => {
                    depth += 1;
                    match (tag.name(), current.as_mut()) {
                        ("style", None) => {
                            let id = tag.attribute("styleId").unwrap_or_default();
                            let is_default =
                                matches!(tag.attribute("default").as_deref(), Some("1" | "true"));
                            if is_default && tag.attribute("type").as_deref() == Some("paragraph") {
                                found.default_paragraph = Some(id.clone());
                            }
                            current = Some((id, Style::default()));
                            style_depth = depth;
                        }
                        ("name", Some((_, style))) => {
                            style.name = tag.val().unwrap_or_default().to_lowercase()
                        }
                        ("basedOn", Some((_, style))) => style.based_on = tag.val(),
                        ("numId", Some((_, style))) => style.number.list = tag.val(),
                        ("ilvl", Some((_, style))) => {
                            style.number.level = tag.val().and_then(|level| level.parse().ok());
                        }
                        ("vanish", Some((_, style))) => style.is_hidden = Some(tag.is_on()),
                        _ => {}
                    }
                }
                Node::Close => {
                    if depth == style_depth
                        && let Some((id, style)) = current.take()
                    {
                        found.styles.insert(id, style);
                    }
                    depth -= 1;
                }
                Node::Text(_) => {}
            }
        }
        Ok(found)
    }

    /// The style and those it is based on, nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = id.filter(|id| self.styles.contains_key(*id));
        std::iter::successors(first, |id| self.styles.get(*id)?.based_on.as_deref())
            .take(MAX_CHAIN)
            .map_while(|id| Some((id, self.styles.get(id)?)))
    }

    /// The list that a paragraph of this style belongs to, and the style that says so.
    pub(super) fn number<'s>(&'s self, id: Option<&'s str>) -> Option<(&'s str, NumberRef)> {
        let id = id.or(self.default_paragraph.as_deref());
        let (owner, style) = self.chain(id).find(|(_, style)| style.number.list.is_some())?;
        let level = self.chain(id).find_map(|(_, style)| style.number.level);
        Some((owner, NumberRef { list: style.number.list.clone(), level }))
    }

    /// Whether text of this style is hidden.
    pub(super) fn is_hidden(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|(_, style)| style.is_hidden).unwrap_or(false)
    }

    /// Whether it is a line of the table of contents, which repeats the headings.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        self.chain(id).next().is_some_and(|(_, style)| style.name.starts_with("toc "))
    }
}
