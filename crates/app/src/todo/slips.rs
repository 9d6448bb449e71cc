//! What people say to each other about a hazard that waits.

use super::people::{Person, add_names, concerned};
use crate::access::ensure;
use crate::accounts::Leaders;
use crate::act::{Act, Thing, local_day};
use crate::error::AppError;
use crate::messages::{Text, tell_unit};
use catalogue::Catalogue;
use chrono::{Datelike, NaiveDate};
use domain::access::{Caller, Role, Verb};
use domain::hazard::{HAZARD, Hazard};
use domain::register::{Record, Register};
use domain::todo::{Slip, SlipAnswer, SlipError, SlipKind, Wait};
use serde_json::json;
use std::collections::BTreeMap;
use store::Tx;
use uuid::Uuid;

/// How supervision slips are numbered.
const SUPERVISION: &str = "supervision";

/// What is to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSlip {
    /// What is asked.
    pub kind: SlipKind,
    /// To whom; an urge without anybody goes to all whose turn it is.
    pub to: Vec<Uuid>,
    /// In what words.
    pub words: String,
    /// The day by which a supervision is answered.
    pub due: Option<NaiveDate>,
}

/// What was said of a hazard, and what the caller may say.
#[derive(Debug, Clone, PartialEq)]
pub struct HazardSlips {
    /// What it waits for; nothing once it is over.
    pub wait: Option<Wait>,
    /// People who see it, those whose turn it is first.
    pub people: Vec<Person>,
    /// What the caller may send.
    pub may: Vec<SlipKind>,
    /// Whether it may be urged once more today.
    pub may_urge: bool,
    /// What was said, the earliest first.
    pub slips: Vec<Slip>,
    /// Names of people in it.
    pub names: BTreeMap<Uuid, String>,
}

/// Keeps a slip about a hazard of a unit, with its event.
pub(super) async fn keep(tx: &mut Tx, act: &Act, slip: &Slip, unit: Uuid) -> Result<(), AppError> {
    tx.insert_slip(slip, local_day(act.now)).await?;
    let thing = Thing::at("slip", slip.id, unit);
    act.record(tx, &format!("slip.{}", slip.kind.as_str()), thing, None, Some(json_of(slip))).await
}

fn json_of(slip: &Slip) -> serde_json::Value {
    json!({
        "hazard": slip.hazard_id,
        "kind": slip.kind.as_str(),
        "wait": slip.wait.as_str(),
        "to": slip.to,
        "words": slip.words,
        "due": slip.due,
        "number": slip.number.map(|(year, number)| format!("{year}-{number}")),
        "state": slip.state.as_str(),
        "answer": slip.answer,
    })
}

async fn load(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    id: Uuid,
) -> Result<(Register, Record), AppError> {
    let register = crate::registers::register(tx, catalogue, HAZARD).await?;
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == HAZARD);
    let record = raw.ok_or(AppError::NotFound("record"))?.read(&register);
    ensure(caller, Verb::See, "record", &record.subject())?;
    Ok((register, record))
}

/// Whether it is the caller's turn: by post, by being the author of a draft, or because somebody handed it on.
fn is_turn(caller: &Caller, record: &Record, wait: Wait, slips: &[Slip]) -> bool {
    let hazard = Hazard::of(record);
    let roles = caller.roles_for(&record.subject());
    let is_author = wait == Wait::Report && record.made_by == Some(caller.user_id);
    let is_handed = |slip: &Slip| {
        let is_ours = matches!(slip.kind, SlipKind::HandOn | SlipKind::Join) && slip.to == caller.user_id;
        is_ours && slip.is_open(Some(wait))
    };
    is_author || roles.iter().any(|role| wait.is_for(hazard.level, *role)) || slips.iter().any(is_handed)
}

fn may_send(roles: &[Role], kind: SlipKind, is_turn: bool) -> bool {
    let is_own = matches!(kind, SlipKind::HandOn | SlipKind::Join);
    (is_turn || !is_own) && roles.iter().any(|role| kind.is_for(*role))
}

/// What was said of a hazard.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn hazard_slips(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    id: Uuid,
    today: NaiveDate,
) -> Result<HazardSlips, AppError> {
    let (_, record) = load(tx, caller, catalogue, id).await?;
    let units = tx.units().await?;
    let wait = Wait::of(Hazard::of(&record).stage).filter(|_| record.is_standing());
    let slips = tx.slips_of(id).await?;
    let roles = caller.roles_for(&record.subject());
    let kinds = |wait: Wait| {
        let turn = is_turn(caller, &record, wait, &slips);
        SlipKind::ALL.iter().copied().filter(|kind| may_send(&roles, *kind, turn)).collect()
    };
    let people = concerned(tx, &units, &record, wait, today).await?;
    let may_urge = tx.urged_on(id, today).await? < i64::from(catalogue.rules.press.urges_a_day);
    let mut names = BTreeMap::new();
    add_names(tx, &mut names, slips.iter().flat_map(|slip| [slip.from, slip.to])).await?;
    Ok(HazardSlips { may: wait.map(kinds).unwrap_or_default(), wait, people, may_urge, slips, names })
}

/// Says something to somebody about a hazard that waits.
///
/// # Errors
/// [`AppError::NotFound`], and the first reason why it may not be said.
pub async fn send_slip(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    hazard: Uuid,
    new: NewSlip,
) -> Result<Vec<Slip>, AppError> {
    let (register, record) = load(tx, &act.caller, catalogue, hazard).await?;
    let wait = Wait::of(Hazard::of(&record).stage).filter(|_| record.is_standing());
    let wait = wait.ok_or(SlipError::NothingWaits)?;
    let slips = tx.slips_of(hazard).await?;
    let today = local_day(act.now);
    let roles = act.caller.roles_for(&record.subject());
    let is_turn = is_turn(&act.caller, &record, wait, &slips);
    if !may_send(&roles, new.kind, is_turn) {
        let is_own = matches!(new.kind, SlipKind::HandOn | SlipKind::Join);
        return Err(if is_own { SlipError::NotYourTurn } else { SlipError::NotYours }.into());
    }
    let most = catalogue.rules.press.urges_a_day;
    if new.kind == SlipKind::Urge && tx.urged_on(hazard, today).await? >= i64::from(most) {
        return Err(SlipError::UrgedToday(most).into());
    }
    let units = tx.units().await?;
    let people = concerned(tx, &units, &record, Some(wait), today).await?;
    let mut to = new.to;
    if new.kind == SlipKind::Urge && to.is_empty() {
        let others = people.iter().filter(|person| person.is_turn && person.id != act.caller.user_id);
        to = others.map(|person| person.id).collect();
    }
    to.sort_unstable();
    to.dedup();
    if to.is_empty() {
        return Err(SlipError::NoReceiver.into());
    }
    let mut sent = Vec::new();
    for to in to {
        if !people.iter().any(|person| person.id == to) {
            return Err(SlipError::Unseen.into());
        }
        let words = (new.words.trim().to_owned(), act.now);
        let between = (act.caller.user_id, to);
        let mut slip = Slip::written(act.new_id()?, new.kind, (hazard, wait), between, words);
        slip.due = new.due.filter(|_| new.kind == SlipKind::Supervise);
        slip.check(today)?;
        if new.kind == SlipKind::Supervise {
            slip.number = Some((today.year(), tx.next_number(SUPERVISION, today.year()).await?));
        }
        keep(tx, act, &slip, record.unit_id).await?;
        sent.push(slip);
    }
    if let Some(occasion) = new.kind.told_on() {
        let leader = Leaders::on(tx, today).await?.told(&record);
        let text = told(act, &record.title(&register), &sent, (&people[..], leader));
        tell_unit(tx, act.now, record.unit_id, occasion, &text).await?;
    }
    Ok(sent)
}

/// What the groups of a unit are told of slips that were written together: to whom, and who leads the hazard.
fn told(act: &Act, hazard: &str, sent: &[Slip], (people, leader): (&[Person], Option<String>)) -> Text {
    let Some(first) = sent.first() else { return Text::default() };
    let name =
        |slip: &Slip| people.iter().find(|person| person.id == slip.to).map(|person| person.name.clone());
    let names: Vec<String> = sent.iter().filter_map(name).collect();
    let word = if first.kind == SlipKind::Supervise { "督办" } else { "催办" };
    let mut body = vec![format!("请{}办理。", names.join("、"))];
    body.extend(first.due.map(|day| format!("{} 月 {} 日前反馈。", day.month(), day.day())));
    body.extend((!first.words.is_empty()).then(|| first.words.clone()));
    body.push(format!("{}：{}", word, act.caller.name));
    body.extend(leader);
    let path = format!("/registers/{HAZARD}/{}", first.hazard_id);
    Text { title: format!("{word}：{hazard}"), body: body.join("\n"), path }
}

/// What the receiver of a slip says: signed for, returned, answered.
///
/// # Errors
/// [`AppError::NotFound`] for what is another's, and the first reason why it takes no such answer.
pub async fn answer_slip(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    id: Uuid,
    (answer, words): (SlipAnswer, &str),
) -> Result<Slip, AppError> {
    let slip = tx.slip(id).await?.filter(|slip| slip.to == act.caller.user_id);
    let slip = slip.ok_or(AppError::NotFound("slip"))?;
    let (_, record) = load(tx, &act.caller, catalogue, slip.hazard_id).await?;
    let answered = slip.answered(answer, words, act.now)?;
    tx.answer_slip(&answered, slip.state).await?;
    let thing = Thing::at("slip", slip.id, record.unit_id);
    let action = format!("slip.{}", answer.as_str());
    act.record(tx, &action, thing, Some(json_of(&slip)), Some(json_of(&answered))).await?;
    Ok(answered)
}
