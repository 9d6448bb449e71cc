//! What is asked of figures, and what is read.

use chrono::NaiveDate;
use domain::indicator::{Figure, Indicator, Stretch, Verdict};
use domain::light::Light;
use domain::notice::NoticeRecord;
use domain::org::OrgUnit;
use domain::target::Target;
use rust_decimal::Decimal;
use uuid::Uuid;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asking {
    /// One notice; all that are published when absent.
    pub notice: Option<Uuid>,
    /// One unit; all that answer for something when absent.
    pub unit: Option<Uuid>,
    /// Only units among these; all when empty.
    pub among: Vec<Uuid>,
    /// One sector.
    pub sector: Option<String>,
    /// As of this day; today when absent or later.
    pub as_of: Option<NaiveDate>,
}

impl Asking {
    /// Whether the readings of a unit are asked for.
    pub(super) fn asks_for(&self, id: Uuid) -> bool {
        self.unit.is_none_or(|unit| unit == id) && (self.among.is_empty() || self.among.contains(&id))
    }
}

/// One of several rates that must all hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its indicator.
    pub indicator: String,
    /// Numerator and denominator.
    pub figure: Figure,
    /// Its light.
    pub verdict: Verdict,
}

/// The reading of a target for a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureCell {
    /// Target.
    pub target_id: Uuid,
    /// Unit that answers for it.
    pub unit_id: Uuid,
    /// What measures it.
    pub indicator: Option<String>,
    /// Period and last day looked at; nothing where no indicator counts it.
    pub stretch: Option<Stretch>,
    /// Numerator and denominator.
    pub figure: Figure,
    /// The same days a year before, for what must fall.
    pub base: Option<Figure>,
    /// Light and why.
    pub verdict: Verdict,
    /// Closed periods in which it was missed.
    pub missed: usize,
    /// The rates behind it, when there are several.
    pub parts: Vec<Part>,
    /// How a figure is read that units report or that steps give; nothing where records give it.
    pub made: Option<Indicator>,
    /// Reports, steps and the typed figure of the year before that gave it: identity and version.
    pub inputs: Vec<(Uuid, i64)>,
    /// Whether all of them were reviewed.
    pub is_reviewed: bool,
    /// The figure of the year before was typed.
    pub is_base_typed: bool,
}

/// Readings of published targets.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureBoard {
    /// The day they are of.
    pub as_of: NaiveDate,
    /// One for each target and unit that answers for it.
    pub cells: Vec<FigureCell>,
    /// One for each target: what the units that answer for it have together. Its unit is nil.
    pub pooled: Vec<FigureCell>,
}

impl FigureBoard {
    /// The light of each target: that of the unit that is worst off.
    pub fn lights(&self) -> Vec<(Uuid, Light)> {
        let mut found: Vec<(Uuid, Light)> = Vec::new();
        for cell in &self.cells {
            let light = cell.verdict.light;
            match found.iter_mut().find(|(target, _)| *target == cell.target_id) {
                Some((_, worst)) if light.rank() < worst.rank() => *worst = light,
                Some(_) => {}
                None => found.push((cell.target_id, light)),
            }
        }
        found
    }
}

/// A point of the course of a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Last day of a month, or the day asked for.
    pub day: NaiveDate,
    /// Figure as of it.
    pub value: Option<Decimal>,
    /// What the calendar asks for by then.
    pub plan: Option<Decimal>,
    /// The figure a year before.
    pub last_year: Option<Decimal>,
    /// Whether a period that is over ended here and was missed. It stays so when the next one is made good.
    pub is_missed: bool,
}

/// Everything about the figure of one target and unit.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetFigure {
    /// Notice.
    pub notice: NoticeRecord,
    /// Target.
    pub target: Target,
    /// The reading.
    pub cell: FigureCell,
    /// Month by month.
    pub course: Vec<Point>,
    /// The same target for the units below.
    pub below: Vec<(OrgUnit, FigureCell)>,
}
