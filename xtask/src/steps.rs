//! Steps that are timed as they run; one that fails stops the task with its name.

use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The steps of a task.
pub struct Steps {
    task: &'static str,
    start: Instant,
}

impl Steps {
    /// Begins a task.
    pub fn new(task: &'static str) -> Self {
        Self { task, start: Instant::now() }
    }

    /// Runs one step.
    pub fn run(&mut self, name: &str, mut command: Command) -> Result<()> {
        let start = Instant::now();
        let status = command.status().with_context(|| format!("{name}: cannot run {command:?}"))?;
        eprintln!("[{}] {name}: {:.1} s", self.task, start.elapsed().as_secs_f64());
        if !status.success() {
            bail!("{name} failed");
        }
        Ok(())
    }

    /// Runs one step and gives what it prints.
    pub fn read(&mut self, name: &str, mut command: Command) -> Result<String> {
        let start = Instant::now();
        let done = command
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("{name}: cannot run {command:?}"))?;
        eprintln!("[{}] {name}: {:.1} s", self.task, start.elapsed().as_secs_f64());
        if !done.status.success() {
            bail!("{name} failed");
        }
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }

    /// Prints the total.
    pub fn done(&self) {
        eprintln!("[{}] all steps: {:.1} s", self.task, self.start.elapsed().as_secs_f64());
    }
}

/// The cargo that runs this task.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// npm in a folder, quiet but for errors.
pub fn npm(folder: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(folder).args(["--loglevel", "error", "--no-fund", "--no-audit"]).args(arguments);
    command
}
