//! Project tasks: `cargo xtask test` runs every test there is, `cargo xtask bench` the benchmarks.
use anyhow::{Result, bail};
use std::process::Command;
use std::time::Instant;

fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("test") => test(),
        Some("bench") => bench(),
        other => {
            bail!("unknown task {:?}; there are: cargo xtask test, cargo xtask bench", other.unwrap_or(""))
        }
    }
}

/// Every test of the workspace.
fn test() -> Result<()> {
    need_postgres()?;
    step("rust tests", Command::new("cargo").args(["test", "--workspace", "--locked"]))
}

/// The store's tests run on a real PostgreSQL; Debian keeps its server in a folder per version.
fn need_postgres() -> Result<()> {
    let has_server = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        versions.map(|entry| entry.path().join("bin/initdb")).any(|initdb| initdb.exists())
    };
    if has_server() {
        return Ok(());
    }
    let is_root =
        std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if is_root {
        step("apt-get update", Command::new("apt-get").arg("update"))?;
        let mut install = Command::new("apt-get");
        install.args(["install", "--yes", "--no-install-recommends", "postgresql"]);
        step("install PostgreSQL", install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    if has_server() { Ok(()) } else { bail!("PostgreSQL is missing; run: sudo apt-get install postgresql") }
}

/// The benchmarks, on the notice given as argument or on one of their own.
fn bench() -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["run", "--release", "--locked", "--package", "bench", "--"]).args(std::env::args().skip(2));
    step("benchmarks", &mut command)
}

fn step(name: &str, command: &mut Command) -> Result<()> {
    let start = Instant::now();
    let status = command.status()?;
    eprintln!("{name}: {:.1} s", start.elapsed().as_secs_f64());
    if !status.success() {
        bail!("{name} failed");
    }
    Ok(())
}
