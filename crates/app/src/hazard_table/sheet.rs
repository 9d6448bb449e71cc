//! The table of hazards as a workbook.

use super::{HazardAsking, HazardRow, hazard_table};
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use domain::indicator::Figure;
use rust_decimal::Decimal;
use sheet::{Cell, Export, Kind, Workbook, WriteColumn};
use store::Tx;

/// The columns of the form, with the digits that each takes after the point.
const COLUMNS: &[(&str, u32)] = &[
    ("排查治理单位（家）", 0),
    ("一般隐患 排查（项）", 0),
    ("一般隐患 整改（项）", 0),
    ("一般隐患 整改率（%）", 2),
    ("重大隐患 排查（项）", 0),
    ("重大隐患 整改销号（项）", 0),
    ("重大隐患 整改率（%）", 2),
    ("列入治理计划（项）", 0),
    ("其中 五落实（项）", 0),
    ("挂牌督办（项）", 0),
    ("其中 省级挂牌（项）", 0),
    ("累计落实治理资金（万元）", 2),
];

/// Writes the table. The caller finishes the file.
///
/// # Errors
/// As [`hazard_table`].
pub async fn hazard_sheet(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    asking: HazardAsking,
    today: NaiveDate,
) -> Result<Export, AppError> {
    let table = hazard_table(tx, caller, catalogue, asking, today).await?;
    let unit = table.unit.as_ref().map_or("全部单位", |unit| unit.name.as_str());
    let number = |(name, decimals): &(&str, u32)| WriteColumn {
        name: (*name).to_owned(),
        kind: Kind::Number { decimals: *decimals },
        is_summed: false,
    };
    let mut columns =
        vec![WriteColumn { name: "行业领域".to_owned(), kind: Kind::Text, is_summed: false }];
    columns.extend(COLUMNS.iter().map(number));
    let mut export = Export::new(&Workbook {
        sheet_name: "隐患排查治理".to_owned(),
        title: "隐患排查治理情况统计表".to_owned(),
        as_of: Some(format!("{unit}　{} 至 {}", table.days.first, table.days.last)),
        columns,
    })?;
    for row in &table.rows {
        let name = row.sector.as_ref().and_then(|code| catalogue.sectors.iter().find(|s| s.code == *code));
        export.row(&cells(name.map_or("未分行业", |sector| sector.name.zh.as_str()), row))?;
    }
    export.row(&cells("合计", &table.total))?;
    Ok(export)
}

fn cells(name: &str, row: &HazardRow) -> Vec<Cell> {
    let mut found = vec![Cell::Text(name.to_owned()), Cell::Number(row.sites.into())];
    for figure in [row.general, row.major] {
        found.extend([figure.denominator, figure.numerator].map(Cell::Number));
        found.push(percent(figure));
    }
    for figure in [row.planned, row.listed] {
        found.extend([figure.denominator, figure.numerator].map(Cell::Number));
    }
    found.push(Cell::Number(row.funds.numerator));
    found
}

/// A rate of nothing is left blank: it is neither 0 nor 100.
fn percent(figure: Figure) -> Cell {
    let rate = (figure.numerator * Decimal::ONE_HUNDRED).checked_div(figure.denominator);
    rate.map_or(Cell::Blank, |rate| Cell::Number(rate.trunc_with_scale(2)))
}
