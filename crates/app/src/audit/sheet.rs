//! The audit trail as a workbook.

use super::{AuditAsking, AuditPage, Changed, MOST_EVENTS, ShownEvent, audit_page};
use crate::act::local;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use sheet::{Cell, Export, Kind, Workbook, WriteColumn};
use store::Tx;

/// Most events of one workbook.
const MOST: usize = 20_000;

const COLUMNS: &[&str] =
    &["时间", "人员", "登录名", "单位", "操作", "对象", "编号", "变化", "请求编号", "摘要"];

/// What codes are called.
#[derive(Clone, Copy)]
pub struct AuditNames {
    /// The words of an action.
    pub action: fn(&str) -> String,
    /// The words of a part of a thing, by its path.
    pub part: fn(&str) -> String,
}

/// Writes the events that are asked for. The caller finishes the file.
///
/// # Errors
/// When the caller may not, the database is not reached, or there are more events than one workbook takes.
pub async fn audit_sheet(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    asking: &AuditAsking,
    (names, today): (AuditNames, NaiveDate),
) -> Result<Export, AppError> {
    let column = |name: &&str| WriteColumn { name: (*name).to_owned(), kind: Kind::Text, is_summed: false };
    let book = Workbook {
        sheet_name: "审计记录".to_owned(),
        title: "审计记录".to_owned(),
        as_of: Some(format!("截至 {today}")),
        columns: COLUMNS.iter().map(column).collect(),
    };
    let mut export = Export::new(&book)?;
    let mut asking = AuditAsking { limit: MOST_EVENTS, after: None, ..asking.clone() };
    let mut written = 0;
    loop {
        let AuditPage { events, next, .. } =
            audit_page(tx, caller, catalogue, &asking, |words| &words.zh).await?;
        written += events.len();
        if written > MOST {
            return Err(AppError::TooManyFound { most: i64::try_from(MOST).unwrap_or(i64::MAX) });
        }
        for shown in events {
            export.row(&cells(shown, names).map(Cell::Text))?;
        }
        match next {
            Some(next) => asking.after = Some(next),
            None => return Ok(export),
        }
    }
}

fn cells(shown: ShownEvent, names: AuditNames) -> [String; 10] {
    let (name, login) = shown.person.unwrap_or_default();
    let changes = shown.changes.iter().map(|change| line(change, names)).collect::<Vec<_>>();
    [
        local(shown.event.at).format("%Y-%m-%d %H:%M:%S%.3f").to_string(),
        name,
        login,
        shown.unit.unwrap_or_default(),
        shown.step.unwrap_or_else(|| (names.action)(&shown.event.action)),
        shown.title.unwrap_or_default(),
        shown.event.subject_id,
        changes.join("；"),
        shown.event.request_id,
        shown.sha256,
    ]
}

/// 名称：甲 → 乙.
fn line(change: &Changed, names: AuditNames) -> String {
    let name = change.name.clone().unwrap_or_else(|| (names.part)(&change.path));
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{name}：{before} → {after}"),
        (Some(before), None) => format!("{name}：{before} → 无"),
        (None, after) => format!("{name}：{}", after.as_deref().unwrap_or_default()),
    }
}
