//! Who works in the grids of a place: those who hold the post there, and those of whom only the register says so.

use crate::error::AppError;
use crate::records::{Asked, latest};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use domain::org::{OrgUnit, UnitKind, normalized, territory};
use std::collections::BTreeMap;
use store::{Tx, Worker};
use uuid::Uuid;

/// The register of what is known of a grid worker beside the post: training, equipment.
const REGISTER: &str = "grid-member";
const SERVING: &str = "serving";
/// A community has no more; the register holds the rest.
const MOST: usize = 500;

/// One place and who works there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkedGrid {
    /// A grid, or the place itself where somebody works in no grid of it.
    pub unit: OrgUnit,
    /// Those who hold the post, each with the record of the same name.
    pub workers: Vec<(Worker, Option<Uuid>)>,
    /// Names and records of those who serve by the register and hold no post.
    pub without_post: Vec<(String, Uuid)>,
}

/// The grids of a community, a work point or a grid, whoever works there or not. Nothing for other units.
pub(super) async fn worked_grids(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    units: &[OrgUnit],
    (id, today): (Uuid, NaiveDate),
) -> Result<Vec<WorkedGrid>, AppError> {
    let has_workers = |unit: &OrgUnit| {
        unit.id == id && matches!(unit.kind, UnitKind::Community | UnitKind::WorkPoint | UnitKind::Grid)
    };
    if !units.iter().any(has_workers) {
        return Ok(Vec::new());
    }
    let within = territory(units, id);
    let mut posted: BTreeMap<Uuid, Vec<Worker>> = BTreeMap::new();
    for worker in tx.workers_on(today).await? {
        posted.entry(worker.unit).or_default().push(worker);
    }
    let mut registered: BTreeMap<Uuid, Vec<(String, Uuid)>> = BTreeMap::new();
    let registers = crate::registers::registers(tx, catalogue).await?;
    if let Some(register) = registers.iter().find(|register| register.code == REGISTER) {
        let asked =
            Asked { unit: Some(id), states: vec![SERVING.to_owned()], limit: MOST, ..Asked::default() };
        for (title, record) in latest(tx, caller, register, units, &asked).await? {
            registered.entry(record.unit_id).or_default().push((title, record.id));
        }
    }
    let stands = |unit: &&OrgUnit| within.contains(&unit.id) && unit.is_valid_on(today);
    let mut found = Vec::new();
    for unit in units.iter().filter(stands) {
        let mut without_post = registered.remove(&unit.id).unwrap_or_default();
        let with_record = |worker: Worker| {
            let is_same = |(name, _): &(String, Uuid)| normalized(name) == normalized(&worker.name);
            let at = without_post.iter().position(is_same);
            let record = at.map(|at| without_post.remove(at).1);
            (worker, record)
        };
        let workers: Vec<_> =
            posted.remove(&unit.id).unwrap_or_default().into_iter().map(with_record).collect();
        if unit.kind == UnitKind::Grid || !workers.is_empty() || !without_post.is_empty() {
            found.push(WorkedGrid { unit: unit.clone(), workers, without_post });
        }
    }
    Ok(found)
}
