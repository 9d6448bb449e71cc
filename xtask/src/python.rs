//! Programs in Python that tests talk to, each with all that it stands on at one version: they do tomorrow what they do today.

use crate::steps::Steps;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Installs what a list of requirements names, in a folder of its own beside what is built; gives the folder.
pub fn installed(steps: &mut Steps, target: &Path, name: &str, requirements: &str) -> Result<PathBuf> {
    let folder = target.join(name);
    if !folder.join("bin/pip").exists() {
        let mut make = Command::new("python3");
        make.args(["-m", "venv"]).arg(&folder);
        steps.run(&format!("{name}: python"), make)?;
    }
    // what is there already is asked for nowhere
    let mut install = Command::new(folder.join("bin/pip"));
    install.args(["install", "--quiet", "--disable-pip-version-check", "--requirement", requirements]);
    install.stdin(Stdio::null());
    if steps.run(&format!("{name}: packages"), install).is_err() {
        bail!("{name} was not installed; pip must reach a package index (PIP_INDEX_URL names another)");
    }
    Ok(folder)
}
