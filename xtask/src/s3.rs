//! A local server that speaks the wire format of S3, and the tests of the place for files on it.

use crate::python;
use crate::steps::{Steps, cargo};
use anyhow::{Context, Result};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The server, stopped when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the tests of the vault that need a store.
pub fn vault(steps: &mut Steps, target: &Path) -> Result<()> {
    let folder = python::installed(steps, target, "moto", "xtask/s3_requirements.txt")?;
    let mut server = Command::new(folder.join("bin/moto_server"));
    server.args(["--host", "127.0.0.1", "--port", "0"]).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut server = Running(server.spawn().context("moto_server")?);
    let mut lines = BufReader::new(server.0.stderr.take().context("its words")?).lines();
    let said = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, address) = line.split_once("Running on ")?;
        Some(address.trim().to_owned())
    });
    let address = said.context("moto_server stopped before it listened")?;
    // it tells of each request, and waits when nobody reads that
    std::thread::spawn(move || lines.for_each(drop));
    let mut tests = cargo(&["test", "--workspace", "--locked", "--test", "s3"]);
    tests.env("SHOUZE_TEST_S3", address);
    steps.run("rust: files in an S3-compatible store", tests)
}
