//! The words of a sort of paper, with gaps that are filled from the case and from what is asked.

use super::{Block, Document, PaperError, PaperKind, in_chinese};
use crate::register::{FieldError, FieldProblem, ValueProblem, Words};
use chrono::{NaiveDate, NaiveTime, Timelike};
use std::collections::{BTreeMap, BTreeSet};

/// What a gap is filled with, by its name.
pub type Filling = BTreeMap<String, String>;

/// One of the cases of a paper 所列事项, as its words take it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaperLine {
    /// What the case says.
    pub known: Filling,
    /// What is answered of it.
    pub answers: Filling,
}

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
    /// Whether it is asked of each case, and not once for the whole paper.
    pub is_each: bool,
    /// Names of gaps that propose an answer; the first that is filled does.
    pub from: Vec<String>,
    /// Answers that are proposed otherwise; the first of which every gap is filled.
    pub default: Vec<String>,
}

/// A part of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A paragraph; left out when one of its gaps is empty.
    Paragraph {
        /// Its words.
        text: String,
        /// What it says where the cases differ in one of its gaps, such as the deadline.
        differing: Option<String>,
    },
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
    /// Every gap of what it says once for the whole paper. What is said where cases differ stands in place of what is not.
    pub fn gaps(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = vec![&self.recipient, &self.copies];
        for part in &self.parts {
            match part {
                Part::Paragraph { text, differing } => texts.push(differing.as_ref().unwrap_or(text)),
                Part::Heading(text) => texts.push(text),
                Part::Rows(rows) => texts.extend(rows.iter().flat_map(|(name, text)| [&**name, &**text])),
                Part::Problems(_) => {}
            }
        }
        texts.extend(self.signers.iter().chain(&self.foot).map(String::as_str));
        texts.into_iter().flat_map(gaps_of).collect()
    }

    /// Every gap of what it says of each case, or only where the cases do not differ.
    pub fn gaps_of_each(&self) -> Vec<&str> {
        let texts = self.parts.iter().flat_map(|part| match part {
            Part::Problems(columns) => columns.iter().map(|(_, cell)| cell.as_str()).collect(),
            Part::Paragraph { text, differing: Some(_) } => vec![text.as_str()],
            Part::Paragraph { .. } | Part::Heading(_) | Part::Rows(_) => Vec::new(),
        });
        texts.flat_map(gaps_of).collect()
    }

    /// What is proposed as an answer to each ask, by what is known of a case.
    pub fn proposed(&self, known: &Filling) -> Filling {
        let proposal = |ask: &Ask| {
            let found = ask.from.iter().find_map(|gap| known.get(gap).filter(|text| !text.is_empty()));
            let otherwise = || ask.default.iter().find(|words| is_whole(words, known));
            let proposed = found.cloned().or_else(|| otherwise().map(|words| filled(words, known)));
            (ask.code.clone(), proposed.unwrap_or_default())
        };
        self.asks.iter().map(proposal).collect()
    }

    /// What is asked once for the whole paper.
    pub fn asks_once(&self) -> impl Iterator<Item = &Ask> {
        self.asks.iter().filter(|ask| !ask.is_each)
    }

    /// What is asked of each case.
    pub fn asks_of_each(&self) -> impl Iterator<Item = &Ask> {
        self.asks.iter().filter(|ask| ask.is_each)
    }

    /// What the paper says of its cases with these answers.
    ///
    /// # Errors
    /// [`PaperError::Fields`] with every answer that is wrong, one of a case after its number in the table, such as
    /// `2.clause`; [`PaperError::TwoOfficers`].
    pub fn fill(
        &self,
        known: &Filling,
        lines: &[PaperLine],
        answers: &Filling,
        (number, day): (Option<String>, NaiveDate),
    ) -> Result<Document, PaperError> {
        let mut wrong = Vec::new();
        let (once, of_each) = (self.asks_once().collect::<Vec<_>>(), self.asks_of_each().collect::<Vec<_>>());
        let (alike, differing) = alike(lines);
        let mut filling = known.clone();
        filling.extend(alike);
        filling.extend(answered(&once, answers, "", &mut wrong));
        let mut each = Vec::new();
        for (n, line) in lines.iter().enumerate() {
            let n = (n + 1).to_string();
            let mut own = filling.clone();
            own.extend(line.known.clone());
            own.extend(answered(&of_each, &line.answers, &format!("{n}."), &mut wrong));
            own.insert("n".to_owned(), n);
            each.push(own);
        }
        if !wrong.is_empty() {
            return Err(PaperError::Fields(wrong));
        }
        let named = |ask: &Ask| officers(filling.get(&ask.code).map_or("", String::as_str));
        let is_short = |ask: &Ask| ask.kind == AskKind::Officers && named(ask) < 2;
        if self.asks.iter().any(is_short) {
            return Err(PaperError::TwoOfficers);
        }
        let some = |text: &str| Some(filled(text, &filling)).filter(|text| !text.is_empty());
        let whole = |text: &str| some(text).filter(|_| is_whole(text, &filling));
        let organ = filling.get("organ").cloned().unwrap_or_default();
        Ok(Document {
            red_head: self.has_red_head.then(|| organ.clone()),
            title: self.title.zh.clone(),
            number,
            recipient: some(&self.recipient),
            blocks: self.blocks(&filling, &each, &differing),
            organ: self.is_sealed.then_some(organ),
            day: in_chinese(day),
            signers: self.signers.iter().map(|line| filled(line, &filling)).collect(),
            foot: self.foot.iter().filter_map(|line| whole(line)).collect(),
            copies: whole(&self.copies),
        })
    }

    /// Its parts, filled: once for the whole paper, and for each case.
    fn blocks(&self, filling: &Filling, each: &[Filling], differing: &BTreeSet<&str>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for part in &self.parts {
            match part {
                Part::Paragraph { text, differing: other } => {
                    let differs = gaps_of(text).any(|gap| differing.contains(gap));
                    let text = other.as_ref().filter(|_| differs).unwrap_or(text);
                    // what a person wrote on several lines is as many paragraphs
                    if is_whole(text, filling) {
                        let text = filled(text, filling);
                        blocks.extend(text.lines().map(|line| Block::Paragraph(line.trim().to_owned())));
                    }
                }
                Part::Heading(text) => blocks.push(Block::Heading(filled(text, filling))),
                Part::Rows(rows) => {
                    let row = |(name, text): &(String, String)| (name.clone(), filled(text, filling));
                    blocks.push(Block::Rows(rows.iter().map(row).collect()));
                }
                Part::Problems(columns) => {
                    let head = columns.iter().map(|(head, _)| head.clone()).collect();
                    let row = |own: &Filling| columns.iter().map(|(_, cell)| filled(cell, own)).collect();
                    blocks.push(Block::Table { head, rows: each.iter().map(row).collect() });
                }
            }
        }
        blocks
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

/// Answers as the words take them; what is wrong goes to `wrong`, each after its place.
fn answered(asks: &[&Ask], answers: &Filling, place: &str, wrong: &mut Vec<FieldError>) -> Filling {
    let mut tell = |code: &str, problem| wrong.push(FieldError { field: format!("{place}{code}"), problem });
    let mut filled = Filling::new();
    for ask in asks {
        let given = cleaned(answers.get(&ask.code).map_or("", String::as_str));
        match ask.said(&given) {
            Ok(said) => {
                filled.insert(ask.code.clone(), said);
            }
            Err(problem) => tell(&ask.code, problem),
        }
    }
    for code in answers.keys().filter(|code| !asks.iter().any(|ask| ask.code == **code)) {
        tell(code, FieldProblem::NoSuchField);
    }
    filled
}

/// How many officers are named.
fn officers(text: &str) -> usize {
    text.split(['、', '，', ',', '；', ';', '\n']).filter(|name| !name.trim().is_empty()).count()
}

/// What all cases say alike, and the gaps in which they differ.
fn alike(lines: &[PaperLine]) -> (Filling, BTreeSet<&str>) {
    let Some((first, others)) = lines.split_first() else { return (Filling::new(), BTreeSet::new()) };
    let is_alike = |gap: &str| others.iter().all(|other| other.known.get(gap) == first.known.get(gap));
    let (same, differing) = first.known.iter().partition::<Vec<_>, _>(|(gap, _)| is_alike(gap));
    let same = same.into_iter().map(|(gap, text)| (gap.clone(), text.clone())).collect();
    (same, differing.into_iter().map(|(gap, _)| gap.as_str()).collect())
}

/// The gaps of a text.
fn gaps_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(gap, _)| gap)
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
    gaps_of(text).all(|gap| filling.get(gap).is_some_and(|text| !text.is_empty()))
}

#[cfg(test)]
#[path = "template_tests.rs"]
mod tests;
