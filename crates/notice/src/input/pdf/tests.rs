use crate::input::{InputError, read};
use proptest::prelude::*;

/// A PDF of the given objects, the first of which is the catalog; with a table of where each begins.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in (1..).zip(objects) {
        places.push(bytes.len());
        bytes.extend(format!("{n} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    bytes.extend(places.iter().flat_map(|place| format!("{place:010} 00000 n \n").into_bytes()));
    let size = objects.len() + 1;
    bytes.extend(format!("trailer\n<</Size {size} /Root 1 0 R>>\nstartxref\n{table}\n%%EOF").bytes());
    bytes
}

fn stream(content: &[u8], more: &str) -> Vec<u8> {
    [format!("<<{more} /Length {}>>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

/// Sets a text at a place, in UTF-16, as the font of [`paper`] wants it.
fn set(x: f64, y: f64, text: &str) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F1 10 Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

/// A PDF with one page for each content, all with one font that maps codes to the same Unicode.
fn paper(contents: &[&str]) -> Vec<u8> {
    let to_unicode = b"/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
        1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end";
    paper_in(
        contents,
        "<</Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [5 0 R]>>",
        to_unicode,
    )
}

fn paper_in(contents: &[&str], font: &str, to_unicode: &[u8]) -> Vec<u8> {
    let first = 6;
    let kids: String = (0..contents.len()).map(|n| format!("{} 0 R ", first + 2 * n)).collect();
    let mut objects = vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        format!("<</Type /Pages /Count {} /Kids [{kids}] /Resources <</Font <</F1 3 0 R>>>>>>", contents.len()).into(),
        font.into(),
        stream(to_unicode, ""),
        b"<</Type /Font /Subtype /CIDFontType2 /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 2>>\
          /W [32 126 500]>>"
            .to_vec(),
    ];
    for (n, content) in contents.iter().enumerate() {
        objects.push(format!("<</Type /Page /Parent 2 0 R /Contents {} 0 R>>", first + 2 * n + 1).into());
        objects.push(stream(content.as_bytes(), ""));
    }
    pdf(&objects)
}

/// Lines of a page of twenty characters, from the top down; each with its indent in characters.
fn page(lines: &[(f64, &str)]) -> String {
    (0..)
        .zip(lines)
        .map(|(n, (indent, text))| set(100.0 + indent * 10.0, 700.0 - f64::from(n) * 16.0, text))
        .collect()
}

const FULL: &str = "现将目标任务下达给你们请对照分工逐条落实";

#[test]
fn printed_lines_are_joined_into_paragraphs_over_pages() {
    let first = page(&[
        (5.0, "关于下达目标的通知"),
        (0.0, "一、目标"),
        (2.0, &FULL[..54]),
        (0.0, FULL),
        (8.0, "— 1 —"),
    ]);
    let second = page(&[(0.0, FULL), (0.0, "完成100%。"), (0.0, "二、要求"), (8.0, "— 2 —")]);
    let expect = format!("关于下达目标的通知\n一、目标\n{}{FULL}{FULL}完成100%。\n二、要求\n", &FULL[..54]);
    assert_eq!(read(&paper(&[&first, &second])).as_deref(), Ok(expect.as_str()));
}

#[test]
fn a_font_that_is_not_embedded_is_read_by_its_character_set() {
    let font = "<</Type /Font /Subtype /Type0 /Encoding /GBK-EUC-H /DescendantFonts [5 0 R]>>";
    let (gbk, _, _) = encoding_rs::GBK.encode("安全 Ab1");
    let codes: String = gbk.iter().map(|byte| format!("{byte:02X}")).collect();
    let content = format!("BT /F1 10 Tf 1 0 0 1 100 700 Tm <{codes}> Tj ET");
    assert_eq!(read(&paper_in(&[&content], font, b"")).as_deref(), Ok("安全 Ab1\n"));
    let font = "<</Type /Font /Subtype /Type0 /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R]>>";
    assert_eq!(read(&paper_in(&[&set(100.0, 700.0, "隐患整改")], font, b"")).as_deref(), Ok("隐患整改\n"));
}

#[test]
fn a_simple_font_is_read_by_its_encoding() {
    let font = "<</Type /Font /Subtype /TrueType /Encoding <</BaseEncoding /WinAnsiEncoding \
        /Differences [1 /percent /uni5B89]>> /FirstChar 0 /Widths [500]>>";
    let content = "BT /F1 10 Tf 1 0 0 1 100 700 Tm (95\\001\\002) Tj ET";
    assert_eq!(read(&paper_in(&[content], font, b"")).as_deref(), Ok("95%安\n"));
}

#[test]
fn every_way_to_move_between_lines_is_followed() {
    let code = |text: &str| text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    let [a, b, c, d, e] = ["甲", "乙", "丙", "丁", "戊"].map(code);
    let content = format!(
        "q 2 0 0 2 0 0 cm BT /F1 10 Tf 16 TL 100 300 Td <{a}> Tj 0 -16 Td <{b}> Tj T* <{c}> Tj <{d}> ' [<{e}> -3000 <{a}>] TJ ET Q"
    );
    assert_eq!(read(&paper(&[&content])).as_deref(), Ok("甲\n乙\n丙\n丁戊 甲\n"));
}

#[test]
fn forms_are_drawn_and_a_form_that_draws_itself_ends() {
    let form = format!("{} /X Do", set(100.0, 700.0, "表内"));
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Count 1 /Kids [6 0 R]>>".to_vec(),
        b"<</Type /Font /Subtype /Type0 /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R]>>".to_vec(),
        b"<</Type /Font /Subtype /CIDFontType2>>".to_vec(),
        stream(form.as_bytes(), "/Type /XObject /Subtype /Form"),
        b"<</Type /Page /Parent 2 0 R /Contents 7 0 R /Resources <</Font <</F1 3 0 R>> /XObject <</X 5 0 R>>>>>>".to_vec(),
        stream(b"/X Do", ""),
    ];
    assert_eq!(read(&pdf(&objects)).as_deref(), Ok("表内\n"));
}

#[test]
fn headers_and_footers_marked_as_such_and_watermarks_are_left_out() {
    let content = [
        "/Artifact <</Type /Pagination /Subtype /Header>> BDC\n",
        &set(100.0, 800.0, "页眉"),
        "EMC /P BMC\n",
        &set(100.0, 700.0, "正文"),
        "EMC BT /F1 30 Tf 0.7 0.7 -0.7 0.7 200 400 Tm <5BC6> Tj ET",
    ]
    .concat();
    assert_eq!(read(&paper(&[&content])).as_deref(), Ok("正文\n"));
}

#[test]
fn a_page_lying_on_its_side_is_read_as_it_is_viewed() {
    let content = "BT /F1 10 Tf 0 1 -1 0 300 100 Tm <6A2A> Tj <9875> Tj ET BT /F1 10 Tf 0 1 -1 0 284 100 Tm <4E0A> Tj ET";
    let bytes = String::from_utf8(paper(&[content]))
        .expect("text")
        .replace("/Type /Page ", "/Type /Page /Rotate 90 ");
    assert_eq!(read(bytes.as_bytes()).as_deref(), Ok("上\n横页\n"));
}

/// Lines around cells: at the given places from left to right, and from the top down.
fn borders(across: &[f64], down: &[f64]) -> String {
    let (left, right) = (across[0], across[across.len() - 1]);
    let (top, bottom) = (down[0], down[down.len() - 1]);
    let level = down.iter().map(|y| format!("{left} {y} m {right} {y} l S\n"));
    let upright = across.iter().map(|x| format!("{x} {bottom} m {x} {top} l S\n"));
    level.chain(upright).collect()
}

#[test]
fn a_ruled_table_is_read_cell_by_cell_between_the_paragraphs_around_it() {
    let content = [
        borders(&[100.0, 160.0, 260.0, 330.0], &[700.0, 680.0, 640.0]),
        page(&[(0.0, "一、任务")]).replace(" 700 Tm", " 710 Tm"),
        set(105.0, 687.0, "序号"),
        set(165.0, 687.0, "工作任务"),
        set(265.0, 687.0, "责任单位"),
        set(105.0, 660.0, "1"),
        set(165.0, 667.0, "检查不少于2次整改"),
        set(165.0, 653.0, "率达95%。"),
        set(265.0, 660.0, "安办"),
        set(100.0, 620.0, "二、要求"),
    ];
    let expect = "一、任务\n序号\t工作任务\t责任单位\n1\t检查不少于2次整改率达95%。\t安办\n二、要求\n";
    assert_eq!(read(&paper(&[&content.concat()])).as_deref(), Ok(expect));
}

#[test]
fn cells_without_a_border_between_them_are_one() {
    // borders as thin filled shapes, as Word draws them; none below the first unit
    let shape = |x: f64, y: f64, w: f64, h: f64| format!("{x} {y} {w} {h} re f\n");
    let content = [
        [100.0, 200.0, 300.0].map(|x| shape(x, 640.0, 0.5, 60.0)).concat(),
        shape(100.0, 700.0, 200.0, 0.5),
        shape(100.0, 640.0, 200.0, 0.5),
        shape(100.0, 670.0, 100.0, 0.5),
        set(105.0, 680.0, "甲"),
        set(105.0, 650.0, "乙"),
        set(205.0, 665.0, "安办"),
    ];
    assert_eq!(read(&paper(&[&content.concat()])).as_deref(), Ok("甲\t安办\n乙\t安办\n"));
}

#[test]
fn a_frame_and_an_underline_are_no_table() {
    let content = [
        borders(&[90.0, 400.0], &[720.0, 600.0]),
        "100 698 m 130 698 l S\n".to_owned(),
        page(&[(0.0, "红头文件"), (0.0, "另起一行")]),
    ];
    assert_eq!(read(&paper(&[&content.concat()])).as_deref(), Ok("红头文件\n另起一行\n"));
}

#[test]
fn blanks_drawn_over_the_text_as_its_underline_are_no_blanks() {
    let content =
        [set(100.0, 700.0, "检查12次"), set(100.0, 700.0, "        "), set(100.0, 680.0, "关于 表彰")];
    assert_eq!(read(&paper(&[&content.concat()])).as_deref(), Ok("检查12次\n关于 表彰\n"));
}

#[test]
fn a_scan_has_no_text_layer_and_neither_has_a_font_without_characters() {
    assert_eq!(read(&paper(&["q 500 0 0 700 0 0 cm /Im1 Do Q"])), Err(InputError::NoTextLayer));
    let font = "<</Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [3 0 R]>>";
    assert_eq!(read(&paper_in(&[&set(100.0, 700.0, "安全")], font, b"")), Err(InputError::NoTextLayer));
}

#[test]
fn a_pdf_under_a_password_is_locked() {
    let bytes = String::from_utf8(paper(&[&set(100.0, 700.0, "密")])).expect("text");
    let key = "00".repeat(32);
    let lock =
        format!("/Encrypt <</Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}>>> /ID [<00> <00>]");
    let locked = bytes.replace("/Root 1 0 R", &format!("/Root 1 0 R {lock}"));
    assert_eq!(read(locked.as_bytes()), Err(InputError::Locked));
}

#[test]
fn a_pdf_with_a_broken_table_of_objects_is_read_all_the_same() {
    let bytes = String::from_utf8(paper(&[&set(100.0, 700.0, "甲")])).expect("text");
    let broken = bytes.replace("startxref\n", "startxref\n9");
    assert_eq!(read(broken.as_bytes()).as_deref(), Ok("甲\n"));
}

#[test]
fn a_pdf_without_anything_is_damaged() {
    assert!(matches!(read(b"%PDF-1.7\n"), Err(InputError::Damaged { .. })));
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    // stored blocks would not burst, so the stream is packed by the zip library and given a zlib head
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a", zip::write::SimpleFileOptions::default()).expect("a part");
    std::io::Write::write_all(&mut zip, bytes).expect("its bytes");
    let packed = zip.finish().expect("a zip").into_inner();
    let length = u32::from_le_bytes(packed[18..22].try_into().expect("four bytes")) as usize;
    let from = 30
        + usize::from(u16::from_le_bytes([packed[26], packed[27]]))
        + usize::from(u16::from_le_bytes([packed[28], packed[29]]));
    let length = if length == 0 { packed.len() - from } else { length };
    [b"\x78\x9C", &packed[from..from + length]].concat()
}

#[test]
fn a_stream_that_bursts_is_refused() {
    let packed = zlib(&b"q ".repeat(50 * 1024 * 1024));
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Count 1 /Kids [3 0 R]>>".to_vec(),
        b"<</Type /Page /Parent 2 0 R /Contents 4 0 R>>".to_vec(),
        stream(&packed, "/Filter /FlateDecode"),
    ];
    assert!(matches!(read(&pdf(&objects)), Err(InputError::TooComplex { .. })));
}

#[test]
fn a_page_of_more_fonts_than_a_notice_can_have_is_refused() {
    let fonts: String = (0..501).map(|n| format!("/G{n} <</Type /Font /Subtype /TrueType>> ")).collect();
    let content: String = (0..501).map(|n| format!("/G{n} 9 Tf ")).collect();
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Count 1 /Kids [3 0 R]>>".to_vec(),
        format!("<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <<{fonts}>>>>>>")
            .into_bytes(),
        stream(content.as_bytes(), ""),
    ];
    assert!(matches!(read(&pdf(&objects)), Err(InputError::TooComplex { .. })));
}

#[test]
fn objects_nested_without_end_are_no_danger() {
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    let _ = read(&paper(&[&deep]));
    let objects = [b"<</Type /Catalog /Pages 2 0 R>>".to_vec(), deep.into_bytes()];
    assert!(read(&pdf(&objects)).is_err());
    let ring = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [2 0 R] /Parent 2 0 R>>".to_vec(),
    ];
    assert!(read(&pdf(&ring)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_mutated_pdf_is_read_or_refused(changes in prop::collection::vec((0..4000_usize, any::<u8>()), 1..8)) {
        let mut bytes = paper(&[&page(&[(0.0, FULL), (0.0, "一、甲")])]);
        let length = bytes.len();
        for (at, byte) in changes {
            bytes[at % length] = byte;
        }
        if let Ok(text) = read(&bytes) {
            crate::parse(&text);
        }
    }

    #[test]
    fn any_operations_are_drawn(words in prop::collection::vec(0..24_usize, 0..100)) {
        const WORDS: [&str; 24] = [
            "BT", "ET", "/F1 10 Tf", "<5B895168> Tj", "1 0 0 1 9 9 Tm", "0 -9 Td", "q", "Q", "2 0 0 2 0 0 cm", "T*",
            "[<5B89> 9e99 <5168>] TJ", "0 Tz", "1e38 1e38 Td", "EMC", "/P BMC", "/X Do", "-1 0 0 0 0 0 Tm", "<5B8951> '",
            "9 Tc", "0 0 <5B89> \"", "/F2 1 Tf", "/F1 -5 Tf", "99 Ts", "BI /W 1 ID x EI",
        ];
        let content: Vec<&str> = words.into_iter().map(|n| WORDS[n]).collect();
        let _ = read(&paper(&[&content.join(" ")]));
    }
}
