//! Databases of both engines with a few drills, and how they are asked.
#![allow(clippy::expect_used, dead_code, reason = "a test that cannot set itself up must stop")]

use chrono::{DateTime, NaiveDate};
use domain::access::Sight;
use domain::org::{OrgUnit, UnitKind};
use domain::register::{Field, FieldKind, Record, Register, State, Value, Words};
use std::collections::BTreeMap;
use store::testing::Engines;
use store::{Db, Direction, ListQuery, Order, Start, Test, Tx, Where};
use uuid::Uuid;

/// Two databases with two units each, gone with this.
pub struct Drilled {
    pub databases: [Db; 2],
    engines: Engines,
}

impl Drilled {
    pub fn addresses(&self) -> &[String; 2] {
        &self.engines.addresses
    }
}

pub async fn engines() -> Drilled {
    let engines = Engines::start().expect("both engines");
    let databases = engines.open().await.expect("they open");
    for db in &databases {
        let mut tx = db.write().await.expect("a transaction");
        for id in [7, 8] {
            tx.insert_unit(&unit(id)).await.expect("a unit");
        }
        tx.commit().await.expect("durable");
    }
    Drilled { databases, engines }
}

pub fn unit(id: u128) -> OrgUnit {
    OrgUnit {
        id: Uuid::from_u128(id),
        parent: None,
        kind: UnitKind::Community,
        name: format!("社区{id}"),
        region_code: None,
        valid_from: NaiveDate::default(),
        valid_to: None,
        version: 0,
    }
}

pub fn field(code: &str, kind: FieldKind) -> Field {
    Field {
        code: code.into(),
        name: Words { zh: code.into(), en: code.into() },
        kind,
        is_required: false,
        is_listed: true,
        is_searched: false,
        is_summed: false,
        is_personal: false,
        is_answering: false,
        is_retired: false,
        required_when: None,
        computed: None,
        not_before: None,
        default: None,
        help: None,
    }
}

pub fn register() -> Register {
    let text = || FieldKind::Text { max: 40, format: None };
    let number = FieldKind::Number { decimals: 2, unit: None, min: None, max: None };
    Register {
        code: "drill".into(),
        version: 1,
        name: Words { zh: "演练".into(), en: "Drills".into() },
        group: "emergency".into(),
        about: Words::default(),
        sector: None,
        fields: vec![
            Field { is_searched: true, ..field("name", text()) },
            Field { is_summed: true, ..field("people", number) },
            field("held_on", FieldKind::Date),
            field("site", FieldKind::Link { register: "site".into() }),
        ],
        title: "name".into(),
        key: vec!["name".into()],
        else_key: vec!["unit".into(), "held_on".into()],
        date: Some("held_on".into()),
        states: vec![State { code: "current".into(), name: Words::default(), is_final: false }],
        transitions: vec![],
        expiries: vec![],
        frequencies: vec![],
        facts: vec![],
    }
}

pub fn record(id: u128, name: &str, people: Option<i64>, day: &str) -> Record {
    let mut values = BTreeMap::from([("name".to_owned(), Value::Text(name.into()))]);
    if let Some(people) = people {
        values.insert("people".into(), Value::Number(people.into()));
    }
    values.insert("held_on".into(), Value::Date(day.parse().expect("a day")));
    Record {
        id: Uuid::from_u128(id),
        register: "drill".into(),
        definition: 1,
        unit_id: Uuid::from_u128(7 + id % 2),
        sector: Some("fire".into()),
        state: "current".into(),
        values,
        made_at: DateTime::UNIX_EPOCH,
        made_by: None,
        changed_at: DateTime::UNIX_EPOCH,
        merged_into: None,
        removed_at: None,
        version: 0,
    }
}

pub fn everything(order: &str) -> ListQuery {
    let order = Order { field: order.into(), is_by_strokes: false, direction: Direction::Up };
    ListQuery {
        sight: Sight::Everything,
        filters: vec![],
        terms: vec![],
        order,
        start: store::Start::First,
        limit: 100,
    }
}

pub fn any(field: &str, key: &[u8]) -> Where {
    Where { field: field.into(), test: Test::Any(vec![key.to_vec()]) }
}

/// Numbers of the records that a query gives, over all its pages.
pub async fn ids(tx: &mut Tx, query: &ListQuery) -> Vec<u128> {
    let mut query = query.clone();
    let mut found = Vec::new();
    loop {
        let page = tx.record_page(&register(), &query).await.expect("a page");
        found.extend(page.rows.iter().map(|row| row.raw.record.id.as_u128()));
        match page.rows.last() {
            Some(last) if page.has_more => query.start = Start::After(last.key.clone(), last.raw.record.id),
            _ => return found,
        }
    }
}

pub fn some_records() -> Vec<Record> {
    vec![
        record(1, "王府消防演练", Some(30), "2026-03-01"),
        record(2, "安海消防疏散", None, "2026-01-15"),
        record(3, "梅岭防汛演练 X-12", Some(5), "2026-02-01"),
        record(4, "丁家演练", Some(100), "2025-12-31"),
    ]
}

pub async fn filled(db: &Db) {
    let mut tx = db.write().await.expect("a transaction");
    tx.insert_records(&register(), &some_records()).await.expect("records");
    tx.commit().await.expect("durable");
}
