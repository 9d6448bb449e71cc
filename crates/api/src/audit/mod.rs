//! The audit trail: searched and taken out, never changed.

pub(crate) mod words;

use crate::Shared;
use crate::caller::{Ask, Signed};
use crate::extract::Query;
use crate::imports::workbook;
use crate::problem::Problem;
use app::{AuditAsking, ShownEvent};
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use domain::register::Words;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What is looked for. Everything narrows.
#[derive(Deserialize, IntoParams)]
pub struct AuditQuery {
    /// First day, in China.
    from: Option<NaiveDate>,
    /// Last day.
    to: Option<NaiveDate>,
    /// Account of who did it.
    person: Option<Uuid>,
    /// Unit that the thing lies at, or for which the person acted.
    unit: Option<Uuid>,
    /// Code of the action.
    action: Option<String>,
    /// Kind of the thing.
    kind: Option<String>,
    /// Identity of the thing.
    thing: Option<String>,
    /// Number of the request.
    request: Option<String>,
    /// The event behind which the page begins.
    after: Option<Uuid>,
    /// Events of the page, at most 200; 50 when absent.
    limit: Option<u16>,
}

/// A code and what it is called.
#[derive(Serialize, ToSchema)]
pub struct Named {
    code: String,
    name: String,
}

/// Somebody who has an account.
#[derive(Serialize, ToSchema)]
pub struct AuditedPerson {
    id: Uuid,
    name: String,
    login: String,
}

/// What can be looked for.
#[derive(Serialize, ToSchema)]
pub struct AuditChoices {
    people: Vec<AuditedPerson>,
    actions: Vec<Named>,
    kinds: Vec<Named>,
}

/// One thing that changed.
#[derive(Serialize, ToSchema)]
pub struct ChangedView {
    /// Where it stands.
    path: String,
    /// What it is called.
    name: String,
    before: Option<String>,
    after: Option<String>,
}

/// An event.
#[derive(Serialize, ToSchema)]
pub struct AuditEventView {
    id: Uuid,
    at: DateTime<Utc>,
    /// Nobody for what the program does by itself, and for who was not let in.
    person: Option<AuditedPerson>,
    unit_id: Option<Uuid>,
    unit_name: Option<String>,
    action: String,
    action_name: String,
    kind: String,
    kind_name: String,
    thing: String,
    /// What the thing is called today.
    title: Option<String>,
    request_id: String,
    changes: Vec<ChangedView>,
    /// SHA-256 of the event's canonical bytes.
    sha256: String,
}

/// Events, the latest first.
#[derive(Serialize, ToSchema)]
pub struct AuditList {
    items: Vec<AuditEventView>,
    /// Where the next page begins; nothing at the end.
    next: Option<Uuid>,
    /// How far back was looked, when more may lie further back.
    reached: Option<DateTime<Utc>>,
}

impl From<AuditQuery> for AuditAsking {
    fn from(query: AuditQuery) -> Self {
        let AuditQuery { from, to, person, unit, action, kind, thing, request, after, limit } = query;
        Self {
            from,
            to,
            person,
            unit,
            action,
            kind,
            thing,
            request,
            after,
            limit: limit.unwrap_or(50).into(),
        }
    }
}

impl AuditEventView {
    fn new(shown: ShownEvent, ask: &Ask) -> Self {
        let ShownEvent { event, person, unit, title, step, changes, sha256 } = shown;
        let is_english = ask.is_english;
        let changed = |change: app::Changed| ChangedView {
            name: change.name.unwrap_or_else(|| words::part(&change.path, is_english)),
            path: change.path,
            before: change.before,
            after: change.after,
        };
        let person = event.user_id.zip(person);
        Self {
            id: event.id,
            at: event.at,
            person: person.map(|(id, (name, login))| AuditedPerson { id, name, login }),
            unit_id: event.unit_id,
            unit_name: unit,
            action_name: step.unwrap_or_else(|| words::action(&event.action, is_english)),
            action: event.action,
            kind_name: words::kind(&event.subject_kind, is_english),
            kind: event.subject_kind,
            thing: event.subject_id,
            title,
            request_id: event.request_id,
            changes: changes.into_iter().map(changed).collect(),
            sha256,
        }
    }
}

fn zh(words: &Words) -> &str {
    &words.zh
}

fn en(words: &Words) -> &str {
    &words.en
}

/// The trail, the latest first. A page looks at so many events at most: with few hits it ends early and tells how far it came.
#[utoipa::path(get, path = "/api/audit", params(AuditQuery),
    responses((status = 200, body = AuditList), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub async fn list_events(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<AuditQuery>,
) -> Result<Json<AuditList>, Problem> {
    let asking = AuditAsking::from(query);
    let shown = if signed.ask.is_english { en } else { zh };
    let found = signed.read(&shared, async |tx, caller| {
        app::audit_page(tx, caller, &shared.catalogue, &asking, shown).await
    });
    let page = found.await?;
    let items = page.events.into_iter().map(|event| AuditEventView::new(event, &signed.ask)).collect();
    Ok(Json(AuditList { items, next: page.next, reached: page.reached }))
}

/// What can be looked for: people, actions, kinds of things.
#[utoipa::path(get, path = "/api/audit/choices",
    responses((status = 200, body = AuditChoices), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn audit_choices(
    State(shared): State<Shared>,
    signed: Signed,
) -> Result<Json<AuditChoices>, Problem> {
    let people = signed.read(&shared, async |tx, caller| app::audited_people(tx, caller).await).await?;
    let person = |(id, name, login)| AuditedPerson { id, name, login };
    let named = |(code, name): (&str, &str)| Named { code: code.to_owned(), name: name.to_owned() };
    let is_english = signed.ask.is_english;
    Ok(Json(AuditChoices {
        people: people.into_iter().map(person).collect(),
        actions: words::actions(is_english).map(named).collect(),
        kinds: words::kinds(is_english).map(named).collect(),
    }))
}

/// The events that are asked for as a workbook; that they were taken out is an event itself.
#[utoipa::path(get, path = "/api/audit/events.xlsx", params(AuditQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub async fn audit_sheet(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<AuditQuery>,
) -> Result<Response, Problem> {
    let today = app::local_day((shared.now)());
    let asking = AuditAsking::from(query);
    let named =
        app::AuditNames { action: |code| words::action(code, false), part: |path| words::part(path, false) };
    let made = signed.read(&shared, async |tx, caller| {
        app::audit_sheet(tx, caller, &shared.catalogue, &asking, (named, today)).await
    });
    let export = made.await?;
    let rows = json!({ "rows": export.rows() });
    signed.write(&shared, async |tx, act| app::note_export(tx, act, "audit", rows).await).await?;
    workbook(export, &format!("审计记录-{today}.xlsx"), &signed).await
}
