//! What a browser is told to hold to, and what it is not believed.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode};
use serde_json::json;
use site::{Site, behind_proxy, signed_in, site};
use tower::ServiceExt;

async fn headers(site: &Site, method: Method, path: &str, body: Body) -> (StatusCode, HeaderMap) {
    let request = site.request(method, path).header("content-type", "application/json");
    let response = site.router.clone().oneshot(request.body(body).expect("a request")).await;
    let response = response.expect("an answer");
    (response.status(), response.headers().clone())
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
}

#[tokio::test]
async fn every_answer_is_read_as_what_it_is_and_stands_in_no_frame() {
    let site = site().await;
    for path in ["/api/health", "/api/session", "/api/nothing", "/", "/assets/none.js"] {
        let (_, headers) = headers(&site, Method::GET, path, Body::empty()).await;
        assert_eq!(text(&headers, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(text(&headers, "referrer-policy"), "same-origin", "{path}");
        let policy = text(&headers, "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(
            !policy.contains("script-src 'self' '") && !policy.contains("unsafe-eval"),
            "{path}: {policy}"
        );
        assert!(!headers.contains_key("strict-transport-security"), "{path} came by http");
        assert_eq!(text(&headers, "cache-control") == "no-store", path.starts_with("/api/") || path == "/");
    }
}

#[tokio::test]
async fn behind_a_proxy_browsers_hold_to_https() {
    let mut site = behind_proxy().await;
    let (_, told) = headers(&site, Method::GET, "/api/health", Body::empty()).await;
    assert_eq!(text(&told, "strict-transport-security"), "max-age=31536000");
    let credentials = json!({ "login": "admin", "password": site.password }).to_string();
    let (_, told) = headers(&site, Method::POST, "/api/session", credentials.into()).await;
    let cookie = text(&told, "set-cookie").to_owned();
    for part in ["__Host-shouze_session=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{cookie} lacks {part}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    site.cookie = cookie.split(';').next().map(str::to_owned);
    site.get("/api/session").await;
    // a cookie without the prefix may have been set by another host of the same name
    site.cookie = cookie.split(';').next().map(|cookie| cookie.replace("__Host-", ""));
    let (status, _) = headers(&site, Method::GET, "/api/session", Body::empty()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_a_form_of_another_site_sends_is_refused() {
    let site = signed_in().await;
    let cookie = site.cookie.clone().expect("a cookie");
    for (header, value) in [
        ("origin", "https://evil.example"),
        ("referer", "https://evil.example/page"),
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-type", "text/plain"),
    ] {
        let request = axum::http::Request::builder().method(Method::POST).uri("/api/units");
        let request = request.header("host", "safe.example").header("cookie", &cookie).header(header, value);
        let body = json!({ "parent": null, "kind": "street", "name": "x", "valid_from": "2020-01-01" });
        let (status, answer) = site.send(request.body(body.to_string().into()).expect("a request")).await;
        assert_eq!(
            (status, &answer["code"]),
            (StatusCode::FORBIDDEN, &json!("request.cross_site")),
            "{value}"
        );
    }
    assert_eq!(site.get("/api/units").await["items"], json!([]), "nothing was written");
}

#[tokio::test]
async fn only_a_proxy_of_ours_says_by_which_name_the_browser_knows_us() {
    for (mut site, expect) in
        [(behind_proxy().await, StatusCode::UNAUTHORIZED), (site().await, StatusCode::FORBIDDEN)]
    {
        site.cookie = Some("shouze_session=x".to_owned());
        let request = site.request(Method::DELETE, "/api/session").header("host", "127.0.0.1:8080");
        let request =
            request.header("x-forwarded-host", "street.example").header("origin", "https://street.example");
        let (status, answer) = site.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(status, expect, "{answer}");
    }
}

#[tokio::test]
async fn a_file_is_what_its_bytes_say_and_never_a_page() {
    let site = signed_in().await;
    let keep = async |bytes: &[u8]| {
        let request = site.request(Method::POST, "/api/files?name=photo.jpg");
        site.send(request.body(bytes.to_vec().into()).expect("a request")).await
    };
    let page = b"<!doctype html><script>alert(1)</script>";
    let drawing = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    for refused in [&page[..], drawing, b"MZ\x90\x00program", b"#!/bin/sh\n"] {
        let (status, answer) = keep(refused).await;
        assert_eq!((status, &answer["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("file.kind")));
    }
    // a picture that goes on as a page stays a picture
    let both = [&b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00"[..], page].concat();
    let (status, kept) = keep(&both).await;
    assert_eq!((status, &kept["kind"]), (StatusCode::CREATED, &json!("image/jpeg")));
    let sha256 = kept["sha256"].as_str().expect("a hash");
    let (status, headers) = headers(&site, Method::GET, &format!("/api/files/{sha256}"), Body::empty()).await;
    assert_eq!((status, text(&headers, "content-type")), (StatusCode::OK, "image/jpeg"));
    assert_eq!(text(&headers, "x-content-type-options"), "nosniff");
    assert!(text(&headers, "content-security-policy").starts_with("default-src 'none'"));
    let place = format!("inline; filename=\"{}.jpg\"", &sha256[..12]);
    assert_eq!(text(&headers, "content-disposition"), place);
}

#[tokio::test]
async fn the_bytes_of_a_notice_are_saved_and_not_opened() {
    let site = signed_in().await;
    let (_, made) = site.upload("?name=a.html", site::PAPER).await;
    let path = format!("/api/notices/{}/original", made["id"].as_str().expect("an identity"));
    let (_, headers) = headers(&site, Method::GET, &path, Body::empty()).await;
    assert_eq!(text(&headers, "content-type"), "application/octet-stream");
    assert_eq!(text(&headers, "content-disposition"), "attachment");
}
