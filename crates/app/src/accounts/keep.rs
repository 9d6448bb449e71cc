//! Keeping the accounts of others: who there is, what posts they hold, who is locked out.

use super::password::Hashed;
use super::{account_json, post_json};
use crate::act::{Act, local_day};
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{AccountError, Caller, Post, Role, Verb, checked_login, checked_name, is_kept_on};
use serde_json::json;
use store::{Account, Tx};
use uuid::Uuid;

/// An account with every post that it has, had or will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Account.
    pub account: Account,
    /// Posts.
    pub posts: Vec<Post>,
    /// Whether a second factor is asked for.
    pub has_second_factor: bool,
}

/// A post to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// Role.
    pub role: Role,
    /// Unit.
    pub unit: Option<Uuid>,
    /// Code of the sector.
    pub sector: Option<String>,
    /// First day; today when absent.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
}

/// Every account.
///
/// # Errors
/// When the caller may not, or the database is not reached.
pub async fn accounts(tx: &mut Tx, caller: &Caller) -> Result<Vec<Kept>, AppError> {
    caller.may(Verb::KeepAccounts)?;
    let mut posts = tx.all_posts().await?;
    let holders = tx.second_factor_holders().await?;
    let kept = |account: Account| Kept {
        posts: posts.remove(&account.id).unwrap_or_default(),
        has_second_factor: holders.contains(&account.id),
        account,
    };
    Ok(tx.accounts().await?.into_iter().map(kept).collect())
}

/// An account of somebody else.
pub(super) async fn others(tx: &mut Tx, act: &Act, id: Uuid) -> Result<Account, AppError> {
    act.caller.may(Verb::KeepAccounts)?;
    let account = tx.account(id).await?.ok_or(AppError::NotFound("account"))?;
    if account.id == act.caller.user_id { Err(AccountError::Own.into()) } else { Ok(account) }
}

async fn posts_checked(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    posts: Vec<NewPost>,
) -> Result<Vec<Post>, AppError> {
    let units = tx.units().await?;
    let mut checked = Vec::new();
    for NewPost { role, unit, sector, valid_from, valid_to } in posts {
        let is_known = |code: &String| catalogue.sectors.iter().any(|sector| sector.code == *code);
        let sector = sector.filter(is_known);
        let valid_from = valid_from.unwrap_or_else(|| local_day(act.now));
        let post = Post { id: act.new_id()?, role, unit, sector, valid_from, valid_to };
        checked.push(post.checked(&units)?);
    }
    Ok(checked)
}

/// Adds an account with its posts; its password must be changed when it is first used.
///
/// # Errors
/// When the login is bad or taken, the name bad, or a post lacks something.
pub async fn add_account(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    (login, name): (&str, &str),
    posts: Vec<NewPost>,
    hashed: Hashed,
) -> Result<Kept, AppError> {
    act.caller.may(Verb::KeepAccounts)?;
    let (login, name) = (checked_login(login)?, checked_name(name)?);
    if tx.account_by_login(&login).await?.is_some() {
        return Err(AccountError::LoginTaken.into());
    }
    let posts = posts_checked(tx, act, catalogue, posts).await?;
    let account = Account {
        id: act.new_id()?,
        login,
        name,
        password_hash: hashed.hash,
        created_at: act.now,
        must_change: true,
        locked_at: None,
    };
    tx.insert_account(&account).await?;
    for post in &posts {
        tx.insert_post(account.id, post).await?;
    }
    let after = json!({ "account": account_json(&account), "posts": posts.iter().map(post_json).collect::<Vec<_>>() });
    act.record(tx, "account.add", ("account", account.id), None, Some(after)).await?;
    Ok(Kept { account, posts, has_second_factor: false })
}

/// Gives somebody a post.
///
/// # Errors
/// When it is the caller, or the post lacks something.
pub async fn add_post(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    id: Uuid,
    post: NewPost,
) -> Result<Post, AppError> {
    let account = others(tx, act, id).await?;
    let mut posts = posts_checked(tx, act, catalogue, vec![post]).await?;
    let post = posts.pop().ok_or(AppError::NotFound("post"))?;
    tx.insert_post(account.id, &post).await?;
    act.record(tx, "post.add", ("account", account.id), None, Some(post_json(&post))).await?;
    Ok(post)
}

/// Gives a post its last day; from the day after it counts no more.
///
/// # Errors
/// When it is the caller's, the day lies before its first or more than a day back, or nobody would keep accounts.
pub async fn end_post(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    post_id: Uuid,
    last_day: NaiveDate,
) -> Result<(), AppError> {
    let account = others(tx, act, id).await?;
    let posts = tx.posts(account.id).await?;
    let old = posts.into_iter().find(|post| post.id == post_id).ok_or(AppError::NotFound("post"))?;
    if old.valid_to.is_some_and(|last| last <= last_day) {
        return Err(AccountError::SameState.into());
    }
    let yesterday = local_day(act.now) - chrono::Days::new(1);
    if last_day < yesterday || last_day < old.valid_from - chrono::Days::new(1) {
        return Err(AccountError::PostEndsTooEarly.into());
    }
    let new = Post { valid_to: Some(last_day), ..old.clone() };
    tx.end_post(post_id, last_day).await?;
    ensure_kept(tx, act).await?;
    let (before, after) = (post_json(&old), post_json(&new));
    act.record(tx, "post.end", ("account", account.id), Some(before), Some(after)).await
}

/// After a change: somebody keeps accounts still.
async fn ensure_kept(tx: &mut Tx, act: &Act) -> Result<(), AppError> {
    let posts = tx.all_posts().await?;
    let accounts = tx.accounts().await?.into_iter().filter(|account| account.locked_at.is_none());
    let open: Vec<&Post> = accounts.filter_map(|account| posts.get(&account.id)).flatten().collect();
    if is_kept_on(open, local_day(act.now)) { Ok(()) } else { Err(AccountError::LastKeeper.into()) }
}

async fn changed(tx: &mut Tx, act: &Act, action: &str, old: &Account, new: &Account) -> Result<(), AppError> {
    tx.save_account(new).await?;
    act.record(tx, action, ("account", new.id), Some(account_json(old)), Some(account_json(new))).await
}

/// Gives somebody a one-time password in place of a forgotten one, ends their sessions and
/// revokes their tokens.
///
/// # Errors
/// When it is the caller, or nobody.
pub async fn set_password(tx: &mut Tx, act: &Act, id: Uuid, hashed: Hashed) -> Result<(), AppError> {
    let old = others(tx, act, id).await?;
    let new = Account { password_hash: hashed.hash, must_change: true, ..old.clone() };
    tx.end_sessions_of(id, "").await?;
    tx.revoke_tokens_of(id, act.now).await?;
    tx.forget_failures(&format!("login:{}", old.login)).await?;
    changed(tx, act, "account.set_password", &old, &new).await
}

/// Locks an account: its sessions end, and nobody signs in with it.
///
/// # Errors
/// When it is the caller's, locked already, or nobody would keep accounts.
pub async fn lock(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let old = others(tx, act, id).await?;
    if old.locked_at.is_some() {
        return Err(AccountError::SameState.into());
    }
    let new = Account { locked_at: Some(act.now), ..old.clone() };
    changed(tx, act, "account.lock", &old, &new).await?;
    tx.end_sessions_of(id, "").await?;
    ensure_kept(tx, act).await
}

/// Unlocks an account.
///
/// # Errors
/// When it is the caller's, or not locked.
pub async fn unlock(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let old = others(tx, act, id).await?;
    if old.locked_at.is_none() {
        return Err(AccountError::SameState.into());
    }
    changed(tx, act, "account.unlock", &old, &Account { locked_at: None, ..old.clone() }).await
}
