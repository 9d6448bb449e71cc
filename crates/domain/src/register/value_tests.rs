//! Texts that become values, and those that are refused.

use super::*;
use crate::register::samples::field;
use proptest::prelude::*;

fn read(kind: FieldKind, text: &str) -> Result<Vec<String>, ValueProblem> {
    Value::parse(&field("x", kind), &[text.to_owned()]).map(|value| value.map_or(vec![], |v| v.texts()))
}

fn one(text: &str) -> Result<Vec<String>, ValueProblem> {
    Ok(vec![text.to_owned()])
}

#[test]
fn a_day_is_read_in_every_form_of_a_sheet() {
    for text in [
        "2020-12-25",
        "2020.12.25",
        "2020/12/25",
        "2020年12月25日",
        "２０２０年１２月２５日",
        " 20201225 ",
        "2020-12-25 08:30:00",
    ] {
        assert_eq!(parse_day(text).map(|day| day.to_string()).as_deref(), Some("2020-12-25"), "{text}");
    }
    for text in ["2020-02-30", "2020-12", "12/25/2020", "20.12.25", "1899-12-31", "明天", ""] {
        assert_eq!(parse_day(text), None, "{text}");
    }
}

#[test]
fn a_number_is_read_with_its_bounds_and_decimals() {
    let kind = |min: i64, max: i64| FieldKind::Number {
        decimals: 1,
        unit: None,
        min: Some(min.into()),
        max: Some(max.into()),
    };
    assert_eq!(read(kind(0, 10), "１０．０"), one("10"));
    assert_eq!(read(kind(0, 2000), "1,234.5"), one("1234.5"));
    assert_eq!(read(kind(0, 10), "0.25"), Err(ValueProblem::TooFine { decimals: 1 }));
    assert_eq!(read(kind(0, 10), "十"), Err(ValueProblem::NotANumber));
    let bounds = ValueProblem::OutOfBounds { min: Some(0.into()), max: Some(10.into()) };
    assert_eq!(read(kind(0, 10), "10.1"), Err(bounds.clone()));
    assert_eq!(read(kind(0, 10), "-1"), Err(bounds));
}

#[test]
fn a_choice_is_read_by_its_code_or_by_its_name() {
    let option = |code: &str, zh: &str| Choice {
        code: code.into(),
        name: crate::register::Words { zh: zh.into(), en: String::new() },
    };
    let options = vec![option("school", "学校"), option("care", "养老院、福利院")];
    let kind = |is_multiple| FieldKind::Choice { options: options.clone(), is_multiple };
    assert_eq!(read(kind(false), " 学校"), one("school"));
    assert_eq!(read(kind(false), "养老院、福利院"), one("care"));
    assert_eq!(read(kind(true), "care，学校"), Ok(vec!["school".into(), "care".into()]));
    assert_eq!(read(kind(false), "care，学校"), Err(ValueProblem::TooMany { max: 1 }));
    assert_eq!(read(kind(true), "医院"), Err(ValueProblem::NoSuchChoice));
}

#[test]
fn flags_places_and_files_are_read() {
    assert_eq!(read(FieldKind::Flag, "是"), one("true"));
    for text in ["8:30", "08：30", "0830", "8点30分", "8时30分", "08:30:59", " 8:30 "] {
        assert_eq!(read(FieldKind::Time, text), one("08:30"), "{text}");
    }
    assert_eq!(read(FieldKind::Time, "8点"), one("08:00"));
    assert_eq!(read(FieldKind::Time, "23:59"), one("23:59"));
    for text in ["24:00", "8:60", "830", "8", "上午8:30", "2026-03-05"] {
        assert_eq!(read(FieldKind::Time, text), Err(ValueProblem::NotATime), "{text}");
    }
    assert_eq!(read(FieldKind::Flag, "不详"), Err(ValueProblem::NotAFlag));
    assert_eq!(read(FieldKind::Place, "118.5769，24.8120"), one("118.5769,24.812"));
    assert_eq!(read(FieldKind::Place, "118.5;24.8"), Err(ValueProblem::NotAPlace));
    assert_eq!(read(FieldKind::Place, "118.5,91"), Err(ValueProblem::NotAPlace));
    let swapped = read(FieldKind::Place, "24.8,118.5");
    let Err(ValueProblem::Swapped { right }) = swapped else { panic!("{swapped:?}") };
    assert_eq!(right.to_string(), "118.5,24.8");
    assert_eq!(read(FieldKind::Files { max: 1 }, &"ab".repeat(32)), one(&"ab".repeat(32)));
    assert_eq!(read(FieldKind::Files { max: 1 }, "../etc"), Err(ValueProblem::NotAFile));
    assert_eq!(
        read(FieldKind::Text { max: 2, format: None }, "三个字"),
        Err(ValueProblem::TooLong { max: 2 })
    );
    assert_eq!(read(FieldKind::Date, "  "), Ok(vec![]));
}

proptest! {
    #[test]
    fn what_is_kept_is_read_back_as_the_same(text in "\\PC{0,20}", number in -99_999_i64..99_999, days in 0_u64..60_000) {
        let day = NaiveDate::from_ymd_opt(1950, 1, 1).expect("a day") + chrono::Days::new(days);
        for (kind, text) in [
            (FieldKind::Text { max: 40, format: None }, text),
            (FieldKind::Number { decimals: 2, unit: None, min: None, max: None }, Decimal::new(number, 2).to_string()),
            (FieldKind::Date, day.format("%Y年%-m月%-d日").to_string()),
        ] {
            let field = field("x", kind);
            let first = Value::parse(&field, &[text]).expect("valid");
            let again = Value::parse(&field, &first.as_ref().map_or(vec![], Value::texts)).expect("valid");
            prop_assert_eq!(first, again);
        }
    }
}
