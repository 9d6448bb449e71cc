//! The register of hazards, the life that `domain::hazard` gives them, and the page that tells of it say the same.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read the catalogue must stop")]

use catalogue::Catalogue;
use domain::access::Role;
use domain::hazard::{Group, HAZARD, Judgement, Level, Point, Step, criteria_on, judge, rule_on};
use domain::matter::{
    CAMPAIGN_PLAN, CONSULTATION, CONSULTATION_ITEM, CampaignStage, CampaignStep, ConsultationStage,
    ConsultationStep, ITEM_OPEN, LISTING, Limit, ListLevel, ListingStage, ListingStep, MATTERS, MatterWait,
    TRANSFER, TransferKind, TransferStage, TransferStep, listing_rule_on, transfer_rule_on,
};
use domain::register::{FieldKind, Register};
use domain::todo::Term;
use std::collections::BTreeSet;

fn of_code(code: &str) -> Register {
    let catalogue = Catalogue::carried().unwrap_or_else(|faults| panic!("{faults:?}"));
    catalogue.registers.into_iter().find(|register| register.code == code).expect("the register")
}

fn hazards() -> Register {
    of_code(HAZARD)
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
fn the_states_and_moves_of_a_listing_are_those_that_its_life_knows() {
    let register = of_code(LISTING);
    let states: BTreeSet<&str> = register.states.iter().map(|state| state.code.as_str()).collect();
    assert_eq!(states, ListingStage::ALL.iter().map(|stage| stage.as_str()).collect());
    let moves: BTreeSet<&str> = register.transitions.iter().map(|step| step.code.as_str()).collect();
    assert_eq!(moves, ListingStep::ALL.iter().map(|step| step.as_str()).collect());
    for state in &register.states {
        let stage = ListingStage::parse(&state.code).expect("a stage");
        assert_eq!(state.is_final, stage.is_over(), "{}", state.code);
    }
}

#[test]
fn what_a_matter_waits_for_is_a_move_of_its_register_and_the_states_are_known() {
    let matters: Vec<Register> = MATTERS.iter().map(|code| of_code(code)).collect();
    for step in MatterWait::ALL.iter().filter_map(|wait| wait.step()) {
        assert!(matters.iter().any(|register| register.transition(step).is_some()), "{step}");
    }
    let knows = |register: &Register, state: &str, step: &str| {
        let states = register.states.iter().all(|known| match register.code.as_str() {
            TRANSFER => {
                TransferStage::parse(&known.code).is_some_and(|stage| stage.is_over() == known.is_final)
            }
            _ => ConsultationStage::parse(&known.code).is_some_and(|stage| stage.is_over() == known.is_final),
        });
        states && register.state(state).is_some() && register.transition(step).is_some()
    };
    let campaigns = of_code(CAMPAIGN_PLAN);
    for state in &campaigns.states {
        assert!(CampaignStage::parse(&state.code).is_some_and(|stage| stage.is_over() == state.is_final));
    }
    assert!(CampaignStep::ALL.iter().all(|step| campaigns.transition(step.as_str()).is_some()));
    for step in TransferStep::ALL {
        assert!(knows(&of_code(TRANSFER), "received", step.as_str()), "{step:?}");
    }
    for step in ConsultationStep::ALL {
        assert!(knows(&of_code(CONSULTATION), "concluded", step.as_str()), "{step:?}");
    }
    assert!(of_code(CONSULTATION_ITEM).state(ITEM_OPEN).is_some());
}

#[test]
fn a_rule_of_transfers_is_in_force_for_each_kind_and_suspected_crimes_go_by_order_310() {
    let rules = Catalogue::carried().expect("no fault").rules;
    for kind in TransferKind::ALL {
        assert!(transfer_rule_on(&rules.transfers, *kind, day("2026-03-05")).is_some(), "{kind:?}");
    }
    let crime = transfer_rule_on(&rules.transfers, TransferKind::Crime, day("2026-03-05")).expect("a rule");
    assert_eq!((crime.send_within, crime.answer_within), (Some(Term::Days(4)), Some(Term::Days(3))));
}

#[test]
fn a_rule_of_listing_is_in_force_for_each_level_and_what_is_not_known_of_it_is_left_open() {
    let rules = Catalogue::carried().expect("no fault").rules;
    for level in ListLevel::ALL {
        let rule = listing_rule_on(&rules.listing, *level, day("2026-03-05")).expect("a rule");
        assert!(!rule.source.is_empty() && rule.limit(Limit::Accept).is_some(), "{level:?}");
    }
    let province = listing_rule_on(&rules.listing, ListLevel::Province, day("2026-03-05")).expect("a rule");
    assert_eq!((province.most_days, province.limit(Limit::Publish)), (None, None));
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
    let lives = [
        ("roles", HAZARD),
        ("listing", LISTING),
        ("transfer", TRANSFER),
        ("consultation", CONSULTATION),
        ("campaign-plan", CAMPAIGN_PLAN),
    ];
    for (mark, code) in lives {
        tells(page, mark, &of_code(code));
    }
}

/// A table of the page, state by state and move by move, is that of a register.
fn tells(page: &str, mark: &str, register: &Register) {
    let (begin, end) = (format!("<!-- {mark} -->"), format!("<!-- /{mark} -->"));
    let table = page.split(&begin).nth(1).and_then(|rest| rest.split(&end).next());
    let mut lines = table.expect("the table").lines().filter(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let head = cells(lines.next().expect("a head"));
    let roles: Vec<Role> = head[2..].iter().map(|role| Role::parse(role).expect("a role")).collect();
    let told: BTreeSet<Vec<String>> = lines.skip(1).map(cells).collect();
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

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn one_edition_of_the_fire_standard_is_in_force_on_each_day_and_judges_categories_of_the_register() {
    let rules = Catalogue::carried().expect("no fault").rules;
    let edition = |on: &str| {
        let found: Vec<&str> =
            criteria_on(&rules.criteria, "fire", day(on)).map(|one| one.code.as_str()).collect();
        found.join(",")
    };
    assert_eq!(edition("2018-06-30"), "");
    assert_eq!(edition("2018-07-01"), "fire-2017");
    assert_eq!(edition("2025-10-31"), "fire-2017");
    assert_eq!(edition("2025-11-01"), "fire-2025");
    let register = hazards();
    let FieldKind::Choice { options, .. } = &register.field("category").expect("category").kind else {
        panic!("a category is chosen")
    };
    for code in rules.criteria.iter().flat_map(|one| &one.categories) {
        assert!(options.iter().any(|option| option.code == *code), "{code}");
    }
}

#[test]
fn the_fire_standard_of_2017_judges_at_its_counts_and_that_of_2025_is_open() {
    let rules = Catalogue::carried().expect("no fault").rules;
    let judged = |code: &str, place, ticked: &[&str]| {
        let criteria = rules.criteria.iter().find(|one| one.code == code).expect(code);
        let ticked: Vec<String> = ticked.iter().map(|clause| (*clause).to_owned()).collect();
        assert!(ticked.iter().all(|clause| criteria.has(clause)), "{ticked:?}");
        judge(criteria, place, &ticked)
    };
    let is_major = |judgement| matches!(judgement, Judgement::Major(_));
    let three = ["7.3.1", "7.3.9", "7.9.3"];
    assert!(is_major(judged("fire-2017", Group::Crowded, &three)));
    assert_eq!(judged("fire-2017", Group::Other, &three), Judgement::General);
    assert_eq!(judged("fire-2017", Group::Crowded, &["7.3.1", "7.3.10", "7.9.3"]), Judgement::General);
    assert!(is_major(judged("fire-2017", Group::Important, &["7.1.1", "7.2.1", "7.4.1", "7.9.5"])));
    let five = ["7.1.1", "7.2.1", "7.4.1", "7.6.1", "7.9.5"];
    assert_eq!(judged("fire-2017", Group::Other, &five), Judgement::General);
    assert!(is_major(judged("fire-2017", Group::Other, &[&five[..], &["7.8.2"]].concat())));
    assert!(is_major(judged("fire-2017", Group::Other, &["6.4"])));
    assert!(matches!(judged("fire-2017", Group::Other, &["6.4", "5.1.3 b)"]), Judgement::Excluded(_)));
    let open = ["4.2", "5", "6", "附录A"].map(str::to_owned).to_vec();
    assert_eq!(judged("fire-2025", Group::Crowded, &[]), Judgement::Open(open));
}

#[test]
fn the_holidays_of_2026_are_those_that_were_published() {
    let workdays = Catalogue::carried().expect("no fault").rules.workdays;
    let year: usize = (0..365_u64)
        .map(|n| day("2026-01-01") + chrono::Days::new(n))
        .filter(|day| workdays.is_worked(*day) == Ok(true))
        .count();
    // 261 weekdays, 19 of them off, 6 days of weekends worked
    assert_eq!(year, 248);
    assert_eq!(workdays.after(day("2026-09-30"), 3), Ok(day("2026-10-10")));
    assert!(workdays.is_worked(day("2027-01-04")).is_err());
}

#[test]
fn a_rule_for_extensions_is_in_force_for_each_level() {
    let rules = Catalogue::carried().expect("no fault").rules;
    for level in Level::ALL {
        let rule = rule_on(&rules.extensions, *level, day("2026-03-05")).expect("a rule");
        assert!(!rule.source.is_empty());
        assert!(rule_on(&rules.extensions, *level, day("2019-12-31")).is_none());
    }
}
