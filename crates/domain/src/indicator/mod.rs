//! Indicators 指标: formulas over facts. A record gives each indicator its shares, which add up to figures; nobody types
//! a figure where records can give it.

mod by_subject;
mod expression;
mod parse;
mod reading;
mod share;
mod urgency;

pub use by_subject::{BySubject, SubjectRule};
pub use expression::{Condition, ExpressionError, Name, Op, Scope, Type};
pub use reading::{Figure, Reason, Stretch, Verdict, convert, judge, judge_by_plan, shown, stretches};
pub use share::{Cell, Share, cohort_of, day_number, frequency_shares, scaled, shares, unscaled};
pub use urgency::Urgency;

use crate::register::{FactRule, Field, FieldKind, Register, Words};
use crate::words::words;

words! {
    /// How facts add up to a figure.
    Sort {
        /// 件数: the number of facts.
        Count = "count",
        /// 合计: a field added up.
        Sum = "sum",
        /// 比率: facts for which the condition holds, over the population; pooled, never averaged.
        Ratio = "ratio",
        /// 商: one field added up over another, such as money per head or hours online over hours required.
        Quotient = "quotient",
        /// 达到频次的比率: subjects that reached a frequency, over all subjects and periods begun.
        Frequency = "frequency",
        /// 去重计数: records that the facts name, each once in a calendar year.
        Distinct = "distinct",
        /// 有效覆盖率: subjects for which a fact is valid on the day, over all subjects.
        Coverage = "coverage",
        /// 多项同时达到: several rates under one threshold.
        All = "all",
    }
}

words! {
    /// Which direction is better.
    Better {
        /// 越高越好.
        Higher = "higher",
        /// 越低越好.
        Lower = "lower",
    }
}

words! {
    /// How the figure should go through its period.
    Pace {
        /// 时点达标: holds all the time.
        Level = "level",
        /// 序时推进: grows with the calendar.
        Linear = "linear",
    }
}

/// One indicator 指标.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Stable code.
    pub code: String,
    /// Name.
    pub name: Words,
    /// What numerator and denominator are.
    pub about: Words,
    /// Group, as of registers.
    pub group: String,
    /// `%`, `起`, `元/人`, ….
    pub unit: String,
    /// How facts add up.
    pub sort: Sort,
    /// Register whose records give the facts; empty for [`Sort::All`].
    pub register: String,
    /// Which facts of it; nothing for [`Sort::Frequency`] and [`Sort::All`].
    pub rule: Option<FactRule>,
    /// Population.
    pub population: Option<Condition>,
    /// What of it is in the numerator.
    pub holds: Option<Condition>,
    /// Date field that places a fact in a period, or number field of its year; a stock when absent.
    pub date: Option<String>,
    /// Date field from whose day on the numerator counts it.
    pub done: Option<String>,
    /// Date field through whose day the numerator counts it.
    pub until: Option<String>,
    /// Number field that is added up.
    pub amount: Option<String>,
    /// Number field of the denominator.
    pub over: Option<String>,
    /// Number field that is taken off the denominator: hours of excused outages.
    pub less: Option<String>,
    /// Link field to whom a fact counts for.
    pub subject: Option<String>,
    /// Choice field of the subjects that narrows them, and its values.
    pub among: Option<(String, Vec<String>)>,
    /// Code of the register's frequency.
    pub frequency: Option<String>,
    /// Codes of the rates that must all hold.
    pub parts: Vec<String>,
    /// Better direction.
    pub better: Better,
    /// Course through the period.
    pub pace: Pace,
    /// Changes whenever a change of its definition could change its figures.
    pub fingerprint: String,
}

impl Indicator {
    /// Whether records count for records that they name.
    pub const fn is_by_subject(&self) -> bool {
        matches!(self.sort, Sort::Frequency | Sort::Distinct | Sort::Coverage)
    }

    /// Whether it counts what should not happen and is placed by its day: accidents, and not what stands.
    pub const fn counts_incidents(&self) -> bool {
        matches!(self.better, Better::Lower) && self.date.is_some() && !self.is_rate()
    }

    /// Whether its figure is a rate or quotient, with a denominator.
    pub const fn is_rate(&self) -> bool {
        !matches!(self.sort, Sort::Count | Sort::Sum | Sort::Distinct)
    }

    /// Whether it counts what stands, not what happened in a period.
    pub const fn is_stock(&self) -> bool {
        self.date.is_none() && !matches!(self.sort, Sort::Frequency)
    }

    /// Whether dates tell how it stood on an earlier day; else the present state is all there is.
    pub const fn knows_past(&self) -> bool {
        !self.is_stock() || self.done.is_some() || self.until.is_some()
    }

    /// Whether special periods, which are records too, decide what it counts.
    pub fn asks_special_periods(&self) -> bool {
        self.population.iter().chain(&self.holds).any(Condition::asks_special_periods)
    }

    /// What does not fit its register: key of the definition, and words.
    pub fn misfit(&self, register: &Register) -> Option<(&'static str, String)> {
        let Some(rule) = &self.rule else { return None };
        let scope = Scope::of(register, rule);
        let typed = |key: &'static str, code: &Option<String>, of: Type| {
            let code = code.as_ref()?;
            match scope.name(code) {
                None => Some((key, format!("the fact {} carries no {code}", rule.kind))),
                Some(name) if name.of != of => {
                    Some((key, format!("{code} is a {}, a {} is expected", name.of.name(), of.name())))
                }
                Some(_) => None,
            }
        };
        let needs =
            |key: &'static str, is: bool| (!is).then(|| (key, format!("a {} needs it", self.sort.as_str())));
        let is_year = self.date.as_ref().and_then(|code| register.field(code)).is_some_and(Field::is_year);
        typed("date", &self.date, if is_year { Type::Number } else { Type::Date })
            .or_else(|| typed("done", &self.done, Type::Date))
            .or_else(|| typed("until", &self.until, Type::Date))
            .or_else(|| typed("amount", &self.amount, Type::Number))
            .or_else(|| typed("over", &self.over, Type::Number))
            .or_else(|| typed("less", &self.less, Type::Number))
            .or_else(|| typed("subject", &self.subject, Type::Other))
            .or_else(|| match self.sort {
                Sort::Ratio => {
                    needs("holds", self.holds.is_some() || self.done.is_some() || self.until.is_some())
                }
                Sort::Sum => needs("amount", self.amount.is_some()),
                Sort::Quotient => {
                    needs("amount", self.amount.is_some()).or_else(|| needs("over", self.over.is_some()))
                }
                Sort::Distinct | Sort::Coverage => self.misfit_by_subject(register),
                Sort::Count | Sort::Frequency | Sort::All => None,
            })
    }

    fn misfit_by_subject(&self, register: &Register) -> Option<(&'static str, String)> {
        let is_link = self.subject.as_ref().and_then(|code| register.field(code));
        let is_link = is_link.is_some_and(|field| matches!(field.kind, FieldKind::Link { .. }));
        let is_day = self.date.as_ref().and_then(|code| register.field(code));
        let is_day = is_day.is_some_and(|field| matches!(field.kind, FieldKind::Date));
        let says = |key: &'static str, words: &str| Some((key, words.to_owned()));
        if !is_link {
            says("subject", "a field that links to a record is expected")
        } else if !is_day {
            says("date", "a field of a day is expected")
        } else if self.asks_special_periods() {
            says("where", "what counts by subject cannot ask for special periods")
        } else if self.sort == Sort::Coverage && self.until.is_none() {
            says("until", "a coverage needs it")
        } else {
            None
        }
    }
}

/// Rule that proposes an indicator for a requirement 挂接规则.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The indicator, or [`REPORTED`], or [`MILESTONE`].
    pub indicator: String,
    /// Sorts of target that it fits; any when empty.
    pub kinds: Vec<crate::target::Kind>,
    /// All of these stand in the quote or its clause.
    pub words: Vec<String>,
    /// At least one of these does, when there are any.
    pub any: Vec<String>,
    /// None of these stands in the quote.
    pub not: Vec<String>,
}

/// 由单位上报: no record can give the figure.
pub const REPORTED: &str = "reported";
/// 节点任务: done or not by a day.
pub const MILESTONE: &str = "milestone";

/// The binding that fits a requirement best: the most characters found in the quote, then in its clause.
pub fn propose<'b>(
    bindings: &'b [Binding],
    kind: crate::target::Kind,
    quote: &str,
    clause: &str,
) -> Option<&'b Binding> {
    let weigh = |binding: &'b Binding| {
        let is_kind = binding.kinds.is_empty() || binding.kinds.contains(&kind);
        if !is_kind || binding.not.iter().any(|word| quote.contains(word.as_str())) {
            return None;
        }
        let (mut near, mut far) = (0, 0);
        let mut weigh = |word: &String| {
            let length = word.chars().count();
            if quote.contains(word.as_str()) {
                near += length;
                true
            } else if clause.contains(word.as_str()) {
                far += length;
                true
            } else {
                false
            }
        };
        let has_all = binding.words.iter().all(&mut weigh);
        let has_any = binding.any.is_empty() || binding.any.iter().any(&mut weigh);
        (has_all && has_any).then_some(((near, far), binding))
    };
    // of equals the first declared wins
    let best = |best: Option<((usize, usize), &'b Binding)>, next: ((usize, usize), &'b Binding)| match best {
        Some(found) if found.0 >= next.0 => Some(found),
        _ => Some(next),
    };
    bindings.iter().filter_map(weigh).fold(None, best).map(|(_, binding)| binding)
}

#[cfg(test)]
mod tests;
