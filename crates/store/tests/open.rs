//! Lists of what is not over yet by its deadline, on both engines, beside a plain reading of all records.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod drills;

use domain::register::{Expiry, Record, Register, State, Value, Words};
use drills::*;
use store::{Direction, ListQuery, Order, Start, Test, Where, core, entry_key};
use uuid::Uuid;

const STATES: [&str; 4] = ["open", "returned", "waiting", "over"];
/// In these the deadline counts.
const COUNTING: [&str; 2] = ["open", "returned"];

fn with_deadlines() -> Register {
    let state = |code: &str| State { code: code.into(), name: Words::default(), is_final: code == "over" };
    let expiry = Expiry {
        field: "held_on".into(),
        warn_days: 7,
        states: COUNTING.map(str::to_owned).to_vec(),
        name: Words::default(),
    };
    Register { states: STATES.map(state).to_vec(), expiries: vec![expiry], ..register() }
}

/// Days that many share, some without one, each in one of four states.
fn many() -> Vec<Record> {
    let made = |id: u128| {
        let day = format!("2026-{:02}-{:02}", 1 + id % 5, 1 + id % 9);
        let mut record = record(id, &format!("演练{id}"), Some(1), &day);
        if id.is_multiple_of(9) {
            record.values.remove("held_on");
        }
        Record { state: STATES[(id / 3 % 4) as usize].into(), ..record }
    };
    (1..=240).map(made).collect()
}

fn in_states(states: &[&str]) -> Where {
    let keys = states.iter().map(|state| state.as_bytes().to_vec()).collect();
    Where { field: core::STATE.into(), test: Test::Any(keys) }
}

fn key(record: &Record) -> Vec<u8> {
    record.values.get("held_on").map(entry_key).unwrap_or_default()
}

#[tokio::test]
async fn what_is_open_by_its_deadline_is_what_a_reading_of_all_gives() {
    let register = with_deadlines();
    let day = |day: &str| Some(entry_key(&Value::Date(day.parse().expect("a day"))));
    let ranges = [
        None,
        Some((None, day("2026-03-04"))),
        Some((day("2026-02-03"), day("2026-03-31"))),
        Some((day("2027-01-01"), None)),
    ];
    for db in &engines().await.databases {
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_records(&register, &many()).await.expect("kept");
        for states in [&["open"][..], &["returned", "open"], &["open", "waiting"], &["over"], &STATES] {
            for range in &ranges {
                let fits = |record: &Record| {
                    let key = key(record);
                    let is_within = range.as_ref().is_none_or(|(from, to)| {
                        !key.is_empty()
                            && from.as_ref().is_none_or(|from| *from <= key)
                            && to.as_ref().is_none_or(|to| key <= *to)
                    });
                    is_within && states.contains(&record.state.as_str())
                };
                let mut expected: Vec<Record> = many().into_iter().filter(fits).collect();
                let range = range.clone().map(|(from, to)| Test::Range(from, to));
                let range = range.map(|test| Where { field: "held_on".into(), test });
                let filters = std::iter::once(in_states(states)).chain(range).collect();
                let asked = ListQuery { filters, limit: 7, ..everything("held_on") };
                let what = format!("{states:?} {:?}", asked.filters);
                let count = tx.record_count_of(&register, &asked, 10_000).await.expect("counted");
                assert_eq!(
                    (usize::try_from(count.count), count.is_more),
                    (Ok(expected.len()), false),
                    "{what}"
                );
                let few = tx.record_count_of(&register, &asked, 5).await.expect("counted");
                assert_eq!(few.is_more, expected.len() > 5, "{what}");
                let foot = tx.record_summary(&register, &asked).await.expect("a foot");
                assert_eq!((foot.count, foot.sums[0].1), (count.count, count.count.into()), "{what}");
                expected.sort_by_key(|record| (key(record), record.id));
                for direction in [Direction::Up, Direction::Down] {
                    let order = Order { direction, ..asked.order.clone() };
                    let mut query = ListQuery { order, ..asked.clone() };
                    let mut found: Vec<Uuid> = Vec::new();
                    loop {
                        let page = tx.record_page(&register, &query).await.expect("a page");
                        found.extend(page.rows.iter().map(|row| row.raw.record.id));
                        let Some(last) = page.rows.last().filter(|_| page.has_more) else { break };
                        query.start = Start::After(last.key.clone(), last.raw.record.id);
                    }
                    let ids: Vec<Uuid> = expected.iter().map(|record| record.id).collect();
                    assert_eq!(found, ids, "{what} {direction:?}");
                    expected.reverse();
                }
                let by_name = ListQuery {
                    limit: 500,
                    ..ListQuery { filters: asked.filters.clone(), ..everything("name") }
                };
                let page = tx.record_page(&register, &by_name).await.expect("a page");
                assert_eq!(page.rows.len(), expected.len(), "{what} by name");
            }
        }
    }
}

#[tokio::test]
async fn what_is_closed_leaves_the_deadlines_of_what_is_open() {
    let register = with_deadlines();
    for db in &engines().await.databases {
        let mut tx = db.write().await.expect("a transaction");
        let open = Record { state: "open".into(), ..record(1, "演练", None, "2026-03-01") };
        tx.insert_records(&register, std::slice::from_ref(&open)).await.expect("kept");
        let filters = vec![
            in_states(&COUNTING),
            Where { field: "held_on".into(), test: Test::Range(None, Some(key(&open))) },
        ];
        let asked = ListQuery { filters, ..everything("held_on") };
        let mut before = open;
        for (state, expected) in [("over", 0), ("returned", 1), ("waiting", 0)] {
            let after = Record { state: state.into(), version: before.version, ..before.clone() };
            tx.save_record(&register, &before, &after).await.expect("changed");
            let count = tx.record_count_of(&register, &asked, 10).await.expect("counted").count;
            assert_eq!(count, expected, "{state}");
            before = Record { version: before.version + 1, ..after };
        }
    }
}

#[tokio::test]
async fn a_definition_by_which_other_states_are_open_counts_what_stands_there_already() {
    let first = with_deadlines();
    let mut second = with_deadlines();
    second.expiries[0].states.push("waiting".into());
    for db in &engines().await.databases {
        let mut tx = db.write().await.expect("a transaction");
        tx.fit_index(&first).await.expect("fits");
        tx.insert_records(&first, &many()).await.expect("kept");
        assert_eq!(tx.fit_index(&second).await.expect("fits"), 240);
        for (register, states) in [(&second, &STATES[..3]), (&first, &COUNTING[..])] {
            let last = entry_key(&Value::Date("2026-03-04".parse().expect("a day")));
            let is_due = |record: &&Record| {
                let key = key(record);
                !key.is_empty() && key <= last && states.contains(&record.state.as_str())
            };
            let expected = many().iter().filter(is_due).count();
            let range = Where { field: "held_on".into(), test: Test::Range(None, Some(last.clone())) };
            let asked = ListQuery { filters: vec![in_states(states), range], ..everything("held_on") };
            tx.fit_index(register).await.expect("fits");
            let count = tx.record_count_of(register, &asked, 10_000).await.expect("counted").count;
            assert_eq!(usize::try_from(count), Ok(expected), "{states:?}");
        }
    }
}
