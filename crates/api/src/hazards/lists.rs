//! The four lists of hazards: what they are views of, and how many stand in each.

use crate::Shared;
use crate::caller::Signed;
use crate::extract::Query;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use domain::hazard::HazardList;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Name of a list over what is printed and written of it.
pub const fn list_name(list: HazardList) -> &'static str {
    match list {
        HazardList::Problems => "问题隐患清单",
        HazardList::Measures => "制度措施清单",
        HazardList::Duties => "责任清单",
        HazardList::Rectification => "整改闭环清单",
    }
}

/// Whose lists.
#[derive(Deserialize, IntoParams)]
pub struct ListsQuery {
    /// A unit and what lies in it; everything in sight without it.
    unit: Option<Uuid>,
}

/// One of the lists.
#[derive(Serialize, ToSchema)]
pub struct HazardListView {
    /// `problems`, `measures`, `duties`, `rectification`.
    code: &'static str,
    /// Code of the register that it is a view of.
    register: &'static str,
    /// Its usual columns: fields, `unit`, `state`, `sector`.
    columns: &'static [&'static str],
    /// States in which a record stands in it; every state when empty.
    states: Vec<&'static str>,
    /// The field whose day places a record in a period.
    day: &'static str,
    /// The order in which it is read.
    sort: &'static str,
    /// How many stand in it, at most ten thousand.
    count: i64,
    /// There are more than were counted.
    is_more: bool,
}

/// Hazards that are called for by their deadline.
#[derive(Serialize, ToSchema)]
pub struct CalledHazardsView {
    /// States in which somebody has to rectify.
    states: Vec<&'static str>,
    /// Days of the deadline, as a list takes them.
    days: String,
    /// How many, at most ten thousand.
    count: i64,
    /// There are more than were counted.
    is_more: bool,
}

/// The four lists.
#[derive(Serialize, ToSchema)]
pub struct HazardListsView {
    as_of: NaiveDate,
    items: Vec<HazardListView>,
    overdue: CalledHazardsView,
    soon: CalledHazardsView,
}

/// The four lists of hazards, each with its columns, its states, and how many stand in it.
#[utoipa::path(get, path = "/api/hazard-lists", params(ListsQuery),
    responses((status = 200, body = HazardListsView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn hazard_lists(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<ListsQuery>,
) -> Result<Json<HazardListsView>, Problem> {
    let as_of = app::local_day((shared.now)());
    let found = signed.read(&shared, async |tx, caller| {
        app::hazard_lists(tx, caller, &shared.catalogue, query.unit, as_of).await
    });
    let app::HazardLists { lists, to_rectify, overdue, soon } = found.await?;
    let list = |(list, tally): (HazardList, app::Tally)| HazardListView {
        code: list.as_str(),
        register: list.register(),
        columns: list.columns(),
        states: list.states(),
        day: list.day(),
        sort: list.sort(),
        count: tally.count,
        is_more: tally.is_more,
    };
    let called = |called: app::Called| CalledHazardsView {
        states: to_rectify.clone(),
        days: called.days,
        count: called.tally.count,
        is_more: called.tally.is_more,
    };
    let items = lists.into_iter().map(list).collect();
    Ok(Json(HazardListsView { as_of, items, overdue: called(overdue), soon: called(soon) }))
}

/// A cause of hazards, and what was laid down against it.
#[derive(Serialize, ToSchema)]
pub struct RecurringView {
    /// Code of the cause, of the field `cause`.
    cause: String,
    /// Hazards that name it.
    hazards: usize,
    /// Sites where they were found.
    sites: usize,
    /// Rules and measures that are planned or in force against it.
    measures: usize,
}

/// Causes of the newest hazards.
#[derive(Serialize, ToSchema)]
pub struct CausesView {
    /// Those that recur most first.
    items: Vec<RecurringView>,
    /// How many hazards were looked at: the newest, at most five hundred.
    looked_at: usize,
}

/// Which causes recur among the newest hazards, and what was laid down against each.
#[utoipa::path(get, path = "/api/hazard-causes", params(ListsQuery),
    responses((status = 200, body = CausesView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn recurring_causes(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<ListsQuery>,
) -> Result<Json<CausesView>, Problem> {
    let found = signed.read(&shared, async |tx, caller| {
        app::recurring_causes(tx, caller, &shared.catalogue, query.unit).await
    });
    let (recurring, looked_at) = found.await?;
    let view = |one: app::Recurring| RecurringView {
        cause: one.cause,
        hazards: one.hazards,
        sites: one.sites,
        measures: one.measures,
    };
    Ok(Json(CausesView { items: recurring.into_iter().map(view).collect(), looked_at }))
}
