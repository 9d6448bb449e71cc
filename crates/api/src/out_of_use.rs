//! Keeping somebody out and letting them in again.

use crate::Shared;
use crate::caller::Signed;
use crate::extract::Path;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
use uuid::Uuid;

/// Takes an account out of use, and ends its sessions.
#[utoipa::path(post, path = "/api/accounts/{id}/disable", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn disable(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::disable(tx, act, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts an account in use again.
#[utoipa::path(post, path = "/api/accounts/{id}/enable", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn enable(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::enable(tx, act, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets somebody try at once who mistyped a password too often.
#[utoipa::path(post, path = "/api/accounts/{id}/unlock", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn unlock(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::unlock(tx, act, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs somebody out everywhere.
#[utoipa::path(delete, path = "/api/accounts/{id}/sessions", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn end_sessions(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::end_sessions(tx, act, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
