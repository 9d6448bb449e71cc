//! Whether a place lies in the territory 辖区 of its unit, by the boundaries that were read in and what became of units since.

use super::Boundary;
use crate::org::{OrgUnit, Past, UnitKind, territory};
use crate::register::{FieldProblem, Place, ValueProblem};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// So far outside a place still counts as inside. A phone is off by 5 to 50 m under the sky and by more between high houses,
/// lines are drawn along the middle of roads and rivers, and what lies on both sides of one is looked after by either.
pub const TOLERANCE_METRES: u32 = 200;

/// The boundary of a unit as it was read in.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Whose.
    pub unit: Uuid,
    /// Identity of the reading, in one order with the changes of units: it knows of those before it.
    pub reading: Uuid,
    /// The boundary.
    pub boundary: Arc<Boundary>,
}

/// How far a unit reaches: its own boundary, and those of what it took over since that was read in.
#[derive(Debug)]
struct Reach {
    name: String,
    parts: Vec<Arc<Boundary>>,
}

impl Reach {
    fn metres_outside(&self, place: Place) -> u32 {
        self.parts.iter().map(|part| part.metres_outside(place)).min().unwrap_or(0)
    }
}

/// The territories 辖区 of all units whose boundary is known.
#[derive(Debug, Default)]
pub struct Territories {
    reaches: HashMap<Uuid, Reach>,
    above: HashMap<Uuid, Uuid>,
}

impl Territories {
    /// Of the tree, and the boundaries that were read in.
    pub fn new(past: &Past, drawn: &[Drawn]) -> Self {
        if drawn.is_empty() {
            return Self::default();
        }
        let units = past.units();
        let known = Known { past, drawn: drawn.iter().map(|one| (one.unit, one)).collect() };
        let reach = |one: &Drawn| {
            let unit = units.iter().find(|unit| unit.id == one.unit)?;
            let parts = known.parts(one.unit, &mut HashSet::new())?;
            Some((one.unit, Reach { name: unit.name.clone(), parts }))
        };
        Self {
            reaches: drawn.iter().filter_map(reach).collect(),
            above: units.iter().filter_map(|unit| Some((unit.id, unit.parent?))).collect(),
        }
    }

    /// The boundaries that make up what a unit is responsible for; none where that is not known in whole.
    pub fn parts(&self, unit: Uuid) -> Option<&[Arc<Boundary>]> {
        self.reaches.get(&unit).map(|reach| reach.parts.as_slice())
    }

    /// The unit itself, or the nearest above it, whose territory is known.
    fn nearest(&self, unit: Uuid) -> Option<&Reach> {
        let mut next = Some(unit);
        // no tree is so deep; one that goes round in a circle ends too
        for _ in 0..=self.above.len() {
            let id = next?;
            if let Some(reach) = self.reaches.get(&id) {
                return Some(reach);
            }
            next = self.above.get(&id).copied();
        }
        None
    }

    /// What is wrong with where a record of a unit lies: outside of the unit's territory, or inside only with longitude and
    /// latitude swapped. A unit is not checked while neither its own territory nor any above it is known.
    pub fn problem(&self, unit: Uuid, place: Place) -> Option<FieldProblem> {
        let reach = self.nearest(unit)?;
        let metres = reach.metres_outside(place);
        if metres <= TOLERANCE_METRES {
            return None;
        }
        let right = place.swapped();
        if reach.metres_outside(right) <= TOLERANCE_METRES {
            return Some(ValueProblem::Swapped { right }.into());
        }
        Some(FieldProblem::Outside { unit: reach.name.clone(), metres })
    }
}

struct Known<'k> {
    past: &'k Past,
    drawn: HashMap<Uuid, &'k Drawn>,
}

impl Known<'_> {
    /// The boundary of a unit, and those of all that came to lie in it after that was read in. Nothing when the boundary of
    /// something that came is not known: then the unit reaches further, and nobody knows how far.
    fn parts(&self, unit: Uuid, seen: &mut HashSet<Uuid>) -> Option<Vec<Arc<Boundary>>> {
        let own = self.drawn.get(&unit)?;
        let mut parts = vec![Arc::clone(&own.boundary)];
        for came in self.came(unit, own.reading) {
            parts.extend(self.covered(came, seen)?);
        }
        Some(parts)
    }

    /// What lies in a unit now and did not when its boundary was read in; of what came together only the top.
    fn came(&self, unit: Uuid, reading: Uuid) -> Vec<Uuid> {
        let Some(before) = self.past.known_before(reading) else { return Vec::new() };
        let then: HashSet<Uuid> = territory(&before, unit).into_iter().collect();
        let now = territory(self.past.units(), unit);
        let came: HashSet<Uuid> = now.iter().copied().filter(|id| !then.contains(id)).collect();
        // what lay in it before it came is within its boundary: grids that went along with their community
        let lay_in = |id: Uuid| before.iter().find(|unit| unit.id == id).and_then(|unit| unit.parent);
        let is_top = |id: &Uuid| !lay_in(*id).is_some_and(|above| came.contains(&above));
        now.into_iter().filter(|id| came.contains(id)).filter(is_top).collect()
    }

    fn covered(&self, unit: Uuid, seen: &mut HashSet<Uuid>) -> Option<Vec<Arc<Boundary>>> {
        // a tree that goes round in a circle ends too
        if !seen.insert(unit) {
            return Some(Vec::new());
        }
        if self.drawn.contains_key(&unit) {
            return self.parts(unit, seen);
        }
        match self.unit(unit)?.kind {
            // they have no territory of their own
            UnitKind::Department | UnitKind::Group => Some(Vec::new()),
            // a class of units lies where they do
            UnitKind::Other => {
                let below = self.past.units().iter().filter(|below| below.parent == Some(unit));
                let parts: Option<Vec<_>> = below.map(|below| self.covered(below.id, seen)).collect();
                Some(parts?.into_iter().flatten().collect())
            }
            UnitKind::Street | UnitKind::Community | UnitKind::WorkPoint | UnitKind::Grid => None,
        }
    }

    fn unit(&self, id: Uuid) -> Option<&OrgUnit> {
        self.past.units().iter().find(|unit| unit.id == id)
    }
}
