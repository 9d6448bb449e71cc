//! What a paper says, before anybody sets it in type: the same content for PDF, for .docx and for the screen.

use chrono::{Datelike, NaiveDate};

/// A paper's content 文书正文.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The unit in red above everything 红头; none on papers that are no letters.
    pub red_head: Option<String>,
    /// 标题.
    pub title: String,
    /// 文号; none before it is issued.
    pub number: Option<String>,
    /// 主送: to whom it goes; none on a record.
    pub recipient: Option<String>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// 署名; none where people sign and no seal is set.
    pub organ: Option<String>,
    /// 成文日期.
    pub day: String,
    /// Lines to be signed by hand.
    pub signers: Vec<String>,
    /// What stands at the foot.
    pub foot: Vec<String>,
    /// 抄送.
    pub copies: Option<String>,
}

/// A part of the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// A heading of the first level, such as 一、.
    Heading(String),
    /// What is called so, and what it is.
    Rows(Vec<(String, String)>),
    /// A table with a head.
    Table {
        /// Names of columns.
        head: Vec<String>,
        /// Cells.
        rows: Vec<Vec<String>>,
    },
}

impl Document {
    /// All its text in reading order, one piece a line.
    pub fn texts(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        found.extend(self.red_head.as_deref());
        found.push(&self.title);
        found.extend(self.number.as_deref());
        found.extend(self.recipient.as_deref());
        for block in &self.blocks {
            match block {
                Block::Paragraph(text) | Block::Heading(text) => found.push(text),
                Block::Rows(rows) => found.extend(rows.iter().flat_map(|(name, text)| [&**name, &**text])),
                Block::Table { head, rows } => {
                    found.extend(head.iter().chain(rows.iter().flatten()).map(String::as_str));
                }
            }
        }
        found.extend(self.signers.iter().map(String::as_str));
        // a record is dated by those who sign it
        found.extend(self.organ.iter().flat_map(|organ| [organ.as_str(), self.day.as_str()]));
        found.extend(self.foot.iter().map(String::as_str));
        found.extend(self.copies.as_deref());
        found.retain(|text| !text.is_empty());
        found
    }
}

/// A day as papers write it: Arabic digits without zeros before them (GB/T 9704-2012 §7.3.5.4).
pub fn in_chinese(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
