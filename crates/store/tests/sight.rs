//! What a caller sees of a register on SQLite and on a real PostgreSQL: as if the rest were not there.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use chrono::{DateTime, NaiveDate};
use domain::access::Sight;
use domain::org::{OrgUnit, UnitKind};
use domain::register::{Field, FieldKind, Record, Register, State, Value, Words};
use std::collections::BTreeMap;
use store::testing::Engines;
use store::{Db, Direction, ListQuery, Order, StoreError, Test, Tx, Where, core, terms};
use uuid::Uuid;

const ME: Uuid = Uuid::from_u128(100);

fn register() -> Register {
    let field = |code: &str, kind| Field {
        code: code.into(),
        name: Words { zh: code.into(), en: code.into() },
        kind,
        is_required: false,
        is_listed: true,
        is_searched: true,
        is_summed: code == "people",
        is_personal: false,
        is_answering: false,
        is_retired: false,
        required_when: None,
        computed: None,
        not_before: None,
        default: None,
        help: None,
    };
    let number = FieldKind::Number { decimals: 2, unit: None, min: None, max: None };
    Register {
        code: "drill".into(),
        version: 1,
        name: Words { zh: "演练".into(), en: "Drills".into() },
        group: "emergency".into(),
        about: Words::default(),
        sector: None,
        fields: vec![field("name", FieldKind::Text { max: 40, format: None }), field("people", number)],
        title: "name".into(),
        key: vec![],
        else_key: vec![],
        date: None,
        states: vec![State { code: "current".into(), name: Words::default(), is_final: false }],
        transitions: vec![],
        expiries: vec![],
        frequencies: vec![],
        facts: vec![],
    }
}

/// Records 1 to 24: at units 7 to 9, in one of three sectors, every fourth of them mine, the last one taken out.
fn records() -> Vec<Record> {
    let sector = |id: u128| [Some("fire"), Some("mining"), None][id as usize / 3 % 3].map(str::to_owned);
    let record = |id: u128| Record {
        id: Uuid::from_u128(id),
        register: "drill".into(),
        definition: 1,
        unit_id: Uuid::from_u128(7 + id % 3),
        sector: sector(id),
        state: "current".into(),
        values: BTreeMap::from([
            ("name".to_owned(), Value::Text(format!("疏散演练{id}"))),
            ("people".to_owned(), Value::Number((id as i64).into())),
        ]),
        made_at: DateTime::UNIX_EPOCH,
        made_by: Some(if id.is_multiple_of(4) { ME } else { Uuid::nil() }),
        changed_at: DateTime::UNIX_EPOCH,
        merged_into: None,
        removed_at: (id == 24).then_some(DateTime::UNIX_EPOCH),
        version: 0,
    };
    (1..=24).map(record).collect()
}

fn sights() -> Vec<Sight> {
    let units = |ids: &[u128]| ids.iter().map(|id| Uuid::from_u128(*id)).collect::<Vec<_>>();
    let within = |own_units: &[u128], across: &[(&str, &[u128])], own| Sight::Within {
        units: units(own_units),
        across: across.iter().map(|(sector, ids)| ((*sector).to_owned(), units(ids))).collect(),
        own,
    };
    vec![
        Sight::Everything,
        within(&[], &[], None),
        within(&[7], &[], None),
        within(&[7, 8], &[], None),
        within(&[7], &[("fire", &[7, 8, 9])], None),
        within(&[], &[("fire", &[8]), ("mining", &[9])], None),
        within(&[], &[], Some(ME)),
        within(&[9], &[("mining", &[7, 8])], Some(ME)),
    ]
}

/// The rule as domain tells it, to compare with.
fn sees(sight: &Sight, record: &Record) -> bool {
    let Sight::Within { units, across, own } = sight else { return true };
    let is_across = |(sector, units): &(String, Vec<Uuid>)| {
        record.sector.as_ref() == Some(sector) && units.contains(&record.unit_id)
    };
    units.contains(&record.unit_id)
        || across.iter().any(is_across)
        || (own.is_some() && *own == record.made_by)
}

fn query(sight: &Sight) -> ListQuery {
    let order = Order { field: "people".into(), is_by_strokes: false, direction: Direction::Up };
    ListQuery {
        sight: sight.clone(),
        filters: vec![],
        terms: vec![],
        order,
        start: store::Start::First,
        limit: 100,
    }
}

async fn people(tx: &mut Tx, query: &ListQuery) -> Vec<u128> {
    let page = tx.record_page(&register(), query).await.expect("a page");
    page.rows.iter().map(|row| row.raw.record.id.as_u128()).collect()
}

async fn filled(engines: &Engines) -> [Db; 2] {
    let databases = engines.open().await.expect("they open");
    for db in &databases {
        let mut tx = db.write().await.expect("a transaction");
        for id in [7, 8, 9] {
            let unit = OrgUnit {
                id: Uuid::from_u128(id),
                parent: None,
                kind: UnitKind::Community,
                name: format!("社区{id}"),
                region_code: None,
                valid_from: NaiveDate::default(),
                valid_to: None,
                version: 0,
            };
            tx.insert_unit(&unit).await.expect("a unit");
        }
        tx.insert_records(&register(), &records()).await.expect("written");
        tx.commit().await.expect("durable");
    }
    databases
}

#[tokio::test]
async fn lists_counts_sums_and_searches_show_what_is_in_sight_and_nothing_else() {
    let engines = Engines::start().expect("both engines");
    for db in &filled(&engines).await {
        let mut tx = db.read().await.expect("a transaction");
        for sight in sights() {
            let seen = |is: &dyn Fn(&Record) -> bool| -> Vec<u128> {
                let fits = |record: &&Record| record.is_standing() && sees(&sight, record) && is(record);
                records().iter().filter(fits).map(|record| record.id.as_u128()).collect()
            };
            let all = seen(&|_| true);
            let sum = |ids: &[u128]| rust_decimal::Decimal::from(ids.iter().sum::<u128>());
            let mut query = query(&sight);
            assert_eq!(people(&mut tx, &query).await, all, "{sight:?}");
            let foot = tx.record_summary(&register(), &query).await.expect("a foot");
            assert_eq!((foot.count, foot.sums[0].1), (all.len() as i64, sum(&all)), "{sight:?}");
            let count = tx.record_count("drill", &sight, 1000).await.expect("a count");
            assert_eq!(count, all.len() as i64, "{sight:?}");

            let unit = Test::Any(vec![Uuid::from_u128(8).as_bytes().to_vec()]);
            query.filters = vec![Where { field: core::UNIT.into(), test: unit }];
            let at_unit = seen(&|record| record.unit_id.as_u128() == 8);
            assert_eq!(people(&mut tx, &query).await, at_unit, "{sight:?}");
            query.terms = terms("疏散");
            assert_eq!(people(&mut tx, &query).await, at_unit, "{sight:?}");
            query.filters.clear();
            assert_eq!(people(&mut tx, &query).await, all, "{sight:?}");
            let foot = tx.record_summary(&register(), &query).await.expect("a foot");
            assert_eq!(foot.count, all.len() as i64, "{sight:?}");
            query.terms = terms("爆炸");
            assert_eq!(people(&mut tx, &query).await, [0; 0]);
        }
    }
}

/// More than a search orders, nearly all of it elsewhere: whoever sees little finds it all the same.
#[tokio::test]
async fn what_lies_elsewhere_does_not_fill_up_a_search() {
    let engines = Engines::start().expect("both engines");
    for db in &filled(&engines).await {
        let many = (1000..11_100).map(|id| Record {
            id: Uuid::from_u128(id),
            unit_id: Uuid::from_u128(9),
            removed_at: None,
            ..records().remove(0)
        });
        let mut tx = db.write().await.expect("a transaction");
        tx.insert_records(&register(), &many.collect::<Vec<_>>()).await.expect("written");

        let [of_seven, of_nine] = [7, 9].map(|unit| {
            let units = vec![Uuid::from_u128(unit)];
            let sight = Sight::Within { units, across: vec![], own: None };
            ListQuery { terms: terms("疏散"), ..query(&sight) }
        });
        assert_eq!(people(&mut tx, &of_seven).await, [3, 6, 9, 12, 15, 18, 21]);
        let refused = tx.record_page(&register(), &of_nine).await;
        assert!(matches!(refused, Err(StoreError::TooManyFound { .. })), "{refused:?}");
        let foot =
            tx.record_summary(&register(), &ListQuery { terms: vec![], ..of_nine }).await.expect("a foot");
        assert_eq!(foot.count, 10_100 + 8);
    }
}
