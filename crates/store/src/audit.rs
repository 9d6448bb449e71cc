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
    /// Identity; it sorts by the moment.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; absent for what the program does by itself.
    pub user_id: Option<Uuid>,
    /// The unit that the thing lies at, or for which the person acts.
    pub unit_id: Option<Uuid>,
    /// The token that the person's program signed in with, if it was one.
    pub token_id: Option<Uuid>,
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

/// By what events are looked up; each has an index of its own, in the order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trace {
    /// By nothing but time.
    All,
    /// Of one request.
    Request(String),
    /// Of one thing: kind and identity.
    Subject(String, String),
    /// Of one person.
    Person(Uuid),
    /// Of one unit.
    Unit(Uuid),
    /// Of one action.
    Action(String),
}

/// Whether a transaction wrote anything, and whether an event tells of it.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    has_written: bool,
    has_event: bool,
}

impl Trail {
    /// So many rows were written.
    pub(crate) const fn touched(&mut self, rows: u64) {
        self.has_written |= rows > 0;
    }
}

/// `of_event!(with!(…), event)`: hands the columns of `into_event!` in their order to another macro, behind what stands in its
/// brackets.
macro_rules! of_event {
    ($with:ident!($($before:tt)*), $event:ident) => {
        $with!(
            $($before)* $event =>
            $event.id,
            $event.at,
            $event.user_id,
            $event.unit_id,
            $event.token_id,
            $event.request_id.as_str(),
            $event.action.as_str(),
            $event.subject_kind.as_str(),
            $event.subject_id.as_str(),
            $event.before_json.as_deref(),
            $event.after_json.as_deref(),
        )
    };
}

/// The words by which an event is written; a literal, since one engine sets it into a longer statement.
macro_rules! into_event {
    () => {
        "INSERT INTO audit_event
    (id, at, user_id, unit_id, token_id, request_id, action, subject_kind, subject_id, before_json, after_json)"
    };
}

pub(crate) use {into_event, of_event};

/// A statement that gives whole events.
macro_rules! events {
    ($rest:literal) => {
        concat!(
            "SELECT id, at, user_id, unit_id, token_id, request_id, action, subject_kind, subject_id, before_json, after_json
             FROM audit_event WHERE ",
            $rest
        )
    };
}

/// Events that a transaction holds before it writes them.
const MOST_HELD: usize = 1000;

const OF_SUBJECT: &str = events!("subject_kind = $1 AND subject_id = $2 ORDER BY at, id");
const OF_REQUEST: &str = events!("request_id = $1 AND subject_kind = $2 ORDER BY at, id");
const LATEST: &str = events!("id >= $1 AND id < $2 ORDER BY id DESC LIMIT $3");
const BY_REQUEST: &str = events!("id >= $1 AND id < $2 AND request_id = $4 ORDER BY id DESC LIMIT $3");
const BY_SUBJECT: &str =
    events!("id >= $1 AND id < $2 AND subject_kind = $4 AND subject_id = $5 ORDER BY id DESC LIMIT $3");
const BY_PERSON: &str = events!("id >= $1 AND id < $2 AND user_id = $4 ORDER BY id DESC LIMIT $3");
const BY_UNIT: &str = events!("id >= $1 AND id < $2 AND unit_id = $4 ORDER BY id DESC LIMIT $3");
const BY_ACTION: &str = events!("id >= $1 AND id < $2 AND action = $4 ORDER BY id DESC LIMIT $3");

pub(crate) const STATEMENTS: &[&str] =
    &[OF_SUBJECT, OF_REQUEST, LATEST, BY_REQUEST, BY_SUBJECT, BY_PERSON, BY_UNIT, BY_ACTION];

impl Tx {
    /// Appends an event; it is written with the figures when the transaction ends, or before events are read.
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
        self.trail.has_event |= !events.is_empty();
        self.pending.events.extend_from_slice(events);
        // a large import holds few of them at a time
        if self.pending.events.len() < MOST_HELD { Ok(()) } else { self.write_events().await }
    }

    /// Writes the events that are not written yet.
    pub(crate) async fn write_events(&mut self) -> Result<(), StoreError> {
        let events = std::mem::take(&mut self.pending.events);
        of_event!(insert_rows!(self, into_event!(), events,), event)?;
        Ok(())
    }

    /// Makes it durable, as [`Tx::commit`] does, for what people do: nothing of theirs is kept without an event that tells of
    /// it.
    ///
    /// # Errors
    /// [`StoreError::Unrecorded`] when something was written without one; nothing of it is kept then.
    pub async fn commit_recorded(self) -> Result<(), StoreError> {
        if self.trail.has_written && !self.trail.has_event {
            return Err(StoreError::Unrecorded);
        }
        self.commit().await
    }

    /// The history of one thing, oldest first.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn audit_of(&mut self, kind: &str, id: &str) -> Result<Vec<AuditEvent>, StoreError> {
        self.write_events().await?;
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
        self.write_events().await?;
        Ok(all!(self, AuditEvent, OF_REQUEST, request_id, kind)?)
    }

    /// So many events from an identity on and below another, the latest first.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn audit_events(
        &mut self,
        trace: &Trace,
        (from, below): (Uuid, Uuid),
        most: i64,
    ) -> Result<Vec<AuditEvent>, StoreError> {
        self.write_events().await?;
        Ok(match trace {
            Trace::All => all!(self, AuditEvent, LATEST, from, below, most),
            Trace::Request(id) => all!(self, AuditEvent, BY_REQUEST, from, below, most, id),
            Trace::Subject(kind, id) => all!(self, AuditEvent, BY_SUBJECT, from, below, most, kind, id),
            Trace::Person(id) => all!(self, AuditEvent, BY_PERSON, from, below, most, id),
            Trace::Unit(id) => all!(self, AuditEvent, BY_UNIT, from, below, most, id),
            Trace::Action(action) => all!(self, AuditEvent, BY_ACTION, from, below, most, action),
        }?)
    }
}
