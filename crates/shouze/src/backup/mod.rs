//! Everything that is kept, into one archive while the server runs, and out of it into an empty database of either engine.

mod archive;
mod manifest;
mod progress;

use crate::serve::{now, open, system};
use crate::settings::Settings;
use anyhow::{Context, Result, anyhow, bail};
use app::{Act, Archive, Counting};
use archive::{Reader, Writer};
use manifest::Manifest;
use progress::Progress;
use std::path::Path;
use std::sync::Arc;
use store::{Db, Filling, Snapshot, StoreError};
use vault::Vault;

/// Rows that go into the database at once.
const ROWS: usize = 1000;

/// Writes the archive and tells of it in the audit trail.
pub fn backup(settings: &Settings, file: &Path) -> Result<String> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let db = Db::open_as_it_is(&settings.database_address()).await.map_err(of_other_version)?;
        let vault = settings.files.vault(&settings.data).await?;
        let mut writer = Writer::create(file)?;
        let manifest = take(&db, &vault, &mut writer).await?;
        let archive = writer.finish(&manifest)?;
        let act = Act::new(system(&db).await?, now(), "backup".to_owned(), Arc::new(Counting::default()));
        let mut tx = db.write().await?;
        app::note_backup(&mut tx, &act, &archive).await.map_err(|e| anyhow!("{}: {e}", e.code()))?;
        tx.commit().await?;
        db.close().await;
        Ok(said("written", file, &archive))
    })
}

async fn take(db: &Db, vault: &Vault, writer: &mut Writer) -> Result<Manifest> {
    let mut manifest = Manifest::begin(now(), Db::own_schema());
    let mut snapshot = Snapshot::of(db).await?;
    for table in snapshot.tables() {
        let mut progress = Progress::of(&table.name, snapshot.count(&table).await?);
        writer.begin_rows(&table.name)?;
        let taken = snapshot.rows(&table, |line| {
            progress.step();
            writer.row(line)
        });
        taken.await?;
        manifest.tables.push(writer.end_rows(&table.name, &table.columns()));
        progress.end();
    }
    let files = snapshot.files().await?;
    let mut progress = Progress::of("files", i64::try_from(files.len()).unwrap_or(i64::MAX));
    for sha256 in files {
        // bytes are there before a row tells of them, and are never taken away
        let bytes = vault.get(&sha256).await?;
        let bytes = bytes.with_context(|| format!("the file {sha256} is not where files are kept"))?;
        progress.step();
        manifest.count_file(&bytes);
        writer.file(&sha256, &bytes)?;
    }
    progress.end();
    Ok(manifest)
}

/// Reads the archive into an empty database.
pub fn restore(settings: &Settings, file: &Path) -> Result<String> {
    let catalogue = settings.catalogue()?;
    let mut reader = Reader::open(file)?;
    reader.manifest.fits(Db::own_schema())?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let (db, vault) = open(settings).await?;
        let mut filling = Filling::begin(&db).await.map_err(of_full)?;
        fill(&mut filling, &vault, &mut reader).await?;
        let registers = app::registers(filling.tx(), &catalogue).await?;
        let archive = reader.archive();
        let mut tx = filling.complete(&registers).await.context("the archive is not whole")?;
        let caller = app::first_caller(&mut tx, now()).await?.context("the archive has no administrator")?;
        let act = Act::new(caller, now(), "restore".to_owned(), Arc::new(Counting::default()));
        app::note_restore(&mut tx, &act, &archive).await.map_err(|e| anyhow!("{}: {e}", e.code()))?;
        tx.commit().await?;
        db.close().await;
        Ok(said("restored", file, &archive))
    })
}

async fn fill(filling: &mut Filling, vault: &Vault, reader: &mut Reader) -> Result<()> {
    let tables = filling.tables();
    for kept in reader.manifest.tables.clone() {
        let table = tables
            .iter()
            .find(|table| table.name == kept.name && table.columns() == kept.columns)
            .with_context(|| format!("the archive has {} with other columns than the database", kept.name))?;
        let mut progress = Progress::of(&kept.name, i64::try_from(kept.rows).unwrap_or(i64::MAX));
        let mut rows = reader.rows(&kept)?;
        loop {
            let page = rows.next_page(ROWS)?;
            if page.is_empty() {
                break;
            }
            filling.add(table, &page).await?;
            page.iter().for_each(|_| progress.step());
        }
        rows.check(&kept)?;
        progress.end();
    }
    let names = reader.files();
    if names.len() as u64 != reader.manifest.files {
        bail!("the archive should have {} files and has {}", reader.manifest.files, names.len());
    }
    let mut progress = Progress::of("files", i64::try_from(names.len()).unwrap_or(i64::MAX));
    for name in names {
        // the hash was compared when it was read
        vault.put(&reader.file(&name)?).await?;
        progress.step();
    }
    progress.end();
    Ok(())
}

fn said(what: &str, file: &Path, archive: &Archive) -> String {
    let Archive { manifest_sha256, rows, files } = archive;
    format!("{what}: {}  rows: {rows}  files: {files}  manifest: {manifest_sha256}\n", file.display())
}

fn of_other_version(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::OtherSchema { .. } => {
            anyhow!("{error}; back up with the version of the program that serves it")
        }
        error => anyhow::Error::new(error).context("cannot open the database"),
    }
}

fn of_full(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::NotEmpty { .. } => {
            anyhow!("{error}; restore into an empty data folder or an empty database, nothing was changed")
        }
        error => error.into(),
    }
}
