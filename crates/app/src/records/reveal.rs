//! Personal data of one record in full, for a reason.

use crate::access::ensure;
use crate::act::{Act, Thing};
use crate::error::AppError;
use domain::access::Verb;
use domain::register::{RecordError, Register};
use serde_json::json;
use std::collections::BTreeMap;
use store::Tx;
use uuid::Uuid;

/// The event of it.
pub(super) const REVEAL: &str = "record.reveal";
/// Characters of a reason at most.
pub const LONGEST_REASON: usize = 200;

/// What a record holds of personal data, by field; the trail keeps who asked, and why.
// 个人信息保护法 §51, §54: by authority, and so that it can be looked at afterwards
///
/// # Errors
/// [`AppError::NotFound`]; [`RecordError::NoReason`] without a reason, or with one that is too long.
pub async fn reveal_personal(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    id: Uuid,
    reason: &str,
) -> Result<BTreeMap<String, Vec<String>>, AppError> {
    act.caller.may(Verb::RevealPersonal)?;
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == register.code);
    let raw = raw.ok_or(AppError::NotFound("record"))?;
    ensure(&act.caller, Verb::RevealPersonal, "record", &raw.record.subject())?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(RecordError::NoReason { most: LONGEST_REASON }.into());
    }
    let record = raw.read(register);
    let personal = record.values.iter().filter(|(code, _)| register.is_personal(code));
    let found: BTreeMap<String, Vec<String>> =
        personal.map(|(code, value)| (code.clone(), value.texts())).collect();
    let told = json!({ "reason": reason, "fields": found.keys().collect::<Vec<_>>() });
    act.record(tx, REVEAL, Thing::at("record", id, record.unit_id), None, Some(told)).await?;
    Ok(found)
}
