use super::*;
use crate::indicator::Reason;
use crate::light::Light;

const UNIT: Uuid = Uuid::from_u128(1);
const CLERK: Uuid = Uuid::from_u128(2);

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn year() -> Days {
    Days { first: day("2026-01-01"), last: day("2026-12-31") }
}

fn step(due: &str) -> Milestone {
    Milestone::new(Uuid::nil(), ("k", UNIT), "印发方案", day(due)).expect("a step")
}

fn done(on: &str) -> Done {
    Done { on: day(on), note: String::new(), evidence: Vec::new() }
}

fn finished(due: &str, on: &str) -> Milestone {
    step(due).finish(done(on), (UNIT, DateTime::default()), &[], day("2027-06-01")).expect("done")
}

fn light(steps: &[Milestone], as_of: &str) -> (Light, Reason) {
    let (_, _, _, verdict) = reading(steps, year(), day(as_of), day(as_of)).expect("a reading");
    (verdict.light, verdict.reason)
}

#[test]
fn one_delivery_is_green_until_its_day_has_passed_and_red_after() {
    let open = [step("2026-06-30")];
    assert_eq!(light(&open, "2026-06-30"), (Light::Green, Reason::OnPace));
    assert_eq!(light(&open, "2026-07-01"), (Light::Red, Reason::Missed));
    assert_eq!(light(&[finished("2026-06-30", "2026-06-30")], "2026-07-01"), (Light::Green, Reason::Reached));
}

#[test]
fn what_was_done_late_is_green_and_keeps_its_mark() {
    let late = finished("2026-06-30", "2026-07-02");
    assert!(late.is_late(day("2026-12-31")));
    let late = [late];
    assert_eq!(light(&late, "2026-07-01"), (Light::Red, Reason::Missed), "as it was on that day");
    assert_eq!(light(&late, "2026-07-02"), (Light::Green, Reason::Reached));
    assert!(!step("2026-06-30").is_late(day("2026-06-30")) && step("2026-06-30").is_late(day("2026-07-01")));
}

#[test]
fn of_several_steps_those_that_are_due_must_be_done() {
    let steps = [finished("2026-03-31", "2026-03-30"), step("2026-06-30"), step("2026-12-31")];
    assert_eq!(light(&steps, "2026-06-30"), (Light::Green, Reason::OnPace));
    assert_eq!(light(&steps, "2026-07-01"), (Light::Yellow, Reason::BehindPace));
    assert_eq!(light(&steps, "2027-01-01"), (Light::Red, Reason::Missed));
    let (_, stretch, figure, verdict) =
        reading(&steps, year(), day("2026-07-01"), day("2026-07-01")).expect("a reading");
    assert_eq!((figure.numerator, figure.denominator), (Decimal::ONE, Decimal::from(3)));
    assert_eq!((stretch.days.last, verdict.plan), (day("2026-12-31"), "66.67".parse().ok()));
}

#[test]
fn a_closed_period_counts_what_was_done_in_it_and_judges_it_as_over() {
    let steps = [finished("2026-06-30", "2026-07-01")];
    let (_, _, figure, verdict) = reading(&steps, year(), day("2026-06-30"), day("2026-07-01")).expect("one");
    assert_eq!((figure.numerator, verdict.light), (Decimal::ZERO, Light::Red));
}

#[test]
fn a_target_without_steps_is_one_delivery() {
    let assigned = crate::target::Target {
        id: Uuid::nil(),
        notice_id: Uuid::nil(),
        key: Some("k".into()),
        state: crate::target::TargetState::Accepted,
        subject: "三年建设任务".into(),
        measure: Measure {
            kind: Kind::Deadline,
            comparator: Comparator::Le,
            value: None,
            value_to: None,
            unit: None,
            period: None,
            due: Some(day("2026-10-31")),
            due_recurs: false,
        },
        soft: false,
        implicit: false,
        negated: false,
        confidence: crate::target::Confidence::High,
        citations: Vec::new(),
        assignments: Vec::new(),
        version: 0,
    };
    let one = steps_of(&assigned, year(), UNIT, &[]);
    assert_eq!((one.len(), one[0].title.as_str(), one[0].due), (1, "三年建设任务", day("2026-10-31")));
    let kept = [step("2026-03-31"), step("2026-06-30")];
    assert_eq!(steps_of(&assigned, year(), UNIT, &kept), kept);
}

#[test]
fn a_step_is_done_accepted_and_given_back() {
    let now = DateTime::default();
    let by = (UNIT, now);
    let today = day("2026-06-01");
    let finish = |step: Milestone, on, closed: &[Days]| step.finish(done(on), by, closed, today);
    assert_eq!(finish(step("2026-06-30"), "2026-06-02", &[]), Err(MilestoneError::DoneAhead));
    assert_eq!(finish(step("2026-06-30"), "2026-06-01", &[year()]), Err(MilestoneError::PeriodClosed));
    assert_eq!(step("2026-06-30").accept(CLERK, now), Err(MilestoneError::NotDone));
    let ready = finish(step("2026-06-30"), "2026-06-01", &[]).expect("done");
    assert_eq!(finish(ready.clone(), "2026-06-01", &[]), Err(MilestoneError::AlreadyDone));
    assert_eq!(ready.clone().give_back(" ", &[]), Err(MilestoneError::ReasonMissing));
    assert_eq!(ready.clone().give_back("照片不清", &[year()]), Err(MilestoneError::PeriodClosed));
    let accepted = ready.accept(CLERK, now).expect("accepted");
    assert_eq!(accepted.clone().accept(CLERK, now), Err(MilestoneError::NotDone));
    let back = accepted.give_back("照片不清", &[]).expect("given back");
    assert_eq!(back.state, StepState::Open { returned: Some("照片不清".into()) });
}

#[test]
fn a_step_has_a_title() {
    let titled = |title: &str| Milestone::new(Uuid::nil(), ("k", UNIT), title, day("2026-06-30"));
    assert_eq!(titled(" "), Err(MilestoneError::TitleMissing));
    assert_eq!(titled(&"字".repeat(201)), Err(MilestoneError::TitleMissing));
    assert!(titled(&"字".repeat(200)).is_ok());
}
