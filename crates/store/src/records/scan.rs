//! Reading a register from end to end: of each standing record only the fields that are looked at.

use super::value_of;
use crate::db::{Tx, all};
use crate::error::StoreError;
use chrono::DateTime;
use domain::register::{Field, Record, Register, Value};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

pub(super) const STANDING: &str = "SELECT id, unit_id, sector, state, fields FROM record
     WHERE register = $1 AND id > $2 AND removed_at IS NULL AND merged_into IS NULL ORDER BY id LIMIT $3";

/// The wanted fields of an object of arrays of texts.
struct Wanted<'f>(&'f [&'f Field]);

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = BTreeMap<String, Value>;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = BTreeMap<String, Value>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("texts by field")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = BTreeMap::new();
        // codes of fields have no character that JSON would escape
        while let Some(code) = map.next_key::<&str>()? {
            match self.0.iter().find(|field| field.code == code) {
                Some(field) => {
                    let texts: Vec<String> = map.next_value()?;
                    found.insert(code.to_owned(), value_of(Some(field), &texts));
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(found)
    }
}

impl Tx {
    /// Standing records of a register in the order of their identities, behind one. They carry these fields and no others, and
    /// neither moments nor versions.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn scan_standing(
        &mut self,
        register: &Register,
        fields: &[&Field],
        after: Uuid,
        most: i64,
    ) -> Result<Vec<Record>, StoreError> {
        type Row = (Uuid, Uuid, Option<String>, String, String);
        let rows = all!(self, Row, STANDING, &register.code, after, most)?;
        let read = |(id, unit_id, sector, state, text): Row| {
            let mut json = serde_json::Deserializer::from_str(&text);
            let values = Wanted(fields).deserialize(&mut json).map_err(|e| StoreError::Inconsistent {
                table: "record",
                id: id.to_string(),
                what: format!("fields: {e}"),
            })?;
            Ok(Record {
                id,
                register: register.code.clone(),
                definition: 0,
                unit_id,
                sector,
                state,
                values,
                made_at: DateTime::UNIX_EPOCH,
                made_by: None,
                changed_at: DateTime::UNIX_EPOCH,
                merged_into: None,
                removed_at: None,
                version: 0,
            })
        };
        rows.into_iter().map(read).collect()
    }
}
