//! Texts, names, addresses and cookies that are made to harm: refused with a code or kept as the text they are, and nothing
//! else is touched. Sheets that are made to harm stand in `hostile.rs`.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Map, Value, json};
use site::{NOWHERE, PAPER, Site, list, signed_in, site, text};
use tower::ServiceExt;

/// SQL, HTML, templates, direction marks, invisible and broken characters, and one that is long.
fn tricks() -> Vec<String> {
    let mut all: Vec<String> = [
        "'; DROP TABLE app_user; --",
        "\" OR 1=1 --",
        "%' ESCAPE '\\",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "{{7*7}}${7*7}#{7*7}",
        "\u{202e}fdp.社区\u{202c}",
        "\u{2066}东湖\u{2069}\u{200f}",
        "东\u{200b}湖\u{feff}",
        "e\u{301}\u{301}\u{301}\u{301}",
        "=cmd|' /C calc'!A0",
        "../../../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "\r\nset-cookie: a=b",
        "\u{0}",
        "\u{ffff}",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push("安".repeat(100_000));
    all
}

/// A body as the document asks for it, with `trick` wherever a text goes.
fn filled(document: &Value, schema: &Value, trick: &str) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().expect("a name");
        return filled(document, &document["components"]["schemas"][name], trick);
    }
    let choices = schema["oneOf"].as_array().or(schema["anyOf"].as_array()).or(schema["allOf"].as_array());
    if let Some(choice) = choices.and_then(|all| all.iter().find(|one| one["type"] != "null")) {
        return filled(document, choice, trick);
    }
    let is = |kind: &str| {
        schema["type"] == kind || schema["type"].as_array().is_some_and(|all| all.contains(&json!(kind)))
    };
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    if is("object") {
        let fields = schema["properties"].as_object().cloned().unwrap_or_default();
        let mut made: Map<String, Value> =
            fields.iter().map(|(name, field)| (name.clone(), filled(document, field, trick))).collect();
        if schema["additionalProperties"].is_object() {
            made.insert(trick.to_owned(), filled(document, &schema["additionalProperties"], trick));
        }
        return Value::Object(made);
    }
    match (schema["format"].as_str(), is("array"), is("integer") || is("number"), is("boolean")) {
        (Some("uuid"), ..) => json!(NOWHERE),
        (Some("date"), ..) => json!("2026-01-01"),
        (_, true, ..) => json!([filled(document, &schema["items"], trick)]),
        (_, _, true, _) => json!(1),
        (_, _, _, true) => json!(true),
        _ => json!(trick),
    }
}

#[tokio::test]
async fn a_trick_in_every_text_of_every_body_is_answered_in_json_and_breaks_nothing() {
    let site = signed_in().await;
    let document: Value = serde_json::from_str(&api::openapi().expect("a document")).expect("JSON");
    let mut bodies = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            // passwords are checked slowly, and are no text that is kept
            if schema.is_null() || path.starts_with("/api/session") || path == "/api/tokens" {
                continue;
            }
            bodies += 1;
            let address = path.replace("{code}", "hydrant").replace("{id}", NOWHERE);
            let address: Vec<&str> =
                address.split('/').map(|part| if part.starts_with('{') { NOWHERE } else { part }).collect();
            for trick in tricks() {
                let method: Method = method.to_uppercase().parse().expect("a method");
                let request =
                    site.request(method, &address.join("/")).header("content-type", "application/json");
                let body = filled(&document, schema, &trick).to_string();
                let response =
                    site.router.clone().oneshot(request.body(Body::from(body)).expect("a request")).await;
                let response = response.expect("an answer");
                let kind = response.headers().get("content-type").map(|kind| kind.to_str().expect("text"));
                assert!(response.status().as_u16() < 500, "{method_path} {trick:.40}", method_path = path);
                assert!(kind.is_none_or(|kind| kind.contains("json")), "{path}: {kind:?}");
                assert!(!response.headers().contains_key("set-cookie"), "{path}");
            }
        }
    }
    assert!(bodies > 25, "{bodies}");
    assert_eq!(list(&site.get("/api/accounts").await["items"])[0]["login"], "admin");
}

#[tokio::test]
async fn what_is_taken_comes_back_as_the_text_it_is() {
    let site = signed_in().await;
    let mut taken = Vec::new();
    for trick in tricks() {
        let unit = json!({ "parent": null, "kind": "community", "name": trick, "valid_from": "2020-01-01" });
        let (status, answer) = site.json(Method::POST, "/api/units", unit).await;
        match status {
            StatusCode::CREATED if trick.contains('\0') => panic!("PostgreSQL would fail: {answer}"),
            StatusCode::CREATED => taken.push(trick.trim().to_owned()),
            refused => {
                assert!(refused.is_client_error() && answer["code"].is_string(), "{trick:.40}: {answer}")
            }
        }
    }
    let units = site.get("/api/units").await;
    let mut names: Vec<&str> = list(&units["items"]).iter().map(|unit| text(&unit["name"])).collect();
    names.sort_unstable();
    taken.sort_unstable();
    assert_eq!(names, taken);
    assert!(taken.len() > 5, "{taken:?}");
}

#[tokio::test]
async fn what_is_searched_for_is_looked_for_and_not_run() {
    let site = signed_in().await;
    let unit = json!({ "parent": null, "kind": "community", "name": "东湖社区", "valid_from": "2020-01-01" });
    site.post("/api/units", unit).await;
    let entered = json!({ "unit": "东湖社区", "fields": { "number": ["DH-1"] } });
    site.post("/api/registers/hydrant/records", entered).await;
    for trick in tricks().iter().filter(|trick| trick.len() < 1000) {
        let encoded: String = trick.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for part in ["q", "sort", "unit", "state", "number"] {
            let path = format!("/api/registers/hydrant/records?{part}={encoded}");
            let (status, answer) = site.json(Method::GET, &path, Value::Null).await;
            assert!(status.as_u16() < 500, "{part} {trick}: {answer}");
            let found = answer["items"].as_array().map_or(0, Vec::len);
            let is_word = trick.chars().any(char::is_alphanumeric);
            assert!(part != "q" || !is_word || found == 0, "{trick} found {answer}");
        }
    }
    assert_eq!(list(&site.get("/api/registers/hydrant/records").await["items"]).len(), 1);
}

#[tokio::test]
async fn a_path_leads_to_nothing_outside() {
    let site = signed_in().await;
    for name in ["../../etc/cron.d/x", "..%5C..%5Cx.txt", "/etc/passwd", "a%2F..%2F..%2Fb", "CON", "%20"] {
        let (status, answer) = site.upload(&format!("?name={name}&again=true"), PAPER).await;
        assert_eq!(status, StatusCode::CREATED, "the name is words and no path: {name} {answer}");
    }
    let (status, answer) = site.upload("?name=%00.txt", PAPER).await;
    assert_eq!((status, &answer["code"]), (StatusCode::BAD_REQUEST, &json!("request.bad_address")));
    for path in [
        "/api/files/..%2f..%2fetc%2fpasswd",
        "/api/files/%2e%2e",
        "/api/files/%00",
        "/api/notices/..%2f..%2fetc%2fpasswd",
        "/api/..%2fassets",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/../../etc/passwd",
    ] {
        let request = site.request(Method::GET, path).body(Body::empty()).expect("a request");
        let (status, bytes) = site.bytes(request).await;
        assert!(status.is_client_error(), "{path}: {status}");
        assert!(!String::from_utf8_lossy(&bytes).contains("root:"), "{path}");
    }
}

#[tokio::test]
async fn a_cookie_that_is_none_opens_nothing() {
    let site = signed_in().await;
    let good = site.cookie.clone().expect("a cookie");
    let token = &good["shouze_session=".len()..];
    let wrong = [
        String::new(),
        "x".to_owned(),
        token[1..].to_owned(),
        format!("{token}0"),
        token.to_uppercase(),
        app::token_hash(token),
        "' OR 1=1 --".to_owned(),
        "%00".to_owned(),
        "0".repeat(60_000),
    ];
    for value in wrong {
        let request =
            Request::builder().uri("/api/session").header("cookie", format!("shouze_session={value}"));
        let (status, answer) = site.send(request.body(Body::empty()).expect("a request")).await;
        let found = (status, answer["code"].as_str());
        assert_eq!(found, (StatusCode::UNAUTHORIZED, Some("session.required")), "{value:.40}");
    }
}

#[tokio::test]
async fn a_session_that_was_ended_is_not_played_again() {
    let site = signed_in().await;
    site.get("/api/units").await;
    let (status, _) = site.json(Method::DELETE, "/api/session", json!({})).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    for path in ["/api/session", "/api/units", "/api/accounts"] {
        assert_eq!(site.json(Method::GET, path, Value::Null).await.0, StatusCode::UNAUTHORIZED, "{path}");
    }
}

/// Signs in who keeps records in one community.
async fn head_of_east(site: &mut Site) -> (String, String) {
    let mut made = Vec::new();
    for name in ["东湖社区", "西山社区"] {
        let unit = json!({ "parent": null, "kind": "community", "name": name, "valid_from": "2020-01-01" });
        made.push(text(&site.post("/api/units", unit).await["id"]).to_owned());
    }
    let post = json!({ "role": "community-head", "unit": made[0] });
    let account = json!({ "login": "li.si", "name": "李四", "posts": [post] });
    let password = text(&site.post("/api/accounts", account).await["password"]).to_owned();
    site.sign_in("li.si", &password).await;
    let chosen = json!({ "old": password, "new": "雨里亮着的灯塔在海边" });
    assert_eq!(site.json(Method::PUT, "/api/session/password", chosen).await.0, StatusCode::NO_CONTENT);
    (made.remove(0), made.remove(0))
}

#[tokio::test]
async fn the_identity_of_another_unit_opens_nothing_of_it() {
    let mut site = signed_in().await;
    let (east, west) = head_of_east(&mut site).await;
    for (unit, is_own) in
        [(east.as_str(), true), (west.as_str(), false), ("西山社区", false), (NOWHERE, false)]
    {
        let number = format!("DH-{}", unit.len());
        let entered = json!({ "unit": unit, "fields": { "number": [number] } });
        let (status, answer) = site.json(Method::POST, "/api/registers/hydrant/records", entered).await;
        assert_eq!(status == StatusCode::CREATED, is_own, "{unit}: {status} {answer}");
        assert!(status.as_u16() < 500, "{answer}");
    }
    for (unit, expect) in [(&east, StatusCode::OK), (&west, StatusCode::NOT_FOUND)] {
        let (status, _) = site.json(Method::GET, &format!("/api/units/{unit}/page"), Value::Null).await;
        assert_eq!(status, expect);
    }
}

#[tokio::test]
async fn a_refused_sign_in_is_written_down_once_and_without_what_was_typed() {
    let site = site().await;
    let wrong = json!({ "login": "admin", "password": "my-other-password" });
    assert_eq!(site.json(Method::POST, "/api/session", wrong).await.0, StatusCode::UNAUTHORIZED);
    let mut tx = site.db.read().await.expect("a transaction");
    let admin = tx.account_by_login("admin").await.expect("looked").expect("there");
    let told = tx.audit_of("account", &admin.id.to_string()).await.expect("events");
    let refused: Vec<_> = told.iter().filter(|event| event.action == "session.refuse").collect();
    assert_eq!(refused.len(), 1, "{told:?}");
    assert!(!format!("{told:?}").contains("my-other-password"));
}
