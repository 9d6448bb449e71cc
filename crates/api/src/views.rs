//! What the API shows. A wire format is a promise; domain types are not.

use chrono::{DateTime, NaiveDate, Utc};
use domain::notice::NoticeRecord;
use domain::org::street_of_issuer;
use domain::target::{Target, TargetState};
use notice::{CharMap, Severity};
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Targets by state of review.
#[derive(Serialize, ToSchema)]
pub struct TargetCounts {
    total: usize,
    proposed: usize,
    accepted: usize,
    dropped: usize,
}

/// A notice in a list.
#[derive(Serialize, ToSchema)]
pub struct NoticeSummary {
    /// Identity.
    pub id: Uuid,
    title: String,
    doc_number: Option<String>,
    issuer: Option<String>,
    /// The street's own name in that of the issuer.
    street: Option<String>,
    issued_on: Option<NaiveDate>,
    effect_from: Option<NaiveDate>,
    effect_to: Option<NaiveDate>,
    /// Its targets hold from before it was issued.
    back_dated: bool,
    year: Option<i64>,
    /// `draft`, `published`, `superseded`.
    state: String,
    version_no: i64,
    amends: Option<Uuid>,
    file_name: Option<String>,
    sha256: String,
    created_at: DateTime<Utc>,
    published_at: Option<DateTime<Utc>>,
    /// To be sent back with a write.
    version: i64,
    targets: TargetCounts,
}

impl NoticeSummary {
    /// A notice with its targets counted.
    pub fn new(notice: &NoticeRecord, targets: &[Target]) -> Self {
        let count = |state: &dyn Fn(&TargetState) -> bool| targets.iter().filter(|t| state(&t.state)).count();
        Self {
            id: notice.id,
            title: notice.title.clone(),
            doc_number: notice.doc_number.clone(),
            issuer: notice.issuer.clone(),
            street: notice.issuer.as_deref().map(street_of_issuer),
            issued_on: notice.issued_on,
            effect_from: notice.effect_from,
            effect_to: notice.effect_to,
            back_dated: notice.is_back_dated(),
            year: notice.year,
            state: notice.state.as_str().to_owned(),
            version_no: notice.version_no,
            amends: notice.amends,
            file_name: notice.file_name.clone(),
            sha256: notice.sha256.clone(),
            created_at: notice.created_at,
            published_at: notice.published_at,
            version: notice.version,
            targets: TargetCounts {
                total: targets.len(),
                proposed: count(&|state| *state == TargetState::Proposed),
                accepted: count(&|state| *state == TargetState::Accepted),
                dropped: count(&|state| matches!(state, TargetState::Dropped { .. })),
            },
        }
    }
}

/// A place that states a target.
#[derive(Serialize, ToSchema)]
pub struct CitationView {
    start: i64,
    end: i64,
    quote: String,
    path: String,
}

/// A unit that answers for a target.
#[derive(Serialize, ToSchema)]
pub struct AssignmentView {
    unit_id: Option<Uuid>,
    unit_text: String,
    role: String,
}

/// A target.
#[derive(Serialize, ToSchema)]
pub struct TargetView {
    id: Uuid,
    key: Option<String>,
    /// `proposed`, `accepted`, `dropped`.
    state: String,
    drop_reason: Option<String>,
    subject: String,
    kind: String,
    comparator: String,
    value: Option<f64>,
    value_to: Option<f64>,
    unit: Option<String>,
    period: Option<String>,
    due: Option<NaiveDate>,
    due_recurs: bool,
    soft: bool,
    implicit: bool,
    negated: bool,
    confidence: String,
    citations: Vec<CitationView>,
    assignments: Vec<AssignmentView>,
    /// To be sent back with a write.
    version: i64,
}

impl From<&Target> for TargetView {
    fn from(target: &Target) -> Self {
        let (state, drop_reason) = match &target.state {
            TargetState::Proposed => ("proposed", None),
            TargetState::Accepted => ("accepted", None),
            TargetState::Dropped { reason } => ("dropped", Some(reason.clone())),
        };
        let measure = &target.measure;
        Self {
            id: target.id,
            key: target.key.clone(),
            state: state.to_owned(),
            drop_reason,
            subject: target.subject.clone(),
            kind: measure.kind.as_str().to_owned(),
            comparator: measure.comparator.as_str().to_owned(),
            value: measure.value.and_then(|value| value.to_f64()),
            value_to: measure.value_to.and_then(|value| value.to_f64()),
            unit: measure.unit.clone(),
            period: measure.period.clone(),
            due: measure.due,
            due_recurs: measure.due_recurs,
            soft: target.soft,
            implicit: target.implicit,
            negated: target.negated,
            confidence: target.confidence.as_str().to_owned(),
            citations: target
                .citations
                .iter()
                .map(|c| CitationView {
                    start: c.start,
                    end: c.end,
                    quote: c.quote.clone(),
                    path: c.path.clone(),
                })
                .collect(),
            assignments: target
                .assignments
                .iter()
                .map(|a| AssignmentView {
                    unit_id: a.unit_id,
                    unit_text: a.unit_text.clone(),
                    role: a.role.as_str().to_owned(),
                })
                .collect(),
            version: target.version,
        }
    }
}

/// A clause of the text.
#[derive(Serialize, ToSchema)]
pub struct ClauseView {
    path: String,
    level: u8,
    start: usize,
    end: usize,
    /// End of the clause's own words.
    own_end: usize,
    /// The heading, when there is one.
    title: Option<String>,
    title_end: Option<usize>,
}

/// A duty without a figure.
#[derive(Serialize, ToSchema)]
pub struct DutyView {
    path: String,
    start: usize,
    end: usize,
    verb: String,
    units: Vec<String>,
}

/// A problem found in the text.
#[derive(Serialize, ToSchema)]
pub struct DiagnosticView {
    code: String,
    /// `error`, `warning`, `note`.
    severity: String,
    start: usize,
    end: usize,
    message: String,
    hint: Option<String>,
}

/// A place of the head in the text, first character and one past the last.
#[derive(Serialize, ToSchema)]
pub struct HeadPlaces {
    doc_number: Option<[usize; 2]>,
    title: Option<[usize; 2]>,
    issued_on: Option<[usize; 2]>,
    signature: Option<[usize; 2]>,
    /// Where the first clause begins.
    body: usize,
}

/// A notice with its text and all that was read from it.
#[derive(Serialize, ToSchema)]
pub struct NoticeDetail {
    #[serde(flatten)]
    summary: NoticeSummary,
    text: String,
    addressees: Vec<String>,
    signature: Option<String>,
    copies_to: Option<String>,
    head: HeadPlaces,
    clauses: Vec<ClauseView>,
    duties: Vec<DutyView>,
    diagnostics: Vec<DiagnosticView>,
    target_list: Vec<TargetView>,
}

impl NoticeDetail {
    /// Reads the text again for its structure: a few milliseconds, and nothing kept twice.
    pub fn new(record: &NoticeRecord, targets: &[Target], is_english: bool) -> Self {
        let text = &record.text;
        let map = CharMap::new(text);
        let at = |byte: usize| map.char_of(text, byte);
        let reading = notice::parse(text);
        let head = &reading.head;
        let place = |span: &notice::Span| [at(span.start), at(span.end)];
        Self {
            summary: NoticeSummary::new(record, targets),
            addressees: head.addressees.iter().map(|field| field.value.clone()).collect(),
            signature: head.signature.as_ref().map(|field| field.value.clone()),
            copies_to: head.copies_to.as_ref().map(|field| field.value.clone()),
            head: HeadPlaces {
                doc_number: head.doc_number.as_ref().map(|field| place(&field.span)),
                title: head.title.as_ref().map(|field| place(&field.span)),
                issued_on: head.issued_on.as_ref().map(|field| place(&field.span)),
                signature: head.signature.as_ref().map(|field| place(&field.span)),
                body: reading.clauses.first().map_or_else(|| map.chars(), |clause| at(clause.span.start)),
            },
            clauses: reading
                .clauses
                .iter()
                .map(|clause| ClauseView {
                    path: clause.path.clone(),
                    level: clause.level,
                    start: at(clause.span.start),
                    end: at(clause.span.end),
                    own_end: at(clause.own_end),
                    title: clause.title.clone().map(|title| text[title].to_owned()),
                    title_end: clause.title.as_ref().map(|title| at(title.end)),
                })
                .collect(),
            duties: reading
                .duties
                .iter()
                .map(|duty| DutyView {
                    path: duty.path.clone(),
                    start: at(duty.span.start),
                    end: at(duty.span.end),
                    verb: duty.verb.clone(),
                    units: duty.units.iter().map(|unit| unit.name.clone()).collect(),
                })
                .collect(),
            diagnostics: reading
                .diagnostics
                .into_iter()
                .map(|problem| DiagnosticView {
                    code: problem.code.to_owned(),
                    severity: Severity::as_str(problem.severity).to_owned(),
                    start: at(problem.span.start),
                    end: at(problem.span.end),
                    message: if is_english { problem.message_en } else { problem.message },
                    hint: if is_english { problem.hint_en } else { problem.hint },
                })
                .collect(),
            target_list: targets.iter().map(TargetView::from).collect(),
            text: record.text.clone(),
        }
    }
}
