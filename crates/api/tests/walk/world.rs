//! What the endpoints are tried on: a street with two communities, a published notice and a draft, records in the eastern
//! community, and an account for each role.

use super::site::{Site, now, signed_in};
use axum::http::{Method, StatusCode};
use chrono::Duration;
use domain::access::{Post, Reach, Role};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Account, Session};
use uuid::Uuid;

pub struct World {
    pub site: Site,
    /// The definition of a register.
    pub definition: Value,
    ids: HashMap<&'static str, String>,
    sessions: AtomicU32,
}

/// Number of the account of a role.
fn account(role: Role) -> Uuid {
    let place = Role::ALL.iter().position(|known| *known == role).unwrap_or_default();
    Uuid::from_u128(1000 + place as u128)
}

const PAPER: &str = "临政安〔2026〕7号\n\n临海街道办事处\n关于下达2026年安全生产目标的通知\n\n各社区：\n\n现下达给你们。\n\n临海街道办事处\n2026年3月5日\n一、部门目标\n1．教育办：（1）消防教育每学年不少于4课时。\n2．社区服务中心：（1）补建3个市政消火栓。（2）消防栓完好率100%。\n";

impl World {
    /// The identity of a thing.
    pub fn id(&self, name: &str) -> &str {
        self.ids.get(name).unwrap_or_else(|| panic!("no {name}"))
    }

    /// A cookie of the account of a role, of a session of its own.
    pub async fn sign_in(&self, role: Role) -> String {
        let token = format!("token-{}", self.sessions.fetch_add(1, Ordering::Relaxed));
        let session = Session {
            token_sha256: app::token_hash(&token),
            user_id: account(role),
            created_at: now(),
            expires_at: now() + Duration::hours(1),
            seen_at: None,
            address: None,
            agent: None,
            proof: domain::access::Proof::Password,
        };
        let mut tx = self.site.db.write().await.expect("a transaction");
        tx.open_session(&session).await.expect("a session");
        tx.commit().await.expect("durable");
        format!("shouze_session={token}")
    }

    async fn accounts(&self, east: Uuid, office: Uuid, street: Uuid) {
        let mut tx = self.site.db.write().await.expect("a transaction");
        for role in Role::ALL {
            let id = account(*role);
            let (login, name) = (role.as_str().to_owned(), role.as_str().to_owned());
            let password_hash = "none".to_owned();
            let account = Account {
                id,
                login,
                name,
                password_hash,
                created_at: now(),
                must_change: false,
                disabled_at: None,
                last_sign_in_at: None,
                erased_at: None,
                phone: None,
            };
            tx.insert_account(&account).await.expect("an account");
            let unit = match role.reach() {
                Reach::Everything => None,
                Reach::Sector => Some(office),
                _ if matches!(role, Role::Clerk | Role::Leader | Role::Superior | Role::Dispatcher) => {
                    Some(street)
                }
                _ => Some(east),
            };
            let sector = (role.reach() == Reach::Sector).then(|| "fire".to_owned());
            let first = "2026-01-01".parse().expect("a day");
            let post = Post { unit, sector, ..Post::at_no_unit(id, *role, first) };
            tx.insert_post(id, &post).await.expect("a post");
        }
        tx.commit().await.expect("durable");
    }

    async fn made(&mut self, name: &'static str, path: &str, body: Value) {
        let made = self.site.post(path, body).await;
        self.ids.insert(name, made["id"].as_str().expect("an identity").to_owned());
    }

    async fn published(&mut self) {
        let (status, made) = self.site.upload("?name=a.txt", PAPER).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let id = made["id"].as_str().expect("an identity").to_owned();
        let path = format!("/api/notices/{id}");
        let notice = self.site.get(&path).await;
        let targets = notice["target_list"].as_array().expect("targets");
        let open: Vec<Value> =
            targets.iter().map(|t| json!({ "id": t["id"], "version": t["version"] })).collect();
        self.ids.insert("target", open[1]["id"].as_str().expect("an identity").to_owned());
        self.site.post("/api/targets/accept", json!({ "targets": open })).await;
        let choices = ["教育办", "社区服务中心"].map(|name| json!({ "text": name, "kind": "department" }));
        self.site.post(&format!("{path}/units"), json!({ "street": "临海街道", "choices": choices })).await;
        let publish =
            json!({ "version": notice["version"], "effect_from": "2026-01-01", "effect_to": "2026-12-31" });
        self.site.post(&format!("{path}/publish"), publish).await;
        self.ids.insert("notice", id);
    }

    async fn drafts(&mut self) {
        for (name, more) in [("draft", "甲"), ("other draft", "乙")] {
            let (status, made) = self.site.upload("?name=b.txt", format!("{PAPER}{more}")).await;
            assert_eq!(status, StatusCode::CREATED, "{made}");
            self.ids.insert(name, made["id"].as_str().expect("an identity").to_owned());
        }
        let notice = self.site.get(&format!("/api/notices/{}", self.id("draft"))).await;
        for (n, name) in ["first", "second", "third"].into_iter().enumerate() {
            let id = notice["target_list"][n]["id"].as_str().expect("an identity");
            self.ids.insert(name, id.to_owned());
        }
    }
}

/// Everything is made by the first administrator, over the API.
pub async fn world() -> World {
    let site = signed_in().await;
    let definition = site.get("/api/registers/hydrant").await["definition"].clone();
    let mut world = World { site, definition, ids: HashMap::new(), sessions: AtomicU32::new(0) };
    world.published().await;
    world.drafts().await;
    let units = world.site.get("/api/units").await;
    let named = |name: &str| {
        let unit = units["items"].as_array().expect("units").iter().find(|unit| unit["name"] == name);
        unit.expect("made")["id"].as_str().expect("an identity").to_owned()
    };
    let (street, office) = (named("临海街道"), named("教育办"));
    world.ids.insert("street", street.clone());
    for (name, shown) in [("east", "东湖社区"), ("west", "西山社区")] {
        let unit =
            json!({ "parent": street, "kind": "community", "name": shown, "valid_from": "2026-01-01" });
        world.made(name, "/api/units", unit).await;
    }
    let parse = |id: &str| id.parse::<Uuid>().expect("an identity");
    world.accounts(parse(world.id("east")), parse(&office), parse(&street)).await;
    for (name, number) in [("hydrant", "DH-1"), ("twin", "DH-2"), ("gone", "DH-3"), ("merged", "DH-4")] {
        let entered = json!({ "unit": "东湖社区", "fields": { "number": [number], "pressure": ["0.30"] } });
        world.made(name, "/api/registers/hydrant/records", entered).await;
    }
    for (name, spot) in [("hazard", "二楼"), ("twin hazard", "三楼"), ("late hazard", "四楼")] {
        let fields = json!({ "summary": ["通道堆物"], "spot": [spot], "category": ["fire"], "found_on": ["2026-03-02"],
            "rectifier": ["某鞋厂"], "due": ["2026-03-20"] });
        let entered = json!({ "unit": "东湖社区", "sector": "fire", "fields": fields });
        world.made(name, "/api/registers/hazard/records", entered).await;
    }
    let asked = json!({ "version": 0, "to": "2026-04-20", "reason": "设备未到货" });
    let path = format!("/api/hazards/{}/extensions", world.id("late hazard"));
    world.made("extension", &path, asked).await;
    let fields = json!({ "hazard": [world.id("late hazard")], "proposed_on": ["2026-03-03"] });
    world.made("listing", "/api/registers/listing/records", json!({ "fields": fields })).await;
    let fields = json!({ "name": ["燃气专项整治"], "topic": ["gas"], "starts_on": ["2026-01-01"], "ends_on": ["2026-12-31"] });
    let plan = json!({ "unit": "东湖社区", "sector": "fire", "fields": fields });
    world.made("campaign", "/api/registers/campaign-plan/records", plan).await;
    for name in ["paper", "other paper"] {
        let answers = json!({ "advice": "清理堆物", "officers": "张三、李四" });
        let path = format!("/api/records/{}/papers", world.id("hazard"));
        let lines = json!([{ "id": world.id("hazard"), "version": 0 }]);
        world.made(name, &path, json!({ "kind": "advice", "answers": answers, "lines": lines })).await;
    }
    let copied = json!({ "kind": "copy", "to": [account(Role::Leader)] });
    let sent = world.site.post(&format!("/api/hazards/{}/slips", world.id("twin hazard")), copied).await;
    world.ids.insert("slip", sent["items"][0]["id"].as_str().expect("an identity").to_owned());
    for (name, shown) in [("channel", "安办群"), ("other channel", "旧群")] {
        let channel = json!({ "carrier": "wecom", "name": shown, "unit_id": world.id("east"), "secret": "",
            "address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", "occasions": ["digest"], "version": 0 });
        world.made(name, "/api/channels", channel).await;
    }
    let path = format!("/api/channels/{}/trial", world.id("channel"));
    world.made("delivery", &path, Value::Null).await;
    let post = json!({ "role": "grid-worker", "unit": world.id("west") });
    let somebody = json!({ "login": "li.si", "name": "李四", "posts": [post] });
    world.made("account", "/api/accounts", somebody).await;
    let accounts = world.site.get("/api/accounts").await;
    let listed = accounts["items"].as_array().expect("accounts").iter();
    let made = listed.clone().find(|account| account["login"] == "li.si").expect("the new one");
    let post = made["posts"][0]["id"].as_str().expect("an identity").to_owned();
    world.ids.insert("post", post);
    world.ids.insert("session", "nothing".to_owned());
    let clerk = world.sign_in(Role::Clerk).await;
    let admin = world.site.cookie.replace(clerk);
    world.made("view", "/api/registers/hydrant/views", json!({ "name": "全部", "query": "" })).await;
    let request = world.site.request(Method::POST, "/api/registers/hydrant/imports?name=a.csv");
    let sheet = "编号,所属单位\nDH-9,南村\n";
    let (status, made) = world.site.send(request.body(sheet.into()).expect("a request")).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    world.ids.insert("import", made["id"].as_str().expect("an identity").to_owned());
    world.site.cookie = admin;
    let pdf = world.site.request(Method::POST, "/api/files").body("%PDF-1.4".into()).expect("a request");
    let (_, file) = world.site.send(pdf).await;
    world.ids.insert("file", file["sha256"].as_str().expect("a hash").to_owned());
    let held = json!({ "version": 0, "entered": { "fields": { "photos": [file["sha256"]] } } });
    let path = format!("/api/registers/hydrant/records/{}", world.id("hydrant"));
    let (status, changed) = world.site.json(Method::PATCH, &path, held).await;
    assert_eq!(status, StatusCode::OK, "{changed}");
    let detail = world.site.get(&path).await;
    let request = detail["history"][0]["request_id"].as_str().expect("a request").to_owned();
    world.ids.insert("request", request);
    world.site.cookie = None;
    world
}
