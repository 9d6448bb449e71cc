//! Notices: list, read in, look at, correct, publish, amend.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query, received};
use crate::problem::Problem;
use crate::views::{NoticeDetail, NoticeSummary};
use app::{AppError, Change, HeadChange, ReadIn};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use notice::input::InputError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Notices, newest first.
#[derive(Serialize, ToSchema)]
pub struct NoticeList {
    items: Vec<NoticeSummary>,
}

/// How a file is read in.
#[derive(Deserialize, IntoParams)]
pub struct ReadInQuery {
    /// Name of the file; absent for pasted text.
    name: Option<String>,
    /// Read it although the same bytes were read before.
    #[serde(default)]
    again: bool,
}

/// The identity of something new.
#[derive(Serialize, ToSchema)]
pub struct NewId {
    id: Uuid,
}

/// The version that was read.
#[derive(Deserialize, ToSchema)]
pub struct Version {
    version: i64,
}

/// What is corrected in the head; what is absent stays.
#[derive(Deserialize, ToSchema)]
pub struct HeadInput {
    version: i64,
    title: Option<String>,
    doc_number: Option<String>,
    issuer: Option<String>,
    issued_on: Option<NaiveDate>,
}

/// From when to when the targets hold.
#[derive(Deserialize, ToSchema)]
pub struct PublishInput {
    version: i64,
    effect_from: NaiveDate,
    effect_to: NaiveDate,
}

/// The effect period asked about.
#[derive(Deserialize, IntoParams)]
pub struct PublicationQuery {
    effect_from: Option<NaiveDate>,
    effect_to: Option<NaiveDate>,
}

/// One reason why a draft cannot be published yet.
#[derive(Serialize, ToSchema)]
pub struct HindranceView {
    code: &'static str,
    message: String,
    /// The targets that it is about; none when it is about the paper.
    targets: Vec<Uuid>,
}

/// What publication would say now.
#[derive(Serialize, ToSchema)]
pub struct PublicationView {
    effect_from: NaiveDate,
    effect_to: NaiveDate,
    back_dated: bool,
    hindrances: Vec<HindranceView>,
}

/// One field before and after.
#[derive(Serialize, ToSchema)]
pub struct FieldChangeView {
    field: String,
    #[schema(value_type = Object)]
    before: Value,
    #[schema(value_type = Object)]
    after: Value,
}

/// A target that a version changes.
#[derive(Serialize, ToSchema)]
pub struct DifferenceView {
    key: Option<String>,
    subject: String,
    /// `added`, `removed`, `changed`.
    change: &'static str,
    fields: Vec<FieldChangeView>,
}

/// What a version changes against the one before.
#[derive(Serialize, ToSchema)]
pub struct DifferenceList {
    items: Vec<DifferenceView>,
}

/// Every notice.
#[utoipa::path(get, path = "/api/notices", responses((status = 200, body = NoticeList), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list_notices(State(shared): State<Shared>, signed: Signed) -> Result<Json<NoticeList>, Problem> {
    let found = signed.read(&shared, async |tx, caller| app::notices(tx, caller).await).await?;
    Ok(Json(NoticeList { items: found.iter().map(|n| NoticeSummary::new(&n.notice, &n.targets)).collect() }))
}

/// Reads a notice in: the body is the file, or the pasted text. The bytes are kept first, whatever becomes of them.
#[utoipa::path(post, path = "/api/notices", params(ReadInQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = NewId), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn read_in(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<ReadInQuery>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<NewId>), Problem> {
    let too_large = AppError::Input(InputError::TooLarge { bytes: sheet::MAX_BYTES });
    let bytes = received(&signed, bytes, too_large)?;
    let stored = signed.told(app::bring_notice(&shared.vault, &signed.caller, &bytes)).await?;
    signed.write(&shared, async |tx, act| app::store_original(tx, act, &stored).await).await?;
    let name = query.name.filter(|name| !name.trim().is_empty());
    let read = signed
        .write(&shared, async |tx, act| app::read_in(tx, act, &stored, name, query.again).await)
        .await?;
    match read {
        ReadIn::New(id) => Ok((StatusCode::CREATED, Json(NewId { id }))),
        ReadIn::Already { id, title } => {
            let params = json!({ "id": id, "title": title });
            let problem = Problem::with(StatusCode::CONFLICT, "notice.already_read", params);
            Err(problem.in_language(signed.ask.is_english))
        }
    }
}

/// A notice with its text and targets.
#[utoipa::path(get, path = "/api/notices/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = NoticeDetail), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn detail(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<NoticeDetail>, Problem> {
    let found = signed.read(&shared, async |tx, caller| app::notice(tx, caller, id).await).await?;
    Ok(Json(NoticeDetail::new(&found.notice, &found.targets, signed.ask.is_english)))
}

/// Corrects the head of a draft.
#[utoipa::path(patch, path = "/api/notices/{id}", params(("id" = Uuid, Path)), request_body = HeadInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change_head(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<HeadInput>,
) -> Result<StatusCode, Problem> {
    let HeadInput { version, title, doc_number, issuer, issued_on } = input;
    let change = HeadChange { title, doc_number, issuer, issued_on };
    signed.write(&shared, async |tx, act| app::change_head(tx, act, id, version, change).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The bytes as they came.
#[utoipa::path(get, path = "/api/notices/{id}/original", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn original(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let sha256 = signed
        .read(&shared, async |tx, caller| {
            let found = app::notice(tx, caller, id).await?;
            Ok(found.notice.sha256)
        })
        .await?;
    let bytes = signed.told(async { Ok(shared.vault.get(&sha256).await?) }).await?;
    let none = || Problem::from(app::AppError::NotFound("original")).in_language(signed.ask.is_english);
    let bytes = bytes.ok_or_else(none)?;
    let headers =
        [(header::CONTENT_TYPE, "application/octet-stream"), (header::CONTENT_DISPOSITION, "attachment")];
    Ok((headers, bytes))
}

/// Sets a draft aside.
#[utoipa::path(post, path = "/api/notices/{id}/discard", params(("id" = Uuid, Path)), request_body = Version,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn discard(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<Version>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::discard(tx, act, id, input.version).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Publishes a reviewed draft.
#[utoipa::path(post, path = "/api/notices/{id}/publish", params(("id" = Uuid, Path)), request_body = PublishInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn publish(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<PublishInput>,
) -> Result<StatusCode, Problem> {
    let effect = (input.effect_from, input.effect_to);
    signed.write(&shared, async |tx, act| app::publish(tx, act, id, input.version, effect).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What publication of a draft would say now: everything that hinders it, not only the first.
#[utoipa::path(get, path = "/api/notices/{id}/publication", params(("id" = Uuid, Path), PublicationQuery),
    responses((status = 200, body = PublicationView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn publication(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Query(query): Query<PublicationQuery>,
) -> Result<Json<PublicationView>, Problem> {
    let asked = (query.effect_from, query.effect_to);
    let now = (shared.now)();
    let found =
        signed.read(&shared, async |tx, caller| app::publication(tx, caller, id, asked, now).await).await?;
    let view = |hindrance: app::Hindrance| {
        let params = json!({ "n": hindrance.targets.len() });
        let problem = Problem::with(StatusCode::CONFLICT, hindrance.code, params);
        let message = problem.in_language(signed.ask.is_english).message;
        HindranceView { code: hindrance.code, message, targets: hindrance.targets }
    };
    Ok(Json(PublicationView {
        effect_from: found.effect.0,
        effect_to: found.effect.1,
        back_dated: found.is_back_dated,
        hindrances: found.hindrances.into_iter().map(view).collect(),
    }))
}

/// Begins an amendment of a published notice.
#[utoipa::path(post, path = "/api/notices/{id}/amend", params(("id" = Uuid, Path)),
    responses((status = 201, body = NewId), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn amend(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<NewId>), Problem> {
    let id = signed.write(&shared, async |tx, act| app::amend(tx, act, id).await).await?;
    Ok((StatusCode::CREATED, Json(NewId { id })))
}

/// What a version changes against the one before.
#[utoipa::path(get, path = "/api/notices/{id}/difference", params(("id" = Uuid, Path)),
    responses((status = 200, body = DifferenceList), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn difference(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<DifferenceList>, Problem> {
    let found = signed.read(&shared, async |tx, caller| app::difference(tx, caller, id).await).await?;
    let view = |difference: app::Difference| DifferenceView {
        key: difference.key,
        subject: difference.subject,
        change: match difference.change {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
        },
        fields: difference
            .fields
            .into_iter()
            .map(|field| FieldChangeView { field: field.field, before: field.before, after: field.after })
            .collect(),
    };
    Ok(Json(DifferenceList { items: found.into_iter().map(view).collect() }))
}
