//! How units appear on papers.

use super::once;
use crate::db::{Tx, all, execute};
use crate::error::StoreError;
use chrono::NaiveDate;
use domain::paper::PaperOffice;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct OfficeRow {
    unit_id: Uuid,
    name: String,
    word: String,
    contact: String,
    power_from: Option<NaiveDate>,
    power_to: Option<NaiveDate>,
    power_basis: String,
    appeal_to: String,
    court: String,
    version: i64,
}

const OFFICES: &str =
    "SELECT unit_id, name, word, contact, power_from, power_to, power_basis, appeal_to, court, version
     FROM paper_office ORDER BY unit_id";
const ADD_OFFICE: &str =
    "INSERT INTO paper_office (unit_id, name, word, contact, power_from, power_to, power_basis, appeal_to,
     court, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) ON CONFLICT DO NOTHING";
const CHANGE_OFFICE: &str = "UPDATE paper_office SET name = $2, word = $3, contact = $4, power_from = $5, power_to = $6,
     power_basis = $7, appeal_to = $8, court = $9, version = version + 1 WHERE unit_id = $1 AND version = $10";

pub(crate) const STATEMENTS: &[&str] = &[OFFICES, ADD_OFFICE, CHANGE_OFFICE];

impl From<OfficeRow> for PaperOffice {
    fn from(row: OfficeRow) -> Self {
        let OfficeRow {
            unit_id,
            name,
            word,
            contact,
            power_from,
            power_to,
            power_basis,
            appeal_to,
            court,
            version,
        } = row;
        Self { unit_id, name, word, contact, power_from, power_to, power_basis, appeal_to, court, version }
    }
}

impl Tx {
    /// How units appear on papers, those of which something was entered.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn paper_offices(&mut self) -> Result<Vec<PaperOffice>, StoreError> {
        Ok(all!(self, OfficeRow, OFFICES)?.into_iter().map(Into::into).collect())
    }

    /// Keeps how a unit appears on papers; `version` is the one that was read, 0 when nothing was entered before.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn keep_paper_office(&mut self, office: &PaperOffice) -> Result<(), StoreError> {
        let PaperOffice { unit_id, name, word, contact, power_from, power_to, power_basis, .. } = office;
        let (appeal_to, court) = (&office.appeal_to, &office.court);
        macro_rules! keep {
            ($sql:expr $(, $more:expr)*) => {
                execute!(
                    self, $sql, *unit_id, name, word, contact, *power_from, *power_to, power_basis, appeal_to, court $(, $more)*
                )?
            };
        }
        let touched =
            if office.version == 0 { keep!(ADD_OFFICE) } else { keep!(CHANGE_OFFICE, office.version) };
        once(touched, "paper_office", *unit_id)
    }
}
