//! Lines of leaders 分管、挂钩: which sectors one is in charge of, which communities one is linked to, and who so answers for what.

use super::{Post, Role};
use crate::org::{OrgUnit, territory};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use thiserror::Error;
use uuid::Uuid;

/// What a line is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Charge {
    /// 分管: a sector, across the place of the post. Code.
    Sector(String),
    /// 挂钩、包保: a place with all that lies in it.
    Place(Uuid),
}

/// A line 分管领域、挂钩社区 of a post, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Identity.
    pub id: Uuid,
    /// The post that it belongs to.
    pub post: Uuid,
    /// What it is of.
    pub charge: Charge,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; open when absent.
    pub valid_to: Option<NaiveDate>,
}

/// Why a line cannot be as asked.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum LineError {
    /// Only a leader's post has lines.
    #[error("only a leader's post has lines")]
    NoLeader,
    /// The place lies outside that of the post, or does not stand.
    #[error("the place does not lie in that of the post")]
    Elsewhere,
    /// There is no such sector.
    #[error("there is no such sector")]
    NoSuchSector,
    /// The post has this line at the time.
    #[error("the post has this line already")]
    HeldAlready,
    /// It ends before it begins, or outlasts the post.
    #[error("the days do not fit those of the post")]
    WrongDays,
}

impl LineError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoLeader => "charge.no_leader",
            Self::Elsewhere => "charge.elsewhere",
            Self::NoSuchSector => "charge.no_such_sector",
            Self::HeldAlready => "charge.held_already",
            Self::WrongDays => "charge.wrong_days",
        }
    }
}

impl Role {
    /// Whether a post of the role has lines.
    pub fn has_lines(self) -> bool {
        self == Self::Leader
    }
}

impl Line {
    /// Whether it is held on a day; its first and last day count.
    pub fn is_held_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Checks a line that is to be given to a post, beside those that the post has. Whether there is the sector is the caller's to
    /// know.
    ///
    /// # Errors
    /// See [`LineError`].
    pub fn checked(self, post: &Post, held: &[Self], units: &[OrgUnit]) -> Result<Self, LineError> {
        if !post.role.has_lines() {
            return Err(LineError::NoLeader);
        }
        if let Charge::Place(place) = &self.charge {
            let lies_there = post.unit.is_some_and(|unit| territory(units, unit).contains(place));
            let stands = units.iter().any(|unit| unit.id == *place && unit.is_valid_on(self.valid_from));
            if !lies_there || !stands {
                return Err(LineError::Elsewhere);
            }
        }
        let is_outlasting = post.valid_to.is_some_and(|last| last < self.valid_from);
        if self.valid_to.is_some_and(|last| last < self.valid_from) || is_outlasting {
            return Err(LineError::WrongDays);
        }
        let overlaps = |other: &&Self| {
            other.valid_to.is_none_or(|last| self.valid_from <= last)
                && self.valid_to.is_none_or(|last| other.valid_from <= last)
        };
        let is_same = |other: &Self| other.post == self.post && other.charge == self.charge;
        if held.iter().filter(overlaps).any(is_same) { Err(LineError::HeldAlready) } else { Ok(self) }
    }
}

/// How somebody answers for a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// 挂钩: linked to the place where it lies.
    Linked,
    /// 分管: in charge of its sector.
    InCharge,
}

impl Tie {
    /// The word in interfaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::InCharge => "in-charge",
        }
    }
}

/// What the lines of one person cover on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The places that one is linked to, each with all that lies in it.
    linked: BTreeSet<Uuid>,
    /// The sectors that one is in charge of, and where.
    across: Vec<(String, BTreeSet<Uuid>)>,
}

impl Lines {
    /// The lines that count on a day, of posts that are held on it; nothing for who has none.
    pub fn of(posts: &[Post], lines: &[Line], units: &[OrgUnit], day: NaiveDate) -> Option<Self> {
        let mut found = Self { linked: BTreeSet::new(), across: Vec::new() };
        for line in lines.iter().filter(|line| line.is_held_on(day)) {
            let Some(post) = posts.iter().find(|post| post.id == line.post && post.is_held_on(day)) else {
                continue;
            };
            match (&line.charge, post.unit) {
                (Charge::Place(place), _) => found.linked.extend(territory(units, *place)),
                (Charge::Sector(sector), Some(unit)) => {
                    found.across.push((sector.clone(), territory(units, unit).into_iter().collect()));
                }
                (Charge::Sector(_), None) => {}
            }
        }
        (!found.linked.is_empty() || !found.across.is_empty()).then_some(found)
    }

    /// How they cover what lies at a unit and is of a sector; the nearer tie where both do.
    pub fn cover(&self, unit: Uuid, sector: Option<&str>) -> Option<Tie> {
        let is_of =
            |(code, units): &(String, BTreeSet<Uuid>)| sector == Some(code.as_str()) && units.contains(&unit);
        if self.linked.contains(&unit) {
            Some(Tie::Linked)
        } else if self.across.iter().any(is_of) {
            Some(Tie::InCharge)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::UnitKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn units() -> Vec<OrgUnit> {
        let unit = |id: u128, parent: Option<u128>, kind| OrgUnit {
            id: Uuid::from_u128(id),
            parent: parent.map(Uuid::from_u128),
            kind,
            name: format!("单位{id}"),
            region_code: None,
            valid_from: day("2026-01-01"),
            valid_to: None,
            version: 0,
        };
        vec![
            unit(1, None, UnitKind::Street),
            unit(2, Some(1), UnitKind::Community),
            unit(3, Some(2), UnitKind::Grid),
            unit(4, Some(1), UnitKind::Community),
            unit(5, None, UnitKind::Street),
        ]
    }

    fn leader() -> Post {
        let post = Post::at_no_unit(Uuid::from_u128(30), Role::Leader, day("2026-01-01"));
        Post { unit: Some(Uuid::from_u128(1)), ..post }
    }

    fn line(charge: Charge) -> Line {
        let (id, post) = (Uuid::from_u128(40), Uuid::from_u128(30));
        Line { id, post, charge, valid_from: day("2026-03-01"), valid_to: Some(day("2026-06-30")) }
    }

    fn place(id: u128) -> Charge {
        Charge::Place(Uuid::from_u128(id))
    }

    #[test]
    fn a_linked_community_covers_its_grids_and_a_sector_all_of_the_street() {
        let lines = [line(place(2)), line(Charge::Sector("fire".into()))];
        let of = |on| Lines::of(&[leader()], &lines, &units(), day(on));
        let cover =
            |unit: u128, sector| of("2026-03-01").expect("lines").cover(Uuid::from_u128(unit), sector);
        assert_eq!(cover(3, Some("fire")), Some(Tie::Linked), "the nearer tie");
        assert_eq!(cover(4, Some("fire")), Some(Tie::InCharge));
        assert_eq!([cover(4, Some("traffic")), cover(4, None), cover(5, Some("fire"))], [None, None, None]);
        assert!(of("2026-06-30").is_some(), "the last day counts");
        assert!(of("2026-02-28").is_none() && of("2026-07-01").is_none());
        let gone = Post { valid_to: Some(day("2026-03-31")), ..leader() };
        assert!(
            Lines::of(&[gone], &lines, &units(), day("2026-04-01")).is_none(),
            "a line ends with its post"
        );
    }

    #[test]
    fn a_line_belongs_to_a_leader_within_the_place_and_the_days_of_the_post() {
        let checked = |post: &Post, line: Line, held: &[Line]| line.checked(post, held, &units()).err();
        assert_eq!(checked(&leader(), line(place(3)), &[]), None);
        let clerk = Post { role: Role::Clerk, ..leader() };
        assert_eq!(checked(&clerk, line(place(2)), &[]), Some(LineError::NoLeader));
        assert_eq!(checked(&leader(), line(place(5)), &[]), Some(LineError::Elsewhere));
        assert_eq!(checked(&leader(), line(place(9)), &[]), Some(LineError::Elsewhere));
        let backwards = Line { valid_to: Some(day("2026-02-28")), ..line(place(2)) };
        assert_eq!(checked(&leader(), backwards, &[]), Some(LineError::WrongDays));
        let gone = Post { valid_to: Some(day("2026-02-28")), ..leader() };
        assert_eq!(checked(&gone, line(place(2)), &[]), Some(LineError::WrongDays));
        assert_eq!(checked(&leader(), line(place(2)), &[line(place(2))]), Some(LineError::HeldAlready));
        let next = Line { valid_from: day("2026-07-01"), valid_to: None, ..line(place(2)) };
        assert_eq!(checked(&leader(), next, &[line(place(2))]), None);
    }
}
