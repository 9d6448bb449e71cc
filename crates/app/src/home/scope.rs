//! Whose work is looked at: a unit with what lies in it, or everything.

use crate::error::AppError;
use domain::access::{Caller, Reach, Sight, Verb};
use domain::org::{OrgUnit, measured_by};
use uuid::Uuid;

/// Whose work is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// The unit; everything when absent.
    pub unit: Option<Uuid>,
    /// Whose records it is measured by: those of its street for a department; everything when absent.
    pub measured_by: Option<Uuid>,
    /// Only this sector, for a post across one.
    pub sector: Option<String>,
    /// The units of the caller's posts.
    pub own: Vec<Uuid>,
    /// The caller sees everything, and may look at any unit.
    pub sees_all: bool,
    /// The caller sees all that is summed up in it.
    pub is_summed: bool,
}

impl Scope {
    /// The caller's own scope, or that of the unit asked for.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a unit that is not there, or in none of the caller's.
    pub(crate) fn of(caller: &Caller, units: &[OrgUnit], asked: Option<Uuid>) -> Result<Self, AppError> {
        let sees = |post: &&domain::access::Post| post.role.verbs().contains(&Verb::See);
        let posts: Vec<_> = caller.posts.iter().filter(sees).collect();
        let sees_all = *caller.sight() == Sight::Everything;
        let mut own: Vec<Uuid> = posts.iter().filter_map(|post| post.unit).collect();
        own.dedup();
        let is_there = |id: Uuid| units.iter().any(|unit| unit.id == id);
        let unit = match asked {
            Some(id) if is_there(id) && caller.sees_all_of(id) => Some(id),
            Some(_) => return Err(AppError::NotFound("unit")),
            None => own.first().copied().filter(|_| !sees_all),
        };
        let across = posts.iter().find(|post| post.unit == unit && post.role.reach() == Reach::Sector);
        let sector = across.and_then(|post| post.sector.clone());
        let measured_by = unit.and_then(|unit| measured_by(units, unit));
        let is_summed = match (measured_by, &sector) {
            (Some(unit), Some(sector)) => caller.sees_sector_of(sector, unit),
            (Some(unit), None) => caller.sees_all_of(unit),
            (None, _) => sees_all,
        };
        Ok(Self { unit, measured_by, sector, own, sees_all, is_summed })
    }
}
