//! `shouze check`: what the reader makes of a paper, for people and for programs.

mod json;
mod text;

use anyhow::Result;
use clap::ValueEnum;
use notice::CharMap;

/// Where the lines of a text begin, so that a place in a line of any length is found without reading it.
pub(crate) struct Lines<'t> {
    pub(crate) text: &'t str,
    starts: Vec<usize>,
    map: CharMap,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts, map: CharMap::new(text) }
    }

    /// Offset in characters.
    fn char_of(&self, byte: usize) -> usize {
        self.map.char_of(self.text, byte)
    }

    /// Where the line begins that a byte lies in.
    fn start_of(&self, byte: usize) -> usize {
        self.starts[self.line(byte) - 1]
    }

    fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    /// Line and column, both from 1, the column in characters.
    fn line_and_column(&self, byte: usize) -> (usize, usize) {
        (self.line(byte), self.char_of(byte) - self.char_of(self.start_of(byte)) + 1)
    }
}

/// How to print.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// Problems with their source lines, then the targets by unit
    Text,
    /// All of it; the schema stands in docs/check-schema.md
    Json,
}

/// Language of messages.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

/// Reads the text and prints what was found.
pub fn print(file: &str, text: &str, format: Format, lang: Language) -> Result<String> {
    let notice = notice::parse(text);
    match format {
        Format::Text => Ok(text::print(file, text, &notice, lang)),
        Format::Json => Ok(serde_json::to_string_pretty(&json::value(file, text, &notice))? + "\n"),
    }
}
