use super::*;
use crate::target::{Assignment, Comparator, Confidence, Kind, Measure};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn unit(id: u128, parent: Option<u128>, kind: UnitKind) -> OrgUnit {
    OrgUnit {
        id: Uuid::from_u128(id),
        parent: parent.map(Uuid::from_u128),
        kind,
        name: format!("单位{id}"),
        region_code: None,
        valid_from: day("2026-01-01"),
        valid_to: None,
        version: 0,
    }
}

/// A county with a bureau, and in it a street with two departments and two communities.
fn units() -> Vec<OrgUnit> {
    vec![
        unit(1, None, UnitKind::Other),
        unit(2, Some(1), UnitKind::Department),
        unit(10, Some(1), UnitKind::Street),
        unit(11, Some(10), UnitKind::Department),
        unit(12, Some(10), UnitKind::Department),
        unit(13, Some(10), UnitKind::Community),
        unit(14, Some(10), UnitKind::Community),
    ]
}

fn item(id: u128, unit: u128, matter: &str) -> DutyItem {
    DutyItem {
        id: Uuid::from_u128(id),
        unit: Uuid::from_u128(unit),
        matter: matter.into(),
        part: DutyPart::Lead,
        listing: Some(Listing::Basic),
        sector: None,
        registers: Vec::new(),
    }
}

fn ids(found: &[Overlap]) -> Vec<Vec<u128>> {
    found.iter().map(|overlap| overlap.items.iter().map(|id| id.as_u128()).collect()).collect()
}

#[test]
fn two_departments_that_lead_one_matter_overlap_however_it_is_spaced() {
    let items = [item(1, 11, "燃气安全监管"), item(2, 12, " 燃气 安全监管。"), item(3, 12, "校车安全监管")];
    assert_eq!(ids(&overlaps(&items, &units())), [[1, 2]]);
}

#[test]
fn a_street_and_its_own_department_that_both_lead_overlap() {
    assert_eq!(ids(&overlaps(&[item(1, 10, "防汛"), item(2, 11, "防汛")], &units())), [[1, 2]]);
}

#[test]
fn who_assists_does_not_overlap_with_who_leads() {
    let assists = DutyItem { part: DutyPart::Assist, ..item(2, 12, "防汛") };
    assert!(overlaps(&[item(1, 11, "防汛"), assists], &units()).is_empty());
}

#[test]
fn one_unit_that_has_a_matter_twice_overlaps_with_nobody() {
    assert!(overlaps(&[item(1, 11, "防汛"), item(2, 11, "防汛")], &units()).is_empty());
}

#[test]
fn communities_do_the_same_each_in_its_own_place() {
    assert!(overlaps(&[item(1, 13, "巡查"), item(2, 14, "巡查"), item(3, 11, "巡查")], &units()).is_empty());
}

#[test]
fn departments_under_different_superiors_do_not_overlap() {
    assert!(overlaps(&[item(1, 2, "防汛"), item(2, 11, "防汛")], &units()).is_empty());
}

#[test]
fn what_a_superior_took_back_or_leads_itself_is_pushed_down_when_a_street_has_it() {
    let of = |unit, listing, part| {
        let found = pushed_down(&[DutyItem { listing, part, ..item(1, unit, "查处") }], &units());
        found.first().map(|(_, reason)| *reason)
    };
    assert_eq!(of(13, Some(Listing::Recalled), DutyPart::Assist), Some(PushedDown::Recalled));
    assert_eq!(of(11, Some(Listing::Assist), DutyPart::Lead), Some(PushedDown::LeadsWhatItAssists));
    assert_eq!(of(10, None, DutyPart::Lead), Some(PushedDown::NotListed));
    assert_eq!(of(13, Some(Listing::Assist), DutyPart::Assist), None);
    assert_eq!(of(13, Some(Listing::Basic), DutyPart::Lead), None);
    // a bureau of the county is no part of a street
    assert_eq!(of(2, Some(Listing::Recalled), DutyPart::Lead), None);
}

#[test]
fn a_sector_has_an_owner_once_a_unit_leads_in_it() {
    let led = DutyItem { sector: Some("fire".into()), ..item(1, 11, "消防监管") };
    let helped = DutyItem { sector: Some("mines".into()), part: DutyPart::Assist, ..item(2, 11, "矿山") };
    let in_use = ["fire".to_owned(), "mines".to_owned()];
    assert_eq!(ownerless_sectors(&[led, helped], &in_use), ["mines"]);
}

#[test]
fn a_register_is_answered_for_by_its_sector_by_name_or_by_the_sites_it_speaks_of() {
    let kept = |code: &str, sector: Option<&str>, follows_site| KeptRegister {
        code: code.into(),
        name: format!("{code}台账"),
        sector: sector.map(str::to_owned),
        follows_site,
    };
    let registers = [
        kept("hydrant", Some("fire"), false),
        kept("mine", Some("mines"), false),
        kept("drill", None, true),
        kept("meeting", None, false),
        kept("bulletin", None, false),
    ];
    let items = [DutyItem {
        sector: Some("fire".into()),
        registers: register_names("meeting 台账、mine；没有的台账"),
        ..item(1, 11, "消防监管")
    }];
    assert_eq!(ownerless_registers(&items, &registers), ["bulletin"]);
    assert_eq!(unknown_registers(&items, &registers), [(Uuid::from_u128(1), "没有的台账".to_owned())]);
}

#[test]
fn a_target_is_ownerless_once_the_last_unit_that_leads_it_is_gone() {
    let assigned = |unit: u128, role| Assignment {
        unit_id: Some(Uuid::from_u128(unit)),
        unit_text: "单位".into(),
        role,
    };
    let target = |id: u128, assignments| Target {
        id: Uuid::from_u128(id),
        notice_id: Uuid::nil(),
        key: None,
        state: TargetState::Accepted,
        subject: "消火栓完好率".into(),
        measure: Measure {
            kind: Kind::Ratio,
            comparator: Comparator::Ge,
            value: None,
            value_to: None,
            unit: None,
            period: None,
            due: None,
            due_recurs: false,
        },
        soft: false,
        implicit: false,
        negated: false,
        confidence: Confidence::High,
        citations: Vec::new(),
        assignments,
        version: 0,
    };
    let mut units = units();
    units[3].valid_to = Some(day("2026-06-30"));
    let targets = [
        target(1, vec![assigned(11, UnitRole::Lead)]),
        target(2, vec![assigned(12, UnitRole::Assist)]),
        target(3, vec![assigned(13, UnitRole::Territorial)]),
        Target { state: TargetState::Proposed, ..target(4, Vec::new()) },
    ];
    let on = |text: &str| {
        ownerless_targets(&targets, &units, day(text))
            .iter()
            .map(|found| found.id.as_u128())
            .collect::<Vec<_>>()
    };
    assert_eq!(on("2026-06-30"), [2]);
    assert_eq!(on("2026-07-01"), [1, 2]);
}

#[test]
fn a_sentence_becomes_a_matter_of_at_most_a_hundred_characters() {
    assert_eq!(matter_of(" 督促学校落实制度。"), "督促学校落实制度");
    assert_eq!(matter_of(&"字".repeat(100)), "字".repeat(100));
    assert_eq!(matter_of(&"字".repeat(101)), "字".repeat(99) + "…");
}

#[test]
fn who_helps_does_not_lead() {
    assert_eq!([part_of_verb("配合"), part_of_verb("督促")], [DutyPart::Assist, DutyPart::Lead]);
}
