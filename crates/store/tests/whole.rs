//! Everything out of one engine and into the other.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use store::testing::{Engines, Postgres, tamper};
use store::{Db, Filling, Snapshot, StoreError};

const UNITS: &str = "INSERT INTO org_unit (id, parent, kind, name, valid_from, version) VALUES
     ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002', 'community', '东湖社区 𠅤', '2026-01-01', 0),
     ('00000000-0000-0000-0000-000000000002', NULL, 'street', '街道', '2026-01-01', 3)";
const FILE: &str = "INSERT INTO original (sha256, bytes, size, stored_at) VALUES ('ab', '\\x'::bytea, 3, '2026-03-01T08:00:00.123Z')";
const COUNTER: &str = "INSERT INTO figure_day (unit_id, day, cohort, indicator, sector, numerator, denominator) VALUES
     ('00000000-0000-0000-0000-000000000001', 20260301, 0, 'a', '', -9223372036854775808, 9223372036854775807)";
const WITHOUT_UNIT: &str = "INSERT INTO post (id, user_id, role, valid_from) VALUES
     ('00000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-000000000009', 'leader', '2026-01-01')";

/// Tables with their lines, and hashes of files.
type Taken = (Vec<(String, Vec<u8>)>, Vec<String>);

async fn taken(db: &Db) -> Taken {
    let mut snapshot = Snapshot::of(db).await.expect("a snapshot");
    let mut tables = Vec::new();
    for table in snapshot.tables() {
        let mut lines = Vec::new();
        let rows = snapshot.rows(&table, |line| {
            lines.extend_from_slice(line);
            Ok(())
        });
        rows.await.expect("rows");
        tables.push((table.name, lines));
    }
    let files = snapshot.files().await.expect("files");
    (tables, files)
}

async fn fill(db: &Db, tables: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
    let mut filling = Filling::begin(db).await?;
    let known = filling.tables();
    for (name, lines) in tables {
        let table = known.iter().find(|table| table.name == *name).expect("the same tables");
        let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let rows: Vec<_> = lines.map(|line| serde_json::from_slice(line).expect("JSON")).collect();
        filling.add(table, &rows).await?;
    }
    filling.complete(&[]).await?.commit().await
}

#[tokio::test]
async fn what_one_engine_holds_the_other_holds_after_it_to_the_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Postgres::shared().expect("PostgreSQL runs");
    let of = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let first = Db::open(&server.database().expect("a database")).await.expect("it opens");
    for sql in [UNITS, FILE, COUNTER] {
        tamper(&first, sql).await.expect("a row");
    }
    let held = taken(&first).await;
    assert_eq!(held.1, ["ab"]);
    let units = held.0.iter().find(|(name, _)| name == "org_unit").expect("units");
    assert_eq!(units.1.iter().filter(|byte| **byte == b'\n').count(), 2);

    // to SQLite, back to PostgreSQL, and to SQLite once more: a unit stands before the one above it
    let addresses = [of("a.db"), server.database().expect("a database"), of("b.db")];
    for address in &addresses {
        let db = Db::open(address).await.expect("it opens");
        fill(&db, &held.0).await.expect("filled");
        assert_eq!(taken(&db).await, held, "{address}");
        let again = fill(&db, &held.0).await.expect_err("it holds something");
        assert!(matches!(&again, StoreError::NotEmpty { table } if table == "figure_day"), "{again}");
        assert!(tamper(&db, WITHOUT_UNIT).await.is_err(), "references are watched as before: {address}");
        db.close().await;
    }
}

#[tokio::test]
async fn both_engines_have_the_same_tables_to_take_out() {
    let engines = Engines::start().expect("both engines");
    let mut found = Vec::new();
    for db in engines.open().await.expect("they open") {
        found.push(Snapshot::of(&db).await.expect("a snapshot").tables());
        let mut snapshot = Snapshot::of(&db).await.expect("a snapshot");
        for table in snapshot.tables() {
            assert_eq!(snapshot.count(&table).await.expect("counted"), 0, "{}", table.name);
        }
    }
    assert_eq!(found[0], found[1]);
    let names: Vec<&str> = found[0].iter().map(|table| table.name.as_str()).collect();
    assert!(names.contains(&"audit_event") && !names.contains(&"session"), "{names:?}");
}

#[tokio::test]
async fn what_does_not_fit_leaves_the_database_empty() {
    let engines = Engines::start().expect("both engines");
    let line = |post: &str| post.as_bytes().to_vec();
    let bad = [
        // nobody has this account
        line(
            "[\"00000000-0000-0000-0000-000000000005\",\"00000000-0000-0000-0000-000000000009\",\"leader\",null,null,\"2026-01-01\",null]\n",
        ),
        line(
            "[\"no identity\",\"00000000-0000-0000-0000-000000000009\",\"leader\",null,null,\"2026-01-01\",null]\n",
        ),
        line("[1]\n"),
    ];
    for db in engines.open().await.expect("they open") {
        for lines in &bad {
            let post = [("post".to_owned(), lines.clone())];
            fill(&db, &post).await.expect_err("refused");
            assert!(taken(&db).await.0.iter().all(|(_, lines)| lines.is_empty()));
        }
    }
}
