//! What a file is, by its first bytes.

use super::InputError;

/// The sorts of files told apart.
pub(super) enum Kind {
    /// Perhaps a plain text.
    Text,
    /// A packed document.
    Zip,
    /// A PDF.
    Pdf,
    /// Nothing that is read.
    Other(InputError),
}

/// First bytes of the file formats that are refused by name.
const OTHERS: [(&[u8], InputError); 10] = [
    (b"{\\rtf", InputError::RichText),
    (b"\x89PNG\r\n\x1a\n", InputError::Image),
    (b"\xFF\xD8\xFF", InputError::Image),
    (b"GIF87a", InputError::Image),
    (b"GIF89a", InputError::Image),
    (b"II*\0", InputError::Image),
    (b"MM\0*", InputError::Image),
    (b"Rar!\x1a\x07", InputError::Archive),
    (b"7z\xBC\xAF\x27\x1C", InputError::Archive),
    (b"\x1F\x8B\x08", InputError::Archive),
];

/// First words of a web page or of XML, in lower case.
const WEB: &[&str] = &["<!doctype html", "<html", "<?xml", "<head", "<body", "mime-version:"];

/// Looks at the bytes only.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    let start = bytes.trim_ascii_start();
    let head = &bytes[..bytes.len().min(1024)];
    if let Some((_, error)) = OTHERS.into_iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other(error);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        Kind::Zip
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        Kind::Other(compound(bytes))
    } else if start.starts_with(b"%PDF-") || (head.contains(&0) && find(head, b"%PDF-")) {
        Kind::Pdf
    } else if (bytes.starts_with(b"BM") || bytes.starts_with(b"RIFF")) && head.contains(&0) {
        Kind::Other(InputError::Image)
    } else if is_web(start) {
        Kind::Other(InputError::WebPage)
    } else {
        Kind::Text
    }
}

/// A compound file holds the old formats of Word, Excel and PowerPoint, and new documents under a password. The names
/// of its streams, in UTF-16, tell which.
fn compound(bytes: &[u8]) -> InputError {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &name)
    };
    if has("EncryptedPackage") {
        InputError::Locked
    } else if has("WordDocument") {
        InputError::OldWord
    } else if has("PowerPoint Document") {
        InputError::Slides
    } else if has("Workbook") {
        InputError::Spreadsheet
    } else {
        InputError::OldWord
    }
}

fn is_web(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    let start = start.trim_ascii_start();
    WEB.iter().any(|word| start.get(..word.len()).is_some_and(|s| s.eq_ignore_ascii_case(word.as_bytes())))
}

/// Whether the needle, which is short, stands anywhere.
fn find(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
