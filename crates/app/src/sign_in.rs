//! Accounts and sessions. One administrator until accounts of other roles exist.

use crate::act::{Act, local_day, new_id};
use crate::error::AppError;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use chrono::{DateTime, Duration, SubsecRound, Utc};
use domain::access::{Caller, Post, Reach, Role};
use sha2::{Digest, Sha256};
use store::{Account, AuditEvent, Session, Tx};
use uuid::Uuid;

/// Login of the account that the first start makes.
pub const FIRST_LOGIN: &str = "admin";
const SESSION_HOURS: i64 = 12;

/// Makes the first account, if there is none, and gives its password: the only time that it is seen.
///
/// # Errors
/// When the database refuses it.
pub async fn first_administrator(tx: &mut Tx, now: DateTime<Utc>) -> Result<Option<String>, AppError> {
    if tx.accounts_count().await? > 0 {
        return Ok(None);
    }
    let password = secret::<12>()?;
    let account = Account {
        id: new_id(now)?,
        login: FIRST_LOGIN.to_owned(),
        name: "管理员".to_owned(),
        password_hash: hash(&password)?,
        created_at: now,
    };
    tx.insert_account(&account).await?;
    let post = Post::at_no_unit(new_id(now)?, Role::Administrator, local_day(now));
    tx.insert_post(account.id, &post).await?;
    Ok(Some(password))
}

/// Somebody who says that a login is theirs.
pub struct Claim {
    account: Option<Account>,
}

/// Somebody whose password was right.
pub struct Proven {
    account: Account,
}

/// What is needed to check a password: nothing is written, so that nobody waits for the check.
///
/// # Errors
/// When the database is not reached.
pub async fn claim(tx: &mut Tx, login: &str) -> Result<Claim, AppError> {
    Ok(Claim { account: tx.account_by_login(login).await? })
}

impl Claim {
    /// Checks the password. Slow on purpose (argon2id): call it off the event loop, and in no transaction.
    ///
    /// # Errors
    /// [`AppError::WrongCredentials`], after the same work whether the login exists or not.
    pub fn prove(self, password: &str) -> Result<Proven, AppError> {
        let stored = self.account.as_ref().map_or(NO_ACCOUNT, |account| &account.password_hash);
        let is_right = verify(stored, password);
        let account = self.account.filter(|_| is_right).ok_or(AppError::WrongCredentials)?;
        Ok(Proven { account })
    }
}

/// Opens a session: the caller and the token for the cookie.
///
/// # Errors
/// When the database refuses it.
pub async fn sign_in(
    tx: &mut Tx,
    proven: Proven,
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<(Caller, String), AppError> {
    let account = proven.account;
    let token = secret::<32>()?;
    let session = Session {
        token_sha256: token_hash(&token),
        user_id: account.id,
        created_at: now,
        expires_at: now + Duration::hours(SESSION_HOURS),
    };
    tx.open_session(&session).await?;
    tx.append_audit(&session_event("session.sign_in", account.id, request_id, now)?).await?;
    Ok((as_caller(tx, account, now).await?, token))
}

/// Signing in and out changes nothing that has a before and an after.
fn session_event(
    action: &str,
    user_id: Uuid,
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<AuditEvent, AppError> {
    let now = now.trunc_subsecs(3);
    Ok(AuditEvent {
        id: new_id(now)?,
        at: now,
        user_id: Some(user_id),
        request_id: request_id.to_owned(),
        action: action.to_owned(),
        subject_kind: "account".to_owned(),
        subject_id: user_id.to_string(),
        before_json: None,
        after_json: None,
    })
}

/// Who acts when the program is run on the machine itself: the first administrator, since who can run it there holds the
/// data anyway. Nobody before the first start.
///
/// # Errors
/// When the database is not reached.
pub async fn first_caller(tx: &mut Tx, now: DateTime<Utc>) -> Result<Option<Caller>, AppError> {
    match tx.account_by_login(FIRST_LOGIN).await? {
        Some(account) => Ok(Some(as_caller(tx, account, now).await?)),
        None => Ok(None),
    }
}

/// Who a token belongs to.
///
/// # Errors
/// [`AppError::SignInRequired`] for a token that is unknown or over.
pub async fn caller(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> Result<Caller, AppError> {
    let session = tx.session(&token_hash(token)).await?.filter(|session| now < session.expires_at);
    let Some(session) = session else { return Err(AppError::SignInRequired) };
    let account = tx.account(session.user_id).await?;
    as_caller(tx, account.ok_or(AppError::SignInRequired)?, now).await
}

/// Ends the session of a token.
///
/// # Errors
/// When the database refuses it.
pub async fn sign_out(tx: &mut Tx, act: &Act, token: &str) -> Result<(), AppError> {
    tx.end_session(&token_hash(token)).await?;
    let event = session_event("session.sign_out", act.caller.user_id, &act.request_id, act.now)?;
    Ok(tx.append_audit(&event).await?)
}

/// What is kept of a token.
pub fn token_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// A hash that no password has, to spend the same time on an unknown login.
const NO_ACCOUNT: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2hvdXplLW5vLWFjY291bnQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The person of an account, with the posts that are held today: one that ended yesterday gives nothing, whatever the
/// session.
async fn as_caller(tx: &mut Tx, account: Account, now: DateTime<Utc>) -> Result<Caller, AppError> {
    let posts = tx.posts(account.id).await?;
    // who reaches everything needs no tree of units
    let is_placed = posts.iter().any(|post| post.role.reach() != Reach::Everything);
    let units = if is_placed { tx.units().await? } else { Vec::new() };
    Ok(Caller::new(account.id, account.name, &posts, &units, local_day(now)))
}

fn hash(password: &str) -> Result<String, AppError> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|e| AppError::Internal(e.to_string()))?.to_string())
}

fn verify(stored: &str, password: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Random bytes as hex.
fn secret<const BYTES: usize>() -> Result<String, AppError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|e| AppError::Internal(e.to_string()))?;
    Ok(hex::encode(bytes))
}
