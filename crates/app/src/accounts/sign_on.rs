//! Signing in by a provider of identities 统一身份认证: whose account it is, what is still asked for, and taking the link away.

use super::account_json;
use super::keep::others;
use super::second_factor::{confirmed, pass};
use super::sign_in::{Passed, Proven, Source, check_tries, refuse, session_event, token_hash};
use crate::act::Act;
use crate::error::AppError;
use chrono::{DateTime, SubsecRound, Utc};
use domain::access::{Caller, Named, Proof, SignOnError, Verb, account_of};
use serde_json::{Value, json};
use store::{AuditEvent, LinkedIdentity, Tx};
use uuid::Uuid;

/// Who a provider says that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The provider.
    pub issuer: String,
    /// Who it is there.
    pub subject: String,
    /// The login that the claim of the settings names.
    pub login: Option<String>,
    /// How the provider made sure.
    pub methods: Vec<String>,
}

impl Came {
    fn json(&self) -> Value {
        json!({ "provider": self.issuer, "identity": self.subject, "login": self.login })
    }
}

/// Finds the account of who came, and links it the first time. No account is made.
///
/// # Errors
/// [`SignOnError`] when nobody is meant, [`AppError::Disabled`] for an account that is out of use.
pub async fn pass_by_provider(
    tx: &mut Tx,
    came: &Came,
    trusted: &[String],
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<Passed, AppError> {
    let linked = tx.identity(&came.issuer, &came.subject).await?.map(|identity| identity.user_id);
    let named = match &came.login {
        Some(login) => tx.account_by_login(login).await?,
        None => None,
    };
    let named = match named {
        Some(account) => {
            let is_linked = tx.identity_of(account.id).await?.is_some();
            Some(Named { account: account.id, is_linked })
        }
        None => None,
    };
    let (id, is_new) = account_of(linked, named)?;
    let account = tx.account(id).await?.ok_or(SignOnError::UnknownPerson)?;
    if account.disabled_at.is_some() {
        return Err(AppError::Disabled);
    }
    if is_new {
        let (issuer, subject) = (came.issuer.clone(), came.subject.clone());
        let linked_at = now.trunc_subsecs(3);
        tx.link_identity(&LinkedIdentity { user_id: id, issuer, subject, linked_at }).await?;
        let event = session_event("account.link", id, &Source::default(), request_id, now)?;
        tx.append_audit(&AuditEvent { after_json: Some(came.json().to_string()), ..event }).await?;
    }
    let has_second_factor = confirmed(tx, id).await?.is_some();
    Ok(Passed { account, proof: Proof::by_provider(&came.methods, trusted, has_second_factor) })
}

/// Writes down that somebody whom the provider knows did not come in. What the provider says of them is no secret.
///
/// # Errors
/// When the database refuses it.
pub async fn refuse_by_provider(
    tx: &mut Tx,
    came: &Came,
    source: &Source,
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let event = session_event("session.refuse", Uuid::nil(), source, request_id, now)?;
    let mut after = came.json();
    after["address"] = json!(source.address);
    Ok(tx.append_audit(&AuditEvent { user_id: None, after_json: Some(after.to_string()), ..event }).await?)
}

/// Writes down that what a browser brought back from the provider was not to be trusted, and why: forged, of another browser, used
/// before, or of another time. Nobody is known by it.
///
/// # Errors
/// When the database refuses it.
pub async fn refuse_brought(
    tx: &mut Tx,
    why: &str,
    source: &Source,
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let event = session_event("session.refuse", Uuid::nil(), source, request_id, now)?;
    let after = json!({ "why": why, "address": source.address });
    Ok(tx.append_audit(&AuditEvent { user_id: None, after_json: Some(after.to_string()), ..event }).await?)
}

/// Takes the code that a session still waits for.
///
/// # Errors
/// When none is waited for, it is wrong, or too many were.
pub async fn give_code(
    tx: &mut Tx,
    caller: &Caller,
    token: &str,
    code: &str,
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let hash = token_hash(token);
    let session = tx.session(&hash).await?.filter(|session| session.proof.awaits_code());
    session.ok_or(SignOnError::NoCodeAwaited)?;
    let account = tx.account(caller.user_id).await?.ok_or(AppError::SignInRequired)?;
    check_tries(tx, &account.login, &Source::default(), now).await?;
    pass(tx, Proven { account }, Some(code), now).await?;
    tx.prove_session(&hash, Proof::Provider).await?;
    let event = session_event("session.code", caller.user_id, &Source::default(), request_id, now)?;
    Ok(tx.append_audit(&event).await?)
}

/// Counts a code that was wrong, as a wrong password is counted.
///
/// # Errors
/// When the database refuses it.
pub async fn refuse_code(
    tx: &mut Tx,
    caller: &Caller,
    request_id: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let account = tx.account(caller.user_id).await?.ok_or(AppError::SignInRequired)?;
    refuse(tx, &account.login, &Source::default(), request_id, now).await
}

/// Takes the identity of the provider from somebody's account, and ends their sessions: the next one of that name is linked anew.
///
/// # Errors
/// When it is the caller's own, or nothing is linked.
pub async fn unlink(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let account = others(tx, act, Verb::KeepAccounts, id).await?;
    let was = tx.identity_of(account.id).await?.ok_or(SignOnError::NotLinked)?;
    tx.unlink_identity(account.id).await?;
    tx.end_sessions_of(account.id, "").await?;
    let before = json!({ "provider": was.issuer, "identity": was.subject });
    let after = account_json(&account);
    act.record(tx, "account.unlink", ("account", account.id), Some(before), Some(after)).await
}
