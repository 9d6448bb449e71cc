//! Duty lists as a browser uses them: duties taken from a notice, and what is wrong with the lists.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::{Site, list, signed_in, text};

/// Two offices; the second helps the first with one duty.
const PAPER: &str = "临政安〔2026〕9号\n\n临海街道办事处\n关于下达2026年安全生产目标的通知\n\n各部门：\n\n现下达给你们。\n\n临海街道办事处\n2026年3月5日\n一、部门目标\n1．教育办：（1）督促学校落实消防制度。（2）消防教育每学年不少于4课时。\n2．综治办：（1）配合教育办做好校园周边整治。\n";

async fn unit(site: &Site, parent: Option<&str>, kind: &str, name: &str) -> String {
    let body = json!({ "name": name, "kind": kind, "parent": parent, "valid_from": "2026-01-01" });
    text(&site.post("/api/units", body).await["id"]).to_owned()
}

async fn item(site: &Site, unit: &str, name: &str, more: Value) -> String {
    let mut fields = json!({ "name": [name], "department": [unit], "kind": ["duty"], "role": ["basic"] });
    for (code, value) in more.as_object().expect("fields") {
        fields[code] = json!([value]);
    }
    let body = json!({ "unit": unit, "fields": fields });
    text(&site.post("/api/registers/duty-item/records", body).await["id"]).to_owned()
}

#[tokio::test]
async fn duties_of_a_notice_join_the_list_of_their_unit_once() {
    let site = signed_in().await;
    let street = unit(&site, None, "street", "临海街道").await;
    let school = unit(&site, Some(&street), "department", "教育办").await;
    let (_, made) = site.upload("", PAPER).await;
    let path = format!("/api/notices/{}/duties", text(&made["id"]));
    let found = site.get(&path).await;
    let told: Vec<(&str, &str)> =
        list(&found["duties"]).iter().map(|duty| (text(&duty["words"]), text(&duty["part"]))).collect();
    assert_eq!(told, [("督促学校落实消防制度", "lead"), ("配合教育办做好校园周边整治", "assist")]);
    // the office of the second stands in no tree yet
    assert_eq!(
        (text(&found["duties"][0]["unit"]), &found["duties"][1]["unit"]),
        (school.as_str(), &Value::Null)
    );

    let pick = json!({ "picks": [{ "index": found["duties"][0]["index"], "unit": school, "part": "lead" }] });
    let taken = site.post(&path, pick.clone()).await;
    let id = text(&taken["items"][0]);
    assert_eq!(text(&site.get(&path).await["duties"][0]["item"]), id);
    let record = site.get(&format!("/api/registers/duty-item/records/{id}")).await;
    let fields = &record["record"]["values"];
    assert_eq!(
        (&fields["basis"], &fields["clause"]),
        (&json!(["临政安〔2026〕9号"]), &json!(["一/1/（1）"]))
    );
    assert_eq!(record["record"]["state"], "draft");

    let (status, answer) = site.json(Method::POST, &path, pick).await;
    assert_eq!((status, text(&answer["code"])), (StatusCode::CONFLICT, "record.key_taken"));
}

#[tokio::test]
async fn lists_taken_together_show_what_two_lead_what_was_handed_down_and_what_nobody_owns() {
    let site = signed_in().await;
    let street = unit(&site, None, "street", "临海街道").await;
    let safety = unit(&site, Some(&street), "department", "安办").await;
    let building = unit(&site, Some(&street), "department", "城建办").await;
    let east = unit(&site, Some(&street), "community", "东湖社区").await;
    let first = item(&site, &safety, "燃气安全监管", json!({})).await;
    let second = item(&site, &building, "燃气 安全监管", json!({ "registers": "消火栓、没有的台账" })).await;
    let recalled = item(&site, &east, "行政处罚", json!({ "role": "recalled" })).await;
    let unlisted = item(&site, &east, "上门推销", json!({ "role": "" })).await;

    let found = site.get("/api/duty-findings").await;
    let ids = |items: &Value| list(items).iter().map(|item| text(&item["id"]).to_owned()).collect::<Vec<_>>();
    assert_eq!(found["items"], 4);
    let mut overlap = ids(&found["overlaps"][0]["items"]);
    overlap.sort();
    assert_eq!(overlap, [first, second]);
    let mut pushed: Vec<(String, &str)> = list(&found["pushed_down"])
        .iter()
        .map(|pushed| (text(&pushed["item"]["id"]).to_owned(), text(&pushed["reason"])))
        .collect();
    pushed.sort();
    assert_eq!(pushed, [(recalled, "recalled"), (unlisted, "not-listed")]);
    let unknown: Vec<&str> = list(&found["unknown_registers"]).iter().map(|one| text(&one["name"])).collect();
    // 市政消火栓 is the name of the register
    assert_eq!(unknown, ["消火栓", "没有的台账"]);
    // the duty list itself has records, and no office answers for keeping it
    assert_eq!(found["registers"], json!(["duty-item"]));

    let of_east = site.get(&format!("/api/duty-findings?unit={east}")).await;
    assert_eq!((&of_east["items"], &of_east["overlaps"]), (&json!(2), &json!([])));
}
