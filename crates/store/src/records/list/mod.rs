//! A page of a list: narrowed by filters and search, in the order of one field, a page behind the last one seen.

mod count;
mod sql;

use super::entries::{core, slot, strokes_field};
use super::search::{Term, postgres_query, sqlite_query};
use super::{RawRecord, Row, columns};
use crate::db::{Engine, Tx, on};
use crate::error::StoreError;
use domain::register::Register;
use rust_decimal::Decimal;
use sql::{Bind, Sql, bound};
use sqlx::{AssertSqlSafe, FromRow};
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
    /// Conditions that must all hold.
    pub filters: Vec<Where>,
    /// Search.
    pub terms: Vec<Term>,
    /// Order.
    pub order: Order,
    /// Behind this one: its key in the order, and its identity.
    pub after: Option<(Vec<u8>, Uuid)>,
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

/// Above this many, the order is walked and each record tested; below, those that fit are fetched and sorted.
const FEW: i64 = 3000;

/// A search that finds more says so instead of ordering them all.
pub const MOST_FOUND: i64 = 10_000;

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

    /// `ORDER BY`, the place behind the last record, and the limit.
    fn close(&self, sql: &mut Sql) {
        let (sign, way) = match self.order.direction {
            Direction::Up => (">", "ASC"),
            Direction::Down => ("<", "DESC"),
        };
        if let Some((key, id)) = &self.after {
            sql.push(&format!(" AND (s.entry, s.record_id) {sign} ("));
            sql.bind(Bind::Key(key.clone()));
            sql.push(", ");
            sql.bind(Bind::Id(*id));
            sql.push(")");
        }
        sql.push(&format!(" ORDER BY s.entry {way}, s.record_id {way} LIMIT {}", self.limit + 1));
    }

    /// Walks the order and tests each record.
    fn walk(&self, register: &Register) -> Sql {
        let mut sql = Sql::new("SELECT s.record_id, s.entry FROM record_index s WHERE s.slot = ");
        sql.bind(Bind::Slot(self.order_slot(register)));
        for filter in &self.filters {
            sql.exists(register, "s.record_id", filter);
        }
        self.close(&mut sql);
        sql
    }

    /// Fetches what fits one filter and sorts it.
    fn fetch(&self, register: &Register, first: usize) -> Sql {
        let mut sql = Sql::new("");
        // CROSS JOIN keeps SQLite to this order of tables; PostgreSQL plans as it likes
        sql.push("SELECT DISTINCT s.record_id, s.entry FROM record_index d CROSS JOIN record_index s WHERE d.slot = ");
        sql.bind(Bind::Slot(slot(&register.code, &self.filters[first].field)));
        sql.push(" AND ");
        sql.test("d", &self.filters[first].test);
        sql.push(" AND s.record_id = d.record_id AND s.slot = ");
        sql.bind(Bind::Slot(self.order_slot(register)));
        for (n, filter) in self.filters.iter().enumerate() {
            if n != first {
                sql.exists(register, "d.record_id", filter);
            }
        }
        self.close(&mut sql);
        sql
    }
}

impl Tx {
    /// A page of a register.
    ///
    /// # Errors
    /// [`StoreError::TooManyFound`] when a search finds too much to order.
    pub async fn record_page(&mut self, register: &Register, query: &ListQuery) -> Result<Page, StoreError> {
        let sql = if query.terms.is_empty() {
            match self.narrowest(register, &query.filters).await? {
                Some(first) => query.fetch(register, first),
                None => query.walk(register),
            }
        } else {
            self.found(register, query).await?
        };
        let mut found: Vec<Found> = self.ask(sql).await?;
        let has_more = found.len() > query.limit;
        found.truncate(query.limit);
        let ids: Vec<Uuid> = found.iter().map(|found| found.record_id).collect();
        let mut raws: std::collections::HashMap<Uuid, RawRecord> =
            self.records(&ids).await?.into_iter().map(|raw| (raw.record.id, raw)).collect();
        let row = |found: Found| Some(PageRow { raw: raws.remove(&found.record_id)?, key: found.entry });
        Ok(Page { rows: found.into_iter().filter_map(row).collect(), has_more })
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
        let state = self.total(register, query, core::STATE, "COUNT(*)").await?;
        let mut sums = Vec::new();
        for field in register.fields.iter().filter(|field| field.is_summed && !field.is_retired) {
            // SUM of a BIGINT is a NUMERIC on PostgreSQL: as text it is one on both
            let sum = self.total(register, query, &field.code, "CAST(SUM(s.amount) AS TEXT)").await?;
            let sum: Decimal = sum.and_then(|sum| sum.parse().ok()).unwrap_or_default();
            sums.push((field.code.clone(), (sum / Decimal::from(1_000_000)).normalize()));
        }
        let count = state.and_then(|count| count.parse().ok()).unwrap_or(0);
        Ok(Summary { count, sums })
    }

    /// How many standing records a register has, counted up to `most`: counting on costs what reading them would.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn record_count(&mut self, register: &str, most: i64) -> Result<i64, StoreError> {
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
        field: &str,
        what: &str,
    ) -> Result<Option<String>, StoreError> {
        let mut sql = Sql::new("");
        let what = if what == "COUNT(*)" { "CAST(COUNT(*) AS TEXT)" } else { what };
        if query.terms.is_empty()
            && let Some(first) = self.narrowest(register, &query.filters).await?
        {
            sql.push(&format!(
                "SELECT {what} FROM (SELECT DISTINCT d.record_id FROM record_index d WHERE d.slot = "
            ));
            sql.bind(Bind::Slot(slot(&register.code, &query.filters[first].field)));
            sql.push(" AND ");
            sql.test("d", &query.filters[first].test);
            sql.push(") n CROSS JOIN record_index s WHERE s.record_id = n.record_id AND s.slot = ");
        } else if query.terms.is_empty() {
            sql.push(&format!("SELECT {what} FROM record_index s WHERE s.slot = "));
        } else {
            sql = self.searched(register, query, &format!("SELECT {what}"));
            sql.push(" AND s.slot = ");
        }
        sql.bind(Bind::Slot(slot(&register.code, field)));
        for filter in &query.filters {
            sql.exists(register, "s.record_id", filter);
        }
        let row: Option<(Option<String>,)> = {
            let Sql { text, binds } = sql;
            on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds).fetch_optional(&mut **c).await?)
        };
        Ok(row.and_then(|(total,)| total))
    }

    async fn ask(&mut self, Sql { text, binds }: Sql) -> Result<Vec<Found>, StoreError> {
        Ok(on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds).fetch_all(&mut **c).await?))
    }

    /// The filter that few records fit, if there is one.
    async fn narrowest(
        &mut self,
        register: &Register,
        filters: &[Where],
    ) -> Result<Option<usize>, StoreError> {
        let mut best: Option<(i64, usize)> = None;
        for (n, filter) in filters.iter().enumerate() {
            let mut sql = Sql::new("SELECT COUNT(*) FROM (SELECT 1 FROM record_index d WHERE d.slot = ");
            sql.bind(Bind::Slot(slot(&register.code, &filter.field)));
            sql.push(" AND ");
            sql.test("d", &filter.test);
            sql.push(&format!(" LIMIT {}) few", FEW + 1));
            let Sql { text, binds } = sql;
            let count: Option<(i64,)> = on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds)
                .fetch_optional(&mut **c).await?);
            let count = count.map_or(0, |(count,)| count);
            if count <= FEW && best.is_none_or(|(least, _)| count < least) {
                best = Some((count, n));
            }
        }
        Ok(best.map(|(_, n)| n))
    }

    /// What a search finds, one more than are ordered: the work has a bound whatever is stored.
    fn hits(&self, register: &Register, query: &ListQuery, sql: &mut Sql) {
        match &self.engine {
            Engine::Sqlite(_) => {
                sql.push("SELECT h.record_id FROM record_gram g JOIN record_search h ON h.seq = g.rowid WHERE record_gram MATCH ");
                sql.bind(Bind::Text(sqlite_query(&query.terms)));
            }
            Engine::Postgres(_) => {
                sql.push("SELECT h.record_id FROM record_search h WHERE h.words @@ to_tsquery('simple', ");
                sql.bind(Bind::Text(postgres_query(&query.terms)));
                sql.push(")");
            }
        }
        sql.push(" AND h.register = ");
        sql.bind(Bind::Text(register.code.clone()));
        sql.push(&format!(" LIMIT {}", MOST_FOUND + 1));
    }

    /// `FROM` what a search finds, joined to its index entries.
    fn searched(&self, register: &Register, query: &ListQuery, select: &str) -> Sql {
        let mut sql = Sql::new(&format!("{select} FROM ("));
        self.hits(register, query, &mut sql);
        sql.push(") n CROSS JOIN record_index s WHERE s.record_id = n.record_id");
        sql
    }

    async fn found(&mut self, register: &Register, query: &ListQuery) -> Result<Sql, StoreError> {
        // what was taken out has no words, so hits need no look at their entries to be counted
        let mut sql = Sql::new("SELECT COUNT(*) FROM (");
        self.hits(register, query, &mut sql);
        sql.push(") n");
        let Sql { text, binds } = sql;
        let (count,): (i64,) =
            on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds).fetch_one(&mut **c).await?);
        if count > MOST_FOUND {
            return Err(StoreError::TooManyFound { most: MOST_FOUND });
        }
        let mut sql = self.searched(register, query, "SELECT s.record_id, s.entry");
        sql.push(" AND s.slot = ");
        sql.bind(Bind::Slot(query.order_slot(register)));
        for filter in &query.filters {
            sql.exists(register, "s.record_id", filter);
        }
        query.close(&mut sql);
        Ok(sql)
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
