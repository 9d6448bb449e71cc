//! Who holds a post at a unit.

use crate::db::{Tx, all};
use crate::error::StoreError;
use chrono::NaiveDate;
use domain::access::Role;
use sqlx::FromRow;
use uuid::Uuid;

/// Somebody who holds a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Shown name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// Somebody who holds the post of a grid worker 网格员.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Shown name.
    pub name: String,
    /// Where.
    pub unit: Uuid,
    /// 兼职.
    pub is_part_time: bool,
    /// Since when.
    pub since: NaiveDate,
}

#[derive(FromRow)]
struct WorkerRow {
    name: String,
    unit_id: Uuid,
    part_time: bool,
    valid_from: NaiveDate,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    role: String,
}

const POSTED: &str =
    "SELECT post.id, app_user.name, post.role FROM post JOIN app_user ON app_user.id = post.user_id
     WHERE post.unit_id = $1 AND post.valid_from <= $2 AND (post.valid_to IS NULL OR post.valid_to >= $2)
     ORDER BY app_user.name, post.id";

const WORKERS: &str =
    "SELECT app_user.name, post.unit_id, post.part_time, post.valid_from FROM post JOIN app_user ON app_user.id = post.user_id
     WHERE post.role = $1 AND post.unit_id IS NOT NULL AND post.valid_from <= $2
       AND (post.valid_to IS NULL OR post.valid_to >= $2)
     ORDER BY post.part_time, app_user.name, post.id";

pub(crate) const STATEMENTS: &[&str] = &[POSTED, WORKERS];

impl Tx {
    /// Those who hold a post at a unit on a day.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn posted_at(&mut self, unit: Uuid, day: NaiveDate) -> Result<Vec<Posted>, StoreError> {
        let read = |row: Row| match Role::parse(&row.role) {
            Some(role) => Ok(Posted { name: row.name, role }),
            None => Err(StoreError::Inconsistent {
                table: "post",
                id: row.id.to_string(),
                what: format!("role {}", row.role),
            }),
        };
        all!(self, Row, POSTED, unit, day)?.into_iter().map(read).collect()
    }

    /// Those who hold the post of a grid worker on a day, full-time ones first.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn workers_on(&mut self, day: NaiveDate) -> Result<Vec<Worker>, StoreError> {
        let worker = |row: WorkerRow| {
            let WorkerRow { name, unit_id: unit, part_time: is_part_time, valid_from: since } = row;
            Worker { name, unit, is_part_time, since }
        };
        let found = all!(self, WorkerRow, WORKERS, Role::GridWorker.as_str(), day)?;
        Ok(found.into_iter().map(worker).collect())
    }
}
