//! Papers printed from a case.

mod lines;
mod offices;
mod press;
mod views;

pub use press::Printer;

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::{AppError, PaperForm, PapersAsking, ServiceInput};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use domain::paper::{PaperKind, Service};
use lines::{LinesQuery, PaperInput, PaperLineList};
use offices::{PaperOfficeInput, PaperOfficeList, PaperOfficeView};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use views::{CasePapersView, DocumentView, PaperList, PaperView, SeriesView, covered};

/// Which papers are listed.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PaperQuery {
    /// Sort of paper; without it, only the series are told.
    kind: Option<String>,
    /// The unit that issued.
    organ: Option<Uuid>,
    /// Year of the numbers.
    year: Option<i32>,
    /// Numbers below this one.
    below: Option<i64>,
}

/// Why a paper is void.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoidInput {
    /// Why.
    reason: String,
}

/// That a paper was served.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServedInput {
    /// When.
    on: NaiveDate,
    /// `direct`, `left`, `post`, `entrusted`, `electronic`, `public`.
    how: String,
    /// Who received it.
    to: String,
    /// What else is to be said.
    #[serde(default)]
    note: String,
    /// Hash of the receipt, a file that was uploaded before.
    receipt: Option<String>,
}

/// A word that is none is a part of the request that cannot be understood.
fn word<T>(part: &str, found: Option<T>) -> Result<T, AppError> {
    found.ok_or_else(|| AppError::BadQuery { part: part.to_owned() })
}

/// The papers of a case, and which may be issued for it with what is asked for each.
#[utoipa::path(get, path = "/api/records/{id}/papers", params(("id" = Uuid, Path)),
    responses((status = 200, body = CasePapersView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn case_papers(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<CasePapersView>, Problem> {
    let today = app::local_day((shared.now)());
    let found = signed.read(&shared, async |tx, caller| {
        app::papers_of_case(tx, caller, &shared.catalogue, id, today).await
    });
    Ok(Json(CasePapersView::new(&shared.catalogue, found.await?, today, signed.ask.is_english)))
}

/// What may stand on a paper of this sort: the case itself, and others of its party; on an opinion, what stands on the order or notice.
#[utoipa::path(get, path = "/api/records/{id}/papers/lines", params(("id" = Uuid, Path), LinesQuery),
    responses((status = 200, body = PaperLineList), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn paper_lines(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Query(query): Query<LinesQuery>,
) -> Result<Json<PaperLineList>, Problem> {
    let today = app::local_day((shared.now)());
    let found = signed.read(&shared, async |tx, caller| {
        let kind = word("kind", PaperKind::parse(&query.kind))?;
        app::paper_lines(tx, caller, &shared.catalogue, id, kind, today).await
    });
    Ok(Json(PaperLineList { items: found.await?.into_iter().map(Into::into).collect() }))
}

/// What a paper would say. Nothing is kept and no number is taken.
#[utoipa::path(post, path = "/api/records/{id}/papers/preview", params(("id" = Uuid, Path)), request_body = PaperInput,
    responses((status = 200, body = DocumentView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn preview_paper(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<PaperInput>,
) -> Result<Json<DocumentView>, Problem> {
    let today = app::local_day((shared.now)());
    let said = signed.read(&shared, async |tx, caller| {
        app::preview_paper(tx, caller, &shared.catalogue, id, &input.asked()?, today).await
    });
    Ok(Json(said.await?.into()))
}

/// Issues a paper: it gets its number and is kept as it is printed.
#[utoipa::path(post, path = "/api/records/{id}/papers", params(("id" = Uuid, Path)), request_body = PaperInput,
    responses((status = 201, body = PaperView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn issue_paper(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<PaperInput>,
) -> Result<(StatusCode, Json<PaperView>), Problem> {
    let issued = signed.write(&shared, async |tx, act| {
        let print = async |document| shared.printer.print(document, act.now).await;
        let with = (&*shared.catalogue, &shared.vault);
        app::issue_paper(tx, act, with, id, &input.asked()?, print).await
    });
    Ok((StatusCode::CREATED, Json(PaperView::new(&shared.catalogue, issued.await?, true))))
}

/// The series of numbers, and the papers of one.
#[utoipa::path(get, path = "/api/papers", params(PaperQuery),
    responses((status = 200, body = PaperList), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list_papers(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<PaperQuery>,
) -> Result<Json<PaperList>, Problem> {
    let found = signed.read(&shared, async |tx, caller| {
        let asked = match query.kind {
            None => None,
            Some(kind) => Some(PapersAsking {
                kind: word("kind", PaperKind::parse(&kind))?,
                organ: word("organ", query.organ)?,
                year: word("year", query.year)?,
                below: query.below.unwrap_or(i64::MAX),
            }),
        };
        Ok((app::papers(tx, caller, asked).await?, tx.units().await?))
    });
    let (page, units) = found.await?;
    let catalogue = &shared.catalogue;
    Ok(Json(PaperList {
        series: page.series.into_iter().map(|series| SeriesView::new(catalogue, &units, series)).collect(),
        items: page.papers.into_iter().map(|paper| PaperView::new(catalogue, paper, false)).collect(),
        next: page.next,
        names: page.names,
        records: covered(page.records),
    }))
}

/// A paper as PDF, byte for byte as it was printed.
#[utoipa::path(get, path = "/api/papers/{id}/pdf", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn paper_pdf(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    given_out(&shared, &signed, id, PaperForm::Pdf).await
}

/// A paper as .docx, to be written on.
#[utoipa::path(get, path = "/api/papers/{id}/docx", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn paper_docx(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    given_out(&shared, &signed, id, PaperForm::Docx).await
}

async fn given_out(
    shared: &Shared,
    signed: &Signed,
    id: Uuid,
    form: PaperForm,
) -> Result<impl IntoResponse + use<>, Problem> {
    let (paper, sha256) =
        signed.read(shared, async |tx, caller| app::paper_file(tx, caller, id, form).await).await?;
    let bytes = signed.told(app::paper_bytes(&shared.vault, &sha256)).await?;
    let (kind, place, ending) = match form {
        PaperForm::Pdf => ("application/pdf", "inline", "pdf"),
        PaperForm::Docx => {
            let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            (kind, "attachment", "docx")
        }
    };
    // its number is Chinese, and the name of a file in a header is plain unless it is encoded (RFC 8187)
    let name: String = paper.number.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let plain = format!("{}-{}-{}.{ending}", paper.kind.as_str(), paper.year, paper.serial);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("{place}; filename=\"{plain}\"; filename*=UTF-8''{name}.{ending}"),
        ),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    Ok((headers, bytes))
}

/// Makes a paper void, with a reason. It keeps its number.
#[utoipa::path(post, path = "/api/papers/{id}/void", params(("id" = Uuid, Path)), request_body = VoidInput,
    responses((status = 200, body = PaperView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn void_paper(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<VoidInput>,
) -> Result<Json<PaperView>, Problem> {
    let voided = signed
        .write(&shared, async |tx, act| app::void_paper(tx, act, &shared.catalogue, id, &input.reason).await);
    Ok(Json(PaperView::new(&shared.catalogue, voided.await?, true)))
}

/// Enters that a paper was served, with its receipt.
#[utoipa::path(post, path = "/api/papers/{id}/service", params(("id" = Uuid, Path)), request_body = ServedInput,
    responses((status = 200, body = PaperView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn serve_paper(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<ServedInput>,
) -> Result<Json<PaperView>, Problem> {
    let served = signed.write(&shared, async |tx, act| {
        let ServedInput { on, how, to, note, receipt } = input;
        let how = word("how", Service::parse(&how))?;
        app::serve_paper(tx, act, &shared.catalogue, id, ServiceInput { on, how, to, note, receipt }).await
    });
    Ok(Json(PaperView::new(&shared.catalogue, served.await?, true)))
}

/// How units appear on papers, and since when they may order.
#[utoipa::path(get, path = "/api/paper-offices",
    responses((status = 200, body = PaperOfficeList), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list_paper_offices(
    State(shared): State<Shared>,
    signed: Signed,
) -> Result<Json<PaperOfficeList>, Problem> {
    let today = app::local_day((shared.now)());
    let offices = signed.read(&shared, async |tx, caller| app::paper_offices(tx, caller).await).await?;
    let items = offices.into_iter().map(|office| PaperOfficeView::new(office, today)).collect();
    Ok(Json(PaperOfficeList { items }))
}

/// Enters how a unit appears on papers, and since when it may order.
#[utoipa::path(put, path = "/api/paper-offices/{id}", params(("id" = Uuid, Path)), request_body = PaperOfficeInput,
    responses((status = 200, body = PaperOfficeView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn keep_paper_office(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<PaperOfficeInput>,
) -> Result<Json<PaperOfficeView>, Problem> {
    let today = app::local_day((shared.now)());
    let kept = signed.write(&shared, async |tx, act| app::keep_paper_office(tx, act, input.of(id)).await);
    Ok(Json(PaperOfficeView::new(kept.await?, today)))
}
