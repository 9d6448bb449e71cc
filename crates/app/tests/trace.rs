//! What a figure keeps of its past: how it stood before a record was re-classed, and the periods that were missed.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;
mod published;

use app::{Asking, Correction, TargetFigure, corrections, figure_board, target_figure};
use desk::*;
use domain::light::Light;
use domain::target::{Assignment, Kind, Target, UnitRole};
use published::*;
use uuid::Uuid;

const MONTHLY: Uuid = Uuid::from_u128(104);

async fn corrected(desk: &Desk, unit: Uuid) -> Vec<Correction> {
    let mut tx = desk.db.read().await.expect("a transaction");
    let (rules, place) = ((&desk.catalogue, &*counting()), (NOTICE, DECLINE, unit));
    corrections(&mut tx, &clerk().caller, rules, place, (None, today())).await.expect("corrections")
}

/// Before and after.
fn moves(found: &[Correction]) -> Vec<(String, String)> {
    found.iter().map(|found| (found.before.to_string(), found.after.to_string())).collect()
}

fn pair(before: &str, after: &str) -> (String, String) {
    (before.to_owned(), after.to_owned())
}

#[tokio::test]
async fn a_death_after_the_accident_turns_the_figure_and_leaves_the_earlier_one_visible() {
    for desk in &desks().await.each {
        publish(desk).await;
        let fields = [
            ("name", "高处坠落"),
            ("kind", "production"),
            ("happened_on", "2026-02-10"),
            ("deaths", "0"),
            ("class", "general"),
            ("is_production", "是"),
        ];
        let accident = desk.enter(&clerk(), "incident", entered("东湖社区", &fields)).await.expect("entered");
        assert!(corrected(desk, EAST).await.is_empty(), "it was entered so");
        let died = entered("", &[("deaths", "1")]);
        let accident = desk.change(&clerk(), &accident, died).await.expect("changed");
        let found = corrected(desk, EAST).await;
        assert_eq!(moves(&found), [pair("0", "1")]);
        assert_eq!(
            (found[0].on, found[0].record_id, found[0].title.as_str()),
            (today(), accident.id, "高处坠落")
        );
        assert_eq!(moves(&corrected(desk, STREET).await), [pair("0", "1")]);
        assert!(corrected(desk, WEST).await.is_empty());
        // a change that moves no figure is none, and one that moves it back is another
        let named = entered("", &[("name", "高处坠落事故")]);
        let accident = desk.change(&clerk(), &accident, named).await.expect("changed");
        let private = entered("", &[("is_production", "否")]);
        desk.change(&clerk(), &accident, private).await.expect("changed");
        assert_eq!(moves(&corrected(desk, EAST).await), [pair("1", "0"), pair("0", "1")]);
    }
}

#[tokio::test]
async fn a_change_on_the_day_itself_is_no_correction() {
    for desk in &desks().await.each {
        publish(desk).await;
        let fields = [
            ("name", "触电"),
            ("kind", "production"),
            ("happened_on", "2026-03-05"),
            ("deaths", "0"),
            ("class", "general"),
            ("is_production", "是"),
        ];
        let accident = desk.enter(&clerk(), "incident", entered("东湖社区", &fields)).await.expect("entered");
        desk.change(&clerk(), &accident, entered("", &[("deaths", "1")])).await.expect("changed");
        assert!(corrected(desk, EAST).await.is_empty());
    }
}

/// A meeting each month, for which one unit answers in two roles.
fn monthly() -> Target {
    let part = |role| Assignment { unit_id: Some(STREET), unit_text: String::new(), role };
    let assignments = vec![part(UnitRole::Lead), part(UnitRole::Territorial)];
    Target { assignments, ..target(MONTHLY, measure(Kind::Frequency, 1, "次", Some("month"))) }
}

async fn publish_monthly(desk: &Desk) {
    publish(desk).await;
    let mut tx = desk.db.write().await.expect("a transaction");
    tx.insert_target(&monthly()).await.expect("a target");
    tx.bind(MONTHLY, "meetings-group", true, now()).await.expect("bound");
    tx.commit().await.expect("durable");
}

async fn meeting(desk: &Desk, topic: &str, day: &str) {
    let fields = [("topic", topic), ("kind", "group"), ("content", "both"), ("held_on", day)];
    desk.enter(&clerk(), "meeting", entered("滨江街道", &fields)).await.expect("entered");
}

async fn figure(desk: &Desk) -> TargetFigure {
    let mut tx = desk.db.read().await.expect("a transaction");
    let (rules, place) = ((&desk.catalogue, &*counting()), (NOTICE, MONTHLY, STREET));
    target_figure(&mut tx, &clerk().caller, rules, place, None, (None, today())).await.expect("a figure")
}

#[tokio::test]
async fn a_month_that_was_missed_stays_marked_although_the_next_ones_are_good() {
    for desk in &desks().await.each {
        publish_monthly(desk).await;
        meeting(desk, "二月例会", "2026-02-20").await;
        meeting(desk, "三月例会", "2026-03-02").await;
        let found = figure(desk).await;
        assert_eq!((found.cell.missed, found.cell.verdict.light), (1, Light::Red), "{:?}", found.course);
        let marks: Vec<(String, bool)> =
            found.course.iter().map(|point| (point.day.to_string(), point.is_missed)).collect();
        let expected = [("2026-01-31", true), ("2026-02-28", false), ("2026-03-05", false)];
        assert_eq!(marks, expected.map(|(day, is_missed)| (day.to_owned(), is_missed)));
        // only a meeting in January itself takes the mark away
        meeting(desk, "一月例会", "2026-01-30").await;
        let found = figure(desk).await;
        assert_eq!((found.cell.missed, found.cell.verdict.light), (0, Light::Green));
        assert!(found.course.iter().all(|point| !point.is_missed));
    }
}

#[tokio::test]
async fn a_target_that_names_a_unit_in_two_roles_is_read_once_for_it() {
    for desk in &desks().await.each {
        publish_monthly(desk).await;
        let mut tx = desk.db.read().await.expect("a transaction");
        let rules = (&desk.catalogue, &*counting());
        let board = figure_board(&mut tx, &clerk().caller, rules, &Asking::default(), today()).await;
        let cells = board.expect("a board").cells;
        let of_unit = |cell: &&app::FigureCell| (cell.target_id, cell.unit_id) == (MONTHLY, STREET);
        assert_eq!(cells.iter().filter(of_unit).count(), 1);
    }
}
