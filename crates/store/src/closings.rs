//! Closed periods and the readings that they keep.

use crate::bulk::insert_rows;
use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use crate::reports::number;
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{Days, Period};
use domain::close::{ClosedReading, Closing, Reopening};
use domain::indicator::{Figure, Reason, Stretch};
use domain::light::Light;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    period: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
    closed_by: Uuid,
    closed_at: DateTime<Utc>,
    sha256: String,
    reopened_by: Option<Uuid>,
    reopened_at: Option<DateTime<Utc>>,
    reason: Option<String>,
}

#[derive(FromRow)]
struct ReadingRow {
    close_id: Uuid,
    target_key: String,
    unit_id: Uuid,
    indicator: Option<String>,
    definition: String,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    as_of: Option<NaiveDate>,
    numerator: String,
    denominator: String,
    is_rate: bool,
    base_numerator: Option<String>,
    base_denominator: Option<String>,
    inputs: String,
    light: String,
    reason: String,
}

const ALL: &str =
    "SELECT id, period, first_day, last_day, closed_by, closed_at, sha256, reopened_by, reopened_at, reason
     FROM period_close ORDER BY last_day DESC, closed_at DESC";
const INSERT: &str =
    "INSERT INTO period_close (id, period, first_day, last_day, closed_by, closed_at, sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
const REOPEN: &str = "UPDATE period_close SET reopened_by = $2, reopened_at = $3, reason = $4
     WHERE id = $1 AND reopened_at IS NULL";
const READINGS: &str =
    "SELECT close_id, target_key, unit_id, indicator, definition, first_day, last_day, as_of,
     numerator, denominator, is_rate, base_numerator, base_denominator, inputs, light, reason
     FROM closed_reading WHERE close_id = $1 ORDER BY target_key, unit_id";
const READING: &str =
    "SELECT close_id, target_key, unit_id, indicator, definition, first_day, last_day, as_of,
     numerator, denominator, is_rate, base_numerator, base_denominator, inputs, light, reason
     FROM closed_reading WHERE close_id = $1 AND target_key = $2 AND unit_id = $3";
const INTO_READING: &str = "INSERT INTO closed_reading (close_id, target_key, unit_id, indicator, definition, first_day,
     last_day, as_of, numerator, denominator, is_rate, base_numerator, base_denominator, inputs, light, reason)";

pub(crate) const STATEMENTS: &[&str] = &[ALL, INSERT, REOPEN, READINGS, READING];

fn inconsistent(table: &'static str, id: Uuid, what: &str, value: &str) -> StoreError {
    StoreError::Inconsistent { table, id: id.to_string(), what: format!("{what} {value}") }
}

impl TryFrom<Row> for Closing {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let period = Period::parse(&row.period)
            .ok_or_else(|| inconsistent("period_close", row.id, "period", &row.period))?;
        let reopened = row.reopened_by.zip(row.reopened_at).map(|(by, at)| Reopening {
            by,
            at,
            reason: row.reason.unwrap_or_default(),
        });
        Ok(Self {
            id: row.id,
            period,
            days: Days { first: row.first_day, last: row.last_day },
            by: row.closed_by,
            at: row.closed_at,
            sha256: row.sha256,
            reopened,
        })
    }
}

fn input(text: &str) -> Option<(Uuid, i64)> {
    let (id, no) = text.split_once('#')?;
    Some((id.parse().ok()?, no.parse().ok()?))
}

impl TryFrom<ReadingRow> for ClosedReading {
    type Error = StoreError;

    fn try_from(row: ReadingRow) -> Result<Self, StoreError> {
        let bad = |what: &str, value: &str| inconsistent("closed_reading", row.close_id, what, value);
        let number = |text: &str| number("closed_reading", row.close_id, text);
        let base = row.base_numerator.as_deref().zip(row.base_denominator.as_deref());
        let base =
            base.map(|(n, m)| Ok::<_, StoreError>(Figure { numerator: number(n)?, denominator: number(m)? }));
        let inputs = row.inputs.split_terminator(',');
        let inputs = inputs.map(|text| input(text).ok_or_else(|| bad("input", text)));
        Ok(Self {
            stretch: row
                .first_day
                .zip(row.last_day)
                .zip(row.as_of)
                .map(|((first, last), as_of)| Stretch { days: Days { first, last }, as_of }),
            figure: Figure { numerator: number(&row.numerator)?, denominator: number(&row.denominator)? },
            base: base.transpose()?,
            inputs: inputs.collect::<Result<_, _>>()?,
            light: Light::parse(&row.light).ok_or_else(|| bad("light", &row.light))?,
            reason: Reason::parse(&row.reason).ok_or_else(|| bad("reason", &row.reason))?,
            target_key: row.target_key,
            unit_id: row.unit_id,
            indicator: row.indicator,
            definition: row.definition,
            is_rate: row.is_rate,
        })
    }
}

impl Tx {
    /// Every closed period, also those that were opened again, the latest first.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn closings(&mut self) -> Result<Vec<Closing>, StoreError> {
        all!(self, Row, ALL)?.into_iter().map(TryInto::try_into).collect()
    }

    /// Keeps a closed period with its readings.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else closed it first.
    pub async fn insert_closing(
        &mut self,
        closing: &Closing,
        readings: &[ClosedReading],
    ) -> Result<(), StoreError> {
        let Closing { id, period, days, by, at, sha256, .. } = closing;
        let made = execute!(self, INSERT, id, period.as_str(), days.first, days.last, by, at, sha256)?;
        if made != 1 {
            return Err(StoreError::Stale { table: "period_close", id: id.to_string() });
        }
        insert_rows!(
            self, INTO_READING, readings, reading =>
            id,
            &reading.target_key,
            reading.unit_id,
            &reading.indicator,
            &reading.definition,
            reading.stretch.map(|stretch| stretch.days.first),
            reading.stretch.map(|stretch| stretch.days.last),
            reading.stretch.map(|stretch| stretch.as_of),
            reading.figure.numerator.to_string(),
            reading.figure.denominator.to_string(),
            reading.is_rate,
            reading.base.map(|base| base.numerator.to_string()),
            reading.base.map(|base| base.denominator.to_string()),
            reading.inputs.iter().map(|(id, no)| format!("{id}#{no}")).collect::<Vec<_>>().join(","),
            reading.light.as_str(),
            reading.reason.as_str(),
        )?;
        Ok(())
    }

    /// The readings that a closed period keeps.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn closed_readings(&mut self, closing: Uuid) -> Result<Vec<ClosedReading>, StoreError> {
        all!(self, ReadingRow, READINGS, closing)?.into_iter().map(TryInto::try_into).collect()
    }

    /// One reading that a closed period keeps.
    ///
    /// # Errors
    /// As [`Tx::closed_readings`].
    pub async fn closed_reading(
        &mut self,
        closing: Uuid,
        target_key: &str,
        unit: Uuid,
    ) -> Result<Option<ClosedReading>, StoreError> {
        one!(self, ReadingRow, READING, closing, target_key, unit)?.map(TryInto::try_into).transpose()
    }

    /// Notes that a closed period was opened again.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else did it first.
    pub async fn reopen_closing(&mut self, closing: &Closing) -> Result<(), StoreError> {
        let Some(Reopening { by, at, reason }) = &closing.reopened else { return Ok(()) };
        match execute!(self, REOPEN, closing.id, by, at, reason)? {
            1 => Ok(()),
            _ => Err(StoreError::Stale { table: "period_close", id: closing.id.to_string() }),
        }
    }
}
