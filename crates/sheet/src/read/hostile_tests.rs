//! Files that are damaged, huge or made to harm: they are refused or read, in bounded time and memory.

use super::made::{Made, texts, zipped};
use super::read;
use crate::error::{MAX_BYTES, MAX_COLUMNS, MAX_PART, MAX_ROWS};
use crate::table::Note;
use crate::write::{Cell, Kind, Workbook, WriteColumn, write};
use proptest::prelude::*;
use std::io::{Cursor, Write};

/// A real .xls: a title, merged cells, days, shares, codes with zeros, a lost code, an error, totals, a hidden row and sheet.
const OLD: &[u8] = include_bytes!("../../tests/files/ledger.xls");

fn code(bytes: &[u8]) -> Option<&'static str> {
    read(bytes, &["编号", "社区"]).err().map(|error| error.code())
}

#[test]
fn an_old_workbook_is_read_like_a_new_one() {
    let table = read(OLD, &["编号", "社区"]).expect("a table");
    assert_eq!((table.sheet_name.as_str(), table.header_row), ("消火栓", 2));
    let rows: Vec<_> = table.rows.iter().map(|row| (row.number, row.cells.join("|"))).collect();
    let expect = [
        (3, "丰泽|XH-001|2026-11-24|12.5|是|95%|0595"),
        (4, "丰泽|350582199001011234|2026-11-24 08:30|350582199001011000|否|12.5%|0021"),
        (5, "东海|XH-003||#DIV/0!|||"),
    ];
    assert_eq!(rows, expect.map(|(number, row)| (number, row.to_owned())));
    assert_eq!(table.rows[1].fault(3).map(|fault| fault.code()), Some("sheet.lost_digits"));
    let hidden = Note::HiddenRows { count: 1, first: 5 };
    assert_eq!(table.notes, [hidden, Note::TotalRow(6), Note::OtherSheets(vec!["旧数据".into()])]);
}

/// A compound file with this stream.
fn compound(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    file.create_stream(name).expect("a stream").write_all(bytes).expect("its bytes");
    file.into_inner().into_inner()
}

#[test]
fn files_of_other_kinds_are_refused_in_words() {
    assert_eq!(code(&compound("EncryptedPackage", b"x")), Some("sheet.encrypted"));
    assert_eq!(code(&compound("WordDocument", b"x")), Some("sheet.not_a_sheet"));
    assert_eq!(code(&compound("Workbook", b"x")), Some("sheet.broken"));
    // MS-XLS §2.4.117: a workbook with this record needs a password
    let locked = b"\x09\x08\x10\x00\x00\x06\x05\x00\0\0\0\0\0\0\0\0\0\0\0\0\x2F\x00\x06\x00\x01\x00\0\0\0\0";
    assert_eq!(code(&compound("Workbook", locked)), Some("sheet.encrypted"));
    let archive = |name: &str| zipped(&[(name.to_owned(), b"x".to_vec())]);
    assert_eq!(code(&archive("word/document.xml")), Some("sheet.not_a_sheet"));
    assert_eq!(code(&archive("xl/workbook.bin")), Some("sheet.not_a_sheet"));
    assert_eq!(code(&archive("xl/workbook.xml")), Some("sheet.broken"));
    assert_eq!(code(b"<html><table><tr><td>1</td></tr></table></html>"), Some("sheet.html"));
    assert_eq!(code("没有列的一段话。".as_bytes()), Some("sheet.no_header"));
    assert_eq!(code(b""), Some("sheet.empty"));
    assert_eq!(code(&vec![b'a'; MAX_BYTES + 1]), Some("sheet.too_large"));
}

#[test]
fn macros_are_left_and_told() {
    let mut made = Made::rows(&(texts(1, &["编号", "社区"]) + &texts(2, &["1", "x"])));
    made.others.push(("xl/vbaProject.bin".into(), b"anything".to_vec()));
    assert_eq!(read(&made.bytes(), &["编号"]).expect("a table").notes, [Note::Macros]);
}

#[test]
fn entities_are_never_declared() {
    let mut made = Made::rows(&texts(1, &["编号", "社区"]));
    made.texts = Some(String::new());
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    made.others.push(("xl/theme.xml".into(), bomb.into()));
    assert_eq!(code(&made.bytes()), None, "a part that is not needed is not read");
    let mut made = Made::rows(&texts(1, &["编号", "社区"]));
    made.others.push(("xl/texts.xml".into(), bomb.into()));
    assert_eq!(code(&made.bytes()), Some("sheet.broken"));
    // an unknown entity stays as it is written
    let made = Made::rows(&texts(1, &["编号", "&b;&#x4E00;"]));
    assert_eq!(read(&made.bytes(), &["编号"]).expect("a table").header[1].name, "&b;一");
}

#[test]
fn a_part_that_unpacks_without_end_is_refused() {
    let mut made = Made::rows(&texts(1, &["编号", "社区"]));
    made.styles = " ".repeat(usize::try_from(MAX_PART).expect("a size"));
    assert_eq!(code(&made.bytes()), Some("sheet.too_large"));
    // one text of more than any cell holds
    let long = "x".repeat(5 << 20);
    assert_eq!(code(&Made::rows(&texts(1, &["编号", &long])).bytes()), Some("sheet.too_large"));
}

#[test]
fn a_million_blank_formatted_rows_are_not_gone_through() {
    let mut rows = texts(1, &["编号", "社区"]) + &texts(2, &["1", "x"]);
    rows += &"<row><c s=\"1\"/></row>".repeat(1_000_000);
    let table = read(&Made::rows(&rows).bytes(), &["编号", "社区"]).expect("a table");
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.notes, [Note::BlankBelow(2)]);
}

#[test]
fn merged_cells_without_end_take_no_time() {
    let areas = "<mergeCell ref=\"A2:XFD1048576\"/>".repeat(20_000);
    let rows: String = (2..1002).map(|row| texts(row, &["", "x"])).collect();
    let rows = texts(1, &["编号", "社区"]) + &rows.replacen("t=\"inlineStr\"><is><t>x", "><is><t>y", 1);
    let made =
        Made::new().sheet("S", "", &format!("<sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells>"));
    assert_eq!(read(&made.bytes(), &["编号", "社区"]).expect("a table").rows.len(), 1000);
}

#[test]
fn cells_outside_any_sheet_are_damage_or_ignored() {
    for place in ["ZZZZ1", "A0", "A99999999", "", "$", "甲1"] {
        let rows = texts(1, &["编号", "社区"]) + &format!("<row r=\"2\"><c r=\"{place}\"><v>1</v></c></row>");
        assert_eq!(code(&Made::rows(&rows).bytes()), None, "{place}");
    }
    let rows = texts(1, &["编号", "社区"]) + "<row r=\"4294967295\"><c><v>1</v></c></row>";
    assert_eq!(code(&Made::rows(&rows).bytes()), Some("sheet.broken"));
}

#[test]
fn an_open_document_that_ends_too_soon_or_repeats_without_end_is_refused() {
    let sheet = |content: &str| {
        let mime = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
        zipped(&[("mimetype".into(), mime), ("content.xml".into(), content.as_bytes().to_vec())])
    };
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>编号</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    assert_eq!(code(&sheet("<x><table:table table:name=\"a\"><table:table-row>")), Some("sheet.broken"));
    assert_eq!(code(&sheet(&format!("<x><table:table>{row}</table:table></x>"))), Some("sheet.too_large"));
}

#[test]
fn a_table_of_the_largest_size_is_read_and_no_larger_one() {
    let lines = |count: usize| "编号,社区\n".to_owned() + &"1,x\n".repeat(count - 1);
    assert_eq!(read(lines(MAX_ROWS).as_bytes(), &[]).map(|table| table.rows.len()), Ok(MAX_ROWS - 1));
    assert_eq!(code(lines(MAX_ROWS + 1).as_bytes()), Some("sheet.too_large"));
    let columns = |count: usize| "编号,".repeat(count) + "\n1,2\n";
    assert_eq!(code(columns(MAX_COLUMNS).as_bytes()), None);
    assert_eq!(code(columns(MAX_COLUMNS + 1).as_bytes()), Some("sheet.too_large"));
}

fn small_workbook() -> Vec<u8> {
    let column = |name: &str, kind| WriteColumn { name: name.into(), kind, is_summed: false };
    let book = Workbook {
        sheet_name: "台账".into(),
        title: "台账".into(),
        as_of: None,
        columns: vec![column("编号", Kind::Text), column("社区", Kind::Number { decimals: 1 })],
    };
    let row = |n: i64| vec![Cell::Text(format!("X{n}")), Cell::Number(n.into())];
    write(&book, (0..5).map(row)).expect("bytes")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, kind in 0_usize..4) {
        let begin: &[u8] = [&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<html"][kind];
        let _ = read(&[begin, &bytes].concat(), &["a"]);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "([a-c,;\t\"\r\n=]|\\PC){0,60}") {
        let _ = read(text.as_bytes(), &["a"]);
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(is_old: bool, changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), cut in any::<prop::sample::Index>(), is_cut: bool) {
        let mut bytes = if is_old { OLD.to_vec() } else { small_workbook() };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read(&bytes, &["编号", "社区"]);
    }

    #[test]
    fn a_sheet_of_any_xml_is_read_or_refused(rows in "(<row( r=\"[0-9]{1,8}\")?>|</row>|<c( r=\"[A-Z]{1,4}[0-9]{0,8}\")?( t=\"(s|b|e|str|inlineStr|d|n|x)\")?( s=\"[0-9]\")?>|</c>|<v>|</v>|<is>|<t>|</t>|</is>|<f/>|[0-9]{1,20}|#N/A|&amp;|&#[0-9]{1,7};|<!--|-->|<|编号){0,40}") {
        let _ = read(&Made::rows(&rows).bytes(), &["编号"]);
        let mut made = Made::rows(&(texts(1, &["编号"]) + "<row><c t=\"s\"><v>0</v></c></row>"));
        made.texts = Some(rows.clone());
        made.styles = rows;
        let _ = read(&made.bytes(), &["编号"]);
    }
}
