//! Files that come in pieces and go on after a broken line, by the open protocol tus (version 1.0.0, with creation and
//! termination), which has well-kept clients for browsers and phones. A last request makes the file of what has come, and may
//! be repeated.

use crate::Shared;
use crate::caller::Signed;
use crate::extract::{Path, received};
use crate::files::FileView;
use crate::problem::Problem;
use app::AppError;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::json;
use uuid::Uuid;
use vault::Upload;

const VERSION: (HeaderName, &str) = (HeaderName::from_static("tus-resumable"), "1.0.0");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
/// What a piece is, by the protocol.
const PIECE: &str = "application/offset+octet-stream";

/// A number in a header of the request.
fn number(signed: &Signed, headers: &HeaderMap, name: &HeaderName) -> Result<usize, Problem> {
    let found = headers.get(name).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    found.ok_or_else(|| {
        let detail = json!({ "detail": format!("{name} is missing or is no number") });
        Problem::with(StatusCode::BAD_REQUEST, "request.bad_body", detail).in_language(signed.ask.is_english)
    })
}

fn state(Upload { length, at }: Upload) -> [(HeaderName, String); 4] {
    let (name, version) = VERSION;
    [
        (name, version.to_owned()),
        (OFFSET, at.to_string()),
        (LENGTH, length.to_string()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ]
}

/// Begins an upload of as many bytes as `Upload-Length` says. The answer names its address.
#[utoipa::path(post, path = "/api/uploads", params(("Upload-Length" = usize, Header, description = "bytes of the whole file")),
    responses((status = 201, headers(("Location" = String, description = "address of the upload"))), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 413, body = Problem), (status = 507, body = Problem)))]
pub async fn begin_upload(
    State(shared): State<Shared>,
    signed: Signed,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let begun = async {
        let caller = &signed.caller;
        app::may_bring(caller, 0)?;
        Ok(caller.user_id)
    };
    let owner = signed.told(begun).await?;
    let length = number(&signed, &headers, &LENGTH)?;
    let begun = async {
        app::may_bring(&signed.caller, length)?;
        let id = app::new_id((shared.now)())?;
        shared.vault.begin_upload(owner, id, length).await?;
        Ok(id)
    };
    let id = signed.told(begun).await?;
    let (name, version) = VERSION;
    let headers = [(name, version.to_owned()), (header::LOCATION, format!("/api/uploads/{id}"))];
    Ok((StatusCode::CREATED, headers))
}

/// How far an upload of one's own is: `Upload-Offset` of `Upload-Length`.
#[utoipa::path(head, path = "/api/uploads/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, headers(("Upload-Offset" = usize), ("Upload-Length" = usize))), (status = 400), (status = 401),
        (status = 403), (status = 404)))]
pub async fn upload(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let found = signed.told(async { Ok(shared.vault.upload(signed.caller.user_id, id).await?) });
    Ok((StatusCode::OK, state(found.await?)))
}

/// Adds a piece that begins at the byte that `Upload-Offset` names. 409 tells where the next one begins.
#[utoipa::path(patch, path = "/api/uploads/{id}",
    params(("id" = Uuid, Path), ("Upload-Offset" = usize, Header, description = "where the piece begins")),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses((status = 204, headers(("Upload-Offset" = usize))), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 507, body = Problem)))]
pub async fn add_piece(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let owner = signed.caller.user_id;
    signed.told(async { Ok(shared.vault.upload(owner, id).await?) }).await?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != PIECE) {
        let detail = json!({ "detail": format!("a piece is {PIECE}") });
        let problem = Problem::with(StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.bad_body", detail);
        return Err(problem.in_language(signed.ask.is_english));
    }
    let at = number(&signed, &headers, &OFFSET)?;
    let bytes = received(&signed, bytes, AppError::UploadTooLong)?;
    let added = signed.told(async { Ok(shared.vault.add_piece(owner, id, at, bytes).await?) });
    Ok((StatusCode::NO_CONTENT, state(added.await?)))
}

/// Forgets an upload of one's own and what has come of it.
#[utoipa::path(delete, path = "/api/uploads/{id}", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn end_upload(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let owner = signed.caller.user_id;
    let ended = async {
        shared.vault.upload(owner, id).await?;
        Ok(shared.vault.end_upload(owner, id).await?)
    };
    signed.told(ended).await?;
    Ok((StatusCode::NO_CONTENT, [VERSION]))
}

/// Makes a kept file of an upload that has come whole. The pieces stay for a day, so that whoever did not hear the answer may
/// ask again: the same bytes are kept once.
#[utoipa::path(post, path = "/api/uploads/{id}/file", params(("id" = Uuid, Path)),
    responses((status = 201, body = FileView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 507, body = Problem)))]
pub async fn finish_upload(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<FileView>), Problem> {
    let whole = signed.told(async { Ok(shared.vault.uploaded(signed.caller.user_id, id).await?) }).await?;
    crate::files::keep(&shared, &signed, &whole).await
}
