//! Tables of a page, by the lines drawn around their cells.

use super::line::{Glyph, Line, lines};
use super::rule::{Rule, Rules};
use crate::input::table::{Cell, Merge, Table};
use std::ops::Range;

/// Lines nearer than this are one border.
const NEAR: f64 = 4.0;
/// Blank margins of a cell, both sides together, as Word sets them.
const PADDING: f64 = 11.0;
/// On one page.
const MAX_TABLES: usize = 50;
const MAX_COLUMNS: usize = 40;
const MAX_ROWS: usize = 200;

/// A table: its borders from left to right and from the top down.
struct Grid {
    columns: Vec<f64>,
    rows: Vec<f64>,
    /// For each row and column, the row and column where its cell begins.
    owner: Vec<Vec<(usize, usize)>>,
}

/// Takes the signs that stand in tables out of a page; the rows come back as lines.
pub(super) fn rows(rules: &Rules, glyphs: &mut Vec<Glyph>) -> Vec<Line> {
    let mut found = Vec::new();
    for band in bands(&rules.upright).into_iter().take(MAX_TABLES) {
        let Some(grid) = Grid::within(rules, &band) else { continue };
        found.extend(grid.take(glyphs));
    }
    found
}

/// Stretches from top to bottom that upright lines fill without a gap; each may be a table.
fn bands(upright: &[Rule]) -> Vec<Range<f64>> {
    let mut sorted: Vec<&Rule> = upright.iter().collect();
    sorted.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut found: Vec<Range<f64>> = Vec::new();
    for rule in sorted {
        match found.last_mut() {
            Some(band) if rule.from <= band.end + NEAR => band.end = band.end.max(rule.to),
            _ => found.push(rule.from..rule.to),
        }
    }
    found
}

/// Values with near ones taken as one, in order.
fn merged(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let mut found: Vec<f64> = Vec::new();
    for value in values {
        if found.last().is_none_or(|last| value - last > NEAR) {
            found.push(value);
        }
    }
    found
}

/// Whether the lines at a place cover the middle and both thirds of a stretch.
fn covers(rules: &[Rule], at: f64, from: f64, to: f64) -> bool {
    [0.2, 0.5, 0.8].into_iter().all(|part| {
        let point = from + (to - from) * part;
        rules.iter().any(|rule| (rule.at - at).abs() <= NEAR && rule.from <= point && point <= rule.to)
    })
}

/// The lines that lie near one place, from those sorted by place.
fn lines_at(sorted: &[Rule], at: f64) -> &[Rule] {
    let from = sorted.partition_point(|rule| rule.at < at - NEAR);
    let to = sorted.partition_point(|rule| rule.at <= at + NEAR);
    &sorted[from..to.max(from)]
}

impl Grid {
    /// The table of a band, when it has two columns or more.
    fn within(rules: &Rules, band: &Range<f64>) -> Option<Self> {
        let mut upright: Vec<Rule> = rules
            .upright
            .iter()
            .filter(|rule| rule.from < band.end && rule.to > band.start)
            .copied()
            .collect();
        let inside = |y: f64| band.start - NEAR <= y && y <= band.end + NEAR;
        let mut across: Vec<Rule> = rules.across.iter().filter(|rule| inside(rule.at)).copied().collect();
        upright.sort_by(|a, b| a.at.total_cmp(&b.at));
        across.sort_by(|a, b| a.at.total_cmp(&b.at));
        let columns = merged(upright.iter().map(|rule| rule.at).collect());
        if !(3..=MAX_COLUMNS).contains(&columns.len()) {
            return None;
        }
        // an underlined word is no border: a border is as wide as a column
        let is_border = |y: &f64| columns.windows(2).any(|c| covers(lines_at(&across, *y), *y, c[0], c[1]));
        let mut rows: Vec<f64> =
            merged(across.iter().map(|rule| rule.at).collect()).into_iter().filter(is_border).collect();
        rows.reverse();
        if !(2..=MAX_ROWS).contains(&rows.len()) {
            return None;
        }
        let mut grid = Self { columns, rows, owner: Vec::new() };
        grid.merge(&upright, &across);
        Some(grid)
    }

    /// Cells without a border between them are one.
    fn merge(&mut self, upright: &[Rule], across: &[Rule]) {
        let count = self.columns.len() - 1;
        for row in 0..self.rows.len() - 1 {
            let mut owners: Vec<(usize, usize)> = Vec::with_capacity(count);
            for column in 0..count {
                let (left, right) = (self.columns[column], self.columns[column + 1]);
                let (top, bottom) = (self.rows[row], self.rows[row + 1]);
                let is_open_left = column > 0 && !covers(lines_at(upright, left), left, bottom, top);
                let is_open_above = row > 0 && !covers(lines_at(across, top), top, left, right);
                owners.push(if is_open_left {
                    owners[column - 1]
                } else if is_open_above {
                    self.owner[row - 1][column]
                } else {
                    (row, column)
                });
            }
            self.owner.push(owners);
        }
    }

    fn place(&self, glyph: &Glyph) -> Option<(usize, usize)> {
        let (x, y) = (f64::midpoint(glyph.x0, glyph.x1), glyph.y + glyph.size / 3.0);
        let column = self.columns.partition_point(|left| *left <= x).checked_sub(1)?;
        let row = self.rows.partition_point(|top| *top >= y).checked_sub(1)?;
        self.owner.get(row)?.get(column).copied()
    }

    /// Moves the signs of the table into its cells, and gives its rows.
    fn take(&self, glyphs: &mut Vec<Glyph>) -> Vec<Line> {
        let count = self.columns.len() - 1;
        let mut cells: Vec<Vec<Vec<Glyph>>> = vec![vec![Vec::new(); count]; self.owner.len()];
        glyphs.retain_mut(|glyph| {
            let Some((row, column)) = self.place(glyph) else { return true };
            cells[row][column].push(glyph.clone());
            false
        });
        let mut table = Table::default();
        let mut found = Vec::new();
        for (row, owners) in self.owner.iter().enumerate() {
            table.begin_row();
            for column in 0..count {
                let (first_row, first_column) = owners[column];
                // the rest of a cell over several columns
                if first_column < column && owners[column - 1] == owners[column] {
                    continue;
                }
                let span = owners[column..].iter().take_while(|owner| **owner == owners[column]).count();
                let merge = if first_row < row {
                    Merge::More
                } else if self.owner.get(row + 1).is_some_and(|below| below[column] == owners[column]) {
                    Merge::First
                } else {
                    Merge::None
                };
                let glyphs =
                    if first_row < row { Vec::new() } else { std::mem::take(&mut cells[row][column]) };
                let width = self.columns[column + span] - self.columns[column];
                table.add(Cell { text: text(glyphs, width), span, merge });
            }
            let text = table.end_row().unwrap_or_default();
            if owners.iter().any(|(first, _)| *first == row) && !text.trim().is_empty() {
                found.push(Line::row(text, self.rows[row]));
            }
        }
        found
    }
}

/// The text of a cell; a line that leaves room for the next word ends a paragraph.
fn text(glyphs: Vec<Glyph>, width: f64) -> String {
    let mut text = String::new();
    let mut before: Option<Line> = None;
    for line in lines(glyphs) {
        if let Some(before) = before {
            let room = width - PADDING - before.size / 2.0;
            text.push_str(if before.x1 - before.x0 + line.first_word < room { "\n" } else { "" });
        }
        text.push_str(&line.text);
        before = Some(line);
    }
    text
}
