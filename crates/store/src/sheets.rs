//! Sheets on their way in, and how their columns were mapped.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// A sheet on its way in.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SheetImport {
    /// Identity; what it writes is audited under it, so that one undo takes all of it back.
    pub id: Uuid,
    /// Register.
    pub register: String,
    /// Who brought it.
    pub user_id: Uuid,
    /// Name of the file.
    pub file_name: String,
    /// Hash of its bytes, kept as an original.
    pub sha256: String,
    /// `checked`, `running`, `done`, `cancelled`, `failed`.
    pub state: String,
    /// Rows dealt with.
    pub done: i64,
    /// Rows there are.
    pub total: i64,
    /// What became of it so far, as JSON.
    pub report: String,
    /// When it came.
    pub made_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

macro_rules! columns {
    () => {
        "id, register, user_id, file_name, sha256, state, done, total, report, made_at, ended_at"
    };
}

const INSERT: &str =
    "INSERT INTO sheet_import (id, register, user_id, file_name, sha256, state, done, total, report,
     made_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const UPDATE: &str = "UPDATE sheet_import SET state = $2, done = $3, total = $4, report = $5, ended_at = $6
     WHERE id = $1 AND state = $7";
const BY_ID: &str = concat!("SELECT ", columns!(), " FROM sheet_import WHERE id = $1");
const OF_REGISTER: &str =
    concat!("SELECT ", columns!(), " FROM sheet_import WHERE register = $1 ORDER BY made_at DESC LIMIT 50");
const OF_USER: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM sheet_import WHERE register = $1 AND user_id = $2 ORDER BY made_at DESC LIMIT 50"
);
const RUNNING: &str =
    concat!("SELECT ", columns!(), " FROM sheet_import WHERE state = 'running' ORDER BY made_at");
const REMEMBER: &str = "INSERT INTO sheet_mapping (register, header_sha256, mapping, made_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (register, header_sha256) DO UPDATE SET mapping = excluded.mapping, made_at = excluded.made_at";
const MAPPING: &str = "SELECT mapping FROM sheet_mapping WHERE register = $1 AND header_sha256 = $2";

pub(crate) const STATEMENTS: &[&str] =
    &[INSERT, UPDATE, BY_ID, OF_REGISTER, OF_USER, RUNNING, REMEMBER, MAPPING];

impl Tx {
    /// Adds an import.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_import(&mut self, import: &SheetImport) -> Result<(), StoreError> {
        let SheetImport { id, register, user_id, file_name, sha256, state, done, total, report, .. } = import;
        let SheetImport { made_at, ended_at, .. } = import;
        execute!(
            self, INSERT, id, register, user_id, file_name, sha256, state, done, total, report, made_at,
            ended_at
        )?;
        Ok(())
    }

    /// Changes an import that is still in the state `from`; tells whether it was.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn save_import(&mut self, import: &SheetImport, from: &str) -> Result<bool, StoreError> {
        let SheetImport { id, state, done, total, report, ended_at, .. } = import;
        Ok(execute!(self, UPDATE, id, state, done, total, report, ended_at, from)? == 1)
    }

    /// An import.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn import(&mut self, id: Uuid) -> Result<Option<SheetImport>, StoreError> {
        Ok(one!(self, SheetImport, BY_ID, id)?)
    }

    /// The latest imports of a register, of one person when told.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn imports(
        &mut self,
        register: &str,
        user_id: Option<Uuid>,
    ) -> Result<Vec<SheetImport>, StoreError> {
        Ok(match user_id {
            Some(user_id) => all!(self, SheetImport, OF_USER, register, user_id)?,
            None => all!(self, SheetImport, OF_REGISTER, register)?,
        })
    }

    /// Imports that were running; after a restart, those that were cut off.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn running_imports(&mut self) -> Result<Vec<SheetImport>, StoreError> {
        Ok(all!(self, SheetImport, RUNNING)?)
    }

    /// Remembers how the columns of a header were mapped.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn remember_mapping(
        &mut self,
        register: &str,
        header_sha256: &str,
        mapping: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(self, REMEMBER, register, header_sha256, mapping, now)?;
        Ok(())
    }

    /// How the columns of a header were mapped the last time.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn mapping(
        &mut self,
        register: &str,
        header_sha256: &str,
    ) -> Result<Option<String>, StoreError> {
        Ok(one!(self, (String,), MAPPING, register, header_sha256)?.map(|(mapping,)| mapping))
    }
}
