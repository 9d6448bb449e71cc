//! What went up and was told.

use crate::db::{Tx, execute};
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::todo::Escalation;
use uuid::Uuid;

const INSERT: &str =
    "INSERT INTO escalation (hazard_id, level, role, due, told_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (hazard_id, level, role, due) DO NOTHING";

pub(crate) const STATEMENTS: &[&str] = &[INSERT];

impl Tx {
    /// Notes that a hazard goes up by a rule since a deadline ran out; `false` when it was noted before.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn insert_escalation(
        &mut self,
        hazard: Uuid,
        rule: &Escalation,
        due: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let (level, role) = (rule.level.as_str(), rule.role.as_str());
        Ok(execute!(self, INSERT, hazard, level, role, due, now)? == 1)
    }
}
