//! Units 单位: a tree whose names and places hold for a time.

mod code;
mod history;
mod names;

pub use code::carried_code;
pub use history::{Change, Changed, Past, Reform, UnitChange};
pub use names::{guess_kind, is_collective, is_proposed, normalized, street_of_issuer};

use crate::words::words;
use chrono::NaiveDate;
use std::collections::HashMap;
use thiserror::Error;
use uuid::Uuid;

words! {
    /// What a unit is.
    UnitKind {
        /// 街道、乡镇.
        Street = "street",
        /// 部门、站所.
        Department = "department",
        /// 社区、村.
        Community = "community",
        /// 工作点.
        WorkPoint = "work-point",
        /// 网格: lies in a community.
        Grid = "grid",
        /// 专项整治组.
        Group = "group",
        /// Anything else.
        Other = "other",
    }
}

/// One unit 单位.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgUnit {
    /// Identity; a renamed unit keeps it.
    pub id: Uuid,
    /// The unit above.
    pub parent: Option<Uuid>,
    /// Sort.
    pub kind: UnitKind,
    /// Name.
    pub name: String,
    /// Region code 区划代码 of a place, where it has one: 12 digits, of a grid 15.
    pub region_code: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; open when absent.
    pub valid_to: Option<NaiveDate>,
    /// Grows with each write; a write carries the one it read.
    pub version: i64,
}

/// Why a unit cannot be as asked.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum OrgError {
    /// No name, or one of over 60 characters.
    #[error("a unit's name has 1 to 60 characters")]
    BadName,
    /// Another unit of this name stands under the same parent.
    #[error("{0} stands there already")]
    NameTaken(String),
    /// It ends before it begins.
    #[error("the last day is before the first")]
    EndsBeforeItBegins,
    /// A change is entered when it takes effect, not before.
    #[error("the change takes effect after today")]
    NotYet,
    /// One of the units does not stand on the day, or would end before it begins.
    #[error("one of the units does not stand on that day")]
    NotStanding,
    /// Something became of the unit on a later day.
    #[error("the unit was changed on a later day")]
    OutOfOrder,
    /// A unit would lie in itself.
    #[error("a unit cannot lie in itself")]
    Circle,
    /// It is so already.
    #[error("the unit is so already")]
    Same,
    /// No code, or none of the form that the kind of unit has.
    #[error("no region code of such a unit")]
    BadCode,
    /// Another unit has the code at the time.
    #[error("{0} has the region code")]
    CodeTaken(String),
    /// The place would lie elsewhere than the unit above it.
    #[error("the codes of what lies there begin with {0}")]
    CodeElsewhere(String),
    /// A new unit takes something of what lies right below the one that is split.
    #[error("the new unit takes nothing of what lies below the one that is split")]
    NothingTaken,
}

impl OrgError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadName => "unit.bad_name",
            Self::NameTaken(_) => "unit.name_taken",
            Self::EndsBeforeItBegins => "unit.ends_before_it_begins",
            Self::NotYet => "unit.not_yet",
            Self::NotStanding => "unit.not_standing",
            Self::OutOfOrder => "unit.out_of_order",
            Self::Circle => "unit.circle",
            Self::Same => "unit.same",
            Self::BadCode => "unit.bad_code",
            Self::CodeTaken(_) => "unit.code_taken",
            Self::CodeElsewhere(_) => "unit.code_elsewhere",
            Self::NothingTaken => "unit.nothing_taken",
        }
    }
}

impl OrgUnit {
    /// Whether it stands on a day; its first and last day count.
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Checks a unit beside the others that exist.
    ///
    /// # Errors
    /// See [`OrgError`].
    pub fn checked(self, others: &[Self]) -> Result<Self, OrgError> {
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 60 {
            return Err(OrgError::BadName);
        }
        if self.valid_to.is_some_and(|last| last < self.valid_from) {
            return Err(OrgError::EndsBeforeItBegins);
        }
        let overlaps = |other: &&Self| {
            other.valid_to.is_none_or(|last| self.valid_from <= last)
                && self.valid_to.is_none_or(|last| other.valid_from <= last)
        };
        let is_same_place = |other: &&Self| {
            other.id != self.id && other.parent == self.parent && normalized(&other.name) == normalized(&name)
        };
        if others.iter().filter(overlaps).any(|other| is_same_place(&other)) {
            return Err(OrgError::NameTaken(name));
        }
        let has_code = |other: &&Self| {
            other.id != self.id && self.region_code.is_some() && other.region_code == self.region_code
        };
        if let Some(other) = others.iter().filter(overlaps).find(has_code) {
            return Err(OrgError::CodeTaken(other.name.clone()));
        }
        Ok(Self { name, ..self })
    }
}

/// A unit and everything that lies in it, whenever it stood: what a unit was counts where it was.
pub fn territory(units: &[OrgUnit], root: Uuid) -> Vec<Uuid> {
    let mut below: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for unit in units {
        if let Some(parent) = unit.parent {
            below.entry(parent).or_default().push(unit.id);
        }
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(above) = found.get(next) {
        // each is taken once, so that a tree that goes round in a circle ends too
        found.extend(below.remove(above).unwrap_or_default().into_iter().filter(|id| *id != root));
        next += 1;
    }
    found
}

/// The units above one, the nearest first.
pub fn above(units: &[OrgUnit], id: Uuid) -> Vec<OrgUnit> {
    let of = |id: Uuid| units.iter().find(|unit| unit.id == id);
    let mut found: Vec<OrgUnit> = Vec::new();
    let mut next = of(id).and_then(|unit| unit.parent).and_then(of);
    // a tree that goes round in a circle ends too
    while let Some(unit) = next.filter(|unit| unit.id != id && found.iter().all(|known| known.id != unit.id))
    {
        found.push(unit.clone());
        next = unit.parent.and_then(of);
    }
    found
}

/// Whose figures a unit is measured by: its own territory, or for a department, which has none, that of the street it
/// belongs to; everything (nothing given) when it belongs to no street.
pub fn measured_by(units: &[OrgUnit], id: Uuid) -> Option<Uuid> {
    let of = |id: Uuid| units.iter().find(|unit| unit.id == id);
    let has_territory = |unit: &OrgUnit| {
        let is_place = matches!(
            unit.kind,
            UnitKind::Street | UnitKind::Community | UnitKind::WorkPoint | UnitKind::Grid
        );
        is_place || units.iter().any(|below| below.parent == Some(unit.id))
    };
    let mut next =
        of(id).filter(|unit| has_territory(unit)).map_or_else(|| of(id)?.parent, |unit| Some(unit.id));
    // no tree is so deep; one that goes round in a circle ends too
    for _ in 0..units.len() {
        let unit = of(next?)?;
        if unit.id == id || unit.kind == UnitKind::Street {
            return Some(unit.id);
        }
        next = unit.parent;
    }
    None
}

/// Of several units those that lie in no other of them, each once: what they hold can be added up and nothing counts twice.
pub fn apart(units: &[OrgUnit], ids: &[Uuid]) -> Vec<Uuid> {
    let lies_in_another =
        |id: Uuid| ids.iter().any(|other| *other != id && territory(units, *other).contains(&id));
    let mut found: Vec<Uuid> = ids.iter().copied().filter(|id| !lies_in_another(*id)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn unit(id: u128, name: &str) -> OrgUnit {
        OrgUnit {
            id: Uuid::from_u128(id),
            parent: None,
            kind: UnitKind::Department,
            name: name.into(),
            region_code: None,
            valid_from: day("2026-01-01"),
            valid_to: None,
            version: 0,
        }
    }

    #[test]
    fn a_unit_stands_on_its_first_and_its_last_day() {
        let unit = OrgUnit { valid_to: Some(day("2026-06-30")), ..unit(1, "安办") };
        assert!(unit.is_valid_on(day("2026-01-01")) && unit.is_valid_on(day("2026-06-30")));
        assert!(!unit.is_valid_on(day("2025-12-31")) && !unit.is_valid_on(day("2026-07-01")));
    }

    #[test]
    fn two_units_of_one_name_stand_side_by_side_only_one_after_the_other() {
        let old =
            OrgUnit { valid_to: Some(day("2025-12-31")), valid_from: day("2020-01-01"), ..unit(1, "安办") };
        assert!(unit(2, " 安 办").checked(std::slice::from_ref(&old)).is_ok());
        let still = OrgUnit { valid_to: Some(day("2026-01-01")), ..old };
        assert_eq!(unit(2, "安办").checked(&[still]), Err(OrgError::NameTaken("安办".into())));
    }

    #[test]
    fn bad_names_and_dates_are_refused() {
        assert_eq!(unit(1, "  ").checked(&[]), Err(OrgError::BadName));
        assert_eq!(unit(1, &"字".repeat(61)).checked(&[]), Err(OrgError::BadName));
        assert!(unit(1, &"字".repeat(60)).checked(&[]).is_ok());
        let backwards = OrgUnit { valid_to: Some(day("2025-12-31")), ..unit(1, "安办") };
        assert_eq!(backwards.checked(&[]), Err(OrgError::EndsBeforeItBegins));
    }

    #[test]
    fn a_department_is_measured_by_its_street_and_a_community_by_itself() {
        let under = |id, parent: Option<u128>, kind| OrgUnit {
            parent: parent.map(Uuid::from_u128),
            kind,
            ..unit(id, "单位")
        };
        let units = [
            under(1, None, UnitKind::Street),
            under(2, Some(1), UnitKind::Department),
            under(3, Some(1), UnitKind::Other),
            under(4, Some(3), UnitKind::Community),
            under(5, None, UnitKind::Department),
        ];
        let measured = |id| measured_by(&units, Uuid::from_u128(id)).map(|id| id.as_u128());
        assert_eq!([1, 2, 3, 4, 5, 9].map(measured), [Some(1), Some(1), Some(3), Some(4), None, None]);
    }

    #[test]
    fn a_street_and_its_communities_are_added_up_once() {
        let under =
            |id, parent: Option<u128>| OrgUnit { parent: parent.map(Uuid::from_u128), ..unit(id, "单位") };
        let units = [under(1, None), under(2, Some(1)), under(3, Some(1)), under(4, Some(3)), under(5, None)];
        let of = |ids: &[u128]| {
            let ids: Vec<Uuid> = ids.iter().copied().map(Uuid::from_u128).collect();
            apart(&units, &ids).into_iter().map(|id| id.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(of(&[2, 1, 3]), [1]);
        assert_eq!(of(&[3, 2, 4, 2]), [2, 3]);
        assert_eq!(of(&[4, 5]), [4, 5]);
        assert_eq!(of(&[]), [0_u128; 0]);
    }
}
