//! `shouze backup` while people write, and `shouze restore` on the other engine.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod server;

use catalogue::Catalogue;
use serde_json::{Value, json};
use server::{Server, place};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use store::testing::Postgres;
use store::{Db, testing};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Exit code, and what was printed.
fn shouze(arguments: &[&str], place: &[String]) -> (Option<i32>, String, String) {
    let out =
        Command::new(env!("CARGO_BIN_EXE_shouze")).args(arguments).args(place).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

/// A street with its work; gives the administrator's password, and how many records it has.
fn street(place: &[String]) -> (String, u64) {
    let (code, said, told) = shouze(&["demo", "--sites", "12"], place);
    assert_eq!(code, Some(0), "{told}");
    let word = said.lines().find_map(|line| line.split_once("password: ")).expect("a password").1;
    let records = said.lines().find_map(|line| line.strip_prefix("records: ")).expect("a number");
    (word.to_owned(), records.trim().parse().expect("a number"))
}

/// The tables that the manifest names, without those to which the archive itself adds.
fn tables(archive: &Path) -> Vec<Value> {
    let mut zip = ZipArchive::new(File::open(archive).expect("there")).expect("a zip");
    let mut text = String::new();
    zip.by_name("manifest.json").expect("a manifest").read_to_string(&mut text).expect("text");
    let manifest: Value = serde_json::from_str(&text).expect("JSON");
    let all = manifest["tables"].as_array().expect("tables").clone();
    // what the server noted of a session when it stopped is no matter of the archive
    all.into_iter().filter(|table| table["name"] != "audit_event").collect()
}

fn rows(archive: &Path, table: &str) -> u64 {
    let found = tables(archive).into_iter().find(|kept| kept["name"] == table).expect("the table");
    found["rows"].as_u64().expect("a number")
}

/// People write before, while and after it is taken. Gives how many records were answered before it began, and in all.
fn backup_while_writing(server: Server, place: &[String], archive: &str) -> (u64, u64) {
    let (told, answers) = channel();
    let is_over = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..2)
        .map(|writer| {
            let (client, told, is_over) = (server.client.clone(), told.clone(), is_over.clone());
            thread::spawn(move || {
                for number in 0.. {
                    let fields = json!({ "summary": [format!("{writer}-{number}")], "spot": ["三楼"],
                        "category": ["fire"], "found_on": ["2026-03-01"] });
                    let unit = json!({ "unit": "东湖社区", "fields": fields });
                    client.done("POST", "/api/registers/hazard/records", unit.to_string().as_bytes());
                    if told.send(()).is_err() || is_over.load(Ordering::SeqCst) {
                        break;
                    }
                }
            })
        })
        .collect();
    drop(told);
    let before = answers.iter().take(5).count() as u64;
    let (code, said, told) = shouze(&["backup", archive], place);
    assert_eq!(code, Some(0), "{told}");
    assert!(said.starts_with("written: "), "{said}");
    assert!(told.contains("record: ") && told.contains("files: "), "progress is shown: {told}");
    let after = answers.iter().take(3).count() as u64;
    is_over.store(true, Ordering::SeqCst);
    let rest = answers.iter().count() as u64;
    writers.into_iter().for_each(|writer| writer.join().expect("it wrote"));
    server.kill();
    (before, before + after + rest)
}

#[tokio::test]
async fn what_is_taken_while_people_write_is_restored_on_the_other_engine() {
    let folder = tempfile::tempdir().expect("a folder");
    let postgres = Postgres::shared().expect("PostgreSQL runs");
    let path = |name: &str| folder.path().join(name);
    let on_postgres = |name: &str| place(&path(name), Some(&postgres.database().expect("a database")));
    let on_sqlite = |name: &str| place(&path(name), None);
    let ways = [(on_sqlite("a"), on_postgres("b")), (on_postgres("c"), on_sqlite("d"))];
    for (way, (from, to)) in ways.iter().enumerate() {
        let (first, second) = (path(&format!("{way}-1.zip")), path(&format!("{way}-2.zip")));
        let [taken, again] = [&first, &second].map(|path| path.to_str().expect("a name"));
        let (word, known) = street(from);
        let mut password = Some(word);
        let server = Server::start(from, &mut password);
        let paper = "关于下达目标的通知\n一、安全生产\n1.隐患整改率达95%以上。\n";
        server.client.done("POST", "/api/notices?name=notice.txt", paper.as_bytes());
        let (before, all) = backup_while_writing(server, from, taken);
        let (code, _, told) = shouze(&["backup", taken], from);
        assert!(code == Some(2) && told.contains("is there already"), "{told}");

        let (code, said, told) = shouze(&["restore", taken], to);
        assert_eq!(code, Some(0), "{told}");
        assert!(said.starts_with("restored: "), "{said}");
        let (code, _, told) = shouze(&["restore", taken], to);
        assert!(code == Some(2) && told.contains("not empty"), "{told}");
        let (code, _, told) = shouze(&["backup", again], to);
        assert_eq!(code, Some(0), "{told}");
        assert_eq!(tables(&first), tables(&second), "every table is the same to the byte");
        assert!(rows(&first, "original") >= 1);
        let found = rows(&first, "record");
        assert!(
            (known + before..=known + all).contains(&found),
            "{known} + {before} <= {found} <= {known} + {all}"
        );

        let (code, said, _) = shouze(&["recount", "--check"], to);
        assert_eq!(code, Some(0), "{said}");
        let server = Server::start(to, &mut password);
        let found = server.client.done("GET", "/api/registers/hazard/records?limit=1&q=0-0", b"");
        assert!(!found["items"].as_array().expect("a list").is_empty(), "found by its words: {found}");
        server.kill();
        let address = to.last().filter(|word| word.starts_with("postgres")).cloned();
        let address = address.unwrap_or_else(|| format!("sqlite:{}", path("d").join("shouze.db").display()));
        let db = Db::open(&address).await.expect("it opens");
        let registers = Catalogue::carried().expect("the catalogue").registers;
        assert_eq!(testing::half_records(&db, &registers).await.expect("looked"), Vec::<String>::new());
        db.close().await;
    }
}

/// The archive with one entry changed.
fn changed(archive: &Path, to: &Path, entry: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    let mut from = ZipArchive::new(File::open(archive).expect("there")).expect("a zip");
    let mut zip = ZipWriter::new(File::create(to).expect("made"));
    for place in 0..from.len() {
        let mut old = from.by_index(place).expect("an entry");
        let name = old.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        old.read_to_end(&mut bytes).expect("read");
        zip.start_file(&name, SimpleFileOptions::default()).expect("begun");
        zip.write_all(&if name == entry { change(bytes) } else { bytes }).expect("written");
    }
    zip.finish().expect("finished");
}

#[test]
fn a_damaged_archive_is_refused_and_nothing_of_it_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let (from, to) = (place(&path("a"), None), place(&path("b"), None));
    street(&from);
    let good = path("good.zip");
    let (code, _, told) = shouze(&["backup", good.to_str().expect("a name")], &from);
    assert_eq!(code, Some(0), "{told}");

    let bad = path("bad.zip");
    let refused = |why: &str| {
        let (code, _, told) = shouze(&["restore", bad.to_str().expect("a name")], &to);
        assert!(code == Some(2) && told.contains(why), "{why}: {told}");
    };
    std::fs::write(&bad, "no zip").expect("written");
    refused("no archive of this program");
    let bytes = std::fs::read(&good).expect("read");
    std::fs::write(&bad, &bytes[..bytes.len() / 2]).expect("written");
    refused("no archive of this program");
    let text = |change: fn(&str) -> String| {
        move |bytes: Vec<u8>| change(std::str::from_utf8(&bytes).expect("UTF-8")).into_bytes()
    };
    changed(&good, &bad, "rows/org_unit.jsonl", text(|rows| rows.replacen("东湖", "西湖", 1)));
    refused("org_unit is damaged");
    changed(
        &good,
        &bad,
        "rows/record.jsonl",
        text(|rows| rows.lines().skip(1).fold(String::new(), |all, line| all + line + "\n")),
    );
    refused("damaged");
    changed(&good, &bad, "manifest.json", text(|text| text.replacen("\"schema\": ", "\"schema\": 9", 1)));
    refused("newer program");
    let (code, _, told) = shouze(&["restore", good.to_str().expect("a name")], &to);
    assert_eq!(code, Some(0), "nothing stayed of the others: {told}");
}
