//! Figures: the board of readings, one figure with everything behind it, its records, and what measures a target.

mod corrections;
mod views;

pub use corrections::{__path_corrections, corrections};
pub(crate) use views::{DrilledPage, FigureCellView};

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::{Asking, Drilling, Side};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use views::{
    BindingList, BindingView, FigureBoardView, FigureView, IndicatorList, IndicatorView, RecountView,
};

/// What the readings are narrowed to.
#[derive(Deserialize, IntoParams)]
pub struct FigureQuery {
    notice: Option<Uuid>,
    unit: Option<Uuid>,
    /// Code of a sector.
    sector: Option<String>,
    /// As of this day; today when absent or later.
    as_of: Option<NaiveDate>,
}

/// As of which day.
#[derive(Deserialize, IntoParams)]
pub struct AsOfQuery {
    as_of: Option<NaiveDate>,
    /// Code of a sector.
    sector: Option<String>,
}

/// Which records behind a figure.
#[derive(Deserialize, IntoParams)]
pub struct DrillQuery {
    /// `counted` or `missing`.
    side: Option<String>,
    /// One of several rates, by its indicator.
    part: Option<String>,
    /// Where the page before ended.
    after: Option<Uuid>,
    as_of: Option<NaiveDate>,
    /// Code of a sector.
    sector: Option<String>,
}

/// What shall measure a target.
#[derive(Deserialize, ToSchema)]
pub struct BindingInput {
    /// Code of an indicator, `reported` or `milestone`.
    indicator: String,
}

/// Every indicator.
#[utoipa::path(get, path = "/api/indicators",
    responses((status = 200, body = IndicatorList), (status = 401, body = Problem)))]
pub async fn list_indicators(State(shared): State<Shared>, _signed: Signed) -> Json<IndicatorList> {
    Json(IndicatorList { items: shared.catalogue.indicators.iter().map(IndicatorView::from).collect() })
}

/// Readings of published targets for the units that answer for them.
#[utoipa::path(get, path = "/api/figures", params(FigureQuery),
    responses((status = 200, body = FigureBoardView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn figure_board(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<FigureQuery>,
) -> Result<Json<FigureBoardView>, Problem> {
    let FigureQuery { notice, unit, sector, as_of } = query;
    let asking = Asking { notice, unit, sector, as_of, ..Asking::default() };
    let today = app::local_day((shared.now)());
    let rules = (&*shared.catalogue, &*shared.counting);
    let board = signed
        .read(&shared, async |tx, caller| app::figure_board(tx, caller, rules, &asking, today).await)
        .await?;
    let view = |cell: &app::FigureCell| FigureCellView::of(cell, &shared.catalogue);
    Ok(Json(FigureBoardView {
        as_of: board.as_of,
        lights: board.lights().into_iter().map(Into::into).collect(),
        cells: board.cells.iter().map(view).collect(),
        pooled: board.pooled.iter().map(view).collect(),
    }))
}

/// One figure: its formula, its course, the units below.
#[utoipa::path(get, path = "/api/notices/{id}/targets/{target}/figures/{unit}",
    params(("id" = Uuid, Path), ("target" = Uuid, Path), ("unit" = Uuid, Path), AsOfQuery),
    responses((status = 200, body = FigureView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn figure(
    State(shared): State<Shared>,
    signed: Signed,
    Path(place): Path<(Uuid, Uuid, Uuid)>,
    Query(query): Query<AsOfQuery>,
) -> Result<Json<FigureView>, Problem> {
    let days = (query.as_of, app::local_day((shared.now)()));
    let rules = (&*shared.catalogue, &*shared.counting);
    let found = signed
        .read(&shared, async |tx, caller| {
            app::target_figure(tx, caller, rules, place, query.sector.as_deref(), days).await
        })
        .await?;
    Ok(Json(FigureView::of(&found, &shared.catalogue)))
}

/// The records behind a figure: those counted, or those missing from it.
#[utoipa::path(get, path = "/api/notices/{id}/targets/{target}/figures/{unit}/records",
    params(("id" = Uuid, Path), ("target" = Uuid, Path), ("unit" = Uuid, Path), DrillQuery),
    responses((status = 200, body = DrilledPage), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn figure_records(
    State(shared): State<Shared>,
    signed: Signed,
    Path(place): Path<(Uuid, Uuid, Uuid)>,
    Query(query): Query<DrillQuery>,
) -> Result<Json<DrilledPage>, Problem> {
    let days = (query.as_of, app::local_day((shared.now)()));
    let rules = (&*shared.catalogue, &*shared.counting);
    let side = if query.side.as_deref() == Some("missing") { Side::Missing } else { Side::Counted };
    let drilling = Drilling { part: query.part, side, sector: query.sector, after: query.after };
    let (records, next) = signed
        .read(&shared, async |tx, caller| app::drill(tx, caller, rules, place, days, &drilling).await)
        .await?;
    Ok(Json(DrilledPage { items: records.iter().map(Into::into).collect(), next }))
}

/// What measures each target of a notice.
#[utoipa::path(get, path = "/api/notices/{id}/indicators", params(("id" = Uuid, Path)),
    responses((status = 200, body = BindingList), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn target_indicators(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<BindingList>, Problem> {
    let bound = signed
        .read(&shared, async |tx, caller| app::bindings_of(tx, caller, &shared.counting, id).await)
        .await?;
    Ok(Json(BindingList { items: bound.into_iter().map(BindingView::from).collect() }))
}

/// Has an indicator measure a target.
#[utoipa::path(put, path = "/api/notices/{id}/targets/{target}/indicator",
    params(("id" = Uuid, Path), ("target" = Uuid, Path)), request_body = BindingInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn bind_target(
    State(shared): State<Shared>,
    signed: Signed,
    Path((id, target)): Path<(Uuid, Uuid)>,
    Body(input): Body<BindingInput>,
) -> Result<StatusCode, Problem> {
    signed
        .write(&shared, async |tx, act| {
            app::bind_target(tx, act, &shared.catalogue, id, target, &input.indicator).await
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Counts every figure again from the records and tells what differed.
#[utoipa::path(post, path = "/api/figures/recount",
    responses((status = 200, body = RecountView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn recount(State(shared): State<Shared>, signed: Signed) -> Result<Json<RecountView>, Problem> {
    let differences =
        signed.write(&shared, async |tx, act| app::recount(tx, act, &shared.catalogue).await).await?;
    Ok(Json(RecountView::of(&shared.catalogue, &differences)))
}
