//! Boundaries of units: a file of them checked or read in, the map of a unit, a boundary taken away.

use crate::Shared;
use crate::caller::Signed;
use crate::extract::{Path, Query, received};
use crate::messages::message;
use crate::problem::Problem;
use app::{AppError, BoundaryDid, BoundaryFault, NamedArea, OutlinedUnit, TakenBoundaries, UnfitArea};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::access::Verb;
use domain::boundary::Ring;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What is to be done with a file.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BoundariesQuery {
    /// Whether it is written; otherwise the answer says what it would do.
    #[serde(default)]
    write: bool,
}

/// A unit that a file has the boundary of.
#[derive(Serialize, ToSchema)]
pub struct BoundedUnitView {
    unit_id: Uuid,
    name: String,
    region_code: Option<String>,
    /// Points of its boundary.
    points: usize,
    /// `made`, `changed`, `same`.
    did: &'static str,
}

/// A feature that is of no unit.
#[derive(Serialize, ToSchema)]
pub struct UnfitAreaView {
    /// Which feature of the file; the first is 1.
    feature: usize,
    /// Name or code of its unit, as the file has it.
    named: Option<String>,
    code: &'static str,
    message: &'static str,
    message_en: &'static str,
}

/// What a file of boundaries did, or would do.
#[derive(Serialize, ToSchema)]
pub struct BoundariesView {
    units: Vec<BoundedUnitView>,
    unfit: Vec<UnfitAreaView>,
    /// Whether it was written.
    written: bool,
}

/// A unit with its territory: areas of rings of degrees east and north, the outer ring first, thinned to what is seen on a
/// screen.
#[derive(Serialize, ToSchema)]
pub struct OutlinedUnitView {
    unit_id: Uuid,
    name: String,
    /// Which reading of a file is in force; whoever takes the boundary away names it.
    reading: Uuid,
    read_at: DateTime<Utc>,
    /// Points of its boundary, of which not all are drawn.
    points: usize,
    areas: Vec<Vec<Vec<[f64; 2]>>>,
}

/// The map of a unit; empty while neither its boundary nor one below it was read in.
#[derive(Serialize, ToSchema)]
pub struct UnitPlotView {
    own: Option<OutlinedUnitView>,
    /// The nearest units below it that have a boundary.
    below: Vec<OutlinedUnitView>,
}

/// Which boundary is taken away.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReadingQuery {
    /// The reading that is in force.
    reading: Uuid,
}

impl From<OutlinedUnit> for OutlinedUnitView {
    fn from(outlined: OutlinedUnit) -> Self {
        let OutlinedUnit { unit, reading, at, points, areas } = outlined;
        let ring = |ring: Ring| ring.into_iter().map(<[f64; 2]>::from).collect();
        let areas = areas.into_iter().map(|area| area.into_iter().map(ring).collect()).collect();
        Self { unit_id: unit.id, name: unit.name, reading, read_at: at, points, areas }
    }
}

fn view(taken: TakenBoundaries, is_written: bool) -> BoundariesView {
    let unit = |bounded: app::BoundedUnit| BoundedUnitView {
        unit_id: bounded.unit.id,
        name: bounded.unit.name,
        region_code: bounded.unit.region_code,
        points: bounded.points,
        did: match bounded.did {
            BoundaryDid::Made => "made",
            BoundaryDid::Changed => "changed",
            BoundaryDid::Nothing => "same",
        },
    };
    let unfit = |area: UnfitArea| UnfitAreaView {
        feature: area.feature,
        named: area.named,
        code: area.why.code(),
        message: message(area.why.code(), false),
        message_en: message(area.why.code(), true),
    };
    BoundariesView {
        units: taken.units.into_iter().map(unit).collect(),
        unfit: taken.unfit.into_iter().map(unfit).collect(),
        written: is_written,
    }
}

/// Reads the file on a thread of its own; of who may not, it is not even looked at.
async fn areas(signed: &Signed, bytes: Result<Bytes, BytesRejection>) -> Result<Vec<NamedArea>, Problem> {
    let told = |error: AppError| Problem::from(error).in_language(signed.ask.is_english);
    signed.caller.may(Verb::KeepUnits).map_err(|refused| told(refused.into()))?;
    let bytes = received(signed, bytes, BoundaryFault::TooLarge.into())?;
    let read = tokio::task::spawn_blocking(move || app::read_boundaries(&bytes)).await;
    let read = read.map_err(|e| told(AppError::Internal(e.to_string())))?;
    read.map_err(|fault| told(fault.into()))
}

/// Checks a file of boundaries in GeoJSON (RFC 7946), or reads it in. Each feature names its unit by the property `code` (region
/// code) or `name`; a path of names, `滨江街道/东湖社区`, tells units of one name apart. Degrees are those of CGCS2000 or WGS 84.
#[utoipa::path(post, path = "/api/units/boundaries", params(BoundariesQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = BoundariesView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn read_boundaries(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<BoundariesQuery>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Json<BoundariesView>, Problem> {
    let areas = areas(&signed, bytes).await?;
    let take = async |tx: &mut store::Tx, act: &app::Act| app::take_boundaries(tx, act, areas).await;
    let taken = match query.write {
        true => signed.write(&shared, take).await?,
        false => signed.try_out(&shared, take).await?,
    };
    Ok(Json(view(taken, query.write)))
}

/// The map of a unit: its territory, and those of the nearest units below it.
#[utoipa::path(get, path = "/api/units/{id}/boundary", params(("id" = Uuid, Path)),
    responses((status = 200, body = UnitPlotView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn unit_boundary(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<UnitPlotView>, Problem> {
    let today = app::local_day((shared.now)());
    let plot = signed.read(&shared, async |tx, _| app::unit_plot(tx, id, today).await).await?;
    Ok(Json(UnitPlotView {
        own: plot.own.map(OutlinedUnitView::from),
        below: plot.below.into_iter().map(OutlinedUnitView::from).collect(),
    }))
}

/// Takes the boundary of a unit away; places are then looked at by the next unit above that has one.
#[utoipa::path(delete, path = "/api/units/{id}/boundary", params(("id" = Uuid, Path), ReadingQuery),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove_boundary(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Query(query): Query<ReadingQuery>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::remove_boundary(tx, act, id, query.reading).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
