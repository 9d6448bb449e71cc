//! Papers printed from a case: previewed, issued with their number, voided, served, and given out again as they were.

mod facts;
mod issue;
mod keep;
mod lines;
mod list;
mod listed;
mod offices;
mod settling;

pub use issue::{LineAsked, PaperAsked, Printed, issue_paper, preview_paper};
pub use keep::{PaperForm, ServiceInput, paper_bytes, paper_file, serve_paper, void_paper};
pub use lines::{LineOffer, paper_lines};
pub use list::{CasePapers, Choice, CoveredRecord, PaperPage, PapersAsking, papers, papers_of_case};
pub use offices::{keep_paper_office, paper_offices};

use crate::error::AppError;
use domain::paper::{PAPERS, Paper, PaperError, RecheckResult};
use domain::register::{Record, Register};
use serde_json::{Value, json};
use store::Tx;

/// What of a paper's record was printed.
const PRINTED: &[&str] = &["number", "kind", "party", "issued_on", "served_on"];
/// State of a record whose paper is void.
const REVOKED: &str = "revoked";

/// Refuses a change to what a paper says, by whoever changes its record in the register: the paper lies with its receiver.
///
/// # Errors
/// [`PaperError::Printed`].
pub(crate) async fn ensure_unprinted(
    tx: &mut Tx,
    register: &Register,
    old: &Record,
    new: &Record,
) -> Result<(), AppError> {
    if register.code != PAPERS {
        return Ok(());
    }
    let is_changed = PRINTED.iter().any(|field| old.values.get(*field) != new.values.get(*field));
    let is_gone = old.is_standing() && !new.is_standing() || old.state != new.state && new.state == REVOKED;
    if (is_changed || is_gone) && tx.paper_of_record(old.id).await?.is_some() {
        return Err(PaperError::Printed.into());
    }
    Ok(())
}

/// A paper as the audit trail keeps it.
fn paper_json(paper: &Paper) -> Value {
    json!({
        "kind": paper.kind.as_str(),
        "number": paper.number,
        "case": paper.case_id,
        "cases": paper.cases.iter().map(|case| json!({
            "record": case.id, "result": case.result.map(RecheckResult::as_str),
        })).collect::<Vec<_>>(),
        "about": paper.about,
        "record": paper.record_id,
        "pdf": paper.pdf,
        "docx": paper.docx,
        "served": paper.served.as_ref().map(|served| json!({
            "on": served.on, "how": served.how.as_str(), "to": served.to, "note": served.note, "receipt": served.receipt,
        })),
        "void": paper.voided.as_ref().map(|voided| &voided.reason),
    })
}
