//! A notice of three targets in force: one that is reported, one that is done by a day, one that must fall.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use crate::desk::*;
use app::{Act, AppError, FigureCell, ReportAsking, Reports};
use domain::calendar::{Days, Period};
use domain::indicator::Reason;
use domain::light::Light;
use domain::notice::{NoticeRecord, NoticeState};
use domain::report::{Entered, Report};
use domain::target::{Assignment, Comparator, Confidence, Kind, Measure, Target, TargetState, UnitRole};
use store::Tx;
use uuid::Uuid;

pub const NOTICE: Uuid = Uuid::from_u128(100);
pub const RATE: Uuid = Uuid::from_u128(101);
pub const TASK: Uuid = Uuid::from_u128(102);
pub const DECLINE: Uuid = Uuid::from_u128(103);
pub const STREET: Uuid = Uuid::from_u128(1);
pub const EAST: Uuid = Uuid::from_u128(2);
pub const WEST: Uuid = Uuid::from_u128(3);

pub fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

pub fn target(id: Uuid, measure: Measure) -> Target {
    let part = |unit, role| Assignment { unit_id: Some(unit), unit_text: String::new(), role };
    Target {
        id,
        notice_id: NOTICE,
        key: Some(format!("滨政〔2026〕7号#一/{}", id.as_u128())),
        state: TargetState::Accepted,
        subject: "重大危险源监控率".into(),
        measure,
        soft: false,
        implicit: false,
        negated: false,
        confidence: Confidence::High,
        citations: Vec::new(),
        assignments: vec![
            part(EAST, UnitRole::Lead),
            part(WEST, UnitRole::Lead),
            part(STREET, UnitRole::Supervise),
        ],
        version: 0,
    }
}

pub fn measure(kind: Kind, value: i64, unit: &str, period: Option<&str>) -> Measure {
    Measure {
        kind,
        comparator: Comparator::Ge,
        value: Some(value.into()),
        value_to: None,
        unit: Some(unit.into()),
        period: period.map(ToOwned::to_owned),
        due: None,
        due_recurs: false,
    }
}

/// A notice of three targets: a monthly rate that is reported, a task due on the last of February, a decline of deaths.
pub async fn publish(desk: &Desk) {
    let mut tx = desk.db.write().await.expect("a transaction");
    tx.keep_original("ab", 1, now()).await.expect("bytes");
    let notice = NoticeRecord {
        id: NOTICE,
        version_no: 1,
        amends: None,
        state: NoticeState::Published,
        doc_number: Some("滨政〔2026〕7号".into()),
        title: "通知".into(),
        issuer: None,
        issued_on: None,
        effect_from: Some(day("2026-01-01")),
        effect_to: Some(day("2026-12-31")),
        year: Some(2026),
        sha256: "ab".into(),
        file_name: None,
        text: String::new(),
        created_at: now(),
        published_at: Some(now()),
        version: 0,
    };
    tx.insert_notice(&notice).await.expect("a notice");
    let task = Measure { value: None, due: Some(day("2026-02-28")), ..measure(Kind::Deadline, 0, "%", None) };
    let task = Measure { unit: None, ..task };
    for (id, measure, indicator) in [
        (RATE, measure(Kind::Ratio, 100, "%", Some("month")), "reported"),
        (TASK, task, "milestone"),
        (DECLINE, measure(Kind::Decline, 5, "%", None), "incident-deaths"),
    ] {
        tx.insert_target(&target(id, measure)).await.expect("a target");
        tx.bind(id, indicator, true, now()).await.expect("bound");
    }
    tx.commit().await.expect("durable");
}

pub fn month(inside: &str) -> Days {
    Period::Month.around(day(inside)).expect("a month")
}

pub fn answered(numerator: i64, denominator: i64) -> Entered {
    let (numerator, denominator) = (numerator.to_string(), denominator.to_string());
    Entered { numerator, denominator, note: String::new(), evidence: Vec::new() }
}

pub async fn report(
    desk: &Desk,
    act: &Act,
    (unit, days): (Uuid, Days),
    (version, entered): (Option<i64>, Entered),
) -> Result<Report, AppError> {
    let mut tx = desk.db.write().await?;
    let place = (NOTICE, RATE, unit);
    let made = app::submit_report(&mut tx, act, &desk.catalogue, place, days, (version, entered)).await?;
    tx.commit().await?;
    Ok(made)
}

pub async fn review(desk: &Desk, report: &Report, reason: Option<&str>) -> Result<Report, AppError> {
    let mut tx = desk.db.write().await?;
    let reviewed = app::review_report(&mut tx, &clerk(), report.id, report.version, reason).await?;
    tx.commit().await?;
    Ok(reviewed)
}

pub async fn cell(desk: &Desk, target: Uuid, unit: Uuid, as_of: &str) -> FigureCell {
    let mut tx = desk.db.read().await.expect("a transaction");
    let rules = (&desk.catalogue, &*counting());
    let asking = app::Asking::default();
    let board = app::figure_board(&mut tx, &clerk().caller, rules, &asking, day(as_of)).await;
    let is_it = |cell: &FigureCell| cell.target_id == target && cell.unit_id == unit;
    board.expect("read").cells.into_iter().find(is_it).expect("a reading")
}

pub fn light(cell: &FigureCell) -> (Light, Reason) {
    (cell.verdict.light, cell.verdict.reason)
}

pub async fn asked(desk: &Desk, asking: ReportAsking, today: &str) -> Reports {
    let mut tx = desk.db.read().await.expect("a transaction");
    let rules = (&desk.catalogue, &*counting());
    app::reports(&mut tx, &clerk().caller, rules, &asking, day(today)).await.expect("a list")
}

pub async fn actions(tx: &mut Tx, kind: &str, id: Uuid) -> Vec<String> {
    let events = tx.audit_of(kind, &id.to_string()).await.expect("read");
    events.into_iter().map(|event| event.action).collect()
}
