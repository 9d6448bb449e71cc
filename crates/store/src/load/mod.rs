//! Very many records brought at once into a database that holds none: what finds them is laid at the end, in its own order. Row by
//! row, each record would touch some fifty pages all over a growing file.
//!
//! Ended before its time, it leaves whole records: the next start lays the indexes (`index_put_off`), and gives the records their
//! entries, since no register says which it has (`index_shape`).

mod connections;
mod runs;

use crate::db::{Db, Tx, all, execute, on, one};
use crate::error::StoreError;
use crate::records::entries::{self, Entry};
use crate::records::fit::KEEP;
use domain::register::Register;
use runs::Runs;
use sqlx::AssertSqlSafe;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Entries laid in one transaction.
const LAID: usize = 50_000;
/// The table of index entries; its own index comes last.
const ENTRIES: &str = "record_index";

const ANY: &str = "SELECT CAST(1 AS BIGINT) FROM record LIMIT 1";
const NO_SHAPES: &str = "DELETE FROM index_shape";
const PUT_OFF: &str = "INSERT INTO index_put_off (name, of_table, definition) VALUES ($1, $2, $3)";
const LEFT: &str = "SELECT name, of_table, definition FROM index_put_off ORDER BY name";
const LAY: &str = "DELETE FROM index_put_off WHERE name = $1";
// those that keep two rows from being the same stay, and the one by which a register is read while records are counted
const SQLITE_INDEXES: &str = "SELECT name, tbl_name, sql FROM sqlite_schema
     WHERE type = 'index' AND tbl_name IN ('record', 'record_index', 'record_search', 'audit_event') AND sql LIKE 'CREATE INDEX %'
     AND name <> 'record_by_register'";
const POSTGRES_INDEXES: &str = "SELECT indexname::text, tablename::text, indexdef FROM pg_indexes
     WHERE schemaname = current_schema() AND indexdef LIKE 'CREATE INDEX %'
     AND tablename IN ('record', 'record_index', 'record_search', 'audit_event') AND indexname <> 'record_by_register'";

pub(crate) const STATEMENTS: &[&str] = &[ANY, NO_SHAPES, PUT_OFF, LEFT, LAY];

/// Name, table and text of an index.
type Index = (String, String, String);

/// Where the index entries of all transactions wait.
#[derive(Debug)]
pub(crate) struct Shelf(Mutex<Option<Runs>>);

/// The index entries of one transaction, kept once it is committed.
pub(crate) struct Aside {
    pub entries: Vec<Entry>,
    shelf: Arc<Shelf>,
}

impl Aside {
    pub const fn of(shelf: Arc<Shelf>) -> Self {
        Self { entries: Vec::new(), shelf }
    }

    pub fn keep(self) -> Result<(), StoreError> {
        let mut runs = self.shelf.0.lock().unwrap_or_else(PoisonError::into_inner);
        match runs.as_mut() {
            Some(runs) if !self.entries.is_empty() => Ok(runs.add(self.entries)?),
            _ => Ok(()),
        }
    }
}

/// A database into which very many records are brought.
pub struct Loading {
    lasting: Db,
    db: Db,
}

impl Loading {
    /// Begins it; entries that wait lie in files of the folder.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] when it holds records.
    pub async fn begin(lasting: &Db, folder: &Path) -> Result<Self, StoreError> {
        let mut tx = lasting.write().await?;
        if one!(&mut tx, (i64,), ANY)?.is_some() {
            return Err(StoreError::NotEmpty { table: "record".to_owned() });
        }
        execute!(&mut tx, NO_SHAPES)?;
        let there = if tx.is_postgres() { POSTGRES_INDEXES } else { SQLITE_INDEXES };
        for (name, table, definition) in all!(&mut tx, Index, there)? {
            execute!(&mut tx, PUT_OFF, &name, table, definition)?;
            tx.define(format!("DROP INDEX {name}")).await?;
        }
        tx.commit().await?;
        let shelf = Shelf(Mutex::new(Some(Runs::new(folder.to_owned()))));
        Ok(Self { lasting: lasting.clone(), db: lasting.for_loading(shelf).await? })
    }

    /// The database: its transactions add records and change none. No list finds them yet.
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// Lays everything that was put off, and tells how many index entries of how many are laid. The registers are those whose
    /// records were brought.
    ///
    /// # Errors
    /// When the database is not reached, or the disk is full.
    pub async fn finish(
        self,
        registers: &[Register],
        mut told: impl FnMut(u64, u64),
    ) -> Result<(), StoreError> {
        self.db.sort_in_files().await?;
        self.db.lay_indexes(|table| table != ENTRIES).await?;
        let runs = self.db.shelf.as_ref().and_then(|shelf| shelf.take());
        let runs = runs.ok_or(StoreError::Loading)?;
        let (mut laid, all) = (0, runs.count());
        let mut sorted = runs.sorted()?;
        while laid < all {
            let entries = sorted.by_ref().take(LAID).collect::<Result<Vec<Entry>, _>>()?;
            let mut tx = self.db.write().await?;
            tx.enter(&entries).await?;
            tx.commit().await?;
            laid += entries.len() as u64;
            told(laid, all);
        }
        // its files go before the last index, which takes as much room
        drop(sorted);
        self.db.lay_indexes(|_| true).await?;
        self.db.end_loading().await;
        let mut tx = self.lasting.write().await?;
        for register in registers {
            execute!(&mut tx, KEEP, &register.code, entries::names(register).join(" "))?;
        }
        tx.learn_sizes().await?;
        tx.commit().await?;
        self.lasting.settle_on_disk().await
    }
}

impl Shelf {
    fn take(&self) -> Option<Runs> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Db {
    /// Lays the indexes of some tables that are put off. Of several servers that start at once, one lays each.
    pub(crate) async fn lay_indexes(&self, is_now: impl Fn(&str) -> bool) -> Result<(), StoreError> {
        let mut tx = self.read().await?;
        let left = all!(&mut tx, Index, LEFT)?;
        drop(tx);
        for (name, _, definition) in left.into_iter().filter(|(_, table, _)| is_now(table)) {
            let mut tx = self.write().await?;
            if execute!(&mut tx, LAY, name)? == 1 {
                tx.define(definition).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

impl Tx {
    /// Makes or drops an index, as the database itself named it.
    async fn define(&mut self, sql: String) -> Result<(), StoreError> {
        on!(self, c => { sqlx::query(AssertSqlSafe(sql)).execute(&mut **c).await?; });
        Ok(())
    }
}
