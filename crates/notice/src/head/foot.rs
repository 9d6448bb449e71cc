//! What stands below the body: the list of annexes and who gets a copy.

use crate::types::{Field, Span};

/// 抄送：….
pub(super) fn copies(text: &str, span: &Span) -> Option<Field<String>> {
    let line = &text[span.clone()];
    let bare: String = line.chars().take(4).filter(|c| !c.is_whitespace()).collect();
    let colon = line.find(['：', ':'])?;
    let from = span.start + colon + line[colon..].chars().next()?.len_utf8();
    bare.starts_with("抄送").then(|| Field { value: text[from..span.end].to_owned(), span: from..span.end })
}

/// 附件：1.责任书 with the numbered lines below it.
pub(super) fn attachments(text: &str) -> Vec<Field<String>> {
    let mut found = Vec::new();
    let Some(start) = text
        .lines()
        .scan(0, |at, line| {
            let here = *at;
            *at += line.len() + 1;
            Some((here, line))
        })
        .find(|(_, line)| {
            line.trim_start()
                .strip_prefix("附件")
                .is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
        })
        .map(|(at, _)| at)
    else {
        return found;
    };
    let mut at = start;
    for (n, line) in text[start..].split_inclusive('\n').enumerate().take(30) {
        let mut words = line.trim_end();
        if n == 0 {
            let colon = words.find(['：', ':']).unwrap_or(0);
            words = words[colon..].trim_start_matches(['：', ':']);
        }
        let words = words.trim_start();
        let name = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = name.len() < words.len() && name.starts_with(['.', '．', '、']);
        let name = if is_numbered { name.trim_start_matches(['.', '．', '、', ' ']) } else { words };
        if n > 0 && !is_numbered {
            break;
        }
        if !name.is_empty() {
            let end = at + line.trim_end().len();
            found.push(Field { value: name.to_owned(), span: end - name.len()..end });
        }
        at += line.len();
    }
    found
}
