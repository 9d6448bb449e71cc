//! Drawings that stand for the photos of the invented street: nobody's premises.

use anyhow::Result;
use app::Act;
use std::collections::HashMap;
use store::Db;
use vault::Vault;

macro_rules! drawings {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../../examples/demo/pictures/", $name, ".png")).as_slice())),+]
    };
}

const DRAWINGS: &[(&str, &[u8])] = drawings!(
    "cabinet-before",
    "cabinet-after",
    "corridor-before",
    "corridor-after",
    "wiring-before",
    "wiring-after",
);

/// Keeps each drawing; gives its hash by name.
///
/// # Errors
/// When the database refuses one.
pub async fn keep(db: &Db, vault: &Vault, act: &Act) -> Result<HashMap<String, String>> {
    let mut tx = db.write().await?;
    let mut kept = HashMap::new();
    for (name, bytes) in DRAWINGS {
        let brought = app::bring_file(vault, &act.caller, bytes).await?;
        kept.insert((*name).to_owned(), app::keep_file(&mut tx, act, &brought).await?.sha256);
    }
    tx.commit().await?;
    Ok(kept)
}
