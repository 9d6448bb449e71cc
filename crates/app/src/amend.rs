//! Amendments 修订: a new version of a published notice, and what it changes.

use crate::act::Act;
use crate::error::AppError;
use crate::notices::head_json;
use crate::review::target_json;
use domain::access::{Caller, Verb};
use domain::notice::{NoticeError, NoticeRecord, NoticeState};
use domain::target::{Target, TargetState};
use serde_json::Value;
use store::Tx;
use uuid::Uuid;

/// What became of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It differs.
    Changed,
}

/// One field before and after, as words.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// Its name.
    pub field: String,
    /// Before.
    pub before: Value,
    /// After.
    pub after: Value,
}

/// One target that an amendment changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Its identity; a new one has none before publication.
    pub key: Option<String>,
    /// What is measured.
    pub subject: String,
    /// What became of it.
    pub change: Change,
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
}

/// Begins an amendment: a draft with the same targets under the same identities.
///
/// # Errors
/// When the notice is not the published version.
pub async fn amend(tx: &mut Tx, act: &Act, id: Uuid) -> Result<Uuid, AppError> {
    act.caller.may(Verb::PublishNotice)?;
    let old = tx.notice(id).await?.ok_or(AppError::NotFound("notice"))?;
    if old.state != NoticeState::Published {
        return Err(NoticeError::NotADraft(old.state).into());
    }
    let targets = tx.targets_of(id).await?;
    let draft = NoticeRecord {
        id: act.new_id()?,
        version_no: old.version_no + 1,
        amends: Some(id),
        state: NoticeState::Draft,
        created_at: act.now,
        published_at: None,
        version: 0,
        ..old.clone()
    };
    tx.insert_notice(&draft).await?;
    let mut bound = tx.bound(id).await?;
    for target in targets {
        let new = Target { id: act.new_id()?, notice_id: draft.id, version: 0, ..target };
        tx.insert_target(&new).await?;
        if let Some((indicator, is_chosen)) = bound.remove(&target.id) {
            tx.bind(new.id, &indicator, is_chosen, act.now).await?;
        }
    }
    act.record(tx, "notice.amend", ("notice", draft.id), Some(head_json(&old)), Some(head_json(&draft)))
        .await?;
    Ok(draft.id)
}

/// What a version changes against the one before; nothing for a first version.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn difference(tx: &mut Tx, caller: &Caller, id: Uuid) -> Result<Vec<Difference>, AppError> {
    let notice = crate::notices::readable(tx, caller, id).await?;
    let Some(amended) = notice.amends else { return Ok(Vec::new()) };
    let is_live = |target: &Target| !matches!(target.state, TargetState::Dropped { .. });
    let before: Vec<Target> = tx.targets_of(amended).await?.into_iter().filter(is_live).collect();
    let after: Vec<Target> = tx.targets_of(id).await?.into_iter().filter(is_live).collect();
    let mut found = Vec::new();
    for new in &after {
        let old = before.iter().find(|old| old.key.is_some() && old.key == new.key);
        let fields = old.map_or_else(Vec::new, |old| fields(old, new));
        match old {
            None => found.push(difference_of(new, Change::Added, fields)),
            Some(_) if !fields.is_empty() => found.push(difference_of(new, Change::Changed, fields)),
            Some(_) => {}
        }
    }
    for old in before.iter().filter(|old| !after.iter().any(|new| new.key == old.key)) {
        found.push(difference_of(old, Change::Removed, Vec::new()));
    }
    Ok(found)
}

fn difference_of(target: &Target, change: Change, fields: Vec<FieldChange>) -> Difference {
    Difference { key: target.key.clone(), subject: target.subject.clone(), change, fields }
}

/// The fields that differ, the state of review left out: it says nothing of the demand.
fn fields(old: &Target, new: &Target) -> Vec<FieldChange> {
    let (Value::Object(before), Value::Object(after)) = (target_json(old), target_json(new)) else {
        return Vec::new();
    };
    let differs = |(field, after): (String, Value)| {
        let before = before.get(&field).cloned().unwrap_or(Value::Null);
        let is_demand = !matches!(field.as_str(), "state" | "reason");
        (is_demand && before != after).then_some(FieldChange { field, before, after })
    };
    after.into_iter().filter_map(differs).collect()
}
