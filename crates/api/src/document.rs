//! What every operation may answer beside what it says itself: told once here, and held by a fuzzer of the API.

use crate::caller::cookie_name;
use utoipa::openapi::Components;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{OpenApi, RefOr};

/// The media type of refusals (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// The media type of workbooks, whose addresses end in `.xlsx`.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Operations that ask for no sign-in.
const OPEN: &[&str] = &["health", "sign_in", "sign_on", "begin_sign_on", "finish_sign_on"];

/// Adds how somebody shows who they are, where an operation belongs, the answers of what stands before the operations, and the media type in which refusals come.
pub fn complete(document: &mut OpenApi) {
    let schemes = document.components.get_or_insert_with(Components::new);
    schemes.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let cookie = ApiKeyValue::new(cookie_name(false));
    schemes.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let either = ["token", "session"].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
    document.security = Some(either.to_vec());
    for (path, item) in &mut document.paths.paths {
        let area = path.split('/').nth(2).unwrap_or_default().to_owned();
        let PathItem { get, put, post, delete, patch, .. } = item;
        if path.ends_with(".xlsx") {
            get.iter_mut().for_each(|operation| send_as(operation, |status| status == "200", WORKBOOK));
        }
        [get, put, post, delete, patch].into_iter().flatten().for_each(|operation| tell(operation, &area));
    }
}

fn tell(operation: &mut Operation, area: &str) {
    operation.tags = Some(vec![area.to_owned()]);
    if operation.operation_id.as_deref().is_some_and(|id| OPEN.contains(&id)) {
        operation.security = Some(Vec::new());
    }
    let refusal = operation.responses.responses.get("401").cloned();
    // whoever is asked to sign in may have to change a password first, and may ask too much
    let mut also = vec!["403", "429"];
    if operation.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty()) {
        also.push("400");
    }
    if operation.request_body.is_some() {
        also.extend(["400", "413", "422"]);
    }
    for status in also {
        if let Some(refusal) = refusal.clone() {
            operation.responses.responses.entry(status.to_owned()).or_insert(refusal);
        }
    }
    send_as(operation, |status| status.starts_with(['4', '5']), PROBLEM);
}

/// Gives the answers of some statuses a media type in the place of their own.
fn send_as(operation: &mut Operation, is_meant: impl Fn(&str) -> bool, kind: &str) {
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && is_meant(status)
        {
            let content = std::mem::take(&mut response.content).into_iter();
            response.content = content.map(|(_, body)| (kind.to_owned(), body)).collect();
        }
    }
}
