//! Two records of one thing become one, and are parted again when that was wrong.

use super::{key_taken, load, save};
use crate::access::ensure;
use crate::act::Act;
use crate::error::AppError;
use catalogue::Catalogue;
use domain::access::{Caller, Verb};
use domain::register::{Record, RecordError, Register, Value};
use domain::site::{Identity, Likeness, likeness};
use store::{Direction, ListQuery, Order, Test, Tx, Where, entry_key};
use uuid::Uuid;

/// A record that is probably the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// Identity.
    pub id: Uuid,
    /// Title.
    pub title: String,
    /// Version.
    pub version: i64,
    /// Why.
    pub likeness: Likeness,
}

/// Most links that one merge turns.
const MOST_LINKS: i64 = 5000;

fn identity<'r>(register: &Register, title: &'r str, record: &'r Record) -> Identity<'r> {
    let text = |code: &str| match record.values.get(code) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let place = register.fields.iter().find_map(|field| match record.values.get(&field.code) {
        Some(Value::Place(place)) => Some(*place),
        _ => None,
    });
    Identity { name: title, credit_code: text("credit_code"), address: text("address"), place }
}

/// Records of the same name that are probably the same place.
///
/// # Errors
/// When the database is not reached.
pub async fn likely_duplicates(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    id: Uuid,
) -> Result<Vec<Likely>, AppError> {
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == register.code);
    let raw = raw.ok_or(AppError::NotFound("record"))?;
    ensure(caller, Verb::See, "record", &raw.record.subject())?;
    let title = raw.title.clone();
    let record = raw.read(register);
    let key = entry_key(&Value::Text(title.clone()));
    let order = Order { field: register.title.clone(), is_by_strokes: false, direction: Direction::Up };
    let filters = vec![Where { field: register.title.clone(), test: Test::Any(vec![key]) }];
    let query = ListQuery {
        sight: caller.sight().clone(),
        filters,
        terms: vec![],
        order,
        start: store::Start::First,
        limit: 50,
    };
    let mut found = Vec::new();
    for row in tx.record_page(register, &query).await?.rows {
        let other_title = row.raw.title.clone();
        let other = row.raw.read(register);
        let likeness =
            likeness(&identity(register, &title, &record), &identity(register, &other_title, &other));
        if let Some(likeness) = likeness.filter(|_| other.id != id) {
            found.push(Likely { id: other.id, title: other_title, version: other.version, likeness });
        }
    }
    Ok(found)
}

/// Merges `gone` into `keeper`: the keeper takes what it lacks, every record that linked to `gone` links to it now.
///
/// # Errors
/// [`RecordError::BadMerge`], [`AppError::Stale`], [`AppError::TooMany`] links.
pub async fn merge_records(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    register: &Register,
    keeper: (Uuid, i64),
    gone: (Uuid, i64),
) -> Result<Record, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let old_keeper = load(tx, act, register, keeper.0, keeper.1).await?;
    let old_gone = load(tx, act, register, gone.0, gone.1).await?;
    let (new_gone, new_keeper) = old_gone.clone().merged_into(old_keeper.clone())?;
    let new_keeper = Record { changed_at: act.now, ..new_keeper };
    // the one that stands aside frees its key before the keeper takes it
    save(tx, act, register, "record.merge_away", &old_gone, &new_gone).await?;
    let kept = save(tx, act, register, "record.merge", &old_keeper, &new_keeper).await?;
    turn_links(tx, act, catalogue, gone.0, keeper.0, None).await?;
    Ok(kept)
}

/// Parts a merged record again. Links that the merge turned go back to it; what the keeper took stays with the keeper.
///
/// # Errors
/// When the record is not merged, or its key is taken meanwhile.
pub async fn split_record(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    register: &Register,
    id: Uuid,
    version: i64,
) -> Result<Record, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let old = load(tx, act, register, id, version).await?;
    let Some(keeper) = old.merged_into else { return Err(RecordError::BadMerge.into()) };
    let events = tx.audit_of("record", &id.to_string()).await?;
    let merged = events.iter().rev().find(|event| event.action == "record.merge_away");
    let request = merged.map(|event| event.request_id.clone()).unwrap_or_default();
    let back = Record { merged_into: None, changed_at: act.now, ..old.clone() };
    if let Some(key) = back.key(register)
        && let Some(other) = tx.record_by_key(&register.code, &key).await?
    {
        return Err(key_taken(act, &other));
    }
    let back = save(tx, act, register, "record.split", &old, &back).await?;
    turn_links(tx, act, catalogue, keeper, id, Some(&request)).await?;
    Ok(back)
}

/// Turns links from one record to another; with a request, only those that this request had turned the other way.
async fn turn_links(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    from: Uuid,
    to: Uuid,
    only: Option<&str>,
) -> Result<(), AppError> {
    let links = tx.links_to(from, MOST_LINKS + 1).await?;
    if links.len() > MOST_LINKS as usize {
        return Err(AppError::TooMany { most: MOST_LINKS as usize });
    }
    for link in links {
        if let Some(request) = only {
            let events = tx.audit_of("record", &link.from_id.to_string()).await?;
            if !events.iter().any(|event| event.action == "record.relink" && event.request_id == request) {
                continue;
            }
        }
        let register = crate::registers::register(tx, catalogue, &link.register).await?;
        let Some(raw) = tx.record(link.from_id).await? else { continue };
        let old = raw.read(&register);
        let mut new = Record { changed_at: act.now, ..old.clone() };
        new.values.insert(link.field.clone(), Value::Reference(to));
        save(tx, act, &register, "record.relink", &old, &new).await?;
    }
    Ok(())
}
