//! A private PostgreSQL for tests: made in a temporary folder, gone when dropped.
//! It runs without fsync: a test machine that loses power loses the test.

mod engines;
mod half;

pub use engines::Engines;
pub use half::{half_records, index_names};

use crate::db::{Db, all, execute};
use crate::error::StoreError;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tempfile::TempDir;

/// A running server that listens on a socket in its own folder and on no port.
pub struct Postgres {
    server: Child,
    folder: TempDir,
    databases: AtomicU32,
}

static SHARED: Mutex<Weak<Postgres>> = Mutex::new(Weak::new());

impl Postgres {
    /// The one that the tests of a process share while any of them holds it; the last one stops it.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn shared() -> io::Result<Arc<Self>> {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = shared.upgrade() {
            return Ok(running);
        }
        let started = Arc::new(Self::start()?);
        *shared = Arc::downgrade(&started);
        Ok(started)
    }

    /// Starts one.
    ///
    /// # Errors
    /// When PostgreSQL is not installed; the message names the command that installs it.
    pub fn start() -> io::Result<Self> {
        Self::start_with("fsync=off")
    }

    /// One whose commits reach the disk, as those of a server in use do: for measuring.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn start_durable() -> io::Result<Self> {
        Self::start_with("fsync=on")
    }

    fn start_with(fsync: &str) -> io::Result<Self> {
        let bin = binaries()?;
        let folder = TempDir::new()?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777))?;
        let data = folder.path().join("data");
        let made = as_postgres(&bin.join("initdb"))
            .arg("--pgdata")
            .arg(&data)
            .args(["--username", "shouze", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"])
            .arg("--no-sync")
            .current_dir("/")
            .stdout(Stdio::null())
            .status()?;
        if !made.success() {
            return Err(io::Error::other("initdb failed"));
        }
        let server = as_postgres(&bin.join("postgres"))
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(folder.path())
            .args(["-c", "listen_addresses=", "-c", fsync, "-c", "max_connections=100"])
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let postgres = Self { server, folder, databases: AtomicU32::new(0) };
        postgres.wait(&bin)?;
        Ok(postgres)
    }

    /// The address of a new, empty database.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn database(&self) -> io::Result<String> {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let made = self.client("createdb", &binaries()?).arg(&name).status()?;
        if !made.success() {
            return Err(io::Error::other("createdb failed"));
        }
        Ok(format!("postgres://shouze@localhost/{name}?host={}", self.folder.path().display()))
    }

    fn client(&self, program: &str, bin: &Path) -> Command {
        let mut command = Command::new(bin.join(program));
        command.arg("--host").arg(self.folder.path()).args(["--username", "shouze"]);
        command
    }

    fn wait(&self, bin: &Path) -> io::Result<()> {
        for _ in 0..300 {
            if self.client("pg_isready", bin).stdout(Stdio::null()).status()?.success() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(io::Error::other("PostgreSQL did not start within 30 s"))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT is a fast shutdown; the child may be runuser, which hands it on
        let pid = fs::read_to_string(self.folder.path().join("data/postmaster.pid")).unwrap_or_default();
        if let Some(pid) = pid.lines().next() {
            let _ = Command::new("kill").args(["-INT", pid]).status();
        }
        let _ = self.server.wait();
    }
}

/// Runs a statement that no part of the program has.
///
/// # Errors
/// When the database refuses it.
pub async fn tamper(db: &Db, sql: &'static str) -> Result<(), StoreError> {
    let mut tx = db.write().await?;
    execute!(&mut tx, sql)?;
    tx.commit().await
}

/// The floor of a durable write: one row by one statement, in a transaction of its own.
///
/// # Errors
/// When the database refuses it.
pub async fn bare_insert(db: &Db, id: i64) -> Result<(), StoreError> {
    let mut tx = db.write().await?;
    if id == 0 {
        execute!(&mut tx, "CREATE TABLE bare (id BIGINT PRIMARY KEY, words TEXT NOT NULL)")?;
    }
    execute!(&mut tx, "INSERT INTO bare (id, words) VALUES ($1, $2)", id, "一行")?;
    tx.commit().await
}

/// The floor of a page: so many rows of the bare table by their key.
///
/// # Errors
/// When the database refuses it.
pub async fn bare_page(db: &Db, from: i64, most: i64) -> Result<usize, StoreError> {
    let mut tx = db.read().await?;
    let rows: Vec<(i64, String)> = all!(
        &mut tx,
        (i64, String),
        "SELECT id, words FROM bare WHERE id >= $1 ORDER BY id LIMIT $2",
        from,
        most
    )?;
    Ok(rows.len())
}

/// The floor of counting again: one aggregate by hand over a register, for one indicator that looks at a choice and a date.
/// Gives the number of groups.
///
/// # Errors
/// When the database refuses it.
pub async fn bare_aggregate(db: &Db, register: &str) -> Result<usize, StoreError> {
    let mut tx = db.read().await?;
    let (task, day) = if tx.is_postgres() {
        ("CAST(fields AS JSON) -> 'task' ->> 0", "CAST(fields AS JSON) -> 'accepted_on' ->> 0")
    } else {
        ("json_extract(fields, '$.task[0]')", "json_extract(fields, '$.accepted_on[0]')")
    };
    let sql = format!(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM (
             SELECT unit_id, sector, {day} AS day, COUNT(*) AS counted FROM record
             WHERE register = $1 AND removed_at IS NULL AND merged_into IS NULL AND {task} = 'rebuild'
             GROUP BY unit_id, sector, {day}) counted"
    );
    let (groups,): (i64,) = crate::db::on!(&mut tx, c => {
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(register).fetch_one(&mut **c).await?
    });
    Ok(usize::try_from(groups).unwrap_or(0))
}

/// Debian keeps the server's programs out of the PATH, in a folder per version.
fn binaries() -> io::Result<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists() && bin.join("postgres").exists())
        .collect();
    found.sort();
    found.pop().ok_or_else(|| io::Error::other("PostgreSQL is missing; run: apt-get install postgresql"))
}

/// PostgreSQL refuses to run as root; Debian's package made the user postgres for it.
fn as_postgres(program: &Path) -> Command {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if !is_root {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}
