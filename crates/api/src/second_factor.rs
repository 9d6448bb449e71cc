//! The second factor of the caller, and taking it from somebody who lost it.

use crate::Shared;
use crate::caller::{Body, Entering, InPerson, Signed};
use crate::extract::Path;
use crate::problem::Problem;
use crate::session::proven_again;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// How the second factor of the caller is.
#[derive(Serialize, ToSchema)]
pub struct SecondFactorView {
    /// Since when it is asked for; absent when there is none.
    confirmed_at: Option<DateTime<Utc>>,
    /// Whether a role of the caller's may not be without.
    required: bool,
    /// Recovery codes that are not used.
    codes_left: i64,
}

/// What a phone is told, this once.
#[derive(Serialize, ToSchema)]
pub struct NewFactorView {
    /// In base32, for those who type it.
    secret: String,
    /// An `otpauth:` address, to be shown as a QR code.
    uri: String,
}

/// The caller's password, asked for again before what protects the account is changed.
#[derive(Deserialize, ToSchema)]
pub struct PasswordAgain {
    password: String,
}

/// A code.
#[derive(Deserialize, ToSchema)]
pub struct CodeInput {
    /// Six digits of the phone.
    code: String,
}

/// Recovery codes, shown this once. Each passes once.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    codes: Vec<String>,
}

/// How the second factor of the caller is.
#[utoipa::path(get, path = "/api/session/second-factor",
    responses((status = 200, body = SecondFactorView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn my_second_factor(
    State(shared): State<Shared>,
    entering: Entering,
) -> Result<Json<SecondFactorView>, Problem> {
    let signed = entering.with_own_password()?;
    let required = shared.second_factor_roles.clone();
    let state =
        signed.read(&shared, async |tx, caller| app::second_factor(tx, caller, &required).await).await?;
    let app::FactorState { confirmed_at, is_required: required, codes_left } = state;
    Ok(Json(SecondFactorView { confirmed_at, required, codes_left }))
}

/// Makes a secret for the caller's phone. It is asked for nowhere before a code of it is sent.
#[utoipa::path(post, path = "/api/session/second-factor", request_body = PasswordAgain,
    responses((status = 201, body = NewFactorView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn begin_second_factor(
    State(shared): State<Shared>,
    entering: Entering,
    Body(PasswordAgain { password }): Body<PasswordAgain>,
) -> Result<(StatusCode, Json<NewFactorView>), Problem> {
    let signed = entering.with_own_password()?;
    let proven = proven_again(&shared, &signed, password).await?;
    let begun = signed.write(&shared, async |tx, act| app::begin_second_factor(tx, act, proven).await);
    let app::NewFactor { secret, uri } = begun.await?;
    Ok((StatusCode::CREATED, Json(NewFactorView { secret, uri })))
}

/// Takes the first code of the phone: from now on one is asked for at each sign-in.
#[utoipa::path(post, path = "/api/session/second-factor/confirm", request_body = CodeInput,
    responses((status = 200, body = RecoveryCodes), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn confirm_second_factor(
    State(shared): State<Shared>,
    entering: Entering,
    Body(CodeInput { code }): Body<CodeInput>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let signed = entering.with_own_password()?;
    let codes = signed.write(&shared, async |tx, act| app::confirm_second_factor(tx, act, &code).await);
    Ok(Json(RecoveryCodes { codes: codes.await? }))
}

/// Removes the caller's second factor.
#[utoipa::path(post, path = "/api/session/second-factor/remove", request_body = PasswordAgain,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn remove_second_factor(
    State(shared): State<Shared>,
    entering: Entering,
    Body(PasswordAgain { password }): Body<PasswordAgain>,
) -> Result<StatusCode, Problem> {
    let signed = entering.with_own_password()?;
    let proven = proven_again(&shared, &signed, password).await?;
    let required = shared.second_factor_roles.clone();
    let removed =
        signed.write(&shared, async |tx, act| app::remove_second_factor(tx, act, proven, &required).await);
    removed.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// New recovery codes for the caller; those that there were pass no more.
#[utoipa::path(post, path = "/api/session/recovery-codes", request_body = PasswordAgain,
    responses((status = 200, body = RecoveryCodes), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn renew_recovery_codes(
    State(shared): State<Shared>,
    InPerson(signed): InPerson,
    Body(PasswordAgain { password }): Body<PasswordAgain>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let proven = proven_again(&shared, &signed, password).await?;
    let codes = signed.write(&shared, async |tx, act| app::renew_recovery_codes(tx, act, proven).await);
    Ok(Json(RecoveryCodes { codes: codes.await? }))
}

/// Takes the second factor from somebody who lost it; their sessions end.
#[utoipa::path(post, path = "/api/accounts/{id}/second-factor/reset", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn reset_second_factor(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::reset_second_factor(tx, act, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
