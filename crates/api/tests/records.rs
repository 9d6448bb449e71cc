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
    let end = site.get("/api/registers/hydrant/records?sort=number&row=end&limit=1").await;
    assert_eq!((end["items"][0]["title"].as_str(), &end["next"]), (Some("DH-2"), &Value::Null));
    let before = end["before"].as_str().expect("one stands before");
    let first = site.get(&format!("/api/registers/hydrant/records?sort=number&before={before}")).await;
    assert_eq!((first["items"][0]["title"].as_str(), &first["before"]), (Some("DH-1"), &Value::Null));
    let sought = site.get("/api/registers/hydrant/records?sort=number&from=dh-2").await;
    assert_eq!((sought["items"][0]["title"].as_str(), &sought["row"]), (Some("DH-2"), &json!(1)));
    for (query, part) in [
        ("row=x", "row"),
        ("row=0&from=a", "row"),
        ("before=x", "before"),
        ("sort=unit&from=a", "from"),
        ("states=done", "states"),
    ] {
        let path = format!("/api/registers/hydrant/records?{query}");
        let (status, body) = site.json(Method::GET, &path, Value::Null).await;
        assert_eq!((status, &body["params"]["part"]), (StatusCode::BAD_REQUEST, &json!(part)), "{query}");
    }
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

fn sheet(rows: &[&str]) -> Vec<u8> {
    format!("市政消火栓台账\n社区,编号*,静压（MPa）,验收日期,备注\n{}\n", rows.join("\n")).into_bytes()
}

async fn brought(site: &Site, bytes: Vec<u8>) -> Value {
    let request = site.request(Method::POST, "/api/registers/hydrant/imports?name=a.csv");
    let (status, body) = site.send(request.body(bytes.into()).expect("a request")).await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    body
}

/// Lets an import run, and waits for its end as the page does.
async fn run(site: &Site, id: &str, only_good: bool) -> Value {
    let body = json!({ "only_good": only_good });
    let (status, body) = site.json(Method::POST, &format!("/api/imports/{id}/run"), body).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{body}");
    for _ in 0..10_000 {
        let import = site.get(&format!("/api/imports/{id}")).await;
        if import["state"] != "running" {
            return import;
        }
        tokio::task::yield_now().await;
    }
    panic!("the import does not end");
}

#[tokio::test]
async fn a_sheet_is_checked_first_then_written_and_taken_back_as_one() {
    let site = with_units().await;
    hydrant(&site, "DH-2").await;
    let bytes = sheet(&["东湖社区,DH-1,0.25,2026.3.1,x", "东湖社区,DH-2,0.4,2026年3月2日,y"]);
    let import = brought(&site, bytes.clone()).await;
    let fields: Vec<&Value> =
        import["columns"].as_array().expect("columns").iter().map(|c| &c["field"]).collect();
    assert_eq!(
        fields,
        [&json!("unit"), &json!("number"), &json!("pressure"), &json!("accepted_on"), &Value::Null]
    );
    assert_eq!((&import["new"], &import["changed"], &import["bad"]), (&json!(1), &json!(1), &json!(0)));
    assert_eq!(site.get("/api/registers/hydrant/summary").await["count"], 1, "nothing is written yet");
    let id = import["id"].as_str().expect("an id").to_owned();
    let done = run(&site, &id, false).await;
    assert_eq!(
        (done["state"].as_str(), &done["new"], &done["changed"]),
        (Some("done"), &json!(1), &json!(1))
    );
    assert_eq!(site.get("/api/registers/hydrant/summary").await["count"], 2);
    let again = brought(&site, bytes).await;
    assert_eq!((&again["new"], &again["changed"], &again["same"]), (&json!(0), &json!(0), &json!(2)));
    let (_, undone) = site.json(Method::POST, "/api/undo", json!({ "request_id": id })).await;
    assert_eq!(undone["undone"], 2);
    assert_eq!(site.get("/api/registers/hydrant/summary").await["count"], 1);
}

#[tokio::test]
async fn wrong_rows_are_named_handed_back_and_hold_nothing_up_when_left_out() {
    let site = with_units().await;
    let rows =
        ["东湖社区,DH-1,高,2026-03-01,", "南村,DH-2,0.3,,", "东湖社区,DH-3,0.3,,", "东湖社区,dh-3,0.5,,"];
    let import = brought(&site, sheet(&rows)).await;
    let told: Vec<(u64, &str)> = import["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .map(|p| (p["row"].as_u64().expect("a row"), p["code"].as_str().expect("a code")))
        .collect();
    assert_eq!(told, [(3, "field.not_a_number"), (4, "field.unknown_name"), (6, "sheet.row_twice")]);
    let id = import["id"].as_str().expect("an id").to_owned();
    let (status, body) = site.json(Method::POST, &format!("/api/imports/{id}/run"), json!({})).await;
    assert_eq!((status, &body["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("import.rows_wrong")));
    let request = site.request(Method::GET, &format!("/api/imports/{id}/problems.xlsx"));
    let (status, bytes) = site.bytes(request.body(axum::body::Body::empty()).expect("a request")).await;
    let marked = sheet::read(&bytes, &["编号"]).expect("a workbook");
    assert_eq!((status, marked.rows.len()), (StatusCode::OK, 3));
    let done = run(&site, &id, true).await;
    assert_eq!((&done["new"], &done["bad"]), (&json!(1), &json!(3)));
    assert_eq!(site.get("/api/registers/hydrant/records").await["items"][0]["title"], "DH-3");
}

#[tokio::test]
async fn a_mapping_is_remembered_by_its_header() {
    let site = with_units().await;
    let bytes = "甲,乙\n东湖社区,DH-1\n".as_bytes().to_vec();
    let import = brought(&site, bytes.clone()).await;
    let path = format!("/api/imports/{}/mapping", import["id"].as_str().expect("an id"));
    let (status, body) = site.json(Method::POST, &path, json!({ "mapping": ["unit", "unit"] })).await;
    assert_eq!((status, &body["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("import.bad_mapping")));
    let (status, mapped) = site.json(Method::POST, &path, json!({ "mapping": ["unit", "number"] })).await;
    assert_eq!((status, &mapped["new"]), (StatusCode::OK, &json!(1)));
    assert_eq!(brought(&site, bytes).await["columns"][1]["field"], "number");
}

#[tokio::test]
async fn a_template_is_filled_in_and_a_list_goes_out_as_it_is_shown() {
    let site = with_units().await;
    hydrant(&site, "=1+1").await;
    for (path, rows) in [
        ("/api/registers/hydrant/template.xlsx", 0),
        ("/api/registers/hydrant/export.xlsx?columns=number,unit,pressure&q=1", 1),
    ] {
        let request = site.request(Method::GET, path).body(axum::body::Body::empty()).expect("a request");
        let (status, bytes) = site.bytes(request).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let table = sheet::read(&bytes, &["编号", "所属单位"]).expect("a workbook");
        assert_eq!(table.rows.len(), rows, "{path}");
        if rows == 1 {
            assert_eq!(table.rows[0].cells, ["=1+1", "东湖社区", "0.3"], "a text stays one");
        }
    }
}

#[tokio::test]
async fn files_that_are_no_tables_are_refused_in_words() {
    let site = with_units().await;
    for (bytes, code) in [
        (b"".to_vec(), "sheet.empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), "sheet.html"),
        (b"PK\x03\x04 broken".to_vec(), "sheet.broken"),
        (vec![0xFF; 100], "sheet.not_a_sheet"),
    ] {
        let request = site.request(Method::POST, "/api/registers/hydrant/imports?name=a.xls");
        let (_, body) = site.send(request.body(bytes.into()).expect("a request")).await;
        assert_eq!(body["code"], code, "{body}");
    }
}

#[tokio::test]
async fn a_photo_is_kept_by_its_content_and_a_program_is_not() {
    let site = with_units().await;
    let png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01".to_vec();
    let send = |bytes: Vec<u8>| {
        let request = site.request(Method::POST, "/api/files");
        site.send(request.body(bytes.into()).expect("a request"))
    };
    let (status, kept) = send(png.clone()).await;
    assert_eq!((status, &kept["kind"]), (StatusCode::CREATED, &json!("image/png")));
    let hash = kept["sha256"].as_str().expect("a hash").to_owned();
    let request = site.request(Method::GET, &format!("/api/files/{hash}"));
    let (status, bytes) = site.bytes(request.body(axum::body::Body::empty()).expect("a request")).await;
    assert_eq!((status, bytes), (StatusCode::OK, png));
    let (status, body) = send(b"MZ\x90\x00 a program named photo.jpg".to_vec()).await;
    assert_eq!((status, &body["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("file.kind")));
    let entered = json!({ "unit": "东湖社区", "fields": { "number": ["DH-1"], "photos": [hash] } });
    let (status, made) = site.json(Method::POST, "/api/registers/hydrant/records", entered).await;
    assert_eq!((status, &made["values"]["photos"][0]), (StatusCode::CREATED, &json!(hash)));
    let entered =
        json!({ "unit": "东湖社区", "fields": { "number": ["DH-2"], "photos": ["ab".repeat(32)] } });
    let (_, body) = site.json(Method::POST, "/api/registers/hydrant/records", entered).await;
    assert_eq!(body["params"]["fields"][0]["code"], "field.not_a_file", "such a file was never stored");
}

#[tokio::test]
async fn a_list_is_kept_under_a_name_and_forgotten() {
    let site = with_units().await;
    let kept = json!({ "name": "损坏的", "query": "state=faulty", "shared": true });
    let (status, made) = site.json(Method::POST, "/api/registers/hydrant/views", kept).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(site.get("/api/registers/hydrant/views").await["items"][0]["query"], "state=faulty");
    let path = format!("/api/views/{}", made["id"].as_str().expect("an id"));
    let renamed = json!({ "name": " 待修的 ", "query": "state=faulty&sort=number", "shared": false });
    let (status, changed) = site.json(Method::PUT, &path, renamed).await;
    assert_eq!(
        (status, &changed["name"], &changed["shared"]),
        (StatusCode::OK, &json!("待修的"), &json!(false))
    );
    let nameless = json!({ "name": " ", "query": "" });
    assert_eq!(site.json(Method::PUT, &path, nameless.clone()).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(site.get("/api/registers/hydrant/views").await["items"], json!([changed]));
    assert_eq!(site.json(Method::DELETE, &path, Value::Null).await.0, StatusCode::NO_CONTENT);
    assert_eq!(site.json(Method::PUT, &path, nameless).await.0, StatusCode::NOT_FOUND);
    assert_eq!(site.json(Method::DELETE, &path, Value::Null).await.0, StatusCode::NOT_FOUND);
}
