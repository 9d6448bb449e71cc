//! What a transaction writes last, in one go: its events, and the counters of the units that they happened at and of all above.

use super::counters::{by_day, by_month, days_of, grow, into, months_of};
use super::pending::Differences;
use super::{Amounts, CounterKey};
use crate::audit::{AuditEvent, into_event, of_event};
use crate::bulk::{FEW, columns, row, values};
use crate::db::{Engine, Tx};
use crate::error::StoreError;
use domain::org::OrgUnit;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};
use std::collections::BTreeMap;
use uuid::Uuid;

/// All of it on PostgreSQL. While somebody moves a unit, writers wait here for the table of counters; what the statement sees it
/// sees after that wait, and where the tree is no longer the one that was pooled by, it writes nothing and says so.
const POSTGRES: &str = concat!(
    "WITH tree AS (
        SELECT COALESCE(SUM(version), 0) = $2 AS same FROM org_unit WHERE id = ANY($1::uuid[])
    ), told AS (",
    into_event!(),
    " SELECT * FROM unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
            $10::text[], $11::text[], $12::text[], $13::text[]) WHERE (SELECT same FROM tree)
    ), months AS (",
    into!(month),
    " SELECT * FROM unnest($14::uuid[], $15::integer[], $16::text[], $17::integer[], $18::text[], $19::bigint[], $20::bigint[])
        WHERE (SELECT same FROM tree)",
    grow!(month),
    "), days AS (",
    into!(day),
    " SELECT * FROM unnest($21::uuid[], $22::integer[], $23::integer[], $24::text[], $25::text[], $26::bigint[], $27::bigint[])
        WHERE (SELECT same FROM tree)",
    grow!(day),
    ")
    SELECT same FROM tree"
);

/// A counter and what is added to it.
type Row<'r> = (&'r CounterKey, &'r Amounts);

/// The units that some counters are pooled by, and what their versions come to: each move raises one.
#[derive(Debug, Default)]
struct Pooled {
    units: Vec<Uuid>,
    versions: i64,
    rows: Differences,
    /// Whether each unit was found; one that somebody has just made may be missing.
    is_whole: bool,
}

impl Pooled {
    /// The same differences for the unit that each belongs to, for all above it, and for everything.
    fn by(units: &[OrgUnit], cells: &Differences) -> Self {
        let mut above: BTreeMap<Uuid, Vec<&OrgUnit>> = BTreeMap::new();
        let mut rows = Differences::new();
        for (key, (numerator, denominator)) in cells {
            let line = above.entry(key.unit_id).or_insert_with(|| line_of(units, key.unit_id));
            for unit_id in line.iter().map(|unit| unit.id).chain([Uuid::nil()]) {
                let sum: &mut Amounts = rows.entry(CounterKey { unit_id, ..key.clone() }).or_default();
                *sum = (sum.0 + numerator, sum.1 + denominator);
            }
        }
        rows.retain(|_, sum| *sum != (0, 0));
        let is_whole = above.values().all(|line| !line.is_empty());
        let seen: BTreeMap<Uuid, i64> =
            above.values().flatten().map(|unit| (unit.id, unit.version)).collect();
        Self { versions: seen.values().sum(), units: seen.into_keys().collect(), rows, is_whole }
    }
}

impl Tx {
    /// The same differences for the unit that each belongs to, for all above it, and for everything. Asked for while counters are
    /// held.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn pooled(&mut self, cells: &Differences) -> Result<Differences, StoreError> {
        let units = self.shared_units().await?;
        Ok(Pooled::by(&units, cells).rows)
    }

    /// Writes counters, and the events with them.
    pub(super) async fn write_tail(&mut self, cells: Differences) -> Result<(), StoreError> {
        let mut is_read_anew = false;
        loop {
            let units = self.shared_units().await?;
            let pooled = Pooled::by(&units, &cells);
            if !pooled.is_whole && !std::mem::replace(&mut is_read_anew, true) {
                self.kept.change();
                continue;
            }
            let (months, days) = (months_of(&pooled.rows), days_of(&pooled.rows));
            let (months, days) = (by_month(&months), by_day(&days));
            let events = self.pending.events.as_slice();
            let is_few = [months.len(), days.len(), events.len()].into_iter().all(|rows| rows <= FEW);
            let is_written = match &mut self.engine {
                Engine::Postgres(tx) => on_postgres(tx, events, &pooled, &months, &days).await?,
                Engine::Sqlite(tx) if is_few => {
                    on_sqlite(tx, events, &months, &days).await?;
                    true
                }
                Engine::Sqlite(_) => {
                    self.add_to_counters(&pooled.rows).await?;
                    return self.write_events().await;
                }
            };
            if is_written {
                self.trail.touched(1);
                self.pending.events.clear();
                return Ok(());
            }
            // another server changed the tree: what is kept of it is of no use
            self.kept.change();
        }
    }
}

async fn on_postgres(
    tx: &mut Transaction<'static, Postgres>,
    events: &[AuditEvent],
    pooled: &Pooled,
    months: &[Row<'_>],
    days: &[Row<'_>],
) -> Result<bool, sqlx::Error> {
    let query = sqlx::query_scalar::<_, bool>(POSTGRES).bind(&pooled.units).bind(pooled.versions);
    let query = of_event!(columns!(query, events,), event);
    let query = columns!(
        query, months, of =>
        of.0.unit_id, of.0.cohort, of.0.indicator.as_str(), of.0.day, of.0.sector.as_str(), of.1.0, of.1.1,
    );
    let query = columns!(
        query, days, of =>
        of.0.unit_id, of.0.day, of.0.cohort, of.0.indicator.as_str(), of.0.sector.as_str(), of.1.0, of.1.1,
    );
    query.fetch_one(&mut **tx).await
}

/// Few rows on SQLite: statements one behind the other in one text.
async fn on_sqlite(
    tx: &mut Transaction<'static, Sqlite>,
    events: &[AuditEvent],
    months: &[Row<'_>],
    days: &[Row<'_>],
) -> Result<(), sqlx::Error> {
    let parts = [
        (into_event!(), 11, events.len(), ""),
        (into!(month), 7, months.len(), grow!(month)),
        (into!(day), 7, days.len(), grow!(day)),
    ];
    let texts = parts.into_iter().filter(|(_, _, rows, _)| *rows > 0);
    let texts = texts.map(|(into, columns, rows, on)| values(into, columns, rows, false) + on);
    let sql = texts.collect::<Vec<_>>().join("; ");
    if sql.is_empty() {
        return Ok(());
    }
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for event in events {
        query = of_event!(row!(query,), event);
    }
    for (key, sum) in months {
        query = query
            .bind(key.unit_id)
            .bind(key.cohort)
            .bind(&key.indicator)
            .bind(key.day)
            .bind(&key.sector)
            .bind(sum.0)
            .bind(sum.1);
    }
    for (key, sum) in days {
        query = query
            .bind(key.unit_id)
            .bind(key.day)
            .bind(key.cohort)
            .bind(&key.indicator)
            .bind(&key.sector)
            .bind(sum.0)
            .bind(sum.1);
    }
    query.execute(&mut **tx).await.map(|_| ())
}

/// A unit and those above it, given all in the order of their identities.
fn line_of(units: &[OrgUnit], id: Uuid) -> Vec<&OrgUnit> {
    let mut found: Vec<&OrgUnit> = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next.filter(|id| found.iter().all(|unit| unit.id != *id)) {
        let unit = units.binary_search_by_key(&id, |unit| unit.id).ok().and_then(|n| units.get(n));
        found.extend(unit);
        next = unit.and_then(|unit| unit.parent);
    }
    found
}
