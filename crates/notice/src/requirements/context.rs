//! What a sentence and its segments say of the pieces in them: a report, a score, a benefit, a definition, a condition.

use super::lexicon::{List, Said};
use super::pieces::outside;
use std::borrow::Cow;

/// Reported, not demanded.
pub(super) const REPORTED: &[&str] = &[
    "截至",
    "共发生",
    "增长了",
    "下降了",
    "减少了",
    "达到了",
    "已达",
    "已有",
    "已经",
    "共有",
    "以来",
    "去年共",
    "过去一年",
    "过去的一年",
    "共接报",
    "共受理",
    "共排查",
    "共检查",
    "共整改",
    "共开展",
    "共查处",
    "共完成",
    "共组织",
    "共签订",
    "共培训",
    "共投入",
    "累计检查",
    "累计排查",
    "累计查处",
    "累计整改",
    "已累计",
    "上年同期为",
    "去年同期为",
    "目前",
    "据统计",
    "已销号",
    "已完成",
    "已整改",
    "已建成",
    "尚有",
    "仍有",
    "率仅",
    "由去年",
    "从去年",
];
/// A demand in a sentence that began as a report.
pub(super) const DEMANDED: &[&str] =
    &["确保", "力争", "必须", "要达到", "应达到", "务必", "今年要", "今年力争", "请各", "请于", "请你"];
/// The sentence explains a word, or how something is divided.
pub(super) const EXPLAINED: &[&str] =
    &["是指", "所称", "划分为", "下设", "分设", "一式", "由以下", "有效期自", "兑换", "积分", "参照"];
/// Money or favors given, and prices.
pub(super) const GIVEN: &[&str] = &[
    "奖励",
    "奖金",
    "补贴",
    "补助",
    "减免",
    "优惠",
    "抵押金",
    "扣发",
    "返还",
    "下浮",
    "贴息",
    "报销",
    "奖补",
    "酬金",
    "赔付",
    "赔偿",
    "保费",
    "收费标准",
    "费率",
    "计酬",
    "兑现",
];
/// Rates that are prices.
pub(super) const PRICES: &[&str] = &["费率", "利率", "税率", "汇率"];
pub(super) const PUNISHED: &[&str] = &["罚款", "处以", "有期徒刑", "拘留", "没收", "吊销", "责令"];
/// What a share of these is weighs, and asks nothing.
pub(super) const WEIGHED: &[&str] =
    &["权重", "绩效", "总分", "分值", "折算", "年度考核的", "考核得分", "考核成绩", "考核总", "考评的"];
/// Allowed, not demanded.
pub(super) const ALLOWED: &[&str] =
    &["方可", "方能", "才可", "才能", "可享受", "可以", "可给予", "可按", "可申请", "不予兑现", "不予"];
/// Points that are taken away, so that what stands before is a breach.
pub(super) const TAKEN: &[&str] = &["扣", "不得分", "不计分", "不给分", "得0分", "计0分"];

/// Words of points that are given or counted.
pub(super) const POINTS: &[&str] =
    &["得分", "加分", "分值", "记分", "计分", "满分", "加扣", "积五分", "积分"];

/// The running state of a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Story {
    is_reported: bool,
    is_explained: bool,
}

/// What a segment says of its pieces.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mood {
    /// Points are taken away in it.
    pub is_score: bool,
    is_punished: bool,
    is_given: bool,
}

/// A phrase without what stands in brackets and quotations.
pub(super) fn bare(words: &str) -> Cow<'_, str> {
    if words.contains(['（', '(', '《', '“', '）', ')', '》', '”']) {
        return Cow::Owned(outside(words).map(|(_, c)| c).collect());
    }
    Cow::Borrowed(words)
}

impl Story {
    /// A sentence that opens with a year before the paper's own reports it.
    pub(super) fn begin(sentence: &str, year: Option<i32>) -> Self {
        Self { is_reported: opens_past(sentence, year), is_explained: false }
    }

    /// Hears the next piece, and says whether it can hold a demand.
    pub(super) fn hear(&mut self, piece: &str, said: &Said, year: Option<i32>) -> bool {
        if said.has(List::Demanded) {
            self.is_reported = false;
        }
        self.is_reported |= said.has(List::Reported) || opens_past(piece, year);
        let is_named = piece.starts_with('指') && !piece.starts_with("指导");
        self.is_explained |= said.has(List::Explained) || is_named;
        !self.is_reported && !self.is_explained
    }
}

/// 2024年… in a paper of 2025, 去年….
fn opens_past(words: &str, year: Option<i32>) -> bool {
    let opening = words.trim_start_matches(['“', '（', '(']);
    let digits = opening.get(..4).and_then(|digits| digits.parse::<i32>().ok());
    let is_year = opening.get(4..).is_some_and(|rest| rest.starts_with(['年', '—', '－', '-', '–']));
    let is_before = digits.zip(year).is_some_and(|(named, own)| is_year && named < own);
    let is_last_year = ["去年", "上年度", "上一年度", "前三季度", "上半年，", "1至", "1－", "1-"]
        .iter()
        .any(|word| opening.starts_with(word));
    is_before || is_last_year
}

impl Mood {
    /// Gathers it from the pieces of the segment.
    pub(super) fn of<'p>(pieces: impl Iterator<Item = (&'p str, &'p Said)>) -> Self {
        let (mut takes, mut has_points, mut mood) = (false, false, Self::default());
        for (words, said) in pieces {
            takes |= said.has(List::Taken);
            has_points |= words.contains('分');
            mood.is_punished |= said.has(List::Punished);
        }
        Self { is_score: takes && has_points, ..mood }
    }

    /// Hears the next piece, and says whether it can hold a demand. A benefit goes on to the end of its segment:
    /// 补贴一半费用，每户不超过150元.
    pub(super) fn hear(&mut self, piece: &str, said: &Said) -> bool {
        let is_rate = || piece.contains('率') && !said.has(List::Prices);
        let is_gift = || !is_rate() && !is_wage(piece) && !piece.contains("控制在");
        self.is_given |= said.has(List::Given) && is_gift();
        let is_weighed = said.has(List::Weighed) && piece.contains(['占', '按', '权', '折', '计']);
        !self.is_punished && !self.is_given && !is_weighed && !said.has(List::Allowed)
    }
}

/// 网格员补贴每月不少于450元: what a post is paid is asked for.
fn is_wage(piece: &str) -> bool {
    ["补贴", "补助"].iter().any(|word| {
        piece.split_once(word).is_some_and(|(_, rest)| {
            let rest = rest.strip_prefix("标准").unwrap_or(rest);
            rest.strip_prefix("每人").unwrap_or(rest).starts_with('每') && rest.contains(['月', '年'])
        })
    })
}

/// The piece itself takes or gives points.
pub(super) fn gives_points(said: &Said) -> bool {
    said.has(List::Taken) || said.has(List::Points)
}

/// 建筑面积超过10万平方米的，…: for whom or when something holds, not what is asked.
pub(super) fn is_condition(piece: &str) -> bool {
    let piece = piece.trim_end_matches([' ', '）', ')', '”']);
    piece.ends_with('的')
        || piece.starts_with('凡') && !piece.contains(['应', '须', '要'])
        || is_measure_against(piece)
        || piece.ends_with("的单位")
        || piece.ends_with("情形之一")
        || piece.ends_with("情况下")
}

/// 对弄虚作假的予以通报, 屡查屡犯的一律从重处理: what is done to those who fall short.
fn is_measure_against(piece: &str) -> bool {
    let place = ["的予以", "的一律", "的从严"].iter().find_map(|word| piece.find(word));
    place.is_some_and(|at| MEASURES.iter().any(|measure| piece[at..].contains(measure)))
}

const MEASURES: &[&str] =
    &["处罚", "处理", "摘牌", "通报", "约谈", "取消", "问责", "追责", "从严", "从重", "警告"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_goes_on_until_something_is_demanded() {
        let hear = |story: &mut Story, piece: &str| story.hear(piece, &Said::of(piece), Some(2026));
        let mut story = Story::begin("2025年整改率92%，今年要达到95%", Some(2026));
        assert!(!hear(&mut story, "2025年整改率92%"));
        assert!(!hear(&mut story, "占比60%"));
        assert!(hear(&mut story, "今年要达到95%"));
        assert!(hear(&mut Story::begin("2026年整改率达95%", Some(2026)), "2026年整改率达95%"));
    }

    #[test]
    fn a_benefit_goes_on_to_the_end_of_its_segment() {
        let hear = |mood: &mut Mood, piece: &str| mood.hear(piece, &Said::of(piece));
        let mut mood = Mood::default();
        assert!(!hear(&mut mood, "由镇财政补贴一半费用"));
        assert!(!hear(&mut mood, "每户不超过150元"));
        assert!(hear(&mut Mood::default(), "补贴兑现率100%"));
    }
}
