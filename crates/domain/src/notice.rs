//! A notice 通知 from draft to publication, and its amendments.

use crate::target::{Target, TargetState};
use crate::words::words;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{HashMap, HashSet};
use thiserror::Error;
use uuid::Uuid;

words! {
    /// Where a notice stands.
    NoticeState {
        /// 审核中.
        Draft = "draft",
        /// 已发布.
        Published = "published",
        /// 已被修订.
        Superseded = "superseded",
        /// 已弃用.
        Discarded = "discarded",
    }
}

/// One version of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRecord {
    /// Row identity.
    pub id: Uuid,
    /// 1, and one more for each amendment.
    pub version_no: i64,
    /// The version before.
    pub amends: Option<Uuid>,
    /// State.
    pub state: NoticeState,
    /// 发文字号.
    pub doc_number: Option<String>,
    /// 标题.
    pub title: String,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 成文日期.
    pub issued_on: Option<NaiveDate>,
    /// First day on which its targets hold; may lie before the issue date.
    pub effect_from: Option<NaiveDate>,
    /// Last day.
    pub effect_to: Option<NaiveDate>,
    /// The year of its targets.
    pub year: Option<i64>,
    /// Hash of the original bytes, lower-case hex.
    pub sha256: String,
    /// Name of the file; absent for pasted text.
    pub file_name: Option<String>,
    /// The text as read.
    pub text: String,
    /// When it was read in.
    pub created_at: DateTime<Utc>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// Grows with each write; a write carries the one it read.
    pub version: i64,
}

/// Why a notice cannot be published or changed.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum NoticeError {
    /// Only a draft can be changed or published.
    #[error("the notice is {} and cannot be changed", .0.as_str())]
    NotADraft(NoticeState),
    /// Targets wait for a decision.
    #[error("{0} targets are neither accepted nor dropped")]
    TargetsOpen(usize),
    /// Accepted targets without a matched unit.
    #[error("{0} accepted targets have no unit")]
    TargetsWithoutUnit(usize),
    /// Nothing to publish.
    #[error("no target is accepted")]
    NoTarget,
    /// It ends before it begins.
    #[error("the effect period ends before it begins")]
    EffectBackwards,
    /// No document number, so targets would have no identity.
    #[error("enter the document number first")]
    NumberMissing,
}

impl NoticeError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotADraft(_) => "notice.not_a_draft",
            Self::TargetsOpen(_) => "notice.targets_open",
            Self::TargetsWithoutUnit(_) => "notice.targets_without_unit",
            Self::NoTarget => "notice.no_target",
            Self::EffectBackwards => "notice.effect_backwards",
            Self::NumberMissing => "notice.number_missing",
        }
    }
}

impl NoticeRecord {
    /// Whether its targets may still be reviewed.
    ///
    /// # Errors
    /// When it is published, superseded or discarded.
    pub fn ensure_draft(&self) -> Result<(), NoticeError> {
        if self.state == NoticeState::Draft { Ok(()) } else { Err(NoticeError::NotADraft(self.state)) }
    }

    /// Whether its targets hold from before it was issued. Allowed, and shown.
    pub fn is_back_dated(&self) -> bool {
        matches!((self.effect_from, self.issued_on), (Some(from), Some(issued)) if from < issued)
    }

    /// Publishes a reviewed draft: its targets get the identities that never change. A target carried over from the
    /// version before keeps its own.
    ///
    /// # Errors
    /// While a target is undecided or has no unit, or the effect period or number is missing.
    pub fn publish(
        self,
        targets: Vec<Target>,
        effect: (NaiveDate, NaiveDate),
        now: DateTime<Utc>,
    ) -> Result<(Self, Vec<Target>), NoticeError> {
        self.ensure_draft()?;
        if effect.1 < effect.0 {
            return Err(NoticeError::EffectBackwards);
        }
        let Some(number) = self.doc_number.clone().filter(|number| !number.trim().is_empty()) else {
            return Err(NoticeError::NumberMissing);
        };
        let count = |is: &dyn Fn(&Target) -> bool| targets.iter().filter(|target| is(target)).count();
        let is_accepted = |target: &Target| target.state == TargetState::Accepted;
        let open = count(&|target| target.state == TargetState::Proposed);
        if open > 0 {
            return Err(NoticeError::TargetsOpen(open));
        }
        if count(&is_accepted) == 0 {
            return Err(NoticeError::NoTarget);
        }
        let homeless = count(&|target| {
            is_accepted(target) && !target.assignments.iter().any(|unit| unit.unit_id.is_some())
        });
        if homeless > 0 {
            return Err(NoticeError::TargetsWithoutUnit(homeless));
        }
        let notice = Self {
            state: NoticeState::Published,
            effect_from: Some(effect.0),
            effect_to: Some(effect.1),
            published_at: Some(now),
            ..self
        };
        Ok((notice, with_keys(&number, targets)))
    }
}

/// `NUMBER#PATH/n`: n counts the targets first cited in the clause. Taken keys are never given again.
fn with_keys(number: &str, mut targets: Vec<Target>) -> Vec<Target> {
    targets.sort_by_key(|target| target.citations.first().map_or(0, |citation| citation.start));
    let taken: HashSet<String> = targets.iter().filter_map(|target| target.key.clone()).collect();
    let mut next: HashMap<String, usize> = HashMap::new();
    for target in targets.iter_mut().filter(|t| t.key.is_none() && t.state == TargetState::Accepted) {
        let path = target.citations.first().map_or("", |citation| citation.path.as_str()).to_owned();
        let ordinal = next.entry(path.clone()).or_insert(0);
        loop {
            *ordinal += 1;
            let key = format!("{number}#{path}/{ordinal}");
            if !taken.contains(&key) {
                target.key = Some(key);
                break;
            }
        }
    }
    targets
}

#[cfg(test)]
#[path = "notice_tests.rs"]
mod tests;
