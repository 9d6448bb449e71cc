//! The audit trail: appended in the transaction of each write, never changed.

use crate::bulk::insert_rows;
use crate::db::{Tx, all};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// Who did what to what. `before` and `after` are canonical JSON, so that a later seal can hash them.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct AuditEvent {
    /// Identity.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; absent for what the program does by itself.
    pub user_id: Option<Uuid>,
    /// The request that asked for it.
    pub request_id: String,
    /// What: `notice.read_in`, `target.accept`, ….
    pub action: String,
    /// To what.
    pub subject_kind: String,
    /// Which.
    pub subject_id: String,
    /// Before.
    pub before_json: Option<String>,
    /// After.
    pub after_json: Option<String>,
}

const INTO: &str = "INSERT INTO audit_event (id, at, user_id, request_id, action, subject_kind, subject_id, before_json, after_json)";
const OF_SUBJECT: &str =
    "SELECT id, at, user_id, request_id, action, subject_kind, subject_id, before_json, after_json
     FROM audit_event WHERE subject_kind = $1 AND subject_id = $2 ORDER BY at, id";

const OF_REQUEST: &str =
    "SELECT id, at, user_id, request_id, action, subject_kind, subject_id, before_json, after_json
     FROM audit_event WHERE request_id = $1 AND subject_kind = $2 ORDER BY at, id";

pub(crate) const STATEMENTS: &[&str] = &[OF_SUBJECT, OF_REQUEST];

impl Tx {
    /// Appends an event.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn append_audit(&mut self, event: &AuditEvent) -> Result<(), StoreError> {
        self.append_audits(std::slice::from_ref(event)).await
    }

    /// Appends many.
    ///
    /// # Errors
    /// When the database refuses one.
    pub async fn append_audits(&mut self, events: &[AuditEvent]) -> Result<(), StoreError> {
        insert_rows!(
            self, INTO, events, event =>
            event.id,
            event.at,
            event.user_id,
            &event.request_id,
            &event.action,
            &event.subject_kind,
            &event.subject_id,
            &event.before_json,
            &event.after_json,
        )?;
        Ok(())
    }

    /// The history of one thing, oldest first.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn audit_of(&mut self, kind: &str, id: &str) -> Result<Vec<AuditEvent>, StoreError> {
        Ok(all!(self, AuditEvent, OF_SUBJECT, kind, id)?)
    }

    /// What one request did to things of a kind, oldest first.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn audit_of_request(
        &mut self,
        request_id: &str,
        kind: &str,
    ) -> Result<Vec<AuditEvent>, StoreError> {
        Ok(all!(self, AuditEvent, OF_REQUEST, request_id, kind)?)
    }
}
