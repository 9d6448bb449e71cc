//! The page of a unit.

use super::views::{FrequencyDueView, PressingView, RegisterLapseView, TallyView};
use crate::Shared;
use crate::caller::Signed;
use crate::extract::Path;
use crate::problem::Problem;
use crate::units::UnitView;
use axum::Json;
use axum::extract::State;
use catalogue::{Catalogue, Names};
use chrono::{DateTime, NaiveDate, Utc};
use domain::light::Light;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody who holds a post.
#[derive(Serialize, ToSchema)]
pub struct PostedView {
    name: String,
    role: &'static str,
}

/// Somebody who works in a grid.
#[derive(Serialize, ToSchema)]
pub struct WorkerView {
    name: String,
    /// Held beside another work.
    part_time: bool,
    /// First day of the post.
    since: NaiveDate,
    /// The record of the same name in the register of grid workers, as far as the caller sees it.
    record: Option<Uuid>,
}

/// Somebody who serves by the register and holds no post.
#[derive(Serialize, ToSchema)]
pub struct WithoutPostView {
    name: String,
    record: Uuid,
}

/// A grid and who works there.
#[derive(Serialize, ToSchema)]
pub struct WorkedGridView {
    unit: UnitView,
    workers: Vec<WorkerView>,
    without_post: Vec<WithoutPostView>,
}

impl From<&app::WorkedGrid> for WorkedGridView {
    fn from(grid: &app::WorkedGrid) -> Self {
        let worker = |(worker, record): &(app::Worker, Option<Uuid>)| WorkerView {
            name: worker.name.clone(),
            part_time: worker.is_part_time,
            since: worker.since,
            record: *record,
        };
        let without_post =
            |(name, record): &(String, Uuid)| WithoutPostView { name: name.clone(), record: *record };
        Self {
            unit: (&grid.unit).into(),
            workers: grid.workers.iter().map(worker).collect(),
            without_post: grid.without_post.iter().map(without_post).collect(),
        }
    }
}

/// How many readings have a light.
#[derive(Serialize, ToSchema)]
pub struct LightCount {
    /// `green`, `yellow`, `red`, `grey`, `none`.
    light: &'static str,
    count: usize,
}

/// A unit below, and how all that lies in it stands.
#[derive(Serialize, ToSchema)]
pub struct UnitBelowView {
    unit: UnitView,
    /// The worst light; nothing where no target is answered for.
    worst: Option<&'static str>,
    lights: Vec<LightCount>,
}

impl From<&app::UnitBelow> for UnitBelowView {
    fn from(below: &app::UnitBelow) -> Self {
        let count = |(light, count): (&Light, &usize)| LightCount { light: light.as_str(), count: *count };
        Self {
            unit: (&below.unit).into(),
            worst: below.worst.map(Light::as_str),
            lights: below.lights.iter().map(count).collect(),
        }
    }
}

/// How many records of a register lie in a unit.
#[derive(Serialize, ToSchema)]
pub struct RegisterInView {
    register: String,
    name: Names,
    group: String,
    #[serde(flatten)]
    tally: TallyView,
}

impl From<&app::RegisterIn> for RegisterInView {
    fn from(found: &app::RegisterIn) -> Self {
        Self {
            register: found.register.clone(),
            name: (&found.name).into(),
            group: found.group.clone(),
            tally: found.tally.into(),
        }
    }
}

/// A record that changed lately.
#[derive(Serialize, ToSchema)]
pub struct RecentView {
    id: Uuid,
    register: String,
    title: String,
    unit_id: Uuid,
    changed_at: DateTime<Utc>,
}

/// The page of a unit.
#[derive(Serialize, ToSchema)]
pub struct UnitPageView {
    as_of: NaiveDate,
    unit: UnitView,
    /// Units above it, the nearest first.
    above: Vec<UnitView>,
    /// Whose records are counted; everything when absent.
    records_of: Option<UnitView>,
    people: Vec<PostedView>,
    figures: Vec<PressingView>,
    below: Vec<UnitBelowView>,
    /// Its grids, and who works there; for communities, work points and grids.
    grids: Vec<WorkedGridView>,
    registers: Vec<RegisterInView>,
    lapses: Vec<RegisterLapseView>,
    dues: Vec<FrequencyDueView>,
    recent: Vec<RecentView>,
}

impl UnitPageView {
    fn of(page: &app::UnitPage, catalogue: &Catalogue, as_of: NaiveDate) -> Self {
        let figure = |found: &app::UnitFigure| {
            let parts = (&found.notice, &found.target, &page.unit, &found.cell);
            PressingView::of(parts, found.urgency, catalogue)
        };
        let recent = |(title, record): &(String, domain::register::Record)| RecentView {
            id: record.id,
            register: record.register.clone(),
            title: title.clone(),
            unit_id: record.unit_id,
            changed_at: record.changed_at,
        };
        let posted = |found: &app::Posted| PostedView { name: found.name.clone(), role: found.role.as_str() };
        Self {
            as_of,
            unit: (&page.unit).into(),
            above: page.above.iter().map(Into::into).collect(),
            records_of: page.records_of.as_ref().map(Into::into),
            people: page.people.iter().map(posted).collect(),
            figures: page.figures.iter().map(figure).collect(),
            below: page.below.iter().map(Into::into).collect(),
            grids: page.grids.iter().map(Into::into).collect(),
            registers: page.registers.iter().map(Into::into).collect(),
            lapses: page.lapses.iter().map(Into::into).collect(),
            dues: page
                .dues
                .iter()
                .map(|due| FrequencyDueView::of(&due.now, due.is_soon, catalogue))
                .collect(),
            recent: page.recent.iter().map(recent).collect(),
        }
    }
}

/// Everything of a unit: targets, units below, registers, what is due, what changed last.
#[utoipa::path(get, path = "/api/units/{id}/page", params(("id" = Uuid, Path)),
    responses((status = 200, body = UnitPageView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn unit_page(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<UnitPageView>, Problem> {
    let today = app::local_day((shared.now)());
    let rules = (&*shared.catalogue, &*shared.counting);
    let page =
        signed.read(&shared, async |tx, caller| app::unit_page(tx, caller, rules, id, today).await).await?;
    Ok(Json(UnitPageView::of(&page, &shared.catalogue, today)))
}
