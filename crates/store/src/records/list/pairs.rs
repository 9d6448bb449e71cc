//! Which things records name, each once: the sites that were inspected, with their sectors.

use super::sql::{Bind, Sql, bound};
use super::{Where, core, slot};
use crate::db::{Tx, on};
use crate::error::StoreError;
use domain::register::Register;
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;

impl Tx {
    /// What records that fit every filter name in a field, each once with the sector of the record. Filters and field are
    /// found by index entries; the first filter is walked.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn named_with_sector(
        &mut self,
        register: &Register,
        filters: &[Where],
        field: &str,
    ) -> Result<BTreeSet<(Vec<u8>, Vec<u8>)>, StoreError> {
        let Some((first, others)) = filters.split_first() else { return Ok(BTreeSet::new()) };
        let mut sql = Sql::new(
            "SELECT DISTINCT n.entry AS named, s.entry AS sector
             FROM record_index d CROSS JOIN record_index n CROSS JOIN record_index s",
        );
        sql.push(" WHERE d.slot = ");
        sql.bind(Bind::Slot(slot(&register.code, &first.field)));
        sql.push(" AND ");
        sql.test("d", &first.test);
        for (alias, field) in [("n", field), ("s", core::SECTOR)] {
            sql.push(&format!(" AND {alias}.record_id = d.record_id AND {alias}.slot = "));
            sql.bind(Bind::Slot(slot(&register.code, field)));
        }
        for filter in others {
            sql.exists(register, "d.record_id", filter);
        }
        let Sql { text, binds } = sql;
        let rows: Vec<(Vec<u8>, Vec<u8>)> = on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds)
            .fetch_all(&mut **c).await?);
        Ok(rows.into_iter().collect())
    }
}
