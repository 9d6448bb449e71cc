//! The cases that stand on one paper: which may stand beside each other, and those that a paper is asked to cover.

use super::PaperAsked;
use super::facts::{Facts, earlier, facts};
use super::issue::template;
use crate::error::AppError;
use crate::records::{Asked, latest};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::hazard::HAZARD;
use domain::paper::{
    Filling, Issuing, Paper, PaperError, PaperKind, PaperLine, Party, RecheckResult, issuing, last_results,
    may_issue,
};
use domain::register::{RecordError, SITE};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use uuid::Uuid;

/// Hazards that are looked through for those of one party: where no site is named, no index knows whose they are.
const MOST_LOOKED_AT: usize = 500;

/// A case that may stand on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOffer {
    /// Its record.
    pub case: Uuid,
    /// Version of the record, which the paper that is issued carries.
    pub version: i64,
    /// What is wrong, and where.
    pub problem: String,
    /// Where.
    pub spot: String,
    /// By when it is to be rectified.
    pub due: Option<NaiveDate>,
    /// Whether it stands on the paper unless somebody takes it off.
    pub is_chosen: bool,
    /// Number of the order or notice that stands for it.
    pub earlier: Option<String>,
    /// What was found of it last, by an opinion on the same order or notice.
    pub result: Option<RecheckResult>,
    /// What is proposed for each thing that is asked, once or of each.
    pub proposed: Filling,
}

/// The cases of a paper that is asked for, each checked.
pub(super) struct Gathered {
    /// At least one; the one on whose page it is asked for stands first.
    pub(super) cases: Vec<Facts>,
    /// The order or notice that an opinion is about.
    pub(super) order: Option<Paper>,
}

impl Gathered {
    pub(super) fn first(&self) -> &Facts {
        &self.cases[0]
    }

    /// What the words say of each.
    pub(super) fn lines(&self, asked: &PaperAsked) -> Vec<PaperLine> {
        self.cases.iter().zip(&asked.lines).map(|(facts, line)| facts.line(&line.answers)).collect()
    }

    /// The last of their deadlines.
    pub(super) fn due(&self) -> Option<NaiveDate> {
        self.cases.iter().filter_map(Facts::due).max()
    }
}

/// What may stand on a paper of this sort: the case itself, and others of its party; on an opinion, what stands on the order or
/// notice.
///
/// # Errors
/// [`AppError::NotFound`], and the first reason why the paper may not be issued for the case.
pub async fn paper_lines(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    case: Uuid,
    kind: PaperKind,
    today: NaiveDate,
) -> Result<Vec<LineOffer>, AppError> {
    caller.may(Verb::KeepRecords)?;
    let first = facts(tx, caller, Verb::KeepRecords, catalogue, case, today).await?;
    let order = order_of(kind, &first);
    check(caller, kind, &first, order.as_ref())?;
    let row = issuing(kind, &first.register.code).ok_or(PaperError::NotOfThis)?;
    let ids = match &order {
        _ if row.most_cases == 1 => Vec::new(),
        Some(order) => order.cases.iter().map(|other| other.id).filter(|id| *id != case).collect(),
        None => of_party(tx, caller, &first, row).await?,
    };
    let opinions = match &order {
        Some(order) => tx.opinions_on(order.id).await?,
        None => Vec::new(),
    };
    let found = last_results(&opinions);
    let mut cases = vec![first];
    for id in ids {
        match facts(tx, caller, Verb::KeepRecords, catalogue, id, today).await {
            Ok(other) if check_beside(caller, kind, (&cases[0], &other), order.as_ref()).is_ok() => {
                cases.push(other);
            }
            // what is not the caller's to act on is not offered
            Ok(_) | Err(AppError::NotFound(_) | AppError::Forbidden(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let template = template(catalogue, kind)?;
    let offer = |facts: &Facts| {
        let result = found.get(&facts.record.id).copied();
        let is_open = order.is_some() && result != Some(RecheckResult::Done);
        LineOffer {
            case: facts.record.id,
            version: facts.record.version,
            problem: facts.own["problem"].clone(),
            spot: facts.own["spot"].clone(),
            due: facts.due(),
            is_chosen: facts.record.id == case || is_open,
            earlier: earlier(&facts.papers).map(|paper| paper.number.clone()),
            result,
            proposed: template.proposed(&facts.all()),
        }
    };
    Ok(cases.iter().map(offer).collect())
}

/// The cases that a paper is asked to cover: each must be there for the caller, allow such a paper, and belong to the first.
///
/// # Errors
/// [`AppError::NotFound`], and the first reason why it may not be issued.
pub(super) async fn gathered(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    case: Uuid,
    asked: &PaperAsked,
    today: NaiveDate,
) -> Result<Gathered, AppError> {
    let kind = asked.kind;
    let first = facts(tx, caller, Verb::KeepRecords, catalogue, case, today).await?;
    let order = order_of(kind, &first);
    check(caller, kind, &first, order.as_ref())?;
    let ids: BTreeSet<Uuid> = asked.lines.iter().map(|line| line.case).collect();
    if ids.len() != asked.lines.len() || asked.lines.first().is_none_or(|line| line.case != case) {
        return Err(AppError::BadQuery { part: "lines".to_owned() });
    }
    let most = issuing(kind, &first.register.code).map_or(1, |row| row.most_cases);
    if asked.lines.len() > most {
        return Err(PaperError::TooMany { most }.into());
    }
    let mut cases = vec![first];
    for line in &asked.lines[1..] {
        let other = facts(tx, caller, Verb::KeepRecords, catalogue, line.case, today).await?;
        check_beside(caller, kind, (&cases[0], &other), order.as_ref())?;
        cases.push(other);
    }
    Ok(Gathered { cases, order })
}

/// The order or notice that an opinion on a case would be about.
fn order_of(kind: PaperKind, facts: &Facts) -> Option<Paper> {
    earlier(&facts.papers).filter(|_| kind == PaperKind::Recheck).cloned()
}

/// Whether the caller may issue such a paper for a case.
fn check(caller: &Caller, kind: PaperKind, facts: &Facts, order: Option<&Paper>) -> Result<(), AppError> {
    if !facts.record.is_standing() {
        return Err(RecordError::Removed.into());
    }
    Ok(may_issue(kind, &facts.case(order), &caller.roles_for(&facts.record.subject()))?)
}

/// Whether another case may stand on the same paper as the first: of the same party and unit, or on the order that is re-inspected.
fn check_beside(
    caller: &Caller,
    kind: PaperKind,
    (first, other): (&Facts, &Facts),
    order: Option<&Paper>,
) -> Result<(), AppError> {
    let is_of_party = first.party.is_some() && first.party == other.party;
    let is_beside = order.map_or(is_of_party, |order| order.covers(other.record.id));
    let is_issued_alike =
        first.register.code == other.register.code && first.office.unit_id == other.office.unit_id;
    if !is_beside || !is_issued_alike {
        return Err(PaperError::OtherParty.into());
    }
    check(caller, kind, other, order)
}

/// Other hazards of the same party for which such a paper may be issued; of many, those found last.
async fn of_party(tx: &mut Tx, caller: &Caller, first: &Facts, row: &Issuing) -> Result<Vec<Uuid>, AppError> {
    let Some(party) = first.party.as_ref().filter(|_| first.register.code == HAZARD) else {
        return Ok(Vec::new());
    };
    let (unit, site) = match party {
        Party::Site(site) => (None, site.to_string()),
        Party::Rectifier { unit, .. } => (Some(*unit), "-".to_owned()),
    };
    let asked = Asked {
        unit,
        states: row.states.iter().map(|state| (*state).to_owned()).collect(),
        filters: BTreeMap::from([(SITE.to_owned(), site)]),
        sort: Some("-found_on".to_owned()),
        limit: MOST_LOOKED_AT,
        ..Asked::default()
    };
    let units = tx.shared_units().await?;
    let found = latest(tx, caller, &first.register, &units, &asked).await?.into_iter();
    let others = found.map(|(_, record)| record).filter(|record| record.id != first.record.id);
    let alike = others.filter(|record| Party::of(record).as_ref() == Some(party));
    let mut alike: Vec<_> = alike.map(|record| (record.date("found_on"), record.id)).collect();
    alike.truncate(row.most_cases - 1);
    // the paper tells them as they were found
    alike.sort_unstable();
    Ok(alike.into_iter().map(|(_, id)| id).collect())
}
