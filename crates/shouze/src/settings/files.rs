//! Settings of the place where files are kept.

use anyhow::{Result, anyhow};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use vault::{S3, Vault};

/// Where photos and papers lie: a folder, or an S3-compatible store when an endpoint is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileSettings {
    /// Folder; `files` in the data folder when empty. Servers that share a database share it.
    pub folder: PathBuf,
    /// Address of an S3-compatible store, `https://…`; the folder is used when empty.
    pub s3_endpoint: String,
    /// Its region.
    pub s3_region: String,
    /// Its bucket, which must be there.
    pub s3_bucket: String,
    /// Name of the key.
    pub s3_key_id: String,
    /// Secret of the key.
    pub s3_secret: String,
}

impl FileSettings {
    /// The place, which is asked whether it answers.
    ///
    /// # Errors
    /// When a setting is missing, the folder cannot be made, or the store does not answer or refuses.
    pub async fn vault(&self, data: &Path) -> Result<Vault> {
        if self.s3_endpoint.is_empty() {
            let own = data.join("files");
            let folder = if self.folder.as_os_str().is_empty() { &own } else { &self.folder };
            return Vault::folder(folder).map_err(|e| anyhow!("files.folder: {e}"));
        }
        let Self { s3_endpoint, s3_region, s3_bucket, s3_key_id, s3_secret, .. } = self.clone();
        let needed = [
            ("s3_region", &s3_region),
            ("s3_bucket", &s3_bucket),
            ("s3_key_id", &s3_key_id),
            ("s3_secret", &s3_secret),
        ];
        if let Some((missing, _)) = needed.iter().find(|(_, value)| value.is_empty()) {
            return Err(anyhow!("files.{missing} is empty, and files.s3_endpoint needs it"));
        }
        let s3 = S3 {
            endpoint: s3_endpoint,
            region: s3_region,
            bucket: s3_bucket,
            key_id: s3_key_id,
            secret: s3_secret,
        };
        Vault::s3(&s3).await.map_err(|e| anyhow!("files.s3_endpoint: {e}"))
    }

    /// As it is shown: without the secret.
    pub fn shown(&self) -> Self {
        let s3_secret = if self.s3_secret.is_empty() { "" } else { "***" };
        Self { s3_secret: s3_secret.to_owned(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn files_lie_in_the_data_folder_unless_another_place_is_named_whole() {
        let data = tempfile::tempdir().expect("a folder");
        FileSettings::default().vault(data.path()).await.expect("a folder");
        assert!(data.path().join("files").is_dir());
        let half = FileSettings { s3_endpoint: "http://127.0.0.1:1".to_owned(), ..FileSettings::default() };
        let error = half.vault(data.path()).await.expect_err("refused").to_string();
        assert!(error.contains("files.s3_region"), "{error}");
        let secret = FileSettings { s3_secret: "hidden".to_owned(), ..FileSettings::default() };
        assert_eq!(secret.shown().s3_secret, "***");
    }
}
