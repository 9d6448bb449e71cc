//! By what a list is gone through, so that a page costs little however many records there are and wherever those lie that fit.

use super::{Bind, Found, ListQuery, Source, Sql, Start, slot};
use crate::db::Tx;
use crate::error::StoreError;
use domain::access::Sight;
use domain::register::Register;
use uuid::Uuid;

/// Up to so many that fit are fetched without a thought, and so many entries of the order are looked at without one.
const HANDFUL: u32 = 300;
/// The entries of up to so many units are laid together at once; of more, what lies at them may be most of the register.
const FEW_UNITS: usize = 8;
/// Up to so many that fit one filter are fetched and sorted. Above it the order is walked and each record tested: of a million
/// records, a walk to the first fifty of so many that fit tests some five thousand.
pub(super) const FEW: i64 = 12_000;
/// Up to so many are fetched when a walk of [`TRIED`] entries did not fill the page: what fits may lie together at the other end
/// of the order, and the walk would go through the whole register.
const MANY: i64 = 30_000;
const TRIED: u32 = 5000;
/// Up to so many are fetched where all are asked for, to be sorted or summed: a walk of a larger register to its end tests more.
const MOST_FETCHED: i64 = 300_000;

impl Tx {
    /// Records of a page and one more, in the direction in which it is read.
    pub(super) async fn found_on_page(
        &mut self,
        register: &Register,
        query: &ListQuery,
    ) -> Result<Vec<Found>, StoreError> {
        let is_tested = !query.filters.is_empty() || query.sight != Sight::Everything;
        if !query.terms.is_empty() || !is_tested {
            let sql = self.page_statement(register, query, FEW).await?;
            return self.ask(sql).await;
        }
        let at = query.at_units(register);
        // where most fit, nobody needs to know how many
        if at.as_ref().is_none_or(|at| at.units.len() > FEW_UNITS)
            && let Some(found) = self.walked(register, query, HANDFUL).await?
        {
            return Ok(found);
        }
        if let Some(at) = at {
            if query.is_untested(&at) {
                return self.ask(query.laid(register, &at, None)).await;
            }
            if let Some(found) = self.tested_at_units(register, query, &at).await? {
                return Ok(found);
            }
        }
        let query = &*query.paired();
        let (count, by) = self.narrowest(register, query, HANDFUL.into()).await?;
        if count <= HANDFUL.into() {
            return self.ask(query.fetch(register, by)).await;
        }
        let (count, by) = self.narrowest(register, query, MANY).await?;
        if count > MANY {
            return self.ask(query.walk(register, None)).await;
        }
        if count > FEW
            && let Some(found) = self.walked(register, query, TRIED).await?
        {
            return Ok(found);
        }
        self.ask(query.fetch(register, by)).await
    }

    /// A page that so many entries of the order fill.
    async fn walked(
        &mut self,
        register: &Register,
        query: &ListQuery,
        entries: u32,
    ) -> Result<Option<Vec<Found>>, StoreError> {
        if matches!(query.start, Start::Skip(1..)) {
            // what is passed over are records that fit, not entries
            return Ok(None);
        }
        let found = self.ask(query.walk(register, Some(entries))).await?;
        Ok(Some(found).filter(|found| found.len() > query.limit))
    }

    /// The filter that few records fit, or sight where few are in it; the order where there is no such.
    pub(super) async fn narrowest_of_few(
        &mut self,
        register: &Register,
        query: &ListQuery,
    ) -> Result<Source, StoreError> {
        Ok(self.narrowest(register, query, FEW).await?.1)
    }

    /// By what a foot looks at all of a list: a walk of a large register tests each of its records.
    pub(super) async fn foot_source(
        &mut self,
        register: &Register,
        query: &ListQuery,
    ) -> Result<Source, StoreError> {
        if !query.terms.is_empty() {
            return Ok(Source::Sight);
        }
        for most in [FEW, MOST_FETCHED] {
            let (_, by) = self.narrowest(register, query, most).await?;
            if by != Source::Order {
                return Ok(by);
            }
        }
        // what is in sight is shorter than the register
        Ok(if query.sight == Sight::Everything { Source::Order } else { Source::Sight })
    }

    /// All that stands in a list, in its order, up to so many as it may have: which they are is found out once, and not for each
    /// page.
    ///
    /// # Errors
    /// As [`Tx::record_page`].
    pub async fn record_ids(
        &mut self,
        register: &Register,
        query: &ListQuery,
    ) -> Result<Vec<Uuid>, StoreError> {
        let query = &*query.ready(register);
        let sql = self.page_statement(register, query, MOST_FETCHED).await?;
        Ok(self.ask(sql).await?.into_iter().take(query.limit).map(|found| found.record_id).collect())
    }

    /// The filter that fewest records fit, or sight where fewest are in it, with their number; the order and one more where all
    /// are more than `most`.
    pub(super) async fn narrowest(
        &mut self,
        register: &Register,
        query: &ListQuery,
        most: i64,
    ) -> Result<(i64, Source), StoreError> {
        let mut best = (most + 1, Source::Order);
        for (n, filter) in query.filters.iter().enumerate() {
            let mut sql = Sql::new("SELECT COUNT(*) FROM (SELECT 1 FROM record_index d WHERE d.slot = ");
            sql.bind(Bind::Slot(slot(&register.code, &filter.field)));
            sql.push(" AND ");
            sql.test("d", &filter.test);
            sql.push(&format!(" LIMIT {}) few", most + 1));
            let count = self.count(sql).await?;
            if count < best.0 {
                best = (count, Source::Filter(n));
            }
        }
        if query.sight != Sight::Everything {
            let count = self.count_in_sight(&register.code, &query.sight, most + 1).await?;
            if count < best.0 {
                best = (count, Source::Sight);
            }
        }
        Ok(best)
    }
}
