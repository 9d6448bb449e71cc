//! Errors as application/problem+json (RFC 9457) with a stable code and words in the caller's language.

use crate::messages::message;
use app::AppError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::{AccountError, SignOnError, TokenError};
use domain::close::CloseError;
use domain::hazard::{ExtensionError, HazardError, JudgedError};
use domain::matter::MatterError;
use domain::milestone::MilestoneError;
use domain::notice::NoticeError;
use domain::org::OrgError;
use domain::paper::PaperError;
use domain::register::{DefinitionProblem, FieldError, RecordError};
use domain::report::ReportError;
use domain::todo::SlipError;
use print::PrintError;
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
        let (zh, en) = (filled(message(code, false), &params), filled(message(code, true), &params));
        Self { status: status.as_u16(), code: code.to_owned(), message: zh, message_en: en, params }
    }

    /// A body with a word that stands for nothing.
    pub fn unknown_word(field: &str, word: &str) -> Self {
        let params = json!({ "detail": format!("{field}: {word}") });
        Self::with(StatusCode::UNPROCESSABLE_ENTITY, "request.bad_body", params)
    }

    /// In English, when the caller asked for it.
    pub fn in_language(mut self, is_english: bool) -> Self {
        if is_english {
            self.message.clone_from(&self.message_en);
        }
        self
    }
}

/// The words of a message with its parameters in their gaps.
pub fn filled(words: &str, params: &Value) -> String {
    let mut words = words.to_owned();
    for (name, value) in params.as_object().into_iter().flatten() {
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        words = words.replace(&format!("{{{name}}}"), &shown);
    }
    words
}

/// What is wrong with one field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblemView {
    /// Code of the field; `unit` and `sector` are those of the record.
    pub field: String,
    /// Stable code.
    pub code: &'static str,
    /// In Chinese.
    pub message: String,
    /// In English.
    pub message_en: String,
}

/// The fields that are wrong, each with its words.
pub fn field_problems(errors: &[FieldError]) -> Vec<FieldProblemView> {
    let view = |error: &FieldError| {
        let code = error.problem.code();
        let params = app::field_params(&error.problem);
        let problem = Problem::with(StatusCode::UNPROCESSABLE_ENTITY, code, params);
        let (message, message_en) = (problem.message, problem.message_en);
        FieldProblemView { field: error.field.clone(), code, message, message_en }
    };
    errors.iter().map(view).collect()
}

/// The fields that a whole is about, each with its words.
fn named_fields(code: &'static str, fields: &[&str], params: &Value) -> Vec<FieldProblemView> {
    let words = |is_english| filled(message(code, is_english), params);
    let view = |field: &&str| {
        let (message, message_en) = (words(false), words(true));
        FieldProblemView { field: (*field).to_owned(), code, message, message_en }
    };
    fields.iter().map(view).collect()
}

/// The fields that a hazard lacks.
fn hazard_params(error: &HazardError) -> Value {
    let fields = named_fields(error.code(), &error.fields(), &json!({}));
    json!({ "n": fields.len(), "fields": fields })
}

/// The fields of a matter that are not so, and the last day where one is named.
fn matter_params(error: &MatterError) -> Value {
    let last = if let MatterError::TooLong(last) = error { Some(last) } else { None };
    let fields = named_fields(error.code(), &error.fields(), &json!({ "last": last }));
    let n = match error {
        MatterError::OpinionsOpen(n) | MatterError::TasksOpen(n) | MatterError::PhasesOpen(n) => *n,
        _ => fields.len(),
    };
    json!({ "n": n, "fields": fields, "last": last })
}

fn sheet_params(error: &sheet::SheetError) -> Value {
    use sheet::SheetError;
    match error {
        SheetError::TooLarge { limit, sheet } => json!({ "limit": limit.to_string(), "sheet": sheet }),
        SheetError::Broken { sheet, row } => json!({ "sheet": sheet, "row": row }),
        SheetError::NoHeader { sheet } => json!({ "sheet": sheet }),
        _ => json!({}),
    }
}

fn record_status(error: &RecordError) -> StatusCode {
    match error {
        RecordError::WrongState { .. } | RecordError::KeyTaken(_) | RecordError::Removed => {
            StatusCode::CONFLICT
        }
        RecordError::NotYourMove => StatusCode::FORBIDDEN,
        RecordError::Hazard(HazardError::ByRectifier | HazardError::NotByCommunity) => StatusCode::FORBIDDEN,
        RecordError::Hazard(HazardError::Over | HazardError::NotBegun) => StatusCode::CONFLICT,
        RecordError::Matter(MatterError::ByApplicant) => StatusCode::FORBIDDEN,
        RecordError::Matter(
            MatterError::Over
            | MatterError::Already
            | MatterError::NotClosed
            | MatterError::OpinionsOpen(_)
            | MatterError::TasksOpen(_)
            | MatterError::PhasesOpen(_)
            | MatterError::Ended,
        ) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn extension_status(error: &ExtensionError) -> StatusCode {
    match error {
        ExtensionError::ByAsker | ExtensionError::NotYours => StatusCode::FORBIDDEN,
        ExtensionError::Pending | ExtensionError::Decided | ExtensionError::NoTerm => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const fn slip_status(error: &SlipError) -> StatusCode {
    match error {
        SlipError::NotYourTurn | SlipError::NotYours => StatusCode::FORBIDDEN,
        SlipError::NothingWaits | SlipError::UrgedToday(_) | SlipError::Settled => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn extension_params(error: &ExtensionError) -> Value {
    match error {
        ExtensionError::Times(most) => json!({ "most": most }),
        ExtensionError::TooFar(day) | ExtensionError::TooLate(day) => json!({ "day": day }),
        ExtensionError::Year(year) => json!({ "year": year.0 }),
        _ => json!({}),
    }
}

const fn paper_status(error: &PaperError) -> StatusCode {
    match error {
        PaperError::NotYours => StatusCode::FORBIDDEN,
        PaperError::WrongState { .. }
        | PaperError::NoPower
        | PaperError::HasPower
        | PaperError::NotListed
        | PaperError::NothingToRecheck
        | PaperError::NoTerm
        | PaperError::Void
        | PaperError::Printed
        | PaperError::WordTaken => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

const fn judged_status(error: &JudgedError) -> StatusCode {
    match error {
        JudgedError::NotYours => StatusCode::FORBIDDEN,
        JudgedError::Over => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn report_status(error: &ReportError) -> StatusCode {
    match error {
        ReportError::Forbidden(_) => StatusCode::FORBIDDEN,
        ReportError::PeriodClosed | ReportError::NothingToReview => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn milestone_status(error: &MilestoneError) -> StatusCode {
    match error {
        MilestoneError::PeriodClosed | MilestoneError::AlreadyDone | MilestoneError::NotDone => {
            StatusCode::CONFLICT
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn account_status(error: &AccountError) -> StatusCode {
    match error {
        AccountError::LastKeeper
        | AccountError::KeptApart
        | AccountError::SameState
        | AccountError::LoginTaken
        | AccountError::StillInUse
        | AccountError::Erased
        | AccountError::SecondFactorThere
        | AccountError::SecondFactorMissing
        | AccountError::SecondFactorRequired => StatusCode::CONFLICT,
        AccountError::Own => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn token_status(error: &TokenError) -> StatusCode {
    match error {
        TokenError::ReadOnly | TokenError::NotHere => StatusCode::FORBIDDEN,
        TokenError::Revoked => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        let code = error.code();
        let status = match &error {
            AppError::NotFound(_) => StatusCode::NOT_FOUND,
            AppError::Forbidden(_) => StatusCode::FORBIDDEN,
            AppError::SignInRequired
            | AppError::WrongCredentials
            | AppError::SecondFactorNeeded
            | AppError::TokenRefused
            | AppError::SecondFactorWrong => StatusCode::UNAUTHORIZED,
            AppError::Disabled
            | AppError::MustChangePassword
            | AppError::MustEnroll
            | AppError::CodeFirst => StatusCode::FORBIDDEN,
            AppError::SignOn(SignOnError::NotLinked | SignOnError::NoCodeAwaited) => StatusCode::CONFLICT,
            AppError::SignOn(_) => StatusCode::FORBIDDEN,
            AppError::TooManyTries { .. } | AppError::TooBusy { .. } => StatusCode::TOO_MANY_REQUESTS,
            AppError::Account(error) => account_status(error),
            AppError::Line(domain::access::LineError::HeldAlready) => StatusCode::CONFLICT,
            AppError::Line(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::Token(error) => token_status(error),
            AppError::Stale { .. } | AppError::Notice(_) => StatusCode::CONFLICT,
            AppError::Target(
                domain::target::TargetError::Published | domain::target::TargetError::Dropped,
            ) => StatusCode::CONFLICT,
            AppError::Input(notice::input::InputError::TooLarge { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
            AppError::Record(error) => record_status(error),
            AppError::Extension(error) => extension_status(error),
            AppError::Slip(error) => slip_status(error),
            AppError::Paper(error) => paper_status(error),
            AppError::Print(PrintError::NoChineseFont) => StatusCode::SERVICE_UNAVAILABLE,
            AppError::Print(PrintError::NoGlyph(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::Print(PrintError::Fault(what)) => {
                tracing::error!(%what, "a paper was not printed");
                StatusCode::INTERNAL_SERVER_ERROR
            }
            AppError::Judged(error) => judged_status(error),
            AppError::Report(error) => report_status(error),
            AppError::Milestone(error) => milestone_status(error),
            AppError::Close(CloseError::ReasonMissing) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::Close(_) => StatusCode::CONFLICT,
            AppError::Sheet(sheet::SheetError::TooLarge { .. })
            | AppError::Boundary(app::BoundaryFault::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            AppError::Sheet(sheet::SheetError::NotWritten { reason }) => {
                tracing::error!(%reason, "a workbook was not written");
                StatusCode::INTERNAL_SERVER_ERROR
            }
            AppError::FileTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            AppError::NoRoom => {
                tracing::error!("there is no room left for files");
                StatusCode::INSUFFICIENT_STORAGE
            }
            AppError::FilesNotReached(what) => {
                tracing::error!(%what, "where files are kept is not reached");
                StatusCode::SERVICE_UNAVAILABLE
            }
            AppError::UploadOutOfPlace { .. } => StatusCode::CONFLICT,
            AppError::UploadTooLong => StatusCode::PAYLOAD_TOO_LARGE,
            AppError::ImportUnderWay => StatusCode::CONFLICT,
            AppError::Boundary(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::FileKind | AppError::Sheet(_) | AppError::BadMapping | AppError::RowsWrong { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            AppError::BadQuery { .. } => StatusCode::BAD_REQUEST,
            AppError::Channel(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::Delivered => StatusCode::CONFLICT,
            AppError::Definition(_) | AppError::TooMany { .. } | AppError::TooManyFound { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            AppError::Org(OrgError::OutOfOrder | OrgError::Same) => StatusCode::CONFLICT,
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
            AppError::Org(OrgError::NameTaken(name) | OrgError::CodeTaken(name)) => json!({ "name": name }),
            AppError::Org(OrgError::CodeElsewhere(stem)) => json!({ "stem": stem }),
            AppError::Record(RecordError::Fields(errors)) => {
                json!({ "n": errors.len(), "fields": field_problems(errors) })
            }
            AppError::Record(RecordError::Hazard(error)) => hazard_params(error),
            AppError::Record(RecordError::Matter(error)) => matter_params(error),
            AppError::Extension(error) => extension_params(error),
            AppError::Slip(SlipError::UrgedToday(most)) => json!({ "most": most }),
            AppError::Paper(PaperError::Fields(errors)) => {
                json!({ "n": errors.len(), "fields": field_problems(errors) })
            }
            AppError::Paper(PaperError::TooMany { most }) => json!({ "most": most }),
            AppError::Print(PrintError::NoGlyph(characters)) => json!({ "characters": characters }),
            AppError::Judged(JudgedError::UnknownClause(clause)) => json!({ "clause": clause }),
            AppError::Record(RecordError::NoReason { most }) => json!({ "most": most }),
            AppError::Record(RecordError::KeyTaken(other)) => json!({ "other": other }),
            AppError::Definition(problems) => {
                let fault = |fault: &DefinitionProblem| json!({ "place": fault.place, "what": fault.what });
                let first = problems.first().map(ToString::to_string);
                json!({ "n": problems.len(), "first": first, "faults": problems.iter().map(fault).collect::<Vec<_>>() })
            }
            AppError::TooManyTries { seconds } | AppError::TooBusy { seconds } => {
                json!({ "seconds": seconds })
            }
            AppError::RowsWrong { n } => json!({ "n": n }),
            AppError::Channel(error) => json!({ "field": error.field() }),
            AppError::Sheet(error) => sheet_params(error),
            AppError::Boundary(fault) => fault.params(),
            AppError::BadQuery { part } => json!({ "part": part }),
            AppError::FileTooLarge { most } | AppError::TooMany { most } => json!({ "most": most }),
            AppError::TooManyFound { most } => json!({ "most": most }),
            AppError::UploadOutOfPlace { at } => json!({ "at": at }),
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
        let wait = self.params.get("seconds").filter(|_| status == StatusCode::TOO_MANY_REQUESTS);
        let wait = wait.and_then(Value::as_i64).map(HeaderValue::from);
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(self)).into_response();
        if let Some(wait) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response
    }
}
