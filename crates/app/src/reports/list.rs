//! What is asked of whom, and what came of it.

use super::read_by;
use crate::error::AppError;
use crate::figures::{Counting, bound, effect};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::calendar::Days;
use domain::close::closed_days;
use domain::indicator::{Figure, REPORTED};
use domain::notice::{NoticeRecord, NoticeState};
use domain::org::OrgUnit;
use domain::report::{Report, Review, Standing, asked_units, due_on, is_closed, is_late, periods, standing};
use domain::target::{Kind, Target, TargetState};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::Tx;
use uuid::Uuid;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asking {
    /// One notice.
    pub notice: Option<Uuid>,
    /// One target, with the figure of the year before where it may be typed.
    pub target: Option<Uuid>,
    /// One unit.
    pub unit: Option<Uuid>,
    /// Periods that lie in these days.
    pub within: Option<Days>,
    /// Where they stand; anywhere when empty.
    pub standing: Vec<Standing>,
    /// Behind this place, as [`Reports::next`] gave it.
    pub after: Option<String>,
    /// At most so many rows; all of them without it.
    pub limit: Option<usize>,
}

/// One period of one target that a unit is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedReport {
    /// Number of the notice.
    pub doc_number: Option<String>,
    /// Target.
    pub target: Target,
    /// Unit that is asked.
    pub unit: OrgUnit,
    /// Period.
    pub days: Days,
    /// Last day on which it is on time.
    pub due: NaiveDate,
    /// Where it stands.
    pub standing: Standing,
    /// Too late.
    pub is_late: bool,
    /// The figure of the year before, typed.
    pub is_base: bool,
    /// Whether numerator and denominator are asked for; else one number.
    pub is_rate: bool,
    /// Unit of the figure.
    pub figure_unit: String,
    /// What came of it.
    pub report: Option<Report>,
    /// What was reported the time before, to begin with.
    pub previous: Option<(Days, Figure)>,
}

/// The order of the list, and what names a place in it: when it is due, its first day, target, unit, whether it is of the
/// year before.
type Place = (NaiveDate, NaiveDate, Uuid, Uuid, bool);

impl AskedReport {
    fn place(&self) -> Place {
        (self.due, self.days.first, self.target.id, self.unit.id, self.is_base)
    }
}

fn cursor((due, first, target, unit, is_base): Place) -> String {
    format!("{due}.{first}.{}.{}.{is_base}", target.simple(), unit.simple())
}

fn place(cursor: &str) -> Option<Place> {
    let mut parts = cursor.split('.');
    let place = (
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    parts.next().is_none().then_some(place)
}

/// What is asked, narrowed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reports {
    /// Rows, the earliest due first.
    pub rows: Vec<AskedReport>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are on all pages.
    pub total: usize,
    /// How many stand where, before narrowing by it.
    pub counts: BTreeMap<Standing, usize>,
    /// How many are overdue and not reported.
    pub overdue: usize,
    /// Names of those who reported and reviewed.
    pub names: HashMap<Uuid, String>,
}

/// What is asked of units that the caller sees all of.
///
/// # Errors
/// When the caller sees nothing, or [`AppError::BadQuery`] for a place that no answer gave.
pub async fn reports(
    tx: &mut Tx,
    caller: &Caller,
    (catalogue, counting): (&Catalogue, &Counting),
    asking: &Asking,
    today: NaiveDate,
) -> Result<Reports, AppError> {
    caller.may(Verb::See)?;
    let bad = || AppError::BadQuery { part: "after".to_owned() };
    let after = asking.after.as_deref().map(|after| place(after).ok_or_else(bad)).transpose()?;
    let units = tx.units().await?;
    let closed = closed_days(&tx.closings().await?);
    let mut found = Reports::default();
    for notice in tx.notices().await?.into_iter().filter(|notice| notice.state == NoticeState::Published) {
        if asking.notice.is_some_and(|id| id != notice.id) {
            continue;
        }
        let mut targets = tx.targets_of(notice.id).await?;
        targets.retain(|target| {
            target.state == TargetState::Accepted && asking.target.is_none_or(|id| id == target.id)
        });
        let bound = bound(tx, counting, &notice, &targets).await?;
        let reports = Kept::new(tx.reports_of(notice.id).await?);
        let around = Around { catalogue, notice: &notice, units: &units, closed: &closed, today };
        for (target, bound) in targets.iter().zip(bound) {
            let code = bound.indicator.as_deref();
            found.rows.extend(around.asked(target, code, &reports));
            if asking.target.is_some() {
                found.rows.extend(around.bases(target, code, &reports));
            }
        }
    }
    found.rows.retain(|row| {
        caller.sees_all_of(row.unit.id)
            && asking.unit.is_none_or(|unit| unit == row.unit.id)
            && asking.within.is_none_or(|days| days.covers(row.days))
    });
    for row in &found.rows {
        *found.counts.entry(row.standing).or_default() += 1;
        found.overdue += usize::from(row.is_late && row.report.is_none() && row.standing == Standing::Asked);
    }
    found.rows.retain(|row| asking.standing.is_empty() || asking.standing.contains(&row.standing));
    found.total = found.rows.len();
    found.rows.sort_by_key(AskedReport::place);
    found.rows.retain(|row| after.is_none_or(|after| row.place() > after));
    if let Some(limit) = asking.limit.filter(|limit| *limit < found.rows.len()) {
        found.rows.truncate(limit);
        found.next = found.rows.last().map(|row| cursor(row.place()));
    }
    found.names = names(tx, &found.rows).await?;
    Ok(found)
}

/// Reports of a notice by target and unit, the earliest first.
struct Kept(HashMap<(String, Uuid), Vec<Report>>);

impl Kept {
    fn new(reports: Vec<Report>) -> Self {
        let mut by: HashMap<_, Vec<Report>> = HashMap::new();
        for report in reports {
            by.entry((report.target_key.clone(), report.unit_id)).or_default().push(report);
        }
        Self(by)
    }

    fn of(&self, target: &Target, unit: Uuid) -> &[Report] {
        let key = target.key.clone().unwrap_or_default();
        self.0.get(&(key, unit)).map_or(&[], Vec::as_slice)
    }
}

/// What stands around a question.
struct Around<'a> {
    catalogue: &'a Catalogue,
    notice: &'a NoticeRecord,
    units: &'a [OrgUnit],
    closed: &'a [Days],
    today: NaiveDate,
}

impl Around<'_> {
    /// The periods that a target asks about.
    fn asked(&self, target: &Target, code: Option<&str>, kept: &Kept) -> Vec<AskedReport> {
        if code != Some(REPORTED) {
            return Vec::new();
        }
        let periods = periods(&target.measure, effect(self.notice, self.today), self.today);
        self.rows(target, code, kept, (&asked_units(target), &periods, false))
    }

    /// The figures of the year before that may be typed for what must fall.
    fn bases(&self, target: &Target, code: Option<&str>, kept: &Kept) -> Vec<AskedReport> {
        if target.measure.kind != Kind::Decline {
            return Vec::new();
        }
        let periods = periods(&target.measure, effect(self.notice, self.today), self.today);
        let before: Vec<Days> = periods.into_iter().filter_map(Days::year_before).collect();
        let units: BTreeSet<Uuid> = target.assignments.iter().filter_map(|part| part.unit_id).collect();
        let units: Vec<Uuid> = units.into_iter().collect();
        self.rows(target, code, kept, (&units, &before, true))
    }

    fn rows(
        &self,
        target: &Target,
        code: Option<&str>,
        kept: &Kept,
        (units, periods, is_base): (&[Uuid], &[Days], bool),
    ) -> Vec<AskedReport> {
        let Some(indicator) = read_by(self.catalogue, target, code) else { return Vec::new() };
        let known = |id: &Uuid| self.units.iter().find(|unit| unit.id == *id);
        let mut rows = Vec::new();
        for unit in units.iter().filter_map(known) {
            let reports = kept.of(target, unit.id);
            for days in periods {
                let report = reports.iter().find(|report| report.days == *days);
                let earlier = reports.iter().rev().find(|report| report.days.last < days.first);
                let last = |report: &Report| Some((report.days, report.counted(self.today)?.figure));
                rows.push(AskedReport {
                    doc_number: self.notice.doc_number.clone(),
                    target: target.clone(),
                    unit: unit.clone(),
                    days: *days,
                    due: due_on(*days),
                    standing: standing(report, is_closed(*days, self.closed)),
                    is_late: !is_base && is_late(*days, report, self.today),
                    is_base,
                    is_rate: indicator.is_rate(),
                    figure_unit: indicator.unit.clone(),
                    report: report.cloned(),
                    previous: earlier.and_then(last).filter(|_| !is_base),
                });
            }
        }
        rows
    }
}

/// The names of those who reported and reviewed.
async fn names(tx: &mut Tx, rows: &[AskedReport]) -> Result<HashMap<Uuid, String>, AppError> {
    let versions = rows.iter().filter_map(|row| row.report.as_ref()).flat_map(|report| &report.versions);
    let mut ids = BTreeSet::new();
    for version in versions {
        ids.insert(version.submitted_by);
        match version.review {
            Review::Accepted { by, .. } | Review::Returned { by, .. } => ids.insert(by),
            Review::Pending => false,
        };
    }
    let mut names = HashMap::new();
    for id in ids {
        if let Some(account) = tx.account(id).await? {
            names.insert(id, account.name);
        }
    }
    Ok(names)
}
