//! Reports, steps and closed periods on SQLite and on a real PostgreSQL.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{Days, Period};
use domain::close::{ClosedReading, Closing};
use domain::indicator::{Figure, Reason, Stretch};
use domain::light::Light;
use domain::milestone::{Done, Milestone};
use domain::notice::{NoticeRecord, NoticeState};
use domain::org::{OrgUnit, UnitKind};
use domain::report::{Report, Review, Version};
use domain::target::{Comparator, Confidence, Kind, Measure, Target, TargetState};
use rust_decimal::Decimal;
use store::testing::Engines;
use store::{Db, StoreError};
use uuid::Uuid;

const UNIT: Uuid = Uuid::from_u128(7);
const NOTICE: Uuid = Uuid::from_u128(1);
const KEY: &str = "临政〔2026〕7号#三/4/（5）/1";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + second, 123_000_000).expect("a moment")
}

/// Databases with a unit and a notice of one target.
async fn filled(engines: &Engines) -> [Db; 2] {
    let databases = engines.open().await.expect("they open");
    for db in &databases {
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
        tx.keep_original("ab", 1, at(0)).await.expect("bytes");
        tx.insert_notice(&notice()).await.expect("a notice");
        tx.insert_target(&target()).await.expect("a target");
        tx.commit().await.expect("durable");
    }
    databases
}

fn notice() -> NoticeRecord {
    NoticeRecord {
        id: NOTICE,
        version_no: 1,
        amends: None,
        state: NoticeState::Published,
        doc_number: Some("临政〔2026〕7号".into()),
        title: "通知".into(),
        issuer: None,
        issued_on: None,
        effect_from: None,
        effect_to: None,
        year: Some(2026),
        sha256: "ab".into(),
        file_name: None,
        text: String::new(),
        created_at: at(0),
        published_at: None,
        version: 0,
    }
}

fn target() -> Target {
    Target {
        id: Uuid::from_u128(2),
        notice_id: NOTICE,
        key: Some(KEY.into()),
        state: TargetState::Accepted,
        subject: "监控率".into(),
        measure: Measure {
            kind: Kind::Ratio,
            comparator: Comparator::Ge,
            value: Some(Decimal::ONE_HUNDRED),
            value_to: None,
            unit: Some("%".into()),
            period: Some("month".into()),
            due: None,
            due_recurs: false,
        },
        soft: false,
        implicit: false,
        negated: false,
        confidence: Confidence::High,
        citations: Vec::new(),
        assignments: Vec::new(),
        version: 0,
    }
}

fn version(numerator: i64) -> Version {
    Version {
        no: 0,
        figure: Figure { numerator: Decimal::new(numerator, 2), denominator: 4.into() },
        note: "一处\n两行".into(),
        evidence: vec!["aa".into(), "bb".into()],
        submitted_at: at(1),
        submitted_on: day("2026-03-05"),
        submitted_by: Uuid::from_u128(30),
        review: Review::Pending,
    }
}

fn report(id: u128) -> Report {
    let days = Period::Month.around(day("2026-02-01")).expect("a month");
    let report = Report {
        id: Uuid::from_u128(id),
        target_key: KEY.into(),
        unit_id: UNIT,
        days,
        versions: Vec::new(),
        version: 0,
    };
    report.submit(version(325))
}

fn step() -> Milestone {
    Milestone::new(Uuid::from_u128(5), (KEY, UNIT), "印发方案", day("2026-03-31")).expect("a step")
}

fn closing(id: u128) -> Closing {
    Closing {
        id: Uuid::from_u128(id),
        period: Period::Quarter,
        days: Days { first: day("2026-01-01"), last: day("2026-03-31") },
        by: Uuid::from_u128(30),
        at: at(2),
        sha256: "cd".into(),
        reopened: None,
    }
}

fn reading(key: &str) -> ClosedReading {
    let days = closing(1).days;
    ClosedReading {
        target_key: key.into(),
        unit_id: UNIT,
        indicator: Some("reported".into()),
        definition: "f".into(),
        stretch: Some(Stretch { days, as_of: days.last }),
        figure: Figure { numerator: "3.25".parse().expect("a number"), denominator: 4.into() },
        is_rate: true,
        base: Some(Figure { numerator: 1.into(), denominator: Decimal::ZERO }),
        inputs: vec![(Uuid::from_u128(4), 2), (Uuid::from_u128(5), 0)],
        light: Light::Yellow,
        reason: Reason::NotYet,
    }
}

#[tokio::test]
async fn a_report_comes_back_with_every_version_and_its_review() {
    let engines = Engines::start().expect("both engines");
    for db in &filled(&engines).await {
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_report(&report(4)).await.expect("kept");
        let first = tx.report(Uuid::from_u128(4)).await.expect("read").expect("there");
        assert_eq!(first, report(4));
        let returned = first.give_back(Uuid::from_u128(31), at(3), "与台账不符").expect("given back");
        tx.save_report(&returned).await.expect("kept");
        let returned = tx.report(Uuid::from_u128(4)).await.expect("read").expect("there");
        let again = returned.submit(version(400)).accept(Uuid::from_u128(31), at(4)).expect("accepted");
        tx.save_report(&again).await.expect("kept");
        let kept = tx.reports_of(NOTICE).await.expect("read");
        assert_eq!(kept, [Report { version: 2, ..again }]);
        assert_eq!(tx.reports_of(Uuid::from_u128(99)).await.expect("read"), []);
    }
}

#[tokio::test]
async fn of_two_who_report_the_same_period_or_write_at_once_one_is_refused() {
    let engines = Engines::start().expect("both engines");
    for db in &filled(&engines).await {
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_report(&report(4)).await.expect("kept");
        let second = tx.insert_report(&report(14)).await;
        assert!(matches!(second, Err(StoreError::Stale { table: "report", .. })), "{second:?}");
        let changed = report(4).submit(version(400));
        tx.save_report(&changed).await.expect("kept");
        let stale = tx.save_report(&changed).await;
        assert!(matches!(stale, Err(StoreError::Stale { table: "report", .. })), "{stale:?}");
    }
}

#[tokio::test]
async fn a_step_comes_back_in_each_of_its_states() {
    let engines = Engines::start().expect("both engines");
    for db in &filled(&engines).await {
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_milestone(&step()).await.expect("kept");
        assert_eq!(tx.milestones_of(NOTICE).await.expect("read"), [step()]);
        let done = Done { on: day("2026-03-30"), note: "附件\n二".into(), evidence: vec!["aa".into()] };
        let done = step().finish(done, (Uuid::from_u128(30), at(1)), &[], day("2026-04-01")).expect("done");
        tx.save_milestone(&done).await.expect("kept");
        let kept = tx.milestone(step().id).await.expect("read").expect("there");
        assert_eq!(kept, Milestone { version: 1, ..done });
        let accepted = kept.accept(Uuid::from_u128(31), at(2)).expect("accepted");
        tx.save_milestone(&accepted).await.expect("kept");
        let kept = tx.milestone(step().id).await.expect("read").expect("there");
        let back = kept.clone().give_back("照片不清", &[]).expect("given back");
        tx.save_milestone(&back).await.expect("kept");
        assert_eq!(tx.milestones_of(NOTICE).await.expect("read"), [Milestone { version: 3, ..back }]);
        let stale = tx.delete_milestone(step().id, kept.version).await;
        assert!(matches!(stale, Err(StoreError::Stale { table: "milestone", .. })), "{stale:?}");
        tx.delete_milestone(step().id, 3).await.expect("gone");
        assert_eq!(tx.milestone(step().id).await.expect("read"), None);
    }
}

#[tokio::test]
async fn a_closed_period_keeps_its_readings_and_is_closed_once_at_a_time() {
    let engines = Engines::start().expect("both engines");
    for db in &filled(&engines).await {
        let mut tx = db.write().await.expect("a transaction");
        let blank =
            ClosedReading { stretch: None, base: None, inputs: Vec::new(), indicator: None, ..reading("a") };
        let readings = [blank, reading("b")];
        tx.insert_closing(&closing(1), &readings).await.expect("kept");
        assert_eq!(tx.closings().await.expect("read"), [closing(1)]);
        assert_eq!(tx.closed_readings(Uuid::from_u128(1)).await.expect("read"), readings);
        let twice = tx.insert_closing(&closing(2), &[]).await;
        assert!(matches!(twice, Err(StoreError::Stale { table: "period_close", .. })), "{twice:?}");
        let opened = closing(1).reopen(Uuid::from_u128(31), at(5), "漏报").expect("opened");
        tx.reopen_closing(&opened).await.expect("kept");
        let stale = tx.reopen_closing(&opened).await;
        assert!(matches!(stale, Err(StoreError::Stale { table: "period_close", .. })), "{stale:?}");
        let later = Closing { at: at(9), ..closing(2) };
        tx.insert_closing(&later, &[]).await.expect("closed again");
        assert_eq!(tx.closings().await.expect("read"), [later, opened]);
    }
}
