//! The life of a hazard through the actions that keep records, on both engines.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Act, AppError, Entered};
use desk::*;
use domain::access::Role;
use domain::hazard::{HAZARD, HazardError, Point};
use domain::register::{Record, RecordError};
use uuid::Uuid;

/// Somebody else than the clerk of the other tests.
fn other(request: &str, role: Role) -> Act {
    let mut act = act(request, role);
    act.caller.user_id = Uuid::from_u128(77);
    act
}

fn found(level: &str) -> Entered {
    entered(
        "东湖社区",
        &[
            ("summary", "二楼疏散通道堆物"),
            ("spot", "某鞋厂二楼"),
            ("category", "fire"),
            ("level", level),
            ("found_on", "2026-03-02"),
        ],
    )
}

fn life(error: AppError) -> HazardError {
    match error {
        AppError::Record(RecordError::Hazard(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn wrong_fields(error: AppError) -> Vec<String> {
    match error {
        AppError::Record(RecordError::Fields(errors)) => {
            errors.into_iter().map(|error| error.field).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_a_grid_worker_enters_is_verified_first_and_what_a_clerk_enters_is_verified() {
    for desk in &desks().await.each {
        let worker = act("r", Role::GridWorker);
        let hazard = desk.enter(&worker, HAZARD, found("general")).await.expect("entered");
        assert_eq!(hazard.state, "to-verify");
        let by_worker = desk.step(&worker, &hazard, "verify", &[("rectifier", "某鞋厂")]).await;
        assert!(matches!(by_worker, Err(AppError::Record(RecordError::NotYourMove))));
        let fields = [("rectifier", "某鞋厂"), ("due", "2026-03-20")];
        let open = desk.step(&clerk(), &hazard, "verify", &fields).await.expect("verified");
        assert_eq!((open.state.as_str(), open.date("verified_on")), ("open", Some(today())));
        let again = Entered { fields: found("general").fields, ..entered("西山社区", &[]) };
        assert_eq!(desk.enter(&clerk(), HAZARD, again).await.expect("entered").state, "open");
    }
}

#[tokio::test]
async fn a_major_hazard_goes_its_whole_way_and_is_closed_by_another() {
    for desk in &desks().await.each {
        let hazard = desk.enter(&clerk(), HAZARD, found("major")).await.expect("entered");
        let begun = desk.step(&clerk(), &hazard, "begin", &[]).await.expect_err("refused");
        assert_eq!(life(begun), HazardError::Unsettled(Point::ALL.to_vec()));
        let photo = desk.photo().await;
        let points = [
            ("rectifier", "某鞋厂"),
            ("measures", "清除堆物，设专人巡查"),
            ("funds", "0"),
            ("due", "2026-03-20"),
            ("contingency", "期间停用二楼"),
            ("photos_before", photo.as_str()),
        ];
        let begun = desk.step(&clerk(), &hazard, "begin", &points).await.expect("begun");
        let is_settled = |record: &Record| record.values.get("is_planned").map(|value| value.texts());
        assert_eq!(is_settled(&begun), Some(vec!["true".to_owned()]), "worked out, not ticked");
        let moved = desk.change(&clerk(), &begun, entered("", &[("due", "2026-06-30")])).await;
        assert_eq!(life(moved.expect_err("refused")), HazardError::DueByExtension);
        let bare = desk.step(&clerk(), &begun, "submit", &[]).await.expect_err("refused");
        assert_eq!(wrong_fields(bare), ["photos_after"]);
        let done = [("photos_after", photo.as_str())];
        let submitted = desk.step(&clerk(), &begun, "submit", &done).await.expect("submitted");
        let rechecker = [("rechecker", "李四")];
        let own = desk.step(&clerk(), &submitted, "close", &rechecker).await.expect_err("refused");
        assert_eq!(life(own), HazardError::ByRectifier);
        let head = other("r", Role::CommunityHead);
        let at_community = desk.step(&head, &submitted, "close", &rechecker).await.expect_err("refused");
        assert_eq!(life(at_community), HazardError::NotByCommunity);
        let officer = other("r", Role::DepartmentOfficer);
        let closed = desk.step(&officer, &submitted, "close", &rechecker).await.expect("closed");
        let changed = desk.change(&clerk(), &closed, entered("", &[("summary", "别的")])).await;
        assert_eq!(life(changed.expect_err("refused")), HazardError::Over);
        let reopened =
            desk.step(&clerk(), &closed, "reopen", &[("opinion", "又堆上了")]).await.expect("reopened");
        assert_eq!(reopened.state, "returned");
    }
}

#[tokio::test]
async fn what_is_refused_leaves_no_trace() {
    for desk in &desks().await.each {
        let hazard = desk.enter(&clerk(), HAZARD, found("major")).await.expect("entered");
        desk.step(&clerk(), &hazard, "submit", &[]).await.expect_err("refused");
        let mut tx = desk.db.read().await.expect("a transaction");
        let kept = tx.record(hazard.id).await.expect("read").expect("it stands").record;
        assert_eq!((kept.version, kept.state.as_str()), (0, "open"));
    }
}

#[tokio::test]
async fn an_undo_takes_a_closing_back() {
    for desk in &desks().await.each {
        let photo = desk.photo().await;
        let hazard = desk.enter(&clerk(), HAZARD, found("general")).await.expect("entered");
        let photos = [("photos_before", photo.as_str()), ("photos_after", photo.as_str())];
        let submitted = desk.step(&clerk(), &hazard, "submit", &photos).await.expect("submitted");
        let closing = act("closing", Role::Clerk);
        desk.step(&closing, &submitted, "close", &[("rechecker", "李四")]).await.expect("closed");
        desk.undo("closing").await;
        let mut tx = desk.db.read().await.expect("a transaction");
        let kept = tx.record(hazard.id).await.expect("read").expect("it stands").record;
        assert_eq!(kept.state, "submitted");
    }
}

#[tokio::test]
async fn a_draft_is_entered_reported_and_counts_as_nothing_before() {
    for desk in &desks().await.each {
        let worker = act("r", Role::GridWorker);
        let draft = Entered { state: Some("draft".into()), ..found("general") };
        let hazard = desk.enter(&worker, HAZARD, draft).await.expect("kept");
        assert_eq!(hazard.state, "draft");
        let reported = desk.step(&worker, &hazard, "report", &[]).await.expect("reported");
        assert_eq!(reported.state, "to-verify");
        let closed = Entered { state: Some("closed".into()), ..found("general") };
        assert_eq!(wrong_fields(desk.enter(&worker, HAZARD, closed).await.expect_err("refused")), ["state"]);
    }
}

#[tokio::test]
async fn a_hazard_that_is_reopened_is_not_closed_on_any_day() {
    for desk in &desks().await.each {
        let photo = desk.photo().await;
        let hazard = desk.enter(&clerk(), HAZARD, found("general")).await.expect("entered");
        let photos = [("photos_before", photo.as_str()), ("photos_after", photo.as_str())];
        let submitted = desk.step(&clerk(), &hazard, "submit", &photos).await.expect("submitted");
        let closed =
            desk.step(&clerk(), &submitted, "close", &[("rechecker", "李四")]).await.expect("closed");
        assert_eq!(closed.date("closed_on"), Some(today()));
        let silent = desk.step(&clerk(), &closed, "reopen", &[]).await.expect_err("refused");
        assert_eq!(wrong_fields(silent), ["opinion"]);
        let opinion = [("opinion", "又堆上了")];
        let reopened = desk.step(&clerk(), &closed, "reopen", &opinion).await.expect("reopened");
        assert_eq!((reopened.state.as_str(), reopened.date("closed_on")), ("returned", None));
    }
}
