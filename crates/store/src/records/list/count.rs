//! How many records fit, counted no further than anybody needs to know.

use super::reach::FEW;
use super::sql::{Bind, Sql};
use super::{ListQuery, Source, Test, slot};
use crate::db::Tx;
use crate::error::StoreError;
use domain::access::Sight;
use domain::register::Register;

/// Where many records fit each filter, so many of the last in the order of one are looked at: what is open lies near today.
const WALKED: i64 = FEW;

/// How many, or how many at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// How many were counted.
    pub count: i64,
    /// Counting ended there, and there may be more.
    pub is_more: bool,
}

impl Tx {
    /// How many records in sight fit every filter, counted up to `most`. Each filter is of a field that holds one value.
    /// The narrowest is walked; where many records fit each, the last one, and of it no further than a person would wait,
    /// unless nothing was found there.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn record_count_of(
        &mut self,
        register: &Register,
        query: &ListQuery,
        most: i64,
    ) -> Result<Counted, StoreError> {
        let query = &*query.ready(register);
        let query = &*query.paired();
        let Some(last) = query.filters.len().checked_sub(1) else {
            let count = self.record_count(&register.code, &query.sight, most + 1).await?;
            return Ok(Counted { count: count.min(most), is_more: count > most });
        };
        let by = self.narrowest_of_few(register, query).await?;
        let is_tested = query.filters.len() > 1 || query.sight != Sight::Everything;
        if by == Source::Order && is_tested {
            let found = query.counting(register, Source::Filter(last), Some(WALKED), most + 1);
            let count = self.count(found).await?.min(most);
            if count > 0 {
                return Ok(Counted { count, is_more: true });
            }
        }
        let by = if by == Source::Order { Source::Filter(last) } else { by };
        let count = self.count(query.counting(register, by, None, most + 1)).await?;
        Ok(Counted { count: count.min(most), is_more: count > most })
    }
}

impl ListQuery {
    /// Counts up to `most` of what fits one filter or is in sight, of the last `walked` of it where told.
    fn counting(&self, register: &Register, by: Source, walked: Option<i64>, most: i64) -> Sql {
        let mut sql = Sql::new("SELECT COUNT(*) FROM (SELECT n.record_id FROM (");
        if let Source::Filter(n) = by {
            // a field of one value has one entry, so nothing need be kept apart and the count ends where it is enough
            sql.push("SELECT d.record_id FROM record_index d WHERE d.slot = ");
            sql.bind(Bind::Slot(slot(&register.code, &self.filters[n].field)));
            sql.push(" AND ");
            sql.test("d", &self.filters[n].test);
            if let Some(walked) = walked {
                let is_range = matches!(self.filters[n].test, Test::Range(..));
                sql.push(if is_range { " ORDER BY d.entry DESC" } else { "" });
                sql.push(&format!(" LIMIT {walked}"));
            }
        } else {
            self.candidates(register, by, &mut sql);
        }
        sql.push(") n WHERE 1 = 1");
        self.rest(register, &mut sql, "n.record_id", by);
        sql.push(&format!(" LIMIT {most}) few"));
        sql
    }
}
