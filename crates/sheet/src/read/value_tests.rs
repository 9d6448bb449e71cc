//! Values of cells, as other programs write them and as we do.

use super::made::{Made, texts};
use super::read;
use crate::table::{FaultKind, Note, Table};
use crate::write::{Cell, CellProblem, Kept, Kind, Workbook, WriteColumn, marked, write};
use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;

const STYLES: &str = "<numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>\
    <numFmt numFmtId=\"177\" formatCode=\"000000\"/></numFmts>\
    <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/><xf numFmtId=\"31\"/><xf numFmtId=\"177\"/><xf numFmtId=\"10\"/></cellXfs>";

/// The first row of a sheet with these cells under the columns A, B and so on.
fn first_row(cells: &str, change: impl Fn(&mut Made)) -> Table {
    let header = texts(1, &["甲", "乙", "丙", "丁", "戊", "己"]);
    let mut made = Made::rows(&format!("{header}<row r=\"2\">{cells}</row>"));
    made.styles = STYLES.into();
    change(&mut made);
    read(&made.bytes(), &["甲", "乙"]).expect("a table")
}

#[test]
fn numbers_days_truths_and_texts_of_every_kind_are_told() {
    let table = first_row(
        "<c><v>3</v></c><c s=\"1\"><v>46350</v></c><c s=\"2\"><v>46350.5</v></c><c s=\"3\"><v>595</v></c>\
         <c s=\"4\"><v>0.125</v></c><c t=\"b\"><v>1</v></c>",
        |_| {},
    );
    assert_eq!(table.rows[0].cells, ["3", "2026-11-24", "2026-11-24 12:00", "000595", "12.5%", "是"]);
    let table = first_row(
        "<c t=\"s\"><v>1</v></c><c t=\"str\"><f>A1&amp;\"x\"</f><v>a_x000D_b</v></c>\
         <c t=\"inlineStr\"><is><r><t>红</t></r><r><t xml:space=\"preserve\"> 字</t></r><rPh><t>hong</t></rPh></is></c>\
         <c t=\"d\"><v>2026-11-24T00:00:00</v></c><c><f>1+1</f><v>2</v></c><c t=\"s\"><v>0</v></c>",
        |made| made.texts = Some("<si><t>&lt;一&gt;</t></si><si><t>0595</t><phoneticPr/></si>".into()),
    );
    assert_eq!(table.rows[0].cells, ["0595", "a\nb", "红 字", "2026-11-24", "2", "<一>"]);
    assert!(table.rows[0].faults.is_empty());
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let table = first_row("<c s=\"1\"><v>44888</v></c>", |made| made.properties = "date1904=\"1\"".into());
    assert_eq!(table.rows[0].cells[0], "2026-11-24");
}

#[test]
fn lost_digits_and_formulas_without_a_result_are_marked() {
    let table = first_row(
        "<c><v>3.50582199001011E+17</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"e\"><f>x</f><v>#SPILL!</v></c><c><v>1</v></c><c><f>1/0</f></c>\
         <c t=\"inlineStr\"><is><t>#REF!</t></is></c>",
        |_| {},
    );
    let row = &table.rows[0];
    assert_eq!(row.cells[..3], ["350582199001011000", "#N/A", "#SPILL!"]);
    assert_eq!(row.fault(0), Some(FaultKind::LostDigits));
    assert_eq!((row.fault(1), row.fault(2)), (Some(FaultKind::ErrorValue), Some(FaultKind::ErrorValue)));
    assert_eq!(row.fault(3), None);
    // never computed, and copied as a text
    assert_eq!(row.cells[4..], ["=1/0", "#REF!"]);
    assert_eq!((row.fault(4), row.fault(5)), (Some(FaultKind::ErrorValue), Some(FaultKind::ErrorValue)));
}

#[test]
fn missing_texts_are_damage_and_not_blank_cells() {
    let mut made =
        Made::rows(&(texts(1, &["甲", "乙"]) + "<row r=\"7\"><c r=\"A7\" t=\"s\"><v>0</v></c></row>"));
    for texts in [None, Some("<si><t>x</t></si>".to_owned())] {
        let is_there = texts.is_some();
        made.texts = texts;
        let found = read(&made.bytes(), &[]).map(|table| table.rows[0].cells[0].clone());
        match is_there {
            true => assert_eq!(found.as_deref(), Ok("x")),
            false => {
                let error = found.expect_err("nothing to tell");
                assert_eq!(error.code(), "sheet.broken");
                assert!(error.to_string().contains("Sheet1 near row 7"), "{error}");
            }
        }
    }
}

#[test]
fn an_open_document_is_read_like_a_workbook() {
    let content = "<office:document-content><table:table table:name=\"台账\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row><table:table-cell office:value-type=\"string\"><text:p>社区</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>编<text:span>号</text:span></text:p><office:annotation><text:p>注</text:p></office:annotation></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>日</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell table:number-rows-spanned=\"2\" table:number-columns-spanned=\"1\" office:value-type=\"string\"><text:p>丰&amp;泽</text:p><text:p>二</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"1\"><text:p>1.00</text:p></table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2026-11-24\"/></table:table-row>\
        <table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"2\"><table:covered-table-cell/><table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"/><table:table-cell office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row></table:table></office:document-content>";
    let mime = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
    let parts = [("mimetype".to_owned(), mime), ("content.xml".to_owned(), content.as_bytes().to_vec())];
    let table = read(&super::made::zipped(&parts), &["社区", "编号"]).expect("a table");
    assert_eq!((table.sheet_name.as_str(), table.header_row), ("台账", 3));
    let rows: Vec<_> = table.rows.iter().map(|row| (row.number, row.cells.join("|"))).collect();
    let expect = [(4, "丰&泽\n二|1|2026-11-24"), (5, "丰&泽\n二|50%|#N/A"), (6, "|50%|#N/A")]
        .map(|(n, row)| (n, row.to_owned()));
    assert_eq!(rows, expect);
    assert_eq!(table.rows[1].fault(2), Some(FaultKind::ErrorValue));
    assert_eq!(table.notes, [Note::HiddenRows { count: 2, first: 5 }]);
}

fn book(kinds: &[Kind]) -> Workbook {
    let column =
        |(kind, at): (&Kind, usize)| WriteColumn { name: format!("列{at}"), kind: *kind, is_summed: false };
    Workbook {
        sheet_name: "台账".into(),
        title: "=标题".into(),
        as_of: Some("截至 2026-11-24".into()),
        columns: kinds.iter().zip(0..).map(column).collect(),
    }
}

/// As a cell is read: line breaks in one form, without blanks around.
fn as_read(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

#[test]
fn texts_that_look_like_something_else_stay_texts() {
    let written = [
        "=1+1",
        "+86",
        "-x",
        "@a",
        "350582199001011234",
        "001",
        "3-1",
        "1e5",
        "是\n否",
        "😀",
        "_x000D_",
        "TRUE",
    ];
    let rows = written.map(|text| vec![Cell::Text(text.into()), Cell::Text("x".into())]);
    let table = read(&write(&book(&[Kind::Text, Kind::Text]), rows).expect("bytes"), &[]).expect("a table");
    let found: Vec<&str> = table.rows.iter().map(|row| row.cells[0].as_str()).collect();
    assert_eq!(found, written);
    assert!(table.rows.iter().all(|row| row.faults.is_empty()));
}

#[test]
fn rows_that_were_marked_are_read_again_without_the_reasons() {
    let original = first_row("<c><v>1</v></c><c><v>x</v></c><c/><c/><c/><c><v>2</v></c>", |_| {});
    let problem = |column, message: &str| CellProblem { row: 2, column, message: message.into() };
    let problems = [problem(Some(1), "不是数字"), problem(None, "重复")];
    for kept in [Kept::All, Kept::Faulty] {
        let bytes = marked(&original, &problems, kept).expect("bytes");
        let again = read(&bytes, &["甲", "乙"]).expect("a table");
        assert_eq!(again.header, original.header);
        assert_eq!(again.rows[0].cells, original.rows[0].cells);
        assert_eq!(again.notes, []);
    }
    let none = marked(&original, &[], Kept::Faulty).expect("bytes");
    assert_eq!(read(&none, &["甲", "乙"]).expect("a table").rows, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_texts_are_read_as_they_were_written(texts in proptest::collection::vec("(?s).{0,12}|[=+@_x0-9A-F\\-]{1,10}|\\PC{0,20}", 1..12)) {
        let rows = texts.iter().map(|text| vec![Cell::Text("k".into()), Cell::Text(text.clone()), Cell::Text("k".into())]);
        let bytes = write(&book(&[Kind::Text, Kind::Text, Kind::Text]), rows).expect("bytes");
        let table = read(&bytes, &["列0", "列1", "列2"]).expect("a table");
        let found: Vec<String> = table.rows.iter().map(|row| row.cells[1].clone()).collect();
        let expect: Vec<String> = texts.iter().map(|text| as_read(text)).collect();
        prop_assert_eq!(found, expect);
    }

    #[test]
    fn any_numbers_and_days_are_read_as_they_were_written(number in -10_i64.pow(18)..10_i64.pow(18), scale in 0_u32..18, day in -30_000_i32..2_900_000) {
        let number = Decimal::new(number, scale);
        let day = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day") + chrono::Days::new(day.unsigned_abs().into());
        let kinds = [Kind::Number { decimals: 2 }, Kind::Day];
        let bytes = write(&book(&kinds), [vec![Cell::Number(number), Cell::Day(day)]]).expect("bytes");
        let table = read(&bytes, &["列0", "列1"]).expect("a table");
        prop_assert_eq!(&table.rows[0].cells[1], &day.to_string());
        let found: Decimal = table.rows[0].cells[0].parse().expect("digits");
        prop_assert_eq!(found, number);
        prop_assert!(table.rows[0].faults.is_empty());
    }

    #[test]
    fn any_table_is_marked_and_read_again(cells in proptest::collection::vec("\\PC{0,8}", 3), row in 0_u32..5, column in 0_usize..5, message in "\\PC{0,20}") {
        let mut table = first_row("<c><v>1</v></c><c><v>2</v></c>", |_| {});
        table.rows[0].cells[..3].clone_from_slice(&cells);
        let problems = [CellProblem { row, column: Some(column), message }];
        let again = read(&marked(&table, &problems, Kept::All).expect("bytes"), &["甲", "乙"]).expect("a table");
        let is_blank = table.rows[0].cells.iter().all(|cell| as_read(cell).is_empty());
        prop_assert!(again.rows.len() <= 1 && (is_blank || !again.rows.is_empty() || !again.notes.is_empty()));
    }
}
