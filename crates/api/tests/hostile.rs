//! Workbooks that are too large, locked, damaged or made to harm, sent as a browser sends them: a stable code or bounded
//! work, and the server goes on. How each is read stands beside the reader, in `sheet`.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod site;

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use site::{Site, signed_in};
use std::io::{Cursor, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use zip::write::SimpleFileOptions;

const MEGABYTE: usize = 1 << 20;

async fn with_unit() -> Site {
    let site = signed_in().await;
    let unit = json!({ "parent": null, "kind": "community", "name": "东湖社区", "valid_from": "2020-01-01" });
    site.post("/api/units", unit).await;
    site
}

async fn send(site: &Site, name: &str, body: impl Into<Body>) -> (StatusCode, Value) {
    let request = site.request(Method::POST, &format!("/api/registers/hydrant/imports?name={name}"));
    site.send(request.body(body.into()).expect("a request")).await
}

/// Status and code of a file that is refused; the answer says what to do in both languages.
async fn refused(site: &Site, name: &str, body: impl Into<Body>) -> (u16, String) {
    let (status, answer) = send(site, name, body).await;
    let words = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    assert!(!words("message").is_empty() && !words("message_en").is_empty(), "{name}: {answer}");
    (status.as_u16(), words("code"))
}

/// A zip of parts, each written as a text repeated so many times: it may unpack to more than memory holds.
fn zipped(parts: &[(&str, &[(&str, usize)])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, pieces) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).expect("a part");
        for (text, times) in *pieces {
            let many = text.repeat((*times).min(1000));
            let rest = text.repeat(times % 1000);
            (0..times / 1000).for_each(|_| zip.write_all(many.as_bytes()).expect("written"));
            zip.write_all(if *times < 1000 { many.as_bytes() } else { rest.as_bytes() }).expect("written");
        }
    }
    zip.finish().expect("a zip").into_inner()
}

const ROOT: &str = r#"<Relationships><Relationship Id="m" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const LINKS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/s1.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const BEGIN: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c><c r="B1" t="inlineStr"><is><t>所属单位</t></is></c><c r="C1" t="inlineStr"><is><t>静压</t></is></c></row>"#;
const GOOD: &str = r#"<row r="2"><c r="A2" t="inlineStr"><is><t>X-1</t></is></c><c r="B2" t="inlineStr"><is><t>东湖社区</t></is></c><c r="C2"><v>0.3</v></c></row>"#;
const END: &str = "</sheetData></worksheet>";

/// A workbook whose sheet is made of these pieces, and another part.
fn workbook(sheet: &[(&str, usize)], other: Option<(&str, &str)>) -> Vec<u8> {
    let mut parts: Vec<(&str, &[(&str, usize)])> = vec![("xl/worksheets/s1.xml", sheet)];
    let fixed = [
        ("_rels/.rels", [(ROOT, 1)]),
        ("xl/_rels/workbook.xml.rels", [(LINKS, 1)]),
        ("xl/workbook.xml", [(BOOK, 1)]),
    ];
    parts.extend(fixed.iter().map(|(name, piece)| (*name, piece.as_slice())));
    let other = other.map(|(name, text)| (name, [(text, 1)]));
    parts.extend(other.iter().map(|(name, piece)| (*name, piece.as_slice())));
    zipped(&parts)
}

/// A compound file, as old or locked workbooks are, with this stream.
fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    file.create_stream(stream).expect("a stream").write_all(b"x").expect("written");
    file.into_inner().into_inner()
}

#[tokio::test]
async fn of_three_hundred_megabytes_no_more_is_taken_than_a_sheet_may_have() {
    let site = with_unit().await;
    for (path, code) in [
        ("/api/registers/hydrant/imports?name=a.xlsx", "sheet.too_large"),
        ("/api/files", "file.too_large"),
        ("/api/notices?name=a.docx", "input.too_large"),
    ] {
        let taken = Arc::new(AtomicUsize::new(0));
        let seen = taken.clone();
        let pieces = (0..300).map(move |_| {
            seen.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::convert::Infallible>(Bytes::from(vec![b'x'; MEGABYTE]))
        });
        let body = Body::from_stream(futures_util::stream::iter(pieces));
        let request = site.request(Method::POST, path).body(body).expect("a request");
        let (status, answer) = site.send(request).await;
        assert_eq!(
            (status, answer["code"].as_str()),
            (StatusCode::PAYLOAD_TOO_LARGE, Some(code)),
            "{answer}"
        );
        let most = sheet::MAX_BYTES / MEGABYTE + 2;
        assert!(taken.load(Ordering::Relaxed) <= most, "{} MB were taken", taken.load(Ordering::Relaxed));
    }
}

#[tokio::test]
async fn what_is_no_readable_workbook_is_refused_with_its_code() {
    let site = with_unit().await;
    let html = "<html><meta charset=utf-8><table><tr><td>编号</td></tr></table></html>";
    let broken = [(BEGIN, 1), ("<row r=\"2\"><c r=\"A2\"></row></c>", 1)];
    let cut = [(BEGIN, 1), (GOOD, 1)];
    for (name, bytes, code) in [
        ("locked.xlsx", compound("EncryptedPackage"), "sheet.encrypted"),
        ("damaged.xls", compound("Workbook"), "sheet.broken"),
        ("letter.doc", compound("WordDocument"), "sheet.not_a_sheet"),
        ("page.xls", html.as_bytes().to_vec(), "sheet.html"),
        ("broken.xlsx", workbook(&broken, None), "sheet.broken"),
        ("cut.xlsx", workbook(&cut, None), "sheet.broken"),
        ("archive.xlsx", zipped(&[("a.txt", &[("x", 1)])]), "sheet.not_a_sheet"),
        ("half.xlsx", workbook(&[(BEGIN, 1), (GOOD, 1), (END, 1)], None)[..300].to_vec(), "sheet.broken"),
        ("empty.xlsx", Vec::new(), "sheet.empty"),
    ] {
        assert_eq!(refused(&site, name, bytes).await, (422, code.to_owned()), "{name}");
    }
}

#[tokio::test]
async fn what_unpacks_without_end_is_refused() {
    let site = with_unit().await;
    let blanks = " ".repeat(1000);
    let bomb = zipped(&[("xl/workbook.xml", &[(BOOK, 1), (&blanks, 80_000)])]);
    assert!(bomb.len() < MEGABYTE, "80 MB in {}", bomb.len());
    assert_eq!(refused(&site, "bomb.xlsx", bomb).await, (413, "sheet.too_large".to_owned()));
    let entities = r#"<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>"#;
    let declared = workbook(&[(entities, 1), (BEGIN, 1), (GOOD, 1), (END, 1)], None);
    assert_eq!(refused(&site, "entities.xlsx", declared).await, (422, "sheet.broken".to_owned()));
}

#[tokio::test]
async fn a_workbook_with_macros_is_read_and_says_that_they_were_left() {
    let site = with_unit().await;
    let bytes = workbook(&[(BEGIN, 1), (GOOD, 1), (END, 1)], Some(("xl/vbaProject.bin", "Sub Auto_Open()")));
    let (status, answer) = send(&site, "macro.xlsm", bytes).await;
    assert_eq!((status, &answer["new"]), (StatusCode::CREATED, &json!(1)), "{answer}");
    let notes: Vec<&str> =
        answer["notes"].as_array().expect("notes").iter().filter_map(|n| n["code"].as_str()).collect();
    assert_eq!(notes, ["sheet.macros"]);
}

#[tokio::test]
async fn a_formula_with_an_error_is_a_wrong_cell_and_no_value() {
    let site = with_unit().await;
    let wrong = r#"<row r="3"><c r="A3" t="inlineStr"><is><t>X-2</t></is></c><c r="B3" t="inlineStr"><is><t>东湖社区</t></is></c><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>"#;
    let (status, answer) =
        send(&site, "formula.xlsx", workbook(&[(BEGIN, 1), (GOOD, 1), (wrong, 1), (END, 1)], None)).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    assert_eq!((&answer["new"], &answer["bad"]), (&json!(1), &json!(1)), "{answer}");
    let problem = &answer["problems"][0];
    assert_eq!(
        (&problem["row"], &problem["field"], &problem["code"]),
        (&json!(3), &json!("pressure"), &json!("sheet.error_value")),
        "{answer}"
    );
}

#[tokio::test]
async fn a_million_blank_formatted_rows_are_one_row_to_import() {
    let site = with_unit().await;
    let blank = "<row><c s=\"1\"/><c s=\"1\"/></row>";
    let bytes = workbook(&[(BEGIN, 1), (GOOD, 1), (blank, 1_000_000), (END, 1)], None);
    let (status, answer) = send(&site, "blank.xlsx", bytes).await;
    assert_eq!(
        (status, &answer["total"], &answer["new"]),
        (StatusCode::CREATED, &json!(1), &json!(1)),
        "{answer}"
    );
}

#[tokio::test]
async fn an_old_workbook_is_taken_like_a_new_one() {
    let site = with_unit().await;
    let (status, answer) =
        send(&site, "ledger.xls", include_bytes!("../../sheet/tests/files/ledger.xls").to_vec()).await;
    assert_eq!(
        (status, &answer["sheet_name"], &answer["total"]),
        (StatusCode::CREATED, &json!("消火栓"), &json!(3)),
        "{answer}"
    );
}
