//! PDF with a text layer (ISO 32000): printed lines, joined again into the paragraphs they were set from.
//!
//! The file is opened on a thread of its own: should the library that takes it apart panic on a malicious file, the
//! file is refused and nothing else is touched.

mod census;
mod document;
mod font;
mod grid;
mod line;
mod matrix;
mod names;
mod page;
mod paragraph;
mod rule;
#[cfg(test)]
mod tests;

use super::InputError;

/// Room for the nested objects of any file; the library itself stops at a hundred levels.
const STACK: usize = 16 * 1024 * 1024;

const BROKEN: InputError = InputError::Damaged { what: "the PDF is broken" };

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<String, InputError> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("pdf".to_owned()).stack_size(STACK);
        let reading = thread.spawn_scoped(scope, || text(bytes)).map_err(|_| BROKEN)?;
        reading.join().unwrap_or(Err(BROKEN))
    })
}

fn text(bytes: &[u8]) -> Result<String, InputError> {
    let pages = document::pages(bytes)?;
    let text = paragraph::join(&pages);
    if text.trim().is_empty() { Err(InputError::NoTextLayer) } else { Ok(text) }
}
