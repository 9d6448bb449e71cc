//! What went up is told 升级: hazards that a rule sends up, each once for the rule and its deadline, to the groups of their unit and of
//! those above.

use super::digest::onlooker;
use super::queue::{Text, waiting};
use crate::access::{sees, shown};
use crate::accounts::Leaders;
use crate::act::local_day;
use crate::error::AppError;
use crate::records::{Asked, while_wanted};
use crate::sheets::role_name;
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::access::{Caller, Post, Role};
use domain::hazard::{HAZARD, Hazard, Level, Stage, Timing, states_where};
use domain::message::Occasion;
use domain::org::OrgUnit;
use domain::register::{Record, Register};
use domain::todo::Escalation;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use uuid::Uuid;

/// Hazards that are named in a message; the page has all of them.
const MOST_NAMED: usize = 5;
/// Hazards that are read at once.
const PAGE: usize = 500;
/// What was written so shortly before a round may have been kept after it: it is looked at again.
const OVERLAP: TimeDelta = TimeDelta::hours(1);

/// By what a round goes.
struct Desk {
    register: Register,
    units: Vec<OrgUnit>,
    now: DateTime<Utc>,
    today: NaiveDate,
}

/// A hazard that went up, and by which rules.
struct Risen<'r> {
    record: Record,
    title: String,
    rules: Vec<&'r Escalation>,
}

impl Risen<'_> {
    /// Days since its deadline.
    fn days(&self, today: NaiveDate) -> i64 {
        match Hazard::of(&self.record).timing(today) {
            Timing::Overdue { days } => days,
            _ => 0,
        }
    }
}

/// Tells of what went up since each rule told last, once however many servers ask. Gives how many messages go.
///
/// # Errors
/// When the database is not reached.
pub async fn send_escalations(
    tx: &mut Tx,
    catalogue: &Catalogue,
    now: DateTime<Utc>,
) -> Result<usize, AppError> {
    let (register, units) = (crate::registers::register(tx, catalogue, HAZARD).await?, tx.units().await?);
    let desk = Desk { register, units, now, today: local_day(now) };
    let channels = tx.channels().await?;
    let told = channels.iter().filter(|channel| channel.occasions.contains(&Occasion::Escalation));
    let told: Vec<_> =
        told.map(|channel| (channel, onlooker(&desk.units, channel.unit_id, desk.today))).collect();
    let mut risen: BTreeMap<Uuid, Risen<'_>> = BTreeMap::new();
    for rule in &catalogue.rules.escalation {
        for (title, record) in gone_up(tx, &desk, rule).await? {
            // what nobody hears of now is not told, and may be by a channel that is made later
            let is_heard = told.iter().any(|(_, onlooker)| sees(onlooker, &record.subject()));
            let Some(due) = record.date("due").filter(|_| is_heard) else { continue };
            let id = record.id;
            if tx.insert_escalation(id, rule, due, now).await? {
                let new = || Risen { title, record, rules: Vec::new() };
                risen.entry(id).or_insert_with(new).rules.push(rule);
            }
        }
    }
    let mut risen: Vec<Risen<'_>> = risen.into_values().collect();
    risen.sort_by_key(|one| (Hazard::of(&one.record).level == Level::General, one.record.date("due")));
    let leaders = Leaders::on(tx, desk.today).await?;
    let mut sent = Vec::new();
    for (channel, onlooker) in told {
        let theirs: Vec<&Risen<'_>> =
            risen.iter().filter(|one| sees(&onlooker, &one.record.subject())).collect();
        if !theirs.is_empty() {
            let text = desk.text(channel.unit_id, &theirs, |one| {
                leaders.told(&shown(&onlooker, &desk.register, one.record.clone()))
            });
            sent.push(waiting(now, channel.id, Occasion::Escalation, text)?);
        }
    }
    tx.insert_deliveries(&sent).await?;
    Ok(sent.len())
}

/// Hazards that a rule sends up and that it may not have told of yet: those whose deadlines ran out for long enough since it told
/// last, and those that changed since then and whose deadlines it had passed before. Nothing when it told today.
async fn gone_up(tx: &mut Tx, desk: &Desk, rule: &Escalation) -> Result<Vec<(String, Record)>, AppError> {
    let job = format!("escalation {} {}", rule.level.as_str(), rule.role.as_str());
    let runs = tx.job_runs(&job).await?;
    if !tx.begin_job(&job, &rule.through(desk.today).to_string(), desk.now).await? {
        return Ok(Vec::new());
    }
    let day = |slot: &str| {
        slot.parse::<NaiveDate>().map_err(|e| AppError::Internal(format!("slot {slot} of {job}: {e}")))
    };
    let told = match &runs {
        Some((first, last)) => Some((day(&first.slot)?, day(&last.slot)?)),
        None => None,
    };
    let round = rule.round(told, desk.today);
    let mut found = desk.overdue(tx, rule, round.new, "due", |_| true).await?;
    if let Some((_, last)) = runs {
        let since = last.begun_at - OVERLAP;
        let came = |record: &Record| record.changed_at >= since;
        found.extend(desk.overdue(tx, rule, round.before, "-changed", came).await?);
    }
    found.retain(|(_, record)| rule.is_up(&Hazard::of(record), desk.today));
    Ok(found)
}

impl Desk {
    /// Hazards of a rule whose deadlines lie between two days, in an order, up to the first that is not wanted.
    async fn overdue(
        &self,
        tx: &mut Tx,
        rule: &Escalation,
        deadlines: Option<(NaiveDate, NaiveDate)>,
        order: &str,
        is_wanted: impl Fn(&Record) -> bool,
    ) -> Result<Vec<(String, Record)>, AppError> {
        let Some((first, last)) = deadlines else { return Ok(Vec::new()) };
        // nobody is left out before it is known who hears of what
        let post = Post::at_no_unit(Uuid::nil(), Role::Auditor, NaiveDate::MIN);
        let everything = Caller::new(Uuid::nil(), String::new(), &[post], &self.units, self.today);
        let asked = Asked {
            states: states_where(Stage::is_to_be_rectified).into_iter().map(str::to_owned).collect(),
            filters: BTreeMap::from([
                ("level".to_owned(), rule.level.as_str().to_owned()),
                ("due".to_owned(), format!("{first}..{last}")),
            ]),
            sort: Some(order.to_owned()),
            limit: PAGE,
            ..Asked::default()
        };
        while_wanted(tx, &everything, &self.register, &self.units, &asked, is_wanted).await
    }

    fn unit(&self, id: Uuid) -> &str {
        self.units.iter().find(|unit| unit.id == id).map_or("", |unit| &unit.name)
    }

    fn level(&self, level: Level) -> &str {
        let name = self.register.field("level").and_then(|field| field.option(level.as_str()));
        name.map_or(level.as_str(), |name| &name.zh)
    }

    /// What the groups of a unit are told, the gravest first.
    fn text(&self, unit: Uuid, risen: &[&Risen<'_>], leader: impl Fn(&Risen<'_>) -> Option<String>) -> Text {
        let line = |one: &&Risen<'_>| {
            let roles: Vec<&str> = one.rules.iter().map(|rule| role_name(rule.role)).collect();
            let (at, level) = (self.unit(one.record.unit_id), self.level(Hazard::of(&one.record).level));
            let (days, leader) = (one.days(self.today), leader(one).map(|words| format!("，{words}")));
            format!(
                "{at}：{}，{level}隐患超期 {days} 天，升级到{}{}",
                one.title,
                roles.join("、"),
                leader.unwrap_or_default()
            )
        };
        let mut body: Vec<String> = risen.iter().take(MOST_NAMED).map(line).collect();
        let rest = risen.len().saturating_sub(MOST_NAMED);
        body.extend((rest > 0).then(|| format!("另有 {rest} 条")));
        let source = |rule: &&Escalation| {
            let (level, role) = (self.level(rule.level), role_name(rule.role));
            format!("依据：{level}隐患超期 {} 天升级到{role}，{}", rule.after_days, rule.source)
        };
        body.extend(risen.iter().flat_map(|one| &one.rules).map(source).collect::<BTreeSet<_>>());
        Text {
            title: format!("升级：{} {} 条隐患超期未整改", self.unit(unit), risen.len()),
            body: body.join("\n"),
            path: format!("/hazards?list=duties&unit={unit}&when=overdue"),
        }
    }
}
