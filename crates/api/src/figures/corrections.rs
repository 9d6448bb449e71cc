//! What a figure of accidents said before a record was re-classed.

use super::views::plain;
use super::{AsOfQuery, Shared, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A change of a record, later than the day of what it tells, that moved the figure.
#[derive(Serialize, ToSchema)]
pub struct CorrectionView {
    on: NaiveDate,
    register: String,
    record_id: Uuid,
    title: String,
    /// The figure until then.
    before: f64,
    /// The figure from then on.
    after: f64,
}

/// Corrections of a figure.
#[derive(Serialize, ToSchema)]
pub struct CorrectionList {
    /// Latest first.
    items: Vec<CorrectionView>,
}

/// What a figure of accidents said before records were re-classed; nothing of other figures.
#[utoipa::path(get, path = "/api/notices/{id}/targets/{target}/figures/{unit}/corrections",
    params(("id" = Uuid, Path), ("target" = Uuid, Path), ("unit" = Uuid, Path), AsOfQuery),
    responses((status = 200, body = CorrectionList), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn corrections(
    State(shared): State<Shared>,
    signed: Signed,
    Path(place): Path<(Uuid, Uuid, Uuid)>,
    Query(query): Query<AsOfQuery>,
) -> Result<Json<CorrectionList>, Problem> {
    let days = (query.as_of, app::local_day((shared.now)()));
    let rules = (&*shared.catalogue, &*shared.counting);
    let found = signed
        .read(&shared, async |tx, caller| app::corrections(tx, caller, rules, place, days).await)
        .await?;
    let view = |found: app::Correction| CorrectionView {
        on: found.on,
        register: found.register,
        record_id: found.record_id,
        title: found.title,
        before: plain(found.before),
        after: plain(found.after),
    };
    Ok(Json(CorrectionList { items: found.into_iter().map(view).collect() }))
}
