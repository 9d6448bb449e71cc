//! Boundaries of units on both engines: read in by who keeps units, told in the trail, and asked by every way on which a place
//! comes in.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{AppError, Becoming, BoundaryDid, Entered, TakenBoundaries, Unfit};
use desk::*;
use domain::access::Role;
use domain::register::RecordError;
use serde_json::{Value, json};
use uuid::Uuid;

const STREET: Uuid = Uuid::from_u128(1);
const EAST: Uuid = Uuid::from_u128(2);
const WEST: Uuid = Uuid::from_u128(3);
/// Within the eastern and the western community, and some 3 km east of both.
const IN_EAST: &str = "118.53,24.81";
const IN_WEST: &str = "118.51,24.81";
const BESIDE: &str = "118.57,24.81";

/// A square of 0.02 degrees under a name.
fn square(name: &str, east: f64) -> Value {
    let (far, north) = (east + 0.02, 24.8);
    let ring = json!([[east, north], [far, north], [far, north + 0.02], [east, north + 0.02], [east, north]]);
    let geometry = json!({ "type": "Polygon", "coordinates": [ring] });
    json!({ "type": "Feature", "properties": { "name": name }, "geometry": geometry })
}

async fn take(desk: &Desk, role: Role, features: &[Value]) -> Result<TakenBoundaries, AppError> {
    let file = json!({ "type": "FeatureCollection", "features": features }).to_string();
    let areas = app::read_boundaries(file.as_bytes())?;
    let mut tx = desk.db.write().await?;
    let taken = app::take_boundaries(&mut tx, &act("boundaries", role), areas).await?;
    tx.commit_recorded().await?;
    Ok(taken)
}

async fn both(desk: &Desk) {
    let features = [square("东湖社区", 118.52), square("西山社区", 118.5)];
    take(desk, Role::Clerk, &features).await.expect("two boundaries");
}

fn hazard(unit: &str, place: &str) -> Entered {
    let spot = format!("{place}一处");
    let fields = [
        ("summary", spot.as_str()),
        ("spot", &spot),
        ("category", "fire"),
        ("found_on", "2026-02-10"),
        ("place", place),
    ];
    entered(unit, &fields)
}

fn wrong(done: Result<impl Sized, AppError>) -> Vec<(String, &'static str)> {
    match done {
        Ok(_) => Vec::new(),
        Err(AppError::Record(RecordError::Fields(errors))) => {
            errors.into_iter().map(|error| (error.field, error.problem.code())).collect()
        }
        Err(other) => panic!("{other:?}"),
    }
}

fn at_place(code: &'static str) -> Vec<(String, &'static str)> {
    vec![("place".to_owned(), code)]
}

#[tokio::test]
async fn a_file_gives_units_their_boundaries_and_tells_what_is_of_no_unit() {
    for desk in &desks().await.each {
        let features = [
            square("东湖社区", 118.52),
            square("北山社区", 118.6),
            square("滨江街道/西山社区", 118.5),
            square("西山社区", 118.4),
        ];
        let taken = take(desk, Role::Clerk, &features).await.expect("taken");
        let units: Vec<_> = taken.units.iter().map(|one| (one.unit.id, one.points, one.did)).collect();
        assert_eq!(
            units,
            [(EAST, 5, BoundaryDid::Made), (WEST, 10, BoundaryDid::Made)],
            "pieces of one unit are joined"
        );
        let unfit: Vec<_> =
            taken.unfit.iter().map(|one| (one.feature, one.named.as_deref(), one.why)).collect();
        assert_eq!(unfit, [(2, Some("北山社区"), Unfit::NoSuchUnit)]);
        let again = take(desk, Role::SystemAdministrator, &features[..1]).await.expect("taken");
        assert_eq!(again.units[0].did, BoundaryDid::Nothing);
        let moved = take(desk, Role::Clerk, &[square("东湖社区", 118.54)]).await.expect("taken");
        assert_eq!(moved.units[0].did, BoundaryDid::Changed);
        let mut tx = desk.db.read().await.expect("a transaction");
        let events = tx.audit_of("unit", &EAST.to_string()).await.expect("events");
        let told: Vec<_> = events.iter().filter(|event| event.action == "unit.boundary").collect();
        assert_eq!(told.len(), 2, "what changes nothing is no event");
        assert_eq!(told[1].before_json, told[0].after_json);
        assert!(told[0].after_json.as_ref().is_some_and(|after| after.contains("\"points\":5")));
        drop(tx);
        for role in [Role::CommunityHead, Role::SecurityAdministrator, Role::Leader] {
            let refused = take(desk, role, &features).await.expect_err("refused");
            assert_eq!(refused.code(), "access.forbidden");
        }
    }
}

#[tokio::test]
async fn a_place_outside_is_told_at_its_field_and_one_inside_is_kept() {
    for desk in &desks().await.each {
        assert_eq!(
            wrong(desk.enter(&clerk(), "hazard", hazard("东湖社区", BESIDE)).await),
            [],
            "nothing is known yet"
        );
        both(desk).await;
        let enter = async |unit: &str, place: &str| desk.enter(&clerk(), "hazard", hazard(unit, place)).await;
        assert_eq!(wrong(enter("东湖社区", IN_EAST).await), []);
        assert_eq!(wrong(enter("东湖社区", IN_WEST).await), at_place("place.far_outside"));
        assert_eq!(wrong(enter("东湖社区", "118.517,24.81").await), at_place("place.outside"));
        assert_eq!(wrong(enter("东湖社区", "24.81,118.53").await), at_place("place.swapped"));
        assert_eq!(wrong(enter("滨江街道", BESIDE).await), [], "the street has no boundary of its own");
        // beside what else is wrong
        let mut two = hazard("东湖社区", BESIDE);
        two.fields.insert("found_on".to_owned(), vec!["昨天".to_owned()]);
        let found = wrong(desk.enter(&clerk(), "hazard", two).await);
        assert_eq!(
            found,
            [("found_on".to_owned(), "field.not_a_day"), ("place".to_owned(), "place.far_outside")]
        );
    }
}

#[tokio::test]
async fn only_a_place_that_changes_is_looked_at() {
    for desk in &desks().await.each {
        let old = desk.enter(&clerk(), "hazard", hazard("东湖社区", BESIDE)).await.expect("entered");
        both(desk).await;
        let fields = entered("", &[("summary", "改过"), ("place", BESIDE)]);
        let same = desk.change(&clerk(), &old, fields).await.expect("another field is changed");
        assert_eq!(
            wrong(desk.change(&clerk(), &same, entered("", &[("place", IN_WEST)])).await),
            at_place("place.far_outside")
        );
        let right = desk.change(&clerk(), &same, entered("", &[("place", IN_EAST)])).await.expect("inside");
        // many at once
        let mut tx = desk.db.write().await.expect("a transaction");
        let mut resolver = desk.resolver(&mut tx, &clerk(), "hazard").await;
        let chosen = [(right.id, right.version)];
        let rows = app::bulk_change(
            &mut tx,
            &clerk(),
            &mut resolver,
            &chosen,
            &entered("", &[("place", BESIDE)]),
            false,
        )
        .await
        .expect("a preview");
        let errors = rows[0].after.as_ref().expect_err("outside");
        assert_eq!(errors[0].problem.code(), "place.far_outside");
    }
}

#[tokio::test]
async fn a_sheet_tells_the_row_whose_place_lies_outside() {
    for desk in &desks().await.each {
        both(desk).await;
        let register = desk.catalogue.registers.iter().find(|known| known.code == "hydrant").expect("known");
        let sheet = format!(
            "社区,编号,坐标\n东湖社区,DH-1,\"{IN_EAST}\"\n东湖社区,DH-2,\"{IN_WEST}\"\n西山社区,DH-3,\"24.81,118.51\"\n"
        );
        let mut tx = desk.db.write().await.expect("a transaction");
        let (_, import) = desk.checked_sheet(&mut tx, &clerk(), register, sheet.as_bytes()).await;
        let report: Value = serde_json::from_str(&import.report).expect("JSON");
        assert_eq!((&report["new"], &report["bad"]), (&json!(1), &json!(2)), "{report}");
        let problems: Vec<_> = report["problems"]
            .as_array()
            .expect("problems")
            .iter()
            .map(|problem| (&problem["row"], &problem["code"], &problem["params"]))
            .collect();
        let far = json!({ "unit": "东湖社区", "metres": 1009, "kilometres": "1.0" });
        let right = json!({ "right": "118.51,24.81" });
        let expect =
            [(&json!(3), &json!("place.far_outside"), &far), (&json!(4), &json!("place.swapped"), &right)];
        assert_eq!(problems, expect);
    }
}

#[tokio::test]
async fn the_unit_that_goes_on_takes_places_of_what_it_took_over() {
    for desk in &desks().await.each {
        both(desk).await;
        let enter =
            async |place: &str| wrong(desk.enter(&clerk(), "hazard", hazard("西山社区", place)).await);
        assert_eq!(enter(IN_EAST).await, at_place("place.far_outside"));
        let mut tx = desk.db.write().await.expect("a transaction");
        let becoming = Becoming::Merged { into: WEST };
        let basis = ("2026-03-01".parse().expect("a day"), String::new());
        app::reform_unit(&mut tx, &act("r", Role::Administrator), (EAST, 0), basis, becoming)
            .await
            .expect("merged");
        tx.commit_recorded().await.expect("durable");
        assert_eq!((enter(IN_EAST).await, enter(BESIDE).await), (vec![], at_place("place.far_outside")));
        let mut tx = desk.db.read().await.expect("a transaction");
        let plot = app::unit_plot(&mut tx, STREET, today()).await.expect("a map");
        let shown: Vec<_> = plot.below.iter().map(|one| (one.unit.id, one.areas.len())).collect();
        assert_eq!((plot.own, shown), (None, vec![(WEST, 2)]));
        drop(tx);
        // lines that are read in after it say by themselves how far it reaches
        take(desk, Role::Clerk, &[square("西山社区", 118.54)]).await.expect("taken");
        assert_eq!(
            (enter("118.55,24.81").await, enter(IN_EAST).await),
            (vec![], at_place("place.far_outside"))
        );
    }
}

#[tokio::test]
async fn a_boundary_is_taken_away_by_who_saw_it() {
    for desk in &desks().await.each {
        both(desk).await;
        let mut tx = desk.db.write().await.expect("a transaction");
        let plot = app::unit_plot(&mut tx, EAST, today()).await.expect("a map");
        let reading = plot.own.expect("its boundary").reading;
        let by = act("r", Role::Clerk);
        let stale = app::remove_boundary(&mut tx, &by, EAST, Uuid::nil()).await.expect_err("another");
        assert_eq!(stale.code(), "stale");
        let head = app::remove_boundary(&mut tx, &act("r", Role::CommunityHead), EAST, reading).await;
        assert_eq!(head.expect_err("refused").code(), "access.forbidden");
        app::remove_boundary(&mut tx, &by, EAST, reading).await.expect("taken away");
        let gone = app::remove_boundary(&mut tx, &by, EAST, reading).await.expect_err("gone");
        assert_eq!(gone.code(), "not_found");
        tx.commit_recorded().await.expect("durable and recorded");
        assert_eq!(wrong(desk.enter(&clerk(), "hazard", hazard("东湖社区", BESIDE)).await), []);
    }
}
