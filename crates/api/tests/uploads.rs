//! Files in pieces, as a client of the tus protocol sends them.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use site::{Site, signed_in};
use tower::ServiceExt as _;

struct Answer {
    status: StatusCode,
    offset: Option<String>,
    location: String,
    body: Value,
}

async fn ask(site: &Site, method: Method, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut request = site.request(method, path).header("tus-resumable", "1.0.0");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_vec())).expect("a request");
    let response = site.router.clone().oneshot(request).await.expect("an answer");
    let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let (status, offset) = (response.status(), header("upload-offset"));
    let location = header("location").unwrap_or_default();
    if status.is_success() && !path.ends_with("/file") {
        assert_eq!(header("tus-resumable").as_deref(), Some("1.0.0"), "{path}");
    }
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    Answer { status, offset, location, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
}

async fn begin(site: &Site, length: usize) -> Answer {
    ask(site, Method::POST, "/api/uploads", &[("upload-length", &length.to_string())], b"").await
}

async fn piece(site: &Site, place: &str, at: usize, bytes: &[u8]) -> Answer {
    let headers = [("content-type", "application/offset+octet-stream"), ("upload-offset", &at.to_string())];
    ask(site, Method::PATCH, place, &headers, bytes).await
}

async fn finish(site: &Site, place: &str) -> Answer {
    ask(site, Method::POST, &format!("{place}/file"), &[], b"").await
}

fn photo() -> Vec<u8> {
    [b"\xff\xd8\xff\xe0".as_slice(), &[7; 2000]].concat()
}

#[tokio::test]
async fn a_photo_that_came_in_pieces_over_a_broken_line_is_kept_like_any_other() {
    let site = signed_in().await;
    let photo = photo();
    let begun = begin(&site, photo.len()).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.body);
    let place = begun.location;
    assert_eq!(piece(&site, &place, 0, &photo[..1000]).await.offset.as_deref(), Some("1000"));
    // the answer was not heard, and the phone sends the piece once more
    let twice = piece(&site, &place, 0, &photo[..1000]).await;
    assert_eq!((twice.status, &twice.body["code"]), (StatusCode::CONFLICT, &json!("upload.out_of_place")));
    assert_eq!(twice.body["params"]["at"], 1000);
    let early = finish(&site, &place).await;
    assert_eq!((early.status, &early.body["code"]), (StatusCode::CONFLICT, &json!("upload.out_of_place")));
    let asked = ask(&site, Method::HEAD, &place, &[], b"").await;
    assert_eq!((asked.status, asked.offset.as_deref()), (StatusCode::OK, Some("1000")));
    let last = piece(&site, &place, 1000, &photo[1000..]).await;
    assert_eq!((last.status, last.offset.as_deref()), (StatusCode::NO_CONTENT, Some("2004")));
    let kept = finish(&site, &place).await;
    assert_eq!((kept.status, &kept.body["kind"]), (StatusCode::CREATED, &json!("image/jpeg")));
    assert_eq!(finish(&site, &place).await.body["sha256"], kept.body["sha256"], "asked twice, kept once");
    let path = format!("/api/files/{}", kept.body["sha256"].as_str().expect("a hash"));
    let (status, bytes) =
        site.bytes(site.request(Method::GET, &path).body(Body::empty()).expect("a request")).await;
    assert_eq!((status, bytes), (StatusCode::OK, photo));
    assert_eq!(ask(&site, Method::DELETE, &place, &[], b"").await.status, StatusCode::NO_CONTENT);
    assert_eq!(ask(&site, Method::HEAD, &place, &[], b"").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_hundred_megabytes_are_refused_before_they_come_and_a_video_by_what_it_is() {
    let site = signed_in().await;
    let large = begin(&site, 200 << 20).await;
    assert_eq!(
        (large.status, &large.body["code"]),
        (StatusCode::PAYLOAD_TOO_LARGE, &json!("file.too_large"))
    );
    let video = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41".to_vec();
    let place = begin(&site, video.len()).await.location;
    let more = piece(&site, &place, 0, &[video.as_slice(), b"more"].concat()).await;
    assert_eq!((more.status, &more.body["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!("upload.too_long")));
    piece(&site, &place, 0, &video).await;
    let kept = finish(&site, &place).await;
    assert_eq!((kept.status, &kept.body["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("file.kind")));
    for (headers, status) in [
        (vec![("upload-length", "many")], StatusCode::BAD_REQUEST),
        (vec![("upload-length", "-1")], StatusCode::BAD_REQUEST),
        (vec![], StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(ask(&site, Method::POST, "/api/uploads", &headers, b"").await.status, status);
    }
    let place = begin(&site, 4).await.location;
    let headers = [("content-type", "text/plain"), ("upload-offset", "0")];
    let other = ask(&site, Method::PATCH, &place, &headers, b"text").await;
    assert_eq!(other.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn a_photo_from_next_year_is_kept_and_its_camera_doubted() {
    let site = signed_in().await;
    let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0".to_vec();
    tiff.extend(b"\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0\x2c\0\0\0\0");
    tiff.extend(b"2099:03:01 08:30:00\0");
    let length = u16::try_from(tiff.len() + 2).expect("short").to_be_bytes();
    let photo = [b"\xff\xd8\xff\xe1", length.as_slice(), &tiff, b"\xff\xd9"].concat();
    let request = site.request(Method::POST, "/api/files").body(Body::from(photo)).expect("a request");
    let (status, kept) = site.send(request).await;
    assert_eq!(
        (status, &kept["taken_at"], &kept["is_ahead"]),
        (StatusCode::CREATED, &json!("2099-03-01T08:30:00"), &json!(true)),
        "{kept}"
    );
}
