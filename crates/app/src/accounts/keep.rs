//! Keeping the accounts of others: who there is, what posts they hold, who is locked out.

use super::password::Hashed;
use super::sign_in::{is_over, subject_of, waits_until};
use super::{account_json, post_json};
use crate::act::{Act, local_day};
use crate::error::AppError;
use catalogue::Catalogue;

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{
    AccountError, Caller, Line, Post, Role, Separation, Standing, Verb, check_apart, checked_login,
    checked_name, checked_phone, is_kept_on,
};
use domain::org::territory;
use serde_json::json;
use std::collections::HashMap;
use store::{Account, Tx};
use uuid::Uuid;

/// An account with every post that it has, had or will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Account.
    pub account: Account,
    /// Posts.
    pub posts: Vec<Post>,
    /// Lines of its posts.
    pub lines: Vec<Line>,
    /// Whether a second factor is asked for.
    pub has_second_factor: bool,
    /// Whether an identity of a provider has it.
    pub has_identity: bool,
    /// Whether somebody gets in with it.
    pub standing: Standing,
    /// How many browsers are signed in with it.
    pub sessions: usize,
}

/// Which accounts are asked for; what is absent narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// Part of a name or a login.
    pub text: String,
    /// A unit: who holds a post in its territory today, or will.
    pub unit: Option<Uuid>,
    /// A role that is held today, or will be.
    pub role: Option<Role>,
    /// How the account stands, as [`Standing::as_str`] says it.
    pub standing: Option<String>,
}

/// An account to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAccount<'n> {
    /// Name to sign in with.
    pub login: &'n str,
    /// Shown name.
    pub name: &'n str,
    /// Telephone.
    pub phone: Option<&'n str>,
}

impl<'n> NewAccount<'n> {
    /// One without a telephone.
    pub const fn of(login: &'n str, name: &'n str) -> Self {
        Self { login, name, phone: None }
    }
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
    /// 兼职.
    pub is_part_time: bool,
}

/// The accounts that are asked for, by login.
///
/// # Errors
/// When the caller neither keeps accounts nor gives posts, or the database is not reached.
pub async fn accounts(
    tx: &mut Tx,
    caller: &Caller,
    filter: &AccountFilter,
    now: DateTime<Utc>,
) -> Result<Vec<Kept>, AppError> {
    caller.may(Verb::KeepAccounts).or_else(|refused| caller.may(Verb::GivePosts).map_err(|_| refused))?;
    let mut posts = tx.all_posts().await?;
    let holders = tx.second_factor_holders().await?;
    let linked = tx.identity_holders().await?;
    let failures = tx.failures_of_logins().await?;
    let open = open_sessions(tx, now).await?;
    let within = match filter.unit {
        Some(unit) => Some(territory(&tx.units().await?, unit)),
        None => None,
    };
    let mut lines: HashMap<Uuid, Vec<Line>> = HashMap::new();
    for line in tx.lines().await? {
        lines.entry(line.post).or_default().push(line);
    }
    let kept = |account: Account| {
        let waits_until = failures.get(&subject_of(&account.login)).map(waits_until);
        let posts = posts.remove(&account.id).unwrap_or_default();
        Kept {
            lines: posts.iter().flat_map(|post| lines.remove(&post.id).unwrap_or_default()).collect(),
            posts,
            has_second_factor: holders.contains(&account.id),
            has_identity: linked.contains(&account.id),
            standing: Standing::at(now, account.disabled_at, waits_until),
            sessions: open.get(&account.id).copied().unwrap_or_default(),
            account,
        }
    };
    let all = tx.accounts().await?.into_iter().map(kept);
    let today = local_day(now);
    Ok(all.filter(|kept| filter.takes(kept, within.as_deref(), today)).collect())
}

/// How many sessions of each account are open.
async fn open_sessions(tx: &mut Tx, now: DateTime<Utc>) -> Result<HashMap<Uuid, usize>, AppError> {
    let mut open: HashMap<Uuid, usize> = HashMap::new();
    for session in tx.sessions_at(now).await?.iter().filter(|session| !is_over(session, now)) {
        *open.entry(session.user_id).or_default() += 1;
    }
    Ok(open)
}

impl AccountFilter {
    /// Whether an account is asked for; `within` is the territory of the unit, where one is named.
    fn takes(&self, kept: &Kept, within: Option<&[Uuid]>, today: NaiveDate) -> bool {
        let text = self.text.trim().to_lowercase();
        let is_named = kept.account.login.contains(&text) || kept.account.name.to_lowercase().contains(&text);
        let is_standing = self.standing.as_ref().is_none_or(|standing| standing == kept.standing.as_str());
        let is_over = |post: &Post| post.valid_to.is_some_and(|last| last < today);
        let fits = |post: &Post| {
            let lies = within.is_none_or(|units| post.unit.is_some_and(|unit| units.contains(&unit)));
            lies && self.role.is_none_or(|role| role == post.role) && !is_over(post)
        };
        let holds = within.is_none() && self.role.is_none() || kept.posts.iter().any(fits);
        is_named && is_standing && holds
    }
}

/// Gives an account another shown name.
///
/// # Errors
/// When the caller may not keep accounts, there is none, or the name is bad.
pub async fn rename_account(tx: &mut Tx, act: &Act, id: Uuid, name: &str) -> Result<(), AppError> {
    let old = others(tx, act, Verb::KeepAccounts, id).await?;
    let new = Account { name: checked_name(name)?, ..old.clone() };
    changed(tx, act, "account.rename", &old, &new).await
}

/// Gives an account the telephone of its person, or none.
///
/// # Errors
/// When the caller may not keep accounts, there is none, or it is no telephone number.
pub async fn set_phone(tx: &mut Tx, act: &Act, id: Uuid, phone: Option<&str>) -> Result<(), AppError> {
    let old = others(tx, act, Verb::KeepAccounts, id).await?;
    let new = Account { phone: phone.map(checked_phone).transpose()?, ..old.clone() };
    changed(tx, act, "account.phone", &old, &new).await
}

/// An account of somebody else, for who may do this to it.
pub(super) async fn others(tx: &mut Tx, act: &Act, verb: Verb, id: Uuid) -> Result<Account, AppError> {
    act.caller.may(verb)?;
    let account = tx.account(id).await?.ok_or(AppError::NotFound("account"))?;
    if account.id == act.caller.user_id { Err(AccountError::Own.into()) } else { Ok(account) }
}

/// What posts are checked by: the sectors there are, and how the administrators are kept apart.
pub type Rules<'r> = (&'r Catalogue, Separation);

async fn posts_checked(
    tx: &mut Tx,
    act: &Act,
    (catalogue, separation): Rules<'_>,
    held: &[Post],
    posts: Vec<NewPost>,
) -> Result<Vec<Post>, AppError> {
    let units = tx.units().await?;
    let mut held = held.to_vec();
    let mut checked = Vec::new();
    for NewPost { role, unit, sector, valid_from, valid_to, is_part_time } in posts {
        let is_known = |code: &String| catalogue.sectors.iter().any(|sector| sector.code == *code);
        let sector = sector.filter(is_known);
        let valid_from = valid_from.unwrap_or_else(|| local_day(act.now));
        let post = Post { id: act.new_id()?, role, unit, sector, valid_from, valid_to, is_part_time };
        let post = post.checked(&units)?;
        check_apart(&held, &post, separation)?;
        held.push(post.clone());
        checked.push(post);
    }
    Ok(checked)
}

/// Adds an account, with posts when the caller gives those too; its password must be changed when it is first used.
///
/// # Errors
/// When the login is bad or taken, the name bad, a post lacks something, or the caller may not.
pub async fn add_account(
    tx: &mut Tx,
    act: &Act,
    rules: Rules<'_>,
    NewAccount { login, name, phone }: NewAccount<'_>,
    posts: Vec<NewPost>,
    hashed: Hashed,
) -> Result<Kept, AppError> {
    act.caller.may(Verb::KeepAccounts)?;
    if !posts.is_empty() {
        act.caller.may(Verb::GivePosts)?;
    }
    let (login, name) = (checked_login(login)?, checked_name(name)?);
    if tx.account_by_login(&login).await?.is_some() {
        return Err(AccountError::LoginTaken.into());
    }
    let posts = posts_checked(tx, act, rules, &[], posts).await?;
    let account = Account {
        id: act.new_id()?,
        login,
        name,
        password_hash: hashed.hash,
        created_at: act.now,
        must_change: true,
        disabled_at: None,
        last_sign_in_at: None,
        erased_at: None,
        phone: phone.map(checked_phone).transpose()?,
    };
    tx.insert_account(&account).await?;
    for post in &posts {
        tx.insert_post(account.id, post).await?;
    }
    let after = json!({ "account": account_json(&account), "posts": posts.iter().map(post_json).collect::<Vec<_>>() });
    act.record(tx, "account.add", ("account", account.id), None, Some(after)).await?;
    let (has_second_factor, has_identity) = (false, false);
    Ok(Kept {
        account,
        posts,
        lines: Vec::new(),
        has_second_factor,
        has_identity,
        standing: Standing::Normal,
        sessions: 0,
    })
}

/// Gives somebody a post.
///
/// # Errors
/// When it is the caller, the post lacks something, or it would make one person of two administrators kept apart.
pub async fn add_post(
    tx: &mut Tx,
    act: &Act,
    rules: Rules<'_>,
    id: Uuid,
    post: NewPost,
) -> Result<Post, AppError> {
    let account = others(tx, act, Verb::GivePosts, id).await?;
    let held = tx.posts(account.id).await?;
    let mut posts = posts_checked(tx, act, rules, &held, vec![post]).await?;
    let post = posts.pop().ok_or(AppError::NotFound("post"))?;
    tx.insert_post(account.id, &post).await?;
    act.record(tx, "post.add", ("account", account.id), None, Some(post_json(&post))).await?;
    Ok(post)
}

/// Gives a post its last day; from the day after it counts no more.
///
/// # Errors
/// When it is the caller's, the day lies before its first or more than a day back, or nobody would keep accounts or give posts.
pub async fn end_post(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    post_id: Uuid,
    last_day: NaiveDate,
) -> Result<(), AppError> {
    let account = others(tx, act, Verb::GivePosts, id).await?;
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

/// After a change: somebody keeps accounts and somebody gives posts still.
pub(super) async fn ensure_kept(tx: &mut Tx, act: &Act) -> Result<(), AppError> {
    let posts = tx.all_posts().await?;
    let accounts = tx.accounts().await?.into_iter().filter(|account| account.disabled_at.is_none());
    let open: Vec<&Post> = accounts.filter_map(|account| posts.get(&account.id)).flatten().collect();
    if is_kept_on(open, local_day(act.now)) { Ok(()) } else { Err(AccountError::LastKeeper.into()) }
}

pub(super) async fn changed(
    tx: &mut Tx,
    act: &Act,
    action: &str,
    old: &Account,
    new: &Account,
) -> Result<(), AppError> {
    tx.save_account(new).await?;
    act.record(tx, action, ("account", new.id), Some(account_json(old)), Some(account_json(new))).await
}
