//! Units that change on a day, on both engines: counters equal a plain scan, the past is read by its own tree, and the unit that
//! goes on answers for what is open.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;
mod published;

use app::{AppError, Asking, Becoming, figure_board};
use desk::*;
use domain::access::{Role, Verb};
use published::*;
use uuid::Uuid;

async fn reform(desk: &Desk, id: Uuid, effect_on: &str, becoming: Becoming) -> Result<(), AppError> {
    let act = act("reform", Role::Administrator);
    let mut tx = desk.db.write().await.expect("a transaction");
    let units = tx.units().await.expect("units");
    let version = units.iter().find(|unit| unit.id == id).expect("known").version;
    let basis = (day(effect_on), "民政〔2026〕3号".to_owned());
    app::reform_unit(&mut tx, &act, (id, version), basis, becoming).await?;
    tx.commit_recorded().await.expect("durable and recorded");
    Ok(())
}

fn code(done: Result<(), AppError>) -> Option<&'static str> {
    done.err().map(|error| error.code())
}

async fn hazard(desk: &Desk, unit: &str, found_on: &str) {
    let fields = [("summary", "a"), ("spot", "a"), ("category", "fire"), ("found_on", found_on)];
    desk.enter(&clerk(), "hazard", entered(unit, &fields)).await.expect("entered");
}

/// Hazards found this year, in ten-thousandths, as the counters of a unit have them.
async fn found_in(desk: &Desk, unit: Uuid) -> i64 {
    let mut tx = desk.db.read().await.expect("a transaction");
    let year = store::Window { first: 202_601, last: 202_612, as_of: 20_261_231 };
    let sums = tx.figure_sums(&[unit], year, None).await.expect("sums");
    sums.get(&(unit, "hazards-found".to_owned())).map_or(0, |sums| sums.standing.0 + sums.happened.0)
}

async fn differences(desk: &Desk) -> usize {
    let mut tx = desk.db.write().await.expect("a transaction");
    let found = app::recount(&mut tx, &act("count", Role::Administrator), &desk.catalogue).await;
    found.expect("counted").len()
}

#[tokio::test]
async fn a_handed_over_grid_keeps_its_code_until_somebody_gives_it_another() {
    for desk in &desks().await.each {
        let act = act("codes", Role::Administrator);
        let mut tx = desk.db.write().await.expect("a transaction");
        let set = async |tx: &mut store::Tx, id: Uuid, code: &str| {
            let unit = tx.units().await?.into_iter().find(|unit| unit.id == id).expect("known");
            let region_code = Some(code.to_owned());
            let entry = app::UnitEntry { kind: unit.kind, name: unit.name, region_code };
            app::change_unit(tx, &act, id, unit.version, entry, None).await
        };
        set(&mut tx, EAST, "350599001001").await.expect("a code");
        set(&mut tx, WEST, "350599001002").await.expect("a code");
        let taken = set(&mut tx, WEST, "350599001001").await;
        assert_eq!(code(taken.map(drop)), Some("unit.code_taken"));
        let (name, region_code) = ("东湖一网格".to_owned(), Some("350599001001001".to_owned()));
        let entry = app::UnitEntry { kind: domain::org::UnitKind::Grid, name, region_code };
        let grid =
            app::add_unit(&mut tx, &act, Some(EAST), entry, day("2026-01-01")).await.expect("a grid").id;
        tx.commit().await.expect("durable");
        reform(desk, grid, "2026-03-01", Becoming::Moved { parent: Some(WEST) }).await.expect("handed over");
        let mut tx = desk.db.write().await.expect("a transaction");
        let kept = tx.units().await.expect("units").into_iter().find(|unit| unit.id == grid).expect("known");
        assert_eq!(kept.region_code.as_deref(), Some("350599001001001"));
        let elsewhere = set(&mut tx, grid, "350599001001002").await;
        assert_eq!(code(elsewhere.map(drop)), Some("unit.code_elsewhere"));
        set(&mut tx, grid, "350599001002001").await.expect("the code of its place");
    }
}

#[tokio::test]
async fn a_merged_community_counts_for_the_one_that_goes_on_and_its_past_does_not() {
    for desk in &desks().await.each {
        publish(desk).await;
        hazard(desk, "东湖社区", "2026-02-10").await;
        hazard(desk, "西山社区", "2026-02-11").await;
        assert_eq!(
            (found_in(desk, EAST).await, found_in(desk, WEST).await, found_in(desk, STREET).await),
            (10_000, 10_000, 20_000)
        );
        reform(desk, EAST, "2026-03-01", Becoming::Merged { into: WEST }).await.expect("merged");
        assert_eq!(
            (found_in(desk, WEST).await, found_in(desk, STREET).await),
            (20_000, 20_000),
            "once for the street"
        );
        assert_eq!(differences(desk).await, 0, "a plain scan gives the same");
        let mut tx = desk.db.read().await.expect("a transaction");
        let past = app::past(&mut tx).await.expect("the past");
        assert_eq!(past.sums(WEST, today()), [(WEST, 1)]);
        let mut before = past.sums(WEST, day("2026-02-28"));
        before.sort_unstable();
        assert_eq!(before, [(EAST, -1), (WEST, 1)]);
        // who heads the community that goes on sees and answers for what the other left open
        let units = tx.units().await.expect("units");
        let posts = [post(Role::CommunityHead, 3, None)];
        let head = domain::access::Caller::new(Uuid::from_u128(9), "王五".into(), &posts, &units, today());
        assert!(head.may_at(Verb::Report, Some(EAST)).is_ok());
        let history = app::unit_history(&mut tx, WEST).await.expect("history");
        assert_eq!(history.iter().map(|entered| entered.change.unit).collect::<Vec<_>>(), [EAST]);
        assert_eq!(history[0].change.basis, "民政〔2026〕3号");
    }
}

#[tokio::test]
async fn a_board_of_an_earlier_day_is_read_by_the_tree_of_that_day() {
    for desk in &desks().await.each {
        publish(desk).await;
        let fields = |name: &'static str| {
            [
                ("name", name),
                ("kind", "production"),
                ("happened_on", "2026-02-10"),
                ("deaths", "1"),
                ("class", "general"),
                ("is_production", "是"),
            ]
        };
        for unit in ["东湖社区", "西山社区"] {
            desk.enter(&clerk(), "incident", entered(unit, &fields("坠落"))).await.expect("entered");
        }
        let deaths = async |unit: Uuid, as_of: &str| {
            let mut tx = desk.db.read().await.expect("a transaction");
            let rules = (&desk.catalogue, &*counting());
            let asking = Asking { as_of: Some(day(as_of)), ..Asking::default() };
            let board =
                figure_board(&mut tx, &clerk().caller, rules, &asking, today()).await.expect("a board");
            let cell = board.cells.into_iter().find(|cell| (cell.target_id, cell.unit_id) == (DECLINE, unit));
            cell.expect("a cell").figure.numerator.to_string()
        };
        let before = (deaths(EAST, "2026-02-28").await, deaths(WEST, "2026-02-28").await);
        assert_eq!(before, ("1".into(), "1".into()));
        reform(desk, EAST, "2026-03-01", Becoming::Merged { into: WEST }).await.expect("merged");
        assert_eq!((deaths(EAST, "2026-02-28").await, deaths(WEST, "2026-02-28").await), before);
        assert_eq!(deaths(WEST, "2026-03-01").await, "2");
        assert_eq!(deaths(STREET, "2026-03-01").await, "2");
    }
}

#[tokio::test]
async fn units_are_renamed_moved_and_split_by_who_keeps_them() {
    for desk in &desks().await.each {
        publish(desk).await;
        let name = |name: &str| Becoming::Renamed { name: name.into() };
        reform(desk, EAST, "2026-03-01", name("东海社区")).await.expect("renamed");
        assert_eq!(code(reform(desk, EAST, "2026-03-01", name("西山社区")).await), Some("unit.name_taken"));
        assert_eq!(code(reform(desk, EAST, "2026-12-31", name("东江社区")).await), Some("unit.not_yet"));
        reform(desk, WEST, "2026-03-02", Becoming::Moved { parent: Some(EAST) }).await.expect("moved");
        let into_itself = Becoming::Moved { parent: Some(WEST) };
        assert_eq!(code(reform(desk, EAST, "2026-03-03", into_itself).await), Some("unit.circle"));
        let split = Becoming::Split { name: "新湖社区".into(), taken: vec![WEST] };
        reform(desk, EAST, "2026-03-03", split).await.expect("split");
        assert_eq!(differences(desk).await, 0);
        let mut tx = desk.db.write().await.expect("a transaction");
        let by = act("r", Role::Clerk);
        let stale = app::reform_unit(&mut tx, &by, (EAST, 99), (today(), String::new()), name("x")).await;
        assert_eq!(code(stale), Some("stale"));
        for role in [Role::CommunityHead, Role::SecurityAdministrator, Role::Leader] {
            let by = act("r", role);
            let done = app::reform_unit(&mut tx, &by, (EAST, 1), (today(), String::new()), name("x")).await;
            assert_eq!(code(done), Some("access.forbidden"));
        }
    }
}
