//! An empty database that is filled with everything another one held, in one transaction.

use super::cell::{Cell, bind};
use super::tables::{FILES, Table};
use crate::bulk::{parts, values};
use crate::db::{Db, Engine, Tx, execute, on};
use crate::error::StoreError;
use domain::register::Register;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Records whose searched words are made at once.
const PAGE: i64 = 1000;

const CONSTRAINTS: &str = "SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace";
/// A record whose register is gone is found by no search, and its words can still be changed.
const SQLITE_UNSEARCHED: &str = "INSERT INTO record_search (record_id, register)
     SELECT r.id, r.register FROM record r WHERE NOT EXISTS (SELECT 1 FROM record_search s WHERE s.record_id = r.id)";
const POSTGRES_UNSEARCHED: &str = "INSERT INTO record_search (record_id, register, grams)
     SELECT r.id, r.register, '' FROM record r
     WHERE NOT EXISTS (SELECT 1 FROM record_search s WHERE s.record_id = r.id)";

/// A database on its way from empty to full. Dropped before it is finished, it leaves nothing behind.
pub struct Filling {
    tx: Tx,
    tables: Vec<Table>,
    /// References of PostgreSQL, taken off while rows come in an order of their own: table, name, text.
    constraints: Vec<(String, String, String)>,
}

impl Filling {
    /// Begins, in a database of the present schema.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] when anything is kept there.
    pub async fn begin(db: &Db) -> Result<Self, StoreError> {
        let mut tx = db.write().await?;
        let tables = tx.tables().await?;
        for table in &tables {
            if tx.rows_in(&table.name).await? > 0 {
                return Err(StoreError::NotEmpty { table: table.name.clone() });
            }
        }
        let mut constraints = Vec::new();
        match &mut tx.engine {
            Engine::Sqlite(c) => {
                sqlx::query("PRAGMA defer_foreign_keys = ON").execute(&mut **c).await?;
            }
            Engine::Postgres(c) => {
                constraints = sqlx::query_as(CONSTRAINTS).fetch_all(&mut **c).await?;
                for (table, name, _) in &constraints {
                    let sql = format!("ALTER TABLE {table} DROP CONSTRAINT \"{name}\"");
                    sqlx::query(AssertSqlSafe(sql)).execute(&mut **c).await?;
                }
            }
        }
        Ok(Self { tx, tables, constraints })
    }

    /// The tables that can be filled, by name.
    pub fn tables(&self) -> Vec<Table> {
        self.tables.clone()
    }

    /// Adds rows of a table, their values in the order of its columns.
    ///
    /// # Errors
    /// When a value is none of its column, or the database refuses a row.
    pub async fn add(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<(), StoreError> {
        let mut columns = table.columns().join(", ");
        let mut width = table.columns.len();
        if table.name == FILES.0 {
            // its bytes lie elsewhere
            columns = format!("{columns}, {}", FILES.2);
            width += 1;
        }
        let into = format!("INSERT INTO {} ({columns})", table.name);
        let mut rest = rows;
        for part in parts(rows.len(), width) {
            let (chunk, others) = rest.split_at(part);
            rest = others;
            let sql = values(&into, width, part, self.tx.is_postgres());
            let mut cells = Vec::with_capacity(part * width);
            for row in chunk {
                if row.len() != table.columns.len() {
                    let what = format!("a row has {} values for {} columns", row.len(), table.columns.len());
                    return Err(StoreError::Unreadable { table: table.name.clone(), what });
                }
                for ((_, kind), value) in table.columns.iter().zip(row) {
                    cells.push(Cell::read(&table.name, *kind, value)?);
                }
                if table.name == FILES.0 {
                    cells.push(Cell::Bytes(Some(Vec::new())));
                }
            }
            on!(self.tx, c => {
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for cell in cells {
                    query = bind!(query, cell);
                }
                query.execute(&mut **c).await?;
            });
        }
        Ok(())
    }

    /// Makes the searched words of each record again, then hands out the transaction for what is left to say in it.
    ///
    /// # Errors
    /// When a row names another that is not there.
    pub async fn complete(mut self, registers: &[Register]) -> Result<Tx, StoreError> {
        for register in registers {
            let mut after = Uuid::nil();
            loop {
                let page = self.tx.scan(&register.code, None, after, PAGE).await?;
                let records: Vec<_> = page.into_iter().map(|raw| raw.read(register)).collect();
                let Some(last) = records.last() else { break };
                after = last.id;
                self.tx.add_searched(register, &records).await?;
            }
        }
        let unsearched = if self.tx.is_postgres() { POSTGRES_UNSEARCHED } else { SQLITE_UNSEARCHED };
        execute!(&mut self.tx, unsearched)?;
        if let Engine::Postgres(c) = &mut self.tx.engine {
            for (table, name, text) in &self.constraints {
                let sql = format!("ALTER TABLE {table} ADD CONSTRAINT \"{name}\" {text}");
                sqlx::query(AssertSqlSafe(sql)).execute(&mut **c).await?;
            }
        }
        Ok(self.tx)
    }

    /// The transaction, to ask what was filled in.
    pub const fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }
}
