//! Everything that is known of one record: its values, what lapses, what is due, what links to it, what happened.

use super::list::names;
use super::reveal::REVEAL;
use crate::access::{ensure, sees, shown};
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Caller, Decision, Verb};
use domain::hazard::{self, HAZARD};
use domain::matter;
use domain::register::{Due, Lapse, Record, Register, Words, due_now, masked};
use std::collections::BTreeMap;
use store::{AuditEvent, Tx};
use uuid::Uuid;

/// A record with all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordDetail {
    /// Record.
    pub record: Record,
    /// Title.
    pub title: String,
    /// Names of what it refers to.
    pub names: BTreeMap<Uuid, String>,
    /// Its dates of validity: field, and how it stands.
    pub lapses: Vec<(String, Lapse)>,
    /// Codes of the moves that the caller may take now.
    pub moves: Vec<String>,
    /// Whether the caller may change anything in it now.
    pub may_edit: bool,
    /// The only fields that may change now; every field when absent.
    pub only: Option<Vec<String>>,
    /// What is due for it in other registers.
    pub dues: Vec<SubjectDue>,
    /// What links to it, by register.
    pub linked: Vec<LinkedRecord>,
    /// Whether more links exist than are given.
    pub has_more_links: bool,
    /// What happened, newest first.
    pub history: Vec<Happened>,
}

/// Something due for a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectDue {
    /// Register that takes it.
    pub register: String,
    /// What is due.
    pub name: Words,
    /// How it stands.
    pub due: Due,
}

/// A record that links to this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedRecord {
    /// Record.
    pub record: Record,
    /// Title.
    pub title: String,
    /// Field that links.
    pub field: String,
    /// Its day in its own register.
    pub day: Option<NaiveDate>,
    /// Its dates of validity, by its own register.
    pub lapses: Vec<(String, Lapse)>,
}

/// One event of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Option<String>,
    /// What: `record.change`.
    pub action: String,
    /// The request; all that one request did is undone together.
    pub request_id: String,
    /// Fields that changed: code, before, after.
    pub changes: Vec<(String, String, String)>,
}

const MOST_LINKS: i64 = 500;

/// Everything of one record.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn record_detail(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    code: &str,
    id: Uuid,
    today: NaiveDate,
) -> Result<RecordDetail, AppError> {
    let registers = crate::registers::registers(tx, catalogue).await?;
    let of = |code: &str| registers.iter().find(|register| register.code == code);
    let register = of(code).ok_or(AppError::NotFound("register"))?;
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == code);
    let raw = raw.ok_or(AppError::NotFound("record"))?;
    ensure(caller, Verb::See, "record", &raw.record.subject())?;
    let title = raw.title.clone();
    let record = raw.read(register);
    let links = tx.links_to(id, MOST_LINKS + 1).await?;
    let has_more_links = links.len() > MOST_LINKS as usize;
    let ids: Vec<Uuid> = links.iter().map(|link| link.from_id).collect();
    let mut raws: BTreeMap<Uuid, store::RawRecord> =
        tx.records(&ids).await?.into_iter().map(|raw| (raw.record.id, raw)).collect();
    let mut linked = Vec::new();
    for link in links {
        if let (Some(raw), Some(register)) = (raws.remove(&link.from_id), of(&link.register)) {
            let title = raw.title.clone();
            let record = shown(caller, register, raw.read(register));
            let lapses = lapses(register, &record, today);
            linked.push(LinkedRecord { day: record.day(register), lapses, record, title, field: link.field });
        }
    }
    let units = tx.units().await?;
    let names = names(tx, caller, register, &units, std::iter::once(&record)).await?;
    // who may not keep records takes no move either, whatever a register says of the role
    let may_keep = caller.decide(Verb::KeepRecords, &record.subject()) == Decision::Allowed;
    let roles = if may_keep { caller.roles_for(&record.subject()) } else { Vec::new() };
    let hides = caller.decide(Verb::SeePersonal, &record.subject()) != Decision::Allowed;
    let moves = record.moves(register, &roles);
    let moves = moves.map(|step| step.code.clone()).collect();
    let only = if code == HAZARD { hazard::open_fields(&record) } else { matter::open_fields(&record) };
    // whether something is done is a matter of this record, whoever else may see what did it
    let dues = dues(&registers, &record, &linked, today);
    linked.retain(|link| sees(caller, &link.record.subject()));
    Ok(RecordDetail {
        lapses: lapses(register, &record, today),
        moves,
        may_edit: may_keep && record.is_standing(),
        only: only.map(|fields| fields.iter().map(|field| (*field).to_owned()).collect()),
        dues,
        history: history(tx, id, |code| hides && register.is_personal(code)).await?,
        record: shown(caller, register, record),
        title,
        names,
        linked,
        has_more_links,
    })
}

/// The dates of validity of a record by field, and how it stands to each.
pub fn lapses(register: &Register, record: &Record, today: NaiveDate) -> Vec<(String, Lapse)> {
    let named = |(expiry, lapse): (&domain::register::Expiry, Lapse)| (expiry.field.clone(), lapse);
    record.lapses(register, today).into_iter().map(named).collect()
}

/// What every register asks of this subject in the period of today.
fn dues(
    registers: &[Register],
    subject: &Record,
    linked: &[LinkedRecord],
    today: NaiveDate,
) -> Vec<SubjectDue> {
    let mut found = Vec::new();
    for register in registers {
        for frequency in &register.frequencies {
            let Some(field) = frequency.subject.as_ref().and_then(|code| register.field(code)) else {
                continue;
            };
            let is_target = matches!(&field.kind, domain::register::FieldKind::Link { register } if *register == subject.register);
            let subjects = registers.iter().find(|register| register.code == subject.register);
            if !is_target || !subjects.is_some_and(|subjects| frequency.is_due_for(subjects, subject)) {
                continue;
            }
            let own = linked
                .iter()
                .filter(|link| link.record.register == register.code && link.field == field.code);
            if let Some(due) = due_now(register, frequency, own.map(|link| &link.record), today) {
                found.push(SubjectDue { register: register.code.clone(), name: frequency.name.clone(), due });
            }
        }
    }
    found
}

async fn history(tx: &mut Tx, id: Uuid, hides: impl Fn(&str) -> bool) -> Result<Vec<Happened>, AppError> {
    let mut people: BTreeMap<Uuid, Option<String>> = BTreeMap::new();
    let mut found = Vec::new();
    // who looked at personal data is for who reads the trail, and nothing of it can be taken back
    let is_work = |event: &AuditEvent| event.action != REVEAL;
    for event in tx.audit_of("record", &id.to_string()).await?.into_iter().filter(is_work) {
        let by = match event.user_id {
            None => None,
            Some(user) => match people.get(&user) {
                Some(name) => name.clone(),
                None => {
                    let name = tx.account(user).await?.map(|account| account.name);
                    people.insert(user, name.clone());
                    name
                }
            },
        };
        let mut changes = changes(event.before_json.as_deref(), event.after_json.as_deref());
        for (_, before, after) in changes.iter_mut().filter(|(code, ..)| hides(code)) {
            (*before, *after) = (masked(before), masked(after));
        }
        found.push(Happened {
            at: event.at,
            by,
            action: event.action,
            request_id: event.request_id,
            changes,
        });
    }
    found.reverse();
    Ok(found)
}

/// The fields in which two states of a record differ.
fn changes(before: Option<&str>, after: Option<&str>) -> Vec<(String, String, String)> {
    let texts = |json: Option<&str>| -> BTreeMap<String, String> {
        let value: serde_json::Value =
            json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        let join = |value: &serde_json::Value| match value {
            serde_json::Value::Array(many) => {
                many.iter().filter_map(|text| text.as_str()).collect::<Vec<_>>().join("、")
            }
            serde_json::Value::String(text) => text.clone(),
            _ => String::new(),
        };
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        for (code, value) in value["values"].as_object().into_iter().flatten() {
            found.insert(code.clone(), join(value));
        }
        for name in ["unit", "sector", "state", "merged_into", "removed_at"] {
            found.insert(name.to_owned(), join(&value[name]));
        }
        found
    };
    let (before, after) = (texts(before), texts(after));
    let mut fields: Vec<&String> = before.keys().chain(after.keys()).collect();
    fields.sort_unstable();
    fields.dedup();
    let text = |of: &BTreeMap<String, String>, field: &String| of.get(field).cloned().unwrap_or_default();
    let change = |field: &String| (field.clone(), text(&before, field), text(&after, field));
    fields.into_iter().map(change).filter(|(_, before, after)| before != after).collect()
}
