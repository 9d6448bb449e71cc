//! Registers: what can be kept, and how users add to it.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::Path;
use crate::home::RegisterLapseView;
use crate::problem::Problem;
use app::Origin;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use catalogue::{Definition, Names};
use domain::register::{Field, Register};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A group of registers.
#[derive(Serialize, ToSchema)]
pub struct GroupView {
    code: String,
    name: Names,
}

/// A sector 行业领域.
#[derive(Serialize, ToSchema)]
pub struct SectorView {
    code: String,
    name: Names,
    /// Names that the competent department goes by.
    departments: Vec<String>,
}

/// Whose a register is: of the catalogue, the same with fields that users added, or made by users.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OriginView {
    BuiltIn,
    Extended,
    Own,
}

impl From<Origin> for OriginView {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::BuiltIn => Self::BuiltIn,
            Origin::Extended => Self::Extended,
            Origin::Own => Self::Own,
        }
    }
}

/// A register in the list of all.
#[derive(Serialize, ToSchema)]
pub struct RegisterEntry {
    code: String,
    name: Names,
    group: String,
    about: Names,
    version: i64,
    origin: OriginView,
}

/// How many records a register has.
#[derive(Serialize, ToSchema)]
pub struct RegisterCountView {
    register: String,
    count: i64,
    /// Whether there are more than were counted.
    is_more: bool,
    /// What of it is over or called for today.
    lapses: Vec<RegisterLapseView>,
}

/// How many records each register has.
#[derive(Serialize, ToSchema)]
pub struct RegisterCountList {
    items: Vec<RegisterCountView>,
}

/// Every register, with its groups and the sectors.
#[derive(Serialize, ToSchema)]
pub struct RegisterList {
    groups: Vec<GroupView>,
    sectors: Vec<SectorView>,
    items: Vec<RegisterEntry>,
}

/// A definition, and the version that it changes: 0 for a new register.
#[derive(Deserialize, ToSchema)]
pub struct DefinitionInput {
    base: i64,
    definition: Definition,
}

/// A register as it is defined now.
#[derive(Serialize, ToSchema)]
pub struct RegisterView {
    definition: Definition,
    /// States in which a record may begin, beside the first.
    begins: Vec<String>,
    /// Fields that a list can be filtered by.
    filters: Vec<String>,
    /// Fields that a list can be sorted by.
    sorts: Vec<String>,
}

impl From<&Register> for RegisterView {
    fn from(register: &Register) -> Self {
        let codes = |is: fn(&Register, &Field) -> bool| {
            register
                .fields
                .iter()
                .filter(|field| is(register, field))
                .map(|field| field.code.clone())
                .collect()
        };
        let (filters, sorts) = (codes(app::can_filter), codes(app::can_sort));
        let begins = register.begins().skip(1).map(|state| state.code.clone()).collect();
        Self { definition: Definition::from(register), begins, filters, sorts }
    }
}

/// Every register.
#[utoipa::path(get, path = "/api/registers",
    responses((status = 200, body = RegisterList), (status = 401, body = Problem)))]
pub async fn list_registers(
    State(shared): State<Shared>,
    signed: Signed,
) -> Result<Json<RegisterList>, Problem> {
    let registers = signed.read(&shared, async |tx, _| app::registers(tx, &shared.catalogue).await).await?;
    let entry = |register: domain::register::Register| RegisterEntry {
        name: (&register.name).into(),
        about: (&register.about).into(),
        origin: app::origin(&shared.catalogue, &register).into(),
        code: register.code,
        group: register.group,
        version: register.version,
    };
    let group = |group: &catalogue::Group| GroupView { code: group.code.clone(), name: (&group.name).into() };
    let sector = |sector: &catalogue::Sector| SectorView {
        code: sector.code.clone(),
        name: (&sector.name).into(),
        departments: sector.departments.clone(),
    };
    Ok(Json(RegisterList {
        groups: shared.catalogue.groups.iter().map(group).collect(),
        sectors: shared.catalogue.sectors.iter().map(sector).collect(),
        items: registers.into_iter().map(entry).collect(),
    }))
}

/// How many records each register has, and how many of them are over or called for; more than 10,000 are not counted on.
#[utoipa::path(get, path = "/api/register-counts",
    responses((status = 200, body = RegisterCountList), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn register_counts(
    State(shared): State<Shared>,
    signed: Signed,
) -> Result<Json<RegisterCountList>, Problem> {
    let today = app::local_day((shared.now)());
    let counts = signed
        .read(&shared, async |tx, caller| app::register_counts(tx, caller, &shared.catalogue, today).await)
        .await?;
    let view = |found: app::RegisterCount| RegisterCountView {
        lapses: found.lapses.iter().map(Into::into).collect(),
        register: found.register,
        count: found.count,
        is_more: found.is_more,
    };
    Ok(Json(RegisterCountList { items: counts.into_iter().map(view).collect() }))
}

/// One register, as it is defined now.
#[utoipa::path(get, path = "/api/registers/{code}", params(("code" = String, Path)),
    responses((status = 200, body = RegisterView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn register(
    State(shared): State<Shared>,
    signed: Signed,
    Path(code): Path<String>,
) -> Result<Json<RegisterView>, Problem> {
    let register =
        signed.read(&shared, async |tx, _| app::register(tx, &shared.catalogue, &code).await).await?;
    Ok(Json(RegisterView::from(&register)))
}

/// Adds a register, or fields to one.
#[utoipa::path(post, path = "/api/registers", request_body = DefinitionInput,
    responses((status = 201, body = RegisterView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn define_register(
    State(shared): State<Shared>,
    signed: Signed,
    Body(input): Body<DefinitionInput>,
) -> Result<(StatusCode, Json<RegisterView>), Problem> {
    let DefinitionInput { base, definition } = input;
    let register = signed
        .write(&shared, async |tx, act| {
            app::define_register(tx, act, &shared.catalogue, definition, base).await
        })
        .await?;
    Ok((StatusCode::CREATED, Json(RegisterView::from(&register))))
}
