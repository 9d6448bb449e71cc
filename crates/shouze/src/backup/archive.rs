//! The archive: a zip of `rows/TABLE.jsonl`, `files/HASH` and, last, `manifest.json`. Any unpacking program opens it.

use super::manifest::{Kept, Manifest};
use anyhow::{Context, Result, anyhow, bail};
use app::Archive;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use zip::read::ZipFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const MANIFEST: &str = "manifest.json";
/// A line that is longer is none of ours: texts of notices are the longest.
const MOST_LINE: u64 = 256 * 1024 * 1024;

/// Rows are texts that repeat; files are photos, which are pressed already.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method).large_file(true)
}

/// An archive that is being written, beside its place until it is whole.
pub struct Writer {
    zip: Option<ZipWriter<BufWriter<File>>>,
    part: PathBuf,
    place: PathBuf,
    rows: u64,
    hash: Sha256,
}

impl Writer {
    /// Begins one. It holds what nobody else may read.
    pub fn create(place: &Path) -> Result<Self> {
        if place.exists() {
            bail!("{} is there already; choose another name", place.display());
        }
        let mut name = place.file_name().context("the archive has no name")?.to_os_string();
        name.push(".part");
        let part = place.with_file_name(name);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&part)
            .with_context(|| format!("cannot write {}", part.display()))?;
        let zip = Some(ZipWriter::new(BufWriter::new(file)));
        Ok(Self { zip, part, place: place.to_owned(), rows: 0, hash: Sha256::new() })
    }

    fn zip(&mut self) -> io::Result<&mut ZipWriter<BufWriter<File>>> {
        self.zip.as_mut().ok_or_else(|| io::Error::other("the archive is closed"))
    }

    pub fn begin_rows(&mut self, table: &str) -> Result<()> {
        (self.rows, self.hash) = (0, Sha256::new());
        Ok(self.zip()?.start_file(format!("rows/{table}.jsonl"), options(CompressionMethod::Deflated))?)
    }

    pub fn row(&mut self, line: &[u8]) -> io::Result<()> {
        self.rows += 1;
        self.hash.update(line);
        self.zip()?.write_all(line)
    }

    pub fn end_rows(&mut self, table: &str, columns: &[&str]) -> Kept {
        Kept {
            name: table.to_owned(),
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
            rows: self.rows,
            sha256: hex::encode(std::mem::take(&mut self.hash).finalize()),
        }
    }

    pub fn file(&mut self, sha256: &str, bytes: &[u8]) -> io::Result<()> {
        let zip = self.zip()?;
        zip.start_file(format!("files/{sha256}"), options(CompressionMethod::Stored))
            .map_err(io::Error::from)?;
        zip.write_all(bytes)
    }

    /// Closes it, has it reach the disk, and puts it in its place.
    pub fn finish(mut self, manifest: &Manifest) -> Result<Archive> {
        let text = serde_json::to_vec_pretty(manifest)?;
        let mut zip = self.zip.take().context("the archive is closed")?;
        zip.start_file(MANIFEST, options(CompressionMethod::Deflated))?;
        zip.write_all(&text)?;
        let file = zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        std::fs::rename(&self.part, &self.place)
            .with_context(|| format!("cannot write {}", self.place.display()))?;
        let folder = self.place.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()?;
        Ok(told(manifest, &text))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // what was not finished is no archive; once finished, nothing stands under this name
        drop(self.zip.take());
        let _ = std::fs::remove_file(&self.part);
    }
}

fn told(manifest: &Manifest, text: &[u8]) -> Archive {
    let manifest_sha256 = hex::encode(Sha256::digest(text));
    Archive { manifest_sha256, rows: manifest.rows(), files: manifest.files }
}

/// An archive that is read.
pub struct Reader {
    zip: ZipArchive<BufReader<File>>,
    pub manifest: Manifest,
    text: Vec<u8>,
}

impl Reader {
    pub fn open(place: &Path) -> Result<Self> {
        let mut file = File::open(place).with_context(|| format!("cannot read {}", place.display()))?;
        file.rewind()?;
        let none =
            || format!("{} is no archive of this program, or a part of one is missing", place.display());
        let mut zip = ZipArchive::new(BufReader::new(file)).with_context(none)?;
        let mut text = Vec::new();
        zip.by_name(MANIFEST).with_context(none)?.read_to_end(&mut text)?;
        let manifest = serde_json::from_slice(&text).with_context(none)?;
        Ok(Self { zip, manifest, text })
    }

    pub fn archive(&self) -> Archive {
        told(&self.manifest, &self.text)
    }

    pub fn rows(&mut self, kept: &Kept) -> Result<Rows<'_>> {
        let entry = self.zip.by_name(&format!("rows/{}.jsonl", kept.name));
        let entry = entry.with_context(|| format!("the archive lacks {}", kept.name))?;
        Ok(Rows { lines: BufReader::new(entry), rows: 0, hash: Sha256::new() })
    }

    /// Names of the files in it.
    pub fn files(&self) -> Vec<String> {
        let names = self.zip.file_names().filter_map(Result::ok);
        names.filter(|name| name.starts_with("files/")).map(|name| name.into_owned()).collect()
    }

    /// The bytes of a file, of the hash that is its name.
    pub fn file(&mut self, name: &str) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.zip.by_name(name)?.read_to_end(&mut bytes).with_context(|| format!("{name} is damaged"))?;
        let sha256 = name.trim_start_matches("files/");
        if hex::encode(Sha256::digest(&bytes)) != sha256 {
            bail!("{name} is damaged: its bytes have another hash");
        }
        Ok(bytes)
    }
}

/// The rows of a table, read in pages.
pub struct Rows<'a> {
    lines: BufReader<ZipFile<'a, BufReader<File>>>,
    rows: u64,
    hash: Sha256,
}

impl Rows<'_> {
    /// The next rows; none at the end.
    pub fn next_page(&mut self, most: usize) -> Result<Vec<Vec<Value>>> {
        let mut page = Vec::new();
        let mut line = Vec::new();
        while page.len() < most {
            line.clear();
            let damaged = || anyhow!("row {} is damaged", self.rows + 1);
            let read = self.lines.by_ref().take(MOST_LINE).read_until(b'\n', &mut line);
            if read.map_err(|e| damaged().context(e))? == 0 {
                break;
            }
            self.hash.update(&line);
            page.push(serde_json::from_slice(&line).map_err(|e| damaged().context(e))?);
            self.rows += 1;
        }
        Ok(page)
    }

    /// Whether all of it came as it was written.
    pub fn check(self, kept: &Kept) -> Result<()> {
        let sha256 = hex::encode(self.hash.finalize());
        if (self.rows, &sha256) != (kept.rows, &kept.sha256) {
            bail!("{} is damaged: its rows have another hash than the manifest says", kept.name);
        }
        Ok(())
    }
}
