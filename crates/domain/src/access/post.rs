//! Posts 岗位: a role at a unit for a time, how far it reaches, and the decision.

use super::{Role, Verb};
use crate::org::{OrgUnit, UnitKind, territory};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How far a role reaches from the unit of its post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Wherever it lies.
    Everything,
    /// 块: the unit and everything that lies in it.
    Territory,
    /// 条: one sector across the street of the unit, and everything of the unit itself.
    Sector,
    /// Only what the person entered.
    Own,
}

/// A post 岗位: a role that a person holds at a unit for a time. One person commonly holds several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Identity.
    pub id: Uuid,
    /// Role.
    pub role: Role,
    /// Where; a role that reaches everything needs none.
    pub unit: Option<Uuid>,
    /// Code of the sector, for a role that reaches across one.
    pub sector: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; open when absent.
    pub valid_to: Option<NaiveDate>,
    /// 兼职: held beside another work.
    pub is_part_time: bool,
}

/// What a caller wants to touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The unit it lies at.
    pub unit: Option<Uuid>,
    /// Code of its sector.
    pub sector: Option<&'a str>,
    /// The account that entered it.
    pub entered_by: Option<Uuid>,
}

/// Where one post lets its holder do what: worked out once per request, since the tree of units is walked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Role of the post.
    pub role: Role,
    /// Units wherein every sector counts; SQL may narrow by them.
    pub units: BTreeSet<Uuid>,
    /// A sector, and the units across which it counts.
    pub across: Option<(String, BTreeSet<Uuid>)>,
}

/// What the caller is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// As if it did not exist: whether it does is already something that the caller may not know.
    Unseen,
    /// It may be looked at, but not this.
    Seen,
    /// It may be done.
    Allowed,
}

impl Post {
    /// A post at no unit, held from a day on.
    pub const fn at_no_unit(id: Uuid, role: Role, valid_from: NaiveDate) -> Self {
        Self { id, role, unit: None, sector: None, valid_from, valid_to: None, is_part_time: false }
    }

    /// Whether it is held on a day; its first and last day count.
    pub fn is_held_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    fn area(&self, units: &[OrgUnit]) -> Area {
        // a unit that is not there covers nothing: a lost row must not open a door
        let known = self.unit.filter(|id| units.iter().any(|unit| unit.id == *id));
        let below = |root: Uuid| territory(units, root).into_iter().collect::<BTreeSet<_>>();
        let reach = self.role.reach();
        let is_placed = matches!(reach, Reach::Territory | Reach::Sector);
        let across = self.sector.clone().filter(|_| reach == Reach::Sector);
        let across = across.zip(known.and_then(|id| street_of(units, id)).map(below));
        Area { role: self.role, units: known.filter(|_| is_placed).map(below).unwrap_or_default(), across }
    }
}

/// The street that a unit belongs to; none for a unit outside every street, which then reaches only itself.
fn street_of(units: &[OrgUnit], id: Uuid) -> Option<Uuid> {
    let mut next = Some(id);
    // no tree is so deep; one that goes round in a circle ends too
    for _ in 0..units.len() {
        let unit = units.iter().find(|unit| Some(unit.id) == next)?;
        if unit.kind == UnitKind::Street {
            return Some(unit.id);
        }
        next = unit.parent;
    }
    None
}

/// The areas of the posts that are held on a day.
pub fn areas(posts: &[Post], units: &[OrgUnit], day: NaiveDate) -> Vec<Area> {
    posts.iter().filter(|post| post.is_held_on(day)).map(|post| post.area(units)).collect()
}

impl Area {
    pub(super) fn covers(&self, user_id: Uuid, subject: &Subject<'_>) -> bool {
        // what lies at no unit, such as a sheet on its way in, is its author's
        if subject.unit.is_none() && subject.entered_by == Some(user_id) {
            return true;
        }
        let lies_in = |units: &BTreeSet<Uuid>| subject.unit.is_some_and(|unit| units.contains(&unit));
        let is_across = |(sector, units): &(String, BTreeSet<Uuid>)| {
            subject.sector == Some(sector.as_str()) && lies_in(units)
        };
        match self.role.reach() {
            Reach::Everything => true,
            Reach::Territory => lies_in(&self.units),
            Reach::Sector => lies_in(&self.units) || self.across.as_ref().is_some_and(is_across),
            Reach::Own => subject.entered_by == Some(user_id),
        }
    }
}

/// Whether a person may do something to something. What one post gives, no other post takes away; what one post lets be
/// seen, another does not let be changed.
pub fn decide(areas: &[Area], user_id: Uuid, verb: Verb, subject: &Subject<'_>) -> Decision {
    let gives = |verb: Verb| {
        areas.iter().any(|area| area.role.verbs().contains(&verb) && area.covers(user_id, subject))
    };
    if gives(verb) {
        Decision::Allowed
    } else if gives(Verb::See) {
        Decision::Seen
    } else {
        Decision::Unseen
    }
}
