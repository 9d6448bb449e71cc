//! An import: checked when it comes, written in chunks when told to, taken back by one undo.

use super::lookup::{import, subject};
use super::mapping::{Mapped, header_sha256, is_sound, known_names, map_columns};
use super::plan::{Planned, Planner};
use super::report::{Report, RowProblem};
use crate::access::ensure;
use crate::act::{Act, Thing};
use crate::error::AppError;
use crate::figures::count_changes;
use crate::files::keep_stored;
use crate::records::{Resolver, count_saved, record_json, save_uncounted};
use catalogue::Catalogue;
use domain::access::{Caller, Verb};
use domain::register::{Record, Register};
use serde_json::{Value, json};
use sheet::{Limit, SheetError, Table};
use std::collections::HashMap;
use store::{SheetImport, Tx};
use uuid::Uuid;
use vault::{Stored, Vault};

/// Rows that are checked or written together.
const CHUNK: usize = 500;

/// How far an import came with one chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStep {
    /// More rows follow.
    More,
    /// All are written.
    Done,
    /// It was cancelled meanwhile; this chunk was not written.
    Stopped,
}

/// Reads a sheet for a register; its names help to find the header.
///
/// # Errors
/// When it is no table; the error says what to do.
pub fn read_sheet(register: &Register, bytes: &[u8]) -> Result<Table, AppError> {
    let names = known_names(register);
    let known: Vec<&str> = names.iter().flat_map(|names| names.names.iter().map(AsRef::as_ref)).collect();
    Ok(sheet::read(bytes, &known)?)
}

/// Whether a sheet makes much of a register.
fn is_long(table: &Table) -> bool {
    table.rows.len() > 10 * CHUNK
}

async fn resolver(
    tx: &mut Tx,
    catalogue: &Catalogue,
    register: &Register,
    act: &Act,
) -> Result<Resolver, AppError> {
    Resolver::new(tx, &act.caller, catalogue, register.clone(), crate::act::local_day(act.now)).await
}

async fn check(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    register: &Register,
    table: &Table,
    mapped: &Mapped,
) -> Result<Report, AppError> {
    let mut resolver = resolver(tx, catalogue, register, act).await?;
    let mut seen = HashMap::new();
    let mut planner = Planner { table, mapped, seen: &mut seen };
    let mut report = Report::default();
    for rows in table.rows.chunks(CHUNK) {
        for (row, planned) in rows.iter().zip(planner.plan(tx, act, &mut resolver, rows).await?) {
            report.count(row.number, &planned);
        }
    }
    Ok(report)
}

/// Puts a sheet where files are kept; [`keep_sheet`] tells of it.
///
/// # Errors
/// When the caller may not, it is too large, or there is no room.
pub async fn bring_sheet<'a>(
    vault: &Vault,
    caller: &Caller,
    bytes: &'a [u8],
) -> Result<Stored<'a>, AppError> {
    caller.may(Verb::KeepRecords)?;
    if bytes.len() > sheet::MAX_BYTES {
        return Err(SheetError::TooLarge { limit: Limit::Bytes(sheet::MAX_BYTES), sheet: None }.into());
    }
    Ok(vault.put(bytes).await?)
}

/// Keeps a sheet as it came, whatever becomes of it.
///
/// # Errors
/// When the caller may not, or the database refuses it.
pub async fn keep_sheet(tx: &mut Tx, act: &Act, stored: &Stored<'_>) -> Result<String, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    keep_stored(tx, act, stored).await
}

/// Takes a sheet in: maps its columns, checks every row, writes no record.
///
/// # Errors
/// When the caller may not, or the database refuses it.
pub async fn begin_import(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    register: &Register,
    table: &Table,
    file: (String, String),
) -> Result<SheetImport, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let mapped = map_columns(tx, register, table).await?;
    if is_long(table) {
        tx.learn_sizes().await?;
    }
    let report = check(tx, act, catalogue, register, table, &mapped).await?;
    let (file_name, sha256) = file;
    let import = SheetImport {
        id: act.new_id()?,
        register: register.code.clone(),
        user_id: act.caller.user_id,
        file_name,
        sha256,
        state: "checked".to_owned(),
        done: 0,
        total: i64::try_from(table.rows.len()).unwrap_or(i64::MAX),
        report: report.json(&mapped, false).to_string(),
        made_at: act.now,
        ended_at: None,
    };
    tx.insert_import(&import).await?;
    let after =
        json!({ "register": import.register, "file_name": import.file_name, "sha256": import.sha256 });
    act.record(tx, "import.begin", ("import", import.id), None, Some(after)).await?;
    Ok(import)
}

/// Maps the columns otherwise, remembers it for this header, and checks again.
///
/// # Errors
/// When a field is named twice or is none, or the import has begun.
pub async fn change_mapping(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    register: &Register,
    import: SheetImport,
    (table, mapped): (&Table, Mapped),
) -> Result<SheetImport, AppError> {
    ensure(&act.caller, Verb::KeepRecords, "import", &subject(&import))?;
    if !is_sound(register, table, &mapped) {
        return Err(AppError::BadMapping);
    }
    let json = serde_json::to_string(&mapped).map_err(|e| AppError::Internal(e.to_string()))?;
    tx.remember_mapping(&register.code, &header_sha256(&table.header), &json, act.now).await?;
    let report = check(tx, act, catalogue, register, table, &mapped).await?;
    let changed = SheetImport { report: report.json(&mapped, false).to_string(), ..import };
    if !tx.save_import(&changed, "checked").await? {
        return Err(AppError::ImportUnderWay);
    }
    act.record(tx, "import.map", ("import", changed.id), None, Some(json!(mapped))).await?;
    Ok(changed)
}

/// Lets an import write: all rows, or with `only_good` those that are right.
///
/// # Errors
/// When rows are wrong and only the right ones were not asked for, or it runs already.
pub async fn start_import(
    tx: &mut Tx,
    act: &Act,
    id: Uuid,
    only_good: bool,
) -> Result<SheetImport, AppError> {
    let import = import(tx, &act.caller, id).await?;
    let mut report: Value = serde_json::from_str(&import.report).unwrap_or_default();
    let bad = report["bad"].as_u64().unwrap_or(0);
    if bad > 0 && !only_good {
        return Err(AppError::RowsWrong { n: bad });
    }
    for count in ["new", "changed", "same", "bad"] {
        report[count] = json!(0);
    }
    report["problems"] = json!([]);
    report["only_good"] = json!(only_good);
    let from = import.state.clone();
    if !matches!(from.as_str(), "checked" | "interrupted" | "cancelled") {
        return Err(AppError::ImportUnderWay);
    }
    let started = SheetImport {
        state: "running".to_owned(),
        done: 0,
        ended_at: None,
        report: report.to_string(),
        ..import
    };
    if !tx.save_import(&started, &from).await? {
        return Err(AppError::ImportUnderWay);
    }
    act.record(tx, "import.start", ("import", id), None, Some(json!({ "only_good": only_good }))).await?;
    Ok(started)
}

/// Writes the next rows of a running import and how far it is, in one transaction. `seen` is handed from chunk to chunk:
/// a key that stands in two rows is told in the second. `act` carries the import's identity as
/// its request, so that one undo takes back all of it.
///
/// # Errors
/// When the database refuses it; nothing of the chunk is kept then.
pub async fn import_chunk(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    register: &Register,
    id: Uuid,
    (table, seen): (&Table, &mut HashMap<String, u32>),
) -> Result<ImportStep, AppError> {
    let import = tx.import(id).await?.ok_or(AppError::NotFound("import"))?;
    if import.state != "running" {
        return Ok(ImportStep::Stopped);
    }
    let json: Value = serde_json::from_str(&import.report).unwrap_or_default();
    let mapped: Mapped = serde_json::from_value(json["mapping"].clone()).unwrap_or_default();
    let only_good = json["only_good"].as_bool().unwrap_or(false);
    let from = usize::try_from(import.done).unwrap_or(0).min(table.rows.len());
    let rows = &table.rows[from..(from + CHUNK).min(table.rows.len())];
    let mut resolver = resolver(tx, catalogue, register, act).await?;
    let mut planner = Planner { table, mapped: &mapped, seen };
    let mut report = Report::of(&json);
    let (mut created, mut changed) = (Vec::new(), Vec::new());
    for (row, planned) in rows.iter().zip(planner.plan(tx, act, &mut resolver, rows).await?) {
        report.count(row.number, &planned);
        match planned {
            Planned::Create(record) => created.push(record),
            Planned::Change(pair) => {
                let (old, new) = *pair;
                let kept = save_uncounted(tx, act, register, "record.change", &old, &new).await?;
                changed.push((old, kept));
            }
            Planned::Same | Planned::Bad(_) => {}
        }
    }
    insert_many(tx, act, register, &created).await?;
    count_saved(tx, act, register, &changed).await?;
    resolver.give_titles(tx, act, &changed).await?;
    let done = from + rows.len();
    let is_done = done >= table.rows.len();
    let next = SheetImport {
        state: if is_done { "done" } else { "running" }.to_owned(),
        done: i64::try_from(done).unwrap_or(i64::MAX),
        report: report.json(&mapped, only_good).to_string(),
        ended_at: is_done.then_some(act.now),
        ..import
    };
    if is_done && is_long(table) {
        tx.learn_sizes().await?;
    }
    if !tx.save_import(&next, "running").await? {
        return Ok(ImportStep::Stopped);
    }
    Ok(if is_done { ImportStep::Done } else { ImportStep::More })
}

async fn insert_many(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    records: &[Record],
) -> Result<(), AppError> {
    if records.is_empty() {
        return Ok(());
    }
    tx.insert_records(register, records).await?;
    let entered: Vec<_> = records.iter().map(|record| (None, Some(record))).collect();
    count_changes(tx, &act.counting, register, &entered).await?;
    let made = |record: &Record| {
        let thing = Thing::at("record", record.id, record.unit_id);
        act.event("record.create", thing, None, Some(record_json(record)))
    };
    let events = records.iter().map(made).collect::<Result<Vec<_>, _>>()?;
    Ok(tx.append_audits(&events).await?)
}

/// Stops an import. What it wrote stays until it is undone.
///
/// # Errors
/// When it does not run.
pub async fn cancel_import(tx: &mut Tx, act: &Act, id: Uuid) -> Result<SheetImport, AppError> {
    let import = import(tx, &act.caller, id).await?;
    let from = import.state.clone();
    if !matches!(from.as_str(), "running" | "checked") {
        return Err(AppError::ImportUnderWay);
    }
    let stopped = SheetImport { state: "cancelled".to_owned(), ended_at: Some(act.now), ..import };
    if !tx.save_import(&stopped, &from).await? {
        return Err(AppError::ImportUnderWay);
    }
    act.record(tx, "import.cancel", ("import", id), None, None).await?;
    Ok(stopped)
}

/// After a restart: what was running is interrupted. It can be started again, and finds what it wrote unchanged.
///
/// # Errors
/// When the database refuses it.
pub async fn cut_off_imports(tx: &mut Tx) -> Result<usize, AppError> {
    let running = tx.running_imports().await?;
    for import in &running {
        interrupt_import(tx, import.id).await?;
    }
    Ok(running.len())
}

/// Says of a running import that it was interrupted: by a restart, or by a database that refused a chunk.
///
/// # Errors
/// When the database refuses it.
pub async fn interrupt_import(tx: &mut Tx, id: Uuid) -> Result<(), AppError> {
    if let Some(import) = tx.import(id).await? {
        let cut = SheetImport { state: "interrupted".to_owned(), ..import };
        tx.save_import(&cut, "running").await?;
    }
    Ok(())
}

/// Every problem of a sheet, for the file that is handed back.
///
/// # Errors
/// When the database is not reached.
pub async fn problems_of(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    register: &Register,
    (table, mapped): (&Table, &Mapped),
) -> Result<Vec<RowProblem>, AppError> {
    Ok(check(tx, act, catalogue, register, table, mapped).await?.problems)
}
