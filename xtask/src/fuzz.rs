//! A fuzzer that reads the document of the API and asks a real server, for a minute and a half.

use crate::steps::Steps;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};

/// The fuzzer and all that it stands on, each at one version: it finds tomorrow what it finds today.
const PACKAGES: &str = "xtask/fuzz_requirements.txt";

/// Installs it beside what is built, and runs it on the server that was built.
pub fn api(steps: &mut Steps, target: &Path) -> Result<()> {
    let folder = target.join("schemathesis");
    if !folder.join("bin/pip").exists() {
        let mut make = Command::new("python3");
        make.args(["-m", "venv"]).arg(&folder);
        steps.run("fuzz: python", make)?;
    }
    // what is there already is asked for nowhere
    let mut install = Command::new(folder.join("bin/pip"));
    install.args(["install", "--quiet", "--disable-pip-version-check", "--requirement", PACKAGES]);
    install.stdin(Stdio::null());
    if steps.run("fuzz: schemathesis", install).is_err() {
        bail!(
            "the fuzzer of the API was not installed; pip must reach a package index (PIP_INDEX_URL names another)"
        );
    }
    let mut run = Command::new(folder.join("bin/python"));
    run.arg("xtask/fuzz_api.py").arg(target.join("debug/shouze")).arg(folder.join("bin/schemathesis"));
    steps.run("fuzz: the API", run)
}
