//! Records by the thousand, each with the history that it has been through: one lookup of keys, few statements.

use super::life::{Past, lived_on};
use super::{Entered, MOVE, Resolver, applied, prepared, record_json};
use crate::act::{Act, Thing};
use crate::error::AppError;
use crate::figures::{Counting, count_changes};
use domain::access::Verb;
use domain::hazard::{Hazard, Step};
use domain::register::{Record, Register};
use std::collections::HashSet;
use store::{AuditEvent, Tx};

/// A record under way: how it was entered, and each move since, with the event that tells of it.
#[derive(Debug, Clone)]
pub struct History {
    steps: Vec<(AuditEvent, Record)>,
    /// The record as it stands after the last step.
    pub record: Record,
}

impl History {
    /// Enters a record; nothing is written before [`keep_histories`].
    ///
    /// # Errors
    /// As [`super::create_record`].
    pub async fn begin(
        tx: &mut Tx,
        act: &Act,
        resolver: &mut Resolver,
        entered: Entered,
    ) -> Result<Self, AppError> {
        act.caller.may(Verb::KeepRecords)?;
        let record = prepared(tx, act, resolver, entered).await?;
        let mut begun = Self { steps: Vec::new(), record };
        begun.tell(act, "record.create")?;
        Ok(begun)
    }

    /// Adds the step that led to the record as it is now.
    fn tell(&mut self, act: &Act, action: &str) -> Result<(), AppError> {
        let thing = Thing::at("record", self.record.id, self.record.unit_id);
        let before = self.steps.last().and_then(|(event, _)| event.after_json.clone());
        let event = act.event(action, thing, None, Some(record_json(&self.record)))?;
        self.steps.push((AuditEvent { before_json: before, ..event }, self.record.clone()));
        Ok(())
    }

    /// Moves it on.
    ///
    /// # Errors
    /// As [`super::move_record`]; the history stays as it was.
    pub async fn step(
        &mut self,
        tx: &mut Tx,
        act: &Act,
        resolver: &mut Resolver,
        transition: &str,
        entered: Entered,
    ) -> Result<(), AppError> {
        act.caller.may(Verb::KeepRecords)?;
        let given: Vec<String> = entered.fields.keys().cloned().collect();
        let filled = applied(tx, act, resolver, &self.record, entered).await?;
        let today = crate::act::local_day(act.now);
        let is_entered = |field: &str| given.iter().any(|given| given == field);
        let roles = act.caller.roles_for(&self.record.subject());
        let moved = filled.moved(resolver.register(), transition, &roles, today, is_entered)?;
        let moved = lived_on(act, resolver.register(), Some(&self.record), moved, self.past())?;
        self.record = Record { version: self.record.version + 1, ..moved };
        self.tell(act, &format!("{MOVE}{transition}"))
    }

    fn past(&self) -> Past {
        let last = |step: Step| {
            let action = format!("{MOVE}{}", step.as_str());
            self.steps.iter().rposition(|(event, _)| event.action == action)
        };
        let before = last(Step::Transfer).and_then(|at| self.steps.get(at.checked_sub(1)?));
        Past {
            rectified_by: last(Step::Submit).and_then(|at| self.steps[at].0.user_id),
            handed_from: before.map(|(_, record)| Hazard::of(record).stage),
        }
    }
}

/// Writes records with an audit event for each step of theirs, in one transaction. One whose key is taken, here or by an
/// earlier one of the same call, is left out. Gives those that were written.
///
/// # Errors
/// When the database refuses it; nothing is kept then.
pub async fn keep_histories(
    tx: &mut Tx,
    counting: &Counting,
    register: &Register,
    histories: Vec<History>,
) -> Result<Vec<Record>, AppError> {
    let keys: Vec<String> = histories.iter().filter_map(|history| history.record.key(register)).collect();
    let mut taken: HashSet<String> = tx.records_by_keys(&register.code, &keys).await?.into_keys().collect();
    let (mut records, mut events) = (Vec::with_capacity(histories.len()), Vec::new());
    for history in histories {
        if history.record.key(register).is_some_and(|key| !taken.insert(key)) {
            continue;
        }
        events.extend(history.steps.into_iter().map(|(event, _)| event));
        records.push(history.record);
    }
    tx.insert_records(register, &records).await?;
    let entered: Vec<(Option<&Record>, Option<&Record>)> =
        records.iter().map(|record| (None, Some(record))).collect();
    count_changes(tx, counting, register, &entered).await?;
    tx.append_audits(&events).await?;
    Ok(records)
}
