//! Sessions, and how often a password was wrong.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::access::Proof;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Hash of the token in the cookie.
    pub token_sha256: String,
    /// Whose.
    pub user_id: Uuid,
    /// Since.
    pub created_at: DateTime<Utc>,
    /// Until; at this moment it is over, however much it is used.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to some minutes.
    pub seen_at: Option<DateTime<Utc>>,
    /// Where it was opened from.
    pub address: Option<String>,
    /// By which browser.
    pub agent: Option<String>,
    /// By what its person showed who they are.
    pub proof: Proof,
}

#[derive(FromRow)]
struct SessionRow {
    token_sha256: String,
    user_id: Uuid,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    seen_at: Option<DateTime<Utc>>,
    address: Option<String>,
    agent: Option<String>,
    proof: String,
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        let Some(proof) = Proof::parse(&row.proof) else {
            let what = format!("proof {}", row.proof);
            return Err(StoreError::Inconsistent { table: "session", id: row.user_id.to_string(), what });
        };
        let SessionRow { token_sha256, user_id, created_at, expires_at, seen_at, address, agent, .. } = row;
        Ok(Self { token_sha256, user_id, created_at, expires_at, seen_at, address, agent, proof })
    }
}

/// Wrong passwords in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Failures {
    /// How many.
    pub failures: i64,
    /// When the last one came.
    pub last_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct FailuresRow {
    subject: String,
    #[sqlx(flatten)]
    failures: Failures,
}

macro_rules! columns {
    () => {
        "token_sha256, user_id, created_at, expires_at, seen_at, address, agent, proof"
    };
}

const OPEN: &str = concat!("INSERT INTO session (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
const BY_TOKEN: &str = concat!("SELECT ", columns!(), " FROM session WHERE token_sha256 = $1");
const OF_USER: &str =
    concat!("SELECT ", columns!(), " FROM session WHERE user_id = $1 ORDER BY created_at, token_sha256");
const SEE: &str = "UPDATE session SET seen_at = $2 WHERE token_sha256 = $1";
const PROVE: &str = "UPDATE session SET proof = $2 WHERE token_sha256 = $1";
const END: &str = "DELETE FROM session WHERE token_sha256 = $1";
const END_OTHERS: &str = "DELETE FROM session WHERE user_id = $1 AND token_sha256 <> $2";
const SWEEP: &str = "DELETE FROM session WHERE expires_at <= $1";
const FAILURES: &str = "SELECT failures, last_at FROM sign_in_failure WHERE subject = $1";
// one statement, so that two nodes count both of two failures
const FAIL: &str = "INSERT INTO sign_in_failure (subject, failures, last_at) VALUES ($1, 1, $2)
     ON CONFLICT (subject) DO UPDATE SET
     failures = CASE WHEN sign_in_failure.last_at < $3 THEN 1 ELSE sign_in_failure.failures + 1 END,
     last_at = excluded.last_at";
const ALL_FAILURES: &str =
    "SELECT subject, failures, last_at FROM sign_in_failure WHERE subject LIKE 'login:%'";
const ALL_OPEN: &str =
    concat!("SELECT ", columns!(), " FROM session WHERE expires_at > $1 ORDER BY user_id, created_at");
const FORGET: &str = "DELETE FROM sign_in_failure WHERE subject = $1";
const FORGET_OLD: &str = "DELETE FROM sign_in_failure WHERE last_at < $1";

pub(crate) const STATEMENTS: &[&str] = &[
    OPEN,
    BY_TOKEN,
    OF_USER,
    SEE,
    PROVE,
    END,
    END_OTHERS,
    SWEEP,
    FAILURES,
    FAIL,
    ALL_FAILURES,
    ALL_OPEN,
    FORGET,
    FORGET_OLD,
];

impl Tx {
    /// Opens a session and sweeps those that are over.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn open_session(&mut self, session: &Session) -> Result<(), StoreError> {
        execute!(self, SWEEP, session.created_at)?;
        let Session { token_sha256, user_id, created_at, expires_at, seen_at, address, agent, proof } =
            session;
        let proof = proof.as_str();
        execute!(self, OPEN, token_sha256, user_id, created_at, expires_at, seen_at, address, agent, proof)?;
        Ok(())
    }

    /// A session, over or not.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn session(&mut self, token_sha256: &str) -> Result<Option<Session>, StoreError> {
        one!(self, SessionRow, BY_TOKEN, token_sha256)?.map(Session::try_from).transpose()
    }

    /// The sessions of an account, over or not, oldest first.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn sessions_of(&mut self, user_id: Uuid) -> Result<Vec<Session>, StoreError> {
        all!(self, SessionRow, OF_USER, user_id)?.into_iter().map(Session::try_from).collect()
    }

    /// Notes that a session is used.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn see_session(&mut self, token_sha256: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(self, SEE, token_sha256, at)?;
        Ok(())
    }

    /// Notes that the person of a session showed more of who they are.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn prove_session(&mut self, token_sha256: &str, proof: Proof) -> Result<(), StoreError> {
        execute!(self, PROVE, token_sha256, proof.as_str())?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn end_session(&mut self, token_sha256: &str) -> Result<(), StoreError> {
        execute!(self, END, token_sha256)?;
        Ok(())
    }

    /// Ends the sessions of an account but one; all of them when that one is none.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn end_sessions_of(&mut self, user_id: Uuid, but: &str) -> Result<(), StoreError> {
        execute!(self, END_OTHERS, user_id, but)?;
        Ok(())
    }

    /// How often the password was wrong for somebody or from somewhere.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn failures(&mut self, subject: &str) -> Result<Option<Failures>, StoreError> {
        Ok(one!(self, Failures, FAILURES, subject)?)
    }

    /// Wrong passwords in a row for each login that has any, by `login:` and the login.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn failures_of_logins(&mut self) -> Result<HashMap<String, Failures>, StoreError> {
        let found = all!(self, FailuresRow, ALL_FAILURES)?;
        Ok(found.into_iter().map(|FailuresRow { subject, failures }| (subject, failures)).collect())
    }

    /// The sessions of every account that are not used up at a moment.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn sessions_at(&mut self, now: DateTime<Utc>) -> Result<Vec<Session>, StoreError> {
        all!(self, SessionRow, ALL_OPEN, now)?.into_iter().map(Session::try_from).collect()
    }

    /// Counts a wrong password, beginning anew when the last one came before `forgotten`.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn count_failure(
        &mut self,
        subject: &str,
        at: DateTime<Utc>,
        forgotten: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(self, FORGET_OLD, forgotten)?;
        execute!(self, FAIL, subject, at, forgotten)?;
        Ok(())
    }

    /// Forgets wrong passwords, since the right one came.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn forget_failures(&mut self, subject: &str) -> Result<(), StoreError> {
        execute!(self, FORGET, subject)?;
        Ok(())
    }
}
