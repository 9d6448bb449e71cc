//! Which account an identity of a provider has.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::FromRow;
use std::collections::HashSet;
use uuid::Uuid;

/// An identity at a provider, and the account that it has here. An account has one at most.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct LinkedIdentity {
    /// The account.
    pub user_id: Uuid,
    /// The provider.
    pub issuer: String,
    /// Who it is there.
    pub subject: String,
    /// Since.
    pub linked_at: DateTime<Utc>,
}

const BY_SUBJECT: &str =
    "SELECT user_id, issuer, subject, linked_at FROM identity WHERE issuer = $1 AND subject = $2";
const OF_USER: &str = "SELECT user_id, issuer, subject, linked_at FROM identity WHERE user_id = $1";
const HOLDERS: &str = "SELECT user_id FROM identity";
const LINK: &str = "INSERT INTO identity (user_id, issuer, subject, linked_at) VALUES ($1, $2, $3, $4)";
const UNLINK: &str = "DELETE FROM identity WHERE user_id = $1";

pub(crate) const STATEMENTS: &[&str] = &[BY_SUBJECT, OF_USER, HOLDERS, LINK, UNLINK];

impl Tx {
    /// The account of an identity.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn identity(
        &mut self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<LinkedIdentity>, StoreError> {
        Ok(one!(self, LinkedIdentity, BY_SUBJECT, issuer, subject)?)
    }

    /// The identity of an account.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn identity_of(&mut self, user_id: Uuid) -> Result<Option<LinkedIdentity>, StoreError> {
        Ok(one!(self, LinkedIdentity, OF_USER, user_id)?)
    }

    /// The accounts that an identity has.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn identity_holders(&mut self) -> Result<HashSet<Uuid>, StoreError> {
        Ok(all!(self, (Uuid,), HOLDERS)?.into_iter().map(|(id,)| id).collect())
    }

    /// Gives an identity its account.
    ///
    /// # Errors
    /// When either has another already.
    pub async fn link_identity(&mut self, identity: &LinkedIdentity) -> Result<(), StoreError> {
        let LinkedIdentity { user_id, issuer, subject, linked_at } = identity;
        execute!(self, LINK, user_id, issuer, subject, linked_at)?;
        Ok(())
    }

    /// Takes the identity from an account: whether it had one.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn unlink_identity(&mut self, user_id: Uuid) -> Result<bool, StoreError> {
        Ok(execute!(self, UNLINK, user_id)? == 1)
    }
}
