//! Taking a whole step back: everything that one request did to records, an import as well as a single change.

use super::{count_saved, save_uncounted};
use crate::access::ensure;
use crate::act::Act;
use crate::error::AppError;
use catalogue::Catalogue;
use domain::access::Verb;
use domain::register::{Record, Register, Value};
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};
use store::{AuditEvent, Tx};
use uuid::Uuid;

/// What became of an undo.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    /// Records brought back or taken out.
    pub undone: usize,
    /// Records that somebody changed since; they stay as they are.
    pub left: Vec<Uuid>,
}

/// Undoes what a request did. A record that was changed since is left alone and named.
///
/// # Errors
/// [`AppError::NotFound`] when the request did nothing to records.
pub async fn undo(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    request_id: &str,
) -> Result<Undone, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let mut events = tx.audit_of_request(request_id, "record").await?;
    if events.is_empty() {
        return Err(AppError::NotFound("request"));
    }
    events.reverse();
    let mut is_nothing_seen = true;
    let mut registers: HashMap<String, Register> = HashMap::new();
    let mut saved: BTreeMap<String, Vec<(Record, Record)>> = BTreeMap::new();
    let mut result = Undone::default();
    for event in events {
        let Ok(id) = event.subject_id.parse::<Uuid>() else { continue };
        let Some(raw) = tx.record(id).await? else { continue };
        match ensure(&act.caller, Verb::KeepRecords, "record", &raw.record.subject()) {
            Ok(()) => is_nothing_seen = false,
            // what the caller does not see stays as it is, and is not spoken of
            Err(AppError::NotFound(_)) => continue,
            Err(refused) => return Err(refused),
        }
        if !event.action.starts_with("record.") {
            // what was decided of it stands in a table of its own and is not taken back with a click
            result.left.push(id);
            continue;
        }
        let code = raw.record.register.clone();
        if !registers.contains_key(&code) {
            registers.insert(code.clone(), crate::registers::register(tx, catalogue, &code).await?);
        }
        let register = &registers[&code];
        let now = raw.read(register);
        if now.version != version_after(&event) {
            result.left.push(id);
            continue;
        }
        let back = before(register, &event, &now, act);
        // it may come from a place where the caller keeps nothing
        ensure(&act.caller, Verb::KeepRecords, "record", &back.subject())?;
        let kept = save_uncounted(tx, act, register, "record.undo", &now, &back).await?;
        saved.entry(code).or_default().push((now, kept));
        result.undone += 1;
    }
    for (code, saved) in &saved {
        count_saved(tx, act, &registers[code], saved).await?;
    }
    if is_nothing_seen {
        return Err(AppError::NotFound("request"));
    }
    result.left.dedup();
    Ok(result)
}

fn json(text: Option<&String>) -> Json {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn version_after(event: &AuditEvent) -> i64 {
    json(event.after_json.as_ref())["version"].as_i64().unwrap_or(-1)
}

/// The record as it was before an event; one that the event made is taken out.
fn before(register: &Register, event: &AuditEvent, now: &Record, act: &Act) -> Record {
    let Some(text) = &event.before_json else {
        return Record { removed_at: Some(act.now), changed_at: act.now, ..now.clone() };
    };
    let back = record_of(register, &json(Some(text)), now);
    Record { changed_at: act.now, ..back }
}

/// A record as the audit trail kept it.
pub(crate) fn record_of(register: &Register, kept: &Json, now: &Record) -> Record {
    let texts = |value: &Json| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    };
    let value = |(code, json): (&String, &Json)| {
        let texts = texts(json);
        let value = register.field(code).and_then(|field| Value::parse(field, &texts).ok().flatten());
        (code.clone(), value.unwrap_or_else(|| Value::Text(texts.join("、"))))
    };
    let values: BTreeMap<String, Value> =
        kept["values"].as_object().into_iter().flatten().map(value).collect();
    let text = |name: &str| kept[name].as_str().map(str::to_owned);
    Record {
        unit_id: text("unit").and_then(|id| id.parse().ok()).unwrap_or(now.unit_id),
        sector: text("sector"),
        state: text("state").unwrap_or_else(|| now.state.clone()),
        merged_into: text("merged_into").and_then(|id| id.parse().ok()),
        removed_at: text("removed_at").and_then(|at| at.parse().ok()),
        values,
        ..now.clone()
    }
}
