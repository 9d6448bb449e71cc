//! A hazard that was over is not any more, since it was closed wrongly 重新整改 or its receiver would not have it 恢复办理: whoever had
//! to do with it hears.

use super::people::concerned;
use super::slips::keep;
use crate::act::{Act, local_day};
use crate::error::AppError;
use crate::messages::{Text, tell_unit};
use domain::hazard::{HAZARD, Hazard, Step};
use domain::message::Occasion;
use domain::register::{Record, Register};
use domain::todo::{LONGEST, Slip, SlipKind, Wait};
use std::collections::BTreeSet;
use store::Tx;
use uuid::Uuid;

/// Tells everyone who wrote in its history or whose turn it is now, as long as they still see it, and the groups of its unit. In
/// the transaction that reopens it: an undo of that leaves the copies, since they were read.
///
/// # Errors
/// When the database is not reached.
pub(crate) async fn tell_reopened(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    step: Step,
    hazard: &Record,
) -> Result<(), AppError> {
    let Some(wait) = Wait::of(Hazard::of(hazard).stage) else { return Ok(()) };
    let (units, today) = (tx.units().await?, local_day(act.now));
    let written = tx.audit_of("record", &hazard.id.to_string()).await?;
    let wrote: BTreeSet<Uuid> = written.into_iter().filter_map(|event| event.user_id).collect();
    let opinion = hazard.values.get("opinion").map(|value| value.texts().join(" ")).unwrap_or_default();
    let step = register.transition(step.as_str()).map_or("", |step| step.name.zh.as_str());
    let words: String = format!("{step}：{opinion}").chars().take(LONGEST).collect();
    for person in concerned(tx, &units, hazard, Some(wait), today).await? {
        if person.id == act.caller.user_id || !(person.is_turn || wrote.contains(&person.id)) {
            continue;
        }
        let between = (act.caller.user_id, person.id);
        let said = (words.clone(), act.now);
        let slip = Slip::written(act.new_id()?, SlipKind::Copy, (hazard.id, wait), between, said);
        keep(tx, act, &slip, hazard.unit_id).await?;
    }
    let text = Text {
        title: format!("{step}：{}", hazard.title(register)),
        body: format!("{opinion}\n{step}：{}", act.caller.name),
        path: format!("/registers/{HAZARD}/{}", hazard.id),
    };
    tell_unit(tx, act.now, hazard.unit_id, Occasion::Urgent, &text).await?;
    Ok(())
}
