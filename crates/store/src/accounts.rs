//! Accounts and their sessions.

use crate::db::{Tx, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Account {
    /// Identity.
    pub id: Uuid,
    /// Name to sign in with.
    pub login: String,
    /// Shown name.
    pub name: String,
    /// Word of [`domain::access::Role`].
    pub role: String,
    /// Argon2id, PHC form.
    pub password_hash: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Session {
    /// Hash of the token in the cookie.
    pub token_sha256: String,
    /// Whose.
    pub user_id: Uuid,
    /// Since.
    pub created_at: DateTime<Utc>,
    /// Until; at this moment it is over.
    pub expires_at: DateTime<Utc>,
}

const COUNT: &str = "SELECT COUNT(*) FROM app_user";
const INSERT: &str =
    "INSERT INTO app_user (id, login, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
const BY_LOGIN: &str =
    "SELECT id, login, name, role, password_hash, created_at FROM app_user WHERE login = $1";
const BY_ID: &str = "SELECT id, login, name, role, password_hash, created_at FROM app_user WHERE id = $1";
const OPEN_SESSION: &str =
    "INSERT INTO session (token_sha256, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
const SESSION: &str =
    "SELECT token_sha256, user_id, created_at, expires_at FROM session WHERE token_sha256 = $1";
const END_SESSION: &str = "DELETE FROM session WHERE token_sha256 = $1";
const SWEEP: &str = "DELETE FROM session WHERE expires_at <= $1";

pub(crate) const STATEMENTS: &[&str] =
    &[COUNT, INSERT, BY_LOGIN, BY_ID, OPEN_SESSION, SESSION, END_SESSION, SWEEP];

impl Tx {
    /// How many accounts there are.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn accounts_count(&mut self) -> Result<i64, StoreError> {
        Ok(one!(self, (i64,), COUNT)?.map_or(0, |(count,)| count))
    }

    /// Adds an account.
    ///
    /// # Errors
    /// When its login is taken.
    pub async fn insert_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let Account { id, login, name, role, password_hash, created_at } = account;
        execute!(self, INSERT, id, login, name, role, password_hash, created_at)?;
        Ok(())
    }

    /// The account of a login.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn account_by_login(&mut self, login: &str) -> Result<Option<Account>, StoreError> {
        Ok(one!(self, Account, BY_LOGIN, login)?)
    }

    /// An account.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn account(&mut self, id: Uuid) -> Result<Option<Account>, StoreError> {
        Ok(one!(self, Account, BY_ID, id)?)
    }

    /// Opens a session and sweeps those that are over.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn open_session(&mut self, session: &Session) -> Result<(), StoreError> {
        execute!(self, SWEEP, session.created_at)?;
        let Session { token_sha256, user_id, created_at, expires_at } = session;
        execute!(self, OPEN_SESSION, token_sha256, user_id, created_at, expires_at)?;
        Ok(())
    }

    /// A session, over or not.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn session(&mut self, token_sha256: &str) -> Result<Option<Session>, StoreError> {
        Ok(one!(self, Session, SESSION, token_sha256)?)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn end_session(&mut self, token_sha256: &str) -> Result<(), StoreError> {
        execute!(self, END_SESSION, token_sha256)?;
        Ok(())
    }
}
