//! A folder, an S3-compatible store, or memory for tests.

use crate::{Vault, VaultError};
use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3Builder, S3ConditionalPut};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::{ClientOptions, DynObjectStore, ObjectStore as _, RetryConfig};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A store that answers a request later than this is tried again.
const ANSWERS_WITHIN: Duration = Duration::from_secs(30);
/// Tries take no longer than this together: somebody waits with a phone in the hand.
const TRIED_FOR: Duration = Duration::from_secs(60);

/// An S3-compatible store.
#[derive(Clone, PartialEq, Eq)]
pub struct S3 {
    /// `https://…`, with the port when it is not the usual one.
    pub endpoint: String,
    /// Region, as the store names it.
    pub region: String,
    /// Bucket, which must be there.
    pub bucket: String,
    /// Name of the key.
    pub key_id: String,
    /// Secret of the key.
    pub secret: String,
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // the secret is shown to nobody
        out.debug_struct("S3").field("endpoint", &self.endpoint).field("bucket", &self.bucket).finish()
    }
}

impl Vault {
    /// A folder, made when it is not there. Servers that share a database share it too.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn folder(folder: &Path) -> Result<Self, VaultError> {
        std::fs::create_dir_all(folder)
            .map_err(|e| VaultError::Place(format!("cannot make the folder {}: {e}", folder.display())))?;
        let files = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true).with_automatic_cleanup(true);
        Ok(Self::on(Arc::new(files)))
    }

    /// An S3-compatible store. The bucket is asked for its first entry, so that a wrong key is told at the start.
    ///
    /// # Errors
    /// When it does not answer, or refuses.
    pub async fn s3(s3: &S3) -> Result<Self, VaultError> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = ClientOptions::new().with_timeout(ANSWERS_WITHIN).with_allow_http(true);
        let retry = RetryConfig { retry_timeout: TRIED_FOR, max_retries: 5, ..RetryConfig::default() };
        let store = AmazonS3Builder::new()
            .with_endpoint(s3.endpoint.trim_end_matches('/'))
            .with_region(&s3.region)
            .with_bucket_name(&s3.bucket)
            .with_access_key_id(&s3.key_id)
            .with_secret_access_key(&s3.secret)
            // most that are not Amazon's have the bucket in the path
            .with_virtual_hosted_style_request(false)
            .with_conditional_put(S3ConditionalPut::ETagMatch)
            .with_client_options(client)
            .with_retry(retry)
            .build()?;
        let vault = Self::on(Arc::new(store));
        vault.check().await?;
        Ok(vault)
    }

    /// Memory, for tests: it is gone with the process.
    pub fn memory() -> Self {
        Self::on(Arc::new(InMemory::new()))
    }

    fn on(objects: Arc<DynObjectStore>) -> Self {
        Self { objects }
    }

    /// Whether the place answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn check(&self) -> Result<(), VaultError> {
        // a name that is not there would be answered alike by a bucket that is not there
        let files = object_store::path::Path::from("files");
        self.objects.list(Some(&files)).try_next().await?;
        Ok(())
    }
}
