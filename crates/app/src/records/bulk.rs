//! One change on many records: shown first, then written all or none.

use super::{Entered, Resolver, applied, count_saved, lived, load, save_uncounted};
use crate::act::Act;
use crate::error::AppError;
use domain::access::Verb;
use domain::register::{FieldError, Record, RecordError};
use store::Tx;
use uuid::Uuid;

/// What a change would do, or did, to one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRow {
    /// Before.
    pub before: Record,
    /// After, or what is wrong.
    pub after: Result<Record, Vec<FieldError>>,
}

/// Most records that one call changes.
pub const MOST: usize = 1000;

/// Changes the same fields of many records; writes only when asked to, and only if every record takes it.
///
/// # Errors
/// [`AppError::Stale`] when one was changed since it was listed, [`AppError::TooMany`] above [`MOST`].
pub async fn bulk_change(
    tx: &mut Tx,
    act: &Act,
    resolver: &mut Resolver,
    records: &[(Uuid, i64)],
    entered: &Entered,
    is_writing: bool,
) -> Result<Vec<BulkRow>, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    if records.len() > MOST {
        return Err(AppError::TooMany { most: MOST });
    }
    let register = resolver.shared_register();
    let mut rows = Vec::with_capacity(records.len());
    for (id, version) in records {
        let before = load(tx, act, &register, *id, *version).await?;
        let after = match applied(tx, act, resolver, &before, entered.clone()).await {
            Ok(after) => Ok(lived(tx, act, &register, Some(&before), after).await?),
            Err(AppError::Record(RecordError::Fields(errors))) => Err(errors),
            Err(other) => return Err(other),
        };
        rows.push(BulkRow { before, after });
    }
    if is_writing {
        let wrong = rows.iter().find_map(|row| row.after.as_ref().err());
        if let Some(errors) = wrong {
            return Err(RecordError::Fields(errors.clone()).into());
        }
        // whoever changes the same records waits, and never in a circle
        let mut in_order: Vec<&mut BulkRow> = rows.iter_mut().collect();
        in_order.sort_by_key(|row| row.before.id);
        let mut saved = Vec::with_capacity(in_order.len());
        for row in in_order {
            if let Ok(after) = &row.after {
                let kept = save_uncounted(tx, act, &register, "record.change", &row.before, after).await?;
                saved.push((row.before.clone(), kept.clone()));
                row.after = Ok(kept);
            }
        }
        count_saved(tx, act, &register, &saved).await?;
        resolver.give_titles(tx, act, &saved).await?;
    }
    Ok(rows)
}
