//! The API as a browser uses it, from sign-in to the board.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::signed_in;

const PAPER: &str = "临政安〔2026〕7号\n\n临海街道办事处\n关于下达2026年安全生产目标的通知\n\n各社区：\n\n现下达给你们。\n\n临海街道办事处\n2026年3月5日\n一、部门目标\n1．教育办：（1）消防教育每学年不少于4课时。（2）督促学校落实制度。\n2．社区服务中心：（1）补建3个市政消火栓。（2）消防栓完好率100%。\n";

#[test]
fn the_committed_document_is_the_one_in_force_and_each_operation_has_its_own_name() {
    let document = api::openapi().expect("a document") + "\n";
    let committed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/openapi.json"))
        .expect("it is committed");
    assert!(
        document == committed,
        "run: cargo run -p shouze -- openapi > web/openapi.json, then npm run gen in web/"
    );
    let document: Value = serde_json::from_str(&document).expect("JSON");
    let methods = document["paths"]
        .as_object()
        .expect("paths")
        .values()
        .flat_map(|path| path.as_object().expect("methods").values());
    let mut names: Vec<_> = methods.map(|method| method["operationId"].as_str().expect("a name")).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}

#[tokio::test]
async fn a_notice_goes_from_upload_to_the_board() {
    let site = signed_in().await;
    let (status, made) = site.upload("?name=a.txt", PAPER).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let path = format!("/api/notices/{}", made["id"].as_str().expect("an id"));

    let (status, again) = site.upload("?name=b.txt", PAPER).await;
    assert_eq!((status, &again["code"]), (StatusCode::CONFLICT, &json!("notice.already_read")));
    assert_eq!(again["params"]["id"], made["id"]);

    let notice = site.get(&path).await;
    assert_eq!(notice["doc_number"], "临政安〔2026〕7号");
    assert_eq!(notice["targets"], json!({ "total": 3, "proposed": 3, "accepted": 0, "dropped": 0 }));
    let text: Vec<char> = notice["text"].as_str().expect("text").chars().collect();
    let citation = &notice["target_list"][0]["citations"][0];
    let offset = |name: &str| usize::try_from(citation[name].as_u64().expect("an offset")).expect("fits");
    assert_eq!(text[offset("start")..offset("end")].iter().collect::<String>(), "消防教育每学年不少于4课时");
    assert_eq!(notice["duties"][0]["verb"], "督促");

    let publish =
        json!({ "version": notice["version"], "effect_from": "2026-01-01", "effect_to": "2026-12-31" });
    let (status, refused) = site.json(Method::POST, &format!("{path}/publish"), publish.clone()).await;
    assert_eq!(
        (status, &refused["code"], &refused["params"]["n"]),
        (StatusCode::CONFLICT, &json!("notice.targets_open"), &json!(3))
    );
    assert_eq!(refused["message"], "还有 3 项目标未处理，请逐项确认或注明不采用的理由。");
    let ahead = site.get(&format!("{path}/publication")).await;
    assert_eq!((&ahead["effect_from"], &ahead["back_dated"]), (&json!("2026-01-01"), &json!(true)));
    assert_eq!(ahead["hindrances"].as_array().expect("a list").len(), 1, "{ahead}");
    assert_eq!(ahead["hindrances"][0]["code"], "notice.targets_open");
    assert_eq!(ahead["hindrances"][0]["targets"].as_array().expect("identities").len(), 3);
    let late = site.get(&format!("{path}/publication?effect_from=2026-03-05&effect_to=2026-03-04")).await;
    assert_eq!(
        (&late["back_dated"], &late["hindrances"][1]["code"]),
        (&json!(false), &json!("notice.effect_backwards"))
    );

    let targets: Vec<Value> = notice["target_list"]
        .as_array()
        .expect("targets")
        .iter()
        .map(|t| json!({ "id": t["id"], "version": t["version"] }))
        .collect();
    site.post("/api/targets/accept", json!({ "targets": targets })).await;
    let names = site.get(&format!("{path}/units")).await;
    let choices: Vec<Value> = names["items"]
        .as_array()
        .expect("names")
        .iter()
        .map(|name| json!({ "text": name["text"], "kind": name["guess_kind"] }))
        .collect();
    assert_eq!(choices.len(), 2);
    site.post(&format!("{path}/units"), json!({ "street": "临海街道", "choices": choices })).await;
    site.post(&format!("{path}/publish"), publish).await;

    let board = site.get("/api/board?kind=count").await;
    assert_eq!((&board["shown"], &board["total"]), (&json!(1), &json!(3)));
    assert_eq!(board["items"][0]["key"], "临政安〔2026〕7号#一/2/（1）/1");
    let figures = site.get("/api/figures").await;
    let lights = figures["lights"].as_array().expect("lights");
    assert_eq!(lights.len(), 3, "one for each target");
    let of = lights.iter().find(|light| light["target_id"] == board["items"][0]["id"]).expect("a light");
    assert_eq!(of["light"], "green", "none of three is due on 5 March, 64 days into the year");
    assert_eq!(board["units"][0]["name"], "社区服务中心");
    assert_eq!((&board["parts"][0]["part"], &board["parts"][0]["title"]), (&json!("一"), &json!("部门目标")));
    assert_eq!(site.get(&path).await["back_dated"], true);

    let amendment = site.post(&format!("{path}/amend"), json!({})).await;
    let path = format!("/api/notices/{}", amendment["id"].as_str().expect("an id"));
    let target = site.get(&path).await["target_list"][1].clone();
    let edited = json!({ "version": target["version"], "subject": target["subject"], "kind": "count", "comparator": "=",
        "value": 5, "unit": "个", "assignments": target["assignments"] });
    let (status, body) = site
        .json(Method::PATCH, &format!("/api/targets/{}", target["id"].as_str().expect("an id")), edited)
        .await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let difference = site.get(&format!("{path}/difference")).await;
    assert_eq!(difference["items"][0]["change"], "changed");
    assert_eq!(difference["items"][0]["fields"], json!([{ "field": "value", "before": "3", "after": "5" }]));
}

#[tokio::test]
async fn a_stale_write_is_refused_and_a_frozen_target_stays() {
    let site = signed_in().await;
    let (_, made) = site.upload("", PAPER).await;
    let notice = site.get(&format!("/api/notices/{}", made["id"].as_str().expect("an id"))).await;
    let target = format!("/api/targets/{}", notice["target_list"][0]["id"].as_str().expect("an id"));
    site.post(&format!("{target}/accept"), json!({ "version": 0 })).await;
    let (status, stale) =
        site.json(Method::POST, &format!("{target}/drop"), json!({ "version": 0, "reason": "x" })).await;
    assert_eq!((status, &stale["code"]), (StatusCode::CONFLICT, &json!("stale")));
    let (status, bad) =
        site.json(Method::POST, &format!("{target}/drop"), json!({ "version": 1, "reason": " " })).await;
    assert_eq!((status, &bad["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("target.reason_missing")));
    site.post(&format!("{target}/drop"), json!({ "version": 1, "reason": "重复" })).await;
    site.post(&format!("{target}/restore"), json!({ "version": 2 })).await;
}

#[tokio::test]
async fn bad_files_are_refused_with_a_code_and_kept() {
    let site = signed_in().await;
    for (bytes, status, code) in [
        (Vec::new(), StatusCode::UNPROCESSABLE_ENTITY, "input.empty"),
        (b"PK\x03\x04\x00\x00".to_vec(), StatusCode::UNPROCESSABLE_ENTITY, "input.damaged"),
        (vec![0xFF; 9], StatusCode::UNPROCESSABLE_ENTITY, "input.encoding"),
        (vec![b'a'; 60 * 1024 * 1024], StatusCode::PAYLOAD_TOO_LARGE, "input.too_large"),
    ] {
        let (got, body) = site.upload("?name=x", bytes).await;
        assert_eq!((got, body["code"].as_str()), (status, Some(code)));
        assert!(!body["message"].as_str().unwrap_or_default().is_empty());
    }
    let (status, _) = site.upload("?name=line.txt", "a".repeat(5 * 1024 * 1024)).await;
    assert_eq!(status, StatusCode::CREATED, "one line of 5 MB is a text");
}

#[tokio::test]
async fn malformed_requests_are_told_and_never_fail_the_server() {
    let site = signed_in().await;
    let nowhere = "/api/notices/01890000-0000-7000-8000-000000000000";
    let (status, body) =
        site.send(site.request(Method::GET, nowhere).body(Body::empty()).expect("a request")).await;
    assert_eq!((status, &body["code"]), (StatusCode::NOT_FOUND, &json!("not_found")));
    let (status, body) =
        site.json(Method::POST, &format!("{nowhere}/targets"), json!({ "start": "x" })).await;
    assert_eq!((status, &body["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("request.bad_body")));
    let (status, _) =
        site.send(site.request(Method::GET, "/api/nothing").body(Body::empty()).expect("a request")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let forged = site.request(Method::POST, "/api/notices").header("sec-fetch-site", "cross-site");
    let (status, body) = site.send(forged.body(Body::from("一、甲")).expect("a request")).await;
    assert_eq!((status, &body["code"]), (StatusCode::FORBIDDEN, &json!("request.cross_site")));
    let english = site.request(Method::GET, nowhere).header("accept-language", "en");
    let (_, body) = site.send(english.body(Body::empty()).expect("a request")).await;
    assert_eq!(body["message"], "Not found: it may be gone, or not for you to see.");
}

#[tokio::test]
async fn a_wrong_password_opens_nothing_and_signing_out_ends_the_session() {
    let site = signed_in().await;
    let (status, body) =
        site.json(Method::POST, "/api/session", json!({ "login": "admin", "password": "x" })).await;
    assert_eq!((status, &body["code"]), (StatusCode::UNAUTHORIZED, &json!("session.wrong_credentials")));
    assert_eq!(site.get("/api/session").await["roles"], json!(["administrator"]));
    let (status, _) = site.json(Method::DELETE, "/api/session", json!({})).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, _) = site.json(Method::GET, "/api/session", json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_one_time_password_opens_only_the_way_to_ones_own() {
    let mut site = signed_in().await;
    let made = site
        .post("/api/accounts", json!({ "login": "li.si", "name": "李四", "posts": [{ "role": "auditor" }] }))
        .await;
    let password = made["password"].as_str().expect("a password").to_owned();
    site.sign_in("li.si", &password).await;
    let me = site.get("/api/session").await;
    assert_eq!((&me["must_change"], &me["roles"]), (&json!(true), &json!(["auditor"])));
    let (status, refused) = site.json(Method::GET, "/api/notices", Value::Null).await;
    assert_eq!((status, &refused["code"]), (StatusCode::FORBIDDEN, &json!("session.must_change_password")));
    for (old, new, code) in [
        ("wrong", "雨里亮着的灯塔在海边", "account.password_wrong"),
        (password.as_str(), password.as_str(), "account.password_same"),
        (&password, "短", "account.password_length"),
        (&password, "li.si123456", "account.password_guessed"),
    ] {
        let (status, refused) =
            site.json(Method::PUT, "/api/session/password", json!({ "old": old, "new": new })).await;
        assert_eq!((status, refused["code"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some(code)));
    }
    let chosen = json!({ "old": password, "new": "雨里亮着的灯塔在海边" });
    let (status, _) = site.json(Method::PUT, "/api/session/password", chosen).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(site.get("/api/session").await["must_change"], false);
    site.get("/api/notices").await;
    let sessions = site.get("/api/sessions").await;
    assert_eq!(sessions["items"].as_array().expect("a list").len(), 1);
    assert_eq!(sessions["items"][0]["this"], true);
}

#[tokio::test]
async fn too_many_wrong_passwords_are_answered_with_how_long_to_wait() {
    let site = signed_in().await;
    let wrong = json!({ "login": "admin", "password": "wrong" });
    for _ in 0..5 {
        let (status, _) = site.json(Method::POST, "/api/session", wrong.clone()).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    let right = json!({ "login": "admin", "password": site.password });
    let (status, body) = site.json(Method::POST, "/api/session", right).await;
    assert_eq!((status, &body["params"]["seconds"]), (StatusCode::TOO_MANY_REQUESTS, &json!(60)));
    assert_eq!(body["message"], "密码输错次数过多，请 60 秒后再试。");
}
