//! Where records lie: in the territory of their unit.

use super::values::Maker;
use domain::boundary::Boundary;
use domain::register::{FieldKind, Place, Register};
use fastrand::Rng;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Places that are tried; a territory fills much of the box around it.
const TRIES: usize = 200;

impl Maker<'_> {
    /// Puts the places of a record into the territory of its unit, which a link may name only after them.
    pub fn settle(&self, register: &Register, fields: &mut BTreeMap<String, Vec<String>>, unit: usize) {
        let Some(area) = self.areas.get(unit) else { return };
        for field in register.fields.iter().filter(|field| matches!(field.kind, FieldKind::Place)) {
            for text in fields.get_mut(&field.code).into_iter().flatten() {
                // what chance made of it becomes the seed: whatever is made next is the same with and without boundaries
                let mut rng = Rng::with_seed(super::seed_of(0, text));
                if let Some(place) = within(area, &mut rng) {
                    *text = place.to_string();
                }
            }
        }
    }
}

/// A place inside.
fn within(area: &Boundary, rng: &mut Rng) -> Option<Place> {
    let ((west, south), (east, north)) = area.bounds();
    let mut between = |low: f64, high: f64| Decimal::try_from(low + (high - low) * rng.f64()).ok();
    let mut try_one = || {
        let (longitude, latitude) = (between(west, east)?, between(south, north)?);
        Some(Place { longitude: longitude.round_dp(6), latitude: latitude.round_dp(6) })
    };
    (0..TRIES).filter_map(|_| try_one()).find(|place| area.metres_outside(*place) == 0)
}
