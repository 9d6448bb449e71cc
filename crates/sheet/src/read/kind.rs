//! What kind of file some bytes are, by their content.

use super::package::Package;
use super::text;
use crate::error::SheetError;
use std::borrow::Cow;

/// A kind of file that holds a table, opened as far as needed to tell.
pub(super) enum Kind<'b> {
    Xlsx(Package<'b>),
    Ods(Package<'b>),
    Old,
    Text(Cow<'b, str>),
}

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// How files of other kinds begin.
const OTHERS: &[&[u8]] =
    &[b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"Rar!", b"7z\xBC\xAF", b"{\\rtf", b"\x1F\x8B"];

pub(super) fn of(bytes: &[u8]) -> Result<Kind<'_>, SheetError> {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(SheetError::Empty);
    }
    if bytes.starts_with(ZIP) || bytes.starts_with(b"PK\x05\x06") {
        return of_package(Package::open(bytes)?);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(Kind::Old);
    }
    if OTHERS.iter().any(|begin| bytes.starts_with(begin)) {
        return Err(SheetError::NotASheet);
    }
    let text = text::decode(bytes)?;
    if is_markup(&text) {
        return Err(SheetError::Html);
    }
    Ok(Kind::Text(text))
}

fn of_package(mut package: Package<'_>) -> Result<Kind<'_>, SheetError> {
    if package.beginning("mimetype").starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Kind::Ods(package));
    }
    if package.has_ending("workbook.xml") {
        return Ok(Kind::Xlsx(package));
    }
    // a document, slides, a binary workbook, or any other archive
    Err(SheetError::NotASheet)
}

/// Whether a text is a web page, one with its pictures, or the XML of Excel 2003.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(2000).collect::<String>().to_lowercase();
    let is_page =
        ["<html", "<!doctype", "<table", "<meta", "<head", "<body", "<style", "<div", "<?xml", "<workbook"]
            .iter()
            .any(|begin| start.starts_with(begin));
    is_page || start.starts_with("mime-version:") || (start.starts_with("<!--") && text.contains("<table"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> Option<&'static str> {
        of(bytes).err().map(|error| error.code())
    }

    #[test]
    fn kinds_are_told_by_content() {
        for (bytes, expect) in [
            (&b""[..], Some("sheet.empty")),
            (b" \r\n\0", Some("sheet.empty")),
            (b"<html><table><tr><td>1", Some("sheet.html")),
            (b"\xEF\xBB\xBF \n<?xml version=\"1.0\"?><Workbook>", Some("sheet.html")),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related", Some("sheet.html")),
            (b"%PDF-1.7", Some("sheet.not_a_sheet")),
            (b"\x89PNG\r\n", Some("sheet.not_a_sheet")),
            (b"a\0b", Some("sheet.not_a_sheet")),
            (b"PK\x03\x04 and no more", Some("sheet.broken")),
            (b"a,b\n1,2", None),
        ] {
            assert_eq!(code(bytes), expect, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
