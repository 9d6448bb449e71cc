//! Lists that somebody keeps: filters, columns and order of a register.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// A kept list.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SavedView {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// Register.
    pub register: String,
    /// Name.
    pub name: String,
    /// What follows `?` in its address.
    pub query: String,
    /// Others see it too.
    pub is_shared: bool,
    /// When.
    pub made_at: DateTime<Utc>,
}

const VISIBLE: &str = "SELECT id, user_id, register, name, query, is_shared, made_at FROM saved_view
     WHERE register = $1 AND (user_id = $2 OR is_shared) ORDER BY name, id";
const INSERT: &str = "INSERT INTO saved_view (id, user_id, register, name, query, is_shared, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const OWN: &str = "SELECT id, user_id, register, name, query, is_shared, made_at FROM saved_view
     WHERE id = $1 AND user_id = $2";
const UPDATE: &str =
    "UPDATE saved_view SET name = $3, query = $4, is_shared = $5 WHERE id = $1 AND user_id = $2";
const OF_USER: &str = "SELECT id, user_id, register, name, query, is_shared, made_at FROM saved_view
     WHERE user_id = $1 ORDER BY register, name, id";
const DELETE: &str = "DELETE FROM saved_view WHERE id = $1 AND user_id = $2";

pub(crate) const STATEMENTS: &[&str] = &[VISIBLE, OF_USER, OWN, INSERT, UPDATE, DELETE];

impl Tx {
    /// The kept lists of a register that a user sees: their own, and shared ones.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn views(&mut self, register: &str, user_id: Uuid) -> Result<Vec<SavedView>, StoreError> {
        Ok(all!(self, SavedView, VISIBLE, register, user_id)?)
    }

    /// Every kept list of a user.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn views_of(&mut self, user_id: Uuid) -> Result<Vec<SavedView>, StoreError> {
        Ok(all!(self, SavedView, OF_USER, user_id)?)
    }

    /// Keeps a list.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_view(&mut self, view: &SavedView) -> Result<(), StoreError> {
        let SavedView { id, user_id, register, name, query, is_shared, made_at } = view;
        execute!(self, INSERT, id, user_id, register, name, query, is_shared, made_at)?;
        Ok(())
    }

    /// A kept list of the user's own.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn view(&mut self, id: Uuid, user_id: Uuid) -> Result<Option<SavedView>, StoreError> {
        Ok(one!(self, SavedView, OWN, id, user_id)?)
    }

    /// Changes name, list and sharing of a kept list.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn save_view(&mut self, view: &SavedView) -> Result<(), StoreError> {
        let SavedView { id, user_id, name, query, is_shared, .. } = view;
        execute!(self, UPDATE, id, user_id, name, query, is_shared)?;
        Ok(())
    }

    /// Forgets a list of the user's own; tells whether there was one.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn delete_view(&mut self, id: Uuid, user_id: Uuid) -> Result<bool, StoreError> {
        Ok(execute!(self, DELETE, id, user_id)? == 1)
    }
}
