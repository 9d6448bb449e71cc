//! How many records fit, counted no further than anybody needs to know.

use super::sql::{Bind, Sql};
use super::{ListQuery, Source, slot};
use crate::db::Tx;
use crate::error::StoreError;
use domain::register::Register;

impl Tx {
    /// How many records in sight fit every filter, counted up to `most`. Each filter is of a field that holds one value.
    /// The narrowest is walked; where many records fit each, the last one.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn record_count_of(
        &mut self,
        register: &Register,
        query: &ListQuery,
        most: i64,
    ) -> Result<i64, StoreError> {
        let query = &*query.plain();
        let Some(last) = query.filters.len().checked_sub(1) else {
            return self.record_count(&register.code, &query.sight, most).await;
        };
        let by = match self.narrowest_of_few(register, query).await? {
            Source::Order => Source::Filter(last),
            by => by,
        };
        let mut sql = Sql::new("SELECT COUNT(*) FROM (SELECT n.record_id FROM ");
        if let Source::Filter(n) = by {
            // a field of one value has one entry, so nothing need be kept apart and the count ends where it is enough
            sql.push("record_index n WHERE n.slot = ");
            sql.bind(Bind::Slot(slot(&register.code, &query.filters[n].field)));
            sql.push(" AND ");
            sql.test("n", &query.filters[n].test);
        } else {
            sql.push("(");
            query.candidates(register, by, &mut sql);
            sql.push(") n WHERE 1 = 1");
        }
        query.rest(register, &mut sql, "n.record_id", by);
        sql.push(&format!(" LIMIT {most}) few"));
        self.count(sql).await
    }
}
