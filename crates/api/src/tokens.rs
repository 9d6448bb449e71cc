//! Tokens of the caller's, with which programs sign in.

use crate::Shared;
use crate::caller::{Body, InPerson};
use crate::extract::Path;
use crate::problem::Problem;
use crate::session::proven_again;
use app::NewToken;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::access::{Role, Scope};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::ApiToken;
use utoipa::ToSchema;
use uuid::Uuid;

/// A token, never its text.
#[derive(Serialize, ToSchema)]
pub struct TokenView {
    id: Uuid,
    name: String,
    /// `read` or `write`.
    scope: String,
    /// Words of the roles that it gives; all of its owner's when absent.
    roles: Option<Vec<String>>,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    /// To some minutes.
    used_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    /// Whether it is good at the moment.
    holds: bool,
}

/// Tokens, oldest first.
#[derive(Serialize, ToSchema)]
pub struct TokenList {
    items: Vec<TokenView>,
}

/// A token to be given.
#[derive(Deserialize, ToSchema)]
pub struct TokenInput {
    name: String,
    /// `read` or `write`.
    scope: String,
    /// Words of roles; all of the caller's when absent.
    roles: Option<Vec<String>>,
    /// How long it lasts: 1 to 366.
    days: i64,
    /// The caller's password, again.
    password: String,
}

/// A token, shown this once.
#[derive(Serialize, ToSchema)]
pub struct NewTokenView {
    id: Uuid,
    /// To be sent as `Authorization: Bearer …`.
    token: String,
}

impl TokenView {
    fn new(token: ApiToken, now: DateTime<Utc>) -> Self {
        let holds = token.revoked_at.is_none() && now < token.expires_at;
        let ApiToken { id, name, scope, roles, created_at, expires_at, used_at, revoked_at, .. } = token;
        let words = |roles: Vec<Role>| roles.into_iter().map(|role| role.as_str().to_owned()).collect();
        let (scope, roles) = (scope.as_str().to_owned(), roles.map(words));
        Self { id, name, scope, roles, created_at, expires_at, used_at, revoked_at, holds }
    }
}

fn unknown(what: &str, word: &str) -> Problem {
    let params = json!({ "detail": format!("{what}: {word}") });
    Problem::with(StatusCode::UNPROCESSABLE_ENTITY, "request.bad_body", params)
}

/// The caller's tokens.
#[utoipa::path(get, path = "/api/tokens", responses((status = 200, body = TokenList),
    (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn my_tokens(
    State(shared): State<Shared>,
    InPerson(signed): InPerson,
) -> Result<Json<TokenList>, Problem> {
    let found = signed.read(&shared, async |tx, caller| app::my_tokens(tx, caller).await).await?;
    let now = (shared.now)();
    Ok(Json(TokenList { items: found.into_iter().map(|token| TokenView::new(token, now)).collect() }))
}

/// Gives the caller a token. It is in the answer, this once.
#[utoipa::path(post, path = "/api/tokens", request_body = TokenInput,
    responses((status = 201, body = NewTokenView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn add_token(
    State(shared): State<Shared>,
    InPerson(signed): InPerson,
    Body(input): Body<TokenInput>,
) -> Result<(StatusCode, Json<NewTokenView>), Problem> {
    let TokenInput { name, scope, roles, days, password } = input;
    let scope = Scope::parse(&scope).ok_or_else(|| unknown("scope", &scope))?;
    let role = |word: &String| Role::parse(word).ok_or_else(|| unknown("role", word));
    let roles = roles.map(|words| words.iter().map(role).collect::<Result<Vec<_>, _>>()).transpose()?;
    let proven = proven_again(&shared, &signed, password).await?;
    let new = NewToken { name, scope, roles, days };
    let added = signed.write(&shared, async |tx, act| app::add_token(tx, act, proven, new).await).await?;
    let (ApiToken { id, .. }, token) = added;
    Ok((StatusCode::CREATED, Json(NewTokenView { id, token })))
}

/// Revokes a token of the caller's.
#[utoipa::path(delete, path = "/api/tokens/{token}", params(("token" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn revoke_token(
    State(shared): State<Shared>,
    InPerson(signed): InPerson,
    Path(token): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::revoke_token(tx, act, token).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
