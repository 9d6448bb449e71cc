//! Records of registers: their rows, their links, and the entries by which they are found.

pub(crate) mod entries;
pub(crate) mod fit;
mod insert;
mod list;
mod order;
mod scan;
mod search;
mod sight;

pub use entries::{changed_key, core, is_indexed, key as entry_key, slot, text_key};
pub use list::{Counted, Direction, ListQuery, Order, Page, PageRow, Start, Summary, Test, Where};
pub use order::{letter, letter_end};
pub use search::terms;

use crate::bulk::{MOST_LISTED, listed};
use crate::db::{Engine, Tx, all, execute, on, one};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::register::{Field, Record, Register, Value};
use sqlx::{AssertSqlSafe, FromRow};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A record as it is kept; [`RawRecord::read`] gives it its types, once its register is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRecord {
    /// Everything but the values.
    pub record: Record,
    /// Title as it was when written.
    pub title: String,
    texts: BTreeMap<String, Vec<String>>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    register: String,
    definition: i64,
    unit_id: Uuid,
    sector: Option<String>,
    state: String,
    title: String,
    fields: String,
    made_at: DateTime<Utc>,
    made_by: Option<Uuid>,
    changed_at: DateTime<Utc>,
    merged_into: Option<Uuid>,
    removed_at: Option<DateTime<Utc>>,
    version: i64,
}

#[derive(FromRow)]
struct KeyedRow {
    record_key: String,
    #[sqlx(flatten)]
    row: Row,
}

/// A record that links to another.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Link {
    /// Its register.
    pub register: String,
    /// Field that links.
    pub field: String,
    /// The record.
    pub from_id: Uuid,
}

macro_rules! columns {
    () => {
        "id, register, definition, unit_id, sector, state, title, fields, made_at, made_by, changed_at, merged_into, removed_at, version"
    };
}
pub(crate) use columns;

const BY_ID: &str = concat!("SELECT ", columns!(), " FROM record WHERE id = $1");
const BY_KEY: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM record WHERE register = $1 AND record_key = $2 AND removed_at IS NULL AND merged_into IS NULL"
);
// lists of any length have one text on PostgreSQL, and are looked up by the index whatever is known of the table
const BY_IDS: &str = concat!("SELECT ", columns!(), " FROM record WHERE id = ANY($1)");
const BY_KEYS: &str = concat!(
    "SELECT record_key, ",
    columns!(),
    " FROM record WHERE register = $1 AND record_key = ANY($2) AND removed_at IS NULL AND merged_into IS NULL"
);
const LEARN_SIZES: &str = "ANALYZE record, record_index, record_link, record_search";
const UPDATE: &str = "UPDATE record SET definition = $2, unit_id = $3, sector = $4, state = $5, title = $6,
     record_key = $7, fields = $8, changed_at = $9, merged_into = $10, removed_at = $11, version = version + 1
     WHERE id = $1 AND version = $12";
const LINKS_TO: &str = "SELECT register, field, from_id FROM record_link WHERE to_id = $1 ORDER BY register, field, from_id LIMIT $2";
const UNLINK: &str =
    "DELETE FROM record_link WHERE to_id = $1 AND register = $2 AND field = $3 AND from_id = $4";
const UNENTER: &str = "DELETE FROM record_index WHERE slot = $1 AND entry = $2 AND record_id = $3";

pub(crate) const STATEMENTS: &[&str] =
    &[BY_ID, BY_KEY, UPDATE, LINKS_TO, UNLINK, UNENTER, list::BY_ELSE_KEY, list::COUNT_SOME, scan::STANDING];

impl TryFrom<Row> for RawRecord {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let texts = serde_json::from_str(&row.fields).map_err(|e| StoreError::Inconsistent {
            table: "record",
            id: row.id.to_string(),
            what: format!("fields: {e}"),
        })?;
        let Row { id, register, definition, unit_id, sector, state, title, .. } = row;
        let Row { made_at, made_by, changed_at, merged_into, removed_at, version, .. } = row;
        let values = BTreeMap::new();
        let record = Record {
            id,
            register,
            definition,
            unit_id,
            sector,
            state,
            values,
            made_at,
            made_by,
            changed_at,
            merged_into,
            removed_at,
            version,
        };
        Ok(Self { record, title, texts })
    }
}

impl RawRecord {
    /// The values with the types of the register as it is now. What an older definition wrote and this one cannot read
    /// stays readable as text.
    pub fn read(self, register: &Register) -> Record {
        let read = |(code, texts): (String, Vec<String>)| {
            let value = value_of(register.field(&code), &texts);
            (code, value)
        };
        let values = self.texts.into_iter().map(read).collect();
        Record { values, ..self.record }
    }
}

fn value_of(field: Option<&Field>, texts: &[String]) -> Value {
    let value = field.and_then(|field| Value::parse(field, texts).ok().flatten());
    value.unwrap_or_else(|| Value::Text(texts.join("、")))
}

/// Values as the column `fields` keeps them.
fn fields_json(record: &Record) -> String {
    let texts: BTreeMap<&String, Vec<String>> =
        record.values.iter().map(|(code, value)| (code, value.texts())).collect();
    serde_json::to_string(&texts).unwrap_or_default()
}

/// What a record links to: other records, and files.
fn links(register: &Register, record: &Record) -> Vec<(Uuid, String)> {
    if !record.is_standing() {
        return Vec::new();
    }
    let link = |(code, value): (&String, &Value)| -> Vec<(Uuid, String)> {
        match value {
            Value::Reference(id) if is_link(register, code) => vec![(*id, code.clone())],
            Value::Files(hashes) => {
                let mut ids: Vec<Uuid> = hashes.iter().filter_map(|hash| file_id(hash)).collect();
                ids.sort_unstable();
                ids.dedup();
                ids.into_iter().map(|id| (id, code.clone())).collect()
            }
            _ => Vec::new(),
        }
    };
    record.values.iter().flat_map(link).collect()
}

/// The identity under which a file is linked: the first half of its hash.
pub fn file_id(sha256: &str) -> Option<Uuid> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| Uuid::try_parse(&sha256[..32]).ok())?
}

fn taken(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(e) if e.is_unique_violation() => StoreError::KeyTaken { table: "record" },
        _ => error.into(),
    }
}

fn is_link(register: &Register, code: &str) -> bool {
    register.field(code).is_some_and(|f| matches!(f.kind, domain::register::FieldKind::Link { .. }))
}

impl Tx {
    /// A record, standing or not.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn record(&mut self, id: Uuid) -> Result<Option<RawRecord>, StoreError> {
        one!(self, Row, BY_ID, id)?.map(RawRecord::try_from).transpose()
    }

    /// The standing record of a key.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn record_by_key(
        &mut self,
        register: &str,
        key: &str,
    ) -> Result<Option<RawRecord>, StoreError> {
        one!(self, Row, BY_KEY, register, key)?.map(RawRecord::try_from).transpose()
    }

    /// Records by their identities, in no order; those that are not there are left out.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn records(&mut self, ids: &[Uuid]) -> Result<Vec<RawRecord>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(MOST_LISTED) {
            let rows: Vec<Row> = match &mut self.engine {
                Engine::Postgres(c) => sqlx::query_as(BY_IDS).bind(chunk).fetch_all(&mut **c).await?,
                Engine::Sqlite(c) => {
                    let (places, chunk) = listed(chunk, 1, false);
                    let sql =
                        format!(concat!("SELECT ", columns!(), " FROM record WHERE id IN ({})"), places);
                    let mut query = sqlx::query_as(AssertSqlSafe(sql));
                    for id in chunk {
                        query = query.bind(id);
                    }
                    query.fetch_all(&mut **c).await?
                }
            };
            for row in rows {
                found.push(row.try_into()?);
            }
        }
        Ok(found)
    }

    /// Standing records by their keys.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn records_by_keys(
        &mut self,
        register: &str,
        keys: &[String],
    ) -> Result<std::collections::HashMap<String, RawRecord>, StoreError> {
        let mut found = std::collections::HashMap::new();
        for chunk in keys.chunks(MOST_LISTED) {
            let rows: Vec<KeyedRow> = match &mut self.engine {
                Engine::Postgres(c) => {
                    sqlx::query_as(BY_KEYS).bind(register).bind(chunk).fetch_all(&mut **c).await?
                }
                Engine::Sqlite(c) => {
                    let (places, chunk) = listed(chunk, 2, false);
                    let sql = format!(
                        concat!(
                            "SELECT record_key, ",
                            columns!(),
                            " FROM record WHERE register = ? AND removed_at IS NULL AND merged_into IS NULL
                             AND record_key IN ({})"
                        ),
                        places
                    );
                    let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(register);
                    for key in chunk {
                        query = query.bind(key);
                    }
                    query.fetch_all(&mut **c).await?
                }
            };
            for row in rows {
                found.insert(row.record_key, row.row.try_into()?);
            }
        }
        Ok(found)
    }

    /// Has PostgreSQL look how much there is by now, before and after many records come at once: by what it knew of an empty
    /// table it would read all of a full one for each key. It holds nobody up.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn learn_sizes(&mut self) -> Result<(), StoreError> {
        if let Engine::Postgres(c) = &mut self.engine {
            sqlx::query(LEARN_SIZES).execute(&mut **c).await?;
        }
        Ok(())
    }

    /// Records of a register in the order of their identities, from one on, standing or not; of some units when given.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn scan(
        &mut self,
        register: &str,
        units: Option<&[Uuid]>,
        after: Uuid,
        most: i64,
    ) -> Result<Vec<RawRecord>, StoreError> {
        let units = units.unwrap_or_default();
        let places: Vec<String> = (4..4 + units.len()).map(|n| format!("${n}")).collect();
        let within =
            if units.is_empty() { String::new() } else { format!(" AND unit_id IN ({})", places.join(", ")) };
        let sql = format!(
            concat!(
                "SELECT ",
                columns!(),
                " FROM record WHERE register = $1 AND id > $2{} ORDER BY id LIMIT $3"
            ),
            within
        );
        let rows: Vec<Row> = on!(self, c => {
            let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(register).bind(after).bind(most);
            for unit in units {
                query = query.bind(unit);
            }
            query.fetch_all(&mut **c).await?
        });
        rows.into_iter().map(RawRecord::try_from).collect()
    }

    /// Changes a record, unless it was changed since `old` was read.
    ///
    /// # Errors
    /// [`StoreError::Stale`]; or when the new key is taken.
    pub async fn save_record(
        &mut self,
        register: &Register,
        old: &Record,
        new: &Record,
    ) -> Result<(), StoreError> {
        if self.aside.is_some() {
            return Err(StoreError::Loading);
        }
        let touched = execute!(
            self,
            UPDATE,
            new.id,
            new.definition,
            new.unit_id,
            &new.sector,
            &new.state,
            new.title(register),
            new.key(register),
            fields_json(new),
            new.changed_at,
            new.merged_into,
            new.removed_at,
            old.version
        )
        .map_err(taken)?;
        if touched != 1 {
            return Err(StoreError::Stale { table: "record", id: new.id.to_string() });
        }
        self.kept.write_records(1);
        let (before, after) = (links(register, old), links(register, new));
        for (to, field) in before.iter().filter(|link| !after.contains(link)) {
            execute!(self, UNLINK, to, &new.register, field, new.id)?;
        }
        let linked: Vec<insert::LinkRow<'_>> = after
            .iter()
            .filter(|link| !before.contains(link))
            .map(|(to, field)| (*to, new.register.as_str(), field.clone(), new.id))
            .collect();
        self.link(&linked).await?;
        let (before, after) = (entries::entries(register, old), entries::entries(register, new));
        for gone in before.iter().filter(|entry| !after.contains(entry)) {
            execute!(self, UNENTER, gone.slot, &gone.key, gone.record_id)?;
        }
        let added: Vec<entries::Entry> = after.into_iter().filter(|entry| !before.contains(entry)).collect();
        self.enter(&added).await?;
        let grams = search::grams(register, new);
        if grams != search::grams(register, old) {
            self.set_grams(new.id, &grams).await?;
        }
        Ok(())
    }

    /// Who links to a record, at most so many.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn links_to(&mut self, id: Uuid, most: i64) -> Result<Vec<Link>, StoreError> {
        Ok(all!(self, Link, LINKS_TO, id, most)?)
    }
}
