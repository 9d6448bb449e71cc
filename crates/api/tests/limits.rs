//! Who asks for too much, too slowly or too long is told so, and holds nothing that others need. On real sockets.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use api::{Limits, Patience, Rates, Shared, serve};
use axum::body::Body;
use axum::extract::connect_info::ConnectInfo;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use site::{Site, made, site};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

async fn limited(rates: Rates) -> Site {
    made(|shared| Shared { limits: Arc::new(Limits::new(rates)), ..shared }).await
}

/// Status, the header that says when to come again, and the answer.
async fn from(site: &Site, address: &str, request: Request<Body>) -> (StatusCode, Option<u64>, Value) {
    let mut request = request;
    let peer: SocketAddr = format!("{address}:1000").parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = site.router.clone().oneshot(request).await.expect("an answer");
    let status = response.status();
    let again = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    (status, again, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

fn asked(site: &Site, path: &str) -> Request<Body> {
    site.request(Method::GET, path).body(Body::empty()).expect("a request")
}

fn signing_in(site: &Site, login: &str) -> Request<Body> {
    let body = json!({ "login": login, "password": "wrong" }).to_string();
    let request = site.request(Method::POST, "/api/session").header("content-type", "application/json");
    request.body(body.into()).expect("a request")
}

fn refused(answer: (StatusCode, Option<u64>, Value)) {
    let (status, again, body) = answer;
    assert_eq!((status, &body["code"]), (StatusCode::TOO_MANY_REQUESTS, &json!("request.too_many_requests")));
    assert_eq!(again, body["params"]["seconds"].as_u64(), "{body}");
    assert!(again.is_some_and(|seconds| (1..=60).contains(&seconds)), "{again:?}");
}

#[tokio::test]
async fn an_address_that_asks_too_much_waits_and_others_do_not() {
    let site = limited(Rates { requests_by_address: 2, ..Rates::default() }).await;
    for _ in 0..2 {
        assert_eq!(from(&site, "192.0.2.1", asked(&site, "/api/health")).await.0, StatusCode::OK);
    }
    refused(from(&site, "192.0.2.1", asked(&site, "/api/health")).await);
    assert_eq!(from(&site, "192.0.2.2", asked(&site, "/api/health")).await.0, StatusCode::OK);
    let (status, ..) = from(&site, "192.0.2.1", asked(&site, "/icon.svg")).await;
    assert_ne!(status, StatusCode::TOO_MANY_REQUESTS, "the page that shows the words is not counted");
}

#[tokio::test]
async fn an_account_that_asks_too_much_waits_wherever_it_asks_from() {
    let mut site = limited(Rates { requests_by_account: 2, ..Rates::default() }).await;
    let password = site.password.clone();
    site.sign_in("admin", &password).await;
    for address in ["192.0.2.1", "192.0.2.2"] {
        assert_eq!(from(&site, address, asked(&site, "/api/units")).await.0, StatusCode::OK);
    }
    refused(from(&site, "192.0.2.3", asked(&site, "/api/units")).await);
}

#[tokio::test]
async fn signing_in_is_counted_by_login_and_by_address() {
    let site = limited(Rates { sign_ins_by_login: 1, ..Rates::default() }).await;
    let (status, ..) = from(&site, "192.0.2.1", signing_in(&site, "li.si")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    refused(from(&site, "192.0.2.2", signing_in(&site, " LI.SI ")).await);
    let site = limited(Rates { sign_ins_by_address: 1, ..Rates::default() }).await;
    let (status, ..) = from(&site, "192.0.2.1", signing_in(&site, "li.si")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    refused(from(&site, "192.0.2.1", signing_in(&site, "wang.wu")).await);
}

/// A server that waits for little, and where it listens.
async fn impatient() -> (Site, SocketAddr) {
    let site = site().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let patience = Patience {
        head: Duration::from_millis(200),
        piece: Duration::from_millis(200),
        end: Duration::from_millis(200),
    };
    tokio::spawn(serve(listener, site.router.clone(), patience, std::future::pending()));
    (site, address)
}

/// Sends something and then nothing more; gives what the server says until it hangs up.
async fn sent(address: SocketAddr, text: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    // the server may hang up before it took all
    let _ = stream.write_all(text).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// It still answers.
async fn is_well(address: SocketAddr) {
    let answer = sent(address, b"GET /api/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_head_that_does_not_end_is_not_waited_for() {
    let (_site, address) = impatient().await;
    for begun in ["", "GET", "GET /api/health HTTP/1.1\r\nhost: x\r\nx-slow: "] {
        let answer = sent(address, begun.as_bytes()).await;
        assert!(!answer.starts_with("HTTP/1.1 200"), "{begun}: {answer}");
    }
    is_well(address).await;
}

#[tokio::test]
async fn a_flood_of_headers_is_refused() {
    let (_site, address) = impatient().await;
    let many: String = (0..500).map(|n| format!("x-{n}: 1\r\n")).collect();
    let long = format!("x-long: {}\r\n", "x".repeat(1 << 20));
    for flood in [many, long] {
        let answer =
            sent(address, format!("GET /api/health HTTP/1.1\r\nhost: x\r\n{flood}\r\n").as_bytes()).await;
        // who still sends when the server hangs up may not see its last words
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
    is_well(address).await;
}

#[tokio::test]
async fn a_body_that_stops_coming_is_given_up() {
    let (mut site, address) = impatient().await;
    let password = site.password.clone();
    site.sign_in("admin", &password).await;
    let cookie = site.cookie.clone().expect("a cookie");
    let head = format!(
        "POST /api/units HTTP/1.1\r\nhost: x\r\ncookie: {cookie}\r\ncontent-type: application/json\r\n\
         content-length: 1000\r\nconnection: close\r\n\r\n{{\"name\":"
    );
    let answer = sent(address, head.as_bytes()).await;
    assert!(answer.contains("request.bad_body"), "{answer}");
    is_well(address).await;
}

#[tokio::test]
async fn a_body_of_a_gigabyte_is_refused_before_it_comes() {
    let (mut site, address) = impatient().await;
    let body = |cookie: &str| {
        format!(
            "POST /api/notices?name=a.txt HTTP/1.1\r\nhost: x\r\ncookie: {cookie}\r\nx-requested-with: shouze\r\n\
             content-length: 1073741824\r\nconnection: close\r\n\r\n一、"
        )
    };
    let answer = sent(address, body("shouze_session=x").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "a stranger's is not looked at: {answer}");
    let password = site.password.clone();
    site.sign_in("admin", &password).await;
    let answer = sent(address, body(&site.cookie.clone().expect("a cookie")).as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("input.too_large"), "{answer}");
    is_well(address).await;
}

#[tokio::test]
async fn requests_that_do_not_end_are_given_up_when_the_server_is_told_to_stop() {
    let site = site().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let end = Duration::from_millis(50);
    let (stop, told) = tokio::sync::oneshot::channel::<()>();
    let told = async move { drop(told.await) };
    let patience = Patience { end, ..Patience::default() };
    let server = tokio::spawn(serve(listener, site.router.clone(), patience, told));
    let mut stream = TcpStream::connect(address).await.expect("connected");
    let head = "POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.expect("sent");
    stop.send(()).expect("told");
    server.await.expect("it ends though one request does not");
}
