//! Accounts, their posts and their sessions.

mod identities;
mod lines;
mod second_factor;
mod sessions;
mod tokens;

pub use identities::LinkedIdentity;
pub(crate) use identities::STATEMENTS as IDENTITY_STATEMENTS;
pub(crate) use lines::STATEMENTS as LINE_STATEMENTS;
pub(crate) use second_factor::STATEMENTS as SECOND_FACTOR_STATEMENTS;
pub use second_factor::SecondFactor;
pub(crate) use sessions::STATEMENTS as SESSION_STATEMENTS;
pub use sessions::{Failures, Session};
pub use tokens::ApiToken;
pub(crate) use tokens::STATEMENTS as TOKEN_STATEMENTS;

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Post, Role};
use sqlx::FromRow;
use std::collections::HashMap;
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
    /// Whether the password is one that somebody else knows and must be changed first.
    pub must_change: bool,
    /// Since when nobody signs in with it.
    #[sqlx(rename = "locked_at")]
    pub disabled_at: Option<DateTime<Utc>>,
    /// When somebody last signed in with it.
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// When what was held about its person was erased.
    pub erased_at: Option<DateTime<Utc>>,
    /// Telephone of its person.
    pub phone: Option<String>,
}

/// An account and a post of it, as far as it has one.
#[derive(FromRow)]
struct HeldRow {
    user_id: Uuid,
    #[sqlx(flatten)]
    post: PostRow,
}

#[derive(FromRow)]
struct PostRow {
    id: Uuid,
    role: String,
    unit_id: Option<Uuid>,
    sector: Option<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    part_time: bool,
}

impl TryFrom<PostRow> for Post {
    type Error = StoreError;

    fn try_from(row: PostRow) -> Result<Self, StoreError> {
        let Some(role) = Role::parse(&row.role) else {
            let what = format!("role {}", row.role);
            return Err(StoreError::Inconsistent { table: "post", id: row.id.to_string(), what });
        };
        let PostRow { id, unit_id: unit, sector, valid_from, valid_to, part_time: is_part_time, .. } = row;
        Ok(Self { id, role, unit, sector, valid_from, valid_to, is_part_time })
    }
}

macro_rules! columns {
    () => {
        "id, login, name, password_hash, created_at, must_change, locked_at, last_sign_in_at, erased_at, \
         phone"
    };
}

const COUNT: &str = "SELECT COUNT(*) FROM app_user";
const INSERT: &str =
    concat!("INSERT INTO app_user (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
const BY_LOGIN: &str = concat!("SELECT ", columns!(), " FROM app_user WHERE login = $1");
const BY_ID: &str = concat!("SELECT ", columns!(), " FROM app_user WHERE id = $1");
const ALL: &str = concat!("SELECT ", columns!(), " FROM app_user ORDER BY login");
const UPDATE: &str = "UPDATE app_user SET name = $2, password_hash = $3, must_change = $4, locked_at = $5, phone = $6 WHERE id = $1";
const NOTE_SIGN_IN: &str = "UPDATE app_user SET last_sign_in_at = $2 WHERE id = $1";
const ERASE: &str = "UPDATE app_user SET login = $2, password_hash = $3, last_sign_in_at = NULL, phone = NULL, erased_at = $4 WHERE id = $1";
const FORGET_LISTS: &str = "DELETE FROM saved_view WHERE user_id = $1 AND NOT is_shared";
const INSERT_POST: &str =
    "INSERT INTO post (id, user_id, role, unit_id, sector, valid_from, valid_to, part_time)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const POSTS: &str = "SELECT id, role, unit_id, sector, valid_from, valid_to, part_time FROM post WHERE user_id = $1 ORDER BY id";
const ALL_POSTS: &str = "SELECT user_id, id, role, unit_id, sector, valid_from, valid_to, part_time FROM post ORDER BY user_id, id";
const END_POST: &str = "UPDATE post SET valid_to = $2 WHERE id = $1";

pub(crate) const STATEMENTS: &[&str] = &[
    COUNT,
    INSERT,
    BY_LOGIN,
    BY_ID,
    ALL,
    UPDATE,
    NOTE_SIGN_IN,
    ERASE,
    FORGET_LISTS,
    INSERT_POST,
    POSTS,
    ALL_POSTS,
    END_POST,
];

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
        let Account {
            id,
            login,
            name,
            password_hash,
            created_at,
            must_change,
            disabled_at,
            last_sign_in_at,
            erased_at,
            phone,
        } = account;
        execute!(
            self,
            INSERT,
            id,
            login,
            name,
            password_hash,
            created_at,
            must_change,
            disabled_at,
            last_sign_in_at,
            erased_at,
            phone
        )?;
        Ok(())
    }

    /// Changes an account.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn save_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let Account { id, name, password_hash, must_change, disabled_at, phone, .. } = account;
        execute!(self, UPDATE, id, name, password_hash, must_change, disabled_at, phone)?;
        Ok(())
    }

    /// Notes that somebody signed in with an account.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn note_sign_in(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(self, NOTE_SIGN_IN, id, at)?;
        Ok(())
    }

    /// Erases what is held about the person of an account: login, telephone, password, second factor, identity, tokens, sessions, lists.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn erase_account(
        &mut self,
        id: Uuid,
        login: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.remove_second_factor(id).await?;
        self.unlink_identity(id).await?;
        self.remove_tokens_of(id).await?;
        self.end_sessions_of(id, "").await?;
        execute!(self, FORGET_LISTS, id)?;
        execute!(self, ERASE, id, login, "", at)?;
        Ok(())
    }

    /// Every account, by login.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn accounts(&mut self) -> Result<Vec<Account>, StoreError> {
        Ok(all!(self, Account, ALL)?)
    }

    /// The posts of every account.
    ///
    /// # Errors
    /// When the database is not reached, or a row has a role that is none.
    pub async fn all_posts(&mut self) -> Result<HashMap<Uuid, Vec<Post>>, StoreError> {
        let mut found: HashMap<Uuid, Vec<Post>> = HashMap::new();
        for row in all!(self, HeldRow, ALL_POSTS)? {
            found.entry(row.user_id).or_default().push(row.post.try_into()?);
        }
        Ok(found)
    }

    /// Gives a post its last day.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn end_post(&mut self, id: Uuid, last_day: NaiveDate) -> Result<(), StoreError> {
        execute!(self, END_POST, id, last_day)?;
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
        let Post { id, role, unit, sector, valid_from, valid_to, is_part_time } = post;
        let role = role.as_str();
        execute!(self, INSERT_POST, id, user_id, role, unit, sector, valid_from, valid_to, is_part_time)?;
        Ok(())
    }

    /// Every post that an account has, had or will have, in the order they were given.
    ///
    /// # Errors
    /// When the database is not reached, or a row has a role that is none.
    pub async fn posts(&mut self, user_id: Uuid) -> Result<Vec<Post>, StoreError> {
        all!(self, PostRow, POSTS, user_id)?.into_iter().map(Post::try_from).collect()
    }
}
