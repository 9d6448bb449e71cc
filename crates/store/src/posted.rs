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

pub(crate) const STATEMENTS: &[&str] = &[POSTED];

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
}
