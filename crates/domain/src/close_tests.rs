use super::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn closing(period: Period, inside: &str) -> Closing {
    Closing {
        id: Uuid::nil(),
        period,
        days: period.around(day(inside)).expect("a period"),
        by: Uuid::nil(),
        at: DateTime::default(),
        sha256: String::new(),
        reopened: None,
    }
}

fn reading(target: &str, unit: u128, numerator: i64) -> ClosedReading {
    let days = Period::Month.around(day("2026-02-01")).expect("a month");
    ClosedReading {
        target_key: target.into(),
        unit_id: Uuid::from_u128(unit),
        indicator: Some("hydrant-intact".into()),
        definition: "f1".into(),
        stretch: Some(Stretch { days, as_of: days.last }),
        figure: Figure { numerator: numerator.into(), denominator: 4.into() },
        is_rate: true,
        base: None,
        inputs: vec![(Uuid::from_u128(7), 2), (Uuid::from_u128(6), 1)],
        light: Light::Green,
        reason: Reason::Reached,
    }
}

#[test]
fn a_period_is_closed_once_its_last_day_is_over() {
    let may = |period, today: &str| may_close(period, day("2026-02-10"), &[], day(today));
    assert_eq!(may(Period::Month, "2026-02-28"), Err(CloseError::NotOver));
    assert_eq!(may(Period::Month, "2026-03-01").map(|days| days.last), Ok(day("2026-02-28")));
    assert_eq!(may(Period::Quarter, "2026-03-31"), Err(CloseError::NotOver));
    assert_eq!(may(Period::SchoolYear, "2026-09-01").map(|days| days.first), Ok(day("2025-09-01")));
    assert_eq!(may(Period::Term, "2027-01-01"), Err(CloseError::NotClosable(Period::Term)));
}

#[test]
fn a_period_is_closed_once_and_again_after_it_was_opened() {
    let february = closing(Period::Month, "2026-02-01");
    let may = |closings: &[Closing]| may_close(Period::Month, day("2026-02-28"), closings, day("2026-03-01"));
    assert_eq!(may(std::slice::from_ref(&february)), Err(CloseError::AlreadyClosed));
    let now = DateTime::default();
    assert_eq!(february.clone().reopen(Uuid::nil(), now, " "), Err(CloseError::ReasonMissing));
    let opened = february.reopen(Uuid::nil(), now, "漏报一处").expect("opened");
    assert!(may(std::slice::from_ref(&opened)).is_ok());
    assert_eq!(closed_days(std::slice::from_ref(&opened)), []);
    assert_eq!(opened.reopen(Uuid::nil(), now, "再"), Err(CloseError::AlreadyOpen));
}

#[test]
fn equal_readings_have_equal_bytes_in_whatever_order_they_come() {
    let mut other = reading("a", 1, 3);
    other.inputs.reverse();
    other.figure.numerator = Decimal::new(30, 1);
    assert_eq!(other.canonical(), reading("a", 1, 3).canonical());
    let (a, b) = (reading("a", 1, 3), reading("b", 1, 3));
    assert_eq!(canonical(&[a.clone(), b.clone()]), canonical(&[b, a]));
    let line = reading("临政〔2026〕7号#一/1", 1, 3).canonical();
    assert!(
        line.starts_with("临政〔2026〕7号#一/1\t00000000-0000-0000-0000-000000000001\thydrant-intact\tf1\t")
    );
    assert!(line.contains("\t2026-02-01..2026-02-28@2026-02-28\t3/4\t\t"), "{line}");
}

#[test]
fn what_moved_stands_beside_what_was_closed() {
    let then = [reading("a", 1, 3), reading("b", 1, 3), reading("c", 1, 3)];
    let recounted = ClosedReading { inputs: Vec::new(), ..reading("c", 1, 3) };
    let now = [reading("a", 1, 3), reading("c", 1, 3), reading("d", 1, 1)];
    let moved_now = moved(&then, &now);
    assert_eq!(moved_now.len(), 2, "one is gone, one came later");
    assert_eq!((&moved_now[0].then, &moved_now[0].now), (&Some(reading("b", 1, 3)), &None));
    assert_eq!(moved(&[reading("c", 1, 3)], std::slice::from_ref(&recounted)).len(), 1, "other inputs count");
    assert_eq!(moved(&[reading("a", 1, 3)], &[reading("a", 1, 4)])[0].now, Some(reading("a", 1, 4)));
}

proptest! {
    #[test]
    fn two_readings_share_their_bytes_only_when_they_are_one(
        a in "[a\\t\\n\\\\#/]{0,6}", b in "[a\\t\\n\\\\#/]{0,6}", c in "[a\\t\\n\\\\]{0,4}", d in "[a\\t\\n\\\\]{0,4}",
    ) {
        let of = |key: &str, indicator: &str| {
            ClosedReading { indicator: Some(indicator.into()), ..reading(key, 1, 1) }.canonical()
        };
        prop_assert_eq!(of(&a, &c) == of(&b, &d), (&a, &c) == (&b, &d));
    }
}
