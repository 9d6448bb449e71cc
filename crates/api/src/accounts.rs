//! Accounts of others: who there is, what posts they hold, who is locked out.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::lines::LineView;
use crate::problem::Problem;
use crate::slowly::slowly;
use app::{AccountFilter, AppError, Hashed, KeptAccount, NewAccount, NewPost};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Caller, Line, Post, Role, Standing, Verb};
use domain::register::masked;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A post.
#[derive(Serialize, ToSchema)]
pub struct PostView {
    id: Uuid,
    role: String,
    unit: Option<Uuid>,
    sector: Option<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    /// Held beside another work.
    part_time: bool,
    /// Whether it counts today.
    held: bool,
    /// What a leader's post is in charge of.
    lines: Vec<LineView>,
}

/// An account.
#[derive(Serialize, ToSchema)]
pub struct AccountView {
    id: Uuid,
    login: String,
    name: String,
    /// With its middle hidden, but for who may see personal data.
    phone: Option<String>,
    created_at: DateTime<Utc>,
    /// Whether its password is one that must be changed first.
    must_change: bool,
    /// `normal`, `locked` or `disabled`.
    state: String,
    /// Since when it is disabled.
    disabled_at: Option<DateTime<Utc>>,
    /// When what was held about its person was erased.
    erased_at: Option<DateTime<Utc>>,
    /// Until when wrong passwords keep somebody waiting.
    locked_until: Option<DateTime<Utc>>,
    /// When somebody last signed in with it.
    last_sign_in_at: Option<DateTime<Utc>>,
    /// How many browsers are signed in with it.
    sessions: usize,
    /// Whether it is the caller's own, of which nothing is changed here.
    own: bool,
    /// Whether a second factor is asked for at sign-in.
    second_factor: bool,
    /// Whether an identity of the provider has it.
    linked: bool,
    posts: Vec<PostView>,
}

/// Accounts, by login.
#[derive(Serialize, ToSchema)]
pub struct AccountList {
    items: Vec<AccountView>,
}

/// Another shown name.
#[derive(Deserialize, ToSchema)]
pub struct NameInput {
    name: String,
}

/// What a role asks of its posts.
#[derive(Serialize, ToSchema)]
pub struct RoleView {
    role: String,
    /// A post of it lies at a unit.
    needs_unit: bool,
    /// A post of it is for a sector.
    needs_sector: bool,
    /// A post of it is in charge of sectors and linked to places.
    has_lines: bool,
    /// A post of it says whether it is full-time.
    may_be_part_time: bool,
}

/// The roles there are.
#[derive(Serialize, ToSchema)]
pub struct RoleList {
    items: Vec<RoleView>,
}

/// A post to be given.
#[derive(Deserialize, ToSchema)]
pub struct PostInput {
    role: String,
    unit: Option<Uuid>,
    /// Code.
    sector: Option<String>,
    /// Today when absent.
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    /// Held beside another work.
    #[serde(default)]
    part_time: bool,
}

/// Which accounts are asked for; what is absent narrows nothing.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AccountQuery {
    /// Part of a name or a login.
    text: Option<String>,
    /// Who holds a post at the unit, or in what lies in it.
    unit: Option<Uuid>,
    /// Who holds a post of the role.
    role: Option<String>,
    /// `normal`, `locked` or `disabled`.
    state: Option<String>,
}

/// A new account.
#[derive(Deserialize, ToSchema)]
pub struct AccountInput {
    login: String,
    name: String,
    phone: Option<String>,
    posts: Vec<PostInput>,
}

/// The last day of a post.
#[derive(Deserialize, ToSchema)]
pub struct EndInput {
    last_day: NaiveDate,
}

/// A password that is shown this once, and must be changed by who gets it.
#[derive(Serialize, ToSchema)]
pub struct OneTimePassword {
    id: Uuid,
    password: String,
}

impl PostView {
    fn new(post: &Post, lines: &[Line], today: NaiveDate) -> Self {
        let held = post.is_held_on(today);
        let own = lines.iter().filter(|line| line.post == post.id);
        let lines = own.map(|line| LineView::new(line, today)).collect();
        let Post { id, role, unit, sector, valid_from, valid_to, is_part_time: part_time } = post.clone();
        Self {
            id,
            role: role.as_str().to_owned(),
            unit,
            sector,
            valid_from,
            valid_to,
            part_time,
            held,
            lines,
        }
    }
}

impl AccountView {
    fn new(kept: KeptAccount, caller: &Caller, today: NaiveDate) -> Self {
        let KeptAccount { account, posts, lines, has_second_factor, has_identity, standing, sessions } = kept;
        let locked_until = match standing {
            Standing::Locked { until } => Some(until),
            Standing::Normal | Standing::Disabled { .. } => None,
        };
        Self {
            state: standing.as_str().to_owned(),
            locked_until,
            last_sign_in_at: account.last_sign_in_at,
            sessions,
            own: account.id == caller.user_id,
            id: account.id,
            login: account.login,
            name: account.name,
            phone: if caller.may(Verb::SeePersonal).is_ok() || account.id == caller.user_id {
                account.phone
            } else {
                account.phone.as_deref().map(masked)
            },
            created_at: account.created_at,
            must_change: account.must_change,
            disabled_at: account.disabled_at,
            erased_at: account.erased_at,
            second_factor: has_second_factor,
            linked: has_identity,
            posts: posts.iter().map(|post| PostView::new(post, &lines, today)).collect(),
        }
    }
}

fn role_of(word: &str) -> Result<Role, Problem> {
    Role::parse(word).ok_or_else(|| Problem::unknown_word("role", word))
}

fn decoded(input: PostInput) -> Result<NewPost, Problem> {
    let PostInput { role, unit, sector, valid_from, valid_to, part_time: is_part_time } = input;
    let role = role_of(&role)?;
    Ok(NewPost { role, unit, sector, valid_from, valid_to, is_part_time })
}

/// Accounts, for who keeps them or gives posts.
#[utoipa::path(get, path = "/api/accounts", params(AccountQuery), responses((status = 200, body = AccountList),
    (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn list_accounts(
    State(shared): State<Shared>,
    signed: Signed,
    Query(query): Query<AccountQuery>,
) -> Result<Json<AccountList>, Problem> {
    let AccountQuery { text, unit, role, state: standing } = query;
    let role = role.as_deref().map(role_of).transpose()?;
    let filter = AccountFilter { text: text.unwrap_or_default(), unit, role, standing };
    let now = (shared.now)();
    let found =
        signed.read(&shared, async |tx, caller| app::accounts(tx, caller, &filter, now).await).await?;
    let view = |kept| AccountView::new(kept, &signed.caller, app::local_day(now));
    Ok(Json(AccountList { items: found.into_iter().map(view).collect() }))
}

/// The roles there are, and what each asks of its posts.
#[utoipa::path(get, path = "/api/roles", responses((status = 200, body = RoleList), (status = 401, body = Problem)))]
pub async fn list_roles(_signed: Signed) -> Json<RoleList> {
    let view = |role: &Role| RoleView {
        role: role.as_str().to_owned(),
        needs_unit: role.needs_unit(),
        needs_sector: role.needs_sector(),
        has_lines: role.has_lines(),
        may_be_part_time: role.may_be_part_time(),
    };
    Json(RoleList { items: Role::ALL.iter().map(view).collect() })
}

/// A one-time password, made off the event loop, for who keeps accounts.
pub(crate) async fn one_time(signed: &Signed) -> Result<(String, Hashed), Problem> {
    let made = match signed.caller.may(Verb::KeepAccounts) {
        Ok(()) => slowly(Hashed::one_time).await,
        Err(refused) => Err(AppError::from(refused)),
    };
    made.map_err(|error| Problem::from(error).in_language(signed.ask.is_english))
}

/// Adds an account. Its password is in the answer, this once.
#[utoipa::path(post, path = "/api/accounts", request_body = AccountInput,
    responses((status = 201, body = OneTimePassword), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
pub async fn add_account(
    State(shared): State<Shared>,
    signed: Signed,
    Body(input): Body<AccountInput>,
) -> Result<(StatusCode, Json<OneTimePassword>), Problem> {
    let AccountInput { login, name, phone, posts } = input;
    let posts = posts.into_iter().map(decoded).collect::<Result<Vec<_>, _>>()?;
    let (password, hashed) = one_time(&signed).await?;
    let added = signed.write(&shared, async |tx, act| {
        let new = NewAccount { login: &login, name: &name, phone: phone.as_deref() };
        app::add_account(tx, act, (&shared.catalogue, shared.separation), new, posts, hashed).await
    });
    let id = added.await?.account.id;
    Ok((StatusCode::CREATED, Json(OneTimePassword { id, password })))
}

/// Gives somebody a post.
#[utoipa::path(post, path = "/api/accounts/{id}/posts", params(("id" = Uuid, Path)), request_body = PostInput,
    responses((status = 201, body = PostView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add_post(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(input): Body<PostInput>,
) -> Result<(StatusCode, Json<PostView>), Problem> {
    let post = decoded(input)?;
    let rules = (&*shared.catalogue, shared.separation);
    let added = signed.write(&shared, async |tx, act| app::add_post(tx, act, rules, id, post).await).await?;
    Ok((StatusCode::CREATED, Json(PostView::new(&added, &[], app::local_day((shared.now)())))))
}

/// Gives a post its last day.
#[utoipa::path(post, path = "/api/accounts/{id}/posts/{post}/end",
    params(("id" = Uuid, Path), ("post" = Uuid, Path)), request_body = EndInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn end_post(
    State(shared): State<Shared>,
    signed: Signed,
    Path((id, post)): Path<(Uuid, Uuid)>,
    Body(input): Body<EndInput>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::end_post(tx, act, id, post, input.last_day).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives somebody a one-time password, and ends their sessions.
#[utoipa::path(post, path = "/api/accounts/{id}/password", params(("id" = Uuid, Path)),
    responses((status = 200, body = OneTimePassword), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 429, body = Problem)))]
pub async fn set_password(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<Json<OneTimePassword>, Problem> {
    let (password, hashed) = one_time(&signed).await?;
    signed.write(&shared, async |tx, act| app::set_password(tx, act, id, hashed).await).await?;
    Ok(Json(OneTimePassword { id, password }))
}

/// Gives an account another shown name.
#[utoipa::path(put, path = "/api/accounts/{id}/name", params(("id" = Uuid, Path)), request_body = NameInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn rename(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(NameInput { name }): Body<NameInput>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::rename_account(tx, act, id, &name).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
