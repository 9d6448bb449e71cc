//! Keeping somebody out, and letting them in again: disabled, locked by wrong passwords, signed out, a password forgotten.

use super::keep::{changed, ensure_kept, others};
use super::password::Hashed;
use super::sign_in::{subject_of, waits_until};
use crate::act::Act;
use crate::error::AppError;
use domain::access::{AccountError, Verb};
use serde_json::json;
use store::{Account, Tx};
use uuid::Uuid;

/// Gives somebody a one-time password in place of a forgotten one, ends their sessions and
/// revokes their tokens.
///
/// # Errors
/// When it is the caller, or nobody.
pub async fn set_password(tx: &mut Tx, act: &Act, id: Uuid, hashed: Hashed) -> Result<(), AppError> {
    let old = others(tx, act, Verb::KeepAccounts, id).await?;
    if old.erased_at.is_some() {
        return Err(AccountError::Erased.into());
    }
    let new = Account { password_hash: hashed.hash, must_change: true, ..old.clone() };
    tx.end_sessions_of(id, "").await?;
    tx.revoke_tokens_of(id, act.now).await?;
    tx.forget_failures(&subject_of(&old.login)).await?;
    changed(tx, act, "account.set_password", &old, &new).await
}

/// Takes an account out of use 停用: its sessions end, and nobody signs in with it.
///
/// # Errors
/// When it is the caller's, out of use already, or nobody would keep accounts or give posts.
pub async fn disable(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let old = others(tx, act, Verb::KeepAccounts, id).await?;
    if old.disabled_at.is_some() {
        return Err(AccountError::SameState.into());
    }
    let new = Account { disabled_at: Some(act.now), ..old.clone() };
    changed(tx, act, "account.disable", &old, &new).await?;
    tx.end_sessions_of(id, "").await?;
    ensure_kept(tx, act).await
}

/// Puts an account in use again 启用.
///
/// # Errors
/// When it is the caller's, or in use.
pub async fn enable(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let old = others(tx, act, Verb::KeepAccounts, id).await?;
    if old.disabled_at.is_none() {
        return Err(AccountError::SameState.into());
    }
    if old.erased_at.is_some() {
        return Err(AccountError::Erased.into());
    }
    changed(tx, act, "account.enable", &old, &Account { disabled_at: None, ..old.clone() }).await
}

/// Lets somebody try at once who mistyped a password too often 解锁.
///
/// # Errors
/// When it is the caller's, or nothing keeps them waiting.
pub async fn unlock(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let account = others(tx, act, Verb::KeepAccounts, id).await?;
    let subject = subject_of(&account.login);
    let failed = tx.failures(&subject).await?.filter(|failed| act.now < waits_until(failed));
    let failed = failed.ok_or(AccountError::SameState)?;
    tx.forget_failures(&subject).await?;
    let before = json!({ "failures": failed.failures });
    act.record(tx, "account.unlock", ("account", id), Some(before), Some(json!({ "failures": 0 }))).await
}

/// Ends every session of somebody.
///
/// # Errors
/// When it is the caller, or nobody is signed in.
pub async fn end_sessions(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let account = others(tx, act, Verb::KeepAccounts, id).await?;
    let open = tx.sessions_of(account.id).await?.len();
    if open == 0 {
        return Err(AccountError::SameState.into());
    }
    tx.end_sessions_of(account.id, "").await?;
    let before = json!({ "sessions": open });
    act.record(tx, "account.end_sessions", ("account", id), Some(before), Some(json!({ "sessions": 0 })))
        .await
}
