//! A list as it is shown, to a workbook.

use crate::error::AppError;
use crate::records::{Asked, list_these, listed_ids};
use chrono::NaiveDate;
use domain::access::Caller;
use domain::register::{Field, FieldKind, Record, Register, Value};
use sheet::{Cell, Export, Kind, Workbook, WriteColumn};
use std::collections::BTreeMap;
use store::Tx;
use uuid::Uuid;

/// Columns that every record has, beside its fields.
const OWN: &[(&str, &str)] =
    &[("unit", "所属单位"), ("state", "状态"), ("sector", "行业领域"), ("changed", "最近修改")];

/// Records that are read together.
const AT_ONCE: usize = 1000;
/// One more than a sheet of Excel has rows: it refuses then.
const MOST: usize = 1_048_577;

/// How a list is shown.
#[derive(Debug, Clone, Copy)]
pub struct ExportShape<'s> {
    /// Name of the sheet and of what stands over it.
    pub title: &'s str,
    /// Columns in order: fields, `unit`, `state`, `sector`, `changed`.
    pub columns: &'s [String],
    /// The day on which it is read.
    pub as_of: NaiveDate,
}

/// Writes the records that are asked for, in their order, with these columns. The caller finishes the file, which takes
/// time and should not hold up others.
///
/// # Errors
/// As [`crate::list_records`]; [`AppError::BadQuery`] for a column that is none.
pub async fn export_records(
    tx: &mut Tx,
    caller: &Caller,
    register: &Register,
    sectors: &BTreeMap<String, String>,
    asked: &Asked,
    ExportShape { title, columns, as_of }: ExportShape<'_>,
) -> Result<Export, AppError> {
    let book = Workbook {
        sheet_name: title.to_owned(),
        title: title.to_owned(),
        as_of: Some(format!("截至 {as_of}")),
        columns: columns.iter().map(|code| column(register, code)).collect::<Result<_, _>>()?,
    };
    let mut export = Export::new(&book)?;
    let ids = listed_ids(tx, caller, register, asked, MOST).await?;
    let units = tx.units().await?;
    for part in ids.chunks(AT_ONCE) {
        let (records, names) = list_these(tx, caller, register, &units, part).await?;
        for row in &records {
            let cells: Vec<Cell> =
                columns.iter().map(|code| cell(register, sectors, &names, &row.record, code)).collect();
            export.row(&cells)?;
        }
    }
    Ok(export)
}

fn column(register: &Register, code: &str) -> Result<WriteColumn, AppError> {
    if let Some((_, name)) = OWN.iter().find(|(own, _)| *own == code) {
        let kind = if code == "changed" { Kind::Day } else { Kind::Text };
        return Ok(WriteColumn { name: (*name).to_owned(), kind, is_summed: false });
    }
    let field =
        register.field(code).ok_or_else(|| AppError::BadQuery { part: format!("columns: {code}") })?;
    let (kind, unit) = match &field.kind {
        FieldKind::Number { decimals, unit, .. } => (Kind::Number { decimals: *decimals }, unit.clone()),
        FieldKind::Money { unit } => (Kind::Number { decimals: 2 }, Some(unit.clone())),
        FieldKind::Date => (Kind::Day, None),
        _ => (Kind::Text, None),
    };
    let name = unit.map_or_else(|| field.name.zh.clone(), |unit| format!("{}（{unit}）", field.name.zh));
    Ok(WriteColumn { name, kind, is_summed: field.is_summed })
}

fn cell(
    register: &Register,
    sectors: &BTreeMap<String, String>,
    names: &BTreeMap<Uuid, String>,
    record: &Record,
    code: &str,
) -> Cell {
    let name = |id: &Uuid| names.get(id).cloned().map_or(Cell::Blank, Cell::Text);
    match code {
        "unit" => return name(&record.unit_id),
        "state" => {
            return register
                .state(&record.state)
                .map_or(Cell::Blank, |state| Cell::Text(state.name.zh.clone()));
        }
        "sector" => {
            let sector = record.sector.as_ref().and_then(|sector| sectors.get(sector));
            return sector.cloned().map_or(Cell::Blank, Cell::Text);
        }
        "changed" => return Cell::Day(crate::act::local_day(record.changed_at)),
        _ => {}
    }
    match (record.values.get(code), register.field(code)) {
        (Some(Value::Number(number)), _) => Cell::Number(*number),
        (Some(Value::Date(day)), _) => Cell::Day(*day),
        (Some(Value::Reference(id)), _) => name(id),
        (Some(Value::Flag(is)), _) => Cell::Text(if *is { "是" } else { "否" }.to_owned()),
        (Some(Value::Files(files)), _) => Cell::Text(format!("{} 个", files.len())),
        (Some(Value::Choices(codes)), Some(field)) => Cell::Text(choices(field, codes)),
        (Some(value), _) => Cell::Text(value.texts().join("、")),
        (None, _) => Cell::Blank,
    }
}

fn choices(field: &Field, codes: &[String]) -> String {
    let name = |code| field.option(code).map_or(code, |name| &name.zh);
    codes.iter().map(String::as_str).map(name).collect::<Vec<_>>().join("、")
}
