//! The cases that stand on one paper, as the API shows them and is told them.

use app::{AppError, LineAsked, LineOffer, PaperAsked};
use chrono::NaiveDate;
use domain::paper::{PaperKind, RecheckResult};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Of which paper.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LinesQuery {
    /// Sort of paper.
    pub kind: String,
}

/// A case that may stand on a paper.
#[derive(Serialize, ToSchema)]
pub struct PaperLineView {
    /// Its record.
    id: Uuid,
    /// Version of the record, which the paper that is issued carries.
    version: i64,
    /// What is wrong.
    problem: String,
    spot: String,
    due: Option<NaiveDate>,
    /// Whether it stands on the paper unless somebody takes it off.
    chosen: bool,
    /// Number of the order or notice that stands for it.
    earlier: Option<String>,
    /// What was found of it last: `done`, `partly`, `not`.
    result: Option<&'static str>,
    /// What is proposed for each thing that is asked, by its code.
    proposed: BTreeMap<String, String>,
}

impl From<LineOffer> for PaperLineView {
    fn from(offer: LineOffer) -> Self {
        Self {
            id: offer.case,
            version: offer.version,
            problem: offer.problem,
            spot: offer.spot,
            due: offer.due,
            chosen: offer.is_chosen,
            earlier: offer.earlier,
            result: offer.result.map(RecheckResult::as_str),
            proposed: offer.proposed,
        }
    }
}

/// What may stand on a paper; the case on whose page it is asked for comes first.
#[derive(Serialize, ToSchema)]
pub struct PaperLineList {
    /// Each with what is proposed for it.
    pub items: Vec<PaperLineView>,
}

/// A case that a paper is asked to cover.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperLineInput {
    /// Its record.
    id: Uuid,
    /// Version of the record that was read.
    version: i64,
    /// What it does not say, by the codes of what is asked of each.
    #[serde(default)]
    answers: BTreeMap<String, String>,
}

/// A paper that is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperInput {
    /// `site-record`, `order`, `recheck`, `listing`, `advice`.
    kind: String,
    /// What no case says, by the codes of what is asked once.
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// The cases that it covers, in the order of its table; the one on whose page it is asked for comes first.
    lines: Vec<PaperLineInput>,
}

impl PaperInput {
    /// Decoded.
    ///
    /// # Errors
    /// [`AppError::BadQuery`] for a sort that is none.
    pub fn asked(self) -> Result<PaperAsked, AppError> {
        let kind = super::word("kind", PaperKind::parse(&self.kind))?;
        let line = |line: PaperLineInput| {
            let PaperLineInput { id, version, answers } = line;
            LineAsked { case: id, version, answers }
        };
        Ok(PaperAsked { kind, answers: self.answers, lines: self.lines.into_iter().map(line).collect() })
    }
}
