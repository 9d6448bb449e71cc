//! The reference of the API for who writes a program: the document of this server, shown by Swagger UI from this binary alone.

use crate::extract::Path;
use crate::web;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use utoipa_swagger_ui::{Config, SwaggerFile};

const PAGE: &str = include_str!("page.html");
const START: &str = include_str!("start.js");
/// What the page asks for; the rest of Swagger UI stands in the binary and is of no use.
const PARTS: [&str; 2] = ["swagger-ui.css", "swagger-ui-bundle.js"];

/// The page. Its policy is that of the UI: scripts of our own files alone.
pub async fn page() -> Response {
    match web::fresh_word() {
        Ok(word) => {
            let headers = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
                (header::CONTENT_SECURITY_POLICY, web::policy(&word)),
            ];
            (headers, PAGE).into_response()
        }
        Err(status) => status.into_response(),
    }
}

/// A file of the page.
pub async fn part(Path(name): Path<String>) -> Response {
    if name == "start.js" {
        return ([(header::CONTENT_TYPE, "text/javascript")], START).into_response();
    }
    if !PARTS.contains(&name.as_str()) {
        return crate::Problem::new(StatusCode::NOT_FOUND, "not_found").into_response();
    }
    match utoipa_swagger_ui::serve(&name, Arc::new(Config::default())) {
        Ok(Some(SwaggerFile { bytes, content_type, gzpipped, .. })) => {
            let mut answer = ([(header::CONTENT_TYPE, content_type)], bytes.into_owned()).into_response();
            if gzpipped {
                answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
            answer
        }
        _ => crate::Problem::new(StatusCode::NOT_FOUND, "not_found").into_response(),
    }
}
