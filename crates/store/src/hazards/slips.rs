//! What people say to each other about what waits, and the numbers of papers.

use super::inconsistent;
use crate::db::{Tx, all, execute, on, one};
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::todo::{Slip, SlipKind, SlipState, Wait};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    hazard_id: Uuid,
    kind: String,
    wait: String,
    from_user: Uuid,
    to_user: Uuid,
    words: String,
    at: DateTime<Utc>,
    due: Option<NaiveDate>,
    number_year: Option<i64>,
    number: Option<i64>,
    state: String,
    answer: String,
    answered_at: Option<DateTime<Utc>>,
}

macro_rules! slips {
    ($rest:literal) => {
        concat!(
            "SELECT id, hazard_id, kind, wait, from_user, to_user, words, at, due, number_year, number, state, answer, answered_at
             FROM slip WHERE ",
            $rest
        )
    };
}

const BY_ID: &str = slips!("id = $1");
const OF_HAZARD: &str = slips!("hazard_id = $1 ORDER BY id");
const TO: &str = slips!("to_user = $1 AND state IN ('sent', 'signed') ORDER BY id DESC LIMIT $2");
const TO_ALL: &str = slips!("to_user = $1 ORDER BY id DESC LIMIT $2");
const FROM: &str = slips!("from_user = $1 ORDER BY id DESC LIMIT $2");
const URGED: &str =
    "SELECT COUNT(DISTINCT at) FROM slip WHERE hazard_id = $1 AND kind = 'urge' AND on_day = $2";
const INSERT: &str = "INSERT INTO slip (id, hazard_id, kind, wait, from_user, to_user, words, at, on_day, due, number_year, number, state,
     answer, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const ANSWER: &str = "UPDATE slip SET state = $2, answer = $3, answered_at = $4 WHERE id = $1 AND state = $5";
const NUMBER: &str = "INSERT INTO paper_number (kind, year, last) VALUES ($1, $2, 1)
     ON CONFLICT (kind, year) DO UPDATE SET last = paper_number.last + 1 RETURNING last";

pub(crate) const STATEMENTS: &[&str] = &[BY_ID, OF_HAZARD, TO, TO_ALL, FROM, URGED, INSERT, ANSWER, NUMBER];

impl TryFrom<Row> for Slip {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let bad = |what: &str| inconsistent("slip", row.id, what);
        Ok(Self {
            kind: SlipKind::parse(&row.kind).ok_or_else(|| bad(&row.kind))?,
            wait: Wait::parse(&row.wait).ok_or_else(|| bad(&row.wait))?,
            state: SlipState::parse(&row.state).ok_or_else(|| bad(&row.state))?,
            id: row.id,
            hazard_id: row.hazard_id,
            from: row.from_user,
            to: row.to_user,
            words: row.words,
            at: row.at,
            due: row.due,
            number: row.number_year.and_then(|year| i32::try_from(year).ok()).zip(row.number),
            answer: row.answer,
            answered_at: row.answered_at,
        })
    }
}

fn slips(rows: Vec<Row>) -> Result<Vec<Slip>, StoreError> {
    rows.into_iter().map(TryInto::try_into).collect()
}

impl Tx {
    /// One slip.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn slip(&mut self, id: Uuid) -> Result<Option<Slip>, StoreError> {
        one!(self, Row, BY_ID, id)?.map(TryInto::try_into).transpose()
    }

    /// The slips of a hazard, the earliest first.
    ///
    /// # Errors
    /// As [`Tx::slip`].
    pub async fn slips_of(&mut self, hazard: Uuid) -> Result<Vec<Slip>, StoreError> {
        slips(all!(self, Row, OF_HAZARD, hazard)?)
    }

    /// The slips to somebody that are not returned or answered, the newest first.
    ///
    /// # Errors
    /// As [`Tx::slip`].
    pub async fn slips_waiting_for(&mut self, user: Uuid, most: i64) -> Result<Vec<Slip>, StoreError> {
        slips(all!(self, Row, TO, user, most)?)
    }

    /// All slips to somebody, the newest first.
    ///
    /// # Errors
    /// As [`Tx::slip`].
    pub async fn slips_to(&mut self, user: Uuid, most: i64) -> Result<Vec<Slip>, StoreError> {
        slips(all!(self, Row, TO_ALL, user, most)?)
    }

    /// The slips that somebody wrote, the newest first.
    ///
    /// # Errors
    /// As [`Tx::slip`].
    pub async fn slips_from(&mut self, user: Uuid, most: i64) -> Result<Vec<Slip>, StoreError> {
        slips(all!(self, Row, FROM, user, most)?)
    }

    /// How often a hazard was urged on a day: to several people at once counts once.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn urged_on(&mut self, hazard: Uuid, day: NaiveDate) -> Result<i64, StoreError> {
        let (count,): (i64,) =
            on!(self, c => sqlx::query_as(URGED).bind(hazard).bind(day).fetch_one(&mut **c).await?);
        Ok(count)
    }

    /// Adds one that is sent on a day.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn insert_slip(&mut self, slip: &Slip, day: NaiveDate) -> Result<(), StoreError> {
        execute!(
            self,
            INSERT,
            slip.id,
            slip.hazard_id,
            slip.kind.as_str(),
            slip.wait.as_str(),
            slip.from,
            slip.to,
            &slip.words,
            slip.at,
            day,
            slip.due,
            slip.number.map(|(year, _)| i64::from(year)),
            slip.number.map(|(_, number)| number),
            slip.state.as_str(),
            &slip.answer,
            slip.answered_at,
        )?;
        Ok(())
    }

    /// Keeps what its receiver says, unless it was in another state than `was`.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn answer_slip(&mut self, slip: &Slip, was: SlipState) -> Result<(), StoreError> {
        let (state, was) = (slip.state.as_str(), was.as_str());
        let touched = execute!(self, ANSWER, slip.id, state, &slip.answer, slip.answered_at, was)?;
        if touched == 1 { Ok(()) } else { Err(StoreError::Stale { table: "slip", id: slip.id.to_string() }) }
    }

    /// The next number of a sort of paper in a year. It is taken when the transaction ends well, and nobody else gets it.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn next_number(&mut self, kind: &str, year: i32) -> Result<i64, StoreError> {
        let (last,): (i64,) = on!(self, c => sqlx::query_as(NUMBER).bind(kind).bind(i64::from(year)).fetch_one(&mut **c).await?);
        Ok(last)
    }
}
