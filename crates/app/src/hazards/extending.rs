//! Extensions 延期: asked for by who rectifies, decided by who may close such a hazard.

use super::{deadline_setter, load};
use crate::access::ensure;
use crate::act::{Act, local_day};
use crate::error::AppError;
use crate::records::save;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Verb;
use domain::hazard::{Decision, Extension, ExtensionError, Hazard, Verdict, rule_on};
use domain::register::{Record, Value};
use serde_json::json;
use store::Tx;
use uuid::Uuid;

/// What is said of an extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Granted or refused.
    pub verdict: Verdict,
    /// In what words.
    pub answer: String,
}

fn extension_json(one: &Extension) -> serde_json::Value {
    json!({
        "hazard": one.hazard_id,
        "from": one.from,
        "to": one.to,
        "reason": one.reason,
        "verdict": one.verdict.as_str(),
        "answer": one.decision.as_ref().map(|decision| &decision.answer),
    })
}

/// Asks for more time.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], and the first reason why it may not be asked for.
pub async fn ask_extension(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    hazard: (Uuid, i64),
    (to, reason): (NaiveDate, &str),
) -> Result<Extension, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let (_, record) = load(tx, act, catalogue, hazard).await?;
    let (typed, today) = (Hazard::of(&record), local_day(act.now));
    let rules = &catalogue.rules;
    let rule = rule_on(&rules.extensions, typed.level, today).ok_or(ExtensionError::NoRule)?;
    let others = tx.extensions_of(record.id).await?;
    let asked = Extension {
        id: act.new_id()?,
        hazard_id: record.id,
        from: to,
        to,
        reason: reason.trim().to_owned(),
        asked_by: act.caller.user_id,
        asked_on: today,
        set_by: deadline_setter(&tx.audit_of("record", &record.id.to_string()).await?),
        verdict: Verdict::Pending,
        decision: None,
    };
    let asked = rule.ask(&typed, &others, asked, &rules.workdays)?;
    tx.insert_extension(&asked).await?;
    act.record(tx, "extension.ask", ("extension", asked.id), None, Some(extension_json(&asked))).await?;
    Ok(asked)
}

/// Grants or refuses more time; what is granted is the deadline from now on.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`] when the hazard was changed since `version`, and the first reason why it may not
/// be decided so.
pub async fn decide_extension(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    (id, version): (Uuid, i64),
    answer: Answer,
) -> Result<Extension, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let one = tx.extension(id).await?.ok_or(AppError::NotFound("extension"))?;
    let holder = tx.record(one.hazard_id).await?.ok_or(AppError::NotFound("extension"))?;
    ensure(&act.caller, Verb::KeepRecords, "extension", &holder.record.subject())?;
    let (register, record) = load(tx, act, catalogue, (one.hazard_id, version)).await?;
    let roles = act.caller.roles_for(&record.subject());
    let words = answer.answer.trim().to_owned();
    let decision = Decision { by: act.caller.user_id, on: local_day(act.now), answer: words };
    let was = extension_json(&one);
    let decided = one.decide(&Hazard::of(&record), &roles, answer.verdict, decision)?;
    tx.save_extension(&decided).await?;
    if decided.verdict == Verdict::Granted {
        let mut moved = Record { changed_at: act.now, ..record.clone() };
        moved.values.insert("due".to_owned(), Value::Date(decided.to));
        save(tx, act, &register, "hazard.extend", &record, &moved).await?;
        crate::matters::extend_listings(tx, act, catalogue, record.id, decided.to).await?;
    }
    act.record(tx, "extension.decide", ("extension", id), Some(was), Some(extension_json(&decided))).await?;
    Ok(decided)
}
