//! Bytes of files under their hash, in a folder or in an S3-compatible store. It knows no records and no accounts: who may
//! open a file, and what it belongs to, is said elsewhere.
//!
//! A file is put here before a row tells of it. When the row is then not written, bytes are left that nobody asks for; they
//! are the same bytes when they are brought again.
#![deny(clippy::unwrap_used)]

mod error;
mod place;
mod uploads;

pub use bytes::Bytes;
pub use error::VaultError;
pub use place::S3;
pub use uploads::Upload;

use object_store::path::Path;
use object_store::{DynObjectStore, ObjectStoreExt as _, PutPayload};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Where files are kept.
#[derive(Clone, Debug)]
pub struct Vault {
    objects: Arc<DynObjectStore>,
}

/// Bytes that are kept, and their hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored<'a> {
    hash: [u8; 32],
    bytes: &'a [u8],
}

impl Stored<'_> {
    /// SHA-256, lower-case hex.
    pub fn sha256(&self) -> String {
        hex::encode(self.hash)
    }

    /// The bytes.
    pub const fn bytes(&self) -> &[u8] {
        self.bytes
    }
}

/// Where a file lies: two characters of its hash make a folder, so that none has a million entries.
fn place_of(kind: &str, sha256: &str) -> Option<Path> {
    let is_hash =
        sha256.len() == 64 && sha256.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'a'..=b'f'));
    is_hash.then(|| Path::from(format!("{kind}/{}/{sha256}", &sha256[..2])))
}

impl Vault {
    /// Keeps bytes. When this returns they have reached the disk or the store, whatever happens to this process.
    ///
    /// # Errors
    /// [`VaultError::NoRoom`], or when the place is not reached.
    pub async fn put<'a>(&self, bytes: &'a [u8]) -> Result<Stored<'a>, VaultError> {
        let stored = Stored { hash: Sha256::digest(bytes).into(), bytes };
        self.put_as("files", &stored.sha256(), Bytes::copy_from_slice(bytes)).await?;
        Ok(stored)
    }

    /// Bytes by their hash.
    ///
    /// # Errors
    /// When the place is not reached.
    pub async fn get(&self, sha256: &str) -> Result<Option<Bytes>, VaultError> {
        self.get_as("files", sha256).await
    }

    /// What was made of a file, such as a small picture, for the one who asks for it next. It can be made again.
    ///
    /// # Errors
    /// As [`Vault::put`].
    pub async fn put_made(&self, kind: &str, sha256: &str, bytes: Bytes) -> Result<(), VaultError> {
        self.put_as(kind, sha256, bytes).await
    }

    /// What was made of a file before.
    ///
    /// # Errors
    /// When the place is not reached.
    pub async fn made(&self, kind: &str, sha256: &str) -> Result<Option<Bytes>, VaultError> {
        self.get_as(kind, sha256).await
    }

    async fn put_as(&self, kind: &str, sha256: &str, bytes: Bytes) -> Result<(), VaultError> {
        let place = place_of(kind, sha256).ok_or(VaultError::NoHash)?;
        self.objects.put(&place, PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }

    async fn get_as(&self, kind: &str, sha256: &str) -> Result<Option<Bytes>, VaultError> {
        let Some(place) = place_of(kind, sha256) else { return Ok(None) };
        match self.objects.get(&place).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_bytes_lie_once_under_their_hash() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::folder(folder.path()).expect("a vault");
        let kept = vault.put(b"photo").await.expect("kept").sha256();
        assert_eq!(vault.put(b"photo").await.expect("kept again").sha256(), kept);
        assert_eq!(vault.get(&kept).await.expect("read").as_deref(), Some(b"photo".as_slice()));
        assert_eq!(vault.made("small", &kept).await.expect("read"), None);
        vault.put_made("small", &kept, Bytes::from_static(b"p")).await.expect("kept");
        assert_eq!(vault.made("small", &kept).await.expect("read").as_deref(), Some(b"p".as_slice()));
        let all = std::fs::read_dir(folder.path().join("files").join(&kept[..2])).expect("a folder");
        assert_eq!(all.count(), 1);
    }

    #[tokio::test]
    async fn a_name_that_is_no_hash_leads_nowhere() {
        let vault = Vault::memory();
        for name in ["", "../../etc/passwd", &"A".repeat(64), &"g".repeat(64), &"0".repeat(63)] {
            assert_eq!(vault.get(name).await.expect("nothing"), None, "{name}");
            assert!(matches!(vault.put_made("small", name, Bytes::new()).await, Err(VaultError::NoHash)));
        }
    }
}
