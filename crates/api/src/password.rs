//! What a new password is told while it is typed: the same rule that decides when it is taken.

use crate::Shared;
use crate::caller::{Body, Entering};
use crate::problem::Problem;
use crate::slowly::slowly;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

/// A password that somebody thinks of.
#[derive(Deserialize, ToSchema)]
pub struct NewPasswordInput {
    new: String,
}

/// Says whether the caller could take this password; nothing is kept of it.
#[utoipa::path(post, path = "/api/session/password/check", request_body = NewPasswordInput,
    responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
pub async fn check_password(
    State(shared): State<Shared>,
    Entering { signed, .. }: Entering,
    Body(NewPasswordInput { new }): Body<NewPasswordInput>,
) -> Result<StatusCode, Problem> {
    let now = (shared.now)();
    let claim = signed.read(&shared, async |tx, caller| app::own_claim(tx, caller, now).await).await?;
    let checked = slowly(move || {
        let about = claim.about();
        let about: Vec<&str> = about.iter().map(String::as_str).collect();
        app::check_chosen(&new, &about)
    });
    checked.await.map_err(|error| Problem::from(error).in_language(signed.ask.is_english))?;
    Ok(StatusCode::NO_CONTENT)
}
