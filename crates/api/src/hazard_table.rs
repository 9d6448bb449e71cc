//! The monthly table of hazards, on the screen and as a workbook.

use crate::Shared;
use crate::caller::Signed;
use crate::extract::Query;
use crate::imports::workbook;
use crate::problem::Problem;
use app::{HazardAsking, HazardRow};
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use domain::indicator::Figure;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Whose table, of which months.
#[derive(Deserialize, IntoParams)]
pub struct HazardQuery {
    /// A unit and what lies in it; the caller's own when absent.
    unit: Option<Uuid>,
    /// A day of the first month; January of this year when absent.
    first: Option<NaiveDate>,
    /// A day of the last month; the present one when absent.
    last: Option<NaiveDate>,
}

impl From<HazardQuery> for HazardAsking {
    fn from(HazardQuery { unit, first, last }: HazardQuery) -> Self {
        Self { unit, first, last }
    }
}

/// Some of all.
#[derive(Serialize, ToSchema)]
pub struct SomeOfAll {
    some: f64,
    all: f64,
    /// In percent; nothing for none of none, which is neither 0 nor 100.
    rate: Option<f64>,
}

impl From<Figure> for SomeOfAll {
    fn from(figure: Figure) -> Self {
        let plain = |number: Decimal| number.to_f64().unwrap_or_default();
        let rate = (figure.numerator * Decimal::ONE_HUNDRED).checked_div(figure.denominator);
        Self {
            some: plain(figure.numerator),
            all: plain(figure.denominator),
            rate: rate.map(|rate| plain(rate.round_dp(4))),
        }
    }
}

/// A row: a sector, or all of them.
#[derive(Serialize, ToSchema)]
pub struct HazardRowView {
    /// Code of the sector; nothing for records without one, and in the total.
    sector: Option<String>,
    /// 1: sites investigated.
    sites: usize,
    /// 2 to 4: general hazards rectified, of those found.
    general: SomeOfAll,
    /// 5 to 7: major hazards struck off, of those found.
    major: SomeOfAll,
    /// 8 and 9: planned in all five points, of the major ones that are open.
    planned: SomeOfAll,
    /// 10 and 11: listed by the province, of those listed.
    listed: SomeOfAll,
    /// 12: funds, in ten thousand yuan.
    funds: f64,
}

impl From<&HazardRow> for HazardRowView {
    fn from(row: &HazardRow) -> Self {
        Self {
            sector: row.sector.clone(),
            sites: row.sites,
            general: row.general.into(),
            major: row.major.into(),
            planned: row.planned.into(),
            listed: row.listed.into(),
            funds: row.funds.numerator.to_f64().unwrap_or_default(),
        }
    }
}

/// The table of a unit and period.
#[derive(Serialize, ToSchema)]
pub struct HazardTableView {
    unit_id: Option<Uuid>,
    unit_name: Option<String>,
    first: NaiveDate,
    /// Last day looked at.
    last: NaiveDate,
    rows: Vec<HazardRowView>,
    /// All together; a site of two rows counts once.
    total: HazardRowView,
}

/// The monthly table of hazards: twelve columns by sector, computed from the registers.
#[utoipa::path(get, path = "/api/hazard-table", params(HazardQuery),
    responses((status = 200, body = HazardTableView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn hazard_table(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<HazardQuery>,
) -> Result<Json<HazardTableView>, Problem> {
    let today = app::local_day((shared.now)());
    let table = signed
        .read(&shared, async |tx, caller| {
            app::hazard_table(tx, caller, &shared.catalogue, query.into(), today).await
        })
        .await?;
    Ok(Json(HazardTableView {
        unit_id: table.unit.as_ref().map(|unit| unit.id),
        unit_name: table.unit.as_ref().map(|unit| unit.name.clone()),
        first: table.days.first,
        last: table.days.last,
        rows: table.rows.iter().map(Into::into).collect(),
        total: (&table.total).into(),
    }))
}

/// The same as a workbook.
#[utoipa::path(get, path = "/api/hazard-table/sheet.xlsx", params(HazardQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn hazard_sheet(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<HazardQuery>,
) -> Result<Response, Problem> {
    let today = app::local_day((shared.now)());
    let made = signed
        .read(&shared, async |tx, caller| {
            app::hazard_sheet(tx, caller, &shared.catalogue, query.into(), today).await
        })
        .await?;
    let told = serde_json::json!({ "rows": made.rows() });
    signed.write(&shared, async |tx, act| app::note_export(tx, act, "hazard_table", told).await).await?;
    workbook(made, &format!("隐患排查治理情况统计表-{today}.xlsx"), &signed).await
}
