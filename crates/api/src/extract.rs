//! What stands in the address and what is sent as bytes. What cannot be read is a problem with a stable code and its place.

use crate::caller::{Ask, Signed};
use crate::problem::Problem;
use app::AppError;
use axum::body::{Body, Bytes};
use axum::extract::path::ErrorKind;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{FromRequestParts, Path as AnyPath, Query as AnyQuery, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::Limited;
use serde::de::DeserializeOwned;
use serde_json::json;

/// U+0000, as addresses write it; PostgreSQL keeps it in no text.
const NUL: &str = "%00";

/// Parts of the path, such as an identity.
pub struct Path<T>(pub T);

/// What follows `?`.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if parts.uri.path().contains(NUL) {
            return Err(bad_address(parts, "/", "U+0000"));
        }
        match AnyPath::<T>::from_request_parts(parts, state).await {
            Ok(AnyPath(value)) => Ok(Self(value)),
            Err(rejection) => Err(bad_address(parts, &place_in_path(&rejection), &rejection.body_text())),
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if parts.uri.query().is_some_and(|query| query.contains(NUL)) {
            return Err(bad_address(parts, "?", "U+0000"));
        }
        match AnyQuery::<T>::from_request_parts(parts, state).await {
            Ok(AnyQuery(value)) => Ok(Self(value)),
            Err(rejection) => {
                let text = rejection.body_text();
                // «Failed to deserialize query string: limit: invalid digit found in string»
                let place = text.split(": ").nth(1).unwrap_or("?").to_owned();
                Err(bad_address(parts, &place, &text))
            }
        }
    }
}

/// A body that says that it is larger than any may be is not waited for: whoever reads it is told so at once.
pub async fn bounded(mut request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > sheet::MAX_BYTES)
    {
        *request.body_mut() = Body::new(Limited::new(Body::from("more"), 0));
    }
    next.run(request).await
}

fn place_in_path(rejection: &PathRejection) -> String {
    let PathRejection::FailedToDeserializePathParams(error) = rejection else { return "/".to_owned() };
    match error.kind() {
        ErrorKind::ParseErrorAtKey { key, .. }
        | ErrorKind::InvalidUtf8InPathParam { key }
        | ErrorKind::DeserializeError { key, .. } => key.clone(),
        ErrorKind::ParseErrorAtIndex { value, .. } | ErrorKind::ParseError { value, .. } => value.clone(),
        _ => "/".to_owned(),
    }
}

fn bad_address(parts: &Parts, place: &str, detail: &str) -> Problem {
    let params = json!({ "place": place, "detail": detail });
    let problem = Problem::with(StatusCode::BAD_REQUEST, "request.bad_address", params);
    problem.in_language(Ask::of(parts).is_english)
}

/// The bytes that were sent. `too_large` is said of more than any body may have: the rest of them is not waited for.
///
/// # Errors
/// When there are too many, or the connection broke.
pub fn received(
    signed: &Signed,
    bytes: Result<Bytes, BytesRejection>,
    too_large: AppError,
) -> Result<Bytes, Problem> {
    bytes.map_err(|rejection| {
        let problem = match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::from(too_large),
            status => Problem::with(status, "request.bad_body", json!({ "detail": rejection.body_text() })),
        };
        problem.in_language(signed.ask.is_english)
    })
}
