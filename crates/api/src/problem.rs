//! Errors as application/problem+json (RFC 9457) with a stable code and words in the caller's language.

use crate::messages::message;
use app::AppError;
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::notice::NoticeError;
use domain::org::OrgError;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// HTTP status.
    pub status: u16,
    /// Stable code; see the messages.
    pub code: String,
    /// What is wrong and what to do next, in Chinese, or in English when the caller asked for it.
    pub message: String,
    /// The same in English.
    pub message_en: String,
    /// Values of the message and what a program needs.
    #[schema(value_type = Object)]
    pub params: Value,
}

impl Problem {
    /// A problem without parameters.
    pub fn new(status: StatusCode, code: &str) -> Self {
        Self::with(status, code, Value::Object(Map::new()))
    }

    /// A problem with parameters, which fill its message.
    pub fn with(status: StatusCode, code: &str, params: Value) -> Self {
        let fill = |mut words: String| {
            for (name, value) in params.as_object().into_iter().flatten() {
                let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                words = words.replace(&format!("{{{name}}}"), &shown);
            }
            words
        };
        let (zh, en) = (fill(message(code, false).to_owned()), fill(message(code, true).to_owned()));
        Self { status: status.as_u16(), code: code.to_owned(), message: zh, message_en: en, params }
    }

    /// In English, when the caller asked for it.
    pub fn in_language(mut self, is_english: bool) -> Self {
        if is_english {
            self.message.clone_from(&self.message_en);
        }
        self
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        let code = error.code();
        let status = match &error {
            AppError::NotFound(_) => StatusCode::NOT_FOUND,
            AppError::Forbidden(_) => StatusCode::FORBIDDEN,
            AppError::SignInRequired | AppError::WrongCredentials => StatusCode::UNAUTHORIZED,
            AppError::Stale { .. } | AppError::Notice(_) => StatusCode::CONFLICT,
            AppError::Target(
                domain::target::TargetError::Published | domain::target::TargetError::Dropped,
            ) => StatusCode::CONFLICT,
            AppError::Input(notice::input::InputError::TooLarge { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
            AppError::Input(_) | AppError::Target(_) | AppError::Org(_) | AppError::BadSelection => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            AppError::Internal(what) => {
                tracing::error!(%what, "internal error");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        let params = match &error {
            AppError::Notice(NoticeError::TargetsOpen(n) | NoticeError::TargetsWithoutUnit(n)) => {
                json!({ "n": n })
            }
            AppError::Org(OrgError::NameTaken(name)) => json!({ "name": name }),
            _ => json!({}),
        };
        Self::with(status, code, params)
    }
}

impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Self {
        AppError::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(self)).into_response()
    }
}
