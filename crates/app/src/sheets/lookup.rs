//! Imports as somebody looks for them.

use crate::access::ensure;
use crate::error::AppError;
use domain::access::{Caller, Decision, Subject, Verb};
use store::{SheetImport, Tx};
use uuid::Uuid;

/// An import holds rows of any place and lies at none: it is for who began it, and for those who keep everything.
pub(super) fn subject(import: &SheetImport) -> Subject<'static> {
    Subject { unit: None, sector: None, entered_by: Some(import.user_id) }
}

/// An import.
///
/// # Errors
/// [`AppError::NotFound`], also when it is not the caller's.
pub async fn import(tx: &mut Tx, caller: &Caller, id: Uuid) -> Result<SheetImport, AppError> {
    caller.may(Verb::KeepRecords)?;
    let import = tx.import(id).await?.ok_or(AppError::NotFound("import"))?;
    ensure(caller, Verb::KeepRecords, "import", &subject(&import))?;
    Ok(import)
}

/// The latest imports of a register that are the caller's to see.
///
/// # Errors
/// When the caller keeps no records, or the database is not reached.
pub async fn imports(tx: &mut Tx, caller: &Caller, register: &str) -> Result<Vec<SheetImport>, AppError> {
    caller.may(Verb::KeepRecords)?;
    let anybodys = Subject { unit: None, sector: None, entered_by: None };
    let is_all = caller.decide(Verb::KeepRecords, &anybodys) == Decision::Allowed;
    Ok(tx.imports(register, Some(caller.user_id).filter(|_| !is_all)).await?)
}
