//! Why a paper is not printed.

use thiserror::Error;

/// Why a paper is not printed.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PrintError {
    /// No font with Chinese: the paper would be boxes.
    #[error("no font with Chinese; install fonts-noto-cjk, or name a folder of fonts in the settings")]
    NoChineseFont,
    /// No font has these characters: they would be boxes.
    #[error("no font has {0}")]
    NoGlyph(String),
    /// A fault of the layout or of a library; never of what was entered.
    #[error("cannot set the paper: {0}")]
    Fault(String),
}

impl PrintError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoChineseFont => "paper.no_chinese_font",
            Self::NoGlyph(_) => "paper.no_glyph",
            Self::Fault(_) => "paper.not_printed",
        }
    }
}
