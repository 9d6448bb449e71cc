//! The register of hazards, the life that `domain::hazard` gives them, and the page that tells of it say the same.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read the catalogue must stop")]

use catalogue::Catalogue;
use domain::access::Role;
use domain::hazard::{HAZARD, Level, Point, Step};
use domain::register::{FieldKind, Register};
use std::collections::BTreeSet;

fn hazards() -> Register {
    let catalogue = Catalogue::carried().unwrap_or_else(|faults| panic!("{faults:?}"));
    catalogue.registers.into_iter().find(|register| register.code == HAZARD).expect("the register")
}

#[test]
fn each_move_of_the_register_is_one_that_the_life_knows() {
    let register = hazards();
    let moves: BTreeSet<&str> = register.transitions.iter().map(|step| step.code.as_str()).collect();
    let known: BTreeSet<&str> = Step::ALL.iter().map(|step| step.as_str()).collect();
    assert_eq!(moves, known);
    for (n, step) in register.transitions.iter().enumerate() {
        let twin = register.transitions[..n]
            .iter()
            .find(|other| other.to == step.to && other.from.iter().any(|state| step.from.contains(state)));
        assert!(twin.is_none(), "{} cannot be told from {:?}", step.code, twin.map(|other| &other.code));
    }
}

#[test]
fn what_the_life_reads_are_fields_of_the_register() {
    let register = hazards();
    let dates = ["found_on", "due", "rectified_on", "closed_on", "disclosed_on"];
    for code in dates {
        assert!(matches!(register.field(code).expect(code).kind, FieldKind::Date), "{code}");
    }
    for code in Point::ALL.map(Point::field).into_iter().chain(["basis", "photos_before", "photos_after"]) {
        assert!(register.field(code).is_some_and(|field| !field.is_retired), "{code}");
    }
    let FieldKind::Choice { options, .. } = &register.field("level").expect("level").kind else {
        panic!("a level is chosen")
    };
    let levels: Vec<&str> = options.iter().map(|option| option.code.as_str()).collect();
    assert_eq!(levels, Level::ALL.iter().map(|level| level.as_str()).collect::<Vec<_>>());
}

#[test]
fn the_page_says_who_may_take_which_move() {
    let page = include_str!("../../../docs/hazards.md");
    let table = page.split("<!-- roles -->").nth(1).and_then(|rest| rest.split("<!-- /roles -->").next());
    let mut lines = table.expect("the table").lines().filter(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let head = cells(lines.next().expect("a head"));
    let roles: Vec<Role> = head[2..].iter().map(|role| Role::parse(role).expect("a role")).collect();
    let told: BTreeSet<Vec<String>> = lines.skip(1).map(cells).collect();
    let register = hazards();
    let mut expected = BTreeSet::new();
    for state in &register.states {
        for step in register.transitions.iter().filter(|step| step.from.contains(&state.code)) {
            let may = roles.iter().map(|role| if step.is_for(*role) { "yes" } else { "" }.to_owned());
            let named = [(&state.name.zh, &state.code), (&step.name.zh, &step.code)];
            let named = named.map(|(name, code)| format!("{name} `{code}`"));
            expected.insert(named.into_iter().chain(may).collect::<Vec<String>>());
        }
    }
    assert_eq!(told, expected);
}
