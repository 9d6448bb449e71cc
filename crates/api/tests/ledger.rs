//! What a ledger tells beside the values of its records: what lapses, which moves are open, how much there is.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use serde_json::{Value, json};
use site::{Site, signed_in};

async fn with_units() -> Site {
    let site = signed_in().await;
    let unit = json!({ "parent": null, "kind": "community", "name": "东湖社区", "valid_from": "2020-01-01" });
    site.post("/api/units", unit).await;
    site
}

async fn enter(site: &Site, register: &str, fields: Value) -> Value {
    let entered = json!({ "unit": "东湖社区", "fields": fields });
    site.post(&format!("/api/registers/{register}/records"), entered).await
}

fn path(record: &Value) -> String {
    let text = |name: &str| record[name].as_str().expect("text").to_owned();
    format!("/api/registers/{}/records/{}", text("register"), text("id"))
}

#[tokio::test]
async fn every_view_of_a_record_says_what_lapses_as_the_domain_sees_it() {
    let site = with_units().await;
    let shop = json!({ "name": ["甲气站"], "kinds": ["enterprise"], "address": ["一路1号"] });
    let shop = enter(&site, "site", shop).await;
    // today is 2026-03-05, and a certificate is called for 60 days before
    let certificate = |name: &str, last: &str| json!({ "name": [name], "site": [shop["id"]], "kind": ["lpg-outlet"], "number": [name], "valid_until": [last] });
    let over = enter(&site, "certificate", certificate("旧证", "2026-03-04")).await;
    let expected =
        |state: &str, days: Option<i64>| json!([{ "field": "valid_until", "state": state, "days": days }]);
    assert_eq!(over["lapses"], expected("over", Some(1)), "the answer to a write says it too");
    enter(&site, "certificate", certificate("今证", "2026-03-05")).await;
    enter(&site, "certificate", certificate("新证", "2027-03-05")).await;
    let page = site.get("/api/registers/certificate/records?sort=valid_until").await;
    let lapses: Vec<&Value> =
        page["items"].as_array().expect("items").iter().map(|item| &item["lapses"]).collect();
    assert_eq!(lapses, [&expected("over", Some(1)), &expected("soon", Some(0)), &expected("valid", None)]);

    let file = site.get(&path(&shop)).await;
    let linked =
        file["linked"].as_array().expect("links").iter().find(|link| link["record"]["id"] == over["id"]);
    assert_eq!(linked.expect("linked")["record"]["lapses"], expected("over", Some(1)));

    let step = json!({ "version": 0, "transition": "revoke", "entered": {} });
    let revoked = site.post(&format!("{}/move", path(&over)), step).await;
    assert_eq!(revoked["lapses"], json!([]), "a final state lapses no more");
    assert_eq!(site.get(&path(&over)).await["moves"], json!(["restore"]));
}

#[tokio::test]
async fn the_list_of_registers_tells_whose_each_is_and_how_much_it_holds() {
    let site = with_units().await;
    let origin = async |code: &str| {
        let list = site.get("/api/registers").await;
        let items = list["items"].as_array().expect("items");
        items.iter().find(|item| item["code"] == code).expect("listed")["origin"].clone()
    };
    assert_eq!(origin("hydrant").await, "built-in");
    let mut hydrant = site.get("/api/registers/hydrant").await["definition"].clone();
    let base = hydrant["version"].clone();
    let color = json!({ "code": "color", "name": { "zh": "颜色" }, "kind": "text" });
    hydrant["field"].as_array_mut().expect("fields").push(color);
    site.post("/api/registers", json!({ "base": base, "definition": hydrant })).await;
    assert_eq!(origin("hydrant").await, "extended");
    let bench = json!({ "code": "bench", "name": { "zh": "长椅" }, "group": "sites", "title": "name",
        "field": [{ "code": "name", "name": { "zh": "名称" }, "kind": "text" }] });
    site.post("/api/registers", json!({ "base": 0, "definition": bench })).await;
    assert_eq!(origin("bench").await, "own");

    let kept = enter(&site, "bench", json!({ "name": ["一号"] })).await;
    enter(&site, "bench", json!({ "name": ["二号"] })).await;
    site.json(axum::http::Method::POST, &format!("{}/remove", path(&kept)), json!({ "version": 0 })).await;
    let counts = site.get("/api/register-counts").await;
    let of = |code: &str| {
        let items = counts["items"].as_array().expect("items").iter();
        items.filter(|item| item["register"] == code).map(|item| item["count"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        (of("bench"), of("hydrant")),
        (vec![json!(1)], vec![json!(0)]),
        "what was taken out counts no more"
    );
}
