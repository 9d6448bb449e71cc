//! Index entries: for each field that a list is filtered or sorted by, a key whose bytes sort as the value does.

use super::order::{pinyin, strokes};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::register::{Expiry, Field, FieldKind, Record, Register, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// One entry. They sort as their table does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub slot: i64,
    pub key: Vec<u8>,
    pub record_id: Uuid,
    /// Millionths, for sums.
    pub amount: Option<i64>,
}

/// What every record is found by, beside its fields.
pub mod core {
    /// Unit.
    pub const UNIT: &str = "@unit";
    /// State.
    pub const STATE: &str = "@state";
    /// Sector.
    pub const SECTOR: &str = "@sector";
    /// Last change.
    pub const CHANGED: &str = "@changed";
    /// Not over yet.
    pub const OPEN: &str = "@open";
    /// Second key.
    pub const ELSE_KEY: &str = "@else-key";
}

/// The slot of a field: 48 bits of a hash, so that no table of slots has to be kept.
pub fn slot(register: &str, field: &str) -> i64 {
    let digest = Sha256::digest(format!("{register}/{field}"));
    digest.iter().take(6).fold(0, |slot, byte| slot << 8 | i64::from(*byte))
}

/// Whether a list can be filtered or sorted by a field: those in the table at first, those that rules look at.
pub fn is_indexed(register: &Register, field: &Field) -> bool {
    let is_ruled = register.expiries.iter().any(|expiry| expiry.field == field.code)
        || register.date.as_ref() == Some(&field.code)
        || register.title == field.code;
    let is_sortable = !matches!(field.kind, FieldKind::Files { .. } | FieldKind::Place);
    is_sortable && !field.is_retired && (field.is_listed || field.is_summed || is_ruled)
}

/// Behind the name of a slot whose entries carry an amount to be summed.
pub const SUMMED: &str = "+";

/// The names of the slots in which a record of the register has an entry, those that are summed marked by [`SUMMED`].
pub fn names(register: &Register) -> Vec<String> {
    let mut names = vec![
        core::UNIT.to_owned(),
        core::STATE.to_owned(),
        core::SECTOR.to_owned(),
        core::CHANGED.to_owned(),
        by_unit(core::CHANGED),
        by_unit(core::STATE),
    ];
    names.extend((!register.else_key.is_empty()).then(|| core::ELSE_KEY.to_owned()));
    names.extend(laid_days(register).into_iter().map(by_unit));
    names.extend(deadlines(register).into_values().map(|expiry| while_open(register, expiry)));
    for field in register.fields.iter().filter(|field| is_indexed(register, field)) {
        names.extend((field.code == register.title).then(|| strokes_field(&field.code)));
        let mark = if field.is_summed { SUMMED } else { "" };
        names.push(format!("{}{mark}", field.code));
    }
    names
}

/// Every entry of a record; none when it was taken out or merged.
pub fn entries(register: &Register, record: &Record) -> Vec<Entry> {
    if !record.is_standing() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut add = |field: &str, key: Vec<u8>, amount| {
        found.push(Entry { slot: slot(&record.register, field), key, record_id: record.id, amount });
    };
    add(core::UNIT, record.unit_id.as_bytes().to_vec(), None);
    add(core::STATE, record.state.clone().into_bytes(), None);
    add(core::SECTOR, record.sector.clone().unwrap_or_default().into_bytes(), None);
    let changed = changed_key(record.changed_at);
    let of_unit = |key: &[u8]| [record.unit_id.as_bytes().as_slice(), key].concat();
    add(&by_unit(core::STATE), of_unit(record.state.as_bytes()), None);
    add(&by_unit(core::CHANGED), of_unit(&changed), None);
    add(core::CHANGED, changed, None);
    for field in laid_days(register) {
        let day = record.values.get(field).map(key).unwrap_or_default();
        add(&by_unit(field), of_unit(&day), None);
    }
    for (field, expiry) in deadlines(register) {
        if expiry.counts_in(register, &record.state) {
            let day = record.values.get(field).map(key).unwrap_or_default();
            add(&while_open(register, expiry), day, None);
        }
    }
    if let Some(key) = record.else_key(register) {
        add(core::ELSE_KEY, key.into_bytes(), None);
    }
    for field in register.fields.iter().filter(|field| is_indexed(register, field)) {
        let value = record.values.get(&field.code);
        if field.code == register.title {
            add(&strokes_field(&field.code), strokes(&record.title(register)), None);
        }
        let amount = match value {
            Some(Value::Number(number)) if field.is_summed => Some(millionths(*number)),
            _ => None,
        };
        match value {
            // a record without a value stands in the order too
            None => add(&field.code, Vec::new(), None),
            Some(Value::Choices(codes)) => {
                codes.iter().for_each(|code| add(&field.code, code.clone().into_bytes(), None))
            }
            Some(value) => add(&field.code, key(value), amount),
        }
    }
    found
}

/// Days in whose order what lies at a unit is laid together: the one by which a record is counted, and its deadlines.
pub fn laid_days(register: &Register) -> BTreeSet<&str> {
    deadlines(register).into_keys().chain(register.date.as_deref()).collect()
}

/// The days through which records are valid, or by which something is to be done, each with the first rule that looks at it.
pub fn deadlines(register: &Register) -> BTreeMap<&str, &Expiry> {
    let mut found = BTreeMap::new();
    for expiry in &register.expiries {
        found.entry(expiry.field.as_str()).or_insert(expiry);
    }
    found
}

/// The states in which a deadline counts.
pub fn open_states<'r>(register: &'r Register, expiry: &Expiry) -> BTreeSet<&'r str> {
    let states = register.states.iter().map(|state| state.code.as_str());
    states.filter(|state| expiry.counts_in(register, state)).collect()
}

/// A deadline of records in those states alone in which it counts: what is not over is little beside what is. It names the
/// states, so that a definition by which others count asks for entries anew.
pub fn while_open(register: &Register, expiry: &Expiry) -> String {
    let states: Vec<&str> = open_states(register, expiry).into_iter().collect();
    format!("{}~{}~{}", core::OPEN, expiry.field, states.join(","))
}

/// What lies at one unit in the order of a field: who looks at a unit most often looks at what happened there last, at what is
/// due there next, and at what is not over yet.
pub fn by_unit(field: &str) -> String {
    format!("{}~{field}", core::UNIT)
}

/// The title in the order of strokes.
pub fn strokes_field(field: &str) -> String {
    format!("{field}~strokes")
}

/// The key of a value.
pub fn key(value: &Value) -> Vec<u8> {
    match value {
        Value::Text(text) => pinyin(text),
        Value::Number(number) => number_key(millionths(*number)),
        Value::Date(day) => day_key(*day),
        Value::Flag(is) => vec![if *is { 2 } else { 1 }],
        Value::Choices(codes) | Value::Files(codes) => {
            codes.first().cloned().unwrap_or_default().into_bytes()
        }
        Value::Reference(id) => id.as_bytes().to_vec(),
        Value::Place(_) => Vec::new(),
    }
}

/// The key of a text in the order of its field.
pub fn text_key(text: &str, is_by_strokes: bool) -> Vec<u8> {
    if is_by_strokes { strokes(text) } else { pinyin(text) }
}

/// The key of a last change.
pub fn changed_key(at: DateTime<Utc>) -> Vec<u8> {
    number_key(at.timestamp_millis())
}

fn day_key(day: NaiveDate) -> Vec<u8> {
    // days since the common era are positive for every day that is accepted
    day.num_days_from_ce().to_be_bytes().to_vec()
}

/// Two's complement with the sign turned sorts as the number.
fn number_key(number: i64) -> Vec<u8> {
    (number ^ i64::MIN).to_be_bytes().to_vec()
}

fn millionths(number: Decimal) -> i64 {
    (number * Decimal::from(1_000_000)).round().to_i64().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_sort_as_their_values(a in -1_000_000_000_i64..1_000_000_000, b in -1_000_000_000_i64..1_000_000_000) {
            let number = |n: i64| key(&Value::Number(Decimal::new(n, 3)));
            prop_assert_eq!(number(a).cmp(&number(b)), a.cmp(&b));
            let day = |n: i64| {
                let first = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");
                key(&Value::Date(first + chrono::Days::new(n.unsigned_abs() % 50_000)))
            };
            prop_assert_eq!(day(a).cmp(&day(b)), (a.unsigned_abs() % 50_000).cmp(&(b.unsigned_abs() % 50_000)));
        }
    }
}
