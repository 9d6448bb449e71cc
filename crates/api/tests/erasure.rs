//! What is held about somebody as an account: they take a copy, and it is erased once they are no longer here.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::{Site, list, signed_in, text};

async fn refused(site: &Site, method: Method, path: &str, body: Value) -> (StatusCode, String) {
    let request = site.request(method, path).header("content-type", "application/json");
    let (status, answer) = site.send(request.body(body.to_string().into()).expect("a request")).await;
    (status, answer["code"].as_str().unwrap_or_default().to_owned())
}

async fn account(site: &Site, id: &str) -> Value {
    let found = site.get("/api/accounts").await;
    list(&found["items"]).iter().find(|account| account["id"] == id).expect("an account").clone()
}

#[tokio::test]
async fn a_person_takes_a_copy_of_all_that_is_held_about_them() {
    let site = signed_in().await;
    let token = json!({ "name": "大屏", "scope": "read", "days": 30, "password": site.password });
    site.post("/api/tokens", token).await;
    let held = site.get("/api/session/personal").await;
    let parts: Vec<&str> = list(&held["items"]).iter().map(|item| text(&item["part"])).collect();
    for part in ["name", "login", "password", "posts", "tokens", "sessions", "events"] {
        assert!(parts.contains(&part), "{part} in {parts:?}");
    }
    let words = held.to_string();
    assert!(words.contains("大屏") && words.contains("admin") && !words.contains("$argon2"), "{words}");
    let fate = |part: &str| list(&held["fates"]).iter().find(|fate| fate["part"] == part).cloned();
    assert!(text(&fate("name").expect("a fate")["stays"]).contains("§41"));
    assert_eq!(fate("sessions").expect("a fate")["stays"], Value::Null);
    // that it was taken out stands in it the next time
    let again = site.get("/api/session/personal").await;
    assert!(again.to_string().contains("personal.export"));
    let request = site.request(Method::GET, "/api/session/personal.xlsx");
    let (status, bytes) = site.bytes(request.body(axum::body::Body::empty()).expect("a request")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn an_account_out_of_use_is_erased_for_a_reason_and_its_name_stays() {
    let mut site = signed_in().await;
    let made =
        site.post("/api/accounts", json!({ "login": "13800138000", "name": "王五", "posts": [] })).await;
    let (id, password) = (text(&made["id"]).to_owned(), text(&made["password"]).to_owned());
    let own_password = site.password.clone();
    site.sign_in("13800138000", &password).await;
    site.sign_in("admin", &own_password).await;
    let erase = format!("/api/accounts/{id}/erase");
    let reason = || json!({ "reason": "已调离" });
    let at = async |body: Value| refused(&site, Method::POST, &erase, body).await;
    assert_eq!(at(reason()).await, (StatusCode::CONFLICT, "account.still_in_use".to_owned()));
    site.post(&format!("/api/accounts/{id}/disable"), Value::Null).await;
    let without = at(json!({ "reason": " " })).await;
    assert_eq!(without, (StatusCode::UNPROCESSABLE_ENTITY, "account.no_reason".to_owned()));
    assert_eq!(at(reason()).await.0, StatusCode::NO_CONTENT);

    let left = account(&site, &id).await;
    assert_eq!((&left["name"], &left["last_sign_in_at"]), (&json!("王五"), &Value::Null));
    assert!(text(&left["login"]).starts_with("erased-") && left["erased_at"].is_string(), "{left}");
    let mut tx = site.db.read().await.expect("a transaction");
    let id_of = id.parse().expect("an identity");
    assert_eq!(tx.sessions_of(id_of).await.expect("read"), []);
    assert_eq!(tx.account(id_of).await.expect("read").expect("there").password_hash, "");
    let told = tx.audit_of("account", &id).await.expect("events");
    let event = told.iter().find(|event| event.action == "account.erase").expect("an event");
    assert!(event.after_json.as_ref().is_some_and(|after| after.contains("已调离")));
    drop(tx);
    // it is done once, and nothing brings the account back
    for path in ["erase", "enable", "password"] {
        let path = format!("/api/accounts/{id}/{path}");
        let again = refused(&site, Method::POST, &path, reason()).await;
        assert_eq!(again, (StatusCode::CONFLICT, "account.erased".to_owned()), "{path}");
    }
    let credentials = json!({ "login": left["login"], "password": password });
    assert_eq!(refused(&site, Method::POST, "/api/session", credentials).await.0, StatusCode::UNAUTHORIZED);
}
