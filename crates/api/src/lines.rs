//! Lines of leaders: given and ended, and who answers for a place or a sector.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::{Answering, NewLine};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::access::{Charge, Line};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What a leader's post is in charge of: a sector, or a place that the leader is linked to.
#[derive(Serialize, ToSchema)]
pub struct LineView {
    id: Uuid,
    /// Code of the sector.
    sector: Option<String>,
    /// The place.
    unit: Option<Uuid>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    /// Whether it counts today.
    held: bool,
}

impl LineView {
    pub(crate) fn new(line: &Line, today: NaiveDate) -> Self {
        let (sector, unit) = match &line.charge {
            Charge::Sector(sector) => (Some(sector.clone()), None),
            Charge::Place(place) => (None, Some(*place)),
        };
        let Line { id, valid_from, valid_to, .. } = *line;
        Self { id, sector, unit, valid_from, valid_to, held: line.is_held_on(today) }
    }
}

/// A line to be given: of a sector or of a place.
#[derive(Deserialize, ToSchema)]
pub struct LineInput {
    /// Code.
    sector: Option<String>,
    unit: Option<Uuid>,
    /// Today when absent.
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
}

/// The last day of a line.
#[derive(Deserialize, ToSchema)]
pub struct LineEndInput {
    last_day: NaiveDate,
}

/// What is answered for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AnsweringQuery {
    /// The place where it lies.
    unit: Option<Uuid>,
    /// Code of its sector.
    sector: Option<String>,
}

/// Somebody who answers for it.
#[derive(Serialize, ToSchema)]
pub struct AnsweringView {
    name: String,
    /// `linked` to the place, or `in-charge` of the sector.
    tie: &'static str,
}

/// Who answers, those who are linked to the place first.
#[derive(Serialize, ToSchema)]
pub struct AnsweringList {
    items: Vec<AnsweringView>,
}

/// Gives a leader's post a line.
#[utoipa::path(post, path = "/api/accounts/{id}/posts/{post}/lines",
    params(("id" = Uuid, Path), ("post" = Uuid, Path)), request_body = LineInput,
    responses((status = 201, body = LineView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add_line(
    State(shared): State<Shared>,
    signed: Signed,
    Path((id, post)): Path<(Uuid, Uuid)>,
    Body(input): Body<LineInput>,
) -> Result<(StatusCode, Json<LineView>), Problem> {
    let LineInput { sector, unit, valid_from, valid_to } = input;
    let charge = match (sector, unit) {
        (Some(sector), None) => Charge::Sector(sector),
        (None, Some(place)) => Charge::Place(place),
        _ => return Err(Problem::unknown_word("sector, unit", "")),
    };
    let new = NewLine { charge, valid_from, valid_to };
    let add = async |tx: &mut store::Tx, act: &app::Act| {
        app::add_line(tx, act, &shared.catalogue, (id, post), new).await
    };
    let line = signed.write(&shared, add).await?;
    Ok((StatusCode::CREATED, Json(LineView::new(&line, app::local_day((shared.now)())))))
}

/// Gives a line its last day.
#[utoipa::path(post, path = "/api/accounts/{id}/posts/{post}/lines/{line}/end",
    params(("id" = Uuid, Path), ("post" = Uuid, Path), ("line" = Uuid, Path)), request_body = LineEndInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn end_line(
    State(shared): State<Shared>,
    signed: Signed,
    Path(path): Path<(Uuid, Uuid, Uuid)>,
    Body(LineEndInput { last_day }): Body<LineEndInput>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::end_line(tx, act, path, last_day).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who answers for a place, for what lies there and is of a sector, or for a sector.
#[utoipa::path(get, path = "/api/answering", params(AnsweringQuery),
    responses((status = 200, body = AnsweringList), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn answering(
    State(shared): State<Shared>,
    signed: Signed,
    Query(AnsweringQuery { unit, sector }): Query<AnsweringQuery>,
) -> Result<Json<AnsweringList>, Problem> {
    let today = app::local_day((shared.now)());
    let found = signed
        .read(&shared, async |tx, caller| app::answering(tx, caller, (unit, sector.as_deref()), today).await)
        .await?;
    let view = |Answering { name, tie }: Answering| AnsweringView { name, tie: tie.as_str() };
    Ok(Json(AnsweringList { items: found.into_iter().map(view).collect() }))
}
