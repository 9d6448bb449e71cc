//! Whether the server lives, and whether it should be sent requests: for what watches it. Both ask for no sign-in and tell
//! nothing of what is kept.

use crate::Shared;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use store::Db;

/// A database that does not answer in this time is not reached.
const PATIENCE: Duration = Duration::from_secs(3);

/// Where what is kept lies, and how much room there must be.
#[derive(Debug, Clone, Default)]
pub struct Room {
    /// The data folder; nothing is asked of it when empty.
    pub folder: PathBuf,
    /// Megabytes that must be free, or the server says that it is not ready.
    pub least_megabytes: u64,
}

impl Room {
    /// Free megabytes; nothing where there is no folder to ask for.
    pub(crate) fn free(&self) -> Option<u64> {
        let found = rustix::fs::statvfs(Some(&self.folder).filter(|folder| !folder.as_os_str().is_empty())?);
        found.ok().map(|found| found.f_bavail.saturating_mul(found.f_frsize) / 1_000_000)
    }
}

/// The process answers: whoever restarts what hangs asks this.
pub async fn live() -> &'static str {
    "live\n"
}

/// Whether the database is reached and of this version, whether files are, and whether there is room. Whoever shares out requests asks this.
pub async fn ready(State(shared): State<Shared>) -> (StatusCode, Json<Value>) {
    let schema = tokio::time::timeout(PATIENCE, shared.db.schema()).await;
    let (database, is_migrated) = match schema {
        Ok(Ok(found)) => ("reached", found == Db::own_schema()),
        Ok(Err(error)) => {
            tracing::error!(%error, "the database is not reached");
            ("not reached", false)
        }
        Err(_) => ("does not answer", false),
    };
    let files = tokio::time::timeout(PATIENCE, shared.vault.check()).await;
    let files = match files {
        Ok(Ok(())) => "reached",
        Ok(Err(error)) => {
            tracing::error!(%error, "where files are kept is not reached");
            "not reached"
        }
        Err(_) => "does not answer",
    };
    let free = shared.room.free();
    let has_room = free.is_none_or(|free| free >= shared.room.least_megabytes);
    let is_ready = is_migrated && has_room && files == "reached";
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let told = json!({ "ready": is_ready, "database": database, "migrated": is_migrated,
        "files": files, "free_megabytes": free, "has_room": has_room });
    (status, Json(told))
}
