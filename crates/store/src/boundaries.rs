//! Boundaries of units. They are large and hardly ever change: they stay in memory, and only their readings are compared.

use crate::db::{Tx, all, execute};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::boundary::{Boundary, Drawn, Territories};
use domain::org::Past;
use sqlx::FromRow;
use std::sync::Arc;
use uuid::Uuid;

/// A boundary with the hash of its text, and when it was read in.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptBoundary {
    /// Whose it is, and its shape.
    pub drawn: Drawn,
    /// SHA-256 of its text.
    pub sha256: String,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    unit_id: Uuid,
    reading_id: Uuid,
    sha256: String,
    read_at: DateTime<Utc>,
    shape: String,
}

const READINGS: &str = "SELECT unit_id, reading_id FROM unit_boundary ORDER BY unit_id";
const ALL: &str = "SELECT unit_id, reading_id, sha256, read_at, shape FROM unit_boundary ORDER BY unit_id";
const SAVE: &str = "INSERT INTO unit_boundary (unit_id, reading_id, sha256, read_at, shape)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (unit_id) DO UPDATE SET reading_id = excluded.reading_id, sha256 = excluded.sha256,
     read_at = excluded.read_at, shape = excluded.shape";
const REMOVE: &str = "DELETE FROM unit_boundary WHERE unit_id = $1 AND reading_id = $2";

pub(crate) const STATEMENTS: &[&str] = &[READINGS, ALL, SAVE, REMOVE];

impl TryFrom<Row> for KeptBoundary {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { unit_id: unit, reading_id: reading, sha256, read_at: at, shape } = row;
        let Some(boundary) = Boundary::parse(&shape) else {
            let what = "its shape is none".to_owned();
            return Err(StoreError::Inconsistent { table: "unit_boundary", id: unit.to_string(), what });
        };
        Ok(Self { drawn: Drawn { unit, reading, boundary: Arc::new(boundary) }, sha256, at })
    }
}

impl Tx {
    /// Every boundary, by the identity of its unit. Shapes that are at hand already are not asked for again.
    ///
    /// # Errors
    /// When the database is not reached, or a shape is none.
    pub async fn boundaries(&mut self) -> Result<Arc<Vec<KeptBoundary>>, StoreError> {
        let known = self.kept.boundaries();
        let readings = all!(self, (Uuid, Uuid), READINGS)?;
        let at_hand = known.iter().map(|kept| (kept.drawn.unit, kept.drawn.reading));
        if at_hand.eq(readings) {
            return Ok(known);
        }
        let read: Result<Vec<_>, _> = all!(self, Row, ALL)?.into_iter().map(KeptBoundary::try_from).collect();
        let read = Arc::new(read?);
        self.kept.keep_boundaries(&read);
        Ok(read)
    }

    /// The territories of all units whose boundary is known, as units and boundaries stand; kept as units are.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn territories(&mut self) -> Result<Arc<Territories>, StoreError> {
        if let Some(territories) = self.kept.territories() {
            return Ok(territories);
        }
        let boundaries = self.boundaries().await?;
        let territories = if boundaries.is_empty() {
            Territories::default()
        } else {
            let units = self.units().await?;
            let changes = self.unit_history().await?.into_iter().map(|entered| entered.change).collect();
            let drawn: Vec<Drawn> = boundaries.iter().map(|kept| kept.drawn.clone()).collect();
            Territories::new(&Past::new(units, changes), &drawn)
        };
        let territories = Arc::new(territories);
        self.kept.keep_territories(&territories);
        Ok(territories)
    }

    /// Keeps the boundary of a unit in place of the one it had.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn save_boundary(&mut self, kept: &KeptBoundary) -> Result<(), StoreError> {
        self.kept.change();
        let KeptBoundary { drawn: Drawn { unit, reading, boundary }, sha256, at } = kept;
        execute!(self, SAVE, unit, reading, sha256, at, boundary.text())?;
        Ok(())
    }

    /// Takes the boundary of a unit away, unless another was read in meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn remove_boundary(&mut self, unit: Uuid, reading: Uuid) -> Result<(), StoreError> {
        self.kept.change();
        match execute!(self, REMOVE, unit, reading)? {
            1 => Ok(()),
            _ => Err(StoreError::Stale { table: "unit_boundary", id: unit.to_string() }),
        }
    }
}
