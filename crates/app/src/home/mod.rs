//! What lies on somebody's desk: figures that are red, late or missing, what lapses, what is due, notices under way.

mod dues;
mod lapses;
mod scope;
mod unit;
mod workers;

pub use dues::{DueWork, due_subjects};
pub use lapses::{Called, RegisterLapse, Tally};
pub use scope::Scope;
pub use unit::{RegisterIn, UnitBelow, UnitFigure, UnitPage, unit_page};
pub use workers::WorkedGrid;

pub(crate) use dues::dues_of;
pub(crate) use lapses::{count, lapses_of};

use crate::error::AppError;
use crate::figures::{Asking, BoundTarget, Counting, FigureBoard, FigureCell, bindings_of, figure_board};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Sight, Verb};
use domain::indicator::Urgency;
use domain::notice::{NoticeRecord, NoticeState};
use domain::org::OrgUnit;
use domain::target::{Target, TargetState};
use std::collections::{BTreeMap, HashMap};
use store::Tx;
use uuid::Uuid;

/// Figures listed at most; the counts are of all.
const MOST_LISTED: usize = 200;

/// What a person is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HomeAsking {
    /// Another unit than the caller's own.
    pub unit: Option<Uuid>,
    /// Only figures of this urgency are listed.
    pub urgency: Option<Urgency>,
}

/// A figure with the target, the notice and the unit it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct PressingFigure {
    /// Notice.
    pub notice: NoticeRecord,
    /// Target.
    pub target: Target,
    /// Unit that answers for it.
    pub unit: OrgUnit,
    /// Its reading.
    pub cell: FigureCell,
    /// Why it is listed.
    pub urgency: Urgency,
}

/// A notice that somebody has to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeWork {
    /// The notice.
    pub notice: NoticeRecord,
    /// Targets that nobody confirmed or dropped yet.
    pub proposed: usize,
    /// Targets that nothing measures.
    pub unbound: usize,
}

/// How far the office has come: what a fresh installation lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Footing {
    /// Units stand.
    pub has_units: bool,
    /// A notice was read in.
    pub has_notice: bool,
    /// A notice is published.
    pub has_published: bool,
    /// A record was entered.
    pub has_records: bool,
}

/// Everything of a home page.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// Whose work is shown.
    pub scope: Scope,
    /// How many figures there are of each urgency.
    pub counts: BTreeMap<Urgency, usize>,
    /// Figures in all.
    pub total: usize,
    /// The most pressing, at most two hundred.
    pub figures: Vec<PressingFigure>,
    /// Registers with something over or called for.
    pub lapses: Vec<RegisterLapse>,
    /// What is due by frequency and not done in the period of today.
    pub dues: Vec<DueWork>,
    /// Notices to go on with, for those who review.
    pub notices: Vec<NoticeWork>,
    /// How far the office has come.
    pub footing: Footing,
}

/// The home page of a caller.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees no business data; [`AppError::NotFound`] for a unit that is not there or not
/// the caller's.
pub async fn home(
    tx: &mut Tx,
    caller: &Caller,
    rules: (&Catalogue, &Counting),
    asking: &HomeAsking,
    today: NaiveDate,
) -> Result<Home, AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let scope = Scope::of(caller, &units, asking.unit)?;
    let among = scope.unit.map(|unit| domain::org::territory(&units, unit)).unwrap_or_default();
    let board = figure_board(tx, caller, rules, &Asking { among, ..Asking::default() }, today).await?;
    let (counts, figures) = pressing(tx, &units, &board, asking.urgency, today).await?;
    Ok(Home {
        counts,
        total: board.cells.len(),
        figures,
        lapses: lapses_of(tx, caller, rules.0, &units, &scope, today).await?,
        dues: dues_of(tx, rules, &scope, today).await?,
        notices: notice_work(tx, caller, rules.1).await?,
        footing: footing(tx, rules.0, &units).await?,
        scope,
    })
}

async fn pressing(
    tx: &mut Tx,
    units: &[OrgUnit],
    board: &FigureBoard,
    only: Option<Urgency>,
    today: NaiveDate,
) -> Result<(BTreeMap<Urgency, usize>, Vec<PressingFigure>), AppError> {
    let mut counts: BTreeMap<Urgency, usize> = BTreeMap::new();
    let mut cells = Vec::new();
    for cell in &board.cells {
        if let Some(urgency) = Urgency::of(&cell.verdict, cell.stretch, today) {
            *counts.entry(urgency).or_default() += 1;
            // what nothing measures is counted, and listed only when it is asked for
            if only.map_or(urgency != Urgency::Missing, |only| only == urgency) {
                cells.push((urgency, cell));
            }
        }
    }
    // the most pressing first; of equals, what ends first
    cells.sort_by_key(|(urgency, cell)| (*urgency, cell.stretch.map(|stretch| stretch.days.last)));
    cells.truncate(MOST_LISTED);
    let mut targets: HashMap<Uuid, (NoticeRecord, Target)> = HashMap::new();
    for notice in tx.notices().await?.into_iter().filter(|notice| notice.state == NoticeState::Published) {
        for target in tx.targets_of(notice.id).await? {
            if cells.iter().any(|(_, cell)| cell.target_id == target.id) {
                targets.insert(target.id, (notice.clone(), target));
            }
        }
    }
    let listed = |(urgency, cell): (Urgency, &FigureCell)| {
        let (notice, target) = targets.get(&cell.target_id)?.clone();
        let unit = units.iter().find(|unit| unit.id == cell.unit_id)?.clone();
        Some(PressingFigure { notice, target, unit, cell: cell.clone(), urgency })
    };
    Ok((counts, cells.into_iter().filter_map(listed).collect()))
}

async fn notice_work(tx: &mut Tx, caller: &Caller, counting: &Counting) -> Result<Vec<NoticeWork>, AppError> {
    if caller.may(Verb::ReviewTarget).is_err() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for notice in tx.notices().await? {
        let is_draft = notice.state == NoticeState::Draft;
        if !is_draft && notice.state != NoticeState::Published {
            continue;
        }
        let targets = tx.targets_of(notice.id).await?;
        let bound = bindings_of(tx, caller, counting, notice.id).await?;
        let is_open = |target: &&Target| target.state == TargetState::Proposed;
        let is_unbound = |(target, bound): &(&Target, &BoundTarget)| {
            !matches!(target.state, TargetState::Dropped { .. }) && bound.indicator.is_none()
        };
        let proposed = targets.iter().filter(is_open).count();
        let unbound = targets.iter().zip(&bound).filter(is_unbound).count();
        if is_draft || unbound > 0 {
            found.push(NoticeWork { notice, proposed, unbound });
        }
    }
    Ok(found)
}

async fn footing(tx: &mut Tx, catalogue: &Catalogue, units: &[OrgUnit]) -> Result<Footing, AppError> {
    let notices = tx.notices().await?;
    let mut has_records = false;
    for register in &catalogue.registers {
        has_records = has_records || tx.record_count(&register.code, &Sight::Everything, 1).await? > 0;
    }
    Ok(Footing {
        has_units: !units.is_empty(),
        has_notice: notices.iter().any(|notice| notice.state != NoticeState::Discarded),
        has_published: notices.iter().any(|notice| notice.state == NoticeState::Published),
        has_records,
    })
}
