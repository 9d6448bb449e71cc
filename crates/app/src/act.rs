//! What every writing action is told: who, when, for which request.

use crate::error::AppError;
use crate::figures::Counting;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, TimeDelta, Utc};
use domain::access::Caller;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{AuditEvent, Tx};
use uuid::Uuid;

/// What an event is about: its kind, its identity, and the unit that it lies at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Thing<'a> {
    kind: &'a str,
    id: Uuid,
    unit: Option<Uuid>,
}

impl<'a> Thing<'a> {
    /// A thing that lies at a unit.
    pub(crate) const fn at(kind: &'a str, id: Uuid, unit: Uuid) -> Self {
        Self { kind, id, unit: Some(unit) }
    }
}

/// A thing that lies at no unit: its event is of the unit for which the person acts.
impl<'a> From<(&'a str, Uuid)> for Thing<'a> {
    fn from((kind, id): (&'a str, Uuid)) -> Self {
        Self { kind, id, unit: None }
    }
}

/// Who acts, when, and for which request.
#[derive(Debug, Clone)]
pub struct Act {
    /// The person.
    pub caller: Caller,
    /// The moment, in milliseconds: PostgreSQL keeps no nanoseconds.
    pub now: DateTime<Utc>,
    /// The request, as the logs name it.
    pub request_id: String,
    /// The token that the person's program signed in with, if it was one.
    pub token: Option<Uuid>,
    /// What counts the records that are written.
    pub counting: Arc<Counting>,
}

impl Act {
    /// An act of a caller at a moment.
    pub fn new(caller: Caller, now: DateTime<Utc>, request_id: String, counting: Arc<Counting>) -> Self {
        Self { caller, now: now.trunc_subsecs(3), request_id, token: None, counting }
    }

    /// A new identity, in the order of time.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn new_id(&self) -> Result<Uuid, AppError> {
        new_id(self.now)
    }

    /// Appends what was done to the audit trail, in the same transaction.
    pub(crate) async fn record<'t>(
        &self,
        tx: &mut Tx,
        action: &str,
        thing: impl Into<Thing<'t>>,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), AppError> {
        Ok(tx.append_audit(&self.event(action, thing, before, after)?).await?)
    }

    /// What was done, as the audit trail keeps it.
    pub(crate) fn event<'t>(
        &self,
        action: &str,
        thing: impl Into<Thing<'t>>,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<AuditEvent, AppError> {
        let Thing { kind, id, unit } = thing.into();
        Ok(AuditEvent {
            id: self.new_id()?,
            at: self.now,
            user_id: Some(self.caller.user_id),
            unit_id: unit.or_else(|| self.caller.posts.iter().find_map(|post| post.unit)),
            token_id: self.token,
            request_id: self.request_id.clone(),
            action: action.to_owned(),
            subject_kind: kind.to_owned(),
            subject_id: id.to_string(),
            // keys of serde_json's map are sorted, so equal states have equal bytes
            before_json: before.map(|value| value.to_string()),
            after_json: after.map(|value| value.to_string()),
        })
    }
}

/// China has one zone, so far ahead, the year round.
const AHEAD: TimeDelta = TimeDelta::hours(8);

/// The day that it is in China at a moment.
pub fn local_day(now: DateTime<Utc>) -> NaiveDate {
    local(now).date()
}

/// The time of day that it is in China at a moment.
pub fn local_time(now: DateTime<Utc>) -> NaiveTime {
    local(now).time()
}

/// A moment as clocks in China show it.
pub fn local(now: DateTime<Utc>) -> NaiveDateTime {
    (now + AHEAD).naive_utc()
}

/// The moment at which a day begins in China.
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - AHEAD
}

/// UUIDv7 with a counter behind the moment, so that what is made in one millisecond keeps its order too.
pub fn new_id(now: DateTime<Utc>) -> Result<Uuid, AppError> {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let mut random = [0; 10];
    getrandom::fill(&mut random).map_err(|e| AppError::Internal(e.to_string()))?;
    // 12 bits follow the moment and the version, 14 more the variant (RFC 9562 §6.2, method 1): an import makes more
    // than 4,096 in one moment
    let count = MADE.fetch_add(1, Ordering::Relaxed);
    let (high, low) = (count >> 14 & 0x0FFF, count & 0x3FFF);
    [random[0], random[1]] = [(high >> 8) as u8, high as u8];
    [random[2], random[3]] = [(low >> 8) as u8, low as u8];
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
