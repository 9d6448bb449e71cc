//! How many records fit, counted no further than anybody needs to know.

use super::sql::{Bind, Sql, bound};
use super::{Where, slot};
use crate::db::{Tx, on};
use crate::error::StoreError;
use domain::register::Register;
use sqlx::AssertSqlSafe;

impl Tx {
    /// How many records fit every filter, counted up to `most`. Each filter is of a field that holds one value. The
    /// narrowest is walked; where many records fit each, the last one.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn record_count_of(
        &mut self,
        register: &Register,
        filters: &[Where],
        most: i64,
    ) -> Result<i64, StoreError> {
        let Some(last) = filters.len().checked_sub(1) else {
            return self.record_count(&register.code, most).await;
        };
        let first = self.narrowest(register, filters).await?.unwrap_or(last);
        let mut sql = Sql::new("SELECT COUNT(*) FROM (SELECT 1 FROM record_index d WHERE d.slot = ");
        sql.bind(Bind::Slot(slot(&register.code, &filters[first].field)));
        sql.push(" AND ");
        sql.test("d", &filters[first].test);
        for (n, filter) in filters.iter().enumerate() {
            if n != first {
                sql.exists(register, "d.record_id", filter);
            }
        }
        sql.push(&format!(" LIMIT {most}) few"));
        let Sql { text, binds } = sql;
        let row: Option<(i64,)> = on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds)
            .fetch_optional(&mut **c).await?);
        Ok(row.map_or(0, |(count,)| count))
    }
}
