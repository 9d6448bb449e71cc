//! Messages on their way, on SQLite and on a real PostgreSQL, to local servers that speak as robots and mail servers do.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use app::{Counting, Text};
use axum::extract::{Path, RawQuery, State};
use axum::{Json, Router, routing::post};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::message::{Carrier, DeliveryState, Occasion};
use domain::org::{OrgUnit, UnitKind};
use jobs::{Jobs, Mail, Security, Sender};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::testing::{Engines, Postgres};
use store::{Channel, Db, Delivery};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use uuid::Uuid;

const UNIT: Uuid = Uuid::from_u128(7);

/// A robot that keeps what it was sent, and answers as it is told.
#[derive(Clone, Default)]
struct Robot {
    heard: Arc<Mutex<Vec<(String, String, Value)>>>,
    status: Arc<AtomicU16>,
    hangs: Arc<AtomicI64>,
}

async fn hears(
    State(robot): State<Robot>,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    Json(body): Json<Value>,
) -> (axum::http::StatusCode, Json<Value>) {
    if robot.hangs.load(Ordering::SeqCst) > 0 {
        std::future::pending::<()>().await;
    }
    robot.heard.lock().expect("heard").push((path, query.unwrap_or_default(), body));
    let status = robot.status.load(Ordering::SeqCst);
    let code = axum::http::StatusCode::from_u16(status).unwrap_or(axum::http::StatusCode::OK);
    (code, Json(json!({ "errcode": 0, "errmsg": "ok" })))
}

impl Robot {
    async fn listening() -> (Self, String) {
        let robot = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().route("/{path}", post(hears)).with_state(robot.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (robot, address)
    }

    fn heard(&self) -> Vec<(String, String, Value)> {
        self.heard.lock().expect("heard").clone()
    }
}

fn moment(seconds: i64) -> DateTime<Utc> {
    // nine in the morning in China
    DateTime::from_timestamp(1_790_038_800 + seconds, 0).expect("a moment")
}

fn channel(n: u128, carrier: Carrier, address: &str) -> Channel {
    Channel {
        id: Uuid::from_u128(n),
        carrier,
        name: "安办工作群".to_owned(),
        unit_id: UNIT,
        address: address.to_owned(),
        secret: "key".to_owned(),
        occasions: vec![Occasion::Digest, Occasion::Urgent],
        made_at: moment(0),
        removed_at: None,
        version: 0,
    }
}

/// A database with a unit and these channels.
async fn with(db: &Db, channels: &[Channel]) {
    let mut tx = db.write().await.expect("a transaction");
    let unit = OrgUnit {
        id: UNIT,
        parent: None,
        kind: UnitKind::Community,
        name: "东湖社区".into(),
        region_code: None,
        valid_from: NaiveDate::default(),
        valid_to: None,
        version: 0,
    };
    tx.insert_unit(&unit).await.expect("a unit");
    for channel in channels {
        tx.insert_channel(channel).await.expect("a channel");
    }
    tx.commit().await.expect("durable");
}

async fn each_engine(test: impl AsyncFn(Db)) {
    let engines = Engines::start().expect("both engines");
    for db in engines.open().await.expect("they open") {
        test(db).await;
    }
}

fn jobs(db: &Db, sender: Sender, now: fn() -> DateTime<Utc>) -> Jobs {
    let catalogue = Arc::new(Catalogue::carried().expect("a catalogue"));
    let counting = Arc::new(Counting::of(&catalogue));
    let digest_at = NaiveTime::from_hms_opt(8, 0, 0).expect("a time");
    let (db, vault, told) = (db.clone(), vault::Vault::memory(), Arc::default());
    Jobs { db, catalogue, counting, sender, vault, digest_at, told, now }
}

fn sender() -> Sender {
    Sender::new(None, "https://shouze.example/").expect("a sender")
}

async fn urged(db: &Db, times: usize) {
    let mut tx = db.write().await.expect("a transaction");
    for n in 0..times {
        let text = Text {
            title: format!("催办 {n}"),
            body: "电线老化[二楼]\n请今天办结".to_owned(),
            path: "/hazards".to_owned(),
        };
        app::tell_unit(&mut tx, moment(0), UNIT, Occasion::Urgent, &text).await.expect("told");
    }
    tx.commit().await.expect("durable");
}

async fn sent(db: &Db, channel: u128) -> Vec<Delivery> {
    let mut tx = db.read().await.expect("a transaction");
    tx.deliveries(Uuid::from_u128(channel), Uuid::max(), 1000).await.expect("messages")
}

#[tokio::test]
async fn each_robot_is_told_in_its_own_form() {
    each_engine(async |db| {
        let (robot, address) = Robot::listening().await;
        let of = |n, carrier, path: &str| channel(n, carrier, &format!("{address}/{path}"));
        let dingtalk = of(2, Carrier::Dingtalk, "dingtalk?access_token=1");
        with(&db, &[of(1, Carrier::Wecom, "wecom?key=1"), dingtalk, of(3, Carrier::Feishu, "feishu")]).await;
        urged(&db, 1).await;
        assert_eq!(jobs(&db, sender(), || moment(1)).send_due().await.expect("sent"), 3);
        let mut heard = robot.heard();
        heard.sort_by(|a, b| a.0.cmp(&b.0));
        let [(_, query, dingtalk), (_, _, feishu), (_, key, wecom)] = heard.as_slice() else {
            panic!("{heard:?}")
        };
        assert!(query.starts_with("access_token=1&timestamp=1790038801000&sign="), "{query}");
        assert_eq!(dingtalk["markdown"]["title"], "催办 0");
        assert_eq!(feishu["timestamp"], "1790038801");
        assert_eq!(
            feishu["content"]["post"]["zh_cn"]["content"][2][0]["href"],
            "https://shouze.example/hazards"
        );
        assert_eq!(key, "key=1");
        let text = wecom["markdown"]["content"].as_str().expect("a text");
        assert_eq!(
            text,
            "**催办 0**\n\n电线老化\\[二楼\\]\n请今天办结\n\n[打开](https://shouze.example/hazards)"
        );
        for n in 1..=3 {
            assert_eq!(sent(&db, n).await[0].state, DeliveryState::Sent);
        }
        assert_eq!(
            jobs(&db, sender(), || moment(9)).send_due().await.expect("nothing"),
            0,
            "nothing goes twice"
        );
    })
    .await;
}

#[tokio::test]
async fn a_robot_that_fails_for_a_day_gets_its_message_after_it() {
    static CLOCK: AtomicI64 = AtomicI64::new(0);
    each_engine(async |db| {
        CLOCK.store(0, Ordering::SeqCst);
        let (robot, address) = Robot::listening().await;
        robot.status.store(500, Ordering::SeqCst);
        with(&db, &[channel(1, Carrier::Wecom, &format!("{address}/wecom"))]).await;
        urged(&db, 1).await;
        let jobs = jobs(&db, sender(), || moment(CLOCK.load(Ordering::SeqCst)));
        while CLOCK.load(Ordering::SeqCst) < 86_400 {
            jobs.send_due().await.expect("tried");
            CLOCK.fetch_add(600, Ordering::SeqCst);
        }
        let [waiting] = &sent(&db, 1).await[..] else { panic!("one message") };
        assert_eq!(
            (waiting.state, waiting.last_error.as_deref()),
            (DeliveryState::Waiting, Some("HTTP 500"))
        );
        assert!((20..40).contains(&waiting.failures), "asked {} times in a day", waiting.failures);
        robot.status.store(200, Ordering::SeqCst);
        CLOCK.fetch_add(3600, Ordering::SeqCst);
        jobs.send_due().await.expect("tried");
        assert_eq!(sent(&db, 1).await[0].state, DeliveryState::Sent);
    })
    .await;
}

#[tokio::test]
async fn a_robot_that_hangs_holds_up_nobody_else() {
    each_engine(async |db| {
        let (hanging, there) = Robot::listening().await;
        hanging.hangs.store(1, Ordering::SeqCst);
        let (robot, address) = Robot::listening().await;
        let of = |n, address: &str| channel(n, Carrier::Wecom, &format!("{address}/wecom"));
        with(&db, &[of(1, &there), of(2, &address)]).await;
        urged(&db, 3).await;
        let sender = sender().with_patience(Duration::from_millis(300));
        assert_eq!(jobs(&db, sender, || moment(1)).send_due().await.expect("tried"), 6);
        assert_eq!(robot.heard().len(), 3);
        assert!(sent(&db, 1).await.iter().all(|waiting| waiting.failures == 1));
    })
    .await;
}

#[tokio::test]
async fn two_servers_send_each_message_once() {
    let server = Postgres::shared().expect("PostgreSQL runs");
    let address = server.database().expect("a database");
    let (one, other) = (Db::open(&address).await.expect("open"), Db::open(&address).await.expect("open"));
    let (robot, at) = Robot::listening().await;
    with(&one, &[channel(1, Carrier::Wecom, &format!("{at}/wecom"))]).await;
    urged(&one, 40).await;
    let (first, second) = (jobs(&one, sender(), || moment(1)), jobs(&other, sender(), || moment(1)));
    let (some, others) = tokio::join!(first.send_due(), second.send_due());
    assert_eq!(some.expect("sent") + others.expect("sent"), 40);
    let mut titles: Vec<Value> =
        robot.heard().into_iter().map(|(_, _, body)| body["markdown"]["content"].clone()).collect();
    titles.sort_by_key(Value::to_string);
    titles.dedup();
    assert_eq!(titles.len(), 40);
}

#[tokio::test]
async fn what_a_server_took_before_it_died_goes_by_another() {
    each_engine(async |db| {
        let (robot, address) = Robot::listening().await;
        with(&db, &[channel(1, Carrier::Wecom, &format!("{address}/wecom"))]).await;
        urged(&db, 1).await;
        let mut tx = db.write().await.expect("a transaction");
        app::take(&mut tx, moment(1)).await.expect("reached").expect("it was due");
        tx.commit().await.expect("durable");
        assert_eq!(jobs(&db, sender(), || moment(60)).send_due().await.expect("tried"), 0, "it is under way");
        assert_eq!(jobs(&db, sender(), || moment(180)).send_due().await.expect("sent"), 1);
        assert_eq!(robot.heard().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_channel_that_was_taken_away_gets_nothing_more() {
    each_engine(async |db| {
        let (robot, address) = Robot::listening().await;
        let channel = channel(1, Carrier::Wecom, &format!("{address}/wecom"));
        with(&db, std::slice::from_ref(&channel)).await;
        urged(&db, 1).await;
        let mut tx = db.write().await.expect("a transaction");
        tx.save_channel(&Channel { removed_at: Some(moment(1)), ..channel }).await.expect("saved");
        tx.commit().await.expect("durable");
        assert_eq!(jobs(&db, sender(), || moment(2)).send_due().await.expect("nothing"), 0);
        assert_eq!(robot.heard().len(), 0);
        assert_eq!(sent(&db, 1).await[0].state, DeliveryState::GivenUp);
    })
    .await;
}

/// A mail server that takes one mail: gives its envelope and its text.
async fn mail_server() -> (u16, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let served = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut heard = Vec::new();
        write.write_all(b"220 mail.test ESMTP\r\n").await.expect("written");
        let mut is_text = false;
        while let Some(line) = lines.next_line().await.expect("a line") {
            let answer = match line.split(' ').next().unwrap_or_default() {
                _ if is_text && line == "." => {
                    is_text = false;
                    "250 2.0.0 taken\r\n"
                }
                _ if is_text => "",
                "EHLO" => "250-mail.test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
                "DATA" => {
                    is_text = true;
                    "354 go on\r\n"
                }
                "QUIT" => "221 bye\r\n",
                _ => "250 2.1.0 ok\r\n",
            };
            heard.push(line);
            write.write_all(answer.as_bytes()).await.expect("written");
            if answer.starts_with("250 2.0.0") {
                break;
            }
        }
        let _ = lines.into_inner().read(&mut [0; 1]).await;
        heard
    });
    (port, served)
}

#[tokio::test]
async fn mail_goes_to_every_address_and_shows_none_to_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&format!("sqlite:{}", folder.path().join("a.db").display())).await.expect("it opens");
    let (port, served) = mail_server().await;
    let mail = Mail {
        host: "127.0.0.1".to_owned(),
        port,
        user: String::new(),
        password: String::new(),
        from: "守责 <shouze@street.example>".to_owned(),
        security: Security::None,
    };
    let sender = Sender::new(Some(&mail), "").expect("a sender");
    with(&db, &[channel(1, Carrier::Mail, "a@street.example, b@street.example")]).await;
    urged(&db, 1).await;
    let jobs = jobs(&db, sender, || moment(1));
    assert_eq!(jobs.send_due().await.expect("sent"), 1);
    drop(jobs);
    assert_eq!(sent(&db, 1).await[0].state, DeliveryState::Sent, "{:?}", sent(&db, 1).await[0].last_error);
    let heard = served.await.expect("a mail");
    for recipient in ["a", "b"] {
        assert!(heard.iter().any(|line| line.starts_with(&format!("RCPT TO:<{recipient}@street.example>"))));
    }
    let text = heard.join("\n");
    let (_, headers) = text.split_once("DATA").expect("a text");
    assert!(!headers.contains("a@street.example"), "{headers}");
    assert!(headers.contains("Message-ID: <"), "{headers}");
}

#[tokio::test]
async fn a_unit_is_told_once_a_day_and_only_of_what_there_is() {
    each_engine(async |db| {
        let (_, address) = Robot::listening().await;
        with(&db, &[channel(1, Carrier::Wecom, &format!("{address}/wecom"))]).await;
        let jobs = jobs(&db, sender(), || moment(0));
        let rules = (&*jobs.catalogue, &*jobs.counting);
        let mut tx = db.write().await.expect("a transaction");
        let today = app::local_day(moment(0));
        let nothing = app::unit_digest(&mut tx, rules, UNIT, today).await.expect("a digest");
        assert_eq!(nothing.lines, Vec::<String>::new());
        assert_eq!(app::send_digests(&mut tx, rules, moment(-86_400)).await.expect("none"), 0);
        let act = app::Act::new(
            domain::access::Caller::new(
                Uuid::nil(),
                "张三".to_owned(),
                &[domain::access::Post::at_no_unit(
                    Uuid::nil(),
                    domain::access::Role::Administrator,
                    NaiveDate::default(),
                )],
                &[],
                today,
            ),
            moment(0) - TimeDelta::days(30),
            "r".to_owned(),
            Arc::clone(&jobs.counting),
        );
        let register = app::register(&mut tx, rules.0, "hazard").await.expect("a register");
        let mut resolver =
            app::Resolver::new(&mut tx, &act.caller, rules.0, register, today).await.expect("a resolver");
        let fields = [
            ("summary", "电线老化".to_owned()),
            ("spot", "二楼".to_owned()),
            ("category", "fire".to_owned()),
            ("found_on", (today - TimeDelta::days(30)).to_string()),
            ("rectifier", "某鞋厂".to_owned()),
            ("due", (today - TimeDelta::days(3)).to_string()),
        ];
        let fields = fields.map(|(code, text)| (code.to_owned(), vec![text])).into();
        let entered =
            app::Entered { unit: Some("东湖社区".to_owned()), fields, ..app::Entered::default() };
        app::create_record(&mut tx, &act, &mut resolver, entered).await.expect("a hazard");
        let digest = app::unit_digest(&mut tx, rules, UNIT, today).await.expect("a digest");
        assert_eq!(digest.title, "东湖社区 9 月 22 日安全工作提醒");
        assert_eq!(digest.lines[0], "隐患整改：超期 1 条，临期 0 条");
        assert_eq!(app::send_digests(&mut tx, rules, moment(0)).await.expect("one"), 1);
        assert_eq!(app::send_digests(&mut tx, rules, moment(60)).await.expect("not again"), 0);
        tx.commit().await.expect("durable");
        assert_eq!(sent(&db, 1).await.len(), 1);
    })
    .await;
}
