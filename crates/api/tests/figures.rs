//! Figures as a browser uses them: from a published target and the records behind it to its light, and back.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::{NOWHERE, PAPER, Site, list, signed_in, text};
use std::collections::BTreeSet;

/// A published notice of three targets: lessons, hydrants to be rebuilt, hydrants intact.
struct Published {
    site: Site,
    path: String,
    targets: Vec<String>,
}

async fn published() -> Published {
    let site = signed_in().await;
    let (_, made) = site.upload("", PAPER).await;
    let path = format!("/api/notices/{}", text(&made["id"]));
    let notice = site.get(&path).await;
    let targets: Vec<&Value> = list(&notice["target_list"]).iter().collect();
    let versions: Vec<Value> =
        targets.iter().map(|t| json!({ "id": t["id"], "version": t["version"] })).collect();
    site.post("/api/targets/accept", json!({ "targets": versions })).await;
    let names = site.get(&format!("{path}/units")).await;
    let choices: Vec<Value> = list(&names["items"])
        .iter()
        .map(|name| json!({ "text": name["text"], "kind": name["guess_kind"] }))
        .collect();
    site.post(&format!("{path}/units"), json!({ "street": "临海街道", "choices": choices })).await;
    let term =
        json!({ "version": notice["version"], "effect_from": "2026-01-01", "effect_to": "2026-12-31" });
    site.post(&format!("{path}/publish"), term).await;
    let units = site.get("/api/units").await;
    let street = list(&units["items"]).iter().find(|unit| unit["kind"] == "street").expect("the street");
    let community = json!({ "parent": street["id"], "kind": "community", "name": "东湖社区", "valid_from": "2020-01-01" });
    site.post("/api/units", community).await;
    let targets = targets.iter().map(|target| text(&target["id"]).to_owned()).collect();
    Published { site, path, targets }
}

impl Published {
    /// The reading of a target, as the board shows it.
    async fn cell(&self, target: usize, query: &str) -> Value {
        let board = self.site.get(&format!("/api/figures?{query}")).await;
        let is_of = |cell: &&Value| cell["target_id"] == json!(self.targets[target]);
        list(&board["cells"]).iter().find(is_of).cloned().expect("a reading")
    }

    /// Where the figure of a target stands.
    async fn figure(&self, target: usize) -> String {
        let unit = self.cell(target, "").await["unit_id"].clone();
        format!("{}/targets/{}/figures/{}", self.path, self.targets[target], text(&unit))
    }

    async fn enter(&self, register: &str, fields: Value) -> Value {
        let entered = json!({ "unit": "东湖社区", "fields": fields });
        self.site.post(&format!("/api/registers/{register}/records"), entered).await
    }

    async fn step(&self, record: &Value, transition: &str, fields: Value) -> Value {
        let path = format!("/api/registers/hydrant/records/{}/move", text(&record["id"]));
        let step = json!({ "version": record["version"], "transition": transition, "entered": { "fields": fields } });
        self.site.post(&path, step).await
    }

    async fn accepted(&self, number: &str, task: &str, day: &str) -> Value {
        let made = self.enter("hydrant", json!({ "number": [number], "task": [task] })).await;
        self.step(&made, "accept", json!({ "accepted_on": [day] })).await
    }

    async fn refused(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let (status, answer) = self.site.json(method, path, body).await;
        (status, answer["code"].clone())
    }
}

/// Light, reason, value, numerator and denominator.
fn reading(cell: &Value) -> Value {
    json!([cell["light"], cell["reason"], cell["value"], cell["numerator"], cell["denominator"]])
}

#[tokio::test]
async fn a_figure_and_its_light_change_with_each_record() {
    let office = published().await;
    assert_eq!(reading(&office.cell(2, "").await), json!(["none", "no-subject", null, 0.0, 0.0]));
    assert_eq!(reading(&office.cell(1, "").await), json!(["green", "on-pace", 0.0, 0.0, null]));

    office.accepted("DH-1", "rebuild", "2026-03-01").await;
    let existing = office.accepted("DH-2", "existing", "2026-02-01").await;
    assert_eq!(reading(&office.cell(2, "").await), json!(["green", "reached", 100.0, 2.0, 2.0]));
    let rebuilt = office.cell(1, "").await;
    assert_eq!(reading(&rebuilt), json!(["green", "on-pace", 1.0, 1.0, null]));
    assert_eq!((&rebuilt["goal"], &rebuilt["plan"]), (&json!(3.0), &json!(0.53)), "64 of 365 days are gone");

    let faulty = office.step(&existing, "report-fault", json!({ "fault": ["leak"] })).await;
    assert_eq!(reading(&office.cell(2, "").await), json!(["yellow", "not-yet", 50.0, 1.0, 2.0]));
    office.step(&faulty, "repair", json!({})).await;
    assert_eq!(reading(&office.cell(2, "").await), json!(["green", "reached", 100.0, 2.0, 2.0]));

    let counted = office.site.post("/api/figures/recount", json!({})).await;
    assert_eq!((&counted["differing"], &counted["differences"]), (&json!(0), &json!([])));
    assert!(counted["indicators"].as_u64() > Some(100), "{counted}");
}

#[tokio::test]
async fn a_board_is_narrowed_to_a_unit_and_looks_back_to_a_day() {
    let office = published().await;
    office.accepted("DH-1", "rebuild", "2026-03-01").await;
    assert_eq!(office.cell(1, "as_of=2026-02-28").await["value"], 0.0);
    let then = office.cell(1, "as_of=2026-03-01").await;
    assert_eq!((&then["value"], &then["as_of"]), (&json!(1.0), &json!("2026-03-01")));
    let records = format!("{}/records?side=counted", office.figure(1).await);
    assert_eq!(office.site.get(&format!("{records}&as_of=2026-02-28")).await["items"], json!([]));
    assert_eq!(office.site.get(&records).await["items"][0]["title"], "DH-1");
    let ahead = office.site.get("/api/figures?as_of=2030-01-01").await;
    assert_eq!(ahead["as_of"], "2026-03-05", "nobody knows figures of days to come");

    let unit = office.cell(1, "").await["unit_id"].clone();
    let of_unit = office.site.get(&format!("/api/figures?unit={}", text(&unit))).await;
    let targets: Vec<&Value> = list(&of_unit["cells"]).iter().map(|cell| &cell["target_id"]).collect();
    assert_eq!(targets, [&json!(office.targets[1]), &json!(office.targets[2])]);
    let elsewhere = office.site.get(&format!("/api/figures?notice={NOWHERE}")).await;
    assert_eq!(elsewhere["cells"], json!([]));
    let (status, code) = office.refused(Method::GET, "/api/figures?as_of=2026-02-30", Value::Null).await;
    assert!(status.is_client_error(), "{status} {code}");
}

#[tokio::test]
async fn a_figure_leads_to_its_records_on_either_side() {
    let office = published().await;
    office.accepted("DH-1", "existing", "2026-03-01").await;
    let other = office.accepted("DH-2", "existing", "2026-02-01").await;
    office.step(&other, "report-fault", json!({ "fault": ["leak"] })).await;
    let path = office.figure(2).await;
    let figure = office.site.get(&path).await;
    assert_eq!(reading(&figure["cell"]), json!(["yellow", "not-yet", 50.0, 1.0, 2.0]));
    assert_eq!(figure["indicator"]["holds"], "state == 'intact'");
    assert_eq!(figure["notice_title"], "临海街道办事处关于下达2026年安全生产目标的通知");
    let days = |figure: &Value| -> Vec<Value> {
        list(&figure["course"]).iter().map(|point| point["day"].clone()).collect()
    };
    assert_eq!(days(&figure), ["2026-03-05"], "no date tells how many were intact before");
    assert_eq!(figure["course"][0]["last_year"], Value::Null);
    let dated = office.site.get(&office.figure(1).await).await;
    assert_eq!(days(&dated), ["2026-01-31", "2026-02-28", "2026-03-05"]);
    assert_eq!(dated["course"][0]["last_year"], 0.0);
    let community = list(&figure["below"]).iter().find(|below| below["unit_name"] == "东湖社区");
    assert_eq!(community.expect("a unit below")["value"], 50.0);

    for (side, title) in [("counted", "DH-1"), ("missing", "DH-2")] {
        let page = office.site.get(&format!("{path}/records?side={side}")).await;
        let titles: Vec<&Value> = list(&page["items"]).iter().map(|item| &item["title"]).collect();
        assert_eq!((titles, &page["next"]), (vec![&json!(title)], &Value::Null), "{side}");
    }
    let rebuilt = office.figure(1).await;
    let page = office.site.get(&format!("{rebuilt}/records?side=counted")).await;
    assert_eq!(page["items"], json!([]), "what stood before was not rebuilt");
}

#[tokio::test]
async fn many_missing_records_are_read_page_by_page_each_once() {
    let office = published().await;
    let mut schools = BTreeSet::new();
    for n in 0..53 {
        let name = format!("第{n}小学");
        let made = office.enter("site", json!({ "name": [name], "kinds": ["school"] })).await;
        schools.insert(text(&made["id"]).to_owned());
    }
    office.enter("site", json!({ "name": ["湖滨医院"], "kinds": ["hospital"] })).await;
    let taught = schools.pop_first().expect("a school");
    for (day, hours) in [("2025-10-08", "3"), ("2026-03-02", "1")] {
        let lesson = json!({ "topic": ["火灾逃生"], "school_year": ["2025-2026"], "site": [taught], "held_on": [day],
            "hours": [hours] });
        office.enter("fire-lesson", lesson).await;
    }
    let cell = office.cell(0, "").await;
    assert_eq!(
        (&cell["first"], &cell["last"]),
        (&json!("2025-09-01"), &json!("2026-08-31")),
        "a school year"
    );
    assert_eq!((&cell["numerator"], &cell["denominator"]), (&json!(1.0), &json!(53.0)));
    assert_eq!(office.cell(0, "as_of=2026-03-01").await["numerator"], 0.0, "three hours are not four");

    let path = office.figure(0).await;
    let counted = office.site.get(&format!("{path}/records?side=counted")).await;
    assert_eq!((counted["items"][0]["id"].as_str(), &counted["next"]), (Some(taught.as_str()), &Value::Null));
    let first = office.site.get(&format!("{path}/records?side=missing")).await;
    assert_eq!(list(&first["items"]).len(), 50);
    let next = text(&first["next"]);
    let second = office.site.get(&format!("{path}/records?side=missing&after={next}")).await;
    assert_eq!((list(&second["items"]).len(), &second["next"]), (2, &Value::Null));
    let both = list(&first["items"]).iter().chain(list(&second["items"]));
    let seen: BTreeSet<String> = both.map(|item| text(&item["id"]).to_owned()).collect();
    assert_eq!(seen, schools);
}

#[tokio::test]
async fn a_person_has_another_indicator_measure_a_target() {
    let office = published().await;
    office.accepted("DH-1", "new", "2026-03-01").await;
    let bindings = format!("{}/indicators", office.path);
    let proposed = office.site.get(&bindings).await;
    let codes: Vec<&Value> = list(&proposed["items"]).iter().map(|item| &item["indicator"]).collect();
    assert_eq!(codes, [&json!("fire-lessons"), &json!("hydrants-rebuilt"), &json!("hydrant-intact")]);
    assert_eq!(office.cell(1, "").await["value"], 0.0, "a new one is none that was rebuilt");

    let own = format!("{}/targets/{}/indicator", office.path, office.targets[1]);
    let (status, _) = office.refused(Method::PUT, &own, json!({ "indicator": "hydrants-new" })).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let cell = office.cell(1, "").await;
    assert_eq!((&cell["indicator"], &cell["value"]), (&json!("hydrants-new"), &json!(1.0)));
    let chosen = office.site.get(&bindings).await["items"][1].clone();
    assert_eq!((&chosen["indicator"], &chosen["is_chosen"]), (&json!("hydrants-new"), &json!(true)));

    office.refused(Method::PUT, &own, json!({ "indicator": "reported" })).await;
    assert_eq!(reading(&office.cell(1, "").await), json!(["grey", "not-reported", null, 0.0, null]));
    let path = office.figure(1).await;
    let refused = office.refused(Method::GET, &format!("{path}/records?side=counted"), Value::Null).await;
    assert_eq!(refused, (StatusCode::NOT_FOUND, json!("not_found")), "no record gives what is reported");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let office = published().await;
    let figure = office.figure(1).await;
    let unit = figure.rsplit('/').next().expect("a unit");
    let (notice, target) = (&office.path, &office.targets[1]);
    for path in [
        format!("/api/notices/{NOWHERE}/targets/{target}/figures/{unit}"),
        format!("{notice}/targets/{NOWHERE}/figures/{unit}"),
        format!("{notice}/targets/{target}/figures/{NOWHERE}"),
        format!("{notice}/targets/{NOWHERE}/figures/{unit}/records"),
        format!("{figure}/records?part=no-such-rate"),
        format!("/api/notices/{NOWHERE}/indicators"),
    ] {
        let refused = office.refused(Method::GET, &path, Value::Null).await;
        assert_eq!(refused, (StatusCode::NOT_FOUND, json!("not_found")), "{path}");
    }
    for (path, indicator) in [
        (format!("{notice}/targets/{NOWHERE}/indicator"), "hydrants-new"),
        (format!("{notice}/targets/{target}/indicator"), "no-such-indicator"),
    ] {
        let refused = office.refused(Method::PUT, &path, json!({ "indicator": indicator })).await;
        assert_eq!(refused, (StatusCode::NOT_FOUND, json!("not_found")), "{path}");
    }
}

#[tokio::test]
async fn what_several_units_answer_for_is_pooled_and_the_board_is_a_workbook() {
    let office = published().await;
    for number in ["DH-1", "DH-2"] {
        office.accepted(number, "existing", "2026-01-20").await;
    }
    let board = office.site.get("/api/figures").await;
    let pooled = list(&board["pooled"]);
    assert_eq!(pooled.len(), office.targets.len());
    let intact = pooled.iter().find(|cell| cell["target_id"] == json!(office.targets[2])).expect("pooled");
    assert_eq!(reading(intact), json!(["green", "reached", 100.0, 2.0, 2.0]));
    let narrow = office.site.get("/api/board?level=department").await;
    let is_department = |unit: &Value| unit["kind"] == "department";
    assert!(!list(&narrow["units"]).is_empty() && list(&narrow["units"]).iter().all(is_department));
    let nobody = office.site.get("/api/board?level=grid").await;
    assert_eq!((nobody["shown"].clone(), nobody["units"].clone()), (json!(0), json!([])));
    let request = office.site.request(Method::GET, "/api/board/sheet.xlsx?level=department");
    let (status, bytes) =
        office.site.bytes(request.body(axum::body::Body::empty()).expect("a request")).await;
    assert_eq!(status, StatusCode::OK);
    let table = sheet::read(&bytes, &["单位"]).expect("a workbook");
    let shown = format!("{table:?}");
    assert!(shown.contains("合计") && shown.contains("达标 100%（2/2）"), "{shown}");
}
