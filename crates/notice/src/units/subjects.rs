//! The subject of a sentence, when it is a unit or a post: 分管负责人每周检查, 管理单位应当, 各社区明确1名.

use super::actors::{class_length, is_actor, is_level, is_post, opens_a_sentence};
use super::unit;
use crate::types::{Role, Span, UnitRef};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// Words at which a subject ends and what it does begins.
const STOPS: &[&str] = &[
    "应当",
    "应",
    "要",
    "须",
    "必须",
    "需",
    "每",
    "至少",
    "对",
    "于",
    "负责",
    "按照",
    "按",
    "将",
    "全年",
    "年内",
    "年底",
    "上半年",
    "开展",
    "召开",
    "完成",
    "制定",
    "制订",
    "报送",
    "上报",
    "明确",
    "配备",
    "设立",
    "参加",
    "带队",
    "陪餐",
    "主持",
    "听取",
    "检查",
    "巡查",
    "研究",
    "深入",
    "进行",
    "履行",
    "发现",
    "受理",
    "接到",
    "收到",
    "签订",
    "成立",
    "组织",
    "原则上",
    "人均",
    "定期",
    "带班",
    "下井",
    "值守",
    "到岗",
    "务必",
    "安排",
    "结合",
    "根据",
    "会同",
    "牵头",
    "投入",
    "三年",
    "班前",
    "查房",
];
/// Words that hold one of those without being it.
const NO_STOPS: &[&str] = &[
    "主要",
    "重要",
    "需要",
    "应急",
    "供应",
    "响应",
    "反应",
    "对口",
    "负责人",
    "负责同志",
    "检查站",
    "检查组",
    "巡查员",
    "组织部",
    "研究所",
    "研究院",
    "安排部署",
    "要求",
    "对象",
    "成员",
    "巡查队",
];
/// Behind such a word, these make it part of a name: 检查率, 组织机构.
const PARTS: &[&str] = &["率", "面", "覆盖", "合格", "机构", "情况", "记录", "档案", "制度", "体系"];
/// A subject is not longer than this.
const LONGEST: usize = 40;

static STOP: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(STOPS.iter().chain(NO_STOPS)).ok()
});

/// The subject that a phrase opens with.
pub(crate) struct Subject {
    pub units: Vec<UnitRef>,
    /// It holds for the pieces after it: a unit that is followed by what it does, and no post.
    pub lasts: bool,
}

/// The units that a phrase opens with; a class of units (各社区) counts whatever follows it.
pub(crate) fn subject_units(text: &str, phrase: Span) -> Option<Subject> {
    let words = &text[phrase.clone()];
    // 请各单位于月底前
    let (phrase, words) = match words.strip_prefix('请') {
        Some(asked) => (phrase.end - asked.len()..phrase.end, asked),
        None => (phrase, words),
    };
    let near: usize = words.chars().take(LONGEST).map(char::len_utf8).sum();
    let words = &words[..near];
    if opens_a_sentence(words) {
        return None;
    }
    let listed = stop(words).and_then(|end| listed(words, end));
    let lasts = listed.as_ref().is_some_and(|spans| spans.iter().all(|span| !is_post(&words[span.clone()])));
    let spans = listed.or_else(|| class_length(words).map(|length| std::iter::once(0..length).collect()))?;
    let place = |span: Span| phrase.start + span.start..phrase.start + span.end;
    let units = spans.into_iter().map(|span| unit(text, place(span), Role::Lead)).collect();
    Some(Subject { units, lasts })
}

/// Where the subject ends: before a verb or a modal, or before a date.
fn stop(words: &str) -> Option<usize> {
    let by_word = STOP.as_ref()?.find_iter(words).find(|hit| {
        let after = &words[hit.end()..];
        hit.start() > 0
            && hit.pattern().as_usize() < STOPS.len()
            && !PARTS.iter().any(|part| after.starts_with(part))
    });
    let date = words
        .find(|c: char| c.is_ascii_digit())
        .filter(|at| words[*at..].trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['月', '年']));
    [by_word.map(|hit| hit.start()), date].into_iter().flatten().min()
}

/// The names before the stop, if each of them is an actor.
fn listed(words: &str, end: usize) -> Option<Vec<Span>> {
    let mut found: Vec<Span> = Vec::new();
    let (mut from, mut depth) = (0, 0_usize);
    for (at, c) in words[..end].char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '和' | '及' | '与' if depth == 0 => {
                found.push(from..at);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(from..end);
    let last = found.len() - 1;
    let is_name = |(n, span): (usize, &Span)| {
        is_actor(&words[span.clone()]) || n < last && is_level(&words[span.clone()])
    };
    found.iter().enumerate().all(is_name).then_some(found)
}
