//! Every endpoint with every role: a stranger is asked to sign in, what is not seen is not there, what is only seen is not
//! changed, bad input is told, and what may be done works. An endpoint of the API without a row here fails the test.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod rows;
#[path = "../site/mod.rs"]
mod site;
mod world;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::access::Role;
use http_body_util::BodyExt;
use rows::{Row, Who};
use serde_json::Value;
use std::collections::BTreeSet;
use tower::ServiceExt;
use world::World;

/// What each kind of caller is answered, before anything else is looked at.
fn answer(who: &Who, role: Role) -> Option<StatusCode> {
    match who {
        Who::Anybody | Who::SignedIn => None,
        Who::These { allowed, forbidden } => {
            if allowed.contains(&role) {
                None
            } else if forbidden.contains(&role) {
                Some(StatusCode::FORBIDDEN)
            } else {
                Some(StatusCode::NOT_FOUND)
            }
        }
    }
}

async fn ask(world: &World, row: &Row, role: Option<Role>, body: &Value) -> (StatusCode, Value) {
    let (method, _) = row.endpoint.split_once(' ').expect("method and path");
    let method: Method = method.parse().expect("a method");
    let request = world.site.request(method, &row.url);
    let request = match role {
        Some(role) => {
            request.header("cookie", world.sign_in(role).await).header("x-requested-with", "shouze")
        }
        None => request,
    };
    let request = match body {
        Value::Null => request.body(Body::empty()),
        // a file goes up as it is
        Value::String(text) => request.body(Body::from(text.clone())),
        json => request.header("content-type", "application/json").body(Body::from(json.to_string())),
    };
    let response = world.site.router.clone().oneshot(request.expect("a request")).await.expect("an answer");
    let status = response.status();
    let is_stream = |kind: &axum::http::HeaderValue| kind.as_bytes().starts_with(b"text/event-stream");
    if response.headers().get("content-type").is_some_and(is_stream) {
        // it has no end
        return (status, Value::Null);
    }
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

/// What the rows that work did stands in the trail with who did it, when, for which request, before or after, and has words.
async fn told_of_writes(world: &World) {
    let mut tx = world.site.db.read().await.expect("a transaction");
    let range = (uuid::Uuid::nil(), uuid::Uuid::max());
    let events = tx.audit_events(&store::Trace::All, range, 100_000).await.expect("events");
    let of_rows = events.iter().filter(|event| event.action != "session.refuse");
    for event in of_rows {
        let has_who = event.user_id.is_some() && !event.request_id.is_empty() && event.at == site::now();
        assert!(has_who, "{event:?}");
    }
    drop(tx);
    let cookie = world.sign_in(Role::AuditAdministrator).await;
    let request = world.site.request(Method::GET, "/api/audit?limit=200").header("cookie", cookie);
    let (_, page) = world.site.send(request.body(Body::empty()).expect("a request")).await;
    let items = page["items"].as_array().expect("events");
    assert!(items.len() > 50, "{page}");
    for item in items {
        assert!(item["action_name"] != item["action"], "give {} words in audit/words.rs", item["action"]);
        assert!(item["kind_name"] != item["kind"], "give {} words in audit/words.rs", item["kind"]);
    }
}

/// A status that the API's document does not tell of is a fault of one of them.
fn told(document: &Value, row: &Row, status: StatusCode) {
    let (method, path) = row.endpoint.split_once(' ').expect("method and path");
    let responses = &document["paths"][path][method.to_lowercase()]["responses"];
    let is_told = responses.get(status.as_str()).is_some();
    assert!(is_told, "{} answered {status}, of which the document does not tell", row.endpoint);
}

#[tokio::test]
async fn a_draft_is_for_those_who_review() {
    let world = world::world().await;
    for role in Role::ALL {
        let path = format!("/api/notices/{}", world.id("draft"));
        let request = world.site.request(Method::GET, &path).header("cookie", world.sign_in(*role).await);
        let (status, _) = world.site.send(request.body(Body::empty()).expect("a request")).await;
        let reviews = matches!(role, Role::Administrator | Role::Clerk);
        assert_eq!(status, if reviews { StatusCode::OK } else { StatusCode::NOT_FOUND }, "{role:?}");
    }
}

#[tokio::test]
async fn every_endpoint_answers_every_role_as_it_should() {
    let world = world::world().await;
    let rows = rows::rows(&world);
    let document: Value = serde_json::from_str(&api::openapi().expect("a document")).expect("JSON");
    let mut missing: BTreeSet<String> = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            missing.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    for row in &rows {
        assert!(missing.remove(&row.endpoint), "{} is no endpoint, or stands here twice", row.endpoint);
    }
    assert!(missing.is_empty(), "give these a row: {missing:#?}");

    let mut wrong = Vec::new();
    for row in &rows {
        let (status, body) = ask(&world, row, None, &row.probe).await;
        if !matches!(row.who, Who::Anybody) {
            // the answer to HEAD has no body
            let code = (!row.endpoint.starts_with("HEAD ")).then_some("session.required");
            assert_eq!(
                (status, body["code"].as_str()),
                (StatusCode::UNAUTHORIZED, code),
                "{} by a stranger",
                row.endpoint
            );
        }
        for role in Role::ALL {
            let (status, body) = ask(&world, row, Some(*role), &row.probe).await;
            told(&document, row, status);
            let label = format!("{} by {}: {status} {body}", row.endpoint, role.as_str());
            let is_right = match answer(&row.who, *role) {
                Some(refused) => status == refused,
                None => status != StatusCode::FORBIDDEN && status.as_u16() < 500 && row.is_through(status),
            };
            if !is_right {
                wrong.push(label);
            }
        }
        for (body, status, code) in &row.refused {
            let (got, answer) = ask(&world, row, Some(Role::Administrator), body).await;
            told(&document, row, got);
            assert_eq!(
                (got.as_u16(), answer["code"].as_str()),
                (*status, Some(*code)),
                "{}: {answer}",
                row.endpoint
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // only now, since it changes what the rows above speak of
    for row in rows.iter().filter(|row| row.works.is_some()) {
        let (role, body) = row.works.as_ref().expect("filtered");
        let (status, answer) = ask(&world, row, Some(*role), body).await;
        told(&document, row, status);
        assert!(status.is_success(), "{} by {}: {status} {answer}", row.endpoint, role.as_str());
    }
    told_of_writes(&world).await;
}
