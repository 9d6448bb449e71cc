//! What the API shows of reported figures.

use app::{AskedReport, Reports};
use chrono::{DateTime, NaiveDate, Utc};
use domain::report::{Report, Review, Version};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use utoipa::ToSchema;
use uuid::Uuid;

/// Note and files.
#[derive(Deserialize, ToSchema)]
pub struct EvidenceInput {
    #[serde(default)]
    pub note: String,
    /// Hashes of kept files.
    #[serde(default)]
    pub evidence: Vec<String>,
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// What was reported, as text: exact.
#[derive(Serialize, ToSchema)]
pub struct ReportedFigure {
    first: NaiveDate,
    last: NaiveDate,
    numerator: String,
    denominator: String,
}

/// One answer.
#[derive(Serialize, ToSchema)]
pub struct VersionView {
    no: i64,
    numerator: String,
    denominator: String,
    note: String,
    /// Hashes of kept files.
    evidence: Vec<String>,
    submitted_at: DateTime<Utc>,
    submitted_by: Option<String>,
    /// `pending`, `accepted`, `returned`.
    review: &'static str,
    reviewed_at: Option<DateTime<Utc>>,
    reviewed_by: Option<String>,
    /// Why it was returned.
    reason: Option<String>,
}

impl VersionView {
    fn of(version: &Version, names: &HashMap<Uuid, String>) -> Self {
        let (review, by, at, reason) = match &version.review {
            Review::Pending => ("pending", None, None, None),
            Review::Accepted { by, at } => ("accepted", Some(by), Some(*at), None),
            Review::Returned { by, at, reason } => ("returned", Some(by), Some(*at), Some(reason.clone())),
        };
        Self {
            no: version.no,
            numerator: plain(version.figure.numerator),
            denominator: plain(version.figure.denominator),
            note: version.note.clone(),
            evidence: version.evidence.clone(),
            submitted_at: version.submitted_at,
            submitted_by: names.get(&version.submitted_by).cloned(),
            review,
            reviewed_at: at,
            reviewed_by: by.and_then(|by| names.get(by).cloned()),
            reason,
        }
    }
}

/// A report with every answer.
#[derive(Serialize, ToSchema)]
pub struct ReportView {
    id: Uuid,
    version: i64,
    /// The figure was another one before.
    changed: bool,
    /// The first one first.
    versions: Vec<VersionView>,
}

impl ReportView {
    pub fn of(report: &Report, names: &HashMap<Uuid, String>) -> Self {
        let versions = report.versions.iter().map(|version| VersionView::of(version, names)).collect();
        Self { id: report.id, version: report.version, changed: report.is_changed(), versions }
    }
}

/// One period of one target that a unit is asked about.
#[derive(Serialize, ToSchema)]
pub struct AskedView {
    notice_id: Uuid,
    doc_number: Option<String>,
    target_id: Uuid,
    subject: String,
    /// Clause, such as `三/4/（5）`.
    path: Option<String>,
    unit_id: Uuid,
    unit_name: String,
    first: NaiveDate,
    last: NaiveDate,
    /// Last day on which it is on time.
    due: NaiveDate,
    /// `asked`, `submitted`, `returned`, `accepted`, `locked`.
    standing: &'static str,
    late: bool,
    /// The figure of the year before, typed.
    is_base: bool,
    /// Numerator and denominator are asked for; else one number.
    is_rate: bool,
    /// Unit of the figure.
    figure_unit: String,
    /// What was reported the time before.
    previous: Option<ReportedFigure>,
    report: Option<ReportView>,
}

impl AskedView {
    pub fn of(row: &AskedReport, names: &HashMap<Uuid, String>) -> Self {
        Self {
            notice_id: row.target.notice_id,
            doc_number: row.doc_number.clone(),
            target_id: row.target.id,
            subject: row.target.subject.clone(),
            path: row.target.citations.first().map(|citation| citation.path.clone()),
            unit_id: row.unit.id,
            unit_name: row.unit.name.clone(),
            first: row.days.first,
            last: row.days.last,
            due: row.due,
            standing: row.standing.as_str(),
            late: row.is_late,
            is_base: row.is_base,
            is_rate: row.is_rate,
            figure_unit: row.figure_unit.clone(),
            previous: row.previous.map(|(days, figure)| ReportedFigure {
                first: days.first,
                last: days.last,
                numerator: plain(figure.numerator),
                denominator: plain(figure.denominator),
            }),
            report: row.report.as_ref().map(|report| ReportView::of(report, names)),
        }
    }
}

/// What is asked, narrowed.
#[derive(Serialize, ToSchema)]
pub struct ReportList {
    items: Vec<AskedView>,
    /// Where the next page begins; nothing behind the last.
    next: Option<String>,
    /// How many there are on all pages.
    total: usize,
    /// How many stand where, before narrowing by it.
    counts: BTreeMap<&'static str, usize>,
    /// How many are overdue and not reported.
    overdue: usize,
}

impl From<Reports> for ReportList {
    fn from(found: Reports) -> Self {
        Self {
            items: found.rows.iter().map(|row| AskedView::of(row, &found.names)).collect(),
            next: found.next.clone(),
            total: found.total,
            counts: found.counts.iter().map(|(standing, n)| (standing.as_str(), *n)).collect(),
            overdue: found.overdue,
        }
    }
}
