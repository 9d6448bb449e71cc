//! Problems with their source lines and carets, then the targets by unit.

use super::{Language, Lines};
use notice::{Diagnostic, Notice, Requirement, Severity, Span};
use std::collections::HashMap;
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A line longer than this is cut around the place it is shown for.
const MAX_WIDTH: usize = 96;

/// Prints a reading for people.
pub fn print(file: &str, text: &str, notice: &Notice, lang: Language) -> String {
    let mut out = String::new();
    let lines = Lines::new(text);
    for problem in &notice.diagnostics {
        show(&mut out, file, &lines, problem, lang);
    }
    table(&mut out, text, notice, lang);
    out
}

fn show(out: &mut String, file: &str, lines: &Lines<'_>, problem: &Diagnostic, lang: Language) {
    let is_zh = lang == Language::Zh;
    let (line, column) = lines.line_and_column(problem.span.start);
    let word = match (problem.severity, is_zh) {
        (Severity::Error, true) => "错误",
        (Severity::Warning, true) => "警告",
        (Severity::Note, true) => "提示",
        (severity, false) => severity.as_str(),
    };
    let message = if is_zh { &problem.message } else { &problem.message_en };
    let _ = writeln!(out, "{word}[{}]: {message}", problem.code);
    let _ = writeln!(out, "  --> {file}:{line}:{column}");
    let (source, before, length) = excerpt(lines, &problem.span);
    let gutter = line.to_string();
    let blank = " ".repeat(gutter.len());
    let _ = writeln!(out, "{gutter} | {source}");
    let _ = writeln!(out, "{blank} | {}{}", " ".repeat(before), "^".repeat(length.max(1)));
    for related in &problem.related {
        let (line, column) = lines.line_and_column(related.start);
        let see = if is_zh { "另见" } else { "see also" };
        let _ = writeln!(out, "{blank} = {see} {file}:{line}:{column} {}", &lines.text[related.clone()]);
    }
    if let Some(hint) = if is_zh { &problem.hint } else { &problem.hint_en } {
        let label = if is_zh { "建议" } else { "hint" };
        let _ = writeln!(out, "{blank} = {label}: {hint}");
    }
    out.push('\n');
}

/// The source line around a span, and the widths before and of it: Chinese characters take two columns.
fn excerpt(lines: &Lines<'_>, span: &Span) -> (String, usize, usize) {
    let text = lines.text;
    let line_start = lines.start_of(span.start);
    let mut from = span.start;
    let mut width = 0;
    for (at, c) in text[line_start..span.start].char_indices().rev() {
        width += c.width().unwrap_or(1);
        if width > MAX_WIDTH / 3 {
            break;
        }
        from = line_start + at;
    }
    let mut to = from;
    width = 0;
    for c in text[from..].chars().take_while(|c| !matches!(c, '\n' | '\r')) {
        width += c.width().unwrap_or(1);
        if width > MAX_WIDTH {
            break;
        }
        to += c.len_utf8();
    }
    // a tab or a control character would shift the carets
    let plain = |words: &str| words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let end = span.end.min(to).max(span.start);
    (plain(&text[from..to]), plain(&text[from..span.start]).width(), plain(&text[span.start..end]).width())
}

fn table(out: &mut String, text: &str, notice: &Notice, lang: Language) {
    let is_zh = lang == Language::Zh;
    let nobody = if is_zh { "（未写明责任单位）" } else { "(no unit named)" };
    let mut by_unit: Vec<(&str, Vec<&Requirement>)> = Vec::new();
    let mut place: HashMap<&str, usize> = HashMap::new();
    for requirement in &notice.requirements {
        let names =
            requirement.units.iter().filter(|u| u.role != notice::Role::Assess).map(|u| u.name.as_str());
        let names: Vec<&str> = names.collect();
        for name in if names.is_empty() { vec![nobody] } else { names } {
            let at = *place.entry(name).or_insert(by_unit.len());
            if at == by_unit.len() {
                by_unit.push((name, Vec::new()));
            }
            by_unit[at].1.push(requirement);
        }
    }
    for (unit, list) in by_unit {
        let _ = writeln!(out, "{unit}  {}", list.len());
        for requirement in list {
            let path = pad(&requirement.path, 14);
            let demand = pad(&demand(requirement), 22);
            let _ = writeln!(
                out,
                "  {path}{}{demand}{}",
                pad(kind(requirement, is_zh), 10),
                &text[requirement.quote.clone()]
            );
        }
    }
    let (clauses, targets, proposals, duties) =
        (notice.clauses.len(), notice.requirements.len(), notice.proposals.len(), notice.duties.len());
    let problems = notice.diagnostics.len();
    let _ = if is_zh {
        writeln!(
            out,
            "{clauses} 条，{targets} 处可衡量要求归为 {proposals} 项目标，{duties} 项职责，{problems} 个问题"
        )
    } else {
        writeln!(
            out,
            "{clauses} clauses, {targets} measurable phrases in {proposals} targets, {duties} duties, {problems} problems"
        )
    };
}

fn kind(requirement: &Requirement, is_zh: bool) -> &'static str {
    use notice::Kind;
    if !is_zh {
        return requirement.kind.as_str();
    }
    match requirement.kind {
        Kind::Ratio => "比率",
        Kind::Count => "数量",
        Kind::Zero => "零发生",
        Kind::Decline => "下降",
        Kind::Ceiling => "上限",
        Kind::Amount => "金额",
        Kind::Frequency => "频次",
        Kind::Deadline => "时限",
    }
}

fn demand(requirement: &Requirement) -> String {
    let value = requirement.value.map(|v| v.to_string()).unwrap_or_default();
    let to = requirement.value_to.map(|v| format!("–{v}")).unwrap_or_default();
    let unit = requirement.unit.as_deref().unwrap_or_default();
    let period = requirement.period.map(|p| format!(" /{}", p.as_str())).unwrap_or_default();
    let due = requirement.due.as_ref().and_then(|d| d.on).map(|d| format!(" {d}")).unwrap_or_default();
    let comparator = if to.is_empty() { requirement.comparator.as_str() } else { "" };
    format!("{comparator}{value}{to}{unit}{period}{due}")
}

fn pad(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width()).max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_shown_like_a_compiler_shows_it() {
        let text = "一、安办：整改率达。\n";
        let notice = notice::parse(text);
        let out = print("a.txt", text, &notice, Language::Zh);
        let expect = "错误[number.lost]: 这里可能丢了数字\n  --> a.txt:1:8\n1 | 一、安办：整改率达。\n  |               ^^^^^^\n  = 建议: 对照原件补上数字后重新读入。\n";
        assert!(out.starts_with(expect), "{out}");
    }

    #[test]
    fn targets_stand_under_their_unit() {
        let text = "三、部门\n1．教育办：（1）每学年不少于4课时。\n";
        let out = print("a.txt", text, &notice::parse(text), Language::En);
        let line = "教育办  1\n  三/1/（1）    frequency >=4课时 /school-year  每学年不少于4课时\n";
        assert!(out.contains(line), "{out}");
    }
}
