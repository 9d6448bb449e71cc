//! The board: which unit answers for which published target.

use crate::error::AppError;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::notice::{NoticeRecord, NoticeState};
use domain::org::{OrgUnit, UnitKind};
use domain::target::{Kind, Target, TargetState};
use std::collections::HashMap;
use store::Tx;
use uuid::Uuid;

/// What the board is narrowed to; all of it when nothing is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoardFilter {
    /// Year of the notice.
    pub year: Option<i64>,
    /// One notice.
    pub notice: Option<Uuid>,
    /// One unit.
    pub unit: Option<Uuid>,
    /// First step of the path: `三`.
    pub part: Option<String>,
    /// Sort of target.
    pub kind: Option<Kind>,
    /// Due on or before this day.
    pub due_by: Option<NaiveDate>,
    /// Only units of this kind.
    pub level: Option<UnitKind>,
    /// With the names that units had on this day; those of today without it.
    pub as_of: Option<NaiveDate>,
}

/// Published targets and the units that answer for them.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// Units with at least one target shown, in the order in which the text names them.
    pub units: Vec<OrgUnit>,
    /// Targets shown, each with its notice.
    pub targets: Vec<(NoticeRecord, Target)>,
    /// Published targets before narrowing.
    pub total: usize,
}

/// The board of what is published.
///
/// # Errors
/// When the database is not reached.
pub async fn board(tx: &mut Tx, caller: &Caller, filter: &BoardFilter) -> Result<Board, AppError> {
    caller.may(Verb::See)?;
    let mut targets = Vec::new();
    let mut total = 0;
    for notice in tx.notices().await?.into_iter().filter(|notice| notice.state == NoticeState::Published) {
        for target in tx.targets_of(notice.id).await? {
            if target.state != TargetState::Accepted {
                continue;
            }
            total += 1;
            if shows(filter, &notice, &target) {
                targets.push((notice.clone(), target));
            }
        }
    }
    // units in the order in which the text first names them
    let mut first: HashMap<Uuid, usize> = HashMap::new();
    for id in
        targets.iter().flat_map(|(_, target)| &target.assignments).filter_map(|assignment| assignment.unit_id)
    {
        let place = first.len();
        first.entry(id).or_insert(place);
    }
    let is_shown =
        |unit: &OrgUnit| first.contains_key(&unit.id) && filter.level.is_none_or(|level| unit.kind == level);
    let units = match filter.as_of {
        Some(day) => crate::reform::past(tx).await?.on(day),
        None => tx.units().await?,
    };
    let mut units: Vec<OrgUnit> = units.into_iter().filter(is_shown).collect();
    units.sort_by_key(|unit| first[&unit.id]);
    if filter.level.is_some() {
        let answers = |target: &Target| {
            target.assignments.iter().any(|a| units.iter().any(|unit| a.unit_id == Some(unit.id)))
        };
        targets.retain(|(_, target)| answers(target));
    }
    Ok(Board { units, targets, total })
}

fn shows(filter: &BoardFilter, notice: &NoticeRecord, target: &Target) -> bool {
    let first_step = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let due = target.measure.due.or(notice.effect_to);
    filter.year.is_none_or(|year| notice.year == Some(year))
        && filter.notice.is_none_or(|id| notice.id == id)
        && filter.unit.is_none_or(|id| target.assignments.iter().any(|a| a.unit_id == Some(id)))
        && filter
            .part
            .as_ref()
            .is_none_or(|part| target.citations.iter().any(|c| first_step(&c.path) == *part))
        && filter.kind.is_none_or(|kind| target.measure.kind == kind)
        && filter.due_by.is_none_or(|day| due.is_some_and(|due| due <= day))
}
