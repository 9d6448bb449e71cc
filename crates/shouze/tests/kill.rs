//! Kill -9 in the middle of a burst of writes and of an import: every answer holds, and nothing is half there.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod server;

use catalogue::Catalogue;
use serde_json::{Value, json};
use server::{Client, Server, place};
use std::fmt::Write as _;
use std::process::Command;
use std::sync::mpsc::channel;
use std::thread;
use store::Db;
use store::testing::Postgres;

/// Rows of the sheet: eight chunks of 500, of which each kill leaves several.
const ROWS: usize = 4000;
const WRITERS: usize = 4;

/// The moment of a kill, told by what the server has answered: no clock.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// So many single writes were answered.
    Writes(usize),
    /// The import says that so many rows are written.
    Rows(i64),
}

fn sheet(round: usize) -> String {
    let mut csv = "编号,任务类别,所属单位,位置描述\n".to_owned();
    for row in 0..ROWS {
        writeln!(csv, "X{round}-{row:05},既有,东湖社区,滨江路{row}号").expect("written");
    }
    csv
}

/// A hazard, or a drill that counts for the home: the one has an own counter, the other a subject.
fn entered(home: &str, number: usize) -> (&'static str, Value) {
    let name = format!("第{number}号");
    if number.is_multiple_of(2) {
        let fields =
            json!({ "summary": [name], "spot": ["三楼"], "category": ["fire"], "found_on": ["2026-03-01"] });
        ("hazard", json!({ "unit": "东湖社区", "fields": fields }))
    } else {
        let fields = json!({ "site": [home], "topic": [name], "held_on": ["2026-03-01"], "attended": ["9"] });
        ("drill", json!({ "unit": "东湖社区", "fields": fields }))
    }
}

/// Writes from several sides while an import runs, and kills the server at the moment. Gives the records that were
/// answered, and the import.
fn burst(server: Server, round: usize, home: &str, moment: Moment) -> (Vec<(String, String)>, String) {
    let client = server.client.clone();
    let path = "/api/registers/hydrant/imports?name=hydrants.csv";
    let import = client.done("POST", path, sheet(round).as_bytes());
    assert_eq!((&import["new"], &import["bad"]), (&json!(ROWS), &json!(0)), "{import}");
    let import = import["id"].as_str().expect("an id").to_owned();
    let (told, answers) = channel();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (client, home, told) = (client.clone(), home.to_owned(), told.clone());
            thread::spawn(move || {
                // until the server is gone
                for number in 0.. {
                    let (register, body) = entered(&home, (round * WRITERS + writer) * 100_000 + number);
                    let path = format!("/api/registers/{register}/records");
                    let Some((status, answer)) = client.send("POST", &path, body.to_string().as_bytes())
                    else {
                        break;
                    };
                    assert_eq!(status, 201, "{answer}");
                    let id = answer["id"].as_str().expect("an id").to_owned();
                    told.send((register.to_owned(), id)).expect("heard");
                }
            })
        })
        .collect();
    drop(told);
    client.done("POST", &format!("/api/imports/{import}/run"), br#"{"only_good":false}"#);
    let mut answered = Vec::new();
    match moment {
        Moment::Writes(most) => answered.extend(answers.iter().take(most)),
        Moment::Rows(most) => {
            let done = || client.done("GET", &format!("/api/imports/{import}"), b"")["done"].as_i64();
            while done().expect("a number") < most {}
        }
    }
    server.kill();
    writers.into_iter().for_each(|writer| writer.join().expect("no wrong answer"));
    answered.extend(answers);
    (answered, import)
}

fn equals_a_recount(place: &[String]) {
    let out = Command::new(env!("CARGO_BIN_EXE_shouze")).args(["recount", "--check"]).args(place).output();
    let out = out.expect("it runs");
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stdout));
}

async fn whole(address: &str) {
    let db = Db::open(address).await.expect("it opens");
    let registers = Catalogue::carried().expect("no fault").registers;
    let halves = store::testing::half_records(&db, &registers).await.expect("looked through");
    assert!(halves.is_empty(), "{} halves: {:?}", halves.len(), halves.first());
    db.close().await;
}

fn hydrants(client: &Client) -> i64 {
    let counts = client.done("GET", "/api/register-counts", b"");
    let of = counts["items"].as_array().expect("items").iter().find(|item| item["register"] == "hydrant");
    of.expect("counted")["count"].as_i64().expect("a number")
}

async fn survives(place: &[String], address: &str) {
    let mut password = None;
    let mut server = Server::start(place, &mut password);
    let unit = json!({ "parent": null, "kind": "community", "name": "东湖社区", "valid_from": "2020-01-01" });
    server.client.done("POST", "/api/units", unit.to_string().as_bytes());
    let home = json!({ "unit": "东湖社区", "fields": { "name": ["敬老院"], "kinds": ["care-home"] } });
    let home = server.client.done("POST", "/api/registers/site/records", home.to_string().as_bytes());
    let home = home["id"].as_str().expect("an id").to_owned();
    let moments =
        [Moment::Writes(0), Moment::Writes(1), Moment::Writes(9), Moment::Rows(500), Moment::Rows(1500)];
    let mut imports = Vec::new();
    for (round, moment) in moments.into_iter().enumerate() {
        let (answered, import) = burst(server, round, &home, moment);
        whole(address).await;
        equals_a_recount(place);
        server = Server::start(place, &mut password);
        for (register, id) in &answered {
            server.client.done("GET", &format!("/api/registers/{register}/records/{id}"), b"");
        }
        let found = server.client.done("GET", &format!("/api/imports/{import}"), b"");
        assert_eq!(found["state"], "interrupted", "{moment:?}: {found}");
        if let Moment::Rows(most) = moment {
            assert!(found["done"].as_i64() >= Some(most), "{found}");
        }
        imports.push(import);
    }
    let client = server.client.clone();
    // the last is taken back as far as it came, the one before it is brought to its end
    let [.., resumed, undone] = imports.as_slice() else { panic!("five rounds") };
    let before = hydrants(&client);
    let back = client.done("POST", "/api/undo", json!({ "request_id": undone }).to_string().as_bytes());
    let taken = back["undone"].as_i64().expect("a number");
    assert!(taken >= 1500 && taken % 500 == 0, "whole chunks: {back}");
    assert_eq!(hydrants(&client), before - taken);
    let found = client.done("GET", &format!("/api/imports/{resumed}"), b"");
    let written = found["done"].as_i64().expect("a number");
    client.done("POST", &format!("/api/imports/{resumed}/run"), br#"{"only_good":false}"#);
    let ended = loop {
        let found = client.done("GET", &format!("/api/imports/{resumed}"), b"");
        if found["state"] != "running" {
            break found;
        }
    };
    assert_eq!(ended["state"], "done", "{ended}");
    let rest = i64::try_from(ROWS).expect("small") - written;
    assert_eq!((ended["new"].as_i64(), ended["same"].as_i64()), (Some(rest), Some(written)), "{ended}");
    assert_eq!(hydrants(&client), before - taken + rest);
    server.kill();
    whole(address).await;
    equals_a_recount(place);
}

#[tokio::test]
async fn on_sqlite_every_answer_outlives_a_kill_and_nothing_is_half_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = format!("sqlite:{}", folder.path().join("shouze.db").display());
    survives(&place(folder.path(), None), &address).await;
}

#[tokio::test]
async fn on_postgresql_every_answer_outlives_a_kill_and_nothing_is_half_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let postgres = Postgres::shared().expect("PostgreSQL runs");
    let address = postgres.database().expect("a database");
    survives(&place(folder.path(), Some(&address)), &address).await;
}
