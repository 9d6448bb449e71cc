//! A list of records as a person asks for it: filters by name and text, an order, a page behind the last one.

use super::begin::{self, Begin};
use crate::access::{sees, shown};
use crate::error::AppError;
use domain::access::{Caller, Sight, Verb};
use domain::org::OrgUnit;
use domain::register::{Field, FieldKind, Record, Register, Value, plain};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{
    Counted, Direction, ListQuery, Order, RawRecord, Start, Test, Tx, Where, core, entry_key, is_indexed,
    terms,
};
use uuid::Uuid;

/// What is asked for, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only this unit and what lies in it.
    pub unit: Option<Uuid>,
    /// Only what the caller entered.
    pub is_own: bool,
    /// Only these states.
    pub states: Vec<String>,
    /// Only these sectors.
    pub sectors: Vec<String>,
    /// By field: `a,b` for one of these, `from..to` for a range open at either end.
    pub filters: BTreeMap<String, String>,
    /// Search.
    pub search: Option<String>,
    /// Field of the order; `-name` is downwards, `name~strokes` by strokes, `changed` by the last change.
    pub sort: Option<String>,
    /// Where the page begins.
    pub begin: Begin,
    /// At most so many; 1 to 500.
    pub limit: usize,
}

/// A record in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRecord {
    /// Record.
    pub record: Record,
    /// Title.
    pub title: String,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Records in order.
    pub records: Vec<ListedRecord>,
    /// Names of the units and records that they refer to.
    pub names: BTreeMap<Uuid, String>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Where the page before ends.
    pub before: Option<String>,
    /// The row of the first record, from 0, when the page was asked for by a value or a row.
    pub row: Option<i64>,
}

/// A page of a register.
///
/// # Errors
/// [`AppError::BadQuery`] names the part that cannot be understood.
pub async fn list_records(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    asked: &Asked,
) -> Result<Listed, AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let mut query = query(caller, register, &units, asked)?;
    let mut page = tx.record_page(register, &query).await?;
    let first = page.rows.first().map(|row| row.raw.clone().read(register));
    if let Some(start) = asked.begin.by_letter(register, &query.order, first.as_ref()) {
        query.start = start;
        page = tx.record_page(register, &query).await?;
    }
    let row = match &query.start {
        Start::At(key) => Some(tx.record_rank(register, &query, key).await?),
        Start::Skip(row) => Some(i64::from(*row)),
        _ => None,
    };
    let name = |row: &store::PageRow| begin::place(&row.key, row.raw.record.id);
    let next = page.rows.last().filter(|_| page.has_more).map(name);
    let before = page.rows.first().filter(|_| page.has_before).map(name);
    let listed = |row: store::PageRow| listed(caller, register, row.raw);
    let records: Vec<ListedRecord> = page.rows.into_iter().map(listed).collect();
    let names = names(tx, caller, register, &units, records.iter().map(|row| &row.record)).await?;
    Ok(Listed { records, names, next, before, row })
}

fn listed(caller: &Caller, register: &Register, raw: RawRecord) -> ListedRecord {
    ListedRecord { title: raw.title.clone(), record: shown(caller, register, raw.read(register)) }
}

/// All of a list, in its order, up to `most`, wherever a page of it begins: which records they are, to be read part by part with
/// [`list_these`].
///
/// # Errors
/// As [`list_records`].
pub(crate) async fn listed_ids(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    asked: &Asked,
    most: usize,
) -> Result<Vec<Uuid>, AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let query = query(caller, register, &units, asked)?;
    Ok(tx.record_ids(register, &ListQuery { limit: most, start: Start::First, ..query }).await?)
}

/// These records as a list shows them, in this order, with the names of what they refer to.
///
/// # Errors
/// When the database is not reached.
pub(crate) async fn list_these(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    units: &[OrgUnit],
    ids: &[Uuid],
) -> Result<(Vec<ListedRecord>, BTreeMap<Uuid, String>), AppError> {
    let mut raws: HashMap<Uuid, RawRecord> =
        tx.records(ids).await?.into_iter().map(|raw| (raw.record.id, raw)).collect();
    let in_order = ids.iter().filter_map(|id| raws.remove(id));
    let records: Vec<ListedRecord> = in_order.map(|raw| listed(caller, register, raw)).collect();
    let names = names(tx, caller, register, units, records.iter().map(|row| &row.record)).await?;
    Ok((records, names))
}

/// How many there are, and the sums in the foot.
///
/// # Errors
/// As [`list_records`].
pub async fn summarize_records(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    asked: &Asked,
) -> Result<(i64, Vec<(String, Decimal)>), AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let summary = tx.record_summary(register, &query(caller, register, &units, asked)?).await?;
    Ok((summary.count, summary.sums))
}

/// How many there are, counted up to `most`.
pub(crate) async fn count_up_to(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    units: &[OrgUnit],
    asked: &Asked,
    most: i64,
) -> Result<Counted, AppError> {
    Ok(tx.record_count_of(register, &query(caller, register, units, asked)?, most).await?)
}

/// What the records of a list name in a field, each once with the sector of the record.
pub(crate) async fn named_with_sector(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    units: &[OrgUnit],
    asked: &Asked,
    field: &str,
) -> Result<BTreeSet<(Vec<u8>, Vec<u8>)>, AppError> {
    let mut filters = query(caller, register, units, asked)?.filters;
    // the period, which stands last, leaves fewest
    filters.reverse();
    Ok(tx.named_with_sector(register, &filters, field).await?)
}

/// The first records of a list with their titles, and no names of what they refer to.
pub(crate) async fn latest(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    units: &[OrgUnit],
    asked: &Asked,
) -> Result<Vec<(String, Record)>, AppError> {
    let page = tx.record_page(register, &query(caller, register, units, asked)?).await?;
    Ok(read(register, page).collect())
}

/// The records of a list with their titles, page by page, up to the first that is not wanted.
pub(crate) async fn while_wanted(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    units: &[OrgUnit],
    asked: &Asked,
    is_wanted: impl Fn(&Record) -> bool,
) -> Result<Vec<(String, Record)>, AppError> {
    let mut query = query(caller, register, units, asked)?;
    let mut found = Vec::new();
    loop {
        let page = tx.record_page(register, &query).await?;
        let next = page.rows.last().filter(|_| page.has_more);
        let next = next.map(|last| Start::After(last.key.clone(), last.raw.record.id));
        for (title, record) in read(register, page) {
            if !is_wanted(&record) {
                return Ok(found);
            }
            found.push((title, record));
        }
        let Some(next) = next else { return Ok(found) };
        query.start = next;
    }
}

fn read(register: &Register, page: store::Page) -> impl Iterator<Item = (String, Record)> {
    page.rows.into_iter().map(|row| (row.raw.title.clone(), row.raw.read(register)))
}

/// Names of what records refer to, in one query. What the caller does not see has no name.
pub(crate) async fn names(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    units: &[OrgUnit],
    records: impl Iterator<Item = &Record>,
) -> Result<BTreeMap<Uuid, String>, AppError> {
    let mut names = BTreeMap::new();
    let mut linked = Vec::new();
    let unit_names: HashMap<Uuid, &String> = units.iter().map(|unit| (unit.id, &unit.name)).collect();
    let add_unit = |names: &mut BTreeMap<Uuid, String>, id: Uuid| {
        if let Some(name) = unit_names.get(&id) {
            names.insert(id, (*name).clone());
        }
    };
    for record in records {
        add_unit(&mut names, record.unit_id);
        for (code, value) in &record.values {
            match (value, register.field(code).map(|field| &field.kind)) {
                (Value::Reference(id), Some(FieldKind::Unit { .. })) => add_unit(&mut names, *id),
                (Value::Reference(id), Some(FieldKind::Link { .. })) => linked.push(*id),
                _ => {}
            }
        }
    }
    linked.sort_unstable();
    linked.dedup();
    let linked = tx.records(&linked).await?.into_iter();
    for raw in linked.filter(|raw| sees(caller, &raw.record.subject())) {
        names.insert(raw.record.id, raw.title);
    }
    Ok(names)
}

/// Whether a list can be filtered by a field.
pub fn can_filter(register: &Register, field: &Field) -> bool {
    is_indexed(register, field)
}

/// Whether a list can be sorted by a field: a record with several choices would stand in it as often.
pub fn can_sort(register: &Register, field: &Field) -> bool {
    // in order of it, what is hidden could be told
    is_indexed(register, field)
        && !field.is_personal
        && !matches!(field.kind, FieldKind::Choice { is_multiple: true, .. })
}

fn bad(part: &str) -> AppError {
    AppError::BadQuery { part: part.to_owned() }
}

fn query(
    caller: &Caller,
    register: &Register,
    units: &[OrgUnit],
    asked: &Asked,
) -> Result<ListQuery, AppError> {
    let mut filters = Vec::new();
    let mut any = |field: &str, keys: Vec<Vec<u8>>| {
        filters.push(Where { field: field.to_owned(), test: Test::Any(keys) })
    };
    if let Some(unit) = asked.unit {
        any(
            core::UNIT,
            domain::org::territory(units, unit).iter().map(|id| id.as_bytes().to_vec()).collect(),
        );
    }
    if !asked.states.is_empty() {
        any(core::STATE, asked.states.iter().map(|state| state.clone().into_bytes()).collect());
    }
    if !asked.sectors.is_empty() {
        any(core::SECTOR, asked.sectors.iter().map(|sector| sector.clone().into_bytes()).collect());
    }
    for (code, text) in &asked.filters {
        let field =
            register.field(code).filter(|field| can_filter(register, field)).ok_or_else(|| bad(code))?;
        let test = test(field, text).ok_or_else(|| bad(code))?;
        filters.push(Where { field: code.clone(), test });
    }
    let order = order(register, asked.sort.as_deref())?;
    let start = asked.begin.start(register, &order)?;
    Ok(ListQuery {
        sight: sight(caller, asked),
        filters,
        terms: terms(asked.search.as_deref().unwrap_or_default()),
        order,
        start,
        limit: asked.limit.clamp(1, 500),
    })
}

/// How far is looked: what the caller entered is a narrower sight, and the caller sees it by some post anyhow.
fn sight(caller: &Caller, asked: &Asked) -> Sight {
    if asked.is_own {
        return Sight::Within { units: Vec::new(), across: Vec::new(), own: Some(caller.user_id) };
    }
    caller.sight().clone()
}

fn order(register: &Register, sort: Option<&str>) -> Result<Order, AppError> {
    let Some(sort) = sort.filter(|sort| !sort.is_empty()) else {
        // what changed last stands first
        return Ok(Order {
            field: core::CHANGED.to_owned(),
            is_by_strokes: false,
            direction: Direction::Down,
        });
    };
    let (name, direction) = match sort.strip_prefix('-') {
        Some(name) => (name, Direction::Down),
        None => (sort, Direction::Up),
    };
    let (name, is_by_strokes) = match name.strip_suffix("~strokes") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let field = match name {
        "changed" => core::CHANGED.to_owned(),
        "state" => core::STATE.to_owned(),
        "unit" => core::UNIT.to_owned(),
        name => {
            let is_known = register.field(name).is_some_and(|field| can_sort(register, field));
            if !is_known || (is_by_strokes && name != register.title) {
                return Err(bad("sort"));
            }
            name.to_owned()
        }
    };
    Ok(Order { field, is_by_strokes, direction })
}

fn test(field: &Field, text: &str) -> Option<Test> {
    let text = plain(text);
    let value =
        |text: &str| Value::parse(field, &[text.to_owned()]).ok().flatten().map(|value| entry_key(&value));
    if let Some((from, to)) = text.split_once("..") {
        let is_ordered = matches!(
            field.kind,
            FieldKind::Date | FieldKind::Time | FieldKind::Number { .. } | FieldKind::Money { .. }
        );
        let end = |text: &str| if text.is_empty() { Some(None) } else { value(text).map(Some) };
        return is_ordered.then_some(Test::Range(end(from)?, end(to)?));
    }
    if matches!(field.kind, FieldKind::Text { .. } | FieldKind::Person) {
        // a name may hold a comma
        return value(&text).map(|key| Test::Any(vec![key]));
    }
    // "-" asks for those without a value
    let key = |part: &str| if part == "-" { Some(Vec::new()) } else { value(part) };
    let keys: Option<Vec<_>> = text.split(',').map(|part| key(part.trim())).collect();
    keys.filter(|keys| !keys.is_empty() && keys.len() <= 200).map(Test::Any)
}
