//! The web UI, built by `npm run build` in `web/` and carried in the binary.

use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

/// Stands in the page where the word of each answer goes.
const GAP: &str = "NONCE";

/// A file of the UI; any other path is a page of it. Unknown paths of the API stay unknown, and so do pieces of another
/// version of the UI: the page in their place would be read as a broken script.
pub async fn file(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return crate::Problem::new(StatusCode::NOT_FOUND, "not_found").into_response();
    }
    if path.starts_with("assets/") && Files::get(path).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    if path == "index.html" {
        return page();
    }
    let Some(found) = Files::get(path) else { return page() };
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    // the build names its files by content; only the page that names them changes under one name
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, kind.as_ref()), (header::CACHE_CONTROL, cache)], found.data.into_owned())
        .into_response()
}

/// The page, with a word that nobody can guess: styles that carry it are ours. Scripts come from files of ours alone.
fn page() -> Response {
    let Some(page) = Files::get("index.html") else {
        return (StatusCode::NOT_FOUND, "the web UI was not built into this binary\n").into_response();
    };
    let nonce = match fresh_word() {
        Ok(word) => word,
        Err(status) => return status.into_response(),
    };
    let text = String::from_utf8_lossy(&page.data).replace(GAP, &nonce);
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy(&nonce)),
    ];
    (headers, text).into_response()
}

/// A word that nobody can guess.
pub fn fresh_word() -> Result<String, StatusCode> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|e| {
        tracing::error!(%e, "the system has no randomness");
        StatusCode::INTERNAL_SERVER_ERROR
    })?;
    Ok(uuid::Uuid::from_bytes(random).simple().to_string())
}

/// What the page may do. Attributes with styles stay allowed: a text area that grows is measured through one.
pub fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self'; \
        img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; style-src-elem 'self' 'nonce-{nonce}'; \
        style-src-attr 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
}
