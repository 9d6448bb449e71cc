//! The board as a workbook: units down, targets across, light and figure in each cell.

use crate::board::{BoardFilter, board};
use crate::error::AppError;
use crate::figures::{Asking, Counting, FigureCell, figure_board};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use domain::light::Light;
use domain::target::Target;
use rust_decimal::{Decimal, RoundingStrategy};
use sheet::{Cell, Export, Kind, Workbook, WriteColumn};
use std::collections::HashMap;
use store::Tx;
use uuid::Uuid;

/// Writes the board that a filter leaves. The caller finishes the file, which takes time and should not hold up others.
///
/// # Errors
/// When the database is not reached, or there are more targets than Excel has columns.
pub async fn board_sheet(
    tx: &mut Tx,
    caller: &Caller,
    rules: (&Catalogue, &Counting),
    (filter, sector): (&BoardFilter, Option<String>),
    today: NaiveDate,
) -> Result<Export, AppError> {
    let shown = board(tx, caller, filter).await?;
    let asking = Asking { notice: filter.notice, sector, as_of: filter.as_of, ..Asking::default() };
    let figures = figure_board(tx, caller, rules, &asking, today).await?;
    let of = |cell: &FigureCell| ((cell.target_id, cell.unit_id), cell_text(rules.0, cell));
    let cells: HashMap<(Uuid, Uuid), String> = figures.cells.iter().chain(&figures.pooled).map(of).collect();
    let column = |name: String| WriteColumn { name, kind: Kind::Text, is_summed: false };
    let mut columns = vec![column("单位".to_owned())];
    columns.extend(shown.targets.iter().map(|(_, target)| column(head(target))));
    let book = Workbook {
        sheet_name: "目标".to_owned(),
        title: "目标完成情况".to_owned(),
        as_of: Some(format!("截至 {}", figures.as_of)),
        columns,
    };
    let mut export = Export::new(&book)?;
    let rows = shown.units.iter().map(|unit| (unit.id, unit.name.as_str()));
    for (unit, name) in std::iter::once((Uuid::nil(), "合计")).chain(rows) {
        let mut row = vec![Cell::Text(name.to_owned())];
        let cell = |target: Uuid| cells.get(&(target, unit)).cloned().map_or(Cell::Blank, Cell::Text);
        row.extend(shown.targets.iter().map(|(_, target)| cell(target.id)));
        export.row(&row)?;
    }
    Ok(export)
}

fn head(target: &Target) -> String {
    let path = target.citations.first().map(|citation| citation.path.as_str()).unwrap_or_default();
    format!("{path} {}", target.subject)
}

/// 滞后 87.4%（31240/35742）.
fn cell_text(catalogue: &Catalogue, cell: &FigureCell) -> String {
    let light = match cell.verdict.light {
        Light::Green => "达标",
        Light::Yellow => "滞后",
        Light::Red => "未达标",
        Light::Grey => "尚无数据",
        Light::NoSubject => "无此类对象",
    };
    let known = cell.indicator.as_deref().and_then(|code| catalogue.indicator(code));
    let (Some(indicator), Some(value)) = (known, cell.verdict.value) else { return light.to_owned() };
    // cut and not rounded: 99.996 has not reached 100
    let plain = |number: Decimal| number.round_dp_with_strategy(2, RoundingStrategy::ToZero).normalize();
    let of = if indicator.is_rate() {
        format!("（{}/{}）", plain(cell.figure.numerator), plain(cell.figure.denominator))
    } else {
        String::new()
    };
    format!("{light} {}{}{of}", plain(value), indicator.unit)
}
