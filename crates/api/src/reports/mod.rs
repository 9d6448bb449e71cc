//! Reported figures and steps: what is asked, answers, reviews.

mod steps;
mod views;

pub use steps::*;
pub use views::{AskedView, EvidenceInput};

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::ReportAsking;
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use domain::calendar::Days;
use domain::report::{Entered, Standing};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use views::{ReportList, ReportView};

/// What the list is narrowed to.
#[derive(Deserialize, IntoParams)]
pub struct ReportQuery {
    notice: Option<Uuid>,
    /// One target, with the figure of the year before where it may be typed.
    target: Option<Uuid>,
    unit: Option<Uuid>,
    /// `asked`, `submitted`, `returned`, `accepted`, `locked`; several parted by commas.
    standing: Option<String>,
    /// Where the page begins, from `next` of the page before.
    after: Option<String>,
    /// 1 to 500; 100 without it.
    limit: Option<usize>,
}

/// An answer for a period.
#[derive(Deserialize, ToSchema)]
pub struct ReportInput {
    first: NaiveDate,
    last: NaiveDate,
    /// Numerator, or the number itself, as it was typed.
    numerator: String,
    /// Denominator of a rate.
    #[serde(default)]
    denominator: String,
    #[serde(flatten)]
    evidence: EvidenceInput,
    /// The version that was read; nothing for the first answer.
    version: Option<i64>,
}

/// What a reviewer says: accepted, or returned with a reason.
#[derive(Deserialize, ToSchema)]
pub struct ReviewInput {
    version: i64,
    /// Why it is returned; nothing accepts it.
    return_reason: Option<String>,
}

/// What is asked of units, and what came of it.
#[utoipa::path(get, path = "/api/reports", params(ReportQuery),
    responses((status = 200, body = ReportList), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list_reports(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<ReportQuery>,
) -> Result<Json<ReportList>, Problem> {
    let ReportQuery { notice, target, unit, standing, after, limit } = query;
    let today = app::local_day((shared.now)());
    let rules = (&*shared.catalogue, &*shared.counting);
    let found = signed.read(&shared, async |tx, caller| {
        let word = |word: &str| {
            let bad = || app::AppError::BadQuery { part: "standing".to_owned() };
            Standing::parse(word).ok_or_else(bad)
        };
        let words = standing.as_deref().unwrap_or_default().split_terminator(',');
        let standing = words.map(word).collect::<Result<_, _>>()?;
        let limit = Some(limit.unwrap_or(100).clamp(1, 500));
        let asking = ReportAsking { notice, target, unit, within: None, standing, after, limit };
        app::reports(tx, caller, rules, &asking, today).await
    });
    Ok(Json(ReportList::from(found.await?)))
}

/// Answers for a period of a target. Earlier answers stay.
#[utoipa::path(post, path = "/api/notices/{id}/targets/{target}/reports/{unit}",
    params(("id" = Uuid, Path), ("target" = Uuid, Path), ("unit" = Uuid, Path)), request_body = ReportInput,
    responses((status = 200, body = ReportView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn submit_report(
    State(shared): State<Shared>,
    signed: Signed,
    Path(place): Path<(Uuid, Uuid, Uuid)>,
    Body(input): Body<ReportInput>,
) -> Result<Json<ReportView>, Problem> {
    let ReportInput { first, last, numerator, denominator, evidence, version } = input;
    let EvidenceInput { note, evidence } = evidence;
    let entered = Entered { numerator, denominator, note, evidence };
    let (days, catalogue) = (Days { first, last }, &shared.catalogue);
    let made = signed.write(&shared, async |tx, act| {
        app::submit_report(tx, act, catalogue, place, days, (version, entered)).await
    });
    Ok(Json(ReportView::of(&made.await?, &std::collections::HashMap::new())))
}

/// Accepts the newest answer of a report, or gives it back with a reason.
#[utoipa::path(post, path = "/api/reports/{id}/review", params(("id" = Uuid, Path)), request_body = ReviewInput,
    responses((status = 200, body = ReportView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn review_report(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<ReviewInput>,
) -> Result<Json<ReportView>, Problem> {
    let reviewed = signed.write(&shared, async |tx, act| {
        app::review_report(tx, act, id, input.version, input.return_reason.as_deref()).await
    });
    Ok(Json(ReportView::of(&reviewed.await?, &std::collections::HashMap::new())))
}
