//! What is held about the caller as an account, as a copy; and erasing it once somebody is no longer here.

use crate::Shared;
use crate::audit::words;
use crate::caller::{Body, InPerson, Signed};
use crate::extract::Path;
use crate::imports::workbook;
use crate::problem::Problem;
use app::HeldItem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::access::{Fate, Held};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// One thing that is held.
#[derive(Serialize, ToSchema)]
pub struct HeldView {
    /// What of: `name`, `login`, `phone`, `posts`, `password`, `second-factor`, `identity`, `tokens`, `sessions`, `lists`, `events`.
    part: String,
    name: String,
    words: String,
    at: Option<DateTime<Utc>>,
}

/// What becomes of a part when the account is erased.
#[derive(Serialize, ToSchema)]
pub struct FateView {
    part: String,
    /// On what basis it stays; absent when it is erased.
    stays: Option<String>,
}

/// Everything that is held about the caller as an account.
#[derive(Serialize, ToSchema)]
pub struct PersonalView {
    items: Vec<HeldView>,
    fates: Vec<FateView>,
}

/// Why somebody is erased.
#[derive(Deserialize, ToSchema)]
pub struct ErasureInput {
    /// 1 to 200 characters.
    reason: String,
}

const fn part_name(part: Held) -> &'static str {
    match part {
        Held::Name => "姓名",
        Held::Login => "登录名",
        Held::Phone => "电话",
        Held::Posts => "岗位",
        Held::Password => "密码（只存哈希）",
        Held::SecondFactor => "第二因素",
        Held::Identity => "统一身份认证",
        Held::Tokens => "访问令牌",
        Held::Sessions => "登录会话",
        Held::Lists => "保存的列表",
        Held::Events => "操作记录",
    }
}

/// In the words of the office; an action as the trail names it.
fn named(item: &HeldItem) -> [String; 2] {
    let name = match item.part {
        Held::Events => words::action(&item.name, false),
        _ => item.name.clone(),
    };
    [part_name(item.part).to_owned(), name]
}

async fn held(shared: &Shared, signed: &Signed) -> Result<Vec<HeldItem>, Problem> {
    let held = signed.read(shared, async |tx, caller| app::held_about(tx, caller).await).await?;
    let rows = json!({ "rows": held.len() });
    signed.write(shared, async |tx, act| app::note_export(tx, act, "personal", rows).await).await?;
    Ok(held)
}

/// Everything that is held about the caller as an account, and what becomes of it when it is erased. That it was taken out is an
/// event itself.
#[utoipa::path(get, path = "/api/session/personal", responses((status = 200, body = PersonalView),
    (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn personal(
    State(shared): State<Shared>,
    InPerson(signed): InPerson,
) -> Result<Json<PersonalView>, Problem> {
    let view = |item: HeldItem| HeldView {
        part: item.part.as_str().to_owned(),
        name: item.name,
        words: item.words,
        at: item.at,
    };
    let fate = |part: &Held| FateView {
        part: part.as_str().to_owned(),
        stays: match part.fate() {
            Fate::Erased => None,
            Fate::Stays(basis) => Some(basis.to_owned()),
        },
    };
    let items = held(&shared, &signed).await?.into_iter().map(view).collect();
    Ok(Json(PersonalView { items, fates: Held::ALL.iter().map(fate).collect() }))
}

/// The same as a workbook.
#[utoipa::path(get, path = "/api/session/personal.xlsx",
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn personal_sheet(
    State(shared): State<Shared>,
    InPerson(signed): InPerson,
) -> Result<Response, Problem> {
    let held = held(&shared, &signed).await?;
    let now = (shared.now)();
    let export = app::held_sheet(&held, now, named);
    let export = export.map_err(|error| Problem::from(error).in_language(signed.ask.is_english))?;
    workbook(export, &format!("个人信息-{}.xlsx", app::local_day(now)), &signed).await
}

/// Erases what is held about somebody who is no longer here, but what the law has kept.
#[utoipa::path(post, path = "/api/accounts/{id}/erase", params(("id" = Uuid, Path)), request_body = ErasureInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn erase(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(ErasureInput { reason }): Body<ErasureInput>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::erase(tx, act, id, &reason).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
