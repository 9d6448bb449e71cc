//! Open pages hear of what is written, and their streams end when the server stops.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use http_body_util::BodyExt;
use serde_json::json;
use site::{Site, signed_in};
use store::Db;
use store::testing::Postgres;
use tower::ServiceExt;

async fn open(site: &Site) -> Body {
    let request = site.request(Method::GET, "/api/changes").body(Body::empty()).expect("a request");
    let response = site.router.clone().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert!(!response.headers().contains_key("content-encoding"), "a stream is not held back to be packed");
    response.into_body()
}

/// What is told next; nothing when the stream is over.
async fn told(body: &mut Body) -> Option<String> {
    let frame = body.frame().await?.expect("a frame").into_data().expect("data");
    Some(String::from_utf8(frame.to_vec()).expect("text"))
}

#[tokio::test]
async fn a_write_is_told_and_a_refused_one_is_not() {
    let site = signed_in().await;
    let mut page = open(&site).await;
    let greeting = told(&mut page).await.expect("a greeting");
    assert_eq!(greeting, "event: open\ndata: {\"hears_all\":true}\n\n");
    let unit = json!({ "parent": null, "kind": "street", "name": "", "valid_from": "2026-01-01" });
    let (status, _) = site.json(Method::POST, "/api/units", unit).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let unit = json!({ "parent": null, "kind": "street", "name": "滨江街道", "valid_from": "2026-01-01" });
    site.post("/api/units", unit).await;
    // the refused write is not counted
    assert_eq!(told(&mut page).await.expect("word"), "event: written\ndata: 1\n\n");
}

#[tokio::test]
async fn streams_end_when_the_server_stops() {
    let site = signed_in().await;
    let mut page = open(&site).await;
    told(&mut page).await.expect("a greeting");
    site.changes.close();
    assert_eq!(told(&mut page).await, None);
}

#[tokio::test]
async fn what_another_server_of_the_database_wrote_is_told_too() {
    let server = Postgres::shared().expect("PostgreSQL runs");
    let address = server.database().expect("a database");
    let (here, there) = (Db::open(&address).await.expect("open"), Db::open(&address).await.expect("open"));
    let site = signed_in().await;
    let mut page = open(&site).await;
    told(&mut page).await.expect("a greeting");
    let other = api::Changes::default();
    let (mine, theirs) = (site.changes.clone(), other.clone());
    tokio::spawn(async move { mine.relay(&here).await });
    tokio::spawn(async move { theirs.relay(&there).await });
    // it begins to listen and the page comes again: what is told before is heard by nobody
    assert_eq!(told(&mut page).await, None);
    let mut page = open(&site).await;
    told(&mut page).await.expect("a greeting");
    // whether the other was there before this one listened is chance: it tells until it is heard
    let heard = async {
        loop {
            other.tell();
            let word = tokio::time::timeout(std::time::Duration::from_secs(2), told(&mut page)).await;
            if word.is_ok_and(|word| word.expect("word").starts_with("event: written")) {
                break;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), heard).await.expect("in time");
    other.close();
    site.changes.close();
}
