//! Signing in and out, and whether the server is well.

use crate::Shared;
use crate::caller::{Ask, Body, COOKIE, Signed};
use crate::problem::Problem;
use app::AppError;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::access::Caller;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use utoipa::ToSchema;
use uuid::Uuid;

/// How the server is.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    status: &'static str,
    /// Version of the program.
    version: &'static str,
}

/// Login and password.
#[derive(Deserialize, ToSchema)]
pub struct Credentials {
    login: String,
    password: String,
}

/// The person who is signed in.
#[derive(Serialize, ToSchema)]
pub struct Me {
    id: Uuid,
    name: String,
    /// Words of the roles that the person has today.
    roles: Vec<String>,
}

impl From<Caller> for Me {
    fn from(caller: Caller) -> Self {
        let roles = caller.roles().into_iter().map(|role| role.as_str().to_owned()).collect();
        Self { id: caller.user_id, name: caller.name, roles }
    }
}

/// Whether the server answers.
#[utoipa::path(get, path = "/api/health", responses((status = 200, body = Health)))]
pub async fn health() -> Json<Health> {
    Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}

/// Signs in; the session is a cookie that scripts cannot read.
#[utoipa::path(post, path = "/api/session", request_body = Credentials,
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn sign_in(
    State(shared): State<Shared>,
    ask: Ask,
    jar: CookieJar,
    Body(credentials): Body<Credentials>,
) -> Result<(CookieJar, Json<Me>), Problem> {
    let opened = opened(&shared, &ask, credentials).await;
    let (caller, token) = opened.map_err(|e| Problem::from(e).in_language(ask.is_english))?;
    let cookie = Cookie::build((COOKIE, token)).path("/").http_only(true).same_site(SameSite::Lax).build();
    Ok((jar.add(cookie), Json(caller.into())))
}

/// Passwords that are checked at one time: each takes 19 MiB and a processor for tens of milliseconds, so that a flood of
/// them would leave nothing for those who are signed in.
static CHECKS: Semaphore = Semaphore::const_new(2);

async fn opened(shared: &Shared, ask: &Ask, sent: Credentials) -> Result<(Caller, String), AppError> {
    let internal = |error: &dyn std::fmt::Display| AppError::Internal(error.to_string());
    let claim = app::claim(&mut shared.db.read().await?, &sent.login).await?;
    let turn = CHECKS.acquire().await.map_err(|e| internal(&e))?;
    // the turn goes along: who hangs up does not make room before the work is done
    let check = tokio::task::spawn_blocking(move || {
        let proven = claim.prove(&sent.password);
        drop(turn);
        proven
    });
    let proven = check.await.map_err(|e| internal(&e))??;
    let mut tx = shared.db.write().await?;
    let opened = app::sign_in(&mut tx, proven, &ask.id, (shared.now)()).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", responses((status = 200, body = Me), (status = 401, body = Problem)))]
pub async fn me(signed: Signed) -> Json<Me> {
    Json(signed.caller.into())
}

/// Signs out.
#[utoipa::path(delete, path = "/api/session", responses((status = 204), (status = 401, body = Problem)))]
pub async fn sign_out(
    State(shared): State<Shared>,
    signed: Signed,
    jar: CookieJar,
) -> Result<(StatusCode, CookieJar), Problem> {
    let token = signed.token.clone();
    signed.write(&shared, async |tx, act| app::sign_out(tx, act, &token).await).await?;
    Ok((StatusCode::NO_CONTENT, jar.remove(Cookie::build(COOKIE).path("/"))))
}
