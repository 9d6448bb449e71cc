//! What the API shows of how units appear on papers.

use chrono::NaiveDate;
use domain::paper::PaperOffice;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// How a unit appears on papers.
#[derive(Serialize, ToSchema)]
pub struct PaperOfficeView {
    unit_id: Uuid,
    name: String,
    /// What its numbers begin with.
    word: String,
    contact: String,
    power_from: Option<NaiveDate>,
    power_to: Option<NaiveDate>,
    power_basis: String,
    appeal_to: String,
    court: String,
    /// Whether it may order today.
    has_power: bool,
    version: i64,
}

impl PaperOfficeView {
    /// As it stands on a day.
    pub fn new(office: PaperOffice, today: NaiveDate) -> Self {
        let has_power = office.has_power_on(today);
        let PaperOffice { unit_id, name, word, contact, power_from, power_to, power_basis, .. } = office;
        let (appeal_to, court, version) = (office.appeal_to, office.court, office.version);
        Self {
            unit_id,
            name,
            word,
            contact,
            power_from,
            power_to,
            power_basis,
            appeal_to,
            court,
            has_power,
            version,
        }
    }
}

/// How units appear on papers.
#[derive(Serialize, ToSchema)]
pub struct PaperOfficeList {
    /// Those that issue papers.
    pub items: Vec<PaperOfficeView>,
}

/// What is entered of how a unit appears on papers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperOfficeInput {
    /// Version that was read; 0 when nothing was entered before.
    pub version: i64,
    /// Its name in full.
    pub name: String,
    /// What its numbers begin with.
    pub word: String,
    /// Address and telephone.
    #[serde(default)]
    pub contact: String,
    /// First day of the power to order; none without it.
    pub power_from: Option<NaiveDate>,
    /// Last day of it.
    pub power_to: Option<NaiveDate>,
    /// The document that gives it.
    #[serde(default)]
    pub power_basis: String,
    /// Where an order is appealed.
    #[serde(default)]
    pub appeal_to: String,
    /// Where it is sued.
    #[serde(default)]
    pub court: String,
}

impl PaperOfficeInput {
    /// Of a unit.
    pub fn of(self, unit_id: Uuid) -> PaperOffice {
        let Self { version, name, word, contact, power_from, power_to, power_basis, appeal_to, court } = self;
        PaperOffice {
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
        }
    }
}
