//! Targets with their citations and assignments.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::NaiveDate;
use domain::target::{
    Assignment, Citation, Comparator, Confidence, Kind, Measure, Target, TargetState, UnitRole,
};
use rust_decimal::Decimal;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    notice_id: Uuid,
    target_key: Option<String>,
    state: String,
    drop_reason: Option<String>,
    subject: String,
    kind: String,
    comparator: String,
    threshold: Option<String>,
    threshold_to: Option<String>,
    unit: Option<String>,
    period: Option<String>,
    due: Option<NaiveDate>,
    due_recurs: bool,
    soft: bool,
    implicit: bool,
    negated: bool,
    confidence: String,
    version: i64,
}

#[derive(FromRow)]
struct CitationRow {
    target_id: Uuid,
    start_char: i64,
    end_char: i64,
    quote: String,
    path: String,
}

#[derive(FromRow)]
struct AssignmentRow {
    target_id: Uuid,
    unit_id: Option<Uuid>,
    unit_text: String,
    role: String,
}

const OF_NOTICE: &str =
    "SELECT id, notice_id, target_key, state, drop_reason, subject, kind, comparator, threshold,
     threshold_to, unit, period, due, due_recurs, soft, implicit, negated, confidence, version
     FROM target WHERE notice_id = $1 ORDER BY id";
const CITATIONS: &str = "SELECT c.target_id, c.start_char, c.end_char, c.quote, c.path FROM citation c
     JOIN target t ON t.id = c.target_id WHERE t.notice_id = $1 ORDER BY c.target_id, c.ordinal";
const ASSIGNMENTS: &str = "SELECT a.target_id, a.unit_id, a.unit_text, a.role FROM assignment a
     JOIN target t ON t.id = a.target_id WHERE t.notice_id = $1 ORDER BY a.target_id, a.ordinal";
const NOTICE_OF: &str = "SELECT notice_id FROM target WHERE id = $1";
const INSERT: &str =
    "INSERT INTO target (id, notice_id, target_key, state, drop_reason, subject, kind, comparator,
     threshold, threshold_to, unit, period, due, due_recurs, soft, implicit, negated, confidence, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0)";
const UPDATE: &str = "UPDATE target SET target_key = $2, state = $3, drop_reason = $4, subject = $5, kind = $6,
     comparator = $7, threshold = $8, threshold_to = $9, unit = $10, period = $11, due = $12, due_recurs = $13,
     version = version + 1 WHERE id = $1 AND version = $14";
const CLEAR_CITATIONS: &str = "DELETE FROM citation WHERE target_id = $1";
const CLEAR_ASSIGNMENTS: &str = "DELETE FROM assignment WHERE target_id = $1";
const INSERT_CITATION: &str = "INSERT INTO citation (target_id, ordinal, start_char, end_char, quote, path)
     VALUES ($1, $2, $3, $4, $5, $6)";
const INSERT_ASSIGNMENT: &str =
    "INSERT INTO assignment (target_id, ordinal, unit_id, unit_text, role) VALUES ($1, $2, $3, $4, $5)";

pub(crate) const STATEMENTS: &[&str] = &[
    OF_NOTICE,
    CITATIONS,
    ASSIGNMENTS,
    NOTICE_OF,
    INSERT,
    UPDATE,
    CLEAR_CITATIONS,
    CLEAR_ASSIGNMENTS,
    INSERT_CITATION,
    INSERT_ASSIGNMENT,
];

fn inconsistent(id: Uuid, what: String) -> StoreError {
    StoreError::Inconsistent { table: "target", id: id.to_string(), what }
}

fn target(row: Row, citations: Vec<Citation>, assignments: Vec<Assignment>) -> Result<Target, StoreError> {
    let id = row.id;
    let bad = |what: &str, value: &str| inconsistent(id, format!("{what} {value}"));
    let number = |text: Option<String>| -> Result<Option<Decimal>, StoreError> {
        text.map(|text| text.parse().map_err(|_| bad("threshold", &text))).transpose()
    };
    Ok(Target {
        id,
        notice_id: row.notice_id,
        key: row.target_key,
        state: match row.state.as_str() {
            "proposed" => TargetState::Proposed,
            "accepted" => TargetState::Accepted,
            "dropped" => TargetState::Dropped { reason: row.drop_reason.unwrap_or_default() },
            other => return Err(bad("state", other)),
        },
        subject: row.subject,
        measure: Measure {
            kind: Kind::parse(&row.kind).ok_or_else(|| bad("kind", &row.kind))?,
            comparator: Comparator::parse(&row.comparator)
                .ok_or_else(|| bad("comparator", &row.comparator))?,
            value: number(row.threshold)?,
            value_to: number(row.threshold_to)?,
            unit: row.unit,
            period: row.period,
            due: row.due,
            due_recurs: row.due_recurs,
        },
        soft: row.soft,
        implicit: row.implicit,
        negated: row.negated,
        confidence: Confidence::parse(&row.confidence).ok_or_else(|| bad("confidence", &row.confidence))?,
        citations,
        assignments,
        version: row.version,
    })
}

fn state(target: &Target) -> (&'static str, Option<&str>) {
    match &target.state {
        TargetState::Proposed => ("proposed", None),
        TargetState::Accepted => ("accepted", None),
        TargetState::Dropped { reason } => ("dropped", Some(reason)),
    }
}

impl Tx {
    /// The targets of a notice in the order of the text, in three queries however many there are.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn targets_of(&mut self, notice_id: Uuid) -> Result<Vec<Target>, StoreError> {
        let mut citations: HashMap<Uuid, Vec<Citation>> = HashMap::new();
        for row in all!(self, CitationRow, CITATIONS, notice_id)? {
            let CitationRow { target_id, start_char, end_char, quote, path } = row;
            citations.entry(target_id).or_default().push(Citation {
                start: start_char,
                end: end_char,
                quote,
                path,
            });
        }
        let mut assignments: HashMap<Uuid, Vec<Assignment>> = HashMap::new();
        for row in all!(self, AssignmentRow, ASSIGNMENTS, notice_id)? {
            let AssignmentRow { target_id, unit_id, unit_text, role } = row;
            let role =
                UnitRole::parse(&role).ok_or_else(|| inconsistent(target_id, format!("role {role}")))?;
            assignments.entry(target_id).or_default().push(Assignment { unit_id, unit_text, role });
        }
        let rows = all!(self, Row, OF_NOTICE, notice_id)?;
        let build = |row: Row| {
            let (cited, assigned) = (citations.remove(&row.id), assignments.remove(&row.id));
            target(row, cited.unwrap_or_default(), assigned.unwrap_or_default())
        };
        let mut targets = rows.into_iter().map(build).collect::<Result<Vec<_>, _>>()?;
        targets.sort_by_key(|target| target.citations.first().map_or(i64::MAX, |citation| citation.start));
        Ok(targets)
    }

    /// The notice that a target belongs to.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn notice_of_target(&mut self, id: Uuid) -> Result<Option<Uuid>, StoreError> {
        Ok(one!(self, (Uuid,), NOTICE_OF, id)?.map(|(notice,)| notice))
    }

    /// Adds a target.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_target(&mut self, target: &Target) -> Result<(), StoreError> {
        let (state, reason) = state(target);
        let measure = &target.measure;
        execute!(
            self,
            INSERT,
            target.id,
            target.notice_id,
            &target.key,
            state,
            reason,
            &target.subject,
            measure.kind.as_str(),
            measure.comparator.as_str(),
            measure.value.map(|value| value.to_string()),
            measure.value_to.map(|value| value.to_string()),
            &measure.unit,
            &measure.period,
            measure.due,
            measure.due_recurs,
            target.soft,
            target.implicit,
            target.negated,
            target.confidence.as_str()
        )?;
        self.insert_parts(target).await
    }

    /// Changes a target, unless it was changed since it was read.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn save_target(&mut self, target: &Target) -> Result<(), StoreError> {
        let (state, reason) = state(target);
        let measure = &target.measure;
        let touched = execute!(
            self,
            UPDATE,
            target.id,
            &target.key,
            state,
            reason,
            &target.subject,
            measure.kind.as_str(),
            measure.comparator.as_str(),
            measure.value.map(|value| value.to_string()),
            measure.value_to.map(|value| value.to_string()),
            &measure.unit,
            &measure.period,
            measure.due,
            measure.due_recurs,
            target.version
        )?;
        if touched != 1 {
            return Err(StoreError::Stale { table: "target", id: target.id.to_string() });
        }
        execute!(self, CLEAR_CITATIONS, target.id)?;
        execute!(self, CLEAR_ASSIGNMENTS, target.id)?;
        self.insert_parts(target).await
    }

    async fn insert_parts(&mut self, target: &Target) -> Result<(), StoreError> {
        for (ordinal, citation) in (0_i64..).zip(&target.citations) {
            let Citation { start, end, quote, path } = citation;
            execute!(self, INSERT_CITATION, target.id, ordinal, start, end, quote, path)?;
        }
        for (ordinal, assignment) in (0_i64..).zip(&target.assignments) {
            let Assignment { unit_id, unit_text, role } = assignment;
            execute!(self, INSERT_ASSIGNMENT, target.id, ordinal, unit_id, unit_text, role.as_str())?;
        }
        Ok(())
    }
}
