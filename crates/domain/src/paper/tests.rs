use super::*;
use crate::access::Role;
use crate::hazard::HAZARD;
use crate::org::{OrgUnit, UnitKind};
use crate::register::Words;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn case(state: &str) -> Case<'_> {
    Case { register: HAZARD, state, has_power: true, is_listed: false, has_order: false }
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

fn ask(code: &str, kind: AskKind, is_required: bool) -> Ask {
    let name = Words { zh: code.to_owned(), en: code.to_owned() };
    Ask {
        code: code.to_owned(),
        name,
        kind,
        is_required,
        from: vec!["basis".to_owned()],
        default: String::new(),
    }
}

fn template() -> Template {
    let options = vec![("done".to_owned(), Words { zh: "已整改".to_owned(), en: "Rectified".to_owned() })];
    Template {
        kind: PaperKind::Recheck,
        title: Words { zh: "整改复查意见书".to_owned(), en: "Opinion".to_owned() },
        mark: "复查".to_owned(),
        source: String::new(),
        has_red_head: false,
        is_sealed: true,
        asks: vec![
            ask("on", AskKind::Date, true),
            ask("at", AskKind::Time, false),
            ask("result", AskKind::Choice(options), true),
            ask("opinion", AskKind::LongText, false),
            ask("officers", AskKind::Officers, true),
        ],
        recipient: "{party}".to_owned(),
        parts: vec![
            Part::Paragraph("{on}复查{party}：{result}".to_owned()),
            Part::Paragraph("意见：{opinion}".to_owned()),
            Part::Problems(vec![
                ("序号".to_owned(), "{n}".to_owned()),
                ("问题".to_owned(), "{problem}".to_owned()),
            ]),
        ],
        signers: vec!["签名：".to_owned()],
        foot: vec![],
        copies: String::new(),
    }
}

fn filling(pairs: &[(&str, &str)]) -> Filling {
    pairs.iter().map(|(gap, text)| ((*gap).to_owned(), (*text).to_owned())).collect()
}

fn fill(answers: &[(&str, &str)]) -> Result<Document, PaperError> {
    let known = filling(&[("party", "某{organ}厂"), ("organ", "临海街道办事处")]);
    let problems = [filling(&[("problem", "通道堆物")]), filling(&[("problem", "线路老化")])];
    template().fill(&known, &problems, &filling(answers), (Some("1号".to_owned()), day("2026-03-05")))
}

const ANSWERS: &[(&str, &str)] = &[("on", "2026-03-04"), ("result", "done"), ("officers", "张三、李四")];

#[test]
fn words_are_filled_and_what_was_entered_is_never_read_as_words() {
    let document = fill(ANSWERS).expect("filled");
    // a brace in a name is a character of the name
    assert_eq!(document.recipient.as_deref(), Some("某{organ}厂"));
    let expect = Block::Paragraph("2026年3月4日复查某{organ}厂：已整改".to_owned());
    assert_eq!(document.blocks[0], expect);
    let rows = vec![vec!["1".to_owned(), "通道堆物".to_owned()], vec!["2".to_owned(), "线路老化".to_owned()]];
    let head = vec!["序号".to_owned(), "问题".to_owned()];
    // a paragraph with an empty gap is left out
    assert_eq!(document.blocks[1], Block::Table { head, rows });
    assert_eq!((document.day.as_str(), document.organ.as_deref()), ("2026年3月5日", Some("临海街道办事处")));
}

#[test]
fn lines_of_an_answer_become_paragraphs() {
    let mut answers = ANSWERS.to_vec();
    answers.push(("opinion", "已清理。\r\n\u{200b}请保持。"));
    let document = fill(&answers).expect("filled");
    let texts: Vec<&str> = document.texts().into_iter().filter(|text| text.ends_with('。')).collect();
    assert_eq!(texts, ["意见：已清理。", "请保持。"]);
}

#[test]
fn every_wrong_answer_is_told_at_once() {
    let wrong = fill(&[
        ("on", "昨天"),
        ("at", "25:00"),
        ("result", "perhaps"),
        ("opinion", &"长".repeat(2001)),
        ("x", "y"),
    ]);
    let Err(PaperError::Fields(errors)) = wrong else { panic!("{wrong:?}") };
    let codes: Vec<(&str, &str)> =
        errors.iter().map(|error| (error.field.as_str(), error.problem.code())).collect();
    let expect = [
        ("on", "field.not_a_day"),
        ("at", "field.not_a_time"),
        ("result", "field.no_such_choice"),
        ("opinion", "field.too_long"),
        ("officers", "field.required"),
        ("x", "field.unknown"),
    ];
    assert_eq!(codes, expect);
    let one = fill(&[("on", "2026-03-04"), ("result", "done"), ("officers", "张三、")]);
    assert_eq!(one, Err(PaperError::TwoOfficers));
}

#[test]
fn an_answer_is_proposed_by_the_case() {
    let proposed = template().proposed(&filling(&[("basis", "消防法第二十八条")]));
    assert_eq!(proposed["opinion"], "消防法第二十八条");
}
