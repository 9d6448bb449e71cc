//! Which column of a sheet holds which field.

use crate::error::AppError;
use domain::register::{FieldKind, Register};
use sha2::{Digest, Sha256};
use sheet::{Column, Names, Table, header_key, suggest};
use std::borrow::Cow;
use store::Tx;

/// Codes by which a column holds what every record has.
pub(super) const UNIT: &str = "unit";
pub(super) const SECTOR: &str = "sector";
pub(super) const STATE: &str = "state";

/// The field of each column, none for a column that is not read.
pub type Mapped = Vec<Option<String>>;

pub(super) fn header_sha256(header: &[Column]) -> String {
    hex::encode(Sha256::digest(header_key(header)))
}

/// Names under which the columns of a register go.
pub(super) fn known_names(register: &Register) -> Vec<Names<'_>> {
    let own = |code: &'static str, names: &[&'static str]| Names {
        code,
        names: names.iter().map(|name| Cow::Borrowed(*name)).collect(),
    };
    let mut found = vec![
        own(UNIT, &["所属单位", "所属社区", "社区", "社区（网格）", "所在社区", "属地", "网格", "unit"]),
        own(SECTOR, &["行业领域", "sector"]),
        own(STATE, &["状态", "state"]),
    ];
    for field in register
        .fields
        .iter()
        .filter(|f| !f.is_retired && f.computed.is_none() && !matches!(f.kind, FieldKind::Files { .. }))
    {
        let names = [&field.name.zh, &field.name.en, &field.code].into_iter().filter(|name| !name.is_empty());
        found.push(Names {
            code: &field.code,
            names: names.map(|name| Cow::Borrowed(name.as_str())).collect(),
        });
    }
    found
}

/// The field of each column: as it was mapped the last time, or as the names suggest.
///
/// # Errors
/// When the database is not reached.
pub async fn map_columns(tx: &mut Tx, register: &Register, table: &Table) -> Result<Mapped, AppError> {
    let remembered = tx.mapping(&register.code, &header_sha256(&table.header)).await?;
    let remembered: Option<Mapped> = remembered.and_then(|json| serde_json::from_str(&json).ok());
    if let Some(mapped) = remembered.filter(|mapped| is_sound(register, table, mapped)) {
        return Ok(mapped);
    }
    let names = known_names(register);
    Ok(suggest(&table.header, &names).into_iter().map(|code| code.map(str::to_owned)).collect())
}

/// Whether each column has a place, each field is one of the register's, and none is held twice.
pub(super) fn is_sound(register: &Register, table: &Table, mapped: &Mapped) -> bool {
    let mut codes: Vec<&String> = mapped.iter().flatten().collect();
    let is_known = |code: &&String| {
        matches!(code.as_str(), UNIT | SECTOR | STATE)
            || register
                .field(code)
                .is_some_and(|field| !field.is_retired && !matches!(field.kind, FieldKind::Files { .. }))
    };
    let all = codes.len();
    let is_all_known = codes.iter().all(is_known);
    codes.sort_unstable();
    codes.dedup();
    mapped.len() == table.header.len() && is_all_known && codes.len() == all
}
