//! Papers that were issued, and the series of their numbers.

mod cases;
pub(crate) mod offices;

use crate::db::{Tx, all, execute, on, one};
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::paper::{Paper, PaperKind, Served, Service, Voided};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    organ_id: Uuid,
    year: i64,
    serial: i64,
    number: String,
    case_id: Uuid,
    case_register: String,
    about: Option<Uuid>,
    record_id: Uuid,
    recipient: String,
    issued_on: NaiveDate,
    issued_at: DateTime<Utc>,
    issued_by: Uuid,
    data: String,
    pdf: String,
    docx: String,
    served_on: Option<NaiveDate>,
    served_how: Option<String>,
    served_to: Option<String>,
    served_note: Option<String>,
    receipt: Option<String>,
    served_by: Option<Uuid>,
    void_reason: Option<String>,
    voided_by: Option<Uuid>,
    voided_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct SeriesRow {
    kind: String,
    organ_id: Uuid,
    year: i64,
    last: i64,
    kept: i64,
    void: i64,
}

/// How far the numbers of a series are 文号使用情况.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    /// Sort of paper.
    pub kind: PaperKind,
    /// The unit that issues.
    pub organ: Uuid,
    /// Year.
    pub year: i32,
    /// The last number that was given out.
    pub last: i64,
    /// Papers that are kept, void ones too: as many as the last number, or one is missing.
    pub kept: i64,
    /// Void ones among them.
    pub void: i64,
}

macro_rules! papers {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, organ_id, year, serial, number, case_id, case_register, about, record_id, recipient,
             issued_on, issued_at, issued_by, data, pdf, docx, served_on, served_how, served_to, served_note, receipt,
             served_by, void_reason, voided_by, voided_at FROM paper WHERE ",
            $rest
        )
    };
}

const BY_ID: &str = papers!("id = $1");
const OF_RECORD: &str = papers!("record_id = $1");
const OF_CASE: &str = papers!("id IN (SELECT paper_id FROM paper_case WHERE record_id = $1) ORDER BY id");
const ABOUT: &str = papers!("about = $1 ORDER BY id");
const OF_SERIES: &str =
    papers!("kind = $1 AND organ_id = $2 AND year = $3 AND serial < $4 ORDER BY serial DESC LIMIT $5");
const INSERT: &str = "INSERT INTO paper (id, kind, organ_id, year, serial, number, case_id, case_register, record_id, recipient,
     issued_on, issued_at, issued_by, data, pdf, docx, about)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
const SERVE: &str =
    "UPDATE paper SET served_on = $2, served_how = $3, served_to = $4, served_note = $5, receipt = $6,
     served_by = $7 WHERE id = $1 AND voided_at IS NULL";
const VOID: &str =
    "UPDATE paper SET void_reason = $2, voided_by = $3, voided_at = $4 WHERE id = $1 AND voided_at IS NULL";
const NEXT: &str = "INSERT INTO paper_series (kind, organ_id, year, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (kind, organ_id, year) DO UPDATE SET last = paper_series.last + 1 RETURNING last";
const SERIES: &str = "SELECT s.kind, s.organ_id, s.year, s.last,
     (SELECT COUNT(*) FROM paper p WHERE p.kind = s.kind AND p.organ_id = s.organ_id AND p.year = s.year) AS kept,
     (SELECT COUNT(*) FROM paper p WHERE p.kind = s.kind AND p.organ_id = s.organ_id AND p.year = s.year
       AND p.voided_at IS NOT NULL) AS void
     FROM paper_series s ORDER BY s.year DESC, s.kind, s.organ_id";

pub(crate) const STATEMENTS: &[&str] =
    &[BY_ID, OF_RECORD, OF_CASE, ABOUT, OF_SERIES, INSERT, SERVE, VOID, NEXT, SERIES];

fn kind(word: &str, id: impl ToString) -> Result<PaperKind, StoreError> {
    let inconsistent =
        || StoreError::Inconsistent { table: "paper", id: id.to_string(), what: word.to_owned() };
    PaperKind::parse(word).ok_or_else(inconsistent)
}

fn year(number: i64) -> i32 {
    i32::try_from(number).unwrap_or_default()
}

impl TryFrom<Row> for Paper {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let how = row.served_how.as_deref().and_then(Service::parse);
        let served = row.served_on.zip(how).zip(row.served_by).map(|((on, how), by)| Served {
            on,
            how,
            to: row.served_to.unwrap_or_default(),
            note: row.served_note.unwrap_or_default(),
            receipt: row.receipt,
            by,
        });
        let reason = row.void_reason.unwrap_or_default();
        let voided = row.voided_at.zip(row.voided_by).map(|(at, by)| Voided { reason, by, at });
        Ok(Self {
            kind: kind(&row.kind, row.id)?,
            id: row.id,
            organ: row.organ_id,
            year: year(row.year),
            serial: row.serial,
            number: row.number,
            case_id: row.case_id,
            case_register: row.case_register,
            cases: Vec::new(),
            about: row.about,
            record_id: row.record_id,
            recipient: row.recipient,
            issued_on: row.issued_on,
            issued_at: row.issued_at,
            issued_by: row.issued_by,
            data: row.data,
            pdf: row.pdf,
            docx: row.docx,
            served,
            voided,
        })
    }
}

fn once(touched: u64, table: &'static str, id: Uuid) -> Result<(), StoreError> {
    if touched == 1 { Ok(()) } else { Err(StoreError::Stale { table, id: id.to_string() }) }
}

impl Tx {
    /// One paper.
    ///
    /// # Errors
    /// When the database is not reached or a row breaks a rule.
    pub async fn paper(&mut self, id: Uuid) -> Result<Option<Paper>, StoreError> {
        let row = one!(self, Row, BY_ID, id)?;
        Ok(self.with_cases(row).await?.pop())
    }

    /// The paper that a record of the register of papers stands for.
    ///
    /// # Errors
    /// As [`Tx::paper`].
    pub async fn paper_of_record(&mut self, record: Uuid) -> Result<Option<Paper>, StoreError> {
        let row = one!(self, Row, OF_RECORD, record)?;
        Ok(self.with_cases(row).await?.pop())
    }

    /// The papers that cover a record, the earliest first.
    ///
    /// # Errors
    /// As [`Tx::paper`].
    pub async fn papers_of(&mut self, case: Uuid) -> Result<Vec<Paper>, StoreError> {
        let rows = all!(self, Row, OF_CASE, case)?;
        self.with_cases(rows).await
    }

    /// The opinions on an order or a notice, the earliest first.
    ///
    /// # Errors
    /// As [`Tx::paper`].
    pub async fn opinions_on(&mut self, paper: Uuid) -> Result<Vec<Paper>, StoreError> {
        let rows = all!(self, Row, ABOUT, paper)?;
        self.with_cases(rows).await
    }

    /// The papers of a series with a number below one, the latest first.
    ///
    /// # Errors
    /// As [`Tx::paper`].
    pub async fn papers_below(
        &mut self,
        (kind, organ, year): (PaperKind, Uuid, i32),
        below: i64,
        most: i64,
    ) -> Result<Vec<Paper>, StoreError> {
        let rows = all!(self, Row, OF_SERIES, kind.as_str(), organ, i64::from(year), below, most)?;
        self.with_cases(rows).await
    }

    /// Every series, the latest years first.
    ///
    /// # Errors
    /// As [`Tx::paper`].
    pub async fn paper_series(&mut self) -> Result<Vec<Series>, StoreError> {
        let series = |row: SeriesRow| {
            let (organ, last, kept, void) = (row.organ_id, row.last, row.kept, row.void);
            Ok(Series { kind: kind(&row.kind, organ)?, organ, year: year(row.year), last, kept, void })
        };
        all!(self, SeriesRow, SERIES)?.into_iter().map(series).collect()
    }

    /// The next number of a series. It is taken when the transaction ends well, and nobody else gets it.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn next_paper(&mut self, kind: PaperKind, organ: Uuid, year: i32) -> Result<i64, StoreError> {
        let (kind, year) = (kind.as_str(), i64::from(year));
        let (last,): (i64,) =
            on!(self, c => sqlx::query_as(NEXT).bind(kind).bind(organ).bind(year).fetch_one(&mut **c).await?);
        Ok(last)
    }

    /// Keeps a paper that is issued, with what it covers; its record and its bytes are kept before it.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn insert_paper(&mut self, paper: &Paper) -> Result<(), StoreError> {
        execute!(
            self,
            INSERT,
            paper.id,
            paper.kind.as_str(),
            paper.organ,
            i64::from(paper.year),
            paper.serial,
            &paper.number,
            paper.case_id,
            &paper.case_register,
            paper.record_id,
            &paper.recipient,
            paper.issued_on,
            paper.issued_at,
            paper.issued_by,
            &paper.data,
            &paper.pdf,
            &paper.docx,
            paper.about,
        )?;
        self.insert_cases(paper).await
    }

    /// Keeps that a paper was served, unless it is void.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn serve_paper(&mut self, id: Uuid, served: &Served) -> Result<(), StoreError> {
        let Served { on, how, to, note, receipt, by } = served;
        let touched = execute!(self, SERVE, id, *on, how.as_str(), to, note, receipt, *by)?;
        once(touched, "paper", id)
    }

    /// Keeps that a paper is void, unless it is already.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn void_paper(&mut self, id: Uuid, voided: &Voided) -> Result<(), StoreError> {
        let touched = execute!(self, VOID, id, &voided.reason, voided.by, voided.at)?;
        once(touched, "paper", id)
    }
}
