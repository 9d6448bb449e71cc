use super::*;
use crate::access::Role;
use crate::calendar::Days;
use crate::hazard::{Hazard, Level, Stage};
use crate::register::{State, Transition, Value, Words};
use crate::todo::Term;
use crate::workday::{Workdays, YearOff};
use chrono::DateTime;
use rust_decimal::Decimal;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(super) fn record(register: &str, state: &str, values: &[(&str, Value)]) -> Record {
    Record {
        id: Uuid::from_u128(1),
        register: register.into(),
        definition: 1,
        unit_id: Uuid::from_u128(2),
        sector: None,
        state: state.into(),
        values: values.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect(),
        made_at: DateTime::UNIX_EPOCH,
        changed_at: DateTime::UNIX_EPOCH,
        made_by: None,
        merged_into: None,
        removed_at: None,
        version: 0,
    }
}

/// A register with these moves: code, from, to.
pub(super) fn register(code: &str, moves: &[(&str, &str, &str)]) -> Register {
    let step = |(code, from, to): &(&str, &str, &str)| Transition {
        code: (*code).into(),
        name: Words::default(),
        from: vec![(*from).into()],
        to: (*to).into(),
        roles: vec![Role::Clerk],
        sets: None,
        needs: Vec::new(),
    };
    let state = |code: &str| State { code: code.into(), name: Words::default(), is_final: false };
    Register {
        code: code.into(),
        version: 1,
        name: Words::default(),
        group: "hazards".into(),
        about: Words::default(),
        sector: None,
        fields: Vec::new(),
        title: "name".into(),
        key: Vec::new(),
        else_key: Vec::new(),
        date: None,
        states: moves.iter().flat_map(|(_, from, to)| [state(from), state(to)]).collect(),
        transitions: moves.iter().map(step).collect(),
        expiries: Vec::new(),
        frequencies: Vec::new(),
        facts: Vec::new(),
    }
}

fn listings() -> Register {
    register(
        LISTING,
        &[
            ("list", "proposed", "listed"),
            ("apply", "listed", "applied"),
            ("accept", "applied", "accepted"),
            ("reject", "applied", "returned"),
            ("delist", "accepted", "delisted"),
        ],
    )
}

pub(super) fn hazard(stage: Stage) -> Hazard {
    let found_on = Some(day("2026-03-02"));
    Hazard { level: Level::Major, stage, found_on, due: None, unsettled: Vec::new(), has_basis: true }
}

static NO_YEARS: Workdays = Workdays { years: std::collections::BTreeMap::new() };

fn rules() -> Vec<ListingRule> {
    vec![ListingRule {
        level: ListLevel::City,
        valid_from: day("2026-01-01"),
        valid_to: None,
        most_days: Some(365),
        limits: vec![(Limit::Publish, Term::Workdays(5)), (Limit::Accept, Term::Days(10))],
        source: "某市规定".into(),
    }]
}

pub(super) fn beside(hazard: Option<Hazard>, rules: &[ListingRule]) -> Beside<'_> {
    Beside {
        user_id: Uuid::from_u128(9),
        today: day("2026-03-16"),
        hazard,
        is_listed_elsewhere: false,
        applied_by: None,
        listing: None,
        listing_rules: rules,
        transfer_rules: &[],
        workdays: &NO_YEARS,
        items: OpenItems::default(),
        phases: Phases::default(),
        consultation: None,
    }
}

fn notice(days: u32) -> Vec<(&'static str, Value)> {
    vec![
        ("hazard", Value::Reference(Uuid::from_u128(3))),
        ("level", Value::Choices(vec!["city".into()])),
        ("number", Value::Text("安督〔2026〕1号".into())),
        ("listed_on", Value::Date(day("2026-03-10"))),
        ("days", Value::Number(Decimal::from(days))),
    ]
}

fn moved(from: &str, to: &str, values: &[(&str, Value)], beside: &Beside<'_>) -> Result<Record, MatterError> {
    lived(&listings(), Some(&record(LISTING, from, values)), record(LISTING, to, values), beside)
}

#[test]
fn the_deadline_of_a_notice_follows_from_its_day_and_its_days_inside_the_limit_of_its_level() {
    let rules = rules();
    let beside = beside(Some(hazard(Stage::ToRectify)), &rules);
    let listed = moved("proposed", "listed", &notice(60), &beside).expect("listed");
    assert_eq!(listed.date("due"), Some(day("2026-05-09")));
    assert!(moved("proposed", "listed", &notice(365), &beside).is_ok());
    let further = moved("proposed", "listed", &notice(366), &beside);
    assert_eq!(further, Err(MatterError::TooLong(day("2027-03-10"))));
}

#[test]
fn only_a_hazard_that_is_verified_and_not_over_is_listed_and_once_at_a_time() {
    let rules = rules();
    let proposed = record(LISTING, "proposed", &[]);
    for stage in [Stage::ToVerify, Stage::Draft, Stage::Transferred, Stage::Unfounded] {
        let beside = beside(Some(hazard(stage)), &rules);
        let entered = lived(&listings(), None, proposed.clone(), &beside);
        assert_eq!(entered, Err(MatterError::NotOpen), "{stage:?}");
    }
    let open = beside(Some(hazard(Stage::Rectifying)), &rules);
    assert!(lived(&listings(), None, proposed.clone(), &open).is_ok());
    let twice = Beside { is_listed_elsewhere: true, ..open };
    assert_eq!(lived(&listings(), None, proposed, &twice), Err(MatterError::Already));
}

#[test]
fn what_the_notice_said_stands_and_its_deadline_moves_by_an_extension() {
    let rules = rules();
    let beside = beside(Some(hazard(Stage::Rectifying)), &rules);
    let listed = record(LISTING, "listed", &notice(60));
    let changed = |code: &str, value: Value| {
        let mut after = listed.clone();
        after.values.insert(code.to_owned(), value);
        lived(&listings(), Some(&listed), after, &beside)
    };
    assert_eq!(changed("days", Value::Number(Decimal::from(90))), Err(MatterError::Fixed("days")));
    assert_eq!(changed("due", Value::Date(day("2026-12-31"))), Err(MatterError::DueByExtension));
    assert_eq!(
        changed("published_on", Value::Date(day("2026-03-09"))),
        Err(MatterError::Order("published_on"))
    );
    assert!(changed("published_on", Value::Date(day("2026-03-11"))).is_ok());
}

#[test]
fn the_plaque_comes_off_a_hazard_that_is_rectified_looked_at_by_another_and_closed() {
    let rules = rules();
    let with = |stage| beside(Some(hazard(stage)), &rules);
    let values = notice(60);
    let unready = moved("listed", "applied", &values, &with(Stage::Rectifying));
    assert_eq!(unready, Err(MatterError::NotRectified));
    let ready = with(Stage::ToReinspect { rectified_on: None });
    assert!(moved("listed", "applied", &values, &ready).is_ok());
    let own = Beside { applied_by: Some(Uuid::from_u128(9)), ..ready.clone() };
    assert_eq!(moved("applied", "accepted", &values, &own), Err(MatterError::ByApplicant));
    assert!(moved("applied", "accepted", &values, &ready).is_ok());
    assert_eq!(moved("accepted", "delisted", &values, &ready), Err(MatterError::NotClosed));
    let closed = with(Stage::Closed { rectified_on: None, closed_on: None });
    assert!(moved("accepted", "delisted", &values, &closed).is_ok());
}

#[test]
fn after_its_end_only_publication_and_papers_are_added() {
    let rules = rules();
    let beside = beside(Some(hazard(Stage::ToRectify)), &rules);
    let over = record(LISTING, "delisted", &notice(60));
    let with = |code: &str, value: Value| {
        let mut after = over.clone();
        after.values.insert(code.to_owned(), value);
        lived(&listings(), Some(&over), after, &beside)
    };
    assert!(with("disclosed_on", Value::Date(day("2026-05-20"))).is_ok());
    assert_eq!(with("leader", Value::Text("王主任".into())), Err(MatterError::Over));
    assert_eq!(open_fields(&over), Some(listing::LATE));
    assert_eq!(open_fields(&record(LISTING, "listed", &[])), None);
}

#[test]
fn a_report_is_about_a_listing_that_was_given_notice_of_on_a_day_since() {
    let rules = rules();
    let mut values = notice(60);
    let report = |on: &str, listing: &Record| {
        let beside = Beside { listing: Some(HazardListing::of(listing)), ..beside(None, &rules) };
        let report = record(LISTING_REPORT, "active", &[("reported_on", Value::Date(day(on)))]);
        lived(&register(LISTING_REPORT, &[]), None, report, &beside).map(|_| ())
    };
    let listed = record(LISTING, "listed", &values);
    assert_eq!(report("2026-03-16", &listed), Ok(()));
    assert_eq!(report("2026-03-09", &listed), Err(MatterError::Order("reported_on")));
    assert_eq!(report("2026-03-17", &listed), Err(MatterError::Future("reported_on")));
    values.retain(|(code, _)| *code != "listed_on");
    assert_eq!(report("2026-03-16", &record(LISTING, "proposed", &values)), Err(MatterError::NotRunning));
}

#[test]
fn a_listing_waits_for_what_its_level_asks_and_for_the_next_report() {
    let off = Days { first: day("2026-03-12"), last: day("2026-03-12") };
    let year = YearOff { off: vec![off], ..YearOff::default() };
    let workdays = Workdays { years: [(2026, year)].into() };
    let rules = rules();
    let mut values = notice(60);
    values.push(("report_every", Value::Number(Decimal::from(30))));
    let waits = |state: &str, stage: Stage, last: Option<&str>, rule: Option<&ListingRule>| {
        let listing = HazardListing::of(&record(LISTING, state, &values));
        let errands = listing.errands(Some(stage), last.map(day), rule, &workdays);
        errands.into_iter().map(|errand| (errand.wait, errand.by.and_then(Result::ok))).collect::<Vec<_>>()
    };
    let publish = (MatterWait::Publish, Some(day("2026-03-18")));
    let report = |on: &str| (MatterWait::Progress, Some(day(on)));
    assert_eq!(waits("listed", Stage::Rectifying, None, rules.first()), [publish, report("2026-04-09")]);
    assert_eq!(
        waits("listed", Stage::Rectifying, Some("2026-04-01"), rules.first()),
        [publish, report("2026-05-01")]
    );
    // a level whose document is not known to us asks nobody to publish
    assert_eq!(waits("listed", Stage::Rectifying, None, None), [report("2026-04-09")]);
    let rectified = Stage::ToReinspect { rectified_on: None };
    assert_eq!(waits("returned", rectified, None, None), [(MatterWait::Apply, None)]);
    assert_eq!(waits("accepted", rectified, None, None), [(MatterWait::Delist, None)]);
    assert_eq!(waits("delisted", rectified, None, rules.first()), []);
}

fn transfers() -> Register {
    register(
        TRANSFER,
        &[("send", "pending", "sent"), ("sign", "sent", "received"), ("answer", "received", "answered")],
    )
}

fn crime(state: &str, days: &[(&str, &str)]) -> Record {
    let days = days.iter().map(|(code, on)| (*code, Value::Date(day(on))));
    let kind = ("kind", Value::Choices(vec!["crime".into()]));
    record(TRANSFER, state, &days.chain([kind]).collect::<Vec<_>>())
}

#[test]
fn the_term_for_an_answer_begins_with_the_sending_and_anew_with_the_receipt() {
    let rules = [TransferRule {
        kind: TransferKind::Crime,
        valid_from: day("2001-07-09"),
        valid_to: None,
        send_within: Some(Term::Days(4)),
        answer_within: Some(Term::Days(3)),
        source: "国务院令第310号".into(),
    }];
    let beside = Beside { transfer_rules: &rules, ..beside(None, &[]) };
    let pending = crime("pending", &[("decided_on", "2026-03-02")]);
    let waits = |record: &Record| Transfer::of(record).errands(rules.first(), &NO_YEARS);
    assert_eq!(waits(&pending), [Errand { wait: MatterWait::Send, by: Some(Ok(day("2026-03-06"))) }]);
    let sent = crime("sent", &[("decided_on", "2026-03-02"), ("transferred_on", "2026-03-05")]);
    let sent = lived(&transfers(), Some(&pending), sent, &beside).expect("sent");
    assert_eq!(sent.date("due"), Some(day("2026-03-08")));
    let mut received = Record { state: "received".into(), ..sent.clone() };
    received.values.insert("received_on".into(), Value::Date(day("2026-03-10")));
    let received = lived(&transfers(), Some(&sent), received, &beside).expect("received");
    assert_eq!(waits(&received), [Errand { wait: MatterWait::Answer, by: Some(Ok(day("2026-03-13"))) }]);
    // what was entered with the move stands
    let given = crime(
        "sent",
        &[("decided_on", "2026-03-02"), ("transferred_on", "2026-03-05"), ("due", "2026-03-20")],
    );
    let given = lived(&transfers(), Some(&pending), given, &beside).expect("sent");
    assert_eq!(given.date("due"), Some(day("2026-03-20")));
}

#[test]
fn the_days_of_a_transfer_are_in_order_not_to_come_and_stand_once_it_is_answered() {
    let beside = beside(None, &[]);
    let entered = |days: &[(&str, &str)]| lived(&transfers(), None, crime("sent", days), &beside).map(|_| ());
    let decided = ("decided_on", "2026-03-02");
    assert_eq!(
        entered(&[decided, ("transferred_on", "2026-03-01")]),
        Err(MatterError::Order("transferred_on"))
    );
    assert_eq!(entered(&[decided, ("answered_on", "2026-03-17")]), Err(MatterError::Future("answered_on")));
    assert_eq!(entered(&[decided, ("transferred_on", "2026-03-16")]), Ok(()));
    let answered = crime("answered", &[decided]);
    let again = crime("answered", &[("decided_on", "2026-03-03")]);
    assert_eq!(lived(&transfers(), Some(&answered), again, &beside), Err(MatterError::Over));
}

#[test]
fn a_hazard_comes_back_once_nobody_has_it_and_nobody_answered() {
    use TransferStage::{Accepted, Answered, Pending, Received, Returned, Sent};
    assert!(comes_back([Returned]) && comes_back([Returned, Returned]));
    for other in [Pending, Sent, Received, Accepted, Answered] {
        assert!(!comes_back([Returned, other]), "{other:?}");
    }
}

#[test]
fn a_conclusion_waits_for_every_opinion_and_the_end_for_every_task() {
    let consultations =
        register(CONSULTATION, &[("conclude", "open", "concluded"), ("settle", "concluded", "settled")]);
    let moved = |from: &str, to: &str, opinions, tasks| {
        let items = OpenItems { asked: 2, opinions, tasks };
        let beside = Beside { items, ..beside(None, &[]) };
        lived(&consultations, Some(&record(CONSULTATION, from, &[])), record(CONSULTATION, to, &[]), &beside)
            .map(|_| ())
    };
    assert_eq!(moved("open", "concluded", 1, 0), Err(MatterError::OpinionsOpen(1)));
    assert_eq!(moved("open", "concluded", 0, 1), Ok(()));
    assert_eq!(moved("concluded", "settled", 0, 1), Err(MatterError::TasksOpen(1)));
    assert_eq!(moved("concluded", "settled", 0, 0), Ok(()));
    let waits = |stage: ConsultationStage, asked, opinions, tasks| {
        let errands = stage.errands(OpenItems { asked, opinions, tasks });
        errands.first().map(|errand| errand.wait)
    };
    assert_eq!(waits(ConsultationStage::Open, 0, 0, 0), None, "nobody was asked yet");
    assert_eq!(waits(ConsultationStage::Open, 2, 1, 0), None);
    assert_eq!(waits(ConsultationStage::Open, 2, 0, 0), Some(MatterWait::Conclude));
    assert_eq!(waits(ConsultationStage::Concluded, 3, 0, 1), None);
    assert_eq!(waits(ConsultationStage::Concluded, 3, 0, 0), Some(MatterWait::Settle));
}

#[test]
fn nobody_is_asked_for_an_opinion_after_the_conclusion_and_for_nothing_after_the_end() {
    let asked = |stage, kind: &str| {
        let beside = Beside { consultation: Some(stage), ..beside(None, &[]) };
        let item = record(CONSULTATION_ITEM, ITEM_OPEN, &[("kind", Value::Choices(vec![kind.into()]))]);
        lived(&register(CONSULTATION_ITEM, &[]), None, item, &beside).map(|_| ())
    };
    assert_eq!(asked(ConsultationStage::Open, "opinion"), Ok(()));
    assert_eq!(asked(ConsultationStage::Concluded, "opinion"), Err(MatterError::Ended));
    assert_eq!(asked(ConsultationStage::Concluded, "task"), Ok(()));
    assert_eq!(asked(ConsultationStage::Settled, "task"), Err(MatterError::Ended));
    let of = Record {
        values: [("department".into(), Value::Reference(Uuid::from_u128(7)))].into(),
        ..record(CONSULTATION_ITEM, ITEM_OPEN, &[])
    };
    assert_eq!(home_unit(&of), Some(Uuid::from_u128(7)));
}

#[test]
fn a_campaign_is_evaluated_and_accepted_once_every_phase_is_done() {
    let campaigns =
        register(CAMPAIGN_PLAN, &[("evaluate", "running", "evaluated"), ("accept", "evaluated", "accepted")]);
    let moved = |from: &str, to: &str, open| {
        let beside = Beside { phases: Phases { all: 3, open }, ..beside(None, &[]) };
        lived(&campaigns, Some(&record(CAMPAIGN_PLAN, from, &[])), record(CAMPAIGN_PLAN, to, &[]), &beside)
            .map(|_| ())
    };
    assert_eq!(moved("running", "evaluated", 1), Err(MatterError::PhasesOpen(1)));
    assert_eq!(moved("running", "evaluated", 0), Ok(()));
    assert_eq!(moved("evaluated", "accepted", 1), Err(MatterError::PhasesOpen(1)));
    let phase = |state: &str| record(CAMPAIGN_PHASE, state, &[]);
    let phases = [phase("done"), phase("running"), phase("cancelled")];
    assert_eq!(Phases::of(phases.iter()), Phases { all: 2, open: 1 });
    let waits = |state: &str, phases: Phases| {
        let errands = Campaign::of(&record(CAMPAIGN_PLAN, state, &[])).errands(phases);
        errands.first().map(|errand| errand.wait)
    };
    assert_eq!(waits("running", Phases { all: 2, open: 1 }), None);
    assert_eq!(waits("running", Phases { all: 2, open: 0 }), Some(MatterWait::Evaluate));
    assert_eq!(waits("running", Phases::default()), None, "no phase was entered yet");
    assert_eq!(waits("evaluated", Phases::default()), Some(MatterWait::AcceptCampaign));
}

#[test]
fn who_is_looked_at_again_hangs_on_the_campaign_and_on_nobody() {
    let closed: Vec<Uuid> = (1..=40).map(Uuid::from_u128).collect();
    let first = drawn(Uuid::from_u128(7), &closed, 10);
    let turned: Vec<Uuid> = closed.iter().rev().copied().collect();
    assert_eq!(first, drawn(Uuid::from_u128(7), &turned, 10), "in whatever order they come");
    assert_eq!(first.len(), 10);
    assert_eq!(first[..5], drawn(Uuid::from_u128(7), &closed, 5), "more is drawn beside, not instead");
    assert_ne!(first, drawn(Uuid::from_u128(8), &closed, 10));
    assert_eq!(drawn(Uuid::from_u128(7), &closed[..3], 10).len(), 3);
}
