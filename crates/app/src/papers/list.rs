//! The papers of a case with what may be issued next, and the papers of a series.

use super::facts::facts;
use crate::access::sees;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Decision, Verb};
use domain::paper::{Filling, ISSUING, Paper, PaperError, PaperKind, PaperOffice, may_issue, may_keep};
use std::collections::{BTreeMap, HashMap};
use store::{Series, Tx};
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
    /// What is proposed for each thing that is asked.
    pub proposed: Filling,
}

/// The papers of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePapers {
    /// Version of the case, which a paper that is issued carries.
    pub version: i64,
    /// Papers, the earliest first, and whether the caller keeps each.
    pub papers: Vec<(Paper, bool)>,
    /// What the caller may issue, now or in another state of the case.
    pub choices: Vec<Choice>,
    /// How the unit appears on them.
    pub office: PaperOffice,
    /// Names of the people in them.
    pub names: BTreeMap<Uuid, String>,
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
    for row in ISSUING {
        let refused = may_issue(row.kind, &facts.case(), &roles).err();
        let is_other = matches!(
            refused,
            Some(PaperError::NotOfThis | PaperError::NotYours | PaperError::NoPower | PaperError::HasPower)
        );
        if let (false, Some(template)) = (is_other, catalogue.paper(row.kind)) {
            choices.push(Choice { kind: row.kind, refused, proposed: template.proposed(&facts.known) });
        }
    }
    let names = names(tx, &facts.papers).await?;
    let keeps = |paper: Paper| {
        let is_kept = may_keep(paper.kind, &paper.case_register, &roles);
        (paper, is_kept)
    };
    let papers = facts.papers.into_iter().map(keeps).collect();
    Ok(CasePapers { version: facts.record.version, papers, choices, office: facts.office, names })
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
    let (mut found, mut next) = (Vec::new(), None);
    if let Some(PapersAsking { kind, organ, year, mut below }) = asked {
        let mut looked = 0;
        loop {
            let batch = tx.papers_below((kind, organ, year), below, PAGE as i64).await?;
            let is_last = batch.len() < PAGE;
            looked += batch.len();
            let cases: Vec<Uuid> = batch.iter().map(|paper| paper.case_id).collect();
            let seen: HashMap<Uuid, bool> = tx
                .records(&cases)
                .await?
                .into_iter()
                .map(|raw| (raw.record.id, sees(caller, &raw.record.subject())))
                .collect();
            for paper in batch {
                if found.len() == PAGE {
                    break;
                }
                below = paper.serial;
                if seen.get(&paper.case_id) == Some(&true) {
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
    Ok(PaperPage { series, papers: found, next, names })
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
