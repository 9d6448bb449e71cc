//! Lists that are searched: what the words find, and of it what is in sight.

use super::{Bind, ListQuery, MOST_FOUND, Source, Sql};
use crate::db::{Engine, Tx};
use crate::error::StoreError;
use crate::records::search::{postgres_query, sqlite_query};
use domain::access::Sight;
use domain::register::Register;

/// Where no more than so many are in sight, the words of each are looked at.
const LOOKED_AT: i64 = 7000;

impl Tx {
    /// What a search finds in sight, one more than are ordered: the work has a bound whatever is stored.
    fn hits(&self, register: &Register, query: &ListQuery, sql: &mut Sql) {
        sql.push("SELECT h.record_id FROM ");
        sql.push(match &self.engine {
            Engine::Sqlite(_) => "record_gram g JOIN record_search h ON h.seq = g.rowid",
            Engine::Postgres(_) => "record_search h",
        });
        self.matching(query, sql);
        sql.push(" AND h.register = ");
        sql.bind(Bind::Text(register.code.clone()));
        sql.within("h.record_id", &query.sight);
        sql.push(&format!(" LIMIT {}", MOST_FOUND + 1));
    }

    /// The words of one record have the terms.
    fn has_words(&self, query: &ListQuery, id: &str, sql: &mut Sql) {
        sql.push(" AND 0 < (SELECT COUNT(*) FROM ");
        sql.push(match &self.engine {
            // the record first: the words of all others are not gone through for each
            Engine::Sqlite(_) => "record_search h CROSS JOIN record_gram g ON g.rowid = h.seq",
            Engine::Postgres(_) => "record_search h",
        });
        self.matching(query, sql);
        sql.push(&format!(" AND h.record_id = {id})"));
    }

    fn matching(&self, query: &ListQuery, sql: &mut Sql) {
        match &self.engine {
            Engine::Sqlite(_) => {
                sql.push(" WHERE record_gram MATCH ");
                sql.bind(Bind::Text(sqlite_query(&query.terms)));
            }
            Engine::Postgres(_) => {
                sql.push(" WHERE h.words @@ to_tsquery('simple', ");
                sql.bind(Bind::Text(postgres_query(&query.terms)));
                sql.push(")");
            }
        }
    }

    /// `FROM` what a search finds, joined to its index entries. Where few records are in sight each of them is looked
    /// at, however many the words would find elsewhere.
    pub(super) async fn searched(
        &mut self,
        register: &Register,
        query: &ListQuery,
        select: &str,
    ) -> Result<Sql, StoreError> {
        let mut sql = Sql::new(&format!("{select} FROM ("));
        let is_narrow = query.sight != Sight::Everything
            && self.count_in_sight(&register.code, &query.sight, LOOKED_AT + 1).await? <= LOOKED_AT;
        if is_narrow {
            query.candidates(register, Source::Sight, &mut sql);
        } else {
            self.hits(register, query, &mut sql);
        }
        sql.push(") n CROSS JOIN record_index s WHERE s.record_id = n.record_id");
        if is_narrow {
            self.has_words(query, "s.record_id", &mut sql);
        } else {
            // what was taken out has no words, so hits need no look at their entries to be counted
            let mut hits = Sql::new("SELECT COUNT(*) FROM (");
            self.hits(register, query, &mut hits);
            hits.push(") n");
            if self.count(hits).await? > MOST_FOUND {
                return Err(StoreError::TooManyFound { most: MOST_FOUND });
            }
        }
        Ok(sql)
    }

    /// A page of what a search finds.
    pub(super) async fn found(&mut self, register: &Register, query: &ListQuery) -> Result<Sql, StoreError> {
        let mut sql = self.searched(register, query, "SELECT s.record_id, s.entry").await?;
        sql.push(" AND s.slot = ");
        sql.bind(Bind::Slot(query.order_slot(register)));
        query.rest(register, &mut sql, "s.record_id", Source::Sight);
        query.close(&mut sql, "AND");
        Ok(sql)
    }
}
