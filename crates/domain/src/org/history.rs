//! What became of units 单位沿革: renamed, moved, merged, split. What happened before is read by the tree of its day.

use super::{OrgError, OrgUnit, territory};
use crate::words::words;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

words! {
    /// What became of a unit 变动.
    Change {
        /// 更名.
        Renamed = "renamed",
        /// 划转: another unit above it.
        Moved = "moved",
        /// 撤并: it ended, and another answers for what it leaves open.
        Merged = "merged",
        /// 拆分: it gave a part of itself to a new unit.
        Split = "split",
    }
}

/// One change of one unit, with what it was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitChange {
    /// Identity, in the order in which changes were entered.
    pub id: Uuid,
    /// Which unit.
    pub unit: Uuid,
    /// What became of it.
    pub what: Change,
    /// First day on which it is so.
    pub effect_on: NaiveDate,
    /// Name until the day before.
    pub name_before: String,
    /// The unit above until the day before.
    pub parent_before: Option<Uuid>,
    /// The other one: it goes on, or is new.
    pub other: Option<Uuid>,
    /// The paper that says so 依据.
    pub basis: String,
}

/// The tree of today and all that changed it, to look at the tree of any day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    units: Vec<OrgUnit>,
    /// In the order of their days, and of one day in the order they were entered.
    changes: Vec<UnitChange>,
}

impl Past {
    /// Of the units as they are and what became of them.
    pub fn new(units: Vec<OrgUnit>, mut changes: Vec<UnitChange>) -> Self {
        changes.sort_by_key(|change| (change.effect_on, change.id));
        Self { units, changes }
    }

    /// The units as they are.
    pub fn units(&self) -> &[OrgUnit] {
        &self.units
    }

    /// The units with the names and places of a day.
    pub fn on(&self, day: NaiveDate) -> Vec<OrgUnit> {
        self.without(self.changes.iter().filter(|change| day < change.effect_on))
    }

    /// The units as they were known when something else was entered, whose identity stands in one order with those of changes;
    /// nothing when no change was entered since.
    pub fn known_before(&self, id: Uuid) -> Option<Vec<OrgUnit>> {
        let mut later: Vec<&UnitChange> = self.changes.iter().filter(|change| id < change.id).collect();
        later.sort_by_key(|change| change.id);
        (!later.is_empty()).then(|| self.without(later.into_iter()))
    }

    /// The units before these changes, the first of each unit first.
    fn without<'c>(&self, changes: impl Iterator<Item = &'c UnitChange>) -> Vec<OrgUnit> {
        let mut first: BTreeMap<Uuid, &UnitChange> = BTreeMap::new();
        for change in changes {
            first.entry(change.unit).or_insert(change);
        }
        let as_it_was = |unit: &OrgUnit| match first.get(&unit.id) {
            Some(change) => {
                OrgUnit { name: change.name_before.clone(), parent: change.parent_before, ..unit.clone() }
            }
            None => unit.clone(),
        };
        self.units.iter().map(as_it_was).collect()
    }

    /// A unit and what lay in it on a day.
    pub fn territory(&self, root: Uuid, day: NaiveDate) -> Vec<Uuid> {
        territory(&self.on(day), root)
    }

    /// The sums of which units, each with its sign, make up what lay in a unit on a day. Sums are kept by the tree of today, each
    /// with all that lies below: what came later is taken off again, and what went is added. Of what never moved it is the unit's
    /// own sum.
    pub fn sums(&self, root: Uuid, day: NaiveDate) -> Vec<(Uuid, i64)> {
        let has_moved = self.changes.iter().any(|change| day < change.effect_on);
        if root.is_nil() || !has_moved {
            return vec![(root, 1)];
        }
        let then: BTreeSet<Uuid> = self.territory(root, day).into_iter().collect();
        // a unit's own part is its sum less those of what lies right below it, so that inside only the edges are left
        let sign = |unit: &OrgUnit| {
            let above = unit.parent.is_some_and(|parent| then.contains(&parent));
            i64::from(then.contains(&unit.id)) - i64::from(above)
        };
        let signed = self.units.iter().map(|unit| (unit.id, sign(unit)));
        signed.filter(|(_, sign)| *sign != 0).collect()
    }
}

/// How units are changed on a day, by a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reform {
    /// First day on which it is so.
    pub effect_on: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// The paper that says so 依据.
    pub basis: String,
}

/// A unit as it is now, and what became of it.
pub type Changed = (OrgUnit, UnitChange);

impl Reform {
    fn change(&self, unit: &OrgUnit, what: Change, other: Option<Uuid>) -> UnitChange {
        UnitChange {
            id: Uuid::nil(),
            unit: unit.id,
            what,
            effect_on: self.effect_on,
            name_before: unit.name.clone(),
            parent_before: unit.parent,
            other,
            basis: self.basis.trim().to_owned(),
        }
    }

    /// A unit that may be changed: it stands, and nothing became of it on a later day.
    fn subject<'u>(&self, past: &'u Past, id: Uuid) -> Result<&'u OrgUnit, OrgError> {
        let unit = past.units.iter().find(|unit| unit.id == id).ok_or(OrgError::NotStanding)?;
        if self.today < self.effect_on {
            return Err(OrgError::NotYet);
        }
        if !unit.is_valid_on(self.effect_on) || unit.valid_to.is_some_and(|last| last < self.today) {
            return Err(OrgError::NotStanding);
        }
        if past.changes.iter().any(|change| change.unit == id && self.effect_on < change.effect_on) {
            return Err(OrgError::OutOfOrder);
        }
        Ok(unit)
    }

    fn moved(&self, past: &Past, id: Uuid, parent: Option<Uuid>, what: Change) -> Result<Changed, OrgError> {
        let unit = self.subject(past, id)?;
        if let Some(parent) = parent {
            self.subject(past, parent)?;
            if territory(&past.units, id).contains(&parent) {
                return Err(OrgError::Circle);
            }
        }
        let new = OrgUnit { parent, ..unit.clone() }.checked(&past.units)?;
        Ok((new, self.change(unit, what, parent)))
    }

    /// Another name 更名; the unit is the same.
    ///
    /// # Errors
    /// When the name is bad, taken or the same, or the unit may not be changed on that day.
    pub fn renamed(&self, past: &Past, id: Uuid, name: &str) -> Result<Changed, OrgError> {
        let unit = self.subject(past, id)?;
        let new = OrgUnit { name: name.to_owned(), ..unit.clone() }.checked(&past.units)?;
        if new.name == unit.name {
            Err(OrgError::Same)
        } else {
            Ok((new, self.change(unit, Change::Renamed, None)))
        }
    }

    /// Another unit above it 划转.
    ///
    /// # Errors
    /// When it lies there already, one would lie in itself, or either may not be changed on that day.
    pub fn moved_to(&self, past: &Past, id: Uuid, parent: Option<Uuid>) -> Result<Changed, OrgError> {
        if self.subject(past, id)?.parent == parent {
            return Err(OrgError::Same);
        }
        self.moved(past, id, parent, Change::Moved)
    }

    /// 撤并: a unit ends on the day before and lies from then on in the one that goes on, which so sees and answers for all that is
    /// left open; what lay right below lies right below that one.
    ///
    /// # Errors
    /// When they are one, one lies in the other, or either may not be changed on that day.
    pub fn merged(&self, past: &Past, id: Uuid, into: Uuid) -> Result<Vec<Changed>, OrgError> {
        let (mut gone, change) = self.moved(past, id, Some(into), Change::Merged)?;
        let last = self.effect_on.pred_opt().filter(|last| gone.valid_from <= *last);
        gone.valid_to = Some(last.ok_or(OrgError::NotStanding)?);
        let mut all = vec![(gone, change)];
        let stands = |unit: &&OrgUnit| unit.parent == Some(id) && unit.is_valid_on(self.effect_on);
        for unit in past.units.iter().filter(stands) {
            all.push(self.moved(past, unit.id, Some(into), Change::Moved)?);
        }
        Ok(all)
    }

    /// 拆分: a new unit beside one takes some of what lies right below it.
    ///
    /// # Errors
    /// When nothing is taken or what is taken lies elsewhere, the name is bad or taken, or one may not be changed on that day.
    pub fn split(
        &self,
        past: &Past,
        id: Uuid,
        new: OrgUnit,
        taken: &[Uuid],
    ) -> Result<(OrgUnit, Vec<Changed>), OrgError> {
        let old = self.subject(past, id)?;
        let new = OrgUnit {
            parent: old.parent,
            kind: old.kind,
            // the code stays with the one that is split
            region_code: None,
            valid_from: self.effect_on,
            ..new
        };
        let new = new.checked(&past.units)?;
        let lies_below =
            |id: &Uuid| past.units.iter().any(|unit| unit.id == *id && unit.parent == Some(old.id));
        if taken.is_empty() || !taken.iter().all(lies_below) {
            return Err(OrgError::NothingTaken);
        }
        let mut all = vec![(old.clone(), self.change(old, Change::Split, Some(new.id)))];
        for id in taken {
            let unit = self.subject(past, *id)?;
            let moved = OrgUnit { parent: Some(new.id), ..unit.clone() };
            all.push((moved, self.change(unit, Change::Moved, Some(new.id))));
        }
        Ok((new, all))
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
