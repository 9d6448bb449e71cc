//! Photos and papers of records, and lists kept under a name.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query, received};
use crate::problem::Problem;
use app::{AppError, KeptFile, Shown};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A file that is kept.
#[derive(Serialize, ToSchema)]
pub struct FileView {
    /// What a field of files holds, and the last part of the file's address.
    sha256: String,
    /// Media type, found in the bytes.
    kind: String,
    size: usize,
    /// When the camera says that it was taken, by its own clock.
    taken_at: Option<NaiveDateTime>,
    /// The camera says a day that has not come yet: its clock is wrong, or the photo is not what it seems.
    is_ahead: bool,
}

impl From<KeptFile> for FileView {
    fn from(KeptFile { sha256, kind, size, taken_at, is_ahead }: KeptFile) -> Self {
        Self { sha256, kind: kind.to_owned(), size, taken_at, is_ahead }
    }
}

/// A kept list.
#[derive(Serialize, ToSchema)]
pub struct KeptView {
    id: Uuid,
    name: String,
    /// What follows `?` in its address.
    query: String,
    shared: bool,
    /// Whether the caller may change and forget it.
    own: bool,
}

/// The kept lists of a register.
#[derive(Serialize, ToSchema)]
pub struct KeptViewList {
    items: Vec<KeptView>,
}

/// A list to keep.
#[derive(Deserialize, ToSchema)]
pub struct KeptViewInput {
    name: String,
    query: String,
    #[serde(default)]
    shared: bool,
}

impl KeptView {
    fn new(view: store::SavedView, own: bool) -> Self {
        let store::SavedView { id, name, query, is_shared: shared, .. } = view;
        Self { id, name, query, shared, own }
    }
}

impl From<KeptViewInput> for app::Kept {
    fn from(KeptViewInput { name, query, shared }: KeptViewInput) -> Self {
        Self { name, query, is_shared: shared }
    }
}

/// Keeps a photo or a paper: JPEG, PNG, WebP, GIF, HEIC, PDF, .docx, .xlsx, of at most 20 MB.
#[utoipa::path(post, path = "/api/files",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = FileView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn keep_file(
    State(shared): State<Shared>,
    signed: Signed,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<FileView>), Problem> {
    let too_large = AppError::FileTooLarge { most: app::MAX_FILE / 1024 / 1024 };
    let bytes = received(&signed, bytes, too_large)?;
    keep(&shared, &signed, &bytes).await
}

/// Puts bytes where files are kept, then tells of them.
pub(crate) async fn keep(
    shared: &Shared,
    signed: &Signed,
    bytes: &[u8],
) -> Result<(StatusCode, Json<FileView>), Problem> {
    let brought = signed.told(app::bring_file(&shared.vault, &signed.caller, bytes)).await?;
    let kept = signed.write(shared, async |tx, act| app::keep_file(tx, act, &brought).await).await?;
    Ok((StatusCode::CREATED, Json(kept.into())))
}

/// The bytes of a file that the caller may open, and their kind.
async fn opened(shared: &Shared, signed: &Signed, sha256: &str) -> Result<(&'static str, Bytes), Problem> {
    signed.read(shared, async |tx, caller| app::openable(tx, caller, sha256).await).await?;
    signed.told(app::opened(&shared.vault, sha256)).await
}

/// A kept file. Its address names its content, so it never changes.
#[utoipa::path(get, path = "/api/files/{sha256}", params(("sha256" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "*/*"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn kept_file(
    State(shared): State<Shared>,
    signed: Signed,
    Path(sha256): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let (kind, bytes) = opened(&shared, &signed, &sha256).await?;
    let is_shown = kind.starts_with("image/") || kind == "application/pdf";
    let place = if is_shown { "inline" } else { "attachment" };
    // the name that somebody gave it is not asked: its ending says what the bytes are, and nothing else is opened with it
    let ending = mime_guess::get_mime_extensions_str(kind).and_then(|all| all.first()).unwrap_or(&"bin");
    let ending = if kind == "image/jpeg" { "jpg" } else { ending };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("{place}; filename=\"{}.{ending}\"", &sha256[..12])),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
    ];
    Ok((headers, bytes))
}

/// How large a picture is asked for.
#[derive(Deserialize, IntoParams)]
pub struct PictureQuery {
    /// `small` for a list, `large` to look at.
    size: String,
}

/// A picture as it is shown: smaller, upright, and without the place and time that a camera writes into it. It is made once.
/// The file itself is the original.
#[utoipa::path(get, path = "/api/files/{sha256}/picture", params(("sha256" = String, Path), PictureQuery),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn picture(
    State(shared): State<Shared>,
    signed: Signed,
    Path(sha256): Path<String>,
    Query(query): Query<PictureQuery>,
) -> Result<impl IntoResponse, Problem> {
    let told = |error: AppError| Problem::from(error).in_language(signed.ask.is_english);
    let shown =
        Shown::parse(&query.size).ok_or_else(|| told(AppError::BadQuery { part: "size".to_owned() }))?;
    let jpeg = match made(&shared, &signed, &sha256, shown).await? {
        Some(jpeg) => jpeg,
        None => {
            let (kind, bytes) = signed.told(app::opened(&shared.vault, &sha256)).await?;
            if !kind.starts_with("image/") {
                return Err(told(AppError::FileKind));
            }
            // a large photo takes a while, which holds up nobody else
            let made = tokio::task::spawn_blocking(move || app::smaller(&bytes, shown.side())).await;
            let made = made.map_err(|e| AppError::Internal(e.to_string())).and_then(|made| made);
            let jpeg = Bytes::from(made.map_err(told)?);
            if let Err(error) = shared.vault.put_made(shown.as_str(), &sha256, jpeg.clone()).await {
                // it is shown all the same, and made again for the next
                tracing::warn!(%error, "a smaller picture was not kept");
            }
            jpeg
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
    ];
    Ok((headers, jpeg))
}

/// The picture when it was made before, for those who may open the file.
async fn made(
    shared: &Shared,
    signed: &Signed,
    sha256: &str,
    shown: Shown,
) -> Result<Option<Bytes>, Problem> {
    signed.read(shared, async |tx, caller| app::openable(tx, caller, sha256).await).await?;
    signed.told(async { Ok(shared.vault.made(shown.as_str(), sha256).await?) }).await
}

/// The kept lists of a register: own ones, and those that others share.
#[utoipa::path(get, path = "/api/registers/{code}/views", params(("code" = String, Path)),
    responses((status = 200, body = KeptViewList), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list_views(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
) -> Result<Json<KeptViewList>, Problem> {
    let views = signed.read(&shared, async |tx, caller| {
        app::register(tx, &shared.catalogue, &code).await?;
        app::views(tx, caller, &code).await
    });
    let own = signed.caller.user_id;
    let view = |view: store::SavedView| {
        let is_own = view.user_id == own;
        KeptView::new(view, is_own)
    };
    Ok(Json(KeptViewList { items: views.await?.into_iter().map(view).collect() }))
}

/// Keeps a list under a name.
#[utoipa::path(post, path = "/api/registers/{code}/views", params(("code" = String, Path)),
    request_body = KeptViewInput,
    responses((status = 201, body = KeptView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn keep_view(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
    Body(input): Body<KeptViewInput>,
) -> Result<(StatusCode, Json<KeptView>), Problem> {
    let kept = signed.write(&shared, async |tx, act| {
        app::register(tx, &shared.catalogue, &code).await?;
        app::keep_view(tx, act, &code, input.into()).await
    });
    Ok((StatusCode::CREATED, Json(KeptView::new(kept.await?, true))))
}

/// Changes a kept list of the caller's own.
#[utoipa::path(put, path = "/api/views/{id}", params(("id" = Uuid, Path)), request_body = KeptViewInput,
    responses((status = 200, body = KeptView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn change_view(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<KeptViewInput>,
) -> Result<Json<KeptView>, Problem> {
    let changed =
        signed.write(&shared, async |tx, act| app::change_view(tx, act, id, input.into()).await).await?;
    Ok(Json(KeptView::new(changed, true)))
}

/// Forgets a kept list.
#[utoipa::path(delete, path = "/api/views/{id}", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn forget_view(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::forget_view(tx, act, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
