//! 我的待办: what waits for a caller, worked out of the records, the rules and the posts of today.

mod boxes;
mod people;
mod reopened;
mod slips;

pub use boxes::{DoneThing, copies, done, started};
pub use people::Person;
pub(crate) use people::{add_names, people_of};
pub(crate) use reopened::tell_reopened;
pub use slips::{HazardSlips, NewSlip, answer_slip, hazard_slips, send_slip};

use crate::access::sees;
use crate::error::AppError;
use crate::matters::MatterItem;
use crate::records::{Asked, latest};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Role, Verb};
use domain::hazard::{HAZARD, Hazard, Level, Stage, Step, Verdict, decides, states_where};
use domain::org::OrgUnit;
use domain::register::{Record, Register};
use domain::todo::{Haste, Slip, SlipKind, SlipState, Wait, act_by, escalated_to};
use domain::workday::YearUnknown;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::Tx;
use uuid::Uuid;

/// So many of each sort are looked at; what waits longest stands first, so that nothing overdue is left out before what is
/// not.
pub const MOST: usize = 100;
/// Slips that are looked at.
const SLIPS: i64 = 500;

/// Why something is on somebody's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// 该我办: a post makes it the caller's turn.
    Turn,
    /// 转办: somebody handed it on.
    HandedOn,
    /// 协办: somebody asked for help.
    Joined,
    /// 督办: a slip is to be answered.
    Supervised,
    /// 升级: it is overdue for so long that it goes up.
    Escalated,
}

impl Why {
    /// The word in interfaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Turn => "turn",
            Self::HandedOn => "handed-on",
            Self::Joined => "joined",
            Self::Supervised => "supervised",
            Self::Escalated => "escalated",
        }
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub struct TodoItem {
    /// The hazard.
    pub record: Record,
    /// Its title.
    pub title: String,
    /// What it waits for.
    pub wait: Wait,
    /// The step that does it; none where a decision is to be made beside it.
    pub step: Option<Step>,
    /// Why it is here.
    pub why: Why,
    /// The day by which it is to be done; nothing where no rule names one.
    pub by: Option<Result<NaiveDate, YearUnknown>>,
    /// How it stands to that day.
    pub haste: Haste,
    /// What others said to the caller about it and was not returned or answered.
    pub slips: Vec<Slip>,
}

/// What waits for a caller.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Todo {
    /// Hazards, the most urgent first.
    pub items: Vec<TodoItem>,
    /// Matters beside hazards, the most urgent first.
    pub matters: Vec<MatterItem>,
    /// There is more of some sort than was looked at.
    pub is_more: bool,
    /// Names of people and units in it.
    pub names: BTreeMap<Uuid, String>,
    /// Copies that were not signed for.
    pub copies: usize,
}

impl Todo {
    /// How many are of a haste.
    pub fn count(&self, haste: Haste) -> usize {
        let hazards = self.items.iter().map(|item| item.haste);
        hazards.chain(self.matters.iter().map(|item| item.haste)).filter(|of| *of == haste).count()
    }
}

/// What a reading of the to-do goes by.
struct Desk<'d> {
    caller: &'d Caller,
    catalogue: &'d Catalogue,
    units: Vec<OrgUnit>,
    register: Register,
    today: NaiveDate,
}

impl Desk<'_> {
    /// The item that a hazard is, when it waits for something.
    fn item(&self, title: String, record: Record, why: Why, wait: Wait) -> TodoItem {
        let hazard = Hazard::of(&record);
        let rules = &self.catalogue.rules;
        let by = act_by(wait, &hazard, &rules.waiting, (&rules.workdays, self.today));
        let day = by.and_then(Result::ok);
        let haste = Haste::of(day, self.today, rules.press.soon_days);
        TodoItem { step: wait.step(&hazard), record, title, wait, why, by, haste, slips: Vec::new() }
    }

    /// The caller as far as roles reach that fit: what is asked for is narrowed by them before it is read.
    fn acting(&self, fits: impl Fn(Role) -> bool) -> Option<Caller> {
        let posts: Vec<_> = self.caller.posts.iter().filter(|post| fits(post.role)).cloned().collect();
        let name = self.caller.name.clone();
        (!posts.is_empty()).then(|| Caller::new(self.caller.user_id, name, &posts, &self.units, self.today))
    }
}

/// What waits for the caller, the most urgent first.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees no records.
pub async fn todo(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> Result<Todo, AppError> {
    caller.may(Verb::See)?;
    let register = crate::registers::register(tx, catalogue, HAZARD).await?;
    let desk = Desk { caller, catalogue, units: tx.units().await?, register, today };
    let mut found = Todo::default();
    turns(tx, &desk, &mut found).await?;
    drafts(tx, &desk, &mut found).await?;
    decisions(tx, &desk, &mut found).await?;
    // what was handed on is another's turn
    let handed: HashSet<(Uuid, Wait)> = tx
        .slips_from(caller.user_id, SLIPS)
        .await?
        .into_iter()
        .filter(|slip| slip.kind == SlipKind::HandOn && slip.state != SlipState::Returned)
        .map(|slip| (slip.hazard_id, slip.wait))
        .collect();
    found.items.retain(|item| !handed.contains(&(item.record.id, item.wait)));
    received(tx, &desk, &mut found).await?;
    escalated(tx, &desk, &mut found).await?;
    let rank = |item: &TodoItem| item.by.and_then(Result::ok).unwrap_or(NaiveDate::MAX);
    found.items.sort_by_key(|item| (item.haste, rank(item), item.record.id));
    let (matters, is_more) = crate::matters::waiting(tx, caller, catalogue, today).await?;
    found.matters = matters;
    found.is_more |= is_more;
    found.names = names(tx, &desk.units, &found).await?;
    Ok(found)
}

/// Whatever is the caller's turn by post.
async fn turns(tx: &mut Tx, desk: &Desk<'_>, found: &mut Todo) -> Result<(), AppError> {
    for wait in [Wait::Verify, Wait::Rectify, Wait::Recheck] {
        for level in Level::ALL {
            let Some(acting) = desk.acting(|role| wait.is_for(*level, role)) else { continue };
            let sort = if wait == Wait::Verify { "found_on" } else { "due" };
            let asked = Asked {
                states: wait.states().iter().map(|state| (*state).to_owned()).collect(),
                filters: BTreeMap::from([("level".to_owned(), level.as_str().to_owned())]),
                sort: Some(sort.to_owned()),
                limit: MOST,
                ..Asked::default()
            };
            let page = latest(tx, &acting, &desk.register, &desk.units, &asked).await?;
            found.is_more |= page.len() >= MOST;
            found
                .items
                .extend(page.into_iter().map(|(title, record)| desk.item(title, record, Why::Turn, wait)));
        }
    }
    Ok(())
}

/// Drafts of the caller's own.
async fn drafts(tx: &mut Tx, desk: &Desk<'_>, found: &mut Todo) -> Result<(), AppError> {
    if desk.caller.may(Verb::KeepRecords).is_err() {
        return Ok(());
    }
    let states = Wait::Report.states().iter().map(|state| (*state).to_owned()).collect();
    let asked = Asked { states, is_own: true, limit: MOST, ..Asked::default() };
    let page = latest(tx, desk.caller, &desk.register, &desk.units, &asked).await?;
    found
        .items
        .extend(page.into_iter().map(|(title, record)| desk.item(title, record, Why::Turn, Wait::Report)));
    Ok(())
}

/// Extensions that the caller is to decide on.
async fn decisions(tx: &mut Tx, desk: &Desk<'_>, found: &mut Todo) -> Result<(), AppError> {
    let pending = tx.extensions_pending(SLIPS).await?;
    let ids: Vec<Uuid> = pending.iter().map(|one| one.hazard_id).collect();
    for raw in tx.records(&ids).await? {
        let title = raw.title.clone();
        let record = raw.read(&desk.register);
        let Some(one) = pending.iter().find(|one| one.hazard_id == record.id) else { continue };
        let roles = desk.caller.roles_for(&record.subject());
        let level = Hazard::of(&record).level;
        let is_theirs = one.verdict == Verdict::Pending && one.asked_by != desk.caller.user_id;
        if record.is_standing() && is_theirs && roles.iter().any(|role| decides(level, *role)) {
            let rule = domain::hazard::rule_on(&desk.catalogue.rules.extensions, level, one.asked_on);
            let by = rule
                .and_then(|rule| rule.decide_by(one.asked_on, &desk.catalogue.rules.workdays).transpose());
            let day = by.and_then(Result::ok);
            let haste = Haste::of(day, desk.today, desk.catalogue.rules.press.soon_days);
            found.items.push(TodoItem { by, haste, ..desk.item(title, record, Why::Turn, Wait::Decide) });
        }
    }
    Ok(())
}

/// What others asked of the caller.
async fn received(tx: &mut Tx, desk: &Desk<'_>, found: &mut Todo) -> Result<(), AppError> {
    let slips = tx.slips_waiting_for(desk.caller.user_id, SLIPS).await?;
    let ids: BTreeSet<Uuid> = slips.iter().map(|slip| slip.hazard_id).collect();
    let raws = tx.records(&ids.into_iter().collect::<Vec<_>>()).await?;
    let mut hazards = BTreeMap::new();
    for raw in raws.into_iter().filter(|raw| sees(desk.caller, &raw.record.subject())) {
        let title = raw.title.clone();
        hazards.insert(raw.record.id, (title, raw.read(&desk.register)));
    }
    for slip in slips {
        let Some((title, record)) = hazards.get(&slip.hazard_id).filter(|(_, record)| record.is_standing())
        else {
            continue;
        };
        let now = Wait::of(Hazard::of(record).stage);
        if !slip.is_open(now) {
            continue;
        }
        if slip.kind == SlipKind::Copy {
            found.copies += 1;
            continue;
        }
        let is_same = |item: &&mut TodoItem| item.record.id == slip.hazard_id;
        if let Some(item) = found.items.iter_mut().find(is_same) {
            item.slips.push(slip);
            continue;
        }
        let why = match slip.kind {
            SlipKind::HandOn => Why::HandedOn,
            SlipKind::Join => Why::Joined,
            SlipKind::Supervise => Why::Supervised,
            // who was urged and has nothing to do with it any more is not urged on
            SlipKind::Urge | SlipKind::Copy => continue,
        };
        let wait = now.unwrap_or(slip.wait);
        let mut item = desk.item(title.clone(), record.clone(), why, wait);
        if why == Why::Supervised {
            item.by = slip.due.map(Ok);
            item.haste = Haste::of(slip.due, desk.today, desk.catalogue.rules.press.soon_days);
        }
        item.slips.push(slip);
        found.items.push(item);
    }
    Ok(())
}

/// What is overdue for so long that the table sends it up to a role of the caller.
async fn escalated(tx: &mut Tx, desk: &Desk<'_>, found: &mut Todo) -> Result<(), AppError> {
    let states: Vec<String> =
        states_where(Stage::is_to_be_rectified).into_iter().map(str::to_owned).collect();
    let known: HashSet<Uuid> = found.items.iter().map(|item| item.record.id).collect();
    let lines = crate::accounts::own_lines(tx, desk.caller, desk.today).await?;
    let roles: BTreeSet<Role> = desk.caller.roles().into_iter().collect();
    for role in roles {
        for (level, through) in escalated_to(&desk.catalogue.rules.escalation, role, desk.today) {
            let Some(acting) = desk.acting(|of| of == role) else { continue };
            let asked = Asked {
                states: states.clone(),
                filters: BTreeMap::from([
                    ("level".to_owned(), level.as_str().to_owned()),
                    ("due".to_owned(), format!("..{through}")),
                ]),
                sort: Some("due".to_owned()),
                limit: MOST,
                ..Asked::default()
            };
            let page = latest(tx, &acting, &desk.register, &desk.units, &asked).await?;
            found.is_more |= page.len() >= MOST;
            let is_new = |(_, record): &(String, Record)| {
                !known.contains(&record.id) && !found.items.iter().any(|item| item.record.id == record.id)
            };
            // a leader hears of what lies on his lines; one who has none hears of all
            let is_theirs = |(_, record): &(String, Record)| {
                let lines = lines.as_ref().filter(|_| role.has_lines());
                lines.is_none_or(|lines| lines.cover(record.unit_id, record.sector.as_deref()).is_some())
            };
            let page: Vec<_> = page.into_iter().filter(is_new).filter(is_theirs).collect();
            let item = |(title, record)| desk.item(title, record, Why::Escalated, Wait::Rectify);
            found.items.extend(page.into_iter().map(item));
        }
    }
    Ok(())
}

/// Names of the units that items lie at and of the people who wrote slips.
async fn names(tx: &mut Tx, units: &[OrgUnit], found: &Todo) -> Result<BTreeMap<Uuid, String>, AppError> {
    let mut names = BTreeMap::new();
    let records = found.items.iter().map(|item| &item.record);
    for record in records.chain(found.matters.iter().map(|item| &item.record)) {
        if let Some(unit) = units.iter().find(|unit| unit.id == record.unit_id) {
            names.insert(unit.id, unit.name.clone());
        }
    }
    people::add_names(tx, &mut names, found.items.iter().flat_map(|item| &item.slips).map(|slip| slip.from))
        .await?;
    Ok(names)
}
