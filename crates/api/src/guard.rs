//! What stands before every route: headers, forged requests, a number for each request.

use crate::Shared;
use crate::origin::is_forged;
use crate::problem::Problem;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Instant;
use uuid::Uuid;

/// The number of a request, in logs, audit events and answers.
#[derive(Clone)]
pub struct RequestId(pub String);

/// What is no page of the UI runs nothing, shows nothing and stands in no frame, should a browser open it as a page.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    // for browsers that do not know frame-ancestors
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    ),
];

/// A browser that came by https once comes by nothing else for a year. Other servers of the same name are not ours to bind.
const BY_HTTPS: &str = "max-age=31536000";

/// Refuses what another site's page sends, sets the headers of every answer, counts it and tells of it. What is told has the
/// route with gaps for identities: an address may hold what somebody searched for.
pub async fn guard(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let id = Uuid::from_u128(fresh()).simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let is_api = request.uri().path().starts_with("/api/");
    let begun = Instant::now();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str).to_owned();
    let mut response = if is_forged(request.method(), request.headers(), own_host(&shared, request.headers()))
    {
        Problem::new(StatusCode::FORBIDDEN, "request.cross_site").into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    if is_api && !headers.contains_key(header::CACHE_CONTROL) {
        // what one person may see is not kept for the next one at the same machine
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if shared.is_behind_proxy {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(BY_HTTPS));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", value);
    }
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    shared.metrics.answered(method, &route, status, took);
    tracing::info!(request = %id, method, route, status, ms = took.as_millis() as u64, "answered");
    response
}

/// A method that we know; whoever makes one up makes no new line of metrics.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

/// The host that the browser knows us by: a proxy may have put its own name for us in the place of that one.
fn own_host<'h>(shared: &Shared, headers: &'h HeaderMap) -> &'h str {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let told = text("x-forwarded-host").filter(|_| shared.is_behind_proxy);
    told.or_else(|| text("host")).unwrap_or_default()
}

/// Unique within this process and between restarts: the moment, and a counter.
fn fresh() -> u128 {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let count = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let moment =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_nanos();
    (moment << 32) | u128::from(count & 0xFFFF_FFFF)
}
