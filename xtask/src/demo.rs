//! `cargo xtask demo`: from a clean clone to a notice in a browser.

use crate::steps::{Steps, cargo};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

/// Builds the UI and the release binary, publishes the sample notice, makes a street with a year of work, and serves
/// it until it is stopped; with `--no-wait` only until it answers.
pub fn demo(arguments: &[String]) -> Result<()> {
    let is_waiting = match arguments {
        [] => true,
        [flag] if flag == "--no-wait" => false,
        _ => bail!("cargo xtask demo [--no-wait]"),
    };
    let mut steps = Steps::new("demo");
    crate::carried(&mut steps)?;
    steps.run("release binary", cargo(&["build", "--release", "--locked", "--package", "shouze"]))?;
    let binary = crate::target()?.join("release/shouze");
    let mut told = String::new();
    // a second run serves what the first one made
    if !Path::new("data/shouze.db").exists() {
        let mut fill = Command::new(&binary);
        fill.args(["demo", "--data", "data"]);
        told = steps.read("a notice published, a street with a year of work", fill)?;
    }
    steps.done();
    // the password, where it is not scrolled away
    write!(std::io::stdout().lock(), "{told}")?;

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
