//! Where tables stand in sheets: titles, groups, merged cells, totals, other sheets.

use super::made::{Made, texts};
use super::read;
use crate::table::{Note, Table};
use crate::write::{Input, Template, TemplateColumn, template};

const KNOWN: &[&str] = &["编号", "社区", "联系人姓名", "面积"];

fn table(bytes: &[u8], known: &[&str]) -> Table {
    read(bytes, known).expect("a table")
}

fn names(table: &Table) -> Vec<&str> {
    table.header.iter().map(|column| column.name.as_str()).collect()
}

fn cells(table: &Table) -> Vec<(u32, Vec<&str>)> {
    table.rows.iter().map(|row| (row.number, row.cells.iter().map(String::as_str).collect())).collect()
}

#[test]
fn the_header_is_found_under_titles_notes_and_blank_rows() {
    let rows = texts(1, &["丰泽社区2026年消火栓台账"])
        + &texts(2, &["填表单位：丰泽社区", "", "日期：2026-11-24"])
        + &texts(3, &[])
        + &texts(4, &["序号", "编 号*", "面积\n（平方米）", "备注"])
        + &texts(6, &["1", "XH-001", "12", ""]);
    for known in [KNOWN, &[]] {
        let table = table(&Made::rows(&rows).bytes(), known);
        assert_eq!(table.header_row, 4);
        assert_eq!(names(&table), ["序号", "编 号*", "面积\n（平方米）", "备注"]);
        assert_eq!(table.header[2].unit.as_deref(), Some("平方米"));
        assert_eq!(cells(&table), [(6, vec!["1", "XH-001", "12", ""])]);
        assert_eq!(table.notes, []);
    }
}

#[test]
fn known_names_decide_where_looks_would_mislead() {
    let rows = texts(1, &["甲", "乙", "丙", "丁"])
        + &texts(2, &["社区", "编号", "", ""])
        + &texts(3, &["丰泽", "1", "x", "y"]);
    let table = table(&Made::rows(&rows).bytes(), KNOWN);
    assert_eq!((table.header_row, names(&table)), (2, vec!["社区", "编号"]));
    assert_eq!(table.notes, [Note::BesideTable { row: 3, column: 3 }]);
}

#[test]
fn a_table_that_begins_further_in_keeps_the_columns_of_the_sheet() {
    let rows = texts(3, &["", "", "编号", "", "社区"]) + &texts(4, &["x", "", "1", "2", "丰泽"]);
    let table = table(&Made::rows(&rows).bytes(), KNOWN);
    assert_eq!(names(&table), ["编号", "", "社区"]);
    assert_eq!(table.header[2].letters(), "E");
    assert_eq!(cells(&table), [(4, vec!["1", "2", "丰泽"])]);
    assert_eq!(table.notes, [Note::BesideTable { row: 4, column: 1 }]);
}

#[test]
fn names_of_groups_are_joined_where_the_lower_name_would_not_tell() {
    let rows = texts(1, &["台账"])
        + &texts(2, &["编号", "联系人", "", "业主", "", "面积"])
        + &texts(3, &["", "姓名", "电话", "姓名", "住址", ""])
        + &texts(4, &["1", "张三", "110", "李四", "一路", "12"]);
    let merges = "<mergeCells><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/>\
        <mergeCell ref=\"D2:E2\"/><mergeCell ref=\"F2:F3\"/></mergeCells>";
    let made = Made::new().sheet("S", "", &format!("<sheetData>{rows}</sheetData>{merges}"));
    for known in [KNOWN, &["姓名", "电话"], &[]] {
        let table = table(&made.bytes(), known);
        assert_eq!(names(&table), ["编号", "联系人姓名", "电话", "业主姓名", "住址", "面积"]);
        assert_eq!(table.header_row, 3);
        assert_eq!(cells(&table), [(4, vec!["1", "张三", "110", "李四", "一路", "12"])]);
    }
}

#[test]
fn cells_merged_downwards_are_repeated_and_wide_ones_are_headings() {
    let rows = texts(1, &["社区", "编号", "面积"])
        + &texts(2, &["一、东片", "", ""])
        + &texts(3, &["丰泽", "1", "10"])
        + &texts(4, &["", "2", "20"])
        + &texts(6, &["", "3", "30"])
        + &texts(7, &["", "4", "40"]);
    let merges = "<mergeCells><mergeCell ref=\"A2:C2\"/><mergeCell ref=\"A3:A6\"/></mergeCells>";
    let made = Made::new().sheet("S", "", &format!("<sheetData>{rows}</sheetData>{merges}"));
    let table = table(&made.bytes(), KNOWN);
    let expect = [
        (3, vec!["丰泽", "1", "10"]),
        (4, vec!["丰泽", "2", "20"]),
        (6, vec!["丰泽", "3", "30"]),
        (7, vec!["", "4", "40"]),
    ];
    assert_eq!(cells(&table), expect);
    assert_eq!(table.notes, [Note::HeadingRow(2)]);
}

#[test]
fn totals_and_signatures_at_the_end_are_no_rows() {
    let rows = texts(1, &["编号", "社区", "面积"])
        + &texts(2, &["1", "合计社区", "10"])
        + &texts(3, &["编号", "社区", "面积"])
        + &texts(4, &["2", "丰泽", "10"])
        + &texts(5, &["合 计", "", "20"])
        + &texts(6, &["填表人：张三", "", "审核人：李四"]);
    let table = table(&Made::rows(&rows).bytes(), KNOWN);
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(table.notes, [Note::GuideRow(6), Note::TotalRow(5), Note::HeadingRow(3)]);
}

#[test]
fn of_several_sheets_the_one_with_most_known_names_is_read() {
    let data = |rows: String| format!("<sheetData>{rows}</sheetData>");
    let made = Made::new()
        .sheet("说明", "", &data(texts(1, &["如何填写", "请看这里"])))
        .sheet("空", "", &data(String::new()))
        .sheet("台账", "state=\"hidden\"", &data(texts(1, &["编号", "社区"]) + &texts(2, &["1", "丰泽"])))
        .sheet("选项", "state=\"hidden\"", &data(texts(1, &["甲", "乙"])));
    let table = table(&made.bytes(), KNOWN);
    assert_eq!(table.sheet_name, "台账");
    assert_eq!(table.notes, [Note::OtherSheets(vec!["说明".into()]), Note::HiddenSheet]);
}

#[test]
fn hidden_rows_are_read_and_told() {
    let hidden = texts(3, &["2", "x"]).replace("<row ", "<row hidden=\"1\" ");
    let rows = texts(1, &["编号", "社区"]) + &texts(2, &["1", "x"]) + &hidden + "<row r=\"4\" hidden=\"1\"/>";
    let table = table(&Made::rows(&rows).bytes(), KNOWN);
    assert_eq!(table.rows.len(), 2);
    assert_eq!(table.notes, [Note::HiddenRows { count: 1, first: 3 }]);
}

#[test]
fn our_own_template_is_read_without_its_example_and_guidance() {
    let column = |name: &str, help: &str, example: &str, input| TemplateColumn {
        name: name.into(),
        is_required: name == "编号",
        help: help.into(),
        example: example.into(),
        input,
    };
    let plan = Template {
        sheet_name: "消火栓".into(),
        title: "消火栓台账".into(),
        note: "每月更新。".into(),
        columns: vec![
            column("编号", "编号", "XH-001", Input::Text),
            column("社区", "社区", "丰泽", Input::Choice((0..200).map(|n| format!("社区{n}")).collect())),
            column("面积（平方米）", "面积", "12.5", Input::Number { decimals: 1, min: None, max: None }),
            column("检查日期", "日期", "2026-11-24", Input::Day),
        ],
    };
    let bytes = template(&plan).expect("a template");
    let known = table(&bytes, KNOWN);
    assert_eq!(names(&known), ["编号*", "社区", "面积（平方米）", "检查日期"]);
    assert_eq!((known.header_row, known.rows.len()), (4, 0));
    assert_eq!(known.notes, [Note::ExampleRow(5)]);
    assert_eq!(names(&table(&bytes, &[])), names(&known));
}

#[test]
fn a_sheet_without_names_or_values_is_refused() {
    let code = |rows: &str| read(&Made::rows(rows).bytes(), KNOWN).map_err(|error| error.code());
    assert_eq!(code(""), Err("sheet.empty"));
    assert_eq!(code("<row r=\"1\"><c r=\"A1\" s=\"1\"/></row>"), Err("sheet.empty"));
    assert_eq!(code(&texts(1, &["只有标题"])), Err("sheet.no_header"));
    assert_eq!(code(&(texts(1, &["1", "2"]) + &texts(2, &["3", "4"]))), Err("sheet.no_header"));
    assert!(code(&texts(1, &["编号"])).is_ok());
}

#[test]
fn a_text_with_columns_is_read_as_a_sheet() {
    let text = "消火栓台账\r\n编号;社区;面积\r\n\r\n1;\"丰;泽\";12,5\r\n";
    let table = table(text.as_bytes(), KNOWN);
    assert_eq!((table.sheet_name.as_str(), table.header_row), ("", 2));
    assert_eq!(cells(&table), [(4, vec!["1", "丰;泽", "12,5"])]);
}
