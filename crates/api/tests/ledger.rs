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
