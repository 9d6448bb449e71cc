//! Extensions of deadlines.

use super::inconsistent;
use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::NaiveDate;
use domain::hazard::{Decision, Extension, Verdict};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    hazard_id: Uuid,
    from_day: NaiveDate,
    to_day: NaiveDate,
    reason: String,
    asked_by: Uuid,
    asked_on: NaiveDate,
    set_by: Option<Uuid>,
    verdict: String,
    decided_by: Option<Uuid>,
    decided_on: Option<NaiveDate>,
    answer: String,
}

const OF_HAZARD: &str =
    "SELECT id, hazard_id, from_day, to_day, reason, asked_by, asked_on, set_by, verdict, decided_by,
     decided_on, answer FROM hazard_extension WHERE hazard_id = $1 ORDER BY id";
const BY_ID: &str =
    "SELECT id, hazard_id, from_day, to_day, reason, asked_by, asked_on, set_by, verdict, decided_by,
     decided_on, answer FROM hazard_extension WHERE id = $1";
const PENDING: &str =
    "SELECT id, hazard_id, from_day, to_day, reason, asked_by, asked_on, set_by, verdict, decided_by,
     decided_on, answer FROM hazard_extension WHERE verdict = 'pending' ORDER BY id LIMIT $1";
const INSERT: &str =
    "INSERT INTO hazard_extension (id, hazard_id, from_day, to_day, reason, asked_by, asked_on, set_by, verdict,
     decided_by, decided_on, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT DO NOTHING";
const DECIDE: &str = "UPDATE hazard_extension SET verdict = $2, decided_by = $3, decided_on = $4, answer = $5
     WHERE id = $1 AND verdict = 'pending'";

pub(crate) const STATEMENTS: &[&str] = &[OF_HAZARD, BY_ID, PENDING, INSERT, DECIDE];

impl TryFrom<Row> for Extension {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let verdict = Verdict::parse(&row.verdict);
        let verdict = verdict.ok_or_else(|| inconsistent("hazard_extension", row.id, &row.verdict))?;
        let decision =
            row.decided_by.zip(row.decided_on).map(|(by, on)| Decision { by, on, answer: row.answer });
        Ok(Self {
            id: row.id,
            hazard_id: row.hazard_id,
            from: row.from_day,
            to: row.to_day,
            reason: row.reason,
            asked_by: row.asked_by,
            asked_on: row.asked_on,
            set_by: row.set_by,
            verdict,
            decision,
        })
    }
}

impl Tx {
    /// The extensions of a hazard, the earliest first.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn extensions_of(&mut self, hazard: Uuid) -> Result<Vec<Extension>, StoreError> {
        all!(self, Row, OF_HAZARD, hazard)?.into_iter().map(TryInto::try_into).collect()
    }

    /// Extensions that are not decided, the earliest first.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn extensions_pending(&mut self, most: i64) -> Result<Vec<Extension>, StoreError> {
        all!(self, Row, PENDING, most)?.into_iter().map(TryInto::try_into).collect()
    }

    /// One extension.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn extension(&mut self, id: Uuid) -> Result<Option<Extension>, StoreError> {
        one!(self, Row, BY_ID, id)?.map(TryInto::try_into).transpose()
    }

    /// Adds one that is asked for.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when another was asked for at the same time.
    pub async fn insert_extension(&mut self, one: &Extension) -> Result<(), StoreError> {
        let decided = one.decision.as_ref();
        let added = execute!(
            self,
            INSERT,
            one.id,
            one.hazard_id,
            one.from,
            one.to,
            &one.reason,
            one.asked_by,
            one.asked_on,
            one.set_by,
            one.verdict.as_str(),
            decided.map(|decision| decision.by),
            decided.map(|decision| decision.on),
            decided.map_or("", |decision| decision.answer.as_str()),
        )?;
        if added == 1 { Ok(()) } else { Err(stale(one.id)) }
    }

    /// Keeps what was decided, unless somebody else was first.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn save_extension(&mut self, one: &Extension) -> Result<(), StoreError> {
        let decided = one.decision.as_ref();
        let touched = execute!(
            self,
            DECIDE,
            one.id,
            one.verdict.as_str(),
            decided.map(|decision| decision.by),
            decided.map(|decision| decision.on),
            decided.map_or("", |decision| decision.answer.as_str()),
        )?;
        if touched == 1 { Ok(()) } else { Err(stale(one.id)) }
    }
}

fn stale(id: Uuid) -> StoreError {
    StoreError::Stale { table: "hazard_extension", id: id.to_string() }
}
