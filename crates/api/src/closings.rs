//! Closed periods: what is missing, the snapshot, what moved since, and opening again.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use crate::reports::AskedView;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::Period;
use domain::close::{ClosedReading, Closing};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which period is meant.
#[derive(Deserialize, ToSchema, IntoParams)]
pub struct ClosingInput {
    /// `month`, `quarter`, `half-year`, `year`, `school-year`.
    period: String,
    /// A day in it.
    day: NaiveDate,
}

/// Why a closed period is opened again.
#[derive(Deserialize, ToSchema)]
pub struct ReopenInput {
    reason: String,
}

/// A closed period.
#[derive(Serialize, ToSchema)]
pub struct ClosingView {
    id: Uuid,
    /// `month`, `quarter`, `half-year`, `year`, `school-year`.
    period: &'static str,
    first: NaiveDate,
    last: NaiveDate,
    closed_at: DateTime<Utc>,
    closed_by: Option<String>,
    /// SHA-256 of the lines of its readings.
    sha256: String,
    reopened_at: Option<DateTime<Utc>>,
    reopened_by: Option<String>,
    /// Why it was opened again.
    reason: Option<String>,
}

impl ClosingView {
    fn of(closing: &Closing, names: &HashMap<Uuid, String>) -> Self {
        let opened = closing.reopened.as_ref();
        Self {
            id: closing.id,
            period: closing.period.as_str(),
            first: closing.days.first,
            last: closing.days.last,
            closed_at: closing.at,
            closed_by: names.get(&closing.by).cloned(),
            sha256: closing.sha256.clone(),
            reopened_at: opened.map(|opened| opened.at),
            reopened_by: opened.and_then(|opened| names.get(&opened.by).cloned()),
            reason: opened.map(|opened| opened.reason.clone()),
        }
    }
}

/// Closed periods, the latest first.
#[derive(Serialize, ToSchema)]
pub struct ClosingList {
    items: Vec<ClosingView>,
}

/// What closing a period would keep, and what is not ready for it.
#[derive(Serialize, ToSchema)]
pub struct ClosingPreviewView {
    first: NaiveDate,
    last: NaiveDate,
    /// What stands against it; nothing when it can be closed.
    refusal: Option<Problem>,
    readings: usize,
    without_figure: usize,
    /// Reports that were not made, or were returned.
    missing: Vec<AskedView>,
    /// Reports that nobody reviewed.
    unreviewed: Vec<AskedView>,
}

/// A reading, as it was or is.
#[derive(Serialize, ToSchema)]
pub struct ClosedFigure {
    numerator: String,
    /// Nothing for counts and sums.
    denominator: Option<String>,
    /// `green`, `yellow`, `red`, `grey`, `none`.
    light: &'static str,
    /// Why, as a word.
    reason: &'static str,
}

impl From<&ClosedReading> for ClosedFigure {
    fn from(reading: &ClosedReading) -> Self {
        let figure = reading.figure;
        Self {
            numerator: figure.numerator.normalize().to_string(),
            denominator: reading.is_rate.then(|| figure.denominator.normalize().to_string()),
            light: reading.light.as_str(),
            reason: reading.reason.as_str(),
        }
    }
}

/// One target and unit of a closed period.
#[derive(Serialize, ToSchema)]
pub struct ClosedRow {
    target_key: String,
    notice_id: Option<Uuid>,
    target_id: Option<Uuid>,
    subject: Option<String>,
    unit_id: Uuid,
    unit_name: Option<String>,
    /// As it was closed; nothing where the target came later.
    then: Option<ClosedFigure>,
    /// As it is, where anything differs.
    now: Option<ClosedFigure>,
    /// Something differs: the figure, the light, or what the same figure was made of.
    moved: bool,
}

/// A closed period with its readings and what moved since.
#[derive(Serialize, ToSchema)]
pub struct ClosingDetailView {
    closing: ClosingView,
    /// What moved first.
    rows: Vec<ClosedRow>,
    moved: usize,
}

impl From<app::ClosingDetail> for ClosingDetailView {
    fn from(found: app::ClosingDetail) -> Self {
        let row = |then: Option<&ClosedReading>, now: Option<&ClosedReading>, moved| {
            let of = then.or(now)?;
            let target = found.targets.get(&of.target_key);
            Some(ClosedRow {
                target_key: of.target_key.clone(),
                notice_id: target.map(|target| target.0),
                target_id: target.map(|target| target.1),
                subject: target.map(|target| target.2.clone()),
                unit_id: of.unit_id,
                unit_name: found.units.get(&of.unit_id).cloned(),
                then: then.map(Into::into),
                now: now.map(Into::into),
                moved,
            })
        };
        let moved = found.moved.iter().filter_map(|moved| row(moved.then.as_ref(), moved.now.as_ref(), true));
        let is_still =
            |reading: &&ClosedReading| !found.moved.iter().any(|moved| moved.then.as_ref() == Some(*reading));
        let still =
            found.readings.iter().filter(is_still).filter_map(|reading| row(Some(reading), None, false));
        let rows: Vec<ClosedRow> = moved.chain(still).collect();
        Self { closing: ClosingView::of(&found.closing, &found.names), rows, moved: found.moved.len() }
    }
}

/// One figure in a closed period.
#[derive(Serialize, ToSchema)]
pub struct FigureThenView {
    closing: ClosingView,
    then: ClosedFigure,
    /// As it is read now.
    now: ClosedFigure,
    /// Something differs: the figure, the light, or what the same figure was made of.
    moved: bool,
}

/// One figure in every closed period that keeps it.
#[derive(Serialize, ToSchema)]
pub struct FigureThenList {
    /// The latest first; also of periods that were opened again.
    items: Vec<FigureThenView>,
}

/// A figure in closed periods, beside what it is now.
#[utoipa::path(get, path = "/api/notices/{id}/targets/{target}/figures/{unit}/closed",
    params(("id" = Uuid, Path), ("target" = Uuid, Path), ("unit" = Uuid, Path)),
    responses((status = 200, body = FigureThenList), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn closed_figures(
    State(shared): State<Shared>,
    signed: Signed,
    Path(place): Path<(Uuid, Uuid, Uuid)>,
) -> Result<Json<FigureThenList>, Problem> {
    let rules = (&*shared.catalogue, &*shared.counting);
    let (found, names) =
        signed.read(&shared, async |tx, caller| app::closed_figures(tx, caller, rules, place).await).await?;
    let view = |found: &app::FigureThen| FigureThenView {
        closing: ClosingView::of(&found.closing, &names),
        then: (&found.then).into(),
        now: (&found.now).into(),
        moved: found.is_moved(),
    };
    Ok(Json(FigureThenList { items: found.iter().map(view).collect() }))
}

fn asked(input: &ClosingInput) -> Result<(Period, NaiveDate), app::AppError> {
    let bad = || app::AppError::BadQuery { part: "period".to_owned() };
    Ok((Period::parse(&input.period).ok_or_else(bad)?, input.day))
}

/// Closed periods, also those that were opened again.
#[utoipa::path(get, path = "/api/closings",
    responses((status = 200, body = ClosingList), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list_closings(
    State(shared): State<Shared>,
    signed: Signed,
) -> Result<Json<ClosingList>, Problem> {
    let (closings, names) = signed.read(&shared, async |tx, caller| app::closings(tx, caller).await).await?;
    Ok(Json(ClosingList { items: closings.iter().map(|closing| ClosingView::of(closing, &names)).collect() }))
}

/// What closing a period would keep, and what is not ready for it.
#[utoipa::path(get, path = "/api/closings/preview", params(ClosingInput),
    responses((status = 200, body = ClosingPreviewView), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn closing_preview(
    State(shared): State<Shared>,
    signed: Signed,
    Query(input): Query<ClosingInput>,
) -> Result<Json<ClosingPreviewView>, Problem> {
    let today = app::local_day((shared.now)());
    let rules = (&*shared.catalogue, &*shared.counting);
    let found = signed.read(&shared, async |tx, caller| {
        app::closing_preview(tx, caller, rules, asked(&input)?, today).await
    });
    let app::ClosingPreview { days, refusal, readings, without_figure, missing, unreviewed } = found.await?;
    let nobody = HashMap::new();
    let views = |rows: &[app::AskedReport]| rows.iter().map(|row| AskedView::of(row, &nobody)).collect();
    Ok(Json(ClosingPreviewView {
        first: days.first,
        last: days.last,
        refusal: refusal
            .map(|code| Problem::new(StatusCode::CONFLICT, code).in_language(signed.ask.is_english)),
        readings,
        without_figure,
        missing: views(&missing),
        unreviewed: views(&unreviewed),
    }))
}

/// Closes a period: its readings are kept as they are, with their hash.
#[utoipa::path(post, path = "/api/closings", request_body = ClosingInput,
    responses((status = 201, body = ClosingView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem)))]
pub async fn close_period(
    State(shared): State<Shared>,
    signed: Signed,
    Body(input): Body<ClosingInput>,
) -> Result<(StatusCode, Json<ClosingView>), Problem> {
    let closing = signed
        .write(&shared, async |tx, act| app::close_period(tx, act, &shared.catalogue, asked(&input)?).await);
    let names = HashMap::from([(signed.caller.user_id, signed.caller.name.clone())]);
    Ok((StatusCode::CREATED, Json(ClosingView::of(&closing.await?, &names))))
}

/// A closed period: its readings, and what moved since.
#[utoipa::path(get, path = "/api/closings/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = ClosingDetailView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn closing(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<ClosingDetailView>, Problem> {
    let rules = (&*shared.catalogue, &*shared.counting);
    let found =
        signed.read(&shared, async |tx, caller| app::closing_detail(tx, caller, rules, id).await).await?;
    Ok(Json(found.into()))
}

/// Opens a closed period again. Its snapshot stays.
#[utoipa::path(post, path = "/api/closings/{id}/reopen", params(("id" = Uuid, Path)), request_body = ReopenInput,
    responses((status = 200, body = ClosingView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn reopen_period(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<ReopenInput>,
) -> Result<Json<ClosingView>, Problem> {
    let opened = signed.write(&shared, async |tx, act| app::reopen_period(tx, act, id, &input.reason).await);
    let names = HashMap::from([(signed.caller.user_id, signed.caller.name.clone())]);
    Ok(Json(ClosingView::of(&opened.await?, &names)))
}
