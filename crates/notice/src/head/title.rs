//! The title 标题: the lines of one block, joined.

use super::{date, is_doc_number, is_red_head};
use crate::types::{Field, Head, Span};

/// Words that end a title.
const TITLES: &[&str] = &[
    "通知",
    "通报",
    "意见",
    "方案",
    "办法",
    "规定",
    "细则",
    "责任书",
    "责任状",
    "承诺书",
    "要点",
    "清单",
    "计划",
    "表",
    "报告",
    "决定",
    "公告",
    "函",
    "制度",
    "规程",
    "预案",
    "目标",
    "责任",
    "任务",
    "标准",
    "条例",
    "总结",
    "规则",
    "指标",
    "规范",
    "守则",
    "批复",
    "纪要",
    "公约",
    "指引",
    "指南",
    "措施",
    "台账",
    "体系",
];
/// The first block that can be a title. 印发《X》的通知 with X below is a cover: the paper is X.
pub(super) fn title(text: &str, front: &[Vec<Span>], head: &mut Head) {
    let before_body = front.iter().take_while(|block| !block.iter().any(|span| is_body(&text[span.clone()])));
    let mut candidates = before_body.filter_map(|block| title_block(text, block));
    let first = candidates.next().or_else(|| front.iter().find_map(|block| title_block(text, block)));
    let cover = first.as_ref().and_then(|title| {
        let (_, rest) = title.value.split_once("印发《")?;
        let name = rest.rsplit_once('》')?.0.to_owned();
        let below =
            front.iter().filter(|block| block.first().is_some_and(|span| span.start > title.span.end));
        below.filter_map(|block| title_block(text, block)).find(|below| below.value == name)
    });
    head.title = cover.or(first);
}

/// Running text, which no title is.
fn is_body(line: &str) -> bool {
    line.contains('。') || line.contains('，') && line.chars().count() > 40
}

/// The lines of a block that are a title, joined; lines of other parts are left out.
fn title_block(text: &str, block: &[Span]) -> Option<Field<String>> {
    let other = |line: &str| {
        is_doc_number(line)
            || is_red_head(line)
            || date(line).is_some()
            || line.contains('\t')
            || is_attachment_head(line)
            || line.starts_with("签发人")
    };
    let lines = block.iter().skip_while(|span| other(&text[(*span).clone()]));
    let mut kept: Vec<Span> = Vec::new();
    for span in lines {
        let line = &text[span.clone()];
        let is_remark = line.starts_with(['（', '('])
            && !line.contains("年")
            && !line.contains("试行")
            && !line.contains("稿");
        let ends = other(line)
            || is_remark
            || is_body(line)
            || line.ends_with(['：', ':'])
            || line.contains(['，', '：']);
        if ends || kept.len() == 5 {
            break;
        }
        kept.push(span.clone());
    }
    let (first, last) = (kept.first()?, kept.last()?);
    let value: String = kept.iter().map(|span| text[span.clone()].replace([' ', '\u{3000}'], "")).collect();
    let name = value.trim_end_matches(['》', '）', ')']);
    let name = name
        .rfind(['（', '('])
        .map_or(name, |at| if value.ends_with(['）', ')']) { &name[..at] } else { name });
    let is_title = TITLES.iter().any(|word| name.ends_with(word)) && value.chars().count() >= 6;
    is_title.then_some(Field { value, span: first.start..last.end })
}

/// 附件2 above an annex.
fn is_attachment_head(line: &str) -> bool {
    line.starts_with("附件") && line.chars().count() <= 6
        || line.starts_with("附表") && line.chars().count() <= 5
}
