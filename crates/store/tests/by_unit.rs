//! Lists of what lies at some units, by their last change and by their day, on both engines; and the entries that a changed
//! definition asks for.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod drills;

use chrono::{DateTime, TimeDelta};
use domain::access::Sight;
use domain::register::{Record, Register};
use drills::*;
use store::{Direction, ListQuery, Start, Test, Where, core, entry_key};
use uuid::Uuid;

/// Two units, days that many share, some records without a day, changes that fall together.
fn many() -> Vec<Record> {
    let made = |id: u128| {
        let day = format!("2026-{:02}-{:02}", 1 + id % 5, 1 + id % 7);
        let mut record = record(id, &format!("演练{id}"), None, &day);
        if id.is_multiple_of(9) {
            record.values.remove("held_on");
        }
        let later = TimeDelta::seconds(i64::try_from(id % 11).expect("small"));
        Record {
            changed_at: DateTime::UNIX_EPOCH + later,
            unit_id: Uuid::from_u128(7 + id / 2 % 2),
            ..record
        }
    };
    (1..=120).map(made).collect()
}

fn at_units(units: &[u128]) -> Where {
    let keys = units.iter().map(|unit| Uuid::from_u128(*unit).as_bytes().to_vec()).collect();
    Where { field: core::UNIT.into(), test: Test::Any(keys) }
}

#[tokio::test]
async fn what_lies_at_units_stands_in_the_order_of_the_whole_list() {
    for db in &engines().await.databases {
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_records(&register(), &many()).await.expect("kept");
        let day = |day: &str| Some(entry_key(&domain::register::Value::Date(day.parse().expect("a day"))));
        let months = [None, Some((day("2026-02-01"), day("2026-03-31"))), Some((None, day("2026-02-03")))];
        for field in ["held_on", core::CHANGED] {
            for direction in [Direction::Up, Direction::Down] {
                let mut whole = everything(field);
                whole.order.direction = direction;
                for units in [&[7][..], &[8], &[7, 8], &[9], &[7, 20, 21, 22, 23, 24, 25, 26, 27]] {
                    for range in months.iter().filter(|range| range.is_none() || field == "held_on") {
                        let range = range
                            .clone()
                            .map(|(from, to)| Where { field: field.into(), test: Test::Range(from, to) });
                        let all = ListQuery { filters: range.clone().into_iter().collect(), ..whole.clone() };
                        let at = |id: &u128| units.contains(&(7 + id / 2 % 2));
                        let expected: Vec<u128> = ids(&mut tx, &all).await.into_iter().filter(at).collect();
                        let filters = range.into_iter().chain([at_units(units)]).collect();
                        let asked = ListQuery { filters, limit: 7, ..whole.clone() };
                        assert_eq!(ids(&mut tx, &asked).await, expected, "{field} {direction:?} {units:?}");
                        let seen = units.iter().map(|unit| Uuid::from_u128(*unit)).collect();
                        let sight = Sight::Within { units: seen, across: Vec::new(), own: None };
                        let seen = ListQuery { sight, filters: all.filters.clone(), ..asked.clone() };
                        assert_eq!(ids(&mut tx, &seen).await, expected, "by sight");
                        for (start, from) in
                            [(Start::Last, expected.len().saturating_sub(7)), (Start::Skip(5), 5)]
                        {
                            let query = ListQuery { start, ..asked.clone() };
                            let page = tx.record_page(&register(), &query).await.expect("a page");
                            let found: Vec<u128> =
                                page.rows.iter().map(|row| row.raw.record.id.as_u128()).collect();
                            let expected: Vec<u128> = expected.iter().skip(from).take(7).copied().collect();
                            assert_eq!(found, expected, "{:?}", query.start);
                        }
                        let Some(middle) = expected.get(expected.len() / 2) else { continue };
                        let one = ListQuery { limit: 120, ..asked.clone() };
                        let rows = tx.record_page(&register(), &one).await.expect("a page").rows;
                        let key = &rows[expected.len() / 2].key;
                        let first = rows.iter().position(|row| row.key == *key).expect("it stands there");
                        let query = ListQuery { start: Start::At(key.clone()), ..asked.clone() };
                        let page = tx.record_page(&register(), &query).await.expect("a page");
                        assert_eq!(page.rows[0].raw.record.id, rows[first].raw.record.id, "{middle}");
                        let rank = tx.record_rank(&register(), &asked, key).await.expect("a number");
                        assert_eq!(usize::try_from(rank), Ok(first));
                    }
                }
            }
        }
    }
}

/// Records of two units day by day, of which the last are not over, and one of seven hundred before.
fn rarely_open() -> Vec<Record> {
    let made = |id: u128| {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day")
            + TimeDelta::days(i64::try_from(id / 30).expect("small"));
        let is_open = id > 4000 || id.is_multiple_of(700);
        Record {
            state: if is_open { "open" } else { "over" }.into(),
            unit_id: Uuid::from_u128(7 + id % 2),
            ..record(id, &format!("演练{id}"), None, &day.to_string())
        }
    };
    (1..=4200).map(made).collect()
}

#[tokio::test]
async fn what_is_rare_at_some_units_is_found_behind_much_else() {
    for db in &engines().await.databases {
        let mut tx = db.write().await.expect("a transaction");
        let records = rarely_open();
        tx.insert_records(&register(), &records).await.expect("kept");
        for (units, states) in
            [(&[7, 8][..], &["open"][..]), (&[8], &["open"]), (&[7, 8], &["over"]), (&[7], &["open", "over"])]
        {
            let fits = |record: &&Record| {
                units.contains(&record.unit_id.as_u128()) && states.contains(&record.state.as_str())
            };
            let expected: Vec<u128> = records.iter().filter(fits).map(|record| record.id.as_u128()).collect();
            let state = states.iter().map(|state| state.as_bytes().to_vec()).collect();
            let state = Where { field: core::STATE.into(), test: Test::Any(state) };
            let filters = vec![at_units(units), state];
            let asked = ListQuery { filters, limit: 9, ..everything("held_on") };
            let count = tx.record_count_of(&register(), &asked, 10_000).await.expect("counted");
            assert_eq!((usize::try_from(count.count), count.is_more), (Ok(expected.len()), false));
            let few = tx.record_count_of(&register(), &asked, 3).await.expect("counted");
            assert_eq!((few.count, few.is_more), (3, true));
            let foot = tx.record_summary(&register(), &asked).await.expect("a foot");
            assert_eq!(foot.count, count.count);
            for (direction, ahead) in [
                (Direction::Up, expected.clone()),
                (Direction::Down, expected.iter().rev().copied().collect()),
            ] {
                let order = store::Order { direction, ..asked.order.clone() };
                let asked = ListQuery { order, ..asked.clone() };
                let page = tx.record_page(&register(), &asked).await.expect("a page");
                let found: Vec<u128> = page.rows.iter().map(|row| row.raw.record.id.as_u128()).collect();
                assert_eq!(found, ahead[..9], "{units:?} {states:?} {direction:?}");
                let last = &page.rows[8];
                for (start, from) in [
                    (Start::After(last.key.clone(), last.raw.record.id), 9),
                    (Start::Skip(3), 3),
                    (Start::Last, ahead.len() - 9),
                ] {
                    let asked = ListQuery { start, ..asked.clone() };
                    let page = tx.record_page(&register(), &asked).await.expect("a page");
                    let found: Vec<u128> = page.rows.iter().map(|row| row.raw.record.id.as_u128()).collect();
                    assert_eq!(
                        found,
                        ahead.iter().skip(from).take(9).copied().collect::<Vec<_>>(),
                        "{:?}",
                        asked.start
                    );
                }
            }
        }
    }
}

/// The register before somebody put the number of people into its table and counted by the day.
fn earlier() -> Register {
    let mut earlier = Register { date: None, ..register() };
    for field in &mut earlier.fields {
        if field.code == "people" {
            (field.is_listed, field.is_summed) = (false, false);
        }
    }
    earlier
}

#[tokio::test]
async fn older_records_stand_in_the_order_of_a_field_that_came_into_the_table_later() {
    for db in &engines().await.databases {
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_records(&earlier(), &some_records()).await.expect("kept");
        assert_eq!(tx.fit_index(&earlier()).await.expect("the first time"), 4);
        assert_eq!(tx.fit_index(&earlier()).await.expect("the same"), 0);
        assert_eq!(ids(&mut tx, &everything("people")).await, [0; 0], "what nobody asked for yet");

        assert_eq!(tx.fit_index(&register()).await.expect("another"), 4);
        assert_eq!(ids(&mut tx, &everything("people")).await, [2, 3, 1, 4]);
        let at_unit = ListQuery { filters: vec![at_units(&[8])], ..everything("held_on") };
        assert_eq!(ids(&mut tx, &at_unit).await, [3, 1]);
        let foot = tx.record_summary(&register(), &everything("name")).await.expect("a foot");
        assert_eq!(foot.sums[0].1, 135.into());

        // what is in the table already is summed from some day on
        let mut unsummed = register();
        for field in &mut unsummed.fields {
            field.is_summed = false;
        }
        assert_eq!(tx.fit_index(&unsummed).await.expect("no sum"), 4);
        assert_eq!(tx.fit_index(&register()).await.expect("a sum"), 4);
        let foot = tx.record_summary(&register(), &everything("name")).await.expect("a foot");
        assert_eq!(foot.sums[0].1, 135.into());

        assert_eq!(tx.fit_index(&earlier()).await.expect("taken out again"), 0);
        assert_eq!(ids(&mut tx, &everything("people")).await, [0; 0]);
        tx.commit().await.expect("durable");
        let halves = store::testing::half_records(db, &[earlier()]).await.expect("looked through");
        let other: Vec<_> = halves.iter().filter(|half| half.contains("index entries")).collect();
        assert!(other.is_empty(), "{other:?}");
    }
}
