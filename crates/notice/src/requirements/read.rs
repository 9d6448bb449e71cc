//! One phrase to the requirements it states: the rules in the order in which they hold.

use super::context::is_condition;
use super::dates::due;
use super::others::{
    ceiling_elsewhere, covers_all, deadline, decline, implied, implied_by_day, repeated, zero,
};
use super::phrase::{Around, Phrase};
use super::thresholds::thresholds;
use crate::numbers::begins_number;
use crate::types::{Comparator, Confidence, Due, Kind, Period, Requirement, Span};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Every requirement without a figure has one of these.
static TRIGGERS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = [
        "发生",
        "出现",
        "杜绝",
        "零",
        "遏制",
        "无",
        "降",
        "减",
        "控制",
        "突破",
        "超过",
        "高于",
        "低于",
        "每",
        "按月",
        "按季",
        "逐月",
        "前",
        "到",
        "半年",
        "季度",
        "全部",
        "全覆盖",
        "所有",
        "半",
        "百分百",
        "迟",
    ];
    AhoCorasick::new(words).ok()
});

/// Whether a phrase can hold a requirement at all. Most end here, after one pass.
pub(super) fn may_demand(words: &str) -> bool {
    words.contains(begins_number) || TRIGGERS.as_ref().is_some_and(|triggers| triggers.is_match(words))
}

/// The requirements of one phrase; mostly none or one, two when 分别 pairs values.
pub(super) fn read(phrase: &Phrase<'_>) -> Vec<Requirement> {
    // what ends with 的 says for whom, unless it costs points
    if is_condition(&phrase.bare) && !phrase.around.is_score {
        return Vec::new();
    }
    let found = decline(phrase);
    if !found.is_empty() {
        return found;
    }
    if let Some(found) = zero(phrase) {
        return vec![found];
    }
    let found = thresholds(phrase);
    if !found.is_empty() {
        return found;
    }
    let is_covered = covers_all(phrase).then(|| implied(phrase)).flatten();
    is_covered
        .or_else(|| ceiling_elsewhere(phrase))
        .or_else(|| implied_by_day(phrase))
        .or_else(|| deadline(phrase))
        .or_else(|| repeated(phrase))
        .or_else(|| implied(phrase))
        .into_iter()
        .collect()
}

/// The due day of a cell of its own: 6月底前, 2026年9月30日, 年底.
pub(super) fn due_in(text: &str, cell: Span, year: Option<i32>) -> Option<Due> {
    let words = &text[cell.clone()];
    // such a cell often leaves 前 out
    let found = due(words, year).or_else(|| due(&format!("{words}前"), year))?;
    let recurs = found.recurs == Some(Period::Year);
    (recurs || found.recurs.is_none()).then_some(Due { on: found.on, recurs, text: cell })
}

/// A task without a figure that is to be done by a day.
pub(super) fn done_by(text: &str, quote: Span, due: Due) -> Requirement {
    let phrase = Phrase::new(text, quote.clone(), quote.start, Around::default());
    let draft = phrase.draft(Kind::Deadline, Comparator::Le);
    Requirement { period: None, due: Some(due), confidence: Confidence::Medium, ..draft }
}
