//! Boundaries 辖区边界 of units: the areas that a unit is responsible for, and how far outside of them a place lies.

mod error;
mod territory;

pub use error::{At, BoundaryError};
pub use territory::{Drawn, TOLERANCE_METRES, Territories};

use crate::register::Place;
use geo::{
    BoundingRect, Coord, Distance, Euclidean, Intersects, LineString, MapCoords, MultiPolygon, Point,
    Polygon, Rect, Simplify,
};
use rust_decimal::prelude::ToPrimitive;
use std::ops::RangeInclusive;

/// A point: degrees east, degrees north.
pub type Degrees = (f64, f64);
/// A line that ends where it begins.
pub type Ring = Vec<Degrees>;
/// An area: its outer ring, then those of its holes.
pub type Area = Vec<Ring>;

/// Degrees east between which China lies: from 73°33′E at the Pamirs to 135°05′E where the Heilong and the Ussuri meet. What lies
/// outside is in metres of some projection, or in another order.
const EAST: RangeInclusive<f64> = 73.0..=136.0;
/// Degrees north between which China lies: from 3°52′N at Zengmu Ansha to 53°33′N in the Heilong.
const NORTH: RangeInclusive<f64> = 3.0..=54.0;
/// Points of one unit. The line of a county at the scale of 1:10 000 has fewer.
pub const MOST_POINTS: usize = 20_000;
/// Coordinates are kept to six decimals, a tenth of a metre, as places of records are.
const STEPS_PER_DEGREE: f64 = 1e6;
/// Metres of a degree of a great circle, on a sphere of the Earth's mean radius (6 371 008.8 m, IUGG).
const METRES_PER_DEGREE: f64 = 111_195.08;
/// A ring has three corners and ends where it began (RFC 7946 §3.1.6).
const FEWEST_IN_RING: usize = 4;

/// The boundary 辖区边界 of a unit: one area or several, degrees of CGCS2000, which equals WGS 84 at these scales.
#[derive(Debug, Clone, PartialEq)]
pub struct Boundary {
    shape: MultiPolygon<f64>,
    /// What lies outside of it is outside, whatever the shape.
    bounds: Rect<f64>,
}

impl Boundary {
    /// Of areas as somebody drew them.
    ///
    /// # Errors
    /// See [`BoundaryError`].
    pub fn new(areas: Vec<Area>) -> Result<Self, BoundaryError> {
        let points: usize = areas.iter().flatten().map(Vec::len).sum();
        if points > MOST_POINTS {
            return Err(BoundaryError::TooManyPoints);
        }
        let mut polygons = Vec::with_capacity(areas.len());
        for (n, area) in areas.into_iter().enumerate() {
            let mut rings = Vec::with_capacity(area.len());
            for (k, ring) in area.into_iter().enumerate() {
                rings.push(closed(ring, At { area: n + 1, ring: k + 1, point: 1 })?);
            }
            let mut rings = rings.into_iter();
            let outer = rings.next().ok_or(BoundaryError::NoArea)?;
            polygons.push(Polygon::new(outer, rings.collect()));
        }
        Self::of(MultiPolygon::new(polygons))
    }

    fn of(shape: MultiPolygon<f64>) -> Result<Self, BoundaryError> {
        let bounds = shape.bounding_rect().ok_or(BoundaryError::NoArea)?;
        Ok(Self { shape, bounds })
    }

    /// With the areas of another: a unit may be drawn in several pieces.
    ///
    /// # Errors
    /// [`BoundaryError::TooManyPoints`].
    pub fn joined(self, other: Self) -> Result<Self, BoundaryError> {
        let mut shape = self.shape;
        shape.0.extend(other.shape.0);
        let joined = Self::of(shape)?;
        if joined.points() > MOST_POINTS { Err(BoundaryError::TooManyPoints) } else { Ok(joined) }
    }

    fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
        std::iter::once(polygon.exterior()).chain(polygon.interiors())
    }

    /// How many points it has.
    pub fn points(&self) -> usize {
        self.shape.iter().flat_map(Self::rings).map(|ring| ring.0.len()).sum()
    }

    /// How many separate areas it has.
    pub fn pieces(&self) -> usize {
        self.shape.0.len()
    }

    /// Its western and southern, its eastern and northern end.
    pub fn bounds(&self) -> (Degrees, Degrees) {
        (self.bounds.min().x_y(), self.bounds.max().x_y())
    }

    /// Its areas as they are drawn: no point that lies nearer than `finest` degrees to the line without it.
    pub fn outline(&self, finest: f64) -> Vec<Area> {
        let ring = |ring: &LineString<f64>| ring.0.iter().map(|point| point.x_y()).collect();
        let simple = self.shape.simplify(finest);
        simple.iter().map(|polygon| Self::rings(polygon).map(ring).collect()).collect()
    }

    /// The one text that it is kept as: `lon,lat lon,lat`, a semicolon before each hole, a bar before each further area.
    pub fn text(&self) -> String {
        let point = |point: &Coord<f64>| format!("{},{}", point.x, point.y);
        let ring = |ring: &LineString<f64>| ring.0.iter().map(point).collect::<Vec<_>>().join(" ");
        let area = |polygon: &Polygon<f64>| Self::rings(polygon).map(ring).collect::<Vec<_>>().join(";");
        self.shape.iter().map(area).collect::<Vec<_>>().join("|")
    }

    /// The boundary of such a text.
    pub fn parse(text: &str) -> Option<Self> {
        let point = |text: &str| {
            let (east, north) = text.split_once(',')?;
            Some((east.parse().ok()?, north.parse().ok()?))
        };
        let ring = |text: &str| text.split(' ').map(point).collect::<Option<Ring>>();
        let area = |text: &str| text.split(';').map(ring).collect::<Option<Area>>();
        Self::new(text.split('|').map(area).collect::<Option<_>>()?).ok()
    }

    /// How far a place lies outside, in whole metres; 0 inside and on the line.
    pub fn metres_outside(&self, place: Place) -> u32 {
        let degrees = place.longitude.to_f64().zip(place.latitude.to_f64());
        let Some((east, north)) = degrees else { return u32::MAX };
        let point = Point::new(east, north);
        if self.bounds.intersects(&point) && self.shape.intersects(&point) {
            return 0;
        }
        // meridians draw together towards the pole; near the place the map is as good as flat
        let per_east = METRES_PER_DEGREE * north.to_radians().cos();
        let seen_from_there = self.shape.map_coords(|corner| Coord {
            x: (corner.x - east) * per_east,
            y: (corner.y - north) * METRES_PER_DEGREE,
        });
        Euclidean.distance(&Point::new(0.0, 0.0), &seen_from_there).round() as u32
    }
}

/// A ring as it is kept: within China, closed, each point once in a row.
fn closed(ring: Ring, at: At) -> Result<LineString<f64>, BoundaryError> {
    let is_degrees = |(east, north): &Degrees| EAST.contains(east) && NORTH.contains(north);
    if let Some(wrong) = ring.iter().position(|point| !is_degrees(point)) {
        let at = At { point: wrong + 1, ..at };
        let (first, second) = ring[wrong];
        let is_swapped = is_degrees(&(second, first));
        return Err(if is_swapped { BoundaryError::Swapped(at) } else { BoundaryError::OutOfRange(at) });
    }
    if ring.first() != ring.last() {
        return Err(BoundaryError::NotClosed(At { point: ring.len(), ..at }));
    }
    let kept = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE;
    let mut points: Vec<Coord<f64>> =
        ring.into_iter().map(|(east, north)| Coord { x: kept(east), y: kept(north) }).collect();
    points.dedup();
    if points.len() < FEWEST_IN_RING {
        return Err(BoundaryError::TooFewPoints(at));
    }
    Ok(LineString::new(points))
}

#[cfg(test)]
mod tests;
