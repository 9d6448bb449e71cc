//! The home page, and for whom something is due.

mod unit;
mod views;

pub use views::RegisterLapseView;

pub(crate) use unit::{__path_unit_page, unit_page};

use crate::Shared;
use crate::caller::Signed;
use crate::extract::{Path, Query};
use crate::figures::DrilledPage;
use crate::problem::Problem;
use app::HomeAsking;
use axum::Json;
use axum::extract::State;
use domain::indicator::Urgency;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use views::{DuePage, FrequencyDueView, HomeView};

/// Whose work is shown.
#[derive(Deserialize, IntoParams)]
pub struct HomeQuery {
    /// Another unit than the caller's own.
    unit: Option<Uuid>,
    /// Only figures of this urgency: `overdue`, `broken`, `due-soon`, `behind`, `missing`.
    urgency: Option<String>,
}

/// For whom of a unit something is due.
#[derive(Deserialize, IntoParams)]
pub struct DueQuery {
    unit: Option<Uuid>,
    /// Where the page before ended.
    after: Option<Uuid>,
}

/// What lies on the caller's desk.
#[utoipa::path(get, path = "/api/home", params(HomeQuery),
    responses((status = 200, body = HomeView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn home(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<HomeQuery>,
) -> Result<Json<HomeView>, Problem> {
    // an unknown urgency narrows to nothing: an old bookmark still opens
    let urgency = query.urgency.and_then(|word| Urgency::parse(&word));
    let asking = HomeAsking { unit: query.unit, urgency };
    let today = app::local_day((shared.now)());
    let rules = (&*shared.catalogue, &*shared.counting);
    let found =
        signed.read(&shared, async |tx, caller| app::home(tx, caller, rules, &asking, today).await).await?;
    Ok(Json(HomeView::of(&found, &shared.catalogue, today)))
}

/// Those for whom a frequency is due and not done in the period of today.
#[utoipa::path(get, path = "/api/dues/{indicator}", params(("indicator" = String, Path), DueQuery),
    responses((status = 200, body = DuePage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn due(
    State(shared): State<Shared>,
    signed: Signed,
    Path(indicator): Path<String>,
    Query(DueQuery { unit, after }): Query<DueQuery>,
) -> Result<Json<DuePage>, Problem> {
    let today = app::local_day((shared.now)());
    let rules = (&*shared.catalogue, &*shared.counting);
    let (now, records, next) = signed
        .read(&shared, async |tx, caller| {
            app::due_subjects(tx, caller, rules, (&indicator, unit), after, today).await
        })
        .await?;
    let page = DrilledPage { items: records.iter().map(Into::into).collect(), next };
    Ok(Json(DuePage { due: FrequencyDueView::of(&now, false, &shared.catalogue), page }))
}
