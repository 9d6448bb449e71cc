//! Duty lists 权责清单: who approves, supervises and answers for what, and what is wrong with all lists taken together.

use crate::org::{OrgUnit, UnitKind, above, normalized};
use crate::target::{Target, TargetState, UnitRole};
use crate::words::words;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

words! {
    /// How a unit takes part in a matter 承担方式.
    DutyPart {
        /// 牵头.
        Lead = "lead",
        /// 配合.
        Assist = "assist",
    }
}

words! {
    /// Where a matter stands in the list of what townships and streets do 乡镇（街道）履行职责事项清单.
    Listing {
        /// 基本履职: theirs.
        Basic = "basic",
        /// 配合履职: a superior's, with their help.
        Assist = "assist",
        /// 上级收回: a superior's alone.
        Recalled = "recalled",
    }
}

/// One matter of one unit's duty list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyItem {
    /// Its record.
    pub id: Uuid,
    /// The unit that it lies with.
    pub unit: Uuid,
    /// What is to be done.
    pub matter: String,
    /// How the unit takes part.
    pub part: DutyPart,
    /// Its place in the township list; nothing when it stands in none.
    pub listing: Option<Listing>,
    /// Sector.
    pub sector: Option<String>,
    /// Names or codes of the registers that the unit keeps for it.
    pub registers: Vec<String>,
}

/// One matter that several units lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The matter, as the first of them puts it.
    pub matter: String,
    /// The items, in the order they came.
    pub items: Vec<Uuid>,
}

words! {
    /// Why a matter should not lie with a street or what belongs to it.
    PushedDown {
        /// A superior took it back.
        Recalled = "recalled",
        /// They are to help with it, and lead it here.
        LeadsWhatItAssists = "leads-what-it-assists",
        /// The township list does not know it.
        NotListed = "not-listed",
    }
}

/// A register and the sector that its records belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRegister {
    /// Code.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Sector of every record, where the register gives one.
    pub sector: Option<String>,
    /// The sector comes from the site that a record names.
    pub follows_site: bool,
}

/// The registers that a person named in one field: parted by commas, 、 or ；.
pub fn register_names(text: &str) -> Vec<String> {
    let parts = text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Matters that two or more units lead under one superior: 多头管理. Communities, grids and work points are left out, since each does
/// the same in its own place.
pub fn overlaps(items: &[DutyItem], units: &[OrgUnit]) -> Vec<Overlap> {
    let mut led: BTreeMap<(Option<Uuid>, String), Vec<&DutyItem>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.part == DutyPart::Lead) {
        let Some(unit) = units.iter().find(|unit| unit.id == item.unit) else { continue };
        let superior = match unit.kind {
            UnitKind::Community | UnitKind::WorkPoint | UnitKind::Grid => continue,
            UnitKind::Street => Some(unit.id),
            UnitKind::Department | UnitKind::Group | UnitKind::Other => unit.parent,
        };
        led.entry((superior, normalized(&item.matter))).or_default().push(item);
    }
    let is_shared =
        |items: &Vec<&DutyItem>| items.iter().map(|item| item.unit).collect::<BTreeSet<_>>().len() > 1;
    let shared = led.into_values().filter(is_shared);
    let overlap = |items: Vec<&DutyItem>| Overlap {
        matter: items.first().map(|item| item.matter.clone()).unwrap_or_default(),
        items: items.iter().map(|item| item.id).collect(),
    };
    shared.map(overlap).collect()
}

/// Matters that lie with a street, or with what belongs to it, against the township list: a department hands down what is its own
/// (整治形式主义为基层减负若干规定). Departments of a county are no part of a street.
pub fn pushed_down(items: &[DutyItem], units: &[OrgUnit]) -> Vec<(Uuid, PushedDown)> {
    let reason = |item: &DutyItem| match (item.listing, item.part) {
        (Some(Listing::Recalled), _) => Some(PushedDown::Recalled),
        (Some(Listing::Assist), DutyPart::Lead) => Some(PushedDown::LeadsWhatItAssists),
        (None, _) => Some(PushedDown::NotListed),
        (Some(Listing::Basic | Listing::Assist), _) => None,
    };
    let of_a_street = |id: Uuid| {
        let is_street = |unit: &OrgUnit| unit.kind == UnitKind::Street;
        units.iter().any(|unit| unit.id == id && is_street(unit)) || above(units, id).iter().any(is_street)
    };
    let here = items.iter().filter(|item| of_a_street(item.unit));
    here.filter_map(|item| reason(item).map(|reason| (item.id, reason))).collect()
}

/// Of the sectors in use those that no unit leads.
pub fn ownerless_sectors(items: &[DutyItem], in_use: &[String]) -> Vec<String> {
    let is_led = |sector: &&String| {
        items.iter().any(|item| item.part == DutyPart::Lead && item.sector.as_ref() == Some(*sector))
    };
    in_use.iter().filter(|sector| !is_led(sector)).cloned().collect()
}

/// Registers in use that nobody answers for: no item names them, and no unit leads their sector. Records of one that follows the site
/// are their site's sector's.
pub fn ownerless_registers(items: &[DutyItem], in_use: &[KeptRegister]) -> Vec<String> {
    let is_named = |register: &KeptRegister| {
        items
            .iter()
            .flat_map(|item| &item.registers)
            .any(|name| *name == register.code || normalized(name) == normalized(&register.name))
    };
    let is_led = |register: &KeptRegister| match &register.sector {
        Some(sector) => ownerless_sectors(items, std::slice::from_ref(sector)).is_empty(),
        None => register.follows_site,
    };
    let ownerless = in_use.iter().filter(|register| !is_named(register) && !is_led(register));
    ownerless.map(|register| register.code.clone()).collect()
}

/// Names of registers that stand for none, with the item that has them.
pub fn unknown_registers(items: &[DutyItem], known: &[KeptRegister]) -> Vec<(Uuid, String)> {
    let is_known = |name: &String| {
        known.iter().any(|register| *name == register.code || normalized(name) == normalized(&register.name))
    };
    let of = |item: &DutyItem| {
        let unknown = item.registers.iter().filter(|name| !is_known(name)).cloned();
        unknown.map(|name| (item.id, name)).collect::<Vec<_>>()
    };
    items.iter().flat_map(of).collect()
}

/// Accepted targets that nobody answers for on a day: no unit leads them or has them in its territory, or each that did is gone.
pub fn ownerless_targets<'t>(targets: &'t [Target], units: &[OrgUnit], day: NaiveDate) -> Vec<&'t Target> {
    let stands = |id: Uuid| units.iter().any(|unit| unit.id == id && unit.is_valid_on(day));
    let is_owned = |target: &&Target| {
        target.assignments.iter().any(|assignment| {
            matches!(assignment.role, UnitRole::Lead | UnitRole::Territorial)
                && assignment.unit_id.is_some_and(stands)
        })
    };
    let accepted = targets.iter().filter(|target| target.state == TargetState::Accepted);
    accepted.filter(|target| !is_owned(target)).collect()
}

/// How a unit takes part by the verb of a sentence: who helps does not lead.
pub fn part_of_verb(verb: &str) -> DutyPart {
    if matches!(verb, "配合" | "协助") { DutyPart::Assist } else { DutyPart::Lead }
}

/// Name of an item made of a sentence: one that is too long for a list ends in an ellipsis, its whole stands in the content.
pub fn matter_of(sentence: &str) -> String {
    const MOST: usize = 100;
    let sentence = sentence.trim().trim_end_matches(['。', '；', '，', ';', ',']);
    if sentence.chars().count() <= MOST {
        return sentence.to_owned();
    }
    sentence.chars().take(MOST - 1).chain(['…']).collect()
}

#[cfg(test)]
#[path = "duty_tests.rs"]
mod tests;
