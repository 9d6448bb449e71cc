//! What stands before every route: headers, forged requests, a number for each request.

use crate::problem::Problem;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

/// The number of a request, in logs, audit events and answers.
#[derive(Clone)]
pub struct RequestId(pub String);

/// antd writes its styles into the page, so styles may be inline; scripts may not.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// Refuses what another site's page sends, and sets the headers of every answer.
pub async fn guard(mut request: Request, next: Next) -> Response {
    let id = Uuid::from_u128(fresh()).simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = if is_forged(request.method(), request.headers()) {
        Problem::new(StatusCode::FORBIDDEN, "request.cross_site").into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", id);
    }
    response
}

/// Browsers say where a request comes from; programs that say nothing carry no cookie of a browser.
fn is_forged(method: &Method, headers: &HeaderMap) -> bool {
    let is_write = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    is_write && site.is_some_and(|site| !matches!(site, "same-origin" | "none"))
}

/// Unique within this process and between restarts: the moment, and a counter.
fn fresh() -> u128 {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let count = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let moment =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_nanos();
    (moment << 32) | u128::from(count & 0xFFFF_FFFF)
}
