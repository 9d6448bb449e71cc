//! Files that come in pieces, over a line that breaks: what has come stays, on whichever server it came, and the rest
//! follows. The pieces themselves say how far an upload is; no row does.

use crate::{Bytes, Vault, VaultError};
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore as _, ObjectStoreExt as _, PutMode, PutOptions, PutPayload};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An upload that has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upload {
    /// Bytes that were announced.
    pub length: usize,
    /// Bytes that have come.
    pub at: usize,
}

impl Upload {
    /// Whether all has come.
    pub const fn is_whole(&self) -> bool {
        self.at == self.length
    }
}

/// Name of the entry that says how long an upload will be, before the number.
const LENGTH: &str = "length-";

fn folder(owner: Uuid, id: Uuid) -> Path {
    Path::from(format!("uploads/{owner}/{id}"))
}

/// An upload as its entries tell it, with the pieces in their order.
fn read(entries: &[ObjectMeta]) -> Option<(Upload, Vec<Path>)> {
    let name = |entry: &ObjectMeta| entry.location.filename().unwrap_or_default().to_owned();
    let length = entries.iter().find_map(|entry| name(entry).strip_prefix(LENGTH)?.parse().ok())?;
    let mut pieces: Vec<(usize, &ObjectMeta)> =
        entries.iter().filter_map(|entry| Some((name(entry).parse().ok()?, entry))).collect();
    pieces.sort_by_key(|(begins, _)| *begins);
    let mut at = 0;
    let mut places = Vec::new();
    for (begins, piece) in pieces {
        if begins != at {
            break;
        }
        at += usize::try_from(piece.size).unwrap_or(usize::MAX);
        places.push(piece.location.clone());
    }
    Some((Upload { length, at }, places))
}

impl Vault {
    /// Begins an upload of an account. Whoever begins it must see to it that the length is not too large.
    ///
    /// # Errors
    /// When the place is not reached or is full.
    pub async fn begin_upload(&self, owner: Uuid, id: Uuid, length: usize) -> Result<(), VaultError> {
        let place = folder(owner, id).join(format!("{LENGTH}{length}"));
        self.objects.put(&place, PutPayload::from_static(b"")).await?;
        Ok(())
    }

    async fn entries(&self, owner: Uuid, id: Uuid) -> Result<Vec<ObjectMeta>, VaultError> {
        Ok(self.objects.list(Some(&folder(owner, id))).try_collect().await?)
    }

    /// How far an upload is.
    ///
    /// # Errors
    /// [`VaultError::NoUpload`].
    pub async fn upload(&self, owner: Uuid, id: Uuid) -> Result<Upload, VaultError> {
        let entries = self.entries(owner, id).await?;
        read(&entries).map(|(upload, _)| upload).ok_or(VaultError::NoUpload)
    }

    /// Adds a piece that begins at a byte. Of two that come for one place, one is kept.
    ///
    /// # Errors
    /// [`VaultError::NoUpload`], [`VaultError::OutOfPlace`] or [`VaultError::TooLong`].
    pub async fn add_piece(
        &self,
        owner: Uuid,
        id: Uuid,
        begins: usize,
        bytes: Bytes,
    ) -> Result<Upload, VaultError> {
        let upload = self.upload(owner, id).await?;
        if begins != upload.at {
            return Err(VaultError::OutOfPlace { at: upload.at });
        }
        let at = begins + bytes.len();
        if at > upload.length {
            return Err(VaultError::TooLong { length: upload.length });
        }
        if bytes.is_empty() {
            return Ok(upload);
        }
        let place = folder(owner, id).join(format!("{begins:010}"));
        let once = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.objects.put_opts(&place, PutPayload::from_bytes(bytes), once).await {
            Ok(_) => Ok(Upload { at, ..upload }),
            Err(object_store::Error::AlreadyExists { .. }) => {
                Err(VaultError::OutOfPlace { at: self.upload(owner, id).await?.at })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// All bytes of an upload that has come whole.
    ///
    /// # Errors
    /// [`VaultError::NoUpload`], or [`VaultError::OutOfPlace`] when a part is still to come.
    pub async fn uploaded(&self, owner: Uuid, id: Uuid) -> Result<Vec<u8>, VaultError> {
        let entries = self.entries(owner, id).await?;
        let (upload, places) = read(&entries).ok_or(VaultError::NoUpload)?;
        if !upload.is_whole() {
            return Err(VaultError::OutOfPlace { at: upload.at });
        }
        let mut whole = Vec::with_capacity(upload.length);
        for place in places {
            whole.extend_from_slice(&self.objects.get(&place).await?.bytes().await?);
        }
        Ok(whole)
    }

    /// Forgets an upload; one that is gone is no fault.
    ///
    /// # Errors
    /// When the place is not reached.
    pub async fn end_upload(&self, owner: Uuid, id: Uuid) -> Result<(), VaultError> {
        let entries = self.entries(owner, id).await?;
        self.delete(&entries).await
    }

    /// Forgets uploads of which nothing came since a moment; gives how many went.
    ///
    /// # Errors
    /// When the place is not reached.
    pub async fn sweep_uploads(&self, before: DateTime<Utc>) -> Result<usize, VaultError> {
        let all: Vec<ObjectMeta> = self.objects.list(Some(&Path::from("uploads"))).try_collect().await?;
        let mut by_upload: BTreeMap<Vec<String>, Vec<ObjectMeta>> = BTreeMap::new();
        for entry in all {
            let upload = entry.location.parts().take(3).map(|part| part.as_ref().to_owned()).collect();
            by_upload.entry(upload).or_default().push(entry);
        }
        let mut gone = 0;
        for entries in by_upload.values() {
            if entries.iter().all(|entry| entry.last_modified < before) {
                self.delete(entries).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    async fn delete(&self, entries: &[ObjectMeta]) -> Result<(), VaultError> {
        for entry in entries {
            match self.objects.delete(&entry.location).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn places() -> (tempfile::TempDir, [Vault; 2]) {
        let folder = tempfile::tempdir().expect("a folder");
        let on_disk = Vault::folder(folder.path()).expect("a vault");
        (folder, [on_disk, Vault::memory()])
    }

    #[tokio::test]
    async fn an_upload_goes_on_where_it_broke_off_and_a_piece_that_comes_twice_is_kept_once() {
        let (_folder, vaults) = places();
        for vault in vaults {
            let (owner, id) = (Uuid::from_u128(1), Uuid::from_u128(2));
            vault.begin_upload(owner, id, 7).await.expect("begun");
            assert_eq!(vault.upload(owner, id).await.expect("there"), Upload { length: 7, at: 0 });
            let piece = |begins, text: &'static str| {
                vault.add_piece(owner, id, begins, Bytes::from_static(text.as_bytes()))
            };
            assert_eq!(piece(0, "abc").await.expect("added").at, 3);
            assert!(matches!(piece(0, "abc").await, Err(VaultError::OutOfPlace { at: 3 })));
            assert!(matches!(piece(5, "x").await, Err(VaultError::OutOfPlace { at: 3 })));
            assert!(matches!(piece(3, "defgh").await, Err(VaultError::TooLong { length: 7 })));
            assert!(matches!(vault.uploaded(owner, id).await, Err(VaultError::OutOfPlace { at: 3 })));
            assert!(piece(3, "defg").await.expect("added").is_whole());
            assert_eq!(vault.uploaded(owner, id).await.expect("whole"), b"abcdefg");
            vault.end_upload(owner, id).await.expect("ended");
            vault.end_upload(owner, id).await.expect("ended again");
            assert!(matches!(vault.upload(owner, id).await, Err(VaultError::NoUpload)));
        }
    }

    #[tokio::test]
    async fn of_two_pieces_for_one_place_one_is_kept() {
        let (_folder, vaults) = places();
        for vault in vaults {
            let (owner, id) = (Uuid::from_u128(1), Uuid::from_u128(2));
            vault.begin_upload(owner, id, 2).await.expect("begun");
            let add = |text: &'static str| vault.add_piece(owner, id, 0, Bytes::from_static(text.as_bytes()));
            let (one, other) = tokio::join!(add("ab"), add("cd"));
            assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
            let kept = vault.uploaded(owner, id).await.expect("whole");
            assert_eq!(kept, if one.is_ok() { b"ab" } else { b"cd" });
        }
    }

    #[tokio::test]
    async fn what_somebody_else_uploads_is_not_there_and_what_nobody_goes_on_with_is_swept_away() {
        let (_folder, vaults) = places();
        for vault in vaults {
            let (owner, id) = (Uuid::from_u128(1), Uuid::from_u128(2));
            vault.begin_upload(owner, id, 2).await.expect("begun");
            let other = Uuid::from_u128(3);
            assert!(matches!(vault.upload(other, id).await, Err(VaultError::NoUpload)));
            let now = Utc::now();
            assert_eq!(vault.sweep_uploads(now - TimeDelta::days(1)).await.expect("swept"), 0);
            vault.upload(owner, id).await.expect("still there");
            assert_eq!(vault.sweep_uploads(now + TimeDelta::days(1)).await.expect("swept"), 1);
            assert!(matches!(vault.upload(owner, id).await, Err(VaultError::NoUpload)));
        }
    }
}
