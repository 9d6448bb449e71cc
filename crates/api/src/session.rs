//! Signing in and out, and whether the server is well.

use crate::Shared;
use crate::caller::{Ask, Body, CameFrom, Entering, InPerson, Signed, cookie_name};
use crate::extract::Path;
use crate::problem::Problem;
use crate::slowly::slowly;
use app::{AppError, Hashed, Passed, Proven, Source};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::{DateTime, Utc};
use domain::access::{AccountError, Verb};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;
use uuid::Uuid;

/// How the server is.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    status: &'static str,
    /// Version of the program.
    version: &'static str,
}

/// Login and password, and a code where one is asked for.
#[derive(Deserialize, ToSchema)]
pub struct Credentials {
    login: String,
    password: String,
    /// Six digits of the phone, or a recovery code.
    #[serde(default)]
    code: Option<String>,
}

/// The person who is signed in.
#[derive(Serialize, ToSchema)]
pub struct Me {
    id: Uuid,
    name: String,
    /// Words of the roles that the person has today.
    roles: Vec<String>,
    /// Words of what the person may do somewhere.
    verbs: Vec<String>,
    /// Whether the password must be changed before anything else.
    must_change: bool,
    /// Whether a second factor must be set up before anything else but that.
    must_enroll: bool,
    /// Whether a code of the second factor must come before anything else, after a provider of identities.
    must_give_code: bool,
}

/// A password in place of another.
#[derive(Deserialize, ToSchema)]
pub struct PasswordInput {
    old: String,
    new: String,
}

/// A session of the caller's.
#[derive(Serialize, ToSchema)]
pub struct SessionView {
    id: String,
    created_at: DateTime<Utc>,
    seen_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    address: Option<String>,
    agent: Option<String>,
    /// Whether it is the one that asks.
    this: bool,
}

/// Sessions, oldest first.
#[derive(Serialize, ToSchema)]
pub struct SessionList {
    items: Vec<SessionView>,
}

impl Me {
    pub fn new(Entering { signed, must_change, must_enroll, must_give_code }: Entering) -> Self {
        let caller = signed.caller;
        let roles = caller.roles().into_iter().map(|role| role.as_str().to_owned()).collect();
        let verbs = Verb::ALL.iter().filter(|verb| caller.may(**verb).is_ok());
        let verbs = verbs.map(|verb| verb.as_str().to_owned()).collect();
        Self { id: caller.user_id, name: caller.name, roles, verbs, must_change, must_enroll, must_give_code }
    }
}

/// Whether the server answers.
#[utoipa::path(get, path = "/api/health", responses((status = 200, body = Health)))]
pub async fn health() -> Json<Health> {
    Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}

/// Signs in; the session is a cookie that scripts cannot read.
#[utoipa::path(post, path = "/api/session", request_body = Credentials,
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(
    State(shared): State<Shared>,
    ask: Ask,
    CameFrom(source): CameFrom,
    jar: CookieJar,
    Body(credentials): Body<Credentials>,
) -> Result<(CookieJar, Json<Me>), Problem> {
    let address = source.address.as_ref().and_then(|address| address.parse().ok());
    let counted = shared.limits.of_sign_in(&credentials.login, address);
    counted.map_err(|over| over.in_language(ask.is_english))?;
    let opened = opened(&shared, &ask, source, credentials).await;
    let (entering, token) = opened.map_err(|e| Problem::from(e).in_language(ask.is_english))?;
    Ok((jar.add(cookie(&shared, token)), Json(Me::new(entering))))
}

/// Opens a session for somebody of whom everything was asked.
pub async fn open(
    tx: &mut Tx,
    shared: &Shared,
    ask: &Ask,
    source: Source,
    passed: Passed,
) -> Result<(Entering, String), AppError> {
    let (known, token) = app::sign_in(tx, passed, source, &ask.id, (shared.now)()).await?;
    let required = &shared.second_factor_roles;
    let must_enroll = app::must_enroll(tx, &known.caller, required, known.proof).await?;
    let must_give_code = known.proof.awaits_code();
    let signed = Signed { caller: known.caller, token: token.clone(), by_token: None, ask: ask.clone() };
    Ok((Entering { signed, must_change: known.must_change, must_enroll, must_give_code }, token))
}

/// The cookie of a session. Behind a proxy the browser speaks https with it, and is to send the cookie over nothing else.
pub fn cookie(shared: &Shared, token: String) -> Cookie<'static> {
    let cookie = Cookie::build((cookie_name(shared.is_behind_proxy), token));
    cookie.path("/").http_only(true).same_site(SameSite::Lax).secure(shared.is_behind_proxy).build()
}

async fn opened(
    shared: &Shared,
    ask: &Ask,
    source: Source,
    sent: Credentials,
) -> Result<(Entering, String), AppError> {
    let Credentials { login, password, code } = sent;
    let now = (shared.now)();
    let claim = app::claim(&mut shared.db.read().await?, &login, &source, now).await?;
    let proven = slowly(move || claim.prove(&password)).await;
    let mut tx = shared.db.write().await?;
    let passed = match proven {
        Ok(proven) => app::pass(&mut tx, proven, code.as_deref(), now).await,
        Err(refused) => Err(refused),
    };
    let passed = match passed {
        Ok(passed) => passed,
        Err(refused @ (AppError::WrongCredentials | AppError::SecondFactorWrong)) => {
            app::refuse(&mut tx, &login, &source, &ask.id, now).await?;
            tx.commit_recorded().await?;
            return Err(refused);
        }
        // neither half of what is asked for nor a server that is busy is a wrong try
        Err(other) => return Err(other),
    };
    let opened = open(&mut tx, shared, ask, source, passed).await?;
    tx.commit_recorded().await?;
    Ok(opened)
}

/// The caller, who gave their password again; wrong ones count as those at sign-in do.
pub async fn proven_again(shared: &Shared, signed: &Signed, password: String) -> Result<Proven, Problem> {
    let done = async {
        let now = (shared.now)();
        let claim = app::own_claim(&mut shared.db.read().await?, &signed.caller, now).await?;
        let login = claim.login();
        match slowly(move || claim.prove(&password)).await {
            Err(AppError::WrongCredentials) => {
                let mut tx = shared.db.write().await?;
                app::refuse(&mut tx, &login, &Source::default(), &signed.ask.id, now).await?;
                tx.commit_recorded().await?;
                Err(AccountError::PasswordWrong.into())
            }
            other => other,
        }
    };
    done.await.map_err(|error: AppError| Problem::from(error).in_language(signed.ask.is_english))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", responses((status = 200, body = Me), (status = 401, body = Problem)))]
pub async fn me(entering: Entering) -> Json<Me> {
    Json(Me::new(entering))
}

/// Changes the caller's password; their other sessions end.
#[utoipa::path(put, path = "/api/session/password", request_body = PasswordInput,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
pub async fn change_password(
    State(shared): State<Shared>,
    entering: Entering,
    Body(PasswordInput { old, new }): Body<PasswordInput>,
) -> Result<StatusCode, Problem> {
    let signed = entering.with_code()?.signed;
    let proven = proven_again(&shared, &signed, old.clone()).await?;
    let about = proven.about();
    let checked = slowly(move || {
        if old == new {
            return Err(AccountError::PasswordSame.into());
        }
        let about: Vec<&str> = about.iter().map(String::as_str).collect();
        Hashed::chosen(&new, &about)
    });
    let hashed = checked.await.map_err(|error| Problem::from(error).in_language(signed.ask.is_english))?;
    let token = signed.token.clone();
    signed
        .write(&shared, async |tx, act| app::set_own_password(tx, act, proven, hashed, &token).await)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The caller's sessions.
#[utoipa::path(get, path = "/api/sessions", responses((status = 200, body = SessionList), (status = 401, body = Problem)))]
pub async fn my_sessions(
    State(shared): State<Shared>,
    InPerson(signed): InPerson,
) -> Result<Json<SessionList>, Problem> {
    let now = (shared.now)();
    let found = signed
        .read(&shared, async |tx, caller| app::my_sessions(tx, caller, &signed.token, now).await)
        .await?;
    let view = |mine: app::Mine| {
        let store::Session { token_sha256: id, created_at, expires_at, seen_at, address, agent, .. } =
            mine.session;
        SessionView { id, created_at, seen_at, expires_at, address, agent, this: mine.is_this }
    };
    Ok(Json(SessionList { items: found.into_iter().map(view).collect() }))
}

/// Ends a session of the caller's.
#[utoipa::path(delete, path = "/api/sessions/{session}", params(("session" = String, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn end_session(
    State(shared): State<Shared>,
    InPerson(signed): InPerson,
    Path(session): Path<String>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::end_session(tx, act, &session).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs out.
#[utoipa::path(delete, path = "/api/session", responses((status = 204), (status = 401, body = Problem)))]
pub async fn sign_out(
    State(shared): State<Shared>,
    Entering { signed, .. }: Entering,
    jar: CookieJar,
) -> Result<(StatusCode, CookieJar), Problem> {
    let token = signed.token.clone();
    signed.write(&shared, async |tx, act| app::sign_out(tx, act, &token).await).await?;
    Ok((StatusCode::NO_CONTENT, jar.remove(cookie(&shared, String::new()))))
}
