//! A value of a row as JSON, and back.

use super::tables::Kind;
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::Value;
use uuid::Uuid;

/// A value to be bound.
pub(super) enum Cell {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    Moment(Option<DateTime<Utc>>),
    Day(Option<NaiveDate>),
    Small(Option<i32>),
    Whole(Option<i64>),
    Truth(Option<bool>),
    Bytes(Option<Vec<u8>>),
}

impl Cell {
    /// As it stands in an archive.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Uuid(value) => value.map(|value| value.to_string()).into(),
            Self::Text(value) => value.clone().into(),
            Self::Moment(value) => value.map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true)).into(),
            Self::Day(value) => value.map(|day| day.to_string()).into(),
            Self::Small(value) => (*value).into(),
            Self::Whole(value) => (*value).into(),
            Self::Truth(value) => (*value).into(),
            Self::Bytes(value) => value.as_deref().map(hex).into(),
        }
    }

    /// What stands in an archive.
    pub(super) fn read(table: &str, kind: Kind, value: &Value) -> Result<Self, StoreError> {
        let wrong =
            || StoreError::Unreadable { table: table.to_owned(), what: format!("{value} is no {kind:?}") };
        if value.is_null() {
            return Ok(match kind {
                Kind::Uuid => Self::Uuid(None),
                Kind::Text => Self::Text(None),
                Kind::Moment => Self::Moment(None),
                Kind::Day => Self::Day(None),
                Kind::Small => Self::Small(None),
                Kind::Whole => Self::Whole(None),
                Kind::Truth => Self::Truth(None),
                Kind::Bytes => Self::Bytes(None),
            });
        }
        let text = || value.as_str().ok_or_else(wrong);
        Ok(match kind {
            Kind::Uuid => Self::Uuid(Some(text()?.parse().map_err(|_| wrong())?)),
            Kind::Text => Self::Text(Some(text()?.to_owned())),
            Kind::Moment => Self::Moment(Some(text()?.parse().map_err(|_| wrong())?)),
            Kind::Day => Self::Day(Some(text()?.parse().map_err(|_| wrong())?)),
            Kind::Small => {
                Self::Small(Some(value.as_i64().and_then(|n| n.try_into().ok()).ok_or_else(wrong)?))
            }
            Kind::Whole => Self::Whole(Some(value.as_i64().ok_or_else(wrong)?)),
            Kind::Truth => Self::Truth(Some(value.as_bool().ok_or_else(wrong)?)),
            Kind::Bytes => Self::Bytes(Some(unhex(text()?).ok_or_else(wrong)?)),
        })
    }
}

/// The cell of a row at a place: SQLite keeps what it is given, so the kind of the column says how to read it.
macro_rules! cell {
    ($row:expr, $place:expr, $kind:expr) => {
        match $kind {
            Kind::Uuid => Cell::Uuid($row.try_get_unchecked($place)?),
            Kind::Text => Cell::Text($row.try_get_unchecked($place)?),
            Kind::Moment => Cell::Moment($row.try_get_unchecked($place)?),
            Kind::Day => Cell::Day($row.try_get_unchecked($place)?),
            Kind::Small => Cell::Small($row.try_get_unchecked($place)?),
            Kind::Whole => Cell::Whole($row.try_get_unchecked($place)?),
            Kind::Truth => Cell::Truth($row.try_get_unchecked($place)?),
            Kind::Bytes => Cell::Bytes($row.try_get_unchecked($place)?),
        }
    };
}

/// A query with a cell bound to it.
macro_rules! bind {
    ($query:expr, $cell:expr) => {
        match $cell {
            Cell::Uuid(value) => $query.bind(value),
            Cell::Text(value) => $query.bind(value),
            Cell::Moment(value) => $query.bind(value),
            Cell::Day(value) => $query.bind(value),
            Cell::Small(value) => $query.bind(value),
            Cell::Whole(value) => $query.bind(value),
            Cell::Truth(value) => $query.bind(value),
            Cell::Bytes(value) => $query.bind(value),
        }
    };
}

pub(super) use {bind, cell};

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map(|pair| u8::from_str_radix(pair.filter(|pair| pair.len() == 2)?, 16).ok()).collect()
}
