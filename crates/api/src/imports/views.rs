//! What the API shows of imports, and takes.

use crate::messages::message;
use crate::problem::filled;
use app::Mapped;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sheet::Table;
use store::SheetImport;
use utoipa::ToSchema;
use uuid::Uuid;

/// A column of the sheet.
#[derive(Serialize, ToSchema)]
pub struct SheetColumnView {
    /// Letters, `AB`.
    letters: String,
    name: String,
    unit: Option<String>,
    /// Field that it holds; `unit`, `sector` and `state` are those of the record; nothing when it is not read.
    field: Option<String>,
}

/// Something wrong with a row.
#[derive(Serialize, ToSchema)]
pub struct RowProblemView {
    /// Row as Excel shows it.
    row: u32,
    field: Option<String>,
    code: String,
    message: String,
    message_en: String,
}

/// What was passed over in the sheet.
#[derive(Serialize, ToSchema)]
pub struct NoteView {
    code: String,
    message: String,
    message_en: String,
}

/// An import and how it stands.
#[derive(Serialize, ToSchema)]
pub struct ImportView {
    /// Give it to `/api/undo` to take back all that it wrote.
    id: Uuid,
    register: String,
    file_name: String,
    /// `checked`, `running`, `done`, `cancelled`, `interrupted`.
    state: String,
    done: i64,
    total: i64,
    new: i64,
    changed: i64,
    same: i64,
    bad: i64,
    /// The first of them; the marked file has all.
    problems: Vec<RowProblemView>,
    made_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

/// An import with its columns, as checked.
#[derive(Serialize, ToSchema)]
pub struct ImportPreview {
    #[serde(flatten)]
    import: ImportView,
    sheet_name: String,
    header_row: u32,
    columns: Vec<SheetColumnView>,
    notes: Vec<NoteView>,
    /// The first rows, cell by cell.
    sample: Vec<Vec<String>>,
}

/// Imports of a register.
#[derive(Serialize, ToSchema)]
pub struct ImportList {
    /// Newest first.
    pub items: Vec<ImportView>,
}

/// The field of each column.
#[derive(Deserialize, ToSchema)]
pub struct MappingInput {
    /// By column; nothing for one that is not read.
    pub mapping: Vec<Option<String>>,
}

/// What is written.
#[derive(Deserialize, ToSchema)]
pub struct RunInput {
    /// Only the rows that are right; otherwise all, and only if all are.
    #[serde(default)]
    pub only_good: bool,
}

impl RowProblemView {
    /// What a code says of a row.
    pub(super) fn of(row: u32, field: Option<&str>, code: &str, params: &Value) -> Self {
        Self {
            row,
            field: field.map(str::to_owned),
            code: code.to_owned(),
            message: filled(message(code, false), params),
            message_en: filled(message(code, true), params),
        }
    }
}

fn report(import: &SheetImport) -> Value {
    serde_json::from_str(&import.report).unwrap_or_default()
}

impl From<&SheetImport> for ImportView {
    fn from(import: &SheetImport) -> Self {
        let report = report(import);
        let count = |name: &str| report[name].as_i64().unwrap_or(0);
        let problem = |problem: &Value| {
            let code = problem["code"].as_str().unwrap_or_default();
            let row = problem["row"].as_u64().and_then(|row| u32::try_from(row).ok()).unwrap_or(0);
            RowProblemView::of(row, problem["field"].as_str(), code, &problem["params"])
        };
        Self {
            id: import.id,
            register: import.register.clone(),
            file_name: import.file_name.clone(),
            state: import.state.clone(),
            done: import.done,
            total: import.total,
            new: count("new"),
            changed: count("changed"),
            same: count("same"),
            bad: count("bad"),
            problems: report["problems"].as_array().into_iter().flatten().map(problem).collect(),
            made_at: import.made_at,
            ended_at: import.ended_at,
        }
    }
}

/// The field of each column, as an import holds it.
pub fn mapped(import: &SheetImport) -> Mapped {
    serde_json::from_value(report(import)["mapping"].clone()).unwrap_or_default()
}

/// An import with its columns and first rows.
pub fn preview(import: &SheetImport, table: &Table) -> ImportPreview {
    ImportPreview {
        import: import.into(),
        sheet_name: table.sheet_name.clone(),
        header_row: table.header_row,
        columns: columns_of(table, mapped(import)),
        notes: notes_of(table),
        sample: table.rows.iter().take(10).map(|row| row.cells.clone()).collect(),
    }
}

/// The columns of a sheet, each with its field.
pub(super) fn columns_of(table: &Table, mapped: Mapped) -> Vec<SheetColumnView> {
    let column = |(column, field): (&sheet::Column, Option<String>)| SheetColumnView {
        letters: column.letters(),
        name: column.name.clone(),
        unit: column.unit.clone(),
        field,
    };
    let fields = mapped.into_iter().chain(std::iter::repeat(None));
    table.header.iter().zip(fields).map(column).collect()
}

/// What was passed over in a sheet.
pub(super) fn notes_of(table: &Table) -> Vec<NoteView> {
    let note = |note: &sheet::Note| {
        let params = note_params(note);
        NoteView {
            code: note.code().to_owned(),
            message: filled(message(note.code(), false), &params),
            message_en: filled(message(note.code(), true), &params),
        }
    };
    table.notes.iter().map(note).collect()
}

fn note_params(note: &sheet::Note) -> Value {
    use sheet::Note;
    match note {
        Note::OtherSheets(names) => json!({ "names": names.join("、") }),
        Note::HiddenRows { count, first } => json!({ "count": count, "first": first }),
        Note::TotalRow(row)
        | Note::ExampleRow(row)
        | Note::GuideRow(row)
        | Note::HeadingRow(row)
        | Note::BlankBelow(row) => {
            json!({ "row": row })
        }
        Note::BesideTable { row, column } => json!({ "row": row, "column": sheet::letters(*column) }),
        Note::HiddenSheet | Note::Macros => json!({}),
    }
}
