//! The papers of a case with what may be issued next, and the papers of a series.

use super::facts::{earlier, facts};
use crate::access::sees;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Decision, Verb};
use domain::paper::{ISSUING, Paper, PaperError, PaperKind, PaperOffice, may_issue, may_keep};
use std::collections::BTreeMap;
use store::{RawRecord, Series, Tx};
use uuid::Uuid;

/// Papers on a page.
const PAGE: usize = 50;
/// Papers that one call looks at, however few of them the caller sees.
const MOST_LOOKED_AT: usize = 500;

/// A sort of paper that may be issued for a case, now or later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Sort.
    pub kind: PaperKind,
    /// Why not now.
    pub refused: Option<PaperError>,
    /// Cases on one paper at most.
    pub most_cases: usize,
}

/// A record that papers cover, to be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredRecord {
    /// Its register.
    pub register: String,
    /// Its title.
    pub title: String,
}

/// The papers of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePapers {
    /// Papers, the earliest first, and whether the caller keeps each.
    pub papers: Vec<(Paper, bool)>,
    /// What the caller may issue, now or in another state of the case.
    pub choices: Vec<Choice>,
    /// How the unit appears on them.
    pub office: PaperOffice,
    /// Names of the people in them.
    pub names: BTreeMap<Uuid, String>,
    /// The records that they cover and the caller sees.
    pub records: BTreeMap<Uuid, CoveredRecord>,
}

/// The papers of a case.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn papers_of_case(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    case: Uuid,
    today: NaiveDate,
) -> Result<CasePapers, AppError> {
    let facts = facts(tx, caller, Verb::See, catalogue, case, today).await?;
    let subject = facts.record.subject();
    let roles = match caller.decide(Verb::KeepRecords, &subject) {
        Decision::Allowed if facts.record.is_standing() => caller.roles_for(&subject),
        _ => Vec::new(),
    };
    let mut choices = Vec::new();
    let order = earlier(&facts.papers);
    for row in ISSUING.iter().filter(|row| row.register == facts.register.code) {
        let refused = may_issue(row.kind, &facts.case(order), &roles).err();
        let is_other = matches!(
            refused,
            Some(PaperError::NotOfThis | PaperError::NotYours | PaperError::NoPower | PaperError::HasPower)
        );
        if !is_other {
            choices.push(Choice { kind: row.kind, refused, most_cases: row.most_cases });
        }
    }
    let covered = covered(tx, &facts.papers).await?;
    let names = names(tx, &facts.papers).await?;
    let records = named(caller, covered.values());
    let keeps = |case: &RawRecord, kind: PaperKind| {
        let subject = case.record.subject();
        caller.decide(Verb::KeepRecords, &subject) == Decision::Allowed
            && may_keep(kind, &case.record.register, &caller.roles_for(&subject))
    };
    let kept = |paper: Paper| {
        let is_kept = covered_by(&paper, &covered).all(|case| keeps(case, paper.kind));
        (paper, is_kept)
    };
    let papers = facts.papers.into_iter().map(kept).collect();
    Ok(CasePapers { papers, choices, office: facts.office, names, records })
}

/// The records that papers cover, by their identity.
async fn covered(tx: &mut Tx, papers: &[Paper]) -> Result<BTreeMap<Uuid, RawRecord>, AppError> {
    let mut ids: Vec<Uuid> = papers.iter().flat_map(|paper| &paper.cases).map(|case| case.id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(tx.records(&ids).await?.into_iter().map(|raw| (raw.record.id, raw)).collect())
}

/// Those of one of them.
fn covered_by<'c>(
    paper: &Paper,
    covered: &'c BTreeMap<Uuid, RawRecord>,
) -> impl Iterator<Item = &'c RawRecord> {
    paper.cases.iter().filter_map(|case| covered.get(&case.id))
}

/// Which series, and from where on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PapersAsking {
    /// Sort.
    pub kind: PaperKind,
    /// The unit that issued.
    pub organ: Uuid,
    /// Year.
    pub year: i32,
    /// Numbers below this one.
    pub below: i64,
}

/// A page of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperPage {
    /// Every series that there is.
    pub series: Vec<Series>,
    /// The papers of the one that was asked for, which the caller sees; the latest first.
    pub papers: Vec<Paper>,
    /// The number below which the next page begins.
    pub next: Option<i64>,
    /// Names of the people in them.
    pub names: BTreeMap<Uuid, String>,
    /// The records that they cover and the caller sees.
    pub records: BTreeMap<Uuid, CoveredRecord>,
}

/// The series that there are, and a page of one.
///
/// # Errors
/// [`AppError::Forbidden`] for who sees nothing.
pub async fn papers(
    tx: &mut Tx,
    caller: &Caller,
    asked: Option<PapersAsking>,
) -> Result<PaperPage, AppError> {
    caller.may(Verb::See)?;
    let series = tx.paper_series().await?;
    let (mut found, mut next, mut seen) = (Vec::new(), None, BTreeMap::new());
    if let Some(PapersAsking { kind, organ, year, mut below }) = asked {
        let mut looked = 0;
        loop {
            let batch = tx.papers_below((kind, organ, year), below, PAGE as i64).await?;
            let is_last = batch.len() < PAGE;
            looked += batch.len();
            seen.extend(covered(tx, &batch).await?);
            for paper in batch {
                if found.len() == PAGE {
                    break;
                }
                below = paper.serial;
                // who sees one of its cases sees the paper
                if covered_by(&paper, &seen).any(|case| sees(caller, &case.record.subject())) {
                    found.push(paper);
                }
            }
            if is_last && found.len() < PAGE || below <= 1 {
                break;
            }
            if found.len() == PAGE || looked >= MOST_LOOKED_AT {
                next = Some(below);
                break;
            }
        }
    }
    let names = names(tx, &found).await?;
    let records = named(caller, found.iter().flat_map(|paper| covered_by(paper, &seen)));
    Ok(PaperPage { series, papers: found, next, names, records })
}

/// Those that the caller sees, to be named.
fn named<'c>(caller: &Caller, covered: impl Iterator<Item = &'c RawRecord>) -> BTreeMap<Uuid, CoveredRecord> {
    let seen = covered.filter(|raw| sees(caller, &raw.record.subject()));
    let named = |raw: &RawRecord| {
        let (register, title) = (raw.record.register.clone(), raw.title.clone());
        (raw.record.id, CoveredRecord { register, title })
    };
    seen.map(named).collect()
}

async fn names(tx: &mut Tx, papers: &[Paper]) -> Result<BTreeMap<Uuid, String>, AppError> {
    let mut names = BTreeMap::new();
    for paper in papers {
        let people = [Some(paper.issued_by), paper.voided.as_ref().map(|voided| voided.by)];
        let people = people.into_iter().flatten().chain(paper.served.as_ref().map(|served| served.by));
        for id in people {
            if !names.contains_key(&id)
                && let Some(account) = tx.account(id).await?
            {
                names.insert(id, account.name);
            }
        }
    }
    Ok(names)
}
