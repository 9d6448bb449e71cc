//! The main job without HTTP: a notice is read in, reviewed, published, amended, and stands on the board.
#![allow(clippy::expect_used, reason = "a test that cannot set itself up must stop")]

use app::{Act, AppError, BoardFilter, Change, Matching, NewTarget, ReadIn, Step, TargetChange, UnitChoice};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::org::UnitKind;
use domain::target::{Target, TargetState};
use std::sync::Arc;
use store::{Db, Tx};
use uuid::Uuid;

const PAPER: &str = "临政安〔2026〕7号\n\n临海街道办事处\n关于下达2026年安全生产目标的通知\n\n各社区：\n\n现下达给你们。\n\n临海街道办事处\n2026年3月5日\n一、街道目标\n1．在街道辖区补建3个市政消火栓。\n二、部门目标\n1．教育办：（1）消防教育每学年不少于4课时。（2）督促学校落实制度。\n2．社区服务中心：（1）补建3个市政消火栓。（2）消防栓完好率100%。\n";

struct Desk {
    db: Db,
    act: Act,
    _folder: tempfile::TempDir,
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_700_000, 0).expect("a moment")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

async fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let db =
        Db::open(&format!("sqlite:{}", folder.path().join("shouze.db").display())).await.expect("it opens");
    let mut tx = db.write().await.expect("a transaction");
    let password = app::first_administrator(&mut tx, now()).await.expect("made").expect("the first start");
    let proven = app::claim(&mut tx, app::FIRST_LOGIN, &app::Source::default(), now())
        .await
        .expect("looked")
        .prove(&password)
        .expect("right");
    let source = app::Source::default();
    let passed = app::pass(&mut tx, proven, None, now()).await.expect("no second factor");
    let (known, _) = app::sign_in(&mut tx, passed, source, "r0", now()).await.expect("signed in");
    tx.commit().await.expect("durable");
    let catalogue = catalogue::Catalogue::carried().expect("no fault");
    Desk {
        db,
        act: Act::new(known.caller, now(), "r1".into(), Arc::new(app::Counting::of(&catalogue))),
        _folder: folder,
    }
}

impl Desk {
    async fn tx(&self) -> Tx {
        self.db.write().await.expect("a transaction")
    }

    async fn read_in(&self) -> Uuid {
        let mut tx = self.tx().await;
        let stored = app::bring_notice(&vault::Vault::memory(), &self.act.caller, PAPER.as_bytes())
            .await
            .expect("kept");
        app::store_original(&mut tx, &self.act, &stored).await.expect("kept");
        let read =
            app::read_in(&mut tx, &self.act, &stored, Some("通知.txt".into()), false).await.expect("read");
        tx.commit().await.expect("durable");
        let ReadIn::New(id) = read else { panic!("it is new") };
        id
    }

    async fn targets(&self, id: Uuid) -> Vec<Target> {
        app::notice(&mut self.tx().await, &self.act.caller, id).await.expect("found").targets
    }

    async fn publish(&self, id: Uuid) -> Result<(), AppError> {
        let mut tx = self.tx().await;
        let version = app::notice(&mut tx, &self.act.caller, id).await?.notice.version;
        app::publish(&mut tx, &self.act, id, version, (day("2026-01-01"), day("2026-12-31"))).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Reads in, accepts all, makes all units.
    async fn ready(&self) -> Uuid {
        let id = self.read_in().await;
        let targets: Vec<_> = self.targets(id).await.iter().map(|t| (t.id, t.version)).collect();
        let mut tx = self.tx().await;
        app::accept_all(&mut tx, &self.act, &targets).await.expect("accepted");
        let names =
            app::names_in_text(&mut tx, &self.act.caller, id, day("2026-03-05")).await.expect("names");
        let new = |name: app::NameInText| {
            (name.text.clone(), UnitChoice::New { name: name.text, kind: name.guess })
        };
        let choices = names.into_iter().map(new).collect();
        let matching = Matching {
            street: Some("临海街道".into()),
            choices,
            is_street_for_unnamed: true,
            ..Matching::default()
        };
        app::match_units(&mut tx, &self.act, id, matching).await.expect("matched");
        tx.commit().await.expect("durable");
        id
    }
}

#[tokio::test]
async fn a_notice_is_read_in_once_and_its_repeated_target_stands_once() {
    let desk = desk().await;
    let id = desk.read_in().await;
    let targets = desk.targets(id).await;
    let shown: Vec<_> = targets.iter().map(|t| (t.citations[0].quote.as_str(), t.citations.len())).collect();
    assert_eq!(
        shown,
        [("在街道辖区补建3个市政消火栓", 2), ("消防教育每学年不少于4课时", 1), ("消防栓完好率100%", 1)]
    );
    let mut tx = desk.tx().await;
    let stored =
        app::bring_notice(&vault::Vault::memory(), &desk.act.caller, PAPER.as_bytes()).await.expect("kept");
    app::store_original(&mut tx, &desk.act, &stored).await.expect("kept");
    let again = app::read_in(&mut tx, &desk.act, &stored, None, false).await.expect("noticed");
    assert_eq!(
        again,
        ReadIn::Already {
            id, title: "临海街道办事处关于下达2026年安全生产目标的通知".into()
        }
    );
    assert!(
        matches!(app::read_in(&mut tx, &desk.act, &stored, None, true).await, Ok(ReadIn::New(other)) if other != id)
    );
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_and_kept() {
    let desk = desk().await;
    let mut tx = desk.tx().await;
    let stored =
        app::bring_notice(&vault::Vault::memory(), &desk.act.caller, b"PK\x03\x04\x00").await.expect("kept");
    app::store_original(&mut tx, &desk.act, &stored).await.expect("kept");
    let refused = app::read_in(&mut tx, &desk.act, &stored, None, false).await;
    assert_eq!(refused.map_err(|e| e.code()), Err("input.damaged"));
    assert!(tx.has_original(&stored.sha256()).await.expect("looked up"));
}

#[tokio::test]
async fn a_reviewed_notice_is_published_and_stands_on_the_board() {
    let desk = desk().await;
    let id = desk.ready().await;
    // a sentence without figure becomes a target by hand; its clause is found by its place
    let start =
        PAPER.chars().position(|c| c == '督').and_then(|at| i64::try_from(at).ok()).expect("in the text");
    let assignments = desk.targets(id).await[1].assignments.clone();
    let measure = desk.targets(id).await[2].measure.clone();
    let change = TargetChange { subject: "制度落实率".into(), measure, assignments };
    let mut tx = desk.tx().await;
    let added =
        app::add_target(&mut tx, &desk.act, id, NewTarget { start, end: start + 8, change: change.clone() })
            .await;
    assert_eq!(added.expect("added").citations[0].path, "二/1/（2）");
    let outside =
        app::add_target(&mut tx, &desk.act, id, NewTarget { start: 9_999, end: 10_000, change }).await;
    assert_eq!(outside.map_err(|e| e.code()), Err("target.bad_selection"));
    tx.commit().await.expect("durable");

    desk.publish(id).await.expect("published");
    let mut tx = desk.tx().await;
    let board = app::board(&mut tx, &desk.act.caller, &BoardFilter::default()).await.expect("a board");
    let keys: Vec<_> = board.targets.iter().filter_map(|(_, target)| target.key.clone()).collect();
    assert_eq!(
        keys,
        [
            "临政安〔2026〕7号#一/1/1",
            "临政安〔2026〕7号#二/1/（1）/1",
            "临政安〔2026〕7号#二/1/（2）/1",
            "临政安〔2026〕7号#二/2/（2）/1"
        ]
    );
    assert_eq!(board.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().len(), 2);
    let school = board.units.iter().find(|unit| unit.name == "教育办").map(|unit| unit.id);
    let filter = BoardFilter { unit: school, ..BoardFilter::default() };
    let narrowed = app::board(&mut tx, &desk.act.caller, &filter).await.expect("a board");
    assert_eq!((narrowed.targets.len(), narrowed.total), (2, 4));
}

#[tokio::test]
async fn an_unfinished_review_is_not_published() {
    let desk = desk().await;
    let id = desk.read_in().await;
    assert_eq!(desk.publish(id).await.map_err(|e| e.code()), Err("notice.targets_open"));
    let targets: Vec<_> = desk.targets(id).await.iter().map(|t| (t.id, t.version)).collect();
    let mut tx = desk.tx().await;
    app::accept_all(&mut tx, &desk.act, &targets).await.expect("accepted");
    tx.commit().await.expect("durable");
    assert_eq!(desk.publish(id).await.map_err(|e| e.code()), Err("notice.targets_without_unit"));
}

#[tokio::test]
async fn all_that_hinders_publication_is_told_at_once_and_names_its_targets() {
    let desk = desk().await;
    let id = desk.read_in().await;
    let targets = desk.targets(id).await;
    let ahead = async |asked| {
        let found = app::publication(&mut desk.tx().await, &desk.act.caller, id, asked, now()).await;
        let found = found.expect("a draft");
        let codes: Vec<_> = found.hindrances.iter().map(|h| (h.code, h.targets.len())).collect();
        (found.effect, found.is_back_dated, codes)
    };
    let year = (day("2026-01-01"), day("2026-12-31"));
    assert_eq!(ahead((None, None)).await, (year, true, vec![("notice.targets_open", targets.len())]));

    let mut tx = desk.tx().await;
    app::step(&mut tx, &desk.act, targets[0].id, 0, Step::Accept).await.expect("accepted");
    tx.commit().await.expect("durable");
    let issue = Some(day("2026-03-05"));
    let (_, is_back_dated, codes) = ahead((issue, Some(day("2026-03-04")))).await;
    assert!(!is_back_dated, "the issue date itself is not before it");
    assert_eq!(
        codes,
        [
            ("notice.targets_without_unit", 1),
            ("notice.targets_open", targets.len() - 1),
            ("notice.effect_backwards", 0)
        ]
    );

    let mut tx = desk.tx().await;
    for (target, version) in targets.iter().zip([1].into_iter().chain(std::iter::repeat(0))) {
        let drop = Step::Drop("重复".into());
        app::step(&mut tx, &desk.act, target.id, version, drop).await.expect("dropped");
    }
    tx.commit().await.expect("durable");
    assert_eq!(ahead((None, None)).await.2, [("notice.no_target", 0)]);
}

#[tokio::test]
async fn of_two_reviewers_the_second_is_told() {
    let desk = desk().await;
    let id = desk.read_in().await;
    let target = desk.targets(id).await.remove(0);
    let mut tx = desk.tx().await;
    app::step(&mut tx, &desk.act, target.id, target.version, Step::Accept).await.expect("the first");
    let second = app::step(&mut tx, &desk.act, target.id, target.version, Step::Drop("重复".into())).await;
    assert_eq!(second.map_err(|e| e.code()), Err("stale"));
}

#[tokio::test]
async fn an_amendment_keeps_identities_and_shows_its_difference() {
    let desk = desk().await;
    let id = desk.ready().await;
    desk.publish(id).await.expect("published");
    let mut tx = desk.tx().await;
    let new = app::amend(&mut tx, &desk.act, id).await.expect("a draft");
    tx.commit().await.expect("durable");
    let targets = desk.targets(new).await;
    assert_eq!(targets[0].key.as_deref(), Some("临政安〔2026〕7号#一/1/1"));
    let mut tx = desk.tx().await;
    let mut change = TargetChange {
        subject: targets[0].subject.clone(),
        measure: targets[0].measure.clone(),
        assignments: targets[0].assignments.clone(),
    };
    change.measure.value = Some(5.into());
    app::edit(&mut tx, &desk.act, targets[0].id, targets[0].version, change).await.expect("edited");
    app::step(&mut tx, &desk.act, targets[1].id, targets[1].version, Step::Drop("取消".into()))
        .await
        .expect("dropped");
    tx.commit().await.expect("durable");
    let mut tx = desk.tx().await;
    let found = app::difference(&mut tx, &desk.act.caller, new).await.expect("a difference");
    assert_eq!(found.iter().map(|d| d.change).collect::<Vec<_>>(), [Change::Changed, Change::Removed]);
    assert_eq!(
        found[0].fields.iter().map(|f| (f.field.as_str(), f.after.to_string())).collect::<Vec<_>>(),
        [("value", "\"5\"".into())]
    );
    drop(tx);
    desk.publish(new).await.expect("published");
    let mut tx = desk.tx().await;
    let old = app::notice(&mut tx, &desk.act.caller, id).await.expect("still there");
    assert_eq!(old.notice.state.as_str(), "superseded");
    let frozen =
        app::step(&mut tx, &desk.act, old.targets[0].id, old.targets[0].version, Step::Restore).await;
    assert_eq!(frozen.map_err(|e| e.code()), Err("target.published"));
}

#[tokio::test]
async fn every_write_of_the_review_leaves_its_event() {
    let desk = desk().await;
    let id = desk.ready().await;
    let target = desk.targets(id).await.remove(0);
    let mut tx = desk.tx().await;
    let events = tx.audit_of("target", &target.id.to_string()).await.expect("history");
    assert_eq!(events.iter().map(|e| e.action.as_str()).collect::<Vec<_>>(), ["target.accept"]);
    assert!(events[0].before_json.as_ref().is_some_and(|json| json.contains("\"state\":\"proposed\"")));
    let events = tx.audit_of("notice", &id.to_string()).await.expect("history");
    let actions: Vec<_> = events.iter().map(|e| e.action.as_str()).collect();
    assert!(actions.contains(&"notice.read_in") && actions.contains(&"notice.match_units"), "{actions:?}");
}

#[tokio::test]
async fn a_session_ends_at_its_last_moment_and_a_wrong_password_opens_none() {
    let desk = desk().await;
    let mut tx = desk.tx().await;
    let wrong = app::claim(&mut tx, app::FIRST_LOGIN, &app::Source::default(), now())
        .await
        .expect("looked")
        .prove("wrong");
    assert_eq!(wrong.map(|_| ()).map_err(|e| e.code()), Err("session.wrong_credentials"));
    let unknown =
        app::claim(&mut tx, "nobody", &app::Source::default(), now()).await.expect("looked").prove("wrong");
    assert_eq!(unknown.map(|_| ()).map_err(|e| e.code()), Err("session.wrong_credentials"));
    assert!(
        app::first_administrator(&mut tx, now()).await.expect("looked").is_none(),
        "there is one already"
    );
    let forged = app::caller(&mut tx, "forged", now()).await;
    assert_eq!(forged.map_err(|e| e.code()), Err("session.required"));
    let session = store::Session {
        token_sha256: app::token_hash("t"),
        user_id: desk.act.caller.user_id,
        created_at: now(),
        expires_at: now() + Duration::hours(1),
        seen_at: None,
        address: None,
        agent: None,
        proof: domain::access::Proof::Password,
    };
    tx.open_session(&session).await.expect("opened");
    assert!(app::caller(&mut tx, "t", now() + Duration::minutes(59)).await.is_ok());
    assert!(app::caller(&mut tx, "t", now() + Duration::hours(1)).await.is_err());
}

#[tokio::test]
async fn signing_in_and_out_is_kept_with_its_request() {
    let desk = desk().await;
    let mut tx = desk.tx().await;
    app::sign_out(&mut tx, &desk.act, "t").await.expect("signed out");
    let me = desk.act.caller.user_id;
    let events = tx.audit_of("account", &me.to_string()).await.expect("history");
    let kept = events.iter().map(|e| (e.action.as_str(), e.request_id.as_str(), e.user_id));
    let kept: Vec<_> = kept.collect();
    assert_eq!(kept, [("session.sign_in", "r0", Some(me)), ("session.sign_out", "r1", Some(me))]);
}

#[tokio::test]
async fn the_street_answers_for_targets_that_name_nobody_only_when_asked() {
    let desk = desk().await;
    let mut tx = desk.tx().await;
    let stored = app::bring_notice(&vault::Vault::memory(), &desk.act.caller, "一、整改率达95%。".as_bytes())
        .await
        .expect("kept");
    app::store_original(&mut tx, &desk.act, &stored).await.expect("kept");
    let Ok(ReadIn::New(id)) = app::read_in(&mut tx, &desk.act, &stored, None, false).await else {
        panic!("it is new")
    };
    let mut matching = Matching { street: Some("临海街道".into()), ..Matching::default() };
    app::match_units(&mut tx, &desk.act, id, matching.clone()).await.expect("matched");
    assert_eq!(app::notice(&mut tx, &desk.act.caller, id).await.expect("found").targets[0].assignments, []);
    matching.is_street_for_unnamed = true;
    app::match_units(&mut tx, &desk.act, id, matching).await.expect("matched");
    let found = app::notice(&mut tx, &desk.act.caller, id).await.expect("found");
    assert_eq!(found.targets[0].assignments[0].unit_text, "临海街道");
}

#[tokio::test]
async fn a_dropped_target_keeps_its_reason() {
    let desk = desk().await;
    let id = desk.read_in().await;
    let target = desk.targets(id).await.remove(0);
    let mut tx = desk.tx().await;
    let reason = "与上级指标重复 <script>".to_owned();
    app::step(&mut tx, &desk.act, target.id, target.version, Step::Drop(reason.clone()))
        .await
        .expect("dropped");
    tx.commit().await.expect("durable");
    assert_eq!(desk.targets(id).await[0].state, TargetState::Dropped { reason });
    let mut tx = desk.tx().await;
    let unit = app::add_unit(
        &mut tx,
        &desk.act,
        None,
        app::UnitEntry::of(UnitKind::Street, "临海街道".into()),
        day("2026-01-01"),
    )
    .await;
    let unit = unit.expect("added");
    let entry = app::UnitEntry::of(unit.kind, unit.name.clone());
    let last = Some(day("2026-06-30"));
    let unit = app::change_unit(&mut tx, &desk.act, unit.id, unit.version, entry, last).await.expect("ended");
    assert_eq!((unit.valid_to, unit.version), (Some(day("2026-06-30")), 1));
}
