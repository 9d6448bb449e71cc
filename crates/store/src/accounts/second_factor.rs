//! Second factors, and codes for when one is lost.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use std::collections::HashSet;
use uuid::Uuid;

/// What somebody proves besides a password.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SecondFactor {
    /// Whose.
    pub user_id: Uuid,
    /// What the phone computes its codes from, in base32.
    pub secret: String,
    /// When it was shown.
    pub begun_at: DateTime<Utc>,
    /// When the first code of it came; before, it is asked for nowhere.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The step of the last code that was taken: none up to it is taken again.
    pub last_step: i64,
}

const OF: &str =
    "SELECT user_id, secret, begun_at, confirmed_at, last_step FROM second_factor WHERE user_id = $1";
const HOLDERS: &str = "SELECT user_id FROM second_factor WHERE confirmed_at IS NOT NULL";
const PUT: &str = "INSERT INTO second_factor (user_id, secret, begun_at, confirmed_at, last_step)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret,
     begun_at = excluded.begun_at, confirmed_at = excluded.confirmed_at, last_step = excluded.last_step";
// one statement, so that of two requests with one code one is refused
const USE_STEP: &str = "UPDATE second_factor SET last_step = $2 WHERE user_id = $1 AND last_step < $2";
const REMOVE: &str = "DELETE FROM second_factor WHERE user_id = $1";
const ADD_CODE: &str = "INSERT INTO recovery_code (user_id, code_sha256) VALUES ($1, $2)";
const USE_CODE: &str =
    "UPDATE recovery_code SET used_at = $3 WHERE user_id = $1 AND code_sha256 = $2 AND used_at IS NULL";
const CODES_LEFT: &str = "SELECT COUNT(*) FROM recovery_code WHERE user_id = $1 AND used_at IS NULL";
const REMOVE_CODES: &str = "DELETE FROM recovery_code WHERE user_id = $1";

pub(crate) const STATEMENTS: &[&str] =
    &[OF, HOLDERS, PUT, USE_STEP, REMOVE, ADD_CODE, USE_CODE, CODES_LEFT, REMOVE_CODES];

impl Tx {
    /// The second factor of an account, confirmed or not.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn second_factor(&mut self, user_id: Uuid) -> Result<Option<SecondFactor>, StoreError> {
        Ok(one!(self, SecondFactor, OF, user_id)?)
    }

    /// The accounts that have a second factor.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn second_factor_holders(&mut self) -> Result<HashSet<Uuid>, StoreError> {
        Ok(all!(self, (Uuid,), HOLDERS)?.into_iter().map(|(id,)| id).collect())
    }

    /// Keeps a second factor in the place of what was there.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn keep_second_factor(&mut self, factor: &SecondFactor) -> Result<(), StoreError> {
        let SecondFactor { user_id, secret, begun_at, confirmed_at, last_step } = factor;
        execute!(self, PUT, user_id, secret, begun_at, confirmed_at, last_step)?;
        Ok(())
    }

    /// Takes the code of a step: whether it is the first one of this step or a later one.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn use_step(&mut self, user_id: Uuid, step: i64) -> Result<bool, StoreError> {
        Ok(execute!(self, USE_STEP, user_id, step)? == 1)
    }

    /// Removes the second factor of an account, with its recovery codes.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn remove_second_factor(&mut self, user_id: Uuid) -> Result<(), StoreError> {
        execute!(self, REMOVE_CODES, user_id)?;
        execute!(self, REMOVE, user_id)?;
        Ok(())
    }

    /// Keeps the hashes of recovery codes in the place of those that were there.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn keep_recovery_codes(&mut self, user_id: Uuid, hashes: &[String]) -> Result<(), StoreError> {
        execute!(self, REMOVE_CODES, user_id)?;
        for hash in hashes {
            execute!(self, ADD_CODE, user_id, hash)?;
        }
        Ok(())
    }

    /// Uses a recovery code up: whether there was one that was not used.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn use_recovery_code(
        &mut self,
        user_id: Uuid,
        hash: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        Ok(execute!(self, USE_CODE, user_id, hash, at)? == 1)
    }

    /// How many recovery codes are not used.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn recovery_codes_left(&mut self, user_id: Uuid) -> Result<i64, StoreError> {
        Ok(one!(self, (i64,), CODES_LEFT, user_id)?.map_or(0, |(count,)| count))
    }
}
