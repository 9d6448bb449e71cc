//! What a caller may see, as conditions: domain says how far, indexes find it. `domain::access` stays the judge.

use super::list::{Bind, Sql, bound};
use crate::db::{Tx, on};
use crate::error::StoreError;
use domain::access::Sight;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Rows of `record r` that stand.
const STANDING: &str = "r.removed_at IS NULL AND r.merged_into IS NULL";

/// One way into sight, each with an index of its own.
enum Way<'s> {
    Units(&'s [Uuid]),
    Across(&'s str, &'s [Uuid]),
    Own(Uuid),
}

/// The ways of a sight; none when everything is in sight.
fn ways(sight: &Sight) -> Option<Vec<Way<'_>>> {
    let Sight::Within { units, across, own } = sight else { return None };
    let mut ways = Vec::new();
    if !units.is_empty() {
        ways.push(Way::Units(units));
    }
    let across = across.iter().filter(|(_, units)| !units.is_empty());
    ways.extend(across.map(|(sector, units)| Way::Across(sector, units)));
    ways.extend(own.map(Way::Own));
    Some(ways)
}

impl Sql {
    fn units(&mut self, units: &[Uuid]) {
        self.push("r.unit_id IN (");
        for (n, unit) in units.iter().enumerate() {
            self.push(if n == 0 { "" } else { ", " });
            self.bind(Bind::Id(*unit));
        }
        self.push(")");
    }

    fn way(&mut self, way: &Way<'_>) {
        match way {
            Way::Units(units) => self.units(units),
            Way::Across(sector, units) => {
                self.units(units);
                self.push(" AND r.sector = ");
                self.bind(Bind::Text((*sector).to_owned()));
            }
            Way::Own(user) => {
                self.push("r.made_by = ");
                self.bind(Bind::Id(*user));
            }
        }
    }

    /// The record of `id` is in sight.
    pub(super) fn within(&mut self, id: &str, sight: &Sight) {
        let Some(ways) = ways(sight) else { return };
        // a count and no EXISTS: SQLite would turn that into a join and begin with all that is in sight
        self.push(&format!(" AND 0 < (SELECT COUNT(*) FROM record r WHERE r.id = {id} AND (1 = 0"));
        for way in &ways {
            self.push(" OR (");
            self.way(way);
            self.push(")");
        }
        self.push("))");
    }

    /// `SELECT id` of the standing records of a register that are in sight; at most so many by each way when told.
    pub(super) fn in_sight(&mut self, register: &str, sight: &Sight, most: Option<i64>) {
        let limit = most.map_or_else(String::new, |most| format!(" LIMIT {most}"));
        let ways = ways(sight).unwrap_or_default();
        if ways.is_empty() {
            self.push("SELECT r.id FROM record r WHERE 1 = 0");
        }
        for (n, way) in ways.iter().enumerate() {
            self.push(if n == 0 { "" } else { " UNION " });
            self.push(&format!(
                "SELECT w{n}.id FROM (SELECT r.id FROM record r WHERE {STANDING} AND r.register = "
            ));
            self.bind(Bind::Text(register.to_owned()));
            self.push(" AND ");
            self.way(way);
            self.push(&format!("{limit}) w{n}"));
        }
    }
}

impl Tx {
    /// How many standing records of a register are in sight, counted up to `most`.
    pub(super) async fn count_in_sight(
        &mut self,
        register: &str,
        sight: &Sight,
        most: i64,
    ) -> Result<i64, StoreError> {
        let mut sql = Sql::new("SELECT COUNT(*) FROM (");
        sql.in_sight(register, sight, Some(most));
        sql.push(") n");
        let Sql { text, binds } = sql;
        let (count,): (i64,) =
            on!(self, c => bound!(sqlx::query_as(AssertSqlSafe(text)), binds).fetch_one(&mut **c).await?);
        Ok(count.min(most))
    }
}
