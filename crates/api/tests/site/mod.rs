//! A server to test, and a browser's way to it.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use api::{Shared, router};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::{DateTime, Utc};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use store::Db;
use tower::ServiceExt;

/// A notice of three demands: lessons, hydrants to be rebuilt, hydrants intact.
pub const PAPER: &str = "临政安〔2026〕7号\n\n临海街道办事处\n关于下达2026年安全生产目标的通知\n\n各社区：\n\n现下达给你们。\n\n临海街道办事处\n2026年3月5日\n一、部门目标\n1．教育办：（1）中小学消防安全教育每学年不少于4课时。\n2．社区服务中心：（1）补建3个市政消火栓。（2）消防栓完好率100%。\n";
/// An identity that nothing has.
pub const NOWHERE: &str = "01890000-0000-7000-8000-000000000000";

pub fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

pub fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

pub fn catalogue() -> std::sync::Arc<catalogue::Catalogue> {
    std::sync::Arc::new(catalogue::Catalogue::carried().expect("no fault"))
}

pub fn counting() -> std::sync::Arc<app::Counting> {
    std::sync::Arc::new(app::Counting::of(&catalogue()))
}

pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_700_000, 0).expect("a moment")
}

/// The whole server on a database of its own.
pub struct Site {
    pub router: Router,
    pub password: String,
    pub cookie: Option<String>,
    pub changes: api::Changes,
    pub db: Db,
    _folder: tempfile::TempDir,
}

pub async fn site() -> Site {
    made(|shared| shared).await
}

/// With a proxy before it, which speaks https.
pub async fn behind_proxy() -> Site {
    made(|shared| Shared { is_behind_proxy: true, ..shared }).await
}

/// With settings of its own.
pub async fn made(settings: impl FnOnce(Shared) -> Shared) -> Site {
    let folder = tempfile::tempdir().expect("a folder");
    let db =
        Db::open(&format!("sqlite:{}", folder.path().join("shouze.db").display())).await.expect("it opens");
    let mut tx = db.write().await.expect("a transaction");
    let password = app::first_administrator(&mut tx, now()).await.expect("made").expect("the first start");
    tx.commit().await.expect("durable");
    let changes = api::Changes::default();
    let shared = Shared {
        db: db.clone(),
        now,
        is_behind_proxy: false,
        catalogue: catalogue(),
        counting: counting(),
        changes: changes.clone(),
        second_factor_roles: [].into(),
        separation: domain::access::Separation::Apart,
        metrics: std::sync::Arc::default(),
        vault: vault::Vault::memory(),
        room: api::Room::default(),
        sign_on: None,
        outlet: api::Outlet::default(),
        printer: std::sync::Arc::default(),
        limits: std::sync::Arc::new(api::Limits::new(api::Rates::default())),
    };
    Site { router: router(settings(shared)), changes, db, password, cookie: None, _folder: folder }
}

/// With the administrator signed in.
pub async fn signed_in() -> Site {
    let mut site = site().await;
    let password = site.password.clone();
    site.sign_in("admin", &password).await;
    site
}

impl Site {
    /// Signs somebody in, in place of whoever was.
    pub async fn sign_in(&mut self, login: &str, password: &str) {
        let body = json!({ "login": login, "password": password });
        let request = self.request(Method::POST, "/api/session").header("content-type", "application/json");
        let request = request.body(Body::from(body.to_string())).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let cookie = response.headers()["set-cookie"].to_str().expect("text").to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        self.cookie = cookie.split(';').next().map(str::to_owned);
    }

    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path);
        match &self.cookie {
            // as the UI's own scripts do where a browser says nothing of them
            Some(cookie) => request.header("cookie", cookie).header("x-requested-with", "shouze"),
            None => request,
        }
    }

    pub async fn bytes(&self, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        (status, response.into_body().collect().await.expect("a body").to_bytes().to_vec())
    }

    pub async fn send(&self, request: Request<Body>) -> (StatusCode, Value) {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        assert!(response.headers().contains_key("content-security-policy"));
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, body) =
            self.send(self.request(Method::GET, path).body(Body::empty()).expect("a request")).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }

    pub async fn json(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let request = self.request(method, path).header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).expect("a request")).await
    }

    pub async fn upload(&self, query: &str, bytes: impl Into<Body>) -> (StatusCode, Value) {
        let request = self.request(Method::POST, &format!("/api/notices{query}"));
        self.send(request.body(bytes.into()).expect("a request")).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.json(Method::POST, path, body).await;
        assert!(status.is_success(), "{path}: {status} {answer}");
        answer
    }
}
