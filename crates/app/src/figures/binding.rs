//! Which indicator measures a target: proposed by rule, settled at publication, changed by a person.

use super::Counting;
use crate::act::Act;
use crate::error::AppError;
use catalogue::Catalogue;
use domain::access::{Caller, Verb};
use domain::indicator::{Binding, MILESTONE, REPORTED, propose};
use domain::notice::{NoticeRecord, NoticeState};
use domain::target::{Citation, Target, TargetState};
use serde_json::json;
use std::collections::HashMap;
use store::Tx;
use uuid::Uuid;

/// How a target is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundTarget {
    /// The target.
    pub target_id: Uuid,
    /// Code of the indicator, `reported` or `milestone`; nothing when no rule fits.
    pub indicator: Option<String>,
    /// A person chose it; else a rule proposed it.
    pub is_chosen: bool,
}

/// How each target of a notice is measured.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn bindings_of(
    tx: &mut Tx,
    caller: &Caller,
    counting: &Counting,
    notice_id: Uuid,
) -> Result<Vec<BoundTarget>, AppError> {
    let notice = crate::notices::readable(tx, caller, notice_id).await?;
    let targets = tx.targets_of(notice_id).await?;
    bound(tx, counting, &notice, &targets).await
}

/// The same for targets that are at hand.
pub(crate) async fn bound(
    tx: &mut Tx,
    counting: &Counting,
    notice: &NoticeRecord,
    targets: &[Target],
) -> Result<Vec<BoundTarget>, AppError> {
    let mut kept: HashMap<Uuid, (String, bool)> = tx.bound(notice.id).await?;
    // once a notice is published every target is settled, and its text is not looked at again
    let is_settled = targets.iter().all(|target| kept.contains_key(&target.id));
    let lines = if is_settled { Vec::new() } else { lines(&notice.text) };
    let of = |target: &Target| match kept.remove(&target.id) {
        Some((indicator, is_chosen)) => {
            BoundTarget { target_id: target.id, indicator: Some(indicator), is_chosen }
        }
        None => BoundTarget {
            target_id: target.id,
            indicator: proposed(counting.bindings(), &lines, target),
            is_chosen: false,
        },
    };
    Ok(targets.iter().map(of).collect())
}

/// First character, one past the last, text.
type Line<'t> = (usize, usize, &'t str);

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let line = |line| {
        let first = start;
        let length = str::chars(line).count();
        start += length + 1;
        (first, first + length, line)
    };
    text.split('\n').map(line).collect()
}

/// The rule of each place that states the target. Where places ask for different ones (schools here, hospitals there), the
/// target spans them and takes the rule that asks for the fewest words.
fn proposed(bindings: &[Binding], lines: &[Line<'_>], target: &Target) -> Option<String> {
    let rule = |citation: &Citation| {
        let start = usize::try_from(citation.start).ok()?;
        let line = lines.get(lines.partition_point(|(_, last, _)| *last < start));
        let clause = line.map_or_else(String::new, |(first, _, text)| item(text, start - first));
        let quote = format!("{}{}", citation.quote, target.subject);
        propose(bindings, target.measure.kind, &quote, &clause)
    };
    let words =
        |rule: &&Binding| rule.words.iter().chain(rule.any.first()).map(|w| w.chars().count()).sum::<usize>();
    target.citations.iter().filter_map(rule).min_by_key(words).map(|rule| rule.indicator.clone())
}

/// Of a line that runs several items together, （1）… （2）…, the one around a character.
fn item(line: &str, at: usize) -> String {
    let chars: Vec<char> = line.chars().collect();
    let is_mark = |from: usize| {
        let inner = chars[from + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
        chars[from] == '（' && inner > 0 && chars.get(from + 1 + inner) == Some(&'）')
    };
    let marks: Vec<usize> = (0..chars.len()).filter(|from| is_mark(*from)).collect();
    let first = marks.iter().copied().rfind(|mark| *mark <= at).unwrap_or(0);
    let last = marks.iter().copied().find(|mark| *mark > at).unwrap_or(chars.len());
    chars[first..last].iter().collect()
}

/// Settles what rules propose for the targets of a notice that is being published: a rule that is changed later moves no
/// figure of it.
pub(crate) async fn freeze(
    tx: &mut Tx,
    counting: &Counting,
    notice: &NoticeRecord,
    targets: &[Target],
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), AppError> {
    for found in bound(tx, counting, notice, targets).await? {
        if let Some(indicator) = found.indicator {
            tx.bind(found.target_id, &indicator, found.is_chosen, now).await?;
        }
    }
    Ok(())
}

/// Settles the targets of notices that were published before there were figures.
pub(super) async fn freeze_published(
    tx: &mut Tx,
    counting: &Counting,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), AppError> {
    for notice in tx.notices().await?.into_iter().filter(|notice| notice.state == NoticeState::Published) {
        if tx.bound(notice.id).await?.is_empty() {
            let targets = tx.targets_of(notice.id).await?;
            freeze(tx, counting, &notice, &targets, now).await?;
        }
    }
    Ok(())
}

/// Has an indicator measure a target.
///
/// # Errors
/// [`AppError::NotFound`] for a target or indicator that is not there.
pub async fn bind_target(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    notice_id: Uuid,
    target_id: Uuid,
    indicator: &str,
) -> Result<(), AppError> {
    act.caller.may(Verb::ReviewTarget)?;
    let notice = tx.notice(notice_id).await?.ok_or(AppError::NotFound("notice"))?;
    let targets = tx.targets_of(notice_id).await?;
    let is_live =
        |target: &&Target| target.id == target_id && !matches!(target.state, TargetState::Dropped { .. });
    let target = targets.iter().find(is_live).ok_or(AppError::NotFound("target"))?;
    if ![REPORTED, MILESTONE].contains(&indicator) && catalogue.indicator(indicator).is_none() {
        return Err(AppError::NotFound("indicator"));
    }
    let before = bound(tx, &act.counting, &notice, std::slice::from_ref(target)).await?;
    let before = before.into_iter().next().and_then(|found| found.indicator);
    tx.bind(target_id, indicator, true, act.now).await?;
    let (before, after) = (json!({ "indicator": before }), json!({ "indicator": indicator }));
    act.record(tx, "target.bind", ("target", target_id), Some(before), Some(after)).await
}
