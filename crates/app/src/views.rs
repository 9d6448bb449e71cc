//! Lists that somebody keeps under a name.

use crate::act::Act;
use crate::error::AppError;
use domain::access::Caller;
use serde_json::json;
use store::{SavedView, Tx};
use uuid::Uuid;

/// Longest name and longest address.
const LONGEST: (usize, usize) = (40, 2000);

/// The kept lists of a register: the caller's own, and those that others share.
///
/// # Errors
/// When the database is not reached.
pub async fn views(tx: &mut Tx, caller: &Caller, register: &str) -> Result<Vec<SavedView>, AppError> {
    Ok(tx.views(register, caller.user_id).await?)
}

/// Keeps a list.
///
/// # Errors
/// [`AppError::BadQuery`] without a name, or when name or address are too long.
pub async fn keep_view(
    tx: &mut Tx,
    act: &Act,
    register: &str,
    (name, query, is_shared): (String, String, bool),
) -> Result<SavedView, AppError> {
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST.0 {
        return Err(AppError::BadQuery { part: "name".to_owned() });
    }
    if query.len() > LONGEST.1 {
        return Err(AppError::BadQuery { part: "query".to_owned() });
    }
    let view = SavedView {
        id: act.new_id()?,
        user_id: act.caller.user_id,
        register: register.to_owned(),
        name,
        query,
        is_shared,
        made_at: act.now,
    };
    tx.insert_view(&view).await?;
    let after = json!({ "register": view.register, "name": view.name, "query": view.query, "shared": view.is_shared });
    act.record(tx, "view.keep", ("view", view.id), None, Some(after)).await?;
    Ok(view)
}

/// Forgets a list of the caller's own.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn forget_view(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    if !tx.delete_view(id, act.caller.user_id).await? {
        return Err(AppError::NotFound("view"));
    }
    act.record(tx, "view.forget", ("view", id), None, None).await
}
