//! Hazards of one sort at one site: found again after they were closed, or entered twice.

use crate::error::AppError;
use crate::records::{Asked, list_records};
use domain::access::Caller;
use domain::hazard::{Hazard, Stage, states_where};
use domain::register::{Record, Register, SITE};
use store::Tx;

/// Proposals of each sort at most.
const MOST: usize = 5;

/// Another hazard of the same sort at the same site.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Record.
    pub record: Record,
    /// Title.
    pub title: String,
}

/// Those of the same site and category in some states, the newest first; only what the caller sees.
async fn alike(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    record: &Record,
    states: Vec<String>,
) -> Result<Vec<Alike>, AppError> {
    let category = record.values.get("category").map(|value| value.texts().join(","));
    let (Some(site), Some(category)) = (record.reference(SITE), category) else { return Ok(Vec::new()) };
    let filters = [(SITE.to_owned(), site.to_string()), ("category".to_owned(), category)];
    let asked = Asked {
        states,
        filters: filters.into(),
        sort: Some("-found_on".to_owned()),
        limit: MOST + 1,
        ..Asked::default()
    };
    let listed = list_records(tx, caller, register, &asked).await?.records;
    let others = listed.into_iter().filter(|row| row.record.id != record.id);
    Ok(others.map(|row| Alike { record: row.record, title: row.title }).collect())
}

/// Closed ones that were closed before this one was found; none once it says which it repeats.
pub(super) async fn repeats(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    record: &Record,
) -> Result<Vec<Alike>, AppError> {
    if record.values.contains_key("repeats") || !record.is_standing() || Hazard::of(record).is_over() {
        return Ok(Vec::new());
    }
    let found_on = record.date("found_on");
    let closed = vec!["closed".to_owned()];
    let mut found = alike(tx, caller, register, record, closed).await?;
    found.retain(|other| other.record.date("closed_on") <= found_on);
    found.truncate(MOST);
    Ok(found)
}

/// Open ones that were found no later than this one, while nobody has begun with this one.
pub(super) async fn twins(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    record: &Record,
) -> Result<Vec<Alike>, AppError> {
    let is_new = matches!(Hazard::of(record).stage, Stage::Draft | Stage::ToVerify | Stage::ToRectify);
    if !record.is_standing() || !is_new {
        return Ok(Vec::new());
    }
    let open = states_where(Stage::is_open).into_iter().map(str::to_owned).collect();
    let mut found = alike(tx, caller, register, record, open).await?;
    // identities sort by time: of two that were found on one day the one entered first stays
    let place = |record: &Record| (record.date("found_on"), record.id);
    found.retain(|other| place(&other.record) < place(record));
    found.truncate(MOST);
    Ok(found)
}
