//! The web UI, built by `npm run build` in `web/` and carried in the binary.

use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

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
    let (name, found) = match Files::get(path) {
        Some(found) => (path, found),
        None => match Files::get("index.html") {
            Some(page) => ("index.html", page),
            None => {
                return (StatusCode::NOT_FOUND, "the web UI was not built into this binary\n")
                    .into_response();
            }
        },
    };
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    // the build names its files by content; only the page that names them changes under one name
    let cache = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, kind.as_ref()), (header::CACHE_CONTROL, cache)], found.data.into_owned())
        .into_response()
}
