//! From the codes of a text string to characters and widths (ISO 32000-1 §9.6 to §9.10).

use super::document::Budget;
use super::names;
use crate::input::InputError;
use hayro_cmap::{BfString, CMap, CMapName, CharacterCollection, CidFamily, WritingMode, load_embedded};
use lopdf::{Dictionary, Document, Object};

/// A sign that a string draws.
pub(super) struct Sign {
    /// Its character or characters; empty when the font does not say.
    pub text: String,
    /// How far it moves on, in thousandths of the font size; down in a vertical font.
    pub advance: f64,
    /// A single-byte blank, which word spacing widens.
    pub is_blank: bool,
}

/// A font as far as reading needs it.
pub(super) struct Font {
    to_unicode: Option<CMap>,
    codes: Codes,
    pub is_vertical: bool,
}

enum Codes {
    /// One byte, one sign.
    Simple { characters: Vec<Option<char>>, widths: Vec<f64> },
    /// A CMap cuts the string into codes.
    Composite { encoding: Box<CMap>, by_cid: Option<Box<CMap>>, widths: Widths },
}

struct Widths {
    /// First and last sign, and their width; sorted.
    ranges: Vec<(u32, u32, f64)>,
    default: f64,
}

impl Widths {
    fn of(&self, cid: u32) -> f64 {
        let after = self.ranges.partition_point(|(first, _, _)| *first <= cid);
        let range = after.checked_sub(1).map(|at| self.ranges[at]);
        range.filter(|(_, last, _)| cid <= *last).map_or(self.default, |(_, _, width)| width)
    }
}

impl Font {
    /// Reads a font dictionary; one that is broken draws signs without characters.
    pub(super) fn read(
        document: &Document,
        font: &Dictionary,
        budget: &mut Budget,
    ) -> Result<Self, InputError> {
        let to_unicode = match font.get_deref(b"ToUnicode", document) {
            Ok(Object::Stream(stream)) => CMap::parse(&budget.unpack(stream)?, load_embedded),
            _ => None,
        };
        let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let codes = if is_composite { composite(document, font, budget)? } else { simple(document, font) };
        let is_vertical = match &codes {
            Codes::Composite { encoding, .. } => {
                encoding.metadata().writing_mode == Some(WritingMode::Vertical)
            }
            Codes::Simple { .. } => false,
        };
        Ok(Self { to_unicode, codes, is_vertical })
    }

    /// Cuts a string into its signs.
    pub(super) fn signs(
        &self,
        string: &[u8],
        mut each: impl FnMut(Sign) -> Result<(), InputError>,
    ) -> Result<(), InputError> {
        match &self.codes {
            Codes::Simple { characters, widths } => {
                for byte in string {
                    let at = usize::from(*byte);
                    let own = || characters[at].map(String::from);
                    let text = self.mapped(u32::from(*byte)).or_else(own).unwrap_or_default();
                    each(Sign { text, advance: widths[at], is_blank: *byte == b' ' })?;
                }
            }
            Codes::Composite { encoding, by_cid, widths } => {
                let mut rest = string;
                while !rest.is_empty() {
                    let (code, length) = next_code(encoding, rest);
                    let cid = encoding.lookup_cid_code(code, u8::try_from(length).unwrap_or(1)).unwrap_or(0);
                    let by_cid = || by_cid.as_ref()?.lookup_bf_string(cid).map(characters_of);
                    let text = self.mapped(code).or_else(by_cid).unwrap_or_default();
                    let advance = if self.is_vertical { -1000.0 } else { widths.of(cid) };
                    each(Sign { text, advance, is_blank: length == 1 && code == 32 })?;
                    rest = &rest[length..];
                }
            }
        }
        Ok(())
    }

    fn mapped(&self, code: u32) -> Option<String> {
        let text = characters_of(self.to_unicode.as_ref()?.lookup_bf_string(code)?);
        // some writers map what they do not know to zero
        (!text.contains(['\0', '\u{FFFD}'])).then_some(text)
    }
}

fn characters_of(found: BfString) -> String {
    match found {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    }
}

/// The shortest code that the encoding knows; one byte when it knows none.
fn next_code(encoding: &CMap, bytes: &[u8]) -> (u32, usize) {
    let mut code = 0;
    for (length, byte) in (1..=4).zip(bytes) {
        code = code << 8 | u32::from(*byte);
        if encoding.lookup_cid_code(code, length).is_some() {
            return (code, usize::from(length));
        }
    }
    (0, 1)
}

fn simple(document: &Document, font: &Dictionary) -> Codes {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let base = encoding.and_then(|encoding| match encoding {
        Object::Name(name) => Some(name.as_slice()),
        Object::Dictionary(own) => own.get(b"BaseEncoding").and_then(Object::as_name).ok(),
        _ => None,
    });
    let table =
        if base == Some(b"MacRomanEncoding") { encoding_rs::MACINTOSH } else { encoding_rs::WINDOWS_1252 };
    let mut characters: Vec<Option<char>> = (0..=u8::MAX)
        .map(|byte| table.decode_without_bom_handling(&[byte]).0.chars().next().filter(|c| !c.is_control()))
        .collect();
    let differences = encoding.and_then(|encoding| {
        encoding.as_dict().ok()?.get_deref(b"Differences", document).ok()?.as_array().ok()
    });
    let mut at = 0;
    for entry in differences.into_iter().flatten() {
        match entry {
            Object::Integer(code) => at = usize::try_from(*code).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(character) = characters.get_mut(at) {
                    *character = names::character(&String::from_utf8_lossy(name));
                }
                at = at.saturating_add(1);
            }
            _ => {}
        }
    }
    Codes::Simple { characters, widths: simple_widths(document, font) }
}

fn simple_widths(document: &Document, font: &Dictionary) -> Vec<f64> {
    // half of the size is the width of the digits of most fonts
    let mut widths = vec![500.0; 256];
    let first = font
        .get(b"FirstChar")
        .and_then(Object::as_i64)
        .ok()
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(0);
    // a Type 3 font counts its widths in units of its own
    let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
    let unit = matrix.and_then(|m| number(m.first()?)).map_or(1.0, |scale| scale * 1000.0);
    if let Ok(given) = font.get_deref(b"Widths", document).and_then(Object::as_array) {
        for (width, value) in widths.iter_mut().skip(first).zip(given) {
            let value = document.dereference(value).ok().and_then(|(_, value)| number(value));
            *width = value.map_or(*width, |value| value * unit);
        }
    }
    widths
}

fn composite(document: &Document, font: &Dictionary, budget: &mut Budget) -> Result<Codes, InputError> {
    let encoding = match font.get_deref(b"Encoding", document) {
        Ok(Object::Name(name)) => match CMapName::from_bytes(name) {
            CMapName::IdentityH => None,
            CMapName::IdentityV => Some(CMap::identity_v()),
            known => load_embedded(known).and_then(|data| CMap::parse(data, load_embedded)),
        },
        Ok(Object::Stream(stream)) => CMap::parse(&budget.unpack(stream)?, load_embedded),
        _ => None,
    };
    let encoding = encoding.unwrap_or_else(CMap::identity_h);
    let descendant = font
        .get_deref(b"DescendantFonts", document)
        .and_then(Object::as_array)
        .ok()
        .and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
    let said = encoding
        .metadata()
        .character_collection
        .clone()
        .filter(|said| said.family != CidFamily::AdobeIdentity);
    let collection = said.or_else(|| collection(document, descendant?));
    let by_cid = collection
        .and_then(|collection| load_embedded(collection.family.ucs2_cmap()?))
        .and_then(|data| CMap::parse(data, load_embedded));
    let widths = composite_widths(document, descendant);
    Ok(Codes::Composite { encoding: Box::new(encoding), by_cid: by_cid.map(Box::new), widths })
}

/// The character set that the signs of the font are numbered in.
fn collection(document: &Document, font: &Dictionary) -> Option<CharacterCollection> {
    let info = font.get_deref(b"CIDSystemInfo", document).ok()?.as_dict().ok()?;
    let word = |name: &[u8]| info.get_deref(name, document).ok()?.as_str().ok();
    let family = CidFamily::from_registry_ordering(word(b"Registry")?, word(b"Ordering")?);
    Some(CharacterCollection { family, supplement: 0 })
}

/// `first [w w w]` and `first last w`, mixed.
fn composite_widths(document: &Document, font: Option<&Dictionary>) -> Widths {
    let default = font.and_then(|font| number(font.get_deref(b"DW", document).ok()?)).unwrap_or(1000.0);
    let mut ranges = Vec::new();
    let given = font.and_then(|font| font.get_deref(b"W", document).ok()?.as_array().ok());
    let mut entries = given
        .into_iter()
        .flatten()
        .filter_map(|entry| document.dereference(entry).ok().map(|(_, entry)| entry));
    while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
        let Some(first) = code(first) else { break };
        match second {
            Object::Array(widths) => {
                ranges.extend(
                    (first..).zip(widths).filter_map(|(cid, width)| Some((cid, cid, number(width)?))),
                );
            }
            last => {
                let (Some(last), Some(width)) = (code(last), entries.next().and_then(number)) else { break };
                ranges.push((first, last, width));
            }
        }
    }
    ranges.sort_by_key(|(first, _, _)| *first);
    Widths { ranges, default }
}

fn code(object: &Object) -> Option<u32> {
    u32::try_from(object.as_i64().ok()?).ok()
}

/// A number that can be computed with.
pub(super) fn number(object: &Object) -> Option<f64> {
    let value = match object {
        #[allow(clippy::cast_precision_loss, reason = "places on a page are small")]
        Object::Integer(value) => *value as f64,
        Object::Real(value) => f64::from(*value),
        _ => return None,
    };
    (value.abs() < 1e7).then_some(value)
}
