//! A small register for the tests of this module.

use super::*;
use chrono::{DateTime, NaiveDate};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(crate) fn words(zh: &str) -> Words {
    Words { zh: zh.into(), en: zh.into() }
}

pub(crate) fn field(code: &str, kind: FieldKind) -> Field {
    Field {
        code: code.into(),
        name: words(code),
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

fn state(code: &str, is_final: bool) -> State {
    State { code: code.into(), name: words(code), is_final }
}

fn step(
    code: &str,
    from: &[&str],
    to: &str,
    roles: &[Role],
    sets: Option<&str>,
    needs: &[&str],
) -> Transition {
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Transition {
        code: code.into(),
        name: words(code),
        from: own(from),
        to: to.into(),
        roles: roles.to_vec(),
        sets: sets.map(str::to_owned),
        needs: own(needs),
    }
}

pub(crate) fn hydrants() -> Register {
    let text = || FieldKind::Text { max: 40, format: None };
    let number = FieldKind::Number { decimals: 2, unit: Some("MPa".into()), min: Some(0.into()), max: None };
    Register {
        code: "hydrant".into(),
        version: 1,
        name: words("市政消火栓"),
        group: "fire".into(),
        about: words("道路上的消火栓"),
        sector: Some("fire".into()),
        fields: vec![
            Field { is_required: true, is_searched: true, ..field("number", text()) },
            field("built_on", FieldKind::Date),
            field("pressure", number),
            field("fault_on", FieldKind::Date),
            field("repairer", FieldKind::Person),
            field("tested_until", FieldKind::Date),
        ],
        title: "number".into(),
        key: vec!["number".into()],
        else_key: vec!["unit".into(), "built_on".into()],
        date: Some("built_on".into()),
        states: vec![state("intact", false), state("faulty", false), state("scrapped", true)],
        transitions: vec![
            step("fault", &["intact"], "faulty", &[Role::GridWorker, Role::Clerk], Some("fault_on"), &[]),
            step("repair", &["faulty"], "intact", &[Role::Clerk], None, &["repairer"]),
            step("scrap", &["intact", "faulty"], "scrapped", &[Role::Clerk], None, &[]),
        ],
        expiries: vec![Expiry {
            field: "tested_until".into(),
            warn_days: 30,
            states: vec![],
            name: words("检测"),
        }],
        frequencies: vec![Frequency {
            code: "built".into(),
            name: words("新建"),
            subject: None,
            only: None,
            counted: None,
            states: vec![],
            per: Period::HalfYear,
            count: 2,
            amount: None,
        }],
        facts: vec![FactRule {
            kind: "hydrant".into(),
            date: Some("built_on".into()),
            states: vec![],
            fields: vec!["pressure".into()],
        }],
    }
}

pub(crate) fn record(id: u128, texts: &[(&str, &str)]) -> Record {
    let register = hydrants();
    let read = |(code, text): &(&str, &str)| {
        let field = register.field(code).expect("a field");
        let value = Value::parse(field, &[(*text).to_owned()]).expect("valid").expect("given");
        ((*code).to_owned(), value)
    };
    let values: BTreeMap<_, _> = texts.iter().map(read).collect();
    Record {
        id: Uuid::from_u128(id),
        register: "hydrant".into(),
        definition: 1,
        unit_id: Uuid::from_u128(7),
        sector: None,
        state: "intact".into(),
        values,
        made_at: DateTime::UNIX_EPOCH,
        made_by: None,
        changed_at: DateTime::UNIX_EPOCH,
        merged_into: None,
        removed_at: None,
        version: 0,
    }
}
