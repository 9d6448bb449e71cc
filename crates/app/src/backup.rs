//! What the audit trail says of archives: that everything was taken out, or came in from one.

use crate::act::Act;
use crate::error::AppError;
use domain::access::Verb;
use serde_json::{Value, json};
use store::Tx;
use uuid::Uuid;

/// Tells that everything that is kept was written into an archive.
///
/// # Errors
/// When the caller may not, or the database refuses it.
pub async fn note_backup(tx: &mut Tx, act: &Act, archive: &Archive) -> Result<(), AppError> {
    act.caller.may(Verb::DefineRegisters)?;
    act.record(tx, "backup.make", ("backup", Uuid::nil()), None, Some(archive.told())).await
}

/// Tells that everything that is kept came out of an archive.
///
/// # Errors
/// When the caller may not, or the database refuses it.
pub async fn note_restore(tx: &mut Tx, act: &Act, archive: &Archive) -> Result<(), AppError> {
    act.caller.may(Verb::DefineRegisters)?;
    act.record(tx, "backup.restore", ("backup", Uuid::nil()), None, Some(archive.told())).await
}

/// An archive, as the audit trail names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Hash of its manifest, which has the hashes of all else; lower-case hex.
    pub manifest_sha256: String,
    /// Rows of all tables.
    pub rows: u64,
    /// Files.
    pub files: u64,
}

impl Archive {
    fn told(&self) -> Value {
        json!({ "manifest": self.manifest_sha256, "rows": self.rows, "files": self.files })
    }
}
