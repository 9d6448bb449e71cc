//! Reading the audit trail 审计记录: found by time, person, unit, action, thing and request, and told so that people can read
//! it. Nothing here changes an event.

mod changes;
mod sheet;

pub use changes::Changed;
pub use sheet::{AuditNames, audit_sheet};

use crate::act::{Act, start_of_day};
use crate::error::AppError;
use crate::records::MOVE;
use crate::registers::register;
use catalogue::Catalogue;
use changes::{Naming, changes};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::access::{Caller, Verb};
use domain::org::OrgUnit;
use domain::register::{Register, Words};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use store::{AuditEvent, Trace, Tx};
use uuid::Uuid;

/// Events that one page looks at, at most: what a page costs does not grow with what is stored. Where few of them match, the
/// page tells how far it came, and the next one goes on from there.
const LOOKED_AT: usize = 2000;
/// Events that are fetched at once.
const FETCHED: i64 = 250;
/// Most events of one page.
pub const MOST_EVENTS: usize = 200;

/// What somebody looks for in the trail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditAsking {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Who did it.
    pub person: Option<Uuid>,
    /// For which unit.
    pub unit: Option<Uuid>,
    /// What was done: an action, `record.create`, or a kind of thing, `record`.
    pub action: Option<String>,
    /// Kind of the thing.
    pub kind: Option<String>,
    /// Identity of the thing.
    pub thing: Option<String>,
    /// Number of the request.
    pub request: Option<String>,
    /// The event behind which the page begins.
    pub after: Option<Uuid>,
    /// Events of the page.
    pub limit: usize,
}

/// An event, with names in place of identities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownEvent {
    /// The event.
    pub event: AuditEvent,
    /// Name and login of the person.
    pub person: Option<(String, String)>,
    /// Name of the unit.
    pub unit: Option<String>,
    /// What the thing is called today.
    pub title: Option<String>,
    /// What the move of a record is called.
    pub step: Option<String>,
    /// What changed.
    pub changes: Vec<Changed>,
    /// SHA-256 of the event's canonical bytes.
    pub sha256: String,
}

/// A page of the trail, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// Events.
    pub events: Vec<ShownEvent>,
    /// The event behind which the next page begins; none at the end.
    pub next: Option<Uuid>,
    /// How far back this page looked, when something may lie further back.
    pub reached: Option<DateTime<Utc>>,
}

/// Everybody who has an account, for a choice: identity, name, login.
///
/// # Errors
/// When the caller may not, or the database is not reached.
pub async fn audited_people(tx: &mut Tx, caller: &Caller) -> Result<Vec<(Uuid, String, String)>, AppError> {
    caller.may(Verb::ReadAudit)?;
    let accounts = tx.accounts().await?;
    Ok(accounts.into_iter().map(|account| (account.id, account.name, account.login)).collect())
}

/// A page of the trail.
///
/// # Errors
/// When the caller may not, or the database is not reached.
pub async fn audit_page(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    asking: &AuditAsking,
    shown: fn(&Words) -> &str,
) -> Result<AuditPage, AppError> {
    caller.may(Verb::ReadAudit)?;
    let (events, next) = found(tx, asking).await?;
    let mut names = Names {
        units: tx.shared_units().await?,
        catalogue,
        shown,
        people: HashMap::new(),
        things: HashMap::new(),
        registers: HashMap::new(),
    };
    let mut told = Vec::with_capacity(events.len());
    for event in events {
        told.push(names.told(tx, event).await?);
    }
    Ok(AuditPage { events: told, next: next.map(|(id, _)| id), reached: next.map(|(_, at)| at) })
}

/// The events of a page, and the last one that was looked at when there may be more.
async fn found(
    tx: &mut Tx,
    asking: &AuditAsking,
) -> Result<(Vec<AuditEvent>, Option<(Uuid, DateTime<Utc>)>), AppError> {
    let from = asking.from.map_or(Uuid::nil(), lowest);
    let end = asking.to.and_then(|day| day.checked_add_days(Days::new(1))).map_or(Uuid::max(), lowest);
    let mut below = asking.after.map_or(end, |after| after.min(end));
    let (trace, limit) = (asking.trace(), asking.limit.clamp(1, MOST_EVENTS));
    let (mut events, mut looked_at) = (Vec::new(), 0);
    while looked_at < LOOKED_AT {
        let fetched = tx.audit_events(&trace, (from, below), FETCHED).await?;
        let is_end = fetched.len() < usize::try_from(FETCHED).unwrap_or(usize::MAX);
        looked_at += fetched.len();
        let mut last = None;
        for event in fetched {
            last = Some((event.id, event.at));
            if asking.matches(&event) {
                events.push(event);
            }
            if events.len() == limit {
                return Ok((events, last));
            }
        }
        match last {
            Some((id, _)) if !is_end => below = id,
            _ => return Ok((events, None)),
        }
        if looked_at >= LOOKED_AT {
            return Ok((events, last));
        }
    }
    Ok((events, None))
}

/// The lowest identity that an event of a day in China, or of a later one, may have: identities begin with the moment.
fn lowest(day: NaiveDate) -> Uuid {
    let start = start_of_day(day);
    Uuid::from_u128(u128::try_from(start.timestamp_millis()).unwrap_or(0) << 80)
}

impl AuditAsking {
    /// The index that narrows most.
    fn trace(&self) -> Trace {
        match (&self.request, &self.kind, &self.thing) {
            (Some(request), ..) => Trace::Request(request.clone()),
            (None, Some(kind), Some(thing)) => Trace::Subject(kind.clone(), thing.clone()),
            _ => match (self.person, self.unit, &self.action) {
                (Some(person), ..) => Trace::Person(person),
                (None, Some(unit), _) => Trace::Unit(unit),
                (None, None, Some(action)) => Trace::Action(action.clone()),
                _ => Trace::All,
            },
        }
    }

    fn matches(&self, event: &AuditEvent) -> bool {
        let is = |asked: &Option<String>, found: &str| asked.as_deref().is_none_or(|asked| asked == found);
        is(&self.request, &event.request_id)
            && is(&self.action, &event.action)
            && is(&self.kind, &event.subject_kind)
            && is(&self.thing, &event.subject_id)
            && self.person.is_none_or(|person| event.user_id == Some(person))
            && self.unit.is_none_or(|unit| event.unit_id == Some(unit))
    }
}

/// Tells in the trail that somebody took data out: what, and how much of it.
///
/// # Errors
/// When the database refuses it.
pub async fn note_export(tx: &mut Tx, act: &Act, what: &str, after: Value) -> Result<(), AppError> {
    act.record(tx, &format!("{what}.export"), (what, Uuid::nil()), None, Some(after)).await
}

/// The bytes of an event for a seal: JSON with its keys in order, the moment in milliseconds. Equal events have equal bytes on
/// every machine.
pub fn canonical(event: &AuditEvent) -> String {
    let AuditEvent { id, at, user_id, unit_id, request_id, action, subject_kind, subject_id, .. } = event;
    json!({
        "id": id, "at": at.timestamp_millis(), "user_id": user_id, "unit_id": unit_id, "request_id": request_id,
        "action": action, "subject_kind": subject_kind, "subject_id": subject_id,
        "before": event.before_json, "after": event.after_json,
    })
    .to_string()
}

/// Names that the events of a page need, each looked up once.
struct Names<'a> {
    units: Arc<Vec<OrgUnit>>,
    catalogue: &'a Catalogue,
    shown: fn(&Words) -> &str,
    people: HashMap<Uuid, Option<(String, String)>>,
    things: HashMap<(String, String), Option<String>>,
    registers: HashMap<String, Option<Register>>,
}

impl Names<'_> {
    async fn told(&mut self, tx: &mut Tx, event: AuditEvent) -> Result<ShownEvent, AppError> {
        let person = match event.user_id {
            Some(id) => self.person(tx, id).await?,
            None => None,
        };
        let unit = event.unit_id.and_then(|id| self.unit(id)).map(str::to_owned);
        let title = self.title(tx, &event).await?;
        let read = |json: &Option<String>| {
            json.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or(Value::Null)
        };
        let (before, after) = (read(&event.before_json), read(&event.after_json));
        let code = after["register"].as_str().or_else(|| before["register"].as_str());
        let register = match code.filter(|_| event.subject_kind == "record") {
            Some(code) => self.register(tx, code).await?,
            None => None,
        };
        let code = event.action.strip_prefix(MOVE);
        let moved = register.as_ref().zip(code).and_then(|(register, code)| register.transition(code));
        let step = moved.map(|transition| (self.shown)(&transition.name).to_owned());
        let naming = Naming { register: register.as_ref(), units: &self.units, shown: self.shown };
        let changes = changes(&before, &after, &naming);
        let sha256 = hex::encode(Sha256::digest(canonical(&event).as_bytes()));
        Ok(ShownEvent { event, person, unit, title, step, changes, sha256 })
    }

    fn unit(&self, id: Uuid) -> Option<&str> {
        self.units.iter().find(|unit| unit.id == id).map(|unit| unit.name.as_str())
    }

    async fn person(&mut self, tx: &mut Tx, id: Uuid) -> Result<Option<(String, String)>, AppError> {
        if let Some(known) = self.people.get(&id) {
            return Ok(known.clone());
        }
        let found = tx.account(id).await?.map(|account| (account.name, account.login));
        self.people.insert(id, found.clone());
        Ok(found)
    }

    async fn register(&mut self, tx: &mut Tx, code: &str) -> Result<Option<Register>, AppError> {
        if let Some(known) = self.registers.get(code) {
            return Ok(known.clone());
        }
        let found = match register(tx, self.catalogue, code).await {
            Ok(register) => Some(register),
            Err(AppError::NotFound(_)) => None,
            Err(error) => return Err(error),
        };
        self.registers.insert(code.to_owned(), found.clone());
        Ok(found)
    }

    /// What a thing is called today; nothing when it has no name, or is gone.
    async fn title(&mut self, tx: &mut Tx, event: &AuditEvent) -> Result<Option<String>, AppError> {
        let place = (event.subject_kind.clone(), event.subject_id.clone());
        if let Some(known) = self.things.get(&place) {
            return Ok(known.clone());
        }
        let found = match (place.0.as_str(), place.1.parse::<Uuid>()) {
            ("record", Ok(id)) => tx.record(id).await?.map(|raw| raw.title),
            ("notice", Ok(id)) => tx.notice(id).await?.map(|notice| notice.title),
            ("unit", Ok(id)) => self.unit(id).map(str::to_owned),
            ("account", Ok(id)) => {
                self.person(tx, id).await?.map(|(name, login)| format!("{name}（{login}）"))
            }
            _ => None,
        };
        self.things.insert(place, found.clone());
        Ok(found)
    }
}
