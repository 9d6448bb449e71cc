//! Sites 场所: what identifies one, and when two records are probably the same place.

use crate::register::{Format, Place};
use rust_decimal::prelude::ToPrimitive;

/// Whether a text has the form that a field asks for. The text is upper-case and half-width.
pub fn fits(format: Format, text: &str) -> bool {
    match format {
        Format::CreditCode => is_credit_code(text),
        Format::IdentityNumber => is_identity_number(text),
        Format::Phone => is_phone(text),
        Format::RegionCode => matches!(text.len(), 6 | 9 | 12) && is_digits(text),
        Format::Industry => is_industry(text),
        Format::SchoolYear => is_school_year(text),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

// GB 32100-2015 §4: 31 characters without I O S V Z, the weights are powers of 3 modulo 31
const CREDIT: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether a unified social credit code 统一社会信用代码 has the right form and check character. Codes of bodies
/// other than companies begin with A, N or Y and are valid too.
pub fn is_credit_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[2..8].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let mut sum = 0;
    let mut weight = 1;
    for byte in &bytes[..17] {
        let Some(value) = CREDIT.iter().position(|c| c == byte) else { return false };
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    CREDIT[(31 - sum % 31) % 31] == bytes[17]
}

// GB 11643-1999 §4
const IDENTITY_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// Whether an identity number 公民身份号码 has a day of birth that exists and the right check character.
pub fn is_identity_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = bytes.iter().zip(IDENTITY_WEIGHTS).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    let is_day = chrono::NaiveDate::parse_from_str(&text[6..14], "%Y%m%d").is_ok();
    is_day && b"10X98765432"[(sum % 11) as usize] == bytes[17]
}

/// A mobile number, or a fixed one with or without its area code, or a short service number.
fn is_phone(text: &str) -> bool {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | ' ' | '(' | ')')).collect();
    let digits = digits.strip_prefix("+86").unwrap_or(&digits);
    if !is_digits(digits) {
        return false;
    }
    match digits.as_bytes() {
        [b'1', b'3'..=b'9', ..] if digits.len() == 11 => true,
        [b'0', ..] => (10..=12).contains(&digits.len()),
        _ => (5..=8).contains(&digits.len()),
    }
}

// GB/T 4754-2017: a section's letter, and the divisions that belong to it
const SECTIONS: &[(char, u8, u8)] = &[
    ('A', 1, 5),
    ('B', 6, 12),
    ('C', 13, 43),
    ('D', 44, 46),
    ('E', 47, 50),
    ('F', 51, 52),
    ('G', 53, 60),
    ('H', 61, 62),
    ('I', 63, 65),
    ('J', 66, 69),
    ('K', 70, 70),
    ('L', 71, 72),
    ('M', 73, 75),
    ('N', 76, 79),
    ('O', 80, 82),
    ('P', 83, 83),
    ('Q', 84, 85),
    ('R', 86, 90),
    ('S', 91, 96),
    ('T', 97, 97),
];

/// A section (`C`), or a division, group or class with or without its letter (`C26`, `2614`).
fn is_industry(text: &str) -> bool {
    let mut rest = text.chars();
    let letter = rest.next().filter(char::is_ascii_alphabetic);
    let digits = if letter.is_some() { rest.as_str() } else { text };
    let Some(section) = letter else { return division(digits).is_some() };
    let known = SECTIONS.iter().find(|(letter, _, _)| *letter == section);
    match (known, division(digits)) {
        (Some(_), None) => digits.is_empty(),
        (Some((_, first, last)), Some(division)) => (*first..=*last).contains(&division),
        (None, _) => false,
    }
}

fn division(digits: &str) -> Option<u8> {
    if !(2..=4).contains(&digits.len()) || !is_digits(digits) {
        return None;
    }
    digits[..2].parse().ok().filter(|division| (1..=97).contains(division))
}

fn is_school_year(text: &str) -> bool {
    let years = text
        .split_once('-')
        .and_then(|(first, second)| Some((first.parse::<u16>().ok()?, second.parse::<u16>().ok()?)));
    years.is_some_and(|(first, second)| (1990..2200).contains(&first) && second == first + 1)
}

/// What of a site identifies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity<'s> {
    /// Name.
    pub name: &'s str,
    /// Unified social credit code.
    pub credit_code: Option<&'s str>,
    /// Address.
    pub address: Option<&'s str>,
    /// Place.
    pub place: Option<Place>,
}

/// Why two sites are probably one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// 同一信用代码.
    SameCode,
    /// 同名，且地址相同或相距不足百米.
    SameNameAndPlace,
}

/// Two sites of one name are one place when nearer than this, in metres.
const NEAR: f64 = 100.0;

/// Whether two sites are probably one. Two different codes are two bodies, whatever their names.
pub fn likeness(a: &Identity<'_>, b: &Identity<'_>) -> Option<Likeness> {
    if let (Some(a), Some(b)) = (a.credit_code, b.credit_code) {
        return (a == b).then_some(Likeness::SameCode);
    }
    let is_near = match (a.place, b.place) {
        (Some(a), Some(b)) => distance(a, b) < NEAR,
        _ => match (a.address, b.address) {
            (Some(a), Some(b)) => bare(a) == bare(b),
            _ => false,
        },
    };
    (bare(a.name) == bare(b.name) && is_near).then_some(Likeness::SameNameAndPlace)
}

/// Letters and digits alone, in one form: what is left when blanks, brackets and marks differ.
pub fn bare(text: &str) -> String {
    crate::register::plain(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// Metres between two places, on a sphere: at the distances asked for, the difference is millimetres.
pub fn distance(a: Place, b: Place) -> f64 {
    let radians = |degrees: rust_decimal::Decimal| degrees.to_f64().unwrap_or(0.0).to_radians();
    let (lat_a, lat_b) = (radians(a.latitude), radians(b.latitude));
    let half = |x: f64| (x / 2.0).sin().powi(2);
    let h =
        half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half(radians(b.longitude) - radians(a.longitude));
    2.0 * 6_371_008.8 * h.sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn credit_codes_of_every_kind_of_body_are_told_from_wrong_ones() {
        for code in [
            "91110000600037341L",
            "91330100799655058B",
            "9144030071526726XG",
            "914403001922038216",
            "91350582MA2TEXT16N",
            "92350582MA2TEXT24E",
            "11350582003800011J",
            "54350582MJ00000187",
            "N2350582MF00000136",
        ] {
            assert!(is_credit_code(code), "{code}");
        }
        for code in ["91350582003808168X", "91110000600037341I", "9111000060003734", "91110000600037341l", ""]
        {
            assert!(!is_credit_code(code), "{code}");
        }
    }

    #[test]
    fn identity_numbers_need_a_day_that_exists() {
        for number in ["11010519491231002X", "350582190001010019", "350582190001010027"] {
            assert!(is_identity_number(number), "{number}");
        }
        for number in ["350582190002290016", "110105194912310021", "11010519491231002"] {
            assert!(!is_identity_number(number), "{number}");
        }
    }

    #[test]
    fn forms_are_checked() {
        for (format, text, fits_it) in [
            (Format::Phone, "13805950000", true),
            (Format::Phone, "0595-85678901", true),
            (Format::Phone, "12345", true),
            (Format::Phone, "1380595000", false),
            (Format::RegionCode, "350582002000", true),
            (Format::RegionCode, "35058", false),
            (Format::Industry, "C", true),
            (Format::Industry, "C26", true),
            (Format::Industry, "2614", true),
            (Format::Industry, "A26", false),
            (Format::Industry, "U", false),
            (Format::Industry, "98", false),
            (Format::SchoolYear, "2025-2026", true),
            (Format::SchoolYear, "2025-2027", false),
        ] {
            assert_eq!(fits(format, text), fits_it, "{} {text}", format.as_str());
        }
    }

    #[test]
    fn one_code_is_one_site_and_two_codes_are_two() {
        let site =
            |name: &'static str, credit_code, address| Identity { name, credit_code, address, place: None };
        let (a, b) = (Some("91110000600037341L"), Some("91330100799655058B"));
        assert_eq!(likeness(&site("甲厂", a, None), &site("甲公司", a, None)), Some(Likeness::SameCode));
        assert_eq!(likeness(&site("甲厂", a, Some("一路1号")), &site("甲厂", b, Some("一路1号"))), None);
        let same =
            likeness(&site("甲厂（东区）", a, Some("一路1号")), &site("甲厂(东区)", None, Some("一路 1号")));
        assert_eq!(same, Some(Likeness::SameNameAndPlace));
        assert_eq!(
            likeness(&site("甲厂", None, Some("一路1号")), &site("甲厂", None, Some("二路1号"))),
            None
        );
        assert_eq!(likeness(&site("甲厂", None, None), &site("甲厂", None, None)), None);
    }

    #[test]
    fn a_hundred_metres_apart_is_another_place() {
        let place = |latitude: &str| Place {
            longitude: "118.5".parse().expect("a number"),
            latitude: latitude.parse().expect("a number"),
        };
        let site = |latitude| Identity {
            name: "甲厂",
            credit_code: None,
            address: None,
            place: Some(place(latitude)),
        };
        // a thousandth of a degree of latitude is 111.2 m
        assert_eq!(likeness(&site("24.8000"), &site("24.8008")), Some(Likeness::SameNameAndPlace));
        assert_eq!(likeness(&site("24.8000"), &site("24.8010")), None);
    }

    proptest! {
        #[test]
        fn one_wrong_character_breaks_a_credit_code(at in 0_usize..18, with in "[0-9A-HJ-NPQRTUWXY]") {
            let good = "91350582MA2TEXT16N";
            let mut bad: Vec<char> = good.chars().collect();
            bad[at] = with.chars().next().expect("one");
            let bad: String = bad.into_iter().collect();
            prop_assert_eq!(is_credit_code(&bad), bad == good);
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,20}") {
            for format in Format::ALL {
                fits(*format, &text);
            }
        }
    }
}
