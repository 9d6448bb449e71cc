use super::*;
use crate::access::{Forbidden, Verb};
use crate::indicator::{Reason, Stretch, judge};
use crate::light::Light;
use crate::target::{Assignment, Comparator, Confidence, TargetState};
use proptest::prelude::*;
use rust_decimal::Decimal;

const OFFICE: Uuid = Uuid::from_u128(1);
const EAST: Uuid = Uuid::from_u128(2);
const ASSESSOR: Uuid = Uuid::from_u128(3);

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn days(first: &str, last: &str) -> Days {
    Days { first: day(first), last: day(last) }
}

fn year() -> Days {
    days("2026-01-01", "2026-12-31")
}

fn measure(kind: Kind, value: Option<i64>, unit: Option<&str>, period: Option<&str>) -> Measure {
    Measure {
        kind,
        comparator: Comparator::Ge,
        value: value.map(Decimal::from),
        value_to: None,
        unit: unit.map(ToOwned::to_owned),
        period: period.map(ToOwned::to_owned),
        due: None,
        due_recurs: false,
    }
}

fn target(measure: Measure) -> Target {
    let assignment = |unit, role| Assignment { unit_id: Some(unit), unit_text: String::new(), role };
    Target {
        id: Uuid::from_u128(9),
        notice_id: Uuid::from_u128(8),
        key: Some("临政〔2026〕7号#一/1".into()),
        state: TargetState::Accepted,
        subject: "重大危险源监控率".into(),
        measure,
        soft: false,
        implicit: false,
        negated: false,
        confidence: Confidence::High,
        citations: Vec::new(),
        assignments: vec![assignment(EAST, UnitRole::Lead), assignment(ASSESSOR, UnitRole::Assess)],
        version: 0,
    }
}

fn entered(numerator: &str, denominator: &str) -> Entered {
    Entered { numerator: numerator.into(), denominator: denominator.into(), ..Entered::default() }
}

/// A monthly rate of the community in the east, asked about in mid March.
fn asked(target: &Target) -> Question<'_> {
    Question {
        may: Ok(()),
        target,
        indicator: None,
        is_reported: true,
        effect: year(),
        unit_id: EAST,
        days: days("2026-02-01", "2026-02-28"),
        closed: &[],
        today: day("2026-03-15"),
    }
}

fn monthly() -> Target {
    target(measure(Kind::Ratio, Some(100), Some("%"), Some("month")))
}

fn version(numerator: i64, denominator: i64, on: &str) -> Version {
    Version {
        no: 0,
        figure: Figure { numerator: numerator.into(), denominator: denominator.into() },
        note: String::new(),
        evidence: Vec::new(),
        submitted_at: DateTime::default(),
        submitted_on: day(on),
        submitted_by: EAST,
        review: Review::Pending,
    }
}

fn february() -> Report {
    let days = days("2026-02-01", "2026-02-28");
    Report { id: Uuid::nil(), target_key: "k".into(), unit_id: EAST, days, versions: Vec::new(), version: 0 }
}

fn check(question: Question<'_>, entered: &Entered, expect: Result<(i64, i64), ReportError>) {
    let indicator = indicator(&question.target.measure);
    let question = Question { indicator: question.indicator.or(Some(&indicator)), ..question };
    let figure = |(n, m): (i64, i64)| Figure { numerator: n.into(), denominator: m.into() };
    assert_eq!(answer(question, entered), expect.map(figure), "{entered:?}");
}

#[test]
fn a_period_of_the_target_is_answered_with_n_and_m() {
    let target = monthly();
    check(asked(&target), &entered("3", "4"), Ok((3, 4)));
    check(asked(&target), &entered("4", "4.0000"), Ok((4, 4)));
    check(asked(&target), &entered("0", "0"), Ok((0, 0)));
    check(asked(&target), &entered(" １，２３４ ", "1 234"), Ok((1_234, 1_234)));
}

#[test]
fn the_first_of_four_questions_that_is_not_answered_refuses_the_report() {
    let target = monthly();
    let bad = entered("-1", "");
    let closed = [year()];
    let forbidden = || Forbidden { name: "外人".into(), verb: Verb::Report };
    let all_wrong = || Question { may: Err(forbidden()), unit_id: OFFICE, closed: &closed, ..asked(&target) };
    check(all_wrong(), &bad, Err(ReportError::Forbidden(forbidden())));
    check(Question { may: Ok(()), ..all_wrong() }, &bad, Err(ReportError::OtherUnit));
    check(Question { may: Ok(()), unit_id: EAST, ..all_wrong() }, &bad, Err(ReportError::PeriodClosed));
    check(asked(&target), &bad, Err(ReportError::Negative));
}

#[test]
fn target_unit_and_period_must_fit() {
    let target = monthly();
    let of = |days: Days| Question { days, ..asked(&target) };
    let fine = entered("1", "1");
    check(Question { is_reported: false, ..asked(&target) }, &fine, Err(ReportError::NotAsked));
    check(Question { unit_id: ASSESSOR, ..asked(&target) }, &fine, Err(ReportError::OtherUnit));
    check(of(days("2026-02-28", "2026-02-01")), &fine, Err(ReportError::PeriodBackwards));
    check(of(days("2026-01-01", "2026-02-28")), &fine, Err(ReportError::OtherPeriod));
    check(of(days("2026-04-01", "2026-04-30")), &fine, Err(ReportError::OtherPeriod));
    check(of(days("2025-02-01", "2025-02-28")), &fine, Err(ReportError::OtherPeriod));
    // the period under way may be answered early
    check(of(days("2026-03-01", "2026-03-31")), &fine, Ok((1, 1)));
}

#[test]
fn a_value_must_be_there_positive_and_no_more_than_there_is() {
    let target = monthly();
    for (numerator, denominator, expect) in [
        ("", "4", ReportError::ValueMissing),
        ("3", "", ReportError::ValueMissing),
        ("三", "4", ReportError::NotANumber),
        ("-0.01", "4", ReportError::Negative),
        ("3", "-4", ReportError::Negative),
        ("5", "4", ReportError::NumeratorExceeds),
        ("1", "0", ReportError::NumeratorExceeds),
        ("1.00001", "4", ReportError::TooManyDigits),
        ("1", "1000000000000", ReportError::TooManyDigits),
    ] {
        check(asked(&target), &entered(numerator, denominator), Err(expect));
    }
    let long = Entered { note: "字".repeat(1_001), ..entered("1", "1") };
    check(asked(&target), &long, Err(ReportError::TooLong));
}

#[test]
fn money_per_head_may_exceed_the_heads_and_a_sum_has_no_denominator() {
    let per_head = target(measure(Kind::Amount, Some(75_000), Some("元/人"), Some("month")));
    check(asked(&per_head), &entered("750000", "10"), Ok((750_000, 10)));
    check(asked(&per_head), &entered("1", "0"), Err(ReportError::NumeratorExceeds));
    let meetings = target(measure(Kind::Frequency, Some(1), Some("次"), Some("month")));
    check(asked(&meetings), &entered("2", "7"), Ok((2, 0)));
}

#[test]
fn a_period_is_closed_by_one_that_covers_it_and_by_no_other() {
    let target = monthly();
    let (quarter, february) = ([days("2026-01-01", "2026-03-31")], [days("2026-02-01", "2026-02-28")]);
    check(
        Question { closed: &quarter, ..asked(&target) },
        &entered("1", "1"),
        Err(ReportError::PeriodClosed),
    );
    check(
        Question { closed: &february, ..asked(&target) },
        &entered("1", "1"),
        Err(ReportError::PeriodClosed),
    );
    let half = [days("2026-02-01", "2026-02-27")];
    check(Question { closed: &half, ..asked(&target) }, &entered("1", "1"), Ok((1, 1)));
}

#[test]
fn the_figure_of_the_year_before_is_typed_for_what_must_fall_and_for_nothing_else() {
    let decline = target(measure(Kind::Decline, Some(5), Some("%"), None));
    let before = days("2025-01-01", "2025-12-31");
    let of = |target| Question { days: before, is_reported: false, ..asked(target) };
    check(of(&decline), &entered("12", ""), Ok((12, 0)));
    let unasked = Question { unit_id: OFFICE, ..of(&decline) };
    check(unasked, &entered("12", ""), Err(ReportError::OtherUnit));
    check(of(&monthly()), &entered("1", "1"), Err(ReportError::NotAsked));
}

#[test]
fn the_periods_asked_about_are_those_of_the_target_that_have_begun() {
    let count = |period, today| periods(&measure(Kind::Ratio, None, None, period), year(), day(today)).len();
    assert_eq!(count(Some("month"), "2026-03-01"), 3);
    assert_eq!(count(Some("quarter"), "2026-03-31"), 1);
    assert_eq!(count(Some("month"), "2027-06-01"), 12);
    assert_eq!(count(Some("month"), "2025-12-31"), 0, "nothing is asked before the notice holds");
    assert_eq!(count(Some("year"), "2026-01-01"), 1);
    assert_eq!(count(Some("term"), "2026-09-01"), 3, "a term that is over can still be reported");
    let due = Measure { due: Some(day("2026-06-30")), ..measure(Kind::Deadline, None, None, None) };
    assert_eq!(periods(&due, year(), day("2026-02-01")), [days("2026-01-01", "2026-06-30")]);
}

#[test]
fn those_who_lead_are_asked_and_those_who_assist_only_where_nobody_leads() {
    let assignment = |unit, role| Assignment { unit_id: Some(unit), unit_text: String::new(), role };
    let of = |assignments| asked_units(&Target { assignments, ..monthly() });
    let (lead, assist) = (assignment(EAST, UnitRole::Lead), assignment(OFFICE, UnitRole::Assist));
    assert_eq!(of(vec![lead.clone(), assist.clone(), lead]), [EAST]);
    assert_eq!(of(vec![assist, assignment(ASSESSOR, UnitRole::Supervise)]), [OFFICE]);
}

#[test]
fn the_tenth_day_after_the_period_is_on_time_and_the_eleventh_late() {
    let period = february().days;
    assert_eq!(due_on(period), day("2026-03-10"));
    let on = |text| february().submit(version(1, 1, text));
    assert!(!is_late(period, Some(&on("2026-03-10")), day("2026-06-01")));
    assert!(is_late(period, Some(&on("2026-03-11")), day("2026-03-11")));
    assert!(!is_late(period, None, day("2026-03-10")) && is_late(period, None, day("2026-03-11")));
}

#[test]
fn a_report_goes_through_its_review_and_keeps_each_version() {
    let now = DateTime::default();
    let report = february().submit(version(3, 4, "2026-03-02"));
    assert_eq!(standing(Some(&report), false), Standing::Submitted);
    let returned = report.give_back(OFFICE, now, " 与台账不符 ").expect("given back");
    assert_eq!(standing(Some(&returned), false), Standing::Returned);
    assert_eq!(returned.counted(day("2026-12-31")), None, "what was given back gives no figure");
    assert_eq!(returned.clone().accept(OFFICE, now), Err(ReportError::NothingToReview));
    let again = returned.submit(version(4, 4, "2026-03-12")).accept(OFFICE, now).expect("accepted");
    assert_eq!((standing(Some(&again), false), again.versions.len()), (Standing::Accepted, 2));
    assert!(again.is_changed() && !is_late(again.days, Some(&again), day("2026-03-12")));
    assert_eq!(standing(Some(&again), true), Standing::Locked);
    let changed =
        again.submit(version(2, 4, "2026-03-20")).give_back(OFFICE, now, "误报").expect("given back");
    let counted = changed.counted(day("2026-12-31")).expect("the one accepted before");
    assert_eq!((counted.no, counted.figure.numerator), (2, Decimal::from(4)));
    assert_eq!(changed.give_back(OFFICE, now, "再"), Err(ReportError::NothingToReview));
}

#[test]
fn nothing_is_given_back_without_a_reason() {
    let report = february().submit(version(1, 1, "2026-03-02"));
    assert_eq!(report.give_back(OFFICE, DateTime::default(), "  "), Err(ReportError::ReasonMissing));
}

#[test]
fn a_report_made_before_the_end_is_known_from_its_day_on() {
    let report = february().submit(version(1, 2, "2026-02-20")).submit(version(2, 2, "2026-03-05"));
    let counted = |on| report.counted(day(on)).map(|version| version.no);
    assert_eq!(
        ["2026-02-19", "2026-02-20", "2026-02-27", "2026-02-28"].map(counted),
        [None, Some(1), Some(1), Some(2)]
    );
}

#[test]
fn the_one_rule_judges_what_is_reported() {
    let judged = |measure: &Measure, n: i64, m: i64, today: &str| {
        let days = days("2026-01-01", "2026-12-31");
        let stretch = Stretch { days, as_of: day(today).min(days.last) };
        let figure = Figure { numerator: n.into(), denominator: m.into() };
        let verdict = judge(measure, &indicator(measure), stretch, figure, None, day(today));
        (verdict.light, verdict.reason)
    };
    let rate = measure(Kind::Ratio, Some(95), Some("%"), None);
    assert_eq!(judged(&rate, 95, 100, "2026-07-01"), (Light::Green, Reason::Reached));
    assert_eq!(judged(&rate, 94, 100, "2026-12-31"), (Light::Yellow, Reason::NotYet));
    assert_eq!(judged(&rate, 94, 100, "2027-01-01"), (Light::Red, Reason::Missed));
    assert_eq!(judged(&rate, 0, 0, "2027-01-01"), (Light::NoSubject, Reason::NoSubject));
    let none = measure(Kind::Zero, None, Some("起"), None);
    assert_eq!(judged(&none, 1, 0, "2026-02-01"), (Light::Red, Reason::Exceeded));
    let built = measure(Kind::Count, Some(12), Some("个"), None);
    assert_eq!(judged(&built, 6, 0, "2026-06-30"), (Light::Green, Reason::OnPace));
    let done = measure(Kind::Deadline, None, None, None);
    assert_eq!(judged(&done, 1, 1, "2026-06-30"), (Light::Green, Reason::Reached));
}

proptest! {
    #[test]
    fn no_share_that_is_taken_lies_outside_0_and_100(n in -5i64..50, m in -5i64..50) {
        let target = monthly();
        let indicator = indicator(&target.measure);
        let question = Question { indicator: Some(&indicator), ..asked(&target) };
        if let Ok(figure) = answer(question, &entered(&n.to_string(), &m.to_string())) {
            let shown = crate::indicator::shown(&indicator, figure);
            prop_assert!(shown.is_none_or(|share| share >= Decimal::ZERO && share <= Decimal::ONE_HUNDRED));
            prop_assert_eq!(shown.is_none(), m == 0);
        }
    }
}
