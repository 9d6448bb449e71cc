//! Targets that lack a unit, a day or a figure, and matters with two figures.

use super::{Words, tell};
use crate::proposals::matter;
use crate::types::{Diagnostic, Kind, Requirement, Severity, Span};
use std::collections::HashMap;

/// More targets than this that lack the same thing are told once: the paper as a whole does not say it.
const EACH: usize = 3;

/// What each target lacks.
pub(super) fn incomplete(requirements: &[Requirement], found: &mut Vec<Diagnostic>) {
    let places = |lacks: fn(&Requirement) -> bool| -> Vec<Span> {
        requirements.iter().filter(|r| lacks(r)).map(|r| r.quote.clone()).collect()
    };
    let of = requirements.len();
    gather(places(|r| r.units.is_empty()), found, |span, count| {
        tell(
            "target.no_unit",
            Severity::Warning,
            span,
            &Words {
                zh: &told(count, of, "这项目标没有写明责任单位", "没有写明责任单位"),
                en: &told_en(count, of, "no unit is named for this target", "name no unit"),
                hint_zh: "在目标卡上指定责任单位后才能发布。",
                hint_en: "name one on its card; it cannot be published without",
            },
        )
    });
    gather(
        places(|r| r.due.is_none() && r.period.is_none() && !is_limit_of_time(r)),
        found,
        |span, count| {
            tell(
                "target.no_deadline",
                Severity::Note,
                span,
                &Words {
                    zh: &told(count, of, "这项目标没有写明时限", "没有写明时限"),
                    en: &told_en(count, of, "no deadline or period is stated", "state no deadline or period"),
                    hint_zh: "未另填时，按通知的有效期末计算。",
                    hint_en: "unless one is entered, the end of the effect period holds",
                },
            )
        },
    );
    for span in places(|r| r.value.is_none() && matches!(r.kind, Kind::Ceiling | Kind::Amount | Kind::Count))
    {
        found.push(tell(
            "target.no_value",
            Severity::Error,
            span,
            &Words {
                zh: "这项目标没有可衡量的数值，数值在另一份文件中",
                en: "the figure of this target stands in another paper",
                hint_zh: "查上级下达的控制指标或上年实绩，在目标卡上填入数值。",
                hint_en: "look it up in the paper handed down or in last year's results and enter it on the card",
            },
        ));
    }
}

/// 24小时内上报 states its time as its value.
fn is_limit_of_time(requirement: &Requirement) -> bool {
    requirement.kind == Kind::Deadline && requirement.value.is_some()
}

/// A few places are told one by one, many at the first with the others beside it.
fn gather(places: Vec<Span>, found: &mut Vec<Diagnostic>, tell: impl Fn(Span, usize) -> Diagnostic) {
    if places.len() <= EACH {
        found.extend(places.into_iter().map(|span| tell(span, 1)));
        return;
    }
    let mut places = places.into_iter();
    let rest = places.len() - 1;
    let Some(first) = places.next() else { return };
    let mut problem = tell(first, rest + 1);
    problem.related = places.collect();
    found.push(problem);
}

fn told(count: usize, of: usize, one: &str, many: &str) -> String {
    if count == 1 { one.to_owned() } else { format!("{of} 项目标中有 {count} 项{many}") }
}

fn told_en(count: usize, of: usize, one: &str, many: &str) -> String {
    if count == 1 { one.to_owned() } else { format!("{count} of {of} targets {many}") }
}

/// One subject, two different figures.
pub(super) fn thresholds(text: &str, requirements: &[Requirement], found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(Kind, Option<crate::Period>, String), &Requirement> = HashMap::new();
    for requirement in requirements {
        let subject = matter(&text[requirement.subject.clone()]);
        let subject = subject.trim_end_matches(['达', '到', '均', '在', '为']).to_owned();
        let is_figure = requirement.value.is_some() && requirement.subject != requirement.quote;
        if !is_figure || subject.chars().count() < 4 {
            continue;
        }
        let key = (requirement.kind, requirement.period, subject);
        let Some(first) = seen.insert(key, requirement) else { continue };
        let is_same = first.value == requirement.value && first.value_to == requirement.value_to;
        // a stage on the way has a day of its own
        let is_stage = first.due.is_some() && requirement.due.is_some() && first.due != requirement.due;
        if is_same || is_stage || first.quote == requirement.quote {
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
