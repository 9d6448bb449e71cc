use crate::input::tests::zipped;
use crate::input::{InputError, read};
use proptest::prelude::*;

mod numbers;
mod tables;

const NS: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";

/// A document of the given body, without other parts.
fn docx(body: &str) -> Vec<u8> {
    numbered(body, "", "")
}

/// A document with numbering definitions and styles.
fn numbered(body: &str, numbering: &str, styles: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &format!("<w:document {NS}><w:body>{body}</w:body></w:document>")),
        ("word/numbering.xml", &format!("<w:numbering {NS}>{numbering}</w:numbering>")),
        ("word/styles.xml", &format!("<w:styles {NS}>{styles}</w:styles>")),
    ])
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph of a list.
fn item(list: &str, level: usize, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn level(at: usize, format: &str, pattern: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{pattern}'/></w:lvl>"
    )
}

fn scheme(id: &str, levels: &str) -> String {
    format!("<w:abstractNum w:abstractNumId='{id}'>{levels}</w:abstractNum>")
}

fn list(id: &str, scheme: &str, over: &str) -> String {
    format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{scheme}'/>{over}</w:num>")
}

fn check(body: &str, expect: &str) {
    assert_eq!(read(&docx(body)).as_deref(), Ok(expect), "{body}");
}

fn check_numbers(body: &str, numbering: &str, expect: &str) {
    assert_eq!(read(&numbered(body, numbering, "")).as_deref(), Ok(expect), "{body}");
}

#[test]
fn paragraphs_are_lines_in_order() {
    check(&[p("一、目标"), p(""), p("1．责任&lt;制&gt;&#x3002;")].concat(), "一、目标\n\n1．责任<制>。\n");
}

#[test]
fn runs_links_controls_and_field_results_are_kept_and_codes_are_not() {
    check(
        "<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink><w:sdt><w:sdtPr><w:tag w:val='x'/></w:sdtPr>\
         <w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt><w:smartTag><w:r><w:t>丙</w:t></w:r></w:smartTag>\
         <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>\
         <w:r><w:t>代码</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>2026年</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>丁</w:t></w:r></w:p>",
        "甲乙丙2026年丁\n",
    );
    let open = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>码</w:t></w:r></w:p>";
    check(&[open, &p("其后")].concat(), "\n其后\n");
}

#[test]
fn signs_inside_a_run_become_characters() {
    check(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t xml:space='preserve'> 乙 </w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t>\
         <w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:font='Symbol' w:char='F0B7'/></w:r></w:p>",
        "甲  乙 \n丙-丁☑\n",
    );
}

#[test]
fn hidden_text_is_left_out() {
    let styles = "<w:style w:type='character' w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style>";
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>见</w:t></w:r>\
         <w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>藏</w:t></w:r></w:p>";
    assert_eq!(read(&numbered(body, "", styles)).as_deref(), Ok("见\n"));
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    check(
        "<w:p><w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>\
         <w:moveFrom><w:r><w:t>移自</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移至</w:t></w:r></w:moveTo>\
         <w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>留</w:t></w:r></w:p>",
        "加移至留\n",
    );
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs_under_the_number_of_the_second() {
    let numbering = [scheme("0", &level(0, "decimal", "%1．", "")), list("1", "0", "")].concat();
    let joined = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>\
         <w:r><w:t>前半</w:t></w:r></w:p>";
    check_numbers(
        &[joined, &item("1", 0, "后半"), &item("1", 0, "另")].concat(),
        &numbering,
        "1．前半后半\n2．另\n",
    );
    check(joined, "前半");
}

#[test]
fn a_text_box_stands_once_after_the_paragraph_that_anchors_it() {
    let framed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let both = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>",
        framed("框"),
        framed("框"),
    );
    check(&[both, p("下文")].concat(), "正文\n框\n下文\n");
    let old = format!("<w:p><w:r><w:pict>{}</w:pict><w:t>正文</w:t></w:r></w:p>", framed("框"));
    check(&old, "正文\n框\n");
}

#[test]
fn the_part_that_holds_the_text_may_have_another_name() {
    let relations = "<Relationships><Relationship Type='http://x/officeDocument' Target='/word/document2.xml'/></Relationships>";
    let document = format!("<w:document {NS}><w:body>{}</w:body></w:document>", p("甲"));
    assert_eq!(
        read(&zipped(&[("_rels/.rels", relations), ("word/document2.xml", &document)])).as_deref(),
        Ok("甲\n")
    );
}

#[test]
fn a_document_in_utf_16_is_read() {
    let text = format!(
        "<?xml version='1.0' encoding='UTF-16'?><w:document {NS}><w:body>{}</w:body></w:document>",
        p("甲")
    );
    let bytes: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    std::io::Write::write_all(&mut zip, &bytes).expect("its text");
    assert_eq!(read(&zip.finish().expect("a zip").into_inner()).as_deref(), Ok("甲\n"));
}

#[test]
fn a_damaged_document_is_refused() {
    let is_damaged = |bytes: &[u8]| matches!(read(bytes), Err(InputError::Damaged { .. }));
    assert!(is_damaged(b"PK\x03\x04 and no more"));
    assert!(is_damaged(&zipped(&[("word/other.xml", "")])));
    assert!(is_damaged(&docx("<w:p></w:r>")));
    assert!(is_damaged(&docx("<w:p>")));
    assert!(is_damaged(&docx("<w:p><w:r><w:t>&bomb;</w:t></w:r></w:p>")));
    let entities = "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><d>&b;</d>";
    assert!(is_damaged(&zipped(&[("word/document.xml", entities)])));
    assert_eq!(read(&docx(&p(""))), Err(InputError::Empty));
}

#[test]
fn an_encrypted_zip_is_locked() {
    let mut bytes = docx(&p("甲"));
    // the flag of the first bit, in each local header and each entry of the directory
    for at in 0..bytes.len() - 10 {
        match &bytes[at..at + 4] {
            b"PK\x03\x04" => bytes[at + 6] |= 1,
            b"PK\x01\x02" => bytes[at + 8] |= 1,
            _ => {}
        }
    }
    assert_eq!(read(&bytes), Err(InputError::Locked));
}

fn is_too_complex(bytes: &[u8]) -> bool {
    matches!(read(bytes), Err(InputError::TooComplex { .. }))
}

#[test]
fn a_document_nested_without_end_is_refused_and_one_nested_deep_is_read() {
    for (open, close) in [
        ("<w:ins>", "</w:ins>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ] {
        assert!(
            is_too_complex(&docx(
                &[&open.repeat(100_000), p("甲").as_str(), &close.repeat(100_000)].concat()
            )),
            "{open}"
        );
    }
    let deep = ["<w:tbl><w:tr><w:tc>".repeat(300), p("甲"), "</w:tc></w:tr></w:tbl>".repeat(300)].concat();
    check(&deep, "甲\n");
}

#[test]
fn ten_thousand_lists_are_counted() {
    let lists = |n: usize| {
        (0..n).map(|id| scheme(&id.to_string(), &level(0, "decimal", "%1．", ""))).collect::<String>()
            + &(0..n).map(|id| list(&id.to_string(), &id.to_string(), "")).collect::<String>()
    };
    let body: String = (1..10_000).map(|id| item(&id.to_string(), 0, "甲")).collect();
    let text = read(&numbered(&body, &lists(10_000), "")).expect("a text");
    assert_eq!(text.lines().filter(|line| *line == "1．甲").count(), 9_999);
}

#[test]
fn a_zip_bomb_is_refused_before_it_bursts() {
    assert!(is_too_complex(&docx(&" ".repeat(60 * 1024 * 1024))));
    // smaller, but packed a thousand times
    assert!(is_too_complex(&docx(&" ".repeat(8 * 1024 * 1024))));
    assert_eq!(read(&docx(&"<w:p/>".repeat(500_000))), Err(InputError::Empty));
}

#[test]
fn a_long_label_cannot_make_a_small_document_grow() {
    let numbering =
        [scheme("0", &level(0, "decimal", &"长".repeat(1_000_000), "")), list("1", "0", "")].concat();
    let text = read(&numbered(&item("1", 0, "甲"), &numbering, "")).expect("a text");
    assert!(text.chars().count() < 100);
}

proptest! {
    #[test]
    fn any_mutated_document_is_read_or_refused(at in 0..2000_usize, byte: u8, cut in 0..2000_usize) {
        let mut bytes = docx(&[p("一、甲"), item("1", 0, "乙")].concat());
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length.max(cut));
        if let Ok(text) = read(&bytes) {
            crate::parse(&text);
        }
    }

    #[test]
    fn any_tree_of_known_tags_is_read(tags in prop::collection::vec((0..16_usize, any::<bool>()), 0..200)) {
        const TAGS: [&str; 16] = [
            "p", "r", "t", "pPr", "rPr", "tbl", "tr", "tc", "tcPr", "txbxContent", "ins", "del", "AlternateContent",
            "Choice", "Fallback", "numPr",
        ];
        let (mut body, mut open) = (String::new(), Vec::new());
        for (tag, is_closing) in tags {
            if is_closing && let Some(tag) = open.pop() {
                body.push_str(&format!("</w:{}>", TAGS[tag]));
            } else {
                body.push_str(&format!("<w:{}>字", TAGS[tag]));
                open.push(tag);
            }
        }
        body.extend(open.into_iter().rev().map(|tag| format!("</w:{}>", TAGS[tag])));
        match read(&docx(&body)) {
            Ok(text) => { crate::parse(&text); }
            Err(error) => prop_assert!(["input.empty", "input.too_complex"].contains(&error.code())),
        }
    }
}
