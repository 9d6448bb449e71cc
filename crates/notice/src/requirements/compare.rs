//! Words that say how a figure is compared with its threshold: 不低于, 控制在, 以上, 左右.

use super::measures::Class;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What the words around a figure say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// 不少于, 达到, N以上.
    AtLeast,
    /// 不超过, 控制在, N以内.
    AtMost,
    /// 低于 N: a ceiling, or a breach that is turned round.
    Below,
    /// 不足 N, 未达到 N: a state or a breach, never a demand by itself.
    Short,
    /// 超过 N: more than that, or a breach.
    Above,
    /// 约 N, N左右.
    About,
    /// 为 N.
    Exactly,
    /// N－M.
    Between,
}

/// Words right before a number. The longest that fits is taken, so that 不低于 is not 低于.
const BEFORE: &[(Bound, &[&str])] = &[
    (
        Bound::AtLeast,
        &[
            "不低于",
            "不得低于",
            "不能低于",
            "不应低于",
            "不少于",
            "不得少于",
            "不应少于",
            "不能少于",
            "不小于",
            "不得小于",
            "不应小于",
            "不宜小于",
            "不短于",
            "不得短于",
            "大于等于",
            "大于或等于",
            "至少",
            "至少有",
            "最少",
            "起码",
            "≥",
            "⩾",
            ">=",
            "达到",
            "达",
            "达成",
            "提高到",
            "提高至",
            "提升到",
            "提升至",
            "增加到",
            "增加至",
            "增至",
            "升至",
            "扩大到",
            "保持在",
            "稳定在",
            "维持在",
            "不下于",
            "不窄于",
            "不薄于",
            "不浅于",
            "不轻于",
            "不早于",
            "不弱于",
        ],
    ),
    (
        Bound::AtMost,
        &[
            "不超过",
            "不得超过",
            "不能超过",
            "不应超过",
            "不超出",
            "不得超出",
            "不高于",
            "不得高于",
            "不应高于",
            "不多于",
            "不得多于",
            "不大于",
            "不得大于",
            "不应大于",
            "不宜大于",
            "不宜超过",
            "不宜高于",
            "不宜多于",
            "小于等于",
            "小于或等于",
            "≤",
            "⩽",
            "<=",
            "控制在",
            "控制到",
            "控制至",
            "控制为",
            "限制在",
            "严控在",
            "压降至",
            "压降到",
            "压减到",
            "压减至",
            "压缩到",
            "压缩至",
            "缩短到",
            "缩短至",
            "缩短为",
            "降至",
            "降到",
            "降为",
            "降低到",
            "降低至",
            "下降到",
            "下降至",
            "减少到",
            "减少至",
            "不突破",
            "不得突破",
            "最多",
            "至多",
            "不长于",
            "不宽于",
            "不深于",
            "不重于",
            "不慢于",
            "不晚于",
            "不迟于",
            "不超",
            "不得超",
        ],
    ),
    (Bound::Below, &["低于", "少于", "小于", "<", "＜", "短于"]),
    (
        Bound::Short,
        &["不足", "不到", "未达到", "未达", "没有达到", "达不到", "未满", "不满", "低到", "每低", "每少"],
    ),
    (Bound::Above, &["超过", "高于", "大于", "多于", "突破", "超出", "超", ">", "＞"]),
    (Bound::About, &["约", "大约", "约为", "大致为"]),
    (Bound::Exactly, &["为", "=", "＝"]),
];

const OVER: &[&str] = &["(含)以上", "（含）以上", "(含)及以上", "（含）及以上", "及以上", "或以上", "以上"];
const UNDER: &[&str] =
    &["(含)以下", "（含）以下", "(含)以内", "（含）以内", "及以下", "或以下", "以下", "以内", "之内"];
const ABOUT: &[&str] = &["左右", "上下"];
/// Words that reach over what stands between them and the number: 至少每季度召开一次, 不少于每人2次.
const FAR_AT_LEAST: &[&str] = &["至少", "不少于", "不得少于", "不低于", "不得低于"];
/// The same before a rate of something: 不得超过中庭面积的30%, 不足编配数90%.
const FAR_OF_RATE: &[(Bound, &[&str])] = &[
    (Bound::AtMost, &["不超过", "不得超过", "不高于", "不大于", "不得大于", "控制在"]),
    (Bound::Short, &["不足", "未达到", "不到"]),
    (Bound::Below, &["低于", "少于"]),
    (Bound::Above, &["超过", "高于"]),
];

/// The words before a number by their last character, the longest first.
static BY_END: LazyLock<HashMap<char, Vec<(Bound, &str)>>> = LazyLock::new(|| {
    let mut found: HashMap<char, Vec<(Bound, &str)>> = HashMap::new();
    for (bound, word) in
        BEFORE.iter().flat_map(|(bound, words)| words.iter().map(move |word| (*bound, *word)))
    {
        if let Some(last) = word.chars().next_back() {
            found.entry(last).or_default().push((bound, word));
        }
    }
    found.values_mut().for_each(|words| words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len())));
    found
});

/// The bound that stands right before a number, and how long its word is.
pub(super) fn before(words: &str) -> Option<(Bound, usize)> {
    let bare = words.trim_end_matches([' ', '\u{3000}', '“', '：', ':', '\t']);
    let candidates = BY_END.get(&bare.chars().next_back()?)?;
    let (bound, word) = candidates.iter().find(|(_, word)| bare.ends_with(word))?;
    Some((*bound, word.len() + words.len() - bare.len()))
}

/// A bound that stands farther before a number.
pub(super) fn far_before(words: &str, class: Class) -> Option<Bound> {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if has(FAR_AT_LEAST) {
        return Some(Bound::AtLeast);
    }
    let near = crate::requirements::tail(words, 14);
    let of_rate = FAR_OF_RATE.iter().find(|(_, list)| list.iter().any(|word| near.contains(word)));
    of_rate.filter(|_| class == Class::Rate).map(|(bound, _)| *bound)
}

/// The bound that stands behind a unit, and how long its word is.
pub(super) fn after(words: &str) -> Option<(Bound, usize)> {
    [(Bound::AtLeast, OVER), (Bound::AtMost, UNDER), (Bound::About, ABOUT)].into_iter().find_map(
        |(bound, list)| {
            let word = list.iter().find(|word| words.starts_with(**word))?;
            Some((bound, word.len()))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_before_a_number_is_taken() {
        for (words, bound) in [
            ("整改率不低于", Bound::AtLeast),
            ("整改率低于", Bound::Below),
            ("比例未达到", Bound::Short),
            ("比例达到 ", Bound::AtLeast),
            ("时间不得超过", Bound::AtMost),
            ("误报率降至", Bound::AtMost),
            ("增幅超过", Bound::Above),
        ] {
            assert_eq!(before(words).map(|(bound, _)| bound), Some(bound), "{words}");
        }
        assert_eq!(before("整改率"), None);
    }

    #[test]
    fn a_word_may_reach_over_what_stands_between() {
        assert_eq!(far_before("至少每季度召开", Class::Occasion), Some(Bound::AtLeast));
        assert_eq!(far_before("不得超过中庭面积的", Class::Rate), Some(Bound::AtMost));
        assert_eq!(far_before("不得超过每人", Class::Occasion), None);
    }
}
