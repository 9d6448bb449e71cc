//! Phrases whose demand is in words: none at all, less than before, a ceiling in another paper, a day, once in each
//! period, all of them.

use super::compare::Bound;
use super::figures::Figure;
use super::lexicon::List;
use super::measures::Class;
use super::phrase::{Phrase, comparator};
use super::thresholds::{MOST, starts_undone};
use super::words::{COVER, FALLS, NO_WORDS};
use crate::types::{Comparator, Confidence, Kind, Period, Requirement};
use rust_decimal::Decimal;

/// 不发生, 杜绝, 零死亡, 无…事故, 遏制较大事故.
pub(super) fn zero(phrase: &Phrase<'_>) -> Option<Requirement> {
    let is_ratio = phrase.figures.iter().any(|figure| figure.class == Class::Rate && !figure.value.is_zero());
    if is_ratio || phrase.costs_points() || phrase.has(List::NotZero) {
        return None;
    }
    // a quotation may carry it: 实现“零死亡”
    if phrase.says(List::Zero) && !phrase.words.contains("零死亡率") {
        return Some(phrase.zero());
    }
    let curbs = phrase.bare.contains("遏制") && phrase.says(List::Grave) && !phrase.bare.contains("有效防范");
    let absences = if phrase.bare.contains('无') { absences(&phrase.bare) } else { 0 };
    let is_absent = absences > 1 || (absences == 1 || happens_not(&phrase.bare)) && phrase.has(List::Harm);
    if curbs || is_absent && !phrase.bare.contains("率") {
        let confidence = if curbs { Confidence::High } else { Confidence::Medium };
        return Some(Requirement { confidence, ..phrase.zero() });
    }
    None
}

/// 幼儿园无食物中毒事件发生.
fn happens_not(bare: &str) -> bool {
    bare.ends_with("发生")
        && bare.rfind('无').is_some_and(|at| !NO_WORDS.iter().any(|w| bare[at..].starts_with(w)))
}

/// How many items of a list open with 无: 无事故、无伤亡. 无证 and its like are other words.
fn absences(bare: &str) -> usize {
    const OPENING: &[&str] = &[
        "全年",
        "确保",
        "实现",
        "做到",
        "全校",
        "辖区",
        "辖区内",
        "年内",
        "保持",
        "要",
        "境内",
        "镇内",
        "村内",
        "乡内",
        "县内",
        "区内",
        "院内",
        "校内",
        "厂内",
        "场内",
    ];
    let is_absence = |item: &&str| {
        let item = item.trim_start();
        let item = OPENING.iter().fold(item, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        item.starts_with('无') && !NO_WORDS.iter().any(|word| item.starts_with(word))
    };
    bare.split('、').filter(is_absence).count()
}

/// 同比下降10%以上, 下降幅度不低于5%, 力争有所下降, 双下降.
pub(super) fn decline(phrase: &Phrase<'_>) -> Vec<Requirement> {
    if phrase.costs_points() {
        return Vec::new();
    }
    if !phrase.says(List::Falls) && !phrase.says(List::Falling) {
        return Vec::new();
    }
    let at = FALLS.iter().filter_map(|verb| phrase.bare.find(verb).and(phrase.words.find(verb))).min();
    let period = phrase.period.and_then(|p| p.period).or(phrase.due.is_none().then_some(Period::Year));
    let is_to = |at: usize| {
        let after = &phrase.words[at..];
        FALLS
            .iter()
            .find_map(|verb| after.strip_prefix(*verb))
            .is_some_and(|rest| rest.starts_with(['至', '到', '为']))
    };
    if let Some(at) = at.filter(|at| !is_to(*at)) {
        let fits =
            |f: &&Figure<'_>| f.start > at && matches!(f.class, Class::Rate | Class::Thing | Class::Person);
        let figures: Vec<&Figure<'_>> = phrase.figures.iter().filter(fits).collect();
        let shared = figures.iter().find_map(|figure| figure.bound);
        let count = if phrase.bare.contains("分别") { MOST } else { 1 };
        let found: Vec<Requirement> = figures
            .into_iter()
            .take(count)
            .map(|figure| {
                let comparator = match figure.bound.or(shared) {
                    None | Some(Bound::Exactly) => Comparator::Ge,
                    bound => comparator(bound),
                };
                Requirement { period, ..phrase.with(Kind::Decline, comparator, figure) }
            })
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    let falls = phrase.says(List::Falling)
        || phrase.bare.contains("下降") && phrase.has(List::Against) && phrase.figures.is_empty();
    let is_to = at.is_some_and(is_to);
    if !falls || is_to {
        return Vec::new();
    }
    let comparator = if phrase.words.contains("零增长") { Comparator::Le } else { Comparator::Lt };
    vec![Requirement { period, ..phrase.draft(Kind::Decline, comparator) }]
}

/// 不超过上级下达的控制指标, 控制在上年平均数以内: the number stands elsewhere.
pub(super) fn ceiling_elsewhere(phrase: &Phrase<'_>) -> Option<Requirement> {
    let is_bound = phrase.has(List::Limits);
    if !is_bound || !phrase.has(List::Elsewhere) || phrase.costs_points() {
        return None;
    }
    let is_below = phrase.bare.contains("低于") && !phrase.bare.contains("不低于");
    let comparator = if is_below { Comparator::Lt } else { Comparator::Le };
    let is_of_last_year = ["上年", "去年", "前三年"].iter().any(|word| phrase.bare.contains(word));
    let period = phrase.period.and_then(|p| p.period).or(is_of_last_year.then_some(Period::Year));
    Some(Requirement { period, ..phrase.draft(Kind::Ceiling, comparator) })
}

/// 6月底前完成, 每月25日前报送; 到2028年 only with a word of completion.
pub(super) fn deadline(phrase: &Phrase<'_>) -> Option<Requirement> {
    let due = phrase.due?;
    let is_bare = phrase.words[..due.start].trim().is_empty() && phrase.words[due.end..].trim().is_empty();
    let is_finished = !due.is_by_year || phrase.has(List::Finish) && !phrase.bare.contains("基本");
    let is_undone = phrase.around.is_score && starts_undone(phrase.words);
    if is_bare || !is_finished || is_undone || phrase.costs_points() {
        return None;
    }
    let draft = phrase.draft(Kind::Deadline, Comparator::Le);
    Some(Requirement { period: due.recurs, ..draft })
}

/// 每季度召开会议, 每日防火巡查: once in each, by inference. 未按季度发布的扣分 says it by its breach.
pub(super) fn repeated(phrase: &Phrase<'_>) -> Option<Requirement> {
    let period = phrase.period.filter(|period| period.recurs && period.period.is_some())?;
    let is_undone = starts_undone(phrase.words);
    let is_asked = if phrase.costs_points() { phrase.around.is_score && is_undone } else { !is_undone };
    let is_other = ["宣传月", "宣传周", "宣传日", "不得"].iter().any(|word| phrase.bare.contains(word));
    // 每日24小时值班 is a state
    let is_bound =
        phrase.figures.is_empty() && (phrase.bare.contains("应当") || phrase.bare.contains("必须"));
    let is_act = phrase.says(List::Repeated) || is_bound;
    if !is_asked || is_other || !is_act {
        return None;
    }
    let cut =
        if is_undone { phrase.words.find('的').unwrap_or(phrase.words.len()) } else { phrase.words.len() };
    let mut found = phrase.draft(Kind::Frequency, Comparator::Eq);
    found.quote.end -= phrase.words.len() - cut.max(period.end);
    found.subject = found.quote.clone();
    Some(Requirement {
        value: Some(Decimal::ONE),
        unit: Some("次".to_owned()),
        implicit: true,
        negated: is_undone,
        confidence: Confidence::Medium,
        ..found
    })
}

/// 全部达标, 所有社区成立, 监控全覆盖, 一半以上: a share without its number.
pub(super) fn implied(phrase: &Phrase<'_>) -> Option<Requirement> {
    if phrase.costs_points() || phrase.bare.contains("基本") {
        return None;
    }
    let half = [("一半以上", Comparator::Ge), ("超过一半", Comparator::Gt), ("半数以上", Comparator::Ge)];
    let half = half.iter().find(|(word, _)| phrase.bare.contains(word)).map(|(_, c)| (*c, Decimal::from(50)));
    let (comparator, value) =
        half.or_else(|| claims_all(phrase).then_some((Comparator::Eq, Decimal::ONE_HUNDRED)))?;
    Some(Requirement {
        value: Some(value),
        unit: Some("%".to_owned()),
        implicit: true,
        confidence: Confidence::Medium,
        ..phrase.draft(Kind::Ratio, comparator)
    })
}

/// 2027年6月底前所有社区建成, 年底前全部达标: a share by a day; 全部更新完毕 is only the day.
pub(super) fn implied_by_day(phrase: &Phrase<'_>) -> Option<Requirement> {
    let due = phrase.due.filter(|due| due.recurs.is_none())?;
    let rest = phrase.words[due.end..].trim_start_matches(['，', ',', ' ']);
    let is_all = rest.starts_with("所有") || rest.starts_with("全部") && !phrase.has(List::Finish);
    let is_done = COVER.iter().any(|verb| rest.contains(verb));
    (is_all && is_done).then(|| implied(phrase)).flatten()
}

/// 全覆盖 says it alone; 全部 and 所有 need what is done.
fn claims_all(phrase: &Phrase<'_>) -> bool {
    if covers_all(phrase) {
        return true;
    }
    let bare: &str = &phrase.bare;
    let bare = phrase.due.and_then(|due| bare.strip_prefix(&phrase.words[..due.end])).unwrap_or(bare);
    let after_all = bare.find("全部").map(|at| &bare[at..]);
    let opening = ["确保", "对", "督促", "推动", "实现"];
    let main = opening.iter().fold(bare, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let is_done = |rest: &str| COVER.iter().any(|verb| rest.contains(verb));
    after_all.is_some_and(is_done)
        || bare.contains("覆盖全部")
        || bare.contains("覆盖所有")
        || main.starts_with("所有") && is_done(main)
}

/// 实现全覆盖, even by a day.
pub(super) fn covers_all(phrase: &Phrase<'_>) -> bool {
    phrase.bare.contains("全覆盖")
}
