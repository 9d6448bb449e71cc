//! What the rules say of one hazard today, and what was decided of it.

use super::alike::{Alike, repeats, twins};
use super::{deadline_setter, judging};
use crate::access::ensure;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Decision, Verb};
use domain::hazard::{
    Criteria, Extension, ExtensionRule, HAZARD, Hazard, Judged, Timing, Verdict, criteria_on, decides,
    rule_on,
};
use domain::workday::YearUnknown;
use std::collections::BTreeMap;
use store::Tx;
use uuid::Uuid;

/// What belongs to a hazard beside its record.
#[derive(Debug, Clone, PartialEq)]
pub struct HazardPage {
    /// How it stands to its deadline.
    pub timing: Timing,
    /// Who set the deadline.
    pub set_by: Option<Uuid>,
    /// The rule for extensions of its level.
    pub rule: Option<ExtensionRule>,
    /// The last day on which an extension may be asked for.
    pub ask_by: Option<Result<NaiveDate, YearUnknown>>,
    /// The last day to which the deadline may move.
    pub last_day: Option<NaiveDate>,
    /// The day by which the one that is asked for is to be decided.
    pub decide_by: Option<Result<NaiveDate, YearUnknown>>,
    /// Extensions, the earliest first.
    pub extensions: Vec<Extension>,
    /// How its level was judged, the earliest first.
    pub judgements: Vec<Judged>,
    /// Standards that judge it: those in force on the day it was found.
    pub criteria: Vec<Criteria>,
    /// Closed ones that this one probably repeats; none once it says which.
    pub repeats: Vec<Alike>,
    /// Open ones, found before, that are probably the same.
    pub twins: Vec<Alike>,
    /// The caller may ask for an extension now.
    pub may_ask: bool,
    /// The caller may decide on the one that is asked for.
    pub may_decide: bool,
    /// The caller may judge its level.
    pub may_judge: bool,
    /// Names of the people in it.
    pub names: BTreeMap<Uuid, String>,
}

/// The page of a hazard.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn hazard_page(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    id: Uuid,
    today: NaiveDate,
) -> Result<HazardPage, AppError> {
    let register = crate::registers::register(tx, catalogue, HAZARD).await?;
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == HAZARD);
    let record = raw.ok_or(AppError::NotFound("record"))?.read(&register);
    let subject = record.subject();
    ensure(caller, Verb::See, "record", &subject)?;
    let (hazard, rules) = (Hazard::of(&record), &catalogue.rules);
    let extensions = tx.extensions_of(id).await?;
    let judgements = tx.judgements_of(id).await?;
    let events = tx.audit_of("record", &id.to_string()).await?;
    let pending = extensions.iter().find(|one| one.verdict == Verdict::Pending);
    let rule = rule_on(&rules.extensions, hazard.level, today).cloned();
    let is_open = hazard.is_to_be_rectified() && record.is_standing();
    let due = hazard.due.filter(|_| is_open);
    let roles = caller.roles_for(&subject);
    let may_keep = caller.decide(Verb::KeepRecords, &subject) == Decision::Allowed && record.is_standing();
    let is_deciding = |one: &Extension| {
        one.asked_by != caller.user_id && roles.iter().any(|role| decides(hazard.level, *role))
    };
    let decide_by = pending.and_then(|one| {
        let rule = rule_on(&rules.extensions, hazard.level, one.asked_on)?;
        rule.decide_by(one.asked_on, &rules.workdays).transpose()
    });
    let category = record.values.get("category").map(|value| value.texts()).unwrap_or_default();
    let found_on = hazard.found_on.unwrap_or(today);
    let judges = |code: &String| criteria_on(&rules.criteria, code, found_on).cloned().collect::<Vec<_>>();
    let set_by = deadline_setter(&events);
    let people = extensions
        .iter()
        .flat_map(|one| [Some(one.asked_by), one.set_by, one.decision.as_ref().map(|decision| decision.by)]);
    let people = people.flatten().chain(judgements.iter().map(|one| one.judged_by)).chain(set_by);
    let people: Vec<Uuid> = people.collect();
    Ok(HazardPage {
        timing: hazard.timing(today),
        ask_by: rule.as_ref().zip(due).map(|(rule, due)| rule.ask_by(due, &rules.workdays)),
        last_day: rule.as_ref().filter(|_| is_open).and_then(|rule| rule.last_day(&hazard)),
        decide_by,
        may_ask: may_keep && due.is_some() && pending.is_none() && rule.is_some(),
        may_decide: may_keep && pending.is_some_and(is_deciding),
        may_judge: may_keep && !hazard.is_over() && judging::may_judge(&register, &roles),
        criteria: category.iter().flat_map(judges).collect(),
        repeats: repeats(tx, caller, &register, &record).await?,
        twins: twins(tx, caller, &register, &record).await?,
        names: names(tx, people).await?,
        set_by,
        rule,
        extensions,
        judgements,
    })
}

async fn names(tx: &mut Tx, people: Vec<Uuid>) -> Result<BTreeMap<Uuid, String>, AppError> {
    let mut names = BTreeMap::new();
    for id in people {
        if !names.contains_key(&id)
            && let Some(account) = tx.account(id).await?
        {
            names.insert(id, account.name);
        }
    }
    Ok(names)
}
