//! Which fonts there are, and which of them a paper is set in. GB/T 9704 asks for 方正小标宋 and 仿宋_GB2312, which are not free:
//! an office that has them names their folder or installs them, and another gets what comes nearest of those that are carried.

use crate::error::PrintError;
use std::path::Path;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst_kit::fonts::{FontStore, scan, system};

/// Families by their use, the best first.
const TITLE: &[&str] = &[
    "方正小标宋_GBK",
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05",
    "FZXiaoBiaoSong-B05S",
    "小标宋",
    "Noto Serif SC",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "思源宋体",
];
const BODY: &[&str] = &[
    "仿宋_GB2312",
    "FangSong_GB2312",
    "仿宋",
    "FangSong",
    "方正仿宋_GBK",
    "FZFangSong-Z02",
    "STFangsong",
    "Noto Serif SC",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "思源宋体",
];
const HEADING: &[&str] =
    &["黑体", "SimHei", "方正黑体_GBK", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "思源黑体"];

/// A font has Chinese when it has these.
const CHINESE: &str = "责令限期整改";

/// Families that papers are set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Families {
    pub(crate) title: Vec<String>,
    pub(crate) body: Vec<String>,
    pub(crate) heading: Vec<String>,
}

/// What papers are set with: the fonts that are carried, and those of this machine.
pub struct Press {
    pub(crate) fonts: FontStore,
    pub(crate) families: Families,
}

fn has(info: &FontInfo, text: &str) -> bool {
    text.chars().all(|c| info.coverage.contains(c.into()))
}

fn infos(book: &FontBook) -> impl Iterator<Item = &FontInfo> {
    (0..).map_while(|index| book.info(index))
}

fn stored(folder: Option<&Path>, carried: &[&'static [u8]]) -> FontStore {
    let mut fonts = FontStore::new();
    if let Some(folder) = folder {
        fonts.extend(scan(folder));
    }
    let carried = carried.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes)));
    fonts.extend(carried.map(|font| {
        let info = font.info().clone();
        (font, info)
    }));
    fonts
}

impl Families {
    fn of(book: &FontBook) -> Result<Self, PrintError> {
        let with_chinese: Vec<&FontInfo> = infos(book).filter(|info| has(info, CHINESE)).collect();
        let any = with_chinese.first().ok_or(PrintError::NoChineseFont)?.family.to_string();
        let among = |wanted: &[&str]| {
            let is_there =
                |family: &&&str| with_chinese.iter().any(|info| info.family.eq_ignore_ascii_case(family));
            let mut found: Vec<String> =
                wanted.iter().filter(is_there).map(|family| (*family).to_owned()).collect();
            if found.is_empty() {
                found.push(any.clone());
            }
            found
        };
        Ok(Self { title: among(TITLE), body: among(BODY), heading: among(HEADING) })
    }
}

impl Press {
    /// With the fonts of a folder, when one is named, then those that are carried, each the bytes of a file, and then those of
    /// the system.
    ///
    /// # Errors
    /// [`PrintError::NoChineseFont`].
    pub fn new(folder: Option<&Path>, carried: &[&'static [u8]]) -> Result<Self, PrintError> {
        let mut fonts = stored(folder, carried);
        fonts.extend(system());
        Self::with(fonts)
    }

    /// Without the fonts of the system.
    ///
    /// # Errors
    /// [`PrintError::NoChineseFont`].
    pub fn without_system(folder: Option<&Path>, carried: &[&'static [u8]]) -> Result<Self, PrintError> {
        Self::with(stored(folder, carried))
    }

    fn with(fonts: FontStore) -> Result<Self, PrintError> {
        let families = Families::of(fonts.book())?;
        Ok(Self { fonts, families })
    }

    /// The characters that no font has: each would be an empty box.
    pub(crate) fn check(&self, texts: &[&str]) -> Result<(), PrintError> {
        let mut missing: Vec<char> = Vec::new();
        let wanted: std::collections::BTreeSet<char> = texts
            .iter()
            .flat_map(|text| text.chars())
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect();
        for c in wanted {
            let code = u32::from(c);
            // the first family has nearly all of them, so the search ends at once
            let mut in_order = infos(self.fonts.book());
            if !in_order.any(|info| info.coverage.contains(code)) {
                missing.push(c);
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(PrintError::NoGlyph(missing.into_iter().collect())) }
    }
}
