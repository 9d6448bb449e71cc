//! Project tasks: `cargo xtask test` runs every test there is.
use anyhow::{Result, bail};
use std::process::Command;
use std::time::Instant;

fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("test") => test(),
        other => bail!("unknown task {:?}; there is: cargo xtask test", other.unwrap_or("")),
    }
}

/// Every test of the workspace.
fn test() -> Result<()> {
    step("rust tests", Command::new("cargo").args(["test", "--workspace", "--locked"]))
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
