//! What is decided of hazards beside their records.

pub(crate) mod escalations;
pub(crate) mod extensions;
pub(crate) mod judgements;
pub(crate) mod slips;

use crate::error::StoreError;
use uuid::Uuid;

fn inconsistent(table: &'static str, id: Uuid, what: &str) -> StoreError {
    StoreError::Inconsistent { table, id: id.to_string(), what: what.to_owned() }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
