//! Readings 完成值: the figure of a target for a stretch of days, and the one rule that lights it.

use super::{Better, Cell, Indicator, Pace, cohort_of, day_number};
use crate::calendar::{Days, Period};
use crate::light::Light;
use crate::target::{Comparator, Kind, Measure};
use crate::words::words;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// 完成值: numerator and denominator, added up over records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figure {
    /// Numerator; the count or the sum itself where there is no denominator.
    pub numerator: Decimal,
    /// Denominator.
    pub denominator: Decimal,
}

impl Stretch {
    /// Whether what stands in a cell counts in it. The query that adds up counters looks through the same window.
    pub fn counts(&self, cell: Cell) -> bool {
        let Days { first, last } = self.days;
        let is_of_period = cell.cohort == 0 || (cohort_of(first)..=cohort_of(last)).contains(&cell.cohort);
        is_of_period && cell.day <= day_number(self.as_of)
    }
}

/// A period of a target that is judged on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// First and last day of the period.
    pub days: Days,
    /// The last day that is looked at: today, or the last of the period when it is over.
    pub as_of: NaiveDate,
}

words! {
    /// Why a light is as it is.
    Reason {
        /// 尚未挂接指标.
        NoIndicator = "no-indicator",
        /// 尚未上报.
        NotReported = "not-reported",
        /// 逾期未报.
        ReportOverdue = "report-overdue",
        /// 尚无上年数.
        NoBase = "no-base",
        /// 目标没有数值.
        NoGoal = "no-goal",
        /// 目标与指标的单位不同.
        OtherUnit = "other-unit",
        /// 无此类对象.
        NoSubject = "no-subject",
        /// 已达到目标值.
        Reached = "reached",
        /// 未超过上限.
        Within = "within",
        /// 已超过上限.
        Exceeded = "exceeded",
        /// 按序时进度推进.
        OnPace = "on-pace",
        /// 落后于序时进度.
        BehindPace = "behind-pace",
        /// 尚未达到，期限未到.
        NotYet = "not-yet",
        /// 期限已过仍未达到.
        Missed = "missed",
        /// 比上年同期下降，并达到要求的幅度.
        Fell = "fell",
        /// 与上年同期均为零.
        BothZero = "both-zero",
        /// 未比上年同期下降，或幅度不够.
        NotFallen = "not-fallen",
    }
}

/// A light with its reason and the figures it was judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Light.
    pub light: Light,
    /// Reason.
    pub reason: Reason,
    /// The figure in the unit of the target; nothing for 0/0.
    pub value: Option<Decimal>,
    /// What the target asks for, in the same unit.
    pub goal: Option<Decimal>,
    /// What the calendar asks for by now, when it grows with it.
    pub plan: Option<Decimal>,
}

/// The figure in the unit of the indicator: percent for rates in %. Nothing for 0/0.
pub fn shown(indicator: &Indicator, figure: Figure) -> Option<Decimal> {
    if !indicator.is_rate() {
        return Some(figure.numerator);
    }
    let quotient = figure.numerator.checked_div(figure.denominator)?;
    Some(if indicator.unit == "%" { quotient * Decimal::ONE_HUNDRED } else { quotient })
}

/// A value of one unit in another: 7.5 万元 are 75,000 元. Units that differ otherwise are left alone.
pub fn convert(value: Decimal, from: &str, to: &str) -> Decimal {
    let ten_thousand = Decimal::from(10_000);
    match (from.contains('万'), to.contains('万')) {
        (true, false) => value * ten_thousand,
        (false, true) => value.checked_div(ten_thousand).unwrap_or(value),
        _ => value,
    }
}

/// The period that a target runs: the one it names around its due day or the last day of effect; else the effect itself.
pub fn stretches(measure: &Measure, effect: Days, today: NaiveDate) -> Vec<Stretch> {
    let of = |days: Days| Stretch { days, as_of: today.min(days.last) };
    let whole = Days { last: measure.due.map_or(effect.last, |due| due.max(effect.first)), ..effect };
    let per = measure.period.as_deref().and_then(Period::parse);
    match per {
        // a school year that began before the effect does is looked at whole: its lessons are counted by school year
        Some(per @ (Period::SchoolYear | Period::Term)) => per
            .begun(effect.first, today.min(effect.last).max(effect.first))
            .last()
            .copied()
            .map(of)
            .into_iter()
            .collect(),
        Some(per @ (Period::Month | Period::Quarter | Period::HalfYear)) => {
            let begun = per.begun(effect.first, today.min(effect.last).max(effect.first));
            begun.into_iter().map(of).collect()
        }
        Some(Period::Year) | None => vec![of(whole)],
    }
}

/// Judges a figure against what the target asks for. `base` is the figure of the same days a year before.
pub fn judge(
    measure: &Measure,
    indicator: &Indicator,
    stretch: Stretch,
    figure: Figure,
    base: Option<Figure>,
    today: NaiveDate,
) -> Verdict {
    judge_by_plan(measure, indicator, stretch, figure, base, today, elapsed(stretch))
}

/// The same where the calendar asks for another part of the goal than the days that are gone: steps have days of their own.
pub fn judge_by_plan(
    measure: &Measure,
    indicator: &Indicator,
    stretch: Stretch,
    figure: Figure,
    base: Option<Figure>,
    today: NaiveDate,
    due: Decimal,
) -> Verdict {
    let is_over = today > stretch.days.last;
    let value = shown(indicator, figure);
    let verdict = |light, reason, goal, plan| Verdict { light, reason, value, goal, plan };
    let Some(now) = value else { return verdict(Light::NoSubject, Reason::NoSubject, None, None) };
    if measure.kind == Kind::Decline {
        let Some(base) = base else { return verdict(Light::Grey, Reason::NoBase, None, None) };
        let before = shown(indicator, base).unwrap_or_default();
        let goal = fallen(measure, indicator, before);
        let has_fallen = if measure.value.is_some() { now <= goal } else { now < goal };
        let (light, reason) = if now.is_zero() && before.is_zero() {
            (Light::Green, Reason::BothZero)
        } else if has_fallen {
            (Light::Green, Reason::Fell)
        } else if is_over || now > before {
            (Light::Red, Reason::NotFallen)
        } else {
            (Light::Yellow, Reason::NotFallen)
        };
        return verdict(light, reason, Some(goal), None);
    }
    let goal = match goal(measure, indicator) {
        Ok(goal) => goal,
        Err(reason) => return verdict(Light::Grey, reason, None, None),
    };
    let is_limit = matches!(measure.kind, Kind::Zero | Kind::Ceiling)
        // a deadline says "no later than" of its day and not of its figure
        || (measure.kind != Kind::Deadline && matches!(measure.comparator, Comparator::Le | Comparator::Lt))
        || (indicator.better == Better::Lower && measure.comparator != Comparator::Ge);
    if is_limit {
        let is_within = if measure.comparator == Comparator::Lt { now < goal } else { now <= goal };
        return match is_within {
            true => verdict(Light::Green, Reason::Within, Some(goal), None),
            false => verdict(Light::Red, Reason::Exceeded, Some(goal), None),
        };
    }
    let is_reached = if measure.comparator == Comparator::Gt { now > goal } else { now >= goal };
    if is_reached {
        return verdict(Light::Green, Reason::Reached, Some(goal), None);
    }
    if is_over {
        return verdict(Light::Red, Reason::Missed, Some(goal), None);
    }
    if indicator.pace == Pace::Level && indicator.is_rate() {
        return verdict(Light::Yellow, Reason::NotYet, Some(goal), None);
    }
    let plan = goal * due;
    match now >= plan.floor() {
        true => verdict(Light::Green, Reason::OnPace, Some(goal), Some(plan.round_dp(2))),
        false => verdict(Light::Yellow, Reason::BehindPace, Some(goal), Some(plan.round_dp(2))),
    }
}

/// What a target asks for, in the unit of the indicator.
///
/// # Errors
/// The reason why there is nothing to compare with.
fn goal(measure: &Measure, indicator: &Indicator) -> Result<Decimal, Reason> {
    let unit = measure.unit.as_deref().unwrap_or(&indicator.unit);
    match (measure.value, measure.kind) {
        (Some(_), _) if unit == "%" && indicator.unit != "%" => Err(Reason::OtherUnit),
        // at least once a quarter, four class hours a year: the rate is of those that reached it, and all of them must
        (Some(value), _) if indicator.unit == "%" && unit != "%" && !value.is_zero() => {
            Ok(Decimal::ONE_HUNDRED)
        }
        (Some(value), _) => Ok(convert(value, unit, &indicator.unit)),
        (None, Kind::Zero) => Ok(Decimal::ZERO),
        // a deadline asks for all of it
        (None, Kind::Deadline) if indicator.is_rate() => Ok(Decimal::ONE_HUNDRED),
        (None, _) => Err(Reason::NoGoal),
    }
}

/// What must not be exceeded after a fall by so many percent, or by so much; the figure before where none is named.
fn fallen(measure: &Measure, indicator: &Indicator, before: Decimal) -> Decimal {
    let unit = measure.unit.as_deref().unwrap_or(&indicator.unit);
    match measure.value {
        None => before,
        // a rate falls by points of percent, a number by its share
        Some(by) if unit == "%" && indicator.unit != "%" => {
            before * (Decimal::ONE - by.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default())
        }
        Some(by) => before - convert(by, unit, &indicator.unit),
    }
}

/// How much of the stretch is over, from 0 to 1; its first day counts.
fn elapsed(stretch: Stretch) -> Decimal {
    let number = |day: NaiveDate| Decimal::from(day.num_days_from_ce());
    let whole = number(stretch.days.last) - number(stretch.days.first) + Decimal::ONE;
    let gone = number(stretch.as_of) - number(stretch.days.first) + Decimal::ONE;
    gone.checked_div(whole).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE)
}
