//! The page of a unit: its targets, what lies below it, its registers, what changed last. The first form of 一社区一册.

use super::{DueWork, RegisterLapse, Scope, Tally, WorkedGrid, dues_of, lapses, workers};
use crate::error::AppError;
use crate::figures::{Asking, Counting, FigureCell, figure_board};
use crate::records::{Asked, latest};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::indicator::Urgency;
use domain::light::Light;
use domain::notice::{NoticeRecord, NoticeState};
use domain::org::{OrgUnit, above, territory};
use domain::register::{Record, Words};
use domain::target::Target;
use std::collections::{BTreeMap, HashMap};
use store::{Posted, Tx};
use uuid::Uuid;

/// Records that changed last, in all registers together.
const RECENT: usize = 12;

/// A target of a unit with its reading.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitFigure {
    /// Notice.
    pub notice: NoticeRecord,
    /// Target.
    pub target: Target,
    /// Its reading.
    pub cell: FigureCell,
    /// What it asks for.
    pub urgency: Option<Urgency>,
}

/// A unit below, and how it and all that lies in it stand.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitBelow {
    /// The unit.
    pub unit: OrgUnit,
    /// The worst light; nothing where no target is answered for.
    pub worst: Option<Light>,
    /// How many readings have each light.
    pub lights: BTreeMap<Light, usize>,
}

/// How many records of a register lie in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterIn {
    /// Register.
    pub register: String,
    /// Its name.
    pub name: Words,
    /// Group of registers.
    pub group: String,
    /// How many.
    pub tally: Tally,
}

/// Everything of the page of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitPage {
    /// The unit.
    pub unit: OrgUnit,
    /// Units above it, the nearest first.
    pub above: Vec<OrgUnit>,
    /// Whose records are counted: those of the street for a department.
    pub records_of: Option<OrgUnit>,
    /// Those who hold a post there.
    pub people: Vec<Posted>,
    /// Its targets.
    pub figures: Vec<UnitFigure>,
    /// Units right below it.
    pub below: Vec<UnitBelow>,
    /// Its grids, and who works there; for communities, work points and grids.
    pub grids: Vec<WorkedGrid>,
    /// Registers that have records there.
    pub registers: Vec<RegisterIn>,
    /// What is over or called for.
    pub lapses: Vec<RegisterLapse>,
    /// What is due and not done.
    pub dues: Vec<DueWork>,
    /// Records that changed last: title and record.
    pub recent: Vec<(String, Record)>,
}

/// The page of a unit.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
pub async fn unit_page(
    tx: &mut Tx,
    caller: &Caller,
    rules: (&Catalogue, &Counting),
    id: Uuid,
    today: NaiveDate,
) -> Result<UnitPage, AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let scope = Scope::of(caller, &units, Some(id))?;
    let of = |id: Uuid| units.iter().find(|unit| unit.id == id).cloned();
    let unit = of(id).ok_or(AppError::NotFound("unit"))?;
    let asking = Asking { among: territory(&units, id), ..Asking::default() };
    let cells = figure_board(tx, caller, rules, &asking, today).await?.cells;
    let (registers, recent) = registers_in(tx, caller, rules.0, &units, &scope).await?;
    Ok(UnitPage {
        above: above(&units, id),
        records_of: scope.measured_by.and_then(of),
        people: tx.posted_at(id, today).await?,
        figures: figures_of(tx, id, &cells, today).await?,
        below: below(&units, id, &cells, today),
        grids: workers::worked_grids(tx, caller, rules.0, &units, (id, today)).await?,
        registers,
        lapses: lapses::lapses_of(tx, caller, rules.0, &units, &scope, today).await?,
        dues: dues_of(tx, rules, &scope, today).await?,
        recent,
        unit,
    })
}

async fn figures_of(
    tx: &mut Tx,
    id: Uuid,
    cells: &[FigureCell],
    today: NaiveDate,
) -> Result<Vec<UnitFigure>, AppError> {
    let own: HashMap<Uuid, &FigureCell> =
        cells.iter().filter(|cell| cell.unit_id == id).map(|cell| (cell.target_id, cell)).collect();
    let mut found = Vec::new();
    for notice in tx.notices().await?.into_iter().filter(|notice| notice.state == NoticeState::Published) {
        for target in tx.targets_of(notice.id).await? {
            if let Some(cell) = own.get(&target.id) {
                let urgency = Urgency::of(&cell.verdict, cell.stretch, today);
                let (notice, cell) = (notice.clone(), (*cell).clone());
                found.push(UnitFigure { notice, target, cell, urgency });
            }
        }
    }
    Ok(found)
}

/// The units right below, each with what lies in it. A unit that is not standing any more is left out.
fn below(units: &[OrgUnit], id: Uuid, cells: &[FigureCell], today: NaiveDate) -> Vec<UnitBelow> {
    let is_below = |unit: &&OrgUnit| unit.parent == Some(id) && unit.is_valid_on(today);
    let stand = |unit: &OrgUnit| {
        let inside = territory(units, unit.id);
        let mut lights: BTreeMap<Light, usize> = BTreeMap::new();
        for cell in cells.iter().filter(|cell| inside.contains(&cell.unit_id)) {
            *lights.entry(cell.verdict.light).or_default() += 1;
        }
        let worst = lights.keys().copied().min_by_key(|light| light.rank());
        UnitBelow { unit: unit.clone(), worst, lights }
    };
    units.iter().filter(is_below).map(stand).collect()
}

/// Registers with records in the unit, and the records that changed last.
async fn registers_in(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    units: &[OrgUnit],
    scope: &Scope,
) -> Result<(Vec<RegisterIn>, Vec<(String, Record)>), AppError> {
    let asked = Asked { unit: scope.measured_by, limit: RECENT, ..Asked::default() };
    let (mut found, mut recent) = (Vec::new(), Vec::new());
    for register in crate::registers::registers(tx, catalogue).await? {
        let tally = lapses::count(tx, caller, &register, units, &asked).await?;
        if tally.count == 0 {
            continue;
        }
        recent.extend(latest(tx, caller, &register, units, &asked).await?);
        found.push(RegisterIn { register: register.code, name: register.name, group: register.group, tally });
    }
    recent.sort_by_key(|(_, record)| std::cmp::Reverse((record.changed_at, record.id)));
    recent.truncate(RECENT);
    Ok((found, recent))
}
