//! One's own sessions.

use super::sign_in::{is_over, token_hash};
use crate::act::Act;
use crate::error::AppError;
use chrono::{DateTime, Utc};
use domain::access::Caller;
use serde_json::json;
use store::{Session, Tx};

/// A session of the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// Session.
    pub session: Session,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// The caller's sessions that are not over, oldest first.
///
/// # Errors
/// When the database is not reached.
pub async fn my_sessions(
    tx: &mut Tx,
    caller: &Caller,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Mine>, AppError> {
    let this = token_hash(token);
    let sessions = tx.sessions_of(caller.user_id).await?.into_iter().filter(|session| !is_over(session, now));
    Ok(sessions.map(|session| Mine { is_this: session.token_sha256 == this, session }).collect())
}

/// Ends a session of the caller's.
///
/// # Errors
/// [`AppError::NotFound`] for one that is nobody's or somebody else's.
pub async fn end_session(tx: &mut Tx, act: &Act, id: &str) -> Result<(), AppError> {
    let found = tx.session(id).await?.filter(|session| session.user_id == act.caller.user_id);
    let session = found.ok_or(AppError::NotFound("session"))?;
    tx.end_session(id).await?;
    let before = json!({ "address": session.address, "created_at": session.created_at });
    act.record(tx, "session.end", ("account", session.user_id), Some(before), None).await
}

/// Notes that a session is used, so that it does not end meanwhile.
///
/// # Errors
/// When the database refuses it.
pub async fn note_use(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> Result<(), AppError> {
    Ok(tx.see_session(&token_hash(token), now).await?)
}
