//! What every operation may answer beside what it says itself: told once here, and held by a fuzzer of the API.

use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{OpenApi, RefOr};

/// The media type of refusals (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// The media type of workbooks, whose addresses end in `.xlsx`.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Adds the answers of what stands before the operations, and the media type in which refusals come.
pub fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let PathItem { get, put, post, delete, patch, .. } = item;
        if path.ends_with(".xlsx") {
            get.iter_mut().for_each(|operation| send_as(operation, |status| status == "200", WORKBOOK));
        }
        [get, put, post, delete, patch].into_iter().flatten().for_each(tell);
    }
}

fn tell(operation: &mut Operation) {
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
