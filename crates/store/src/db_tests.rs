use super::*;
use crate::testing::Postgres;
use domain::access::{Post, Role};
use domain::paper::{PaperCase, RecheckResult};
use uuid::Uuid;

/// A database with the schema as it was before a migration, filled by these statements, each with an identity, the same
/// as text, and a moment to bind.
async fn of_old(address: &str, before: i64, statements: &[(u128, &'static str)]) {
    let kept = |engine| {
        let all = migrations(engine);
        Migrator::with_migrations(all.iter().filter(|kept| kept.version < before).cloned().collect())
    };
    let at = chrono::DateTime::from_timestamp(1_790_000_000, 0);
    macro_rules! fill {
        ($pool:expr, $engine:expr) => {
            kept($engine).run(&$pool).await.expect("the old schema");
            for (id, statement) in statements {
                let id = Uuid::from_u128(*id);
                let query = sqlx::query(*statement).bind(id).bind(id.to_string()).bind(at);
                query.execute(&$pool).await.expect("a row");
            }
            $pool.close().await;
        };
    }
    if address.starts_with("sqlite:") {
        let options = SqliteConnectOptions::from_str(address).expect("an address").create_if_missing(true);
        let pool = SqlitePool::connect_with(options).await.expect("it opens");
        fill!(pool, "sqlite");
    } else {
        let pool = PgPool::connect(address).await.expect("it opens");
        fill!(pool, "postgres");
    }
}

const ACCOUNT: &str = "INSERT INTO app_user (id, login, name, role, password_hash, created_at)
     SELECT $1, 'admin', '管理员', 'administrator', 'x', $3 WHERE $2 <> ''";
const UNIT: &str = "INSERT INTO org_unit (id, kind, name, valid_from, version)
     SELECT $1, 'community', '东湖社区', '2026-01-01', 0 WHERE $2 <> '' AND $3 IS NOT NULL";
const RECORD: &str = "INSERT INTO record
     (id, register, definition, unit_id, state, title, fields, made_at, changed_at, version)
     SELECT $1, 'hydrant', 1, $1, 'intact', 'X-1', '{\"number\":[\"X-1\"],\"photos\":[\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"]}',
     $3, $3, 0 WHERE $2 <> ''";
const EVENT: &str = "INSERT INTO audit_event
     (id, at, user_id, request_id, action, subject_kind, subject_id)
     VALUES ($1, $3, $1, 'r', 'record.create', 'record', $2)";

#[tokio::test]
async fn a_record_of_old_keeps_who_entered_it_and_shows_its_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Postgres::shared().expect("PostgreSQL runs");
    let file = format!("sqlite:{}", folder.path().join("shouze.db").display());
    for address in [file, server.database().expect("a database")] {
        of_old(&address, 8, &[(7, UNIT), (7, RECORD), (7, EVENT)]).await;
        let db = Db::open(&address).await.expect("it is brought up to date");
        let mut tx = db.read().await.expect("a transaction");
        let id = Uuid::from_u128(7);
        let raw = tx.record(id).await.expect("read").expect("still there");
        assert_eq!(raw.record.made_by, Some(id), "{address}");
        let hash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        let held = tx.links_to(crate::file_id(hash).expect("a hash"), 9).await.expect("links");
        assert_eq!(
            held.iter().map(|link| (link.field.as_str(), link.from_id)).collect::<Vec<_>>(),
            [("photos", id)]
        );
    }
}

#[tokio::test]
async fn what_an_account_was_becomes_its_first_post() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Postgres::shared().expect("PostgreSQL runs");
    let file = format!("sqlite:{}", folder.path().join("shouze.db").display());
    for address in [file, server.database().expect("a database")] {
        of_old(&address, 4, &[(7, ACCOUNT)]).await;
        let db = Db::open(&address).await.expect("it is brought up to date");
        let mut tx = db.read().await.expect("a transaction");
        let account = tx.account_by_login("admin").await.expect("found").expect("still there");
        let first_day = "2000-01-01".parse().expect("a day");
        let post = Post::at_no_unit(account.id, Role::Administrator, first_day);
        assert_eq!(tx.posts(account.id).await.expect("posts"), [post], "{address}");
    }
}

const FILE: &str = "INSERT INTO original (sha256, bytes, size, stored_at)
     SELECT 'ab', CAST('x' AS BYTEA), 3, $3 WHERE $1 IS NOT NULL AND $2 <> ''";
const CASE: &str = "INSERT INTO record
     (id, register, definition, unit_id, state, title, fields, made_at, changed_at, version)
     SELECT $1, 'hazard', 1, org_unit.id, 'open', $2, '{}', $3, $3, 0 FROM org_unit";

/// A paper of the first case, whose own record is the one of the same number.
macro_rules! paper {
    ($kind:literal, $data:literal) => {
        concat!(
            "INSERT INTO paper (id, kind, organ_id, year, serial, number, case_id, case_register, record_id, recipient, issued_on,
             issued_at, issued_by, data, pdf, docx)
             SELECT $1, '",
            $kind,
            "', held.unit_id, 2026, 1, $2, held.id, 'hazard', $1, '某厂', '2026-03-05', $3, $1, '",
            $data,
            "', 'ab', 'ab' FROM record held WHERE held.title = '00000000-0000-0000-0000-000000000011'"
        )
    };
}

const NOTICE: &str = paper!("advice", "{}");
const ORDER: &str = paper!("order", "{}");
const OPINION: &str =
    paper!("recheck", "{\"blocks\":[{\"rows\":[[\"1\",\"堆物\",\"部分整改\"]]},{\"text\":\"已整改\"}]}");

#[tokio::test]
async fn a_paper_of_old_covers_its_record_and_an_opinion_keeps_what_it_found_of_which_paper() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Postgres::shared().expect("PostgreSQL runs");
    let file = format!("sqlite:{}", folder.path().join("shouze.db").display());
    for address in [file, server.database().expect("a database")] {
        let (case, [notice, order, opinion]) = (0x11, [0x21, 0x22, 0x23]);
        let records = [case, notice, order, opinion].map(|id| (id, CASE));
        let papers = [(notice, NOTICE), (order, ORDER), (opinion, OPINION)];
        let rows = [&[(7, UNIT), (7, FILE)][..], &records, &papers].concat();
        of_old(&address, 28, &rows).await;
        let db = Db::open(&address).await.expect("it is brought up to date");
        let mut tx = db.read().await.expect("a transaction");
        let papers = tx.papers_of(Uuid::from_u128(case)).await.expect("papers");
        let covered = |result| vec![PaperCase { id: Uuid::from_u128(case), result }];
        let found: Vec<_> = papers.iter().map(|paper| (paper.about, paper.cases.clone())).collect();
        let found_partly = Some(RecheckResult::Partly);
        let about = Some(Uuid::from_u128(order));
        let expect = [(None, covered(None)), (None, covered(None)), (about, covered(found_partly))];
        assert_eq!(found, expect, "{address}");
        assert_eq!(tx.opinions_on(Uuid::from_u128(order)).await.expect("opinions"), papers[2..]);
    }
}
