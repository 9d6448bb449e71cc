//! Where a page begins: by a place in the order, which costs the same however many records lie before it, or by a number of
//! rows, which walks over the entries of those before.

use super::{Bind, Direction, ListQuery, Source, Sql};
use crate::db::Tx;
use crate::error::StoreError;
use domain::register::Register;
use uuid::Uuid;

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Start {
    /// With the first record.
    #[default]
    First,
    /// Behind this one: its key in the order, and its identity.
    After(Vec<u8>, Uuid),
    /// The page ends before this one.
    Before(Vec<u8>, Uuid),
    /// With the first record whose key is this one, or that comes after it in the order.
    At(Vec<u8>),
    /// Behind so many records.
    Skip(u32),
    /// The page ends with the last record.
    Last,
}

impl Start {
    /// The page is read from its end.
    pub(super) fn is_backward(&self) -> bool {
        matches!(self, Self::Before(..) | Self::Last)
    }

    /// Something stands before a page that begins here.
    pub(super) fn has_before(&self) -> bool {
        !matches!(self, Self::First | Self::Skip(0))
    }
}

impl ListQuery {
    /// `ORDER BY`, the place where the page begins, and the limit; `and` joins the place to what stands before it.
    pub(super) fn close(&self, sql: &mut Sql, and: &str) {
        let is_up = (self.order.direction == Direction::Up) != self.start.is_backward();
        let (sign, way) = if is_up { (">", "ASC") } else { ("<", "DESC") };
        match &self.start {
            Start::After(key, id) | Start::Before(key, id) => {
                sql.push(&format!(" {and} (s.entry, s.record_id) {sign} ("));
                sql.bind(Bind::Key(key.clone()));
                sql.push(", ");
                sql.bind(Bind::Id(*id));
                sql.push(")");
            }
            Start::At(key) => {
                sql.push(&format!(" {and} s.entry {sign}= "));
                sql.bind(Bind::Key(key.clone()));
            }
            Start::First | Start::Skip(_) | Start::Last => {}
        }
        sql.push(&format!(" ORDER BY s.entry {way}, s.record_id {way} LIMIT {}", self.limit + 1));
        if let Start::Skip(rows) = self.start {
            sql.push(&format!(" OFFSET {rows}"));
        }
    }
}

impl Tx {
    /// How many records stand before those of this key: the number of its row. It looks at the entry of each of them.
    ///
    /// # Errors
    /// As [`Tx::record_page`].
    pub async fn record_rank(
        &mut self,
        register: &Register,
        query: &ListQuery,
        key: &[u8],
    ) -> Result<i64, StoreError> {
        // identities of records are neither of these two
        let edge = match query.order.direction {
            Direction::Up => Uuid::nil(),
            Direction::Down => Uuid::max(),
        };
        let before =
            ListQuery { start: Start::Before(key.to_vec(), edge), limit: i32::MAX as usize, ..query.clone() };
        let inner = self.page_statement(register, &before).await?;
        self.count(Sql { text: format!("SELECT COUNT(*) FROM ({}) few", inner.text), binds: inner.binds })
            .await
    }

    pub(super) async fn page_statement(
        &mut self,
        register: &Register,
        query: &ListQuery,
    ) -> Result<Sql, StoreError> {
        if !query.terms.is_empty() {
            return self.found(register, query).await;
        }
        Ok(match self.narrowest(register, query).await? {
            Source::Order => query.walk(register),
            by => query.fetch(register, by),
        })
    }
}
