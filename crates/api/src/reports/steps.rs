//! Steps of targets that are done or not by a day.

use super::EvidenceInput;
use super::ReviewInput;
use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::StepReview;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::milestone::{Done, Milestone, StepState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// One step.
#[derive(Serialize, ToSchema)]
pub struct StepView {
    /// Nil for a target that is one delivery, until it is done.
    id: Uuid,
    title: String,
    due: NaiveDate,
    /// `open`, `done`, `accepted`.
    state: &'static str,
    done_on: Option<NaiveDate>,
    /// Done too late, or too late by now.
    late: bool,
    /// Why it was given back.
    reason: Option<String>,
    note: String,
    /// Hashes of kept files.
    evidence: Vec<String>,
    version: i64,
}

impl StepView {
    fn of(step: &Milestone, today: NaiveDate) -> Self {
        let (state, reason) = match &step.state {
            StepState::Open { returned } => ("open", returned.clone()),
            StepState::Done { .. } => ("done", None),
            StepState::Accepted { .. } => ("accepted", None),
        };
        Self {
            id: step.id,
            title: step.title.clone(),
            due: step.due,
            state,
            done_on: step.done_on(),
            late: step.is_late(today),
            reason,
            note: step.note.clone(),
            evidence: step.evidence.clone(),
            version: step.version,
        }
    }
}

/// The steps of a target for a unit.
#[derive(Serialize, ToSchema)]
pub struct StepList {
    items: Vec<StepView>,
    /// Whether the unit answers for them.
    is_asked: bool,
}

/// A step to lay down.
#[derive(Deserialize, ToSchema)]
pub struct NewStepInput {
    title: String,
    due: NaiveDate,
}

/// That a step was done.
#[derive(Deserialize, ToSchema)]
pub struct DoneInput {
    /// The step; nil for a target that is one delivery.
    id: Uuid,
    version: i64,
    done_on: NaiveDate,
    #[serde(flatten)]
    evidence: EvidenceInput,
}

/// The version that was read.
#[derive(Deserialize, IntoParams)]
pub struct VersionQuery {
    version: i64,
}

/// The steps of a target for a unit.
#[utoipa::path(get, path = "/api/notices/{id}/targets/{target}/steps/{unit}",
    params(("id" = Uuid, Path), ("target" = Uuid, Path), ("unit" = Uuid, Path)),
    responses((status = 200, body = StepList), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list_steps(
    State(shared): State<Shared>,
    signed: Signed,
    Path(place): Path<(Uuid, Uuid, Uuid)>,
) -> Result<Json<StepList>, Problem> {
    let today = app::local_day((shared.now)());
    let found = signed.read(&shared, async |tx, caller| {
        app::steps_of_target(tx, caller, &shared.counting, place, today).await
    });
    let app::Steps { steps, is_asked } = found.await?;
    let items = steps.iter().map(|step| StepView::of(step, today)).collect();
    Ok(Json(StepList { items, is_asked }))
}

/// Lays down a step.
#[utoipa::path(post, path = "/api/notices/{id}/targets/{target}/steps/{unit}",
    params(("id" = Uuid, Path), ("target" = Uuid, Path), ("unit" = Uuid, Path)), request_body = NewStepInput,
    responses((status = 201, body = StepView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn add_step(
    State(shared): State<Shared>,
    signed: Signed,
    Path(place): Path<(Uuid, Uuid, Uuid)>,
    Body(input): Body<NewStepInput>,
) -> Result<(StatusCode, Json<StepView>), Problem> {
    let NewStepInput { title, due } = input;
    let made =
        signed.write(&shared, async |tx, act| app::add_step(tx, act, place, &title, due).await).await?;
    Ok((StatusCode::CREATED, Json(StepView::of(&made, app::local_day((shared.now)())))))
}

/// Records that a step was done.
#[utoipa::path(post, path = "/api/notices/{id}/targets/{target}/steps/{unit}/done",
    params(("id" = Uuid, Path), ("target" = Uuid, Path), ("unit" = Uuid, Path)), request_body = DoneInput,
    responses((status = 200, body = StepView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn finish_step(
    State(shared): State<Shared>,
    signed: Signed,
    Path(place): Path<(Uuid, Uuid, Uuid)>,
    Body(input): Body<DoneInput>,
) -> Result<Json<StepView>, Problem> {
    let DoneInput { id, version, done_on: on, evidence } = input;
    let EvidenceInput { note, evidence } = evidence;
    let done = Done { on, note: note.trim().to_owned(), evidence };
    let made =
        signed.write(&shared, async |tx, act| app::finish_step(tx, act, place, (id, version), done).await);
    Ok(Json(StepView::of(&made.await?, app::local_day((shared.now)()))))
}

/// Accepts a step that is done, or gives it back with a reason.
#[utoipa::path(post, path = "/api/steps/{id}/review", params(("id" = Uuid, Path)), request_body = ReviewInput,
    responses((status = 200, body = StepView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn review_step(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<ReviewInput>,
) -> Result<Json<StepView>, Problem> {
    let ReviewInput { version, return_reason } = input;
    let review = return_reason.map_or(StepReview::Accept, StepReview::Return);
    let reviewed =
        signed.write(&shared, async |tx, act| app::review_step(tx, act, (id, version), &review).await);
    Ok(Json(StepView::of(&reviewed.await?, app::local_day((shared.now)()))))
}

/// Takes a step away that is not done.
#[utoipa::path(delete, path = "/api/steps/{id}", params(("id" = Uuid, Path), VersionQuery),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove_step(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Query(query): Query<VersionQuery>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::remove_step(tx, act, id, query.version).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
