//! An empty database of each engine, for tests that must hold on both.

use super::Postgres;
use crate::db::Db;
use crate::error::StoreError;
use std::sync::Arc;
use tempfile::TempDir;

/// The two engines, gone with this.
pub struct Engines {
    /// `sqlite:…`, then `postgres://…`.
    pub addresses: [String; 2],
    _folder: TempDir,
    _server: Arc<Postgres>,
}

impl Engines {
    /// A new database of each, not opened yet.
    ///
    /// # Errors
    /// When PostgreSQL is not installed; the message names the command that installs it.
    pub fn start() -> std::io::Result<Self> {
        let folder = TempDir::new()?;
        let server = Postgres::shared()?;
        let file = format!("sqlite:{}", folder.path().join("shouze.db").display());
        Ok(Self { addresses: [file, server.database()?], _folder: folder, _server: server })
    }

    /// Opens both.
    ///
    /// # Errors
    /// When one of them is not reached.
    pub async fn open(&self) -> Result<[Db; 2], StoreError> {
        let [file, server] = &self.addresses;
        Ok([Db::open(file).await?, Db::open(server).await?])
    }
}
