//! A page of a list: narrowed by filters and search, in the order of one field, a page behind the last one seen.

mod as_filter;
mod by_unit;
mod count;
mod found;
mod open;
mod pairs;
mod reach;
mod sql;
mod start;

use super::entries::{core, slot, strokes_field};
use super::search::Term;
use super::{RawRecord, Row, columns};
use crate::db::{Tx, on};
use crate::error::StoreError;
pub use count::Counted;
use domain::access::Sight;
use domain::register::Register;
use rust_decimal::Decimal;
pub(super) use sql::{Bind, Sql, bound};
use sqlx::{AssertSqlSafe, FromRow};
pub use start::Start;
use uuid::Uuid;

/// A condition on one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// Field, or one of [`core`].
    pub field: String,
    /// Condition.
    pub test: Test,
}

/// What a key must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of these.
    Any(Vec<Vec<u8>>),
    /// From the first to the last, both included; open where absent. An empty value lies in no range.
    Range(Option<Vec<u8>>, Option<Vec<u8>>),
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// The order of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Field, or one of [`core`].
    pub field: String,
    /// By strokes instead of pinyin; of the title only.
    pub is_by_strokes: bool,
    /// Which way.
    pub direction: Direction,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// How far the caller sees.
    pub sight: Sight,
    /// Conditions that must all hold.
    pub filters: Vec<Where>,
    /// Search.
    pub terms: Vec<Term>,
    /// Order.
    pub order: Order,
    /// Where it begins.
    pub start: Start,
    /// At most so many.
    pub limit: usize,
}

/// A record of a page, with its key in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRow {
    /// Record.
    pub raw: RawRecord,
    /// Key.
    pub key: Vec<u8>,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Records in order.
    pub rows: Vec<PageRow>,
    /// Whether more follow.
    pub has_more: bool,
    /// Whether some stand before.
    pub has_before: bool,
}

/// The foot of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many there are.
    pub count: i64,
    /// Sums by field.
    pub sums: Vec<(String, Decimal)>,
}

pub(crate) const BY_ELSE_KEY: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM record WHERE id IN (SELECT d.record_id FROM record_index d WHERE d.slot = $1 AND d.entry = $2)"
);

pub(crate) const COUNT_SOME: &str =
    "SELECT COUNT(*) FROM (SELECT 1 FROM record_index WHERE slot = $1 LIMIT $2) few";

/// A search that finds more says so instead of ordering them all.
pub const MOST_FOUND: i64 = 5000;

/// What a list is gone through by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The order itself.
    Order,
    /// What fits this filter.
    Filter(usize),
    /// What is in sight.
    Sight,
}

#[derive(FromRow)]
struct Found {
    record_id: Uuid,
    entry: Vec<u8>,
}

impl ListQuery {
    fn order_slot(&self, register: &Register) -> i64 {
        let field = &self.order.field;
        let name = if self.order.is_by_strokes { strokes_field(field) } else { field.clone() };
        slot(&register.code, &name)
    }

    /// The filters but the one that was gone by, and whether the caller sees it.
    fn rest(&self, register: &Register, sql: &mut Sql, id: &str, by: Source) {
        for (n, filter) in self.filters.iter().enumerate() {
            if by != Source::Filter(n) {
                sql.exists(register, id, filter);
            }
        }
        if by != Source::Sight {
            sql.within(id, &self.sight);
        }
    }

    /// `SELECT record_id` of what fits one filter or is in sight, each once.
    fn candidates(&self, register: &Register, by: Source, sql: &mut Sql) {
        match by {
            Source::Filter(n) => {
                sql.push("SELECT DISTINCT d.record_id FROM record_index d WHERE d.slot = ");
                sql.bind(Bind::Slot(slot(&register.code, &self.filters[n].field)));
                sql.push(" AND ");
                sql.test("d", &self.filters[n].test);
            }
            Source::Sight | Source::Order => {
                sql.push("SELECT i.id AS record_id FROM (");
                sql.in_sight(&register.code, &self.sight, None);
                sql.push(") i");
            }
        }
    }

    /// Fetches what fits one filter or is in sight, and sorts it.
    fn fetch(&self, register: &Register, by: Source) -> Sql {
        let mut sql = Sql::new("SELECT s.record_id, s.entry FROM (SELECT n.record_id, (SELECT o.entry");
        sql.push(" FROM record_index o WHERE o.record_id = n.record_id AND o.slot = ");
        sql.bind(Bind::Slot(self.order_slot(register)));
        sql.push(" LIMIT 1) AS entry FROM (");
        self.candidates(register, by, &mut sql);
        sql.push(") n WHERE 1 = 1");
        for (n, filter) in self.filters.iter().enumerate() {
            if by != Source::Filter(n) {
                sql.probe(register, "n.record_id", filter);
            }
        }
        if by != Source::Sight {
            sql.within("n.record_id", &self.sight);
        }
        sql.push(") s");
        self.close(&mut sql, "WHERE");
        sql
    }
}

impl Tx {
    /// A page of a register.
    ///
    /// # Errors
    /// [`StoreError::TooManyFound`] when a search finds too much to order.
    pub async fn record_page(&mut self, register: &Register, query: &ListQuery) -> Result<Page, StoreError> {
        let query = &*query.ready(register);
        let mut found = self.found_on_page(register, query).await?;
        let is_cut = found.len() > query.limit;
        found.truncate(query.limit);
        let (has_more, has_before) = match &query.start {
            // what was asked to be behind the page
            Start::Before(..) => (true, is_cut),
            Start::Last => (false, is_cut),
            start => (is_cut, start.has_before()),
        };
        if query.start.is_backward() {
            found.reverse();
        }
        let ids: Vec<Uuid> = found.iter().map(|found| found.record_id).collect();
        let mut raws: std::collections::HashMap<Uuid, RawRecord> =
            self.records(&ids).await?.into_iter().map(|raw| (raw.record.id, raw)).collect();
        let row = |found: Found| Some(PageRow { raw: raws.remove(&found.record_id)?, key: found.entry });
        Ok(Page { rows: found.into_iter().filter_map(row).collect(), has_more, has_before })
    }

    /// How many there are, and the sums of the fields that have one.
    ///
    /// # Errors
    /// As [`Tx::record_page`].
    pub async fn record_summary(
        &mut self,
        register: &Register,
        query: &ListQuery,
    ) -> Result<Summary, StoreError> {
        let query = &*query.ready(register);
        let query = &*query.paired();
        let by = self.foot_source(register, query).await?;
        let state = self.total(register, query, by, (core::STATE, "COUNT(*)")).await?;
        let mut sums = Vec::new();
        for field in register.fields.iter().filter(|field| field.is_summed && !field.is_retired) {
            // SUM of a BIGINT is a NUMERIC on PostgreSQL: as text it is one on both
            let what = (field.code.as_str(), "CAST(SUM(s.amount) AS TEXT)");
            let sum = self.total(register, query, by, what).await?;
            let sum: Decimal = sum.and_then(|sum| sum.parse().ok()).unwrap_or_default();
            sums.push((field.code.clone(), (sum / Decimal::from(1_000_000)).normalize()));
        }
        let count = state.and_then(|count| count.parse().ok()).unwrap_or(0);
        Ok(Summary { count, sums })
    }

    /// How many standing records of a register are in sight, counted up to `most`: counting on costs what reading them
    /// would.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn record_count(
        &mut self,
        register: &str,
        sight: &Sight,
        most: i64,
    ) -> Result<i64, StoreError> {
        if *sight != Sight::Everything {
            return self.count_in_sight(register, sight, most).await;
        }
        // each standing record has one entry for its state
        let slot = slot(register, core::STATE);
        let row: Option<(i64,)> =
            on!(self, c => sqlx::query_as(COUNT_SOME).bind(slot).bind(most).fetch_optional(&mut **c).await?);
        Ok(row.map_or(0, |(count,)| count))
    }

    async fn total(
        &mut self,
        register: &Register,
        query: &ListQuery,
        by: Source,
        (field, what): (&str, &str),
    ) -> Result<Option<String>, StoreError> {
        let mut sql = Sql::new("");
        let what = if what == "COUNT(*)" { "CAST(COUNT(*) AS TEXT)" } else { what };
        if !query.terms.is_empty() {
            sql = self.searched(register, query, &format!("SELECT {what}")).await?;
        } else if by == Source::Order {
            sql.push(&format!("SELECT {what} FROM record_index s WHERE 1 = 1"));
        } else {
            sql.push(&format!("SELECT {what} FROM ("));
            query.candidates(register, by, &mut sql);
            sql.push(") n CROSS JOIN record_index s WHERE s.record_id = n.record_id");
        }
        // the plus keeps SQLite from going through the whole slot for each record to find its amount
        sql.push(if by == Source::Order { " AND s.slot = " } else { " AND +s.slot = " });
        sql.bind(Bind::Slot(slot(&register.code, field)));
        query.rest(register, &mut sql, "s.record_id", by);
        let row: Option<(Option<String>,)> = {
            let Sql { text, binds } = sql;
            on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds).fetch_optional(&mut **c).await?)
        };
        Ok(row.and_then(|(total,)| total))
    }

    async fn ask(&mut self, Sql { text, binds }: Sql) -> Result<Vec<Found>, StoreError> {
        Ok(on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds).fetch_all(&mut **c).await?))
    }

    async fn count(&mut self, Sql { text, binds }: Sql) -> Result<i64, StoreError> {
        let (count,): (i64,) =
            on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds).fetch_one(&mut **c).await?);
        Ok(count)
    }

    /// Standing records whose second key is this.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn records_by_else_key(
        &mut self,
        register: &str,
        key: &str,
    ) -> Result<Vec<RawRecord>, StoreError> {
        let slot = slot(register, core::ELSE_KEY);
        let key = key.as_bytes().to_vec();
        let rows: Vec<Row> = on!(self, c => sqlx::query_as(BY_ELSE_KEY).bind(slot).bind(key)
            .fetch_all(&mut **c).await?);
        rows.into_iter().map(RawRecord::try_from).collect()
    }
}
