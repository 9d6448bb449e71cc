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
    step("rust tests", Command::new("cargo").args(["test", "--workspace", "--locked"]))
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
