//! A campaign as it stands: phases, figures by unit, who is looked at again.

use crate::Shared;
use crate::caller::Signed;
use crate::extract::Path;
use crate::problem::Problem;
use app::{CampaignRow, Tally};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// A phase of a campaign.
#[derive(Serialize, ToSchema)]
pub struct PhaseView {
    id: Uuid,
    /// Code of the phase.
    phase: Option<String>,
    /// Code of its state.
    state: String,
    starts_on: Option<NaiveDate>,
    /// Its time node.
    due: Option<NaiveDate>,
    completed_on: Option<NaiveDate>,
    /// `overdue`, `soon`, `calm`.
    haste: &'static str,
}

/// A figure of a campaign, counted up to ten thousand.
#[derive(Serialize, ToSchema)]
pub struct CampaignFigureView {
    count: i64,
    is_more: bool,
}

impl From<Tally> for CampaignFigureView {
    fn from(Tally { count, is_more }: Tally) -> Self {
        Self { count, is_more }
    }
}

/// What a unit did in a campaign.
#[derive(Serialize, ToSchema)]
pub struct CampaignRowView {
    unit: Uuid,
    name: String,
    inspections: CampaignFigureView,
    found: CampaignFigureView,
    major: CampaignFigureView,
    closed: CampaignFigureView,
    overdue: CampaignFigureView,
}

impl From<CampaignRow> for CampaignRowView {
    fn from(row: CampaignRow) -> Self {
        Self {
            unit: row.unit,
            name: row.name,
            inspections: row.inspections.into(),
            found: row.found.into(),
            major: row.major.into(),
            closed: row.closed.into(),
            overdue: row.overdue.into(),
        }
    }
}

/// A closed hazard that is looked at again.
#[derive(Serialize, ToSchema)]
pub struct DrawnView {
    id: Uuid,
    title: String,
    unit_id: Uuid,
    closed_on: Option<NaiveDate>,
    /// An inspection that looks back saw its site since it was closed.
    is_seen: bool,
}

/// A campaign as it stands.
#[derive(Serialize, ToSchema)]
pub struct CampaignView {
    as_of: NaiveDate,
    phases: Vec<PhaseView>,
    /// The whole, then unit by unit.
    rows: Vec<CampaignRowView>,
    /// Units that are not counted one by one.
    more_units: usize,
    /// The filters by which a list of hazards shows the same.
    filters: BTreeMap<String, String>,
    sector: Option<String>,
    /// States of a hazard that was reported and not dismissed.
    states: Vec<&'static str>,
    /// States in which a hazard is to be rectified.
    to_rectify: Vec<&'static str>,
    /// Days through which a deadline is over, as a list takes them.
    overdue: String,
    /// Who is looked at again; the same for whoever draws.
    drawn: Vec<DrawnView>,
}

/// A campaign as it stands: its phases, its figures, who is looked at again.
#[utoipa::path(get, path = "/api/campaigns/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = CampaignView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn campaign(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<CampaignView>, Problem> {
    let as_of = app::local_day((shared.now)());
    let page = signed
        .read(&shared, async |tx, caller| app::campaign_page(tx, caller, &shared.catalogue, id, as_of).await)
        .await?;
    let phases = page.phases.into_iter().map(|(record, haste)| PhaseView {
        id: record.id,
        phase: record.values.get("phase").and_then(|value| value.texts().into_iter().next()),
        starts_on: record.date("starts_on"),
        due: record.date("due"),
        completed_on: record.date("completed_on"),
        haste: haste.as_str(),
        state: record.state,
    });
    let drawn = page.drawn.into_iter().map(|app::Drawn { record, title, is_seen }| DrawnView {
        id: record.id,
        title,
        unit_id: record.unit_id,
        closed_on: record.date("closed_on"),
        is_seen,
    });
    Ok(Json(CampaignView {
        as_of,
        phases: phases.collect(),
        rows: page.rows.into_iter().map(Into::into).collect(),
        more_units: page.more_units,
        filters: page.filters,
        sector: page.sector,
        states: page.states,
        to_rectify: page.to_rectify,
        overdue: page.overdue,
        drawn: drawn.collect(),
    }))
}
