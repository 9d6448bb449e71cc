use super::*;
use chrono::{DateTime, Utc};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn hazard(level: Level, stage: Stage) -> Hazard {
    let (found_on, due) = (Some(day("2026-03-02")), Some(day("2026-03-20")));
    Hazard { level, stage, found_on, due, unsettled: Vec::new(), has_basis: true }
}

fn slip(kind: SlipKind, state: SlipState) -> Slip {
    Slip {
        id: Uuid::from_u128(1),
        hazard_id: Uuid::from_u128(2),
        kind,
        wait: Wait::Rectify,
        from: Uuid::from_u128(3),
        to: Uuid::from_u128(4),
        words: "请尽快".into(),
        at: DateTime::UNIX_EPOCH,
        due: Some(day("2026-03-20")),
        number: None,
        state,
        answer: String::new(),
        answered_at: None,
    }
}

#[test]
fn every_open_state_waits_for_something_and_no_other_does() {
    let mut waiting: Vec<&str> = Wait::ALL.iter().flat_map(|wait| wait.states()).collect();
    let mut open = states_where(|stage| !stage.is_over());
    // each state once, in whatever order
    waiting.sort_unstable();
    open.sort_unstable();
    assert_eq!(waiting, open);
}

#[test]
fn whatever_waits_is_somebodys_turn() {
    for wait in [Wait::Verify, Wait::Rectify, Wait::Recheck, Wait::Decide] {
        for level in Level::ALL {
            let roles = Role::ALL.iter().filter(|role| wait.is_for(*level, **role));
            assert!(roles.count() > 1, "{wait:?} {level:?}");
        }
    }
}

#[test]
fn who_only_reads_has_nothing_to_do() {
    for role in [Role::Leader, Role::Auditor, Role::Superior, Role::SecurityAdministrator] {
        let has = Wait::ALL.iter().any(|wait| Level::ALL.iter().any(|level| wait.is_for(*level, role)));
        assert!(!has, "{role:?}");
    }
}

#[test]
fn a_term_ends_on_its_last_day_and_that_day_is_in_time() {
    let rule = WaitRule {
        wait: Wait::Recheck,
        level: Level::Major,
        valid_from: day("2020-01-01"),
        valid_to: None,
        term: Term::Days(10),
        source: "Order 16".into(),
    };
    let rectified = Stage::ToReinspect { rectified_on: Some(day("2026-03-10")) };
    let workdays = Workdays::default();
    let by = act_by(Wait::Recheck, &hazard(Level::Major, rectified), &[rule], (&workdays, day("2026-03-12")));
    assert_eq!(by, Some(Ok(day("2026-03-20"))));
    assert_eq!(Haste::of(Some(day("2026-03-20")), day("2026-03-20"), 3), Haste::Soon);
    assert_eq!(Haste::of(Some(day("2026-03-20")), day("2026-03-21"), 3), Haste::Overdue);
    assert_eq!(Haste::of(Some(day("2026-03-20")), day("2026-03-17"), 3), Haste::Soon);
    assert_eq!(Haste::of(Some(day("2026-03-20")), day("2026-03-16"), 3), Haste::Calm);
    assert_eq!(Haste::of(None, day("2026-03-20"), 3), Haste::Calm);
}

#[test]
fn working_days_of_an_unknown_year_are_told_and_not_guessed() {
    let term = Term::Workdays(3);
    assert_eq!(term.last(day("2026-03-02"), &Workdays::default()), Err(YearUnknown(2026)));
}

#[test]
fn what_is_to_be_rectified_goes_by_its_own_deadline() {
    let by = act_by(
        Wait::Rectify,
        &hazard(Level::General, Stage::ToRectify),
        &[],
        (&Workdays::default(), day("2026-03-02")),
    );
    assert_eq!(by, Some(Ok(day("2026-03-20"))));
}

#[test]
fn what_goes_up_is_overdue_by_as_many_days_as_the_table_says() {
    let row = |level, after_days, role| Escalation { level, after_days, role, source: String::new() };
    let table = [
        row(Level::Major, 1, Role::Leader),
        row(Level::General, 7, Role::Leader),
        row(Level::General, 3, Role::Clerk),
    ];
    let to = |role| escalated_to(&table, role, day("2026-03-20"));
    assert_eq!(to(Role::Leader), [(Level::General, day("2026-03-13")), (Level::Major, day("2026-03-19"))]);
    assert_eq!(to(Role::Clerk), [(Level::General, day("2026-03-17"))]);
    assert_eq!(to(Role::GridWorker), []);
}

fn after_three_days() -> Escalation {
    Escalation { level: Level::General, after_days: 3, role: Role::Clerk, source: String::new() }
}

#[test]
fn what_goes_up_is_told_on_its_day_and_days_without_a_server_are_made_up_for() {
    let round = |told: Option<(&str, &str)>, today| {
        after_three_days().round(told.map(|(first, last)| (day(first), day(last))), day(today))
    };
    let span = |first, last| Some((day(first), day(last)));
    let new = round(None, "2026-03-20");
    assert_eq!((new.new, new.before), (span("2026-03-17", "2026-03-17"), None), "a new rule does not flood");
    let next = round(Some(("2026-03-17", "2026-03-17")), "2026-03-21");
    assert_eq!((next.new, next.before), (span("2026-03-18", "2026-03-18"), span("2026-03-17", "2026-03-17")));
    let late = round(Some(("2026-03-10", "2026-03-17")), "2026-03-25");
    assert_eq!((late.new, late.before), (span("2026-03-18", "2026-03-22"), span("2026-03-10", "2026-03-17")));
    let again = round(Some(("2026-03-10", "2026-03-17")), "2026-03-20");
    assert_eq!((again.new, again.before), (None, span("2026-03-10", "2026-03-17")), "the same day");
}

#[test]
fn a_rule_that_waits_longer_than_before_tells_of_nothing_twice() {
    let slower = Escalation { after_days: 10, ..after_three_days() };
    let round = slower.round(Some((day("2026-03-05"), day("2026-03-17"))), day("2026-03-20"));
    assert_eq!((round.new, round.before), (None, Some((day("2026-03-05"), day("2026-03-10")))));
    let slowest = Escalation { after_days: 90, ..after_three_days() };
    let round = slowest.round(Some((day("2026-03-05"), day("2026-03-17"))), day("2026-03-20"));
    assert_eq!((round.new, round.before), (None, None));
}

#[test]
fn a_hazard_is_up_from_the_day_that_the_rule_counts_and_while_somebody_has_to_rectify_it() {
    let rule = after_three_days();
    let is_up = |level, stage, today| rule.is_up(&hazard(level, stage), day(today));
    assert!(!is_up(Level::General, Stage::ToRectify, "2026-03-22"));
    assert!(is_up(Level::General, Stage::ToRectify, "2026-03-23"));
    assert!(is_up(Level::General, Stage::Returned, "2026-03-23"));
    assert!(!is_up(Level::General, Stage::ToReinspect { rectified_on: None }, "2026-03-23"));
    assert!(!is_up(Level::Major, Stage::ToRectify, "2026-03-23"));
    assert!(
        !rule.is_up(&Hazard { due: None, ..hazard(Level::General, Stage::ToRectify) }, day("2026-03-23"))
    );
}

#[test]
fn a_slip_is_over_when_the_hazard_has_moved_on_but_a_supervision_is_answered() {
    let handed = slip(SlipKind::HandOn, SlipState::Signed);
    assert!(handed.is_open(Some(Wait::Rectify)));
    assert!(!handed.is_open(Some(Wait::Recheck)));
    let supervised = slip(SlipKind::Supervise, SlipState::Signed);
    assert!(supervised.is_open(None));
    assert!(!slip(SlipKind::Supervise, SlipState::Answered).is_open(None));
}

#[test]
fn each_kind_takes_its_own_answers() {
    let now: DateTime<Utc> = DateTime::UNIX_EPOCH;
    let after =
        |kind, state, answer, words| slip(kind, state).answered(answer, words, now).map(|slip| slip.state);
    assert_eq!(after(SlipKind::Urge, SlipState::Sent, SlipAnswer::Sign, ""), Ok(SlipState::Signed));
    assert_eq!(after(SlipKind::Urge, SlipState::Signed, SlipAnswer::Sign, ""), Err(SlipError::Settled));
    assert_eq!(after(SlipKind::Urge, SlipState::Sent, SlipAnswer::Return, "不是我"), Err(SlipError::Settled));
    assert_eq!(
        after(SlipKind::HandOn, SlipState::Signed, SlipAnswer::Return, "不是我"),
        Ok(SlipState::Returned)
    );
    assert_eq!(after(SlipKind::HandOn, SlipState::Sent, SlipAnswer::Return, " "), Err(SlipError::NoWords));
    assert_eq!(
        after(SlipKind::Supervise, SlipState::Sent, SlipAnswer::Answer, "已停用"),
        Ok(SlipState::Answered)
    );
}

#[test]
fn a_supervision_names_a_day_that_is_not_over() {
    let supervised = slip(SlipKind::Supervise, SlipState::Sent);
    assert_eq!(supervised.check(day("2026-03-20")), Ok(()));
    assert_eq!(supervised.check(day("2026-03-21")), Err(SlipError::NoDay));
    let mute = Slip { words: " ".into(), ..supervised.clone() };
    assert_eq!(mute.check(day("2026-03-20")), Err(SlipError::NoWords));
    let own = Slip { to: supervised.from, ..supervised };
    assert_eq!(own.check(day("2026-03-20")), Err(SlipError::NoReceiver));
}
