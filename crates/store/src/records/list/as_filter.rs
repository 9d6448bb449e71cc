//! Sight as a filter: who sees all that lies at some units, and nothing beside, sees what a filter by these units leaves. Each
//! record has an entry of its unit, so such a list costs what the same list costs whoever sees everything.

use super::{ListQuery, Test, Where, core};
use domain::access::Sight;
use std::borrow::Cow;
use std::collections::BTreeSet;
use uuid::Uuid;

impl ListQuery {
    /// The same list with its sight among the filters, where it can be one. A search finds its words in what is in sight, and
    /// stays as it is.
    pub(super) fn plain(&self) -> Cow<'_, Self> {
        let Sight::Within { units, across, own: None } = &self.sight else { return Cow::Borrowed(self) };
        if !self.terms.is_empty() || units.is_empty() || across.iter().any(|(_, units)| !units.is_empty()) {
            return Cow::Borrowed(self);
        }
        let seen: BTreeSet<&[u8]> = units.iter().map(|unit| unit.as_bytes().as_slice()).collect();
        let asked = self
            .filters
            .iter()
            .position(|filter| filter.field == core::UNIT && matches!(filter.test, Test::Any(_)));
        let mut plain = Self { sight: Sight::Everything, ..self.clone() };
        match asked.map(|n| &mut plain.filters[n].test) {
            Some(Test::Any(keys)) => {
                keys.retain(|key| seen.contains(key.as_slice()));
                if keys.is_empty() {
                    // nothing lies at no unit
                    keys.push(Uuid::nil().as_bytes().to_vec());
                }
            }
            _ => {
                let keys = units.iter().map(|unit| unit.as_bytes().to_vec()).collect();
                // the last filter is the one to count by where none is narrow
                plain.filters.insert(0, Where { field: core::UNIT.to_owned(), test: Test::Any(keys) });
            }
        }
        Cow::Owned(plain)
    }
}
