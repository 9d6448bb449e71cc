//! What becomes of units on a day: renamed, moved, merged, split.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::Path;
use crate::problem::Problem;
use app::Becoming;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::org::Change;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is to become of a unit.
#[derive(Deserialize, ToSchema)]
pub struct UnitReformInput {
    version: i64,
    /// `renamed`, `moved`, `merged`, `split`.
    what: String,
    /// First day on which it is so, not after today.
    effect_on: NaiveDate,
    /// The paper that says so.
    #[serde(default)]
    basis: String,
    /// The new name, or that of the new unit.
    name: Option<String>,
    /// The unit above from then on, or the one that goes on.
    unit: Option<Uuid>,
    /// What of the units right below it the new one takes.
    #[serde(default)]
    taken: Vec<Uuid>,
}

/// What became of a unit.
#[derive(Serialize, ToSchema)]
pub struct UnitChangeView {
    id: Uuid,
    unit: Uuid,
    /// `renamed`, `moved`, `merged`, `split`.
    what: String,
    effect_on: NaiveDate,
    /// Name until the day before.
    name_before: String,
    /// The unit above until the day before.
    parent_before: Option<Uuid>,
    /// The other one: it goes on, or is new.
    other: Option<Uuid>,
    basis: String,
}

/// What became of a unit, and of others by it, in the order of its days.
#[derive(Serialize, ToSchema)]
pub struct UnitChangeList {
    items: Vec<UnitChangeView>,
}

fn becoming(input: &UnitReformInput) -> Result<Becoming, Problem> {
    let bad = |field: &str| {
        let params = json!({ "detail": field });
        Problem::with(StatusCode::UNPROCESSABLE_ENTITY, "request.bad_body", params)
    };
    let name = || input.name.clone().ok_or_else(|| bad("name"));
    match Change::parse(&input.what).ok_or_else(|| bad("what"))? {
        Change::Renamed => Ok(Becoming::Renamed { name: name()? }),
        Change::Moved => Ok(Becoming::Moved { parent: input.unit }),
        Change::Merged => Ok(Becoming::Merged { into: input.unit.ok_or_else(|| bad("unit"))? }),
        Change::Split => Ok(Becoming::Split { name: name()?, taken: input.taken.clone() }),
    }
}

/// What became of a unit.
#[utoipa::path(get, path = "/api/units/{id}/changes", params(("id" = Uuid, Path)),
    responses((status = 200, body = UnitChangeList), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn unit_changes(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<UnitChangeList>, Problem> {
    let found = signed.read(&shared, async |tx, _| app::unit_history(tx, id).await).await?;
    let view = |entered: store::EnteredChange| {
        let change = entered.change;
        UnitChangeView {
            id: change.id,
            unit: change.unit,
            what: change.what.as_str().to_owned(),
            effect_on: change.effect_on,
            name_before: change.name_before,
            parent_before: change.parent_before,
            other: change.other,
            basis: change.basis,
        }
    };
    Ok(Json(UnitChangeList { items: found.into_iter().map(view).collect() }))
}

/// Renames, moves, merges or splits a unit from a day on.
#[utoipa::path(post, path = "/api/units/{id}/changes", params(("id" = Uuid, Path)), request_body = UnitReformInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn reform_unit(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<UnitReformInput>,
) -> Result<StatusCode, Problem> {
    let becoming = becoming(&input)?;
    let UnitReformInput { version, effect_on, basis, .. } = input;
    signed
        .write(&shared, async |tx, act| {
            app::reform_unit(tx, act, (id, version), (effect_on, basis), becoming).await
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
