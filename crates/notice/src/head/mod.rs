//! The formal parts of the paper: number, title, issuer, addressees, date, annexes, copies (GB/T 9704-2012 §7.2 and §7.3).

mod foot;
mod title;

use crate::numbers::{is_numeral, number};
use crate::types::{Field, Head, Span};
use chrono::NaiveDate;
use foot::{attachments, copies};
use rust_decimal::prelude::ToPrimitive;
use title::title;

/// Lines at the foot that are looked at for signature and date.
const FOOT: usize = 8;

/// Reads the head from what stands before the first clause, and the rest from what stands last.
pub(crate) fn head(text: &str, first_clause: usize) -> Head {
    let mut head = Head::default();
    let front = blocks(text, 0..first_clause);
    let lines: Vec<Span> = front.iter().flatten().cloned().collect();
    number_and_red_head(text, &lines, &mut head);
    addressees(text, &lines, &mut head);
    sign(text, &lines, &mut head);
    title(text, &front, &mut head);
    let foot: Vec<Span> = last_lines(text, FOOT);
    if head.issued_on.is_none() {
        sign(text, &foot, &mut head);
    }
    head.issuer = issuer(text, &head, &lines);
    head.copies_to = foot.iter().rev().find_map(|span| copies(text, span));
    head.attachments = attachments(text);
    head
}

/// The year the paper is for: the first that its title names, else that of its date.
pub(crate) fn year(head: &Head) -> Option<i32> {
    let named = head.title.as_ref().and_then(|title| {
        let words = &title.value;
        words.match_indices("20").find_map(|(at, _)| {
            let is_whole = words[at + 4..].starts_with(['年', '—', '－', '-', '–', '至', '～']);
            words.get(at..at + 4).filter(|_| is_whole)?.parse().ok()
        })
    });
    named.or_else(|| head.issued_on.as_ref().map(|date| chrono::Datelike::year(&date.value)))
}

/// 2026—2028年 and 2025—2026学年: the paper holds longer than the year it begins in.
pub(crate) fn spans_years(head: &Head) -> bool {
    let Some(title) = &head.title else { return false };
    let years = title.value.match_indices("20").filter(|(at, _)| {
        title.value.get(*at..at + 4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
    });
    title.value.contains("学年") || years.count() > 1
}

/// A paper that tells what was done: its figures are results.
pub(crate) fn is_report(head: &Head) -> bool {
    let is_told = |title: &Field<String>| {
        ["通报", "总结", "汇报", "情况报告", "情况的报告", "工作报告", "述职", "简报"]
            .iter()
            .any(|word| title.value.contains(word))
    };
    head.title.as_ref().is_some_and(is_told)
}

/// The lines that are not blank, without their indents, in blocks between blank lines.
fn blocks(text: &str, within: Span) -> Vec<Vec<Span>> {
    let mut at = within.start;
    let mut found: Vec<Vec<Span>> = Vec::new();
    let mut is_open = false;
    for line in text[within].split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let length = line.trim().len();
        let span = at + indent..at + indent + length;
        at += line.len();
        match found.last_mut() {
            _ if length == 0 => is_open = false,
            Some(block) if is_open => block.push(span),
            _ => {
                found.push(std::iter::once(span).collect());
                is_open = true;
            }
        }
    }
    found
}

/// The last lines that are not blank, in reading order.
fn last_lines(text: &str, count: usize) -> Vec<Span> {
    let mut end = text.len();
    let mut found = Vec::new();
    for line in text.split('\n').rev().take(count * 4) {
        let start = end - line.len();
        let indent = line.len() - line.trim_start().len();
        if !line.trim().is_empty() {
            found.push(start + indent..start + indent + line.trim().len());
        }
        if found.len() == count {
            break;
        }
        end = start.saturating_sub(1);
    }
    found.reverse();
    found
}

/// 晋政梅〔2020〕53号; 洛桥市人民政府令 above 第62号; 恒升化工有限公司文件.
fn number_and_red_head(text: &str, lines: &[Span], head: &mut Head) {
    for (n, span) in lines.iter().enumerate() {
        let line = &text[span.clone()];
        if head.doc_number.is_none() && is_doc_number(line) {
            // the signer may stand behind the number
            let value = line.split_whitespace().next().unwrap_or(line).to_owned();
            head.doc_number = Some(Field { span: span.start..span.start + value.len(), value });
        }
        let order = lines.get(n + 1).filter(|next| {
            line.ends_with('令')
                && text[(*next).clone()].starts_with('第')
                && text[(*next).clone()].ends_with('号')
        });
        if let Some(next) = order.filter(|_| head.doc_number.is_none()) {
            let value = format!("{line}{}", &text[next.clone()]);
            head.doc_number = Some(Field { value, span: span.start..next.end });
            head.issuer = Some(cut(text, span.clone(), '令'.len_utf8()));
        }
        if let Some(name) = line.strip_suffix("文件")
            && head.issuer.is_none()
            && name.chars().count() >= 4
            && !name.contains(['，', '。', '《'])
        {
            head.issuer = Some(cut(text, span.clone(), "文件".len()));
        }
    }
}

/// A field without the last bytes of its line.
fn cut(text: &str, span: Span, less: usize) -> Field<String> {
    let span = span.start..span.end - less;
    Field { value: text[span.clone()].trim().to_owned(), span }
}

/// 晋政梅〔2020〕53号, alone on its line: a cited number stands inside a sentence.
fn is_doc_number(line: &str) -> bool {
    let line = line.split_whitespace().next().unwrap_or(line);
    let Some(year_at) = line.find(['〔', '﹝', '【', '[', '［', '（', '(']) else { return false };
    let year = line[year_at..].chars().skip(1).take(4);
    line.ends_with('号') && line.chars().count() <= 30 && year.filter(char::is_ascii_digit).count() == 4
}

fn is_red_head(line: &str) -> bool {
    line.ends_with("文件") && !line.contains(['，', '。', '《'])
        || line.ends_with('令')
        || is_order_number(line)
}

fn is_order_number(line: &str) -> bool {
    line.starts_with('第') && line.ends_with('号') && line.chars().count() <= 8
}

/// The first line that ends in a colon and names who is written to.
fn addressees(text: &str, lines: &[Span], head: &mut Head) {
    let is_list = |line: &str| {
        line.ends_with(['：', ':'])
            && !line.contains(['。', '\t'])
            && line.chars().count() <= 120
            && !line.starts_with("附件")
            && !["如下", "下列", "以下"].iter().any(|word| line.contains(word))
    };
    let Some(line) = lines.iter().take(12).find(|span| is_list(&text[(*span).clone()])) else { return };
    let body = text[line.clone()].trim_end_matches(['：', ':']);
    let mut at = line.start;
    for name in body.split_inclusive(['、', '，', ',']) {
        let value = name.trim_end_matches(['、', '，', ',']);
        if !value.trim().is_empty() {
            let span = at..at + value.len();
            head.addressees.push(Field { value: value.trim().to_owned(), span });
        }
        at += name.len();
    }
}

/// The date of a line of its own, and the line above it as signature.
fn sign(text: &str, lines: &[Span], head: &mut Head) {
    for (n, span) in lines.iter().enumerate() {
        let line = &text[span.clone()];
        let last = line.split_whitespace().next_back().unwrap_or(line);
        let day = date(line)
            .map(|day| (day, span.start))
            .or_else(|| date(last).map(|day| (day, span.end - last.len())));
        let Some((value, start)) = day else { continue };
        if head.issued_on.is_none() {
            head.issued_on = Some(Field { value, span: start..span.end });
            head.signature = n.checked_sub(1).and_then(|n| signature(text, &lines[n]));
        }
    }
}

/// 云杉镇中心小学（章）   责任人签字：; the lines of two parties name no issuer.
fn signature(text: &str, span: &Span) -> Option<Field<String>> {
    let line = &text[span.clone()];
    let first = line.split("  ").next().unwrap_or(line).split(['（', '(']).next().unwrap_or(line).trim();
    let is_name = first.chars().count() >= 4
        && !first.contains(['。', '，', '：', ':', '；', '\t', '《'])
        && !first.ends_with(['方', '人'])
        && !first.starts_with(|c: char| c.is_ascii_digit());
    is_name.then(|| Field { value: first.to_owned(), span: span.start..span.start + first.len() })
}

/// 2020年12月25日 or 二〇二五年九月一日, alone on its line or at its end.
fn date(line: &str) -> Option<NaiveDate> {
    let (year, rest) = line.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    let value = |word: &str| {
        let word = word.trim();
        word.chars().all(|c| is_numeral(c) || c == 'O' || c == '○').then_some(())?;
        number(&word.replace(['O', '○'], "〇"))?.to_u32()
    };
    NaiveDate::from_ymd_opt(i32::try_from(value(year)?).ok()?, value(month)?, value(day)?)
}

/// Who issued it: the title says it before 关于, else the red head, the signature, or the first party of a letter.
fn issuer(text: &str, head: &Head, lines: &[Span]) -> Option<Field<String>> {
    let by_title = head.title.as_ref().and_then(|title| {
        let (name, _) = title.value.split_once("关于")?;
        // the title may stand on several lines, its value on one: the name ends with its last letter
        let letters = name.chars().filter(|c| !c.is_whitespace()).count();
        let words = text[title.span.clone()].char_indices().filter(|(_, c)| !c.is_whitespace());
        let end = words.map(|(at, c)| title.span.start + at + c.len_utf8()).take(letters).last()?;
        (!name.is_empty()).then(|| Field { value: name.to_owned(), span: title.span.start..end })
    });
    let party = || {
        lines.iter().find_map(|span| {
            let line = &text[span.clone()];
            let name = ["甲方", "委托方", "发包方"].iter().find_map(|word| line.strip_prefix(word))?;
            let name = name.trim_start().strip_prefix(['：', ':'])?.trim();
            (name.chars().count() >= 3)
                .then(|| Field { value: name.to_owned(), span: span.end - name.len()..span.end })
        })
    };
    by_title.or_else(|| head.issuer.clone()).or_else(|| head.signature.clone()).or_else(party)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_over_two_lines_ends_with_its_last_letter() {
        let text = "滨江街道\n办事处关于下达目标的通知\n\n各社区：\n\n一、目标\n1．整改率100%。\n";
        let issuer = crate::parse(text).head.issuer.expect("an issuer");
        assert_eq!(&text[issuer.span], "滨江街道\n办事处");
    }

    use super::*;

    const PAPER: &str = "临政安〔2026〕7号\n\n临海街道办事处\n关于下达2026年安全生产\n目标的通知\n\n各社区、各工作点：\n\n现下达给你们。\n\n临海街道办事处\n\n2026年3月5日  \n目标\n一、甲\n  抄 送：市政府办。\n";

    #[test]
    fn a_red_head_paper_is_read_in_its_parts() {
        let head = head(PAPER, PAPER.find("一、").expect("the first clause"));
        assert_eq!(head.doc_number.expect("number").value, "临政安〔2026〕7号");
        assert_eq!(head.title.expect("title").value, "临海街道办事处关于下达2026年安全生产目标的通知");
        assert_eq!(head.issuer.expect("issuer").value, "临海街道办事处");
        assert_eq!(
            head.addressees.iter().map(|a| &PAPER[a.span.clone()]).collect::<Vec<_>>(),
            ["各社区", "各工作点"]
        );
        assert_eq!(head.signature.expect("signature").value, "临海街道办事处");
        assert_eq!(head.issued_on.expect("date").value.to_string(), "2026-03-05");
        assert_eq!(head.copies_to.expect("copies").value, "市政府办。");
    }

    #[test]
    fn a_cited_number_is_not_the_number_of_the_paper() {
        assert!(!is_doc_number("按照《实施方案》（晋政办〔2018〕82号）要求"));
        assert!(date("2020年13月1日").is_none());
    }

    #[test]
    fn an_empty_text_has_an_empty_head() {
        assert_eq!(head("", 0), Head::default());
        assert_eq!(head("：\n", 4), Head::default());
    }
}
