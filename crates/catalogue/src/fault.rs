//! A fault in a file of the catalogue, with the line it stands on.

use thiserror::Error;
use toml_edit::{Document, Item, Value};

/// A fault: where, and what was expected.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{file}:{line}: {what}")]
pub struct Fault {
    /// File, from the catalogue's folder on.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub what: String,
}

impl Fault {
    pub(crate) fn at(file: &str, text: &str, byte: usize, what: impl Into<String>) -> Self {
        let line = text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1;
        Self { file: file.to_owned(), line, what: what.into() }
    }

    /// At a path inside a definition, such as `transition[2].to`; at the nearest part above that stands in the file.
    pub(crate) fn at_path(file: &str, text: &str, path: &str, what: &str) -> Self {
        let byte = Document::parse(text).ok().map_or(0, |document| locate(document.as_item(), path));
        Self::at(file, text, byte, format!("{path}: {what}"))
    }
}

/// The byte at which the named part begins.
fn locate(root: &Item, path: &str) -> usize {
    let mut found = root.span().map_or(0, |span| span.start);
    let mut here = Part::Item(root);
    for step in path.split(['.', '[']) {
        let next = match step.strip_suffix(']') {
            Some(index) => index.parse().ok().and_then(|index| here.element(index)),
            None => here.member(step),
        };
        let Some(next) = next else { break };
        here = next;
        found = here.start().unwrap_or(found);
    }
    found
}

#[derive(Clone, Copy)]
enum Part<'d> {
    Item(&'d Item),
    Value(&'d Value),
    Table(&'d toml_edit::Table),
}

impl<'d> Part<'d> {
    fn member(self, key: &str) -> Option<Self> {
        match self {
            Self::Item(item) => item.get(key).map(Self::Item),
            Self::Table(table) => table.get(key).map(Self::Item),
            Self::Value(value) => value.as_inline_table()?.get(key).map(Self::Value),
        }
    }

    fn element(self, index: usize) -> Option<Self> {
        match self {
            Self::Item(Item::ArrayOfTables(tables)) => tables.get(index).map(Self::Table),
            Self::Item(Item::Value(value)) | Self::Value(value) => {
                value.as_array()?.get(index).map(Self::Value)
            }
            _ => None,
        }
    }

    fn start(self) -> Option<usize> {
        let span = match self {
            Self::Item(item) => item.span(),
            Self::Value(value) => value.span(),
            Self::Table(table) => table.span(),
        };
        span.map(|span| span.start)
    }
}
