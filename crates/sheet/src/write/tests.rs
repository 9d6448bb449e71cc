//! What stands in the workbooks that are written.

use super::*;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::io::{Cursor, Read};

/// The text of a part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("a text");
    text
}

fn sheet(bytes: &[u8]) -> String {
    part(bytes, "xl/worksheets/sheet1.xml")
}

fn has(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

fn book() -> Workbook {
    let column = |name: &str, kind, is_summed| WriteColumn { name: name.into(), kind, is_summed };
    Workbook {
        sheet_name: "消火栓".into(),
        title: "消火栓台账".into(),
        as_of: Some("截至 2026-11-24".into()),
        columns: vec![
            column("编号", Kind::Text, false),
            column("面积（平方米）", Kind::Number { decimals: 2 }, true),
            column("检查日期", Kind::Day, false),
        ],
    }
}

fn row(code: &str, area: Decimal) -> Vec<Cell> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    vec![Cell::Text(code.into()), Cell::Number(area), Cell::Day(day)]
}

#[test]
fn a_table_is_written_as_it_is_shown() {
    let rows =
        [row("X1", Decimal::new(125, 1)), row("X2", Decimal::new(5, 2)), vec![Cell::Blank, Cell::Blank]];
    let bytes = write(&book(), rows).expect("bytes");
    let xml = sheet(&bytes);
    has(
        &xml,
        &[
            "消火栓台账",
            "截至 2026-11-24",
            // day 46,350 of Excel
            "<v>46350</v>",
            "<v>12.5</v>",
            "<f>SUM(B4:B6)</f><v>12.55</v>",
            "<autoFilter ref=\"A3:C6\"/>",
            "<mergeCell ref=\"A1:C1\"/>",
            "topLeftCell=\"A4\"",
            "orientation=\"landscape\"",
            "fitToHeight=\"0\"",
            "paperSize=\"9\"",
        ],
    );
    let workbook = part(&bytes, "xl/workbook.xml");
    has(&workbook, &["name=\"消火栓\"", "_xlnm.Print_Titles", "$3:$3"]);
    has(
        &part(&bytes, "xl/styles.xml"),
        &["yyyy\\-mm\\-dd".replace('\\', "").as_str(), "formatCode=\"0.00\""],
    );
}

#[test]
fn a_table_without_rows_has_no_sums() {
    let xml = sheet(&write(&book(), Vec::new()).expect("bytes"));
    assert!(!xml.contains("<f>"));
    has(&xml, &["<autoFilter ref=\"A3:C4\"/>"]);
}

#[test]
fn no_value_becomes_a_formula() {
    let rows = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")"]
        .map(|text| row(text, Decimal::ONE));
    let mut book = book();
    book.title = "=cmd".into();
    book.columns[0].name = "=cmd".into();
    book.columns[1].is_summed = false;
    let bytes = write(&book, rows).expect("bytes");
    assert!(!sheet(&bytes).contains("<f>"));
    // nor when somebody edits its cell
    assert!(part(&bytes, "xl/styles.xml").matches("quotePrefix=\"1\"").count() >= 3);
}

#[test]
fn numbers_that_excel_would_round_and_days_it_does_not_know_are_texts() {
    let old = NaiveDate::from_ymd_opt(1899, 12, 31).expect("a day");
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");
    let longest = Decimal::from(999_999_999_999_999_i64);
    let rows = [
        vec![Cell::Text("a".into()), Cell::Number(longest), Cell::Day(first)],
        vec![Cell::Text("b".into()), Cell::Number(longest + Decimal::ONE + Decimal::ONE), Cell::Day(old)],
    ];
    let xml = sheet(&write(&book(), rows).expect("bytes"));
    has(&xml, &["<v>999999999999999</v>", "<v>1</v>", "<t>1000000000000001</t>", "<t>1899-12-31</t>"]);
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let bytes = || write(&book(), [row("X1", Decimal::ONE)]).expect("bytes");
    assert_eq!(bytes(), bytes());
}

fn field(name: &str, input: Input) -> TemplateColumn {
    TemplateColumn { name: name.into(), is_required: true, help: String::new(), example: "1".into(), input }
}

#[test]
fn a_template_checks_what_is_typed() {
    let number = |decimals, min, max| Input::Number { decimals, min, max };
    let plan = Template {
        sheet_name: "台账".into(),
        title: "台账".into(),
        note: String::new(),
        columns: vec![
            field("编号", Input::Text),
            field("状态", Input::Choice(vec!["正常".into(), "损坏".into()])),
            field("社区", Input::Choice((0..100).map(|n| format!("社区{n}")).collect())),
            field("逗号", Input::Choice(vec!["甲,乙".into()])),
            field("面积", number(2, Some(Decimal::ZERO), None)),
            field("数量", number(0, Some(Decimal::ONE), Some(Decimal::TEN))),
            field("人口", number(0, None, None)),
            field("日期", Input::Day),
            field("无", Input::Choice(Vec::new())),
        ],
    };
    let bytes = template(&plan).expect("bytes");
    let xml = sheet(&bytes);
    has(
        &xml,
        &[
            "<formula1>\"正常,损坏\"</formula1>",
            "<formula1>'选项'!$A$1:$A$100</formula1>",
            "<formula1>'选项'!$B$1:$B$1</formula1>",
            "请填写数字，不小于 0。",
            "请填写整数，在 1 到 10 之间。",
            "请填写整数。",
            "type=\"whole\"",
            "type=\"decimal\"",
            "type=\"date\"",
            "topLeftCell=\"A4\"",
        ],
    );
    assert_eq!(xml.matches("<dataValidation ").count(), 7);
    has(&part(&bytes, "xl/workbook.xml"), &["name=\"选项\" sheetId=\"2\" state=\"hidden\""]);
    has(&part(&bytes, "xl/sharedStrings.xml"), &["编号*", "示例：1", "填写说明：", "社区99"]);
    // columns of texts are formatted as text, so that 18 digits stay
    has(&part(&bytes, "xl/styles.xml"), &["numFmtId=\"49\""]);
}
