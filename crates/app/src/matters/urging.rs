//! A listing is urged 催办 by itself: the groups of its unit are told whose turn it is. As often as a hazard is, and no more; its history
//! keeps each time.

use super::page::matter_page;
use crate::accounts::Leaders;
use crate::act::{Act, Thing, local_day};
use crate::error::AppError;
use crate::messages::{Text, tell_unit};
use crate::todo::{add_names, people_of};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Caller;
use domain::matter::{LISTING, MatterWait};
use domain::message::Occasion;
use domain::register::Record;
use domain::todo::{LONGEST, SlipError, SlipKind};
use serde_json::json;
use std::collections::BTreeMap;
use store::Tx;
use uuid::Uuid;

/// How the audit trail names it.
const URGE: &str = "listing.urge";

/// A time that a listing was urged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urged {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; nothing for somebody who is not there any more.
    pub by: Option<String>,
    /// In what words.
    pub words: String,
}

/// How a listing was urged, and whether the caller may urge it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Urging {
    /// It waits for somebody, and a post of the caller presses others.
    pub is_offered: bool,
    /// It may be urged once more today.
    pub is_left_today: bool,
    /// Each time, the earliest first.
    pub urged: Vec<Urged>,
}

/// How often a matter may be urged on a day, and by whom.
pub(super) async fn urging(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    record: &Record,
    (is_waiting, today): (bool, NaiveDate),
) -> Result<Urging, AppError> {
    let events = tx.audit_of("record", &record.id.to_string()).await?;
    let events: Vec<_> = events.into_iter().filter(|event| event.action == URGE).collect();
    let mut names = BTreeMap::new();
    add_names(tx, &mut names, events.iter().filter_map(|event| event.user_id)).await?;
    let said = |text: &Option<String>| -> serde_json::Value {
        text.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    };
    let urged: Vec<Urged> = events
        .into_iter()
        .map(|event| Urged {
            at: event.at,
            by: event.user_id.and_then(|id| names.get(&id).cloned()),
            words: said(&event.after_json)["words"].as_str().unwrap_or_default().to_owned(),
        })
        .collect();
    let times = urged.iter().filter(|urged| local_day(urged.at) == today).count();
    let roles = caller.roles_for(&record.subject());
    Ok(Urging {
        is_offered: is_waiting && roles.iter().any(|role| SlipKind::Urge.is_for(*role)),
        is_left_today: u32::try_from(times).is_ok_and(|times| times < catalogue.rules.press.urges_a_day),
        urged,
    })
}

/// Urges a listing.
///
/// # Errors
/// [`AppError::NotFound`], and the first reason why it may not be urged.
pub async fn urge_listing(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    id: Uuid,
    words: &str,
) -> Result<Vec<String>, AppError> {
    let (words, today) = (words.trim(), local_day(act.now));
    let page = matter_page(tx, &act.caller, catalogue, id, today).await?;
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == LISTING);
    let register = crate::registers::register(tx, catalogue, LISTING).await?;
    let record = raw.ok_or(AppError::NotFound("record"))?.read(&register);
    let urging = page.urging.unwrap_or_default();
    if words.chars().count() > LONGEST {
        return Err(SlipError::TooLong.into());
    }
    if page.errands.is_empty() {
        return Err(SlipError::NothingWaits.into());
    }
    if !urging.is_offered {
        return Err(SlipError::NotYours.into());
    }
    if !urging.is_left_today {
        return Err(SlipError::UrgedToday(catalogue.rules.press.urges_a_day).into());
    }
    let waits: Vec<MatterWait> = page.errands.iter().map(|errand| errand.wait).collect();
    let units = tx.units().await?;
    let is_for = |role| waits.iter().any(|wait| wait.is_for(role));
    let people = people_of(tx, &units, &record, (is_for, None), today).await?;
    let turn: Vec<_> = people.into_iter().filter(|person| person.is_turn).collect();
    let to: Vec<Uuid> = turn.iter().map(|person| person.id).collect();
    let after = json!({ "words": words, "to": to });
    act.record(tx, URGE, Thing::at("record", id, record.unit_id), None, Some(after)).await?;
    let names: Vec<String> = turn.into_iter().map(|person| person.name).collect();
    let mut body = Vec::new();
    body.extend((!names.is_empty()).then(|| format!("请{}办理。", names.join("、"))));
    body.extend((!words.is_empty()).then(|| words.to_owned()));
    body.push(format!("催办：{}", act.caller.name));
    body.extend(Leaders::on(tx, today).await?.told(&record));
    let text = Text {
        title: format!("催办挂牌督办：{}", record.title(&register)),
        body: body.join("\n"),
        path: format!("/registers/{LISTING}/{id}"),
    };
    tell_unit(tx, act.now, record.unit_id, Occasion::Urgent, &text).await?;
    Ok(names)
}
