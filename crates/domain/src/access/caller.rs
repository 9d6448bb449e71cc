//! The person behind a request: what the posts of the day let them see and do.

use super::post::{Area, Decision, Post, Reach, Subject, areas, decide};
use super::{Role, Verb};
use crate::org::OrgUnit;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;
use uuid::Uuid;

/// The person behind a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Account.
    pub user_id: Uuid,
    /// Shown name.
    pub name: String,
    /// Posts that are held at the moment.
    pub posts: Vec<Post>,
    areas: Vec<Area>,
    sight: Sight,
}

/// How far a person sees 可见范围: what lists are narrowed by before each thing in them is decided, so that what lies
/// outside is not even read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// Whatever lies at a unit.
    Everything,
    /// What fits one of these.
    Within {
        /// Units wherein every sector is seen.
        units: Vec<Uuid>,
        /// Sectors, and the units across which each is seen.
        across: Vec<(String, Vec<Uuid>)>,
        /// The person, when what they entered themselves is seen.
        own: Option<Uuid>,
    },
}

/// The caller may not do it. Code `access.forbidden`.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{name} may not {}", verb.as_str())]
pub struct Forbidden {
    /// Who.
    pub name: String,
    /// What.
    pub verb: Verb,
}

impl Forbidden {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        "access.forbidden"
    }
}

impl Caller {
    /// A person with the posts that count on a day among the units that there are.
    pub fn new(user_id: Uuid, name: String, posts: &[Post], units: &[OrgUnit], day: NaiveDate) -> Self {
        let areas = areas(posts, units, day);
        let posts = posts.iter().filter(|post| post.is_held_on(day)).cloned().collect();
        let sight = sight(&areas, user_id, units);
        Self { user_id, name, posts, areas, sight }
    }

    /// The roles that the caller has at the moment.
    pub fn roles(&self) -> Vec<Role> {
        self.posts.iter().map(|post| post.role).collect()
    }

    /// The roles that count for one thing: a head of one community is nobody in the next.
    pub fn roles_for(&self, subject: &Subject<'_>) -> Vec<Role> {
        let counts = self.areas.iter().filter(|area| area.covers(self.user_id, subject));
        counts.map(|area| area.role).collect()
    }

    /// Whether the caller may do it somewhere: for what lies at no unit.
    ///
    /// # Errors
    /// [`Forbidden`] when not.
    pub fn may(&self, verb: Verb) -> Result<(), Forbidden> {
        let allowed = self.posts.iter().any(|post| post.role.verbs().contains(&verb));
        if allowed { Ok(()) } else { Err(self.forbidden(verb)) }
    }

    /// Whether the caller may do it to something that everybody sees, such as a unit.
    ///
    /// # Errors
    /// [`Forbidden`] when not.
    pub fn may_at(&self, verb: Verb, unit: Option<Uuid>) -> Result<(), Forbidden> {
        let subject = Subject { unit, sector: None, entered_by: None };
        if self.decide(verb, &subject) == Decision::Allowed { Ok(()) } else { Err(self.forbidden(verb)) }
    }

    /// What the caller is to be told of something. See [`decide`].
    pub fn decide(&self, verb: Verb, subject: &Subject<'_>) -> Decision {
        decide(&self.areas, self.user_id, verb, subject)
    }

    /// That the caller may not do it.
    pub fn forbidden(&self, verb: Verb) -> Forbidden {
        Forbidden { name: self.name.clone(), verb }
    }

    /// How far the caller sees.
    pub const fn sight(&self) -> &Sight {
        &self.sight
    }

    /// Whether every sector of a unit is seen, and with it what sums up the unit.
    pub fn sees_all_of(&self, unit: Uuid) -> bool {
        match &self.sight {
            Sight::Everything => true,
            Sight::Within { units, .. } => units.binary_search(&unit).is_ok(),
        }
    }

    /// Whether one sector of a unit is seen.
    pub fn sees_sector_of(&self, sector: &str, unit: Uuid) -> bool {
        let is_across =
            |(code, units): &(String, Vec<Uuid>)| code == sector && units.binary_search(&unit).is_ok();
        self.sees_all_of(unit)
            || matches!(&self.sight, Sight::Within { across, .. } if across.iter().any(is_across))
    }
}

fn sight(areas: &[Area], user_id: Uuid, all: &[OrgUnit]) -> Sight {
    let seeing = || areas.iter().filter(|area| area.role.verbs().contains(&Verb::See));
    let units: BTreeSet<Uuid> = seeing().flat_map(|area| area.units.iter().copied()).collect();
    // who holds a post at the only street there is sees everything, and no list has to be narrowed
    let is_all = !all.is_empty() && all.iter().all(|unit| units.contains(&unit.id));
    if is_all || seeing().any(|area| area.role.reach() == Reach::Everything) {
        return Sight::Everything;
    }
    let mut across: BTreeMap<String, BTreeSet<Uuid>> = BTreeMap::new();
    for (sector, units) in seeing().filter_map(|area| area.across.as_ref()) {
        across.entry(sector.clone()).or_default().extend(units);
    }
    let own = seeing().any(|area| area.role.reach() == Reach::Own).then_some(user_id);
    let sorted = |units: BTreeSet<Uuid>| units.into_iter().collect::<Vec<_>>();
    let across = across.into_iter().map(|(sector, units)| (sector, sorted(units))).collect();
    Sight::Within { units: sorted(units), across, own }
}
