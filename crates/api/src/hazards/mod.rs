//! What is decided of hazards beside their records.

mod listing;
mod lists;
mod views;
mod waiting;

pub use listing::{ListingRuleView, TransferRuleView};
pub use lists::*;
pub use views::TimingView;

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::Path;
use crate::problem::Problem;
use app::{Answer, AppError, JudgingInput};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::access::Verb;
use domain::hazard::{Group, Level, Verdict};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use views::{ExtensionView, HazardView, JudgementView, ProposalView, RulesView};

/// More time that is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionInput {
    /// Version of the hazard that was read.
    version: i64,
    /// New deadline.
    to: NaiveDate,
    /// Why.
    reason: String,
}

/// What is said of an extension.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionInput {
    /// Version of the hazard that was read.
    version: i64,
    /// `granted` or `refused`.
    verdict: String,
    /// In what words; a refusal needs some.
    #[serde(default)]
    answer: String,
}

/// A decision on the level of a hazard.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgementInput {
    /// Version of the hazard that was read.
    version: i64,
    /// Code of the standard; without one where none of the catalogue judges such hazards.
    criteria: Option<String>,
    /// `crowded`, `explosive`, `important`, `other`.
    place: String,
    /// Clauses that hold.
    #[serde(default)]
    ticked: Vec<String>,
    /// `general` or `major`.
    level: String,
    /// The clause in words; worked out from the ticked ones when empty.
    #[serde(default)]
    basis: String,
    /// Why.
    reason: String,
    /// Who took part, and how they voted.
    #[serde(default)]
    participants: String,
}

/// A place, and what holds there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalInput {
    /// `crowded`, `explosive`, `important`, `other`.
    place: String,
    /// Clauses that hold.
    ticked: Vec<String>,
}

/// A word that is none is a part of the request that cannot be understood.
fn word<T>(part: &str, found: Option<T>) -> Result<T, AppError> {
    found.ok_or_else(|| AppError::BadQuery { part: part.to_owned() })
}

/// What the rules say of a hazard today, and what was decided of it.
#[utoipa::path(get, path = "/api/hazards/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = HazardView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn hazard(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<HazardView>, Problem> {
    let today = app::local_day((shared.now)());
    let page = signed
        .read(&shared, async |tx, caller| app::hazard_page(tx, caller, &shared.catalogue, id, today).await);
    Ok(Json(HazardView::new(page.await?, today)))
}

/// Asks for an extension of the deadline.
#[utoipa::path(post, path = "/api/hazards/{id}/extensions", params(("id" = Uuid, Path)), request_body = ExtensionInput,
    responses((status = 201, body = ExtensionView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn ask_extension(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<ExtensionInput>,
) -> Result<(StatusCode, Json<ExtensionView>), Problem> {
    let ExtensionInput { version, to, reason } = input;
    let asked = signed.write(&shared, async |tx, act| {
        app::ask_extension(tx, act, &shared.catalogue, (id, version), (to, &reason)).await
    });
    Ok((StatusCode::CREATED, Json(asked.await?.into())))
}

/// Grants or refuses an extension.
#[utoipa::path(post, path = "/api/extensions/{id}/decision", params(("id" = Uuid, Path)), request_body = DecisionInput,
    responses((status = 200, body = ExtensionView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn decide_extension(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<DecisionInput>,
) -> Result<Json<ExtensionView>, Problem> {
    let decided = signed.write(&shared, async |tx, act| {
        let verdict = Verdict::parse(&input.verdict).filter(|verdict| *verdict != Verdict::Pending);
        let answer = Answer { verdict: word("verdict", verdict)?, answer: input.answer };
        app::decide_extension(tx, act, &shared.catalogue, (id, input.version), answer).await
    });
    Ok(Json(decided.await?.into()))
}

/// Decides on the level of a hazard; the proposal of the program is kept beside.
#[utoipa::path(post, path = "/api/hazards/{id}/judgements", params(("id" = Uuid, Path)), request_body = JudgementInput,
    responses((status = 201, body = JudgementView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn judge_hazard(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<JudgementInput>,
) -> Result<(StatusCode, Json<JudgementView>), Problem> {
    let version = input.version;
    let judged = signed.write(&shared, async |tx, act| {
        let input = JudgingInput {
            place: word("place", Group::parse(&input.place))?,
            level: word("level", Level::parse(&input.level))?,
            criteria: input.criteria,
            ticked: input.ticked,
            basis: input.basis,
            reason: input.reason,
            participants: input.participants,
        };
        app::judge_hazard(tx, act, &shared.catalogue, (id, version), input).await
    });
    Ok((StatusCode::CREATED, Json(judged.await?.into())))
}

/// Standards, limits and holidays that hazards go by; what is not known of them is said to be open.
#[utoipa::path(get, path = "/api/hazard-rules",
    responses((status = 200, body = RulesView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn hazard_rules(State(shared): State<Shared>, signed: Signed) -> Result<Json<RulesView>, Problem> {
    let allowed = signed.caller.may(Verb::See).map_err(AppError::from);
    allowed.map_err(|error| Problem::from(error).in_language(signed.ask.is_english))?;
    Ok(Json(RulesView::new(&shared.catalogue.rules, app::local_day((shared.now)()))))
}

/// What the program proposes for a place and the clauses that hold there; nothing is kept.
#[utoipa::path(post, path = "/api/criteria/{code}/proposal", params(("code" = String, Path)), request_body = ProposalInput,
    responses((status = 200, body = ProposalView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn proposal(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
    Body(input): Body<ProposalInput>,
) -> Result<Json<ProposalView>, Problem> {
    let proposed = word("place", Group::parse(&input.place))
        .and_then(|place| app::proposal(&signed.caller, &shared.catalogue, &code, place, &input.ticked));
    let proposed = proposed.map_err(|error| Problem::from(error).in_language(signed.ask.is_english))?;
    Ok(Json((&proposed).into()))
}
