//! Everything as it was at one moment, read while others go on writing.

use super::cell::{Cell, cell};
use super::tables::{FILES, Kind, Table};
use crate::db::{Db, Engine, Tx, on};
use crate::error::StoreError;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Row};
use std::io;

/// A database as it was at one moment.
pub struct Snapshot {
    tx: Tx,
    tables: Vec<Table>,
}

impl Snapshot {
    /// The database as it is now. Nobody who writes waits for it, and nothing that is written from now on is in it.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn of(db: &Db) -> Result<Self, StoreError> {
        let mut tx = db.read_as_one().await?;
        let tables = tx.tables().await?;
        Ok(Self { tx, tables })
    }

    /// The tables, by name.
    pub fn tables(&self) -> Vec<Table> {
        self.tables.clone()
    }

    /// How many rows a table has.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn count(&mut self, table: &Table) -> Result<i64, StoreError> {
        self.tx.rows_in(&table.name).await
    }

    /// Hands on each row of a table as one line of JSON, with its end.
    ///
    /// # Errors
    /// When the database is not reached, or a line could not be handed on.
    pub async fn rows(
        &mut self,
        table: &Table,
        mut sink: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let sql = AssertSqlSafe(table.select(self.tx.is_postgres()));
        let mut line = Vec::new();
        macro_rules! each {
            ($c:expr) => {{
                let mut rows = sqlx::query(sql).fetch(&mut **$c);
                while let Some(row) = rows.try_next().await? {
                    let mut cells = Vec::with_capacity(table.columns.len());
                    for (place, (_, kind)) in table.columns.iter().enumerate() {
                        cells.push(cell!(row, place, kind).to_json());
                    }
                    line.clear();
                    serde_json::to_writer(&mut line, &cells).map_err(io::Error::from)?;
                    line.push(b'\n');
                    sink(&line)?;
                }
            }};
        }
        match &mut self.tx.engine {
            Engine::Sqlite(c) => each!(c),
            Engine::Postgres(c) => each!(c),
        }
        Ok(())
    }

    /// Hashes of the files that are kept, in order.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn files(&mut self) -> Result<Vec<String>, StoreError> {
        let (table, key, _) = FILES;
        let sql = AssertSqlSafe(format!("SELECT {key} FROM {table} ORDER BY {key}"));
        let rows: Vec<(String,)> = on!(&mut self.tx, c => sqlx::query_as(sql).fetch_all(&mut **c).await?);
        Ok(rows.into_iter().map(|(sha256,)| sha256).collect())
    }
}
