//! Matters beside hazards: what one waits for and by which limits, and what a person leads.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::Path;
use crate::hazards::{ListingRuleView, TimingView, TransferRuleView};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use domain::hazard::Hazard;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a matter waits for.
#[derive(Serialize, ToSchema)]
pub struct ErrandView {
    /// `list`, `publish`, `file`, `progress`, `apply`, `accept`, `delist`, `disclose`, `send`, `answer`, `opinion`,
    /// `conclude`, `task`, `settle`, `start`, `evaluate`, `accept-campaign`.
    wait: &'static str,
    /// Code of the move that does it; nothing where a field is filled or another record is entered.
    step: Option<&'static str>,
    /// The last day in time.
    by: Option<NaiveDate>,
    /// The year whose holidays are not entered, when the day cannot be counted for that.
    unknown_year: Option<i32>,
    /// `overdue`, `soon`, `calm`.
    haste: &'static str,
    /// It is the caller's turn.
    is_mine: bool,
}

impl From<app::MatterErrand> for ErrandView {
    fn from(errand: app::MatterErrand) -> Self {
        Self {
            wait: errand.wait.as_str(),
            step: errand.wait.step(),
            by: errand.by.and_then(Result::ok),
            unknown_year: errand.by.and_then(Result::err).map(|year| year.0),
            haste: errand.haste.as_str(),
            is_mine: errand.is_mine,
        }
    }
}

/// The hazard that a matter is about.
#[derive(Serialize, ToSchema)]
pub struct MatterHazardView {
    id: Uuid,
    title: String,
    /// Code of its state.
    state: String,
    /// `general` or `major`.
    level: &'static str,
    timing: TimingView,
}

/// What belongs to a matter beside its record.
#[derive(Serialize, ToSchema)]
pub struct MatterView {
    as_of: NaiveDate,
    /// What it waits for, whoever's turn it is.
    errands: Vec<ErrandView>,
    /// The hazard that it is about, when the caller sees it.
    hazard: Option<MatterHazardView>,
    /// The rule of its level, for a listing.
    listing_rule: Option<ListingRuleView>,
    /// The rule of its kind, for a transfer.
    transfer_rule: Option<TransferRuleView>,
    /// The day of the last report on it, for a listing.
    last_report: Option<NaiveDate>,
    /// How it was urged, for a listing.
    urging: Option<UrgingView>,
}

/// A time that a listing was urged.
#[derive(Serialize, ToSchema)]
pub struct UrgedView {
    at: DateTime<Utc>,
    by: Option<String>,
    words: String,
}

/// How a listing was urged, and whether the caller may urge it.
#[derive(Serialize, ToSchema)]
pub struct UrgingView {
    /// It waits for somebody, and the caller may press others.
    is_offered: bool,
    /// It may be urged once more today.
    is_left_today: bool,
    /// Each time, the earliest first.
    urged: Vec<UrgedView>,
}

impl From<app::Urging> for UrgingView {
    fn from(urging: app::Urging) -> Self {
        let view = |app::Urged { at, by, words }: app::Urged| UrgedView { at, by, words };
        let app::Urging { is_offered, is_left_today, urged } = urging;
        Self { is_offered, is_left_today, urged: urged.into_iter().map(view).collect() }
    }
}

/// What a matter waits for, and by which limits.
#[utoipa::path(get, path = "/api/matters/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = MatterView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn matter(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<MatterView>, Problem> {
    let as_of = app::local_day((shared.now)());
    let page = signed
        .read(&shared, async |tx, caller| app::matter_page(tx, caller, &shared.catalogue, id, as_of).await)
        .await?;
    let hazard = page.hazard.map(|(title, record)| {
        let hazard = Hazard::of(&record);
        let timing = hazard.timing(as_of).into();
        MatterHazardView { id: record.id, title, level: hazard.level.as_str(), timing, state: record.state }
    });
    Ok(Json(MatterView {
        as_of,
        errands: page.errands.into_iter().map(Into::into).collect(),
        hazard,
        listing_rule: page.listing_rule.as_ref().map(Into::into),
        transfer_rule: page.transfer_rule.as_ref().map(Into::into),
        last_report: page.last_report,
        urging: page.urging.map(Into::into),
    }))
}

/// In what words a listing is urged.
#[derive(Deserialize, ToSchema)]
pub struct UrgeInput {
    /// At most 500 characters.
    #[serde(default)]
    words: String,
}

/// Who was urged.
#[derive(Serialize, ToSchema)]
pub struct UrgedPeople {
    /// Names of those whose turn it is.
    people: Vec<String>,
}

/// Urges a listing: the groups of its unit and of those above are told whose turn it is.
#[utoipa::path(post, path = "/api/matters/{id}/urges", params(("id" = Uuid, Path)), request_body = UrgeInput,
    responses((status = 201, body = UrgedPeople), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn urge_listing(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(UrgeInput { words }): Body<UrgeInput>,
) -> Result<(StatusCode, Json<UrgedPeople>), Problem> {
    let urge = async |tx: &mut store::Tx, act: &app::Act| {
        app::urge_listing(tx, act, &shared.catalogue, id, &words).await
    };
    let people = signed.write(&shared, urge).await?;
    shared.outlet.told.notify_one();
    Ok((StatusCode::CREATED, Json(UrgedPeople { people })))
}

/// A listed hazard or a major problem that somebody leads.
#[derive(Serialize, ToSchema)]
pub struct LedView {
    /// `listing` or `major-problem`.
    register: String,
    id: Uuid,
    title: String,
    /// Code of its state.
    state: String,
    /// `street`, `county`, `city`, `province`.
    level: Option<String>,
    due: Option<NaiveDate>,
    /// `overdue`, `soon`, `calm`.
    haste: &'static str,
}

/// What the caller leads.
#[derive(Serialize, ToSchema)]
pub struct LedPage {
    as_of: NaiveDate,
    /// The earliest deadline first.
    items: Vec<LedView>,
}

/// The listed hazards and major problems that name the caller as their leader and are not over.
#[utoipa::path(get, path = "/api/led",
    responses((status = 200, body = LedPage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn led(State(shared): State<Shared>, signed: Signed) -> Result<Json<LedPage>, Problem> {
    let as_of = app::local_day((shared.now)());
    let found =
        signed.read(&shared, async |tx, caller| app::led(tx, caller, &shared.catalogue, as_of).await).await?;
    let view = |app::Led { record, title, haste }: app::Led| LedView {
        level: record.values.get("level").and_then(|value| value.texts().into_iter().next()),
        due: record.date("due"),
        haste: haste.as_str(),
        id: record.id,
        title,
        state: record.state,
        register: record.register,
    };
    Ok(Json(LedPage { as_of, items: found.into_iter().map(view).collect() }))
}
