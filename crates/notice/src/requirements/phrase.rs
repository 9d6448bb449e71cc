//! One phrase with everything that is read from it once: its figures, its day, its period.

use super::compare::Bound;
use super::context::{bare, gives_points, is_condition};
use super::dates::{DueWords, due};
use super::figures::{Figure, figures, tail};
use super::lexicon::{List, Said};
use super::periods::{PeriodWords, period};
use crate::types::{Comparator, Confidence, Due, Kind, Period, Requirement, Span};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// How many characters around a figure say something of it.
const NEAR: usize = 40;

/// What is known of a phrase before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    /// Points are taken away in its segment: what falls short is a breach.
    pub is_score: bool,
    /// A verb before it still holds: 储备编织袋5000条、救生衣300件.
    pub is_built: bool,
    /// A rate before it still holds: 管理率城区95%，农村90%.
    pub is_rate: bool,
    /// It stands in a column of values: 2次 needs no verb.
    pub is_value: bool,
    /// The period of the part before it: 全年演练不少于1次、培训不少于3次.
    pub period: Option<PeriodWords>,
    /// The year that a day borrows.
    pub year: Option<i32>,
}

/// A phrase to be read.
pub(super) struct Phrase<'t> {
    /// The words, with the day in front of them (2026年6月底前，) when that is a piece of its own.
    pub words: &'t str,
    /// Where the words begin in the text, and where the phrase itself begins in the words.
    at: usize,
    main: usize,
    /// The words outside brackets and quotations.
    pub bare: Cow<'t, str>,
    said: Said,
    said_bare: Said,
    pub figures: Vec<Figure<'t>>,
    pub due: Option<DueWords>,
    pub period: Option<PeriodWords>,
    pub around: Around,
}

impl<'t> Phrase<'t> {
    pub fn new(text: &'t str, span: Span, main: usize, around: Around) -> Self {
        let words = &text[span.clone()];
        let due = due(words, around.year);
        let period = period(words);
        let in_due = |f: &Figure<'_>| due.is_some_and(|due| f.start < due.end && due.start < f.end);
        // 每15日 is a period and 24学时/年 a figure with one
        let in_period = |f: &Figure<'_>| period.is_some_and(|p| p.start <= f.start && f.end <= p.end);
        let mut figures = figures(words);
        figures.retain(|f| !in_due(f) && !in_period(f));
        let period = period.or(around.period);
        let said = Said::of(words);
        let bare = bare(words);
        let said_bare = if let Cow::Owned(bare) = &bare { Said::of(bare) } else { said };
        Self {
            words,
            at: span.start,
            main: main - span.start,
            bare,
            said,
            said_bare,
            figures,
            due,
            period,
            around,
        }
    }

    /// A word of the list stands outside brackets and quotations.
    pub fn has(&self, list: List) -> bool {
        self.said_bare.has(list)
    }

    /// A word of the list stands anywhere: 实现“零死亡”.
    pub fn says(&self, list: List) -> bool {
        self.said.has(list)
    }

    /// A word of the list stands before the place.
    pub fn has_before(&self, at: usize, list: List) -> bool {
        self.said.before(at, list)
    }

    /// The words near before a figure, and near behind it: looking no farther costs the same in a phrase of any length.
    pub fn before(&self, figure: &Figure<'_>) -> &'t str {
        tail(&self.words[..figure.start], NEAR)
    }

    pub fn after(&self, figure: &Figure<'_>) -> &'t str {
        let rest = &self.words[figure.end..];
        rest.char_indices().nth(NEAR).map_or(rest, |(at, _)| &rest[..at])
    }

    /// It takes or gives points itself, or says when they are taken.
    pub fn costs_points(&self) -> bool {
        gives_points(&self.said_bare) || self.around.is_score && is_condition(&self.bare)
    }

    pub fn recurs(&self) -> bool {
        self.period.is_some_and(|period| period.recurs)
    }

    /// A requirement of the whole phrase, without a value.
    pub fn draft(&self, kind: Kind, comparator: Comparator) -> Requirement {
        let quote = self.at + if kind == Kind::Deadline { 0 } else { self.main }..self.at + self.words.len();
        let due = self.due.map(|due| Due {
            on: due.on,
            recurs: due.recurs == Some(Period::Year),
            text: self.at + due.start..self.at + due.end,
        });
        Requirement {
            clause: None,
            path: String::new(),
            subject: quote.clone(),
            quote,
            kind,
            comparator,
            value: None,
            value_to: None,
            unit: None,
            period: self.period.and_then(|period| period.period),
            due: due.filter(|_| kind == Kind::Deadline || !self.recurs_by_day()),
            units: Vec::new(),
            soft: self.has(List::Soft),
            implicit: false,
            negated: false,
            confidence: Confidence::High,
        }
    }

    fn recurs_by_day(&self) -> bool {
        self.due.is_some_and(|due| due.recurs.is_some())
    }

    /// A requirement with the figure's value.
    pub fn with(&self, kind: Kind, comparator: Comparator, figure: &Figure<'_>) -> Requirement {
        // a rate is named before its figure; what is counted stands behind it, so the whole phrase says it
        let is_named_before = matches!(kind, Kind::Ratio | Kind::Amount | Kind::Ceiling);
        let draft = self.draft(kind, comparator);
        let subject = if is_named_before { self.named_before(figure) } else { draft.subject.clone() };
        Requirement {
            subject,
            value: Some(figure.value),
            value_to: figure.to,
            unit: (!figure.unit.is_empty()).then(|| figure.unit.to_owned()),
            ..draft
        }
    }

    /// Zero of what the phrase names.
    pub fn zero(&self) -> Requirement {
        Requirement { value: Some(Decimal::ZERO), ..self.draft(Kind::Zero, Comparator::Eq) }
    }

    /// 确保隐患整改率不低于 95% measures 隐患整改率; the whole phrase where nothing would be left.
    fn named_before(&self, figure: &Figure<'_>) -> Span {
        let whole = self.at + self.main..self.at + self.words.len();
        let (mut start, mut end) = (self.main, figure.start.max(self.main));
        while let Some(word) = OPENING.iter().find(|word| self.words[start..end].starts_with(**word)) {
            start += word.len();
        }
        while let Some(word) = CLOSING.iter().find(|word| self.words[start..end].ends_with(**word)) {
            end -= word.len();
        }
        if self.words[start..end].chars().take(4).count() < 3 {
            return whole;
        }
        self.at + start..self.at + end
    }
}

/// Words in front of what is measured.
const OPENING: &[&str] = &["确保", "辖区内", "年内", "力争", "在"];
/// Words between what is measured and its figure.
const CLOSING: &[&str] = &[
    "达到",
    "达",
    "不低于",
    "不得低于",
    "不少于",
    "不得少于",
    "至少",
    "不超过",
    "不得超过",
    "不高于",
    "不大于",
    "控制在",
    "低于",
    "小于",
    "超过",
    "力争",
    "应当",
    "均",
    "分别",
    "保持",
    "稳定",
    "在",
    "为",
    "的",
    "要",
    "≥",
    "≤",
    " ",
    "\t",
];

/// The comparison that a bound says of a demand; bare numbers are exact.
pub(super) fn comparator(bound: Option<Bound>) -> Comparator {
    match bound {
        Some(Bound::AtLeast) => Comparator::Ge,
        Some(Bound::AtMost) => Comparator::Le,
        Some(Bound::Below | Bound::Short) => Comparator::Lt,
        Some(Bound::Above) => Comparator::Gt,
        Some(Bound::About) => Comparator::About,
        Some(Bound::Between) => Comparator::Between,
        Some(Bound::Exactly) | None => Comparator::Eq,
    }
}
