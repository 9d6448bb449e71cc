//! Units.

use crate::db::{Tx, all, execute};
use crate::error::StoreError;
use chrono::NaiveDate;
use domain::org::{OrgUnit, UnitKind};
use sqlx::FromRow;
use std::sync::Arc;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    parent: Option<Uuid>,
    kind: String,
    name: String,
    region_code: Option<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    version: i64,
}

const ALL: &str =
    "SELECT id, parent, kind, name, region_code, valid_from, valid_to, version FROM org_unit ORDER BY id";
const INSERT: &str =
    "INSERT INTO org_unit (id, parent, kind, name, region_code, valid_from, valid_to, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
const UPDATE: &str =
    "UPDATE org_unit SET parent = $2, kind = $3, name = $4, region_code = $5, valid_from = $6,
     valid_to = $7, version = version + 1 WHERE id = $1 AND version = $8";

pub(crate) const STATEMENTS: &[&str] = &[ALL, INSERT, UPDATE];

impl TryFrom<Row> for OrgUnit {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Some(kind) = UnitKind::parse(&row.kind) else {
            let what = format!("kind {}", row.kind);
            return Err(StoreError::Inconsistent { table: "org_unit", id: row.id.to_string(), what });
        };
        let Row { id, parent, name, region_code, valid_from, valid_to, version, .. } = row;
        Ok(Self { id, parent, kind, name, region_code, valid_from, valid_to, version })
    }
}

impl Tx {
    /// Every unit there is or was, in the order they were made.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn units(&mut self) -> Result<Vec<OrgUnit>, StoreError> {
        Ok(self.shared_units().await?.to_vec())
    }

    /// The same in the order of their identities, without a copy.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn shared_units(&mut self) -> Result<Arc<Vec<OrgUnit>>, StoreError> {
        if let Some(units) = self.kept.units() {
            return Ok(units);
        }
        let units: Result<Vec<_>, _> = all!(self, Row, ALL)?.into_iter().map(OrgUnit::try_from).collect();
        let units = Arc::new(units?);
        self.kept.keep_units(&units);
        Ok(units)
    }

    /// Adds a unit.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_unit(&mut self, unit: &OrgUnit) -> Result<(), StoreError> {
        self.kept.change();
        let OrgUnit { id, parent, kind, name, region_code, valid_from, valid_to, .. } = unit;
        execute!(self, INSERT, id, parent, kind.as_str(), name, region_code, valid_from, valid_to)?;
        Ok(())
    }

    /// Changes a unit, unless it was changed since it was read.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn save_unit(&mut self, unit: &OrgUnit) -> Result<(), StoreError> {
        self.kept.change();
        let OrgUnit { id, parent, kind, name, region_code, valid_from, valid_to, version } = unit;
        let kind = kind.as_str();
        let touched =
            execute!(self, UPDATE, id, parent, kind, name, region_code, valid_from, valid_to, version)?;
        if touched == 1 { Ok(()) } else { Err(StoreError::Stale { table: "org_unit", id: id.to_string() }) }
    }
}
