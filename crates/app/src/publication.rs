//! What stands between a draft and its publication. The rules are asked, not repeated: each target alone, then the
//! paper alone.

use crate::error::AppError;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::access::Caller;
use domain::notice::{NoticeError, NoticeRecord};
use domain::target::{Target, TargetState};
use store::Tx;
use uuid::Uuid;

/// One reason why the draft cannot be published yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hindrance {
    /// Stable code of the refusal.
    pub code: &'static str,
    /// The targets that it is about; none when it is about the paper.
    pub targets: Vec<Uuid>,
}

/// What publication would say now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The effect period asked about; the notice's own or its year where none was given.
    pub effect: (NaiveDate, NaiveDate),
    /// Whether it would hold from before the issue date.
    pub is_back_dated: bool,
    /// Everything that hinders it, not only the first.
    pub hindrances: Vec<Hindrance>,
}

/// What publication of a draft would say now.
///
/// # Errors
/// [`AppError::NotFound`], and when it is no draft.
pub async fn publication(
    tx: &mut Tx,
    caller: &Caller,
    id: Uuid,
    asked: (Option<NaiveDate>, Option<NaiveDate>),
    now: DateTime<Utc>,
) -> Result<Publication, AppError> {
    let notice = crate::notices::readable(tx, caller, id).await?;
    notice.ensure_draft()?;
    let targets = tx.targets_of(id).await?;
    let year = notice.year.and_then(|year| i32::try_from(year).ok()).unwrap_or_else(|| now.year());
    let of_year = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_else(|| now.date_naive());
    let effect = (
        asked.0.or(notice.effect_from).unwrap_or_else(|| of_year(1, 1)),
        asked.1.or(notice.effect_to).unwrap_or_else(|| of_year(12, 31)),
    );
    let dated = NoticeRecord { effect_from: Some(effect.0), text: String::new(), ..notice };
    let is_back_dated = dated.is_back_dated();
    Ok(Publication { effect, is_back_dated, hindrances: hindrances(&dated, &targets, effect, now) })
}

fn hindrances(
    notice: &NoticeRecord,
    targets: &[Target],
    effect: (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
) -> Vec<Hindrance> {
    let (numbered, one_day) =
        (NoticeRecord { doc_number: Some("1".into()), ..notice.clone() }, (effect.0, effect.0));
    let mut found: Vec<Hindrance> = Vec::new();
    let mut add = |code, id: Option<Uuid>| match found.iter_mut().find(|known| known.code == code) {
        Some(known) => known.targets.extend(id),
        None => found.push(Hindrance { code, targets: id.into_iter().collect() }),
    };
    let (mut ready, mut is_held) = (Vec::new(), false);
    for target in targets.iter().filter(|target| !matches!(target.state, TargetState::Dropped { .. })) {
        let alone = numbered.clone().publish(vec![target.clone()], one_day, now);
        if target.state == TargetState::Proposed
            && let Err(refused) = target.clone().accept()
        {
            add(refused.code(), Some(target.id));
        }
        match alone {
            Ok(_) => ready.push(target.clone()),
            Err(refused) => {
                is_held = true;
                add(refused.code(), Some(target.id));
            }
        }
    }
    let paper = [notice.clone().publish(ready.clone(), one_day, now), numbered.publish(ready, effect, now)];
    for refused in paper.into_iter().filter_map(Result::err) {
        // while targets are held back, that none is ready says nothing new
        if refused != NoticeError::NoTarget || !is_held {
            add(refused.code(), None);
        }
    }
    found
}
