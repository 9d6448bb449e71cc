//! Counters of figures: what records add to indicators, by unit, month and day.

mod counters;
mod pending;
mod tail;

pub use counters::{Differing, DoneRow};
pub use pending::Differences;
pub(crate) use pending::Pending;

use crate::bulk::{MOST_LISTED, insert_rows, listed};
use crate::db::{Tx, all, execute, on};
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{AssertSqlSafe, FromRow};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Where a counter stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CounterKey {
    /// Unit; nil for everything.
    pub unit_id: Uuid,
    /// Code of the indicator.
    pub indicator: String,
    /// Sector, empty for none.
    pub sector: String,
    /// `202603`; 0 for what stands in every period.
    pub cohort: i32,
    /// `20260315`; 0 for always.
    pub day: i32,
}

/// Numerator and denominator in ten-thousandths.
pub type Amounts = (i64, i64);

/// What was done for each subject of an indicator, by day, in ten-thousandths.
pub type Done = HashMap<(Uuid, String), BTreeMap<NaiveDate, i64>>;

/// What a reading adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Window {
    /// First month of the period, `202601`.
    pub first: i32,
    /// Last month.
    pub last: i32,
    /// Last day that is looked at, `20260315`.
    pub as_of: i32,
}

/// Sums of one unit and indicator. What stands in every period is told apart from what happened in this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Of what stands.
    pub standing: Amounts,
    /// Of what happened in the period.
    pub happened: Amounts,
}

#[derive(FromRow)]
struct SumRow {
    unit_id: Uuid,
    indicator: String,
    standing: bool,
    numerator: i64,
    denominator: i64,
}

#[derive(FromRow)]
struct DayRow {
    indicator: String,
    subject_id: Uuid,
    day: NaiveDate,
    amount: i64,
}

const INTO_SUBJECT: &str = "INSERT INTO figure_subject (indicator, subject_id, day, amount)";
const ON_SUBJECT: &str = " ON CONFLICT (indicator, subject_id, day) DO UPDATE SET
     amount = figure_subject.amount + excluded.amount";
const FINGERPRINTS: &str = "SELECT code, fingerprint FROM figure_indicator";
const SET_FINGERPRINT: &str =
    "INSERT INTO figure_indicator (code, fingerprint, counted_at) VALUES ($1, $2, $3)
     ON CONFLICT (code) DO UPDATE SET fingerprint = excluded.fingerprint, counted_at = excluded.counted_at";
const BOUND: &str = "SELECT bound.target_id, bound.indicator, bound.is_chosen FROM target_indicator bound
     JOIN target ON target.id = bound.target_id WHERE target.notice_id = $1";
const BIND: &str =
    "INSERT INTO target_indicator (target_id, indicator, is_chosen, bound_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (target_id) DO UPDATE SET indicator = excluded.indicator, is_chosen = excluded.is_chosen,
     bound_at = excluded.bound_at";

pub(crate) const STATEMENTS: &[&str] = &[FINGERPRINTS, SET_FINGERPRINT, BOUND, BIND];

impl Tx {
    /// Sums of every indicator for some units in a window; of one sector when given.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn figure_sums(
        &mut self,
        units: &[Uuid],
        window: Window,
        sector: Option<&str>,
    ) -> Result<HashMap<(Uuid, String), Sums>, StoreError> {
        self.write_figures().await?;
        let mut found: HashMap<(Uuid, String), Sums> = HashMap::new();
        for chunk in units.chunks(200) {
            let places: Vec<String> = (6..6 + chunk.len()).map(|n| format!("${n}")).collect();
            let places = places.join(", ");
            let by = "($5 = '' OR sector = $5)";
            // whole months before the last one, and the days of the last one
            let sql = format!(
                "SELECT unit_id, indicator, cohort = 0 AS standing,
                     CAST(SUM(numerator) AS BIGINT) AS numerator, CAST(SUM(denominator) AS BIGINT) AS denominator
                 FROM (
                     SELECT unit_id, indicator, cohort, sector, numerator, denominator FROM figure_month
                     WHERE unit_id IN ({places}) AND (cohort = 0 OR cohort BETWEEN $1 AND $2) AND month < $3
                     UNION ALL
                     SELECT unit_id, indicator, cohort, sector, numerator, denominator FROM figure_day
                     WHERE unit_id IN ({places}) AND (cohort = 0 OR cohort BETWEEN $1 AND $2)
                         AND day BETWEEN $3 * 100 AND $4
                 ) counter WHERE {by} GROUP BY unit_id, indicator, cohort = 0"
            );
            let rows: Vec<SumRow> = on!(self, c => {
                let mut query = sqlx::query_as(AssertSqlSafe(sql))
                    .bind(window.first)
                    .bind(window.last)
                    .bind(window.as_of / 100)
                    .bind(window.as_of)
                    .bind(sector.unwrap_or_default());
                for unit in chunk {
                    query = query.bind(unit);
                }
                query.fetch_all(&mut **c).await?
            });
            for row in rows {
                let sums = found.entry((row.unit_id, row.indicator)).or_default();
                let part = if row.standing { &mut sums.standing } else { &mut sums.happened };
                *part = (part.0 + row.numerator, part.1 + row.denominator);
            }
        }
        Ok(found)
    }

    /// Adds to what was done for subjects.
    ///
    /// # Errors
    /// When the database refuses it.
    async fn add_to_subjects(&mut self, changes: &[DoneRow]) -> Result<(), StoreError> {
        insert_rows!(
            self, INTO_SUBJECT, else ON_SUBJECT, changes, (indicator, subject, day, amount) =>
            indicator, subject, day, amount,
        )?;
        Ok(())
    }

    /// What was done for subjects of some indicators, by day.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn done_for(&mut self, indicators: &[String], subjects: &[Uuid]) -> Result<Done, StoreError> {
        self.write_figures().await?;
        self.read_done(indicators, subjects).await
    }

    async fn read_done(&mut self, indicators: &[String], subjects: &[Uuid]) -> Result<Done, StoreError> {
        let mut found = Done::new();
        let (codes, indicators) = listed(indicators, 1, true);
        for chunk in subjects.chunks(MOST_LISTED).filter(|_| !indicators.is_empty()) {
            let (ids, chunk) = listed(chunk, indicators.len() + 1, true);
            let sql = format!(
                "SELECT indicator, subject_id, day, amount FROM figure_subject
                 WHERE indicator IN ({codes}) AND subject_id IN ({ids}) AND amount <> 0"
            );
            let rows: Vec<DayRow> = on!(self, c => {
                let mut query = sqlx::query_as(AssertSqlSafe(sql));
                for code in &indicators {
                    query = query.bind(code);
                }
                for id in chunk {
                    query = query.bind(id);
                }
                query.fetch_all(&mut **c).await?
            });
            for row in rows {
                found.entry((row.subject_id, row.indicator)).or_default().insert(row.day, row.amount);
            }
        }
        Ok(found)
    }

    /// By which definition each indicator was counted.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn fingerprints(&mut self) -> Result<HashMap<String, String>, StoreError> {
        Ok(all!(self, (String, String), FINGERPRINTS)?.into_iter().collect())
    }

    /// Notes by which definition an indicator was counted.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn set_fingerprint(
        &mut self,
        code: &str,
        fingerprint: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(self, SET_FINGERPRINT, code, fingerprint, at)?;
        Ok(())
    }

    /// Which indicator measures each target of a notice, and whether a person chose it.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn bound(&mut self, notice: Uuid) -> Result<HashMap<Uuid, (String, bool)>, StoreError> {
        let rows = all!(self, (Uuid, String, bool), BOUND, notice)?;
        Ok(rows.into_iter().map(|(target, indicator, is_chosen)| (target, (indicator, is_chosen))).collect())
    }

    /// Has an indicator measure a target.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn bind(
        &mut self,
        target: Uuid,
        indicator: &str,
        is_chosen: bool,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(self, BIND, target, indicator, is_chosen, at)?;
        Ok(())
    }
}
