//! `cargo xtask demo`: from a clean clone to a notice in a browser.

use crate::steps::{Steps, cargo};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};

const SAMPLE: &str = "examples/notice.txt";

/// Builds the UI and the release binary, reads the sample notice in, and serves it until it is stopped; with
/// `--no-wait` only until it answers.
pub fn demo(arguments: &[String]) -> Result<()> {
    let is_waiting = match arguments {
        [] => true,
        [flag] if flag == "--no-wait" => false,
        _ => bail!("cargo xtask demo [--no-wait]"),
    };
    let mut steps = Steps::new("demo");
    crate::web_build(&mut steps)?;
    steps.run("release binary", cargo(&["build", "--release", "--locked", "--package", "shouze"]))?;
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let binary = format!("{target}/release/shouze");
    let mut import = Command::new(&binary);
    import.args(["import", SAMPLE, "--data", "data"]);
    steps.run("read the sample notice in", import)?;
    steps.done();

    let port = (8080..8180)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .context("no port from 8080 to 8179 is free")?;
    let mut server = Command::new(&binary)
        .args(["serve", "--data", "data", "--listen", &format!("127.0.0.1:{port}")])
        .stdout(Stdio::piped())
        .spawn()?;
    let output = server.stdout.take().context("the server has no output")?;
    let mut out = std::io::stdout().lock();
    for line in BufReader::new(output).lines() {
        let line = line?;
        writeln!(out, "{line}")?;
        if line.starts_with("listening:") && !is_waiting {
            server.kill()?;
            server.wait()?;
            return Ok(());
        }
    }
    let status = server.wait()?;
    if status.success() { Ok(()) } else { bail!("the server ended: {status}") }
}
