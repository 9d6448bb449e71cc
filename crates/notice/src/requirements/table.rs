//! Task and score tables 任务分解表、评分表: rows of TAB-separated cells, with 责任单位 and 完成时限 as columns.

use super::measures::unit_at;
use super::pieces::trim;
use crate::numbers::digit;
use crate::types::{Role, Span, UnitRef};
use crate::units::named;

/// What a column holds, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// What is asked, in words.
    Task,
    /// What costs points: only a breach says something there.
    Score,
    /// The figure of what another column names.
    Value,
    /// What it is measured in.
    Measure,
    Units(Role),
    Due,
    /// Serial numbers, points, remarks.
    Other,
}

/// A row of a table, cut by what its columns hold.
pub(super) struct Row {
    /// The line in the text.
    pub line: Span,
    pub cells: Vec<(Column, Span)>,
    pub units: Vec<UnitRef>,
    pub due: Option<Span>,
}

impl Row {
    /// The cell of a column, if the row has it.
    pub fn cell(&self, column: Column) -> Option<Span> {
        self.cells.iter().rev().find(|(is, _)| *is == column).map(|(_, span)| span.clone())
    }
}

/// Every row below a header, in reading order.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut columns: Option<Vec<Column>> = None;
    // units of a cell merged over rows stand in its first row only
    let mut above: Vec<UnitRef> = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        if !line.contains('\t') {
            continue;
        }
        let cells = cells(text, span.clone());
        if let Some(header) = header(text, &cells) {
            columns = Some(header);
            above.clear();
        } else if let Some(columns) = &columns
            && cells.iter().filter(|cell| !cell.is_empty()).count() > 1
        {
            let row = row(text, span, columns, cells, &above);
            above.clone_from(&row.units);
            found.push(row);
        }
    }
    found
}

fn row(text: &str, line: Span, columns: &[Column], cells: Vec<Span>, above: &[UnitRef]) -> Row {
    let cells: Vec<(Column, Span)> =
        columns.iter().copied().zip(cells).filter(|(_, cell)| !cell.is_empty()).collect();
    let mut row = Row { line, cells: Vec::new(), units: Vec::new(), due: None };
    for (column, cell) in cells {
        match column {
            // a column named 单位 holds 人 and % as often as names
            Column::Units(Role::Lead) if is_measure(&text[cell.clone()]) => {
                row.cells.push((Column::Measure, cell))
            }
            Column::Units(role) => row.units.extend(named(text, cell, role)),
            Column::Due => row.due = Some(cell),
            column => row.cells.push((column, cell)),
        }
    }
    if row.units.is_empty() {
        row.units = above.to_vec();
    }
    row
}

/// 人, %, 次/年.
fn is_measure(cell: &str) -> bool {
    let is_whole = |length: usize| length == cell.len() || cell[length..].starts_with('/');
    unit_at(cell).is_some_and(|(_, length)| is_whole(length)) && cell != "站" && cell != "所"
}

/// The columns, if the row is a header: at least two of its cells say what stands below, and it has no serial.
fn header(text: &str, cells: &[Span]) -> Option<Vec<Column>> {
    let is_serial = |cell: &Span| text[cell.clone()].chars().all(|c| digit(c).is_some());
    if cells.iter().find(|cell| !cell.is_empty()).is_none_or(is_serial) {
        return None;
    }
    let known: Vec<Option<Column>> = cells.iter().map(|cell| column(&text[cell.clone()])).collect();
    (known.iter().flatten().count() >= 2)
        .then(|| known.into_iter().map(|c| c.unwrap_or(Column::Other)).collect())
}

/// Words of headers, in the order in which they decide: 考核部门 before 部门, 评分标准 before 标准.
const HEADERS: &[(Column, &[&str])] = &[
    (
        Column::Units(Role::Assess),
        &[
            "考核单位",
            "考核部门",
            "考评单位",
            "考评部门",
            "评分单位",
            "评分部门",
            "牵头考核",
            "负责考核",
            "考核责任",
            "考核组",
        ],
    ),
    (
        Column::Units(Role::Supervise),
        &["督查单位", "督办单位", "指导单位", "督导单位", "责任领导", "包保领导", "分管领导"],
    ),
    (Column::Units(Role::Assist), &["配合", "协办", "参与", "协助"]),
    (Column::Measure, &["计量单位", "度量单位"]),
    (
        Column::Units(Role::Lead),
        &["单位", "部门", "承办", "责任人", "责任主体", "牵头", "责任科室", "责任处室"],
    ),
    (Column::Due, &["时限", "时间", "期限", "完成日期", "时间节点", "截止"]),
    (Column::Score, &["评分", "计分", "扣分", "赋分", "打分", "考核办法", "考评办法"]),
    (
        Column::Other,
        &[
            "序号",
            "分值",
            "标准分",
            "得分",
            "备注",
            "方式",
            "编号",
            "自评",
            "权重",
            "来源",
            "依据",
            "说明",
            "类别",
            "分类",
        ],
    ),
    (
        Column::Value,
        &[
            "目标值",
            "指标值",
            "控制数",
            "控制值",
            "标准值",
            "目标数",
            "计划数",
            "任务数",
            "任务量",
            "年度目标",
            "年度值",
            "数量",
            "数值",
            "限值",
        ],
    ),
    (
        Column::Task,
        &["任务", "内容", "目标", "指标", "要求", "标准", "措施", "项目", "工作", "细则", "事项", "名称"],
    ),
];

fn column(name: &str) -> Option<Column> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if name.chars().count() > 12 {
        return None;
    }
    HEADERS.iter().find(|(_, words)| words.iter().any(|word| name.contains(word))).map(|(column, _)| *column)
}

fn cells(text: &str, line: Span) -> Vec<Span> {
    let mut at = line.start;
    let mut found = Vec::new();
    for cell in text[line].split_inclusive('\t') {
        found.push(trim(text, at..at + cell.len()));
        at += cell.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_headers() {
        for (name, expect) in [
            ("责任单位", Column::Units(Role::Lead)),
            ("考核部门", Column::Units(Role::Assess)),
            ("评分标准", Column::Score),
            ("考核标准", Column::Task),
            ("目标值", Column::Value),
            ("完 成 时 限", Column::Due),
            ("序号", Column::Other),
        ] {
            assert_eq!(column(name), Some(expect), "{name}");
        }
        assert_eq!(column("火灾防控"), None);
    }

    #[test]
    fn a_merged_cell_of_units_holds_for_the_rows_below() {
        let text = "序号\t任务\t责任单位\n1\t甲\t安办\n2\t乙\t\n";
        let rows = rows(text);
        assert_eq!(rows.iter().map(|row| row.units[0].name.as_str()).collect::<Vec<_>>(), ["安办", "安办"]);
    }
}
