//! What a person should look at before the targets stand, told as a good compiler does.

mod numbering;
mod targets;
mod wording;

use crate::types::{Clause, Diagnostic, Head, Requirement, Severity, Span};
use chrono::{Datelike, NaiveDate};

/// Every problem of the paper, in reading order.
pub(crate) fn diagnostics(
    text: &str,
    head: &Head,
    year: Option<i32>,
    clauses: &[Clause],
    requirements: &[Requirement],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    numbering::numbering(text, clauses, &mut found);
    numbering::unit_headings(clauses, &mut found);
    targets::incomplete(requirements, &mut found);
    targets::thresholds(text, requirements, &mut found);
    late_issue(head, year, &mut found);
    wording::cited_documents(text, head, &mut found);
    wording::elsewhere(text, clauses, &mut found);
    wording::lost_numbers(text, &mut found);
    wording::repeated_words(text, &mut found);
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

/// The paper came when most of its year was over: figures before it count all the same.
fn late_issue(head: &Head, year: Option<i32>, found: &mut Vec<Diagnostic>) {
    let (Some(issued), Some(year)) = (&head.issued_on, year) else { return };
    if crate::head::is_report(head) || crate::head::spans_years(head) {
        return;
    }
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

#[cfg(test)]
mod tests;
