//! How much a PDF will take up once it is opened, told from its bytes beforehand: the library keeps every object.

use crate::input::InputError;

/// Words and signs of a file; each becomes an object of some hundred bytes.
const MAX_WORDS: usize = 3_000_000;
/// Objects that are packed together, unpacked.
const MAX_PACKED: usize = 16 * 1024 * 1024;
/// Streams of packed objects; some hundred objects are packed in each.
const MAX_STREAMS: usize = 256;
const LONGEST_NAME: usize = 40;

/// The bytes that one stream of packed objects may unpack to.
///
/// # Errors
/// When the file has too many objects for a notice.
pub(super) fn limit(bytes: &[u8]) -> Result<usize, InputError> {
    let (mut words, mut streams) = (0, 0);
    let mut was_blank = true;
    for (at, byte) in bytes.iter().enumerate() {
        let is_blank = matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ');
        if matches!(byte, b'/' | b'[' | b'<' | b'(') || (was_blank && !is_blank) {
            words += 1;
        }
        if *byte == b'/' && is_packed_type(&bytes[at + 1..]) {
            streams += 1;
        }
        was_blank = is_blank;
    }
    if words > MAX_WORDS || streams > MAX_STREAMS {
        return Err(InputError::TooComplex { what: "the PDF has too many objects" });
    }
    Ok(MAX_PACKED / streams.max(2))
}

/// Whether the name is that of packed objects; any letter of a name may be written as `#4F`.
fn is_packed_type(name: &[u8]) -> bool {
    let mut rest = &name[..name.len().min(LONGEST_NAME)];
    for expect in b"ObjStm" {
        let Some((first, after)) = rest.split_first() else { return false };
        let (letter, after) = match (first, after) {
            (b'#', [high, low, after @ ..]) => (hex(*high, *low), after),
            _ => (Some(*first), after),
        };
        if letter != Some(*expect) {
            return false;
        }
        rest = after;
    }
    true
}

fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? * 16 + digit(low)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_packed_objects_share_one_limit_however_their_type_is_written() {
        assert_eq!(limit(b""), Ok(MAX_PACKED / 2));
        assert_eq!(limit(&b"/Type /ObjStm ".repeat(4)), Ok(MAX_PACKED / 4));
        assert_eq!(limit(&b"/Type /#4fbj#53tm ".repeat(8)), Ok(MAX_PACKED / 8));
        assert!(limit(&b"/ObjStm ".repeat(MAX_STREAMS)).is_ok());
        assert!(limit(&b"/ObjStm ".repeat(MAX_STREAMS + 1)).is_err());
    }

    #[test]
    fn a_file_of_objects_only_is_refused() {
        assert!(limit(&b"0 ".repeat(MAX_WORDS)).is_ok());
        assert!(limit(&b"0 ".repeat(MAX_WORDS + 1)).is_err());
        assert!(limit(&b"[".repeat(MAX_WORDS + 1)).is_err());
    }
}
