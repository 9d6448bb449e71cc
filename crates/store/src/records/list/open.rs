//! What is not over yet, by its deadline: what lapses, what is to be done next. Such entries lie by themselves, so that whoever sees
//! everything does not go through all that was ever closed.

use super::super::entries::{deadlines, open_states, while_open};
use super::{ListQuery, Test, Where, core};
use domain::access::Sight;
use domain::register::Register;
use std::borrow::Cow;
use std::collections::BTreeSet;

impl ListQuery {
    /// The list as it is found with fewest steps.
    pub(super) fn ready(&self, register: &Register) -> Cow<'_, Self> {
        let plain = self.plain();
        match plain.while_open(register) {
            Some(open) => Cow::Owned(open),
            None => plain,
        }
    }

    /// The same list by the deadlines of what is open, where nothing else is asked for. At some units the entries of these are
    /// fewer.
    fn while_open(&self, register: &Register) -> Option<Self> {
        let is_of_units = self.filters.iter().any(|filter| filter.field == core::UNIT);
        if is_of_units || !self.terms.is_empty() || self.sight != Sight::Everything {
            return None;
        }
        let (at, asked) = self.filters.iter().enumerate().find_map(|(n, filter)| match &filter.test {
            Test::Any(states) if filter.field == core::STATE => Some((n, states)),
            _ => None,
        })?;
        let asked: BTreeSet<&[u8]> = asked.iter().map(Vec::as_slice).collect();
        for (field, expiry) in deadlines(register) {
            let open: BTreeSet<&[u8]> =
                open_states(register, expiry).into_iter().map(str::as_bytes).collect();
            let is_range = |filter: &Where| filter.field == field && matches!(filter.test, Test::Range(..));
            let range = self.filters.iter().position(is_range);
            let is_order = self.order.field == field && !self.order.is_by_strokes;
            if !asked.is_subset(&open) || !(is_order || range.is_some()) {
                continue;
            }
            let mut query = self.clone();
            if is_order {
                query.order.field = while_open(register, expiry);
            }
            if let Some(range) = range {
                query.filters[range].field = while_open(register, expiry);
                // whatever has such an entry is in one of these states
                if asked == open {
                    query.filters.remove(at);
                }
            }
            return Some(query);
        }
        None
    }
}
