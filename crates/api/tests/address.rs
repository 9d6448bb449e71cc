//! A malformed identity, day or number in an address is a problem with a stable code and its place, at every endpoint.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::signed_in;

const ID: &str = "01890000-0000-7000-8000-000000000000";

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// Whether a parameter holds more than words.
fn is_typed(parameter: &Value) -> bool {
    let schema = &parameter["schema"];
    let is = |kind: &str| {
        schema["type"] == kind || schema["type"].as_array().is_some_and(|all| all.contains(&json!(kind)))
    };
    matches!(text(schema, "format"), "uuid" | "date") || is("integer") || is("boolean")
}

#[tokio::test]
async fn every_endpoint_names_the_place_of_an_address_that_it_cannot_read() {
    let site = signed_in().await;
    let document: Value = serde_json::from_str(&api::openapi().expect("a document")).expect("JSON");
    let mut tried = [0, 0];
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            // a header is no address, and the answer to HEAD has no body that could name a place
            parameters.retain(|parameter| text(parameter, "in") != "header" && method != "head");
            for wrong in parameters.iter().filter(|parameter| is_typed(parameter)) {
                let mut address = path.clone();
                for other in parameters.iter().filter(|other| text(other, "in") == "path") {
                    let value = if text(other, "name") == text(wrong, "name") { "x" } else { ID };
                    address = address.replace(&format!("{{{}}}", text(other, "name")), value);
                }
                let is_query = text(wrong, "in") == "query";
                if is_query {
                    address = format!("{address}?{}=x", text(wrong, "name"));
                }
                let method: Method = method.to_uppercase().parse().expect("a method");
                let (status, body) = site.json(method.clone(), &address, json!({})).await;
                let found = (status, text(&body, "code"), text(&body["params"], "place"));
                let expect = (StatusCode::BAD_REQUEST, "request.bad_address", text(wrong, "name"));
                assert_eq!(found, expect, "{method} {address}: {body}");
                assert!(text(&body, "message").contains(text(wrong, "name")), "{body}");
                tried[usize::from(is_query)] += 1;
            }
        }
    }
    assert!(tried[0] > 30 && tried[1] > 5, "{tried:?}");
}

#[tokio::test]
async fn the_words_come_in_the_language_of_the_caller() {
    let site = signed_in().await;
    let request = site.request(Method::GET, "/api/notices/x").header("accept-language", "en");
    let (_, body) = site.send(request.body(axum::body::Body::empty()).expect("a request")).await;
    assert_eq!(body["message"], "The address is wrong: id. Open the page again from the menu.");
}
