//! Records of a register.

mod views;

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::{Act, Asked, Begin, Resolver};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Caller;
use domain::hazard::HazardList;
use domain::register::{Record, Register};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Tx;
use utoipa::IntoParams;
use uuid::Uuid;
use views::{
    BulkInput, BulkRowView, BulkView, ChangeInput, EnteredInput, LikelyList, LikelyView, MoveInput,
    RecordDetailView, RecordMergeInput, RecordPage, RecordSummary, RecordView, RevealInput, RevealedView,
    UndoInput, UndoneView, VersionInput,
};

/// What a list is narrowed to, and its order. Beside these, `f.FIELD=a,b` asks for one of several values, and
/// `f.FIELD=from..to` for a range.
#[derive(Deserialize, IntoParams)]
pub struct RecordQuery {
    /// This unit and what lies in it.
    unit: Option<Uuid>,
    /// Codes of states, with commas between.
    state: Option<String>,
    /// Codes of sectors, with commas between.
    sector: Option<String>,
    /// Search.
    q: Option<String>,
    /// Field, `changed`, `state` or `unit`; `-name` downwards, `name~strokes` by strokes.
    sort: Option<String>,
    /// Where the page begins, from `next` of the page before.
    after: Option<String>,
    /// Where the page ends, from `before` of the page behind.
    before: Option<String>,
    /// A value of the field of the order: first characters or first letter of a text, a number, a day, month or year. The page
    /// begins with the first record that has it or a later one.
    from: Option<String>,
    /// The number of the first row, from 0; `end` for the page that ends with the last.
    row: Option<String>,
    /// 1 to 500; 100 without it.
    limit: Option<usize>,
    /// Columns of an export, with commas between: fields, `unit`, `state`, `sector`, `changed`.
    columns: Option<String>,
    /// Which of the four lists of hazards it is, for the title of an export.
    list: Option<String>,
    #[serde(flatten)]
    #[param(ignore)]
    fields: BTreeMap<String, String>,
}

impl RecordQuery {
    /// The columns of an export.
    pub fn columns(&self) -> Option<Vec<String>> {
        let columns = self.columns.as_ref()?.split(',').filter(|column| !column.is_empty());
        Some(columns.map(str::to_owned).collect())
    }
}

impl RecordQuery {
    /// Which of the four lists it is, if any.
    ///
    /// # Errors
    /// [`app::AppError::BadQuery`] for a list that is none.
    pub fn list(&self) -> Result<Option<HazardList>, app::AppError> {
        let bad = || app::AppError::BadQuery { part: "list".to_owned() };
        self.list.as_ref().map(|list| HazardList::parse(list).ok_or_else(bad)).transpose()
    }
}

impl TryFrom<RecordQuery> for Asked {
    type Error = app::AppError;

    fn try_from(query: RecordQuery) -> Result<Self, Self::Error> {
        let bad = || app::AppError::BadQuery { part: "row".to_owned() };
        let begin = match (query.after, query.before, query.from, query.row.as_deref()) {
            (None, None, None, None) => Begin::First,
            (Some(place), None, None, None) => Begin::After(place),
            (None, Some(place), None, None) => Begin::Before(place),
            (None, None, Some(value), None) => Begin::Value(value),
            (None, None, None, Some("end")) => Begin::End,
            (None, None, None, Some(row)) => Begin::Row(row.parse().map_err(|_| bad())?),
            // a page begins at one place
            _ => return Err(bad()),
        };
        let list = |text: Option<String>| -> Vec<String> {
            let parts = text.iter().flat_map(|text| text.split(',')).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        };
        // a filter that is misspelt and passed over would show everything
        let field = |(name, text): (String, String)| match name.strip_prefix("f.") {
            Some(field) => Ok((field.to_owned(), text)),
            None => Err(app::AppError::BadQuery { part: name }),
        };
        Ok(Self {
            unit: query.unit,
            is_own: false,
            states: list(query.state),
            sectors: list(query.sector),
            filters: query.fields.into_iter().map(field).collect::<Result<_, _>>()?,
            search: query.q,
            sort: query.sort,
            begin,
            limit: query.limit.unwrap_or(100),
        })
    }
}

/// A record as it stands after a write.
fn view(register: &Register, record: &Record, act: &Act) -> RecordView {
    RecordView::shown(register, record, &act.caller, app::local_day(act.now))
}

async fn resolver(
    tx: &mut Tx,
    caller: &Caller,
    shared: &Shared,
    code: &str,
) -> Result<Resolver, app::AppError> {
    let register = app::register(tx, &shared.catalogue, code).await?;
    Resolver::new(tx, caller, &shared.catalogue, register, app::local_day((shared.now)())).await
}

/// A page of records.
#[utoipa::path(get, path = "/api/registers/{code}/records", params(("code" = String, Path), RecordQuery),
    responses((status = 200, body = RecordPage), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn list_records(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
    Query(query): Query<RecordQuery>,
) -> Result<Json<RecordPage>, Problem> {
    let asked: Asked = query.try_into()?;
    let as_of = app::local_day((shared.now)());
    let page = signed.read(&shared, async |tx, caller| {
        let register = app::register(tx, &shared.catalogue, &code).await?;
        let app::Listed { records, names, next, before, row } =
            app::list_records(tx, caller, &register, &asked).await?;
        let view = |row: app::ListedRecord| RecordView::new(&register, &row.record, row.title, as_of);
        Ok(RecordPage { as_of, items: records.into_iter().map(view).collect(), names, next, before, row })
    });
    Ok(Json(page.await?))
}

/// How many records there are, and the sums in the foot.
#[utoipa::path(get, path = "/api/registers/{code}/summary", params(("code" = String, Path), RecordQuery),
    responses((status = 200, body = RecordSummary), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn record_summary(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
    Query(query): Query<RecordQuery>,
) -> Result<Json<RecordSummary>, Problem> {
    let asked: Asked = query.try_into()?;
    let summed = signed.read(&shared, async |tx, caller| {
        let register = app::register(tx, &shared.catalogue, &code).await?;
        app::summarize_records(tx, caller, &register, &asked).await
    });
    let (count, sums) = summed.await?;
    Ok(Json(RecordSummary {
        count,
        sums: sums.into_iter().map(|(field, sum)| (field, sum.to_string())).collect(),
    }))
}

/// Enters a record.
#[utoipa::path(post, path = "/api/registers/{code}/records", params(("code" = String, Path)),
    request_body = EnteredInput,
    responses((status = 201, body = RecordView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn create_record(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
    Body(input): Body<EnteredInput>,
) -> Result<(StatusCode, Json<RecordView>), Problem> {
    let view = signed.write(&shared, async |tx, act| {
        let mut resolver = resolver(tx, &act.caller, &shared, &code).await?;
        let record = app::create_record(tx, act, &mut resolver, input.into()).await?;
        Ok(view(resolver.register(), &record, act))
    });
    Ok((StatusCode::CREATED, Json(view.await?)))
}

/// Everything of one record.
#[utoipa::path(get, path = "/api/registers/{code}/records/{id}", params(("code" = String, Path), ("id" = Uuid, Path)),
    responses((status = 200, body = RecordDetailView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn record_detail(
    State(shared): State<Shared>,
    signed: Signed,
    Path((code, id)): Path<(String, Uuid)>,
) -> Result<Json<RecordDetailView>, Problem> {
    let today = app::local_day((shared.now)());
    let detail = signed.read(&shared, async |tx, caller| {
        app::record_detail(tx, caller, &shared.catalogue, &code, id, today).await
    });
    Ok(Json(RecordDetailView::new(detail.await?, today)))
}

/// Changes fields of a record.
#[utoipa::path(patch, path = "/api/registers/{code}/records/{id}",
    params(("code" = String, Path), ("id" = Uuid, Path)), request_body = ChangeInput,
    responses((status = 200, body = RecordView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change_record(
    State(shared): State<Shared>,
    signed: Signed,
    Path((code, id)): Path<(String, Uuid)>,
    Body(input): Body<ChangeInput>,
) -> Result<Json<RecordView>, Problem> {
    let view = signed.write(&shared, async |tx, act| {
        let mut resolver = resolver(tx, &act.caller, &shared, &code).await?;
        let record =
            app::change_record(tx, act, &mut resolver, id, input.version, input.entered.into()).await?;
        Ok(view(resolver.register(), &record, act))
    });
    Ok(Json(view.await?))
}

/// Moves a record to another state.
#[utoipa::path(post, path = "/api/registers/{code}/records/{id}/move",
    params(("code" = String, Path), ("id" = Uuid, Path)), request_body = MoveInput,
    responses((status = 200, body = RecordView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn move_record(
    State(shared): State<Shared>,
    signed: Signed,
    Path((code, id)): Path<(String, Uuid)>,
    Body(input): Body<MoveInput>,
) -> Result<Json<RecordView>, Problem> {
    let MoveInput { version, transition, entered } = input;
    let view = signed.write(&shared, async |tx, act| {
        let mut resolver = resolver(tx, &act.caller, &shared, &code).await?;
        let record =
            app::move_record(tx, act, &mut resolver, id, version, &transition, entered.into()).await?;
        Ok(view(resolver.register(), &record, act))
    });
    Ok(Json(view.await?))
}

/// Takes a record out; its history stays.
#[utoipa::path(post, path = "/api/registers/{code}/records/{id}/remove",
    params(("code" = String, Path), ("id" = Uuid, Path)), request_body = VersionInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn remove_record(
    State(shared): State<Shared>,
    signed: Signed,
    Path((code, id)): Path<(String, Uuid)>,
    Body(input): Body<VersionInput>,
) -> Result<StatusCode, Problem> {
    let removed = signed.write(&shared, async |tx, act| {
        let register = app::register(tx, &shared.catalogue, &code).await?;
        app::remove_record(tx, act, &register, id, input.version).await
    });
    removed.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Personal data of a record in full, for a reason that stands in the audit trail.
#[utoipa::path(post, path = "/api/registers/{code}/records/{id}/reveal",
    params(("code" = String, Path), ("id" = Uuid, Path)), request_body = RevealInput,
    responses((status = 200, body = RevealedView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn reveal_personal(
    State(shared): State<Shared>,
    signed: Signed,
    Path((code, id)): Path<(String, Uuid)>,
    Body(input): Body<RevealInput>,
) -> Result<Json<RevealedView>, Problem> {
    let values = signed.write(&shared, async |tx, act| {
        let register = app::register(tx, &shared.catalogue, &code).await?;
        app::reveal_personal(tx, act, &register, id, &input.reason).await
    });
    Ok(Json(RevealedView { values: values.await? }))
}

/// Changes many records at once, or shows what the change would do.
#[utoipa::path(post, path = "/api/registers/{code}/bulk", params(("code" = String, Path)), request_body = BulkInput,
    responses((status = 200, body = BulkView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn bulk_change(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
    Body(input): Body<BulkInput>,
) -> Result<Json<BulkView>, Problem> {
    let BulkInput { records, entered, write } = input;
    let records: Vec<(Uuid, i64)> = records.into_iter().map(|record| (record.id, record.version)).collect();
    let entered = entered.into();
    let items = signed.write(&shared, async |tx, act| {
        let mut resolver = resolver(tx, &act.caller, &shared, &code).await?;
        let rows = app::bulk_change(tx, act, &mut resolver, &records, &entered, write).await?;
        let today = app::local_day(act.now);
        Ok(rows.iter().map(|row| BulkRowView::new(resolver.register(), row, &act.caller, today)).collect())
    });
    Ok(Json(BulkView { items: items.await?, written: write }))
}

/// Records that are probably the same thing.
#[utoipa::path(get, path = "/api/registers/{code}/records/{id}/duplicates",
    params(("code" = String, Path), ("id" = Uuid, Path)),
    responses((status = 200, body = LikelyList), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn duplicates(
    State(shared): State<Shared>,
    signed: Signed,
    Path((code, id)): Path<(String, Uuid)>,
) -> Result<Json<LikelyList>, Problem> {
    let likely = signed.read(&shared, async |tx, caller| {
        let register = app::register(tx, &shared.catalogue, &code).await?;
        app::likely_duplicates(tx, caller, &register, id).await
    });
    Ok(Json(LikelyList { items: likely.await?.into_iter().map(LikelyView::from).collect() }))
}

/// Merges another record into this one; what linked to the other links to this one then.
#[utoipa::path(post, path = "/api/registers/{code}/records/{id}/merge",
    params(("code" = String, Path), ("id" = Uuid, Path)), request_body = RecordMergeInput,
    responses((status = 200, body = RecordView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn merge_records(
    State(shared): State<Shared>,
    signed: Signed,
    Path((code, id)): Path<(String, Uuid)>,
    Body(input): Body<RecordMergeInput>,
) -> Result<Json<RecordView>, Problem> {
    let (keeper, gone) = ((id, input.version), (input.other.id, input.other.version));
    let view = signed.write(&shared, async |tx, act| {
        let register = app::register(tx, &shared.catalogue, &code).await?;
        let record = app::merge_records(tx, act, &shared.catalogue, &register, keeper, gone).await?;
        Ok(view(&register, &record, act))
    });
    Ok(Json(view.await?))
}

/// Parts a merged record again.
#[utoipa::path(post, path = "/api/registers/{code}/records/{id}/split",
    params(("code" = String, Path), ("id" = Uuid, Path)), request_body = VersionInput,
    responses((status = 200, body = RecordView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn split_record(
    State(shared): State<Shared>,
    signed: Signed,
    Path((code, id)): Path<(String, Uuid)>,
    Body(input): Body<VersionInput>,
) -> Result<Json<RecordView>, Problem> {
    let view = signed.write(&shared, async |tx, act| {
        let register = app::register(tx, &shared.catalogue, &code).await?;
        let record = app::split_record(tx, act, &shared.catalogue, &register, id, input.version).await?;
        Ok(view(&register, &record, act))
    });
    Ok(Json(view.await?))
}

/// Takes back all that one request did to records.
#[utoipa::path(post, path = "/api/undo", request_body = UndoInput,
    responses((status = 200, body = UndoneView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn undo(
    State(shared): State<Shared>,
    signed: Signed,
    Body(input): Body<UndoInput>,
) -> Result<Json<UndoneView>, Problem> {
    let undone = signed
        .write(&shared, async |tx, act| app::undo(tx, act, &shared.catalogue, &input.request_id).await)
        .await?;
    Ok(Json(UndoneView { undone: undone.undone, left: undone.left }))
}
