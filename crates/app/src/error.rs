//! Why an action did not happen.

use domain::access::Forbidden;
use domain::notice::NoticeError;
use domain::org::OrgError;
use domain::target::TargetError;
use store::StoreError;
use thiserror::Error;

/// A refused or failed action.
#[derive(Debug, Error)]
pub enum AppError {
    /// Not there, or not for the caller's eyes.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// Not allowed.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Nobody is signed in.
    #[error("sign in first")]
    SignInRequired,
    /// Wrong login or password; which of them is not said.
    #[error("login or password is wrong")]
    WrongCredentials,
    /// The file cannot be read.
    #[error(transparent)]
    Input(#[from] notice::input::InputError),
    /// A rule of notices.
    #[error(transparent)]
    Notice(#[from] NoticeError),
    /// A rule of targets.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A rule of units.
    #[error(transparent)]
    Org(#[from] OrgError),
    /// The selected words are none of the text.
    #[error("the selection lies outside the text")]
    BadSelection,
    /// Somebody else changed it first.
    #[error("{table} was changed by somebody else; load it again")]
    Stale {
        /// What.
        table: &'static str,
    },
    /// A fault of the program or of the machine; logged once at the edge, never shown.
    #[error("internal: {0}")]
    Internal(String),
}

impl AppError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not_found",
            Self::Forbidden(_) => "access.forbidden",
            Self::SignInRequired => "session.required",
            Self::WrongCredentials => "session.wrong_credentials",
            Self::Input(e) => e.code(),
            Self::Notice(e) => e.code(),
            Self::Target(e) => e.code(),
            Self::Org(e) => e.code(),
            Self::BadSelection => "target.bad_selection",
            Self::Stale { .. } => "stale",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale { table, .. } => Self::Stale { table },
            other => Self::Internal(other.to_string()),
        }
    }
}
