//! Reports, steps and closed periods as a browser uses them.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::{NOWHERE, PAPER, Site, list, signed_in, site, text};

/// A published notice whose second target is done by steps and whose third is reported.
struct Office {
    site: Site,
    notice: String,
    targets: Vec<String>,
    unit: String,
}

async fn office() -> Office {
    let site = signed_in().await;
    let (_, made) = site.upload("", PAPER).await;
    let notice = format!("/api/notices/{}", text(&made["id"]));
    let draft = site.get(&notice).await;
    let targets: Vec<&Value> = list(&draft["target_list"]).iter().collect();
    let versions: Vec<Value> =
        targets.iter().map(|t| json!({ "id": t["id"], "version": t["version"] })).collect();
    site.post("/api/targets/accept", json!({ "targets": versions })).await;
    let names = site.get(&format!("{notice}/units")).await;
    let choices: Vec<Value> = list(&names["items"])
        .iter()
        .map(|name| json!({ "text": name["text"], "kind": name["guess_kind"] }))
        .collect();
    site.post(&format!("{notice}/units"), json!({ "street": "临海街道", "choices": choices })).await;
    let term = json!({ "version": draft["version"], "effect_from": "2026-01-01", "effect_to": "2026-02-28" });
    site.post(&format!("{notice}/publish"), term).await;
    let targets: Vec<String> = targets.iter().map(|target| text(&target["id"]).to_owned()).collect();
    for (target, indicator) in [(1, "milestone"), (2, "reported")] {
        let path = format!("{notice}/targets/{}/indicator", targets[target]);
        site.json(Method::PUT, &path, json!({ "indicator": indicator })).await;
    }
    let asked = site.get("/api/reports").await;
    let unit = text(&asked["items"][0]["unit_id"]).to_owned();
    Office { site, notice, targets, unit }
}

impl Office {
    fn place(&self, target: usize, what: &str) -> String {
        format!("{}/targets/{}/{what}/{}", self.notice, self.targets[target], self.unit)
    }

    async fn refused(&self, method: Method, path: &str, body: Value) -> (u16, String) {
        let (status, answer) = self.site.json(method, path, body).await;
        (status.as_u16(), text(&answer["code"]).to_owned())
    }

    async fn cell(&self, target: usize) -> Value {
        self.site.get(&self.place(target, "figures")).await["cell"].clone()
    }

    async fn report(&self, numerator: &str, version: Value) -> Value {
        self.site.post(&self.place(2, "reports"), answer(numerator, "4", version)).await
    }
}

fn answer(numerator: &str, denominator: &str, version: Value) -> Value {
    json!({ "first": "2026-01-01", "last": "2026-02-28", "numerator": numerator, "denominator": denominator,
        "note": "按月统计", "evidence": [], "version": version })
}

fn light(cell: &Value) -> Value {
    json!([cell["light"], cell["reason"], cell["value"]])
}

#[tokio::test]
async fn a_stranger_reports_nothing() {
    let site = site().await;
    let path = format!("/api/notices/{NOWHERE}/targets/{NOWHERE}/reports/{NOWHERE}");
    for (path, body) in [
        (path.as_str(), answer("1", "4", Value::Null)),
        ("/api/closings", json!({ "period": "month", "day": "2026-01-01" })),
    ] {
        let (status, problem) = site.json(Method::POST, path, body).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNAUTHORIZED, &json!("session.required")));
    }
}

#[tokio::test]
async fn a_figure_is_asked_reported_returned_and_accepted() {
    let office = office().await;
    let asked = office.site.get("/api/reports").await;
    assert_eq!((&asked["total"], &asked["counts"]), (&json!(1), &json!({ "asked": 1 })));
    let row = &asked["items"][0];
    assert_eq!(
        (&row["standing"], &row["late"], &row["is_rate"]),
        (&json!("asked"), &json!(false), &json!(true))
    );
    assert_eq!((&row["due"], &row["first"]), (&json!("2026-03-10"), &json!("2026-01-01")));
    assert_eq!(light(&office.cell(2).await), json!(["grey", "not-reported", null]));

    let made = office.report("３", Value::Null).await;
    let cell = office.cell(2).await;
    assert_eq!(light(&cell), json!(["red", "missed", 75.0]), "the period is over");
    assert_eq!((&cell["reviewed"], &cell["unit"]), (&json!(false), &json!("%")));
    let path = format!("/api/reports/{}/review", text(&made["id"]));
    let returned = json!({ "version": made["version"], "return_reason": "与台账不符" });
    let returned = office.site.post(&path, returned).await;
    assert_eq!(returned["versions"][0]["reason"], "与台账不符");
    let again = office.report("4", returned["version"].clone()).await;
    office.site.post(&path, json!({ "version": again["version"] })).await;
    assert_eq!(light(&office.cell(2).await), json!(["green", "reached", 100.0]));
    let listed = office.site.get(&format!("/api/reports?standing=accepted&unit={}", office.unit)).await;
    let report = &listed["items"][0]["report"];
    let shown: Vec<Value> = list(&report["versions"])
        .iter()
        .map(|version| json!([version["numerator"], version["review"], version["submitted_by"]]))
        .collect();
    assert_eq!(shown, [json!(["3", "returned", "管理员"]), json!(["4", "accepted", "管理员"])]);
    assert_eq!(report["changed"], true);
    let twice = office.refused(Method::POST, &path, json!({ "version": report["version"] })).await;
    assert_eq!(twice, (409, "report.nothing_to_review".into()));
}

#[tokio::test]
async fn a_bad_report_is_refused_by_the_first_question_that_it_fails() {
    let office = office().await;
    let path = office.place(2, "reports");
    let with = |key: &str, value: Value| {
        let mut body = answer("3", "4", Value::Null);
        body[key] = value;
        body
    };
    let elsewhere = path.replace(&office.unit, NOWHERE);
    for (path, body, expect) in [
        (&office.place(0, "reports"), with("numerator", json!("x")), "report.not_asked"),
        (&elsewhere, with("numerator", json!("x")), "report.other_unit"),
        (&path, with("last", json!("2025-12-31")), "report.period_backwards"),
        (&path, with("last", json!("2026-01-31")), "report.other_period"),
        (&path, with("numerator", json!("三")), "report.not_a_number"),
        (&path, with("numerator", json!("")), "report.value_missing"),
        (&path, with("numerator", json!("-1")), "report.negative"),
        (&path, with("numerator", json!("5")), "report.numerator_exceeds"),
        (&path, with("denominator", json!("0")), "report.numerator_exceeds"),
    ] {
        assert_eq!(office.refused(Method::POST, path, body).await, (422, expect.into()));
    }
    let lost = office.refused(Method::POST, &path, with("evidence", json!(["00"]))).await;
    assert_eq!(lost, (404, "not_found".into()));
    assert_eq!(office.refused(Method::POST, &path, with("version", json!(7))).await, (409, "stale".into()));
    let bad = office.refused(Method::GET, "/api/reports?standing=lost", Value::Null).await;
    assert_eq!(bad, (400, "list.bad_query".into()));
    office.site.post(&path, answer("0", "0", Value::Null)).await;
    assert_eq!(light(&office.cell(2).await), json!(["none", "no-subject", null]));
}

#[tokio::test]
async fn a_task_is_laid_down_in_steps_done_and_accepted() {
    let office = office().await;
    let path = office.place(1, "steps");
    assert_eq!(light(&office.cell(1).await), json!(["red", "missed", 0.0]), "due with its notice");
    let one = office.site.get(&path).await;
    let one = list(&one["items"]);
    assert_eq!((one.len(), &one[0]["due"], &one[0]["late"]), (1, &json!("2026-02-28"), &json!(true)));
    for (title, due) in [("选点", "2026-01-31"), ("补建", "2026-12-31")] {
        office.site.post(&path, json!({ "title": title, "due": due })).await;
    }
    assert_eq!(light(&office.cell(1).await), json!(["yellow", "behind-pace", 0.0]));
    let steps = office.site.get(&path).await["items"].clone();
    let done = |on: &str| json!({ "id": steps[0]["id"], "version": 0, "done_on": on, "note": "三处" });
    let ahead = office.refused(Method::POST, &format!("{path}/done"), done("2026-03-06")).await;
    assert_eq!(ahead, (422, "milestone.done_ahead".into()));
    let made = office.site.post(&format!("{path}/done"), done("2026-01-30")).await;
    assert_eq!((&made["state"], &made["late"]), (&json!("done"), &json!(false)));
    assert_eq!(light(&office.cell(1).await), json!(["green", "on-pace", 50.0]));
    let review = format!("/api/steps/{}/review", text(&made["id"]));
    let silent = json!({ "version": made["version"], "return_reason": " " });
    let silent = office.refused(Method::POST, &review, silent).await;
    assert_eq!(silent, (422, "milestone.reason_missing".into()));
    let accepted = office.site.post(&review, json!({ "version": made["version"] })).await;
    assert_eq!(accepted["state"], "accepted");
    let taken = format!("/api/steps/{}?version=2", text(&made["id"]));
    let kept = office.refused(Method::DELETE, &taken, Value::Null).await;
    assert_eq!(kept, (409, "milestone.already_done".into()));
    let other = format!("/api/steps/{}?version=0", text(&steps[1]["id"]));
    let (status, _) = office.site.json(Method::DELETE, &other, Value::Null).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(light(&office.cell(1).await), json!(["green", "reached", 100.0]));
    let counted = office.refused(Method::GET, &office.place(2, "steps"), Value::Null).await;
    assert_eq!(counted, (404, "not_found".into()));
}

#[tokio::test]
async fn a_period_is_closed_with_its_hash_and_told_what_moved_since() {
    let office = office().await;
    let february = json!({ "period": "half-year", "day": "2025-12-31" });
    let running = json!({ "period": "year", "day": "2026-02-01" });
    let refused = office.refused(Method::POST, "/api/closings", running).await;
    assert_eq!(refused, (409, "close.not_over".into()));
    let unknown = json!({ "period": "decade", "day": "2026-02-01" });
    assert_eq!(office.refused(Method::POST, "/api/closings", unknown).await, (400, "list.bad_query".into()));
    office.site.post("/api/closings", february).await;

    let preview = office.site.get("/api/closings/preview?period=month&day=2026-02-10").await;
    assert_eq!((&preview["refusal"], &preview["readings"]), (&Value::Null, &json!(3)));
    let made = office.site.post("/api/closings", json!({ "period": "month", "day": "2026-02-10" })).await;
    assert_eq!((text(&made["sha256"]).len(), &made["closed_by"]), (64, &json!("管理员")));
    let path = format!("/api/closings/{}", text(&made["id"]));
    let kept = office.site.get(&path).await;
    assert_eq!((list(&kept["rows"]).len(), &kept["moved"]), (3, &json!(0)));

    office.report("3", Value::Null).await;
    let moved = office.site.get(&path).await;
    assert_eq!(moved["moved"], 1);
    let row = &moved["rows"][0];
    assert_eq!((&row["then"]["light"], &row["now"]["numerator"]), (&json!("grey"), &json!("3")));
    assert_eq!(row["subject"], "消防栓完好率");
    let figure = ["notice_id", "target_id", "unit_id"].map(|name| text(&row[name]).to_owned());
    let figure = format!("/api/notices/{}/targets/{}/figures/{}/closed", figure[0], figure[1], figure[2]);
    let then = office.site.get(&figure).await;
    let months: Vec<(&str, bool)> = list(&then["items"])
        .iter()
        .map(|item| (text(&item["closing"]["first"]), item["moved"].as_bool().expect("told")))
        .collect();
    assert_eq!(months, [("2026-02-01", true)], "the half-year before kept nothing of this notice");
    assert_eq!((&then["items"][0]["then"], &then["items"][0]["now"]), (&row["then"], &row["now"]));
    let silent = office.refused(Method::POST, &format!("{path}/reopen"), json!({ "reason": "" })).await;
    assert_eq!(silent, (422, "close.reason_missing".into()));
    let opened = office.site.post(&format!("{path}/reopen"), json!({ "reason": "漏报" })).await;
    assert_eq!((&opened["reason"], &opened["reopened_by"]), (&json!("漏报"), &json!("管理员")));
    let listed = office.site.get("/api/closings").await;
    assert_eq!(list(&listed["items"]).len(), 2);
    let nowhere = office.refused(Method::GET, &format!("/api/closings/{NOWHERE}"), Value::Null).await;
    assert_eq!(nowhere, (404, "not_found".into()));
}
