//! The Shouze command line.

mod backup;
mod check;
mod demo;
mod fonts;
mod recount;
mod serve;
mod settings;

use anyhow::{Context, Result, anyhow};
use clap::{Parser, Subcommand};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// A record is some hundred small pieces of memory; the allocator of the system took an eighth of the time of many at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 守责: a yearly work-safety notice that runs.
#[derive(Parser)]
#[command(name = "shouze", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read a notice and print its problems and its targets; needs no server and no database
    Check {
        /// A Word file (.docx), a PDF with a text layer, or a plain text
        file: PathBuf,
        /// How to print
        #[arg(long, value_enum, default_value_t = check::Format::Text)]
        format: check::Format,
        /// Language of messages
        #[arg(long, value_enum, default_value_t = check::Language::Zh)]
        lang: check::Language,
    },
    /// Run the server
    Serve(settings::Given),
    /// Read a notice into the database, as an upload would
    Import {
        /// The notice
        file: PathBuf,
        #[command(flatten)]
        settings: settings::Given,
    },
    /// Fill an empty database with an invented street, county or city and a year of its work
    Demo {
        /// street: some 16,000 records; county: some 1 million; city: some 10 million
        #[arg(long, value_enum, default_value_t = demo::Scale::Street)]
        scale: demo::Scale,
        /// Sites of each street; the other registers follow
        #[arg(long)]
        sites: Option<usize>,
        /// The same seed gives the same street
        #[arg(long, default_value_t = 2026)]
        seed: u64,
        #[command(flatten)]
        settings: settings::Given,
    },
    /// Count every figure again from the records, set the counters right and print which differed
    Recount {
        /// Change nothing; exit with 1 when a counter differs
        #[arg(long)]
        check: bool,
        #[command(flatten)]
        settings: settings::Given,
    },
    /// Write everything that is kept into one archive; the server may run meanwhile
    Backup {
        /// The archive, a zip; it must not be there yet
        file: PathBuf,
        #[command(flatten)]
        settings: settings::Given,
    },
    /// Fill an empty database from an archive of `shouze backup`, of either engine
    Restore {
        /// The archive
        file: PathBuf,
        #[command(flatten)]
        settings: settings::Given,
    },
    /// Print the settings in force, as a file that could be given back
    Config(settings::Given),
    /// Print the API as OpenAPI 3.1
    Openapi,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(problem) => {
            let _ = writeln!(std::io::stderr(), "{problem:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    match arguments.command {
        Command::Check { file, format, lang } => {
            let bytes = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let text =
                notice::input::read(&bytes).map_err(|e| anyhow!("{}: {}: {e}", file.display(), e.code()))?;
            print(&check::print(&file.display().to_string(), &text, format, lang)?)
        }
        Command::Serve(given) => serve::serve(&given.settings()?),
        Command::Import { file, settings } => {
            let bytes = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
            print(&serve::import(&settings.settings()?, &bytes, name)?)
        }
        Command::Demo { scale, sites, seed, settings } => {
            let (streets, usual) = scale.size();
            print(&serve::demo(&settings.settings()?, (streets, sites.unwrap_or(usual)), seed)?)
        }
        Command::Recount { check, settings } => {
            let found = recount::recount(&settings.settings()?, check)?;
            print(&found.report)?;
            return Ok(ExitCode::from(u8::from(check && !found.is_equal)));
        }
        Command::Backup { file, settings } => print(&backup::backup(&settings.settings()?, &file)?),
        Command::Restore { file, settings } => print(&backup::restore(&settings.settings()?, &file)?),
        Command::Config(given) => print(&given.settings()?.to_string()),
        Command::Openapi => print(&(api::openapi()? + "\n")),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn print(out: &str) -> Result<()> {
    match std::io::stdout().lock().write_all(out.as_bytes()) {
        // the reader of a pipe may leave early
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}
