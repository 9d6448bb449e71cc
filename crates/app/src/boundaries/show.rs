//! The map of a unit: its territory, and those of the units below it.

use crate::error::AppError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::boundary::Area;
use domain::org::OrgUnit;
use std::collections::HashSet;
use store::{KeptBoundary, Tx};
use uuid::Uuid;

/// Parts of the width of a map below which nothing is seen: points that make less of a difference are left out.
const FINEST: f64 = 1500.0;

/// A unit with its territory as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlinedUnit {
    /// The unit.
    pub unit: OrgUnit,
    /// Which reading of a boundary is in force; whoever takes it away names it.
    pub reading: Uuid,
    /// When that was.
    pub at: DateTime<Utc>,
    /// Points that it has, of which not all are drawn.
    pub points: usize,
    /// What it reaches over: its boundary, and those of what it took over since.
    pub areas: Vec<Area>,
}

/// The map of a unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UnitPlot {
    /// Its own territory, where it is known.
    pub own: Option<OutlinedUnit>,
    /// Those of the nearest units below it that have one, by name.
    pub below: Vec<OutlinedUnit>,
}

/// The map of a unit; empty while neither its boundary nor one below it was read in.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn unit_plot(tx: &mut Tx, id: Uuid, today: NaiveDate) -> Result<UnitPlot, AppError> {
    let units = tx.shared_units().await?;
    let unit = units.iter().find(|unit| unit.id == id).ok_or(AppError::NotFound("unit"))?;
    let kept = tx.boundaries().await?;
    let territories = tx.territories().await?;
    let of = |id: Uuid| kept.iter().find(|kept| kept.drawn.unit == id);
    let mut shown: Vec<(&OrgUnit, &KeptBoundary)> = Vec::new();
    let mut next = vec![id];
    let mut seen = HashSet::from([id]);
    while let Some(above) = next.pop() {
        let below = units.iter().filter(|unit| unit.parent == Some(above) && unit.is_valid_on(today));
        for unit in below {
            match of(unit.id) {
                Some(kept) => shown.push((unit, kept)),
                // a tree that goes round in a circle ends too
                None if seen.insert(unit.id) => next.push(unit.id),
                None => {}
            }
        }
    }
    shown.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    let own = of(id).map(|kept| (unit, kept));
    let parts = |kept: &KeptBoundary| match territories.parts(kept.drawn.unit) {
        Some(parts) => parts.to_vec(),
        None => vec![kept.drawn.boundary.clone()],
    };
    let all = own.iter().chain(&shown).flat_map(|(_, kept)| parts(kept));
    let bounds = all.map(|boundary| boundary.bounds()).reduce(|(least, most), (low, high)| {
        ((least.0.min(low.0), least.1.min(low.1)), (most.0.max(high.0), most.1.max(high.1)))
    });
    let width = bounds.map_or(0.0, |(low, high)| (high.0 - low.0).max(high.1 - low.1));
    let outlined = |(unit, kept): (&OrgUnit, &KeptBoundary)| OutlinedUnit {
        unit: unit.clone(),
        reading: kept.drawn.reading,
        at: kept.at,
        points: kept.drawn.boundary.points(),
        areas: parts(kept).iter().flat_map(|boundary| boundary.outline(width / FINEST)).collect(),
    };
    Ok(UnitPlot { own: own.map(outlined), below: shown.into_iter().map(outlined).collect() })
}
