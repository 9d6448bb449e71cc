//! What became of units, and counters that go where a unit goes.

use crate::db::{Tx, all, execute};
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::org::{Change, UnitChange};
use sqlx::FromRow;
use uuid::Uuid;

/// A change with who entered it, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredChange {
    /// The change.
    pub change: UnitChange,
    /// Who entered it.
    pub user_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    unit_id: Uuid,
    what: String,
    effect_on: NaiveDate,
    name_before: String,
    parent_before: Option<Uuid>,
    other_id: Option<Uuid>,
    basis: String,
    user_id: Uuid,
    at: DateTime<Utc>,
}

const ALL: &str =
    "SELECT id, unit_id, what, effect_on, name_before, parent_before, other_id, basis, user_id, at
     FROM unit_history ORDER BY effect_on, id";
const INSERT: &str = "INSERT INTO unit_history
     (id, unit_id, what, effect_on, name_before, parent_before, other_id, basis, user_id, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(crate) const STATEMENTS: &[&str] = &[ALL, INSERT];

impl TryFrom<Row> for EnteredChange {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Some(what) = Change::parse(&row.what) else {
            let what = format!("change {}", row.what);
            return Err(StoreError::Inconsistent { table: "unit_history", id: row.id.to_string(), what });
        };
        let Row { id, unit_id: unit, effect_on, name_before, parent_before, other_id: other, basis, .. } =
            row;
        let change = UnitChange { id, unit, what, effect_on, name_before, parent_before, other, basis };
        Ok(Self { change, user_id: row.user_id, at: row.at })
    }
}

impl Tx {
    /// All that became of units, in the order of its days.
    ///
    /// # Errors
    /// When the database is not reached, or a row is of no kind of change.
    pub async fn unit_history(&mut self) -> Result<Vec<EnteredChange>, StoreError> {
        all!(self, Row, ALL)?.into_iter().map(EnteredChange::try_from).collect()
    }

    /// Keeps what became of a unit.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_unit_change(&mut self, entered: &EnteredChange) -> Result<(), StoreError> {
        self.kept.change();
        let EnteredChange { change, user_id, at } = entered;
        let UnitChange { id, unit, what, effect_on, name_before, parent_before, other, basis } = change;
        let what = what.as_str();
        execute!(
            self,
            INSERT,
            id,
            unit,
            what,
            effect_on,
            name_before,
            parent_before,
            other,
            basis,
            user_id,
            at
        )?;
        Ok(())
    }
}
