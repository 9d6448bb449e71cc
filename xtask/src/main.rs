//! Project tasks: `cargo xtask demo`, `test`, `bench`. Each installs what it needs where it may, or says in one line
//! which command to run.

mod demo;
mod fuzz;
mod needs;
mod python;
mod s3;
mod steps;

use anyhow::{Result, bail};
use std::path::PathBuf;
use steps::{Steps, cargo, npm};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    std::env::set_current_dir(root())?;
    match arguments.split_first().map(|(task, rest)| (task.as_str(), rest)) {
        Some(("test", [])) => test(),
        Some(("demo", rest)) => demo::demo(rest),
        Some(("bench", rest)) => bench(rest),
        _ => bail!("tasks: cargo xtask demo [--no-wait] | test | bench [FILE.txt]"),
    }
}

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every test there is: web units, Rust on both databases, the real UI in a real browser.
fn test() -> Result<()> {
    let mut steps = Steps::new("test");
    needs::postgres(&mut steps)?;
    needs::chromium(&mut steps)?;
    needs::chinese_font(&mut steps)?;
    needs::python(&mut steps)?;
    carried(&mut steps)?;
    steps.run("web: types", npm("web", &["run", "typecheck"]))?;
    steps.run("web: unit tests", npm("web", &["run", "test"]))?;
    steps.run("web: types are those of openapi.json", npm("web", &["run", "gen:check"]))?;
    steps.run("rust: tests", cargo(&["test", "--workspace", "--locked"]))?;
    s3::vault(&mut steps, &target()?)?;
    steps.run(
        "rust: server for the browser",
        cargo(&["build", "--workspace", "--bin", "shouze", "--locked"]),
    )?;
    steps.run("e2e: packages", npm("e2e", &["ci"]))?;
    steps.run("e2e: types", npm("e2e", &["run", "typecheck"]))?;
    let mut browser = npm("e2e", &["run", "test"]);
    browser.env("SHOUZE", target()?.join("debug/shouze"));
    steps.run("e2e: browser", browser)?;
    fuzz::api(&mut steps, &target()?)?;
    steps.done();
    Ok(())
}

/// Where cargo builds.
fn target() -> Result<PathBuf> {
    let folder = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    Ok(std::env::current_dir()?.join(folder))
}

/// What the binary carries: the fonts of papers, and the UI.
fn carried(steps: &mut Steps) -> Result<()> {
    needs::node()?;
    steps.run("fonts: packages", npm("fonts", &["ci"]))?;
    steps.run("web: packages", npm("web", &["ci"]))?;
    steps.run("web: build", npm("web", &["run", "build"]))
}

/// The benchmarks, on the notice given as argument or on the sample.
fn bench(rest: &[String]) -> Result<()> {
    let mut steps = Steps::new("bench");
    steps.run("release binary", cargo(&["build", "--release", "--locked", "--package", "shouze"]))?;
    let mut command = cargo(&["run", "--release", "--locked", "--package", "bench", "--"]);
    command.args(rest).env("SHOUZE", target()?.join("release/shouze"));
    steps.run("benchmarks", command)
}
