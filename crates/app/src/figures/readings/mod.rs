//! Reading figures: for each target and unit, in few queries, from counters alone.

mod course;
mod frequencies;
mod one;
mod reported;
mod types;

pub use frequencies::FrequencyNow;
pub(crate) use frequencies::frequencies_now;
pub(super) use one::looked_through;
pub use one::{FigurePlace, target_figure};
pub(crate) use one::{figure_key, figures_over};
use reported::{Base, Typed, is_typed};
pub use types::{Asking, FigureBoard, FigureCell, Part, Point, TargetFigure};

use super::Counting;
use super::binding::bound;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Sight, Verb};
use domain::calendar::{Days, Period};
use domain::indicator::{
    Figure, Indicator, MILESTONE, REPORTED, Reason, Sort, Stretch, Verdict, cohort_of, day_number, judge,
    stretches, unscaled,
};
use domain::light::Light;
use domain::notice::{NoticeRecord, NoticeState};
use domain::org::{OrgUnit, Past, apart, measured_by};
use domain::target::{Kind, Measure, Target, TargetState};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{Sums, Tx, Window};
use uuid::Uuid;

/// What must be evaluated.
struct Want<'n> {
    target: &'n Target,
    measure: Measure,
    effect: Days,
    unit_id: Uuid,
    /// Units whose sums are added up; several for what is pooled.
    measured_by: Vec<Uuid>,
    indicator: Option<String>,
}

/// The days that a notice holds; its year, or the year of the day, where it says nothing.
pub(crate) fn effect(notice: &NoticeRecord, today: NaiveDate) -> Days {
    let year = notice.year.and_then(|year| i32::try_from(year).ok());
    let year = year.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)).unwrap_or(today);
    let around = Period::Year.around(year).unwrap_or(Days { first: today, last: today });
    Days { first: notice.effect_from.unwrap_or(around.first), last: notice.effect_to.unwrap_or(around.last) }
}

/// Evaluates wants: first which windows they look through, then one query for each window.
struct Reader<'c> {
    catalogue: &'c Catalogue,
    counting: &'c Counting,
    /// The last day that is looked at.
    today: NaiveDate,
    /// The day on which it is judged: the day after, when a period is closed.
    judged_on: NaiveDate,
    sums: HashMap<Window, HashMap<(Uuid, String), Sums>>,
    /// The tree of earlier days: a figure of a day is that of what lay in the unit on that day.
    past: Past,
    /// The day whose tree is read instead: a year before is compared with what lies in the unit now.
    tree_of: Option<NaiveDate>,
    typed: Typed,
}

fn window(stretch: Stretch) -> Window {
    Window {
        first: cohort_of(stretch.days.first),
        last: cohort_of(stretch.days.last),
        as_of: day_number(stretch.as_of),
    }
}

/// The same days a year before.
fn year_before(stretch: Stretch) -> Option<Stretch> {
    let looked_at = Days { first: stretch.days.first, last: stretch.as_of };
    Some(Stretch { days: stretch.days.year_before()?, as_of: looked_at.year_before()?.last })
}

impl<'c> Reader<'c> {
    fn new((catalogue, counting): (&'c Catalogue, &'c Counting), as_of: NaiveDate) -> Self {
        let (sums, typed) = (HashMap::new(), Typed::default());
        let (past, tree_of) = (Past::default(), None);
        Self { catalogue, counting, today: as_of, judged_on: as_of, sums, past, tree_of, typed }
    }

    /// Of a period that is over: it is judged on the day after.
    fn of_period(rules: (&'c Catalogue, &'c Counting), days: Days) -> Self {
        let judged_on = days.last.succ_opt().unwrap_or(days.last);
        Self { judged_on, ..Self::new(rules, days.last) }
    }

    /// What became of units.
    async fn know_past(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        self.past = crate::reform::past(tx).await?;
        Ok(())
    }

    /// The sums, each with its sign, that make up what the units of a want held on a day.
    fn sums_on(&self, want: &Want<'_>, day: NaiveDate) -> Vec<(Uuid, i64)> {
        let day = self.tree_of.unwrap_or(day);
        want.measured_by.iter().flat_map(|unit| self.past.sums(*unit, day)).collect()
    }

    /// The units whose sums make up a want on a day.
    fn units_on(&self, want: &Want<'_>, day: NaiveDate) -> Vec<Uuid> {
        self.sums_on(want, day).into_iter().map(|(unit, _)| unit).collect()
    }

    /// The measure by the period that its indicator runs by: lessons are counted by school year, whatever the clause says.
    fn measure(&self, target: &Target, indicator: Option<&String>) -> Measure {
        let by = indicator
            .and_then(|code| self.counting.subject(code)?.frequency())
            .map(|frequency| frequency.per);
        let period = match by {
            Some(per @ (Period::SchoolYear | Period::Term)) => Some(per.as_str().to_owned()),
            _ => target.measure.period.clone(),
        };
        Measure { period, ..target.measure.clone() }
    }

    fn want<'n>(
        &self,
        target: &'n Target,
        effect: Days,
        units: &[OrgUnit],
        unit_id: Uuid,
        indicator: Option<String>,
    ) -> Want<'n> {
        let measure = self.measure(target, indicator.as_ref());
        let measured_by = vec![measured_by(units, unit_id).unwrap_or_default()];
        Want { target, measure, effect, unit_id, measured_by, indicator }
    }

    fn stretches(&self, want: &Want<'_>) -> Vec<Stretch> {
        stretches(&want.measure, want.effect, self.today)
    }

    async fn load(&mut self, tx: &mut Tx, wants: &[Want<'_>], sector: Option<&str>) -> Result<(), AppError> {
        let mut asked: BTreeMap<Window, BTreeSet<Uuid>> = BTreeMap::new();
        for want in wants.iter().filter(|want| want.indicator.is_some()) {
            for stretch in self.stretches(want) {
                let units = self.units_on(want, stretch.as_of);
                asked.entry(window(stretch)).or_default().extend(&units);
                if want.measure.kind == Kind::Decline
                    && let Some(before) = year_before(stretch)
                {
                    asked.entry(window(before)).or_default().extend(&units);
                }
            }
        }
        for (window, units) in asked {
            let units: Vec<Uuid> = units.into_iter().collect();
            let sums = tx.figure_sums(&units, window, sector).await?;
            self.sums.entry(window).or_default().extend(sums);
        }
        Ok(())
    }

    fn figure(&self, indicator: &Indicator, unit: Uuid, stretch: Stretch) -> Figure {
        let sums = self
            .sums
            .get(&window(stretch))
            .and_then(|sums| sums.get(&(unit, indicator.code.clone())))
            .copied()
            .unwrap_or_default();
        let (standing, happened) = (sums.standing, sums.happened);
        if let Some(owed) = self.counting.subject(&indicator.code).and_then(|by| by.owed(stretch)) {
            return Figure {
                numerator: unscaled(happened.0),
                denominator: unscaled(standing.1.saturating_mul(owed)),
            };
        }
        Figure {
            numerator: unscaled(standing.0 + happened.0),
            denominator: unscaled(standing.1 + happened.1),
        }
    }

    /// What the units of a want have together: numerators and denominators, never an average of rates.
    fn pooled(&self, indicator: &Indicator, want: &Want<'_>, stretch: Stretch, tree: NaiveDate) -> Figure {
        let add = |sum: Figure, (unit, sign): (Uuid, i64)| {
            let figure = self.figure(indicator, unit, stretch);
            let sign = Decimal::from(sign);
            Figure {
                numerator: sum.numerator + sign * figure.numerator,
                denominator: sum.denominator + sign * figure.denominator,
            }
        };
        self.sums_on(want, tree).into_iter().fold(Figure::default(), add)
    }

    fn part(&self, want: &Want<'_>, indicator: &Indicator, stretch: Stretch) -> (Part, Option<Base>) {
        let figure = self.pooled(indicator, want, stretch, stretch.as_of);
        let base =
            (want.measure.kind == Kind::Decline).then(|| self.base(want, indicator, stretch)).flatten();
        let before = base.as_ref().map(|base| base.figure);
        let verdict = judge(&want.measure, indicator, stretch, figure, before, self.judged_on);
        (Part { indicator: indicator.code.clone(), figure, verdict }, base)
    }

    /// The figure of the year before: of records, or the typed one where there are none of that time.
    fn base(&self, want: &Want<'_>, indicator: &Indicator, stretch: Stretch) -> Option<Base> {
        let own = self.pooled(indicator, want, year_before(stretch)?, stretch.as_of);
        let typed = (own == Figure::default()).then(|| self.typed.base(want, stretch.days)).flatten();
        typed.or(Some(Base { figure: own, typed: None }))
    }

    fn blank(want: &Want<'_>) -> FigureCell {
        let grey = Verdict {
            light: Light::Grey,
            reason: Reason::NoIndicator,
            value: None,
            goal: want.measure.value,
            plan: None,
        };
        FigureCell {
            target_id: want.target.id,
            unit_id: want.unit_id,
            indicator: want.indicator.clone(),
            stretch: None,
            figure: Figure::default(),
            base: None,
            verdict: grey,
            missed: 0,
            parts: Vec::new(),
            made: None,
            inputs: Vec::new(),
            is_reviewed: true,
            is_base_typed: false,
        }
    }

    fn cell(&self, want: &Want<'_>) -> FigureCell {
        let blank = Self::blank(want);
        match want.indicator.as_deref() {
            Some(REPORTED) => return self.reported(want, blank),
            Some(MILESTONE) => return self.by_steps(want, blank),
            _ => {}
        }
        let known = want.indicator.as_ref().and_then(|code| self.catalogue.indicator(code));
        let stretches = self.stretches(want);
        let (Some(indicator), Some((now, closed))) = (known, stretches.split_last()) else { return blank };
        let read = |stretch: Stretch| self.one(want, indicator, stretch);
        let missed = closed.iter().filter(|stretch| read(**stretch).0.verdict.light == Light::Red).count();
        let (part, base, parts) = read(*now);
        let mut verdict = part.verdict;
        if missed > 0 {
            (verdict.light, verdict.reason) = (Light::Red, Reason::Missed);
        }
        let typed = base.as_ref().and_then(|base| base.typed.as_ref());
        FigureCell {
            stretch: Some(*now),
            figure: part.figure,
            base: base.as_ref().map(|base| base.figure),
            verdict,
            missed,
            parts,
            inputs: typed.map(|used| used.input).into_iter().collect(),
            is_reviewed: typed.is_none_or(|used| used.is_reviewed),
            is_base_typed: typed.is_some(),
            ..blank
        }
    }

    /// One stretch: the rate itself, or of several the one that is worst off.
    fn one(
        &self,
        want: &Want<'_>,
        indicator: &Indicator,
        stretch: Stretch,
    ) -> (Part, Option<Base>, Vec<Part>) {
        if indicator.sort != Sort::All {
            let (part, base) = self.part(want, indicator, stretch);
            return (part, base, Vec::new());
        }
        let of = |code: &String| self.catalogue.indicator(code);
        let parts: Vec<Part> =
            indicator.parts.iter().filter_map(of).map(|rate| self.part(want, rate, stretch).0).collect();
        // red before yellow before green; among equals the lowest rate
        let rank = |part: &Part| (part.verdict.light.rank(), part.verdict.value);
        let worst = parts.iter().min_by(|a, b| rank(a).cmp(&rank(b))).cloned();
        let worst = worst.unwrap_or_else(|| self.part(want, indicator, stretch).0);
        (worst, None, parts)
    }
}

/// Whether the caller sees the readings of a unit, or those of one sector of it. A figure over everything there is would
/// tell of what lies elsewhere.
fn sees_figure(caller: &Caller, units: &[OrgUnit], unit: Uuid, sector: Option<&str>) -> bool {
    let is_seen = match sector {
        Some(sector) => caller.sees_sector_of(sector, unit),
        None => caller.sees_all_of(unit),
    };
    is_seen && (*caller.sight() == Sight::Everything || measured_by(units, unit).is_some())
}

/// Readings of published targets for the units that answer for them, as far as the caller sees.
///
/// # Errors
/// When the database is not reached.
pub async fn figure_board(
    tx: &mut Tx,
    caller: &Caller,
    rules: (&Catalogue, &Counting),
    asking: &Asking,
    today: NaiveDate,
) -> Result<FigureBoard, AppError> {
    caller.may(Verb::See)?;
    let as_of = asking.as_of.unwrap_or(today).min(today);
    let reader = Reader::new(rules, as_of);
    let (cells, pooled) = cells(tx, reader, Some(caller), asking, None).await?;
    Ok(FigureBoard { as_of, cells: cells.into_iter().map(|(_, cell)| cell).collect(), pooled })
}

/// The readings of a period as they are when it is over, each with the key of its target.
///
/// # Errors
/// When the database is not reached.
pub(crate) async fn readings_of(
    tx: &mut Tx,
    rules: (&Catalogue, &Counting),
    days: Days,
) -> Result<Vec<(String, FigureCell)>, AppError> {
    Ok(cells(tx, Reader::of_period(rules, days), None, &Asking::default(), Some(days)).await?.0)
}

/// The readings of each unit, with the key of their target, and of all the units of each target together.
async fn cells(
    tx: &mut Tx,
    mut reader: Reader<'_>,
    // nobody asks when a period closes: everything is kept then
    caller: Option<&Caller>,
    asking: &Asking,
    within: Option<Days>,
) -> Result<(Vec<(String, FigureCell)>, Vec<FigureCell>), AppError> {
    let units = tx.units().await?;
    reader.know_past(tx).await?;
    let (mut cells, mut pooled) = (Vec::new(), Vec::new());
    for notice in tx.notices().await?.into_iter().filter(|notice| notice.state == NoticeState::Published) {
        let effect = effect(&notice, reader.today);
        let is_elsewhere = within.is_some_and(|days| days.last < effect.first || effect.last < days.first);
        if is_elsewhere || asking.notice.is_some_and(|id| id != notice.id) {
            continue;
        }
        let mut targets = tx.targets_of(notice.id).await?;
        targets.retain(|target| target.state == TargetState::Accepted);
        let bound = bound(tx, reader.counting, &notice, &targets).await?;
        let mut wants = Vec::new();
        let mut together = Vec::new();
        for (target, bound) in targets.iter().zip(bound) {
            let first = wants.len();
            let mut seen = HashSet::new();
            let answering = target.assignments.iter().filter_map(|assignment| assignment.unit_id);
            let asked = answering.filter(|id| asking.asks_for(*id));
            let is_shown = |id: &Uuid| {
                caller.is_none_or(|caller| sees_figure(caller, &units, *id, asking.sector.as_deref()))
            };
            for unit_id in asked.filter(is_shown).filter(|id| seen.insert(*id)) {
                wants.push(reader.want(target, effect, &units, unit_id, bound.indicator.clone()));
            }
            together.extend(pool(&units, &wants[first..]));
        }
        reader.load(tx, &wants, asking.sector.as_deref()).await?;
        reader.typed.load(tx, notice.id, &wants).await?;
        let keyed = |want: &Want<'_>| (want.target.key.clone().unwrap_or_default(), reader.cell(want));
        cells.extend(wants.iter().map(keyed));
        pooled.extend(together.iter().map(|want| reader.cell(want)));
    }
    Ok((cells, pooled))
}

/// What several units answer for together, those that lie in others of them left out; nothing for no unit.
fn pool<'n>(units: &[OrgUnit], wants: &[Want<'n>]) -> Option<Want<'n>> {
    let one = wants.first()?;
    let each: Vec<Uuid> = wants.iter().flat_map(|want| want.measured_by.iter().copied()).collect();
    // nil stands for everything, so all else lies in it
    let measured_by = if each.contains(&Uuid::nil()) { vec![Uuid::nil()] } else { apart(units, &each) };
    Some(Want {
        measured_by,
        unit_id: Uuid::nil(),
        target: one.target,
        measure: one.measure.clone(),
        effect: one.effect,
        indicator: one.indicator.clone(),
    })
}
