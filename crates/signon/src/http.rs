//! The line to the provider: bounded in time and size, and following no redirect, which could lead into the inner network.

use crate::refused::Refused;
use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use serde_json::{Map, Value};
use std::pin::Pin;
use std::time::Duration;
use thiserror::Error;

/// So long the provider is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// More than any provider says of itself.
const MOST: usize = 1 << 20;

/// Why nothing came.
#[derive(Debug, Error)]
pub enum LineError {
    /// It was not reached, or broke off.
    #[error("not reached: {0}")]
    Reach(#[from] reqwest::Error),
    /// It does not end.
    #[error("an answer of more than {MOST} bytes")]
    TooLarge,
    /// It is no answer of HTTP.
    #[error("{0}")]
    Form(#[from] openidconnect::http::Error),
}

#[derive(Debug, Clone)]
pub struct Line(reqwest::Client);

impl<'c> AsyncHttpClient<'c> for Line {
    type Error = LineError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, LineError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move { self.execute(request.try_into()?).await })
    }
}

impl Line {
    pub fn new() -> Result<Self, String> {
        // whoever was first in this process has chosen the same one
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
        client.build().map(Self).map_err(|e| e.to_string())
    }

    async fn execute(&self, request: reqwest::Request) -> Result<HttpResponse, LineError> {
        let mut answer = self.0.execute(request).await?;
        let mut response = openidconnect::http::Response::builder().status(answer.status());
        if let Some(headers) = response.headers_mut() {
            headers.clone_from(answer.headers());
        }
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await? {
            if body.len() + piece.len() > MOST {
                return Err(LineError::TooLarge);
            }
            body.extend_from_slice(&piece);
        }
        Ok(response.body(body)?)
    }

    /// An object that stands at an address, for who has the token.
    pub async fn get(&self, address: Url, token: &str) -> Result<Map<String, Value>, Refused> {
        let silent = |e: &dyn std::fmt::Display| {
            tracing::warn!(%e, "the provider of identities tells nothing of who came");
            Refused::Silent
        };
        let request = self.0.get(address).bearer_auth(token).build().map_err(|e| silent(&e))?;
        let answer = self.execute(request).await.map_err(|e| silent(&e))?;
        if !answer.status().is_success() {
            return Err(silent(&answer.status()));
        }
        serde_json::from_slice(answer.body()).map_err(|e| silent(&e))
    }
}
