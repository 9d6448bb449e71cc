//! What the API shows of records, and takes.

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Caller;
use domain::register::{Lapse, Record, Register};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// A record. Values are texts: numbers and days in their plain form, choices by code, references by identity.
#[derive(Serialize, ToSchema)]
pub struct RecordView {
    id: Uuid,
    register: String,
    title: String,
    unit_id: Uuid,
    sector: Option<String>,
    state: String,
    values: BTreeMap<String, Vec<String>>,
    made_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
    merged_into: Option<Uuid>,
    removed_at: Option<DateTime<Utc>>,
    version: i64,
    /// How it stands to its dates of validity; empty once it is in a final state.
    lapses: Vec<LapseView>,
}

impl RecordView {
    /// A record under its title, as it stands on a day. What is handed over is shown as it is.
    pub fn new(register: &Register, record: &Record, title: String, today: NaiveDate) -> Self {
        Self::standing(record, title, app::lapses(register, record, today))
    }

    /// A record as a caller is shown it: personal data in full for those who work with it.
    pub fn shown(register: &Register, record: &Record, caller: &Caller, today: NaiveDate) -> Self {
        let record = app::shown(caller, register, record.clone());
        Self::new(register, &record, record.title(register), today)
    }

    fn standing(record: &Record, title: String, lapses: Vec<(String, Lapse)>) -> Self {
        Self {
            lapses: lapses.into_iter().map(LapseView::new).collect(),
            id: record.id,
            register: record.register.clone(),
            title,
            unit_id: record.unit_id,
            sector: record.sector.clone(),
            state: record.state.clone(),
            values: record.values.iter().map(|(code, value)| (code.clone(), value.texts())).collect(),
            made_at: record.made_at,
            changed_at: record.changed_at,
            merged_into: record.merged_into,
            removed_at: record.removed_at,
            version: record.version,
        }
    }
}

/// What is entered: names or identities as text. A field that is not named stays as it is.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields)]
pub struct EnteredInput {
    /// Unit, by name or identity; that of the site when absent.
    unit: Option<String>,
    /// Sector, by code or name.
    sector: Option<String>,
    /// State in which a new record begins, one of `begins` of its register; the first without it. A change takes none.
    state: Option<String>,
    /// Fields by code; an empty list clears one.
    #[serde(default)]
    fields: BTreeMap<String, Vec<String>>,
}

impl From<EnteredInput> for app::Entered {
    fn from(input: EnteredInput) -> Self {
        let EnteredInput { unit, sector, state, fields } = input;
        Self { unit, sector, state, fields }
    }
}

/// A page of records.
#[derive(Serialize, ToSchema)]
pub struct RecordPage {
    /// Day on which it was read.
    pub as_of: NaiveDate,
    /// Records in order.
    pub items: Vec<RecordView>,
    /// Names of the units and records that they refer to, by identity.
    pub names: BTreeMap<Uuid, String>,
    /// Where the next page begins; nothing when this is the last.
    pub next: Option<String>,
    /// Where the page before ends; nothing when this is the first.
    pub before: Option<String>,
    /// The number of the first row, from 0, when the page was asked for by `from` or by a number.
    pub row: Option<i64>,
}

/// The foot of a list.
#[derive(Serialize, ToSchema)]
pub struct RecordSummary {
    /// How many.
    pub count: i64,
    /// Sums by field, as decimal text.
    pub sums: BTreeMap<String, String>,
}

/// How a date of validity stands.
#[derive(Serialize, ToSchema)]
pub struct LapseView {
    field: String,
    /// `valid`, `soon`, `over`, `unknown`.
    state: &'static str,
    /// Days left, or days over.
    days: Option<i64>,
}

impl LapseView {
    /// A field's date.
    fn new((field, lapse): (String, Lapse)) -> Self {
        let (state, days) = match lapse {
            Lapse::Valid => ("valid", None),
            Lapse::Soon(days) => ("soon", Some(days)),
            Lapse::Over(days) => ("over", Some(days)),
            Lapse::Unknown => ("unknown", None),
        };
        Self { field, state, days }
    }
}

/// Something due for a record in this period.
#[derive(Serialize, ToSchema)]
pub struct DueView {
    register: String,
    name: catalogue::Names,
    first: NaiveDate,
    last: NaiveDate,
    /// Done and asked for, as decimal text.
    done: String,
    asked: String,
    missing: String,
}

impl From<app::SubjectDue> for DueView {
    fn from(due: app::SubjectDue) -> Self {
        Self {
            register: due.register,
            name: (&due.name).into(),
            first: due.due.period.first,
            last: due.due.period.last,
            done: due.due.done.normalize().to_string(),
            asked: due.due.asked.normalize().to_string(),
            missing: due.due.missing().normalize().to_string(),
        }
    }
}

/// A record that links to the one shown.
#[derive(Serialize, ToSchema)]
pub struct LinkedView {
    field: String,
    day: Option<NaiveDate>,
    record: RecordView,
}

impl From<app::LinkedRecord> for LinkedView {
    fn from(linked: app::LinkedRecord) -> Self {
        let record = RecordView::standing(&linked.record, linked.title, linked.lapses);
        Self { field: linked.field, day: linked.day, record }
    }
}

/// One event of a record's history.
#[derive(Serialize, ToSchema)]
pub struct HappenedView {
    at: DateTime<Utc>,
    by: Option<String>,
    /// `record.create`, `record.change`, `record.move.…`, `record.remove`, `record.merge`, `record.undo`, ….
    action: String,
    /// Give it to `/api/undo` to take back all that was done with it.
    request_id: String,
    changes: Vec<ChangeView>,
}

/// A field that changed.
#[derive(Serialize, ToSchema)]
pub struct ChangeView {
    field: String,
    before: String,
    after: String,
}

impl From<app::Happened> for HappenedView {
    fn from(event: app::Happened) -> Self {
        let change = |(field, before, after)| ChangeView { field, before, after };
        Self {
            at: event.at,
            by: event.by,
            action: event.action,
            request_id: event.request_id,
            changes: event.changes.into_iter().map(change).collect(),
        }
    }
}

/// Everything of one record.
#[derive(Serialize, ToSchema)]
pub struct RecordDetailView {
    as_of: NaiveDate,
    record: RecordView,
    names: BTreeMap<Uuid, String>,
    /// Codes of the moves that the caller may take now.
    moves: Vec<String>,
    /// Whether the caller may change anything in it now.
    may_edit: bool,
    /// The only fields that may change now; every field when absent.
    only: Option<Vec<String>>,
    dues: Vec<DueView>,
    linked: Vec<LinkedView>,
    has_more_links: bool,
    history: Vec<HappenedView>,
}

impl RecordDetailView {
    /// As read on a day.
    pub fn new(detail: app::RecordDetail, as_of: NaiveDate) -> Self {
        Self {
            as_of,
            record: RecordView::standing(&detail.record, detail.title, detail.lapses),
            names: detail.names,
            moves: detail.moves,
            may_edit: detail.may_edit,
            only: detail.only,
            dues: detail.dues.into_iter().map(DueView::from).collect(),
            linked: detail.linked.into_iter().map(LinkedView::from).collect(),
            has_more_links: detail.has_more_links,
            history: detail.history.into_iter().map(HappenedView::from).collect(),
        }
    }
}

/// A record and the version that was read.
#[derive(Deserialize, ToSchema)]
pub struct VersionedId {
    /// Record.
    pub id: Uuid,
    /// Version.
    pub version: i64,
}

/// A change, and the version it was made on.
#[derive(Deserialize, ToSchema)]
pub struct ChangeInput {
    /// Version.
    pub version: i64,
    /// Changed fields.
    pub entered: EnteredInput,
}

/// A move to another state.
#[derive(Deserialize, ToSchema)]
pub struct MoveInput {
    /// Version.
    pub version: i64,
    /// Code of the move.
    pub transition: String,
    /// What is entered on the way.
    #[serde(default)]
    pub entered: EnteredInput,
}

/// One change on many records.
#[derive(Deserialize, ToSchema)]
pub struct BulkInput {
    /// Records, at most 1000.
    pub records: Vec<VersionedId>,
    /// Changed fields.
    pub entered: EnteredInput,
    /// Write it; otherwise only show what it would do.
    pub write: bool,
}

/// What a change does to one record.
#[derive(Serialize, ToSchema)]
pub struct BulkRowView {
    before: RecordView,
    after: Option<RecordView>,
    /// What is wrong, when it cannot take the change.
    problems: Vec<crate::problem::FieldProblemView>,
}

/// What a change does.
#[derive(Serialize, ToSchema)]
pub struct BulkView {
    /// By record.
    pub items: Vec<BulkRowView>,
    /// Whether it was written.
    pub written: bool,
}

impl BulkRowView {
    /// A row, named by its register.
    pub fn new(register: &Register, row: &app::BulkRow, caller: &Caller, today: NaiveDate) -> Self {
        let view = |record: &Record| RecordView::shown(register, record, caller, today);
        let problems = row.after.as_ref().err().map(|errors| crate::problem::field_problems(errors));
        Self {
            before: view(&row.before),
            after: row.after.as_ref().ok().map(view),
            problems: problems.unwrap_or_default(),
        }
    }
}

/// Why personal data is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealInput {
    /// The reason, at most 200 characters.
    pub reason: String,
}

/// Personal data of a record.
#[derive(Serialize, ToSchema)]
pub struct RevealedView {
    /// Texts by field.
    pub values: BTreeMap<String, Vec<String>>,
}

/// The record that is taken up by another.
#[derive(Deserialize, ToSchema)]
pub struct RecordMergeInput {
    /// Version of the record that stays.
    pub version: i64,
    /// The record that is merged into it.
    pub other: VersionedId,
}

/// A version.
#[derive(Deserialize, ToSchema)]
pub struct VersionInput {
    /// Version that was read.
    pub version: i64,
}

/// A record that is probably the same thing.
#[derive(Serialize, ToSchema)]
pub struct LikelyView {
    id: Uuid,
    title: String,
    version: i64,
    /// `same-code`, `same-name-and-place`.
    why: &'static str,
}

impl From<app::Likely> for LikelyView {
    fn from(likely: app::Likely) -> Self {
        let why = match likely.likeness {
            domain::site::Likeness::SameCode => "same-code",
            domain::site::Likeness::SameNameAndPlace => "same-name-and-place",
        };
        Self { id: likely.id, title: likely.title, version: likely.version, why }
    }
}

/// Records that are probably the same thing.
#[derive(Serialize, ToSchema)]
pub struct LikelyList {
    /// Each with its reason.
    pub items: Vec<LikelyView>,
}

/// A request to take back.
#[derive(Deserialize, ToSchema)]
pub struct UndoInput {
    /// As the answer's `x-request-id` or the history gave it.
    pub request_id: String,
}

/// What was taken back.
#[derive(Serialize, ToSchema)]
pub struct UndoneView {
    /// Records brought back.
    pub undone: usize,
    /// Records that were changed since; they stay.
    pub left: Vec<Uuid>,
}
