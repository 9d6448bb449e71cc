//! Who asks, in which language, and what they sent.

use crate::Shared;
use crate::guard::RequestId;
use crate::problem::Problem;
use app::{Act, AppError, SignedIn, Source};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum_extra::extract::CookieJar;
use domain::access::{Caller, Proof, Scope, TokenError};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use store::Tx;
use uuid::Uuid;

/// Name of the session cookie. Where https is spoken, browsers take the one with the prefix from this host alone, by https
/// alone (RFC 6265bis, 4.1.3.2); on a plain network they would not take it at all.
pub const fn cookie_name(is_behind_proxy: bool) -> &'static str {
    if is_behind_proxy { "__Host-shouze_session" } else { "shouze_session" }
}

/// A signed-in caller, or a program with a token of theirs; others get 401 before anything else is looked at, and who has a
/// one-time password, or lacks a second factor that their role asks for, is asked for that first.
pub struct Signed {
    /// The person.
    pub caller: Caller,
    /// Their session's token; empty for a program.
    pub token: String,
    /// The token of a program.
    pub by_token: Option<Uuid>,
    /// Language and request number.
    pub ask: Ask,
}

/// A signed-in caller at a browser: for what a program with a token may not do.
pub struct InPerson(pub Signed);

/// The language and number of a request.
#[derive(Clone)]
pub struct Ask {
    /// English instead of Chinese.
    pub is_english: bool,
    /// Number.
    pub id: String,
}

impl Ask {
    pub(crate) fn of(parts: &Parts) -> Self {
        let language = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let id = parts.extensions.get::<RequestId>().map_or_else(String::new, |id| id.0.clone());
        Self { is_english: language.is_some_and(|language| language.trim_start().starts_with("en")), id }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ask {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

/// A signed-in caller who may still have to do something first.
pub struct Entering {
    /// The caller.
    pub signed: Signed,
    /// Whether the password must be changed first.
    pub must_change: bool,
    /// Whether a second factor must be set up first.
    pub must_enroll: bool,
    /// Whether a code is still to come, after a provider of identities.
    pub must_give_code: bool,
}

impl Entering {
    /// Who gave every code that their account asks for.
    pub fn with_code(self) -> Result<Self, Problem> {
        match self.must_give_code {
            true => Err(Problem::from(AppError::CodeFirst).in_language(self.signed.ask.is_english)),
            false => Ok(self),
        }
    }

    /// Who has a password of their own, and may lack a second factor still.
    pub fn with_own_password(self) -> Result<Signed, Problem> {
        let entering = self.with_code()?;
        match entering.must_change {
            true => {
                Err(Problem::from(AppError::MustChangePassword).in_language(entering.signed.ask.is_english))
            }
            false => Ok(entering.signed),
        }
    }
}

impl FromRequestParts<Shared> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Problem> {
        let entering = match bearer(parts) {
            Some(token) => {
                let ask = Ask::of(parts);
                let entered = by_token(token, &parts.method, shared, ask.clone()).await;
                entered.map_err(|problem| problem.in_language(ask.is_english))?
            }
            None => Entering::from_request_parts(parts, shared).await?,
        };
        let must_enroll = entering.must_enroll;
        let signed = entering.with_own_password()?;
        if must_enroll {
            return Err(Problem::from(AppError::MustEnroll).in_language(signed.ask.is_english));
        }
        Ok(signed)
    }
}

impl FromRequestParts<Shared> for InPerson {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Problem> {
        ensure_in_person(parts)?;
        Ok(Self(Signed::from_request_parts(parts, shared).await?))
    }
}

/// The token that a program sends. Another kind of authorization is a proxy's, which asks for one of its own.
fn bearer(parts: &Parts) -> Option<&str> {
    let sent = parts.headers.get(header::AUTHORIZATION)?.to_str().unwrap_or("bearer");
    let (kind, token) = sent.split_once(' ').unwrap_or((sent, ""));
    kind.eq_ignore_ascii_case("bearer").then_some(token)
}

fn ensure_in_person(parts: &Parts) -> Result<(), Problem> {
    if bearer(parts).is_some() {
        let problem = Problem::from(AppError::from(TokenError::NotHere));
        return Err(problem.in_language(Ask::of(parts).is_english));
    }
    Ok(())
}

/// The program that a token speaks for.
async fn by_token(token: &str, method: &Method, shared: &Shared, ask: Ask) -> Result<Entering, Problem> {
    let now = (shared.now)();
    let mut tx = shared.db.read().await?;
    let known = app::token_caller(&mut tx, token, now).await?;
    // a token is given in person
    let required = &shared.second_factor_roles;
    let must_enroll = app::must_enroll(&mut tx, &known.caller, required, Proof::Password).await?;
    drop(tx);
    shared.limits.of_account(known.caller.user_id)?;
    if known.scope == Scope::Read && !matches!(*method, Method::GET | Method::HEAD) {
        return Err(AppError::from(TokenError::ReadOnly).into());
    }
    if known.is_use_due {
        let mut tx = shared.db.write().await?;
        app::note_token_use(&mut tx, known.id, now).await?;
        tx.commit().await?;
    }
    let signed = Signed { caller: known.caller, token: String::new(), by_token: Some(known.id), ask };
    Ok(Entering { signed, must_change: false, must_enroll, must_give_code: false })
}

/// Where a request comes from. The address is the one behind the server's own proxy, when it has one.
pub struct CameFrom(pub Source);

/// The address that a request comes from, as far as it is known.
pub fn address(parts: &Parts, shared: &Shared) -> Option<IpAddr> {
    let told = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // the last one is what our own proxy saw; those before it anybody may have written
    let told = || told?.rsplit(',').next()?.trim().parse::<IpAddr>().ok();
    let peer = || parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if shared.is_behind_proxy { told() } else { peer() }
}

impl FromRequestParts<Shared> for CameFrom {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Self::Rejection> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let address = address(parts, shared).map(|address| address.to_string());
        Ok(Self(Source { address, agent: agent.map(str::to_owned) }))
    }
}

impl FromRequestParts<Shared> for Entering {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Problem> {
        ensure_in_person(parts)?;
        let ask = Ask::of(parts);
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar.get(cookie_name(shared.is_behind_proxy)).map(|cookie| cookie.value().to_owned());
        let found = async {
            let token = token.ok_or(AppError::SignInRequired)?;
            let now = (shared.now)();
            let mut tx = shared.db.read().await?;
            let known = app::caller(&mut tx, &token, now).await?;
            let required = &shared.second_factor_roles;
            let must_enroll = app::must_enroll(&mut tx, &known.caller, required, known.proof).await?;
            drop(tx);
            if known.is_use_due {
                let mut tx = shared.db.write().await?;
                app::note_use(&mut tx, &token, now).await?;
                tx.commit().await?;
            }
            Ok::<_, AppError>((known, must_enroll, token))
        };
        match found.await {
            Ok((SignedIn { caller, must_change, proof, .. }, must_enroll, token)) => {
                shared.limits.of_account(caller.user_id).map_err(|over| over.in_language(ask.is_english))?;
                let must_give_code = proof.awaits_code();
                let signed = Signed { caller, token, by_token: None, ask };
                Ok(Self { signed, must_change, must_enroll, must_give_code })
            }
            Err(error) => Err(Problem::from(error).in_language(ask.is_english)),
        }
    }
}

impl Signed {
    /// Runs an action that writes, in one transaction.
    pub async fn write<T>(
        &self,
        shared: &Shared,
        action: impl AsyncFnOnce(&mut Tx, &Act) -> Result<T, AppError>,
    ) -> Result<T, Problem> {
        let act = Act::new(self.caller.clone(), (shared.now)(), self.ask.id.clone(), shared.counting.clone());
        let act = Act { token: self.by_token, ..act };
        let done = async {
            let mut tx = shared.db.write().await?;
            let value = action(&mut tx, &act).await?;
            tx.commit_recorded().await?;
            shared.changes.tell();
            Ok::<T, AppError>(value)
        };
        self.told(done).await
    }

    /// Runs an action that writes, and commits nothing of it: what it would do.
    pub async fn try_out<T>(
        &self,
        shared: &Shared,
        action: impl AsyncFnOnce(&mut Tx, &Act) -> Result<T, AppError>,
    ) -> Result<T, Problem> {
        let act = Act::new(self.caller.clone(), (shared.now)(), self.ask.id.clone(), shared.counting.clone());
        let done = async {
            let mut tx = shared.db.write().await?;
            action(&mut tx, &act).await
        };
        self.told(done).await
    }

    /// Runs an action that reads.
    pub async fn read<T>(
        &self,
        shared: &Shared,
        action: impl AsyncFnOnce(&mut Tx, &Caller) -> Result<T, AppError>,
    ) -> Result<T, Problem> {
        let done = async {
            let mut tx = shared.db.read().await?;
            action(&mut tx, &self.caller).await
        };
        self.told(done).await
    }

    /// What was done, or what went wrong in the language of the caller.
    pub async fn told<T>(&self, done: impl Future<Output = Result<T, AppError>>) -> Result<T, Problem> {
        done.await.map_err(|error| Problem::from(error).in_language(self.ask.is_english))
    }
}

/// Whether a text in JSON holds the character U+0000, which PostgreSQL keeps in no text.
fn holds_nul(json: &[u8]) -> bool {
    let escapes = json.windows(6).enumerate().filter(|(_, six)| six == b"\\u0000").map(|(at, _)| at);
    // a backslash before it makes it five characters like any others
    let is_escape = |at: usize| json[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0;
    escapes.into_iter().any(is_escape)
}

/// A JSON body; one that cannot be decoded is a problem with its place.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let ask = Ask::of(&parts);
        let bad = |detail: String| {
            let params = json!({ "detail": detail });
            let problem = Problem::with(StatusCode::UNPROCESSABLE_ENTITY, "request.bad_body", params);
            problem.in_language(ask.is_english)
        };
        let whole = Request::from_parts(parts.clone(), body);
        let bytes =
            Bytes::from_request(whole, state).await.map_err(|rejection| bad(rejection.body_text()))?;
        if holds_nul(&bytes) {
            return Err(bad("U+0000".to_owned()));
        }
        let whole = Request::from_parts(parts, bytes.into());
        let decoded = Json::<T>::from_request(whole, state).await;
        decoded.map(|Json(value)| Self(value)).map_err(|rejection| bad(rejection.body_text()))
    }
}

#[cfg(test)]
mod tests {
    use super::holds_nul;

    #[test]
    fn a_nul_is_found_however_many_backslashes_stand_before_it() {
        let holds = |text: &str| holds_nul(serde_json::to_string(text).expect("JSON").as_bytes());
        for text in ["\0", "a\0b", "\\\0", "\\\\\0"] {
            assert!(holds(text), "{text:?}");
        }
        for text in ["", "u0000", "\\u0000", "\\\\u0000", "\u{1}", "0"] {
            assert!(!holds(text), "{text:?}");
        }
    }
}
