//! Publication of a notice.

use super::*;
use crate::target::{Assignment, Citation, Comparator, Confidence, Kind, Measure, UnitRole};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn notice() -> NoticeRecord {
    NoticeRecord {
        id: Uuid::from_u128(1),
        version_no: 1,
        amends: None,
        state: NoticeState::Draft,
        doc_number: Some("临政〔2026〕7号".into()),
        title: "目标责任".into(),
        issuer: None,
        issued_on: Some(day("2026-03-05")),
        effect_from: None,
        effect_to: None,
        year: Some(2026),
        sha256: String::new(),
        file_name: None,
        text: String::new(),
        created_at: DateTime::UNIX_EPOCH,
        published_at: None,
        version: 0,
    }
}

fn target(id: u128, path: &str) -> Target {
    Target {
        id: Uuid::from_u128(id),
        notice_id: Uuid::from_u128(1),
        key: None,
        state: TargetState::Accepted,
        subject: "事故".into(),
        measure: Measure {
            kind: Kind::Zero,
            comparator: Comparator::Eq,
            value: Some(0.into()),
            value_to: None,
            unit: None,
            period: None,
            due: None,
            due_recurs: false,
        },
        soft: false,
        implicit: false,
        negated: false,
        confidence: Confidence::High,
        citations: vec![Citation {
            start: id as i64,
            end: 99,
            quote: "不发生事故".into(),
            path: path.into(),
        }],
        assignments: vec![Assignment {
            unit_id: Some(Uuid::from_u128(5)),
            unit_text: "安办".into(),
            role: UnitRole::Lead,
        }],
        version: 0,
    }
}

fn publish(targets: Vec<Target>) -> Result<Vec<Option<String>>, NoticeError> {
    let effect = (day("2026-01-01"), day("2026-12-31"));
    let (notice, targets) = notice().publish(targets, effect, DateTime::UNIX_EPOCH)?;
    assert_eq!(notice.state, NoticeState::Published);
    assert!(notice.is_back_dated(), "it holds from January and was issued in March");
    Ok(targets.into_iter().map(|target| target.key).collect())
}

#[test]
fn publishing_gives_each_target_an_identity_by_clause() {
    let key = |text: &str| Some(text.to_owned());
    assert_eq!(
        publish(vec![target(3, "二"), target(1, "一/1"), target(2, "一/1")]),
        Ok(vec![key("临政〔2026〕7号#一/1/1"), key("临政〔2026〕7号#一/1/2"), key("临政〔2026〕7号#二/1")])
    );
}

#[test]
fn a_target_carried_over_keeps_its_identity_and_no_other_gets_it() {
    let old = Target { key: Some("临政〔2026〕7号#一/1/1".into()), ..target(2, "一/1") };
    let keys = publish(vec![target(1, "一/1"), old]).expect("both are ready");
    assert_eq!(keys, [Some("临政〔2026〕7号#一/1/2".into()), Some("临政〔2026〕7号#一/1/1".into())]);
}

#[test]
fn a_dropped_target_gets_no_identity() {
    let dropped = Target { state: TargetState::Dropped { reason: "重复".into() }, ..target(1, "一") };
    assert_eq!(publish(vec![dropped.clone(), target(2, "一")]).expect("one is left")[0], None);
    assert_eq!(publish(vec![dropped]), Err(NoticeError::NoTarget));
}

#[test]
fn an_unfinished_review_is_not_published() {
    let open = Target { state: TargetState::Proposed, ..target(1, "一") };
    assert_eq!(publish(vec![open, target(2, "一")]), Err(NoticeError::TargetsOpen(1)));
    let homeless = Target { assignments: vec![], ..target(1, "一") };
    assert_eq!(publish(vec![homeless]), Err(NoticeError::TargetsWithoutUnit(1)));
    let published = NoticeRecord { state: NoticeState::Published, ..notice() };
    let day = day("2026-01-01");
    let again = published.publish(vec![target(1, "一")], (day, day), DateTime::UNIX_EPOCH);
    assert_eq!(again.map(|_| ()), Err(NoticeError::NotADraft(NoticeState::Published)));
}

#[test]
fn an_effect_of_one_day_is_the_shortest() {
    let (first, second) = (day("2026-01-01"), day("2026-01-02"));
    let publish = |effect| notice().publish(vec![target(1, "一")], effect, DateTime::UNIX_EPOCH).map(|_| ());
    assert_eq!(publish((first, first)), Ok(()));
    assert_eq!(publish((second, first)), Err(NoticeError::EffectBackwards));
}
