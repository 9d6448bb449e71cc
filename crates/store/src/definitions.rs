//! Definitions of registers that users made or extended, by version.

use crate::db::{Tx, all, execute};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use std::sync::Arc;
use uuid::Uuid;

/// One version of a definition.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct StoredDefinition {
    /// Code of the register.
    pub code: String,
    /// Version.
    pub version: i64,
    /// JSON in the form of the catalogue.
    pub definition: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: Option<Uuid>,
}

const LATEST: &str = "SELECT d.code, d.version, d.definition, d.made_at, d.made_by FROM register_definition d
     WHERE d.version = (SELECT MAX(m.version) FROM register_definition m WHERE m.code = d.code) ORDER BY d.code";
const INSERT: &str = "INSERT INTO register_definition (code, version, definition, made_at, made_by)
     VALUES ($1, $2, $3, $4, $5)";

pub(crate) const STATEMENTS: &[&str] = &[LATEST, INSERT];

impl Tx {
    /// The latest version of every stored definition.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn definitions(&mut self) -> Result<Vec<StoredDefinition>, StoreError> {
        Ok(self.shared_definitions().await?.to_vec())
    }

    async fn shared_definitions(&mut self) -> Result<Arc<Vec<StoredDefinition>>, StoreError> {
        if let Some(definitions) = self.kept.definitions() {
            return Ok(definitions);
        }
        let definitions = Arc::new(all!(self, StoredDefinition, LATEST)?);
        self.kept.keep_definitions(&definitions);
        Ok(definitions)
    }

    /// The latest version of one.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn definition(&mut self, code: &str) -> Result<Option<StoredDefinition>, StoreError> {
        let definitions = self.shared_definitions().await?;
        Ok(definitions.iter().find(|stored| stored.code == code).cloned())
    }

    /// Adds a version.
    ///
    /// # Errors
    /// When somebody else added this version first.
    pub async fn insert_definition(&mut self, stored: &StoredDefinition) -> Result<(), StoreError> {
        self.kept.change();
        let StoredDefinition { code, version, definition, made_at, made_by } = stored;
        execute!(self, INSERT, code, version, definition, made_at, made_by).map_err(
            |error| match &error {
                sqlx::Error::Database(e) if e.is_unique_violation() => {
                    StoreError::Stale { table: "register_definition", id: code.clone() }
                }
                _ => error.into(),
            },
        )?;
        Ok(())
    }
}
