use super::*;
use crate::calendar::{Days, Period};
use crate::light::Light;
use crate::register::samples::{day, field, hydrants, words};
use crate::register::{Choice, FieldKind, Frequency, Record, Value};
use crate::target::{Comparator, Kind, Measure};
use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use uuid::Uuid;

fn hazards() -> Register {
    let choice = |codes: &[&str], is_multiple| FieldKind::Choice {
        options: codes.iter().map(|code| Choice { code: (*code).into(), name: words(code) }).collect(),
        is_multiple,
    };
    let mut register = hydrants();
    register.code = "hazard".into();
    register.fields = vec![
        field("level", choice(&["general", "major"], false)),
        field("kinds", choice(&["fire", "gas"], true)),
        field("found_on", FieldKind::Date),
        field("closed_on", FieldKind::Date),
        field("due", FieldKind::Date),
        field("is_public", FieldKind::Flag),
        field("funds", FieldKind::Money { unit: "元".into() }),
        field("heads", FieldKind::Number { decimals: 0, unit: None, min: None, max: None }),
        field("site", FieldKind::Link { register: "site".into() }),
    ];
    register
}

fn rule() -> FactRule {
    let fields = ["level", "kinds", "found_on", "closed_on", "due", "is_public", "funds", "heads", "site"];
    FactRule {
        kind: "hazard".into(),
        date: Some("found_on".into()),
        states: Vec::new(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
    }
}

fn record(values: &[(&str, Value)]) -> Record {
    Record {
        id: Uuid::nil(),
        register: "hazard".into(),
        definition: 1,
        unit_id: Uuid::nil(),
        sector: None,
        state: hazards().states[0].code.clone(),
        values: values.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect(),
        made_at: DateTime::default(),
        made_by: None,
        changed_at: DateTime::default(),
        merged_into: None,
        removed_at: None,
        version: 0,
    }
}

#[test]
fn a_year_places_a_fact_on_its_first_day() {
    let mut register = hazards();
    let year = FieldKind::Number { decimals: 0, unit: Some("年".into()), min: None, max: None };
    register.fields.push(field("year", year));
    let mut indicator = indicator(Sort::Count);
    indicator.date = Some("year".into());
    assert!(indicator.misfit(&register).is_some(), "the fact does not carry it");
    if let Some(rule) = &mut indicator.rule {
        rule.fields.push("year".into());
    }
    assert_eq!(indicator.misfit(&register), None);
    let found = shares(&indicator, &record(&[("year", Value::Number(2026.into()))]), &[]);
    assert_eq!(found[0].0, Cell { cohort: 202_601, day: 20_260_101 });
    indicator.date = Some("heads".into());
    assert_eq!(indicator.misfit(&register).map(|(key, _)| key), Some("date"), "heads are no year");
}

fn scope() -> Scope {
    Scope::of(&hazards(), &rule())
}

fn condition(text: &str) -> Condition {
    Condition::read(text, &scope()).unwrap_or_else(|e| panic!("{text}: {e} at {}", e.at))
}

fn indicator(sort: Sort) -> Indicator {
    Indicator {
        code: "hazard-closed".into(),
        name: words("整改率"),
        about: words("整改率"),
        group: "hazards".into(),
        unit: "%".into(),
        sort,
        register: "hazard".into(),
        rule: Some(rule()),
        population: None,
        holds: None,
        date: Some("found_on".into()),
        done: None,
        until: None,
        amount: None,
        over: None,
        less: None,
        subject: None,
        among: None,
        frequency: None,
        parts: Vec::new(),
        better: Better::Higher,
        pace: Pace::Level,
        fingerprint: String::new(),
    }
}

fn choice(code: &str) -> Value {
    Value::Choices(vec![code.into()])
}

#[test]
fn a_condition_reads_as_a_person_reads_it() {
    let major = record(&[
        ("level", choice("major")),
        ("kinds", Value::Choices(vec!["fire".into(), "gas".into()])),
        ("found_on", Value::Date(day("2026-03-01"))),
        ("is_public", Value::Flag(true)),
        ("funds", Value::Number(Decimal::from(12))),
        ("site", Value::Reference(Uuid::nil())),
    ]);
    for (text, holds) in [
        ("level == 'major'", true),
        ("level != 'major'", false),
        ("level in ['general', 'major']", true),
        ("'gas' in kinds && is_public", true),
        ("funds + 1 > 12 && funds - 1 < 12", true),
        ("found_on >= date('2026-03-01')", true),
        ("has(site) && !has(closed_on)", true),
        // a comparison with an empty field does not hold, and neither does its opposite
        ("closed_on <= due", false),
        ("closed_on > due", false),
        ("!(closed_on <= due)", true),
        ("level == 'general' || level == 'major' && is_public", true),
        ("(level == 'general' || level == 'major') && !is_public", false),
        ("in_special_period(found_on)", true),
        ("in_special_period(closed_on)", false),
    ] {
        let special = [Days { first: day("2026-02-20"), last: day("2026-03-01") }];
        assert_eq!(condition(text).holds(&major, &special), holds, "{text}");
    }
}

#[test]
fn a_faulty_condition_is_refused_at_its_character() {
    for (text, at, says) in [
        ("level == 'severe'", 9, "only one of general, major"),
        ("'water' in kinds", 0, "never 'water'"),
        ("colour == 'red'", 0, "carries no colour"),
        ("found_on > 3", 11, "date is compared with number"),
        ("funds", 0, "a condition is expected"),
        ("is_public &&", 12, "ends too early"),
        ("level == 'major", 9, "no closing"),
        ("is_public # 1", 10, "no meaning"),
        ("is_public is_public", 10, "should end here"),
        ("(is_public", 10, ") is expected"),
        ("today() > due", 0, "no function today"),
        ("date('2026-02-30') > due", 5, "no day"),
        ("level in funds", 9, "does not hold several"),
        ("level < 'major'", 0, "cannot be compared so"),
        ("funds + is_public > 1", 8, "a number is expected"),
        ("in_special_period(funds)", 18, "a date is expected"),
        ("'fire' in level", 10, "does not hold several"),
        ("1.2.3 > funds", 0, "no number"),
    ] {
        let error = Condition::read(text, &scope()).expect_err(text);
        assert!(error.at == at && error.what.contains(says), "{text}: {} at {}", error.what, error.at);
    }
    let deep = format!("{}is_public{}", "(".repeat(500), ")".repeat(500));
    assert!(Condition::read(&deep, &scope()).is_err());
    assert!(Condition::read(&format!("{}is_public", "!".repeat(500)), &scope()).is_err());
}

fn sum(shares: &[(Cell, Share)], cohorts: (i32, i32), day: i32) -> (i64, i64) {
    let counts =
        |cell: &Cell| (cell.cohort == 0 || (cohorts.0..=cohorts.1).contains(&cell.cohort)) && cell.day <= day;
    shares.iter().filter(|(cell, _)| counts(cell)).fold((0, 0), |sum, (_, share)| {
        (sum.0 + share.numerator / 10_000, sum.1 + share.denominator / 10_000)
    })
}

#[test]
fn a_rate_counts_from_the_day_done_through_the_day_it_lapses() {
    let done = Indicator { done: Some("closed_on".into()), ..indicator(Sort::Ratio) };
    let closed = record(&[
        ("found_on", Value::Date(day("2026-03-01"))),
        ("closed_on", Value::Date(day("2026-04-10"))),
    ]);
    let of = shares(&done, &closed, &[]);
    assert_eq!(sum(&of, (202_601, 202_612), 20_260_228), (0, 0));
    assert_eq!(sum(&of, (202_601, 202_612), 20_260_409), (0, 1));
    assert_eq!(sum(&of, (202_601, 202_612), 20_260_410), (1, 1));
    assert_eq!(sum(&of, (202_604, 202_612), 20_261_231), (0, 0), "it belongs to the month it was found in");
    let valid = Indicator { date: None, until: Some("due".into()), ..indicator(Sort::Ratio) };
    let of = shares(&valid, &record(&[("due", Value::Date(day("2026-12-31")))]), &[]);
    assert_eq!(sum(&of, (202_601, 202_612), 20_261_231), (1, 1));
    assert_eq!(sum(&of, (202_601, 202_612), 20_270_101), (0, 1));
    assert_eq!(sum(&shares(&valid, &record(&[]), &[]), (0, 0), 20_270_101), (0, 1), "no day, not valid");
}

#[test]
fn a_frequency_is_reached_on_the_day_that_makes_it_full() {
    let twice = Frequency {
        code: "twice".into(),
        name: words("twice"),
        subject: Some("site".into()),
        only: None,
        counted: None,
        states: Vec::new(),
        per: Period::HalfYear,
        count: 2,
        amount: None,
    };
    let on = |days: &[&str]| days.iter().map(|text| (day(text), 10_000)).collect::<BTreeMap<_, _>>();
    let of = frequency_shares(&twice, &on(&["2026-01-05", "2026-06-30", "2026-07-01", "2026-12-31"]));
    assert_eq!(sum(&of, (202_601, 202_612), 20_260_629), (0, 1));
    assert_eq!(sum(&of, (202_601, 202_612), 20_260_630), (1, 1));
    assert_eq!(sum(&of, (202_601, 202_612), 20_261_231), (2, 1));
}

#[test]
fn what_does_not_fit_the_register_is_named() {
    let misfit = |indicator: Indicator| indicator.misfit(&hazards()).map(|(key, _)| key);
    assert_eq!(misfit(indicator(Sort::Count)), None);
    assert_eq!(misfit(indicator(Sort::Ratio)), Some("holds"));
    assert_eq!(misfit(indicator(Sort::Sum)), Some("amount"));
    let with = |done: &str| Indicator { done: Some(done.into()), ..indicator(Sort::Ratio) };
    assert_eq!(
        (misfit(with("closed_on")), misfit(with("level")), misfit(with("gone"))),
        (None, Some("done"), Some("done"))
    );
}

fn measure(kind: Kind, comparator: Comparator, value: Option<i64>) -> Measure {
    Measure {
        kind,
        comparator,
        value: value.map(Decimal::from),
        value_to: None,
        unit: None,
        period: None,
        due: None,
        due_recurs: false,
    }
}

fn figure(numerator: i64, denominator: i64) -> Figure {
    Figure { numerator: numerator.into(), denominator: denominator.into() }
}

fn year() -> Days {
    Days { first: day("2026-01-01"), last: day("2026-12-31") }
}

fn light(
    measure: &Measure,
    indicator: &Indicator,
    of: Figure,
    base: Option<Figure>,
    today: NaiveDate,
) -> (Light, Reason) {
    let stretch = *stretches(measure, year(), today).last().expect("a stretch");
    let verdict = judge(measure, indicator, stretch, of, base, today);
    (verdict.light, verdict.reason)
}

#[test]
fn a_light_follows_from_figure_goal_and_calendar() {
    let (mid, after) = (day("2026-07-02"), day("2027-01-01"));
    let rate = measure(Kind::Ratio, Comparator::Ge, Some(95));
    let level = indicator(Sort::Ratio);
    let linear = Indicator { pace: Pace::Linear, ..indicator(Sort::Ratio) };
    assert_eq!(light(&rate, &level, figure(0, 0), None, mid), (Light::NoSubject, Reason::NoSubject));
    assert_eq!(light(&rate, &level, figure(95, 100), None, mid), (Light::Green, Reason::Reached));
    assert_eq!(light(&rate, &level, figure(94, 100), None, mid), (Light::Yellow, Reason::NotYet));
    assert_eq!(
        light(&rate, &level, figure(94, 100), None, day("2026-12-31")),
        (Light::Yellow, Reason::NotYet)
    );
    assert_eq!(light(&rate, &level, figure(94, 100), None, after), (Light::Red, Reason::Missed));
    assert_eq!(light(&rate, &linear, figure(48, 100), None, mid), (Light::Green, Reason::OnPace));
    assert_eq!(light(&rate, &linear, figure(30, 100), None, mid), (Light::Yellow, Reason::BehindPace));
    let deadline = measure(Kind::Deadline, Comparator::Le, None);
    assert_eq!(light(&deadline, &level, figure(0, 2), None, mid), (Light::Yellow, Reason::NotYet));
    assert_eq!(light(&deadline, &level, figure(2, 2), None, mid), (Light::Green, Reason::Reached));
    let count = Indicator { unit: "起".into(), better: Better::Lower, ..indicator(Sort::Count) };
    let none = measure(Kind::Zero, Comparator::Eq, Some(0));
    assert_eq!(light(&none, &count, figure(0, 0), None, mid), (Light::Green, Reason::Within));
    assert_eq!(light(&none, &count, figure(1, 0), None, mid), (Light::Red, Reason::Exceeded));
    let fewer = measure(Kind::Decline, Comparator::Lt, None);
    let base = |n| Some(figure(n, 0));
    assert_eq!(light(&fewer, &count, figure(2, 0), base(3), mid), (Light::Green, Reason::Fell));
    assert_eq!(light(&fewer, &count, figure(3, 0), base(3), mid), (Light::Yellow, Reason::NotFallen));
    assert_eq!(light(&fewer, &count, figure(3, 0), base(3), after), (Light::Red, Reason::NotFallen));
    assert_eq!(light(&fewer, &count, figure(0, 0), base(0), mid), (Light::Green, Reason::BothZero));
    assert_eq!(light(&fewer, &count, figure(1, 0), base(0), mid), (Light::Red, Reason::NotFallen));
    let tenth = Measure { unit: Some("%".into()), ..measure(Kind::Decline, Comparator::Ge, Some(10)) };
    assert_eq!(light(&tenth, &count, figure(9, 0), base(10), mid), (Light::Green, Reason::Fell));
    assert_eq!(light(&tenth, &count, figure(10, 0), base(11), mid), (Light::Yellow, Reason::NotFallen));
    assert_eq!(light(&tenth, &count, figure(10, 0), base(11), after), (Light::Red, Reason::NotFallen));
    let by_two = measure(Kind::Decline, Comparator::Ge, Some(2));
    assert_eq!(light(&by_two, &count, figure(8, 0), base(10), mid), (Light::Green, Reason::Fell));
    assert_eq!(light(&by_two, &count, figure(9, 0), base(10), mid), (Light::Yellow, Reason::NotFallen));
    let quarterly = Measure { unit: Some("次".into()), ..measure(Kind::Frequency, Comparator::Ge, Some(1)) };
    assert_eq!(light(&quarterly, &level, figure(9, 100), None, mid), (Light::Yellow, Reason::NotYet));
    assert_eq!(light(&quarterly, &level, figure(100, 100), None, mid), (Light::Green, Reason::Reached));
    let share = Measure { unit: Some("%".into()), ..measure(Kind::Ratio, Comparator::Ge, Some(95)) };
    assert_eq!(light(&share, &count, figure(3, 0), None, mid), (Light::Grey, Reason::OtherUnit));
    let heads = Indicator { unit: "元/人".into(), ..indicator(Sort::Quotient) };
    let money = Measure { unit: Some("万元".into()), ..measure(Kind::Amount, Comparator::Ge, Some(7)) };
    assert_eq!(light(&money, &heads, figure(700_000, 10), None, mid), (Light::Green, Reason::Reached));
    assert_eq!(
        light(&measure(Kind::Count, Comparator::Ge, None), &count, figure(1, 0), None, mid).0,
        Light::Grey
    );
}

#[test]
fn a_quarterly_target_is_judged_quarter_by_quarter() {
    let quarterly =
        Measure { period: Some("quarter".into()), ..measure(Kind::Frequency, Comparator::Ge, Some(1)) };
    let found = stretches(&quarterly, year(), day("2026-05-20"));
    let firsts: Vec<NaiveDate> = found.iter().map(|stretch| stretch.days.first).collect();
    assert_eq!(firsts, [day("2026-01-01"), day("2026-04-01")]);
    assert_eq!((found[0].as_of, found[1].as_of), (day("2026-03-31"), day("2026-05-20")));
}

#[test]
fn the_binding_with_most_of_its_words_in_the_quote_wins() {
    let binding = |indicator: &str, words: &[&str], not: &[&str]| Binding {
        indicator: indicator.into(),
        kinds: vec![Kind::Ratio],
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        any: Vec::new(),
        not: not.iter().map(|word| (*word).to_owned()).collect(),
    };
    let rules = [
        binding("rectified", &["整改率"], &[]),
        binding("listed", &["整改率", "挂牌督办"], &[]),
        binding("rented", &["整改率", "出租房屋"], &["挂牌"]),
    ];
    let clause = "出租房屋摸排率和整改率100%，挂牌督办的隐患整改率100%";
    let proposed =
        |quote: &str| propose(&rules, Kind::Ratio, quote, clause).map(|rule| rule.indicator.as_str());
    assert_eq!(proposed("挂牌督办的隐患整改率100%"), Some("listed"));
    assert_eq!(proposed("整改率100%"), Some("listed"), "of equals the first declared");
    assert_eq!(propose(&rules, Kind::Ratio, "无此事", ""), None);
    assert!(propose(&rules, Kind::Zero, "整改率", clause).is_none());
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "[a-z_ '()\\[\\]&|!=<>+,.0-9-]{0,60}") {
        let _ = Condition::read(&text, &scope());
    }
}
