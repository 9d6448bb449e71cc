//! A paper in print: it opens, holds its words, has no box in place of a character, and is the same each time.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use chrono::{DateTime, Utc};
use domain::paper::{Block, Document};
use print::{Press, PrintError, docx};
use std::io::Read as _;
use std::sync::LazyLock;

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new(None, &[]).expect("fonts-noto-cjk is installed"));

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_700_000, 0).expect("a moment")
}

fn order() -> Document {
    let text = |text: &str| text.to_owned();
    Document {
        red_head: None,
        title: text("责令限期整改指令书"),
        number: Some(text("（临政）责改〔2026〕12号")),
        recipient: Some(text("临海街道某鞋厂 #let x = [注入] \\ { } $ @")),
        blocks: vec![
            Block::Paragraph(text("经查，你单位存在下列问题：")),
            Block::Table {
                head: ["序号", "存在的问题", "违反的规定", "整改期限"].map(text).to_vec(),
                rows: vec![
                    ["1", "二楼楼梯间：疏散通道堆物，㙍𠅤镕", "消防法第二十八条", "2026年3月20日"]
                        .map(text)
                        .to_vec(),
                ],
            },
            Block::Heading(text("一、要求")),
            Block::Rows(vec![(text("地址"), text("临海路1号"))]),
            Block::Paragraph("现责令你单位限期整改完毕，达到有关规定的要求。".repeat(2)),
        ],
        organ: Some(text("临海街道办事处")),
        day: text("2026年3月5日"),
        signers: vec![text("执法人员（签名）："), text("签收：")],
        foot: vec![text("本文书一式两份。")],
        copies: None,
    }
}

fn pages(pdf: &[u8]) -> usize {
    lopdf::Document::load_mem(pdf).expect("a PDF").get_pages().len()
}

fn text(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).expect("its text");
    text.split_whitespace().collect()
}

#[test]
fn a_pdf_opens_on_one_page_and_holds_the_words() {
    let pdf = PRESS.pdf(&order(), at()).expect("printed");
    assert_eq!(pages(&pdf), 1);
    let text = text(&pdf);
    for words in
        ["责令限期整改指令书", "（临政）责改〔2026〕12号", "疏散通道堆物", "临海街道办事处", "2026年3月5日"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    // what somebody typed is words, never a program of the layout
    assert!(text.contains("#letx=[注入]"), "{text}");
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    let first = PRESS.pdf(&order(), at()).expect("printed");
    assert!(first == PRESS.pdf(&order(), at()).expect("printed"), "the PDF differs");
    assert!(docx(&order()).expect("written") == docx(&order()).expect("written"), "the .docx differs");
}

#[test]
fn a_long_paper_goes_on_with_its_pages_numbered() {
    let mut long = order();
    long.blocks.push(Block::Paragraph("请按期整改。".repeat(200)));
    let pdf = PRESS.pdf(&long, at()).expect("printed");
    assert_eq!(pages(&pdf), 3);
    let text = text(&pdf);
    assert!(text.contains("—1—") && text.contains("—3—"), "{text}");
}

/// An order with so many problems that its table goes on over several pages.
fn long_order() -> Document {
    let mut long = order();
    let row = |n: usize| {
        let problem = format!("第{n}处：疏散通道堆放纸箱和半成品，宽度不足，且没有疏散指示标志");
        let clause = "消防法第二十八条、第十六条第一款第四项".to_owned();
        vec![n.to_string(), problem, clause, "2026年3月20日".to_owned()]
    };
    if let Block::Table { rows, .. } = &mut long.blocks[1] {
        *rows = (1..=30).map(row).collect();
    }
    long
}

#[test]
fn a_table_that_is_longer_than_a_page_repeats_its_head_and_loses_nothing() {
    let pdf = PRESS.pdf(&long_order(), at()).expect("printed");
    let document = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let page =
        |n: u32| -> String { document.extract_text(&[n]).expect("its text").split_whitespace().collect() };
    let all: Vec<String> = (1..=u32::try_from(pages(&pdf)).expect("few")).map(page).collect();
    let with_rows: Vec<&String> = all.iter().filter(|page| page.contains("处：疏散")).collect();
    assert!(with_rows.len() >= 3, "{all:?}");
    for page in &with_rows {
        assert_eq!(page.matches("违反的规定").count(), 1, "{page}");
    }
    let whole = all.concat();
    for n in 1..=30 {
        assert!(whole.contains(&format!("第{n}处：疏散通道堆放纸箱")), "{n} is not in {whole}");
    }
}

#[test]
fn twenty_two_lines_of_twenty_eight_characters_fill_a_page() {
    // title and number take room of their own, so the second page is counted
    let mut long = Document { title: "文".to_owned(), ..Document::default() };
    long.blocks = vec![Block::Paragraph("一".repeat(26)), Block::Paragraph("文".repeat(28 * 100))];
    let pdf = PRESS.pdf(&long, at()).expect("printed");
    let document = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let second: String = document.extract_text(&[2]).expect("its text").split_whitespace().collect();
    assert_eq!(second.matches('文').count(), 22 * 28);
}

#[test]
fn a_letter_has_its_unit_in_red_above_and_copies_below() {
    let letter = Document {
        red_head: Some("临海街道安全生产委员会办公室".to_owned()),
        copies: Some("临海市应急管理局".to_owned()),
        signers: Vec::new(),
        ..order()
    };
    let text = text(&PRESS.pdf(&letter, at()).expect("printed"));
    assert!(text.starts_with("临海街道安全生产委员会办公室"), "{text}");
    assert!(text.contains("抄送：临海市应急管理局"), "{text}");
}

#[test]
fn a_paper_without_a_font_for_it_is_refused_and_never_has_boxes() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(Press::without_system(Some(folder.path()), &[]).err(), Some(PrintError::NoChineseFont));
    let strange = Document { title: "责令\u{10ffff}".to_owned(), ..order() };
    let refused = PRESS.pdf(&strange, at()).expect_err("a box");
    assert_eq!(refused, PrintError::NoGlyph("\u{10ffff}".to_owned()));
}

/// A part of a .docx.
fn part(document: &Document, name: &str) -> String {
    let bytes = docx(document).expect("written");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut xml = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut xml).expect("UTF-8");
    xml
}

#[test]
fn a_word_file_repeats_the_head_of_a_table_alone_and_numbers_pages_on_both_sides() {
    let typed = "<w:trHeight w:val=\"1\" w:hRule=\"atLeast\" />";
    let named = Document { recipient: Some(typed.to_owned()), ..long_order() };
    let xml = part(&named, "word/document.xml");
    assert_eq!(xml.matches("<w:tblHeader />").count(), 1);
    // a row stands on one page, and what somebody typed stays words
    assert!(xml.matches("<w:cantSplit />").count() >= 30 && xml.contains("&lt;w:trHeight"));
    for (footer, side) in [("word/footer1.xml", "right"), ("word/footer2.xml", "left")] {
        let footer = part(&named, footer);
        assert!(footer.contains("PAGE") && footer.contains(&format!("w:val=\"{side}\"")), "{footer}");
        // the number has the size of its dashes
        assert_eq!(footer.matches("<w:sz w:val=\"28\" />").count(), 3, "{footer}");
    }
    let settings = part(&named, "word/settings.xml");
    assert!(settings.contains("evenAndOddHeaders"), "{settings}");
}

#[test]
fn a_word_file_of_a_letter_has_its_red_line_and_lines_around_its_copies() {
    let letter = Document {
        red_head: Some("临海街道安全生产委员会办公室".to_owned()),
        copies: Some("临海市应急管理局".to_owned()),
        ..order()
    };
    let xml = part(&letter, "word/document.xml");
    let borders: Vec<&str> =
        xml.split("<w:pBdr>").skip(1).filter_map(|rest| rest.split("</w:pBdr>").next()).collect();
    assert_eq!(borders.len(), 2, "{borders:?}");
    assert!(borders[0].contains("w:bottom") && borders[0].contains("D7000F"), "{borders:?}");
    assert!(borders[1].contains("w:top") && borders[1].contains("w:bottom"), "{borders:?}");
}

#[test]
fn a_word_file_holds_the_same_words_in_the_same_order() {
    let xml = part(&order(), "word/document.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut found = String::new();
    loop {
        match reader.read_event().expect("XML") {
            quick_xml::events::Event::Text(text) => found.push_str(&text.xml10_content()),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let mut place = 0;
    for words in order().texts() {
        let at =
            found[place..].find(words).unwrap_or_else(|| panic!("{words} is not after {place} in {found}"));
        place += at + words.len();
    }
    assert!(xml.contains("w:linePitch=\"579\"") && xml.contains("w:top=\"2098\""), "{xml}");
}
