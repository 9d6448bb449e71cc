//! A fuzzer that reads the document of the API and asks a real server, for a minute and a half.

use crate::python;
use crate::steps::Steps;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Runs it on the server that was built.
pub fn api(steps: &mut Steps, target: &Path) -> Result<()> {
    let folder = python::installed(steps, target, "schemathesis", "xtask/fuzz_requirements.txt")?;
    let mut run = Command::new(folder.join("bin/python"));
    run.arg("xtask/fuzz_api.py").arg(target.join("debug/shouze")).arg(folder.join("bin/schemathesis"));
    steps.run("fuzz: the API", run)
}
