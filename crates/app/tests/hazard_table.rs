//! The monthly table of hazards on both engines: every cell follows from records.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Becoming, Entered, HazardAsking, HazardRow, HazardTable, hazard_table};
use desk::*;
use domain::indicator::Figure;
use domain::register::Record;
use uuid::Uuid;

async fn table(desk: &Desk, asking: HazardAsking) -> Result<HazardTable, app::AppError> {
    let mut tx = desk.db.read().await.expect("a transaction");
    hazard_table(&mut tx, &clerk().caller, &desk.catalogue, asking, today()).await
}

async fn hazard(desk: &Desk, (unit, sector): (&str, &str), name: &str, more: &[(&str, &str)]) -> Record {
    let mut fields =
        vec![("summary", name), ("spot", name), ("category", "fire"), ("found_on", "2026-01-05")];
    fields.retain(|(code, _)| !more.iter().any(|(other, _)| other == code));
    fields.extend(more);
    let sector = Some(sector.to_owned()).filter(|sector| !sector.is_empty());
    let entered = Entered { sector, ..entered(unit, &fields) };
    desk.enter(&clerk(), "hazard", entered).await.expect("entered")
}

/// Rectified on the first of February and closed the day after.
async fn close(desk: &Desk, hazard: &Record) {
    let photo = desk.photo().await;
    let mut tx = desk.db.write().await.expect("a transaction");
    let mut resolver = desk.resolver(&mut tx, &clerk(), "hazard").await;
    let mut version = hazard.version;
    let steps = [
        (
            "submit",
            entered(
                "",
                &[("rectified_on", "2026-02-01"), ("photos_before", &photo), ("photos_after", &photo)],
            ),
        ),
        ("close", entered("", &[("closed_on", "2026-02-02"), ("rechecker", "王五")])),
    ];
    for (step, with) in steps {
        let moved = app::move_record(&mut tx, &clerk(), &mut resolver, hazard.id, version, step, with).await;
        version = moved.expect("moved").version;
    }
    tx.commit().await.expect("durable");
}

/// Some of all, in whole numbers.
fn of(figure: Figure) -> (String, String) {
    (figure.numerator.normalize().to_string(), figure.denominator.normalize().to_string())
}

fn numbers(row: &HazardRow) -> [(String, String); 4] {
    [of(row.general), of(row.major), of(row.planned), of(row.listed)]
}

fn whole(pairs: [(i64, i64); 4]) -> [(String, String); 4] {
    pairs.map(|(some, all)| (some.to_string(), all.to_string()))
}

async fn entered_all(desk: &Desk) {
    let east = ("东湖社区", "fire");
    let done = hazard(desk, east, "一般已改", &[("funds", "1.5")]).await;
    close(desk, &done).await;
    hazard(desk, east, "一般未改", &[("funds", "0.25")]).await;
    let major = [
        ("level", "major"),
        ("listed", "province"),
        ("rectifier", "某厂"),
        ("measures", "加装喷淋"),
        ("funds", "0"),
        ("due", "2026-06-30"),
        ("contingency", "专人看守"),
    ];
    hazard(desk, east, "重大在治", &major).await;
    hazard(desk, ("西山社区", ""), "未分行业", &[("level", "major"), ("listed", "county")]).await;
    hazard(desk, east, "上年", &[("found_on", "2025-12-31")]).await;
    let site = [("name", "甲厂"), ("kinds", "enterprise"), ("address", "一路1号")];
    desk.enter(&clerk(), "site", entered("东湖社区", &site)).await.expect("entered");
    for day in ["2026-01-10", "2026-02-10"] {
        let visit = [("topic", "自查"), ("site", "甲厂"), ("checked_on", day)];
        let visit = Entered { sector: Some("fire".to_owned()), ..entered("东湖社区", &visit) };
        desk.enter(&clerk(), "self-inspection", visit).await.expect("entered");
    }
}

#[tokio::test]
async fn every_cell_of_the_table_follows_from_records() {
    for desk in &desks().await.each {
        entered_all(desk).await;
        let found = table(desk, HazardAsking::default()).await.expect("a table");
        let sectors: Vec<Option<&str>> = found.rows.iter().map(|row| row.sector.as_deref()).collect();
        assert_eq!(sectors, [Some("fire"), None]);
        assert_eq!(numbers(&found.rows[0]), whole([(1, 2), (0, 1), (1, 1), (1, 1)]));
        assert_eq!(numbers(&found.rows[1]), whole([(0, 0), (0, 1), (0, 1), (0, 1)]));
        assert_eq!(numbers(&found.total), whole([(1, 2), (0, 2), (1, 2), (1, 2)]));
        assert_eq!(of(found.rows[0].funds).0, "1.75");
        // two visits to one site are one site
        assert_eq!((found.rows[0].sites, found.total.sites), (1, 1));
    }
}

#[tokio::test]
async fn a_table_is_of_a_unit_and_of_whole_months_up_to_today() {
    for desk in &desks().await.each {
        entered_all(desk).await;
        let day = |text: &str| Some(text.parse().expect("a day"));
        let west = HazardAsking { unit: Some(Uuid::from_u128(3)), ..HazardAsking::default() };
        let found = table(desk, west).await.expect("a table");
        assert_eq!(numbers(&found.total), whole([(0, 0), (0, 1), (0, 1), (0, 1)]));
        // as of the last day of January nothing was rectified yet
        let january = HazardAsking { last: day("2026-01-15"), ..HazardAsking::default() };
        let found = table(desk, january).await.expect("a table");
        assert_eq!(found.days.last.to_string(), "2026-01-31");
        assert_eq!(of(found.total.general), ("0".to_owned(), "2".to_owned()));
        let december = HazardAsking { first: day("2025-12-01"), ..HazardAsking::default() };
        assert_eq!(of(table(desk, december).await.expect("a table").total.general).1, "3");
        let backwards = HazardAsking { first: day("2026-02-01"), last: day("2026-01-01"), unit: None };
        assert_eq!(table(desk, backwards).await.expect_err("refused").code(), "list.bad_query");
    }
}

#[tokio::test]
async fn a_table_of_a_month_that_is_over_is_of_the_units_as_they_were() {
    for desk in &desks().await.each {
        entered_all(desk).await;
        let (east, west) = (Uuid::from_u128(2), Uuid::from_u128(3));
        let of_unit = |unit, last: &str| HazardAsking {
            unit: Some(unit),
            first: None,
            last: Some(last.parse().expect("a day")),
        };
        let before = table(desk, of_unit(west, "2026-01-31")).await.expect("a table");
        let mut tx = desk.db.write().await.expect("a transaction");
        let version =
            tx.units().await.expect("units").iter().find(|unit| unit.id == east).expect("known").version;
        let basis = ("2026-03-01".parse().expect("a day"), "民政〔2026〕3号".to_owned());
        let merged = Becoming::Merged { into: west };
        app::reform_unit(&mut tx, &clerk(), (east, version), basis.clone(), merged).await.expect("merged");
        let version =
            tx.units().await.expect("units").iter().find(|unit| unit.id == west).expect("known").version;
        let renamed = Becoming::Renamed { name: "湖山社区".to_owned() };
        app::reform_unit(&mut tx, &clerk(), (west, version), basis, renamed).await.expect("renamed");
        tx.commit_recorded().await.expect("durable");
        let after = table(desk, of_unit(west, "2026-01-31")).await.expect("a table");
        assert_eq!((&after.rows, &after.total), (&before.rows, &before.total));
        assert_eq!(after.unit.expect("a unit").name, "西山社区");
        let now = table(desk, of_unit(west, &today().to_string())).await.expect("a table");
        assert_eq!(numbers(&now.total), whole([(1, 2), (0, 2), (1, 2), (1, 2)]), "it answers for both");
        assert_eq!((now.total.sites, now.unit.expect("a unit").name.as_str()), (1, "湖山社区"));
    }
}
