use super::life::{check_change, check_entered, check_move};
use super::*;
use crate::access::Role;
use crate::calendar::Days;
use crate::workday::{Workdays, YearOff};
use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(super) fn record(state: &str, level: Level, values: &[(&str, Value)]) -> Record {
    let mut given: BTreeMap<String, Value> =
        values.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect();
    given.insert("level".into(), Value::Choices(vec![level.as_str().into()]));
    given.insert("found_on".into(), Value::Date(day("2026-03-02")));
    Record {
        id: Uuid::from_u128(1),
        register: HAZARD.into(),
        definition: 2,
        unit_id: Uuid::from_u128(2),
        sector: None,
        state: state.into(),
        values: given,
        made_at: DateTime::UNIX_EPOCH,
        changed_at: DateTime::UNIX_EPOCH,
        made_by: None,
        merged_into: None,
        removed_at: None,
        version: 0,
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn photo() -> Value {
    Value::Files(vec!["a".repeat(64)])
}

/// Everything that a hazard may need.
pub(super) fn complete() -> Vec<(&'static str, Value)> {
    vec![
        ("rectifier", text("某鞋厂")),
        ("measures", text("拆除栅栏")),
        ("funds", Value::Number(Decimal::ZERO)),
        ("due", Value::Date(day("2026-03-20"))),
        ("contingency", text("停产，专人看守")),
        ("basis", text("GB 35181-2025 §5")),
        ("photos_before", photo()),
        ("photos_after", photo()),
        ("rechecker", Value::Text("李四".into())),
        ("rectified_on", Value::Date(day("2026-03-18"))),
    ]
}

fn without(field: &str) -> Vec<(&'static str, Value)> {
    complete().into_iter().filter(|(code, _)| *code != field).collect()
}

pub(super) fn actor(role: Role) -> Actor {
    let (user_id, rectified_by) = (Uuid::from_u128(7), Some(Uuid::from_u128(8)));
    Actor { user_id, roles: vec![role], rectified_by, handed_from: None }
}

fn moved(
    step: Step,
    states: (&str, &str),
    level: Level,
    values: &[(&str, Value)],
    by: &Actor,
) -> Result<(), HazardError> {
    let hazard = |state: &str| Hazard::of(&record(state, level, values));
    check_move(step, &hazard(states.0), &hazard(states.1), by)
}

#[test]
fn a_major_hazard_is_not_rectified_before_the_five_points_are_settled() {
    let clerk = actor(Role::Clerk);
    for point in Point::ALL {
        let values = without(point.field());
        let begun = moved(Step::Begin, ("open", "rectifying"), Level::Major, &values, &clerk);
        assert_eq!(begun, Err(HazardError::Unsettled(vec![point])));
        let general = moved(Step::Begin, ("open", "rectifying"), Level::General, &values, &clerk);
        assert_eq!(general, Ok(()), "an ordinary one needs none of them");
    }
    assert_eq!(moved(Step::Begin, ("open", "rectifying"), Level::Major, &complete(), &clerk), Ok(()));
    let past = moved(Step::Submit, ("open", "submitted"), Level::Major, &complete(), &clerk);
    assert_eq!(past, Err(HazardError::NotBegun), "a way around the plan");
}

#[test]
fn a_major_hazard_is_closed_by_another_than_its_rectifier_and_not_at_the_community() {
    let close = |level, by: &Actor| moved(Step::Close, ("submitted", "closed"), level, &complete(), by);
    let rectifier = Actor { user_id: Uuid::from_u128(8), ..actor(Role::Clerk) };
    assert_eq!(close(Level::Major, &rectifier), Err(HazardError::ByRectifier));
    assert_eq!(close(Level::Major, &actor(Role::CommunityHead)), Err(HazardError::NotByCommunity));
    assert_eq!(close(Level::Major, &actor(Role::DepartmentOfficer)), Ok(()));
    assert_eq!(close(Level::General, &actor(Role::CommunityHead)), Ok(()));
}

#[test]
fn a_major_hazard_is_verified_with_the_clause_that_it_is_judged_by() {
    let verify = |level, values: &[(&str, Value)]| {
        moved(Step::Verify, ("to-verify", "open"), level, values, &actor(Role::CommunityHead))
    };
    assert_eq!(verify(Level::Major, &without("basis")), Err(HazardError::NoBasis));
    assert_eq!(verify(Level::Major, &complete()), Ok(()));
    assert_eq!(verify(Level::General, &without("basis")), Ok(()));
}

#[test]
fn a_ledger_of_other_years_may_lack_photos_but_not_run_backwards() {
    let closed = |closed_on: &str| {
        let values =
            [("rectified_on", Value::Date(day("2026-03-10"))), ("closed_on", Value::Date(day(closed_on)))];
        check_entered(&Hazard::of(&record("closed", Level::General, &values)))
    };
    assert_eq!(closed("2026-03-10"), Ok(()));
    assert_eq!(closed("2026-03-09"), Err(HazardError::Order("closed_on")));
    let early = [("due", Value::Date(day("2026-03-01")))];
    assert_eq!(
        check_entered(&Hazard::of(&record("open", Level::General, &early))),
        Err(HazardError::Order("due"))
    );
}

#[test]
fn a_hazard_that_is_over_changes_by_reopening_alone_and_a_deadline_by_an_extension() {
    let closed = record("closed", Level::General, &complete());
    let mut renamed = closed.clone();
    renamed.values.insert("summary".into(), text("别的"));
    assert_eq!(check_change(&closed, &renamed), Err(HazardError::Over));
    let mut disclosed = closed.clone();
    disclosed.values.insert("disclosed_on".into(), Value::Date(day("2026-04-01")));
    assert_eq!(check_change(&closed, &disclosed), Ok(()), "it is published after its end");
    let mut emptied = closed.clone();
    emptied.values.remove("photos_after");
    assert_eq!(check_change(&closed, &emptied), Err(HazardError::Over));
    let open = record("open", Level::General, &complete());
    let mut later = open.clone();
    later.values.insert("due".into(), Value::Date(day("2026-05-01")));
    assert_eq!(check_change(&open, &later), Err(HazardError::DueByExtension));
    assert_eq!(check_change(&record("open", Level::General, &without("due")), &later), Ok(()), "it is set");
}

#[test]
fn the_deadline_itself_is_in_time_and_the_day_of_rectifying_counts_not_that_of_looking() {
    let open = Hazard::of(&record("open", Level::General, &complete()));
    assert_eq!(open.timing(day("2026-03-20")), Timing::InTime { left: 0 });
    assert_eq!(open.timing(day("2026-03-21")), Timing::Overdue { days: 1 });
    let submitted = Hazard::of(&record("submitted", Level::General, &complete()));
    assert_eq!(submitted.timing(day("2026-06-01")), Timing::DoneInTime);
    let mut values = without("rectified_on");
    values.push(("rectified_on", Value::Date(day("2026-03-23"))));
    let late = Hazard::of(&record("closed", Level::General, &values));
    assert_eq!(late.timing(day("2026-06-01")), Timing::DoneLate { days: 3 });
    let unverified = Hazard::of(&record("to-verify", Level::General, &complete()));
    assert_eq!(unverified.timing(day("2027-01-01")), Timing::NoTerm, "nobody owes it yet");
}

fn workdays() -> Workdays {
    let off = vec![Days { first: day("2026-04-04"), last: day("2026-04-06") }];
    Workdays { years: [(2026, YearOff { off, ..YearOff::default() })].into() }
}

fn rule() -> ExtensionRule {
    ExtensionRule {
        level: Level::Major,
        valid_from: day("2020-01-01"),
        valid_to: None,
        most_times: Some(1),
        most_days: Some(90),
        ask_before: Some(5),
        decide_within: Some(10),
        source: "本地规定".into(),
    }
}

fn asked(to: &str, on: &str) -> Extension {
    Extension {
        id: Uuid::from_u128(9),
        hazard_id: Uuid::from_u128(1),
        from: day("2026-03-20"),
        to: day(to),
        reason: "设备未到货".into(),
        asked_by: Uuid::from_u128(7),
        asked_on: day(on),
        set_by: None,
        verdict: Verdict::Pending,
        decision: None,
    }
}

#[test]
fn an_extension_is_bounded_in_number_in_length_and_in_when_it_is_asked_for() {
    let hazard = Hazard::of(&record("rectifying", Level::Major, &complete()));
    let ask = |others: &[Extension], one| rule().ask(&hazard, others, one, &workdays());
    assert_eq!(ask(&[], asked("2026-04-20", "2026-03-13")).map(|one| one.from), Ok(day("2026-03-20")));
    assert_eq!(
        ask(&[], asked("2026-04-20", "2026-03-16")),
        Err(ExtensionError::TooLate(day("2026-03-15"))),
        "from Monday to Friday there are four"
    );
    assert_eq!(
        ask(&[], asked("2026-06-01", "2026-03-10")),
        Err(ExtensionError::TooFar(day("2026-05-31"))),
        "ninety days after it was found"
    );
    assert_eq!(ask(&[], asked("2026-03-20", "2026-03-10")), Err(ExtensionError::NotLater));
    let earlier = asked("2026-04-20", "2026-03-10");
    assert_eq!(
        ask(std::slice::from_ref(&earlier), asked("2026-04-25", "2026-03-11")),
        Err(ExtensionError::Pending)
    );
    let granted = decide(earlier, &hazard, Verdict::Granted, 3, Role::Clerk).expect("decided");
    assert_eq!(ask(&[granted], asked("2026-04-25", "2026-03-11")), Err(ExtensionError::Times(1)));
}

fn decide(
    one: Extension,
    hazard: &Hazard,
    verdict: Verdict,
    by: u128,
    role: Role,
) -> Result<Extension, ExtensionError> {
    let answer = "不影响安全".to_owned();
    one.decide(hazard, &[role], verdict, Decision { by: Uuid::from_u128(by), on: day("2026-03-12"), answer })
}

#[test]
fn who_asks_for_an_extension_does_not_decide_it_and_nobody_decides_twice() {
    let hazard = Hazard::of(&record("rectifying", Level::Major, &complete()));
    let one = || asked("2026-04-20", "2026-03-10");
    assert_eq!(decide(one(), &hazard, Verdict::Granted, 7, Role::Clerk), Err(ExtensionError::ByAsker));
    let refused = decide(one(), &hazard, Verdict::Refused, 3, Role::Clerk).expect("decided");
    assert_eq!(refused.verdict, Verdict::Refused);
    assert_eq!(decide(refused, &hazard, Verdict::Granted, 4, Role::Clerk), Err(ExtensionError::Decided));
    let at_community = decide(one(), &hazard, Verdict::Granted, 3, Role::CommunityHead);
    assert_eq!(at_community, Err(ExtensionError::NotYours), "a major one");
    let silent = Decision { by: Uuid::from_u128(3), on: day("2026-03-12"), answer: " ".into() };
    let silent = one().decide(&hazard, &[Role::Clerk], Verdict::Refused, silent);
    assert_eq!(silent, Err(ExtensionError::NoReason));
}

#[test]
fn an_extension_is_granted_only_while_the_deadline_stands_that_it_asked_about() {
    let one = || asked("2026-04-20", "2026-03-10");
    let submitted = Hazard::of(&record("submitted", Level::General, &complete()));
    let late = decide(one(), &submitted, Verdict::Granted, 3, Role::CommunityHead);
    assert_eq!(late, Err(ExtensionError::NoTerm));
    let refused = decide(one(), &submitted, Verdict::Refused, 3, Role::CommunityHead);
    assert_eq!(refused.map(|one| one.verdict), Ok(Verdict::Refused));
}

#[test]
fn what_a_rule_does_not_limit_is_free_to_the_last_day() {
    let free = ExtensionRule { most_times: None, most_days: None, ask_before: None, ..rule() };
    let hazard = Hazard::of(&record("rectifying", Level::Major, &complete()));
    let unknown = Workdays::default();
    assert!(free.ask(&hazard, &[], asked("2028-01-01", "2026-03-20"), &unknown).is_ok());
    let late = free.ask(&hazard, &[], asked("2028-01-01", "2026-03-21"), &unknown);
    assert_eq!(late, Err(ExtensionError::TooLate(day("2026-03-20"))));
    let bound = rule().ask(&hazard, &[], asked("2026-04-20", "2026-03-10"), &unknown);
    assert_eq!(bound, Err(ExtensionError::Year(crate::workday::YearUnknown(2026))), "never guessed");
}

fn judged(level: Level, ticked: &[&str], reason: &str) -> Judged {
    Judged {
        id: Uuid::from_u128(5),
        hazard_id: Uuid::from_u128(1),
        standard: None,
        place: Group::Crowded,
        ticked: ticked.iter().map(|clause| (*clause).to_owned()).collect(),
        proposal: None,
        level,
        basis: String::new(),
        reason: reason.into(),
        participants: String::new(),
        judged_by: Uuid::from_u128(3),
        judged_on: day("2026-03-10"),
    }
}

#[test]
fn a_person_decides_with_a_reason_and_the_proposal_is_kept_beside() {
    let open = Hazard::of(&record("open", Level::General, &complete()));
    let criteria = criteria();
    let kept = judged(Level::General, &["6.1"], "已停业").checked(&open, Some(&criteria)).expect("judged");
    assert_eq!(kept.proposal, Some(Judgement::Major(vec!["6.1".into()])));
    assert_eq!(kept.level, Level::General, "the person decides");
    assert_eq!(kept.basis, "样本 第6.1条");
    let check = |one: Judged, criteria: Option<&Criteria>| one.checked(&open, criteria).map(|_| ());
    let silent = judged(Level::Major, &["6.1"], " ");
    assert_eq!(check(silent, Some(&criteria)), Err(JudgedError::NoReason));
    let other = judged(Level::Major, &["9.9"], "因");
    assert_eq!(check(other, Some(&criteria)), Err(JudgedError::UnknownClause("9.9".into())));
    assert_eq!(check(judged(Level::Major, &[], "因"), None), Err(JudgedError::NoBasis));
    let closed = Hazard::of(&record("closed", Level::General, &complete()));
    assert_eq!(judged(Level::Major, &[], "因").checked(&closed, None), Err(JudgedError::Over));
}

#[test]
fn the_level_of_a_verified_hazard_changes_by_a_judgement_alone() {
    let open = record("open", Level::General, &complete());
    let graver = record("open", Level::Major, &complete());
    assert_eq!(check_change(&open, &graver), Err(HazardError::LevelByJudgement));
    let (unverified, graver) =
        (record("to-verify", Level::General, &complete()), record("to-verify", Level::Major, &complete()));
    assert_eq!(check_change(&unverified, &graver), Ok(()));
}

fn criteria() -> Criteria {
    let element = |clause: &str| Element { clause: clause.into(), text: clause.into() };
    Criteria {
        code: "sample".into(),
        standard: "样本".into(),
        name: "样本".into(),
        categories: vec!["fire".into()],
        valid_from: day("2018-07-01"),
        valid_to: Some(day("2025-10-31")),
        exclusions: vec![element("5.1.2")],
        direct: vec![element("6.1")],
        counted: ["7.1.1", "7.3.1", "7.3.2", "7.3.3", "7.31.1", "7.5"].map(element).to_vec(),
        thresholds: vec![
            Threshold {
                clause: "5.3.3".into(),
                place: Some(Group::Crowded),
                of: vec!["7.3".into(), "7.5".into()],
                count: Some(3),
            },
            Threshold { clause: "5.3.6".into(), place: None, of: Vec::new(), count: Some(6) },
        ],
        unknown: Vec::new(),
    }
}

#[test]
fn criteria_exclude_first_then_judge_by_one_clause_then_by_count() {
    let judged = |place, ticked: &[&str]| {
        let ticked: Vec<String> = ticked.iter().map(|clause| (*clause).to_owned()).collect();
        judge(&criteria(), place, &ticked)
    };
    assert_eq!(judged(Group::Other, &["6.1", "5.1.2"]), Judgement::Excluded("5.1.2".into()));
    assert_eq!(judged(Group::Other, &["6.1", "7.1.1"]), Judgement::Major(vec!["6.1".into()]));
    assert_eq!(judged(Group::Other, &["7.3.1", "7.3.2", "7.5"]), Judgement::General);
    let three = ["7.3.1", "7.3.2", "7.5"].map(str::to_owned).to_vec();
    assert_eq!(judged(Group::Crowded, &["7.3.1", "7.3.2", "7.5"]), Judgement::Major(three));
    assert_eq!(judged(Group::Crowded, &["7.3.1", "7.3.2", "7.31.1"]), Judgement::General, "7.31 is not 7.3");
}

#[test]
fn a_threshold_that_is_not_known_is_said_to_be_open_and_never_guessed() {
    let mut unknown = criteria();
    unknown.thresholds.iter_mut().for_each(|threshold| threshold.count = None);
    let ticked = ["7.3.1".to_owned()];
    assert_eq!(
        judge(&unknown, Group::Crowded, &ticked),
        Judgement::Open(vec!["5.3.3".into(), "5.3.6".into()])
    );
    assert_eq!(judge(&unknown, Group::Crowded, &[]), Judgement::General);
    unknown.unknown = vec![Element { clause: "6".into(), text: "综合判定要素".into() }];
    assert_eq!(
        judge(&unknown, Group::Crowded, &[]),
        Judgement::Open(vec!["6".into()]),
        "6 may say otherwise"
    );
}

#[test]
fn the_edition_that_was_in_force_on_the_day_judges() {
    let all = [criteria()];
    let on = |category: &'static str, text: &str| criteria_on(&all, category, day(text)).count();
    assert_eq!((on("fire", "2018-06-30"), on("fire", "2018-07-01")), (0, 1));
    assert_eq!((on("fire", "2025-10-31"), on("fire", "2025-11-01")), (1, 0));
    assert_eq!(on("gas", "2020-01-01"), 0);
}

proptest! {
    #[test]
    fn a_hazard_is_overdue_on_exactly_one_side_of_its_deadline(offset in -400_i64..400) {
        let hazard = Hazard::of(&record("returned", Level::Major, &complete()));
        let today = day("2026-03-20") + TimeDelta::days(offset);
        match hazard.timing(today) {
            Timing::Overdue { days } => prop_assert!(days == offset && offset > 0),
            Timing::InTime { left } => prop_assert!(left == -offset && offset <= 0),
            other => prop_assert!(false, "{other:?}"),
        }
    }
}
