//! What the API shows of figures.

use crate::views::TargetView;
use catalogue::{Catalogue, Names};
use chrono::NaiveDate;
use domain::indicator::{Figure, Indicator, Sort, Verdict, shown, unscaled};
use domain::light::Light;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An indicator 指标.
#[derive(Serialize, ToSchema)]
pub struct IndicatorView {
    code: String,
    name: Names,
    about: Names,
    /// Group, as of registers.
    group: String,
    /// `%`, `起`, ….
    unit: String,
    /// `count`, `sum`, `ratio`, `quotient`, `frequency`, `distinct`, `coverage`, `all`.
    aggregate: &'static str,
    /// Register whose records are counted.
    register: Option<String>,
    /// Population.
    population: Option<String>,
    /// What of it is in the numerator.
    holds: Option<String>,
    date: Option<String>,
    done: Option<String>,
    until: Option<String>,
    amount: Option<String>,
    over: Option<String>,
    /// Number field that is taken off the denominator.
    less: Option<String>,
    /// Field that names for whom a record counts.
    subject: Option<String>,
    frequency: Option<String>,
    parts: Vec<String>,
    /// Dates tell how it stood on an earlier day; else the present state is all there is.
    knows_past: bool,
    /// `higher` or `lower`.
    better: &'static str,
    /// `level` or `linear`.
    pace: &'static str,
}

impl From<&Indicator> for IndicatorView {
    fn from(indicator: &Indicator) -> Self {
        let text = |condition: &Option<domain::indicator::Condition>| {
            condition.as_ref().map(|condition| condition.text.clone())
        };
        Self {
            code: indicator.code.clone(),
            name: (&indicator.name).into(),
            about: (&indicator.about).into(),
            group: indicator.group.clone(),
            unit: indicator.unit.clone(),
            aggregate: indicator.sort.as_str(),
            register: Some(indicator.register.clone()).filter(|register| !register.is_empty()),
            population: text(&indicator.population),
            holds: text(&indicator.holds),
            date: indicator.date.clone(),
            done: indicator.done.clone(),
            until: indicator.until.clone(),
            amount: indicator.amount.clone(),
            over: indicator.over.clone(),
            less: indicator.less.clone(),
            subject: indicator.subject.clone(),
            frequency: indicator.frequency.clone(),
            parts: indicator.parts.clone(),
            knows_past: indicator.sort == Sort::All || indicator.knows_past(),
            better: indicator.better.as_str(),
            pace: indicator.pace.as_str(),
        }
    }
}

/// Every indicator.
#[derive(Serialize, ToSchema)]
pub struct IndicatorList {
    pub items: Vec<IndicatorView>,
}

pub(super) fn plain(number: Decimal) -> f64 {
    number.round_dp(4).to_f64().unwrap_or_default()
}

/// A figure with its light.
#[derive(Serialize, ToSchema)]
pub struct ReadingView {
    /// `green`, `yellow`, `red`, `grey`, `none`.
    light: &'static str,
    /// Why, as a word.
    reason: &'static str,
    /// In the unit of the indicator; nothing for 0/0.
    value: Option<f64>,
    /// What the target asks for, in the same unit.
    goal: Option<f64>,
    /// What the calendar asks for by now.
    plan: Option<f64>,
    numerator: f64,
    /// Nothing for counts and sums.
    denominator: Option<f64>,
}

impl ReadingView {
    fn of(verdict: &Verdict, figure: Figure, is_rate: bool) -> Self {
        Self {
            light: verdict.light.as_str(),
            reason: verdict.reason.as_str(),
            value: verdict.value.map(plain),
            goal: verdict.goal.map(plain),
            plan: verdict.plan.map(plain),
            numerator: plain(figure.numerator),
            denominator: is_rate.then(|| plain(figure.denominator)),
        }
    }
}

/// One of several rates that must all hold.
#[derive(Serialize, ToSchema)]
pub struct PartReadingView {
    indicator: String,
    name: Names,
    #[serde(flatten)]
    reading: ReadingView,
}

/// The reading of a target for a unit.
#[derive(Serialize, ToSchema)]
pub struct FigureCellView {
    target_id: Uuid,
    unit_id: Uuid,
    /// Code of the indicator, `reported`, `milestone`, or nothing.
    indicator: Option<String>,
    name: Option<Names>,
    /// Unit of the figure.
    unit: Option<String>,
    /// First day of the period.
    first: Option<NaiveDate>,
    /// Last day of the period.
    last: Option<NaiveDate>,
    /// Last day looked at.
    as_of: Option<NaiveDate>,
    #[serde(flatten)]
    reading: ReadingView,
    /// The same days a year before, for what must fall.
    base: Option<f64>,
    /// That figure was typed.
    base_typed: bool,
    /// Everything that people typed for it was reviewed.
    reviewed: bool,
    /// Closed periods in which it was missed.
    missed: usize,
    parts: Vec<PartReadingView>,
}

impl FigureCellView {
    pub fn of(cell: &app::FigureCell, catalogue: &Catalogue) -> Self {
        let known = |code: &str| catalogue.indicator(code);
        let named = cell.indicator.as_deref().and_then(known);
        let indicator = named.or(cell.made.as_ref());
        let part = |part: &app::Part| {
            let indicator = known(&part.indicator);
            PartReadingView {
                indicator: part.indicator.clone(),
                name: indicator.map_or_else(Names::default, |found| (&found.name).into()),
                reading: ReadingView::of(
                    &part.verdict,
                    part.figure,
                    indicator.is_some_and(Indicator::is_rate),
                ),
            }
        };
        Self {
            target_id: cell.target_id,
            unit_id: cell.unit_id,
            indicator: cell.indicator.clone(),
            name: named.map(|found| (&found.name).into()),
            unit: indicator.map(|found| found.unit.clone()),
            first: cell.stretch.map(|stretch| stretch.days.first),
            last: cell.stretch.map(|stretch| stretch.days.last),
            as_of: cell.stretch.map(|stretch| stretch.as_of),
            reading: ReadingView::of(&cell.verdict, cell.figure, indicator.is_some_and(Indicator::is_rate)),
            base: indicator.zip(cell.base).and_then(|(found, base)| shown(found, base)).map(plain),
            base_typed: cell.is_base_typed,
            reviewed: cell.is_reviewed,
            missed: cell.missed,
            parts: cell.parts.iter().map(part).collect(),
        }
    }
}

/// Readings of published targets.
#[derive(Serialize, ToSchema)]
pub struct FigureBoardView {
    pub as_of: NaiveDate,
    /// The light of each target: that of the unit that is worst off.
    pub lights: Vec<TargetLight>,
    pub cells: Vec<FigureCellView>,
    /// What the units that answer for a target have together; their unit is nil.
    pub pooled: Vec<FigureCellView>,
}

/// The light of a target.
#[derive(Serialize, ToSchema)]
pub struct TargetLight {
    target_id: Uuid,
    /// `green`, `yellow`, `red`, `grey`, `none`.
    light: &'static str,
}

impl From<(Uuid, Light)> for TargetLight {
    fn from((target_id, light): (Uuid, Light)) -> Self {
        Self { target_id, light: light.as_str() }
    }
}

/// A point of the course of a figure.
#[derive(Serialize, ToSchema)]
pub struct CoursePoint {
    day: NaiveDate,
    value: Option<f64>,
    plan: Option<f64>,
    last_year: Option<f64>,
    /// A period that ended here was missed.
    missed: bool,
}

/// The same figure for a unit below.
#[derive(Serialize, ToSchema)]
pub struct BelowView {
    unit_name: String,
    #[serde(flatten)]
    cell: FigureCellView,
}

/// One figure with everything behind it.
#[derive(Serialize, ToSchema)]
pub struct FigureView {
    notice_title: String,
    doc_number: Option<String>,
    target: TargetView,
    cell: FigureCellView,
    indicator: Option<IndicatorView>,
    course: Vec<CoursePoint>,
    below: Vec<BelowView>,
}

impl FigureView {
    pub fn of(found: &app::TargetFigure, catalogue: &Catalogue) -> Self {
        let indicator = found.cell.indicator.as_deref().and_then(|code| catalogue.indicator(code));
        let point = |point: &app::Point| CoursePoint {
            day: point.day,
            value: point.value.map(plain),
            plan: point.plan.map(plain),
            last_year: point.last_year.map(plain),
            missed: point.is_missed,
        };
        let below = |(unit, cell): &(domain::org::OrgUnit, app::FigureCell)| BelowView {
            unit_name: unit.name.clone(),
            cell: FigureCellView::of(cell, catalogue),
        };
        Self {
            notice_title: found.notice.title.clone(),
            doc_number: found.notice.doc_number.clone(),
            target: TargetView::from(&found.target),
            cell: FigureCellView::of(&found.cell, catalogue),
            indicator: indicator.map(IndicatorView::from),
            course: found.course.iter().map(point).collect(),
            below: found.below.iter().map(below).collect(),
        }
    }
}

/// A record behind a figure.
#[derive(Serialize, ToSchema)]
pub struct DrilledView {
    id: Uuid,
    register: String,
    title: String,
    unit_id: Uuid,
    state: String,
    day: Option<NaiveDate>,
}

impl From<&app::DrilledRecord> for DrilledView {
    fn from(found: &app::DrilledRecord) -> Self {
        Self {
            id: found.record.id,
            register: found.record.register.clone(),
            title: found.title.clone(),
            unit_id: found.record.unit_id,
            state: found.record.state.clone(),
            day: found.day,
        }
    }
}

/// A page of the records behind a figure.
#[derive(Serialize, ToSchema)]
pub struct DrilledPage {
    pub items: Vec<DrilledView>,
    /// Where the next page begins; nothing on the last.
    pub next: Option<Uuid>,
}

/// What measures a target.
#[derive(Serialize, ToSchema)]
pub struct BindingView {
    target_id: Uuid,
    /// Code of an indicator, `reported`, `milestone`, or nothing where no rule fits.
    indicator: Option<String>,
    /// A person chose it; else a rule proposed it.
    is_chosen: bool,
}

impl From<app::BoundTarget> for BindingView {
    fn from(bound: app::BoundTarget) -> Self {
        Self { target_id: bound.target_id, indicator: bound.indicator, is_chosen: bound.is_chosen }
    }
}

/// What measures each target of a notice.
#[derive(Serialize, ToSchema)]
pub struct BindingList {
    pub items: Vec<BindingView>,
}

/// A counter that differed from the records.
#[derive(Serialize, ToSchema)]
pub struct DifferenceOfCounter {
    indicator: String,
    /// Nil for everything.
    unit_id: Uuid,
    /// Month the facts belong to, `202603`; 0 for what stands in every period.
    cohort: i32,
    /// Day from which on they count, `20260315`; 0 for always.
    day: i32,
    kept: [f64; 2],
    counted: [f64; 2],
}

/// What a recount found.
#[derive(Serialize, ToSchema)]
pub struct RecountView {
    /// Indicators counted.
    indicators: usize,
    /// Counters that differed, and were set right.
    differing: usize,
    /// The first hundred of them.
    differences: Vec<DifferenceOfCounter>,
}

impl RecountView {
    pub fn of(catalogue: &Catalogue, differences: &[app::CounterDifference]) -> Self {
        let pair = |(numerator, denominator)| [plain(unscaled(numerator)), plain(unscaled(denominator))];
        let view = |found: &app::CounterDifference| DifferenceOfCounter {
            indicator: found.key.indicator.clone(),
            unit_id: found.key.unit_id,
            cohort: found.key.cohort,
            day: found.key.day,
            kept: pair(found.kept),
            counted: pair(found.counted),
        };
        Self {
            indicators: catalogue.indicators.len(),
            differing: differences.len(),
            differences: differences.iter().take(100).map(view).collect(),
        }
    }
}
