use super::*;
use proptest::prelude::*;

fn code(bytes: &[u8]) -> Result<String, &'static str> {
    read(bytes).map_err(|error| error.code())
}

/// A zip with the named parts.
pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A compound file, as far as it is looked at.
fn compound(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain([0; 512]).chain(name).collect()
}

#[test]
fn the_same_text_is_read_from_every_encoding() {
    let text = "一、安全生产〔2026〕";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
    };
    assert_eq!(read(text.as_bytes()).as_deref(), Ok(text));
    assert_eq!(read(format!("\u{feff}{text}").as_bytes()).as_deref(), Ok(text));
    assert_eq!(read(&gb).as_deref(), Ok(text));
    assert_eq!(read(&utf16([0xFF, 0xFE], u16::to_le_bytes)).as_deref(), Ok(text));
    assert_eq!(read(&utf16([0xFE, 0xFF], u16::to_be_bytes)).as_deref(), Ok(text));
}

#[test]
fn a_plain_text_keeps_its_line_ends() {
    assert_eq!(code("一、甲\r\n二、乙\r\n".as_bytes()).as_deref(), Ok("一、甲\r\n二、乙\r\n"));
}

#[test]
fn what_is_no_text_is_refused_with_a_code() {
    assert_eq!(code(b""), Err("input.empty"));
    assert_eq!(code(b" \r\n"), Err("input.empty"));
    assert_eq!(code(b"\xFF\xFE \0"), Err("input.empty"));
    assert_eq!(code(b"\x7FELF\x02\x00\x00"), Err("input.binary"));
    assert_eq!(code(&[0xFF, 0xFF, 0xFF]), Err("input.encoding"));
    assert_eq!(code(b"\xFF\xFE\x00\xD8a\0"), Err("input.encoding"));
    assert_eq!(code(&vec![b'a'; MAX_BYTES + 1]), Err("input.too_large"));
    assert_eq!(code(&vec![b'a'; 60 * 1024 * 1024]), Err("input.too_large"));
    assert!(read(&vec![b'a'; MAX_BYTES]).is_ok());
}

#[test]
fn every_other_format_is_named_and_told_what_to_do() {
    let types = ("[Content_Types].xml", "<Types/>");
    for (bytes, expect) in [
        (compound("WordDocument"), "input.old_word"),
        (compound("WpsContent"), "input.old_word"),
        (compound("EncryptedPackage"), "input.locked"),
        (compound("Workbook"), "input.spreadsheet"),
        (compound("PowerPoint Document"), "input.slides"),
        (br"{\rtf1\ansi text}".to_vec(), "input.rich_text"),
        (b"\r\n<!DOCTYPE HTML><html></html>".to_vec(), "input.web_page"),
        (b"\xEF\xBB\xBF<HTML xmlns:w=''>".to_vec(), "input.web_page"),
        (b"<?xml version='1.0'?><w:wordDocument/>".to_vec(), "input.web_page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), "input.web_page"),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "input.image"),
        (b"\xFF\xD8\xFF\xE0\0".to_vec(), "input.image"),
        (b"GIF89a\0".to_vec(), "input.image"),
        (b"BM\x36\0\0\0".to_vec(), "input.image"),
        (b"II*\0\x08".to_vec(), "input.image"),
        (b"Rar!\x1a\x07\0".to_vec(), "input.archive"),
        (zipped(&[("通知/通知.docx", "")]), "input.archive"),
        (zipped(&[("OFD.xml", ""), ("Doc_0/Document.xml", "")]), "input.ofd"),
        (zipped(&[types, ("xl/workbook.xml", "")]), "input.spreadsheet"),
        (zipped(&[types, ("ppt/presentation.xml", "")]), "input.slides"),
        (zipped(&[("mimetype", ""), ("content.xml", "")]), "input.open_document"),
    ] {
        assert_eq!(code(&bytes), Err(expect));
    }
    let text = "BM和RIFF开头的文字也是文字";
    assert_eq!(code(text.as_bytes()).as_deref(), Ok(text));
}

#[test]
fn every_code_is_listed_once() {
    let mut codes = InputError::CODES.to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), InputError::CODES.len());
}

#[test]
fn a_single_line_of_five_megabytes_is_read() {
    let line = "一般隐患整改率达95%以上，".repeat(5 * 1024 * 1024 / 36);
    assert_eq!(read(line.as_bytes()).map(|text| text.len()), Ok(line.len()));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        if let Ok(text) = read(&bytes) {
            crate::parse(&text);
        }
    }

    #[test]
    fn any_bytes_that_look_like_a_document_are_read_or_refused(bytes: Vec<u8>, start in 0..3_usize) {
        let start: &[u8] = [b"PK\x03\x04".as_slice(), b"%PDF-1.7\n", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"][start];
        let bytes: Vec<u8> = start.iter().copied().chain(bytes).collect();
        if let Ok(text) = read(&bytes) {
            crate::parse(&text);
        }
    }
}
