//! Telephone and identity numbers: shown in full to who works with them, hidden from all others wherever they stand.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::{Site, signed_in, text};

const PHONE: &str = "13812345678";
const HIDDEN: &str = "138****5678";
const LIST: &str = "/api/registers/rented-house/records";

/// Signs somebody in who has this role at the community.
async fn person(site: &mut Site, admin: &str, role: &str, unit: &str) {
    site.cookie = Some(admin.to_owned());
    let sector = if role == "department-officer" { json!("fire") } else { Value::Null };
    let post = json!({ "role": role, "unit": unit, "sector": sector, "valid_from": "2026-01-01" });
    let made = site.post("/api/accounts", json!({ "login": role, "name": role, "posts": [post] })).await;
    let first = text(&made["password"]).to_owned();
    site.sign_in(role, &first).await;
    let own = format!("{role}-long-and-own-7291");
    let changed = json!({ "old": first, "new": own });
    let (status, body) = site.json(Method::PUT, "/api/session/password", changed).await;
    assert!(status.is_success(), "{body}");
    site.sign_in(role, &own).await;
}

async fn bytes_of(site: &Site, path: &str) -> Vec<u8> {
    let request = site.request(Method::GET, path).body(Body::empty()).expect("a request");
    let (status, bytes) = site.bytes(request).await;
    assert_eq!(status, StatusCode::OK, "{path}");
    bytes
}

#[tokio::test]
async fn who_need_not_see_a_number_reads_it_nowhere_and_reveals_it_for_a_reason() {
    let mut site = signed_in().await;
    let admin = site.cookie.clone().expect("signed in");
    let unit = json!({ "kind": "community", "name": "东湖社区", "valid_from": "2026-01-01" });
    let unit = text(&site.post("/api/units", unit).await["id"]).to_owned();
    let fields = json!({ "address": ["滨江路1号"], "landlord": ["陈某"], "phone": [PHONE] });
    let made = site.post(LIST, json!({ "unit": "东湖社区", "fields": fields })).await;
    assert_eq!(made["values"]["phone"], json!([PHONE]), "the administrator reads it");
    let path = format!("{LIST}/{}", text(&made["id"]));
    let export = "/api/registers/rented-house/export.xlsx?columns=address,phone".to_owned();

    person(&mut site, &admin, "grid-worker", &unit).await;
    assert_eq!(
        site.get(LIST).await["items"][0]["values"]["phone"],
        json!([PHONE]),
        "who works with it calls"
    );

    person(&mut site, &admin, "clerk", &unit).await;
    let mut version = 0;
    for back in [HIDDEN, HIDDEN] {
        // the form sends back what it was shown
        let entered = json!({ "version": version, "entered": { "fields": { "phone": [back], "landlord": ["陈某某"] } } });
        let (status, changed) = site.json(Method::PATCH, &path, entered).await;
        assert_eq!((status, &changed["values"]["phone"]), (StatusCode::OK, &json!([HIDDEN])), "{changed}");
        version = changed["version"].as_i64().expect("a version");
    }
    assert_eq!(site.get(LIST).await["items"][0]["values"]["phone"], json!([HIDDEN]));
    let detail = site.get(&path).await;
    assert_eq!(detail["record"]["values"]["phone"], json!([HIDDEN]));
    assert!(
        !detail.to_string().contains(PHONE) && detail["history"].to_string().contains(HIDDEN),
        "{detail}"
    );
    let book = bytes_of(&site, &export).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a workbook");
    let mut all = String::new();
    for place in 0..zip.len() {
        let mut part = zip.by_index(place).expect("a part");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).expect("read");
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    assert!(all.contains(HIDDEN) && !all.contains(PHONE), "the workbook shows what the list shows");
    assert_eq!(
        site.get(&format!("{LIST}?q={PHONE}")).await["items"],
        json!([]),
        "nobody asks digit by digit"
    );
    let (status, body) = site.json(Method::GET, &format!("{LIST}?sort=phone"), Value::Null).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");

    let asked = json!({ "reason": "房东投诉，电话核实" });
    let revealed = site.post(&format!("{path}/reveal"), asked).await;
    assert_eq!(revealed["values"], json!({ "phone": [PHONE] }));
    let changed = json!({ "version": version, "entered": { "fields": { "phone": ["13912345678"] } } });
    let (status, body) = site.json(Method::PATCH, &path, changed).await;
    assert_eq!(
        (status, &body["values"]["phone"]),
        (StatusCode::OK, &json!(["139****5678"])),
        "a new one is kept"
    );

    person(&mut site, &admin, "leader", &unit).await;
    assert_eq!(site.get(LIST).await["items"][0]["values"]["phone"], json!(["139****5678"]));
    let (status, body) =
        site.json(Method::POST, &format!("{path}/reveal"), json!({ "reason": "看看" })).await;
    assert_eq!((status, &body["code"]), (StatusCode::FORBIDDEN, &json!("access.forbidden")));

    site.cookie = Some(admin);
    let trail = site.get("/api/audit?action=record.reveal").await;
    assert!(trail["items"][0].to_string().contains("房东投诉"), "{trail}");
    assert!(!trail.to_string().contains(PHONE), "{trail}");
    let trail = site.get("/api/audit?kind=record").await.to_string();
    assert!(trail.contains(HIDDEN) && !trail.contains(PHONE), "{trail}");
}
