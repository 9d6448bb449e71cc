//! What lies at some units, by its last change or by one of its days: the lists that most people open. Such entries lie side by
//! side unit by unit, so a page costs as many of them as it has rows, for each unit.

use super::super::entries::{by_unit, core, laid_days, slot};
use super::{Bind, Found, ListQuery, Sql, Start, Test, Where};
use crate::db::Tx;
use crate::error::StoreError;
use domain::access::Sight;
use domain::register::Register;
use std::borrow::Cow;

/// Units whose entries are laid together; of more, a walk of the order finds a page soon.
const MOST_UNITS: usize = 64;
/// Units and states that are looked for at once.
const MOST_PAIRS: usize = 640;
/// So many entries are tested by what else is asked for, over all units; where they do not fill a page, what fits is rare.
const TRIED: usize = 2000;
/// Bytes of a unit before the key of the order. Text counts from one.
const BEHIND_UNIT: usize = 16 + 1;
/// Behind every key of a day or a moment.
const BEHIND_ALL: [u8; 9] = [0xff; 9];

/// First and last key, open where absent.
type Span<'q> = (Option<&'q [u8]>, Option<&'q [u8]>);

/// Units in an order in which their entries lie together, a range of it, and what else is asked for.
pub(super) struct AtUnits<'q> {
    slot: i64,
    pub units: &'q [Vec<u8>],
    range: Option<Span<'q>>,
    rest: Vec<&'q Where>,
}

impl ListQuery {
    /// The units, where their entries lie together in the order that is asked for.
    pub(super) fn at_units(&self, register: &Register) -> Option<AtUnits<'_>> {
        let field = &self.order.field;
        let is_laid = field == core::CHANGED || laid_days(register).contains(field.as_str());
        if !is_laid || self.order.is_by_strokes || !self.terms.is_empty() {
            return None;
        }
        let (mut units, mut range, mut rest) = (None, None, Vec::new());
        for filter in &self.filters {
            match &filter.test {
                Test::Any(keys)
                    if filter.field == core::UNIT && units.is_none() && keys.len() <= MOST_UNITS =>
                {
                    units = Some(keys.as_slice());
                }
                Test::Range(from, to) if filter.field == *field && range.is_none() => {
                    range = Some((from.as_deref(), to.as_deref()));
                }
                _ => rest.push(filter),
            }
        }
        let slot = slot(&register.code, &by_unit(field));
        Some(AtUnits { slot, units: units?, range, rest })
    }

    /// Whether nothing else is asked for, so that each entry is a row.
    pub(super) fn is_untested(&self, at: &AtUnits<'_>) -> bool {
        at.rest.is_empty() && self.sight == Sight::Everything
    }

    /// The entries of one unit from where the page begins, those before an entry of the order where told.
    fn entries_at(&self, at: &AtUnits<'_>, unit: &[u8], edge: Option<&Found>, sql: &mut Sql) {
        let behind = |key: &[u8]| Bind::Key([unit, key].concat());
        // what has no value lies in no range
        let (mut from, mut to) = at.range.map_or((&[][..], &BEHIND_ALL[..]), |(from, to)| {
            (from.unwrap_or(&[0]), to.unwrap_or(&BEHIND_ALL))
        });
        // where the page begins and the edge are bounds themselves: as one condition more, an engine goes through all of the unit
        let (begin, end) = (self.start.key(), edge.map(|edge| edge.entry.as_slice()));
        let (lower, upper) = if self.is_up() { (begin, end) } else { (end, begin) };
        from = lower.map_or(from, |lower| lower.max(from));
        to = upper.map_or(to, |upper| upper.min(to));
        sql.push(&format!("SELECT s.record_id, substr(s.entry, {BEHIND_UNIT}) AS entry FROM record_index s"));
        sql.push(" WHERE s.slot = ");
        sql.bind(Bind::Slot(at.slot));
        sql.push(" AND s.entry >= ");
        sql.bind(behind(from));
        sql.push(" AND s.entry <= ");
        sql.bind(behind(to));
        self.start.at_unit(unit).place(self.is_up(), sql, "AND");
        if let Some(Found { record_id, entry }) = edge {
            let sign = if self.is_up() { "<" } else { ">" };
            sql.beyond("AND", sign, &[unit, entry].concat(), *record_id);
        }
    }

    /// A page of what lies at some units, up to an entry of the order where told.
    pub(super) fn laid(&self, register: &Register, at: &AtUnits<'_>, edge: Option<&Found>) -> Sql {
        let passed = if let Start::Skip(rows) = self.start { rows as usize } else { 0 };
        let mut sql = Sql::new("SELECT s.record_id, s.entry FROM (");
        for (n, unit) in at.units.iter().enumerate() {
            sql.push(if n == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
            self.entries_at(at, unit, edge, &mut sql);
            for filter in &at.rest {
                sql.probe(register, "s.record_id", filter);
            }
            sql.within("s.record_id", &self.sight);
            self.in_order(&mut sql);
            sql.push(&format!(" LIMIT {}) l", self.limit + 1 + passed));
        }
        sql.push(") s");
        self.close(&mut sql, "WHERE");
        sql
    }

    /// The entry before which no unit has more of them than are tested.
    fn edge(&self, at: &AtUnits<'_>) -> Sql {
        let mut sql = Sql::new("SELECT s.record_id, s.entry FROM (");
        for (n, unit) in at.units.iter().enumerate() {
            sql.push(if n == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
            self.entries_at(at, unit, None, &mut sql);
            self.in_order(&mut sql);
            sql.push(&format!(" LIMIT 1 OFFSET {}) l", TRIED / at.units.len().max(1)));
        }
        sql.push(") s");
        self.in_order(&mut sql);
        sql.push(" LIMIT 1");
        sql
    }

    /// The same list with units and states as one filter, where both are asked for: what is not over is little beside what is,
    /// and of one unit it is a handful.
    pub(super) fn paired(&self) -> Cow<'_, Self> {
        let of = |field: &str| {
            self.filters.iter().enumerate().find_map(|(n, filter)| match &filter.test {
                Test::Any(keys) if filter.field == field => Some((n, keys)),
                _ => None,
            })
        };
        let (Some((at_unit, units)), Some((in_state, states))) = (of(core::UNIT), of(core::STATE)) else {
            return Cow::Borrowed(self);
        };
        let is_in_order_of_one = [core::UNIT, core::STATE].contains(&self.order.field.as_str());
        if is_in_order_of_one || units.len() * states.len() > MOST_PAIRS {
            return Cow::Borrowed(self);
        }
        let pairs =
            units.iter().flat_map(|unit| states.iter().map(|state| [unit.as_slice(), state].concat()));
        let pair = Where { field: by_unit(core::STATE), test: Test::Any(pairs.collect()) };
        let others = self.filters.iter().enumerate().filter(|(n, _)| *n != at_unit && *n != in_state);
        let filters = std::iter::once(pair).chain(others.map(|(_, filter)| filter.clone())).collect();
        Cow::Owned(Self { filters, ..self.clone() })
    }
}

impl Tx {
    /// A page of what lies at some units and fits what else is asked for, when few entries have to be tested for it.
    pub(super) async fn tested_at_units(
        &mut self,
        register: &Register,
        query: &ListQuery,
        at: &AtUnits<'_>,
    ) -> Result<Option<Vec<Found>>, StoreError> {
        let edge = self.ask(query.edge(at)).await?.pop();
        let found = self.ask(query.laid(register, at, edge.as_ref())).await?;
        Ok(Some(found).filter(|found| edge.is_none() || found.len() > query.limit))
    }
}
