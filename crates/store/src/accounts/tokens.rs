//! Tokens that programs sign in with.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::access::{Role, Scope};
use sqlx::FromRow;
use uuid::Uuid;

/// A token 访问令牌, as far as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// Hash of the token.
    pub token_sha256: String,
    /// What it is good for.
    pub scope: Scope,
    /// The roles that it gives; all of its owner's when absent.
    pub roles: Option<Vec<Role>>,
    /// Since.
    pub created_at: DateTime<Utc>,
    /// Until; at this moment it is over.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to some minutes.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    user_id: Uuid,
    name: String,
    token_sha256: String,
    scope: String,
    roles: Option<String>,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for ApiToken {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, user_id, name, token_sha256, created_at, expires_at, used_at, revoked_at, .. } = row;
        let wrong = |what: &str| StoreError::Inconsistent {
            table: "api_token",
            id: id.to_string(),
            what: what.to_owned(),
        };
        let role = |word: &str| Role::parse(word).ok_or_else(|| wrong(word));
        let words = |text: String| text.split(',').filter(|word| !word.is_empty()).map(role).collect();
        let roles = row.roles.map(words).transpose()?;
        let scope = Scope::parse(&row.scope).ok_or_else(|| wrong(&row.scope))?;
        Ok(Self {
            id,
            user_id,
            name,
            token_sha256,
            scope,
            roles,
            created_at,
            expires_at,
            used_at,
            revoked_at,
        })
    }
}

macro_rules! columns {
    () => {
        "id, user_id, name, token_sha256, scope, roles, created_at, expires_at, used_at, revoked_at"
    };
}

const INSERT: &str =
    concat!("INSERT INTO api_token (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
const BY_HASH: &str = concat!("SELECT ", columns!(), " FROM api_token WHERE token_sha256 = $1");
const OF_USER: &str = concat!("SELECT ", columns!(), " FROM api_token WHERE user_id = $1 ORDER BY id");
const USE: &str = "UPDATE api_token SET used_at = $2 WHERE id = $1";
const REVOKE: &str = "UPDATE api_token SET revoked_at = $2 WHERE id = $1";
const REVOKE_ALL: &str = "UPDATE api_token SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL";

const REMOVE_ALL: &str = "DELETE FROM api_token WHERE user_id = $1";

pub(crate) const STATEMENTS: &[&str] = &[INSERT, BY_HASH, OF_USER, USE, REVOKE, REVOKE_ALL, REMOVE_ALL];

impl Tx {
    /// Keeps a token.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_token(&mut self, token: &ApiToken) -> Result<(), StoreError> {
        let ApiToken { id, user_id, name, token_sha256, scope, roles, created_at, expires_at, .. } = token;
        let (used_at, revoked_at) = (token.used_at, token.revoked_at);
        let words = |roles: &Vec<Role>| roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(",");
        let (scope, roles) = (scope.as_str(), roles.as_ref().map(words));
        execute!(
            self,
            INSERT,
            id,
            user_id,
            name,
            token_sha256,
            scope,
            &roles,
            created_at,
            expires_at,
            used_at,
            revoked_at
        )?;
        Ok(())
    }

    /// The token of a hash, over or not.
    ///
    /// # Errors
    /// When the database is not reached, or the row has words that are none.
    pub async fn token(&mut self, token_sha256: &str) -> Result<Option<ApiToken>, StoreError> {
        one!(self, Row, BY_HASH, token_sha256)?.map(ApiToken::try_from).transpose()
    }

    /// The tokens of an account, over or not, oldest first.
    ///
    /// # Errors
    /// When the database is not reached, or a row has words that are none.
    pub async fn tokens_of(&mut self, user_id: Uuid) -> Result<Vec<ApiToken>, StoreError> {
        all!(self, Row, OF_USER, user_id)?.into_iter().map(ApiToken::try_from).collect()
    }

    /// Notes that a token is used.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn use_token(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(self, USE, id, at)?;
        Ok(())
    }

    /// Revokes a token.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn revoke_token(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(self, REVOKE, id, at)?;
        Ok(())
    }

    /// Revokes every token of an account.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn revoke_tokens_of(&mut self, user_id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(self, REVOKE_ALL, user_id, at)?;
        Ok(())
    }

    /// Removes every token of an account.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn remove_tokens_of(&mut self, user_id: Uuid) -> Result<(), StoreError> {
        execute!(self, REMOVE_ALL, user_id)?;
        Ok(())
    }
}
