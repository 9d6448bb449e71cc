//! Goes through a stretch of text, sentence by sentence and row by row, and hands each phrase to the rules.

use super::context::{Mood, Story, bare};
use super::dates::due;
use super::figures::{Figure, figures};
use super::lexicon::Said;
use super::measures::{Class, unit_at};
use super::phrase::{Around, Phrase};
use super::pieces::{Sentence, parts, sentences};
use super::read::{done_by, due_in, may_demand, read};
use super::table::{Column, Row, rows};
use crate::types::{Kind, Requirement, Span, UnitRef};
use crate::units::{Subject, subject_units, without_note};
use std::borrow::Cow;

pub(super) struct Reader<'t> {
    text: &'t str,
    /// The year that days borrow in what is read next.
    pub year: Option<i32>,
    /// Years before this one are past.
    pub since: Option<i32>,
    rows: Vec<Row>,
}

/// What a sentence says of its later pieces.
#[derive(Default)]
struct Memory {
    /// The subject of this piece.
    subject: Option<Vec<UnitRef>>,
    /// 管理单位应当…，每月…: it holds to the end of the sentence. A post holds for its piece.
    lasting: Vec<UnitRef>,
    /// The verb before a row of things holds too: 配备手电20把，救生圈30个.
    is_built: bool,
    /// A rate was asked for in the piece before: 管理率城区95%，农村90%.
    is_rate: bool,
}

/// A piece with what it says outside its brackets.
struct Heard<'t> {
    /// Where the piece itself begins, behind a day in front of it.
    main: usize,
    span: Span,
    words: Cow<'t, str>,
    said: Said,
}

impl Memory {
    fn hear(&mut self, subject: Option<Subject>) {
        if let Some(subject) = &subject {
            self.lasting = if subject.lasts { subject.units.clone() } else { Vec::new() };
        }
        self.subject = subject.map(|subject| subject.units);
    }
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, year: Option<i32>) -> Self {
        Self { text, year, since: year, rows: rows(text) }
    }

    /// The running words and the rows of a stretch, in reading order.
    pub fn stretch(&self, within: Span, found: &mut Vec<Requirement>) {
        let first = self.rows.partition_point(|row| row.line.end <= within.start);
        let mut from = within.start;
        for row in self.rows[first..].iter().take_while(|row| row.line.start < within.end) {
            if from < row.line.start {
                self.words(from..row.line.start, Column::Task, found);
            }
            self.row(row, &within, found);
            from = row.line.end.min(within.end);
        }
        if from < within.end {
            self.words(from..within.end, Column::Task, found);
        }
    }

    /// A row's units and due day hold for each of its requirements; a row that has only a due day is a deadline.
    fn row(&self, row: &Row, within: &Span, found: &mut Vec<Requirement>) {
        let first = found.len();
        let value = row.cell(Column::Value).filter(|cell| inside(cell, within));
        let named = value.as_ref().and_then(|_| row.cell(Column::Task));
        if let (Some(value), Some(named)) = (&value, &named) {
            self.value(row, named.clone(), value.clone(), found);
        }
        let is_read = found.len() > first;
        for (column, cell) in row.cells.iter().filter(|(_, cell)| overlaps(cell, within)) {
            let cell = cell.start.max(within.start)..cell.end.min(within.end);
            match column {
                Column::Task if !is_read => self.words(cell, *column, found),
                Column::Score => self.words(cell, *column, found),
                _ => {}
            }
        }
        let due = row.due.clone().and_then(|cell| due_in(self.text, cell, self.year));
        let task = row.cell(Column::Task).filter(|cell| inside(cell, within));
        if found.len() == first
            && let (Some(due), Some(task)) = (&due, task)
        {
            found.push(done_by(self.text, task, due.clone()));
        }
        for requirement in &mut found[first..] {
            if requirement.units.is_empty() {
                requirement.units.clone_from(&row.units);
            }
            let is_own = requirement.due.is_some() || requirement.kind == Kind::Deadline;
            if !is_own {
                requirement.due.clone_from(&due);
            }
        }
    }

    /// 隐患整改率 in one cell, ≥98% in the next, % perhaps in a third.
    fn value(&self, row: &Row, named: Span, value: Span, found: &mut Vec<Requirement>) {
        let measure = row.cell(Column::Measure).map_or("", |cell| &self.text[cell]);
        let figure = with_measure(&self.text[value.clone()], measure);
        let name = &self.text[named.clone()];
        let words = format!("{name} {figure}");
        let around = Around { is_value: true, year: self.year, ..Around::default() };
        let place = named.start.min(value.start)..named.end.max(value.end);
        for requirement in read(&Phrase::new(&words, 0..words.len(), 0, around)) {
            found.push(Requirement {
                quote: place.clone(),
                subject: named.clone(),
                due: None,
                ..requirement
            });
        }
    }

    fn words(&self, within: Span, column: Column, found: &mut Vec<Requirement>) {
        for sentence in sentences(self.text, within) {
            if may_demand(&self.text[sentence.span.clone()]) {
                self.sentence(&sentence, column, found);
            }
        }
    }

    fn sentence(&self, sentence: &Sentence, column: Column, found: &mut Vec<Requirement>) {
        let mut story = Story::begin(&self.text[sentence.span.clone()], self.past());
        let mut memory = Memory::default();
        for segment in &sentence.segments {
            let heard: Vec<Heard<'_>> = self.joined(segment).into_iter().map(|at| self.heard(at)).collect();
            let mut mood = Mood::of(heard.iter().map(|piece| (&*piece.words, &piece.said)));
            if column == Column::Score && !mood.is_score {
                continue;
            }
            let first = found.len();
            memory.is_rate = false;
            for Heard { main, span, words, said } in heard {
                memory.hear(subject_units(self.text, main..span.end));
                let is_told = !story.hear(&words, &said, self.past());
                if mood.hear(&words, &said) && !is_told && may_demand(&self.text[span.clone()]) {
                    self.piece(span, main, mood, &mut memory, first, found);
                }
            }
        }
    }

    fn past(&self) -> Option<i32> {
        self.year.or(self.since)
    }

    fn heard(&self, (main, span): (usize, Span)) -> Heard<'t> {
        let words = bare(&self.text[main..span.end]);
        Heard { main, said: Said::of(&words), words, span }
    }

    fn piece(
        &self,
        span: Span,
        main: usize,
        mood: Mood,
        memory: &mut Memory,
        first: usize,
        found: &mut Vec<Requirement>,
    ) {
        let from = found.len();
        let mut held = None;
        let mut is_rate = memory.is_rate;
        let mut is_built = memory.is_built && self.is_bare_thing(main..span.end);
        for part in parts(self.text, span.clone()) {
            let main = main.max(part.start);
            // 每次不少于10分钟 is no more daily than it is weekly
            let period = held.filter(|_| !self.text[part.clone()].starts_with('每'));
            let around = Around {
                is_score: mood.is_score,
                is_built,
                is_rate,
                is_value: false,
                period,
                year: self.year,
            };
            let phrase = Phrase::new(self.text, part, main, around);
            held = phrase.period;
            let read = read(&phrase);
            is_built |= read.iter().any(|r| matches!(r.kind, Kind::Count | Kind::Amount));
            is_rate = read.iter().any(|r| r.kind == Kind::Ratio);
            found.extend(read);
        }
        memory.is_built = is_built;
        memory.is_rate = is_rate;
        for requirement in &mut found[from..] {
            requirement.units.clone_from(memory.subject.as_ref().unwrap_or(&memory.lasting));
        }
        self.join_period(from, first, found);
    }

    /// 救生圈30个、对讲机5部: names and their numbers, and nothing else.
    fn is_bare_thing(&self, piece: Span) -> bool {
        let words = &self.text[piece];
        let figures = figures(words);
        let is_thing = |f: &Figure<'_>| matches!(f.class, Class::Thing | Class::Person | Class::Measure);
        figures.iter().all(is_thing) && figures.last().is_some_and(|last| last.end == words.len())
    }

    /// 每季度开展巡查，不少于2次: the count belongs to the period before it, which alone would be once.
    fn join_period(&self, from: usize, first: usize, found: &mut Vec<Requirement>) {
        let Some(before) = from.checked_sub(1).filter(|before| *before >= first) else { return };
        let Some(count) = found.get(from) else { return };
        let is_count = count.kind == Kind::Frequency
            && count.period.is_none()
            && COUNTS.iter().any(|word| self.text[count.quote.clone()].starts_with(word));
        if is_count && found[before].implicit && found[before].kind == Kind::Frequency {
            found[from].period = found[before].period;
            found.remove(before);
        }
    }

    /// The pieces, with one that is only a day (2026年6月底前，) joined to what must be done by then; with each, where the
    /// piece itself begins.
    fn joined(&self, pieces: &[Span]) -> Vec<(usize, Span)> {
        let mut found: Vec<(usize, Span)> = Vec::new();
        let mut waiting: Option<usize> = None;
        for piece in pieces {
            let words = &self.text[piece.clone()];
            let is_only_day = words.ends_with(['前', '年', '底', '末'])
                && due(words, self.year).is_some_and(|due| words.len() <= due.end - due.start + 12);
            if is_only_day && waiting.is_none() {
                waiting = Some(piece.start);
                continue;
            }
            let piece = without_note(self.text, piece.clone());
            if !piece.is_empty() {
                found.push((piece.start, waiting.take().unwrap_or(piece.start)..piece.end));
            }
        }
        found
    }
}

/// Words that open a count whose act stands in the piece before.
const COUNTS: &[&str] = &["不少于", "不得少于", "至少", "不低于", "次数"];

/// 95以上 with % from another cell: the unit stands behind the number.
fn with_measure(figure: &str, measure: &str) -> String {
    let end = figure.find(['（', '(']).unwrap_or(figure.len());
    let number = figure[..end].rfind(|c: char| crate::numbers::digit(c).is_some());
    match number.and_then(|at| Some(at + figure[at..].chars().next()?.len_utf8())) {
        Some(at) if unit_at(&figure[at..]).is_none() => {
            format!("{}{measure}{}", &figure[..at], &figure[at..])
        }
        _ => figure.to_owned(),
    }
}

fn inside(cell: &Span, within: &Span) -> bool {
    within.start <= cell.start && cell.end <= within.end
}

fn overlaps(cell: &Span, within: &Span) -> bool {
    cell.start < within.end && within.start < cell.end
}
