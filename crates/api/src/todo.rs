//! 我的待办: what waits for the caller, what they did, began and were copied on; what people say to each other about it.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::{AppError, NewSlip};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use domain::hazard::{HAZARD, Hazard};
use domain::register::Record;
use domain::todo::{Haste, Slip, SlipAnswer, SlipKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A record in a list of things to do.
#[derive(Serialize, ToSchema)]
pub struct TodoRecordView {
    /// `hazard`, or the register of a matter beside hazards.
    register: String,
    id: Uuid,
    title: String,
    unit_id: Uuid,
    /// Code of its state.
    state: String,
    /// `general` or `major`, of a hazard.
    level: Option<&'static str>,
}

impl TodoRecordView {
    fn new(title: String, record: &Record) -> Self {
        let level = (record.register == HAZARD).then(|| Hazard::of(record).level.as_str());
        let (register, state) = (record.register.clone(), record.state.clone());
        Self { register, id: record.id, title, unit_id: record.unit_id, state, level }
    }
}

/// What somebody said to somebody about a hazard.
#[derive(Serialize, ToSchema)]
pub struct SlipView {
    id: Uuid,
    /// `hand-on`, `join`, `urge`, `supervise`, `copy`.
    kind: &'static str,
    from: Uuid,
    to: Uuid,
    words: String,
    at: DateTime<Utc>,
    due: Option<NaiveDate>,
    /// Year and number of a supervision.
    year: Option<i32>,
    number: Option<i64>,
    /// `sent`, `signed`, `returned`, `answered`.
    state: &'static str,
    answer: String,
    answered_at: Option<DateTime<Utc>>,
}

impl From<Slip> for SlipView {
    fn from(slip: Slip) -> Self {
        Self {
            id: slip.id,
            kind: slip.kind.as_str(),
            from: slip.from,
            to: slip.to,
            words: slip.words,
            at: slip.at,
            due: slip.due,
            year: slip.number.map(|(year, _)| year),
            number: slip.number.map(|(_, number)| number),
            state: slip.state.as_str(),
            answer: slip.answer,
            answered_at: slip.answered_at,
        }
    }
}

/// Something to do.
#[derive(Serialize, ToSchema)]
pub struct TodoItemView {
    record: TodoRecordView,
    /// `report`, `verify`, `rectify`, `recheck`, `decide` of a hazard; of a matter what `ErrandView` names.
    wait: &'static str,
    /// Code of the move that does it; nothing where a decision is made beside it.
    step: Option<&'static str>,
    /// `turn`, `handed-on`, `joined`, `supervised`, `escalated`.
    why: &'static str,
    /// The last day in time.
    by: Option<NaiveDate>,
    /// The year whose holidays are not entered, when the day cannot be counted for that.
    unknown_year: Option<i32>,
    /// `overdue`, `soon`, `calm`.
    haste: &'static str,
    /// What others said to the caller about it.
    slips: Vec<SlipView>,
}

impl From<app::TodoItem> for TodoItemView {
    fn from(item: app::TodoItem) -> Self {
        Self {
            record: TodoRecordView::new(item.title, &item.record),
            wait: item.wait.as_str(),
            step: item.step.map(domain::hazard::Step::as_str),
            why: item.why.as_str(),
            by: item.by.and_then(Result::ok),
            unknown_year: item.by.and_then(Result::err).map(|year| year.0),
            haste: item.haste.as_str(),
            slips: item.slips.into_iter().map(SlipView::from).collect(),
        }
    }
}

impl From<app::MatterItem> for TodoItemView {
    fn from(item: app::MatterItem) -> Self {
        Self {
            record: TodoRecordView::new(item.title, &item.record),
            wait: item.wait.as_str(),
            step: item.wait.step(),
            why: app::Why::Turn.as_str(),
            by: item.by.and_then(Result::ok),
            unknown_year: item.by.and_then(Result::err).map(|year| year.0),
            haste: item.haste.as_str(),
            slips: Vec::new(),
        }
    }
}

/// What waits for the caller.
#[derive(Serialize, ToSchema)]
pub struct TodoView {
    as_of: NaiveDate,
    /// The most urgent first.
    items: Vec<TodoItemView>,
    /// There is more than is listed.
    is_more: bool,
    /// Overdue, of those listed; they are listed first.
    overdue: usize,
    /// Due soon, of those listed.
    soon: usize,
    /// Copies that were not signed for.
    copies: usize,
    /// Names of units and people, by identity.
    names: BTreeMap<Uuid, String>,
}

/// What waits for the caller.
#[utoipa::path(get, path = "/api/todo",
    responses((status = 200, body = TodoView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn todo(State(shared): State<Shared>, signed: Signed) -> Result<Json<TodoView>, Problem> {
    let as_of = app::local_day((shared.now)());
    let found = signed
        .read(&shared, async |tx, caller| app::todo(tx, caller, &shared.catalogue, as_of).await)
        .await?;
    let (overdue, soon) = (found.count(Haste::Overdue), found.count(Haste::Soon));
    // two lists, each the most urgent first, become one
    let hazards = found.items.into_iter().map(|item| (item.haste, TodoItemView::from(item)));
    let matters = found.matters.into_iter().map(|item| (item.haste, TodoItemView::from(item)));
    let mut items: Vec<(Haste, TodoItemView)> = hazards.chain(matters).collect();
    items.sort_by_key(|(haste, item)| (*haste, item.by.unwrap_or(NaiveDate::MAX)));
    Ok(Json(TodoView {
        as_of,
        is_more: found.is_more,
        overdue,
        soon,
        copies: found.copies,
        items: items.into_iter().map(|(_, item)| item).collect(),
        names: found.names,
    }))
}

/// Which box.
#[derive(Deserialize, IntoParams)]
pub struct BoxQuery {
    /// `done`, `started`, `copies`.
    of: String,
}

/// Something that the caller did, began or heard of.
#[derive(Serialize, ToSchema)]
pub struct DoneView {
    hazard: TodoRecordView,
    /// What was done, as the audit trail names it: `record.move.close`, `slip.urge`; nothing for what was entered.
    action: Option<String>,
    at: DateTime<Utc>,
    slip: Option<SlipView>,
}

/// A box.
#[derive(Serialize, ToSchema)]
pub struct BoxView {
    /// The latest first.
    items: Vec<DoneView>,
    /// Names of units and people, by identity.
    names: BTreeMap<Uuid, String>,
}

/// What the caller did, began, or was copied on; the latest hundred.
#[utoipa::path(get, path = "/api/todo/box", params(BoxQuery),
    responses((status = 200, body = BoxView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn todo_box(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<BoxQuery>,
) -> Result<Json<BoxView>, Problem> {
    let found = signed.read(&shared, async |tx, caller| match query.of.as_str() {
        "done" => app::done(tx, caller, &shared.catalogue).await,
        "started" => app::started(tx, caller, &shared.catalogue).await,
        "copies" => app::copies(tx, caller, &shared.catalogue).await,
        _ => Err(AppError::BadQuery { part: "of".to_owned() }),
    });
    let (things, names) = found.await?;
    let view = |thing: app::DoneThing| DoneView {
        hazard: TodoRecordView::new(thing.title, &thing.record),
        action: thing.action,
        at: thing.at,
        slip: thing.slip.map(SlipView::from),
    };
    Ok(Json(BoxView { items: things.into_iter().map(view).collect(), names }))
}

/// Somebody who may be asked.
#[derive(Serialize, ToSchema)]
pub struct PersonView {
    id: Uuid,
    name: String,
    /// Codes of the roles that count for the hazard.
    roles: Vec<&'static str>,
    /// It is their turn.
    is_turn: bool,
}

/// What was said of a hazard, and what the caller may say.
#[derive(Serialize, ToSchema)]
pub struct HazardSlipsView {
    /// What it waits for; nothing once it is over.
    wait: Option<&'static str>,
    /// People who see it, those whose turn it is first.
    people: Vec<PersonView>,
    /// What the caller may send.
    may: Vec<&'static str>,
    /// Whether it may be urged once more today.
    may_urge: bool,
    /// What was said, the earliest first.
    slips: Vec<SlipView>,
    /// Names of people, by identity.
    names: BTreeMap<Uuid, String>,
}

/// What was said of a hazard.
#[utoipa::path(get, path = "/api/hazards/{id}/slips", params(("id" = Uuid, Path)),
    responses((status = 200, body = HazardSlipsView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn hazard_slips(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<HazardSlipsView>, Problem> {
    let today = app::local_day((shared.now)());
    let found = signed
        .read(&shared, async |tx, caller| app::hazard_slips(tx, caller, &shared.catalogue, id, today).await);
    let found = found.await?;
    let person = |person: app::Person| PersonView {
        id: person.id,
        name: person.name,
        roles: person.roles.into_iter().map(domain::access::Role::as_str).collect(),
        is_turn: person.is_turn,
    };
    Ok(Json(HazardSlipsView {
        wait: found.wait.map(domain::todo::Wait::as_str),
        people: found.people.into_iter().map(person).collect(),
        may: found.may.into_iter().map(SlipKind::as_str).collect(),
        may_urge: found.may_urge,
        slips: found.slips.into_iter().map(SlipView::from).collect(),
        names: found.names,
    }))
}

/// What is to be said, and to whom.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlipInput {
    /// `hand-on`, `join`, `urge`, `supervise`, `copy`.
    kind: String,
    /// Accounts; an urge without any goes to all whose turn it is.
    #[serde(default)]
    to: Vec<Uuid>,
    /// In what words.
    #[serde(default)]
    words: String,
    /// The day by which a supervision is answered.
    due: Option<NaiveDate>,
}

/// What was sent.
#[derive(Serialize, ToSchema)]
pub struct SentView {
    /// One for each receiver.
    items: Vec<SlipView>,
}

/// Says something about a hazard that waits: hand on, join, urge, supervise, copy.
#[utoipa::path(post, path = "/api/hazards/{id}/slips", params(("id" = Uuid, Path)), request_body = SlipInput,
    responses((status = 201, body = SentView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn send_slip(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<SlipInput>,
) -> Result<(StatusCode, Json<SentView>), Problem> {
    let sent = signed.write(&shared, async |tx, act| {
        let bad = || AppError::BadQuery { part: "kind".to_owned() };
        let SlipInput { kind, to, words, due } = input;
        let new = NewSlip { kind: SlipKind::parse(&kind).ok_or_else(bad)?, to, words, due };
        app::send_slip(tx, act, &shared.catalogue, id, new).await
    });
    let items = sent.await?.into_iter().map(SlipView::from).collect();
    Ok((StatusCode::CREATED, Json(SentView { items })))
}

/// What the receiver says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlipAnswerInput {
    /// `sign`, `return`, `answer`.
    answer: String,
    /// In what words; a return and an answer need some.
    #[serde(default)]
    words: String,
}

/// Signs for a slip, returns or answers it.
#[utoipa::path(post, path = "/api/slips/{id}/answer", params(("id" = Uuid, Path)), request_body = SlipAnswerInput,
    responses((status = 200, body = SlipView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn answer_slip(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<SlipAnswerInput>,
) -> Result<Json<SlipView>, Problem> {
    let answered = signed.write(&shared, async |tx, act| {
        let bad = || AppError::BadQuery { part: "answer".to_owned() };
        let answer = SlipAnswer::parse(&input.answer).ok_or_else(bad)?;
        app::answer_slip(tx, act, &shared.catalogue, id, (answer, &input.words)).await
    });
    Ok(Json(answered.await?.into()))
}
