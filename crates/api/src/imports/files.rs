//! Workbooks that go out: a template to fill in, a list as it is shown.

use crate::Shared;
use crate::caller::Signed;
use crate::document::WORKBOOK;
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::AppError;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::register::Register;
use serde_json::json;
use std::collections::BTreeMap;

/// A template to fill in.
#[utoipa::path(get, path = "/api/registers/{code}/template.xlsx", params(("code" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn template(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let today = app::local_day((shared.now)());
    let made = signed.read(&shared, async |tx, _| {
        let register = app::register(tx, &shared.catalogue, &code).await?;
        let units: Vec<_> = tx.units().await?.into_iter().filter(|unit| unit.is_valid_on(today)).collect();
        let sectors: Vec<String> =
            shared.catalogue.sectors.iter().map(|sector| sector.name.zh.clone()).collect();
        let bytes = app::register_template(&register, &units, &sectors)?;
        Ok((register.name.zh, bytes))
    });
    let (name, bytes) = made.await?;
    Ok(file(bytes, &format!("{name}-导入模板.xlsx")))
}

/// The list as it is asked for, with its columns, as a workbook.
#[utoipa::path(get, path = "/api/registers/{code}/export.xlsx",
    params(("code" = String, Path), crate::records::RecordQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn export(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
    Query(query): Query<crate::records::RecordQuery>,
) -> Result<Response, Problem> {
    let today = app::local_day((shared.now)());
    let columns = query.columns();
    let list = query.list().map_err(|error| Problem::from(error).in_language(signed.ask.is_english))?;
    let asked: app::Asked = query.try_into()?;
    let sectors: BTreeMap<String, String> =
        shared.catalogue.sectors.iter().map(|sector| (sector.code.clone(), sector.name.zh.clone())).collect();
    let made = signed.read(&shared, async |tx, caller| {
        let register = app::register(tx, &shared.catalogue, &code).await?;
        let columns = columns.unwrap_or_else(|| listed(&register));
        let title =
            list.map_or_else(|| register.name.zh.clone(), |list| crate::hazards::list_name(list).to_owned());
        let shape = app::ExportShape { title: &title, columns: &columns, as_of: today };
        let export = app::export_records(tx, caller, &register, &sectors, &asked, shape).await?;
        Ok((title, columns, export))
    });
    let (name, columns, export) = made.await?;
    let told = json!({ "register": code, "columns": columns, "rows": export.rows() });
    signed.write(&shared, async |tx, act| app::note_export(tx, act, "record", told).await).await?;
    workbook(export, &format!("{name}-{today}.xlsx"), &signed).await
}

/// Finishes a workbook, out of the way of others, and gives it a name.
pub(crate) async fn workbook(
    export: sheet::Export,
    name: &str,
    signed: &Signed,
) -> Result<Response, Problem> {
    let packed = tokio::task::spawn_blocking(move || export.finish()).await;
    let bytes = packed.map_err(|e| AppError::Internal(e.to_string())).and_then(|bytes| Ok(bytes?));
    let bytes = bytes.map_err(|error| Problem::from(error).in_language(signed.ask.is_english))?;
    Ok(file(bytes, name))
}

/// The columns of a list at first.
fn listed(register: &Register) -> Vec<String> {
    let fields = register.fields.iter().filter(|field| field.is_listed && !field.is_retired);
    let own = ["unit", "state"].into_iter().map(str::to_owned);
    fields.map(|field| field.code.clone()).chain(own).collect()
}

/// A workbook to be kept under a name.
pub fn file(bytes: Vec<u8>, name: &str) -> Response {
    let mut headers = HeaderMap::new();
    // RFC 5987: the name is not ASCII
    let encoded: String = name
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b == b'.' || b == b'-' {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    if let (Ok(kind), Ok(place)) =
        (WORKBOOK.parse(), format!("attachment; filename*=UTF-8''{encoded}").parse())
    {
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::CONTENT_DISPOSITION, place);
    }
    (headers, bytes).into_response()
}
