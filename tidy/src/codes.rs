//! Codes of errors and of problems in a text: each has its words, and no words lack their code.

use crate::repo::{files, report, text};
use crate::rust::{inside, literals, without_tests};
use std::collections::{BTreeMap, BTreeSet};

const MESSAGES: &str = "crates/api/src/messages/";
/// Actions of the audit trail are dotted too, and are no codes.
const ACTIONS: &str = "crates/api/src/audit/words.rs";

/// Areas of codes that no action of the API gives yet, and since when they wait for it.
const WAITING: &[(&str, &str)] = &[];

/// Code, Chinese, English.
fn messages() -> Vec<[&'static str; 3]> {
    let mut found = Vec::new();
    for file in files(MESSAGES, &[".rs"]) {
        let start = file.text.find("const MESSAGES").expect("a list of messages");
        let end = start + file.text[start..].find("];").expect("its end");
        let words: Vec<&str> =
            literals(&file.text[start..end]).into_iter().map(|(_, literal)| literal).collect();
        found.extend(words.chunks_exact(3).map(|entry| [entry[0], entry[1], entry[2]]));
    }
    found
}

/// `area.what`, as codes are written.
fn is_dotted(literal: &str) -> bool {
    literal.split_once('.').is_some_and(|(area, what)| {
        let is_word =
            |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        is_word(area) && is_word(what)
    })
}

/// The codes that `code()` functions give, each with its file.
fn codes_of_errors() -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    for file in files("crates/", &[".rs"]) {
        let source = without_tests(&file.path, &file.text);
        for (at, _) in source.match_indices("fn code(&self)") {
            let codes = literals(inside(&source[at..], '{', '}')).into_iter();
            found.extend(codes.map(|(_, code)| (file.path.as_str(), code)));
        }
    }
    found
}

/// The codes that `api` gives by itself, each with its file.
fn codes_of_api() -> Vec<(&'static str, &'static str)> {
    let areas: BTreeSet<&str> = messages().iter().filter_map(|[code, ..]| code.split('.').next()).collect();
    let mut found = Vec::new();
    let is_looked_at = |path: &str| !path.starts_with(MESSAGES) && path != ACTIONS;
    for file in files("crates/api/src/", &[".rs"]).into_iter().filter(|file| is_looked_at(&file.path)) {
        let source = without_tests(&file.path, &file.text);
        for call in ["Problem::new(", "Problem::with("] {
            for (at, _) in source.match_indices(call) {
                let arguments = inside(&source[at..], '(', ')');
                // a code that is not written here is computed, and found by its dotted form
                let second = arguments.split_once(',').map_or("", |(_, rest)| rest.trim_start());
                let code = literals(second).into_iter().find(|(at, _)| *at == 1);
                found.extend(code.map(|(_, code)| (file.path.as_str(), code)));
            }
        }
        let dotted = literals(source).into_iter().filter(|(_, literal)| {
            is_dotted(literal) && literal.split('.').next().is_some_and(|area| areas.contains(area))
        });
        found.extend(dotted.map(|(_, code)| (file.path.as_str(), code)));
    }
    found
}

#[test]
fn each_code_has_its_message_and_each_message_its_code() {
    let known: BTreeSet<&str> = messages().iter().map(|[code, ..]| *code).collect();
    let mut given = codes_of_errors();
    assert!(given.len() > 20 && known.len() > 20, "{} codes and {} messages", given.len(), known.len());
    given.extend(codes_of_api());
    let area = |code: &str| code.split('.').next().unwrap_or_default().to_owned();
    let waits = |code: &str| WAITING.iter().any(|(waiting, _)| area(code) == *waiting);
    let missing = given.iter().filter(|(_, code)| !known.contains(code) && !waits(code));
    let mut problems: Vec<String> =
        missing.map(|(path, code)| format!("{path}: {code} has no message in {MESSAGES}")).collect();
    let given: BTreeSet<&str> = given.iter().map(|(_, code)| *code).collect();
    problems.extend(known.difference(&given).map(|code| format!("{MESSAGES}: nothing gives {code}")));
    for (waiting, since) in WAITING {
        if known.iter().any(|code| area(code) == *waiting) {
            problems.push(format!(
                "{waiting} has messages: take it out of WAITING, where it stands since {since}"
            ));
        }
    }
    problems.sort();
    problems.dedup();
    report(problems);
}

#[test]
fn no_two_errors_share_a_code() {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for (path, code) in codes_of_errors() {
        if let Some(other) = first.insert(code, path) {
            problems.push(format!("{code} is given in {other} and in {path}"));
        }
    }
    report(problems);
}

#[test]
fn a_message_has_the_same_gaps_in_both_languages() {
    let gaps = |words: &'static str| {
        words.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect::<BTreeSet<_>>()
    };
    let differs = messages().into_iter().filter(|[_, zh, en]| gaps(zh) != gaps(en));
    report(differs.map(|[code, ..]| format!("{code}: the gaps of its two messages differ")).collect());
}

/// Codes of problems in a text, each with its weight where it stands beside it.
fn diagnostics() -> BTreeMap<&'static str, Option<String>> {
    let mut found = BTreeMap::new();
    for file in files("crates/notice/src/", &[".rs"]) {
        let source = without_tests(&file.path, &file.text);
        if !source.contains("Severity::") {
            continue;
        }
        for (at, literal) in literals(source).into_iter().filter(|(_, literal)| is_dotted(literal)) {
            let near: String = source[at..].chars().take(80).collect();
            let weight = near.split("Severity::").nth(1).map(|rest| {
                rest.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase()
            });
            if !literal.ends_with(".xml") && !literal.ends_with(".rels") {
                found.insert(literal, weight);
            }
        }
    }
    found
}

#[test]
fn each_diagnostic_is_documented_and_each_documented_one_exists() {
    const PAGE: &str = "docs/diagnostics.md";
    let mut documented = BTreeMap::new();
    for section in text(PAGE).split("\n## `").skip(1) {
        let Some((code, rest)) = section.split_once('`') else { continue };
        let heading = rest.lines().next().unwrap_or_default();
        let weight = heading.trim().trim_matches(['(', ')']).to_owned();
        documented.insert(code, (weight, section));
    }
    let given = diagnostics();
    assert!(given.len() > 5, "{given:?}");
    let mut problems = Vec::new();
    for (code, weight) in &given {
        match (documented.get(code), weight) {
            (None, _) => problems.push(format!("{PAGE} does not explain {code}")),
            (Some((said, _)), Some(weight)) if said != weight => {
                problems.push(format!("{PAGE}: {code} is of weight {weight}, not {said}"));
            }
            _ => {}
        }
    }
    for (code, (_, section)) in &documented {
        if !given.contains_key(code) {
            problems.push(format!("{PAGE}: the reader does not tell {code}"));
        }
        for part in ["Meaning:", "Example:", "What to do:"] {
            if !section.contains(part) {
                problems.push(format!("{PAGE}: {code} lacks “{part}”"));
            }
        }
    }
    report(problems);
}

#[test]
fn what_stands_in_an_address_is_read_where_its_errors_have_codes() {
    let sources = files("crates/api/src/", &[".rs"]).into_iter();
    let plain = sources.filter(|file| !file.path.ends_with("/extract.rs")).filter(|file| {
        let imports = file.text.split("use axum::extract::").skip(1);
        imports
            .filter_map(|rest| rest.split(';').next())
            .any(|names| names.split(['{', '}', ',', ' ', '\n']).any(|name| matches!(name, "Path" | "Query")))
    });
    report(
        plain
            .map(|file| format!("{} takes axum's Path or Query, not those of extract.rs", file.path))
            .collect(),
    );
}
