//! What a person should look at before the targets stand, told as a good compiler does.

use crate::proposals::matter;
use crate::types::{Clause, Diagnostic, Head, Kind, Requirement, Severity, Span};
use aho_corasick::AhoCorasick;
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Every problem of the paper, in reading order.
pub(crate) fn diagnostics(
    text: &str,
    head: &Head,
    year: Option<i32>,
    clauses: &[Clause],
    requirements: &[Requirement],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    numbering(text, clauses, &mut found);
    unit_headings(clauses, &mut found);
    for requirement in requirements {
        incomplete(requirement, &mut found);
    }
    thresholds(text, requirements, &mut found);
    late_issue(head, year, &mut found);
    cited_documents(text, head, &mut found);
    elsewhere(text, clauses, &mut found);
    lost_numbers(text, &mut found);
    repeated_words(text, &mut found);
    found.sort_by_key(|d| (d.span.start, d.code));
    found
}

/// A message and its hint, in Chinese and English.
struct Words<'w> {
    zh: &'w str,
    en: &'w str,
    hint_zh: &'w str,
    hint_en: &'w str,
}

fn tell(code: &'static str, severity: Severity, span: Span, words: &Words<'_>) -> Diagnostic {
    Diagnostic {
        code,
        severity,
        span,
        message: words.zh.to_owned(),
        message_en: words.en.to_owned(),
        hint: Some(words.hint_zh.to_owned()),
        hint_en: Some(words.hint_en.to_owned()),
        related: Vec::new(),
    }
}

/// Numbers that skip, repeat or begin late among the clauses of one parent.
fn numbering(text: &str, clauses: &[Clause], found: &mut Vec<Diagnostic>) {
    let mut last: HashMap<(Option<usize>, u8), (u64, Span)> = HashMap::new();
    for clause in clauses {
        let Some(number) = ordinal(&text[clause.marker.clone()]) else { continue };
        let before = last.insert((clause.parent, clause.level), (number, clause.marker.clone()));
        let expect = before.as_ref().map_or(1, |(last, _)| last + 1);
        if number == expect {
            continue;
        }
        let (zh, en) = match &before {
            Some((last, _)) if number == *last => {
                (format!("序号 {number} 重复"), format!("number {number} stands twice"))
            }
            Some((last, _)) => {
                (format!("序号从 {last} 跳到 {number}"), format!("numbering goes from {last} to {number}"))
            }
            None => (format!("序号从 {number} 开始"), format!("numbering begins at {number}")),
        };
        let mut problem = tell(
            "numbering.break",
            Severity::Warning,
            clause.marker.clone(),
            &Words {
                zh: &zh,
                en: &en,
                hint_zh: "对照原件，看是否漏读一条，或原文编号有误。",
                hint_en: "compare with the paper: a clause may be missing, or its number is a slip",
            },
        );
        problem.related.extend(before.map(|(_, span)| span));
        found.push(problem);
    }
}

/// The number of an enumerator as typed.
fn ordinal(marker: &str) -> Option<u64> {
    if let Some(c) = marker.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        return Some(u64::from(u32::from(c) - u32::from('①')) + 1);
    }
    let inner: String =
        marker.chars().filter(|c| crate::numbers::is_numeral(*c) && !matches!(c, '.' | '．')).collect();
    crate::numbers::number(&inner)?.try_into().ok()
}

/// The same unit answers under two headings: it gets two lists, or a part is forgotten.
fn unit_headings(clauses: &[Clause], found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for unit in clauses.iter().flat_map(|clause| &clause.units) {
        let Some(first) = seen.insert(&unit.name, unit.span.clone()) else { continue };
        let mut problem = tell(
            "unit.two_headings",
            Severity::Note,
            unit.span.clone(),
            &Words {
                zh: &format!("“{}”列在两处标题下", unit.name),
                en: &format!("{} stands under two headings", unit.name),
                hint_zh: "确认为同一单位后，两处目标并入一张责任清单。",
                hint_en: "if it is one unit, both lists are its own",
            },
        );
        problem.related.push(first);
        found.push(problem);
    }
}

fn incomplete(requirement: &Requirement, found: &mut Vec<Diagnostic>) {
    let span = requirement.quote.clone();
    if requirement.units.is_empty() {
        found.push(tell(
            "target.no_unit",
            Severity::Warning,
            span.clone(),
            &Words {
                zh: "这项目标没有写明责任单位",
                en: "no unit is named for this target",
                hint_zh: "在目标卡上指定责任单位后才能发布。",
                hint_en: "name one on its card; it cannot be published without",
            },
        ));
    }
    if requirement.value.is_none() && matches!(requirement.kind, Kind::Ceiling | Kind::Amount | Kind::Count) {
        found.push(tell(
            "target.no_value",
            Severity::Error,
            span.clone(),
            &Words {
                zh: "这项目标没有可衡量的数值，数值在另一份文件中",
                en: "the figure of this target stands in another paper",
                hint_zh: "查上级下达的控制指标，在目标卡上填入数值。",
                hint_en: "look it up in the paper handed down and enter it on the card",
            },
        ));
    }
    if requirement.due.is_none() && requirement.period.is_none() {
        found.push(tell(
            "target.no_deadline",
            Severity::Note,
            span,
            &Words {
                zh: "这项目标没有写明时限",
                en: "no deadline or period is stated",
                hint_zh: "未另填时，按通知的有效期末计算。",
                hint_en: "unless one is entered, the end of the effect period holds",
            },
        ));
    }
}

/// One subject, two different figures.
fn thresholds(text: &str, requirements: &[Requirement], found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(Kind, String), &Requirement> = HashMap::new();
    for requirement in requirements {
        let subject = matter(&text[requirement.subject.clone()]);
        let subject = subject.trim_end_matches(['达', '到', '均', '在', '为']).to_owned();
        let is_figure = requirement.value.is_some() && requirement.subject != requirement.quote;
        if !is_figure || subject.chars().count() < 4 {
            continue;
        }
        let Some(first) = seen.insert((requirement.kind, subject), requirement) else { continue };
        if first.value == requirement.value || first.quote == requirement.quote {
            continue;
        }
        let mut problem = tell(
            "target.two_thresholds",
            Severity::Error,
            requirement.quote.clone(),
            &Words {
                zh: "同一事项在两处的数值不同",
                en: "the same matter has two different figures",
                hint_zh: "向发文单位核实后，保留一个数值。",
                hint_en: "ask the issuer and keep one",
            },
        );
        problem.related.push(first.quote.clone());
        found.push(problem);
    }
}

/// The paper came when most of its year was over: figures before it count all the same.
fn late_issue(head: &Head, year: Option<i32>, found: &mut Vec<Diagnostic>) {
    let (Some(issued), Some(year)) = (&head.issued_on, year) else { return };
    let half_over = NaiveDate::from_ymd_opt(year, 7, 1);
    if half_over.is_some_and(|day| issued.value >= day) {
        found.push(tell(
            "date.late_issue",
            Severity::Warning,
            issued.span.clone(),
            &Words {
                zh: &format!("成文日期 {} 已过 {year} 年度大半", issued.value.format("%Y-%m-%d")),
                en: &format!("issued on {}, when most of {year} was over", issued.value.format("%Y-%m-%d")),
                hint_zh: &format!("发布时核对有效期，一般为 {year} 年 1 月 1 日至 12 月 31 日。"),
                hint_en: &format!("check the effect period on publishing, usually all of {year}"),
            },
        ));
    } else if issued.value.year() > year {
        found.push(tell(
            "date.late_issue",
            Severity::Warning,
            issued.span.clone(),
            &Words {
                zh: "成文日期晚于目标年度",
                en: "issued after the year of its targets",
                hint_zh: "发布时核对有效期。",
                hint_en: "check the effect period on publishing",
            },
        ));
    }
}

/// Another paper's number, in any brackets that such numbers have.
fn cited_documents(text: &str, head: &Head, found: &mut Vec<Diagnostic>) {
    for (at, _) in text.match_indices(['〔', '﹝']) {
        let rest = &text[at..];
        let Some(end) =
            rest.char_indices().take(16).find(|(_, c)| *c == '号').map(|(i, c)| at + i + c.len_utf8())
        else {
            continue;
        };
        let before = crate::requirements::tail(&text[..at], 12);
        let name = before.rfind(|c: char| !c.is_alphabetic()).map_or(before, |i| {
            let skip = before[i..].chars().next().map_or(0, char::len_utf8);
            &before[i + skip..]
        });
        let span = at - name.len()..end;
        if head.doc_number.as_ref().is_some_and(|own| own.span.start < span.end && span.start < own.span.end)
        {
            continue;
        }
        found.push(tell(
            "cite.document",
            Severity::Note,
            span.clone(),
            &Words {
                zh: &format!("引用了文件 {}", &text[span]),
                en: "another paper is cited",
                hint_zh: "其中的要求不在本文内，需要时另行读入。",
                hint_en: "its demands are not in this text; read it in too where they matter",
            },
        ));
    }
}

/// A task whose figure is in another paper: 年度建设任务, 下达的任务.
fn elsewhere(text: &str, clauses: &[Clause], found: &mut Vec<Diagnostic>) {
    let Some(first) = clauses.first() else { return };
    for hit in find_all(&ELSEWHERE, &text[first.span.start..]) {
        found.push(tell(
            "target.threshold_elsewhere",
            Severity::Warning,
            first.span.start + hit.start..first.span.start + hit.end,
            &Words {
                zh: "任务数量在另一份文件中",
                en: "how many stands in another paper",
                hint_zh: "查到数量后，选中这句话新增一项目标。",
                hint_en: "once known, select the words and add a target",
            },
        ));
    }
}

static ELSEWHERE: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new(["年度建设任务", "下达的任务", "下达的指标", "三年建设任务", "控制指标任务"]).ok()
});

/// Digits that a copy or a form has lost: 率达。 不超过起, ××.
fn lost_numbers(text: &str, found: &mut Vec<Diagnostic>) {
    for hit in find_all(&LOST, text) {
        found.push(tell(
            "number.lost",
            Severity::Error,
            hit,
            &Words {
                zh: "这里可能丢了数字",
                en: "a number is probably lost here",
                hint_zh: "对照原件补上数字后重新读入。",
                hint_en: "complete it from the paper and read it in again",
            },
        ));
    }
}

static LOST: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let traces = [
        "率达。",
        "率达；",
        "率达，",
        "率达到。",
        "率达到；",
        "率达%",
        "达到%",
        "事故为；",
        "事故为。",
        "不超过起",
        "不超过人",
        "不少于次",
        "××",
        "**",
        "${",
        "20xx",
        "20XX",
        "下降%",
        "率达1。",
        "率达1；",
    ];
    AhoCorasick::new(traces).ok()
});

/// Every place of a set of words, in one pass over the text.
fn find_all<'t>(
    words: &'static LazyLock<Option<AhoCorasick>>,
    text: &'t str,
) -> impl Iterator<Item = Span> + 't {
    words.iter().flat_map(move |words| words.find_iter(text)).map(|hit| hit.start()..hit.end())
}

/// 部门部门: a word typed twice. Doubled single characters are usual words.
fn repeated_words(text: &str, found: &mut Vec<Diagnostic>) {
    let mut window: Vec<(usize, char)> = Vec::with_capacity(5);
    for (at, c) in text.char_indices() {
        window.push((at, c));
        if window.len() > 4 {
            window.remove(0);
        }
        let [(start, a), (_, b), (_, a2), (_, b2)] = window[..] else { continue };
        let is_word = [a, b].iter().all(|c| ('一'..='龥').contains(c)) && a != b;
        if is_word && a == a2 && b == b2 {
            found.push(tell(
                "words.repeated",
                Severity::Note,
                start..at + c.len_utf8(),
                &Words {
                    zh: &format!("“{a}{b}”连写了两次"),
                    en: "a word stands twice",
                    hint_zh: "多为笔误，不影响目标。",
                    hint_en: "mostly a slip; it changes no target",
                },
            ));
            window.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    fn codes(text: &str) -> Vec<(&'static str, String)> {
        crate::parse(text).diagnostics.into_iter().map(|d| (d.code, text[d.span].to_owned())).collect()
    }

    fn has(text: &str, code: &str, words: &str) {
        assert!(codes(text).iter().any(|(c, w)| *c == code && w == words), "{:?}", codes(text));
    }

    #[test]
    fn each_problem_is_told_at_its_place() {
        has("一、甲\n三、乙\n", "numbering.break", "三、");
        has("一、甲\n一、乙\n", "numbering.break", "一、");
        has("1．整改率达100%。", "target.no_unit", "整改率达100%");
        has("1．整改率达100%。", "target.no_deadline", "整改率达100%");
        has("1．死亡人数不超过上级下达的控制指标。", "target.no_value", "死亡人数不超过上级下达的控制指标");
        has("1．隐患整改率达100%。\n2．隐患整改率达95%。", "target.two_thresholds", "隐患整改率达95%");
        has("1．安办：整改率达95%。\n2．安办：不发生事故。", "unit.two_headings", "安办");
        has("1．按照《方案》（晋政办〔2018〕82号）要求。", "cite.document", "晋政办〔2018〕82号");
        has("1．完成充电桩年度建设任务。", "target.threshold_elsewhere", "年度建设任务");
        has("1．整改率达。", "number.lost", "率达。");
        has("1．强化部门部门协作。", "words.repeated", "部门部门");
        has("关于2020年目标的通知\n各社区：\n2020年12月25日\n一、甲", "date.late_issue", "2020年12月25日");
    }

    #[test]
    fn a_clean_paper_has_no_problem() {
        assert_eq!(codes("一、各社区目标\n1．年内隐患整改率达100%。\n2．全年不发生亡人事故。\n"), []);
    }
}
