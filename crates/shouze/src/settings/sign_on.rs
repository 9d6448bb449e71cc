//! Settings of signing in by a provider of identities.

use anyhow::{Result, anyhow};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where browsers come back to, below the public address.
const BACK_TO: &str = "/signed-in";

/// A provider of identities, by OpenID Connect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignOnSettings {
    /// Address of the provider, as it writes it itself; there is none when it is empty.
    pub issuer: String,
    /// Name of this server at the provider.
    pub client_id: String,
    /// Secret that goes with it.
    pub client_secret: String,
    /// What stands on the button; words of the UI when it is empty.
    pub label: String,
    /// The claim that names the account by its login.
    pub claim: String,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Methods of the provider that count as a second factor, in the words of RFC 8176.
    pub second_factor_methods: Vec<String>,
}

impl Default for SignOnSettings {
    fn default() -> Self {
        let none = String::new;
        Self {
            issuer: none(),
            client_id: none(),
            client_secret: none(),
            label: none(),
            claim: "preferred_username".to_owned(),
            scopes: vec!["profile".to_owned()],
            second_factor_methods: Vec::new(),
        }
    }
}

impl SignOnSettings {
    /// The provider, when there is one.
    ///
    /// # Errors
    /// When something is missing or wrong, with its key. Whether the provider answers is seen when somebody signs in.
    pub fn provider(&self, public_address: &str) -> Result<Option<Arc<api::SignOn>>> {
        if self.issuer.is_empty() {
            return Ok(None);
        }
        if public_address.is_empty() {
            return Err(anyhow!(
                "single_sign_on: public_address is empty, and the provider leads back to it"
            ));
        }
        let Self { issuer, client_id, client_secret, label, claim, scopes, .. } = self.clone();
        let back_to = format!("{}{BACK_TO}", public_address.trim_end_matches('/'));
        let settings = signon::Settings { issuer, client_id, client_secret, back_to, scopes, claim };
        let provider = signon::Provider::new(settings).map_err(|e| anyhow!("single_sign_on.{e}"))?;
        let second_factor_methods = self.second_factor_methods.clone();
        Ok(Some(Arc::new(api::SignOn { provider, label, second_factor_methods })))
    }

    /// As it is shown: without the secret.
    pub fn shown(&self) -> Self {
        let client_secret = if self.client_secret.is_empty() { "" } else { "***" };
        Self { client_secret: client_secret.to_owned(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_needs_a_way_back_and_its_secret_is_not_shown() {
        assert!(SignOnSettings::default().provider("").expect("settings").is_none());
        let settings = SignOnSettings {
            issuer: "https://id.example.gov.cn".to_owned(),
            client_id: "shouze".to_owned(),
            client_secret: "hidden".to_owned(),
            ..SignOnSettings::default()
        };
        let error = settings.provider("").expect_err("refused").to_string();
        assert!(error.contains("public_address"), "{error}");
        assert!(settings.provider("https://shouze.example.gov.cn/").expect("settings").is_some());
        let nameless = SignOnSettings { client_id: String::new(), ..settings.clone() };
        let error = nameless.provider("https://shouze.example.gov.cn").expect_err("refused").to_string();
        assert!(error.contains("single_sign_on.client_id"), "{error}");
        assert_eq!(settings.shown().client_secret, "***");
    }
}
