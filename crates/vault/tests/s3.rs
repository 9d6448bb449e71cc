//! The same vault on a server that speaks the wire format of S3. `cargo xtask test` starts one and runs these.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

use std::time::Duration;
use uuid::Uuid;
use vault::{Bytes, S3, Upload, Vault, VaultError};

/// A bucket of its own for each test.
async fn vault(bucket: &str) -> (S3, Vault) {
    let endpoint = std::env::var("SHOUZE_TEST_S3").expect("SHOUZE_TEST_S3 has the address of a server");
    let _ = rustls::crypto::ring::default_provider().install_default();
    let made = reqwest::Client::new().put(format!("{endpoint}/{bucket}")).send().await.expect("an answer");
    assert!(made.status().is_success(), "{made:?}");
    let s3 = S3 {
        endpoint,
        region: "us-east-1".to_owned(),
        bucket: bucket.to_owned(),
        key_id: "key".to_owned(),
        secret: "secret".to_owned(),
    };
    let vault = Vault::s3(&s3).await.expect("it answers");
    (s3, vault)
}

#[tokio::test]
async fn a_file_comes_back_from_the_store_as_it_was_brought() {
    let (s3, vault) = vault("files").await;
    let photo = vec![7; 3 * 1024 * 1024];
    let kept = vault.put(&photo).await.expect("kept").sha256();
    assert_eq!(vault.put(&photo).await.expect("kept again").sha256(), kept);
    assert_eq!(vault.get(&kept).await.expect("read").expect("there"), photo);
    assert_eq!(vault.get(&"0".repeat(64)).await.expect("asked"), None);
    vault.put_made("small", &kept, Bytes::from_static(b"p")).await.expect("kept");
    assert_eq!(vault.made("small", &kept).await.expect("read").as_deref(), Some(b"p".as_slice()));
    vault.check().await.expect("it answers");
    let none = S3 { bucket: "no-such-bucket".to_owned(), ..s3 };
    assert!(matches!(Vault::s3(&none).await, Err(VaultError::Place(_))), "told at the start");
}

#[tokio::test]
async fn an_upload_in_the_store_goes_on_from_any_server_and_keeps_one_of_two_pieces() {
    let (s3, here) = vault("uploads").await;
    let there = Vault::s3(&s3).await.expect("it answers");
    let (owner, id) = (Uuid::from_u128(1), Uuid::from_u128(2));
    here.begin_upload(owner, id, 6).await.expect("begun");
    let one = here.add_piece(owner, id, 0, Bytes::from_static(b"abc"));
    let other = there.add_piece(owner, id, 0, Bytes::from_static(b"xyz"));
    let (one, other) = tokio::join!(one, other);
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(there.upload(owner, id).await.expect("there"), Upload { length: 6, at: 3 });
    there.add_piece(owner, id, 3, Bytes::from_static(b"def")).await.expect("added");
    let whole = here.uploaded(owner, id).await.expect("whole");
    assert_eq!(whole, if one.is_ok() { b"abcdef" } else { b"xyzdef" });
    here.end_upload(owner, id).await.expect("ended");
    assert!(matches!(there.upload(owner, id).await, Err(VaultError::NoUpload)));
}

#[tokio::test]
async fn a_store_that_is_not_there_is_told_in_bounded_time() {
    let s3 = S3 {
        endpoint: "http://127.0.0.1:9".to_owned(),
        region: "us-east-1".to_owned(),
        bucket: "files".to_owned(),
        key_id: "key".to_owned(),
        secret: "secret".to_owned(),
    };
    let asked = tokio::time::timeout(Duration::from_secs(90), Vault::s3(&s3)).await.expect("it gave up");
    assert!(matches!(asked, Err(VaultError::Place(_))));
}
