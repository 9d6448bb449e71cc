//! What the store promises, on SQLite and on a real PostgreSQL: one suite, run on both.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Post, Proof, Role};
use domain::notice::{NoticeRecord, NoticeState};
use domain::org::{OrgUnit, UnitKind};
use domain::target::{
    Assignment, Citation, Comparator, Confidence, Kind, Measure, Target, TargetState, UnitRole,
};
use store::testing::Engines;
use store::{Account, AuditEvent, Db, LinkedIdentity, STATEMENTS, SavedView, Session, StoreError};
use uuid::Uuid;

fn engines() -> Engines {
    Engines::start().expect("both engines")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + second, 123_000_000).expect("a moment")
}

fn unit(id: u128, name: &str) -> OrgUnit {
    let kind = UnitKind::Department;
    OrgUnit {
        id: Uuid::from_u128(id),
        parent: None,
        kind,
        name: name.into(),
        region_code: None,
        valid_from: day("2026-01-01"),
        valid_to: None,
        version: 0,
    }
}

fn notice(id: u128) -> NoticeRecord {
    NoticeRecord {
        id: Uuid::from_u128(id),
        version_no: 1,
        amends: None,
        state: NoticeState::Draft,
        doc_number: Some("临政〔2026〕7号".into()),
        title: "关于下达目标的通知 𠅤".into(),
        issuer: None,
        issued_on: Some(day("2026-03-05")),
        effect_from: None,
        effect_to: None,
        year: Some(2026),
        sha256: "ab".into(),
        file_name: Some("通知.txt".into()),
        text: "一、目标\n".into(),
        created_at: at(0),
        published_at: None,
        version: 0,
    }
}

fn target(id: u128) -> Target {
    Target {
        id: Uuid::from_u128(id),
        notice_id: Uuid::from_u128(1),
        key: None,
        state: TargetState::Proposed,
        subject: "整改率".into(),
        measure: Measure {
            kind: Kind::Ratio,
            comparator: Comparator::Ge,
            value: "99.50".parse().ok(),
            value_to: None,
            unit: Some("%".into()),
            period: Some("year".into()),
            due: Some(day("2026-12-31")),
            due_recurs: true,
        },
        soft: true,
        implicit: false,
        negated: true,
        confidence: Confidence::Medium,
        citations: vec![Citation {
            start: 3, end: 9, quote: "整改率".into(), path: "三/4/（5）".into()
        }],
        assignments: vec![Assignment {
            unit_id: Some(Uuid::from_u128(7)),
            unit_text: "安办".into(),
            role: UnitRole::Lead,
        }],
        version: 0,
    }
}

/// A database with a unit, a notice and a target.
async fn filled(address: &str) -> Db {
    let db = Db::open(address).await.expect("it opens");
    let mut tx = db.write().await.expect("a transaction");
    tx.insert_unit(&unit(7, "安办")).await.expect("a unit");
    tx.keep_original("ab", 6, at(0)).await.expect("bytes");
    tx.insert_notice(&notice(1)).await.expect("a notice");
    tx.insert_target(&target(2)).await.expect("a target");
    tx.commit().await.expect("durable");
    db
}

#[tokio::test]
async fn what_is_kept_comes_back_the_same_after_a_restart() {
    let engines = engines();
    for address in &engines.addresses {
        filled(address).await.close().await;
        let db = Db::open(address).await.expect("it opens again");
        let mut tx = db.read().await.expect("a transaction");
        assert_eq!(tx.units().await.expect("units"), [unit(7, "安办")]);
        assert_eq!(tx.notice(Uuid::from_u128(1)).await.expect("a notice"), Some(notice(1)));
        assert_eq!(tx.notices().await.expect("notices"), [notice(1)]);
        assert_eq!(tx.notices_of_original("ab").await.expect("notices").len(), 1);
        assert!(tx.has_original("ab").await.expect("looked up"));
        assert!(!tx.has_original("cd").await.expect("looked up"));
        assert_eq!(tx.held_original().await.expect("looked up"), None);
        assert_eq!(tx.targets_of(Uuid::from_u128(1)).await.expect("targets"), [target(2)]);
        assert_eq!(
            tx.notice_of_target(Uuid::from_u128(2)).await.expect("its notice"),
            Some(Uuid::from_u128(1))
        );
    }
}

#[tokio::test]
async fn a_write_on_a_stale_version_is_refused_and_changes_nothing() {
    let engines = engines();
    for address in &engines.addresses {
        let db = filled(address).await;
        let mut tx = db.write().await.expect("a transaction");
        let changed = Target { subject: "新".into(), assignments: vec![], ..target(2) };
        tx.save_target(&changed).await.expect("the first write");
        let again = tx.save_target(&target(2)).await;
        assert!(matches!(again, Err(StoreError::Stale { table: "target", .. })), "{again:?}");
        assert!(matches!(
            tx.save_unit(&OrgUnit { version: 5, ..unit(7, "安办") }).await,
            Err(StoreError::Stale { .. })
        ));
        let renamed = NoticeRecord { title: "新".into(), ..notice(1) };
        tx.save_notice(&renamed).await.expect("the first write");
        assert!(matches!(tx.save_notice(&renamed).await, Err(StoreError::Stale { table: "notice", .. })));
        tx.commit().await.expect("durable");
        let mut tx = db.read().await.expect("a transaction");
        let found = tx.targets_of(Uuid::from_u128(1)).await.expect("targets");
        assert_eq!(found, [Target { version: 1, ..changed }]);
    }
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    let engines = engines();
    for address in &engines.addresses {
        let db = filled(address).await;
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_unit(&unit(8, "司法所")).await.expect("a unit");
        drop(tx);
        assert_eq!(db.read().await.expect("a transaction").units().await.expect("units").len(), 1);
    }
}

#[tokio::test]
async fn of_twenty_writers_at_once_none_is_lost_and_one_wins_each_version() {
    let engines = engines();
    for address in &engines.addresses {
        let db = filled(address).await;
        let write = |n: u128, db: Db| async move {
            let mut tx = db.write().await?;
            tx.insert_unit(&unit(100 + n, &format!("单位{n}"))).await?;
            // all read version 0 of the same unit; only the first may change it
            let won = match tx.save_unit(&OrgUnit { name: format!("安办{n}"), ..unit(7, "安办") }).await {
                Ok(()) => true,
                Err(StoreError::Stale { .. }) => false,
                Err(other) => return Err(other),
            };
            tx.commit().await?;
            Ok::<bool, StoreError>(won)
        };
        let tasks: Vec<_> = (0..20).map(|n| tokio::spawn(write(n, db.clone()))).collect();
        let mut winners = 0;
        for task in tasks {
            winners += usize::from(task.await.expect("no panic").expect("no error"));
        }
        assert_eq!(winners, 1);
        assert_eq!(db.read().await.expect("a transaction").units().await.expect("units").len(), 21);
    }
}

#[tokio::test]
async fn accounts_and_sessions_are_found_and_ended() {
    let engines = engines();
    for address in &engines.addresses {
        let db = filled(address).await;
        let mut tx = db.write().await.expect("a transaction");
        assert_eq!(tx.accounts_count().await.expect("a count"), 0);
        let account = Account {
            id: Uuid::from_u128(3),
            login: "admin".into(),
            name: "管理员".into(),
            password_hash: "x".into(),
            created_at: at(0),
            must_change: true,
            disabled_at: Some(at(9)),
            last_sign_in_at: None,
            erased_at: None,
            phone: None,
        };
        tx.insert_account(&account).await.expect("an account");
        let street = Post::at_no_unit(Uuid::from_u128(30), Role::Administrator, day("2026-01-01"));
        let grid = Post {
            id: Uuid::from_u128(31),
            role: Role::GridWorker,
            unit: Some(tx.units().await.expect("units")[0].id),
            sector: Some("fire".into()),
            is_part_time: true,
            valid_to: Some(day("2026-06-30")),
            ..street.clone()
        };
        for post in [&street, &grid] {
            tx.insert_post(account.id, post).await.expect("a post");
        }
        let line = |id: u128, charge| domain::access::Line {
            id: Uuid::from_u128(id),
            post: grid.id,
            charge,
            valid_from: day("2026-03-01"),
            valid_to: None,
        };
        let lines = [
            line(40, domain::access::Charge::Sector("fire".into())),
            line(41, domain::access::Charge::Place(grid.unit.expect("a unit"))),
        ];
        for line in &lines {
            tx.insert_line(line).await.expect("a line");
        }
        tx.end_line(lines[1].id, day("2026-06-30")).await.expect("ended");
        let [sector, place] = lines;
        let ended = domain::access::Line { valid_to: Some(day("2026-06-30")), ..place };
        assert_eq!(tx.lines().await.expect("lines"), [sector, ended]);
        let last = tx.workers_on(day("2026-06-30")).await.expect("workers");
        assert_eq!(last.iter().map(|worker| worker.is_part_time).collect::<Vec<_>>(), [true]);
        assert!(tx.workers_on(day("2026-07-01")).await.expect("workers").is_empty());
        assert_eq!(tx.posts(account.id).await.expect("posts"), [street, grid]);
        assert_eq!(tx.posts(Uuid::from_u128(4)).await.expect("none"), []);
        let session = |token: &str, from: i64| Session {
            token_sha256: token.into(),
            user_id: account.id,
            created_at: at(from),
            expires_at: at(from + 100),
            seen_at: Some(at(from)),
            address: Some("10.0.0.7".into()),
            agent: None,
            proof: Proof::ProviderAwaitsCode,
        };
        tx.open_session(&session("old", 0)).await.expect("a session");
        assert_eq!(tx.session("old").await.expect("found"), Some(session("old", 0)));
        tx.open_session(&session("new", 100)).await.expect("a session");
        assert_eq!(tx.session("old").await.expect("swept: it is over at its last moment"), None);
        tx.prove_session("new", Proof::Provider).await.expect("proved");
        assert_eq!(
            tx.session("new").await.expect("found").map(|session| session.proof),
            Some(Proof::Provider)
        );
        tx.end_session("new").await.expect("ended");
        let (issuer, subject) = ("https://id.example.gov.cn".to_owned(), "sub-1".to_owned());
        let identity = LinkedIdentity { user_id: account.id, issuer, subject, linked_at: at(7) };
        tx.link_identity(&identity).await.expect("linked");
        let found = tx.identity(&identity.issuer, "sub-1").await.expect("found");
        assert_eq!(found, Some(identity.clone()));
        assert_eq!(tx.identity("https://other.example.cn", "sub-1").await.expect("none"), None);
        assert_eq!(tx.identity_of(account.id).await.expect("found"), Some(identity));
        assert!(tx.identity_holders().await.expect("found").contains(&account.id));
        assert!(tx.unlink_identity(account.id).await.expect("unlinked"));
        assert!(!tx.unlink_identity(account.id).await.expect("there is none"));
        assert_eq!(tx.session("new").await.expect("gone"), None);
        assert_eq!(tx.account_by_login("admin").await.expect("found"), Some(account.clone()));
        assert_eq!(tx.account(account.id).await.expect("found"), Some(account));
        assert_eq!(tx.account_by_login("' OR 1=1 --").await.expect("none"), None);
    }
}

#[tokio::test]
async fn a_kept_list_is_its_owners_to_change_and_others_see_it_once_it_is_shared() {
    let engines = engines();
    for address in &engines.addresses {
        let db = filled(address).await;
        let mut tx = db.write().await.expect("a transaction");
        let (owner, other) = (Uuid::from_u128(3), Uuid::from_u128(4));
        for (id, login) in [(owner, "zhang"), (other, "li")] {
            let (login, name) = (login.into(), "张三".into());
            let password_hash = "x".into();
            let account = Account {
                id,
                login,
                name,
                password_hash,
                created_at: at(0),
                must_change: false,
                disabled_at: None,
                last_sign_in_at: None,
                erased_at: None,
                phone: None,
            };
            tx.insert_account(&account).await.expect("an account");
        }
        let view = SavedView {
            id: Uuid::from_u128(9),
            user_id: owner,
            register: "hydrant".into(),
            name: "待修的".into(),
            query: "state=faulty".into(),
            is_shared: false,
            made_at: at(1),
        };
        tx.insert_view(&view).await.expect("kept");
        assert_eq!(tx.views("hydrant", other).await.expect("a list"), []);
        assert_eq!(tx.view(view.id, other).await.expect("none of theirs"), None);
        let theirs = SavedView { user_id: other, name: "别的".into(), ..view.clone() };
        tx.save_view(&theirs).await.expect("nothing to write");
        assert!(!tx.delete_view(view.id, other).await.expect("nothing to forget"));
        assert_eq!(tx.views("hydrant", owner).await.expect("a list"), std::slice::from_ref(&view));

        let shared = SavedView { name: "损坏待修".into(), query: "q=a".into(), is_shared: true, ..view };
        tx.save_view(&shared).await.expect("saved");
        assert_eq!(tx.views("hydrant", other).await.expect("a list"), std::slice::from_ref(&shared));
        assert_eq!(tx.view(shared.id, owner).await.expect("found"), Some(shared.clone()));
        assert!(tx.delete_view(shared.id, owner).await.expect("forgotten"));
    }
}

#[tokio::test]
async fn the_history_of_a_thing_is_kept_in_order() {
    let engines = engines();
    for address in &engines.addresses {
        let db = filled(address).await;
        let mut tx = db.write().await.expect("a transaction");
        let event = |id: u128, second: i64| AuditEvent {
            id: Uuid::from_u128(id),
            at: at(second),
            user_id: None,
            unit_id: None,
            token_id: (id == 1).then(|| Uuid::from_u128(77)),
            request_id: "r".into(),
            action: "target.accept".into(),
            subject_kind: "target".into(),
            subject_id: "2".into(),
            before_json: None,
            after_json: Some("{}".into()),
        };
        tx.append_audit(&event(2, 5)).await.expect("kept");
        tx.append_audit(&event(1, 9)).await.expect("kept");
        assert_eq!(tx.audit_of("target", "2").await.expect("history"), [event(2, 5), event(1, 9)]);
    }
}

#[tokio::test]
async fn both_engines_take_every_statement() {
    let engines = engines();
    for address in &engines.addresses {
        let db = Db::open(address).await.expect("it opens");
        for sql in STATEMENTS.iter().copied().flatten() {
            let mut tx = db.read().await.expect("a transaction");
            tx.prepare(sql).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    assert!(matches!(Db::open("mysql://x").await, Err(StoreError::BadAddress(_))));
}
