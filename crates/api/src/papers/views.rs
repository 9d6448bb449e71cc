//! What the API shows of papers.

use super::offices::PaperOfficeView;
use crate::problem::Problem;
use app::{AppError, CasePapers, Choice, CoveredRecord};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use domain::org::OrgUnit;
use domain::paper::{AskKind, Block, Document, Paper, PaperCase, RecheckResult, Template};
use domain::register::Words;
use serde::Serialize;
use std::collections::BTreeMap;
use store::Series;
use utoipa::ToSchema;
use uuid::Uuid;

/// A name in both languages.
#[derive(Serialize, ToSchema)]
pub struct TitleView {
    zh: String,
    en: String,
}

impl From<&Words> for TitleView {
    fn from(words: &Words) -> Self {
        Self { zh: words.zh.clone(), en: words.en.clone() }
    }
}

/// That a paper was served.
#[derive(Serialize, ToSchema)]
pub struct ServedView {
    on: NaiveDate,
    /// `direct`, `left`, `post`, `entrusted`, `electronic`, `public`.
    how: &'static str,
    to: String,
    note: String,
    /// Hash of the receipt.
    receipt: Option<String>,
    by: Uuid,
}

/// That a paper is void.
#[derive(Serialize, ToSchema)]
pub struct VoidedView {
    reason: String,
    by: Uuid,
    at: DateTime<Utc>,
}

/// A record that a paper covers.
#[derive(Serialize, ToSchema)]
pub struct PaperCaseView {
    id: Uuid,
    /// What an opinion finds of it: `done`, `partly`, `not`.
    result: Option<&'static str>,
}

impl From<PaperCase> for PaperCaseView {
    fn from(case: PaperCase) -> Self {
        Self { id: case.id, result: case.result.map(RecheckResult::as_str) }
    }
}

/// A record that papers cover, to be named.
#[derive(Serialize, ToSchema)]
pub struct CoveredView {
    register: String,
    title: String,
}

/// By their identity.
pub fn covered(records: BTreeMap<Uuid, CoveredRecord>) -> BTreeMap<Uuid, CoveredView> {
    let view = |CoveredRecord { register, title }| CoveredView { register, title };
    records.into_iter().map(|(id, record)| (id, view(record))).collect()
}

/// An issued paper.
#[derive(Serialize, ToSchema)]
pub struct PaperView {
    id: Uuid,
    /// `site-record`, `order`, `recheck`, `listing`, `advice`.
    kind: &'static str,
    title: TitleView,
    number: String,
    serial: i64,
    recipient: String,
    /// The record on whose page it was issued, and its register.
    case_id: Uuid,
    case_register: String,
    /// Every record on whose page it stands, the problems in the order of its table.
    cases: Vec<PaperCaseView>,
    /// How many problems are on it.
    problems: usize,
    /// The order or notice that an opinion is about.
    about: Option<Uuid>,
    /// Its record in the register of papers.
    record_id: Uuid,
    issued_on: NaiveDate,
    issued_at: DateTime<Utc>,
    issued_by: Uuid,
    served: Option<ServedView>,
    voided: Option<VoidedView>,
    /// Whether the caller may void it and enter that it was served.
    keeps: bool,
}

impl PaperView {
    /// With the name of its sort.
    pub fn new(catalogue: &Catalogue, paper: Paper, keeps: bool) -> Self {
        let words = |template: &Template| TitleView::from(&template.title);
        let untitled =
            || TitleView { zh: paper.kind.as_str().to_owned(), en: paper.kind.as_str().to_owned() };
        let problems = paper.problems();
        let served = paper.served.map(|served| ServedView {
            on: served.on,
            how: served.how.as_str(),
            to: served.to,
            note: served.note,
            receipt: served.receipt,
            by: served.by,
        });
        let voided =
            paper.voided.map(|voided| VoidedView { reason: voided.reason, by: voided.by, at: voided.at });
        Self {
            title: catalogue.paper(paper.kind).map_or_else(untitled, words),
            id: paper.id,
            kind: paper.kind.as_str(),
            number: paper.number,
            serial: paper.serial,
            recipient: paper.recipient,
            case_id: paper.case_id,
            case_register: paper.case_register,
            problems,
            cases: paper.cases.into_iter().map(Into::into).collect(),
            about: paper.about,
            record_id: paper.record_id,
            issued_on: paper.issued_on,
            issued_at: paper.issued_at,
            issued_by: paper.issued_by,
            served,
            voided,
            keeps,
        }
    }
}

/// One of the options of an answer.
#[derive(Serialize, ToSchema)]
pub struct PaperOptionView {
    code: String,
    name: TitleView,
}

/// Something that is asked for.
#[derive(Serialize, ToSchema)]
pub struct AskView {
    code: String,
    name: TitleView,
    /// `text`, `long-text`, `date`, `time`, `officers`, `choice`.
    kind: &'static str,
    required: bool,
    /// Whether it is asked of each case, and not once for the whole paper.
    each: bool,
    options: Vec<PaperOptionView>,
}

/// A sort of paper that may be issued for the case.
#[derive(Serialize, ToSchema)]
pub struct PaperChoiceView {
    kind: &'static str,
    title: TitleView,
    /// Where the form comes from.
    source: String,
    /// Why not now, when it may not be issued now.
    refused: Option<Problem>,
    /// Cases on one paper at most.
    most_cases: usize,
    asks: Vec<AskView>,
}

impl PaperChoiceView {
    fn new(choice: Choice, template: &Template, is_english: bool) -> Self {
        let Choice { kind, refused, most_cases } = choice;
        let ask = |ask: &domain::paper::Ask| {
            let (word, options) = match &ask.kind {
                AskKind::Text => ("text", &[][..]),
                AskKind::LongText => ("long-text", &[][..]),
                AskKind::Date => ("date", &[][..]),
                AskKind::Time => ("time", &[][..]),
                AskKind::Officers => ("officers", &[][..]),
                AskKind::Choice(options) => ("choice", &options[..]),
            };
            let option =
                |(code, name): &(String, Words)| PaperOptionView { code: code.clone(), name: name.into() };
            AskView {
                code: ask.code.clone(),
                name: (&ask.name).into(),
                kind: word,
                required: ask.is_required,
                each: ask.is_each,
                options: options.iter().map(option).collect(),
            }
        };
        let told = |error| Problem::from(AppError::Paper(error)).in_language(is_english);
        Self {
            kind: kind.as_str(),
            title: (&template.title).into(),
            source: template.source.clone(),
            refused: refused.map(told),
            most_cases,
            asks: template.asks.iter().map(ask).collect(),
        }
    }
}

/// The papers of a case, and what may be issued for it.
#[derive(Serialize, ToSchema)]
pub struct CasePapersView {
    items: Vec<PaperView>,
    choices: Vec<PaperChoiceView>,
    office: PaperOfficeView,
    /// Names of the people in them.
    names: BTreeMap<Uuid, String>,
    /// The records that they cover and the caller sees.
    records: BTreeMap<Uuid, CoveredView>,
}

impl CasePapersView {
    /// As it stands on a day.
    pub fn new(catalogue: &Catalogue, found: CasePapers, today: NaiveDate, is_english: bool) -> Self {
        let choice = |choice: Choice| {
            let template = catalogue.paper(choice.kind)?;
            Some(PaperChoiceView::new(choice, template, is_english))
        };
        let items = found.papers.into_iter().map(|(paper, keeps)| PaperView::new(catalogue, paper, keeps));
        Self {
            items: items.collect(),
            choices: found.choices.into_iter().filter_map(choice).collect(),
            office: PaperOfficeView::new(found.office, today),
            names: found.names,
            records: covered(found.records),
        }
    }
}

/// A part of what a paper says.
#[derive(Serialize, ToSchema)]
pub struct BlockView {
    /// `paragraph`, `heading`, `rows`, `table`.
    kind: &'static str,
    /// Of a paragraph or heading.
    text: String,
    /// Names of columns of a table.
    head: Vec<String>,
    /// Rows of a table; of `rows` a name and a text each.
    rows: Vec<Vec<String>>,
}

impl From<Block> for BlockView {
    fn from(block: Block) -> Self {
        let blank = |kind| Self { kind, text: String::new(), head: Vec::new(), rows: Vec::new() };
        match block {
            Block::Paragraph(text) => Self { text, ..blank("paragraph") },
            Block::Heading(text) => Self { text, ..blank("heading") },
            Block::Rows(rows) => Self {
                rows: rows.into_iter().map(|(name, text)| vec![name, text]).collect(),
                ..blank("rows")
            },
            Block::Table { head, rows } => Self { head, rows, ..blank("table") },
        }
    }
}

/// What a paper says.
#[derive(Serialize, ToSchema)]
pub struct DocumentView {
    /// The unit in red above it.
    red_head: Option<String>,
    title: String,
    /// None before it is issued.
    number: Option<String>,
    recipient: Option<String>,
    blocks: Vec<BlockView>,
    organ: Option<String>,
    day: String,
    /// Lines to be signed by hand.
    signers: Vec<String>,
    foot: Vec<String>,
    copies: Option<String>,
}

impl From<Document> for DocumentView {
    fn from(document: Document) -> Self {
        let Document { red_head, title, number, recipient, blocks, organ, day, signers, foot, copies } =
            document;
        let blocks = blocks.into_iter().map(Into::into).collect();
        Self { red_head, title, number, recipient, blocks, organ, day, signers, foot, copies }
    }
}

/// How far the numbers of a sort of paper of a unit in a year are.
#[derive(Serialize, ToSchema)]
pub struct SeriesView {
    kind: &'static str,
    title: TitleView,
    organ: Uuid,
    organ_name: String,
    year: i32,
    /// The last number.
    last: i64,
    /// Papers that are kept: as many as the last number.
    kept: i64,
    /// Void ones among them.
    void: i64,
}

impl SeriesView {
    /// With the names of its sort and unit.
    pub fn new(catalogue: &Catalogue, units: &[OrgUnit], series: Series) -> Self {
        let unit = units.iter().find(|unit| unit.id == series.organ);
        let title = catalogue.paper(series.kind).map(|paper| (&paper.title).into());
        let word = series.kind.as_str();
        Self {
            kind: word,
            title: title.unwrap_or_else(|| TitleView { zh: word.to_owned(), en: word.to_owned() }),
            organ: series.organ,
            organ_name: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
            year: series.year,
            last: series.last,
            kept: series.kept,
            void: series.void,
        }
    }
}

/// The series that there are, and a page of one.
#[derive(Serialize, ToSchema)]
pub struct PaperList {
    /// Every series.
    pub series: Vec<SeriesView>,
    /// The papers of the series that was asked for, which the caller sees.
    pub items: Vec<PaperView>,
    /// What to ask for as `below` for the next page.
    pub next: Option<i64>,
    /// Names of the people in them.
    pub names: BTreeMap<Uuid, String>,
    /// The records that they cover and the caller sees.
    pub records: BTreeMap<Uuid, CoveredView>,
}
