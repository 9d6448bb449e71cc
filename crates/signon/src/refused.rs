//! Why somebody does not come in by the provider. What its own faults are stands in the log, for who runs the server.

use crate::http::LineError;
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{ClaimsVerificationError, DiscoveryError, RequestTokenError, StandardErrorResponse};
use serde_json::{Map, Value};
use thiserror::Error;

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    /// The provider was not reached, or said nothing that could be read.
    #[error("the provider does not answer")]
    Silent,
    /// It does not know this server, or lacks what is needed.
    #[error("the provider and the settings do not fit")]
    Misconfigured,
    /// This browser did not begin what came back, or began it too long ago.
    #[error("this browser did not begin it")]
    NotBegun,
    /// The code was used before, or is too old.
    #[error("the code was used or is too old")]
    CodeUsed,
    /// The clocks are apart.
    #[error("the clocks of provider and server are apart")]
    Clock,
    /// The answer is not one to be trusted.
    #[error("the answer is not one to be trusted")]
    NotTrusted,
}

pub fn discovery(error: DiscoveryError<LineError>) -> Refused {
    match error {
        DiscoveryError::Validation(what) => {
            tracing::error!(what, "the provider of identities calls itself otherwise than the settings do");
            Refused::Misconfigured
        }
        other => {
            tracing::warn!(error = ?other, "the provider of identities does not answer");
            Refused::Silent
        }
    }
}

type ExchangeError = RequestTokenError<LineError, StandardErrorResponse<CoreErrorResponseType>>;

pub fn exchange(error: ExchangeError) -> Refused {
    match error {
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            CoreErrorResponseType::InvalidGrant => {
                tracing::info!(why = ?answer.error_description(), "a code of the provider of identities is refused");
                Refused::CodeUsed
            }
            other => {
                tracing::error!(error = %other.as_ref(), "the provider of identities refuses this server");
                Refused::Misconfigured
            }
        },
        other => {
            tracing::warn!(error = ?other, "the provider of identities does not answer");
            Refused::Silent
        }
    }
}

pub fn claims(error: ClaimsVerificationError) -> Refused {
    tracing::warn!(%error, "a token of the provider of identities is refused");
    match error {
        ClaimsVerificationError::Expired(_) => Refused::Clock,
        ClaimsVerificationError::InvalidNonce(_) => Refused::NotBegun,
        _ => Refused::NotTrusted,
    }
}

/// What stands in a token whose signature was found good.
pub fn payload(token: &str) -> Result<Map<String, Value>, Refused> {
    use base64::Engine as _;
    let part = token.split('.').nth(1).ok_or(Refused::NotTrusted)?;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part);
    serde_json::from_slice(&bytes.map_err(|_| Refused::NotTrusted)?).map_err(|_| Refused::NotTrusted)
}
