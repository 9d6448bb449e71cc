//! Closed periods, on both engines.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;
mod published;

use app::{AppError, ReportAsking};
use desk::*;
use domain::access::Role;
use domain::calendar::Period;
use domain::close::{CloseError, canonical};
use domain::light::Light;
use domain::report::{ReportError, Standing};
use published::*;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

#[tokio::test]
async fn a_closed_period_does_not_move_and_what_changes_after_it_shows_beside() {
    let desks = desks().await;
    for desk in &desks.each {
        publish(desk).await;
        let (clerk, january, rules) = (clerk(), month("2026-01-01"), (&desk.catalogue, &*counting()));
        let around = (Period::Month, january.first);
        let made = report(desk, &clerk, (EAST, january), (None, answered(3, 4))).await.expect("reported");

        let mut tx = desk.db.write().await.expect("a transaction");
        let running = app::close_period(&mut tx, &clerk, rules.0, (Period::Month, today())).await;
        assert!(matches!(running, Err(AppError::Close(CloseError::NotOver))), "{running:?}");
        let officer = act("r", Role::DepartmentOfficer);
        let refused = app::close_period(&mut tx, &officer, rules.0, around).await;
        assert!(matches!(refused, Err(AppError::Forbidden(_))), "{refused:?}");
        let preview =
            app::closing_preview(&mut tx, &clerk.caller, rules, around, today()).await.expect("told");
        assert_eq!((preview.refusal, preview.readings), (None, 9), "three targets of three units");
        assert_eq!((preview.missing.len(), preview.unreviewed.len()), (1, 1));
        assert_eq!(preview.missing[0].unit.id, WEST);
        let closing = app::close_period(&mut tx, &clerk, rules.0, around).await.expect("closed");
        let twice = app::close_period(&mut tx, &clerk, rules.0, around).await;
        assert!(matches!(twice, Err(AppError::Close(CloseError::AlreadyClosed))), "{twice:?}");
        tx.commit().await.expect("durable");

        let detail = async || {
            let mut tx = desk.db.read().await.expect("a transaction");
            app::closing_detail(&mut tx, &clerk.caller, rules, closing.id).await.expect("found")
        };
        let kept = detail().await;
        assert_eq!(kept.moved, [], "nothing happened since");
        assert_eq!(hex::encode(Sha256::digest(canonical(&kept.readings))), closing.sha256);
        let is_rate = |reading: &&domain::close::ClosedReading| {
            reading.unit_id == EAST && reading.indicator.as_deref() == Some("reported")
        };
        let then = kept.readings.iter().find(is_rate).expect("kept").clone();
        assert_eq!((then.light, then.inputs.clone()), (Light::Red, vec![(made.id, 1)]), "January is over");

        let late = report(desk, &clerk, (WEST, january), (None, answered(1, 1))).await;
        assert!(matches!(late, Err(AppError::Report(ReportError::PeriodClosed))), "{late:?}");
        let accepted = review(desk, &made, None).await;
        assert!(matches!(accepted, Err(AppError::Report(ReportError::PeriodClosed))), "{accepted:?}");
        let east =
            asked(desk, ReportAsking { unit: Some(EAST), ..ReportAsking::default() }, "2026-03-05").await;
        assert_eq!(east.rows[0].standing, Standing::Locked);

        let mut tx = desk.db.write().await.expect("a transaction");
        let silent = app::reopen_period(&mut tx, &clerk, closing.id, " ").await;
        assert!(matches!(silent, Err(AppError::Close(CloseError::ReasonMissing))), "{silent:?}");
        app::reopen_period(&mut tx, &clerk, closing.id, "东湖社区漏报").await.expect("opened");
        assert_eq!(actions(&mut tx, "period_close", closing.id).await, ["period.close", "period.reopen"]);
        tx.commit().await.expect("durable");
        report(desk, &clerk, (EAST, january), (Some(made.version), answered(4, 4))).await.expect("changed");
        let after = detail().await;
        assert_eq!(after.readings, kept.readings, "the snapshot did not move");
        let moved: Vec<_> = after.moved.iter().filter(|moved| moved.then.as_ref() == Some(&then)).collect();
        let now = moved[0].now.as_ref().expect("still there");
        assert_eq!((then.figure.numerator, now.figure.numerator), (Decimal::from(3), Decimal::from(4)));
        assert_eq!(after.moved.len(), 1, "{:?}", after.moved);
    }
}
