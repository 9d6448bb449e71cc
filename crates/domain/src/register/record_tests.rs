//! Records: moves, keys, merging, what lapses and what is due.

use super::*;
use crate::register::samples::{day, hydrants, record};

#[test]
fn a_move_sets_its_date_and_asks_for_what_it_needs() {
    let broken = record(1, &[("number", "X-1")]).moved(
        &hydrants(),
        "fault",
        &[Role::Administrator],
        day("2026-03-01"),
        |_| false,
    );
    let broken = broken.expect("it was intact");
    assert_eq!((broken.state.as_str(), broken.date("fault_on")), ("faulty", Some(day("2026-03-01"))));
    let refused =
        broken.clone().moved(&hydrants(), "repair", &[Role::Administrator], day("2026-03-05"), |_| false);
    let Err(RecordError::Fields(missing)) = refused else { panic!("who repaired it is not known") };
    assert_eq!(missing[0].field, "repairer");
    let again = broken.moved(&hydrants(), "fault", &[Role::Administrator], day("2026-03-02"), |_| false);
    assert_eq!(again.map_err(|e| e.code()), Err("record.wrong_state"));
}

#[test]
fn only_the_roles_of_a_move_take_it() {
    let refused = record(1, &[("number", "X-1")]).moved(
        &hydrants(),
        "scrap",
        &[Role::GridWorker],
        day("2026-03-01"),
        |_| false,
    );
    assert_eq!(refused, Err(RecordError::NotYourMove));
    assert!(
        record(1, &[("number", "X-1")])
            .moved(&hydrants(), "scrap", &[Role::GridWorker, Role::Clerk], day("2026-03-01"), |_| false)
            .is_ok()
    );
}

#[test]
fn the_moves_offered_are_those_that_would_not_be_refused() {
    let register = hydrants();
    let removed = Record { removed_at: Some(DateTime::UNIX_EPOCH), ..record(1, &[("repairer", "王五")]) };
    let faulty = Record { state: "faulty".into(), ..record(1, &[("repairer", "王五")]) };
    for record in [record(1, &[]), faulty, removed] {
        for role in [Role::Administrator, Role::Clerk, Role::GridWorker, Role::Leader] {
            let offered: Vec<&str> =
                record.moves(&register, &[role]).map(|step| step.code.as_str()).collect();
            for step in &register.transitions {
                let taken =
                    record.clone().moved(&register, &step.code, &[role], day("2026-03-01"), |_| false);
                assert_eq!(offered.contains(&step.code.as_str()), taken.is_ok(), "{role:?} {}", step.code);
            }
        }
    }
}

#[test]
fn a_key_does_not_depend_on_blanks_and_case_and_needs_all_its_fields() {
    let key = |number: &str| record(1, &[("number", number)]).key(&hydrants());
    assert_eq!(key("x 1"), key("X1"));
    assert_ne!(key("X1"), key("X2"));
    assert_eq!(record(1, &[]).key(&hydrants()), None);
    let by_second = record(1, &[("built_on", "2026-01-01")]).key(&hydrants());
    assert_eq!(by_second, record(1, &[("number", "X1"), ("built_on", "2026-01-01")]).else_key(&hydrants()));
}

#[test]
fn the_last_valid_day_is_still_valid() {
    let register = hydrants();
    let lapse = |today: &str| {
        lapse_of(&register, &register.expiries[0], &record(1, &[("tested_until", "2026-06-30")]), day(today))
    };
    assert_eq!(lapse("2026-05-30"), Some(Lapse::Valid));
    assert_eq!(lapse("2026-05-31"), Some(Lapse::Soon(30)));
    assert_eq!(lapse("2026-06-30"), Some(Lapse::Soon(0)));
    assert_eq!(lapse("2026-07-01"), Some(Lapse::Over(1)));
    let scrapped = Record { state: "scrapped".into(), ..record(1, &[("tested_until", "2020-01-01")]) };
    assert_eq!(lapse_of(&register, &register.expiries[0], &scrapped, day("2026-07-01")), None);
    let elsewhere = Expiry { states: vec!["nowhere".into()], ..register.expiries[0].clone() };
    let late = record(1, &[("tested_until", "2026-06-30")]);
    assert_eq!(lapse_of(&register, &elsewhere, &late, day("2026-07-01")), None, "it counts in other states");
    assert_eq!(
        lapse_of(&register, &register.expiries[0], &record(1, &[]), day("2026-07-01")),
        Some(Lapse::Unknown)
    );
}

#[test]
fn what_is_due_counts_the_records_of_the_period_up_to_today() {
    let register = hydrants();
    let records = [
        record(1, &[("built_on", "2025-12-31")]),
        record(2, &[("built_on", "2026-01-01")]),
        record(3, &[("built_on", "2026-06-30")]),
        Record { removed_at: Some(DateTime::UNIX_EPOCH), ..record(4, &[("built_on", "2026-02-01")]) },
    ];
    let due =
        |today: &str| due_now(&register, &register.frequencies[0], &records, day(today)).expect("a period");
    assert_eq!((due("2026-06-29").done, due("2026-06-29").missing()), (1.into(), 1.into()));
    assert_eq!((due("2026-06-30").done, due("2026-06-30").missing()), (2.into(), 0.into()));
    assert_eq!(due("2026-07-01").done, 0.into());
}

#[test]
fn merging_fills_what_the_keeper_lacks_and_overwrites_nothing() {
    let old = record(1, &[("number", "X-1"), ("pressure", "0.3")]);
    let keeper = record(2, &[("number", "X-9")]);
    let (gone, kept) = old.clone().merged_into(keeper.clone()).expect("they differ");
    assert_eq!((gone.merged_into, gone.is_standing()), (Some(keeper.id), false));
    assert_eq!(kept.values["number"].texts(), ["X-9"]);
    assert_eq!(kept.values["pressure"].texts(), ["0.3"]);
    assert_eq!(old.clone().merged_into(old.clone()), Err(RecordError::BadMerge));
    assert_eq!(gone.merged_into(keeper), Err(RecordError::Removed));
    let elsewhere = Record { register: "drill".into(), ..record(3, &[]) };
    assert_eq!(old.merged_into(elsewhere), Err(RecordError::BadMerge));
}
