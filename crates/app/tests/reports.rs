//! Reported figures, steps and figures of the year before, on both engines.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;
mod published;

use app::{Act, AppError, ReportAsking, StepReview};
use desk::*;
use domain::access::Role;
use domain::calendar::Days;
use domain::indicator::{Figure, Reason};
use domain::light::Light;
use domain::milestone::{Done, Milestone, MilestoneError};
use domain::report::{Entered, ReportError, Standing};
use published::*;
use rust_decimal::Decimal;
use uuid::Uuid;

#[tokio::test]
async fn what_is_reported_lights_the_target_until_it_is_given_back() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        assert_eq!(light(&cell(desk, RATE, EAST, "2026-02-10").await), (Light::Grey, Reason::NotReported));
        assert_eq!(light(&cell(desk, RATE, EAST, "2026-02-11").await), (Light::Grey, Reason::ReportOverdue));
        let january = (EAST, month("2026-01-01"));
        let officer = act("r", Role::CommunityHead);
        let made = report(desk, &officer, january, (None, answered(3, 4))).await.expect("reported");
        let now = cell(desk, RATE, EAST, "2026-03-05").await;
        assert_eq!(light(&now), (Light::Red, Reason::Missed), "January is over");
        assert_eq!((now.verdict.value, now.is_reviewed), (Some(Decimal::from(75)), false));
        let returned = review(desk, &made, Some("与台账不符")).await.expect("given back");
        assert_eq!(light(&cell(desk, RATE, EAST, "2026-03-05").await), (Light::Grey, Reason::ReportOverdue));
        let again = report(desk, &officer, january, (Some(returned.version), answered(4, 4))).await;
        let accepted = review(desk, &again.expect("reported again"), None).await.expect("accepted");
        let now = cell(desk, RATE, EAST, "2026-03-05").await;
        assert_eq!((light(&now), now.is_reviewed), ((Light::Green, Reason::Reached), true));
        assert_eq!(now.inputs, [(accepted.id, 2)]);
        let none = report(desk, &officer, (EAST, month("2026-02-01")), (None, answered(0, 0))).await;
        assert!(none.is_ok());
        assert_eq!(light(&cell(desk, RATE, EAST, "2026-03-05").await), (Light::NoSubject, Reason::NoSubject));
        let mut tx = desk.db.read().await.expect("a transaction");
        let told = actions(&mut tx, "report", accepted.id).await;
        assert_eq!(told, ["report.submit", "report.return", "report.submit", "report.accept"]);
    }
}

#[tokio::test]
async fn a_report_is_refused_by_the_first_question_that_is_not_answered() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        let (leader, clerk) = (act("r", Role::Leader), clerk());
        let january = month("2026-01-01");
        let refused =
            async |act: &Act, place, answer| report(desk, act, place, answer).await.expect_err("refused");
        let forbidden = refused(&leader, (STREET, january), (None, answered(-1, 4))).await;
        assert!(matches!(forbidden, AppError::Forbidden(_)), "{forbidden}");
        let elsewhere = refused(&clerk, (STREET, january), (None, answered(-1, 4))).await;
        assert!(matches!(elsewhere, AppError::Report(ReportError::OtherUnit)), "{elsewhere}");
        let negative = refused(&clerk, (EAST, january), (None, answered(-1, 4))).await;
        assert!(matches!(negative, AppError::Report(ReportError::Negative)), "{negative}");
        let backwards = Days { first: january.last, last: january.first };
        let backwards = refused(&clerk, (EAST, backwards), (None, answered(1, 4))).await;
        assert!(matches!(backwards, AppError::Report(ReportError::PeriodBackwards)), "{backwards}");
        let lost = Entered { evidence: vec!["00".into()], ..answered(1, 4) };
        let lost = refused(&clerk, (EAST, january), (None, lost)).await;
        assert!(matches!(lost, AppError::NotFound("file")), "{lost}");
        report(desk, &clerk, (EAST, january), (None, answered(1, 4))).await.expect("reported");
        let second = refused(&clerk, (EAST, january), (None, answered(2, 4))).await;
        assert!(matches!(second, AppError::Stale { table: "report" }), "{second}");
    }
}

#[tokio::test]
async fn each_unit_is_asked_once_per_period_with_what_it_said_the_time_before() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        let clerk = clerk();
        report(desk, &clerk, (EAST, month("2026-01-01")), (None, answered(3, 4))).await.expect("reported");
        let east = ReportAsking { unit: Some(EAST), ..ReportAsking::default() };
        let found = asked(desk, east.clone(), "2026-03-05").await;
        let shown: Vec<_> =
            found.rows.iter().map(|row| (row.days.first, row.standing, row.is_late)).collect();
        assert_eq!(
            shown,
            [
                (day("2026-01-01"), Standing::Submitted, true),
                (day("2026-02-01"), Standing::Asked, false),
                (day("2026-03-01"), Standing::Asked, false),
            ]
        );
        let before = Figure { numerator: 3.into(), denominator: 4.into() };
        assert_eq!(found.rows[1].previous, Some((month("2026-01-01"), before)));
        assert_eq!((found.counts[&Standing::Asked], found.overdue), (2, 0));
        let all = asked(desk, ReportAsking::default(), "2026-03-11").await;
        assert_eq!(
            (all.total, all.overdue),
            (6, 3),
            "two units, three months; one report of six months ended"
        );
        let waiting = ReportAsking { standing: vec![Standing::Submitted], ..east };
        assert_eq!(asked(desk, waiting, "2026-03-05").await.rows.len(), 1);
    }
}

#[tokio::test]
async fn pages_give_each_row_once_in_the_order_of_the_whole() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        let whole = asked(desk, ReportAsking::default(), "2026-03-11").await;
        assert_eq!((whole.rows.len(), whole.next), (6, None), "without a limit there is one page");
        for limit in 1..=6 {
            let (mut rows, mut after) = (Vec::new(), None);
            loop {
                let asking = ReportAsking { after, limit: Some(limit), ..ReportAsking::default() };
                let page = asked(desk, asking, "2026-03-11").await;
                assert!(page.rows.len() <= limit);
                assert_eq!(
                    (page.total, page.overdue),
                    (whole.total, whole.overdue),
                    "counts are of the whole"
                );
                rows.extend(page.rows);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(rows, whole.rows, "pages of {limit}");
        }
        let lost = ReportAsking { after: Some("2026-03-11".to_owned()), ..ReportAsking::default() };
        let mut tx = desk.db.read().await.expect("a transaction");
        let rules = (&desk.catalogue, &*counting());
        let refused = app::reports(&mut tx, &clerk().caller, rules, &lost, day("2026-03-11")).await;
        assert!(matches!(refused, Err(AppError::BadQuery { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn who_supervises_sees_the_units_that_report_pooled_and_never_averaged() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        let (clerk, january) = (clerk(), month("2026-01-01"));
        report(desk, &clerk, (EAST, january), (None, answered(1, 1))).await.expect("reported");
        assert_eq!(cell(desk, RATE, STREET, "2026-03-05").await.verdict.light, Light::Grey);
        report(desk, &clerk, (WEST, january), (None, answered(1, 99))).await.expect("reported");
        let street = cell(desk, RATE, STREET, "2026-03-05").await;
        assert_eq!(street.figure, Figure { numerator: 2.into(), denominator: 100.into() });
        assert_eq!(street.inputs.len(), 2);
    }
}

async fn finish(desk: &Desk, act: &Act, step: (Uuid, i64), on: &str) -> Result<Milestone, AppError> {
    let done = Done { on: day(on), note: "已印发".into(), evidence: Vec::new() };
    let mut tx = desk.db.write().await?;
    let step = app::finish_step(&mut tx, act, (NOTICE, TASK, EAST), step, done).await?;
    tx.commit().await?;
    Ok(step)
}

#[tokio::test]
async fn a_task_is_lit_by_the_calendar_done_and_accepted() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        assert_eq!(light(&cell(desk, TASK, EAST, "2026-02-28").await), (Light::Green, Reason::OnPace));
        assert_eq!(light(&cell(desk, TASK, EAST, "2026-03-01").await), (Light::Red, Reason::Missed));
        let head = act("r", Role::CommunityHead);
        let done = finish(desk, &head, (Uuid::nil(), 0), "2026-03-04").await.expect("done");
        assert!(done.is_late(today()));
        let now = cell(desk, TASK, EAST, "2026-03-05").await;
        assert_eq!((light(&now), now.is_reviewed), ((Light::Green, Reason::Reached), false));
        assert_eq!(light(&cell(desk, TASK, EAST, "2026-03-03").await), (Light::Red, Reason::Missed));
        let twice = finish(desk, &head, (done.id, done.version), "2026-03-04").await;
        assert!(matches!(twice, Err(AppError::Milestone(MilestoneError::AlreadyDone))), "{twice:?}");

        let mut tx = desk.db.write().await.expect("a transaction");
        let at = (done.id, done.version);
        let refused = app::review_step(&mut tx, &head, at, &StepReview::Accept).await;
        assert!(matches!(refused, Err(AppError::Forbidden(_))), "{refused:?}");
        app::review_step(&mut tx, &clerk(), at, &StepReview::Accept).await.expect("accepted");
        tx.commit().await.expect("durable");
        assert!(cell(desk, TASK, EAST, "2026-03-05").await.is_reviewed);
        let mut tx = desk.db.read().await.expect("a transaction");
        assert_eq!(actions(&mut tx, "milestone", done.id).await, ["milestone.done", "milestone.accept"]);
    }
}

#[tokio::test]
async fn a_task_is_cut_into_steps() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        let clerk = clerk();
        let mut tx = desk.db.write().await.expect("a transaction");
        let place = (NOTICE, TASK, EAST);
        for (title, due) in [("印发方案", "2026-01-31"), ("完成建设", "2026-06-30")] {
            app::add_step(&mut tx, &clerk, place, title, day(due)).await.expect("laid down");
        }
        let elsewhere = app::add_step(&mut tx, &clerk, (NOTICE, TASK, STREET), "x", today()).await;
        assert!(matches!(elsewhere, Err(AppError::Milestone(MilestoneError::OtherUnit))), "{elsewhere:?}");
        let counted = app::add_step(&mut tx, &clerk, (NOTICE, DECLINE, EAST), "x", today()).await;
        assert!(matches!(counted, Err(AppError::Milestone(MilestoneError::NotByStep))), "{counted:?}");
        let steps = app::steps_of_target(&mut tx, &clerk.caller, &counting(), place, today()).await;
        let steps = steps.expect("steps").steps;
        tx.commit().await.expect("durable");
        assert_eq!(light(&cell(desk, TASK, EAST, "2026-03-05").await), (Light::Yellow, Reason::BehindPace));
        let gone = finish(desk, &clerk, (Uuid::nil(), 0), "2026-03-04").await;
        assert!(
            matches!(gone, Err(AppError::Stale { table: "milestone" })),
            "it is no single delivery any more"
        );
        finish(desk, &clerk, (steps[0].id, 0), "2026-01-30").await.expect("done");
        assert_eq!(light(&cell(desk, TASK, EAST, "2026-03-05").await), (Light::Green, Reason::OnPace));
        let mut tx = desk.db.write().await.expect("a transaction");
        let kept = app::remove_step(&mut tx, &clerk, steps[0].id, 1).await;
        assert!(matches!(kept, Err(AppError::Milestone(MilestoneError::AlreadyDone))), "{kept:?}");
        app::remove_step(&mut tx, &clerk, steps[1].id, 0).await.expect("taken away");
        assert_eq!(tx.milestones_of(NOTICE).await.expect("read").len(), 1);
    }
}

#[tokio::test]
async fn a_figure_of_the_year_before_is_typed_where_there_are_no_records_of_it() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        let clerk = clerk();
        let deaths = async |happened_on: &str, deaths: &str| {
            let fields = [("happened_on", happened_on), ("deaths", deaths), ("class", "general")];
            let named = [("name", happened_on), ("kind", "production"), ("is_production", "true")];
            let entered = desk::entered("东湖社区", &[&fields[..], &named[..]].concat());
            desk.enter(&clerk, "incident", entered).await.expect("entered")
        };
        deaths("2026-02-01", "1").await;
        let before = cell(desk, DECLINE, EAST, "2026-03-05").await;
        assert_eq!((light(&before), before.is_base_typed), ((Light::Red, Reason::NotFallen), false));
        let year = Days { first: day("2025-01-01"), last: day("2025-12-31") };
        let mut tx = desk.db.write().await.expect("a transaction");
        let place = (NOTICE, DECLINE, EAST);
        let typed = (None, Entered { denominator: String::new(), ..answered(4, 0) });
        app::submit_report(&mut tx, &clerk, &desk.catalogue, place, year, typed).await.expect("typed");
        tx.commit().await.expect("durable");
        let typed = cell(desk, DECLINE, EAST, "2026-03-05").await;
        assert_eq!((light(&typed), typed.is_base_typed), ((Light::Green, Reason::Fell), true));
        assert_eq!((typed.base.map(|base| base.numerator), typed.inputs.len()), (Some(Decimal::from(4)), 1));
        let asking = ReportAsking { target: Some(DECLINE), unit: Some(EAST), ..ReportAsking::default() };
        let slots = asked(desk, asking, "2026-03-05").await.rows;
        assert_eq!(slots.iter().map(|row| (row.is_base, row.days)).collect::<Vec<_>>(), [(true, year)]);

        deaths("2025-02-01", "2").await;
        let own = cell(desk, DECLINE, EAST, "2026-03-05").await;
        assert_eq!((own.base.map(|base| base.numerator), own.is_base_typed), (Some(Decimal::from(2)), false));
    }
}

#[tokio::test]
async fn evidence_is_opened_by_those_who_see_the_unit_and_given_by_those_who_may_open_it() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        let east = act_of(5, "r", &[post(Role::CommunityHead, 2, None)]);
        let west = act_of(6, "r", &[post(Role::CommunityHead, 3, None)]);
        let photo = desk.photo_of(&east).await;
        let with = || Entered { evidence: vec![photo.clone()], ..answered(1, 4) };
        let january = month("2026-01-01");
        let stolen = report(desk, &west, (WEST, january), (None, with())).await;
        assert!(matches!(stolen, Err(AppError::NotFound("file"))), "to name its hash is no way to read it");
        report(desk, &east, (EAST, january), (None, with())).await.expect("reported");
        let mut tx = desk.db.read().await.expect("a transaction");
        app::openable(&mut tx, &clerk().caller, &photo).await.expect("the reviewer opens it");
        let other = app::openable(&mut tx, &west.caller, &photo).await;
        assert!(matches!(other, Err(AppError::NotFound("file"))), "{:?}", other.err());
    }
}
