//! 领导挂钩: the listed hazards and major problems that a person leads.

use crate::error::AppError;
use crate::records::{Asked, latest};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::matter::LISTING;
use domain::register::{Record, Value, plain};
use domain::todo::Haste;
use store::Tx;

/// Register of major problems.
const MAJOR_PROBLEM: &str = "major-problem";
/// So many of each are looked at, those with the earliest deadline first.
const MOST: usize = 100;

/// Something that a person leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Led {
    /// A listing or a major problem.
    pub record: Record,
    /// Its title.
    pub title: String,
    /// How it stands to its deadline.
    pub haste: Haste,
}

/// What the caller leads, by name, and is not over; the earliest deadline first.
///
/// # Errors
/// [`AppError::Forbidden`](AppError) for who sees no records.
pub async fn led(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> Result<Vec<Led>, AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let mut found = Vec::new();
    for code in [LISTING, MAJOR_PROBLEM] {
        let register = crate::registers::register(tx, catalogue, code).await?;
        let states = register.open_states().map(|state| state.code.clone()).collect();
        let asked = Asked {
            states,
            search: Some(caller.name.clone()),
            sort: Some("due".to_owned()),
            limit: MOST,
            ..Asked::default()
        };
        for (title, record) in latest(tx, caller, &register, &units, &asked).await? {
            if is_led_by(&record, &caller.name) {
                let haste = Haste::of(record.date("due"), today, catalogue.rules.press.soon_days);
                found.push(Led { record, title, haste });
            }
        }
    }
    found.sort_by_key(|one| (one.record.date("due").unwrap_or(NaiveDate::MAX), one.record.id));
    Ok(found)
}

/// A person in a record is a name: it is the same when it is written the same.
fn is_led_by(record: &Record, name: &str) -> bool {
    matches!(record.values.get("leader"), Some(Value::Text(leader)) if plain(leader) == plain(name))
}
