//! Reporting figures that no record gives, and reviewing them.

mod list;
mod steps;

pub use list::{AskedReport, Asking, Reports, reports};
pub use steps::{StepReview, Steps, add_step, finish_step, remove_step, review_step, steps_of_target};

use crate::access::ensure_at;
use crate::act::{Act, Thing, local_day};
use crate::error::AppError;
use crate::figures::{FigurePlace, bound, effect};
use crate::files::may_open;
use catalogue::Catalogue;
use domain::access::{Caller, Verb};
use domain::calendar::Days;
use domain::close::closed_days;
use domain::indicator::{Indicator, REPORTED};
use domain::notice::{NoticeRecord, NoticeState};
use domain::report::{self, Entered, Question, Report, ReportError, Review, Version, answer, is_closed};
use domain::target::{Target, TargetState};
use serde_json::{Value, json};
use store::{Tx, file_id};
use uuid::Uuid;

/// A target in force, and what measures it.
struct InForce {
    notice: NoticeRecord,
    target: Target,
    indicator: Option<String>,
}

async fn in_force(tx: &mut Tx, act: &Act, notice_id: Uuid, target_id: Uuid) -> Result<InForce, AppError> {
    let notice = tx.notice(notice_id).await?.filter(|notice| notice.state == NoticeState::Published);
    let notice = notice.ok_or(AppError::NotFound("notice"))?;
    let targets = tx.targets_of(notice_id).await?;
    let is_it = |target: &Target| target.id == target_id && target.state == TargetState::Accepted;
    let target = targets.into_iter().find(is_it).ok_or(AppError::NotFound("target"))?;
    let bound = bound(tx, &act.counting, &notice, std::slice::from_ref(&target)).await?;
    let indicator = bound.into_iter().next().and_then(|found| found.indicator);
    Ok(InForce { notice, target, indicator })
}

/// By what a figure is read that is typed for a target: its own indicator for the year before, else one made for it.
fn read_by(catalogue: &Catalogue, target: &Target, code: Option<&str>) -> Option<Indicator> {
    match code? {
        REPORTED => Some(report::indicator(&target.measure)),
        code => catalogue.indicator(code).cloned(),
    }
}

/// Gives kept files as evidence of a unit, so that whoever reviews it may open them. A file that the caller may not open
/// cannot be given: to name its hash would be a way to read it.
async fn give_evidence(
    tx: &mut Tx,
    caller: &Caller,
    unit: Uuid,
    evidence: &[String],
) -> Result<(), AppError> {
    for sha256 in evidence {
        let id = file_id(sha256).ok_or(AppError::NotFound("file"))?;
        if !tx.has_original(sha256).await? || !may_open(tx, caller, id).await? {
            return Err(AppError::NotFound("file"));
        }
        tx.give_evidence(id, unit).await?;
    }
    Ok(())
}

fn version_json(report: &Report) -> Value {
    let Report { target_key, unit_id, days, versions, .. } = report;
    let Some(Version { no, figure, note, evidence, review, .. }) = versions.last() else {
        return Value::Null;
    };
    let review = match review {
        Review::Pending => json!("pending"),
        Review::Accepted { .. } => json!("accepted"),
        Review::Returned { reason, .. } => json!({ "returned": reason }),
    };
    json!({
        "target": target_key, "unit": unit_id, "first": days.first, "last": days.last, "no": no,
        "numerator": figure.numerator.to_string(), "denominator": figure.denominator.to_string(),
        "note": note, "evidence": evidence, "review": review,
    })
}

/// Answers for a period. What was reported before stays as a version of its own.
///
/// # Errors
/// The first of the four questions that is not answered; [`AppError::Stale`] when somebody else reported meanwhile.
pub async fn submit_report(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    place: FigurePlace,
    days: Days,
    (version, entered): (Option<i64>, Entered),
) -> Result<Report, AppError> {
    let may = act.caller.may(Verb::Report);
    may.clone()?;
    ensure_at(&act.caller, Verb::Report, "unit", place.2)?;
    let InForce { notice, target, indicator } = in_force(tx, act, place.0, place.1).await?;
    let today = local_day(act.now);
    let closed = closed_days(&tx.closings().await?);
    let read_by = read_by(catalogue, &target, indicator.as_deref());
    let question = Question {
        may,
        target: &target,
        indicator: read_by.as_ref(),
        is_reported: indicator.as_deref() == Some(REPORTED),
        effect: effect(&notice, today),
        unit_id: place.2,
        days,
        closed: &closed,
        today,
    };
    let figure = answer(question, &entered)?;
    give_evidence(tx, &act.caller, place.2, &entered.evidence).await?;
    let key = target.key.clone().unwrap_or_default();
    let is_it =
        |report: &Report| report.target_key == key && report.unit_id == place.2 && report.days == days;
    let before = tx.reports_of(place.0).await?.into_iter().find(is_it);
    if before.as_ref().map(|report| report.version) != version {
        return Err(AppError::Stale { table: "report" });
    }
    let next = Version {
        no: 0,
        figure,
        note: entered.note.trim().to_owned(),
        evidence: entered.evidence,
        submitted_at: act.now,
        submitted_on: today,
        submitted_by: act.caller.user_id,
        review: Review::Pending,
    };
    let report = match &before {
        Some(before) => before.clone().submit(next),
        None => {
            let (id, versions) = (act.new_id()?, Vec::new());
            Report { id, target_key: key, unit_id: place.2, days, versions, version: 0 }.submit(next)
        }
    };
    match &before {
        Some(_) => tx.save_report(&report).await?,
        None => tx.insert_report(&report).await?,
    }
    let (was, is) = (before.as_ref().map(version_json), version_json(&report));
    let thing = Thing::at("report", report.id, report.unit_id);
    act.record(tx, "report.submit", thing, was, Some(is)).await?;
    tx.report(report.id).await?.ok_or(AppError::NotFound("report"))
}

/// Accepts the newest version of a report, or gives it back with a reason.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], and when its period is closed or it was reviewed already.
pub async fn review_report(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    version: i64,
    return_reason: Option<&str>,
) -> Result<Report, AppError> {
    act.caller.may(Verb::ReviewReport)?;
    let before = tx.report(id).await?.ok_or(AppError::NotFound("report"))?;
    ensure_at(&act.caller, Verb::ReviewReport, "report", before.unit_id)?;
    if before.version != version {
        return Err(AppError::Stale { table: "report" });
    }
    if is_closed(before.days, &closed_days(&tx.closings().await?)) {
        return Err(ReportError::PeriodClosed.into());
    }
    let was = version_json(&before);
    let by = act.caller.user_id;
    let (action, after) = match return_reason {
        None => ("report.accept", before.accept(by, act.now)?),
        Some(reason) => ("report.return", before.give_back(by, act.now, reason)?),
    };
    tx.save_report(&after).await?;
    let thing = Thing::at("report", id, after.unit_id);
    act.record(tx, action, thing, Some(was), Some(version_json(&after))).await?;
    tx.report(id).await?.ok_or(AppError::NotFound("report"))
}
