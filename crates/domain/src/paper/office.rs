//! Under which name and word a unit issues papers, and since when it may order.

use super::PaperError;
use crate::org::{OrgUnit, UnitKind};
use chrono::NaiveDate;
use uuid::Uuid;

/// How a unit appears on papers 发文机关.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperOffice {
    /// The unit.
    pub unit_id: Uuid,
    /// Its name in full, as in the signature.
    pub name: String,
    /// 机关代字: what its numbers begin with.
    pub word: String,
    /// Address and telephone, for who wants to ask.
    pub contact: String,
    /// First day of the power to order 执法权; none when it has none (行政处罚法 §24).
    pub power_from: Option<NaiveDate>,
    /// Last day of it; open when absent.
    pub power_to: Option<NaiveDate>,
    /// The document that gives it.
    pub power_basis: String,
    /// 复议机关: where an order is appealed.
    pub appeal_to: String,
    /// 诉讼法院: where it is sued.
    pub court: String,
    /// Grows with each write; a write carries the one it read.
    pub version: i64,
}

impl PaperOffice {
    /// A unit of which nothing was entered: under its own name, without power.
    pub fn unset(unit_id: Uuid, name: &str) -> Self {
        Self {
            unit_id,
            name: name.to_owned(),
            word: name.to_owned(),
            contact: String::new(),
            power_from: None,
            power_to: None,
            power_basis: String::new(),
            appeal_to: String::new(),
            court: String::new(),
            version: 0,
        }
    }

    /// Whether it may order on a day; first and last day count.
    pub fn has_power_on(&self, day: NaiveDate) -> bool {
        self.power_from.is_some_and(|from| from <= day) && self.power_to.is_none_or(|to| day <= to)
    }

    /// Checks what was entered, beside the words of the others.
    ///
    /// # Errors
    /// [`PaperError::BadOffice`], [`PaperError::BadPower`], [`PaperError::WordTaken`].
    pub fn checked(self, others: &[Self]) -> Result<Self, PaperError> {
        let trimmed = |text: &str| text.trim().to_owned();
        let office = Self {
            name: trimmed(&self.name),
            word: trimmed(&self.word),
            contact: trimmed(&self.contact),
            power_basis: trimmed(&self.power_basis),
            appeal_to: trimmed(&self.appeal_to),
            court: trimmed(&self.court),
            ..self
        };
        let is_within = |text: &str, most: usize| !text.is_empty() && text.chars().count() <= most;
        if !is_within(&office.name, 60) || !is_within(&office.word, 20) {
            return Err(PaperError::BadOffice);
        }
        let longer = [&office.contact, &office.power_basis, &office.appeal_to, &office.court];
        if longer.iter().any(|text| text.chars().count() > super::LONGEST) {
            return Err(PaperError::BadOffice);
        }
        // who orders says where to appeal (行政复议法 §20, 行政诉讼法 §46)
        let is_told =
            !office.power_basis.is_empty() && !office.appeal_to.is_empty() && !office.court.is_empty();
        let is_ordered = office.power_to.is_none_or(|to| office.power_from.is_some_and(|from| from <= to));
        if !is_ordered || office.power_from.is_some() && !is_told {
            return Err(PaperError::BadPower);
        }
        let is_taken = |other: &Self| other.unit_id != office.unit_id && other.word == office.word;
        if others.iter().any(is_taken) { Err(PaperError::WordTaken) } else { Ok(office) }
    }
}

/// The unit that issues papers for what lies at another: the street above it, or else what stands topmost.
pub fn organ_of(units: &[OrgUnit], unit: Uuid) -> Option<&OrgUnit> {
    let find = |id: Uuid| units.iter().find(|unit| unit.id == id);
    let mut here = find(unit)?;
    // a tree that goes round in a circle ends too
    for _ in 0..units.len() {
        match here.parent.and_then(find) {
            Some(above) if here.kind != UnitKind::Street => here = above,
            _ => break,
        }
    }
    Some(here)
}
