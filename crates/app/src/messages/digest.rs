//! What a unit is told each morning 每日提醒: what is late, red, lapsing and due, in a few lines that lead to its page.

use super::queue::{Text, waiting};
use crate::act::local_day;
use crate::error::AppError;
use crate::figures::Counting;
use crate::hazards::hazard_lists;
use crate::home::{HomeAsking, home};
use catalogue::Catalogue;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::access::{Caller, Post, Role};
use domain::indicator::Urgency;
use domain::message::Occasion;
use store::Tx;
use uuid::Uuid;

/// The job that sends digests, as it is noted.
const JOB: &str = "digest";
/// Frequencies that are named; the page has all of them.
const MOST_NAMED: usize = 3;

/// What a unit has before it on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// First line.
    pub title: String,
    /// Lines; none when there is nothing to do.
    pub lines: Vec<String>,
}

/// What somebody sees who looks at a unit and all that lies in it: messages say no more than that.
pub(super) fn onlooker(units: &[domain::org::OrgUnit], unit: Uuid, today: NaiveDate) -> Caller {
    let post = Post {
        id: Uuid::nil(),
        role: Role::Superior,
        unit: Some(unit),
        sector: None,
        valid_from: NaiveDate::MIN,
        valid_to: None,
        is_part_time: false,
    };
    Caller::new(Uuid::nil(), "消息".to_owned(), &[post], units, today)
}

/// The digest of a unit.
///
/// # Errors
/// When the database is not reached, or there is no such unit.
pub async fn unit_digest(
    tx: &mut Tx,
    rules: (&Catalogue, &Counting),
    unit: Uuid,
    today: NaiveDate,
) -> Result<Digest, AppError> {
    let units = tx.units().await?;
    let name = units.iter().find(|known| known.id == unit).map(|unit| unit.name.clone());
    let name = name.ok_or(AppError::NotFound("unit"))?;
    let caller = onlooker(&units, unit, today);
    let mut lines = Vec::new();
    let hazards = hazard_lists(tx, &caller, rules.0, Some(unit), today).await?;
    let (overdue, soon) = (hazards.overdue.tally.count, hazards.soon.tally.count);
    if overdue + soon > 0 {
        lines.push(format!("隐患整改：超期 {overdue} 条，临期 {soon} 条"));
    }
    let desk = home(tx, &caller, rules, &HomeAsking { unit: Some(unit), urgency: None }, today).await?;
    let count = |urgency| desk.counts.get(&urgency).copied().unwrap_or_default();
    let pressing = [
        ("超期", count(Urgency::Overdue)),
        ("未达标", count(Urgency::Broken)),
        ("临期", count(Urgency::DueSoon)),
        ("滞后", count(Urgency::Behind)),
    ];
    let pressing: Vec<String> =
        pressing.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word} {n} 项")).collect();
    if !pressing.is_empty() {
        lines.push(format!("目标：{}", pressing.join("，")));
    }
    let over: i64 = desk.lapses.iter().map(|lapse| lapse.over.tally.count).sum();
    let soon: i64 = desk.lapses.iter().map(|lapse| lapse.soon.tally.count).sum();
    if over + soon > 0 {
        lines.push(format!("台账：已过期 {over} 条，即将到期 {soon} 条"));
    }
    for due in desk.dues.iter().filter(|due| due.is_soon).take(MOST_NAMED) {
        let (done, all) = (due.now.figure.numerator, due.now.figure.denominator);
        let last = due.now.stretch.days.last;
        lines.push(format!(
            "{}：完成 {}/{}，{} 月 {} 日止",
            due.now.what.zh,
            done.normalize(),
            all.normalize(),
            last.month(),
            last.day()
        ));
    }
    let title = format!("{name} {} 月 {} 日安全工作提醒", today.month(), today.day());
    Ok(Digest { title, lines })
}

/// Writes the digests of a day, once however many servers ask. Gives how many go.
///
/// # Errors
/// When the database is not reached.
pub async fn send_digests(
    tx: &mut Tx,
    rules: (&Catalogue, &Counting),
    now: DateTime<Utc>,
) -> Result<usize, AppError> {
    let today = local_day(now);
    if !tx.begin_job(JOB, &today.to_string(), now).await? {
        return Ok(0);
    }
    let channels = tx.channels().await?;
    let mut sent = Vec::new();
    for channel in channels.iter().filter(|channel| channel.occasions.contains(&Occasion::Digest)) {
        let Digest { title, lines } = match unit_digest(tx, rules, channel.unit_id, today).await {
            Ok(digest) => digest,
            // a unit that was merged away has nothing before it
            Err(AppError::NotFound(_)) => continue,
            Err(error) => return Err(error),
        };
        if !lines.is_empty() {
            let path = format!("/units/{}", channel.unit_id);
            let text = Text { title, body: lines.join("\n"), path };
            sent.push(waiting(now, channel.id, Occasion::Digest, text)?);
        }
    }
    tx.insert_deliveries(&sent).await?;
    Ok(sent.len())
}
