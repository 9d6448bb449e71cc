//! Reported figures with their versions, and steps of milestones.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::Days;
use domain::indicator::Figure;
use domain::milestone::{Milestone, StepState};
use domain::report::{Report, Review, Version};
use rust_decimal::Decimal;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    target_key: String,
    unit_id: Uuid,
    first_day: NaiveDate,
    last_day: NaiveDate,
    version: i64,
}

#[derive(FromRow)]
struct VersionRow {
    report_id: Uuid,
    no: i64,
    numerator: String,
    denominator: String,
    note: String,
    evidence: String,
    submitted_at: DateTime<Utc>,
    submitted_on: NaiveDate,
    submitted_by: Uuid,
    is_accepted: Option<bool>,
    reviewed_by: Option<Uuid>,
    reviewed_at: Option<DateTime<Utc>>,
    reason: Option<String>,
}

#[derive(FromRow)]
struct StepRow {
    id: Uuid,
    target_key: String,
    unit_id: Uuid,
    title: String,
    due: NaiveDate,
    state: String,
    done_on: Option<NaiveDate>,
    changed_by: Option<Uuid>,
    changed_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    note: String,
    evidence: String,
    version: i64,
}

const OF_NOTICE: &str = "SELECT id, target_key, unit_id, first_day, last_day, version FROM report
     WHERE target_key IN (SELECT target_key FROM target WHERE notice_id = $1) ORDER BY last_day, first_day, id";
const VERSIONS_OF_NOTICE: &str = "SELECT v.report_id, v.no, v.numerator, v.denominator, v.note, v.evidence,
     v.submitted_at, v.submitted_on, v.submitted_by, v.is_accepted, v.reviewed_by, v.reviewed_at, v.reason
     FROM report_version v JOIN report r ON r.id = v.report_id
     WHERE r.target_key IN (SELECT target_key FROM target WHERE notice_id = $1) ORDER BY v.report_id, v.no";
const BY_ID: &str = "SELECT id, target_key, unit_id, first_day, last_day, version FROM report WHERE id = $1";
const VERSIONS: &str =
    "SELECT report_id, no, numerator, denominator, note, evidence, submitted_at, submitted_on,
     submitted_by, is_accepted, reviewed_by, reviewed_at, reason FROM report_version
     WHERE report_id = $1 ORDER BY no";
const INSERT: &str = "INSERT INTO report (id, target_key, unit_id, first_day, last_day, version)
     VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT (target_key, unit_id, first_day, last_day) DO NOTHING";
const TOUCH: &str = "UPDATE report SET version = version + 1 WHERE id = $1 AND version = $2";
// a version is never changed, but for its review
const SAVE_VERSION: &str =
    "INSERT INTO report_version (report_id, no, numerator, denominator, note, evidence,
     submitted_at, submitted_on, submitted_by, is_accepted, reviewed_by, reviewed_at, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (report_id, no) DO UPDATE SET is_accepted = excluded.is_accepted,
     reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at, reason = excluded.reason";
const STEPS_OF_NOTICE: &str =
    "SELECT id, target_key, unit_id, title, due, state, done_on, changed_by, changed_at,
     reason, note, evidence, version FROM milestone
     WHERE target_key IN (SELECT target_key FROM target WHERE notice_id = $1) ORDER BY due, id";
const STEP: &str =
    "SELECT id, target_key, unit_id, title, due, state, done_on, changed_by, changed_at, reason,
     note, evidence, version FROM milestone WHERE id = $1";
const INSERT_STEP: &str = "INSERT INTO milestone (id, target_key, unit_id, title, due, state, done_on, changed_by,
     changed_at, reason, note, evidence, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)";
const UPDATE_STEP: &str =
    "UPDATE milestone SET title = $2, due = $3, state = $4, done_on = $5, changed_by = $6,
     changed_at = $7, reason = $8, note = $9, evidence = $10, version = version + 1
     WHERE id = $1 AND version = $11";
const GIVE: &str =
    "INSERT INTO evidence (file_id, unit_id) VALUES ($1, $2) ON CONFLICT (file_id, unit_id) DO NOTHING";
const GIVEN_BY: &str = "SELECT unit_id FROM evidence WHERE file_id = $1 LIMIT $2";
const DELETE_STEP: &str = "DELETE FROM milestone WHERE id = $1 AND version = $2";

pub(crate) const STATEMENTS: &[&str] = &[
    GIVE,
    GIVEN_BY,
    OF_NOTICE,
    VERSIONS_OF_NOTICE,
    BY_ID,
    VERSIONS,
    INSERT,
    TOUCH,
    SAVE_VERSION,
    STEPS_OF_NOTICE,
    STEP,
    INSERT_STEP,
    UPDATE_STEP,
    DELETE_STEP,
];

fn inconsistent(table: &'static str, id: Uuid, what: String) -> StoreError {
    StoreError::Inconsistent { table, id: id.to_string(), what }
}

/// A number that was kept as text.
pub(crate) fn number(table: &'static str, id: Uuid, text: &str) -> Result<Decimal, StoreError> {
    text.parse().map_err(|_| inconsistent(table, id, format!("number {text}")))
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

impl TryFrom<VersionRow> for Version {
    type Error = StoreError;

    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        let number = |text: &str| number("report_version", row.report_id, text);
        let review = match (row.is_accepted, row.reviewed_by.zip(row.reviewed_at), row.reason) {
            (None, ..) => Review::Pending,
            (Some(true), Some((by, at)), _) => Review::Accepted { by, at },
            (Some(false), Some((by, at)), Some(reason)) => Review::Returned { by, at, reason },
            _ => return Err(inconsistent("report_version", row.report_id, format!("review of {}", row.no))),
        };
        Ok(Self {
            no: row.no,
            figure: Figure { numerator: number(&row.numerator)?, denominator: number(&row.denominator)? },
            note: row.note,
            evidence: lines(&row.evidence),
            submitted_at: row.submitted_at,
            submitted_on: row.submitted_on,
            submitted_by: row.submitted_by,
            review,
        })
    }
}

fn report(row: Row, versions: Vec<Version>) -> Report {
    let Row { id, target_key, unit_id, first_day: first, last_day: last, version } = row;
    Report { id, target_key, unit_id, days: Days { first, last }, versions, version }
}

impl TryFrom<StepRow> for Milestone {
    type Error = StoreError;

    fn try_from(row: StepRow) -> Result<Self, StoreError> {
        let done = row.done_on.zip(row.changed_by).zip(row.changed_at);
        let state = match (row.state.as_str(), done) {
            ("open", _) => StepState::Open { returned: row.reason },
            ("done", Some(((on, by), at))) => StepState::Done { on, by, at },
            ("accepted", Some(((on, by), at))) => StepState::Accepted { on, by, at },
            (state, _) => return Err(inconsistent("milestone", row.id, format!("state {state}"))),
        };
        let StepRow { id, target_key, unit_id, title, due, note, version, .. } = row;
        Ok(Self { id, target_key, unit_id, title, due, state, note, evidence: lines(&row.evidence), version })
    }
}

/// State, day, who, when, why.
type StateColumns<'a> =
    (&'static str, Option<NaiveDate>, Option<Uuid>, Option<DateTime<Utc>>, Option<&'a str>);

fn state_columns(state: &StepState) -> StateColumns<'_> {
    match state {
        StepState::Open { returned } => ("open", None, None, None, returned.as_deref()),
        StepState::Done { on, by, at } => ("done", Some(*on), Some(*by), Some(*at), None),
        StepState::Accepted { on, by, at } => ("accepted", Some(*on), Some(*by), Some(*at), None),
    }
}

impl Tx {
    /// Every report on the targets of a notice, the earliest period first, in two queries.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn reports_of(&mut self, notice_id: Uuid) -> Result<Vec<Report>, StoreError> {
        let mut versions: HashMap<Uuid, Vec<Version>> = HashMap::new();
        for row in all!(self, VersionRow, VERSIONS_OF_NOTICE, notice_id)? {
            versions.entry(row.report_id).or_default().push(row.try_into()?);
        }
        let rows = all!(self, Row, OF_NOTICE, notice_id)?;
        let with_versions = |row: Row| {
            let versions = versions.remove(&row.id).unwrap_or_default();
            report(row, versions)
        };
        Ok(rows.into_iter().map(with_versions).collect())
    }

    /// One report.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn report(&mut self, id: Uuid) -> Result<Option<Report>, StoreError> {
        let Some(row) = one!(self, Row, BY_ID, id)? else { return Ok(None) };
        let versions = all!(self, VersionRow, VERSIONS, id)?;
        let versions = versions.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?;
        Ok(Some(report(row, versions)))
    }

    /// Adds a report with its first version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else reported it first.
    pub async fn insert_report(&mut self, report: &Report) -> Result<(), StoreError> {
        let Report { id, target_key, unit_id, days, versions, .. } = report;
        if execute!(self, INSERT, id, target_key, unit_id, days.first, days.last)? != 1 {
            return Err(StoreError::Stale { table: "report", id: id.to_string() });
        }
        self.save_last_version(*id, versions).await
    }

    /// Keeps the newest version of a report: a new one, or the review of the one there is.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn save_report(&mut self, report: &Report) -> Result<(), StoreError> {
        if execute!(self, TOUCH, report.id, report.version)? != 1 {
            return Err(StoreError::Stale { table: "report", id: report.id.to_string() });
        }
        self.save_last_version(report.id, &report.versions).await
    }

    async fn save_last_version(&mut self, id: Uuid, versions: &[Version]) -> Result<(), StoreError> {
        let Some(newest) = versions.last() else { return Ok(()) };
        let (is_accepted, by, at, reason) = match &newest.review {
            Review::Pending => (None, None, None, None),
            Review::Accepted { by, at } => (Some(true), Some(*by), Some(*at), None),
            Review::Returned { by, at, reason } => (Some(false), Some(*by), Some(*at), Some(reason.as_str())),
        };
        execute!(
            self,
            SAVE_VERSION,
            id,
            newest.no,
            newest.figure.numerator.to_string(),
            newest.figure.denominator.to_string(),
            &newest.note,
            newest.evidence.join("\n"),
            newest.submitted_at,
            newest.submitted_on,
            newest.submitted_by,
            is_accepted,
            by,
            at,
            reason
        )?;
        Ok(())
    }

    /// A unit gives a file as evidence.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn give_evidence(&mut self, file: Uuid, unit: Uuid) -> Result<(), StoreError> {
        execute!(self, GIVE, file, unit)?;
        Ok(())
    }

    /// The units that gave a file as evidence, at most so many.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn evidence_of(&mut self, file: Uuid, most: i64) -> Result<Vec<Uuid>, StoreError> {
        let units: Vec<(Uuid,)> = all!(self, (Uuid,), GIVEN_BY, file, most)?;
        Ok(units.into_iter().map(|(unit,)| unit).collect())
    }

    /// The steps of the targets of a notice, the earliest due first.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn milestones_of(&mut self, notice_id: Uuid) -> Result<Vec<Milestone>, StoreError> {
        all!(self, StepRow, STEPS_OF_NOTICE, notice_id)?.into_iter().map(TryInto::try_into).collect()
    }

    /// One step.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn milestone(&mut self, id: Uuid) -> Result<Option<Milestone>, StoreError> {
        one!(self, StepRow, STEP, id)?.map(TryInto::try_into).transpose()
    }

    /// Adds a step.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_milestone(&mut self, step: &Milestone) -> Result<(), StoreError> {
        let Milestone { id, target_key, unit_id, title, due, note, evidence, .. } = step;
        let (state, on, by, at, reason) = state_columns(&step.state);
        let evidence = evidence.join("\n");
        execute!(
            self,
            INSERT_STEP,
            id,
            target_key,
            unit_id,
            title,
            due,
            state,
            on,
            by,
            at,
            reason,
            note,
            evidence
        )?;
        Ok(())
    }

    /// Changes a step, unless it was changed since it was read.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn save_milestone(&mut self, step: &Milestone) -> Result<(), StoreError> {
        let Milestone { id, title, due, note, evidence, version, .. } = step;
        let (state, on, by, at, reason) = state_columns(&step.state);
        let evidence = evidence.join("\n");
        let touched =
            execute!(self, UPDATE_STEP, id, title, due, state, on, by, at, reason, note, evidence, version)?;
        if touched == 1 { Ok(()) } else { Err(StoreError::Stale { table: "milestone", id: id.to_string() }) }
    }

    /// Takes a step away, unless it was changed since it was read.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn delete_milestone(&mut self, id: Uuid, version: i64) -> Result<(), StoreError> {
        let touched = execute!(self, DELETE_STEP, id, version)?;
        if touched == 1 { Ok(()) } else { Err(StoreError::Stale { table: "milestone", id: id.to_string() }) }
    }
}
