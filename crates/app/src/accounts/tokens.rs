//! Tokens 访问令牌 of the caller's: a program signs in with one, may do less than its owner, and says so in the audit trail.

use super::sign_in::{NOTED_MINUTES, Proven, caller_with, secret, token_hash};
use crate::act::{Act, local_day};
use crate::error::AppError;
use chrono::{DateTime, Duration, Utc};
use domain::access::{Caller, Role, Scope, TokenError, checked_token_name, lasting, posts_of_token};
use serde_json::{Value, json};
use store::{ApiToken, Tx};
use uuid::Uuid;

/// How every token begins, so that one that lies in a public place is found as what it is.
const BEGIN: &str = "shz_";

/// A token to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What its owner calls it.
    pub name: String,
    /// What it is good for.
    pub scope: Scope,
    /// The roles that it gives; all of its owner's when absent.
    pub roles: Option<Vec<Role>>,
    /// How long it lasts.
    pub days: i64,
}

/// A program whose token holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByToken {
    /// The owner, with the posts that the token gives.
    pub caller: Caller,
    /// Which token.
    pub id: Uuid,
    /// What it is good for.
    pub scope: Scope,
    /// Whether the use is to be noted, by [`note_token_use`].
    pub is_use_due: bool,
}

fn token_json(token: &ApiToken) -> Value {
    let words = |roles: &Vec<Role>| roles.iter().map(|role| role.as_str()).collect::<Vec<_>>();
    json!({
        "name": token.name,
        "scope": token.scope.as_str(),
        "roles": token.roles.as_ref().map(words),
        "expires_at": token.expires_at,
        "revoked": token.revoked_at.is_some(),
    })
}

/// Gives the caller a token. It is shown this once; its hash is kept.
///
/// # Errors
/// When its name or its days are bad, or a role is none of the caller's.
pub async fn add_token(
    tx: &mut Tx,
    act: &Act,
    proven: Proven,
    new: NewToken,
) -> Result<(ApiToken, String), AppError> {
    let NewToken { name, scope, roles, days } = new;
    let held = act.caller.roles();
    if roles.iter().flatten().any(|role| !held.contains(role)) {
        return Err(TokenError::RoleNotHeld.into());
    }
    let text = format!("{BEGIN}{}", secret::<32>()?);
    let token = ApiToken {
        id: act.new_id()?,
        user_id: proven.account.id,
        name: checked_token_name(&name)?,
        token_sha256: token_hash(&text),
        scope,
        roles,
        created_at: act.now,
        expires_at: act.now + lasting(days)?,
        used_at: None,
        revoked_at: None,
    };
    tx.insert_token(&token).await?;
    act.record(tx, "token.add", ("token", token.id), None, Some(token_json(&token))).await?;
    Ok((token, text))
}

/// The caller's tokens, over or not, oldest first.
///
/// # Errors
/// When the database is not reached.
pub async fn my_tokens(tx: &mut Tx, caller: &Caller) -> Result<Vec<ApiToken>, AppError> {
    Ok(tx.tokens_of(caller.user_id).await?)
}

/// Revokes a token of the caller's.
///
/// # Errors
/// [`AppError::NotFound`] for one that is nobody's or somebody else's.
pub async fn revoke_token(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let own = tx.tokens_of(act.caller.user_id).await?;
    let old = own.into_iter().find(|token| token.id == id).ok_or(AppError::NotFound("token"))?;
    if old.revoked_at.is_some() {
        return Err(TokenError::Revoked.into());
    }
    tx.revoke_token(id, act.now).await?;
    let new = ApiToken { revoked_at: Some(act.now), ..old.clone() };
    act.record(tx, "token.revoke", ("token", id), Some(token_json(&old)), Some(token_json(&new))).await
}

/// Who a token speaks for.
///
/// # Errors
/// [`AppError::TokenRefused`] for one that is malformed, unknown, over or revoked, or whose account is locked.
pub async fn token_caller(tx: &mut Tx, text: &str, now: DateTime<Utc>) -> Result<ByToken, AppError> {
    let is_sound = text.strip_prefix(BEGIN).is_some_and(|rest| rest.len() == 64);
    let token = if is_sound { tx.token(&token_hash(text)).await? } else { None };
    let token = token.filter(|token| token.revoked_at.is_none() && now < token.expires_at);
    let token = token.ok_or(AppError::TokenRefused)?;
    let account = tx.account(token.user_id).await?;
    let account = account.filter(|account| account.disabled_at.is_none() && !account.must_change);
    let account = account.ok_or(AppError::TokenRefused)?;
    let posts = posts_of_token(tx.posts(account.id).await?, token.roles.as_deref());
    let caller = caller_with(tx, account, &posts, local_day(now)).await?;
    let is_use_due = token.used_at.is_none_or(|at| at + Duration::minutes(NOTED_MINUTES) <= now);
    Ok(ByToken { caller, id: token.id, scope: token.scope, is_use_due })
}

/// Notes that a token is used, so that its owner finds those that nobody needs.
///
/// # Errors
/// When the database refuses it.
pub async fn note_token_use(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    Ok(tx.use_token(id, now).await?)
}
