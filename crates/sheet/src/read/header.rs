//! Where the names of the columns stand: under titles, notes and the day, above the values.

use super::content::{Content, Line, Merge};
use crate::names::{normal_name, unit_in};
use crate::table::Column;
use crate::write::{EXAMPLE, GUIDE, HELP};
use std::collections::HashSet;

/// Lines with values among which the header is looked for.
pub(super) const HEAD_LINES: usize = 20;

/// Words that begin a line of guidance, or of who filled the table in, with a colon behind them.
const ASIDE: &[&str] = &[
    "填表说明",
    "填报说明",
    HELP,
    "注",
    "备注",
    "注意",
    "注意事项",
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "审核人",
    "复核人",
    "负责人",
    "联系人",
    "填表单位",
    "填报单位",
    "制表单位",
    "单位",
    "单位名称",
    "填表日期",
    "填报日期",
    "填表时间",
    "填报时间",
    "日期",
    "时间",
    "截至",
    "统计日期",
    "统计时间",
];

/// The header of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Line of the names; of two, the lower.
    pub line: usize,
    /// The line above it, with the names of groups of columns.
    pub groups: Option<usize>,
    /// How many of the known names it has.
    pub known: usize,
}

/// Whether a line tells how to fill the table in, or who did, and so holds no values.
pub(super) fn is_aside(line: &Line) -> bool {
    let Some(first) = line.cells.first() else { return false };
    if first.text.starts_with(GUIDE) {
        return true;
    }
    let Some((word, _)) = first.text.split_once(['：', ':']) else { return false };
    ASIDE.contains(&normal_name(word).as_str())
}

/// Whether a line is the example of a template.
pub(super) fn is_example(line: &Line) -> bool {
    line.cells.first().is_some_and(|first| first.text.starts_with(EXAMPLE))
}

/// Known names in their normal form.
pub(super) fn normal(known: &[&str]) -> HashSet<String> {
    known.iter().map(|name| normal_name(name)).collect()
}

/// The header among the first lines: the line with most of the known names, or else the first that looks like one.
pub(super) fn find(lines: &[Line], known: &HashSet<String>) -> Option<Header> {
    let head = &lines[..lines.len().min(HEAD_LINES)];
    let score = |line: &Line| {
        let names = line.cells.iter().map(|cell| normal_name(&cell.text));
        names.filter(|name| known.contains(name)).collect::<HashSet<_>>().len()
    };
    let mut best = (0, 0);
    for (at, line) in head.iter().enumerate() {
        let found = score(line);
        if found > best.0 {
            best = (found, at);
        }
    }
    let fallback = likely(head);
    let (found, at) = best;
    // one known name alone may be the title of the table, or a value
    let is_sure = found > 1 || (found == 1 && (head[at].cells.len() <= 2 || fallback == Some(at)));
    let line = if is_sure { at } else { fallback.or_else(|| (found > 0).then_some(at))? };
    Some(Header { line, groups: None, known: score(&head[line]) })
}

/// The first line with at least two texts that has about as many cells as the fullest.
fn likely(head: &[Line]) -> Option<usize> {
    let is_text = |text: &str| text.chars().any(char::is_alphabetic) && !text.starts_with('#');
    let texts = |line: &Line| line.cells.iter().filter(|cell| is_text(&cell.text)).count();
    let fullest = head.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    head.iter().position(|line| {
        let texts = texts(line);
        let is_help = line.cells[0].text.starts_with(&format!("{HELP}："));
        let is_aside = is_help || (is_aside(line) && line.cells.len() * 2 < fullest);
        texts >= 2 && !is_aside && !is_example(line) && texts * 5 >= fullest * 3
    })
}

impl Header {
    /// Takes the line above or below to the header, when merged cells show that one names groups of the other's columns.
    pub fn with_groups(mut self, content: &Content) -> Self {
        let groups = |at: usize| {
            let number = content.lines.get(at).map_or(0, |line| line.number);
            let is_group = |merge: &&Merge| {
                merge.is_flat() && merge.rows.0 == number && merge.columns.0 < merge.columns.1
            };
            content.merges.iter().filter(is_group).copied().collect::<Vec<_>>()
        };
        let is_pair = |upper: usize, lower: usize| {
            let (Some(above), Some(below)) = (content.lines.get(upper), content.lines.get(lower)) else {
                return false;
            };
            let groups = groups(upper);
            let under = |column| groups.iter().any(|group| group.has_column(column));
            let is_other =
                |column: u32| above.cells.iter().any(|cell| cell.column == column) && !under(column);
            below.number == above.number + 1
                && above.cells.len() > 1
                && !groups.is_empty()
                // each group has names under it, and nothing stands under the columns that are no group
                && groups.iter().all(|group| below.cells.iter().any(|cell| group.has_column(cell.column)))
                && !below.cells.iter().any(|cell| is_other(cell.column))
        };
        if self.line > 0 && is_pair(self.line - 1, self.line) {
            self.groups = Some(self.line - 1);
        } else if is_pair(self.line, self.line + 1) {
            self.groups = Some(self.line);
            self.line += 1;
        }
        self
    }

    /// The columns from the first named to the last.
    pub fn columns(&self, content: &Content, known: &HashSet<String>) -> Vec<Column> {
        let Some(lower) = content.lines.get(self.line) else { return Vec::new() };
        let upper = self.groups.and_then(|at| content.lines.get(at));
        let used =
            upper.into_iter().chain([lower]).flat_map(|line| line.cells.iter().map(|cell| cell.column));
        let (Some(first), Some(last)) = (used.clone().min(), used.max()) else { return Vec::new() };
        let names: Vec<String> = (first..=last)
            .map(|column| match upper {
                Some(upper) => joined(column, upper, lower, content, known),
                None => lower.text(column).to_owned(),
            })
            .collect();
        let column = |(name, column): (String, u32)| Column { unit: unit_in(&name), name, at: column + 1 };
        names.into_iter().zip(first..).map(column).collect()
    }
}

/// The name of a column under a group: the lower alone where it is known or stands once, else with that of its group.
fn joined(column: u32, upper: &Line, lower: &Line, content: &Content, known: &HashSet<String>) -> String {
    let group = content
        .merges
        .iter()
        .find(|merge| merge.is_flat() && merge.rows.0 == upper.number && merge.has_column(column));
    let above = upper.text(group.map_or(column, |group| group.columns.0));
    let below = lower.text(column);
    if below.is_empty() {
        // a group of no names is a name
        let is_own = group.is_none_or(|group| group.columns.0 == column);
        return if is_own { above.to_owned() } else { String::new() };
    }
    let both = format!("{above}{below}");
    if known.contains(&normal_name(&both)) {
        return both;
    }
    let bare = normal_name(below);
    let same = |line: &Line| line.cells.iter().filter(|cell| normal_name(&cell.text) == bare).count();
    let is_one = same(lower) == 1 && same(upper) == 0;
    if is_one { below.to_owned() } else { both }
}
