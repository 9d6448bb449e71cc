//! What a paper would say, and issuing it: number, bytes, record and event in one transaction.

use super::lines::{Gathered, gathered};
use super::{paper_json, settling};
use crate::act::{Act, Thing, local_day};
use crate::error::AppError;
use crate::figures::count_changes;
use crate::records::{Entered, Resolver, key_taken, prepared, record_json};
use catalogue::Catalogue;
use chrono::{Datelike, NaiveDate};
use domain::access::{Caller, Verb};
use domain::paper::{
    Document, Filling, PAPERS, Paper, PaperCase, PaperError, PaperKind, RESULT, RecheckResult, Template,
    number,
};
use domain::register::{Record, RecordError};
use std::collections::BTreeMap;
use store::{StoreError, Tx};
use uuid::Uuid;
use vault::Vault;

/// A paper that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperAsked {
    /// Sort.
    pub kind: PaperKind,
    /// What no case says and is asked for once.
    pub answers: Filling,
    /// The cases that it covers, in the order of its table; the one on whose page it is asked for stands first.
    pub lines: Vec<LineAsked>,
}

/// A case that a paper is asked to cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineAsked {
    /// Its record.
    pub case: Uuid,
    /// Version of the record that was read.
    pub version: i64,
    /// What it does not say and is asked for each.
    pub answers: Filling,
}

/// A paper in print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// As PDF.
    pub pdf: Vec<u8>,
    /// As .docx.
    pub docx: Vec<u8>,
    /// What it was printed from, as JSON.
    pub data: String,
}

pub(super) fn template(catalogue: &Catalogue, kind: PaperKind) -> Result<&Template, AppError> {
    catalogue.paper(kind).ok_or(AppError::Paper(PaperError::NotOfThis))
}

/// What the paper would say, without a number and without anything kept.
///
/// # Errors
/// As [`issue_paper`].
pub async fn preview_paper(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    case: Uuid,
    asked: &PaperAsked,
    today: NaiveDate,
) -> Result<Document, AppError> {
    caller.may(Verb::KeepRecords)?;
    let gathered = gathered(tx, caller, catalogue, case, asked, today).await?;
    let template = template(catalogue, asked.kind)?;
    Ok(template.fill(&gathered.first().known, &gathered.lines(asked), &asked.answers, (None, today))?)
}

/// Issues a paper. `print` is given what it says and gives the bytes; while it works, the number is held, so that nobody else gets
/// it and none is left out.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`] when one of the cases was changed since its version was read, the first reason why
/// it may not be issued, and whatever is wrong with the answers or in print.
pub async fn issue_paper(
    tx: &mut Tx,
    act: &Act,
    (catalogue, vault): (&Catalogue, &Vault),
    case: Uuid,
    asked: &PaperAsked,
    print: impl AsyncFnOnce(Document) -> Result<Printed, AppError>,
) -> Result<Paper, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let today = local_day(act.now);
    let gathered = gathered(tx, &act.caller, catalogue, case, asked, today).await?;
    if gathered.cases.iter().zip(&asked.lines).any(|(facts, line)| facts.record.version != line.version) {
        return Err(AppError::Stale { table: "record" });
    }
    let template = template(catalogue, asked.kind)?;
    let first = gathered.first();
    let (organ, year) = (first.office.unit_id, today.year());
    let serial = tx.next_paper(asked.kind, organ, year).await?;
    let number = number(&first.office.word, &template.mark, year, serial);
    let issued = (Some(number.clone()), today);
    let said = template.fill(&first.known, &gathered.lines(asked), &asked.answers, issued)?;
    let recipient = said.recipient.clone().unwrap_or_else(|| first.known["party"].clone());
    let printed = print(said).await?;
    let pdf = kept(tx, vault, act, &printed.pdf).await?;
    let docx = kept(tx, vault, act, &printed.docx).await?;
    let record = entered(tx, act, catalogue, &gathered, asked, &number, &recipient).await?;
    let paper = Paper {
        id: act.new_id()?,
        kind: asked.kind,
        organ,
        year,
        serial,
        number,
        case_id: case,
        case_register: first.register.code.clone(),
        cases: covered(&gathered, asked),
        about: gathered.order.as_ref().map(|order| order.id),
        record_id: record.id,
        recipient,
        issued_on: today,
        issued_at: act.now,
        issued_by: act.caller.user_id,
        data: printed.data,
        pdf,
        docx,
        served: None,
        voided: None,
    };
    tx.insert_paper(&paper).await?;
    let thing = Thing::at("paper", paper.id, first.record.unit_id);
    act.record(tx, "paper.issue", thing, None, Some(paper_json(&paper))).await?;
    if let Some(order) = &gathered.order {
        settling::follow(tx, act, catalogue, order).await?;
    }
    Ok(paper)
}

/// The records on whose pages the paper stands, with what an opinion finds of each.
fn covered(gathered: &Gathered, asked: &PaperAsked) -> Vec<PaperCase> {
    let lines = gathered.cases.iter().zip(&asked.lines);
    let case = |(facts, line): (&super::facts::Facts, &LineAsked)| {
        let result = line.answers.get(RESULT).and_then(|word| RecheckResult::parse(word));
        facts.covered(asked.kind).into_iter().map(move |id| PaperCase { id, result })
    };
    lines.flat_map(case).collect()
}

/// Bytes lie where files are kept before a row tells of them.
async fn kept(tx: &mut Tx, vault: &Vault, act: &Act, bytes: &[u8]) -> Result<String, AppError> {
    let stored = vault.put(bytes).await?;
    let sha256 = stored.sha256();
    tx.keep_original(&sha256, bytes.len(), act.now).await?;
    Ok(sha256)
}

/// The first characters of a text, so many as a field takes; the paper itself has them all.
fn cut(text: &str, most: usize) -> String {
    text.chars().map(|c| if c == '\n' { '；' } else { c }).take(most).collect()
}

/// What it is about: the first problem, and how many there are.
fn matter(gathered: &Gathered) -> String {
    let own = &gathered.first().own;
    let first = if own["problem"].is_empty() { &own["topic"] } else { &own["problem"] };
    let and_more = match gathered.cases.len() {
        0 | 1 => String::new(),
        n => format!("等{n}项问题"),
    };
    cut(first, 100 - and_more.chars().count()) + &and_more
}

/// The record of the paper in the register of papers, by which figures count it.
async fn entered(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    gathered: &Gathered,
    asked: &PaperAsked,
    number: &str,
    recipient: &str,
) -> Result<Record, AppError> {
    let today = local_day(act.now);
    let register = crate::registers::register(tx, catalogue, PAPERS).await?;
    let mut resolver = Resolver::new(tx, &act.caller, catalogue, register, today).await?;
    let facts = gathered.first();
    // what a unit orders or advises is settled by the last of its days; a record and an opinion are done once they are written
    let due = match asked.kind {
        PaperKind::Order | PaperKind::Advice | PaperKind::Listing => gathered.due(),
        PaperKind::SiteRecord | PaperKind::Recheck => None,
    };
    let is_done = matches!(asked.kind, PaperKind::SiteRecord | PaperKind::Recheck);
    let mut fields = BTreeMap::new();
    let mut put = |code: &str, text: String| fields.insert(code.to_owned(), vec![text]);
    put("number", number.to_owned());
    put("kind", asked.kind.as_str().to_owned());
    put("party", cut(recipient, 100));
    put("matter", matter(gathered));
    put("department", facts.office.unit_id.to_string());
    put("officers", cut(asked.answers.get("officers").map_or("", String::as_str), 100));
    put("issued_on", today.to_string());
    if let Some(site) = facts.site {
        put("site", site.to_string());
    }
    if let Some(due) = due {
        put("due", due.to_string());
    }
    if is_done {
        put("closed_on", today.to_string());
    }
    let entered = Entered {
        unit: Some(facts.record.unit_id.to_string()),
        sector: facts.record.sector.clone(),
        state: None,
        fields,
    };
    let mut record = prepared(tx, act, &mut resolver, entered).await?;
    if is_done {
        record.state = "closed".to_owned();
    }
    let register = resolver.shared_register();
    let inserted = tx.insert_records(&register, std::slice::from_ref(&record)).await;
    if let (Err(StoreError::KeyTaken { .. }), Some(key)) = (&inserted, record.key(&register)) {
        let other = tx.record_by_key(&register.code, &key).await?;
        return Err(other.map_or(RecordError::KeyTaken(Uuid::nil()).into(), |other| key_taken(act, &other)));
    }
    inserted?;
    count_changes(tx, &act.counting, &register, &[(None, Some(&record))]).await?;
    let thing = Thing::at("record", record.id, record.unit_id);
    // not an entry that an undo would take out again: the paper lies with its receiver
    act.record(tx, "paper.enter", thing, None, Some(record_json(&record))).await?;
    Ok(record)
}
