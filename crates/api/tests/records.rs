//! Records as a browser uses them.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::{Site, signed_in};

async fn with_units() -> Site {
    let site = signed_in().await;
    for (kind, name) in [("street", "滨江街道"), ("community", "东湖社区")] {
        let unit = json!({ "parent": null, "kind": kind, "name": name, "valid_from": "2020-01-01" });
        let (status, body) = site.json(Method::POST, "/api/units", unit).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
    }
    site
}

async fn hydrant(site: &Site, number: &str) -> Value {
    let entered = json!({ "unit": "东湖社区", "fields": { "number": [number], "pressure": ["0.30"] } });
    let (status, body) = site.json(Method::POST, "/api/registers/hydrant/records", entered).await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    body
}

#[tokio::test]
async fn registers_are_listed_with_their_groups_and_read_one_by_one() {
    let site = signed_in().await;
    let list = site.get("/api/registers").await;
    assert!(list["items"].as_array().expect("items").len() >= 60);
    let hydrant = site.get("/api/registers/hydrant").await;
    assert_eq!(hydrant["definition"]["name"]["zh"], "市政消火栓");
    assert_eq!(hydrant["definition"]["state"][0]["code"], "planned");
    let (status, body) = site.json(Method::GET, "/api/registers/nothing", Value::Null).await;
    assert_eq!((status, &body["code"]), (StatusCode::NOT_FOUND, &json!("not_found")));
}

#[tokio::test]
async fn a_record_is_entered_listed_changed_and_taken_back() {
    let site = with_units().await;
    let made = hydrant(&site, "DH-1").await;
    assert_eq!(made["values"]["pressure"], json!(["0.3"]));
    hydrant(&site, "DH-2").await;
    let page = site.get("/api/registers/hydrant/records?sort=-number&limit=1&f.task=existing").await;
    assert_eq!(page["items"][0]["title"], "DH-2");
    let next = page["next"].as_str().expect("more follow");
    let rest = site.get(&format!("/api/registers/hydrant/records?sort=-number&after={next}")).await;
    assert_eq!((rest["items"][0]["title"].as_str(), &rest["next"]), (Some("DH-1"), &Value::Null));
    let unit = made["unit_id"].as_str().expect("a unit");
    assert_eq!(page["names"][unit], "东湖社区");
    assert_eq!(site.get("/api/registers/hydrant/summary?q=dh").await["count"], 2);

    let path = format!("/api/registers/hydrant/records/{}", made["id"].as_str().expect("an id"));
    let step = json!({ "version": 0, "transition": "accept", "entered": { "fields": { "accepted_on": ["2026-03-01"] } } });
    let (status, moved) = site.json(Method::POST, &format!("{path}/move"), step).await;
    assert_eq!((status, &moved["state"]), (StatusCode::OK, &json!("intact")));
    let detail = site.get(&path).await;
    assert_eq!(detail["history"][0]["action"], "record.move.accept");
    let undo = json!({ "request_id": detail["history"][0]["request_id"] });
    let (status, undone) = site.json(Method::POST, "/api/undo", undo).await;
    assert_eq!((status, &undone["undone"]), (StatusCode::OK, &json!(1)));
    assert_eq!(site.get(&path).await["record"]["state"], "planned");
}

#[tokio::test]
async fn what_is_wrong_is_told_field_by_field_and_nothing_is_kept() {
    let site = with_units().await;
    let entered = json!({ "unit": "东湖社区", "fields": { "number": [""], "pressure": ["高"], "accepted_on": ["2026-02-30"] } });
    let (status, body) = site.json(Method::POST, "/api/registers/hydrant/records", entered).await;
    assert_eq!((status, &body["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("record.fields")));
    let mut wrong: Vec<_> =
        body["params"]["fields"].as_array().expect("fields").iter().map(|f| f["code"].clone()).collect();
    wrong.sort_by_key(ToString::to_string);
    assert_eq!(wrong, [json!("field.not_a_day"), json!("field.not_a_number"), json!("field.required")]);
    assert_eq!(site.get("/api/registers/hydrant/summary").await["count"], 0);
    let (status, body) =
        site.json(Method::GET, "/api/registers/hydrant/records?sort=color", Value::Null).await;
    assert_eq!((status, &body["params"]["part"]), (StatusCode::BAD_REQUEST, &json!("sort")));
}

#[tokio::test]
async fn two_people_who_edit_one_record_do_not_overwrite_each_other() {
    let site = with_units().await;
    let made = hydrant(&site, "DH-1").await;
    let path = format!("/api/registers/hydrant/records/{}", made["id"].as_str().expect("an id"));
    let change = |address: &str| json!({ "version": 0, "entered": { "fields": { "address": [address] } } });
    let (status, _) = site.json(Method::PATCH, &path, change("一路")).await;
    assert_eq!(status, StatusCode::OK);
    let (status, body) = site.json(Method::PATCH, &path, change("二路")).await;
    assert_eq!((status, &body["code"]), (StatusCode::CONFLICT, &json!("stale")));
    assert_eq!(site.get(&path).await["record"]["values"]["address"], json!(["一路"]));
    let entered = json!({ "unit": "东湖社区", "fields": { "number": ["dh-1"] } });
    let (status, body) = site.json(Method::POST, "/api/registers/hydrant/records", entered).await;
    assert_eq!((status, &body["code"]), (StatusCode::CONFLICT, &json!("record.key_taken")));
    assert_eq!(body["params"]["other"], made["id"]);
}

#[tokio::test]
async fn a_bulk_change_is_shown_first_and_written_all_or_none() {
    let site = with_units().await;
    let ids = [hydrant(&site, "A").await, hydrant(&site, "B").await]
        .map(|made| json!({ "id": made["id"], "version": 0 }));
    let bulk = |write: bool, day: &str| json!({ "records": ids, "entered": { "fields": { "accepted_on": [day] } }, "write": write });
    let (_, shown) = site.json(Method::POST, "/api/registers/hydrant/bulk", bulk(false, "2026-02-01")).await;
    assert_eq!(shown["items"][1]["after"]["values"]["accepted_on"], json!(["2026-02-01"]));
    assert_eq!(
        site.get("/api/registers/hydrant/records?f.accepted_on=-").await["items"]
            .as_array()
            .expect("items")
            .len(),
        2
    );
    let (status, _) = site.json(Method::POST, "/api/registers/hydrant/bulk", bulk(true, "2026-02-30")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, written) =
        site.json(Method::POST, "/api/registers/hydrant/bulk", bulk(true, "2026-02-01")).await;
    assert_eq!((status, &written["written"]), (StatusCode::OK, &json!(true)));
    assert_eq!(
        site.get("/api/registers/hydrant/records?f.accepted_on=2026-02-01..").await["items"]
            .as_array()
            .expect("items")
            .len(),
        2
    );
}

#[tokio::test]
async fn users_add_a_register_of_their_own() {
    let site = with_units().await;
    let definition = json!({ "code": "bench", "name": { "zh": "长椅" }, "group": "sites", "title": "name", "key": ["name"],
        "field": [{ "code": "name", "name": { "zh": "名称" }, "kind": "text", "required": true }] });
    let bad = json!({ "base": 0, "definition": { "code": "bench", "name": { "zh": "长椅" }, "group": "sites", "title": "nom", "field": [] } });
    let (status, body) = site.json(Method::POST, "/api/registers", bad).await;
    assert_eq!(
        (status, &body["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("register.bad_definition"))
    );
    let (status, made) =
        site.json(Method::POST, "/api/registers", json!({ "base": 0, "definition": definition })).await;
    assert_eq!(
        (status, &made["definition"]["state"][0]["name"]["zh"]),
        (StatusCode::CREATED, &json!("在册"))
    );
    let entered = json!({ "unit": "东湖社区", "fields": { "name": ["湖边"] } });
    let (status, _) = site.json(Method::POST, "/api/registers/bench/records", entered).await;
    assert_eq!(status, StatusCode::CREATED);
    let (status, _) =
        site.json(Method::POST, "/api/registers", json!({ "base": 0, "definition": definition })).await;
    assert_eq!(status, StatusCode::CONFLICT, "it was defined before");
}
