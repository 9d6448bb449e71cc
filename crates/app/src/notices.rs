//! Looking at notices, correcting their head, publishing and discarding them.

use crate::access::reads;
use crate::act::Act;
use crate::error::AppError;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::notice::{NoticeRecord, NoticeState};
use domain::target::Target;
use serde_json::{Value, json};
use store::Tx;
use uuid::Uuid;

/// A notice with its targets in the order of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeWithTargets {
    /// The notice.
    pub notice: NoticeRecord,
    /// Its targets.
    pub targets: Vec<Target>,
}

/// What a person corrects in the head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeadChange {
    /// 标题.
    pub title: Option<String>,
    /// 发文字号.
    pub doc_number: Option<String>,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 成文日期.
    pub issued_on: Option<NaiveDate>,
}

/// Every notice that the caller may read with its targets, newest first.
///
/// # Errors
/// When the database is not reached.
pub async fn notices(tx: &mut Tx, caller: &Caller) -> Result<Vec<NoticeWithTargets>, AppError> {
    caller.may(Verb::See)?;
    let mut found = Vec::new();
    for notice in tx.notices().await? {
        if notice.state != NoticeState::Discarded && reads(caller, &notice) {
            let targets = tx.targets_of(notice.id).await?;
            found.push(NoticeWithTargets { notice, targets });
        }
    }
    Ok(found)
}

/// One notice with its targets.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn notice(tx: &mut Tx, caller: &Caller, id: Uuid) -> Result<NoticeWithTargets, AppError> {
    let notice = readable(tx, caller, id).await?;
    let targets = tx.targets_of(id).await?;
    Ok(NoticeWithTargets { notice, targets })
}

/// A notice that the caller may read.
pub(crate) async fn readable(tx: &mut Tx, caller: &Caller, id: Uuid) -> Result<NoticeRecord, AppError> {
    let found = tx.notice(id).await?.filter(|notice| reads(caller, notice));
    found.ok_or(AppError::NotFound("notice"))
}

pub(crate) async fn draft(tx: &mut Tx, id: Uuid, version: i64) -> Result<NoticeRecord, AppError> {
    let notice = tx.notice(id).await?.ok_or(AppError::NotFound("notice"))?;
    notice.ensure_draft()?;
    if notice.version == version { Ok(notice) } else { Err(AppError::Stale { table: "notice" }) }
}

/// Corrects the head of a draft.
///
/// # Errors
/// When it is no draft, or was changed since `version`.
pub async fn change_head(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    version: i64,
    change: HeadChange,
) -> Result<(), AppError> {
    act.caller.may(Verb::ReviewTarget)?;
    let old = draft(tx, id, version).await?;
    let filled = |new: Option<String>| new.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let new = NoticeRecord {
        title: filled(change.title).unwrap_or_else(|| old.title.clone()),
        doc_number: filled(change.doc_number).or_else(|| old.doc_number.clone()),
        issuer: filled(change.issuer).or_else(|| old.issuer.clone()),
        issued_on: change.issued_on.or(old.issued_on),
        ..old.clone()
    };
    tx.save_notice(&new).await?;
    act.record(tx, "notice.change_head", ("notice", id), Some(head_json(&old)), Some(head_json(&new))).await
}

/// Sets a draft aside. Its original bytes stay.
///
/// # Errors
/// When it is no draft, or was changed since `version`.
pub async fn discard(tx: &mut Tx, act: &Act, id: Uuid, version: i64) -> Result<(), AppError> {
    act.caller.may(Verb::ReadInNotice)?;
    let old = draft(tx, id, version).await?;
    tx.save_notice(&NoticeRecord { state: NoticeState::Discarded, ..old.clone() }).await?;
    act.record(tx, "notice.discard", ("notice", id), Some(head_json(&old)), None).await
}

/// Publishes a reviewed draft; the version it amends is superseded in the same moment.
///
/// # Errors
/// See [`NoticeRecord::publish`].
pub async fn publish(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    version: i64,
    effect: (NaiveDate, NaiveDate),
) -> Result<(), AppError> {
    act.caller.may(Verb::PublishNotice)?;
    let old = draft(tx, id, version).await?;
    let before = tx.targets_of(id).await?;
    let (notice, targets) = old.clone().publish(before.clone(), effect, act.now)?;
    tx.save_notice(&notice).await?;
    for target in &targets {
        let is_new = before.iter().any(|old| old.id == target.id && old.key != target.key);
        if is_new {
            tx.save_target(target).await?;
        }
    }
    crate::figures::freeze(tx, &act.counting, &notice, &targets, act.now).await?;
    if let Some(amended) = notice.amends {
        let previous = tx.notice(amended).await?.ok_or(AppError::NotFound("notice"))?;
        tx.save_notice(&NoticeRecord { state: NoticeState::Superseded, ..previous }).await?;
    }
    act.record(tx, "notice.publish", ("notice", id), Some(head_json(&old)), Some(head_json(&notice))).await
}

pub(crate) fn head_json(notice: &NoticeRecord) -> Value {
    json!({
        "title": notice.title,
        "doc_number": notice.doc_number,
        "issuer": notice.issuer,
        "issued_on": notice.issued_on.map(|day| day.to_string()),
        "effect_from": notice.effect_from.map(|day| day.to_string()),
        "effect_to": notice.effect_to.map(|day| day.to_string()),
        "state": notice.state.as_str(),
        "version_no": notice.version_no,
    })
}
