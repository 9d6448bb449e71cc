//! Bytes of a file to the text of an official document. Plain text so far.

/// Larger files are refused: no notice comes near, and everything read is held in memory.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Why a file cannot be read, and what to do.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InputError {
    /// Nothing in it.
    #[error("the file is empty; choose the file that holds the notice")]
    Empty,
    /// Over [`MAX_BYTES`].
    #[error("the file has {bytes} bytes, more than the {MAX_BYTES} allowed; save it without pictures")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Neither text nor a known document.
    #[error("the file is not a text; save the notice as plain text (.txt)")]
    Binary,
    /// A text that is neither UTF-8 nor GB18030.
    #[error("the text is neither UTF-8 nor GB18030; save it as UTF-8")]
    Encoding,
}

impl InputError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "input.empty",
            Self::TooLarge { .. } => "input.too_large",
            Self::Binary => "input.binary",
            Self::Encoding => "input.encoding",
        }
    }
}

/// Reads a plain text: UTF-8 with or without its mark, or GB18030.
///
/// # Errors
/// See [`InputError`]; each says what to do.
pub fn read(bytes: &[u8]) -> Result<String, InputError> {
    if bytes.len() > MAX_BYTES {
        return Err(InputError::TooLarge { bytes: bytes.len() });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError::Empty);
    }
    // no text of either encoding holds a zero byte; every packed or scanned document does
    if bytes.contains(&0) {
        return Err(InputError::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(InputError::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_text_is_read_from_every_encoding() {
        let text = "一、安全生产〔2026〕";
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        assert_eq!(read(text.as_bytes()).as_deref(), Ok(text));
        assert_eq!(read(format!("\u{feff}{text}").as_bytes()).as_deref(), Ok(text));
        assert_eq!(read(&gb).as_deref(), Ok(text));
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_code() {
        assert_eq!(read(b"").map_err(|e| e.code()), Err("input.empty"));
        assert_eq!(read(b" \r\n").map_err(|e| e.code()), Err("input.empty"));
        assert_eq!(read(b"PK\x03\x04\x00\x00").map_err(|e| e.code()), Err("input.binary"));
        assert_eq!(read(&[0xFF, 0xFF, 0xFF]).map_err(|e| e.code()), Err("input.encoding"));
        assert_eq!(read(&vec![b'a'; MAX_BYTES + 1]).map_err(|e| e.code()), Err("input.too_large"));
        assert!(read(&vec![b'a'; MAX_BYTES]).is_ok());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            if let Ok(text) = read(&bytes) {
                crate::parse(&text);
            }
        }
    }
}
