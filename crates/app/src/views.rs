//! Lists that somebody keeps under a name.

use crate::act::Act;
use crate::error::AppError;
use domain::access::{Caller, Verb};
use serde_json::{Value, json};
use store::{SavedView, Tx};
use uuid::Uuid;

/// Longest name and longest address.
const LONGEST: (usize, usize) = (40, 2000);

/// The kept lists of a register: the caller's own, and those that others share.
///
/// # Errors
/// When the database is not reached.
pub async fn views(tx: &mut Tx, caller: &Caller, register: &str) -> Result<Vec<SavedView>, AppError> {
    caller.may(Verb::See)?;
    Ok(tx.views(register, caller.user_id).await?)
}

/// What is kept of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// What follows `?` in its address.
    pub query: String,
    /// Others see it too.
    pub is_shared: bool,
}

impl Kept {
    fn checked(self) -> Result<Self, AppError> {
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > LONGEST.0 {
            return Err(AppError::BadQuery { part: "name".to_owned() });
        }
        if self.query.len() > LONGEST.1 {
            return Err(AppError::BadQuery { part: "query".to_owned() });
        }
        Ok(Self { name, ..self })
    }
}

fn view_json(view: &SavedView) -> Value {
    json!({ "register": view.register, "name": view.name, "query": view.query, "shared": view.is_shared })
}

/// Keeps a list.
///
/// # Errors
/// [`AppError::BadQuery`] without a name, or when name or address are too long.
pub async fn keep_view(tx: &mut Tx, act: &Act, register: &str, kept: Kept) -> Result<SavedView, AppError> {
    act.caller.may(Verb::See)?;
    let Kept { name, query, is_shared } = kept.checked()?;
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
    act.record(tx, "view.keep", ("view", view.id), None, Some(view_json(&view))).await?;
    Ok(view)
}

/// Gives a list of the caller's own another name, other columns, filters and order, or another audience.
///
/// # Errors
/// [`AppError::NotFound`]; as [`keep_view`].
pub async fn change_view(tx: &mut Tx, act: &Act, id: Uuid, kept: Kept) -> Result<SavedView, AppError> {
    let before = tx.view(id, act.caller.user_id).await?.ok_or(AppError::NotFound("view"))?;
    let Kept { name, query, is_shared } = kept.checked()?;
    let after = SavedView { name, query, is_shared, ..before.clone() };
    tx.save_view(&after).await?;
    let told = (Some(view_json(&before)), Some(view_json(&after)));
    act.record(tx, "view.change", ("view", id), told.0, told.1).await?;
    Ok(after)
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
