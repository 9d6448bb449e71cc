//! What every request looks at and hardly anybody changes: units, definitions of registers, territories. They are kept from one
//! transaction to the next, until one that changed them commits.

use crate::boundaries::KeptBoundary;
use crate::definitions::StoredDefinition;
use domain::boundary::Territories;
use domain::org::OrgUnit;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Another process that writes to the same database, and does not tell, is noticed after so long.
const LONGEST: Duration = Duration::from_secs(2);

/// What is kept, and how often it was forgotten.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    inner: Mutex<Inner>,
    /// Records that were entered or changed since the start.
    written: AtomicU64,
}

#[derive(Debug, Default)]
struct Inner {
    forgotten: u64,
    units: Option<(Instant, Arc<Vec<OrgUnit>>)>,
    definitions: Option<(Instant, Arc<Vec<StoredDefinition>>)>,
    territories: Option<(Instant, Arc<Territories>)>,
    /// They are never forgotten: whoever takes them asks whether they are those of the database, which is asked for no shape
    /// twice.
    boundaries: Arc<Vec<KeptBoundary>>,
}

/// A transaction's view of what is kept. It adds only what it read after everybody's last change, and sees nothing of it
/// once it changed something itself.
#[derive(Debug)]
pub(crate) struct View {
    kept: Arc<Kept>,
    forgotten: u64,
    is_changed: bool,
    written: u64,
}

impl View {
    /// Taken before the transaction begins: what it reads is no older.
    pub fn of(kept: &Arc<Kept>) -> Self {
        let forgotten = kept.with(|inner| inner.forgotten);
        Self { kept: Arc::clone(kept), forgotten, is_changed: false, written: 0 }
    }

    pub fn units(&self) -> Option<Arc<Vec<OrgUnit>>> {
        if self.is_changed { None } else { self.kept.with(|inner| fresh(&inner.units)) }
    }

    pub fn keep_units(&self, units: &Arc<Vec<OrgUnit>>) {
        self.add(|inner| inner.units = Some((Instant::now(), Arc::clone(units))));
    }

    pub fn definitions(&self) -> Option<Arc<Vec<StoredDefinition>>> {
        if self.is_changed { None } else { self.kept.with(|inner| fresh(&inner.definitions)) }
    }

    pub fn keep_definitions(&self, definitions: &Arc<Vec<StoredDefinition>>) {
        self.add(|inner| inner.definitions = Some((Instant::now(), Arc::clone(definitions))));
    }

    pub fn territories(&self) -> Option<Arc<Territories>> {
        if self.is_changed { None } else { self.kept.with(|inner| fresh(&inner.territories)) }
    }

    pub fn keep_territories(&self, territories: &Arc<Territories>) {
        self.add(|inner| inner.territories = Some((Instant::now(), Arc::clone(territories))));
    }

    /// Those that were read last, by whomever.
    pub fn boundaries(&self) -> Arc<Vec<KeptBoundary>> {
        self.kept.with(|inner| Arc::clone(&inner.boundaries))
    }

    pub fn keep_boundaries(&self, boundaries: &Arc<Vec<KeptBoundary>>) {
        self.add(|inner| inner.boundaries = Arc::clone(boundaries));
    }

    fn add(&self, add: impl FnOnce(&mut Inner)) {
        self.kept.with(|inner| {
            if !self.is_changed && inner.forgotten == self.forgotten {
                add(inner);
            }
        });
    }

    /// This transaction changes units, their boundaries, or definitions.
    pub fn change(&mut self) {
        self.is_changed = true;
    }

    /// This transaction enters or changes so many records.
    pub const fn write_records(&mut self, records: u64) {
        self.written += records;
    }

    /// The transaction is committed.
    pub fn end(&self) {
        self.kept.written.fetch_add(self.written, Ordering::Relaxed);
        if self.is_changed {
            self.kept.forget();
        }
    }
}

impl Kept {
    /// Nothing that was read so far is taken as it is.
    pub fn forget(&self) {
        self.with(|inner| {
            let boundaries = Arc::clone(&inner.boundaries);
            *inner = Inner { forgotten: inner.forgotten + 1, boundaries, ..Inner::default() };
        });
    }

    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    fn with<T>(&self, see: impl FnOnce(&mut Inner) -> T) -> T {
        see(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn fresh<T>(kept: &Option<(Instant, Arc<T>)>) -> Option<Arc<T>> {
    kept.as_ref().filter(|(since, _)| since.elapsed() < LONGEST).map(|(_, value)| Arc::clone(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Arc<Vec<OrgUnit>> {
        Arc::new(Vec::new())
    }

    #[test]
    fn what_was_read_is_kept_until_somebody_changes_it() {
        let kept = Arc::new(Kept::default());
        assert!(View::of(&kept).units().is_none());
        View::of(&kept).keep_units(&units());
        assert!(View::of(&kept).units().is_some());
        let mut writer = View::of(&kept);
        writer.change();
        assert!(writer.units().is_none(), "it reads what it wrote");
        assert!(View::of(&kept).units().is_some(), "nobody else sees it yet");
        writer.end();
        assert!(View::of(&kept).units().is_none());
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let kept = Arc::new(Kept::default());
        let reader = View::of(&kept);
        let mut writer = View::of(&kept);
        writer.change();
        writer.end();
        reader.keep_units(&units());
        assert!(View::of(&kept).units().is_none());
    }
}
