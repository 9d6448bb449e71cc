//! What an archive says of itself: from which version it is, and what must be in it.

use anyhow::{Result, bail};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// The form of archives that this program writes and reads.
const FORMAT: u32 = 1;

/// The last entry of an archive, `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// Version of the program that wrote it.
    program: String,
    /// Number of the last migration of its database.
    schema: i64,
    made_at: String,
    /// Tables, in order.
    pub tables: Vec<Kept>,
    /// How many files there are; the name of each is its hash.
    pub files: u64,
    /// Their bytes together.
    pub file_bytes: u64,
}

/// A table in an archive: `rows/NAME.jsonl`, a row a line, the values in the order of the columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: u64,
    /// Hash of all its lines, lower-case hex.
    pub sha256: String,
}

impl Manifest {
    pub fn begin(now: DateTime<Utc>, schema: i64) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            schema,
            made_at: now.to_rfc3339_opts(SecondsFormat::Millis, true),
            tables: Vec::new(),
            files: 0,
            file_bytes: 0,
        }
    }

    pub const fn count_file(&mut self, bytes: &[u8]) {
        self.files += 1;
        self.file_bytes += bytes.len() as u64;
    }

    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Refuses archives of another version.
    pub fn fits(&self, schema: i64) -> Result<()> {
        if self.format != FORMAT {
            bail!("the archive has form {}, and this program reads form {FORMAT}", self.format);
        }
        let Self { program, schema: theirs, .. } = self;
        if *theirs > schema {
            bail!(
                "the archive is of a newer program ({program}, schema {theirs}; this one has schema {schema}); \
                 restore it with that version"
            );
        }
        if *theirs < schema {
            bail!(
                "the archive is of an older program ({program}, schema {theirs}; this one has schema {schema}); \
                 restore it with that version, then start this one, which brings the database up to date"
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_of_another_version_is_refused_with_what_to_do() {
        let of = |schema| Manifest::begin(DateTime::UNIX_EPOCH, schema);
        assert!(of(14).fits(14).is_ok());
        let said = |schema: i64| of(schema).fits(14).expect_err("refused").to_string();
        assert!(said(15).contains("newer") && said(15).contains("schema 15"), "{}", said(15));
        assert!(said(13).contains("older") && said(13).contains("up to date"), "{}", said(13));
        let strange = Manifest { format: 2, ..of(14) };
        assert!(strange.fits(14).expect_err("refused").to_string().contains("form 2"));
    }
}
