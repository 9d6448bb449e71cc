use super::tests::{actor, complete, day, record};
use super::*;
use crate::access::Role;
use crate::register::{Register, Transition, Words, samples::hydrants};

/// The moves by which a hazard is handed over and comes back.
fn register() -> Register {
    let step = |code: &str, from: &str, to: &str| Transition {
        code: code.into(),
        name: Words::default(),
        from: vec![from.into()],
        to: to.into(),
        roles: vec![Role::Clerk],
        sets: None,
        needs: Vec::new(),
    };
    let transitions = vec![step("transfer", "open", "transferred"), step("take-back", "transferred", "open")];
    Register { code: HAZARD.into(), transitions, ..hydrants() }
}

fn taken_back(handed_from: Option<Stage>, values: &[(&str, Value)]) -> Result<Record, HazardError> {
    let before = record("transferred", Level::General, &complete());
    let mut after = record("open", Level::General, &complete());
    after.values.extend(values.iter().map(|(code, value)| ((*code).to_owned(), value.clone())));
    lived(&register(), Some(&before), after, &Actor { handed_from, ..actor(Role::Clerk) })
}

#[test]
fn a_hazard_that_comes_back_is_to_be_rectified_and_looked_at_first_when_nobody_had_verified_it() {
    let state = |from| taken_back(from, &[]).map(|record| record.state);
    for stage in [Stage::ToRectify, Stage::Rectifying, Stage::Returned] {
        assert_eq!(state(Some(stage)), Ok("open".to_owned()), "{stage:?}");
    }
    assert_eq!(state(Some(Stage::ToVerify)), Ok("to-verify".to_owned()));
    assert_eq!(state(None), Ok("to-verify".to_owned()), "it came in with a sheet");
}

#[test]
fn a_hazard_comes_back_with_the_deadline_and_the_level_that_it_had() {
    let back = |values: &[(&str, Value)]| taken_back(Some(Stage::ToRectify), values).map(|_| ());
    let later = Value::Date(day("2026-05-01"));
    assert_eq!(back(&[("due", later)]), Err(HazardError::DueByExtension), "no way around an extension");
    let graver = Value::Choices(vec!["major".to_owned()]);
    assert_eq!(back(&[("level", graver)]), Err(HazardError::LevelByJudgement));
    assert_eq!(back(&[("opinion", Value::Text("不予受理".to_owned()))]), Ok(()));
}
