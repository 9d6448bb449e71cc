//! Bytes of a file to the text of an official document. What a file is, its bytes say, never its name.
//!
//! Read are plain text, Word documents (.docx, .docm) and PDF with a text layer. In the text a paragraph is a line, a
//! row of a table is a line whose cells are separated by TAB, and paragraphs of one cell are separated by U+2028.

mod docx;
mod error;
mod kind;
mod pdf;
mod plain;
mod table;
#[cfg(test)]
mod tests;

pub use error::InputError;

use kind::Kind;

/// Larger files are refused: no notice comes near, and everything read is held in memory.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// No document may unpack to more than this, and no text read may be longer.
const MAX_UNPACKED: usize = 64 * 1024 * 1024;

/// Reads the text of a plain text, a Word document or a PDF.
///
/// # Errors
/// See [`InputError`]; each says what to do.
pub fn read(bytes: &[u8]) -> Result<String, InputError> {
    if bytes.len() > MAX_BYTES {
        return Err(InputError::TooLarge { bytes: bytes.len() });
    }
    match kind::kind(bytes) {
        Kind::Text => plain::read(bytes),
        Kind::Zip => docx::read(bytes),
        Kind::Pdf => pdf::read(bytes),
        Kind::Other(error) => Err(error),
    }
}
