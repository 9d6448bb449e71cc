//! One piece of a sentence to the requirements it states.

use super::dates::{DueWords, due};
use super::figures::{Figure, figures};
use super::words::{BUILD, COVER, HARM, OCCASIONS, PERIODS, REPEATED, SPANS, ZERO, ZERO_OF};
use crate::types::{Comparator, Confidence, Due, Kind, Period, Requirement, Span};
use aho_corasick::AhoCorasick;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Every requirement without a figure has one of these.
static TRIGGERS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = [
        "发生",
        "杜绝",
        "零",
        "为0",
        "遏制",
        "无",
        "下降",
        "稳中有降",
        "控制",
        "突破",
        "超过",
        "低于",
        "每",
        "次/年",
        "前",
        "到",
        "上半年",
        "全部",
        "全覆盖",
        "所有",
        "半",
        "百分百",
    ];
    AhoCorasick::new(words).ok()
});

/// What the sentence around a piece says of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    /// 扣N分, 得N分: the piece may be a demand, its breach, or points.
    pub is_score: bool,
    /// 罚款, 拘留: nothing in it is a target.
    pub is_penalty: bool,
    /// The year that a day borrows.
    pub year: Option<i32>,
}

/// The requirements of one piece; mostly none or one, two when 分别 pairs values.
pub(super) fn read(text: &str, quote: Span, around: Around) -> Vec<Requirement> {
    let words = &text[quote.clone()];
    let figures = figures(words);
    // most pieces end here, after two passes
    if figures.is_empty() && !TRIGGERS.as_ref().is_some_and(|triggers| triggers.is_match(words)) {
        return Vec::new();
    }
    if around.is_penalty
        || is_past(words)
        || words.contains("奖励")
        || words.contains("补助")
        || words.contains("补贴")
    {
        return Vec::new();
    }
    let due_words = due(words, around.year);
    let blank = blank(words, &quote, due_words.as_ref());
    let figures: Vec<Figure> = figures.into_iter().filter(|f| !f.is_condition && !f.is_per).collect();
    if around.is_score && is_points(words) {
        return breach(words, &figures, blank).into_iter().collect();
    }
    if let Some(found) = decline(words, &figures, &blank) {
        return vec![found];
    }
    let rates: Vec<&Figure> = figures.iter().filter(|f| matches!(f.unit, "%" | "‰")).collect();
    if !rates.is_empty() {
        return ratios(words, &rates, &blank);
    }
    zero(words, &figures, &blank)
        .or_else(|| ceiling(words, &figures, &blank))
        .or_else(|| counted(words, &figures, &blank))
        .or_else(|| deadline(words, due_words, &figures, &blank))
        .or_else(|| repeated(words, &blank))
        .or_else(|| implied(words, &blank))
        .into_iter()
        .collect()
}

/// The due day of a cell of its own: 6月底前, 2026年9月30日, 年底.
pub(super) fn due_in(text: &str, cell: Span, year: Option<i32>) -> Option<Due> {
    let words = &text[cell.clone()];
    // such a cell often leaves 前 out
    let found = due(words, year).or_else(|| due(&format!("{words}前"), year))?;
    Some(Due { on: found.on, recurs: found.recurs, text: cell })
}

/// A task without a figure that is to be done by a day.
pub(super) fn done_by(text: &str, quote: Span, due: Due) -> Requirement {
    let blank = blank(&text[quote.clone()], &quote, None);
    let (kind, comparator) = (Kind::Deadline, Comparator::Le);
    Requirement { kind, comparator, due: Some(due), confidence: Confidence::Medium, ..blank }
}

fn blank(words: &str, quote: &Span, due: Option<&DueWords>) -> Requirement {
    let period = PERIODS.iter().find(|(word, _)| words.contains(word)).map(|(_, period)| *period);
    Requirement {
        clause: None,
        path: String::new(),
        subject: quote.clone(),
        quote: quote.clone(),
        kind: Kind::Zero,
        comparator: Comparator::Eq,
        value: None,
        value_to: None,
        unit: None,
        period: period.or_else(|| SPANS.iter().any(|word| words.contains(word)).then_some(Period::Year)),
        due: due.map(|d| Due {
            on: d.on,
            recurs: d.recurs,
            text: quote.start + d.start..quote.start + d.end,
        }),
        units: Vec::new(),
        soft: ["力争", "遏制", "原则上", "争取"].iter().any(|word| words.contains(word)),
        implicit: false,
        negated: false,
        confidence: Confidence::High,
    }
}

fn with(words: &str, blank: &Requirement, kind: Kind, figure: &Figure) -> Requirement {
    // a rate is named before its figure; what is counted stands behind it, so the whole phrase says it
    let is_named_before = matches!(kind, Kind::Ratio | Kind::Amount | Kind::Ceiling) && figure.start > 0;
    let subject = if is_named_before { named_before(words, figure) } else { 0..words.len() };
    Requirement {
        subject: blank.quote.start + subject.start..blank.quote.start + subject.end,
        kind,
        comparator: figure.comparator.unwrap_or(Comparator::Eq),
        value: Some(figure.value),
        value_to: figure.to,
        unit: Some(figure.unit.to_owned()),
        negated: figure.is_breach,
        ..blank.clone()
    }
}

/// 确保隐患整改率不低于 95% measures 隐患整改率; the whole phrase where nothing would be left.
fn named_before(words: &str, figure: &Figure) -> Span {
    const OPENING: &[&str] = &["确保", "辖区内", "年内", "力争", "在"];
    const CLOSING: &[&str] = &[
        "达到",
        "达",
        "不低于",
        "不得低于",
        "不少于",
        "至少",
        "不超过",
        "控制在",
        "低于",
        "均",
        "分别",
        "在",
        "为",
        "的",
        " ",
    ];
    let (mut start, mut end) = (0, figure.start);
    while let Some(word) = OPENING.iter().find(|word| words[start..end].starts_with(**word)) {
        start += word.len();
    }
    while let Some(word) = CLOSING.iter().find(|word| words[start..end].ends_with(**word)) {
        end -= word.len();
    }
    if words[start..end].chars().take(4).count() < 3 { 0..words.len() } else { start..end }
}

/// A figure reported, not demanded.
fn is_past(words: &str) -> bool {
    [
        "截至",
        "同比增长",
        "共发生",
        "增长了",
        "下降了",
        "达到了",
        "已达",
        "已有",
        "已经",
        "共有",
        "以来",
        "现有",
    ]
    .iter()
    .any(|word| words.contains(word))
}

fn is_points(words: &str) -> bool {
    ["扣", "得分", "加分", "分值", "不计分"].iter().any(|word| words.contains(word))
        || words.contains('分') && ["得", "加", "奖", "记", "计"].iter().any(|word| words.contains(word))
}

/// 整改率低于80%的扣2分 demands 80% and more. 每降低1个百分点扣1分 demands nothing by itself.
fn breach(words: &str, figures: &[Figure], blank: Requirement) -> Option<Requirement> {
    let found =
        figures.iter().find(|f| f.is_breach && f.unit != "个百分点" && !words[..f.start].contains('每'))?;
    let comparator = match found.comparator? {
        Comparator::Lt => Comparator::Ge,
        Comparator::Gt => Comparator::Le,
        other => other,
    };
    let kind = match found.unit {
        "%" | "‰" => Kind::Ratio,
        _ if comparator == Comparator::Le => Kind::Ceiling,
        unit if OCCASIONS.contains(&unit) => Kind::Frequency,
        "万元" | "元" | "亿元" => Kind::Amount,
        _ => Kind::Count,
    };
    Some(Requirement { comparator, negated: true, ..with(words, &blank, kind, found) })
}

fn decline(words: &str, figures: &[Figure], blank: &Requirement) -> Option<Requirement> {
    let at = words.find("下降").or_else(|| words.find("稳中有降")).or_else(|| words.find("零增长"))?;
    if words[at..].starts_with("下降至") || words[at..].starts_with("下降到") {
        return None;
    }
    let period = blank.period.or(Some(Period::Year));
    match figures
        .iter()
        .find(|f| f.start > at && matches!(f.unit, "%" | "个百分点" | "百分点" | "起" | "人" | "‰"))
    {
        Some(figure) => {
            let comparator = figure.comparator.unwrap_or(Comparator::Ge);
            Some(Requirement {
                comparator,
                period,
                negated: false,
                ..with(words, blank, Kind::Decline, figure)
            })
        }
        None => {
            let is_promised = [
                "有所下降",
                "双下降",
                "稳中有降",
                "零增长",
                "持续下降",
                "比上年",
                "较上年",
                "同比下降",
                "下降趋势",
            ];
            is_promised.iter().any(|word| words.contains(word)).then(|| Requirement {
                kind: Kind::Decline,
                comparator: if words.contains("零增长") { Comparator::Le } else { Comparator::Lt },
                period,
                ..blank.clone()
            })
        }
    }
}

fn ratios(words: &str, rates: &[&Figure], blank: &Requirement) -> Vec<Requirement> {
    // 30%的老旧小区 is a share that something is done for; a share of money or points is not
    let is_share_only = |f: &Figure| {
        words[f.end..].starts_with(['的'])
            && ["罚", "奖", "补", "价", "费用", "比例"].iter().any(|word| words[f.end..].contains(word))
    };
    let is_measure = |f: &Figure| {
        f.comparator.is_some()
            || words[..f.start].contains('率')
            || words[f.end..].starts_with("的")
            || f.value == Decimal::ONE_HUNDRED
            || ["完成", "覆盖", "建成", "占", "比例"].iter().any(|word| words.contains(word))
    };
    let mut kept: Vec<&&Figure> = rates.iter().filter(|f| !is_share_only(f) && is_measure(f)).collect();
    if !words.contains("分别") {
        kept.truncate(1);
    }
    let shared = kept.first().and_then(|f| f.comparator);
    kept.iter()
        .map(|figure| {
            let is_ceiling = words.contains("控制在");
            let kind = if is_ceiling { Kind::Ceiling } else { Kind::Ratio };
            let comparator = figure.comparator.or(shared).unwrap_or(Comparator::Eq);
            Requirement { comparator, ..with(words, blank, kind, figure) }
        })
        .collect()
}

fn zero(words: &str, figures: &[Figure], blank: &Requirement) -> Option<Requirement> {
    let zero = Requirement { value: Some(Decimal::ZERO), ..blank.clone() };
    if words.ends_with("的") && !words.contains("目标") {
        return None;
    }
    if ZERO.iter().chain(ZERO_OF).any(|word| words.contains(word)) && !words.contains("源头") {
        return Some(zero);
    }
    let harms = HARM.iter().any(|word| words.contains(word));
    if words.contains("遏制") && (harms || words.contains("发生")) && !words.contains("防范") {
        return Some(zero);
    }
    if harms && words.starts_with('无') && !words.starts_with("无证") && !words.starts_with("无照") {
        return Some(Requirement { confidence: Confidence::Medium, ..zero });
    }
    let is_nought = figures.iter().any(|f| f.value.is_zero() && f.comparator == Some(Comparator::Le));
    is_nought.then_some(zero)
}

fn ceiling(words: &str, figures: &[Figure], blank: &Requirement) -> Option<Requirement> {
    if let Some(figure) =
        figures.iter().find(|f| matches!(f.comparator, Some(Comparator::Le)) && !f.is_breach)
    {
        // 24小时内 says by when and not how many
        let is_time =
            matches!(figure.unit, "小时" | "个小时" | "分钟" | "日" | "天" | "工作日" | "个工作日" | "个月");
        let is_bound = !is_time || words[..figure.start].contains("超过");
        return is_bound.then(|| with(words, blank, Kind::Ceiling, figure));
    }
    let elsewhere = ["控制指标", "控制数", "控制目标"].iter().any(|word| words.contains(word));
    let is_bound = ["不超过", "不突破", "控制在", "低于"].iter().any(|word| words.contains(word));
    (elsewhere && is_bound).then(|| Requirement {
        kind: Kind::Ceiling,
        comparator: Comparator::Le,
        ..blank.clone()
    })
}

fn counted(words: &str, figures: &[Figure], blank: &Requirement) -> Option<Requirement> {
    let is_time = |unit: &str| {
        matches!(
            unit,
            "小时" | "个小时" | "分钟" | "日" | "天" | "工作日" | "个工作日" | "个月" | "米" | "起"
        )
    };
    let recurs = PERIODS.iter().any(|(word, _)| words.contains(word));
    let bound = figures.iter().find(|f| {
        f.comparator.is_some()
            && !f.is_breach
            && (!is_time(f.unit) || f.unit == "小时" && words.contains("训"))
            && f.unit != "分"
    });
    if let Some(figure) = bound {
        let kind = match figure.unit {
            "万元" | "元" | "亿元" => Kind::Amount,
            unit if OCCASIONS.contains(&unit) || recurs => Kind::Frequency,
            _ => Kind::Count,
        };
        return Some(with(words, blank, kind, figure));
    }
    // a bare number promises something only after a verb that makes it
    let bare = figures.iter().find(|f| {
        let is_word = f.is_chinese
            && matches!(
                f.unit,
                "个" | "项"
                    | "起"
                    | "部"
                    | "份"
                    | "节"
                    | "块"
                    | "处"
                    | "期"
                    | "家"
                    | "件"
                    | "条"
                    | "批"
                    | "户"
            );
        !is_word
            && !is_time(f.unit)
            && !matches!(f.unit, "万元" | "元" | "亿元")
            && !f.is_breach
            && !words[..f.start].ends_with("第")
    })?;
    let is_built = BUILD.iter().any(|verb| words[..bare.start].contains(verb));
    let is_occasion = OCCASIONS.contains(&bare.unit);
    if !(is_built || recurs && is_occasion)
        || bare.is_chinese && is_occasion && !recurs && blank.period.is_none()
    {
        return None;
    }
    let kind = if recurs || is_occasion { Kind::Frequency } else { Kind::Count };
    let comparator = if kind == Kind::Frequency { Comparator::Ge } else { Comparator::Eq };
    let comparator = if bare.to.is_some() { Comparator::Between } else { comparator };
    Some(Requirement { comparator, confidence: Confidence::Medium, ..with(words, blank, kind, bare) })
}

fn deadline(
    words: &str,
    due: Option<DueWords>,
    figures: &[Figure],
    blank: &Requirement,
) -> Option<Requirement> {
    let found =
        Requirement { kind: Kind::Deadline, comparator: Comparator::Le, period: None, ..blank.clone() };
    if let Some(due) = due {
        let period = due.recurs.then_some(Period::Year);
        let is_bare = words[..due.start].trim().is_empty() && words[due.end..].trim().is_empty();
        return (!is_bare).then_some(Requirement { period, ..found });
    }
    // 24小时内上报, 印发之日起30日内
    let within =
        figures.iter().find(|f| f.comparator == Some(Comparator::Le) || words[f.end..].starts_with('内'))?;
    let is_time =
        matches!(within.unit, "小时" | "个小时" | "分钟" | "日" | "天" | "工作日" | "个工作日" | "个月");
    is_time.then(|| Requirement {
        value: Some(within.value),
        unit: Some(within.unit.to_owned()),
        confidence: Confidence::Medium,
        ..found
    })
}

/// 每季度召开会议: once in each, by inference.
fn repeated(words: &str, blank: &Requirement) -> Option<Requirement> {
    let (word, _) = PERIODS.iter().find(|(word, _)| words.contains(word))?;
    let at = words.find(word)? + word.len();
    if !REPEATED.iter().any(|verb| words[at..].contains(verb)) || words.contains("宣传月") {
        return None;
    }
    Some(Requirement {
        kind: Kind::Frequency,
        comparator: Comparator::Ge,
        value: Some(Decimal::ONE),
        unit: Some("次".to_owned()),
        confidence: Confidence::Medium,
        ..blank.clone()
    })
}

/// 全部达标, 所有社区…成立: 100% without the number.
fn implied(words: &str, blank: &Requirement) -> Option<Requirement> {
    let all = words
        .find("全部")
        .or_else(|| words.find("全覆盖"))
        .or_else(|| words.starts_with("所有").then_some(0));
    let half = [("一半以上", Comparator::Ge), ("超过一半", Comparator::Gt), ("过半", Comparator::Gt)];
    let half = half
        .iter()
        .find(|(word, _)| words.contains(word))
        .map(|(_, comparator)| (*comparator, Decimal::from(50)));
    let all = all.filter(|at| {
        words[*at..].starts_with("全覆盖") || COVER.iter().any(|verb| words[*at..].contains(verb))
    });
    let hundred = words.contains("百分百");
    let (comparator, value) =
        half.or_else(|| (all.is_some() || hundred).then_some((Comparator::Eq, Decimal::ONE_HUNDRED)))?;
    Some(Requirement {
        kind: Kind::Ratio,
        comparator,
        value: Some(value),
        unit: Some("%".to_owned()),
        implicit: true,
        confidence: Confidence::Medium,
        ..blank.clone()
    })
}
