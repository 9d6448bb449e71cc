//! Lines of posts.

use crate::db::{Tx, all, execute};
use crate::error::StoreError;
use chrono::NaiveDate;
use domain::access::{Charge, Line};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    post_id: Uuid,
    sector: Option<String>,
    unit_id: Option<Uuid>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
}

const ALL: &str = "SELECT id, post_id, sector, unit_id, valid_from, valid_to FROM post_line ORDER BY id";
const INSERT: &str = "INSERT INTO post_line (id, post_id, sector, unit_id, valid_from, valid_to)
     VALUES ($1, $2, $3, $4, $5, $6)";
const END: &str = "UPDATE post_line SET valid_to = $2 WHERE id = $1";

pub(crate) const STATEMENTS: &[&str] = &[ALL, INSERT, END];

impl TryFrom<Row> for Line {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Row { id, post_id: post, sector, unit_id, valid_from, valid_to } = row;
        let charge = match (sector, unit_id) {
            (Some(sector), None) => Charge::Sector(sector),
            (None, Some(place)) => Charge::Place(place),
            _ => {
                let what = "a line is of a sector or of a place".to_owned();
                return Err(StoreError::Inconsistent { table: "post_line", id: id.to_string(), what });
            }
        };
        Ok(Self { id, post, charge, valid_from, valid_to })
    }
}

impl Tx {
    /// The lines of all posts, in the order they were given: there are some dozens.
    ///
    /// # Errors
    /// When the database is not reached, or a row is of neither a sector nor a place.
    pub async fn lines(&mut self) -> Result<Vec<Line>, StoreError> {
        all!(self, Row, ALL)?.into_iter().map(Line::try_from).collect()
    }

    /// Gives a post a line.
    ///
    /// # Errors
    /// When the post or the place is not there.
    pub async fn insert_line(&mut self, line: &Line) -> Result<(), StoreError> {
        let Line { id, post, charge, valid_from, valid_to } = line;
        let (sector, unit_id) = match charge {
            Charge::Sector(sector) => (Some(sector), None),
            Charge::Place(place) => (None, Some(place)),
        };
        execute!(self, INSERT, id, post, sector, unit_id, valid_from, valid_to)?;
        Ok(())
    }

    /// Gives a line its last day.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn end_line(&mut self, id: Uuid, last_day: NaiveDate) -> Result<(), StoreError> {
        execute!(self, END, id, last_day)?;
        Ok(())
    }
}
