//! What papers are printed with: fonts are looked for when the first paper is asked for, and again as long as none has Chinese.

use app::{AppError, Printed};
use chrono::{DateTime, Utc};
use domain::paper::Document;
use print::Press;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Prints papers.
#[derive(Default)]
pub struct Printer {
    folder: Option<PathBuf>,
    carried: &'static [&'static [u8]],
    press: Mutex<Option<Arc<Press>>>,
}

impl Printer {
    /// With the fonts of a folder, when one is named, then those that the binary carries, then those of the system.
    pub fn new(folder: Option<PathBuf>, carried: &'static [&'static [u8]]) -> Self {
        Self { folder, carried, press: Mutex::default() }
    }

    fn press(&self) -> Result<Arc<Press>, AppError> {
        let mut press = self.press.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(press) = &*press {
            return Ok(Arc::clone(press));
        }
        let made = Arc::new(Press::new(self.folder.as_deref(), self.carried)?);
        *press = Some(Arc::clone(&made));
        Ok(made)
    }

    /// Prints a paper, away from the threads that answer requests.
    ///
    /// # Errors
    /// When no font has Chinese, or not all of the paper's characters.
    pub async fn print(self: &Arc<Self>, document: Document, at: DateTime<Utc>) -> Result<Printed, AppError> {
        let printer = Arc::clone(self);
        let work = move || {
            let pdf = printer.press()?.pdf(&document, at)?;
            let docx = print::docx(&document)?;
            Ok(Printed { pdf, docx, data: print::data(&document).to_string() })
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|e| AppError::Internal(e.to_string()))?
    }
}
