//! Programs sign in with a token: what it may not do is refused, and what it did names it.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use site::{Site, signed_in, text};

async fn given(site: &Site, scope: &str) -> (String, String) {
    let body = json!({ "name": "大屏", "scope": scope, "days": 30, "password": site.password });
    let made = site.post("/api/tokens", body).await;
    (text(&made["id"]).to_owned(), text(&made["token"]).to_owned())
}

async fn with(site: &Site, header: &str, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
    let request = Request::builder().method(method).uri(path).header("authorization", header);
    let request = request.header("content-type", "application/json");
    site.send(request.body(Body::from(body.to_string())).expect("a request")).await
}

fn unit(name: &str) -> Value {
    json!({ "parent": null, "kind": "community", "name": name, "valid_from": "2020-01-01" })
}

#[tokio::test]
async fn a_token_for_reading_reads_and_one_for_writing_writes_in_its_name() {
    let site = signed_in().await;
    let (_, reads) = given(&site, "read").await;
    let reads = format!("Bearer {reads}");
    assert_eq!(with(&site, &reads, Method::GET, "/api/units", Value::Null).await.0, StatusCode::OK);
    let (status, answer) = with(&site, &reads, Method::POST, "/api/units", unit("东湖社区")).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("token.read_only")));
    let (id, writes) = given(&site, "write").await;
    let (status, made) =
        with(&site, &format!("bearer {writes}"), Method::POST, "/api/units", unit("东湖社区")).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let mut tx = site.db.read().await.expect("a transaction");
    let told = tx.audit_of("unit", text(&made["id"])).await.expect("events");
    assert_eq!(told[0].token_id.map(|token| token.to_string()), Some(id), "{told:?}");
    let items = site.get("/api/tokens").await["items"].clone();
    assert!(items[0]["used_at"].is_string() && items[1]["used_at"].is_string(), "{items}");
}

#[tokio::test]
async fn what_only_a_person_does_is_not_done_with_a_token() {
    let site = signed_in().await;
    let (id, token) = given(&site, "write").await;
    let header = format!("Bearer {token}");
    for (method, path) in [
        (Method::GET, "/api/session"),
        (Method::DELETE, "/api/session"),
        (Method::PUT, "/api/session/password"),
        (Method::POST, "/api/session/second-factor"),
        (Method::POST, "/api/session/recovery-codes"),
        (Method::GET, "/api/sessions"),
        (Method::GET, "/api/tokens"),
        (Method::POST, "/api/tokens"),
        (Method::DELETE, &format!("/api/tokens/{id}")),
    ] {
        let (status, answer) = with(&site, &header, method.clone(), path, json!({})).await;
        let found = (status, answer["code"].as_str());
        assert_eq!(found, (StatusCode::FORBIDDEN, Some("token.not_here")), "{method} {path}");
    }
}

#[tokio::test]
async fn a_header_that_holds_no_good_token_is_refused_even_beside_a_good_cookie() {
    let site = signed_in().await;
    let (id, token) = given(&site, "write").await;
    let cookie = site.cookie.clone().expect("a cookie");
    let wrong = [
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("Bearer  {token}"),
        format!("Bearer {token}, Bearer {token}"),
        format!("Bearer {}", "0".repeat(100_000)),
        "Bearer ' OR 1=1 --".to_owned(),
        format!("Bearer {}", &cookie["shouze_session=".len()..]),
    ];
    for header in &wrong {
        let request = site.request(Method::GET, "/api/units").header("authorization", header);
        let (status, answer) = site.send(request.body(Body::empty()).expect("a request")).await;
        let found = (status, answer["code"].as_str());
        assert_eq!(found, (StatusCode::UNAUTHORIZED, Some("session.token_refused")), "{header:.80}");
    }
    // a proxy that asks for a password of its own passes it on
    let request = site.request(Method::GET, "/api/units").header("authorization", "Basic YTpi");
    assert_eq!(site.send(request.body(Body::empty()).expect("a request")).await.0, StatusCode::OK);
    assert_eq!(
        site.json(Method::DELETE, &format!("/api/tokens/{id}"), json!({})).await.0,
        StatusCode::NO_CONTENT
    );
    let (status, _) = with(&site, &format!("Bearer {token}"), Method::GET, "/api/units", Value::Null).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}
