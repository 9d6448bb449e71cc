//! Signing in and out: who a password and a token belong to.

use super::password::{hash, verify};
use crate::act::{Act, local_day, new_id};
use crate::error::AppError;
use chrono::{DateTime, Duration, NaiveDate, SubsecRound, Utc};
use domain::access::{Caller, Post, Proof, Role, wait_after};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Account, AuditEvent, Failures, Session, Tx};
use uuid::Uuid;

/// Login of the account that the first start makes.
pub const FIRST_LOGIN: &str = "admin";
/// A session is over after so long, however much it is used.
const SESSION_HOURS: i64 = 12;
/// A session that nobody uses for so long is over. GB/T 22239-2019 8.1.4.1 b).
const IDLE_MINUTES: i64 = 60;
/// The use of a session is noted once in so long: a page asks for many things at a time.
pub(super) const NOTED_MINUTES: i64 = 5;
/// Wrong passwords in a row that cost nothing: for one login, and from one address, behind which a whole office may sit.
const FREE: [i64; 2] = [5, 40];
/// Wrong passwords of so long ago count no more.
const FORGOTTEN_HOURS: i64 = 24;

/// Where a request comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Address of the browser.
    pub address: Option<String>,
    /// What the browser says that it is.
    pub agent: Option<String>,
}

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
        must_change: false,
        disabled_at: None,

        last_sign_in_at: None,
        erased_at: None,
        phone: None,
    };
    tx.insert_account(&account).await?;
    let post = Post::at_no_unit(new_id(now)?, Role::Administrator, local_day(now));
    tx.insert_post(account.id, &post).await?;
    Ok(Some(password))
}

/// Somebody who says that a login is theirs.
pub struct Claim {
    pub(super) account: Option<Account>,
}

/// Somebody whose password was right.
pub struct Proven {
    pub(super) account: Account,
}

/// Somebody who may come in: of whom everything was asked that their account asks for.
pub struct Passed {
    pub(super) account: Account,
    pub(super) proof: Proof,
}

/// What wrong passwords for a login are counted by.
pub(super) fn subject_of(login: &str) -> String {
    format!("login:{login}")
}

/// Until when nobody tries the password of a login, of which so many were wrong.
pub(super) fn waits_until(failed: &Failures) -> DateTime<Utc> {
    failed.last_at + wait_after(failed.failures, FREE[0])
}

/// What wrong passwords are counted by.
fn subjects(login: &str, source: &Source) -> [Option<String>; 2] {
    // one too long to be a login is none, and is not kept as one
    let login: String = login.trim().to_lowercase().chars().take(40).collect();
    [Some(subject_of(&login)), source.address.as_ref().map(|address| format!("address:{address}"))]
}

/// What is needed to check a password: nothing is written, so that nobody waits for the check.
///
/// # Errors
/// [`AppError::TooManyTries`] after too many wrong ones, for the login or from the address.
pub async fn claim(tx: &mut Tx, login: &str, source: &Source, now: DateTime<Utc>) -> Result<Claim, AppError> {
    check_tries(tx, login, source, now).await?;
    Ok(Claim { account: tx.account_by_login(&login.trim().to_lowercase()).await? })
}

/// Whether a password may be tried for a login and from an address at this moment.
pub(super) async fn check_tries(
    tx: &mut Tx,
    login: &str,
    source: &Source,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    for (subject, free) in subjects(login, source).into_iter().zip(FREE) {
        let Some(subject) = subject else { continue };
        if let Some(failed) = tx.failures(&subject).await? {
            let until = failed.last_at + wait_after(failed.failures, free);
            if now < until {
                return Err(AppError::TooManyTries { seconds: (until - now).num_seconds().max(1) });
            }
        }
    }
    Ok(())
}

/// Counts a wrong password.
///
/// # Errors
/// When the database refuses it.
pub async fn refuse(
    tx: &mut Tx,
    login: &str,
    source: &Source,
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let now = now.trunc_subsecs(3);
    for subject in subjects(login, source).into_iter().flatten() {
        tx.count_failure(&subject, now, now - Duration::hours(FORGOTTEN_HOURS)).await?;
    }
    // whose the login is, if anybody's; what was typed in its place may be a password and is not kept
    let account = tx.account_by_login(&login.trim().to_lowercase()).await?;
    let id = account.map(|account| account.id).unwrap_or_default();
    let event = session_event("session.refuse", id, source, request_id, now)?;
    Ok(tx.append_audit(&AuditEvent { user_id: None, ..event }).await?)
}

impl Claim {
    /// What a password of this account must not be made of.
    pub fn about(&self) -> Vec<String> {
        self.account.iter().flat_map(|account| [account.login.clone(), account.name.clone()]).collect()
    }

    /// The login of the account; empty when there is none.
    pub fn login(&self) -> String {
        self.account.as_ref().map(|account| account.login.clone()).unwrap_or_default()
    }

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

impl Proven {
    /// What a password of this account must not be made of.
    pub fn about(&self) -> Vec<String> {
        vec![self.account.login.clone(), self.account.name.clone()]
    }
}

/// Opens a session: who is signed in, and the token for the cookie.
///
/// # Errors
/// [`AppError::Disabled`] for an account that is out of use.
pub async fn sign_in(
    tx: &mut Tx,
    passed: Passed,
    source: Source,
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<(SignedIn, String), AppError> {
    let Passed { account, proof } = passed;
    if account.disabled_at.is_some() {
        return Err(AppError::Disabled);
    }
    tx.forget_failures(&subject_of(&account.login)).await?;
    tx.note_sign_in(account.id, now.trunc_subsecs(3)).await?;
    let token = secret::<32>()?;
    let session = Session {
        token_sha256: token_hash(&token),
        user_id: account.id,
        created_at: now,
        expires_at: now + Duration::hours(SESSION_HOURS),
        seen_at: Some(now),
        address: source.address.clone(),
        agent: source.agent.as_ref().map(|agent| agent.chars().take(200).collect()),
        proof,
    };
    tx.open_session(&session).await?;
    tx.append_audit(&session_event("session.sign_in", account.id, &source, request_id, now)?).await?;
    let must_change = account.must_change && proof.uses_password();
    Ok((
        SignedIn { caller: as_caller(tx, account, now).await?, must_change, is_use_due: false, proof },
        token,
    ))
}

/// Signing in and out changes nothing that has a before; after it, somebody came from somewhere.
pub(super) fn session_event(
    action: &str,
    user_id: Uuid,
    source: &Source,
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<AuditEvent, AppError> {
    let now = now.trunc_subsecs(3);
    Ok(AuditEvent {
        id: new_id(now)?,
        at: now,
        user_id: Some(user_id),
        unit_id: None,
        token_id: None,
        request_id: request_id.to_owned(),
        action: action.to_owned(),
        subject_kind: "account".to_owned(),
        subject_id: user_id.to_string(),
        before_json: None,
        after_json: source.address.as_ref().map(|address| json!({ "address": address }).to_string()),
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

/// Somebody whose session holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The person.
    pub caller: Caller,
    /// Whether they must choose a password before anything else.
    pub must_change: bool,
    /// Whether the use of the session is to be noted, by [`super::note_use`].
    pub is_use_due: bool,
    /// By what they showed who they are.
    pub proof: Proof,
}

/// Whether a session is over: used up, or not used for long.
pub(super) fn is_over(session: &Session, now: DateTime<Utc>) -> bool {
    let seen_at = session.seen_at.unwrap_or(session.created_at);
    session.expires_at <= now || seen_at + Duration::minutes(IDLE_MINUTES) <= now
}

/// Who a token belongs to.
///
/// # Errors
/// [`AppError::SignInRequired`] for a token that is unknown or over, or whose account is disabled.
pub async fn caller(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> Result<SignedIn, AppError> {
    let session = tx.session(&token_hash(token)).await?.filter(|session| !is_over(session, now));
    let session = session.ok_or(AppError::SignInRequired)?;
    let account = tx.account(session.user_id).await?.filter(|account| account.disabled_at.is_none());
    let account = account.ok_or(AppError::SignInRequired)?;
    let seen_at = session.seen_at.unwrap_or(session.created_at);
    let is_use_due = seen_at + Duration::minutes(NOTED_MINUTES) <= now;
    let proof = session.proof;
    let must_change = account.must_change && proof.uses_password();
    Ok(SignedIn { caller: as_caller(tx, account, now).await?, must_change, is_use_due, proof })
}

/// Ends the session of a token.
///
/// # Errors
/// When the database refuses it.
pub async fn sign_out(tx: &mut Tx, act: &Act, token: &str) -> Result<(), AppError> {
    tx.end_session(&token_hash(token)).await?;
    let event =
        session_event("session.sign_out", act.caller.user_id, &Source::default(), &act.request_id, act.now)?;
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
    caller_with(tx, account, &posts, local_day(now)).await
}

/// The person of an account with these posts, as far as they are held on a day.
pub(super) async fn caller_with(
    tx: &mut Tx,
    account: Account,
    posts: &[Post],
    day: NaiveDate,
) -> Result<Caller, AppError> {
    // who reaches everything needs no tree of units
    let is_placed = posts.iter().any(|post| post.role.needs_unit());
    let units = if is_placed { tx.units().await? } else { Vec::new() };
    Ok(Caller::new(account.id, account.name, posts, &units, day))
}

/// Random bytes as hex.
pub(super) fn secret<const BYTES: usize>() -> Result<String, AppError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|e| AppError::Internal(e.to_string()))?;
    Ok(hex::encode(bytes))
}
