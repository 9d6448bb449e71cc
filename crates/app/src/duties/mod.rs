//! Duty lists 权责清单 taken together: what two units lead, what nobody owns, what was handed down that should not be.

mod from_notice;

pub use from_notice::{DutyPick, FoundDuty, NoticeDuties, duties_of_notice, take_duties};

use crate::error::AppError;
use crate::home::Scope;
use crate::records::{Asked, Begin, count_up_to, list_records};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::duty::{
    DutyItem, DutyPart, KeptRegister, Listing, Overlap, PushedDown, overlaps, ownerless_registers,
    ownerless_sectors, ownerless_targets, pushed_down, register_names, unknown_registers,
};
use domain::notice::{NoticeRecord, NoticeState};
use domain::org::OrgUnit;
use domain::register::{Record, Register, SITE, Value};
use domain::target::Target;
use std::collections::BTreeMap;
use store::Tx;
use uuid::Uuid;

/// The register that the lists are kept in.
pub(crate) const DUTY_ITEM: &str = "duty-item";

/// States of an item that stands: drawn up or issued.
const STANDING: [&str; 2] = ["draft", "issued"];

/// Items that are compared at once; the lists of a county have some thousands.
const MOST_ITEMS: i64 = 20_000;

/// What is wrong with the duty lists of a unit and all that lies in it.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyFindings {
    /// The unit; everything when absent.
    pub unit: Option<OrgUnit>,
    /// Items that were looked at.
    pub items: usize,
    /// Those that a finding names.
    pub named: BTreeMap<Uuid, DutyItem>,
    /// Names of the units that they lie with.
    pub units: BTreeMap<Uuid, String>,
    /// Matters that several lead.
    pub overlaps: Vec<Overlap>,
    /// Matters that should not lie where they do.
    pub pushed_down: Vec<(Uuid, PushedDown)>,
    /// Sectors in use that nobody leads: code.
    pub sectors: Vec<String>,
    /// Registers in use that nobody answers for: code.
    pub registers: Vec<String>,
    /// Names of registers that stand for none, with their item.
    pub unknown_registers: Vec<(Uuid, String)>,
    /// Published targets that nobody answers for.
    pub targets: Vec<(NoticeRecord, Target)>,
}

/// Compares the duty lists.
///
/// # Errors
/// [`AppError::Forbidden`]; [`AppError::NotFound`] for a unit out of sight; [`AppError::TooManyFound`] for lists of over 20,000 items.
pub async fn duty_findings(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    unit: Option<Uuid>,
    today: NaiveDate,
) -> Result<DutyFindings, AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let scope = Scope::of(caller, &units, unit)?;
    let register = crate::registers::register(tx, catalogue, DUTY_ITEM).await?;
    let items = items(tx, caller, &register, Asked { unit: scope.unit, ..Asked::default() }).await?;
    let known = crate::registers::registers(tx, catalogue).await?;
    let kept: Vec<KeptRegister> = known.iter().map(kept_register).collect();
    let (sectors, registers) = in_use(tx, caller, catalogue, &units, &scope, &known).await?;
    let in_use: Vec<KeptRegister> =
        kept.iter().filter(|register| registers.contains(&register.code)).cloned().collect();
    let mut targets = Vec::new();
    // which target has an owner is asked of all units, and told to those who see all of them
    if scope.sees_all {
        for notice in tx.notices().await?.into_iter().filter(|notice| notice.state == NoticeState::Published)
        {
            let all = tx.targets_of(notice.id).await?;
            targets.extend(
                ownerless_targets(&all, &units, today).into_iter().map(|one| (notice.clone(), one.clone())),
            );
        }
    }
    let (overlaps, pushed_down) = (overlaps(&items, &units), pushed_down(&items, &units));
    let unknown_registers = unknown_registers(&items, &kept);
    let (sectors, registers) = (ownerless_sectors(&items, &sectors), ownerless_registers(&items, &in_use));
    let count = items.len();
    let is_named = |id: &Uuid| {
        overlaps.iter().any(|overlap| overlap.items.contains(id))
            || pushed_down.iter().any(|(item, _)| item == id)
            || unknown_registers.iter().any(|(item, _)| item == id)
    };
    let named: BTreeMap<Uuid, DutyItem> =
        items.into_iter().filter(|item| is_named(&item.id)).map(|item| (item.id, item)).collect();
    let name_of = |id: Uuid| units.iter().find(|unit| unit.id == id).map(|unit| (id, unit.name.clone()));
    Ok(DutyFindings {
        items: count,
        units: named.values().filter_map(|item| name_of(item.unit)).collect(),
        unit: scope.unit.and_then(|id| units.iter().find(|unit| unit.id == id).cloned()),
        named,
        overlaps,
        pushed_down,
        sectors,
        registers,
        unknown_registers,
        targets,
    })
}

/// Every standing item of a list, as far as the caller sees it.
async fn items(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    asked: Asked,
) -> Result<Vec<DutyItem>, AppError> {
    let states = STANDING.map(str::to_owned).to_vec();
    let mut asked = Asked { states, limit: 500, ..asked };
    let mut found = Vec::new();
    loop {
        let page = list_records(tx, caller, register, &asked).await?;
        found.extend(page.records.iter().map(|row| item_of(&row.record)));
        if found.len() > MOST_ITEMS as usize {
            return Err(AppError::TooManyFound { most: MOST_ITEMS });
        }
        match page.next {
            Some(next) => asked.begin = Begin::After(next),
            None => break,
        }
    }
    // identities are in the order of time: what was entered first stands first
    found.sort_by_key(|item| item.id);
    Ok(found)
}

fn item_of(record: &Record) -> DutyItem {
    let text = |field: &str| match record.values.get(field) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let chosen = |field: &str| match record.values.get(field) {
        Some(Value::Choices(codes)) => codes.first().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let unit = match record.values.get("department") {
        Some(Value::Reference(id)) => *id,
        _ => record.unit_id,
    };
    DutyItem {
        id: record.id,
        unit,
        matter: text("name"),
        // items of before the field was there are their unit's own
        part: DutyPart::parse(&chosen("part")).unwrap_or(DutyPart::Lead),
        listing: Listing::parse(&chosen("role")),
        sector: record.sector.clone(),
        registers: register_names(&text("registers")),
    }
}

fn kept_register(register: &Register) -> KeptRegister {
    KeptRegister {
        code: register.code.clone(),
        name: register.name.zh.clone(),
        sector: register.sector.clone(),
        follows_site: register.code == SITE || register.site_field().is_some(),
    }
}

/// Sectors and registers that have records there. Sites say which sectors there are, and so does each register of one sector.
async fn in_use(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    units: &[OrgUnit],
    scope: &Scope,
    known: &[Register],
) -> Result<(Vec<String>, Vec<String>), AppError> {
    let asked = Asked { unit: scope.measured_by, ..Asked::default() };
    let mut registers = Vec::new();
    for register in known {
        if count_up_to(tx, caller, register, units, &asked, 1).await?.count > 0 {
            registers.push(register.code.clone());
        }
    }
    let site = known.iter().find(|register| register.code == SITE);
    let mut sectors = Vec::new();
    for sector in &catalogue.sectors {
        let of_sector = |register: &&Register| register.sector.as_ref() == Some(&sector.code);
        let mut is_used = known.iter().filter(of_sector).any(|register| registers.contains(&register.code));
        if let Some(site) = site.filter(|_| !is_used) {
            let asked = Asked { sectors: vec![sector.code.clone()], ..asked.clone() };
            is_used = count_up_to(tx, caller, site, units, &asked, 1).await?.count > 0;
        }
        if is_used {
            sectors.push(sector.code.clone());
        }
    }
    Ok((sectors, registers))
}
