//! Phrases with a figure: ratios, counts, amounts, frequencies, ceilings, limits of time; and breaches turned round.

use super::compare::Bound;
use super::figures::Figure;
use super::lexicon::List;
use super::measures::Class;
use super::phrase::{Phrase, comparator};
use super::words::BUILD;
use crate::types::{Comparator, Confidence, Kind, Period, Requirement};
use rust_decimal::Decimal;

/// A phrase with more figures than this is no language, and each would quote all of it.
pub(super) const MOST: usize = 8;

/// The requirements that the figures of a phrase make; mostly none or one.
pub(super) fn thresholds(phrase: &Phrase<'_>) -> Vec<Requirement> {
    if phrase.bare.contains("分别") {
        let pair = pair(phrase);
        if pair.len() > 1 {
            return pair;
        }
    }
    let named = phrase.figures.iter().filter(|f| f.is_named_bound && demands(phrase, f));
    let mut found: Vec<Requirement> =
        named.filter_map(|figure| threshold(phrase, figure)).take(MOST).collect();
    if found.is_empty() {
        // 每学期开展一次 before 指导7所学校
        let by_weight = |f: &&Figure<'_>| (f.bound.is_none(), !is_occasion_of_period(phrase, f));
        let mut others: Vec<&Figure<'_>> = phrase.figures.iter().filter(|f| demands(phrase, f)).collect();
        others.sort_by_key(by_weight);
        found.extend(others.into_iter().find_map(|figure| threshold(phrase, figure)));
    }
    found.extend(size_of_what_is_built(phrase, found.len()));
    found
}

fn is_occasion_of_period(phrase: &Phrase<'_>, figure: &Figure<'_>) -> bool {
    figure.class == Class::Occasion && phrase.period.is_some()
}

/// A率、B率分别达到95%和90%: a requirement for each figure of the class that comes last; a bound said once holds for all.
fn pair(phrase: &Phrase<'_>) -> Vec<Requirement> {
    // the points that it costs are no part of the pair
    let mut classes = phrase.figures.iter().rev().map(|figure| figure.class);
    let Some(class) = classes.find(|class| *class != Class::Other) else { return Vec::new() };
    let figures: Vec<&Figure<'_>> = phrase.figures.iter().filter(|f| f.class == class).collect();
    let shared = figures.iter().find_map(|figure| figure.bound);
    let each = figures.into_iter().filter_map(|figure| {
        let bound = figure.bound.or(shared);
        let figure = Figure { bound, ..figure.clone() };
        demands(phrase, &figure).then(|| threshold(phrase, &figure)).flatten()
    });
    each.take(MOST).collect()
}

/// 组建一支五十人以上的队伍: the size of what is built is a demand of its own.
fn size_of_what_is_built(phrase: &Phrase<'_>, found: usize) -> Option<Requirement> {
    let [first, second] = phrase.figures.as_slice() else { return None };
    let is_size = found == 1
        && first.end == second.start
        && second.class == Class::Person
        && second.bound == Some(Bound::AtLeast)
        && phrase.has_before(first.start, List::Build);
    is_size.then(|| phrase.with(Kind::Count, Comparator::Ge, second))
}

/// Whether a figure asks for something, and is no condition, share or attribute.
fn demands(phrase: &Phrase<'_>, figure: &Figure<'_>) -> bool {
    let after = phrase.after(figure);
    let before = phrase.before(figure);
    let is_of = after.starts_with(['的', '者', '时']);
    let falls_short = matches!(figure.bound, Some(Bound::Below | Bound::Short | Bound::Above));
    if matches!(figure.class, Class::Other) {
        return false;
    }
    if is_breach(phrase, figure) {
        return true;
    }
    // 对整改率低于90%的县, 对进度滞后30%以上的市
    let is_selected = before.rfind('对').is_some_and(|at| before[at..].chars().take(3).count() > 2);
    if is_of
        && (falls_short
            || is_selected && phrase.words.ends_with("的")
            || is_selected && figure.class == Class::Rate)
    {
        return false;
    }
    // 三百人以上的单位, 12公里以上的路段; a share of them is asked for: 90%以上的企业参加; so is the size of what is
    // formed: 成立20人以上的突击队
    let is_formed = ["成立", "组成"].iter().chain(BUILD).any(|verb| before.ends_with(verb));
    if is_of && !is_formed && !figure.is_named_bound && figure.class != Class::Rate && figure.bound.is_some()
    {
        return false;
    }
    // 高度24m以上支架, 超载30%以上, 起数上升10%以上的街道: of which size, and how bad
    let is_attribute = !figure.is_named_bound
        && (figure.class == Class::Measure
            && !after.is_empty()
            && ENDS_OF_SIZE.iter().any(|w| before.ends_with(w))
            || figure.class == Class::Rate && WORSE.iter().any(|word| before.ends_with(word)));
    if is_attribute && figure.bound.is_some() {
        return false;
    }
    // 有两个以上产权单位的应当联合开展
    let is_owner = !before.ends_with("至少有")
        && ["有", "具有", "设有", "涉及"].iter().any(|word| before.ends_with(word));
    if is_owner && figure.bound == Some(Bound::AtLeast) && after.contains('的') {
        return false;
    }
    figure.bound != Some(Bound::Short)
}

/// What has a size.
const ENDS_OF_SIZE: &[&str] = &["高度", "深度", "面积", "长度", "宽度", "跨度", "直径", "容积"];
/// What gets worse.
const WORSE: &[&str] = &["超员", "超载", "超限", "超速", "超重", "上升"];

/// What falls short of a figure loses points: the figure itself is asked for. 每低于1个百分点 is a measure of points.
fn is_breach(phrase: &Phrase<'_>, figure: &Figure<'_>) -> bool {
    let near = phrase.before(figure);
    let is_measure = ["每低于", "每少于", "每超过", "每高于", "每不足", "每超", "每少", "每低"]
        .iter()
        .any(|w| near.ends_with(w));
    let is_short = matches!(figure.bound, Some(Bound::Below | Bound::Short | Bound::Above));
    let is_undone = figure.bound == Some(Bound::AtLeast) && starts_undone(phrase.words);
    phrase.around.is_score
        && (is_short && !is_measure || is_undone)
        && !figure.unit.ends_with("百分点")
        && figure.class != Class::Other
        && !phrase.has_before(figure.start, List::Taken)
}

/// 未每月报送2篇以上的扣分.
pub(super) fn starts_undone(words: &str) -> bool {
    ["未", "没有", "没"].iter().any(|word| words.starts_with(word))
}

fn threshold(phrase: &Phrase<'_>, figure: &Figure<'_>) -> Option<Requirement> {
    if is_breach(phrase, figure) {
        return breach(phrase, figure);
    }
    // in a row of points, only what is said plainly is asked for
    if phrase.costs_points() {
        return None;
    }
    let is_none = figure.value.is_zero()
        && matches!(figure.bound, None | Some(Bound::AtMost | Bound::Exactly))
        && figure.class != Class::Time;
    if is_none {
        return Some(phrase.zero());
    }
    let found = match figure.bound {
        None => bare(phrase, figure)?,
        Some(bound) => bounded(phrase, figure, bound)?,
    };
    Some(found)
}

/// 整改率低于80%的扣2分 demands 80% and more; 流失率超过10%扣1分 no more than that.
fn breach(phrase: &Phrase<'_>, figure: &Figure<'_>) -> Option<Requirement> {
    let bound = if figure.bound == Some(Bound::Above) { Bound::AtMost } else { Bound::AtLeast };
    let turned = Figure { bound: Some(bound), ..figure.clone() };
    let mut found = bounded(phrase, &turned, bound)?;
    found.negated = true;
    // the quote ends before what it costs
    let cut = phrase.after(figure).find(['扣', '的', '不']).map_or(phrase.words.len(), |at| figure.end + at);
    found.quote.end -= phrase.words.len() - cut;
    found.subject.end = found.subject.end.min(found.quote.end);
    Some(found)
}

/// A figure that a word compares.
fn bounded(phrase: &Phrase<'_>, figure: &Figure<'_>, bound: Bound) -> Option<Requirement> {
    let comparator = comparator(Some(bound));
    let is_kept = bound == Bound::About && phrase.before(figure).ends_with("控制在");
    let is_limit = is_kept || matches!(bound, Bound::AtMost | Bound::Below);
    let kind = match figure.class {
        Class::Time => return time(phrase, figure, bound),
        Class::Nothing if is_limit => Kind::Ceiling,
        Class::Nothing | Class::Other => return None,
        _ if is_limit => Kind::Ceiling,
        class => kind(phrase, class),
    };
    // 率为95%
    let comparator = if bound == Bound::Exactly { Comparator::Eq } else { comparator };
    if bound == Bound::Exactly && figure.class != Class::Rate && !phrase.around.is_value {
        return bare(phrase, figure);
    }
    Some(phrase.with(kind, comparator, figure))
}

/// The kind of a figure that is asked for.
fn kind(phrase: &Phrase<'_>, class: Class) -> Kind {
    match class {
        Class::Rate => Kind::Ratio,
        Class::Money | Class::Measure | Class::Time => Kind::Amount,
        Class::Occasion => Kind::Frequency,
        // 每周刊播3条 counts acts; 每年新建2座 and 每班4人 count things
        Class::Thing if phrase.recurs() && !phrase.has(List::Build) => Kind::Frequency,
        Class::Thing | Class::Person | Class::Nothing | Class::Other => Kind::Count,
    }
}

/// Times: 30分钟内到场 is a limit of time, 不超过15分钟 a ceiling, 保存不少于3年 an amount, 每月训练不少于半天 a frequency.
fn time(phrase: &Phrase<'_>, figure: &Figure<'_>, bound: Bound) -> Option<Requirement> {
    let is_duration = phrase.has_before(figure.start, List::Duration);
    let is_latest = ["最迟", "最晚"].iter().any(|word| phrase.before(figure).contains(word));
    match bound {
        Bound::AtMost if is_latest => within(phrase, figure),
        Bound::AtMost | Bound::Below if is_duration || !figure.is_within => {
            Some(phrase.with(Kind::Ceiling, comparator(Some(bound)), figure))
        }
        Bound::AtMost => within(phrase, figure),
        // 每次运行不少于15分钟 is kept, 上路劝导不少于4小时 each market day is done
        Bound::AtLeast if figure.is_named_bound || phrase.has(List::Lasting) => {
            // 全年学习时长不低于24小时 is done over the year
            let is_spread = phrase.period.is_some()
                && ["培训", "学习", "训练"].iter().any(|word| phrase.before(figure).contains(word));
            let kind = if phrase.recurs() || is_spread { Kind::Frequency } else { Kind::Amount };
            Some(phrase.with(kind, Comparator::Ge, figure))
        }
        _ => None,
    }
}

/// 接警后30分钟内到达: done within a time. 开学前一周内 counts back from a day nobody knows yet, so it has no value.
pub(super) fn within(phrase: &Phrase<'_>, figure: &Figure<'_>) -> Option<Requirement> {
    let is_alone = phrase.after(figure).is_empty() && phrase.before(figure).chars().count() < 2;
    if is_alone && !phrase.around.is_value {
        return None;
    }
    let draft = phrase.with(Kind::Deadline, Comparator::Le, figure);
    let is_before_event = phrase.before(figure).ends_with('前');
    if is_before_event {
        return Some(Requirement { value: None, unit: None, ..draft });
    }
    Some(Requirement { period: None, confidence: Confidence::Medium, ..draft })
}

/// A figure with no word of comparison promises something only after a verb that makes it, or in a rate.
fn bare(phrase: &Phrase<'_>, figure: &Figure<'_>) -> Option<Requirement> {
    let is_asked = phrase.around.is_value
        || match figure.class {
            Class::Rate => is_measured_rate(phrase, figure) || is_rest_of_rate(phrase, figure),
            Class::Occasion => is_asked_act(phrase, figure),
            Class::Thing | Class::Person => {
                is_made(phrase, figure)
                    || is_of_each(phrase, figure)
                    || phrase.recurs() && phrase.has(List::Act) && !is_group(phrase, figure)
            }
            Class::Money | Class::Measure => is_made(phrase, figure),
            Class::Time => {
                let is_after = phrase.before(figure).ends_with(['后', '起']);
                return if figure.is_within || is_after { within(phrase, figure) } else { None };
            }
            Class::Nothing | Class::Other => false,
        };
    if !is_asked {
        return None;
    }
    let kind = kind(phrase, figure.class);
    // 投资增长8% is met by more
    let grows =
        figure.class == Class::Rate && GROWTH.iter().any(|word| phrase.before(figure).ends_with(word));
    let comparator = if grows { Comparator::Ge } else { Comparator::Eq };
    let found = phrase.with(kind, comparator, figure);
    let over_a_year = (grows && phrase.bare.contains("同比")).then_some(Period::Year);
    Some(Requirement { confidence: Confidence::Medium, period: found.period.or(over_a_year), ..found })
}

/// How a figure of growth is introduced.
const GROWTH: &[&str] = &["增长", "增幅", "增速"];

/// 指导7所学校每学期开展一次: the figure says who, not how often.
fn is_group(phrase: &Phrase<'_>, figure: &Figure<'_>) -> bool {
    phrase.figures.iter().any(|other| other.class == Class::Occasion && other.start != figure.start)
}

/// 合格率100%, 30%的老旧小区完成治理, 100%建立, 按收入的1.5%提取.
fn is_measured_rate(phrase: &Phrase<'_>, figure: &Figure<'_>) -> bool {
    let before = super::figures::tail(phrase.before(figure), 16);
    let after = phrase.after(figure);
    // 85分以上兑付100%: what a score brings
    if before.contains("分以上") || before.contains("分以下") {
        return false;
    }
    before.contains(['率', '度', '面', '比'])
        || figure.value == Decimal::ONE_HUNDRED
        || ["完成", "覆盖", "检测", "检查", "抽查", "改造", "增长", "检验", "评定"]
            .iter()
            .any(|w| before.contains(w))
        || after.starts_with('的') && phrase.has(List::Cover)
        || ["提取", "计提", "列支", "安排"].iter().any(|word| after.contains(word))
}

/// 农村90% behind 管理率城区95%: only where it is measured.
fn is_rest_of_rate(phrase: &Phrase<'_>, figure: &Figure<'_>) -> bool {
    let is_short = (2..=6).contains(&phrase.words[..figure.start].chars().take(7).count());
    phrase.around.is_rate && is_short && phrase.after(figure).is_empty()
}

/// 全年拉练两次, 每周一次, 召开一次; 参加一次活动积五分 is none.
fn is_asked_act(phrase: &Phrase<'_>, figure: &Figure<'_>) -> bool {
    let is_act = phrase.has_before(figure.start, List::Act) || phrase.has_before(figure.start, List::Build);
    phrase.recurs()
        || phrase.around.is_built
        || is_act && !["参加", "连续"].iter().any(|word| phrase.before(figure).contains(word))
}

/// 值班员每社区2名: so many persons for each place.
fn is_of_each(phrase: &Phrase<'_>, figure: &Figure<'_>) -> bool {
    const PLACES: &[&str] = &["每村", "每社区", "每站", "每镇", "每乡镇", "每校", "每所", "每队", "每点"];
    figure.class == Class::Person && PLACES.iter().any(|place| phrase.before(figure).ends_with(place))
}

/// 新建1座, 储备编织袋5000条. Small Chinese numbers before general words promise nothing: 建立四个清单, 完善三项制度.
fn is_made(phrase: &Phrase<'_>, figure: &Figure<'_>) -> bool {
    const GENERAL: &[&str] = &["个", "项", "套", "批", "张", "本", "条", "部", "份", "块", "件", "期", "起"];
    let is_saying = figure.is_chinese && GENERAL.contains(&figure.unit) && figure.value < Decimal::TEN;
    // 未完成的19项问题: they are there already
    let is_there = phrase.before(figure).ends_with('的')
        || phrase.has(List::Falling)
        // nor does one make those who gain by it
        || ["惠及", "受益", "受惠"].iter().any(|word| phrase.before(figure).contains(word));
    !is_saying && !is_there && (phrase.around.is_built || phrase.has_before(figure.start, List::Build))
}
