//! What the tasks need from the system. Root on Debian or Ubuntu gets it installed; others are told the command.

use crate::steps::Steps;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};

/// Node and npm, which no task installs: their version is the machine's choice.
pub fn node() -> Result<()> {
    let has = |program: &str| Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok();
    if has("node") && has("npm") {
        Ok(())
    } else {
        bail!("Node.js 20 or later with npm is missing; install it first")
    }
}

/// A PostgreSQL server's programs; Debian keeps them in a folder per version.
pub fn postgres(steps: &mut Steps) -> Result<()> {
    let has_server = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        versions.map(|entry| entry.path().join("bin/initdb")).any(|initdb| initdb.exists())
    };
    package(steps, "postgresql", has_server)
}

/// A browser.
pub fn chromium(steps: &mut Steps) -> Result<()> {
    package(steps, "chromium", || {
        Path::new("/usr/bin/chromium").exists() || std::env::var_os("CHROMIUM").is_some()
    })
}

/// A font with Chinese, without which a page is boxes.
pub fn chinese_font(steps: &mut Steps) -> Result<()> {
    package(steps, "fonts-noto-cjk", || {
        let fonts = Command::new("fc-list").args([":lang=zh", "family"]).output();
        fonts.is_ok_and(|found| !found.stdout.is_empty())
    })
}

/// Python with its way to packages, for the fuzzer of the API.
pub fn python(steps: &mut Steps) -> Result<()> {
    package(steps, "python3-venv", || {
        let mut asked = Command::new("python3");
        asked.args(["-c", "import ensurepip, venv"]).stderr(Stdio::null());
        asked.status().is_ok_and(|status| status.success())
    })
}

fn package(steps: &mut Steps, name: &str, is_there: impl Fn() -> bool) -> Result<()> {
    if is_there() {
        return Ok(());
    }
    let is_root =
        std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if is_root && Path::new("/usr/bin/apt-get").exists() {
        let mut update = Command::new("apt-get");
        update.args(["update", "--quiet"]).stdout(Stdio::null());
        steps.run("apt-get update", update)?;
        let mut install = Command::new("apt-get");
        install.args(["install", "--yes", "--quiet", "--no-install-recommends", name]);
        install.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()).stdin(Stdio::null());
        steps.run(&format!("install {name}"), install)?;
    }
    if is_there() { Ok(()) } else { bail!("{name} is missing; run: sudo apt-get install {name}") }
}
