//! Judgements of levels.

use super::{inconsistent, lines};
use crate::db::{Tx, all, execute};
use crate::error::StoreError;
use chrono::NaiveDate;
use domain::hazard::{Group, Judged, Judgement, Level};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    hazard_id: Uuid,
    standard: Option<String>,
    place: String,
    ticked: String,
    proposal: Option<String>,
    proposal_clauses: String,
    level: String,
    basis: String,
    reason: String,
    participants: String,
    judged_by: Uuid,
    judged_on: NaiveDate,
}

const OF_HAZARD: &str =
    "SELECT id, hazard_id, standard, place, ticked, proposal, proposal_clauses, level, basis, reason,
     participants, judged_by, judged_on FROM hazard_judgement WHERE hazard_id = $1 ORDER BY id";
const INSERT: &str =
    "INSERT INTO hazard_judgement (id, hazard_id, standard, place, ticked, proposal, proposal_clauses, level, basis,
     reason, participants, judged_by, judged_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

pub(crate) const STATEMENTS: &[&str] = &[OF_HAZARD, INSERT];

fn proposal_of(word: &str, clauses: Vec<String>) -> Option<Judgement> {
    match word {
        "major" => Some(Judgement::Major(clauses)),
        "general" => Some(Judgement::General),
        "open" => Some(Judgement::Open(clauses)),
        "excluded" => clauses.into_iter().next().map(Judgement::Excluded),
        _ => None,
    }
}

impl TryFrom<Row> for Judged {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |what: &str| inconsistent("hazard_judgement", row.id, what);
        let proposal = row
            .proposal
            .as_deref()
            .map(|word| proposal_of(word, lines(&row.proposal_clauses)).ok_or_else(|| wrong(word)));
        Ok(Self {
            id: row.id,
            hazard_id: row.hazard_id,
            place: Group::parse(&row.place).ok_or_else(|| wrong(&row.place))?,
            ticked: lines(&row.ticked),
            proposal: proposal.transpose()?,
            level: Level::parse(&row.level).ok_or_else(|| wrong(&row.level))?,
            standard: row.standard,
            basis: row.basis,
            reason: row.reason,
            participants: row.participants,
            judged_by: row.judged_by,
            judged_on: row.judged_on,
        })
    }
}

impl Tx {
    /// How the level of a hazard was judged, the earliest first.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn judgements_of(&mut self, hazard: Uuid) -> Result<Vec<Judged>, StoreError> {
        all!(self, Row, OF_HAZARD, hazard)?.into_iter().map(TryInto::try_into).collect()
    }

    /// Adds a judgement.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_judgement(&mut self, one: &Judged) -> Result<(), StoreError> {
        let clauses = one.proposal.as_ref().map(|proposal| proposal.clauses().join("\n"));
        execute!(
            self,
            INSERT,
            one.id,
            one.hazard_id,
            &one.standard,
            one.place.as_str(),
            one.ticked.join("\n"),
            one.proposal.as_ref().map(|proposal| proposal.word()),
            clauses.unwrap_or_default(),
            one.level.as_str(),
            &one.basis,
            &one.reason,
            &one.participants,
            one.judged_by,
            one.judged_on,
        )?;
        Ok(())
    }
}
