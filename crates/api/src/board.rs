//! The board: unit by target.

use crate::Shared;
use crate::caller::Signed;
use crate::extract::Query;
use crate::imports::workbook;
use crate::problem::Problem;
use crate::units::UnitView;
use crate::views::TargetView;
use app::BoardFilter;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use domain::org::UnitKind;
use domain::target::Kind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What the board is narrowed to.
#[derive(Deserialize, IntoParams)]
pub struct BoardQuery {
    year: Option<i64>,
    notice: Option<Uuid>,
    unit: Option<Uuid>,
    /// First step of the clause path: `三`.
    part: Option<String>,
    kind: Option<String>,
    /// Due on or before this day.
    due_by: Option<NaiveDate>,
    /// Only units of this kind: `street`, `community`, ….
    level: Option<String>,
    /// Code of a sector; of the sheet alone, whose figures it narrows.
    sector: Option<String>,
    /// With the names that units had on this day, and in the sheet its figures; today when absent or later.
    as_of: Option<NaiveDate>,
}

impl BoardQuery {
    fn filter(self, today: NaiveDate) -> BoardFilter {
        let Self { year, notice, unit, part, kind, due_by, level, sector: _, as_of } = self;
        // an unknown kind is narrowed to as no kind at all: an old bookmark still opens
        let kind = kind.and_then(|word| Kind::parse(&word));
        let level = level.and_then(|word| UnitKind::parse(&word));
        BoardFilter { year, notice, unit, part, kind, due_by, level, as_of: as_of.filter(|day| *day < today) }
    }
}

/// A target on the board.
#[derive(Serialize, ToSchema)]
pub struct BoardTarget {
    notice_id: Uuid,
    notice_title: String,
    #[serde(flatten)]
    target: TargetView,
}

/// A part of a notice: a top clause.
#[derive(Serialize, ToSchema)]
pub struct PartView {
    notice_id: Uuid,
    /// First step of its path: `三`.
    part: String,
    /// Its heading, when there is one.
    title: Option<String>,
}

/// Published targets and the units that answer for them.
#[derive(Serialize, ToSchema)]
pub struct BoardView {
    as_of: NaiveDate,
    units: Vec<UnitView>,
    items: Vec<BoardTarget>,
    /// The parts of the notices shown, in reading order.
    parts: Vec<PartView>,
    /// Targets shown.
    shown: usize,
    /// Targets before narrowing.
    total: usize,
}

/// The board of what is published.
#[utoipa::path(get, path = "/api/board", params(BoardQuery),
    responses((status = 200, body = BoardView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn board(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<BoardQuery>,
) -> Result<Json<BoardView>, Problem> {
    let today = app::local_day((shared.now)());
    let filter = query.filter(today);
    let board = signed.read(&shared, async |tx, caller| app::board(tx, caller, &filter).await).await?;
    let item = |(notice, target): &(domain::notice::NoticeRecord, domain::target::Target)| BoardTarget {
        notice_id: notice.id,
        notice_title: notice.title.clone(),
        target: TargetView::from(target),
    };
    let mut notices: Vec<&domain::notice::NoticeRecord> = board.targets.iter().map(|(n, _)| n).collect();
    notices.dedup_by_key(|notice| notice.id);
    Ok(Json(BoardView {
        as_of: filter.as_of.unwrap_or(today),
        units: board.units.iter().map(UnitView::from).collect(),
        items: board.targets.iter().map(item).collect(),
        parts: notices.into_iter().flat_map(parts).collect(),
        shown: board.targets.len(),
        total: board.total,
    }))
}

/// The board as a workbook: units down, targets across.
#[utoipa::path(get, path = "/api/board/sheet.xlsx", params(BoardQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn board_sheet(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<BoardQuery>,
) -> Result<Response, Problem> {
    let today = app::local_day((shared.now)());
    let rules = (&*shared.catalogue, &*shared.counting);
    let sector = query.sector.clone();
    let filter = query.filter(today);
    let made = signed
        .read(&shared, async |tx, caller| app::board_sheet(tx, caller, rules, (&filter, sector), today).await)
        .await?;
    let told = serde_json::json!({ "rows": made.rows() });
    signed.write(&shared, async |tx, act| app::note_export(tx, act, "board", told).await).await?;
    let as_of = filter.as_of.unwrap_or(today);
    workbook(made, &format!("目标-{as_of}.xlsx"), &signed).await
}

/// The top clauses, read from the text again: nothing is kept twice.
fn parts(notice: &domain::notice::NoticeRecord) -> Vec<PartView> {
    let text = &notice.text;
    let tops = notice::parse(text).clauses.into_iter().filter(|clause| clause.level == 1);
    let view = |clause: notice::Clause| PartView {
        notice_id: notice.id,
        part: clause.path,
        title: clause.title.map(|title| text[title].to_owned()),
    };
    tops.map(view).collect()
}
