//! The words of a sort of paper, with gaps that are filled from the case and from what is asked.

use super::{Block, Document, PaperError, PaperKind, in_chinese};
use crate::register::{FieldError, FieldProblem, ValueProblem, Words};
use chrono::{NaiveDate, NaiveTime, Timelike};
use std::collections::BTreeMap;

/// What a gap is filled with, by its name.
pub type Filling = BTreeMap<String, String>;

/// What sort of answer is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// Officers, at least two (行政处罚法 §42).
    Officers,
    /// One of these: code, and what the paper says.
    Choice(Vec<(String, Words)>),
}

/// Something that the case does not say and a person is asked for 填写项.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Name of the gap.
    pub code: String,
    /// What it is called.
    pub name: Words,
    /// Sort.
    pub kind: AskKind,
    /// Whether it must be answered.
    pub is_required: bool,
    /// Names of gaps that propose an answer; the first that is filled does.
    pub from: Vec<String>,
    /// An answer that is proposed otherwise.
    pub default: String,
}

/// A part of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A paragraph; left out when one of its gaps is empty.
    Paragraph(String),
    /// A heading.
    Heading(String),
    /// Names and texts; one that is empty is left to be filled by hand.
    Rows(Vec<(String, String)>),
    /// A table of the problems: head and cell of each column.
    Problems(Vec<(String, String)>),
}

/// The words of a sort of paper 文书格式.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Sort.
    pub kind: PaperKind,
    /// 标题, and what it is called in English.
    pub title: Words,
    /// Mark of the sort in its number.
    pub mark: String,
    /// Where the form comes from.
    pub source: String,
    /// Whether the unit stands in red above it.
    pub has_red_head: bool,
    /// Whether a seal is set over name and day of the unit.
    pub is_sealed: bool,
    /// What people are asked for.
    pub asks: Vec<Ask>,
    /// To whom it goes; empty on a record.
    pub recipient: String,
    /// What it says.
    pub parts: Vec<Part>,
    /// Lines to be signed by hand.
    pub signers: Vec<String>,
    /// What stands at the foot.
    pub foot: Vec<String>,
    /// To whom copies go; left out when a gap of it is empty.
    pub copies: String,
}

/// Text without control characters and without blanks at its ends: what is pasted from elsewhere brings some.
pub fn cleaned(text: &str) -> String {
    let kept = |c: &char| *c == '\n' || !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
    text.replace("\r\n", "\n").chars().filter(kept).collect::<String>().trim().to_owned()
}

impl Template {
    /// Every gap of its words.
    pub fn gaps(&self) -> Vec<String> {
        let mut texts: Vec<&str> = vec![&self.recipient, &self.copies];
        for part in &self.parts {
            match part {
                Part::Paragraph(text) | Part::Heading(text) => texts.push(text),
                Part::Rows(rows) | Part::Problems(rows) => {
                    texts.extend(rows.iter().flat_map(|(head, text)| [&**head, &**text]));
                }
            }
        }
        texts.extend(self.signers.iter().chain(&self.foot).map(String::as_str));
        let gaps = |text: &str| {
            let pieces = text.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
            pieces.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
        };
        texts.into_iter().flat_map(gaps).collect()
    }

    /// What is proposed as an answer to each ask, by what is known of the case.
    pub fn proposed(&self, known: &Filling) -> Filling {
        let proposal = |ask: &Ask| {
            let found = ask.from.iter().find_map(|gap| known.get(gap).filter(|text| !text.is_empty()));
            (ask.code.clone(), found.cloned().unwrap_or_else(|| ask.default.clone()))
        };
        self.asks.iter().map(proposal).collect()
    }

    /// The answers as the words take them.
    ///
    /// # Errors
    /// [`PaperError::Fields`] with every answer that is wrong, [`PaperError::TwoOfficers`].
    fn answered(&self, answers: &Filling) -> Result<Filling, PaperError> {
        let mut wrong = Vec::new();
        let mut filled = Filling::new();
        for ask in &self.asks {
            let given = cleaned(answers.get(&ask.code).map_or("", String::as_str));
            match ask.said(&given) {
                Ok(said) => {
                    filled.insert(ask.code.clone(), said);
                }
                Err(problem) => wrong.push(FieldError { field: ask.code.clone(), problem }),
            }
        }
        let is_known = |code: &&String| self.asks.iter().any(|ask| ask.code == **code);
        let unknown = answers.keys().filter(|code| !is_known(code));
        wrong.extend(
            unknown.map(|code| FieldError { field: code.clone(), problem: FieldProblem::NoSuchField }),
        );
        if !wrong.is_empty() {
            return Err(PaperError::Fields(wrong));
        }
        let is_short = |ask: &&Ask| ask.kind == AskKind::Officers && officers(&filled[&ask.code]) < 2;
        if self.asks.iter().any(|ask| is_short(&ask)) { Err(PaperError::TwoOfficers) } else { Ok(filled) }
    }

    /// What the paper says of a case with these answers.
    ///
    /// # Errors
    /// As for the answers: [`PaperError::Fields`], [`PaperError::TwoOfficers`].
    pub fn fill(
        &self,
        known: &Filling,
        problems: &[Filling],
        answers: &Filling,
        (number, day): (Option<String>, NaiveDate),
    ) -> Result<Document, PaperError> {
        let mut filling = known.clone();
        filling.extend(self.answered(answers)?);
        let some = |text: &str| Some(filled(text, &filling)).filter(|text| !text.is_empty());
        let whole = |text: &str| some(text).filter(|_| is_whole(text, &filling));
        let organ = filling.get("organ").cloned().unwrap_or_default();
        let mut blocks = Vec::new();
        for part in &self.parts {
            match part {
                // what a person wrote on several lines is as many paragraphs
                Part::Paragraph(text) => blocks.extend(whole(text).into_iter().flat_map(|text| {
                    text.lines().map(|line| Block::Paragraph(line.trim().to_owned())).collect::<Vec<_>>()
                })),
                Part::Heading(text) => blocks.push(Block::Heading(filled(text, &filling))),
                Part::Rows(rows) => {
                    let row = |(name, text): &(String, String)| (name.clone(), filled(text, &filling));
                    blocks.push(Block::Rows(rows.iter().map(row).collect()));
                }
                Part::Problems(columns) => {
                    let head = columns.iter().map(|(head, _)| head.clone()).collect();
                    let row = |(n, problem): (usize, &Filling)| {
                        let mut own = filling.clone();
                        own.extend(problem.clone());
                        own.insert("n".to_owned(), (n + 1).to_string());
                        columns.iter().map(|(_, cell)| filled(cell, &own)).collect()
                    };
                    blocks.push(Block::Table { head, rows: problems.iter().enumerate().map(row).collect() });
                }
            }
        }
        Ok(Document {
            red_head: self.has_red_head.then(|| organ.clone()),
            title: self.title.zh.clone(),
            number,
            recipient: some(&self.recipient),
            blocks,
            organ: self.is_sealed.then_some(organ),
            day: in_chinese(day),
            signers: self.signers.iter().map(|line| filled(line, &filling)).collect(),
            foot: self.foot.iter().filter_map(|line| whole(line)).collect(),
            copies: whole(&self.copies),
        })
    }
}

impl Ask {
    /// What the paper says of an answer.
    fn said(&self, given: &str) -> Result<String, FieldProblem> {
        let most = if self.kind == AskKind::LongText { 2000 } else { 200 };
        if given.chars().count() > most {
            return Err(ValueProblem::TooLong { max: most }.into());
        }
        if given.is_empty() {
            return if self.is_required { Err(FieldProblem::Required) } else { Ok(String::new()) };
        }
        match &self.kind {
            AskKind::Text | AskKind::LongText | AskKind::Officers => Ok(given.to_owned()),
            AskKind::Date => given.parse().map(in_chinese).map_err(|_| ValueProblem::NotADay.into()),
            AskKind::Time => {
                let time = NaiveTime::parse_from_str(given, "%H:%M").map_err(|_| ValueProblem::NotATime)?;
                Ok(format!("{}时{:02}分", time.hour(), time.minute()))
            }
            AskKind::Choice(options) => {
                let found = options.iter().find(|(code, _)| code == given);
                Ok(found.ok_or(ValueProblem::NoSuchChoice)?.1.zh.clone())
            }
        }
    }
}

/// How many officers are named.
fn officers(text: &str) -> usize {
    text.split(['、', '，', ',', '；', ';', '\n']).filter(|name| !name.trim().is_empty()).count()
}

/// A text with its gaps filled; what fills no gap is empty.
fn filled(text: &str, filling: &Filling) -> String {
    let mut pieces = text.split('{');
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (gap, rest) = piece.split_once('}').unwrap_or(("", piece));
        whole.push_str(filling.get(gap).map_or("", String::as_str));
        whole.push_str(rest);
    }
    whole
}

/// Whether every gap of a text is filled with something.
fn is_whole(text: &str, filling: &Filling) -> bool {
    let mut gaps = text.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
    gaps.all(|(gap, _)| filling.get(gap).is_some_and(|text| !text.is_empty()))
}
