//! The review of targets.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::TargetView;
use app::{NewTarget, Step, TargetChange};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::target::{Assignment, Comparator, Kind, Measure, UnitRole};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// A demand as a form sends it.
#[derive(Deserialize, ToSchema)]
pub struct MeasureInput {
    subject: String,
    kind: String,
    comparator: String,
    value: Option<f64>,
    value_to: Option<f64>,
    unit: Option<String>,
    period: Option<String>,
    due: Option<NaiveDate>,
    #[serde(default)]
    due_recurs: bool,
}

/// A unit that answers for a target, as a form sends it.
#[derive(Deserialize, ToSchema)]
pub struct AssignmentInput {
    unit_id: Option<Uuid>,
    unit_text: String,
    role: String,
}

/// A changed target, whole.
#[derive(Deserialize, ToSchema)]
pub struct EditInput {
    version: i64,
    #[serde(flatten)]
    measure: MeasureInput,
    assignments: Vec<AssignmentInput>,
}

/// A target on selected words.
#[derive(Deserialize, ToSchema)]
pub struct AddInput {
    start: i64,
    end: i64,
    #[serde(flatten)]
    measure: MeasureInput,
    assignments: Vec<AssignmentInput>,
}

/// The version that was read.
#[derive(Deserialize, ToSchema)]
pub struct StepInput {
    version: i64,
}

/// Why it is dropped.
#[derive(Deserialize, ToSchema)]
pub struct DropInput {
    version: i64,
    reason: String,
}

/// A target and the version that was read.
#[derive(Deserialize, ToSchema)]
pub struct TargetRef {
    id: Uuid,
    version: i64,
}

/// Many at once.
#[derive(Deserialize, ToSchema)]
pub struct AcceptInput {
    targets: Vec<TargetRef>,
}

/// A part of a split target.
#[derive(Deserialize, ToSchema)]
pub struct PartInput {
    /// Indices of the citations it takes.
    citations: Vec<usize>,
    #[serde(flatten)]
    measure: MeasureInput,
}

/// The parts.
#[derive(Deserialize, ToSchema)]
pub struct SplitInput {
    version: i64,
    parts: Vec<PartInput>,
}

/// The targets that are the same.
#[derive(Deserialize, ToSchema)]
pub struct MergeInput {
    version: i64,
    others: Vec<TargetRef>,
}

fn bad(field: &str, value: &str) -> Problem {
    let params = json!({ "detail": format!("{field}: {value}") });
    Problem::with(StatusCode::UNPROCESSABLE_ENTITY, "request.bad_body", params)
}

fn decode(input: MeasureInput) -> Result<(String, Measure), Problem> {
    let decimal = |value: Option<f64>| match value {
        Some(value) => Decimal::from_f64(value).map(Some).ok_or_else(|| bad("value", &value.to_string())),
        None => Ok(None),
    };
    let filled =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let measure = Measure {
        kind: Kind::parse(&input.kind).ok_or_else(|| bad("kind", &input.kind))?,
        comparator: Comparator::parse(&input.comparator)
            .ok_or_else(|| bad("comparator", &input.comparator))?,
        value: decimal(input.value)?,
        value_to: decimal(input.value_to)?,
        unit: filled(input.unit),
        period: filled(input.period),
        due: input.due,
        due_recurs: input.due_recurs,
    };
    Ok((input.subject, measure))
}

fn assignments(inputs: Vec<AssignmentInput>) -> Result<Vec<Assignment>, Problem> {
    let decode = |input: AssignmentInput| {
        let role = UnitRole::parse(&input.role).ok_or_else(|| bad("role", &input.role))?;
        Ok(Assignment { unit_id: input.unit_id, unit_text: input.unit_text, role })
    };
    inputs.into_iter().map(decode).collect()
}

async fn one_step(
    shared: &Shared,
    signed: &Signed,
    id: Uuid,
    version: i64,
    step: Step,
) -> Result<Json<TargetView>, Problem> {
    let target = signed.write(shared, async |tx, act| app::step(tx, act, id, version, step).await).await?;
    Ok(Json(TargetView::from(&target)))
}

/// Adds a target on selected words of a draft.
#[utoipa::path(post, path = "/api/notices/{id}/targets", params(("id" = Uuid, Path)), request_body = AddInput,
    responses((status = 201, body = TargetView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add_target(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<AddInput>,
) -> Result<(StatusCode, Json<TargetView>), Problem> {
    let (subject, measure) = decode(input.measure)?;
    let change = TargetChange { subject, measure, assignments: assignments(input.assignments)? };
    let new = NewTarget { start: input.start, end: input.end, change };
    let target = signed.write(&shared, async |tx, act| app::add_target(tx, act, id, new).await).await?;
    Ok((StatusCode::CREATED, Json(TargetView::from(&target))))
}

/// Accepts many targets; all or none.
#[utoipa::path(post, path = "/api/targets/accept", request_body = AcceptInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn accept_all(
    State(shared): State<Shared>,
    signed: Signed,
    Body(input): Body<AcceptInput>,
) -> Result<StatusCode, Problem> {
    let targets: Vec<_> = input.targets.into_iter().map(|target| (target.id, target.version)).collect();
    signed.write(&shared, async |tx, act| app::accept_all(tx, act, &targets).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes a target.
#[utoipa::path(patch, path = "/api/targets/{id}", params(("id" = Uuid, Path)), request_body = EditInput,
    responses((status = 200, body = TargetView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn edit(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<EditInput>,
) -> Result<Json<TargetView>, Problem> {
    let (subject, measure) = decode(input.measure)?;
    let change = TargetChange { subject, measure, assignments: assignments(input.assignments)? };
    let target =
        signed.write(&shared, async |tx, act| app::edit(tx, act, id, input.version, change).await).await?;
    Ok(Json(TargetView::from(&target)))
}

/// Accepts a target.
#[utoipa::path(post, path = "/api/targets/{id}/accept", params(("id" = Uuid, Path)), request_body = StepInput,
    responses((status = 200, body = TargetView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn accept(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<StepInput>,
) -> Result<Json<TargetView>, Problem> {
    one_step(&shared, &signed, id, input.version, Step::Accept).await
}

/// Sets a target aside, with the reason.
#[utoipa::path(post, path = "/api/targets/{id}/drop", params(("id" = Uuid, Path)), request_body = DropInput,
    responses((status = 200, body = TargetView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn drop_target(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<DropInput>,
) -> Result<Json<TargetView>, Problem> {
    one_step(&shared, &signed, id, input.version, Step::Drop(input.reason)).await
}

/// Takes a dropped target back.
#[utoipa::path(post, path = "/api/targets/{id}/restore", params(("id" = Uuid, Path)), request_body = StepInput,
    responses((status = 200, body = TargetView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn restore(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<StepInput>,
) -> Result<Json<TargetView>, Problem> {
    one_step(&shared, &signed, id, input.version, Step::Restore).await
}

/// Splits a target.
#[utoipa::path(post, path = "/api/targets/{id}/split", params(("id" = Uuid, Path)), request_body = SplitInput,
    responses((status = 200, body = Vec<TargetView>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn split(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<SplitInput>,
) -> Result<Json<Vec<TargetView>>, Problem> {
    let part = |part: PartInput| {
        let (subject, measure) = decode(part.measure)?;
        Ok((part.citations, subject, measure))
    };
    let parts = input.parts.into_iter().map(part).collect::<Result<Vec<_>, Problem>>()?;
    let made =
        signed.write(&shared, async |tx, act| app::split(tx, act, id, input.version, parts).await).await?;
    Ok(Json(made.iter().map(TargetView::from).collect()))
}

/// Makes one target of several.
#[utoipa::path(post, path = "/api/targets/{id}/merge", params(("id" = Uuid, Path)), request_body = MergeInput,
    responses((status = 200, body = TargetView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn merge(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<MergeInput>,
) -> Result<Json<TargetView>, Problem> {
    let others: Vec<_> = input.others.into_iter().map(|other| (other.id, other.version)).collect();
    let target =
        signed.write(&shared, async |tx, act| app::merge(tx, act, id, input.version, &others).await).await?;
    Ok(Json(TargetView::from(&target)))
}
