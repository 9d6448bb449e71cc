//! Duty lists taken together, and the duties that a notice brings to them.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::{DutyFindings, DutyPick, FoundDuty, NoticeDuties};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::duty::{DutyItem, DutyPart};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Whose lists.
#[derive(Deserialize, IntoParams)]
pub struct DutyQuery {
    /// A unit and what lies in it; the caller's own when absent.
    unit: Option<Uuid>,
}

/// An item of a duty list.
#[derive(Serialize, ToSchema)]
pub struct DutyItemView {
    /// Its record in the register `duty-item`.
    id: Uuid,
    unit: Uuid,
    unit_name: String,
    matter: String,
    /// `lead` or `assist`.
    part: String,
    /// `basic`, `assist` or `recalled`; nothing for what stands in no township list.
    listing: Option<String>,
}

/// A matter that several units lead.
#[derive(Serialize, ToSchema)]
pub struct OverlapView {
    matter: String,
    items: Vec<DutyItemView>,
}

/// A matter that should not lie where it does.
#[derive(Serialize, ToSchema)]
pub struct PushedDownView {
    item: DutyItemView,
    /// `recalled`, `leads-what-it-assists` or `not-listed`.
    reason: String,
}

/// A name that stands for no register.
#[derive(Serialize, ToSchema)]
pub struct UnknownRegisterView {
    item: DutyItemView,
    name: String,
}

/// A published target that nobody answers for.
#[derive(Serialize, ToSchema)]
pub struct OwnerlessTargetView {
    id: Uuid,
    notice_id: Uuid,
    notice_title: String,
    subject: String,
    path: String,
    /// Names of units in the text, each of which is gone or only helps.
    units: Vec<String>,
}

/// What is wrong with the duty lists of a unit and all that lies in it.
#[derive(Serialize, ToSchema)]
pub struct DutyFindingsView {
    unit_id: Option<Uuid>,
    unit_name: Option<String>,
    /// Items that were looked at.
    items: usize,
    overlaps: Vec<OverlapView>,
    pushed_down: Vec<PushedDownView>,
    /// Codes of sectors in use that nobody leads.
    sectors: Vec<String>,
    /// Codes of registers in use that nobody answers for.
    registers: Vec<String>,
    unknown_registers: Vec<UnknownRegisterView>,
    targets: Vec<OwnerlessTargetView>,
}

impl DutyFindingsView {
    fn new(found: DutyFindings) -> Self {
        let view = |item: &DutyItem| DutyItemView {
            id: item.id,
            unit: item.unit,
            unit_name: found.units.get(&item.unit).cloned().unwrap_or_default(),
            matter: item.matter.clone(),
            part: item.part.as_str().to_owned(),
            listing: item.listing.map(|listing| listing.as_str().to_owned()),
        };
        let of = |id: &Uuid| found.named.get(id).map(view);
        let overlaps = found.overlaps.iter().map(|overlap| OverlapView {
            matter: overlap.matter.clone(),
            items: overlap.items.iter().filter_map(of).collect(),
        });
        let pushed = found.pushed_down.iter().filter_map(|(id, reason)| {
            Some(PushedDownView { item: of(id)?, reason: reason.as_str().to_owned() })
        });
        let unknown = found
            .unknown_registers
            .iter()
            .filter_map(|(id, name)| Some(UnknownRegisterView { item: of(id)?, name: name.clone() }));
        let targets = found.targets.iter().map(|(notice, target)| OwnerlessTargetView {
            id: target.id,
            notice_id: notice.id,
            notice_title: notice.title.clone(),
            subject: target.subject.clone(),
            path: target.citations.first().map(|citation| citation.path.clone()).unwrap_or_default(),
            units: target.assignments.iter().map(|assignment| assignment.unit_text.clone()).collect(),
        });
        Self {
            unit_id: found.unit.as_ref().map(|unit| unit.id),
            unit_name: found.unit.as_ref().map(|unit| unit.name.clone()),
            items: found.items,
            overlaps: overlaps.collect(),
            pushed_down: pushed.collect(),
            sectors: found.sectors.clone(),
            registers: found.registers.clone(),
            unknown_registers: unknown.collect(),
            targets: targets.collect(),
        }
    }
}

/// A duty that the reader found, for one unit.
#[derive(Serialize, ToSchema)]
pub struct FoundDutyView {
    /// Its place among the duties of the notice.
    index: usize,
    path: String,
    words: String,
    /// The unit's name in the text; empty when the clause names none.
    unit_text: String,
    /// The standing unit of that name.
    unit: Option<Uuid>,
    /// `lead` or `assist`, by the verb.
    part: String,
    /// The item that it was taken into.
    item: Option<Uuid>,
}

impl From<FoundDuty> for FoundDutyView {
    fn from(FoundDuty { index, path, words, unit_text, unit, part, item }: FoundDuty) -> Self {
        Self { index, path, words, unit_text, unit, part: part.as_str().to_owned(), item }
    }
}

/// A notice and its duties.
#[derive(Serialize, ToSchema)]
pub struct NoticeDutiesView {
    notice_id: Uuid,
    title: String,
    duties: Vec<FoundDutyView>,
}

/// A duty that is taken into the list of a unit.
#[derive(Deserialize, ToSchema)]
pub struct DutyPickInput {
    index: usize,
    unit: Uuid,
    /// `lead` or `assist`.
    part: String,
}

/// Duties that are taken.
#[derive(Deserialize, ToSchema)]
pub struct DutyPicksInput {
    picks: Vec<DutyPickInput>,
}

/// The items that were made.
#[derive(Serialize, ToSchema)]
pub struct DutiesTaken {
    items: Vec<Uuid>,
}

/// Overlaps, gaps and duties handed down, over the duty lists of a unit and all that lies in it.
#[utoipa::path(get, path = "/api/duty-findings", params(DutyQuery),
    responses((status = 200, body = DutyFindingsView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn duty_findings(
    State(shared): State<Shared>,
    signed: Signed,
    Query(DutyQuery { unit }): Query<DutyQuery>,
) -> Result<Json<DutyFindingsView>, Problem> {
    let today = app::local_day((shared.now)());
    let found = signed
        .read(&shared, async |tx, caller| {
            app::duty_findings(tx, caller, &shared.catalogue, unit, today).await
        })
        .await?;
    Ok(Json(DutyFindingsView::new(found)))
}

/// The duties without a figure that the reader found in a notice.
#[utoipa::path(get, path = "/api/notices/{id}/duties", params(("id" = Uuid, Path)),
    responses((status = 200, body = NoticeDutiesView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn notice_duties(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<NoticeDutiesView>, Problem> {
    let today = app::local_day((shared.now)());
    let NoticeDuties { notice, duties } = signed
        .read(&shared, async |tx, caller| {
            app::duties_of_notice(tx, caller, &shared.catalogue, id, today).await
        })
        .await?;
    let duties = duties.into_iter().map(Into::into).collect();
    Ok(Json(NoticeDutiesView { notice_id: notice.id, title: notice.title, duties }))
}

/// Takes duties of a notice into the duty lists of units, all of them or none.
#[utoipa::path(post, path = "/api/notices/{id}/duties", params(("id" = Uuid, Path)), request_body = DutyPicksInput,
    responses((status = 201, body = DutiesTaken), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn take_duties(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(DutyPicksInput { picks }): Body<DutyPicksInput>,
) -> Result<(StatusCode, Json<DutiesTaken>), Problem> {
    let picks = picks.into_iter().map(pick).collect::<Result<Vec<_>, _>>()?;
    let items = signed
        .write(&shared, async |tx, act| app::take_duties(tx, act, &shared.catalogue, id, &picks).await)
        .await?;
    Ok((StatusCode::CREATED, Json(DutiesTaken { items })))
}

fn pick(DutyPickInput { index, unit, part }: DutyPickInput) -> Result<DutyPick, Problem> {
    let unknown = || {
        let params = json!({ "detail": format!("part: {part}") });
        Problem::with(StatusCode::UNPROCESSABLE_ENTITY, "request.bad_body", params)
    };
    let part = DutyPart::parse(&part).ok_or_else(unknown)?;
    Ok(DutyPick { index, unit, part })
}
