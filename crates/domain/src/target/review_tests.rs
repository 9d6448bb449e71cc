//! The review of a target, step by step.

use super::*;
use crate::target::{Confidence, UnitRole};

fn target(id: u128, value: i64) -> Target {
    Target {
        id: Uuid::from_u128(id),
        notice_id: Uuid::from_u128(9),
        key: None,
        state: TargetState::Proposed,
        subject: "隐患整改率".into(),
        measure: Measure {
            kind: Kind::Ratio,
            comparator: Comparator::Ge,
            value: Some(value.into()),
            value_to: None,
            unit: Some("%".into()),
            period: None,
            due: None,
            due_recurs: false,
        },
        soft: false,
        implicit: false,
        negated: false,
        confidence: Confidence::High,
        citations: vec![Citation {
            start: i64::try_from(id).expect("small"),
            end: 20,
            quote: "整改率达95%".into(),
            path: "三/1".into(),
        }],
        assignments: vec![Assignment {
            unit_id: None, unit_text: format!("单位{id}"), role: UnitRole::Lead
        }],
        version: 3,
    }
}

#[test]
fn a_target_is_accepted_dropped_with_a_reason_and_restored() {
    let accepted = target(1, 95).accept().expect("it can be measured");
    assert_eq!(accepted.state, TargetState::Accepted);
    assert_eq!(accepted.clone().set_aside(" "), Err(TargetError::ReasonMissing));
    let dropped = accepted.set_aside("与上条重复").expect("a reason is given");
    assert_eq!(dropped.clone().accept(), Err(TargetError::Dropped));
    assert_eq!(dropped.restore().state, TargetState::Proposed);
}

#[test]
fn a_share_lies_between_0_and_100_both_included() {
    for (value, fits) in [(0, true), (100, true), (-1, false), (101, false)] {
        assert_eq!(target(1, value).accept().is_ok(), fits, "{value}");
    }
}

#[test]
fn a_target_that_cannot_be_measured_is_not_accepted() {
    let mut without = target(1, 95);
    without.measure.value = None;
    assert_eq!(without.clone().accept(), Err(TargetError::ValueMissing(Kind::Ratio)));
    without.measure.kind = Kind::Deadline;
    assert_eq!(without.clone().accept(), Err(TargetError::DueMissing));
    without.measure.period = Some("month".into());
    assert!(without.clone().accept().is_ok(), "it comes again each month");
    let mut range = target(1, 95);
    (range.measure.comparator, range.measure.value_to) = (Comparator::Between, Some(95.into()));
    assert_eq!(range.accept(), Err(TargetError::RangeBackwards));
    assert_eq!(Target { subject: " ".into(), ..target(1, 95) }.accept(), Err(TargetError::SubjectMissing));
}

#[test]
fn merging_gathers_citations_and_units_and_sets_the_others_aside() {
    let (whole, gone) = target(2, 95).merge(vec![target(1, 95), target(3, 95)]).expect("they differ");
    assert_eq!(whole.citations.iter().map(|c| c.start).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(whole.assignments.len(), 3);
    assert!(gone.iter().all(|t| matches!(t.state, TargetState::Dropped { .. })));
    assert_eq!(target(1, 95).merge(vec![target(1, 95)]), Err(TargetError::BadMerge));
    assert_eq!(target(1, 95).merge(vec![]), Err(TargetError::BadMerge));
    let elsewhere = Target { notice_id: Uuid::from_u128(8), ..target(2, 95) };
    assert_eq!(target(1, 95).merge(vec![elsewhere]), Err(TargetError::BadMerge));
}

#[test]
fn a_split_gives_every_citation_to_one_part() {
    let whole = target(1, 95).merge(vec![target(2, 95)]).expect("they differ").0;
    let part = |id: u128, citations: &[usize]| Part {
        id: Uuid::from_u128(id),
        citations: citations.to_vec(),
        subject: format!("事项{id}"),
        measure: target(1, 90).measure,
    };
    let parts = whole.clone().split(vec![part(11, &[0]), part(12, &[1])]).expect("nothing is lost");
    assert_eq!(
        parts.iter().map(|t| (t.id.as_u128(), t.citations.len())).collect::<Vec<_>>(),
        [(1, 1), (12, 1)]
    );
    for bad in [
        vec![part(11, &[0, 1])],
        vec![part(11, &[0]), part(12, &[0])],
        vec![part(11, &[0, 1]), part(12, &[])],
    ] {
        assert_eq!(whole.clone().split(bad), Err(TargetError::BadSplit));
    }
    let one = target(1, 95).split(vec![part(11, &[0]), part(12, &[0])]);
    assert_eq!(one.map(|parts| parts.len()), Ok(2), "one phrase with two figures is cited by both");
}
