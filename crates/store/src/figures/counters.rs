//! The rows of counters: added to by months and by days, and set right after records were counted again.

use super::pending::Differences;
use super::{Amounts, CounterKey};
use crate::bulk::{insert_rows, listed};
use crate::db::{Tx, on};
use crate::error::StoreError;
use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The words by which differences go into a table of counters. Literals, since one engine sets them into a longer statement.
macro_rules! into {
    (month) => {
        "INSERT INTO figure_month (unit_id, cohort, indicator, month, sector, numerator, denominator)"
    };
    (day) => {
        "INSERT INTO figure_day (unit_id, day, cohort, indicator, sector, numerator, denominator)"
    };
}

/// What is done where a counter stands already: both sums grow.
macro_rules! grow {
    (month) => {
        " ON CONFLICT (unit_id, cohort, indicator, month, sector) DO UPDATE SET
     numerator = figure_month.numerator + excluded.numerator,
     denominator = figure_month.denominator + excluded.denominator"
    };
    (day) => {
        " ON CONFLICT (unit_id, day, cohort, indicator, sector) DO UPDATE SET
     numerator = figure_day.numerator + excluded.numerator,
     denominator = figure_day.denominator + excluded.denominator"
    };
}

pub(super) use {grow, into};

/// Rows of one of the two tables; `day` is the month in that of months.
pub(super) type Rows = BTreeMap<CounterKey, Amounts>;

/// A counter that differed: where it stands, as it was kept, as the records give it.
pub type Differing = (CounterKey, Amounts, Amounts);

/// What was done for subjects: indicator, subject, day, how much in ten-thousandths.
pub type DoneRow = (String, Uuid, NaiveDate, i64);

#[derive(FromRow)]
struct Row {
    unit_id: Uuid,
    indicator: String,
    sector: String,
    cohort: i32,
    day: i32,
    numerator: i64,
    denominator: i64,
}

fn keyed(row: Row) -> (CounterKey, Amounts) {
    let Row { unit_id, indicator, sector, cohort, day, numerator, denominator } = row;
    (CounterKey { unit_id, indicator, sector, cohort, day }, (numerator, denominator))
}

pub(super) fn months_of(changes: &Differences) -> Rows {
    let mut months = Rows::new();
    for (key, (numerator, denominator)) in changes {
        let sum = months.entry(CounterKey { day: key.day / 100, ..key.clone() }).or_default();
        *sum = (sum.0 + numerator, sum.1 + denominator);
    }
    months
}

pub(super) fn days_of(changes: &Differences) -> Rows {
    changes.iter().filter(|(key, _)| key.day != 0).map(|(key, sum)| (key.clone(), *sum)).collect()
}

/// Those that change anything, in the order of their keys, so that two writers never wait for each other in a circle.
pub(super) fn by_month(rows: &Rows) -> Vec<(&CounterKey, &Amounts)> {
    let mut rows: Vec<_> = rows.iter().filter(|(_, sum)| **sum != (0, 0)).collect();
    rows.sort_by_key(|(key, _)| (key.unit_id, key.cohort, &key.indicator, key.day, &key.sector));
    rows
}

/// The same for days.
pub(super) fn by_day(rows: &Rows) -> Vec<(&CounterKey, &Amounts)> {
    let mut rows: Vec<_> = rows.iter().filter(|(_, sum)| **sum != (0, 0)).collect();
    rows.sort_by_key(|(key, _)| (key.unit_id, key.day, key.cohort, &key.indicator, &key.sector));
    rows
}

fn differing(kept: &Rows, counted: &Rows) -> Vec<Differing> {
    let keys: BTreeSet<&CounterKey> = kept.keys().chain(counted.keys()).collect();
    let of = |rows: &Rows, key: &CounterKey| rows.get(key).copied().unwrap_or_default();
    let both = keys.into_iter().map(|key| (key.clone(), of(kept, key), of(counted, key)));
    both.filter(|(_, kept, counted)| kept != counted).collect()
}

fn corrections(differing: &[Differing]) -> Rows {
    let correction = |(key, kept, is): &Differing| (key.clone(), (is.0 - kept.0, is.1 - kept.1));
    differing.iter().map(correction).collect()
}

impl Tx {
    /// Adds to counters, in the order of their keys, so that two writers never wait for each other in a circle.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn add_to_counters(&mut self, changes: &Differences) -> Result<(), StoreError> {
        self.add_months(&months_of(changes)).await?;
        self.add_days(&days_of(changes)).await
    }

    async fn add_months(&mut self, rows: &Rows) -> Result<(), StoreError> {
        let rows = by_month(rows);
        insert_rows!(
            self, into!(month), else grow!(month), rows, (key, sum) =>
            key.unit_id, key.cohort, &key.indicator, key.day, &key.sector, sum.0, sum.1,
        )?;
        Ok(())
    }

    async fn add_days(&mut self, rows: &Rows) -> Result<(), StoreError> {
        let rows = by_day(rows);
        insert_rows!(
            self, into!(day), else grow!(day), rows, (key, sum) =>
            key.unit_id, key.day, key.cohort, &key.indicator, &key.sector, sum.0, sum.1,
        )?;
        Ok(())
    }

    /// Has the counters of some indicators be what was counted; writes what differs and tells it. A month that differs is told
    /// only where none of its days does, as its day 0.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn set_counters(
        &mut self,
        indicators: &[String],
        counted: &Differences,
    ) -> Result<Vec<Differing>, StoreError> {
        self.write_figures().await?;
        let kept = self.kept_rows("figure_month", "month", indicators).await?;
        let mut months = differing(&kept, &months_of(counted));
        let kept = self.kept_rows("figure_day", "day", indicators).await?;
        let days = differing(&kept, &days_of(counted));
        self.add_months(&corrections(&months)).await?;
        self.add_days(&corrections(&days)).await?;
        let told: BTreeSet<CounterKey> =
            days.iter().map(|(key, ..)| CounterKey { day: key.day / 100, ..key.clone() }).collect();
        months.retain(|(key, ..)| !told.contains(key));
        months.iter_mut().for_each(|(key, ..)| key.day *= 100);
        months.extend(days);
        Ok(months)
    }

    /// Takes the sums of a unit from those units that were above it and no longer are, and adds them to those that now are.
    /// Counters are held before, so that nobody adds to them meanwhile.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn move_counters(
        &mut self,
        moved: Uuid,
        before: &[Uuid],
        after: &[Uuid],
    ) -> Result<(), StoreError> {
        self.write_figures().await?;
        let left = before.iter().filter(|id| !after.contains(id)).map(|id| (*id, -1));
        let come = after.iter().filter(|id| !before.contains(id)).map(|id| (*id, 1));
        let signed: Vec<(Uuid, i64)> = left.chain(come).collect();
        let elsewhere = |rows: &Rows| {
            let all = rows.iter().flat_map(|(key, sum)| {
                let at = |(unit_id, sign): &(Uuid, i64)| {
                    (CounterKey { unit_id: *unit_id, ..key.clone() }, (sign * sum.0, sign * sum.1))
                };
                signed.iter().map(at).collect::<Vec<_>>()
            });
            all.collect::<Rows>()
        };
        let months = self.rows_of("figure_month", "month", moved).await?;
        let days = self.rows_of("figure_day", "day", moved).await?;
        self.add_months(&elsewhere(&months)).await?;
        self.add_days(&elsewhere(&days)).await
    }

    async fn rows_of(&mut self, table: &str, column: &str, unit: Uuid) -> Result<Rows, StoreError> {
        let sql = format!(
            "SELECT unit_id, indicator, sector, cohort, {column} AS day, numerator, denominator FROM {table}
             WHERE unit_id = $1"
        );
        let rows: Vec<Row> =
            on!(self, c => sqlx::query_as(AssertSqlSafe(sql)).bind(unit).fetch_all(&mut **c).await?);
        Ok(rows.into_iter().map(keyed).collect())
    }

    async fn kept_rows(
        &mut self,
        table: &str,
        column: &str,
        indicators: &[String],
    ) -> Result<Rows, StoreError> {
        let (places, indicators) = listed(indicators, 1, self.is_postgres());
        let sql = format!(
            "SELECT unit_id, indicator, sector, cohort, {column} AS day, numerator, denominator FROM {table}
             WHERE indicator IN ({places})"
        );
        let rows: Vec<Row> = on!(self, c => {
            let mut query = sqlx::query_as(AssertSqlSafe(sql));
            for code in &indicators {
                query = query.bind(code);
            }
            query.fetch_all(&mut **c).await?
        });
        Ok(rows.into_iter().map(keyed).collect())
    }

    /// Has what was done for subjects, of some indicators, be what was counted.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn set_done(&mut self, indicators: &[String], counted: &[DoneRow]) -> Result<(), StoreError> {
        let (places, indicators) = listed(indicators, 1, self.is_postgres());
        let sql = format!(
            "SELECT indicator, subject_id, day, amount FROM figure_subject WHERE indicator IN ({places})"
        );
        let kept: Vec<DoneRow> = on!(self, c => {
            let mut query = sqlx::query_as(AssertSqlSafe(sql));
            for code in &indicators {
                query = query.bind(code);
            }
            query.fetch_all(&mut **c).await?
        });
        let mut added: BTreeMap<(&str, Uuid, NaiveDate), i64> = BTreeMap::new();
        for (sign, rows) in [(-1, kept.as_slice()), (1, counted)] {
            for (code, subject, day, amount) in rows {
                *added.entry((code, *subject, *day)).or_default() += sign * amount;
            }
        }
        let added = added.into_iter().filter(|(_, amount)| *amount != 0);
        let rows: Vec<DoneRow> =
            added.map(|((code, subject, day), amount)| (code.to_owned(), subject, day, amount)).collect();
        self.add_to_subjects(&rows).await
    }
}
