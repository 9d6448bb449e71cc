//! Index entries sorted outside of memory: runs in temporary files that nobody else sees, merged as they are read.

use crate::records::entries::Entry;
use itertools::Itertools;
use std::fs::File;
use std::io::{BufReader, BufWriter, Error, ErrorKind, Read, Result, Seek, Write};
use std::path::PathBuf;
use uuid::Uuid;

/// Entries that are held before they go to a file: some hundred megabytes.
const HELD: usize = 1_000_000;
/// Bytes read ahead of each run.
const AHEAD: usize = 64 * 1024;

/// Entries that wait for their order.
#[derive(Debug)]
pub struct Runs {
    folder: PathBuf,
    most: usize,
    held: Vec<Entry>,
    files: Vec<File>,
    count: u64,
}

impl Runs {
    /// Their files lie in a folder, and are gone when they are not needed any more, whatever happens to the process.
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder, most: HELD, held: Vec::new(), files: Vec::new(), count: 0 }
    }

    /// How many there are.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Adds some.
    ///
    /// # Errors
    /// When the folder takes no more.
    pub fn add(&mut self, mut entries: Vec<Entry>) -> Result<()> {
        self.count += entries.len() as u64;
        self.held.append(&mut entries);
        if self.held.len() < self.most { Ok(()) } else { self.put_away() }
    }

    fn put_away(&mut self) -> Result<()> {
        self.held.sort_unstable();
        let mut out = BufWriter::with_capacity(AHEAD, tempfile::tempfile_in(&self.folder)?);
        for entry in self.held.drain(..) {
            write(&mut out, &entry)?;
        }
        self.files.push(out.into_inner().map_err(std::io::IntoInnerError::into_error)?);
        Ok(())
    }

    /// All in the order of their table.
    ///
    /// # Errors
    /// When a file cannot be read from its beginning.
    pub fn sorted(mut self) -> Result<impl Iterator<Item = Result<Entry>> + Send> {
        self.held.sort_unstable();
        let mut runs: Vec<Box<dyn Iterator<Item = Result<Entry>> + Send>> = Vec::new();
        for mut file in self.files {
            file.rewind()?;
            let mut from = BufReader::with_capacity(AHEAD, file);
            runs.push(Box::new(std::iter::from_fn(move || read(&mut from).transpose())));
        }
        runs.push(Box::new(self.held.into_iter().map(Ok)));
        Ok(runs.into_iter().kmerge_by(|one, other| match (one, other) {
            (Ok(one), Ok(other)) => one <= other,
            // what went wrong is told at once
            (is, _) => is.is_err(),
        }))
    }
}

fn write(out: &mut impl Write, entry: &Entry) -> Result<()> {
    let length = u32::try_from(entry.key.len()).map_err(|e| Error::new(ErrorKind::InvalidData, e))?;
    out.write_all(&entry.slot.to_le_bytes())?;
    out.write_all(entry.record_id.as_bytes())?;
    out.write_all(&[u8::from(entry.amount.is_some())])?;
    out.write_all(&entry.amount.unwrap_or_default().to_le_bytes())?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&entry.key)
}

/// The next entry; none at the end.
fn read(from: &mut impl Read) -> Result<Option<Entry>> {
    let slot = match bytes(from) {
        Ok(bytes) => i64::from_le_bytes(bytes),
        Err(end) if end.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        Err(other) => return Err(other),
    };
    let record_id = Uuid::from_bytes(bytes(from)?);
    let [has_amount] = bytes(from)?;
    let amount = i64::from_le_bytes(bytes(from)?);
    let mut key = vec![0; u32::from_le_bytes(bytes(from)?) as usize];
    from.read_exact(&mut key)?;
    Ok(Some(Entry { slot, key, record_id, amount: (has_amount == 1).then_some(amount) }))
}

fn bytes<const N: usize>(from: &mut impl Read) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes).map(|()| bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn entries_come_back_in_order_from_however_many_files(
            given in proptest::collection::vec(
                (any::<i64>(), proptest::collection::vec(any::<u8>(), 0..20), any::<u128>(), any::<Option<i64>>()),
                0..200,
            ),
            most in 1_usize..50,
        ) {
            let mut runs = Runs { most, ..Runs::new(std::env::temp_dir()) };
            let mut all: Vec<Entry> = given
                .into_iter()
                .map(|(slot, key, id, amount)| Entry { slot, key, record_id: Uuid::from_u128(id), amount })
                .collect();
            for some in all.chunks(7) {
                runs.add(some.to_vec()).expect("kept");
            }
            prop_assert_eq!(runs.count(), all.len() as u64);
            let found: Vec<Entry> = runs.sorted().expect("read").map(|entry| entry.expect("whole")).collect();
            all.sort_unstable();
            prop_assert_eq!(found, all);
        }
    }
}
