//! Judging 判定 the level of a hazard: the program proposes by a standard, a person decides and says why, and both are kept.

use super::{Criteria, Group, Hazard, Judgement, Level, judge};
use chrono::NaiveDate;
use thiserror::Error;
use uuid::Uuid;

/// One decision on the level of a hazard 等级判定. It is added, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Identity.
    pub id: Uuid,
    /// Hazard.
    pub hazard_id: Uuid,
    /// Number and edition of the standard; absent where no standard of the catalogue judges it.
    pub standard: Option<String>,
    /// Sort of place.
    pub place: Group,
    /// Clauses that were found to hold.
    pub ticked: Vec<String>,
    /// What the program proposed.
    pub proposal: Option<Judgement>,
    /// What the person decided.
    pub level: Level,
    /// The clause that it is judged by, in words.
    pub basis: String,
    /// Why.
    pub reason: String,
    /// Who took part, and how they voted 集体讨论.
    pub participants: String,
    /// Who decided.
    pub judged_by: Uuid,
    /// When.
    pub judged_on: NaiveDate,
}

/// Why it is no judgement.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum JudgedError {
    /// The hazard is over.
    #[error("the hazard is over")]
    Over,
    /// Nobody is told why.
    #[error("a reason is needed")]
    NoReason,
    /// A major hazard needs the clause that makes it one.
    #[error("a major hazard needs the clause that it is judged by")]
    NoBasis,
    /// The standard has no such clause.
    #[error("the standard has no clause {0}")]
    UnknownClause(String),
    /// The caller does not judge hazards.
    #[error("another judges hazards")]
    NotYours,
}

impl JudgedError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Over => "judgement.over",
            Self::NoReason => "judgement.no_reason",
            Self::NoBasis => "judgement.no_basis",
            Self::UnknownClause(_) => "judgement.unknown_clause",
            Self::NotYours => "judgement.not_yours",
        }
    }
}

impl Judged {
    /// A decision by a standard, or without one where none is there. The proposal is worked out here and not taken from
    /// anybody; clauses that hold become the basis when no other words are given.
    ///
    /// # Errors
    /// The first reason why it is none.
    pub fn checked(self, hazard: &Hazard, criteria: Option<&Criteria>) -> Result<Self, JudgedError> {
        if hazard.is_over() {
            return Err(JudgedError::Over);
        }
        let unknown = |clause: &&String| !criteria.is_some_and(|criteria| criteria.has(clause));
        if let Some(clause) = self.ticked.iter().find(unknown) {
            return Err(JudgedError::UnknownClause(clause.clone()));
        }
        if self.reason.trim().is_empty() {
            return Err(JudgedError::NoReason);
        }
        let proposal = criteria.map(|criteria| judge(criteria, self.place, &self.ticked));
        let standard = criteria.map(|criteria| criteria.standard.clone());
        let basis = match (self.basis.trim(), &standard) {
            ("", Some(standard)) if !self.ticked.is_empty() => {
                format!("{standard} 第{}条", self.ticked.join("、"))
            }
            (given, _) => given.to_owned(),
        };
        if self.level == Level::Major && basis.is_empty() {
            return Err(JudgedError::NoBasis);
        }
        Ok(Self { standard, proposal, basis, ..self })
    }
}
