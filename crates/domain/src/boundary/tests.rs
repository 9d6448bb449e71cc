//! What is a boundary, and which places lie in the territory of a unit.

use super::*;
use crate::org::{Changed, OrgUnit, Past, Reform, UnitChange, UnitKind};
use crate::register::{FieldProblem, ValueProblem};
use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::sync::Arc;
use uuid::Uuid;

/// A square of 0.02 degrees, some two kilometres, whose south-western corner is given.
fn square(east: f64, north: f64) -> Area {
    let (far_east, far_north) = (east + 0.02, north + 0.02);
    vec![vec![(east, north), (far_east, north), (far_east, far_north), (east, far_north), (east, north)]]
}

fn boundary(areas: Vec<Area>) -> Boundary {
    Boundary::new(areas).expect("a boundary")
}

fn place(east: f64, north: f64) -> Place {
    let degrees = |degrees: f64| Decimal::try_from(degrees).expect("a number").round_dp(6);
    Place { longitude: degrees(east), latitude: degrees(north) }
}

/// So many metres north of a latitude.
fn north_of(latitude: f64, metres: f64) -> f64 {
    latitude + metres / METRES_PER_DEGREE
}

#[test]
fn a_place_inside_or_on_the_line_is_not_outside() {
    let one = boundary(vec![square(118.5, 24.8)]);
    for (east, north) in [(118.51, 24.81), (118.5, 24.8), (118.52, 24.81), (118.51, 24.82)] {
        assert_eq!(one.metres_outside(place(east, north)), 0, "{east},{north}");
    }
    assert_eq!(one.metres_outside(place(118.51, north_of(24.82, 300.0))), 300);
    // a degree east is shorter than one north
    assert_eq!(one.metres_outside(place(118.53, 24.81)), 1009);
}

#[test]
fn a_hole_is_outside_and_each_of_several_areas_inside() {
    let mut with_hole = square(118.5, 24.8);
    with_hole.push(vec![
        (118.505, 24.805),
        (118.515, 24.805),
        (118.515, 24.815),
        (118.505, 24.815),
        (118.505, 24.805),
    ]);
    let both = boundary(vec![with_hole, square(118.6, 24.8)]);
    assert_eq!((both.pieces(), both.points()), (2, 15));
    assert!(both.metres_outside(place(118.51, 24.81)) > 400, "in the hole");
    assert_eq!(both.metres_outside(place(118.61, 24.81)), 0);
    assert!(both.metres_outside(place(118.56, 24.81)) > 3000, "between the two");
    assert_eq!(both.bounds(), ((118.5, 24.8), (118.62, 24.82)));
    let pieces = boundary(vec![square(118.5, 24.8)]).joined(boundary(vec![square(118.6, 24.8)]));
    assert_eq!(pieces.expect("joined").pieces(), 2);
}

#[test]
fn what_is_wrong_with_an_area_is_told_with_its_place() {
    let code = |areas: Vec<Area>| {
        let error = Boundary::new(areas).expect_err("no boundary");
        (error.code(), error.at().map(|at| (at.area, at.ring, at.point)))
    };
    assert_eq!(code(vec![]), ("boundary.no_area", None));
    assert_eq!(code(vec![vec![]]), ("boundary.no_area", None));
    let mut open = square(118.5, 24.8);
    open[0].pop();
    assert_eq!(code(vec![square(118.5, 24.8), open]), ("boundary.not_closed", Some((2, 1, 4))));
    let line = vec![vec![(118.5, 24.8), (118.6, 24.8), (118.5, 24.8)]];
    assert_eq!(code(vec![line]), ("boundary.too_few_points", Some((1, 1, 1))));
    let mut metres = square(118.5, 24.8);
    metres[0][2] = (39_551_234.5, 2_743_210.0);
    assert_eq!(code(vec![metres]), ("boundary.out_of_range", Some((1, 1, 3))));
    let swapped = square(118.5, 24.8)[0].iter().map(|(east, north)| (*north, *east)).collect();
    assert_eq!(code(vec![vec![swapped]]), ("boundary.swapped", Some((1, 1, 1))));
}

#[test]
fn a_boundary_has_at_most_so_many_points() {
    let many = |count: usize| {
        let step = |n: usize| 118.5 + 0.02 * n as f64 / count as f64;
        let mut ring: Ring = (0..count - 2).map(|n| (step(n), 24.8)).collect();
        ring.extend([(118.52, 24.9), (118.5, 24.8)]);
        Boundary::new(vec![vec![ring]])
    };
    assert_eq!(many(MOST_POINTS).expect("just so many").points(), MOST_POINTS);
    assert_eq!(many(MOST_POINTS + 1), Err(BoundaryError::TooManyPoints));
    let joined = many(MOST_POINTS).expect("just so many").joined(boundary(vec![square(118.5, 24.8)]));
    assert_eq!(joined, Err(BoundaryError::TooManyPoints));
    let outline = many(MOST_POINTS).expect("just so many").outline(1e-5);
    assert_eq!(outline[0][0].len(), 4, "what lies on a straight line is not drawn");
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn unit(n: u128, parent: Option<u128>, kind: UnitKind, name: &str) -> OrgUnit {
    OrgUnit {
        id: id(n),
        parent: parent.map(id),
        kind,
        name: name.into(),
        region_code: None,
        valid_from: NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day"),
        valid_to: None,
        version: 0,
    }
}

/// A street 1 with the communities 2 and 3, a grid 4 of the first, and a department 5.
fn street() -> Vec<OrgUnit> {
    vec![
        unit(1, None, UnitKind::Street, "滨江街道"),
        unit(2, Some(1), UnitKind::Community, "东湖社区"),
        unit(3, Some(1), UnitKind::Community, "西山社区"),
        unit(4, Some(2), UnitKind::Grid, "东湖一网格"),
        unit(5, Some(1), UnitKind::Department, "安办"),
    ]
}

/// East and west of 118.52, side by side.
const EAST_AT: (f64, f64) = (118.53, 24.81);
const WEST_AT: (f64, f64) = (118.51, 24.81);

fn drawn(unit: u128, reading: u128, areas: Vec<Area>) -> Drawn {
    Drawn { unit: id(unit), reading: id(reading), boundary: Arc::new(boundary(areas)) }
}

/// Community 2 in the east and 3 in the west, read in as 100 and 101.
fn both() -> Vec<Drawn> {
    vec![drawn(2, 100, vec![square(118.52, 24.8)]), drawn(3, 101, vec![square(118.5, 24.8)])]
}

fn code(territories: &Territories, unit: u128, (east, north): (f64, f64)) -> Option<&'static str> {
    territories.problem(id(unit), place(east, north)).map(|problem| problem.code())
}

#[test]
fn a_place_lies_in_the_nearest_territory_above_that_is_known() {
    let past = Past::new(street(), Vec::new());
    let nothing = Territories::new(&past, &[]);
    let known = Territories::new(&past, &both());
    for unit in [1, 2, 3, 4, 5, 9] {
        assert_eq!(code(&nothing, unit, (110.0, 20.0)), None, "without a boundary nothing is checked");
    }
    assert_eq!(code(&known, 4, EAST_AT), None, "a grid lies in its community");
    assert_eq!(code(&known, 4, WEST_AT), Some("place.far_outside"));
    assert_eq!(code(&known, 3, WEST_AT), None);
    assert_eq!(code(&known, 1, (110.0, 20.0)), None, "the street has no boundary of its own");
    let problem = known.problem(id(4), place(118.518, 24.81));
    let outside = |unit: &str, metres| Some(FieldProblem::Outside { unit: unit.into(), metres });
    assert_eq!(problem, outside("东湖社区", 202));
}

#[test]
fn two_hundred_metres_outside_are_still_inside() {
    let known = Territories::new(&Past::new(street(), Vec::new()), &both());
    let at = |metres| code(&known, 2, (118.53, north_of(24.82, metres)));
    assert_eq!(at(f64::from(TOLERANCE_METRES)), None);
    assert_eq!(at(f64::from(TOLERANCE_METRES) + 1.0), Some("place.outside"));
    assert_eq!([at(999.0), at(1000.0)], [Some("place.outside"), Some("place.far_outside")]);
}

#[test]
fn longitude_and_latitude_in_each_others_place_are_told_as_such() {
    // in Xinjiang both orders are degrees of the globe, and only the territory tells them apart
    let wide = vec![drawn(2, 100, vec![square(80.0, 40.0)])];
    let known = Territories::new(&Past::new(street(), Vec::new()), &wide);
    let problem = known.problem(id(2), place(40.01, 80.01)).expect("swapped");
    assert_eq!(problem, ValueProblem::Swapped { right: place(80.01, 40.01) }.into());
    assert_eq!(problem.code(), "place.swapped");
    assert_eq!(code(&known, 2, (80.01, 40.01)), None);
}

fn after(units: Vec<OrgUnit>, first: u128, changed: Vec<Changed>, before: &[UnitChange]) -> Past {
    let (mut units, mut changes) = (units, before.to_vec());
    for (n, (new, change)) in (first..).zip(changed) {
        let place = units.iter_mut().find(|unit| unit.id == new.id).expect("known");
        *place = new;
        changes.push(UnitChange { id: id(n), ..change });
    }
    Past::new(units, changes)
}

fn on() -> Reform {
    let day = NaiveDate::from_ymd_opt(2026, 4, 1).expect("a day");
    Reform { effect_on: day, today: day, basis: String::new() }
}

#[test]
fn the_heir_covers_what_it_took_over_after_its_boundary_was_read() {
    let past = Past::new(street(), Vec::new());
    let merged = on().merged(&past, id(2), id(3)).expect("merged");
    let past = after(street(), 200, merged, &[]);
    let known = Territories::new(&past, &both());
    assert_eq!([code(&known, 3, EAST_AT), code(&known, 3, WEST_AT)], [None, None]);
    assert_eq!(code(&known, 3, (118.6, 24.81)), Some("place.far_outside"), "and nothing else");
    assert_eq!(code(&known, 4, EAST_AT), None, "the grid went along");
    assert_eq!(known.parts(id(3)).map(<[_]>::len), Some(2));
    // a boundary that was read in later says by itself how far the heir reaches
    let later = [both()[0].clone(), drawn(3, 300, vec![square(118.5, 24.8)])];
    assert_eq!(code(&Territories::new(&past, &later), 3, EAST_AT), Some("place.far_outside"));
}

#[test]
fn who_took_over_what_nobody_drew_is_not_checked_by_the_old_boundary() {
    let past = Past::new(street(), Vec::new());
    let merged = on().merged(&past, id(2), id(3)).expect("merged");
    let past = after(street(), 200, merged, &[]);
    let only_west = [both()[1].clone()];
    assert_eq!(code(&Territories::new(&past, &only_west), 3, (110.0, 20.0)), None);
    let street_too = [both()[1].clone(), drawn(1, 102, vec![square(118.5, 24.8), square(118.52, 24.8)])];
    let known = Territories::new(&past, &street_too);
    assert_eq!(code(&known, 3, EAST_AT), None, "the street reaches as far as before");
    assert_eq!(code(&known, 3, (118.6, 24.81)), Some("place.far_outside"));
    let department = on().merged(&Past::new(street(), Vec::new()), id(5), id(3)).expect("merged");
    let past = after(street(), 200, department, &[]);
    let known = Territories::new(&past, &only_west);
    assert_eq!(code(&known, 3, EAST_AT), Some("place.far_outside"), "a department brought no land");
}

#[test]
fn a_community_that_was_handed_over_brings_its_land() {
    let mut units = street();
    units.push(unit(6, None, UnitKind::Street, "望江街道"));
    let moved = on().moved_to(&Past::new(units.clone(), Vec::new()), id(2), Some(id(6))).expect("moved");
    let past = after(units, 200, vec![moved], &[]);
    let mut all = both();
    all.push(drawn(6, 103, vec![square(118.54, 24.8)]));
    let known = Territories::new(&past, &all);
    assert_eq!([code(&known, 6, EAST_AT), code(&known, 6, (118.55, 24.81))], [None, None]);
    assert_eq!(code(&known, 6, WEST_AT), Some("place.far_outside"));
}

proptest! {
    #[test]
    fn a_boundary_comes_back_from_its_text(
        corners in prop::collection::vec((73.0..136.0f64, 3.0..54.0f64), 3..40)
    ) {
        let mut ring: Ring = corners;
        ring.push(ring[0]);
        if let Ok(one) = Boundary::new(vec![vec![ring]]) {
            prop_assert_eq!(Boundary::parse(&one.text()), Some(one));
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[0-9,.; |a-]{0,60}") {
        let _ = Boundary::parse(&text);
    }

    #[test]
    fn a_place_is_refused_just_when_it_lies_further_out_than_the_tolerance(metres in 0u32..5000) {
        let known = Territories::new(&Past::new(street(), Vec::new()), &both());
        let there = place(118.53, north_of(24.82, f64::from(metres)));
        prop_assert_eq!(known.problem(id(2), there).is_some(), metres > TOLERANCE_METRES);
    }

    #[test]
    fn what_lies_in_one_of_several_areas_lies_in_the_whole(
        east in 118.4..118.7f64, north in 24.7..24.9f64
    ) {
        let (one, other) = (boundary(vec![square(118.5, 24.8)]), boundary(vec![square(118.6, 24.8)]));
        let whole = one.clone().joined(other.clone()).expect("joined");
        let there = place(east, north);
        let nearest = one.metres_outside(there).min(other.metres_outside(there));
        prop_assert_eq!(whole.metres_outside(there), nearest);
    }
}
