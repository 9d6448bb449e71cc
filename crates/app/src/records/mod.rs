//! Records: entering, changing, moving, taking out, merging, and taking a whole step back.

mod begin;
mod bulk;
mod detail;
mod life;
mod list;
mod many;
mod merge;
mod places;
mod resolve;
mod reveal;
mod titles;
mod undo;

pub use begin::Begin;
pub use bulk::{BulkRow, bulk_change};
pub use detail::{Happened, LinkedRecord, RecordDetail, SubjectDue, lapses, record_detail};
pub(crate) use life::{MOVE, listings_of, lived, transfers_of};
pub use list::{Asked, Listed, ListedRecord, can_filter, can_sort, list_records, summarize_records};
pub(crate) use list::{count_up_to, latest, list_these, listed_ids, named_with_sector, while_wanted};
pub use many::{History, keep_histories};
pub use merge::{Likely, likely_duplicates, merge_records, split_record};
pub use resolve::Resolver;
pub use reveal::reveal_personal;
pub(crate) use undo::record_of;
pub use undo::{Undone, undo};

use crate::access::{ensure, sees};
use crate::act::{Act, Thing};
use crate::error::AppError;
use crate::figures::count_changes;
use domain::access::{Decision, Verb};
use domain::hazard::{HAZARD, Step};
use domain::register::{FieldError, FieldProblem, Record, RecordError, Register, decode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{RawRecord, StoreError, Tx};
use uuid::Uuid;

/// What a person or a sheet enters: names or identities, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// Unit in whose territory it lies; that of the site when absent.
    pub unit: Option<String>,
    /// Sector; that of the site or of the register when absent.
    pub sector: Option<String>,
    /// State in which it begins. A sheet may give any: a ledger that was kept elsewhere brings records in every state.
    pub state: Option<String>,
    /// Fields by code. One that is not named stays as it is, one without text is cleared.
    pub fields: BTreeMap<String, Vec<String>>,
}

/// Enters a record.
///
/// # Errors
/// [`RecordError::Fields`] names every field that is wrong.
pub async fn create_record(
    tx: &mut Tx,
    act: &Act,
    resolver: &mut Resolver,
    entered: Entered,
) -> Result<Record, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let begins = |state: &String| resolver.register().begins().any(|known| known.code == *state);
    if entered.state.as_ref().is_some_and(|state| !begins(state)) {
        let wrong = problem("state", domain::register::ValueProblem::NoSuchChoice.into());
        return Err(RecordError::Fields(vec![wrong]).into());
    }
    let state = entered.state.clone();
    let mut record = prepared(tx, act, resolver, entered).await?;
    if let Some(state) = state.filter(|state| Some(state) != first_state(resolver.register())) {
        record = lived(tx, act, resolver.register(), None, Record { state, ..record }).await?;
    }
    insert(tx, act, resolver.register(), &record).await?;
    Ok(record)
}

fn first_state(register: &Register) -> Option<&String> {
    register.states.first().map(|state| &state.code)
}

/// A new record, decoded and not yet kept.
pub(crate) async fn prepared(
    tx: &mut Tx,
    act: &Act,
    resolver: &mut Resolver,
    mut entered: Entered,
) -> Result<Record, AppError> {
    let register = resolver.shared_register();
    for field in register.fields.iter().filter(|field| !field.is_retired) {
        if let Some(default) = &field.default {
            entered.fields.entry(field.code.clone()).or_insert_with(|| vec![default.clone()]);
        }
    }
    let state = first_state(&register).cloned().unwrap_or_default();
    let blank = Record {
        id: act.new_id()?,
        register: register.code.clone(),
        definition: register.version,
        unit_id: Uuid::nil(),
        sector: None,
        state,
        values: BTreeMap::new(),
        made_at: act.now,
        made_by: Some(act.caller.user_id),
        changed_at: act.now,
        merged_into: None,
        removed_at: None,
        version: 0,
    };
    let record = applied(tx, act, resolver, &blank, entered).await?;
    lived(tx, act, &register, None, record).await
}

/// A record with what was entered over it.
pub(crate) async fn applied(
    tx: &mut Tx,
    act: &Act,
    resolver: &mut Resolver,
    before: &Record,
    entered: Entered,
) -> Result<Record, AppError> {
    if !before.is_standing() {
        return Err(RecordError::Removed.into());
    }
    let register = resolver.shared_register();
    let mut entered = entered;
    register.without_masked(before, &mut entered.fields);
    let (fields, mut errors) = resolver.resolve(tx, &entered.fields).await?;
    let values = match decode(&register, &before.values, &fields) {
        Ok(values) => values,
        Err(more) => {
            // a name that stands for nothing is told once, and not again as a text that is no identity
            let told: Vec<String> = errors.iter().map(|error| error.field.clone()).collect();
            errors.extend(more.into_iter().filter(|error| !told.contains(&error.field)));
            before.values.clone()
        }
    };
    let mut record = Record { values, definition: register.version, changed_at: act.now, ..before.clone() };
    resolver.take_titles(tx, &mut record).await?;
    let site = match record.origin(&register) {
        Some(id) => resolver.site(tx, id).await?,
        None => None,
    };
    match &entered.unit {
        Some(text) => match resolver.unit(text) {
            Some(id) => record.unit_id = id,
            None => errors.push(problem("unit", domain::register::ValueProblem::Unknown.into())),
        },
        None if record.unit_id.is_nil() => {
            match domain::matter::home_unit(&record).or(site.as_ref().map(|(unit, _)| *unit)) {
                Some(unit) => record.unit_id = unit,
                // while other fields are wrong, the site is not known yet either
                None if errors.is_empty() => errors.push(problem("unit", FieldProblem::Required)),
                None => {}
            }
        }
        None => {}
    }
    match entered.sector.filter(|sector| !sector.trim().is_empty()) {
        Some(text) => match resolver.sector(&text) {
            Some(code) => record.sector = Some(code),
            None => errors.push(problem("sector", domain::register::ValueProblem::NoSuchChoice.into())),
        },
        None if record.sector.is_none() => {
            record.sector = register.sector.clone().or_else(|| site.and_then(|(_, sector)| sector));
        }
        None => {}
    }
    errors.extend(resolver.misplaced(tx, &before.values, &fields, record.unit_id).await?);
    if !errors.is_empty() {
        return Err(RecordError::Fields(errors).into());
    }
    // where it lies now counts too: nobody puts a record where they may not keep any
    if act.caller.decide(Verb::KeepRecords, &record.subject()) != Decision::Allowed {
        return Err(act.caller.forbidden(Verb::KeepRecords).into());
    }
    Ok(record)
}

fn problem(field: &str, problem: FieldProblem) -> FieldError {
    FieldError { field: field.to_owned(), problem }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    record: &Record,
) -> Result<(), AppError> {
    let inserted = tx.insert_records(register, std::slice::from_ref(record)).await;
    if let (Err(StoreError::KeyTaken { .. }), Some(key)) = (&inserted, record.key(register)) {
        let other = tx.record_by_key(&register.code, &key).await?;
        return Err(other.map_or(RecordError::KeyTaken(Uuid::nil()).into(), |other| key_taken(act, &other)));
    }
    inserted?;
    count_changes(tx, &act.counting, register, &[(None, Some(record))]).await?;
    act.record(
        tx,
        "record.create",
        Thing::at("record", record.id, record.unit_id),
        None,
        Some(record_json(record)),
    )
    .await
}

/// Keeps a changed record with its audit event, and counts it. Nothing is written when nothing changed.
pub(crate) async fn save(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    action: &str,
    old: &Record,
    new: &Record,
) -> Result<Record, AppError> {
    let saved = save_uncounted(tx, act, register, action, old, new).await?;
    count_saved(tx, act, register, &[(old.clone(), saved.clone())]).await?;
    Ok(saved)
}

/// Counts what [`save_uncounted`] kept: all of a register in one go, since a special period has every fire counted again.
pub(crate) async fn count_saved(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    saved: &[(Record, Record)],
) -> Result<(), AppError> {
    let is_changed = |(old, new): &&(Record, Record)| old.version != new.version;
    let changes: Vec<_> = saved.iter().filter(is_changed).map(|(old, new)| (Some(old), Some(new))).collect();
    if changes.is_empty() {
        return Ok(());
    }
    count_changes(tx, &act.counting, register, &changes).await
}

/// Keeps a changed record with its audit event; whoever calls it counts it by [`count_saved`] in the same transaction.
pub(crate) async fn save_uncounted(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    action: &str,
    old: &Record,
    new: &Record,
) -> Result<Record, AppError> {
    let same = Record { definition: old.definition, changed_at: old.changed_at, ..new.clone() };
    if same == *old {
        return Ok(old.clone());
    }
    if action.starts_with("record.") {
        crate::papers::ensure_unprinted(tx, register, old, new).await?;
    }
    let new = &match action {
        // what an undo, a merger or a removal makes of it was so before, or stands aside
        "record.change" => lived(tx, act, register, Some(old), new.clone()).await?,
        _ if action.starts_with(MOVE) => lived(tx, act, register, Some(old), new.clone()).await?,
        _ => new.clone(),
    };
    let saved = tx.save_record(register, old, new).await;
    if let Err(StoreError::KeyTaken { .. }) = saved {
        // the other holder of the key is named where it can be; the transaction itself is over
        return Err(RecordError::KeyTaken(Uuid::nil()).into());
    }
    saved?;
    let new = Record { version: old.version + 1, ..new.clone() };
    act.record(
        tx,
        action,
        Thing::at("record", new.id, new.unit_id),
        Some(record_json(old)),
        Some(record_json(&new)),
    )
    .await?;
    Ok(new)
}

/// The key has a holder, who is named to those who see it.
pub(crate) fn key_taken(act: &Act, other: &RawRecord) -> AppError {
    let is_seen = sees(&act.caller, &other.record.subject());
    RecordError::KeyTaken(if is_seen { other.record.id } else { Uuid::nil() }).into()
}

/// The record, if the caller may keep it and nobody changed it since `version`.
pub(crate) async fn load(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    id: Uuid,
    version: i64,
) -> Result<Record, AppError> {
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == register.code);
    let record = raw.ok_or(AppError::NotFound("record"))?.read(register);
    ensure(&act.caller, Verb::KeepRecords, "record", &record.subject())?;
    if record.version == version { Ok(record) } else { Err(AppError::Stale { table: "record" }) }
}

/// Changes fields of a record.
///
/// # Errors
/// As [`create_record`]; [`AppError::Stale`] when somebody else was first.
pub async fn change_record(
    tx: &mut Tx,
    act: &Act,
    resolver: &mut Resolver,
    id: Uuid,
    version: i64,
    entered: Entered,
) -> Result<Record, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let register = resolver.shared_register();
    let old = load(tx, act, &register, id, version).await?;
    let new = applied(tx, act, resolver, &old, entered).await?;
    if let Some(key) = new.key(&register)
        && let Some(other) = tx.record_by_key(&register.code, &key).await?
        && other.record.id != id
    {
        return Err(key_taken(act, &other));
    }
    let saved = save(tx, act, &register, "record.change", &old, &new).await?;
    resolver.give_titles(tx, act, std::slice::from_ref(&(old, saved.clone()))).await?;
    Ok(saved)
}

/// Moves a record to another state; what is entered on the way is kept with it.
///
/// # Errors
/// When the move does not start here, is not the caller's to take, or needs a field that is empty.
pub async fn move_record(
    tx: &mut Tx,
    act: &Act,
    resolver: &mut Resolver,
    id: Uuid,
    version: i64,
    transition: &str,
    entered: Entered,
) -> Result<Record, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let register = resolver.shared_register();
    let old = load(tx, act, &register, id, version).await?;
    let today = crate::act::local_day(act.now);
    let given: Vec<String> = entered.fields.keys().cloned().collect();
    let is_entered = |field: &str| given.iter().any(|given| given == field);
    let filled = applied(tx, act, resolver, &old, entered).await?;
    let roles = act.caller.roles_for(&old.subject());
    let new = filled.moved(&register, transition, &roles, today, is_entered)?;
    let saved = save(tx, act, &register, &format!("{MOVE}{transition}"), &old, &new).await?;
    crate::matters::follow(tx, act, resolver.linked(HAZARD), transition, &saved).await?;
    if register.code == HAZARD
        && let Some(step) = Step::parse(transition).filter(|step| step.is_revival())
    {
        crate::todo::tell_reopened(tx, act, &register, step, &saved).await?;
    }
    Ok(saved)
}

/// Takes a record out. Its history stays, and [`undo`] brings it back.
///
/// # Errors
/// [`AppError::Stale`], [`RecordError::Removed`].
pub async fn remove_record(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    id: Uuid,
    version: i64,
) -> Result<(), AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let old = load(tx, act, register, id, version).await?;
    if !old.is_standing() {
        return Err(RecordError::Removed.into());
    }
    let gone = Record { removed_at: Some(act.now), changed_at: act.now, ..old.clone() };
    save(tx, act, register, "record.remove", &old, &gone).await?;
    Ok(())
}

/// A record as the audit trail keeps it: enough to bring it back.
pub(crate) fn record_json(record: &Record) -> Value {
    let values: BTreeMap<&String, Vec<String>> =
        record.values.iter().map(|(code, value)| (code, value.texts())).collect();
    json!({
        "register": record.register,
        "unit": record.unit_id,
        "sector": record.sector,
        "state": record.state,
        "values": values,
        "merged_into": record.merged_into,
        "removed_at": record.removed_at,
        "version": record.version,
    })
}
