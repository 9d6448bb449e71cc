//! Signing in by a provider of identities 统一身份认证, by OpenID Connect: the way there, and who it says that came back. It knows
//! no accounts, no sessions and no pages.
#![deny(clippy::unwrap_used)]

mod attempt;
mod http;
mod refused;

pub use attempt::Attempt;
pub use refused::Refused;

use chrono::{DateTime, TimeDelta, Utc};
use http::Line;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::url::Url;
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde_json::{Map, Value};

/// So far the clocks of a provider and of this server may be apart.
const LEEWAY: TimeDelta = TimeDelta::minutes(2);

/// A provider, and what it knows this server by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Address of the provider, as it writes it itself.
    pub issuer: String,
    /// Name of this server at the provider.
    pub client_id: String,
    /// Secret that goes with it.
    pub client_secret: String,
    /// Where browsers come back to.
    pub back_to: String,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// The claim that names the account.
    pub claim: String,
}

/// Who came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Who it is there: never given to somebody else (OpenID Connect Core 1.0, 5.7).
    pub subject: String,
    /// What the claim of the settings says.
    pub name: Option<String>,
    /// How the provider made sure, in the words of RFC 8176.
    pub methods: Vec<String>,
}

/// The way to the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where the browser goes.
    pub address: String,
    /// What the browser keeps until it is back.
    pub attempt: Attempt,
}

/// A provider that is asked. What it says of itself is asked for each time: signing in is rare, and a key that it changed is
/// known at once.
#[derive(Debug)]
pub struct Provider {
    settings: Settings,
    issuer: IssuerUrl,
    back_to: RedirectUrl,
    line: Line,
}

impl Provider {
    /// Whether settings make a provider is seen without asking it: the server starts while the provider is down.
    ///
    /// # Errors
    /// What is wrong, with its key.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|e| format!("issuer: {e}"))?;
        if !is_safe(issuer.url()) {
            return Err("issuer: it must be https, or on this machine".to_owned());
        }
        let back_to =
            RedirectUrl::new(settings.back_to.clone()).map_err(|e| format!("public_address: {e}"))?;
        for (key, value) in [("client_id", &settings.client_id), ("claim", &settings.claim)] {
            if value.trim().is_empty() {
                return Err(format!("{key} is empty"));
            }
        }
        Ok(Self { line: Line::new()?, settings, issuer, back_to })
    }

    /// Begins: authorization code with PKCE, a state and a nonce, all new.
    ///
    /// # Errors
    /// When the provider does not answer.
    pub async fn begin(&self, now: DateTime<Utc>) -> Result<Begun, Refused> {
        let metadata = self.discovered().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = CoreClient::from_provider_metadata(metadata, self.id(), self.secret())
            .set_redirect_uri(self.back_to.clone());
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let scopes = self.settings.scopes.iter().cloned().map(Scope::new);
        let (address, state, nonce) = request.add_scopes(scopes).set_pkce_challenge(challenge).url();
        let attempt = Attempt {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
            begun_at: now.timestamp(),
        };
        Ok(Begun { address: address.into(), attempt })
    }

    /// Takes what the browser brought back, and asks the provider who that is.
    ///
    /// # Errors
    /// When it was not begun by this browser, the provider does not answer, or its answer is none to be trusted.
    pub async fn finish(
        &self,
        attempt: &Attempt,
        state: &str,
        code: String,
        now: DateTime<Utc>,
    ) -> Result<Identity, Refused> {
        if !attempt.is_of(state, now) {
            return Err(Refused::NotBegun);
        }
        let metadata = self.discovered().await?;
        let more_at = metadata.userinfo_endpoint().map(|address| address.url().clone());
        let client = CoreClient::from_provider_metadata(metadata, self.id(), self.secret())
            .set_redirect_uri(self.back_to.clone());
        let exchange = client.exchange_code(AuthorizationCode::new(code)).map_err(|e| {
            tracing::error!(%e, "the provider of identities names no place to exchange codes");
            Refused::Misconfigured
        })?;
        let exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.clone()));
        let answer: CoreTokenResponse =
            exchange.request_async(&self.line).await.map_err(refused::exchange)?;
        let token = answer.id_token().ok_or(Refused::NotTrusted)?;
        let verifier = client.id_token_verifier().set_time_fn(move || now - LEEWAY);
        let claims = token.claims(&verifier, &Nonce::new(attempt.nonce.clone())).map_err(refused::claims)?;
        if claims.issue_time() > now + LEEWAY {
            return Err(Refused::Clock);
        }
        let mut said = refused::payload(&token.to_string())?;
        if !said.contains_key(&self.settings.claim)
            && let Some(address) = more_at
        {
            said = self.more(address, answer.access_token().secret(), claims).await?;
        }
        Ok(Identity {
            issuer: self.settings.issuer.clone(),
            subject: claims.subject().as_str().to_owned(),
            name: named(&said, &self.settings.claim),
            methods: claims
                .auth_method_refs()
                .into_iter()
                .flatten()
                .map(|method| method.to_string())
                .collect(),
        })
    }

    /// What the provider tells beside its token. Who it is told of must be who came (OpenID Connect Core 1.0, 5.3.2).
    async fn more(
        &self,
        address: Url,
        token: &str,
        claims: &CoreIdTokenClaims,
    ) -> Result<Map<String, Value>, Refused> {
        let said = self.line.get(address, token).await?;
        let is_same = said.get("sub").and_then(Value::as_str) == Some(claims.subject().as_str());
        if is_same { Ok(said) } else { Err(Refused::NotTrusted) }
    }

    async fn discovered(&self) -> Result<CoreProviderMetadata, Refused> {
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.line);
        found.await.map_err(refused::discovery)
    }

    fn id(&self) -> ClientId {
        ClientId::new(self.settings.client_id.clone())
    }

    fn secret(&self) -> Option<ClientSecret> {
        Some(&self.settings.client_secret).filter(|secret| !secret.is_empty()).cloned().map(ClientSecret::new)
    }
}

/// Whether what is said on the way is for nobody else.
fn is_safe(address: &Url) -> bool {
    address.scheme() == "https" || matches!(address.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// The claim that names the account. An address of mail that the provider did not see confirmed names nobody.
fn named(said: &Map<String, Value>, claim: &str) -> Option<String> {
    let is_confirmed = said.get("email_verified").and_then(Value::as_bool) == Some(true);
    let value = said.get(claim).filter(|_| claim != "email" || is_confirmed)?;
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let is_one = value.is_string() || value.is_i64() || value.is_u64();
    Some(text.trim().to_lowercase()).filter(|text| is_one && !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn settings(issuer: &str) -> Settings {
        Settings {
            issuer: issuer.to_owned(),
            client_id: "shouze".to_owned(),
            client_secret: String::new(),
            back_to: "https://shouze.example.gov.cn/signed-in".to_owned(),
            scopes: Vec::new(),
            claim: "preferred_username".to_owned(),
        }
    }

    #[test]
    fn a_provider_is_reached_by_https_or_on_this_machine() {
        for good in ["https://id.example.gov.cn", "http://127.0.0.1:9000", "http://localhost:9000/oidc"] {
            assert!(Provider::new(settings(good)).is_ok(), "{good}");
        }
        for bad in ["http://id.example.gov.cn", "id.example.gov.cn", "", "ftp://id.example.gov.cn"] {
            assert!(Provider::new(settings(bad)).is_err_and(|e| e.starts_with("issuer")), "{bad}");
        }
        let nameless = Settings { claim: " ".to_owned(), ..settings("https://id.example.gov.cn") };
        assert!(Provider::new(nameless).is_err_and(|e| e.starts_with("claim")));
    }

    #[test]
    fn a_claim_names_an_account_when_it_is_one_word_or_number() {
        let of = |said: Value, claim: &str| named(said.as_object().expect("claims"), claim);
        assert_eq!(
            of(json!({ "preferred_username": " Wang.Min " }), "preferred_username"),
            Some("wang.min".to_owned())
        );
        assert_eq!(of(json!({ "employee": 1024 }), "employee"), Some("1024".to_owned()));
        for none in [
            json!({}),
            json!({ "employee": "" }),
            json!({ "employee": true }),
            json!({ "employee": ["a"] }),
            json!({ "employee": null }),
        ] {
            assert_eq!(of(none.clone(), "employee"), None, "{none}");
        }
    }

    #[test]
    fn mail_that_nobody_confirmed_names_nobody() {
        let of = |said: Value| named(said.as_object().expect("claims"), "email");
        assert_eq!(of(json!({ "email": "a@example.cn" })), None);
        assert_eq!(of(json!({ "email": "a@example.cn", "email_verified": false })), None);
        assert_eq!(
            of(json!({ "email": "a@example.cn", "email_verified": true })),
            Some("a@example.cn".to_owned())
        );
    }
}
