//! The monthly table of hazards 隐患排查治理情况统计表 (隐患排查治理暂行规定, Order 16 §14): twelve columns by sector, computed
//! from the registers with no cell typed.

mod sheet;

pub use sheet::hazard_sheet;

use crate::error::AppError;
use crate::home::Scope;
use crate::records::{Asked, named_with_sector};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::calendar::{Days, Period};
use domain::indicator::{Figure, cohort_of, day_number, unscaled};
use domain::org::OrgUnit;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Sums, Tx, Window};
use uuid::Uuid;

/// Registers of visits to a site; a site with one was investigated.
const VISITS: &[&str] = &["inspection", "self-inspection"];

/// One row: a sector, or all of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HazardRow {
    /// Code of the sector; nothing for records without one, and in the total.
    pub sector: Option<String>,
    /// 1 排查治理单位: sites investigated.
    pub sites: usize,
    /// 2 to 4 一般隐患: rectified, of those found.
    pub general: Figure,
    /// 5 to 7 重大隐患: struck off, of those found.
    pub major: Figure,
    /// 8 and 9 列入治理计划: planned in all five points, of the major ones that are open.
    pub planned: Figure,
    /// 10 and 11 挂牌督办: listed by the province, of those listed.
    pub listed: Figure,
    /// 12 累计落实治理资金, in ten thousand yuan.
    pub funds: Figure,
}

/// The table of a unit and period, by the tree of units of its last day.
#[derive(Debug, Clone, PartialEq)]
pub struct HazardTable {
    /// The unit; everything when absent.
    pub unit: Option<OrgUnit>,
    /// First day of the first month, last day looked at.
    pub days: Days,
    /// Sectors with anything in them.
    pub rows: Vec<HazardRow>,
    /// All together. A site that belongs to two rows counts once.
    pub total: HazardRow,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HazardAsking {
    /// A unit and what lies in it; the caller's own when absent.
    pub unit: Option<Uuid>,
    /// A day of the first month; January of this year when absent.
    pub first: Option<NaiveDate>,
    /// A day of the last month; the present one when absent.
    pub last: Option<NaiveDate>,
}

/// The table of hazards of a unit and period.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::NotFound`] for a unit that is not there or not the caller's;
/// [`AppError::BadQuery`] for a period that ends before it begins.
pub async fn hazard_table(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    asking: HazardAsking,
    today: NaiveDate,
) -> Result<HazardTable, AppError> {
    caller.may(Verb::See)?;
    let scope = Scope::of(caller, &tx.units().await?, asking.unit)?;
    // sums tell of every record: who sees some of them alone is shown none
    if !scope.is_summed {
        return Err(AppError::NotFound("unit"));
    }
    let days = period(asking, today).ok_or_else(|| AppError::BadQuery { part: "first".to_owned() })?;
    let window =
        Window { first: cohort_of(days.first), last: cohort_of(days.last), as_of: day_number(days.last) };
    let unit = scope.measured_by.unwrap_or_default();
    // a month that is over is told by the tree of its last day, see ADR 20
    let past = crate::reform::past(tx).await?;
    let (units, parts) = (past.on(days.last), past.sums(unit, days.last));
    let ids: Vec<Uuid> = parts.iter().map(|(unit, _)| *unit).collect();
    let sites = sites(tx, caller, catalogue, &units, &scope, days).await?;
    let mut rows = Vec::new();
    let is_shown = |code: &String| scope.sector.as_ref().is_none_or(|own| own == code);
    for sector in catalogue.sectors.iter().filter(|sector| is_shown(&sector.code)) {
        let sums = tx.figure_sums(&ids, window, Some(&sector.code)).await?;
        let sites = sites.get(sector.code.as_bytes()).map_or(0, BTreeSet::len);
        rows.push(HazardRow { sector: Some(sector.code.clone()), sites, ..read(&sums, &parts) });
    }
    let total = if scope.sector.is_some() {
        // one sector is all that is seen
        rows.first().map(|row| HazardRow { sector: None, ..row.clone() }).unwrap_or_default()
    } else {
        let sums = tx.figure_sums(&ids, window, None).await?;
        let every: BTreeSet<&Vec<u8>> = sites.values().flatten().collect();
        let total = HazardRow { sites: every.len(), ..read(&sums, &parts) };
        let none = sites.get(&Vec::new()).map_or(0, BTreeSet::len);
        rows.push(HazardRow { sites: none, ..without_sector(&total, &rows) });
        total
    };
    rows.retain(|row| *row != HazardRow { sector: row.sector.clone(), ..HazardRow::default() });
    let unit = scope.measured_by.and_then(|id| units.into_iter().find(|unit| unit.id == id));
    Ok(HazardTable { unit, days, rows, total })
}

/// From the first day of a month to the last day of one, or to today.
fn period(asking: HazardAsking, today: NaiveDate) -> Option<Days> {
    let last = Period::Month.around(asking.last.unwrap_or(today))?.last.min(today);
    let first = match asking.first {
        Some(day) => Period::Month.around(day)?.first,
        None => Period::Year.around(last)?.first,
    };
    (first <= last).then_some(Days { first, last })
}

/// A row from the sums of the units that made up the unit, each with its sign.
fn read(sums: &HashMap<(Uuid, String), Sums>, parts: &[(Uuid, i64)]) -> HazardRow {
    let figure = |code: &str| {
        let of = |(unit, sign): &(Uuid, i64)| {
            let (numerator, denominator) =
                sums.get(&(*unit, code.to_owned())).map(|sums| sums.happened).unwrap_or_default();
            (sign * numerator, sign * denominator)
        };
        let (numerator, denominator) =
            parts.iter().map(of).fold((0, 0), |all, part| (all.0 + part.0, all.1 + part.1));
        Figure { numerator: unscaled(numerator), denominator: unscaled(denominator) }
    };
    HazardRow {
        sector: None,
        sites: 0,
        general: figure("table-general"),
        major: figure("table-major"),
        planned: figure("table-planned"),
        listed: figure("table-listed"),
        funds: figure("table-funds"),
    }
}

/// What the total has beyond the sectors: records that name none.
fn without_sector(total: &HazardRow, rows: &[HazardRow]) -> HazardRow {
    let rest = |of: fn(&HazardRow) -> Figure| {
        let less = |left: Figure, row: &HazardRow| Figure {
            numerator: left.numerator - of(row).numerator,
            denominator: left.denominator - of(row).denominator,
        };
        rows.iter().fold(of(total), less)
    };
    HazardRow {
        sector: None,
        sites: 0,
        general: rest(|row| row.general),
        major: rest(|row| row.major),
        planned: rest(|row| row.planned),
        listed: rest(|row| row.listed),
        funds: rest(|row| row.funds),
    }
}

/// The sites that were visited in a period, by sector of the visit.
async fn sites(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    units: &[OrgUnit],
    scope: &Scope,
    days: Days,
) -> Result<BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>>, AppError> {
    let mut found: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
    for code in VISITS {
        let register = crate::registers::register(tx, catalogue, code).await?;
        let (Some(date), Some(site)) = (register.date.clone(), register.site_field().cloned()) else {
            continue;
        };
        let states = register.facts.first().map(|fact| fact.states.clone()).unwrap_or_default();
        let asked = Asked {
            unit: scope.measured_by,
            states,
            filters: [(date, format!("{}..{}", days.first, days.last))].into(),
            ..Asked::default()
        };
        for (site, sector) in named_with_sector(tx, caller, &register, units, &asked, &site.code).await? {
            // a visit that names no site investigated none
            if !site.is_empty() {
                found.entry(sector).or_default().insert(site);
            }
        }
    }
    Ok(found)
}
