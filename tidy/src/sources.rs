//! What sources keep to: their length, what tests may not do, what no file may name.

use crate::repo::{FILES, File, files, report, text};

const MAX_LINES: usize = 400;

/// Longer files that are being cut: the most lines they may have, and since when they stand here.
const LONG: &[(&str, usize, &str)] = &[];

/// Written by a tool from another file.
const GENERATED: &[&str] = &["schema.gen.ts"];

fn sources() -> Vec<&'static File> {
    let found = files("", &[".rs", ".ts", ".tsx"]);
    found.into_iter().filter(|file| !file.is(GENERATED)).collect()
}

#[test]
fn no_source_is_longer_than_a_page_can_hold() {
    let mut problems = Vec::new();
    for file in sources() {
        let lines = file.text.lines().count();
        let most = LONG.iter().find(|(path, ..)| *path == file.path).map_or(MAX_LINES, |(_, most, _)| *most);
        if lines > most {
            problems.push(format!("{}: {lines} lines, more than {most}; make it a folder", file.path));
        }
    }
    for (path, _, since) in LONG {
        let is_long = FILES.iter().any(|file| file.path == *path && file.text.lines().count() > MAX_LINES);
        if !is_long {
            problems
                .push(format!("{path} is long no more: take it out of LONG, where it stands since {since}"));
        }
    }
    report(problems);
}

/// What hides or slows a test; cut in two here so that this file does not name it.
const NOT_IN_TESTS: &[&str] = &[
    concat!("#[", "ignore"),
    concat!("to", "do!("),
    concat!("unimpl", "emented!("),
    concat!("sle", "ep("),
    concat!("test.", "skip("),
    concat!("it.", "skip("),
    concat!("describe.", "skip("),
    concat!("test.", "only("),
    concat!("it.", "only("),
    concat!("describe.", "only("),
    concat!("waitFor", "Timeout("),
];

/// A file that may all the same, and why.
const ALLOWED: &[(&str, &str)] = &[
    // PostgreSQL tells nobody when it is ready; it is asked ten times a second, for 30 seconds at most
    ("crates/store/src/testing.rs", concat!("sle", "ep(")),
    // a benchmark, not a test: what an idle server holds is seen after a second
    ("bench/src/server.rs", concat!("sle", "ep(")),
    // a benchmark, not a test: so many sign in each second, whether those before them are answered or not
    ("bench/src/sign_ins.rs", concat!("sle", "ep(")),
    // no test: a server that is out of file handles takes connections again after a moment
    ("crates/api/src/listen.rs", concat!("sle", "ep(")),
];

#[test]
fn no_test_waits_by_the_clock_or_is_left_out() {
    let mut problems = Vec::new();
    for file in sources() {
        for (number, line) in file.text.lines().enumerate() {
            for word in NOT_IN_TESTS.iter().filter(|word| line.contains(**word)) {
                if !ALLOWED.contains(&(file.path.as_str(), word)) {
                    problems.push(format!("{}:{}: {word}", file.path, number + 1));
                }
            }
        }
    }
    for (path, word) in ALLOWED {
        if !text(path).contains(word) {
            problems.push(format!("{path} has no {word}: take it out of ALLOWED"));
        }
    }
    report(problems);
}

/// Places of one machine and names of tools: they say nothing of the product. Cut in two as above.
const NOT_IN_FILES: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/tmp", "/wt"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("cla", "ude"),
    concat!("anth", "ropic"),
    concat!("chat", "gpt"),
    concat!("open", "ai."),
    concat!("copi", "lot"),
];

#[test]
fn no_file_names_the_machine_or_the_tools_it_was_written_with() {
    let mut problems = Vec::new();
    for file in FILES.iter() {
        for (number, line) in file.text.lines().enumerate() {
            let line = line.to_lowercase();
            let found = NOT_IN_FILES.iter().filter(|word| line.contains(**word));
            problems.extend(found.map(|word| format!("{}:{}: {word}", file.path, number + 1)));
        }
    }
    report(problems);
}

#[test]
fn packages_come_from_the_public_registries() {
    const CRATES: &str = concat!("registry+https://github.com/rust-lang/", "crates.io-index");
    const NPM: &str = concat!("https://registry.", "npmjs.org/");
    let mut problems = Vec::new();
    for line in text("Cargo.lock").lines().filter(|line| line.starts_with("source = ")) {
        if line != format!("source = \"{CRATES}\"") {
            problems.push(format!("Cargo.lock: {line}"));
        }
    }
    for file in files("", &["package-lock.json"]) {
        let resolved = file.text.lines().map(str::trim).filter(|line| line.starts_with("\"resolved\""));
        let strange = resolved.filter(|line| !line.starts_with(&format!("\"resolved\": \"{NPM}")));
        problems.extend(strange.map(|line| format!("{}: {line}", file.path)));
    }
    // a mirror is the machine's choice and stands in its own settings
    let settings = FILES.iter().filter(|file| file.is(&[".cargo/config.toml", ".npmrc"]));
    let mirrors = settings.filter(|file| file.text.contains("[source") || file.text.contains("registr"));
    problems.extend(mirrors.map(|file| format!("{} names a registry", file.path)));
    report(problems);
}
