//! What watches the server sees, and what it does not.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use api::{Room, Shared};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use site::{Site, made};
use std::sync::{Arc, Mutex};
use store::testing::tamper;
use tower::ServiceExt;

/// The server, and what stands at the address for metrics.
async fn watched(room: Room) -> (Site, Router) {
    let kept = Arc::new(Mutex::new(None));
    let keep = kept.clone();
    let mut site = made(move |shared| {
        let shared = Shared { room, ..shared };
        *keep.lock().expect("free") = Some(api::watched(shared.clone()));
        shared
    })
    .await;
    let password = site.password.clone();
    site.sign_in("admin", &password).await;
    let watched = kept.lock().expect("free").take().expect("made");
    (site, watched)
}

async fn asked(router: &Router, path: &str) -> (StatusCode, String) {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let response = router.clone().oneshot(request).await.expect("an answer");
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    (status, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
}

fn here() -> Room {
    Room { folder: std::env::temp_dir(), least_megabytes: 0 }
}

#[tokio::test]
async fn a_server_is_ready_while_its_database_is_there_and_of_its_version_and_there_is_room() {
    let (site, watched) = watched(here()).await;
    for router in [&site.router, &watched] {
        assert_eq!(asked(router, "/health/live").await, (StatusCode::OK, "live\n".to_owned()));
        let (status, body) = asked(router, "/health/ready").await;
        let body: Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!((status, &body["ready"], &body["migrated"]), (StatusCode::OK, &json!(true), &json!(true)));
        assert!(body["free_megabytes"].as_u64().is_some(), "{body}");
    }
    tamper(&site.db, "UPDATE _sqlx_migrations SET version = version + 1000 WHERE version > 1")
        .await
        .expect("changed");
    let (status, body) = asked(&watched, "/health/ready").await;
    assert!(status == StatusCode::SERVICE_UNAVAILABLE && body.contains("\"migrated\":false"), "{body}");
    site.db.close().await;
    let (status, body) = asked(&watched, "/health/ready").await;
    assert!(status == StatusCode::SERVICE_UNAVAILABLE && body.contains("not reached"), "{body}");
    assert_eq!(asked(&watched, "/health/live").await.0, StatusCode::OK, "the process lives");
}

#[tokio::test]
async fn a_server_without_room_is_not_ready() {
    let (_site, watched) = watched(Room { least_megabytes: u64::MAX, ..here() }).await;
    let (status, body) = asked(&watched, "/health/ready").await;
    assert!(status == StatusCode::SERVICE_UNAVAILABLE && body.contains("\"has_room\":false"), "{body}");
}

#[tokio::test]
async fn metrics_count_by_route_and_hold_nothing_of_who_asked_for_what() {
    let (site, watched) = watched(here()).await;
    let fields =
        json!({ "summary": ["灯坏了"], "spot": ["三楼"], "category": ["fire"], "found_on": ["2026-03-01"] });
    site.post("/api/units", json!({ "kind": "community", "name": "东湖社区", "valid_from": "2026-01-01" }))
        .await;
    site.post("/api/registers/hazard/records", json!({ "unit": "东湖社区", "fields": fields })).await;
    let request = site.request(Method::GET, "/api/registers/hazard/records?q=SECRET").body(Body::empty());
    site.send(request.expect("a request")).await;
    let strange =
        Request::builder().method("MADEUP").uri("/x/SECRET").body(Body::empty()).expect("a request");
    site.router.clone().oneshot(strange).await.expect("an answer");
    let (status, text) = asked(&watched, "/metrics").await;
    assert_eq!(status, StatusCode::OK);
    let line = |words: &[&str]| text.lines().any(|line| words.iter().all(|word| line.contains(word)));
    let listed = ["shouze_requests_total", "/api/registers/{code}/records", "\"GET\"", "\"200\"", " 1"];
    assert!(line(&listed), "{text}");
    assert!(line(&["shouze_requests_total", "method=\"other\"", "route=\"page\""]), "{text}");
    assert!(line(&["shouze_request_seconds_bucket", "/api/units"]), "{text}");
    assert!(line(&["shouze_records_written_total 1"]), "{text}");
    for name in
        ["password_checks_waiting 0", "database_connections", "imports_running 0", "disk_free_megabytes"]
    {
        assert!(line(&[&format!("shouze_{name}")]), "{name}: {text}");
    }
    assert!(!text.contains("SECRET") && !text.contains("admin"), "{text}");
    let (status, text) = asked(&site.router, "/metrics").await;
    assert!(!text.contains("shouze_requests"), "not where everybody asks: {status}");
}
