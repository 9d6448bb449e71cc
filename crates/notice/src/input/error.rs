//! Why a file cannot be read, each reason with its stable code and what to do.

use super::MAX_BYTES;

/// Why a file cannot be read, and what to do.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum InputError {
    /// Nothing in it.
    #[error("the file is empty; choose the file that holds the notice")]
    Empty,
    /// Over [`MAX_BYTES`].
    #[error("the file has {bytes} bytes, more than the {MAX_BYTES} allowed; save it without pictures")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Neither text nor a known document.
    #[error("the file is not a document known here; save the notice as .docx, .pdf or plain text (.txt)")]
    Binary,
    /// A text that is neither Unicode nor GB18030.
    #[error("the text is neither UTF-8 nor GB18030; save it as UTF-8")]
    Encoding,
    /// A document that breaks its own format.
    #[error("the document is damaged ({what}); open it in Word or WPS, save it anew and try again")]
    Damaged {
        /// What is broken.
        what: &'static str,
    },
    /// A document that unpacks to, or is nested in, more than any notice needs.
    #[error(
        "the document holds more than a notice can ({what}); copy its text to a new document and save that"
    )]
    TooComplex {
        /// Which limit it passes.
        what: &'static str,
    },
    /// A document that opens only with a password.
    #[error("the document is protected by a password; take the password off and save it anew")]
    Locked,
    /// The binary format of Word 97 to 2003, or of WPS.
    #[error("the document is in the old format of Word or WPS (.doc, .wps); save it as .docx")]
    OldWord,
    /// Rich Text Format, often saved as .doc.
    #[error("the document is in Rich Text Format; save it as .docx")]
    RichText,
    /// A web page or an XML text, often saved as .doc.
    #[error("the file is a web page or XML; open it in Word or WPS and save it as .docx")]
    WebPage,
    /// A photograph or a scanned page.
    #[error("the file is a picture; read it with OCR software and save the text as .docx or .txt")]
    Image,
    /// A PDF of scanned pages, or one whose fonts do not say which characters they draw.
    #[error("the PDF holds no text, only pictures of it; read it with OCR software, or ask for the .docx")]
    NoTextLayer,
    /// The fixed-layout format OFD (GB/T 33190-2016).
    #[error("the document is an OFD; ask for the .docx it was made from, or save it as a PDF with text")]
    Ofd,
    /// The format of LibreOffice.
    #[error("the document is an OpenDocument file; save it as .docx")]
    OpenDocument,
    /// A workbook.
    #[error("the file is a spreadsheet; choose the notice itself, or copy the table to a .docx")]
    Spreadsheet,
    /// A presentation.
    #[error("the file is a presentation; choose the notice itself, or copy its text to a .docx")]
    Slides,
    /// A packed folder.
    #[error("the file is an archive; unpack it and choose the notice inside")]
    Archive,
}

impl InputError {
    /// Every code, in the order of the variants.
    pub const CODES: &[&str] = &[
        "input.empty",
        "input.too_large",
        "input.binary",
        "input.encoding",
        "input.damaged",
        "input.too_complex",
        "input.locked",
        "input.old_word",
        "input.rich_text",
        "input.web_page",
        "input.image",
        "input.no_text_layer",
        "input.ofd",
        "input.open_document",
        "input.spreadsheet",
        "input.slides",
        "input.archive",
    ];

    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "input.empty",
            Self::TooLarge { .. } => "input.too_large",
            Self::Binary => "input.binary",
            Self::Encoding => "input.encoding",
            Self::Damaged { .. } => "input.damaged",
            Self::TooComplex { .. } => "input.too_complex",
            Self::Locked => "input.locked",
            Self::OldWord => "input.old_word",
            Self::RichText => "input.rich_text",
            Self::WebPage => "input.web_page",
            Self::Image => "input.image",
            Self::NoTextLayer => "input.no_text_layer",
            Self::Ofd => "input.ofd",
            Self::OpenDocument => "input.open_document",
            Self::Spreadsheet => "input.spreadsheet",
            Self::Slides => "input.slides",
            Self::Archive => "input.archive",
        }
    }
}
