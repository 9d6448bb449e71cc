//! Files that belong to records: photos and papers, kept under their hash.

use crate::access::sees;
use crate::act::Act;
use crate::error::AppError;
use domain::access::{Caller, Verb};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Tx, file_id};
use uuid::Uuid;

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
}

fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let found = infer::get(bytes)?.mime_type();
    KINDS.iter().copied().find(|kind| *kind == found)
}

/// Puts bytes under their hash and tells the audit trail who brought them.
pub(crate) async fn keep_bytes(tx: &mut Tx, act: &Act, bytes: &[u8]) -> Result<String, AppError> {
    let sha256 = hex::encode(Sha256::digest(bytes));
    tx.keep_original(&sha256, bytes, act.now).await?;
    let id = file_id(&sha256).unwrap_or_default();
    let after = json!({ "sha256": sha256, "size": bytes.len() });
    act.record(tx, "file.keep", ("file", id), None, Some(after)).await?;
    Ok(sha256)
}

/// Keeps a file. The same bytes are kept once.
///
/// # Errors
/// When it is too large or of a kind that is not kept.
pub async fn keep_file(tx: &mut Tx, act: &Act, bytes: &[u8]) -> Result<KeptFile, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    if bytes.len() > MAX_FILE {
        return Err(AppError::FileTooLarge { most: MAX_FILE / 1024 / 1024 });
    }
    let kind = kind_of(bytes).ok_or(AppError::FileKind)?;
    let sha256 = keep_bytes(tx, act, bytes).await?;
    Ok(KeptFile { sha256, kind, size: bytes.len() })
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

/// A file and its kind, for those who may open it. Bytes that were kept for
/// something else, such as a notice, are not given out here.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn kept_file(
    tx: &mut Tx,
    caller: &Caller,
    sha256: &str,
) -> Result<(&'static str, Vec<u8>), AppError> {
    let id = file_id(sha256).ok_or(AppError::NotFound("file"))?;
    if !may_open(tx, caller, id).await? {
        return Err(AppError::NotFound("file"));
    }
    let bytes = tx.original(sha256).await?.ok_or(AppError::NotFound("file"))?;
    let kind = kind_of(&bytes).ok_or(AppError::NotFound("file"))?;
    Ok((kind, bytes))
}
