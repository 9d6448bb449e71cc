//! What is held about somebody as an account: a copy for its person, and its end once they are no longer here.

use super::account_json;
use super::keep::others;
use super::second_factor::confirmed;
use super::sign_in::subject_of;
use crate::act::{Act, local, local_day};
use crate::error::AppError;
use chrono::{DateTime, Utc};
use domain::access::{Caller, Held, Verb, may_erase};
use serde_json::json;
use sheet::{Cell, Export, Kind, Workbook, WriteColumn};
use store::{Trace, Tx};
use uuid::Uuid;

/// Most events of one copy, the latest.
const MOST_EVENTS: i64 = 5_000;
const COLUMNS: [&str; 4] = ["类别", "项目", "内容", "时间"];

/// One thing that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldItem {
    /// What of.
    pub part: Held,
    /// Which one.
    pub name: String,
    /// What it says.
    pub words: String,
    /// When it came about.
    pub at: Option<DateTime<Utc>>,
}

/// Everything that is held about the caller as an account. 个人信息保护法 §45
///
/// # Errors
/// When the database is not reached.
pub async fn held_about(tx: &mut Tx, caller: &Caller) -> Result<Vec<HeldItem>, AppError> {
    let account = tx.account(caller.user_id).await?.ok_or(AppError::SignInRequired)?;
    let id = account.id;
    let mut held = Vec::new();
    let mut add =
        |part, name: &str, words: String, at| held.push(HeldItem { part, name: name.to_owned(), words, at });
    add(Held::Name, "", account.name, Some(account.created_at));
    add(Held::Login, "", account.login, account.last_sign_in_at);
    if let Some(phone) = account.phone {
        add(Held::Phone, "", phone, None);
    }
    add(Held::Password, "argon2id", String::new(), None);
    let units = tx.units().await?;
    for post in tx.posts(id).await? {
        let unit = units.iter().find(|unit| Some(unit.id) == post.unit).map_or("", |unit| &unit.name);
        let until = post.valid_to.map(|day| day.to_string()).unwrap_or_default();
        let words =
            [unit.to_owned(), post.sector.unwrap_or_default(), format!("{} — {until}", post.valid_from)];
        let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        add(Held::Posts, post.role.as_str(), words, None);
    }
    if let Some(factor) = confirmed(tx, id).await? {
        let left = tx.recovery_codes_left(id).await?;
        add(Held::SecondFactor, "TOTP", left.to_string(), factor.confirmed_at);
    }
    if let Some(identity) = tx.identity_of(id).await? {
        add(Held::Identity, &identity.issuer, identity.subject, Some(identity.linked_at));
    }
    for token in tx.tokens_of(id).await? {
        add(Held::Tokens, &token.name, token.scope.as_str().to_owned(), Some(token.created_at));
    }
    for session in tx.sessions_of(id).await? {
        let words = session.agent.unwrap_or_default();
        add(Held::Sessions, &session.address.unwrap_or_default(), words, Some(session.created_at));
    }
    for view in tx.views_of(id).await? {
        add(Held::Lists, &view.name, format!("{} {}", view.register, view.query), Some(view.made_at));
    }
    for event in tx.audit_events(&Trace::Person(id), (Uuid::nil(), Uuid::max()), MOST_EVENTS).await? {
        let words = format!("{} {}", event.subject_kind, event.subject_id);
        add(Held::Events, &event.action, words, Some(event.at));
    }
    Ok(held)
}

/// The same to be read: `words` says what a part is called, and what an action or a role.
///
/// # Errors
/// When the workbook cannot be written.
pub fn held_sheet(
    held: &[HeldItem],
    now: DateTime<Utc>,
    words: impl Fn(&HeldItem) -> [String; 2],
) -> Result<Export, AppError> {
    let column = |name: &&str| WriteColumn { name: (*name).to_owned(), kind: Kind::Text, is_summed: false };
    let book = Workbook {
        sheet_name: "个人信息".to_owned(),
        title: "本系统保存的本人账号信息".to_owned(),
        as_of: Some(format!("截至 {}", local_day(now))),
        columns: COLUMNS.iter().map(column).collect(),
    };
    let mut export = Export::new(&book)?;
    for item in held {
        let [part, name] = words(item);
        let at = item.at.map(|at| local(at).format("%Y-%m-%d %H:%M").to_string());
        let at = at.unwrap_or_default();
        export.row(&[part, name, item.words.clone(), at].map(Cell::Text))?;
    }
    Ok(export)
}

/// Erases what is held about somebody who is no longer here, but what the law has kept. 个人信息保护法 §47
///
/// # Errors
/// When it is the caller, the account is in use, or there is no reason.
pub async fn erase(tx: &mut Tx, act: &Act, id: Uuid, reason: &str) -> Result<(), AppError> {
    let old = others(tx, act, Verb::KeepAccounts, id).await?;
    let reason = may_erase(old.disabled_at.is_some(), old.erased_at.is_some(), reason)?;
    // a login that nobody chooses, since each has one
    let login = format!("erased-{}", id.simple());
    tx.erase_account(id, &login, act.now).await?;
    tx.forget_failures(&subject_of(&old.login)).await?;
    let after = json!({ "login": login, "reason": reason });
    // the name stays, and the trail keeps the login that it had
    act.record(tx, "account.erase", ("account", id), Some(account_json(&old)), Some(after)).await
}
