//! Plain text: UTF-8 with or without its mark, UTF-16 with its mark, or GB18030.

use super::InputError;

/// Reads a plain text.
pub(super) fn read(bytes: &[u8]) -> Result<String, InputError> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return utf16(bytes);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError::Empty);
    }
    // no text of these encodings holds a zero byte; every packed or scanned document does
    if bytes.contains(&0) {
        return Err(InputError::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(InputError::Encoding)
}

/// The Unicode of Windows Notepad.
fn utf16(bytes: &[u8]) -> Result<String, InputError> {
    let (mark, body) = bytes.split_at(2);
    let encoding = if mark == b"\xFF\xFE" { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
    let text = encoding.decode_without_bom_handling_and_without_replacement(body);
    let text = text.ok_or(InputError::Encoding)?;
    if text.contains('\0') {
        return Err(InputError::Binary);
    }
    if text.trim().is_empty() {
        return Err(InputError::Empty);
    }
    Ok(text.into_owned())
}
