//! Readings that no record gives: reported figures, steps, and the figure of a year before that somebody typed.

use super::{FigureCell, Point, Reader, Want};
use crate::error::AppError;
use chrono::NaiveDate;
use domain::calendar::Days;
use domain::indicator::{Figure, Indicator, MILESTONE, REPORTED, Reason, Stretch, judge, shown};
use domain::light::Light;
use domain::milestone::{self, Milestone, StepState};
use domain::report::{self, Report, Review, asked_units};
use domain::target::Kind;
use rust_decimal::Decimal;
use std::collections::HashMap;
use store::Tx;
use uuid::Uuid;

/// What was typed for the targets of notices, by key of the target and unit.
#[derive(Default)]
pub(super) struct Typed {
    reports: HashMap<(String, Uuid), Vec<Report>>,
    steps: HashMap<(String, Uuid), Vec<Milestone>>,
}

/// A version that gave a figure.
#[derive(Clone)]
pub(super) struct Used {
    pub(super) input: (Uuid, i64),
    pub(super) is_reviewed: bool,
}

/// The figure of the year before, and where it was typed.
#[derive(Clone)]
pub(super) struct Base {
    pub(super) figure: Figure,
    pub(super) typed: Option<Used>,
}

/// What units reported for one period.
struct Reported {
    stretch: Stretch,
    figure: Figure,
    used: Vec<Used>,
}

/// Whether people say how the target stands, and not records.
pub(super) fn is_typed(indicator: Option<&String>) -> bool {
    matches!(indicator.map(String::as_str), Some(REPORTED | MILESTONE))
}

impl Typed {
    /// Loads what was typed for the targets of a notice, if anything can have been.
    pub(super) async fn load(
        &mut self,
        tx: &mut Tx,
        notice_id: Uuid,
        wants: &[Want<'_>],
    ) -> Result<(), AppError> {
        let by = |code: &str| wants.iter().any(|want| want.indicator.as_deref() == Some(code));
        if by(REPORTED) || wants.iter().any(|want| want.measure.kind == Kind::Decline) {
            for report in tx.reports_of(notice_id).await? {
                self.reports.entry((report.target_key.clone(), report.unit_id)).or_default().push(report);
            }
        }
        if by(MILESTONE) {
            for step in tx.milestones_of(notice_id).await? {
                self.steps.entry((step.target_key.clone(), step.unit_id)).or_default().push(step);
            }
        }
        Ok(())
    }

    /// What units reported for some days, added up: rates are pooled, never averaged. Nothing until each of them has.
    fn reported(&self, key: &str, units: &[Uuid], days: Days, as_of: NaiveDate) -> Option<Reported> {
        let mut figure = Figure::default();
        let mut used = Vec::new();
        let mut through = None;
        for unit in units {
            let of = self.reports.get(&(key.to_owned(), *unit))?;
            let report = of.iter().find(|report| report.days == days)?;
            let version = report.counted(as_of)?;
            figure.numerator += version.figure.numerator;
            figure.denominator += version.figure.denominator;
            let on = version.as_of(days);
            through = Some(through.map_or(on, |day: NaiveDate| day.min(on)));
            let is_reviewed = matches!(version.review, Review::Accepted { .. });
            used.push(Used { input: (report.id, version.no), is_reviewed });
        }
        Some(Reported { stretch: Stretch { days, as_of: through? }, figure, used })
    }

    /// The figure of the year before that was typed for a period of records.
    pub(super) fn base(&self, want: &Want<'_>, days: Days) -> Option<Base> {
        let before = days.year_before()?;
        let key = want.target.key.as_deref().unwrap_or_default();
        let found = self.reported(key, &[want.unit_id], before, before.last)?;
        Some(Base { figure: found.figure, typed: found.used.into_iter().next() })
    }
}

impl Reader<'_> {
    /// Whose reports give the figure of a unit: its own, or where it is not asked, those of all who are.
    fn reporting(want: &Want<'_>) -> Vec<Uuid> {
        let asked = asked_units(want.target);
        if asked.contains(&want.unit_id) { vec![want.unit_id] } else { asked }
    }

    /// The periods for which everybody reported, each judged on its own.
    fn reported_cells(&self, want: &Want<'_>, indicator: &Indicator, blank: &FigureCell) -> Vec<FigureCell> {
        let key = want.target.key.as_deref().unwrap_or_default();
        let units = Self::reporting(want);
        let cell = |days: Days| {
            let Reported { stretch, figure, mut used } =
                self.typed.reported(key, &units, days, self.today)?;
            let before = days.year_before().filter(|_| want.measure.kind == Kind::Decline);
            let base = before.and_then(|before| self.typed.reported(key, &units, before, before.last));
            let before = base.as_ref().map(|base| base.figure);
            used.extend(base.into_iter().flat_map(|base| base.used));
            let verdict = judge(&want.measure, indicator, stretch, figure, before, self.judged_on);
            Some(FigureCell {
                stretch: Some(stretch),
                figure,
                base: before,
                verdict,
                inputs: used.iter().map(|used| used.input).collect(),
                is_reviewed: used.iter().all(|used| used.is_reviewed),
                is_base_typed: before.is_some(),
                ..blank.clone()
            })
        };
        report::periods(&want.measure, want.effect, self.today).into_iter().filter_map(cell).collect()
    }

    /// The newest period for which there is a report.
    pub(super) fn reported(&self, want: &Want<'_>, blank: FigureCell) -> FigureCell {
        let indicator = report::indicator(&want.measure);
        let mut blank = FigureCell { made: Some(indicator.clone()), ..blank };
        let mut cells = self.reported_cells(want, &indicator, &blank);
        let Some(mut newest) = cells.pop() else {
            let periods = report::periods(&want.measure, want.effect, self.today);
            let is_overdue = periods.iter().any(|days| self.judged_on > report::due_on(*days));
            blank.verdict.reason = if is_overdue { Reason::ReportOverdue } else { Reason::NotReported };
            return blank;
        };
        newest.missed = cells.iter().filter(|cell| cell.verdict.light == Light::Red).count();
        if newest.missed > 0 {
            (newest.verdict.light, newest.verdict.reason) = (Light::Red, Reason::Missed);
        }
        newest
    }

    /// Steps that are done, held against those that are due.
    pub(super) fn by_steps(&self, want: &Want<'_>, blank: FigureCell) -> FigureCell {
        let key = want.target.key.clone().unwrap_or_default();
        let steps = Self::reporting(want).into_iter().flat_map(|unit| {
            let kept = self.typed.steps.get(&(key.clone(), unit)).map_or(&[][..], Vec::as_slice);
            milestone::steps_of(want.target, want.effect, unit, kept)
        });
        let steps: Vec<Milestone> = steps.collect();
        let read = milestone::reading(&steps, want.effect, self.today, self.judged_on);
        let Some((indicator, stretch, figure, verdict)) = read else { return blank };
        let kept = steps.iter().filter(|step| !step.id.is_nil());
        FigureCell {
            stretch: Some(stretch),
            figure,
            verdict,
            inputs: kept.map(|step| (step.id, step.version)).collect(),
            is_reviewed: !steps.iter().any(|step| matches!(step.state, StepState::Done { .. })),
            made: Some(indicator),
            ..blank
        }
    }

    /// One point for each period that was reported.
    pub(super) fn reported_course(&self, want: &Want<'_>) -> Vec<Point> {
        if want.indicator.as_deref() != Some(REPORTED) {
            return Vec::new();
        }
        let indicator = report::indicator(&want.measure);
        let blank = Self::blank(want);
        let point = |cell: FigureCell| {
            let last_year = cell.base.and_then(|base| shown(&indicator, base));
            let value: Option<Decimal> = cell.verdict.value;
            let stretch = cell.stretch?;
            let is_missed = stretch.days.last < self.today && cell.verdict.light == Light::Red;
            Some(Point { day: stretch.as_of, value, plan: cell.verdict.plan, last_year, is_missed })
        };
        self.reported_cells(want, &indicator, &blank).into_iter().filter_map(point).collect()
    }
}
