//! Where a page begins: by a place in the order, which costs the same however many records lie before it, or by a number of
//! rows, which walks over the entries of those before.

use super::reach::FEW;
use super::{Bind, Direction, ListQuery, Source, Sql, Where};
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

    /// The same place among what lies at a unit, where the unit stands before each key.
    pub(super) fn at_unit(&self, unit: &[u8]) -> Self {
        let behind = |key: &Vec<u8>| [unit, key].concat();
        match self {
            Self::After(key, id) => Self::After(behind(key), *id),
            Self::Before(key, id) => Self::Before(behind(key), *id),
            Self::At(key) => Self::At(behind(key)),
            Self::First | Self::Skip(_) | Self::Last => self.clone(),
        }
    }

    /// The key at which the page begins, where it is told by one.
    pub(super) fn key(&self) -> Option<&[u8]> {
        match self {
            Self::After(key, _) | Self::Before(key, _) | Self::At(key) => Some(key),
            Self::First | Self::Skip(_) | Self::Last => None,
        }
    }

    /// The condition that a page begins here, in the direction in which it is read.
    pub(super) fn place(&self, is_up: bool, sql: &mut Sql, and: &str) {
        let sign = if is_up { ">" } else { "<" };
        match self {
            Self::After(key, id) | Self::Before(key, id) => sql.beyond(and, sign, key, *id),
            Self::At(key) => {
                sql.push(&format!(" {and} s.entry {sign}= "));
                sql.bind(Bind::Key(key.clone()));
            }
            Self::First | Self::Skip(_) | Self::Last => {}
        }
    }

    /// Something stands before a page that begins here.
    pub(super) fn has_before(&self) -> bool {
        !matches!(self, Self::First | Self::Skip(0))
    }
}

impl ListQuery {
    pub(super) fn is_up(&self) -> bool {
        (self.order.direction == Direction::Up) != self.start.is_backward()
    }

    /// The place where the page begins, `ORDER BY`, and the limit; `and` joins the place to what stands before it.
    pub(super) fn close(&self, sql: &mut Sql, and: &str) {
        self.start.place(self.is_up(), sql, and);
        self.in_order(sql);
        sql.push(&format!(" LIMIT {}", self.limit + 1));
        if let Start::Skip(rows) = self.start {
            sql.push(&format!(" OFFSET {rows}"));
        }
    }

    pub(super) fn in_order(&self, sql: &mut Sql) {
        let way = if self.is_up() { "ASC" } else { "DESC" };
        sql.push(&format!(" ORDER BY s.entry {way}, s.record_id {way}"));
    }

    /// Walks the order and tests each record; so many entries at most where told.
    pub(super) fn walk(&self, register: &Register, entries: Option<u32>) -> Sql {
        let mut sql = self.entries(register);
        if let Some(entries) = entries {
            self.start.place(self.is_up(), &mut sql, "AND");
            self.in_order(&mut sql);
            sql.push(&format!(" LIMIT {entries}"));
            sql.text = format!("SELECT s.record_id, s.entry FROM ({}) s WHERE 1 = 1", sql.text);
        }
        for filter in self.filters.iter().filter(|filter| !self.is_side_by_side(filter)) {
            sql.probe(register, "s.record_id", filter);
        }
        sql.within("s.record_id", &self.sight);
        self.close(&mut sql, "AND");
        sql
    }

    /// Entries of the order; what is filtered and sorted by one field lies side by side.
    fn entries(&self, register: &Register) -> Sql {
        let mut sql = Sql::new("SELECT s.record_id, s.entry FROM record_index s WHERE s.slot = ");
        sql.bind(Bind::Slot(self.order_slot(register)));
        for filter in self.filters.iter().filter(|filter| self.is_side_by_side(filter)) {
            sql.push(" AND ");
            sql.test("s", &filter.test);
        }
        sql
    }

    fn is_side_by_side(&self, filter: &Where) -> bool {
        !self.order.is_by_strokes && filter.field == self.order.field
    }
}

impl Sql {
    /// Entries on one side of this one.
    pub(super) fn beyond(&mut self, and: &str, sign: &str, key: &[u8], id: Uuid) {
        self.push(&format!(" {and} (s.entry, s.record_id) {sign} ("));
        self.bind(Bind::Key(key.to_vec()));
        self.push(", ");
        self.bind(Bind::Id(id));
        self.push(")");
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
        let before = ListQuery {
            start: Start::Before(key.to_vec(), edge),
            limit: i32::MAX as usize,
            ..query.ready(register).into_owned()
        };
        let inner = self.page_statement(register, &before, FEW).await?;
        self.count(Sql { text: format!("SELECT COUNT(*) FROM ({}) few", inner.text), binds: inner.binds })
            .await
    }

    /// A page where up to so many that fit may be fetched and sorted.
    pub(super) async fn page_statement(
        &mut self,
        register: &Register,
        query: &ListQuery,
        few: i64,
    ) -> Result<Sql, StoreError> {
        if !query.terms.is_empty() {
            return self.found(register, query).await;
        }
        if let Some(at) = query.at_units(register).filter(|at| query.is_untested(at)) {
            return Ok(query.laid(register, &at, None));
        }
        let query = &*query.paired();
        Ok(match self.narrowest(register, query, few).await?.1 {
            Source::Order => query.walk(register, None),
            by => query.fetch(register, by),
        })
    }
}
