//! What lies at some units, by its last change or by the day by which it is counted: the list that most people open. Such entries
//! lie side by side unit by unit, so a page costs as many of them as it has rows, for each unit.

use super::super::entries::{by_unit, core, slot};
use super::{Bind, ListQuery, Sql, Start, Test, Where};
use domain::access::Sight;
use domain::register::Register;

/// Units whose entries are laid together; of more, a walk of the order finds a page soon.
const MOST_UNITS: usize = 64;
/// Bytes of a unit before the key of the order. Text counts from one.
const BEHIND_UNIT: usize = 16 + 1;
/// Behind every key of a day or a moment.
const BEHIND_ALL: [u8; 9] = [0xff; 9];

/// First and last key, open where absent.
type Span<'q> = (Option<&'q [u8]>, Option<&'q [u8]>);

/// Units, and the range of the order that is asked for.
struct AtUnits<'q> {
    units: &'q [Vec<u8>],
    range: Option<Span<'q>>,
}

/// A page of what lies at so many units.
pub(super) struct Laid {
    pub units: usize,
    pub sql: Sql,
}

impl ListQuery {
    /// The units and the range, when nothing else is asked for.
    fn at_units(&self, register: &Register) -> Option<AtUnits<'_>> {
        let is_laid = self.order.field == core::CHANGED || register.date.as_ref() == Some(&self.order.field);
        if !is_laid || self.order.is_by_strokes || self.sight != Sight::Everything || !self.terms.is_empty() {
            return None;
        }
        let (mut units, mut range) = (None, None);
        for Where { field, test } in &self.filters {
            match test {
                Test::Any(keys) if field == core::UNIT && units.is_none() && keys.len() <= MOST_UNITS => {
                    units = Some(keys.as_slice());
                }
                Test::Range(from, to) if *field == self.order.field && range.is_none() => {
                    range = Some((from.as_deref(), to.as_deref()));
                }
                _ => return None,
            }
        }
        Some(AtUnits { units: units?, range })
    }

    /// A page of what lies at some units.
    pub(super) fn laid_by_unit(&self, register: &Register) -> Option<Laid> {
        let AtUnits { units, range } = self.at_units(register)?;
        let slot = slot(&register.code, &by_unit(&self.order.field));
        let passed = if let Start::Skip(rows) = self.start { rows as usize } else { 0 };
        let mut sql = Sql::new("SELECT s.record_id, s.entry FROM (");
        for (n, unit) in units.iter().enumerate() {
            let behind = |key: &[u8]| Bind::Key([unit.as_slice(), key].concat());
            sql.push(if n == 0 { "" } else { " UNION ALL " });
            sql.push(&format!("SELECT * FROM (SELECT s.record_id, substr(s.entry, {BEHIND_UNIT}) AS entry"));
            sql.push(" FROM record_index s WHERE s.slot = ");
            sql.bind(Bind::Slot(slot));
            sql.push(" AND s.entry >= ");
            // what has no value lies in no range
            sql.bind(range.map_or_else(|| behind(&[]), |(from, _)| behind(from.unwrap_or(&[0]))));
            sql.push(" AND s.entry <= ");
            sql.bind(behind(range.and_then(|(_, to)| to).unwrap_or(&BEHIND_ALL)));
            self.start.at_unit(unit).place(self.is_up(), &mut sql, "AND");
            self.in_order(&mut sql);
            sql.push(&format!(" LIMIT {}) l", self.limit + 1 + passed));
        }
        sql.push(") s");
        self.close(&mut sql, "WHERE");
        Some(Laid { units: units.len(), sql })
    }
}
