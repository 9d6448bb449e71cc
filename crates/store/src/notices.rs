//! Notices and the original bytes they were read from.

use crate::db::{Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::notice::{NoticeRecord, NoticeState};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    version_no: i64,
    amends: Option<Uuid>,
    state: String,
    doc_number: Option<String>,
    title: String,
    issuer: Option<String>,
    issued_on: Option<NaiveDate>,
    effect_from: Option<NaiveDate>,
    effect_to: Option<NaiveDate>,
    year: Option<i64>,
    sha256: String,
    file_name: Option<String>,
    text: String,
    created_at: DateTime<Utc>,
    published_at: Option<DateTime<Utc>>,
    version: i64,
}

/// What a row holds of a file that lies elsewhere.
const NO_BYTES: &[u8] = &[];

const HELD_ORIGINALS: &str = "SELECT sha256, bytes FROM original WHERE size IS NULL ORDER BY sha256 LIMIT 1";
const MOVED_ORIGINAL: &str = "UPDATE original SET size = $2, bytes = $3 WHERE sha256 = $1";
const HAS_ORIGINAL: &str = "SELECT COUNT(*) FROM original WHERE sha256 = $1";
const INSERT_ORIGINAL: &str = "INSERT INTO original (sha256, bytes, size, stored_at) VALUES ($1, $2, $3, $4) ON CONFLICT (sha256) DO NOTHING";
const ALL: &str = "SELECT id, version_no, amends, state, doc_number, title, issuer, issued_on, effect_from, effect_to,
     year, sha256, file_name, text, created_at, published_at, version FROM notice ORDER BY created_at DESC, id";
const BY_ID: &str =
    "SELECT id, version_no, amends, state, doc_number, title, issuer, issued_on, effect_from, effect_to,
     year, sha256, file_name, text, created_at, published_at, version FROM notice WHERE id = $1";
const BY_ORIGINAL: &str =
    "SELECT id, version_no, amends, state, doc_number, title, issuer, issued_on, effect_from,
     effect_to, year, sha256, file_name, text, created_at, published_at, version FROM notice
     WHERE sha256 = $1 AND state <> 'discarded' ORDER BY created_at DESC, id";
const INSERT: &str =
    "INSERT INTO notice (id, version_no, amends, state, doc_number, title, issuer, issued_on,
     effect_from, effect_to, year, sha256, file_name, text, created_at, published_at, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0)";
const UPDATE: &str = "UPDATE notice SET state = $2, doc_number = $3, title = $4, issuer = $5, issued_on = $6,
     effect_from = $7, effect_to = $8, year = $9, published_at = $10, version = version + 1
     WHERE id = $1 AND version = $11";

pub(crate) const STATEMENTS: &[&str] =
    &[HELD_ORIGINALS, MOVED_ORIGINAL, INSERT_ORIGINAL, HAS_ORIGINAL, ALL, BY_ID, BY_ORIGINAL, INSERT, UPDATE];

impl TryFrom<Row> for NoticeRecord {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let Some(state) = NoticeState::parse(&row.state) else {
            let what = format!("state {}", row.state);
            return Err(StoreError::Inconsistent { table: "notice", id: row.id.to_string(), what });
        };
        Ok(Self {
            id: row.id,
            version_no: row.version_no,
            amends: row.amends,
            state,
            doc_number: row.doc_number,
            title: row.title,
            issuer: row.issuer,
            issued_on: row.issued_on,
            effect_from: row.effect_from,
            effect_to: row.effect_to,
            year: row.year,
            sha256: row.sha256,
            file_name: row.file_name,
            text: row.text,
            created_at: row.created_at,
            published_at: row.published_at,
            version: row.version,
        })
    }
}

impl Tx {
    /// Tells of a file whose bytes lie where files are kept; of the same bytes once.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn keep_original(
        &mut self,
        sha256: &str,
        size: usize,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        execute!(self, INSERT_ORIGINAL, sha256, NO_BYTES, size, now)?;
        Ok(())
    }

    /// Whether bytes of this hash are kept.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn has_original(&mut self, sha256: &str) -> Result<bool, StoreError> {
        Ok(one!(self, (i64,), HAS_ORIGINAL, sha256)?.is_some_and(|(count,)| count > 0))
    }

    /// A file whose bytes a version before this one put into its row: its hash and the bytes.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn held_original(&mut self) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        Ok(one!(self, (String, Vec<u8>), HELD_ORIGINALS)?)
    }

    /// The bytes of a file lie elsewhere now; its row lets them go.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn original_moved(&mut self, sha256: &str, size: usize) -> Result<(), StoreError> {
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        execute!(self, MOVED_ORIGINAL, sha256, size, NO_BYTES)?;
        Ok(())
    }

    /// Every version of every notice, newest first.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn notices(&mut self) -> Result<Vec<NoticeRecord>, StoreError> {
        all!(self, Row, ALL)?.into_iter().map(NoticeRecord::try_from).collect()
    }

    /// One version of a notice.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn notice(&mut self, id: Uuid) -> Result<Option<NoticeRecord>, StoreError> {
        one!(self, Row, BY_ID, id)?.map(NoticeRecord::try_from).transpose()
    }

    /// The notices read from the same bytes, newest first, discarded ones left out.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn notices_of_original(&mut self, sha256: &str) -> Result<Vec<NoticeRecord>, StoreError> {
        all!(self, Row, BY_ORIGINAL, sha256)?.into_iter().map(NoticeRecord::try_from).collect()
    }

    /// Adds a notice.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_notice(&mut self, notice: &NoticeRecord) -> Result<(), StoreError> {
        execute!(
            self,
            INSERT,
            notice.id,
            notice.version_no,
            notice.amends,
            notice.state.as_str(),
            &notice.doc_number,
            &notice.title,
            &notice.issuer,
            notice.issued_on,
            notice.effect_from,
            notice.effect_to,
            notice.year,
            &notice.sha256,
            &notice.file_name,
            &notice.text,
            notice.created_at,
            notice.published_at
        )?;
        Ok(())
    }

    /// Changes a notice, unless it was changed since it was read. Its text and hash never change.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn save_notice(&mut self, notice: &NoticeRecord) -> Result<(), StoreError> {
        let touched = execute!(
            self,
            UPDATE,
            notice.id,
            notice.state.as_str(),
            &notice.doc_number,
            &notice.title,
            &notice.issuer,
            notice.issued_on,
            notice.effect_from,
            notice.effect_to,
            notice.year,
            notice.published_at,
            notice.version
        )?;
        if touched == 1 {
            Ok(())
        } else {
            Err(StoreError::Stale { table: "notice", id: notice.id.to_string() })
        }
    }
}
