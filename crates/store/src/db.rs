//! One handle over both engines. Every statement is written once, in `$1` form.

use crate::audit::Trail;
use crate::error::StoreError;
use crate::figures::Pending;
use crate::kept::{Kept, View};
use crate::load::{Aside, Shelf};
use sqlx::migrate::{Migration, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, PgPool, Postgres, SqlSafeStr, Sqlite, SqlitePool, Transaction};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// A database.
#[derive(Clone, Debug)]
pub struct Db {
    pub(crate) pools: Pools,
    pub(crate) kept: Arc<Kept>,
    /// Where index entries are put aside, while very many records are brought in.
    pub(crate) shelf: Option<Arc<Shelf>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Pools {
    /// One file. SQLite has one writer; a pool of one connection lets writers queue instead of failing.
    Sqlite {
        /// For transactions that write.
        write: SqlitePool,
        /// For those that only read.
        read: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx {
    pub(crate) engine: Engine,
    pub(crate) kept: View,
    /// What it changes in figures and has not written yet.
    pub(crate) pending: Pending,
    /// Whether it wrote, and whether it told of it.
    pub(crate) trail: Trail,
    /// Its index entries, where they are put aside.
    pub(crate) aside: Option<Aside>,
}

/// A transaction as its engine knows it.
pub(crate) enum Engine {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// `on!(tx, c => expr)`: the expression is compiled twice, once per engine.
macro_rules! on {
    ($tx:expr, $c:ident => $e:expr) => {
        match &mut $tx.engine {
            $crate::db::Engine::Sqlite($c) => $e,
            $crate::db::Engine::Postgres($c) => $e,
        }
    };
}

/// Runs a statement; gives the number of rows it touched.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        let ran = $crate::db::on!($tx, c => sqlx::query($sql)$(.bind($bind))*.execute(&mut **c).await.map(|done| done.rows_affected()));
        $tx.trail.touched(ran.as_ref().copied().unwrap_or_default());
        ran
    }};
}

/// All rows of a query.
macro_rules! all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, c => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(&mut **c).await)
    };
}

/// One row of a query, or none.
macro_rules! one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on!($tx, c => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(&mut **c).await)
    };
}

pub(crate) use {all, execute, on, one};

/// Statements that a connection keeps ready: bulk writes and lists have a text per number of rows and filters.
const STATEMENTS_KEPT: usize = 400;

/// Pages of SQLite that the writer holds, in KiB below zero. One record touches some twenty leaves of the index all over the
/// file: with the 2 MB that are usual, a transaction writes each of them many times over.
const WRITER_CACHE: &str = "-65536";
/// The same for each that reads.
const READER_CACHE: &str = "-16384";

const SQLITE_HAS_SCHEMA: &str = "SELECT CAST(1 AS BIGINT) FROM sqlite_schema WHERE name = '_sqlx_migrations'";
const POSTGRES_HAS_SCHEMA: &str = "SELECT 1::bigint WHERE to_regclass('_sqlx_migrations') IS NOT NULL";
const SCHEMA: &str = "SELECT MAX(version) FROM _sqlx_migrations WHERE success";

/// Bytes of an SQLite file that are read where the system holds them, instead of being copied page by page: a page of a list looks
/// at thousands of places all over a large file. As much as SQLite maps at most.
const MAPPED: &str = "2147418112";

/// Rows that are handed over together.
const ROWS: usize = 1000;

/// Pages that the log holds before they are moved into the file: a record changes some fifty pages, many of them the same as the
/// record before, and each is moved once.
const LOG: &str = "8192";

/// The migrations as one engine reads them: a line that begins `-- sqlite: ` or `-- postgres: ` is SQL for that one and a
/// comment for the other.
fn migrations(engine: &str) -> Migrator {
    let mark = format!("-- {engine}: ");
    let mine = |migration: &Migration| {
        let lines = migration.sql.as_str().lines().map(|line| line.strip_prefix(&mark).unwrap_or(line));
        let sql = lines.collect::<Vec<_>>().join("\n");
        let Migration { version, description, migration_type, no_tx, .. } = migration.clone();
        Migration::new(version, description, migration_type, AssertSqlSafe(sql).into_sql_str(), no_tx)
    };
    Migrator::with_migrations(sqlx::migrate!("./migrations").iter().map(mine).collect())
}

impl Db {
    /// Whether this server is the only one that writes to it.
    pub const fn is_alone(&self) -> bool {
        matches!(self.pools, Pools::Sqlite { .. })
    }

    /// What is kept from one transaction to the next was changed by somebody else.
    pub(crate) fn forget(&self) {
        self.kept.forget();
    }

    /// Opens `sqlite:PATH` or `postgres://…` and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be reached, or its schema is from a newer program.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        if address.starts_with("sqlite:") {
            // acknowledged means durable: synchronous = FULL makes each commit reach the disk
            let options = SqliteConnectOptions::from_str(address)?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                .statement_cache_capacity(STATEMENTS_KEPT)
                // what one statement may have to take back stays in memory: each record opened and removed a file for it
                .pragma("temp_store", "MEMORY")
                .pragma("mmap_size", MAPPED)
                .foreign_keys(true)
                // whoever reads many rows is woken once for many
                .row_buffer_size(ROWS);
            let writer = options.clone().pragma("cache_size", WRITER_CACHE).pragma("wal_autocheckpoint", LOG);
            let write = SqlitePoolOptions::new().max_connections(1).connect_with(writer).await?;
            migrations("sqlite").run(&write).await?;
            let reader = options.read_only(true).pragma("cache_size", READER_CACHE);
            let read = SqlitePoolOptions::new().max_connections(4).connect_with(reader).await?;
            return Self::on(Pools::Sqlite { write, read }).whole().await;
        }
        if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(address)?.statement_cache_capacity(STATEMENTS_KEPT);
            let pool = PgPoolOptions::new().max_connections(10).connect_with(options).await?;
            migrations("postgres").run(&pool).await?;
            return Self::on(Pools::Postgres(pool)).whole().await;
        }
        Err(StoreError::BadAddress(address.to_owned()))
    }

    /// Opens one that is there, as it is: nothing is made and nothing is brought up to date, so that a server that runs on it
    /// is not disturbed.
    ///
    /// # Errors
    /// When it cannot be reached, or is of another version.
    pub async fn open_as_it_is(address: &str) -> Result<Self, StoreError> {
        let db = if address.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(address)?
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10));
            let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
            let read = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
            Self::on(Pools::Sqlite { write, read })
        } else if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(address)?;
            Self::on(Pools::Postgres(PgPoolOptions::new().max_connections(2).connect_with(options).await?))
        } else {
            return Err(StoreError::BadAddress(address.to_owned()));
        };
        let (found, own) = (db.schema().await?, Self::own_schema());
        if found == own { Ok(db) } else { Err(StoreError::OtherSchema { found, own }) }
    }

    /// The number of the last migration of this program.
    pub fn own_schema() -> i64 {
        sqlx::migrate!("./migrations").iter().map(|migration| migration.version).max().unwrap_or_default()
    }

    /// The number of the last migration that was applied; 0 where there was none yet.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn schema(&self) -> Result<i64, StoreError> {
        let mut tx = self.read().await?;
        let there = if tx.is_postgres() { POSTGRES_HAS_SCHEMA } else { SQLITE_HAS_SCHEMA };
        if all!(&mut tx, (i64,), there)?.is_empty() {
            return Ok(0);
        }
        Ok(one!(&mut tx, (Option<i64>,), SCHEMA)?.and_then(|(version,)| version).unwrap_or_default())
    }

    /// A transaction that sees one moment from its first to its last question, and only reads.
    pub(crate) async fn read_as_one(&self) -> Result<Tx, StoreError> {
        match &self.pools {
            Pools::Sqlite { .. } => self.read().await,
            Pools::Postgres(pool) => {
                let begun = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                Ok(self.tx(Engine::Postgres(begun), View::of(&self.kept)))
            }
        }
    }

    fn tx(&self, engine: Engine, kept: View) -> Tx {
        let aside = self.shelf.clone().map(Aside::of);
        Tx { engine, kept, pending: Pending::default(), trail: Trail::default(), aside }
    }

    fn on(pools: Pools) -> Self {
        Self { pools, kept: Arc::default(), shelf: None }
    }

    /// Lays the indexes that a loading left put off, because it was ended before its time.
    async fn whole(self) -> Result<Self, StoreError> {
        self.lay_indexes(|_| true).await?;
        Ok(self)
    }

    /// A transaction that only reads.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let kept = View::of(&self.kept);
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => self.tx(Engine::Sqlite(read.begin().await?), kept),
            Pools::Postgres(pool) => self.tx(Engine::Postgres(pool.begin().await?), kept),
        })
    }

    /// A transaction that writes. On SQLite it takes the write lock at once: one that first reads and then writes
    /// would fail under load.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let kept = View::of(&self.kept);
        Ok(match &self.pools {
            Pools::Sqlite { write, .. } => {
                self.tx(Engine::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?), kept)
            }
            Pools::Postgres(pool) => self.tx(Engine::Postgres(pool.begin().await?), kept),
        })
    }

    /// Records that were entered or changed through this handle, and committed.
    pub fn records_written(&self) -> u64 {
        self.kept.written()
    }

    /// Connections: how many there are of each kind.
    pub fn connections(&self) -> Vec<(&'static str, u32)> {
        let of = |size: u32, idle: usize| {
            let idle = u32::try_from(idle).unwrap_or(u32::MAX).min(size);
            (size - idle, idle)
        };
        match &self.pools {
            Pools::Sqlite { write, read } => {
                let (writing, idle_writers) = of(write.size(), write.num_idle());
                let (reading, idle_readers) = of(read.size(), read.num_idle());
                vec![("writing", writing), ("reading", reading), ("idle", idle_writers + idle_readers)]
            }
            Pools::Postgres(pool) => {
                let (busy, idle) = of(pool.size(), pool.num_idle());
                vec![("busy", busy), ("idle", idle)]
            }
        }
    }

    /// Ends every connection.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }

    /// Makes it durable. Its events and what it changes in figures are written now, in one go: the rows of a street are held as
    /// short as can be.
    ///
    /// # Errors
    /// When it could not be; nothing of it is kept then.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.write_last().await?;
        match self.engine {
            Engine::Sqlite(c) => c.commit().await?,
            Engine::Postgres(c) => c.commit().await?,
        }
        self.kept.end();
        self.aside.map_or(Ok(()), Aside::keep)
    }

    /// Has the engine check a statement without running it.
    ///
    /// # Errors
    /// When the engine refuses it.
    pub async fn prepare(&mut self, sql: &'static str) -> Result<(), StoreError> {
        use sqlx::{Executor, SqlSafeStr};
        on!(self, c => { (&mut **c).prepare(sql.into_sql_str()).await?; });
        Ok(())
    }
}

#[cfg(test)]
#[path = "db_tests.rs"]
mod tests;
