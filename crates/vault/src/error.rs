//! What can go wrong with files.

use std::error::Error as StdError;
use std::io::ErrorKind;
use thiserror::Error;

/// A failure of the place where files are kept.
#[derive(Debug, Error)]
pub enum VaultError {
    /// The disk is full, or the share of it that may be used.
    #[error("there is no room left for files")]
    NoRoom,
    /// A name that is no hash.
    #[error("that is no hash of a file")]
    NoHash,
    /// There is no such upload, or it is somebody else's.
    #[error("there is no such upload")]
    NoUpload,
    /// A piece does not begin where the last one ended.
    #[error("the next piece begins at {at}")]
    OutOfPlace {
        /// Bytes that are there.
        at: usize,
    },
    /// More came than was announced.
    #[error("the upload has more than the {length} bytes that were announced")]
    TooLong {
        /// Announced bytes.
        length: usize,
    },
    /// The folder or the store refused, or was not reached.
    #[error("{0}")]
    Place(String),
}

impl From<object_store::Error> for VaultError {
    fn from(error: object_store::Error) -> Self {
        if is_full(&error) { Self::NoRoom } else { Self::Place(error.to_string()) }
    }
}

impl From<std::io::Error> for VaultError {
    fn from(error: std::io::Error) -> Self {
        if is_full(&error) { Self::NoRoom } else { Self::Place(error.to_string()) }
    }
}

/// Whether the operating system said so, however deep it is wrapped.
fn is_full(error: &(dyn StdError + 'static)) -> bool {
    let full = [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::FileTooLarge];
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<std::io::Error>().is_some_and(|io| full.contains(&io.kind())) {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_every_other_fault() {
        let of = |kind: ErrorKind| {
            let source = Box::new(std::io::Error::from(kind));
            VaultError::from(object_store::Error::Generic { store: "folder", source })
        };
        assert!(matches!(of(ErrorKind::StorageFull), VaultError::NoRoom));
        assert!(matches!(of(ErrorKind::QuotaExceeded), VaultError::NoRoom));
        assert!(matches!(of(ErrorKind::PermissionDenied), VaultError::Place(_)));
    }
}
