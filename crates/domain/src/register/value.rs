//! Values 值 of fields: what text becomes one, and the one text that each is kept as.

use super::{Choice, Field, FieldKind, Format};
use crate::site;
use chrono::{Datelike, NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use std::fmt;
use thiserror::Error;
use uuid::Uuid;

/// A place 位置: degrees of CGCS2000, which equals WGS-84 at these scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Degrees east.
    pub longitude: Decimal,
    /// Degrees north.
    pub latitude: Decimal,
}

impl Place {
    /// With longitude and latitude in each other's place.
    pub const fn swapped(self) -> Self {
        Self { longitude: self.latitude, latitude: self.longitude }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", self.longitude, self.latitude)
    }
}

/// What a field of a record holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, or the name of a person.
    Text(String),
    /// Number or money.
    Number(Decimal),
    /// Day.
    Date(NaiveDate),
    /// Yes or no.
    Flag(bool),
    /// Codes of what was chosen, in the order of the options.
    Choices(Vec<String>),
    /// A unit or a record.
    Reference(Uuid),
    /// Hashes of files.
    Files(Vec<String>),
    /// Place.
    Place(Place),
}

/// Why a text is no value of its field.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum ValueProblem {
    /// Longer than the field takes.
    #[error("longer than {max} characters")]
    TooLong {
        /// Limit.
        max: usize,
    },
    /// Not a number.
    #[error("not a number")]
    NotANumber,
    /// More decimals than the field takes.
    #[error("more than {decimals} digits after the point")]
    TooFine {
        /// Limit.
        decimals: u32,
    },
    /// Below the smallest or above the largest.
    #[error("out of bounds")]
    OutOfBounds {
        /// Smallest.
        min: Option<Decimal>,
        /// Largest.
        max: Option<Decimal>,
    },
    /// Not a day.
    #[error("not a day")]
    NotADay,
    /// Not a time of day.
    #[error("not a time of day")]
    NotATime,
    /// Neither yes nor no.
    #[error("neither yes nor no")]
    NotAFlag,
    /// None of the options.
    #[error("none of the options")]
    NoSuchChoice,
    /// Several where one is asked for, or more files than allowed.
    #[error("too many")]
    TooMany {
        /// Limit.
        max: usize,
    },
    /// Neither the name nor the identity of anything known.
    #[error("nothing of this name is known")]
    Unknown,
    /// The name fits more than one.
    #[error("the name fits more than one")]
    Ambiguous,
    /// A check digit or form is wrong.
    #[error("not a valid {}", .0.as_str())]
    BadFormat(Format),
    /// Not a pair of degrees.
    #[error("not a place")]
    NotAPlace,
    /// Latitude stands before longitude.
    #[error("latitude stands before longitude")]
    Swapped {
        /// As it should be.
        right: Place,
    },
    /// Not the hash of a stored file.
    #[error("not a stored file")]
    NotAFile,
}

/// Text as people type it, cleaned: full-width forms of digits, letters and signs become plain, blanks at the ends go.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_owned();
    }
    let narrow = |c: char| match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    };
    text.chars().map(narrow).collect::<String>().trim().to_owned()
}

/// A day in any of the forms that sheets hold: 2020-12-25, 2020.12.25, 2020/12/25, 2020年12月25日, 20201225.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    // as it is kept and as most sheets write it
    if let [y, _, _, _, b'-', m, n, b'-', d, e] = text.as_bytes()
        && [y, m, n, d, e].iter().all(|digit| digit.is_ascii_digit())
        && let Ok(day) = text.parse::<NaiveDate>()
    {
        return (1900..2200).contains(&day.year()).then_some(day);
    }
    let text = plain(text);
    // a day with a time of day is that day
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let is_form =
        text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | '年' | '月' | '日' | '号'));
    let number = |part: &str| part.parse::<u32>().ok();
    let (year, month, day) = match parts.as_slice() {
        [whole] if whole.len() == 8 && is_form => {
            (number(&whole[..4])?, number(&whole[4..6])?, number(&whole[6..])?)
        }
        [year, month, day] if is_form && year.len() == 4 => (number(year)?, number(month)?, number(day)?),
        _ => return None,
    };
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    (1900..2200).contains(&day.year()).then_some(day)
}

/// A time of day in any of the forms that people write: 8:30, 08：30, 0830, 8点30分, 8时, 14:35:20. Seconds are let go.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = plain(text);
    let is_form = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '点' | '时' | '分' | '秒'));
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<u32>().ok();
    let (hour, minute) = match parts.as_slice() {
        [whole] if whole.len() == 4 => (number(&whole[..2])?, number(&whole[2..])?),
        [hour] if text.ends_with(['点', '时']) => (number(hour)?, 0),
        [hour, minute] | [hour, minute, _] => (number(hour)?, number(minute)?),
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, 0).filter(|_| is_form)
}

impl Value {
    /// Reads one text for a field. Names of units and records are resolved by the caller before, since only a store
    /// knows them: here a reference is an identity.
    ///
    /// # Errors
    /// See [`ValueProblem`].
    pub fn parse(field: &Field, texts: &[String]) -> Result<Option<Self>, ValueProblem> {
        let texts: Vec<&String> = texts.iter().filter(|text| !text.trim().is_empty()).collect();
        let Some(first) = texts.first() else { return Ok(None) };
        let many = match &field.kind {
            FieldKind::Choice { options, is_multiple } => Some(choices(options, *is_multiple, &texts)?),
            FieldKind::Files { max } => Some(files(*max, &texts)?),
            _ => None,
        };
        if let Some(value) = many {
            return Ok(Some(value));
        }
        if texts.len() > 1 {
            return Err(ValueProblem::TooMany { max: 1 });
        }
        one(&field.kind, first).map(Some)
    }

    /// The texts that it is kept as, and from which [`Value::parse`] gives it back.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text.clone()],
            Self::Number(number) => vec![number.to_string()],
            Self::Date(day) => vec![day.to_string()],
            Self::Flag(is) => vec![if *is { "true" } else { "false" }.to_owned()],
            Self::Choices(many) | Self::Files(many) => many.clone(),
            Self::Reference(id) => vec![id.to_string()],
            Self::Place(place) => vec![place.to_string()],
        }
    }
}

fn one(kind: &FieldKind, text: &str) -> Result<Value, ValueProblem> {
    match kind {
        FieldKind::Text { max, format } => text_value(text, *max, *format),
        FieldKind::Person => text_value(text, 60, None),
        FieldKind::Number { decimals, min, max, .. } => number(text, *decimals, *min, *max),
        FieldKind::Money { .. } => number(text, 2, Some(Decimal::ZERO), None),
        FieldKind::Date => parse_day(text).map(Value::Date).ok_or(ValueProblem::NotADay),
        FieldKind::Time => {
            let time = parse_time(text).ok_or(ValueProblem::NotATime)?;
            Ok(Value::Text(time.format("%H:%M").to_string()))
        }
        FieldKind::Flag => flag(text),
        FieldKind::Unit { .. } | FieldKind::Link { .. } => {
            plain(text).parse().map(Value::Reference).map_err(|_| ValueProblem::Unknown)
        }
        FieldKind::Place => place(text),
        FieldKind::Choice { .. } | FieldKind::Files { .. } => Err(ValueProblem::NoSuchChoice),
    }
}

fn text_value(text: &str, max: usize, format: Option<Format>) -> Result<Value, ValueProblem> {
    // what has a form is cleaned, free text only trimmed: a full-width bracket in a name is part of it
    let text = match format {
        Some(_) => plain(text).to_ascii_uppercase(),
        None => text.trim().to_owned(),
    };
    if text.chars().count() > max {
        return Err(ValueProblem::TooLong { max });
    }
    match format {
        Some(format) if !site::fits(format, &text) => Err(ValueProblem::BadFormat(format)),
        _ => Ok(Value::Text(text)),
    }
}

fn number(
    text: &str,
    decimals: u32,
    min: Option<Decimal>,
    max: Option<Decimal>,
) -> Result<Value, ValueProblem> {
    let text = plain(text).replace([',', ' '], "");
    let value: Decimal = text.parse().map_err(|_| ValueProblem::NotANumber)?;
    let value = value.normalize();
    if value.scale() > decimals {
        return Err(ValueProblem::TooFine { decimals });
    }
    if min.is_some_and(|min| value < min) || max.is_some_and(|max| value > max) || value.abs() > LARGEST {
        return Err(ValueProblem::OutOfBounds { min, max });
    }
    Ok(Value::Number(value))
}

/// Numbers are kept sortable in 64 bits with six decimals; no count of a province comes near.
const LARGEST: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

fn flag(text: &str) -> Result<Value, ValueProblem> {
    match plain(text).to_lowercase().as_str() {
        "true" | "1" | "是" | "有" | "√" | "yes" | "y" => Ok(Value::Flag(true)),
        "false" | "0" | "否" | "无" | "×" | "no" | "n" => Ok(Value::Flag(false)),
        _ => Err(ValueProblem::NotAFlag),
    }
}

fn choices(options: &[Choice], is_multiple: bool, texts: &[&String]) -> Result<Value, ValueProblem> {
    let between = |c: char| matches!(c, '、' | ',' | '，' | ';' | '；' | '/' | '\n');
    let mut chosen = Vec::new();
    for text in texts {
        // a whole text that is an option wins over one cut at its marks
        let whole = find(options, text);
        let parts: Vec<&str> = match whole {
            Some(_) => vec![text.as_str()],
            None => text.split(between).filter(|part| !part.trim().is_empty()).collect(),
        };
        for part in parts {
            let at = find(options, part).ok_or(ValueProblem::NoSuchChoice)?;
            if !chosen.contains(&at) {
                chosen.push(at);
            }
        }
    }
    if chosen.len() > 1 && !is_multiple {
        return Err(ValueProblem::TooMany { max: 1 });
    }
    chosen.sort_unstable();
    Ok(Value::Choices(chosen.into_iter().map(|at| options[at].code.clone()).collect()))
}

fn find(options: &[Choice], text: &str) -> Option<usize> {
    let text = plain(text);
    let is = |option: &Choice| {
        option.code == text || plain(&option.name.zh) == text || option.name.en.eq_ignore_ascii_case(&text)
    };
    options.iter().position(is)
}

fn files(max: usize, texts: &[&String]) -> Result<Value, ValueProblem> {
    let is_hash = |text: &&String| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if texts.len() > max {
        return Err(ValueProblem::TooMany { max });
    }
    if !texts.iter().all(is_hash) {
        return Err(ValueProblem::NotAFile);
    }
    Ok(Value::Files(texts.iter().map(|text| text.to_ascii_lowercase()).collect()))
}

fn place(text: &str) -> Result<Value, ValueProblem> {
    let text = plain(text);
    let (first, second) = text.split_once([',', ' ', '，']).ok_or(ValueProblem::NotAPlace)?;
    let degrees = |text: &str, max: i64| {
        let value: Decimal = text.trim().parse().ok()?;
        (value.abs() <= Decimal::from(max)).then(|| value.round_dp(6).normalize())
    };
    let read = |east: &str, north: &str| {
        Some(Place { longitude: degrees(east, 180)?, latitude: degrees(north, 90)? })
    };
    match (read(first, second), read(second, first)) {
        (Some(place), _) => Ok(Value::Place(place)),
        // no latitude goes beyond 90°: this can be meant only the other way round
        (None, Some(right)) => Err(ValueProblem::Swapped { right }),
        (None, None) => Err(ValueProblem::NotAPlace),
    }
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
