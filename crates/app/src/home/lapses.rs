//! What is over or about to be, register by register, counted as far as anybody needs to know.

use super::Scope;
use crate::error::AppError;
use crate::records::{Asked, count_up_to};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use domain::org::OrgUnit;
use domain::register::{Register, Words};
use std::collections::BTreeMap;
use store::{Counted, Tx};

/// Counted up to here.
const MOST_COUNTED: i64 = 10_000;

/// How many, counted up to a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many, at most ten thousand.
    pub count: i64,
    /// Whether there are more.
    pub is_more: bool,
}

/// Records on one side of a date of validity, and the filters by which a list shows the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// How many.
    pub tally: Tally,
    /// The date field from one day to another, as a list takes it.
    pub days: String,
}

/// What of a register is over or about to be, by one of its dates of validity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterLapse {
    /// Register.
    pub register: String,
    /// Its name.
    pub name: Words,
    /// Date field.
    pub field: String,
    /// What to do.
    pub what: Words,
    /// States in which a record is not over, as a list takes them.
    pub states: Vec<String>,
    /// Lapsed.
    pub over: Called,
    /// Called for.
    pub soon: Called,
}

/// How many records a list would show.
pub(crate) async fn count(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    units: &[OrgUnit],
    asked: &Asked,
) -> Result<Tally, AppError> {
    let Counted { count, is_more } = count_up_to(tx, caller, register, units, asked, MOST_COUNTED).await?;
    Ok(Tally { count, is_more })
}

/// What is over or called for in every register.
pub(crate) async fn lapses_of(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    units: &[OrgUnit],
    scope: &Scope,
    today: NaiveDate,
) -> Result<Vec<RegisterLapse>, AppError> {
    let mut found = Vec::new();
    for register in crate::registers::registers(tx, catalogue).await? {
        for expiry in &register.expiries {
            let counts = |state: &&domain::register::State| expiry.counts_in(&register, &state.code);
            let states: Vec<String> =
                register.states.iter().filter(counts).map(|state| state.code.clone()).collect();
            let (over, soon) = expiry.bounds(today);
            let mut called = Vec::new();
            for days in [format!("..{over}"), format!("{today}..{soon}")] {
                let asked = Asked {
                    unit: scope.measured_by,
                    states: states.clone(),
                    sectors: scope.sector.iter().cloned().collect(),
                    filters: BTreeMap::from([(expiry.field.clone(), days.clone())]),
                    ..Asked::default()
                };
                called.push(Called { tally: count(tx, caller, &register, units, &asked).await?, days });
            }
            let (Some(soon), Some(over)) = (called.pop(), called.pop()) else { continue };
            if over.tally.count + soon.tally.count > 0 {
                found.push(RegisterLapse {
                    register: register.code.clone(),
                    name: register.name.clone(),
                    field: expiry.field.clone(),
                    what: expiry.name.clone(),
                    states: states.clone(),
                    over,
                    soon,
                });
            }
        }
    }
    // where most is over stands first
    found.sort_by_key(|lapse| std::cmp::Reverse((lapse.over.tally.count, lapse.soon.tally.count)));
    Ok(found)
}
