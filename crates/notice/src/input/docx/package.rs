//! The zip that a document is packed in, opened within limits.

use crate::input::{InputError, MAX_UNPACKED};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// No single part of a document may unpack to more.
const MAX_PART: usize = 48 * 1024 * 1024;
/// The text of a document packs to a tenth; a part of some size that packs this much better was made to burst.
const MAX_RATIO: u64 = 250;
/// Below this size the ratio is no matter: a blank table packs very well.
const RATIO_FROM: u64 = 4 * 1024 * 1024;

const BROKEN: InputError = InputError::Damaged { what: "the zip is broken" };

/// An opened package; it counts what has been unpacked from it.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: usize,
}

impl<'a> Package<'a> {
    /// Opens the zip and finds out what is packed in it.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, InputError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
        Ok(Self { zip, unpacked: 0 })
    }

    /// What is packed, when it is no Word document.
    pub(super) fn stranger(&self) -> Option<InputError> {
        let has = |start: &str| self.zip.file_names_raw().any(|name| name.starts_with(start.as_bytes()));
        if has("word/") {
            None
        } else if has("OFD.xml") {
            Some(InputError::Ofd)
        } else if has("xl/") {
            Some(InputError::Spreadsheet)
        } else if has("ppt/") {
            Some(InputError::Slides)
        } else if has("content.xml") {
            Some(InputError::OpenDocument)
        } else if has("[Content_Types].xml") {
            None
        } else {
            Some(InputError::Archive)
        }
    }

    /// Unpacks one part as text; `None` when the package has no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, InputError> {
        let Some(at) = self.zip.index_for_name_raw(name.as_bytes()) else { return Ok(None) };
        let file = self.zip.by_index(at).map_err(refused)?;
        let limit = MAX_PART.min(MAX_UNPACKED - self.unpacked);
        let packed = file.compressed_size().max(1);
        let mut bytes = Vec::new();
        file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|_| BROKEN)?;
        let size = bytes.len() as u64;
        if bytes.len() > limit || (size > RATIO_FROM && size / packed > MAX_RATIO) {
            return Err(InputError::TooComplex { what: "it unpacks to more than 48 MB" });
        }
        self.unpacked += bytes.len();
        text(bytes).map(Some)
    }
}

fn refused(error: ZipError) -> InputError {
    match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => InputError::Locked,
        ZipError::InvalidPassword => InputError::Locked,
        _ => BROKEN,
    }
}

/// XML is UTF-8 unless it says otherwise; UTF-16 says so with its mark.
fn text(bytes: Vec<u8>) -> Result<String, InputError> {
    let not_text = InputError::Damaged { what: "a part is not Unicode" };
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return text.map(std::borrow::Cow::into_owned).ok_or(not_text);
    }
    String::from_utf8(bytes).map_err(|_| not_text)
}
