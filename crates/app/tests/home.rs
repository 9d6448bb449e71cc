//! The home page on both engines: what is over, what is due, and whose it is.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{AppError, Home, HomeAsking, due_subjects, home};
use desk::*;
use domain::access::{Caller, Post, Role};
use domain::org::OrgUnit;
use uuid::Uuid;

async fn units(desk: &Desk) -> Vec<OrgUnit> {
    desk.db.read().await.expect("a transaction").units().await.expect("units")
}

async fn home_of(desk: &Desk, caller: &Caller, unit: Option<Uuid>) -> Result<Home, AppError> {
    let mut tx = desk.db.read().await.expect("a transaction");
    let asking = HomeAsking { unit, urgency: None };
    home(&mut tx, caller, (&desk.catalogue, &counting()), &asking, today()).await
}

fn head_of(unit: Uuid) -> Caller {
    act_of(1, "r", &[Post { unit: Some(unit), ..post(Role::CommunityHead, 1, None) }]).caller
}

/// Register, over, soon.
fn lapsed(home: &Home) -> Vec<(&str, i64, i64)> {
    let of = |lapse: &app::RegisterLapse| (lapse.over.tally.count, lapse.soon.tally.count);
    home.lapses.iter().map(|lapse| (lapse.register.as_str(), of(lapse).0, of(lapse).1)).collect()
}

async fn hazard(desk: &Desk, unit: &str, name: &str, due: &str) {
    let fields =
        [("summary", name), ("spot", name), ("category", "fire"), ("found_on", "2026-01-05"), ("due", due)];
    desk.enter(&clerk(), "hazard", entered(unit, &fields)).await.expect("entered");
}

#[tokio::test]
async fn a_home_page_counts_what_is_over_and_what_is_called_for_in_the_callers_units() {
    for desk in &desks().await.each {
        let units = units(desk).await;
        let east = units.iter().find(|unit| unit.name == "东湖社区").expect("a unit").id;
        // today is 2026-03-05: the day itself is in time, and seven days before it is called for
        hazard(desk, "东湖社区", "过期", "2026-03-04").await;
        hazard(desk, "东湖社区", "今天到期", "2026-03-05").await;
        hazard(desk, "东湖社区", "七天后到期", "2026-03-12").await;
        hazard(desk, "东湖社区", "八天后到期", "2026-03-13").await;
        hazard(desk, "西山社区", "别处过期", "2026-03-01").await;
        let everything = home_of(desk, &clerk().caller, None).await.expect("a home page");
        assert_eq!(lapsed(&everything), [("hazard", 2, 2)]);
        assert!(everything.scope.sees_all && everything.footing.has_records);
        let own = home_of(desk, &head_of(east), None).await.expect("a home page");
        assert_eq!((own.scope.unit, lapsed(&own)), (Some(east), vec![("hazard", 1, 2)]));
        let street = home_of(desk, &clerk().caller, Some(Uuid::from_u128(1))).await.expect("a home page");
        assert_eq!(lapsed(&street), [("hazard", 2, 2)]);
    }
}

#[tokio::test]
async fn the_list_that_a_count_opens_shows_as_many_records() {
    for desk in &desks().await.each {
        hazard(desk, "东湖社区", "过期", "2026-03-04").await;
        hazard(desk, "西山社区", "到期", "2026-03-05").await;
        let found = home_of(desk, &clerk().caller, None).await.expect("a home page");
        for called in [&found.lapses[0].over, &found.lapses[0].soon] {
            let asked = app::Asked {
                states: found.lapses[0].states.clone(),
                filters: [(found.lapses[0].field.clone(), called.days.clone())].into(),
                ..app::Asked::default()
            };
            let listed = desk.titles("hazard", asked).await;
            assert_eq!(i64::try_from(listed.len()), Ok(called.tally.count), "{listed:?}");
        }
    }
}

#[tokio::test]
async fn what_is_due_names_those_who_have_not_done_it_yet() {
    for desk in &desks().await.each {
        for (unit, name) in [("东湖社区", "东湖敬老院"), ("西山社区", "西山敬老院")] {
            let fields = [("name", name), ("kinds", "care-home")];
            desk.enter(&clerk(), "site", entered(unit, &fields)).await.expect("entered");
        }
        let done = [("site", "东湖敬老院"), ("topic", "疏散"), ("held_on", "2026-02-01"), ("attended", "9")];
        desk.enter(&clerk(), "drill", entered("东湖社区", &done)).await.expect("entered");
        let found = home_of(desk, &clerk().caller, None).await.expect("a home page");
        let drill = found.dues.iter().find(|due| due.now.register == "drill").expect("drills are due");
        assert_eq!((drill.now.figure.numerator, drill.now.figure.denominator), (1.into(), 2.into()));
        let mut tx = desk.db.read().await.expect("a transaction");
        let rules = (&desk.catalogue, &*counting());
        let asked = (drill.now.indicator.as_str(), None);
        let (_, missing, next) =
            due_subjects(&mut tx, &clerk().caller, rules, asked, None, today()).await.expect("a page");
        let names: Vec<&str> = missing.iter().map(|record| record.title.as_str()).collect();
        assert_eq!((names, next), (vec!["西山敬老院"], None));
    }
}

#[tokio::test]
async fn nobody_looks_into_a_unit_that_is_not_theirs() {
    let desks = desks().await;
    let desk = &desks.each[0];
    let [east, west] = [2, 3].map(Uuid::from_u128);
    let refused = home_of(desk, &head_of(east), Some(west)).await.expect_err("refused");
    assert_eq!(refused.code(), AppError::NotFound("unit").code());
    let blind = act("r", Role::AuditAdministrator).caller;
    let refused = home_of(desk, &blind, None).await.expect_err("refused");
    assert_eq!(refused.code(), "access.forbidden");
}

#[tokio::test]
async fn a_fresh_installation_says_what_it_lacks() {
    let desks = desks().await;
    let found = home_of(&desks.each[0], &clerk().caller, None).await.expect("a home page");
    let lacks = app::Footing { has_units: true, ..app::Footing::default() };
    assert_eq!((found.footing, found.total), (lacks, 0));
    assert!(found.figures.is_empty() && found.lapses.is_empty() && found.notices.is_empty());
}

#[tokio::test]
async fn the_page_of_a_unit_tells_its_registers_what_changed_last_and_who_is_there() {
    for desk in &desks().await.each {
        hazard(desk, "东湖社区", "第一处", "2026-03-04").await;
        hazard(desk, "东湖社区", "第二处", "2026-04-04").await;
        hazard(desk, "西山社区", "别处", "2026-03-04").await;
        let page = |id: u128, caller: Caller| async move {
            let mut tx = desk.db.read().await.expect("a transaction");
            let rules = (&desk.catalogue, &*counting());
            app::unit_page(&mut tx, &caller, rules, Uuid::from_u128(id), today()).await
        };
        let found = page(2, clerk().caller).await.expect("a page");
        let above: Vec<&str> = found.above.iter().map(|unit| unit.name.as_str()).collect();
        let registers: Vec<(&str, i64)> =
            found.registers.iter().map(|found| (found.register.as_str(), found.tally.count)).collect();
        let mut recent: Vec<&str> = found.recent.iter().map(|(title, _)| title.as_str()).collect();
        recent.sort_unstable();
        assert_eq!((above, registers), (vec!["滨江街道"], vec![("hazard", 2)]));
        assert_eq!(recent, ["第一处", "第二处"]);
        assert_eq!(found.lapses[0].over.tally.count, 1);
        let street = page(1, clerk().caller).await.expect("a page");
        assert_eq!((street.below.len(), street.registers[0].tally.count), (3, 3));
        let refused = page(3, head_of(Uuid::from_u128(2))).await.expect_err("refused");
        assert_eq!(refused.code(), AppError::NotFound("unit").code());
    }
}
