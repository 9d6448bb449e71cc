//! Accounts, their posts and their sessions.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Post, Role};
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

#[derive(FromRow)]
struct PostRow {
    id: Uuid,
    role: String,
    unit_id: Option<Uuid>,
    sector: Option<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
}

impl TryFrom<PostRow> for Post {
    type Error = StoreError;

    fn try_from(row: PostRow) -> Result<Self, StoreError> {
        let Some(role) = Role::parse(&row.role) else {
            let what = format!("role {}", row.role);
            return Err(StoreError::Inconsistent { table: "post", id: row.id.to_string(), what });
        };
        let PostRow { id, unit_id: unit, sector, valid_from, valid_to, .. } = row;
        Ok(Self { id, role, unit, sector, valid_from, valid_to })
    }
}

const COUNT: &str = "SELECT COUNT(*) FROM app_user";
const INSERT: &str =
    "INSERT INTO app_user (id, login, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)";
const BY_LOGIN: &str = "SELECT id, login, name, password_hash, created_at FROM app_user WHERE login = $1";
const BY_ID: &str = "SELECT id, login, name, password_hash, created_at FROM app_user WHERE id = $1";
const INSERT_POST: &str = "INSERT INTO post (id, user_id, role, unit_id, sector, valid_from, valid_to)
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const POSTS: &str =
    "SELECT id, role, unit_id, sector, valid_from, valid_to FROM post WHERE user_id = $1 ORDER BY id";
const OPEN_SESSION: &str =
    "INSERT INTO session (token_sha256, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
const SESSION: &str =
    "SELECT token_sha256, user_id, created_at, expires_at FROM session WHERE token_sha256 = $1";
const END_SESSION: &str = "DELETE FROM session WHERE token_sha256 = $1";
const SWEEP: &str = "DELETE FROM session WHERE expires_at <= $1";

pub(crate) const STATEMENTS: &[&str] =
    &[COUNT, INSERT, BY_LOGIN, BY_ID, INSERT_POST, POSTS, OPEN_SESSION, SESSION, END_SESSION, SWEEP];

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
        let Account { id, login, name, password_hash, created_at } = account;
        execute!(self, INSERT, id, login, name, password_hash, created_at)?;
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

    /// Gives an account a post.
    ///
    /// # Errors
    /// When the account or the unit is not there.
    pub async fn insert_post(&mut self, user_id: Uuid, post: &Post) -> Result<(), StoreError> {
        let Post { id, role, unit, sector, valid_from, valid_to } = post;
        execute!(self, INSERT_POST, id, user_id, role.as_str(), unit, sector, valid_from, valid_to)?;
        Ok(())
    }

    /// Every post that an account has, had or will have, in the order they were given.
    ///
    /// # Errors
    /// When the database is not reached, or a row has a role that is none.
    pub async fn posts(&mut self, user_id: Uuid) -> Result<Vec<Post>, StoreError> {
        all!(self, PostRow, POSTS, user_id)?.into_iter().map(Post::try_from).collect()
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
