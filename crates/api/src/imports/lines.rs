//! Sheets of units and of people: checked, written all or nothing or only as far as right, handed back marked. The sheet comes
//! with each request and is kept nowhere: it may hold telephone numbers.

use super::files::file;
use super::views::{NoteView, RowProblemView, SheetColumnView, columns_of, notes_of};
use crate::Shared;
use crate::accounts::one_time;
use crate::caller::Signed;
use crate::extract::{Query, received};
use crate::messages::message;
use crate::problem::{Problem, filled};
use app::{AppError, LineFault, LineWrong, Lines, MadeAccount, Passwords, Taken};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::{Caller, Forbidden, Verb};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sheet::{CellProblem, Kept, Limit, SheetError};
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};

/// What is to be done with a sheet.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LinesQuery {
    /// `all` writes all lines if all are right, `good` those that are; otherwise nothing is written.
    write: Option<String>,
}

/// What a sheet did, or would do.
#[derive(Serialize, ToSchema)]
pub struct LinesView {
    sheet_name: String,
    header_row: u32,
    columns: Vec<SheetColumnView>,
    notes: Vec<NoteView>,
    /// The first lines, cell by cell.
    sample: Vec<Vec<String>>,
    total: usize,
    new: usize,
    changed: usize,
    same: usize,
    /// Wrong lines.
    bad: usize,
    problems: Vec<RowProblemView>,
    /// Whether it was written.
    written: bool,
    /// New accounts.
    accounts: usize,
    /// A workbook of the new accounts with their one-time passwords, in Base64, this once.
    passwords: Option<String>,
}

/// What to write.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Write {
    Nothing,
    All,
    Good,
}

impl LinesQuery {
    fn what(&self) -> Result<Write, Problem> {
        match self.write.as_deref() {
            None | Some("") => Ok(Write::Nothing),
            Some("all") => Ok(Write::All),
            Some("good") => Ok(Write::Good),
            Some(other) => Err(Problem::unknown_word("write", other)),
        }
    }
}

/// Whether somebody may bring such a sheet.
type May = fn(&Caller) -> Result<(), Forbidden>;

fn may_take_units(caller: &Caller) -> Result<(), Forbidden> {
    caller.may(Verb::KeepUnits)
}

/// Reads the sheet on a thread of its own; of who may not, it is not even looked at.
async fn lines(
    signed: &Signed,
    may: May,
    bytes: Result<Bytes, BytesRejection>,
    read: fn(&[u8]) -> Result<Lines, AppError>,
) -> Result<Lines, Problem> {
    let too_large = SheetError::TooLarge { limit: Limit::Bytes(sheet::MAX_BYTES), sheet: None };
    may(&signed.caller)
        .map_err(|refused| Problem::from(AppError::from(refused)).in_language(signed.ask.is_english))?;
    let bytes = received(signed, bytes, too_large.into())?;
    let read = tokio::task::spawn_blocking(move || read(&bytes)).await;
    let read = read.unwrap_or_else(|e| Err(AppError::Internal(e.to_string())));
    read.map_err(|error| Problem::from(error).in_language(signed.ask.is_english))
}

fn told(wrong: LineWrong) -> (String, Value) {
    match wrong {
        LineWrong::Twice(first) | LineWrong::OtherName(first) => {
            (wrong.code().unwrap_or_default().to_owned(), json!({ "first": first }))
        }
        LineWrong::Rule(error) => {
            let problem = Problem::from(error);
            (problem.code, problem.params)
        }
        wrong => (wrong.code().unwrap_or_default().to_owned(), json!({})),
    }
}

fn bad_lines(wrong: &[LineFault]) -> usize {
    wrong.iter().map(|fault| fault.row).collect::<BTreeSet<_>>().len()
}

fn view(lines: &Lines, taken: Taken, is_written: bool) -> LinesView {
    let Lines { table, mapped } = lines;
    let bad = bad_lines(&taken.wrong);
    let problem = |fault: LineFault| {
        let (code, params) = told(fault.wrong);
        RowProblemView::of(fault.row, fault.field, &code, &params)
    };
    LinesView {
        sheet_name: table.sheet_name.clone(),
        header_row: table.header_row,
        columns: columns_of(table, mapped.iter().map(|code| code.map(str::to_owned)).collect()),
        notes: notes_of(table),
        sample: table.rows.iter().take(10).map(|row| row.cells.clone()).collect(),
        total: table.rows.len(),
        new: taken.new,
        changed: taken.changed,
        same: taken.same,
        bad,
        problems: taken.wrong.into_iter().map(problem).collect(),
        written: is_written,
        accounts: 0,
        passwords: None,
    }
}

/// All or nothing: one wrong line refuses all.
fn whole(taken: Taken, write: Write) -> Result<Taken, AppError> {
    let n = u64::try_from(bad_lines(&taken.wrong)).unwrap_or(u64::MAX);
    if write == Write::All && n > 0 { Err(AppError::RowsWrong { n }) } else { Ok(taken) }
}

fn marked(signed: &Signed, lines: &Lines, wrong: Vec<LineFault>, name: &str) -> Result<Response, Problem> {
    let cell = |fault: LineFault| {
        let column = fault.field.and_then(|field| lines.mapped.iter().position(|code| *code == Some(field)));
        let (code, params) = told(fault.wrong);
        let words = filled(message(&code, signed.ask.is_english), &params);
        CellProblem { row: fault.row, column, message: words }
    };
    let cells: Vec<CellProblem> = wrong.into_iter().map(cell).collect();
    let bytes = sheet::marked(&lines.table, &cells, Kept::Faulty);
    Ok(file(bytes.map_err(|error| Problem::from(AppError::from(error)))?, name))
}

/// A template of units and grids to fill in.
#[utoipa::path(get, path = "/api/units/template.xlsx",
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 401, body = Problem)))]
pub async fn units_template(_signed: Signed) -> Result<Response, Problem> {
    Ok(file(app::units_template().map_err(Problem::from)?, "单位和网格-导入模板.xlsx"))
}

/// Checks a sheet of units and grids, or writes it.
#[utoipa::path(post, path = "/api/units/sheet", params(LinesQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = LinesView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn units_sheet(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<LinesQuery>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Json<LinesView>, Problem> {
    let write = query.what()?;
    let lines = lines(&signed, may_take_units, bytes, app::read_units).await?;
    let taken = match write {
        Write::Nothing => {
            signed.try_out(&shared, async |tx, act| app::take_units(tx, act, &lines).await).await?
        }
        write => {
            let take = async |tx: &mut store::Tx, act: &app::Act| {
                whole(app::take_units(tx, act, &lines).await?, write)
            };
            signed.write(&shared, take).await?
        }
    };
    Ok(Json(view(&lines, taken, write != Write::Nothing)))
}

/// The wrong lines of a sheet of units, marked red, with the reason in the last column.
#[utoipa::path(post, path = "/api/units/sheet/marked",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub async fn units_marked(
    State(shared): State<Shared>,
    signed: Signed,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let lines = lines(&signed, may_take_units, bytes, app::read_units).await?;
    let taken = signed.try_out(&shared, async |tx, act| app::take_units(tx, act, &lines).await).await?;
    marked(&signed, &lines, taken.wrong, "单位和网格-错误行.xlsx")
}

/// A template of people to fill in.
#[utoipa::path(get, path = "/api/accounts/template.xlsx",
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 401, body = Problem)))]
pub async fn people_template(State(shared): State<Shared>, _signed: Signed) -> Result<Response, Problem> {
    Ok(file(app::people_template(&shared.catalogue).map_err(Problem::from)?, "人员-导入模板.xlsx"))
}

async fn check_people(
    shared: &Shared,
    signed: &Signed,
    lines: &Lines,
) -> Result<(Taken, Vec<MadeAccount>), Problem> {
    let rules = (&*shared.catalogue, shared.separation);
    let check = async |tx: &mut store::Tx, act: &app::Act| {
        app::take_people(tx, act, rules, lines, Passwords::Unused).await
    };
    signed.try_out(shared, check).await
}

/// Checks a sheet of people and their posts, or writes it: new accounts get one-time passwords, which are in the answer, this
/// once.
#[utoipa::path(post, path = "/api/accounts/sheet", params(LinesQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = LinesView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
pub async fn people_sheet(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<LinesQuery>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Json<LinesView>, Problem> {
    let write = query.what()?;
    let lines = lines(&signed, app::may_take_people, bytes, app::read_people).await?;
    let (taken, made) = check_people(&shared, &signed, &lines).await?;
    if write == Write::Nothing {
        return Ok(Json(LinesView { accounts: made.len(), ..view(&lines, taken, false) }));
    }
    whole(taken, write).map_err(|error| Problem::from(error).in_language(signed.ask.is_english))?;
    let mut passwords = Vec::with_capacity(made.len());
    for _ in &made {
        passwords.push(one_time(&signed).await?);
    }
    let rules = (&*shared.catalogue, shared.separation);
    let take = async |tx: &mut store::Tx, act: &app::Act| {
        let (taken, made) = app::take_people(tx, act, rules, &lines, Passwords::Made(passwords)).await?;
        Ok((whole(taken, write)?, made))
    };
    let (taken, made) = signed.write(&shared, take).await?;
    let today = app::local_day((shared.now)());
    let passwords = match made.as_slice() {
        [] => None,
        made => Some(STANDARD.encode(app::passwords_sheet(made, today).map_err(Problem::from)?)),
    };
    Ok(Json(LinesView { accounts: made.len(), passwords, ..view(&lines, taken, true) }))
}

/// The wrong lines of a sheet of people, marked red, with the reason in the last column.
#[utoipa::path(post, path = "/api/accounts/sheet/marked",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub async fn people_marked(
    State(shared): State<Shared>,
    signed: Signed,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let lines = lines(&signed, app::may_take_people, bytes, app::read_people).await?;
    let (taken, _) = check_people(&shared, &signed, &lines).await?;
    marked(&signed, &lines, taken.wrong, "人员-错误行.xlsx")
}
