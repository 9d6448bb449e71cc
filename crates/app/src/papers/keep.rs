//! What becomes of an issued paper: it is served, it is void; and its bytes are given out as they were.

use super::{REVOKED, paper_json, settling};
use crate::access::sees;
use crate::act::{Act, Thing, local_day};
use crate::error::AppError;
use crate::files::openable;
use crate::records::save;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Decision, Verb};
use domain::paper::{PAPERS, Paper, PaperError, Served, Service, may_keep};
use domain::register::{Record, Value};
use store::Tx;
use uuid::Uuid;
use vault::{Bytes, Vault};

/// In which form a paper is given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperForm {
    /// As it was printed.
    Pdf,
    /// To be written on.
    Docx,
}

/// That a paper was served, as entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceInput {
    /// When.
    pub on: NaiveDate,
    /// How.
    pub how: Service,
    /// To whom.
    pub to: String,
    /// What else is to be said.
    pub note: String,
    /// Hash of the receipt.
    pub receipt: Option<String>,
}

/// A paper with the records that it covers. Who sees one of them sees the paper: it was served as a whole.
async fn load(tx: &mut Tx, caller: &Caller, id: Uuid) -> Result<(Paper, Vec<Record>), AppError> {
    let paper = tx.paper(id).await?.ok_or(AppError::NotFound("paper"))?;
    let ids: Vec<Uuid> = paper.cases.iter().map(|case| case.id).collect();
    let cases: Vec<Record> = tx.records(&ids).await?.into_iter().map(|raw| raw.record).collect();
    if !cases.iter().any(|case| sees(caller, &case.subject())) {
        return Err(AppError::NotFound("paper"));
    }
    Ok((paper, cases))
}

/// The same for who issues such papers for each of the records, with the unit at which the first of them lies.
async fn load_own(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(Paper, Uuid), AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let (paper, cases) = load(tx, &act.caller, id).await?;
    let keeps = |case: &Record| act.caller.decide(Verb::KeepRecords, &case.subject()) == Decision::Allowed;
    if !cases.iter().all(keeps) {
        return Err(act.caller.forbidden(Verb::KeepRecords).into());
    }
    let issues = |case: &Record| may_keep(paper.kind, &case.register, &act.caller.roles_for(&case.subject()));
    if !cases.iter().all(issues) {
        return Err(PaperError::NotYours.into());
    }
    let first = cases.iter().find(|case| case.id == paper.case_id).ok_or(AppError::NotFound("paper"))?;
    let unit = first.unit_id;
    Ok((paper, unit))
}

/// Changes the record of a paper along with it.
async fn follow(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    action: &str,
    paper: &Paper,
    change: impl FnOnce(&mut Record),
) -> Result<(), AppError> {
    let register = crate::registers::register(tx, catalogue, PAPERS).await?;
    let Some(raw) = tx.record(paper.record_id).await? else { return Ok(()) };
    let old = raw.read(&register);
    let mut new = Record { changed_at: act.now, ..old.clone() };
    change(&mut new);
    save(tx, act, &register, action, &old, &new).await?;
    Ok(())
}

/// Makes a paper void, with a reason; its number stays its own.
///
/// # Errors
/// [`AppError::NotFound`], [`PaperError::NotYours`], [`PaperError::Void`], [`PaperError::NoReason`].
pub async fn void_paper(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    id: Uuid,
    reason: &str,
) -> Result<Paper, AppError> {
    let (before, unit) = load_own(tx, act, id).await?;
    let paper = before.clone().void(reason, act.caller.user_id, act.now)?;
    let order = match paper.about {
        Some(about) => tx.paper(about).await?,
        None => None,
    };
    let was_settled = match &order {
        Some(order) => settling::settled(tx, order).await?,
        None => false,
    };
    if let Some(voided) = &paper.voided {
        tx.void_paper(id, voided).await?;
    }
    follow(tx, act, catalogue, "paper.revoke", &paper, |record| record.state = REVOKED.to_owned()).await?;
    let (was, is) = (paper_json(&before), paper_json(&paper));
    act.record(tx, "paper.void", Thing::at("paper", id, unit), Some(was), Some(is)).await?;
    if let Some(order) = &order {
        settling::unfollow(tx, act, catalogue, (order, was_settled)).await?;
    }
    Ok(paper)
}

/// Enters that a paper was served.
///
/// # Errors
/// [`AppError::NotFound`], [`PaperError::NotYours`], and the first reason why it was not served so.
pub async fn serve_paper(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    id: Uuid,
    input: ServiceInput,
) -> Result<Paper, AppError> {
    let (before, unit) = load_own(tx, act, id).await?;
    if let Some(receipt) = &input.receipt {
        openable(tx, &act.caller, receipt).await?;
    }
    let ServiceInput { on, how, to, note, receipt } = input;
    let served = Served { on, how, to, note, receipt, by: act.caller.user_id };
    let paper = before.clone().serve(served, local_day(act.now))?;
    if let Some(served) = &paper.served {
        tx.serve_paper(id, served).await?;
        follow(tx, act, catalogue, "paper.follow", &paper, |record| {
            record.values.insert("served_on".to_owned(), Value::Date(served.on));
            if let Some(receipt) = &served.receipt {
                record.values.insert("scan".to_owned(), Value::Files(vec![receipt.clone()]));
            }
        })
        .await?;
    }
    let (was, is) = (paper_json(&before), paper_json(&paper));
    act.record(tx, "paper.serve", Thing::at("paper", id, unit), Some(was), Some(is)).await?;
    Ok(paper)
}

/// A paper, and the hash of its bytes in a form.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn paper_file(
    tx: &mut Tx,
    caller: &Caller,
    id: Uuid,
    form: PaperForm,
) -> Result<(Paper, String), AppError> {
    let (paper, _) = load(tx, caller, id).await?;
    let sha256 = match form {
        PaperForm::Pdf => paper.pdf.clone(),
        PaperForm::Docx => paper.docx.clone(),
    };
    Ok((paper, sha256))
}

/// The bytes of a paper, as they were printed on its day; [`paper_file`] says for whom.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn paper_bytes(vault: &Vault, sha256: &str) -> Result<Bytes, AppError> {
    vault.get(sha256).await?.ok_or(AppError::NotFound("file"))
}
