//! New records, many at a time: their rows, links, index entries and searched texts. What one record needs goes to the
//! database in one go: each statement by itself would cost as much time on the way as all of them there.

use super::entries::{Entry, entries};
use super::{fields_json, links, search, taken};
use crate::bulk::{columns, insert_rows, row, values};
use crate::db::{Engine, Tx};
use crate::error::StoreError;
use domain::register::{Record, Register};
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};
use uuid::Uuid;

const INTO_RECORD: &str =
    "INSERT INTO record (id, register, definition, unit_id, sector, state, title, record_key, fields,
     made_at, made_by, changed_at, merged_into, removed_at, version)";
const INTO_LINK: &str = "INSERT INTO record_link (to_id, register, field, from_id)";
const POSTGRES_SEARCHED: &str = "INSERT INTO record_search (record_id, register, grams)";
pub(super) const INTO_INDEX: &str = "INSERT INTO record_index (slot, entry, record_id, amount)";

/// Everything of some records on PostgreSQL. A refused row would end the transaction before the holder of the key could be
/// named; so it is passed over, nothing more is written, and the count tells.
const POSTGRES: &str = "WITH kept AS (
        INSERT INTO record (id, register, definition, unit_id, sector, state, title, record_key, fields,
            made_at, made_by, changed_at, merged_into, removed_at, version)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::timestamptz[], $11::uuid[], $12::timestamptz[], $13::uuid[],
            $14::timestamptz[], $15::bigint[])
        ON CONFLICT (register, record_key)
            WHERE record_key IS NOT NULL AND removed_at IS NULL AND merged_into IS NULL DO NOTHING
        RETURNING id
    ), all_kept AS (
        SELECT count(*) = cardinality($1) AS whole FROM kept
    ), linked AS (
        INSERT INTO record_link (to_id, register, field, from_id)
        SELECT * FROM unnest($16::uuid[], $17::text[], $18::text[], $19::uuid[]) WHERE (SELECT whole FROM all_kept)
    ), entered AS (
        INSERT INTO record_index (slot, entry, record_id, amount)
        SELECT * FROM unnest($20::bigint[], $21::bytea[], $22::uuid[], $23::bigint[]) WHERE (SELECT whole FROM all_kept)
    ), searched AS (
        INSERT INTO record_search (record_id, register, grams)
        SELECT * FROM unnest($1::uuid[], $2::text[], $24::text[]) WHERE (SELECT whole FROM all_kept)
    )
    SELECT whole FROM all_kept";

/// To which record, from which register and field, from which record.
pub(super) type LinkRow<'r> = (Uuid, &'r str, String, Uuid);

/// What some records are made of in the tables.
struct Rows<'r> {
    register: &'r Register,
    records: &'r [Record],
    linked: Vec<LinkRow<'r>>,
    entered: Vec<Entry>,
    /// One for each record.
    texts: Vec<String>,
}

impl<'r> Rows<'r> {
    fn of(register: &'r Register, records: &'r [Record]) -> Self {
        let linked = records.iter().flat_map(|record| {
            let row = |(to, field)| (to, record.register.as_str(), field, record.id);
            links(register, record).into_iter().map(row)
        });
        let mut entered: Vec<Entry> = records.iter().flat_map(|record| entries(register, record)).collect();
        // neighbours of the index share its pages
        entered.sort_unstable();
        let texts = records.iter().map(|record| search::grams(register, record)).collect();
        Self { register, records, linked: linked.collect(), entered, texts }
    }
}

/// `of_record!(with!(…), record, register)`: hands the columns of [`INTO_RECORD`] in their order to another macro, behind what
/// stands in its brackets.
macro_rules! of_record {
    ($with:ident!($($before:tt)*), $record:ident, $register:expr) => {
        $with!(
            $($before)* $record =>
            $record.id,
            $record.register.as_str(),
            $record.definition,
            $record.unit_id,
            $record.sector.as_deref(),
            $record.state.as_str(),
            $record.title($register),
            $record.key($register),
            fields_json($record),
            $record.made_at,
            $record.made_by,
            $record.changed_at,
            $record.merged_into,
            $record.removed_at,
            $record.version,
        )
    };
}

async fn on_postgres(tx: &mut Transaction<'static, Postgres>, rows: &Rows<'_>) -> Result<bool, sqlx::Error> {
    let register = rows.register;
    let query = sqlx::query_scalar::<_, bool>(POSTGRES);
    let query = of_record!(columns!(query, rows.records,), record, register);
    let query = columns!(
        query, rows.linked, link => link.0, link.1, link.2.as_str(), link.3,
    );
    let query = columns!(
        query, rows.entered, entry => entry.slot, entry.key.as_slice(), entry.record_id, entry.amount,
    );
    query.bind(&rows.texts).fetch_one(&mut **tx).await
}

/// One record on SQLite: statements one behind the other in one text, of which there are as many as there are numbers of
/// links and entries. The first that is refused is the last that runs.
async fn on_sqlite(tx: &mut Transaction<'static, Sqlite>, rows: &Rows<'_>) -> Result<(), sqlx::Error> {
    let [record] = rows.records else { return Ok(()) };
    let mut statements = vec![values(INTO_RECORD, 15, 1, false)];
    for (into, count) in [(INTO_LINK, rows.linked.len()), (INTO_INDEX, rows.entered.len())] {
        statements.extend((count > 0).then(|| values(into, 4, count, false)));
    }
    statements.extend(search::SQLITE_ADD_ONE.map(str::to_owned));
    let query = sqlx::query(AssertSqlSafe(statements.join("; ")));
    let mut query = of_record!(row!(query,), record, rows.register);
    for (to, register, field, from) in &rows.linked {
        query = query.bind(to).bind(*register).bind(field).bind(from);
    }
    for entry in &rows.entered {
        query = query.bind(entry.slot).bind(&entry.key).bind(entry.record_id).bind(entry.amount);
    }
    let query = query.bind(record.id).bind(&record.register).bind(&rows.texts[0]);
    query.execute(&mut **tx).await.map(|_| ())
}

impl Tx {
    /// Adds records of one register. What finds them is written in the same transaction.
    ///
    /// # Errors
    /// When a key is taken.
    pub async fn insert_records(
        &mut self,
        register: &Register,
        records: &[Record],
    ) -> Result<(), StoreError> {
        self.trail.touched(records.len() as u64);
        self.kept.write_records(records.len() as u64);
        let mut rows = Rows::of(register, records);
        if let Some(aside) = &mut self.aside {
            aside.entries.append(&mut rows.entered);
        }
        match (&mut self.engine, records) {
            (_, []) => Ok(()),
            (Engine::Postgres(tx), _) => match on_postgres(tx, &rows).await? {
                true => Ok(()),
                false => Err(StoreError::KeyTaken { table: "record" }),
            },
            (Engine::Sqlite(tx), [_]) => on_sqlite(tx, &rows).await.map_err(taken),
            (Engine::Sqlite(_), _) => self.insert_many(&rows).await,
        }
    }

    /// Many on SQLite: by as few texts as can be.
    async fn insert_many(&mut self, rows: &Rows<'_>) -> Result<(), StoreError> {
        let register = rows.register;
        of_record!(insert_rows!(self, INTO_RECORD, rows.records,), record, register).map_err(taken)?;
        self.link(&rows.linked).await?;
        self.enter(&rows.entered).await?;
        let ids = rows.records.iter().map(|record| record.id);
        let texts: Vec<(Uuid, &String)> = ids.zip(&rows.texts).collect();
        self.add_grams(&register.code, &texts).await
    }

    /// The searched words of records that have none yet.
    pub(crate) async fn add_searched(
        &mut self,
        register: &Register,
        records: &[Record],
    ) -> Result<(), StoreError> {
        let found: Vec<String> = records.iter().map(|record| search::grams(register, record)).collect();
        let texts: Vec<(Uuid, &String)> = records.iter().map(|record| record.id).zip(&found).collect();
        if self.is_postgres() {
            insert_rows!(self, POSTGRES_SEARCHED, texts, (id, grams) => id, &register.code, *grams)?;
            return Ok(());
        }
        self.add_grams(&register.code, &texts).await
    }

    pub(super) async fn link(&mut self, linked: &[LinkRow<'_>]) -> Result<(), StoreError> {
        insert_rows!(self, INTO_LINK, linked, (to, register, field, from) => to, *register, field, from)?;
        Ok(())
    }

    pub(crate) async fn enter(&mut self, entered: &[Entry]) -> Result<(), StoreError> {
        insert_rows!(
            self, INTO_INDEX, entered, entry =>
            entry.slot, &entry.key, entry.record_id, entry.amount,
        )?;
        Ok(())
    }
}
