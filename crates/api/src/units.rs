//! Units, and the names in a text that stand for them.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::{AppError, Matching, UnitChoice, UnitEntry};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::org::{OrgUnit, UnitKind};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A unit.
#[derive(Serialize, ToSchema)]
pub struct UnitView {
    id: Uuid,
    parent: Option<Uuid>,
    /// `street`, `department`, `community`, `work-point`, `grid`, `group`, `other`.
    kind: String,
    name: String,
    /// Region code: 12 digits, of a grid 15.
    region_code: Option<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    version: i64,
}

impl From<&OrgUnit> for UnitView {
    fn from(unit: &OrgUnit) -> Self {
        Self {
            id: unit.id,
            parent: unit.parent,
            kind: unit.kind.as_str().to_owned(),
            name: unit.name.clone(),
            region_code: unit.region_code.clone(),
            valid_from: unit.valid_from,
            valid_to: unit.valid_to,
            version: unit.version,
        }
    }
}

/// Units.
#[derive(Serialize, ToSchema)]
pub struct UnitList {
    items: Vec<UnitView>,
}

/// Which day.
#[derive(Deserialize, IntoParams)]
pub struct UnitQuery {
    /// Only units that stand on this day.
    on: Option<NaiveDate>,
}

/// A new unit.
#[derive(Deserialize, ToSchema)]
pub struct UnitInput {
    parent: Option<Uuid>,
    kind: String,
    name: String,
    region_code: Option<String>,
    valid_from: NaiveDate,
}

/// A changed unit, whole.
#[derive(Deserialize, ToSchema)]
pub struct UnitChangeInput {
    version: i64,
    kind: String,
    name: String,
    /// None when absent.
    region_code: Option<String>,
    valid_to: Option<NaiveDate>,
}

/// A name in a text.
#[derive(Serialize, ToSchema)]
pub struct NameView {
    text: String,
    /// Targets that carry it.
    count: usize,
    guess_kind: String,
    /// Whether it stands for many units, and none is made of it.
    collective: bool,
    /// Whether a unit is proposed to be made of it.
    proposed: bool,
    unit_id: Option<Uuid>,
    matched: bool,
}

/// The names of a draft.
#[derive(Serialize, ToSchema)]
pub struct NameList {
    items: Vec<NameView>,
}

/// What a name stands for: `unit_id`, or `name` and `kind` of a new unit.
#[derive(Deserialize, ToSchema)]
pub struct ChoiceInput {
    text: String,
    unit_id: Option<Uuid>,
    name: Option<String>,
    kind: Option<String>,
}

/// All names at once.
#[derive(Deserialize, ToSchema)]
pub struct MatchInput {
    /// Name of the street under which new units are made.
    street: Option<String>,
    /// The street itself answers for targets that name nobody.
    #[serde(default)]
    street_for_unnamed: bool,
    choices: Vec<ChoiceInput>,
    /// Names of further units under the street.
    #[serde(default)]
    more: Vec<String>,
}

fn kind(word: &str) -> Result<UnitKind, Problem> {
    let bad = || json!({ "detail": format!("kind: {word}") });
    UnitKind::parse(word)
        .ok_or_else(|| Problem::with(StatusCode::UNPROCESSABLE_ENTITY, "request.bad_body", bad()))
}

/// Units.
#[utoipa::path(get, path = "/api/units", params(UnitQuery),
    responses((status = 200, body = UnitList), (status = 401, body = Problem)))]
pub async fn list_units(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<UnitQuery>,
) -> Result<Json<UnitList>, Problem> {
    let units = signed.read(&shared, async |tx, _| Ok::<_, AppError>(tx.units().await?)).await?;
    let stands = |unit: &&OrgUnit| query.on.is_none_or(|day| unit.is_valid_on(day));
    Ok(Json(UnitList { items: units.iter().filter(stands).map(UnitView::from).collect() }))
}

/// Adds a unit.
#[utoipa::path(post, path = "/api/units", request_body = UnitInput,
    responses((status = 201, body = UnitView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn add_unit(
    State(shared): State<Shared>,
    signed: Signed,
    Body(input): Body<UnitInput>,
) -> Result<(StatusCode, Json<UnitView>), Problem> {
    let UnitInput { parent, name, region_code, valid_from, .. } = input;
    let entry = UnitEntry { kind: kind(&input.kind)?, name, region_code };
    let unit = signed
        .write(&shared, async |tx, act| app::add_unit(tx, act, parent, entry, valid_from).await)
        .await?;
    Ok((StatusCode::CREATED, Json(UnitView::from(&unit))))
}

/// Renames a unit, changes its kind or its code, or ends it.
#[utoipa::path(patch, path = "/api/units/{id}", params(("id" = Uuid, Path)), request_body = UnitChangeInput,
    responses((status = 200, body = UnitView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change_unit(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<UnitChangeInput>,
) -> Result<Json<UnitView>, Problem> {
    let entry = UnitEntry { kind: kind(&input.kind)?, name: input.name, region_code: input.region_code };
    let (version, last) = (input.version, input.valid_to);
    let unit = signed
        .write(&shared, async |tx, act| app::change_unit(tx, act, id, version, entry, last).await)
        .await?;
    Ok(Json(UnitView::from(&unit)))
}

/// The unit names of a draft's targets, with what they could be.
#[utoipa::path(get, path = "/api/notices/{id}/units", params(("id" = Uuid, Path)),
    responses((status = 200, body = NameList), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn names(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<NameList>, Problem> {
    let today = (shared.now)().date_naive();
    let names =
        signed.read(&shared, async |tx, caller| app::names_in_text(tx, caller, id, today).await).await?;
    let view = |name: app::NameInText| NameView {
        text: name.text,
        count: name.count,
        guess_kind: name.guess.as_str().to_owned(),
        collective: name.is_collective,
        proposed: name.is_proposed,
        unit_id: name.unit_id,
        matched: name.is_matched,
    };
    Ok(Json(NameList { items: names.into_iter().map(view).collect() }))
}

/// Matches the names to units and makes the missing ones, in one go.
#[utoipa::path(post, path = "/api/notices/{id}/units", params(("id" = Uuid, Path)), request_body = MatchInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn match_names(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<MatchInput>,
) -> Result<StatusCode, Problem> {
    let choice = |choice: ChoiceInput| {
        let chosen = match (choice.unit_id, choice.name) {
            (Some(unit), _) => UnitChoice::Existing(unit),
            (None, name) => UnitChoice::New {
                name: name.unwrap_or_else(|| choice.text.clone()),
                kind: kind(choice.kind.as_deref().unwrap_or("other"))?,
            },
        };
        Ok((choice.text, chosen))
    };
    let choices = input.choices.into_iter().map(choice).collect::<Result<Vec<_>, Problem>>()?;
    let street = input.street.filter(|street| !street.trim().is_empty());
    let matching =
        Matching { street, choices, more: input.more, is_street_for_unnamed: input.street_for_unnamed };
    signed.write(&shared, async |tx, act| app::match_units(tx, act, id, matching).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
