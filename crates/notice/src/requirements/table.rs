//! Task tables 任务分解表: rows of TAB-separated cells, with 责任单位 and 完成时限 as columns.

use crate::types::{Role, Span, UnitRef};
use crate::units::named;

/// What a column holds, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Task,
    Units(Role),
    Due,
    /// Serial numbers, points, remarks.
    Other,
}

/// A row of a table, cut by what its columns hold.
pub(super) struct Row {
    pub tasks: Vec<Span>,
    pub units: Vec<UnitRef>,
    pub due: Option<Span>,
}

/// A stretch of text: running words, or a row.
pub(super) enum Part {
    Words(Span),
    Row(Row),
}

/// Cuts a stretch into running words and table rows, in reading order.
pub(super) fn parts(text: &str, within: Span) -> Vec<Part> {
    let mut found = Vec::new();
    let mut words_from = within.start;
    let mut at = within.start;
    let mut columns: Option<Vec<Column>> = None;
    // units of a cell merged over rows stand in its first row only
    let mut above: Vec<UnitRef> = Vec::new();
    for line in text[within.clone()].split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        if !line.contains('\t') {
            if !line.trim().is_empty() {
                columns = None;
            }
            continue;
        }
        let cells = cells(text, span.clone());
        if let Some(header) = header(text, &cells) {
            found.push(Part::Words(words_from..span.start));
            words_from = span.end;
            columns = Some(header);
            above.clear();
        } else if let Some(columns) = &columns {
            found.push(Part::Words(words_from..span.start));
            words_from = span.end;
            let row = row(text, columns, cells, &above);
            above.clone_from(&row.units);
            found.push(Part::Row(row));
        }
    }
    found.push(Part::Words(words_from..within.end));
    found
}

fn row(text: &str, columns: &[Column], cells: Vec<Span>, above: &[UnitRef]) -> Row {
    let mut row = Row { tasks: Vec::new(), units: Vec::new(), due: None };
    for (n, cell) in cells.into_iter().enumerate() {
        match columns.get(n) {
            _ if cell.is_empty() => {}
            Some(Column::Task) => row.tasks.push(cell),
            Some(Column::Units(role)) => row.units.extend(named(text, cell, *role)),
            Some(Column::Due) => row.due = Some(cell),
            Some(Column::Other) | None => {}
        }
    }
    if row.units.is_empty() {
        row.units = above.to_vec();
    }
    row
}

/// The columns, if the row is a header: at least two of its cells say what stands below.
fn header(text: &str, cells: &[Span]) -> Option<Vec<Column>> {
    let known: Vec<Option<Column>> = cells.iter().map(|cell| column(&text[cell.clone()])).collect();
    (known.iter().flatten().count() >= 2)
        .then(|| known.into_iter().map(|c| c.unwrap_or(Column::Other)).collect())
}

fn column(name: &str) -> Option<Column> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if name.chars().count() > 10 {
        None
    } else if has(&[
        "考核单位",
        "考核部门",
        "考评单位",
        "考评部门",
        "评分单位",
        "督查单位",
        "牵头考核",
        "负责考核",
    ]) {
        Some(Column::Units(Role::Assess))
    } else if has(&["配合", "协办", "参与", "协助"]) {
        Some(Column::Units(Role::Assist))
    } else if has(&["单位", "部门", "承办", "责任人", "责任主体"]) {
        Some(Column::Units(Role::Lead))
    } else if has(&["时限", "时间", "期限"]) {
        Some(Column::Due)
    } else if has(&["序号", "分值", "标准分", "得分", "备注", "方式", "编号", "自评"]) {
        Some(Column::Other)
    } else if has(&["任务", "内容", "目标", "指标", "要求", "标准", "措施", "项目", "工作", "细则", "事项"])
    {
        Some(Column::Task)
    } else {
        None
    }
}

fn cells(text: &str, line: Span) -> Vec<Span> {
    let mut at = line.start;
    let mut found = Vec::new();
    for cell in text[line].split_inclusive('\t') {
        let bare = cell.trim_end_matches('\t').trim();
        let indent = cell.find(bare).unwrap_or(0);
        found.push(at + indent..at + indent + bare.len());
        at += cell.len();
    }
    found
}
