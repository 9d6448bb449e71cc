//! Signing in by a provider of identities: the way there, the way back, and the code that may still be asked for.

use crate::Shared;
use crate::caller::{Ask, Body, CameFrom, Entering, Signed};
use crate::extract::Path;
use crate::problem::Problem;
use crate::session::{Me, cookie, open};
use app::{AppError, Came, Source};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::{Deserialize, Serialize};
use signon::{Attempt, Provider, Refused};
use std::net::IpAddr;
use utoipa::ToSchema;
use uuid::Uuid;

/// A provider of identities 统一身份认证, and what we make of it.
#[derive(Debug)]
pub struct SignOn {
    /// The provider.
    pub provider: Provider,
    /// What stands on the button; the UI has words of its own when it is empty.
    pub label: String,
    /// Methods of the provider that count as a second factor, in the words of RFC 8176.
    pub second_factor_methods: Vec<String>,
}

/// Whether there is a provider.
#[derive(Serialize, ToSchema)]
pub struct SignOnView {
    /// Whether there is one.
    on: bool,
    /// What stands on the button; absent when the office did not name it.
    label: Option<String>,
}

/// The way to the provider.
#[derive(Serialize, ToSchema)]
pub struct WayView {
    /// Where the browser goes.
    address: String,
}

/// What the browser brought back.
#[derive(Deserialize, ToSchema)]
pub struct BroughtBack {
    state: String,
    code: String,
}

/// A code of the second factor.
#[derive(Deserialize, ToSchema)]
pub struct CodeGiven {
    /// Six digits of the phone, or a recovery code.
    code: String,
}

const fn attempt_name(is_behind_proxy: bool) -> &'static str {
    if is_behind_proxy { "__Host-shouze_sign_on" } else { "shouze_sign_on" }
}

/// What the browser keeps while it is away. The provider leads it back by a link, with which `Lax` cookies go.
fn attempt_cookie(shared: &Shared, value: String) -> Cookie<'static> {
    let cookie = Cookie::build((attempt_name(shared.is_behind_proxy), value)).path("/").http_only(true);
    cookie.same_site(SameSite::Lax).secure(shared.is_behind_proxy).build()
}

/// The provider that the settings name.
fn provider<'s>(shared: &'s Shared, source: &Source) -> Result<&'s SignOn, Problem> {
    let address: Option<IpAddr> = source.address.as_ref().and_then(|address| address.parse().ok());
    shared.limits.of_sign_on(address)?;
    shared.sign_on.as_deref().ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "sign_on.off"))
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Silent => Self::new(StatusCode::SERVICE_UNAVAILABLE, "sign_on.silent"),
            Refused::Misconfigured => Self::new(StatusCode::SERVICE_UNAVAILABLE, "sign_on.misconfigured"),
            Refused::NotBegun => Self::new(StatusCode::UNAUTHORIZED, "sign_on.not_begun"),
            Refused::CodeUsed => Self::new(StatusCode::UNAUTHORIZED, "sign_on.code_used"),
            Refused::Clock => Self::new(StatusCode::UNAUTHORIZED, "sign_on.clock"),
            Refused::NotTrusted => Self::new(StatusCode::UNAUTHORIZED, "sign_on.not_trusted"),
        }
    }
}

/// Whether somebody may sign in by a provider of identities, and what its button says.
#[utoipa::path(get, path = "/api/session/single-sign-on", responses((status = 200, body = SignOnView)))]
pub async fn sign_on(State(shared): State<Shared>) -> Json<SignOnView> {
    let label = shared.sign_on.as_ref().map(|sign_on| sign_on.label.clone());
    Json(SignOnView { on: label.is_some(), label: label.filter(|label| !label.is_empty()) })
}

/// Begins to sign in by the provider: gives the way there, and a cookie that is asked for on the way back.
#[utoipa::path(post, path = "/api/session/single-sign-on", responses((status = 200, body = WayView),
    (status = 401, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn begin_sign_on(
    State(shared): State<Shared>,
    ask: Ask,
    CameFrom(source): CameFrom,
    jar: CookieJar,
) -> Result<(CookieJar, Json<WayView>), Problem> {
    let done = async {
        let begun = provider(&shared, &source)?.provider.begin((shared.now)()).await?;
        let kept = attempt_cookie(&shared, begun.attempt.to_text());
        Ok::<_, Problem>((jar.add(kept), Json(WayView { address: begun.address })))
    };
    done.await.map_err(|problem| problem.in_language(ask.is_english))
}

/// Signs in with what the browser brought back from the provider; the session is a cookie like any other.
#[utoipa::path(post, path = "/api/session/single-sign-on/finish", request_body = BroughtBack,
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn finish_sign_on(
    State(shared): State<Shared>,
    ask: Ask,
    CameFrom(source): CameFrom,
    jar: CookieJar,
    Body(BroughtBack { state, code }): Body<BroughtBack>,
) -> Result<(CookieJar, Json<Me>), Problem> {
    let done = async {
        let sign_on = provider(&shared, &source)?;
        let kept = jar.get(attempt_name(shared.is_behind_proxy));
        let found = match kept.and_then(|kept| Attempt::parse(kept.value())) {
            Some(attempt) => sign_on.provider.finish(&attempt, &state, code, (shared.now)()).await,
            None => Err(Refused::NotBegun),
        };
        let found = match found {
            Ok(found) => found,
            Err(refused) => return Err(written_down(&shared, &ask, &source, refused).await),
        };
        let (issuer, subject) = (found.issuer, found.subject);
        let came = Came { issuer, subject, login: found.name, methods: found.methods };
        Ok::<_, Problem>(admitted(&shared, &ask, source, sign_on, came).await?)
    };
    let (entering, token) = done.await.map_err(|problem| problem.in_language(ask.is_english))?;
    let jar = jar.remove(attempt_cookie(&shared, String::new())).add(cookie(&shared, token));
    Ok((jar, Json(Me::new(entering))))
}

/// Writes down what was not to be trusted, like any other sign-in that failed. A provider that is silent or set up otherwise was
/// brought by nobody.
async fn written_down(shared: &Shared, ask: &Ask, source: &Source, refused: Refused) -> Problem {
    let problem = Problem::from(refused);
    if matches!(refused, Refused::Silent | Refused::Misconfigured) {
        return problem;
    }
    let write = async {
        let mut tx = shared.db.write().await?;
        app::refuse_brought(&mut tx, &problem.code, source, &ask.id, (shared.now)()).await?;
        Ok::<_, AppError>(tx.commit_recorded().await?)
    };
    match write.await {
        Ok(()) => problem,
        Err(error) => Problem::from(error),
    }
}

/// Opens a session for who came, or writes down that none is.
async fn admitted(
    shared: &Shared,
    ask: &Ask,
    source: Source,
    sign_on: &SignOn,
    came: Came,
) -> Result<(Entering, String), AppError> {
    let now = (shared.now)();
    let mut tx = shared.db.write().await?;
    match app::pass_by_provider(&mut tx, &came, &sign_on.second_factor_methods, &ask.id, now).await {
        Ok(passed) => {
            let opened = open(&mut tx, shared, ask, source, passed).await?;
            tx.commit_recorded().await?;
            Ok(opened)
        }
        Err(refused @ (AppError::SignOn(_) | AppError::Disabled)) => {
            app::refuse_by_provider(&mut tx, &came, &source, &ask.id, now).await?;
            tx.commit_recorded().await?;
            Err(refused)
        }
        Err(other) => Err(other),
    }
}

/// Takes the code of the second factor from who came by the provider and whose account asks for one.
#[utoipa::path(post, path = "/api/session/code", request_body = CodeGiven,
    responses((status = 204), (status = 401, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn give_code(
    State(shared): State<Shared>,
    Entering { signed, .. }: Entering,
    Body(CodeGiven { code }): Body<CodeGiven>,
) -> Result<StatusCode, Problem> {
    let Signed { caller, token, ask, .. } = signed;
    let done = async {
        let now = (shared.now)();
        let mut tx = shared.db.write().await?;
        match app::give_code(&mut tx, &caller, &token, &code, &ask.id, now).await {
            Ok(()) => Ok(tx.commit_recorded().await?),
            Err(wrong @ AppError::SecondFactorWrong) => {
                app::refuse_code(&mut tx, &caller, &ask.id, now).await?;
                tx.commit_recorded().await?;
                Err(wrong)
            }
            Err(other) => Err(other),
        }
    };
    done.await.map_err(|error: AppError| Problem::from(error).in_language(ask.is_english))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the identity of the provider from somebody's account; their sessions end.
#[utoipa::path(delete, path = "/api/accounts/{id}/identity", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn unlink_identity(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::unlink(tx, act, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
