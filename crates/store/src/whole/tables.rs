//! What tables there are, as the database itself says.

use crate::db::{Engine, Tx, all};
use crate::error::StoreError;
use std::collections::BTreeMap;

/// Left out: searched words are made again from the records, each engine in its own way; who was signed in signs in again.
const LEFT_OUT: &[&str] = &["_sqlx_migrations", "record_gram", "record_search", "session", "sqlite_"];
/// Files, whose bytes lie elsewhere: the table, its key and the column that held them once.
pub(super) const FILES: (&str, &str, &str) = ("original", "sha256", "bytes");

const SQLITE: &str = "SELECT t.name, c.name, c.type, CAST(c.pk AS BIGINT)
     FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid";
const POSTGRES: &str = "SELECT t.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod),
         COALESCE(array_position(string_to_array(k.indkey::text, ' ')::int[], a.attnum::int), 0)::bigint
     FROM pg_class t
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_index k ON k.indrelid = t.oid AND k.indisprimary
     WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace ORDER BY t.relname, a.attnum";

/// What a column holds, on either engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Uuid,
    Text,
    Moment,
    Day,
    /// Four bytes.
    Small,
    /// Eight bytes.
    Whole,
    Truth,
    Bytes,
}

impl Kind {
    fn parse(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "uuid" => Self::Uuid,
            "text" => Self::Text,
            "timestamptz" | "timestamp with time zone" => Self::Moment,
            "date" => Self::Day,
            "integer" => Self::Small,
            "bigint" => Self::Whole,
            "boolean" => Self::Truth,
            "bytea" | "blob" => Self::Bytes,
            _ => return None,
        })
    }
}

/// A table whose rows are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    pub(super) columns: Vec<(String, Kind)>,
    /// Columns of its primary key, in order.
    key: Vec<String>,
}

impl Table {
    /// Its columns, in the order of the values of a row.
    pub fn columns(&self) -> Vec<&str> {
        self.columns.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Its rows in the order of its key; texts by their bytes, so that both engines give one order.
    pub(super) fn select(&self, is_postgres: bool) -> String {
        let kind = |name: &str| self.columns.iter().find(|(known, _)| known == name).map(|(_, kind)| *kind);
        let by = |name: &String| match kind(name) {
            Some(Kind::Text) if is_postgres => format!("{name} COLLATE \"C\""),
            _ => name.clone(),
        };
        let order: Vec<String> = self.key.iter().map(by).collect();
        format!("SELECT {} FROM {} ORDER BY {}", self.columns().join(", "), self.name, order.join(", "))
    }
}

impl Tx {
    /// The tables whose rows are kept, by name.
    pub(super) async fn tables(&mut self) -> Result<Vec<Table>, StoreError> {
        let sql = if self.is_postgres() { POSTGRES } else { SQLITE };
        let rows = all!(self, (String, String, String, i64), sql)?;
        let mut found: BTreeMap<String, (Table, BTreeMap<i64, String>)> = BTreeMap::new();
        for (name, column, kind, place) in rows {
            if LEFT_OUT.iter().any(|left_out| name.starts_with(left_out)) {
                continue;
            }
            let kind = Kind::parse(&kind).ok_or_else(|| StoreError::Unreadable {
                table: name.clone(),
                what: format!("nothing is known of columns of type {kind}"),
            })?;
            let new =
                || (Table { name: name.clone(), columns: Vec::new(), key: Vec::new() }, BTreeMap::new());
            let (table, key) = found.entry(name.clone()).or_insert_with(new);
            if place > 0 {
                key.insert(place, column.clone());
            }
            if (name.as_str(), column.as_str()) != (FILES.0, FILES.2) {
                table.columns.push((column, kind));
            }
        }
        Ok(found
            .into_values()
            .map(|(table, key)| Table { key: key.into_values().collect(), ..table })
            .collect())
    }

    /// How many rows a table has.
    pub(super) async fn rows_in(&mut self, table: &str) -> Result<i64, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        let (count,): (i64,) = match &mut self.engine {
            Engine::Sqlite(c) => sqlx::query_as(sql).fetch_one(&mut **c).await?,
            Engine::Postgres(c) => sqlx::query_as(sql).fetch_one(&mut **c).await?,
        };
        Ok(count)
    }
}
