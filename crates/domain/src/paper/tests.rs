use super::*;
use crate::access::Role;
use crate::hazard::HAZARD;
use crate::org::{OrgUnit, UnitKind};
use crate::register::{Record, Value};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn case(state: &str) -> Case<'_> {
    Case { register: HAZARD, state, has_power: true, is_listed: false, has_order: false, has_term: true }
}

#[test]
fn a_number_has_its_year_in_six_angled_brackets_and_no_zeros() {
    assert_eq!(number("临政", "责改", 2026, 12), "（临政）责改〔2026〕12号");
}

#[test]
fn who_may_order_orders_and_who_may_not_gives_notice() {
    let clerk = [Role::Clerk];
    let without = Case { has_power: false, ..case("open") };
    assert_eq!(may_issue(PaperKind::Order, &case("open"), &clerk), Ok(()));
    assert_eq!(may_issue(PaperKind::Order, &without, &clerk), Err(PaperError::NoPower));
    assert_eq!(may_issue(PaperKind::Advice, &without, &clerk), Ok(()));
    assert_eq!(may_issue(PaperKind::Advice, &case("open"), &clerk), Err(PaperError::HasPower));
}

#[test]
fn a_paper_is_issued_by_its_posts_for_its_register_in_its_states() {
    let head = [Role::CommunityHead];
    assert_eq!(may_issue(PaperKind::Order, &case("open"), &head), Err(PaperError::NotYours));
    assert_eq!(may_issue(PaperKind::Order, &case("open"), &[Role::Administrator]), Ok(()));
    let closed = PaperError::WrongState { state: "closed".to_owned() };
    assert_eq!(may_issue(PaperKind::Order, &case("closed"), &[Role::Clerk]), Err(closed));
    let inspection = Case { register: "inspection", ..case("done") };
    assert_eq!(may_issue(PaperKind::Order, &inspection, &[Role::Clerk]), Err(PaperError::NotOfThis));
    assert_eq!(may_issue(PaperKind::SiteRecord, &inspection, &[Role::GridWorker]), Ok(()));
    assert!(may_keep(PaperKind::SiteRecord, "inspection", &[Role::GridWorker]));
    assert!(!may_keep(PaperKind::Listing, HAZARD, &[Role::GridWorker]));
}

#[test]
fn a_listing_needs_a_listed_hazard_and_an_opinion_an_order() {
    let clerk = [Role::Clerk];
    let submitted = case("submitted");
    assert_eq!(may_issue(PaperKind::Listing, &submitted, &clerk), Err(PaperError::NotListed));
    assert_eq!(may_issue(PaperKind::Listing, &Case { is_listed: true, ..submitted }, &clerk), Ok(()));
    assert_eq!(may_issue(PaperKind::Recheck, &submitted, &clerk), Err(PaperError::NothingToRecheck));
    assert_eq!(may_issue(PaperKind::Recheck, &Case { has_order: true, ..submitted }, &clerk), Ok(()));
}

#[test]
fn a_listing_is_given_notice_of_from_its_own_page_while_it_runs() {
    let clerk = [Role::Clerk];
    let listing = |state| Case { register: "listing", is_listed: true, has_term: false, ..case(state) };
    assert_eq!(may_issue(PaperKind::Listing, &listing("listed"), &clerk), Ok(()));
    let over = PaperError::WrongState { state: "delisted".to_owned() };
    assert_eq!(may_issue(PaperKind::Listing, &listing("delisted"), &clerk), Err(over));
    assert_eq!(may_issue(PaperKind::Order, &listing("listed"), &clerk), Err(PaperError::NotOfThis));
}

#[test]
fn what_is_to_be_put_right_has_a_term() {
    let clerk = [Role::Clerk];
    let endless = Case { has_term: false, ..case("open") };
    assert_eq!(may_issue(PaperKind::Order, &endless, &clerk), Err(PaperError::NoTerm));
    let powerless = Case { has_power: false, ..endless };
    assert_eq!(may_issue(PaperKind::Advice, &powerless, &clerk), Err(PaperError::NoTerm));
    assert_eq!(may_issue(PaperKind::Recheck, &Case { has_order: true, ..endless }, &clerk), Ok(()));
}

#[test]
fn orders_notices_and_opinions_cover_several_hazards_and_the_others_one() {
    let most = |kind, register| issuing(kind, register).map(|row| row.most_cases);
    for kind in [PaperKind::Order, PaperKind::Advice, PaperKind::Recheck] {
        assert_eq!(most(kind, HAZARD), Some(MOST_CASES), "{kind:?}");
    }
    assert_eq!(most(PaperKind::Listing, HAZARD), Some(1));
    assert_eq!(most(PaperKind::SiteRecord, "inspection"), Some(1));
    assert_eq!(most(PaperKind::SiteRecord, HAZARD), None);
}

#[test]
fn each_sort_of_paper_stands_in_the_table() {
    for kind in PaperKind::ALL {
        assert!(ISSUING.iter().any(|row| row.kind == *kind), "{kind:?}");
    }
}

fn office(word: &str) -> PaperOffice {
    PaperOffice {
        power_from: Some(day("2026-03-01")),
        power_to: Some(day("2026-12-31")),
        power_basis: "省政府决定".to_owned(),
        appeal_to: "临海市人民政府".to_owned(),
        court: "临海市人民法院".to_owned(),
        ..PaperOffice::unset(Uuid::from_u128(1), word)
    }
}

#[test]
fn power_counts_from_its_first_day_to_its_last() {
    let office = office("临政");
    let holds =
        ["2026-02-28", "2026-03-01", "2026-12-31", "2027-01-01"].map(|text| office.has_power_on(day(text)));
    assert_eq!(holds, [false, true, true, false]);
    assert!(!PaperOffice::unset(Uuid::nil(), "临海街道").has_power_on(day("2026-03-01")));
}

#[test]
fn power_comes_with_its_document_and_with_where_to_appeal() {
    assert!(office("临政").checked(&[]).is_ok());
    let short = PaperOffice { court: " ".to_owned(), ..office("临政") };
    assert_eq!(short.checked(&[]), Err(PaperError::BadPower));
    let turned = PaperOffice { power_to: Some(day("2026-02-28")), ..office("临政") };
    assert_eq!(turned.checked(&[]), Err(PaperError::BadPower));
    let other = PaperOffice { unit_id: Uuid::from_u128(2), ..office("临政") };
    assert_eq!(office("临政").checked(&[other]), Err(PaperError::WordTaken));
    assert_eq!(office(&"长".repeat(21)).checked(&[]), Err(PaperError::BadOffice));
}

#[test]
fn the_street_above_a_unit_issues_or_what_stands_topmost() {
    let unit = |id: u128, parent: Option<u128>, kind| OrgUnit {
        id: Uuid::from_u128(id),
        parent: parent.map(Uuid::from_u128),
        kind,
        name: id.to_string(),
        region_code: None,
        valid_from: day("2026-01-01"),
        valid_to: None,
        version: 0,
    };
    let units = [
        unit(1, None, UnitKind::Other),
        unit(2, Some(1), UnitKind::Street),
        unit(3, Some(2), UnitKind::Community),
        unit(4, Some(3), UnitKind::Grid),
        unit(5, Some(1), UnitKind::Department),
    ];
    let organ = |id: u128| organ_of(&units, Uuid::from_u128(id)).map(|unit| unit.id.as_u128());
    assert_eq!([organ(4), organ(2), organ(5), organ(9)], [Some(2), Some(2), Some(1), None]);
}

fn covered(id: u128, result: Option<RecheckResult>) -> PaperCase {
    PaperCase { id: Uuid::from_u128(id), result }
}

fn paper() -> Paper {
    Paper {
        id: Uuid::from_u128(1),
        kind: PaperKind::Order,
        organ: Uuid::from_u128(2),
        year: 2026,
        serial: 1,
        number: "（临政）责改〔2026〕1号".to_owned(),
        case_id: Uuid::from_u128(3),
        case_register: HAZARD.to_owned(),
        cases: vec![covered(3, None)],
        about: None,
        record_id: Uuid::from_u128(4),
        recipient: "某鞋厂".to_owned(),
        issued_on: day("2026-03-05"),
        issued_at: DateTime::from_timestamp(1_772_700_000, 0).expect("a moment"),
        issued_by: Uuid::from_u128(5),
        data: "{}".to_owned(),
        pdf: "ab".to_owned(),
        docx: "cd".to_owned(),
        served: None,
        voided: None,
    }
}

fn served(on: &str, to: &str) -> Served {
    Served {
        on: day(on),
        how: Service::Direct,
        to: to.to_owned(),
        note: String::new(),
        receipt: None,
        by: Uuid::nil(),
    }
}

#[test]
fn a_paper_is_served_from_its_day_on_to_somebody() {
    let today = day("2026-03-08");
    let serve = |on: &str, to: &str| paper().serve(served(on, to), today).map(|paper| paper.served.is_some());
    assert_eq!(serve("2026-03-05", "王五"), Ok(true));
    assert_eq!(serve("2026-03-08", "王五"), Ok(true));
    assert_eq!(serve("2026-03-04", "王五"), Err(PaperError::ServedDay));
    assert_eq!(serve("2026-03-09", "王五"), Err(PaperError::ServedDay));
    assert_eq!(serve("2026-03-05", " "), Err(PaperError::NoReceiver));
}

#[test]
fn a_void_paper_keeps_its_number_and_takes_nothing_more() {
    let at = paper().issued_at;
    assert_eq!(paper().void(" ", Uuid::nil(), at), Err(PaperError::NoReason));
    let void = paper().void("当事人有误", Uuid::nil(), at).expect("void");
    assert_eq!((void.serial, void.number.as_str()), (1, "（临政）责改〔2026〕1号"));
    assert_eq!(void.clone().void("再次", Uuid::nil(), at), Err(PaperError::Void));
    assert_eq!(void.serve(served("2026-03-05", "王五"), day("2026-03-05")), Err(PaperError::Void));
}

fn opinion(results: &[(u128, RecheckResult)]) -> Paper {
    let cases = results.iter().map(|(id, result)| covered(*id, Some(*result))).collect();
    Paper { kind: PaperKind::Recheck, about: Some(paper().id), cases, ..paper() }
}

#[test]
fn an_order_is_settled_once_each_of_its_problems_was_found_rectified() {
    use RecheckResult::{Done, Not, Partly};
    let order = Paper { cases: [3, 4, 5].map(|id| covered(id, None)).to_vec(), ..paper() };
    let first = opinion(&[(3, Done), (4, Partly), (5, Not)]);
    assert!(!is_settled(&order, std::slice::from_ref(&first)));
    // what was found rectified before need not be looked at again
    let rest = opinion(&[(4, Done), (5, Done)]);
    assert!(is_settled(&order, &[first.clone(), rest.clone()]));
    // what was found last counts, and what was found by nobody is not rectified
    let relapse = opinion(&[(3, Not)]);
    assert!(!is_settled(&order, &[first.clone(), rest.clone(), relapse]));
    assert!(!is_settled(&order, std::slice::from_ref(&rest)));
    let void = rest.void("结果有误", Uuid::nil(), order.issued_at).expect("void");
    assert!(!is_settled(&order, &[first, void]));
}

#[test]
fn a_party_is_a_site_or_else_who_has_to_rectify_at_a_unit() {
    let hazard = |unit: u128, values: &[(&str, Value)]| Record {
        id: Uuid::from_u128(1),
        register: HAZARD.to_owned(),
        definition: 1,
        unit_id: Uuid::from_u128(unit),
        sector: None,
        state: "open".to_owned(),
        values: values.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect(),
        made_at: paper().issued_at,
        made_by: None,
        changed_at: paper().issued_at,
        merged_into: None,
        removed_at: None,
        version: 0,
    };
    let named = |name: &str| ("rectifier", Value::Text(name.to_owned()));
    let site = |id: u128| ("site", Value::Reference(Uuid::from_u128(id)));
    let party = |unit, values: &[(&str, Value)]| Party::of(&hazard(unit, values));
    // whoever rectifies at a site, the site is told
    assert_eq!(party(1, &[site(7), named("甲")]), party(2, &[site(7)]));
    assert_ne!(party(1, &[site(7)]), party(1, &[site(8)]));
    assert_eq!(party(1, &[named("甲（１）厂")]), party(1, &[named("甲(1)厂")]));
    assert_ne!(party(1, &[named("甲")]), party(2, &[named("甲")]));
    assert_ne!(party(1, &[named("甲"), site(7)]), party(1, &[named("甲")]));
    assert_eq!(party(1, &[]), None);
}
