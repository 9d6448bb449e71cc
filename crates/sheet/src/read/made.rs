//! Workbooks made by hand for tests: parts as text, put into a zip.

use std::io::{Cursor, Write};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A workbook of parts.
pub(super) struct Made {
    /// Name, further attributes, content of the sheet after its root.
    sheets: Vec<(String, String, String)>,
    /// Attributes of `workbookPr`.
    pub properties: String,
    /// Content of `sst`; no part when none.
    pub texts: Option<String>,
    /// Content of `styleSheet`.
    pub styles: String,
    /// Other parts.
    pub others: Vec<(String, Vec<u8>)>,
}

impl Made {
    /// A workbook with these rows in its only sheet.
    pub fn rows(rows: &str) -> Self {
        Self::new().sheet("Sheet1", "", &format!("<sheetData>{rows}</sheetData>"))
    }

    pub fn new() -> Self {
        Self {
            sheets: Vec::new(),
            properties: String::new(),
            texts: None,
            styles: String::new(),
            others: Vec::new(),
        }
    }

    pub fn sheet(mut self, name: &str, attributes: &str, content: &str) -> Self {
        self.sheets.push((name.to_owned(), attributes.to_owned(), content.to_owned()));
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut parts: Vec<(String, Vec<u8>)> = self.others.clone();
        let (mut names, mut links) = (String::new(), String::new());
        for ((name, attributes, content), at) in self.sheets.iter().zip(1..) {
            names += &format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"r{at}\" {attributes}/>");
            links += &format!(
                "<Relationship Id=\"r{at}\" Type=\"{REL}/worksheet\" Target=\"worksheets/s{at}.xml\"/>"
            );
            let sheet = format!("<worksheet xmlns=\"{MAIN}\">{content}</worksheet>");
            parts.push((format!("xl/worksheets/s{at}.xml"), sheet.into_bytes()));
        }
        links += &format!("<Relationship Id=\"s\" Type=\"{REL}/styles\" Target=\"styles.xml\"/>");
        links += &format!("<Relationship Id=\"t\" Type=\"{REL}/sharedStrings\" Target=\"/xl/texts.xml\"/>");
        if let Some(texts) = &self.texts {
            parts.push(("xl/texts.xml".into(), format!("<sst xmlns=\"{MAIN}\">{texts}</sst>").into_bytes()));
        }
        let styles = format!("<styleSheet xmlns=\"{MAIN}\">{}</styleSheet>", self.styles);
        parts.push(("xl/styles.xml".into(), styles.into_bytes()));
        let book = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REL}\"><workbookPr {}/><sheets>{names}</sheets></workbook>",
            self.properties
        );
        parts.push(("xl/workbook.xml".into(), book.into_bytes()));
        parts.push(("xl/_rels/workbook.xml.rels".into(), relationships(&links)));
        let main =
            format!("<Relationship Id=\"m\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/>");
        parts.push(("_rels/.rels".into(), relationships(&main)));
        zipped(&parts)
    }
}

fn relationships(links: &str) -> Vec<u8> {
    format!("<Relationships>{links}</Relationships>").into_bytes()
}

/// A zip of these parts.
pub(super) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let options = options.compression_level(Some(1));
    for (name, bytes) in parts {
        zip.start_file(name, options).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A row of texts.
pub(super) fn texts(row: u32, texts: &[&str]) -> String {
    let cell = |(text, at): (&&str, u32)| {
        if text.is_empty() {
            return String::new();
        }
        format!("<c r=\"{}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", crate::letters(at))
    };
    let cells: String = texts.iter().zip(1..).map(cell).collect();
    format!("<row r=\"{row}\">{cells}</row>")
}
