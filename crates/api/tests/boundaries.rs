//! Boundaries of units as a browser uses them: a file is checked, read in and shown, and a place outside is told in words.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::{Site, signed_in};

async fn with_units() -> (Site, String) {
    let site = signed_in().await;
    let unit = json!({ "parent": null, "kind": "street", "name": "滨江街道", "valid_from": "2020-01-01" });
    let street = site.post("/api/units", unit).await["id"].as_str().expect("an id").to_owned();
    let unit = json!({ "parent": street, "kind": "community", "name": "东湖社区", "valid_from": "2020-01-01",
        "region_code": "350599001001" });
    site.post("/api/units", unit).await;
    (site, street)
}

/// A square of 0.02 degrees.
fn area(properties: Value, east: f64) -> Value {
    let (far, north) = (east + 0.02, 24.8);
    let ring = json!([[east, north], [far, north], [far, north + 0.02], [east, north + 0.02], [east, north]]);
    let geometry = json!({ "type": "Polygon", "coordinates": [ring] });
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

async fn send(site: &Site, query: &str, features: Vec<Value>) -> (StatusCode, Value) {
    let file = json!({ "type": "FeatureCollection", "features": features }).to_string();
    let request = site.request(Method::POST, &format!("/api/units/boundaries{query}"));
    site.send(request.body(Body::from(file)).expect("a request")).await
}

#[tokio::test]
async fn a_file_is_checked_before_it_is_read_in_and_the_map_shows_it() {
    let (site, street) = with_units().await;
    let features = || {
        vec![
            area(json!({ "code": "350599001001", "name": "东湖" }), 118.5),
            area(json!({ "name": "北山社区" }), 118.6),
        ]
    };
    let (status, seen) = send(&site, "", features()).await;
    assert_eq!((status, &seen["written"]), (StatusCode::OK, &json!(false)), "{seen}");
    let map = site.get(&format!("/api/units/{street}/boundary")).await;
    assert_eq!(map, json!({ "own": null, "below": [] }), "checking writes nothing");
    let (_, done) = send(&site, "?write=true", features()).await;
    assert_eq!((&done["written"], &done["units"][0]["did"]), (&json!(true), &json!("made")), "{done}");
    assert_eq!(done["unfit"][0]["code"], "boundary.no_such_unit");
    assert_eq!((&done["unfit"][0]["feature"], &done["unfit"][0]["named"]), (&json!(2), &json!("北山社区")));
    let map = site.get(&format!("/api/units/{street}/boundary")).await;
    assert_eq!((&map["own"], &map["below"][0]["name"]), (&Value::Null, &json!("东湖社区")));
    assert_eq!(map["below"][0]["areas"][0][0][0], json!([118.5, 24.8]));
    let units = site.get("/api/units").await;
    assert!(!units.to_string().contains("118.5"), "the list of units has no shapes");
    let (unit, reading) = (&map["below"][0]["unit_id"], &map["below"][0]["reading"]);
    let path = format!(
        "/api/units/{}/boundary?reading={}",
        unit.as_str().expect("an id"),
        reading.as_str().expect("an id")
    );
    let (status, _) = site.json(Method::DELETE, &path, Value::Null).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, answer) = site.json(Method::DELETE, &path, Value::Null).await;
    assert_eq!((status, &answer["code"]), (StatusCode::NOT_FOUND, &json!("not_found")));
}

#[tokio::test]
async fn a_bad_file_is_told_with_the_place_of_its_fault() {
    let (site, _) = with_units().await;
    let mut open = area(json!({ "name": "东湖社区" }), 118.5);
    open["geometry"]["coordinates"][0].as_array_mut().expect("a ring").pop();
    let (status, answer) = send(&site, "?write=true", vec![area(json!({}), 118.6), open]).await;
    assert_eq!((status, &answer["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("boundary.not_closed")));
    let message = answer["message"].as_str().expect("words");
    assert!(message.contains("第 2 个要素的第 1 个面、第 1 圈没有闭合"), "{message}");
    let request = site.request(Method::POST, "/api/units/boundaries");
    let large = vec![b' '; app::MAX_BOUNDARIES + 1];
    let (status, answer) = site.send(request.body(Body::from(large)).expect("a request")).await;
    assert_eq!((status, &answer["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!("boundary.too_large")));
    assert_eq!(answer["params"], json!({ "most": 8 }));
}

#[tokio::test]
async fn a_place_outside_is_told_at_its_field_in_both_languages() {
    let (site, _) = with_units().await;
    send(&site, "?write=true", vec![area(json!({ "name": "东湖社区" }), 118.5)]).await;
    let hydrant = |number: &str, place: &str| json!({ "unit": "东湖社区", "fields": { "number": [number], "place": [place] } });
    let at = async |place: &str| {
        let (status, answer) =
            site.json(Method::POST, "/api/registers/hydrant/records", hydrant("DH-1", place)).await;
        assert_eq!((status, &answer["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("record.fields")));
        answer["params"]["fields"][0].clone()
    };
    let near = at("118.523,24.81").await;
    assert_eq!((&near["field"], &near["code"]), (&json!("place"), &json!("place.outside")));
    let words = near["message"].as_str().expect("words");
    assert!(words.starts_with("在东湖社区的辖区外约 303 米。"), "{words}");
    let far = at("118.57,24.81").await;
    assert!(
        far["message_en"].as_str().expect("words").starts_with("Some 5.0 km outside of 东湖社区."),
        "{far}"
    );
    assert_eq!(at("24.81,118.51").await["message"], "经度和纬度写反了，应为 118.51,24.81。");
    site.post("/api/registers/hydrant/records", hydrant("DH-1", "118.51,24.81")).await;
}
