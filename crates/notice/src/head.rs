//! The formal parts of the paper: number, title, issuer, addressees, date, copies (GB/T 9704-2012 §7.2 and §7.3).

use crate::types::{Field, Head, Span};
use chrono::NaiveDate;

/// Reads the head from what stands before the first clause, and the copies from what stands last.
pub(crate) fn head(text: &str, first_clause: usize) -> Head {
    let mut head = Head::default();
    let mut title_lines: Vec<Span> = Vec::new();
    let mut is_title_open = true;
    for span in lines(text, 0..first_clause) {
        let line = &text[span.clone()];
        if head.doc_number.is_none() && is_doc_number(line) {
            head.doc_number = Some(Field { value: line.to_owned(), span });
        } else if let Some(date) = date(line) {
            head.issued_on.get_or_insert(Field { value: date, span });
            is_title_open = false;
        } else if is_title_open && line.ends_with(['：', ':']) {
            head.addressees = addressees(text, span);
            is_title_open = false;
        } else if is_title_open {
            title_lines.push(span);
        } else if !line.contains(['。', '，']) && head.issued_on.is_none() {
            head.signature = Some(Field { value: line.to_owned(), span });
        }
    }
    if let (Some(first), Some(last)) = (title_lines.first(), title_lines.last())
        && !head.addressees.is_empty()
    {
        let value: String = title_lines.iter().map(|span| &text[span.clone()]).collect();
        if let Some((issuer, _)) = value.split_once("关于")
            && !issuer.is_empty()
        {
            head.issuer = Some(Field {
                value: issuer.to_owned(),
                span: first.start..first.start + issuer.len().min(first.len()),
            });
        }
        head.title = Some(Field { value, span: first.start..last.end });
    }
    if head.issuer.is_none() {
        head.issuer.clone_from(&head.signature);
    }
    head.copies_to = lines(text, 0..text.len()).into_iter().rev().take(5).find_map(|span| {
        let bare: String = text[span.clone()].chars().take(4).filter(|c| !c.is_whitespace()).collect();
        let colon = text[span.clone()].find(['：', ':'])?;
        let from = span.start + colon + text[span.start + colon..].chars().next()?.len_utf8();
        bare.starts_with("抄送")
            .then(|| Field { value: text[from..span.end].to_owned(), span: from..span.end })
    });
    head
}

/// The year the paper is for: the one its title names, else that of its date.
pub(crate) fn year(head: &Head) -> Option<i32> {
    let named = head.title.as_ref().and_then(|title| {
        let before = title.value.split_once('年')?.0;
        before.get(before.len().checked_sub(4)?..)?.parse().ok()
    });
    named.or_else(|| head.issued_on.as_ref().map(|date| chrono::Datelike::year(&date.value)))
}

/// The lines that are not blank, without their indents.
fn lines(text: &str, within: Span) -> Vec<Span> {
    let mut at = within.start;
    let mut found = Vec::new();
    for line in text[within].split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let length = line.trim().len();
        if length > 0 {
            found.push(at + indent..at + indent + length);
        }
        at += line.len();
    }
    found
}

/// 晋政梅〔2020〕53号, alone on its line: a cited number stands inside a sentence.
fn is_doc_number(line: &str) -> bool {
    let Some(year_at) = line.find(['〔', '﹝', '【', '[']) else { return false };
    let year = line[year_at..].chars().skip(1).take(4);
    line.ends_with('号') && line.chars().count() <= 30 && year.filter(char::is_ascii_digit).count() == 4
}

/// 2020年12月25日, alone on its line.
fn date(line: &str) -> Option<NaiveDate> {
    let (year, rest) = line.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    NaiveDate::from_ymd_opt(year.trim().parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?)
}

fn addressees(text: &str, line: Span) -> Vec<Field<String>> {
    let body = text[line.clone()].trim_end_matches(['：', ':']);
    let mut at = line.start;
    let mut found = Vec::new();
    for name in body.split_inclusive(['、', '，', ',']) {
        let value = name.trim_end_matches(['、', '，', ',']);
        if !value.trim().is_empty() {
            found.push(Field { value: value.trim().to_owned(), span: at..at + value.len() });
        }
        at += name.len();
    }
    found
}

#[cfg(test)]
mod tests {
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
