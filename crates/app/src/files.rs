//! Files that belong to records: photos and papers, kept under their hash.

use crate::access::sees;
use crate::act::{Act, local_day};
use crate::error::AppError;
use chrono::NaiveDateTime;
use domain::access::{Caller, Verb};
use serde_json::json;
use std::io::Cursor;
use store::{Db, Tx, file_id};
use uuid::Uuid;
use vault::{Bytes, Stored, Vault};

/// Larger files are refused.
pub const MAX_FILE: usize = 20 * 1024 * 1024;

/// Records that hold one file, of which one must be in sight; a photo that more share is a blank one.
const MOST_HOLDERS: i64 = 500;

/// What may be kept, by what its bytes say; its name is not asked.
const KINDS: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "image/heif",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Hash of its bytes, lower-case hex.
    pub sha256: String,
    /// Media type.
    pub kind: &'static str,
    /// Its size in bytes.
    pub size: usize,
    /// When the camera says that it was taken, by its own clock; it may be wrong.
    pub taken_at: Option<NaiveDateTime>,
    /// The camera says a day that has not come yet.
    pub is_ahead: bool,
}

/// Bytes that lie where files are kept, and are of a kind that records may hold.
#[derive(Debug, Clone)]
pub struct Brought<'a> {
    stored: Stored<'a>,
    kind: &'static str,
}

fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let found = infer::get(bytes)?.mime_type();
    KINDS.iter().copied().find(|kind| *kind == found)
}

/// Tells the audit trail who brought bytes, and that they are kept.
pub(crate) async fn keep_stored(tx: &mut Tx, act: &Act, stored: &Stored<'_>) -> Result<String, AppError> {
    let (sha256, size) = (stored.sha256(), stored.bytes().len());
    tx.keep_original(&sha256, size, act.now).await?;
    let id = file_id(&sha256).unwrap_or_default();
    let after = json!({ "sha256": sha256, "size": size });
    act.record(tx, "file.keep", ("file", id), None, Some(after)).await?;
    Ok(sha256)
}

/// That a file of so many bytes may come.
///
/// # Errors
/// When the caller may not, or it is too large.
pub fn may_bring(caller: &Caller, size: usize) -> Result<(), AppError> {
    caller.may(Verb::KeepRecords)?;
    if size > MAX_FILE {
        return Err(AppError::FileTooLarge { most: MAX_FILE / 1024 / 1024 });
    }
    Ok(())
}

/// Puts a photo or a paper where files are kept; nobody waits for it in a transaction. [`keep_file`] tells of it.
///
/// # Errors
/// When it is too large or of a kind that is not kept, or there is no room.
pub async fn bring_file<'a>(
    vault: &Vault,
    caller: &Caller,
    bytes: &'a [u8],
) -> Result<Brought<'a>, AppError> {
    may_bring(caller, bytes.len())?;
    let kind = kind_of(bytes).ok_or(AppError::FileKind)?;
    Ok(Brought { stored: vault.put(bytes).await?, kind })
}

/// Keeps a file. The same bytes are kept once.
///
/// # Errors
/// When the caller may not, or the database refuses it.
pub async fn keep_file(tx: &mut Tx, act: &Act, brought: &Brought<'_>) -> Result<KeptFile, AppError> {
    let Brought { stored, kind } = brought;
    act.caller.may(Verb::KeepRecords)?;
    let sha256 = keep_stored(tx, act, stored).await?;
    let taken_at = taken_at(stored.bytes());
    let is_ahead = taken_at.is_some_and(|taken| taken.date() > local_day(act.now));
    Ok(KeptFile { sha256, kind, size: stored.bytes().len(), taken_at, is_ahead })
}

/// When a camera says that it took a photo: the field that the standard of EXIF has for the moment of taking, by its own clock.
fn taken_at(bytes: &[u8]) -> Option<NaiveDateTime> {
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let field = read.get_field(exif::Tag::DateTimeOriginal, exif::In::PRIMARY)?;
    let exif::Value::Ascii(texts) = &field.value else { return None };
    let text = std::str::from_utf8(texts.first()?).ok()?;
    NaiveDateTime::parse_from_str(text.trim(), "%Y:%m:%d %H:%M:%S").ok()
}

/// Whether the caller may open a file: who sees a record that holds it or all of a unit that gave it as evidence, and who
/// brought it.
pub(crate) async fn may_open(tx: &mut Tx, caller: &Caller, id: Uuid) -> Result<bool, AppError> {
    let links = tx.links_to(id, MOST_HOLDERS).await?;
    let holders: Vec<Uuid> = links.iter().map(|link| link.from_id).collect();
    if tx.records(&holders).await?.iter().any(|raw| sees(caller, &raw.record.subject())) {
        return Ok(true);
    }
    if tx.evidence_of(id, MOST_HOLDERS).await?.into_iter().any(|unit| caller.sees_all_of(unit)) {
        return Ok(true);
    }
    let brought = tx.audit_of("file", &id.to_string()).await?;
    Ok(brought.iter().any(|event| event.user_id == Some(caller.user_id)))
}

/// That the caller may open a file. Bytes that were kept for something else, such as a notice, are not opened by it.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn openable(tx: &mut Tx, caller: &Caller, sha256: &str) -> Result<(), AppError> {
    let id = file_id(sha256).ok_or(AppError::NotFound("file"))?;
    if may_open(tx, caller, id).await? { Ok(()) } else { Err(AppError::NotFound("file")) }
}

/// A file and its kind; [`openable`] says for whom.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn opened(vault: &Vault, sha256: &str) -> Result<(&'static str, Bytes), AppError> {
    let bytes = vault.get(sha256).await?.ok_or(AppError::NotFound("file"))?;
    let kind = kind_of(&bytes).ok_or(AppError::NotFound("file"))?;
    Ok((kind, bytes))
}

/// Takes the bytes that a version before this one put into the database out of it; gives how many files there were.
///
/// # Errors
/// When there is no room, or the database refuses it.
pub async fn move_files_out(db: &Db, vault: &Vault) -> Result<usize, AppError> {
    for moved in 0.. {
        let mut tx = db.read().await?;
        let Some((sha256, bytes)) = tx.held_original().await? else { return Ok(moved) };
        drop(tx);
        let stored = vault.put(&bytes).await?;
        let mut tx = db.write().await?;
        // a row from before hashes were checked keeps the name that notices know it by
        if stored.sha256() != sha256 {
            return Err(AppError::Internal(format!("the bytes of {sha256} have another hash")));
        }
        tx.original_moved(&sha256, bytes.len()).await?;
        tx.commit().await?;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF of one entry that leads to the block of EXIF with the moment of taking.
    fn taken(moment: &str) -> Vec<u8> {
        let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
        tiff.extend(b"\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0");
        tiff.extend(b"\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0\x2c\0\0\0\0");
        tiff.extend(moment.as_bytes());
        tiff.push(0);
        tiff
    }

    #[test]
    fn a_camera_says_when_a_photo_was_taken_and_a_file_without_it_says_nothing() {
        let told = taken_at(&taken("2027:03:01 08:30:00")).expect("a moment");
        assert_eq!(told.to_string(), "2027-03-01 08:30:00");
        assert_eq!(taken_at(&taken("0000:00:00 00:00:00")), None);
        assert_eq!(taken_at(b"%PDF-1.5"), None);
        assert_eq!(taken_at(b""), None);
    }
}
