//! Records on SQLite and on a real PostgreSQL: what is written is found again, in order, by filter and by search.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod drills;

use chrono::DateTime;
use domain::access::Sight;
use domain::register::{Record, Value};
use drills::*;
use store::{Direction, ListQuery, PageRow, Start, StoreError, Test, Tx, Where, core, entry_key, terms};
use uuid::Uuid;

#[tokio::test]
async fn a_record_comes_back_as_it_was_written() {
    for db in &engines().await.databases {
        filled(db).await;
        let mut tx = db.read().await.expect("a transaction");
        for record in some_records() {
            let raw = tx.record(record.id).await.expect("reached").expect("there");
            assert_eq!(raw.read(&register()), record);
        }
        let key = some_records()[0].key(&register()).expect("a key");
        let found = tx.record_by_key("drill", &key).await.expect("reached").expect("there");
        assert_eq!(found.record.id.as_u128(), 1);
        let second = some_records()[1].else_key(&register()).expect("a key");
        let found = tx.records_by_else_key("drill", &second).await.expect("reached");
        assert_eq!(found.iter().map(|raw| raw.record.id.as_u128()).collect::<Vec<_>>(), [2]);
    }
}

#[tokio::test]
async fn a_list_is_sorted_by_each_sort_of_field_and_read_page_by_page() {
    for db in &engines().await.databases {
        filled(db).await;
        let mut tx = db.read().await.expect("a transaction");
        for (order, up) in [("name", [2, 4, 3, 1]), ("people", [2, 3, 1, 4]), ("held_on", [4, 2, 3, 1])] {
            for limit in [1, 3, 100] {
                let query = ListQuery { limit, ..everything(order) };
                assert_eq!(ids(&mut tx, &query).await, up, "{order}, {limit} a page");
                let mut down = query;
                down.order.direction = Direction::Down;
                assert_eq!(
                    ids(&mut tx, &down).await,
                    up.into_iter().rev().collect::<Vec<_>>(),
                    "{order} down"
                );
            }
        }
        let mut strokes = everything("name");
        strokes.order.is_by_strokes = true;
        assert_eq!(ids(&mut tx, &strokes).await, [4, 1, 2, 3]);
    }
}

#[tokio::test]
async fn what_fits_is_found_where_all_of_it_lies_behind_everything_else() {
    // more than a walk tries stand before; more fit than are fetched at once, and fewer than a walk would have to be for
    let (before, fitting) = (6_000, 12_500);
    let made = |id: u128| {
        let (state, day) = if id <= before { ("current", "2020-01-01") } else { ("ended", "2024-01-01") };
        Record { state: state.to_owned(), ..record(id, &format!("演练{id}"), None, day) }
    };
    let all: Vec<Record> = (1..=before + fitting).map(made).collect();
    for db in &engines().await.databases {
        let mut tx = db.write().await.expect("a transaction");
        for chunk in all.chunks(1000) {
            tx.insert_records(&register(), chunk).await.expect("kept");
        }
        let mut ended =
            ListQuery { filters: vec![any(core::STATE, b"ended")], limit: 50, ..everything("held_on") };
        let mut first = before + 1;
        for _ in 0..2 {
            let page = tx.record_page(&register(), &ended).await.expect("a page");
            let ids: Vec<u128> = page.rows.iter().map(|row| row.raw.record.id.as_u128()).collect();
            assert_eq!(ids, (first..first + 50).collect::<Vec<_>>());
            assert!(page.has_more);
            let last = page.rows.last().expect("a row");
            ended.start = Start::After(last.key.clone(), last.raw.record.id);
            first += 50;
        }
        for start in [Start::Last, Start::Skip(12_450)] {
            ended.start = start;
            let page = tx.record_page(&register(), &ended).await.expect("a page");
            let last = page.rows.last().map(|row| row.raw.record.id.as_u128());
            assert_eq!((page.rows.len(), last), (50, Some(before + fitting)));
        }
    }
}

#[tokio::test]
async fn a_page_begins_at_a_place_behind_so_many_or_from_the_end() {
    for db in &engines().await.databases {
        filled(db).await;
        let mut tx = db.read().await.expect("a transaction");
        let filtered = vec![any(core::STATE, b"current")];
        for (filters, direction) in
            [(vec![], Direction::Up), (filtered, Direction::Up), (vec![], Direction::Down)]
        {
            let mut whole = ListQuery { filters, ..everything("held_on") };
            whole.order.direction = direction;
            let all = tx.record_page(&register(), &whole).await.expect("a page").rows;
            assert!(all.len() == 4);
            let page = async |tx: &mut Tx, start: Start, limit: usize| {
                let query = ListQuery { start, limit, ..whole.clone() };
                let page = tx.record_page(&register(), &query).await.expect("a page");
                let at =
                    |row: &PageRow| all.iter().position(|other| other.raw.record.id == row.raw.record.id);
                (page.rows.iter().filter_map(at).collect::<Vec<_>>(), page.has_before, page.has_more)
            };
            assert_eq!(page(&mut tx, Start::Last, 3).await, (vec![1, 2, 3], true, false));
            assert_eq!(page(&mut tx, Start::Last, 4).await, (vec![0, 1, 2, 3], false, false));
            assert_eq!(page(&mut tx, Start::Skip(0), 2).await, (vec![0, 1], false, true));
            assert_eq!(page(&mut tx, Start::Skip(2), 2).await, (vec![2, 3], true, false));
            assert_eq!(page(&mut tx, Start::Skip(9), 2).await, (vec![], true, false));
            let third = || (all[2].key.clone(), all[2].raw.record.id);
            let before = Start::Before(third().0, third().1);
            assert_eq!(page(&mut tx, before.clone(), 1).await, (vec![1], true, true));
            assert_eq!(page(&mut tx, before, 2).await, (vec![0, 1], false, true));
            assert_eq!(
                page(&mut tx, Start::At(third().0), 1).await,
                (vec![2], true, true),
                "the place itself"
            );
            assert_eq!(tx.record_rank(&register(), &whole, &third().0).await.expect("a number"), 2);
        }
    }
}

#[tokio::test]
async fn filters_narrow_and_the_foot_sums_what_is_left() {
    for db in &engines().await.databases {
        filled(db).await;
        let mut tx = db.read().await.expect("a transaction");
        let day = |day: &str| Some(entry_key(&Value::Date(day.parse().expect("a day"))));
        let unit = any(core::UNIT, Uuid::from_u128(8).as_bytes());
        let mut query = ListQuery { filters: vec![unit.clone()], ..everything("held_on") };
        assert_eq!(ids(&mut tx, &query).await, [3, 1]);
        let from = Where { field: "held_on".into(), test: Test::Range(day("2026-02-01"), None) };
        query.filters = vec![unit, from];
        assert_eq!(ids(&mut tx, &query).await, [3, 1]);
        let summary = tx.record_summary(&register(), &query).await.expect("a foot");
        assert_eq!((summary.count, summary.sums), (2, vec![("people".to_owned(), 35.into())]));
        let upto = Test::Range(None, day("2026-01-15"));
        query.filters = vec![Where { field: "held_on".into(), test: upto }];
        assert_eq!(ids(&mut tx, &query).await, [4, 2], "both ends belong to a range");
        let foot = tx.record_summary(&register(), &everything("name")).await.expect("a foot");
        assert_eq!((foot.count, foot.sums[0].1), (4, 135.into()));
        for (most, counted) in [(3, 3), (4, 4), (5, 4)] {
            assert_eq!(
                tx.record_count(&register().code, &Sight::Everything, most).await.expect("a count"),
                counted
            );
        }
    }
}

#[tokio::test]
async fn search_finds_any_two_characters_that_stand_together() {
    for db in &engines().await.databases {
        filled(db).await;
        let mut tx = db.read().await.expect("a transaction");
        for (typed, found) in [
            ("消防", vec![2, 1]),
            ("演练", vec![4, 3, 1]),
            ("消防演练", vec![1]),
            ("防演", vec![1]),
            ("消练", vec![]),
            ("岭", vec![3]),
            ("x-1", vec![3]),
            ("演练 王", vec![1]),
            ("' OR 1=1 --", vec![]),
        ] {
            let query = ListQuery { terms: terms(typed), ..everything("name") };
            assert_eq!(ids(&mut tx, &query).await, found, "{typed}");
            let foot = tx.record_summary(&register(), &query).await.expect("a foot");
            assert_eq!(foot.count, i64::try_from(found.len()).expect("small"), "{typed}");
        }
    }
}

#[tokio::test]
async fn the_first_characters_of_a_number_find_it() {
    for db in &engines().await.databases {
        let mut tx = db.write().await.expect("a transaction");
        let names = ["泵房9135号", "泵房9", "泵房91b", "泵房19 913"];
        let made: Vec<Record> =
            (21..).zip(names).map(|(id, name)| record(id, name, Some(1), "2026-04-01")).collect();
        tx.insert_records(&register(), &made).await.expect("inserted");
        for (typed, found) in [
            ("9", vec![21, 22, 23, 24]),
            ("91", vec![21, 23, 24]),
            ("913", vec![21, 24]),
            ("9135", vec![21]),
            ("91351", vec![]),
            ("91B", vec![23]),
            ("泵房 1", vec![24]),
            ("始9", vec![]),
            ("35", vec![]),
        ] {
            let query = ListQuery { terms: terms(typed), ..everything("held_on") };
            assert_eq!(ids(&mut tx, &query).await, found, "{typed}");
        }
    }
}

#[tokio::test]
async fn a_change_is_found_under_its_new_values_alone() {
    for db in &engines().await.databases {
        filled(db).await;
        let old = some_records().remove(0);
        let mut new = record(1, "王府防汛", Some(1), "2026-03-01");
        new.values.insert("site".into(), Value::Reference(Uuid::from_u128(99)));
        let mut tx = db.write().await.expect("a transaction");
        tx.save_record(&register(), &old, &new).await.expect("saved");
        let stale = tx.save_record(&register(), &old, &new).await;
        assert!(matches!(stale, Err(StoreError::Stale { table: "record", .. })));
        let search = |typed| ListQuery { terms: terms(typed), ..everything("people") };
        assert_eq!(ids(&mut tx, &search("消防")).await, [2]);
        assert_eq!(ids(&mut tx, &search("防汛")).await, [1, 3]);
        assert_eq!(ids(&mut tx, &everything("people")).await, [2, 1, 3, 4]);
        assert_eq!(tx.links_to(Uuid::from_u128(99), 10).await.expect("links").len(), 1);
        tx.commit().await.expect("durable");

        let mut tx = db.write().await.expect("a transaction");
        let kept = tx.record(old.id).await.expect("reached").expect("there").read(&register());
        let gone = Record { removed_at: Some(DateTime::UNIX_EPOCH), ..kept.clone() };
        tx.save_record(&register(), &kept, &gone).await.expect("saved");
        assert_eq!(ids(&mut tx, &everything("people")).await, [2, 3, 4]);
        assert_eq!(ids(&mut tx, &search("防汛")).await, [3]);
        assert_eq!(tx.links_to(Uuid::from_u128(99), 10).await.expect("links"), []);
    }
}

#[tokio::test]
async fn one_key_belongs_to_one_standing_record() {
    for db in &engines().await.databases {
        filled(db).await;
        let mut tx = db.write().await.expect("a transaction");
        let twin = record(9, "王府 消防演练", None, "2026-05-01");
        let refused = tx.insert_records(&register(), std::slice::from_ref(&twin)).await;
        assert!(matches!(refused, Err(StoreError::KeyTaken { .. })), "{refused:?}");
        drop(tx);
        let mut tx = db.write().await.expect("a transaction");
        let old = some_records().remove(0);
        let gone = Record { removed_at: Some(DateTime::UNIX_EPOCH), ..old.clone() };
        tx.save_record(&register(), &old, &gone).await.expect("saved");
        tx.insert_records(&register(), &[twin]).await.expect("the key is free again");
    }
}

/// Enough for statements of every size.
fn many_records() -> Vec<Record> {
    let many = 1..=700_u128;
    many.map(|n| {
        let day = format!("2026-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
        let people = (n % 3 > 0).then(|| i64::try_from(n).expect("small"));
        let mut record =
            record(n, &format!("{}社区第{n}次演练", ["东湖", "西山"][n as usize % 2]), people, &day);
        if n % 5 == 0 {
            record.values.insert("site".into(), Value::Reference(Uuid::from_u128(9000 + n % 7)));
        }
        record
    })
    .collect()
}

#[tokio::test]
async fn many_at_once_are_kept_as_one_by_one() {
    let (single, bulk) = (engines().await, engines().await);
    for (single, bulk) in single.databases.iter().zip(&bulk.databases) {
        let mut one_by_one = single.write().await.expect("a transaction");
        for record in many_records() {
            one_by_one.insert_records(&register(), &[record]).await.expect("a record");
        }
        let mut at_once = bulk.write().await.expect("a transaction");
        let records = many_records();
        at_once.insert_records(&register(), &records[..3]).await.expect("a few");
        at_once.insert_records(&register(), &records[3..]).await.expect("many");
        for order in ["name", "people", "held_on", core::UNIT, core::STATE, core::CHANGED] {
            let query = everything(order);
            assert_eq!(ids(&mut one_by_one, &query).await, ids(&mut at_once, &query).await, "{order}");
        }
        for typed in ["东湖", "第7", "区第 演练", "699次"] {
            let query = ListQuery { terms: terms(typed), ..everything("held_on") };
            let found = ids(&mut at_once, &query).await;
            assert_eq!(ids(&mut one_by_one, &query).await, found, "{typed}");
            assert!(!found.is_empty(), "{typed}");
        }
        for site in 9000..9007 {
            let (one, many) = (
                one_by_one.links_to(Uuid::from_u128(site), 999).await.expect("links"),
                at_once.links_to(Uuid::from_u128(site), 999).await.expect("links"),
            );
            assert_eq!((one.len(), &one), (20, &many));
        }
        for record in many_records() {
            let raw = at_once.record(record.id).await.expect("reached").expect("there");
            assert_eq!(raw.read(&register()), record);
        }
        let whole = everything("name");
        assert_eq!(
            one_by_one.record_summary(&register(), &whole).await.expect("a foot"),
            at_once.record_summary(&register(), &whole).await.expect("a foot")
        );
    }
}
