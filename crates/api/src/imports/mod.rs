//! Sheets in and out of a register.

mod files;
mod lines;
pub(crate) use files::workbook;
mod views;

pub use files::{__path_export, __path_template, export, template};
pub use lines::{
    __path_people_marked, __path_people_sheet, __path_people_template, __path_units_marked,
    __path_units_sheet, __path_units_template, people_marked, people_sheet, people_template, units_marked,
    units_sheet, units_template,
};

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query, received};
use crate::messages::message;
use crate::metrics::Running;
use crate::problem::{Problem, filled};
use app::{Act, AppError, ImportStep, RowProblem};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::Response;
use domain::register::Register;
use files::file;
use serde::Deserialize;
use sheet::{CellProblem, Kept, Limit, SheetError, Table};
use std::collections::HashMap;
use store::SheetImport;
use utoipa::IntoParams;
use uuid::Uuid;
use views::{ImportList, ImportPreview, ImportView, MappingInput, RunInput, mapped, preview};

/// Name of the file.
#[derive(Deserialize, IntoParams)]
pub struct FileQuery {
    name: Option<String>,
}

/// Reads a sheet on a thread of its own: a large one takes seconds.
async fn table_of(signed: &Signed, register: Register, bytes: Bytes) -> Result<Table, Problem> {
    let read = tokio::task::spawn_blocking(move || app::read_sheet(&register, &bytes)).await;
    let read = read.unwrap_or_else(|e| Err(AppError::Internal(e.to_string())));
    read.map_err(|error| Problem::from(error).in_language(signed.ask.is_english))
}

/// The import, its register and its sheet, read again from the bytes that are kept.
async fn opened(
    shared: &Shared,
    signed: &Signed,
    id: Uuid,
) -> Result<(SheetImport, Register, Table), Problem> {
    let kept = signed.read(shared, async |tx, caller| {
        let import = app::import(tx, caller, id).await?;
        let register = app::register(tx, &shared.catalogue, &import.register).await?;
        Ok((import, register))
    });
    let (import, register) = kept.await?;
    let bytes = async {
        let found = shared.vault.get(&import.sha256).await?;
        found.ok_or(AppError::NotFound("original"))
    };
    let bytes = signed.told(bytes).await?;
    let table = table_of(signed, register.clone(), bytes).await?;
    Ok((import, register, table))
}

/// Takes a sheet in: keeps its bytes, maps its columns, checks each row. Nothing is written to the register.
#[utoipa::path(post, path = "/api/registers/{code}/imports", params(("code" = String, Path), FileQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = ImportPreview), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn begin_import(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
    Query(query): Query<FileQuery>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<ImportPreview>), Problem> {
    let too_large = SheetError::TooLarge { limit: Limit::Bytes(sheet::MAX_BYTES), sheet: None };
    let bytes = received(&signed, bytes, too_large.into())?;
    let register =
        signed.read(&shared, async |tx, _| app::register(tx, &shared.catalogue, &code).await).await?;
    let stored = signed.told(app::bring_sheet(&shared.vault, &signed.caller, &bytes)).await?;
    let sha256 = signed.write(&shared, async |tx, act| app::keep_sheet(tx, act, &stored).await).await?;
    let table = table_of(&signed, register.clone(), bytes.clone()).await?;
    let file = (query.name.unwrap_or_else(|| "sheet".to_owned()), sha256);
    let import = signed.write(&shared, async |tx, act| {
        app::begin_import(tx, act, &shared.catalogue, &register, &table, file).await
    });
    Ok((StatusCode::CREATED, Json(preview(&import.await?, &table))))
}

/// The latest imports of a register.
#[utoipa::path(get, path = "/api/registers/{code}/imports", params(("code" = String, Path)),
    responses((status = 200, body = ImportList), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list_imports(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
) -> Result<Json<ImportList>, Problem> {
    let imports = signed.read(&shared, async |tx, caller| {
        app::register(tx, &shared.catalogue, &code).await?;
        app::imports(tx, caller, &code).await
    });
    Ok(Json(ImportList { items: imports.await?.iter().map(ImportView::from).collect() }))
}

/// How an import stands.
#[utoipa::path(get, path = "/api/imports/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = ImportView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn import(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<ImportView>, Problem> {
    let import = signed.read(&shared, async |tx, caller| app::import(tx, caller, id).await);
    Ok(Json(ImportView::from(&import.await?)))
}

/// Maps the columns otherwise and checks again. The mapping is remembered for sheets with this header.
#[utoipa::path(post, path = "/api/imports/{id}/mapping", params(("id" = Uuid, Path)), request_body = MappingInput,
    responses((status = 200, body = ImportPreview), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn map_import(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<MappingInput>,
) -> Result<Json<ImportPreview>, Problem> {
    let (import, register, table) = opened(&shared, &signed, id).await?;
    let changed = signed.write(&shared, async |tx, act| {
        app::change_mapping(tx, act, &shared.catalogue, &register, import, (&table, input.mapping)).await
    });
    Ok(Json(preview(&changed.await?, &table)))
}

/// Lets an import write, in the background; `/api/imports/{id}` tells how far it is.
#[utoipa::path(post, path = "/api/imports/{id}/run", params(("id" = Uuid, Path)), request_body = RunInput,
    responses((status = 202, body = ImportView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn run_import(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<RunInput>,
) -> Result<(StatusCode, Json<ImportView>), Problem> {
    let (_, register, table) = opened(&shared, &signed, id).await?;
    let started =
        signed.write(&shared, async |tx, act| app::start_import(tx, act, id, input.only_good).await).await?;
    let caller = signed.caller.clone();
    let running = Running::import(&shared.metrics);
    tokio::spawn(async move {
        let _running = running;
        let mut seen = HashMap::new();
        loop {
            // what an import writes is audited under its own identity
            let act = Act::new(caller.clone(), (shared.now)(), id.to_string(), shared.counting.clone());
            match chunk(&shared, &act, &register, (&table, &mut seen), id).await {
                Ok(ImportStep::More) => {}
                Ok(ImportStep::Done | ImportStep::Stopped) => break,
                Err(error) => {
                    // the rows written so far stay; the import can be started again
                    tracing::error!(%error, import = %id, "an import stopped");
                    if let Err(error) = interrupted(&shared, id).await {
                        tracing::error!(%error, import = %id, "it could not be marked; a restart does it");
                    }
                    break;
                }
            }
        }
    });
    Ok((StatusCode::ACCEPTED, Json(ImportView::from(&started))))
}

async fn chunk(
    shared: &Shared,
    act: &Act,
    register: &Register,
    sheet: (&Table, &mut HashMap<String, u32>),
    id: Uuid,
) -> Result<ImportStep, AppError> {
    let mut tx = shared.db.write().await?;
    let step = app::import_chunk(&mut tx, act, &shared.catalogue, register, id, sheet).await?;
    if step != ImportStep::Stopped {
        tx.commit().await?;
        shared.changes.tell();
    }
    Ok(step)
}

async fn interrupted(shared: &Shared, id: Uuid) -> Result<(), AppError> {
    let mut tx = shared.db.write().await?;
    app::interrupt_import(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

/// Stops an import; what it wrote stays until it is undone.
#[utoipa::path(post, path = "/api/imports/{id}/cancel", params(("id" = Uuid, Path)),
    responses((status = 200, body = ImportView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn cancel_import(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<ImportView>, Problem> {
    let stopped = signed.write(&shared, async |tx, act| app::cancel_import(tx, act, id).await).await?;
    Ok(Json(ImportView::from(&stopped)))
}

/// The wrong rows again, marked red, with the reason in the last column.
#[utoipa::path(get, path = "/api/imports/{id}/problems.xlsx", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn import_problems(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (import, register, table) = opened(&shared, &signed, id).await?;
    let mapped = mapped(&import);
    let problems = signed.write(&shared, async |tx, act| {
        app::problems_of(tx, act, &shared.catalogue, &register, (&table, &mapped)).await
    });
    let is_english = signed.ask.is_english;
    let cell = |problem: RowProblem| CellProblem {
        row: problem.row,
        column: problem
            .field
            .as_ref()
            .and_then(|field| mapped.iter().position(|code| code.as_ref() == Some(field))),
        message: filled(message(&problem.code, is_english), &problem.params),
    };
    let cells: Vec<CellProblem> = problems.await?.into_iter().map(cell).collect();
    let bytes =
        sheet::marked(&table, &cells, Kept::Faulty).map_err(|error| Problem::from(AppError::from(error)))?;
    Ok(file(bytes, &format!("{}-错误行.xlsx", register.name.zh)))
}
