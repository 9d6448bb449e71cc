//! Units, and the names in a text that stand for them.

use crate::act::{Act, Thing};
use crate::error::AppError;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::org::{OrgUnit, UnitKind, guess_kind, is_collective, is_proposed, normalized};
use domain::target::{Assignment, Target, UnitRole};
use serde_json::json;
use store::Tx;
use uuid::Uuid;

/// A name that targets of a draft carry, and what it could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameInText {
    /// As written.
    pub text: String,
    /// Targets that carry it.
    pub count: usize,
    /// What it probably is.
    pub guess: UnitKind,
    /// Whether it stands for many units and is none itself.
    pub is_collective: bool,
    /// Whether a unit is proposed to be made of it.
    pub is_proposed: bool,
    /// The unit it is matched to, or would be: the one of the same name.
    pub unit_id: Option<Uuid>,
    /// Whether every target is matched already.
    pub is_matched: bool,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitChoice {
    /// A unit there is.
    Existing(Uuid),
    /// A new one.
    New {
        /// Its name.
        name: String,
        /// What it is.
        kind: UnitKind,
    },
}

/// What is entered of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitEntry {
    /// What it is.
    pub kind: UnitKind,
    /// Name.
    pub name: String,
    /// Region code, as somebody wrote it.
    pub region_code: Option<String>,
}

impl UnitEntry {
    /// A unit without a code.
    pub const fn of(kind: UnitKind, name: String) -> Self {
        Self { kind, name, region_code: None }
    }

    fn unit(self, id: Uuid, parent: Option<Uuid>, valid_from: NaiveDate) -> OrgUnit {
        let Self { kind, name, .. } = self;
        OrgUnit { id, parent, kind, name, region_code: None, valid_from, valid_to: None, version: 0 }
    }
}

/// The names of a draft's targets, in the order of the text.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn names_in_text(
    tx: &mut Tx,
    caller: &Caller,
    notice_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<NameInText>, AppError> {
    crate::notices::readable(tx, caller, notice_id).await?;
    let units = tx.units().await?;
    let mut found: Vec<NameInText> = Vec::new();
    for assignment in tx.targets_of(notice_id).await?.iter().flat_map(|target| &target.assignments) {
        match found.iter_mut().find(|name| name.text == assignment.unit_text) {
            Some(name) => {
                name.count += 1;
                name.is_matched &= assignment.unit_id.is_some();
            }
            None => {
                let same = |unit: &&OrgUnit| {
                    unit.is_valid_on(today) && normalized(&unit.name) == normalized(&assignment.unit_text)
                };
                found.push(NameInText {
                    text: assignment.unit_text.clone(),
                    count: 1,
                    guess: guess_kind(&assignment.unit_text),
                    is_collective: is_collective(&assignment.unit_text),
                    is_proposed: is_proposed(&assignment.unit_text),
                    unit_id: assignment.unit_id.or_else(|| units.iter().find(same).map(|unit| unit.id)),
                    is_matched: assignment.unit_id.is_some(),
                });
            }
        }
    }
    Ok(found)
}

/// What the names of a draft stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matching {
    /// Name of the street under which new units are made.
    pub street: Option<String>,
    /// Each name with its unit.
    pub choices: Vec<(String, UnitChoice)>,
    /// Names of units that the text does not have; they are made under the street too, and their kinds are guessed.
    pub more: Vec<String>,
    /// Whether the street itself answers for targets that name nobody: such a clause speaks of its issuer.
    pub is_street_for_unnamed: bool,
}

/// Matches names of a draft to units and makes the missing ones under the street, all in one go.
///
/// # Errors
/// When a name is bad or taken, a unit unknown, or the notice no draft.
pub async fn match_units(
    tx: &mut Tx,
    act: &Act,
    notice_id: Uuid,
    matching: Matching,
) -> Result<(), AppError> {
    act.caller.may(Verb::KeepUnits)?;
    let notice = crate::notices::readable(tx, &act.caller, notice_id).await?;
    notice.ensure_draft()?;
    // a unit named by a notice of this year answers for all of it
    let from = notice.year.and_then(|year| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, 1, 1));
    let from = from.unwrap_or_else(|| act.now.date_naive());
    let mut units = tx.units().await?;
    let Matching { street, choices, more, is_street_for_unnamed } = matching;
    let parent = match street {
        Some(name) => Some(found_or_made(tx, act, &mut units, None, &name, UnitKind::Street, from).await?),
        None => units.iter().find(|unit| unit.kind == UnitKind::Street).map(|unit| unit.id),
    };
    let mut matched: Vec<(String, Uuid)> = Vec::new();
    for (text, choice) in choices {
        let id = match choice {
            UnitChoice::Existing(id) if units.iter().any(|unit| unit.id == id) => id,
            UnitChoice::Existing(_) => return Err(AppError::NotFound("unit")),
            UnitChoice::New { name, kind } => {
                found_or_made(tx, act, &mut units, parent, &name, kind, from).await?
            }
        };
        matched.push((text, id));
    }
    for name in more {
        let kind = guess_kind(name.trim());
        found_or_made(tx, act, &mut units, parent, &name, kind, from).await?;
    }
    let street = units.iter().find(|unit| Some(unit.id) == parent).filter(|_| is_street_for_unnamed);
    for old in tx.targets_of(notice_id).await? {
        let mut new = with_units(&old, &matched);
        if let Some(street) = street.filter(|_| new.assignments.is_empty()) {
            let (unit_id, unit_text) = (Some(street.id), street.name.clone());
            new.assignments.push(Assignment { unit_id, unit_text, role: UnitRole::Lead });
        }
        if new.assignments != old.assignments {
            tx.save_target(&new).await?;
        }
    }
    let after = json!(matched.iter().map(|(text, id)| json!([text, id.to_string()])).collect::<Vec<_>>());
    act.record(tx, "notice.match_units", ("notice", notice_id), None, Some(after)).await
}

fn with_units(target: &Target, matched: &[(String, Uuid)]) -> Target {
    let bind = |assignment: &Assignment| {
        let unit = matched.iter().find(|(text, _)| *text == assignment.unit_text).map(|(_, id)| *id);
        Assignment { unit_id: unit.or(assignment.unit_id), ..assignment.clone() }
    };
    Target { assignments: target.assignments.iter().map(bind).collect(), ..target.clone() }
}

async fn found_or_made(
    tx: &mut Tx,
    act: &Act,
    units: &mut Vec<OrgUnit>,
    parent: Option<Uuid>,
    name: &str,
    kind: UnitKind,
    from: NaiveDate,
) -> Result<Uuid, AppError> {
    let is_same = |unit: &&OrgUnit| {
        unit.parent == parent && unit.is_valid_on(from) && normalized(&unit.name) == normalized(name)
    };
    if let Some(unit) = units.iter().find(is_same) {
        return Ok(unit.id);
    }
    let id = act.new_id()?;
    let unit = UnitEntry::of(kind, name.to_owned()).unit(id, parent, from);
    units.push(insert(tx, act, unit, units).await?);
    Ok(id)
}

async fn insert(tx: &mut Tx, act: &Act, unit: OrgUnit, others: &[OrgUnit]) -> Result<OrgUnit, AppError> {
    act.caller.may_at(Verb::KeepUnits, unit.parent)?;
    let unit = unit.checked(others)?;
    tx.insert_unit(&unit).await?;
    act.record(tx, "unit.add", Thing::at("unit", unit.id, unit.id), None, Some(unit_json(&unit))).await?;
    Ok(unit)
}

/// Adds a unit.
///
/// # Errors
/// When its name or its code is bad or taken, or its parent unknown.
pub async fn add_unit(
    tx: &mut Tx,
    act: &Act,
    parent: Option<Uuid>,
    entry: UnitEntry,
    valid_from: NaiveDate,
) -> Result<OrgUnit, AppError> {
    act.caller.may(Verb::KeepUnits)?;
    let units = tx.units().await?;
    if parent.is_some_and(|parent| !units.iter().any(|unit| unit.id == parent)) {
        return Err(AppError::NotFound("unit"));
    }
    let id = act.new_id()?;
    let code = entry.region_code.clone();
    let unit = entry.unit(id, parent, valid_from).with_code(code.as_deref(), &units)?;
    insert(tx, act, unit, &units).await
}

/// Renames a unit, changes its kind or its code, or ends it.
///
/// # Errors
/// When its name or its code is bad or taken, or it was changed since `version`.
pub async fn change_unit(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    version: i64,
    entry: UnitEntry,
    valid_to: Option<NaiveDate>,
) -> Result<OrgUnit, AppError> {
    act.caller.may(Verb::KeepUnits)?;
    let units = tx.units().await?;
    let old = units.iter().find(|unit| unit.id == id).ok_or(AppError::NotFound("unit"))?.clone();
    act.caller.may_at(Verb::KeepUnits, Some(id))?;
    let UnitEntry { kind, name, region_code } = entry;
    let mut new = OrgUnit { name, kind, valid_to, version, ..old.clone() };
    // a code that stands was right in its time: a place that was handed over keeps it until somebody gives it another
    if kind != old.kind || region_code != old.region_code {
        new = new.with_code(region_code.as_deref(), &units)?;
    }
    let new = new.checked(&units)?;
    tx.save_unit(&new).await?;
    act.record(tx, "unit.change", Thing::at("unit", id, id), Some(unit_json(&old)), Some(unit_json(&new)))
        .await?;
    Ok(OrgUnit { version: version + 1, ..new })
}

pub(crate) fn unit_json(unit: &OrgUnit) -> serde_json::Value {
    json!({
        "name": unit.name,
        "kind": unit.kind.as_str(),
        "region_code": unit.region_code,
        "parent": unit.parent.map(|id| id.to_string()),
        "valid_from": unit.valid_from.to_string(),
        "valid_to": unit.valid_to.map(|day| day.to_string()),
    })
}
