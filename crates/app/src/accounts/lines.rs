//! Lines of leaders: given to their posts and ended, and who so answers for a place or a sector.

use super::keep::others;
use crate::act::{Act, local_day};
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Charge, Line, LineError, Lines, Post, Tie, Verb};
use domain::register::{Record, Value};
use serde_json::json;
use store::Tx;
use uuid::Uuid;

/// A line to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// What it is of.
    pub charge: Charge,
    /// First day; today when absent.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
}

/// Somebody who answers for a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    /// Shown name.
    pub name: String,
    /// How.
    pub tie: Tie,
}

fn line_json(line: &Line) -> serde_json::Value {
    let (sector, unit) = match &line.charge {
        Charge::Sector(sector) => (Some(sector), None),
        Charge::Place(place) => (None, Some(place)),
    };
    json!({
        "post": line.post,
        "sector": sector,
        "unit": unit,
        "valid_from": line.valid_from.to_string(),
        "valid_to": line.valid_to.map(|day| day.to_string()),
    })
}

async fn post_of(tx: &mut Tx, account: Uuid, post: Uuid) -> Result<Post, AppError> {
    let posts = tx.posts(account).await?;
    posts.into_iter().find(|held| held.id == post).ok_or(AppError::NotFound("post"))
}

/// Gives a leader's post a line.
///
/// # Errors
/// When it is the caller's own, a rule of [`LineError`] refuses it, or there is no such post.
pub async fn add_line(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    (account, post): (Uuid, Uuid),
    new: NewLine,
) -> Result<Line, AppError> {
    let account = others(tx, act, Verb::GivePosts, account).await?;
    let post = post_of(tx, account.id, post).await?;
    if let Charge::Sector(code) = &new.charge
        && !catalogue.sectors.iter().any(|sector| sector.code == *code)
    {
        return Err(LineError::NoSuchSector.into());
    }
    let NewLine { charge, valid_from, valid_to } = new;
    let valid_from = valid_from.unwrap_or_else(|| local_day(act.now)).max(post.valid_from);
    let line = Line { id: act.new_id()?, post: post.id, charge, valid_from, valid_to };
    let (held, units) = (tx.lines().await?, tx.units().await?);
    let line = line.checked(&post, &held, &units)?;
    tx.insert_line(&line).await?;
    act.record(tx, "charge.add", ("account", account.id), None, Some(line_json(&line))).await?;
    Ok(line)
}

/// Gives a line its last day.
///
/// # Errors
/// When it is the caller's own, there is none, or the day lies before its first.
pub async fn end_line(
    tx: &mut Tx,
    act: &Act,
    (account, post, line): (Uuid, Uuid, Uuid),
    last_day: NaiveDate,
) -> Result<(), AppError> {
    let account = others(tx, act, Verb::GivePosts, account).await?;
    let post = post_of(tx, account.id, post).await?;
    let lines = tx.lines().await?;
    let is_meant = |held: &&Line| held.id == line && held.post == post.id;
    let old = lines.iter().find(is_meant).ok_or(AppError::NotFound("line"))?;
    // a line that was given by mistake ends on the day before its first
    if last_day < old.valid_from - chrono::Days::new(1) {
        return Err(LineError::WrongDays.into());
    }
    let new = Line { valid_to: Some(last_day), ..old.clone() };
    tx.end_line(line, last_day).await?;
    let (before, after) = (line_json(old), line_json(&new));
    act.record(tx, "charge.end", ("account", account.id), Some(before), Some(after)).await
}

/// What the lines of everybody cover on a day, each with a name.
pub(crate) struct Leaders(Vec<(String, Lines)>);

impl Leaders {
    /// Those who hold lines on a day.
    ///
    /// # Errors
    /// When the database is not reached.
    pub(crate) async fn on(tx: &mut Tx, today: NaiveDate) -> Result<Self, AppError> {
        let (units, lines) = (tx.units().await?, tx.lines().await?);
        let posts = tx.all_posts().await?;
        let accounts = tx.accounts().await?.into_iter().filter(|account| account.disabled_at.is_none());
        let of = |account: store::Account| {
            let held = posts.get(&account.id).map(Vec::as_slice).unwrap_or_default();
            Some((account.name, Lines::of(held, &lines, &units, today)?))
        };
        Ok(Self(accounts.filter_map(of).collect()))
    }

    /// Who answers for one of these places, or for what lies there and is of a sector, by a tie that fits; those who are linked
    /// to it first.
    fn answering(&self, places: &[Uuid], sector: Option<&str>, fits: impl Fn(Tie) -> bool) -> Vec<Answering> {
        let answering = |(name, lines): &(String, Lines)| {
            let ties = places.iter().filter_map(|place| lines.cover(*place, sector));
            Some(Answering { name: name.clone(), tie: ties.filter(|tie| fits(*tie)).min()? })
        };
        let mut found: Vec<Answering> = self.0.iter().filter_map(answering).collect();
        found.sort_by(|a, b| (a.tie, &a.name).cmp(&(b.tie, &b.name)));
        found
    }

    /// The leader of a record, as messages name him: the one whom it names, or else those whose lines come nearest.
    pub(crate) fn told(&self, record: &Record) -> Option<String> {
        if let Some(Value::Text(name)) = record.values.get("leader") {
            return Some(format!("挂钩领导：{name}"));
        }
        let answering = self.answering(&[record.unit_id], record.sector.as_deref(), |_| true);
        let nearest = answering.first()?.tie;
        let word = match nearest {
            Tie::Linked => "挂钩领导",
            Tie::InCharge => "分管领导",
        };
        let names: Vec<String> =
            answering.into_iter().filter(|one| one.tie == nearest).map(|one| one.name).collect();
        Some(format!("{word}：{}", names.join("、")))
    }
}

/// Who answers for a place, or for what lies there and is of a sector; those who are linked to it first. With no place, who is in
/// charge of the sector wherever the caller sees it.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees no business data, [`AppError::NotFound`] for a unit that is not there.
pub async fn answering(
    tx: &mut Tx,
    caller: &Caller,
    (unit, sector): (Option<Uuid>, Option<&str>),
    today: NaiveDate,
) -> Result<Vec<Answering>, AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let places: Vec<Uuid> = match unit {
        Some(id) if units.iter().any(|unit| unit.id == id) => vec![id],
        Some(_) => return Err(AppError::NotFound("unit")),
        None => units.iter().map(|unit| unit.id).collect(),
    };
    // of a sector alone, who is linked to some place of it says nothing
    let fits = |tie| unit.is_some() || tie == Tie::InCharge;
    Ok(Leaders::on(tx, today).await?.answering(&places, sector, fits))
}

/// What the caller's own lines cover today; nothing for who has none.
///
/// # Errors
/// When the database is not reached.
pub(crate) async fn own_lines(
    tx: &mut Tx,
    caller: &Caller,
    today: NaiveDate,
) -> Result<Option<Lines>, AppError> {
    if !caller.posts.iter().any(|post| post.role.has_lines()) {
        return Ok(None);
    }
    let (lines, units) = (tx.lines().await?, tx.units().await?);
    Ok(Lines::of(&caller.posts, &lines, &units, today))
}
