//! A form or a row of a sheet becomes the values of a record, once and in one place.

use super::{Register, Value, ValueProblem};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use thiserror::Error;

/// Values by the code of their field.
pub type Decoded = BTreeMap<String, Value>;

/// From so far on a place outside of a territory is told in kilometres.
const FAR_METRES: u32 = 1000;

/// What is wrong with one field.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum FieldProblem {
    /// It must be given.
    #[error("must be given")]
    Required,
    /// The register has no such field, or it is retired.
    #[error("no such field")]
    NoSuchField,
    /// It lies before the date of another field.
    #[error("before {than}")]
    TooEarly {
        /// That date.
        than: NaiveDate,
    },
    /// It follows from another field and is not entered.
    #[error("follows from another field")]
    Computed,
    /// It lies outside of the territory of its unit.
    #[error("{metres} m outside of {unit}")]
    Outside {
        /// The unit whose territory was looked at: its own, or the nearest above it that has one.
        unit: String,
        /// How far outside.
        metres: u32,
    },
    /// The text is no value of it.
    #[error(transparent)]
    Value(#[from] ValueProblem),
}

impl FieldProblem {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Required => "field.required",
            Self::NoSuchField => "field.unknown",
            Self::Computed => "field.computed",
            Self::TooEarly { .. } => "field.too_early",
            // a phone that is a little off asks for another remedy than the coordinates of another town
            Self::Outside { metres, .. } if *metres < FAR_METRES => "place.outside",
            Self::Outside { .. } => "place.far_outside",
            Self::Value(problem) => match problem {
                ValueProblem::TooLong { .. } => "field.too_long",
                ValueProblem::NotANumber => "field.not_a_number",
                ValueProblem::TooFine { .. } => "field.too_fine",
                ValueProblem::OutOfBounds { .. } => "field.out_of_bounds",
                ValueProblem::NotADay => "field.not_a_day",
                ValueProblem::NotATime => "field.not_a_time",
                ValueProblem::NotAFlag => "field.not_a_flag",
                ValueProblem::NoSuchChoice => "field.no_such_choice",
                ValueProblem::TooMany { .. } => "field.too_many",
                ValueProblem::Unknown => "field.unknown_name",
                ValueProblem::Ambiguous => "field.ambiguous_name",
                ValueProblem::BadFormat(_) => "field.bad_format",
                ValueProblem::NotAPlace => "field.not_a_place",
                ValueProblem::Swapped { .. } => "place.swapped",
                ValueProblem::NotAFile => "field.not_a_file",
            },
        }
    }
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{field}: {problem}")]
pub struct FieldError {
    /// Code of the field.
    pub field: String,
    /// What is wrong.
    pub problem: FieldProblem,
}

/// Reads what was entered over what the record holds: a field that is not named keeps its value, one that is named
/// with nothing in it is cleared.
///
/// # Errors
/// Every field that is wrong, in the order of the form.
pub fn decode(
    register: &Register,
    before: &Decoded,
    entered: &BTreeMap<String, Vec<String>>,
) -> Result<Decoded, Vec<FieldError>> {
    let mut values = before.clone();
    let mut errors = Vec::new();
    let asked = || register.fields.iter().filter(|field| !field.is_retired);
    for field in asked() {
        if let Some(texts) = entered.get(&field.code) {
            if field.computed.is_some() {
                errors.push(FieldError { field: field.code.clone(), problem: FieldProblem::Computed });
                continue;
            }
            match Value::parse(field, texts) {
                Ok(Some(value)) => {
                    values.insert(field.code.clone(), value);
                }
                Ok(None) => {
                    values.remove(&field.code);
                }
                Err(problem) => {
                    errors.push(FieldError { field: field.code.clone(), problem: problem.into() });
                }
            }
        }
    }
    // whether a field must be given may hang on one that stands behind it
    let is_told = |errors: &[FieldError], code: &str| errors.iter().any(|error| error.field == code);
    for field in asked().filter(|field| field.computed.is_none()) {
        if !values.contains_key(&field.code)
            && field.is_required_beside(&values)
            && !is_told(&errors, &field.code)
        {
            errors.push(FieldError { field: field.code.clone(), problem: FieldProblem::Required });
        }
    }
    for field in asked() {
        let Some(other) = &field.not_before else { continue };
        if let (Some(Value::Date(day)), Some(Value::Date(than))) =
            (values.get(&field.code), values.get(other))
            && day < than
            && !is_told(&errors, &field.code)
        {
            let problem = FieldProblem::TooEarly { than: *than };
            errors.push(FieldError { field: field.code.clone(), problem });
        }
    }
    errors.sort_by_key(|error| register.fields.iter().position(|field| field.code == error.field));
    register.compute_dates(&mut values);
    let is_known = |code: &String| register.field(code).is_some_and(|field| !field.is_retired);
    for code in entered.keys().filter(|code| !is_known(code)) {
        errors.push(FieldError { field: code.clone(), problem: FieldProblem::NoSuchField });
    }
    if errors.is_empty() { Ok(values) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::samples::hydrants;

    fn entered(pairs: &[(&str, &str)]) -> BTreeMap<String, Vec<String>> {
        let texts = |text: &str| if text.is_empty() { vec![] } else { vec![text.to_owned()] };
        pairs.iter().map(|(code, text)| ((*code).to_owned(), texts(text))).collect()
    }

    fn problems(errors: Vec<FieldError>) -> Vec<(String, &'static str)> {
        errors.into_iter().map(|error| (error.field, error.problem.code())).collect()
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let entered = entered(&[("built_on", "昨天"), ("pressure", "高"), ("color", "红")]);
        let errors =
            decode(&hydrants(), &Decoded::new(), &entered).expect_err("three are wrong, one is missing");
        assert_eq!(
            problems(errors),
            [
                ("number".to_owned(), "field.required"),
                ("built_on".to_owned(), "field.not_a_day"),
                ("pressure".to_owned(), "field.not_a_number"),
                ("color".to_owned(), "field.unknown"),
            ]
        );
    }

    #[test]
    fn what_another_field_holds_may_ask_for_one_more() {
        let mut register = hydrants();
        for field in &mut register.fields {
            if field.code == "built_on" {
                field.required_when = Some(("pressure".into(), vec![crate::register::EMPTY.into()]));
            }
        }
        let errors =
            decode(&register, &Decoded::new(), &entered(&[("number", "X-1")])).expect_err("no pressure");
        assert_eq!(problems(errors), [("built_on".to_owned(), "field.required")]);
        assert!(
            decode(&register, &Decoded::new(), &entered(&[("number", "X-1"), ("pressure", "0.3")])).is_ok()
        );
        let both = [("number", "X-1"), ("built_on", "2020-01-01")];
        assert!(decode(&register, &Decoded::new(), &entered(&both)).is_ok());
    }

    #[test]
    fn a_period_ends_on_its_first_day_or_later() {
        let mut register = hydrants();
        for field in register.fields.iter_mut().filter(|field| field.code == "tested_until") {
            field.not_before = Some("built_on".into());
        }
        let of = |until: &str| {
            let both = [("number", "X-1"), ("built_on", "2026-02-10"), ("tested_until", until)];
            decode(&register, &Decoded::new(), &entered(&both))
        };
        assert!(of("2026-02-10").is_ok() && of("").is_ok());
        let errors = of("2026-02-09").expect_err("it ends before it begins");
        assert_eq!(problems(errors), [("tested_until".to_owned(), "field.too_early")]);
    }

    #[test]
    fn a_date_follows_from_another_and_goes_with_it() {
        let mut register = hydrants();
        for field in &mut register.fields {
            if field.code == "tested_until" {
                let date = "built_on".to_owned();
                field.computed = Some(crate::register::Computed::After { date, months: 1, days: 1 });
            }
        }
        let built = [("number", "X-1"), ("built_on", "2026-01-31")];
        let first = decode(&register, &Decoded::new(), &entered(&built)).expect("all is well");
        assert_eq!(first["tested_until"].texts(), ["2026-03-01"], "February has no 31st; then one day more");
        let gone = decode(&register, &first, &entered(&[("built_on", "")])).expect("all is well");
        assert_eq!(gone.get("tested_until"), None);
        let errors =
            decode(&register, &first, &entered(&[("tested_until", "2027-01-01")])).expect_err("computed");
        assert_eq!(problems(errors), [("tested_until".to_owned(), "field.computed")]);
    }

    #[test]
    fn what_is_not_named_stays_and_what_is_emptied_goes() {
        let first = decode(&hydrants(), &Decoded::new(), &entered(&[("number", "X-1"), ("pressure", "0.3")]));
        let first = first.expect("all is well");
        let second = decode(&hydrants(), &first, &entered(&[("pressure", "")])).expect("all is well");
        assert_eq!(second.keys().collect::<Vec<_>>(), ["number"]);
        let errors = decode(&hydrants(), &first, &entered(&[("number", "")])).expect_err("it must be given");
        assert_eq!(problems(errors), [("number".to_owned(), "field.required")]);
    }
}
