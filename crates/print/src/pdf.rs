//! A paper as PDF, set by typst.

use crate::data::data;
use crate::error::PrintError;
use crate::fonts::Press;
use chrono::{DateTime, Datelike, Timelike, Utc};
use domain::paper::Document;
use serde_json::json;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The layout: A4, margins 37, 26, 35, 28 mm, 22 lines of 28 characters.
const LAYOUT: &str = include_str!("layout.typ");
/// A result is forgotten after so many papers that did not need it.
const KEPT_FOR: usize = 5;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Paths are interned for as long as the process lives, and there are 65,536 of them: these two serve all papers.
static PATHS: LazyLock<Option<(FileId, FileId)>> = LazyLock::new(|| {
    let id = |path: &str| Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern());
    Some((id("/main.typ")?, id("/data.json")?))
});

/// One paper to be set: the layout may read its data and nothing else of this machine.
struct Job<'a> {
    press: &'a Press,
    main: Source,
    data: (FileId, Bytes),
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn fault(faults: &[SourceDiagnostic]) -> PrintError {
    let words: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    PrintError::Fault(words.join("; "))
}

fn moment(at: DateTime<Utc>) -> Option<Timestamp> {
    let part = |part: u32| u8::try_from(part).ok();
    let (month, day) = (part(at.month())?, part(at.day())?);
    let (hour, minute, second) = (part(at.hour())?, part(at.minute())?, part(at.second())?);
    Datetime::from_ymd_hms(at.year(), month, day, hour, minute, second).map(Timestamp::new_utc)
}

impl Press {
    /// A paper as PDF/A-2b. The same content at the same moment with the same fonts gives the same bytes. It takes tens of
    /// milliseconds of one core: call it where waiting does no harm.
    ///
    /// # Errors
    /// [`PrintError::NoGlyph`] when a character would be an empty box.
    pub fn pdf(&self, document: &Document, at: DateTime<Utc>) -> Result<Vec<u8>, PrintError> {
        self.check(&document.texts())?;
        let set = self.set(document, at);
        typst::comemo::evict(KEPT_FOR);
        set
    }

    fn set(&self, document: &Document, at: DateTime<Utc>) -> Result<Vec<u8>, PrintError> {
        let (main, path) = PATHS.ok_or_else(|| PrintError::Fault("no paths".to_owned()))?;
        let families = &self.families;
        let mut content = data(document);
        content["fonts"] =
            json!({ "title": families.title, "body": families.body, "heading": families.heading });
        let bytes = Bytes::new(content.to_string().into_bytes());
        let job = Job { press: self, main: Source::new(main, LAYOUT.to_owned()), data: (path, bytes) };
        let set = typst::compile::<PagedDocument>(&job).output.map_err(|faults| fault(&faults))?;
        let standards =
            PdfStandards::new(&[PdfStandard::A_2b]).map_err(|e| PrintError::Fault(format!("{e:?}")))?;
        let options = PdfOptions {
            ident: Smart::Custom(format!(
                "{} {}",
                document.title,
                document.number.as_deref().unwrap_or_default()
            )),
            creator: Smart::Custom(Some("Shouze".to_owned())),
            timestamp: moment(at),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&set, &options).map_err(|faults| fault(&faults))
    }
}
