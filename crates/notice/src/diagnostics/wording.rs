//! Traces in the words: cited papers, amounts that stand elsewhere, lost numbers, words typed twice.

use super::{Words, tell};
use crate::types::{Clause, Diagnostic, Head, Severity, Span};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

type Set = LazyLock<Option<AhoCorasick>>;

fn set(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()
}

/// Every place of a set of words, in one pass over the text.
fn find_all<'t>(words: &'static Set, text: &'t str) -> impl Iterator<Item = Span> + 't {
    words.iter().flat_map(move |words| words.find_iter(text)).map(|hit| hit.start()..hit.end())
}

/// Another paper's number, in any brackets that such numbers have.
pub(super) fn cited_documents(text: &str, head: &Head, found: &mut Vec<Diagnostic>) {
    for (at, _) in text.match_indices(['〔', '﹝', '［']) {
        let rest = &text[at..];
        let end = rest.char_indices().take(16).find(|(_, c)| *c == '号').map(|(i, c)| at + i + c.len_utf8());
        let Some(end) = end else { continue };
        let before = crate::requirements::tail(&text[..at], 12);
        let name = before.rfind(|c: char| !c.is_alphabetic()).map_or(before, |i| {
            let skip = before[i..].chars().next().map_or(0, char::len_utf8);
            &before[i + skip..]
        });
        let span = at - name.len()..end;
        let is_own = |own: &crate::Field<String>| own.span.start < span.end && span.start < own.span.end;
        if head.doc_number.as_ref().is_some_and(is_own) {
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
pub(super) fn elsewhere(text: &str, clauses: &[Clause], found: &mut Vec<Diagnostic>) {
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

static ELSEWHERE: Set = LazyLock::new(|| {
    set(&[
        "年度建设任务",
        "下达的任务",
        "下达的指标任务",
        "三年建设任务",
        "控制指标任务",
        "下达的年度任务",
        "年度整治任务",
    ])
});

/// Digits that a copy or a form has lost: 率达。 不超过起, 达到%, 率达1。 ××.
pub(super) fn lost_numbers(text: &str, found: &mut Vec<Diagnostic>) {
    let compared = find_all(&COMPARED, text).filter_map(|hit| {
        let gap = gap(&text[hit.end..])?;
        Some(hit.start..hit.end + gap)
    });
    let mut places: Vec<Span> =
        find_all(&BLANKS, text).chain(find_all(&CUT, text)).chain(compared).chain(lone_signs(text)).collect();
    places.sort_by_key(|span| (span.start, span.end));
    // two traces of one loss are told once
    places.dedup_by(|later, first| later.start < first.end);
    for span in places {
        found.push(tell(
            "number.lost",
            Severity::Error,
            span,
            &Words {
                zh: "这里可能丢了数字",
                en: "a number is probably lost here",
                hint_zh: "对照原件补上数字后重新读入。",
                hint_en: "complete it from the paper and read it in again",
            },
        ));
    }
}

/// 低于上年%, 职‰以内: a sign behind a word and before the end of its phrase.
fn lone_signs(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.match_indices(['%', '％', '‰']).filter_map(|(at, sign)| {
        let end = at + sign.len();
        let last = text[..at].chars().next_back().filter(|c| ('一'..='龥').contains(c) && !is_number(*c))?;
        let is_open = text[end..].starts_with(['。', '；', '，', '以']);
        is_open.then_some(at - last.len_utf8()..end)
    })
}

/// Forms that were never filled in.
static BLANKS: Set =
    LazyLock::new(|| set(&["××", "**", "${", "20xx", "20XX", "___", "＿＿", "（ ）%", "（ ）起", "（ ）人"]));
/// Words that a number must follow.
static COMPARED: Set = LazyLock::new(|| {
    set(&[
        "率达",
        "率达到",
        "率为",
        "率不低于",
        "事故为",
        "人数为",
        "起数为",
        "不超过",
        "不少于",
        "不低于",
        "控制在",
        "达到",
        "下降",
        "低于上年",
    ])
});

/// How much of what follows shows that no number is there: 。 after 率达, 起 or ‰以内 after 不超过, a lone 1 after 率达.
fn gap(after: &str) -> Option<usize> {
    let closes = |rest: &str| rest.is_empty() || rest.starts_with(['。', '；', ';', '，', '\n', '\r']);
    if let Some(sign) = after.chars().next().filter(|c| matches!(c, '%' | '％' | '‰')) {
        return Some(sign.len_utf8());
    }
    let unit = ["起", "人", "次", "家", "例", "名", "处"].iter().find_map(|unit| after.strip_prefix(unit));
    let rest = unit.unwrap_or(after);
    let bound = ["以内", "以上", "以下"].iter().find_map(|bound| rest.strip_prefix(bound));
    let rest = bound.unwrap_or(rest);
    (closes(rest) && (unit.is_some() || bound.is_some())).then_some(after.len() - rest.len())
}

/// 整改率达。 and 事故为；: a rate or a number without its figure; 率达1。 was 100%.
static CUT: Set = LazyLock::new(|| {
    let leads =
        ["率达", "率达到", "率不低于", "率为", "事故为", "人数为", "起数为", "率达1", "率达到1", "率1"];
    let ends = ["。", "；", "，", ";"];
    let words: Vec<String> =
        leads.iter().flat_map(|lead| ends.iter().map(move |end| format!("{lead}{end}"))).collect();
    set(&words.iter().map(String::as_str).collect::<Vec<_>>())
});

/// 部门部门: a word typed twice. Doubled single characters are usual words.
pub(super) fn repeated_words(text: &str, found: &mut Vec<Diagnostic>) {
    let mut window: [(usize, char); 4] = [(0, ' '); 4];
    for (at, c) in text.char_indices() {
        window.rotate_left(1);
        window[3] = (at, c);
        let [(start, a), (_, b), (_, a2), (_, b2)] = window;
        let is_word = [a, b].iter().all(|c| ('一'..='龥').contains(c)) && a != b;
        if is_word && a == a2 && b == b2 && !is_number(a) {
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
            window = [(0, ' '); 4];
        }
    }
}

fn is_number(c: char) -> bool {
    crate::numbers::begins_number(c)
}
