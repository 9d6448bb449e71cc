//! Why an action did not happen.

use crate::boundaries::BoundaryFault;
use domain::access::{AccountError, Forbidden, LineError, SignOnError, TokenError};
use domain::close::CloseError;
use domain::hazard::{ExtensionError, JudgedError};
use domain::message::ChannelError;
use domain::milestone::MilestoneError;
use domain::notice::NoticeError;
use domain::org::OrgError;
use domain::paper::PaperError;
use domain::register::{DefinitionProblem, RecordError};
use domain::report::ReportError;
use domain::target::TargetError;
use domain::todo::SlipError;
use print::PrintError;
use store::StoreError;
use thiserror::Error;
use vault::VaultError;

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
    /// Too many wrong passwords, for the login or from the address.
    #[error("too many wrong passwords; wait {seconds} s")]
    TooManyTries {
        /// How long to wait.
        seconds: i64,
    },
    /// The password was right; a code of the second factor is asked for.
    #[error("enter a code of the second factor")]
    SecondFactorNeeded,
    /// A code that is wrong, used or over.
    #[error("the code is wrong or was used")]
    SecondFactorWrong,
    /// A token that is malformed, unknown, over or revoked; which of them is not said.
    #[error("the token is none, is over or was revoked")]
    TokenRefused,
    /// A rule of tokens.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// Too much waits already.
    #[error("too busy; come again in {seconds} s")]
    TooBusy {
        /// How long to wait.
        seconds: i64,
    },
    /// A role that may not be without a second factor.
    #[error("set up a second factor first")]
    MustEnroll,
    /// The account is out of use.
    #[error("the account is disabled")]
    Disabled,
    /// A password that somebody else knows must be changed first.
    #[error("choose a password first")]
    MustChangePassword,
    /// A rule of accounts.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// A rule of leaders' lines.
    #[error(transparent)]
    Line(#[from] LineError),
    /// A code of the second factor is still to come, after the provider of identities.
    #[error("enter a code of the second factor first")]
    CodeFirst,
    /// A rule of signing in by a provider.
    #[error(transparent)]
    SignOn(#[from] SignOnError),
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
    /// A file of boundaries.
    #[error(transparent)]
    Boundary(#[from] BoundaryFault),
    /// A rule of records.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A rule of extensions.
    #[error(transparent)]
    Extension(#[from] ExtensionError),
    /// What people say to each other about a hazard.
    #[error(transparent)]
    Slip(#[from] SlipError),
    /// A rule of papers.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// A paper that cannot be printed, or would have boxes in place of characters.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// A rule of judgements.
    #[error(transparent)]
    Judged(#[from] JudgedError),
    /// A rule of reported figures.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A rule of steps.
    #[error(transparent)]
    Milestone(#[from] MilestoneError),
    /// A rule of channels.
    #[error(transparent)]
    Channel(#[from] ChannelError),
    /// A message that arrived goes no second time.
    #[error("it arrived")]
    Delivered,
    /// A rule of closed periods.
    #[error(transparent)]
    Close(#[from] CloseError),
    /// A definition does not hold together.
    #[error("the definition has {} faults", .0.len())]
    Definition(Vec<DefinitionProblem>),
    /// A part of a list's address cannot be understood.
    #[error("{part} cannot be understood")]
    BadQuery {
        /// The part.
        part: String,
    },
    /// More than one call takes.
    #[error("more than {most} at once")]
    TooMany {
        /// Limit.
        most: usize,
    },
    /// A search found more than can be ordered.
    #[error("more than {most} found")]
    TooManyFound {
        /// Limit.
        most: i64,
    },
    /// A file over the limit.
    #[error("the file has more than {most} MB")]
    FileTooLarge {
        /// Limit, in MB.
        most: usize,
    },
    /// A file of a kind that is not kept.
    #[error("files of this kind are not kept")]
    FileKind,
    /// There is no room for it where files are kept.
    #[error("there is no room left for files")]
    NoRoom,
    /// Where files are kept is not reached.
    #[error("where files are kept is not reached: {0}")]
    FilesNotReached(String),
    /// A piece of an upload does not begin where the last one ended.
    #[error("the next piece begins at {at}")]
    UploadOutOfPlace {
        /// Bytes that are there.
        at: usize,
    },
    /// More of an upload came than was announced.
    #[error("the upload has more bytes than were announced")]
    UploadTooLong,
    /// The file is no table.
    #[error(transparent)]
    Sheet(#[from] sheet::SheetError),
    /// A column is mapped to no field, or two to one.
    #[error("a field is named twice or is none of the register's")]
    BadMapping,
    /// Rows of a sheet are wrong.
    #[error("{n} rows are wrong")]
    RowsWrong {
        /// How many.
        n: u64,
    },
    /// The import is not in a state for this.
    #[error("the import runs or has ended")]
    ImportUnderWay,
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
            Self::Forbidden(e) => e.code(),
            Self::SignInRequired => "session.required",
            Self::WrongCredentials => "session.wrong_credentials",
            Self::TooManyTries { .. } => "session.too_many_tries",
            Self::SecondFactorNeeded => "session.second_factor_needed",
            Self::SecondFactorWrong => "session.second_factor_wrong",
            Self::TokenRefused => "session.token_refused",
            Self::Token(e) => e.code(),
            Self::TooBusy { .. } => "request.too_many_requests",
            Self::MustEnroll => "session.must_set_up_second_factor",
            Self::Disabled => "session.disabled",
            Self::MustChangePassword => "session.must_change_password",
            Self::Account(e) => e.code(),
            Self::Line(e) => e.code(),
            Self::CodeFirst => "session.code_first",
            Self::SignOn(e) => e.code(),
            Self::Input(e) => e.code(),
            Self::Notice(e) => e.code(),
            Self::Target(e) => e.code(),
            Self::Org(e) => e.code(),
            Self::Boundary(e) => e.code(),
            Self::Record(e) => e.code(),
            Self::Extension(e) => e.code(),
            Self::Slip(e) => e.code(),
            Self::Paper(e) => e.code(),
            Self::Print(e) => e.code(),
            Self::Judged(e) => e.code(),
            Self::Report(e) => e.code(),
            Self::Milestone(e) => e.code(),
            Self::Close(e) => e.code(),
            Self::Channel(e) => e.code(),
            Self::Delivered => "channel.delivered",
            Self::Definition(_) => "register.bad_definition",
            Self::BadQuery { .. } => "list.bad_query",
            Self::TooMany { .. } => "request.too_many",
            Self::TooManyFound { .. } => "list.too_many_found",
            Self::FileTooLarge { .. } => "file.too_large",
            Self::FileKind => "file.kind",
            Self::NoRoom => "file.no_room",
            Self::FilesNotReached(_) => "file.not_reached",
            Self::UploadOutOfPlace { .. } => "upload.out_of_place",
            Self::UploadTooLong => "upload.too_long",
            Self::Sheet(e) => e.code(),
            Self::BadMapping => "import.bad_mapping",
            Self::RowsWrong { .. } => "import.rows_wrong",
            Self::ImportUnderWay => "import.under_way",
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
            StoreError::TooManyFound { most } => Self::TooManyFound { most },
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<VaultError> for AppError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::NoRoom => Self::NoRoom,
            VaultError::NoHash => Self::NotFound("file"),
            VaultError::NoUpload => Self::NotFound("upload"),
            VaultError::OutOfPlace { at } => Self::UploadOutOfPlace { at },
            VaultError::TooLong { .. } => Self::UploadTooLong,
            VaultError::Place(what) => Self::FilesNotReached(what),
        }
    }
}
