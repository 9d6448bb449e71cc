//! Connections made for very many records.

use super::Shelf;
use crate::db::{Db, Pools};
use crate::error::StoreError;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqlitePoolOptions, SqliteSynchronous};
use std::sync::Arc;

/// Pages of SQLite that are held, in KiB below zero.
const CACHE: &str = "-262144";
/// Pages that the log of SQLite holds before they are moved into the file.
const LOG: &str = "32768";

impl Db {
    /// The same database with connections made for very many records.
    ///
    /// # Errors
    /// When it is not reached.
    pub(super) async fn for_loading(&self, shelf: Shelf) -> Result<Self, StoreError> {
        let pools = match &self.pools {
            Pools::Sqlite { write, read } => {
                let options = (*write.connect_options())
                    .clone()
                    // whoever loads begins anew after the machine went down; a process that ends loses nothing
                    .synchronous(SqliteSynchronous::Off)
                    .pragma("cache_size", CACHE)
                    .pragma("wal_autocheckpoint", LOG)
                    // an index is sorted by another thread too
                    .pragma("threads", "2");
                // one connection to the end: another would not sort in files
                let write = SqlitePoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
                let write = write.connect_with(options).await?;
                Pools::Sqlite { write, read: read.clone() }
            }
            Pools::Postgres(pool) => {
                let settings = [("synchronous_commit", "off"), ("maintenance_work_mem", "512MB")];
                let options = (*pool.connect_options()).clone().options(settings);
                Pools::Postgres(PgPoolOptions::new().max_connections(10).connect_with(options).await?)
            }
        };
        Ok(Self { pools, kept: Arc::clone(&self.kept), shelf: Some(Arc::new(shelf)) })
    }

    /// What is sorted from now on may be larger than memory.
    ///
    /// # Errors
    /// When the database is not reached.
    pub(super) async fn sort_in_files(&self) -> Result<(), StoreError> {
        if let Pools::Sqlite { write, .. } = &self.pools {
            sqlx::query("PRAGMA temp_store = FILE").execute(write).await?;
        }
        Ok(())
    }

    /// Ends the connections that were made for a loading.
    pub(super) async fn end_loading(&self) {
        match &self.pools {
            Pools::Sqlite { write, .. } => write.close().await,
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Has everything that was written reach the disk. PostgreSQL does so with the next commit that waits for it.
    ///
    /// # Errors
    /// When the disk is full.
    pub(super) async fn settle_on_disk(&self) -> Result<(), StoreError> {
        if let Pools::Sqlite { write, .. } = &self.pools {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(write).await?;
        }
        Ok(())
    }
}
