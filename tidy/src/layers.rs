//! Layers: a crate depends only on lower ones, and each kind of knowledge has one home.

use crate::repo::{crates, files, report, text};
use crate::rust::{literals, without_tests};
use std::collections::{BTreeMap, BTreeSet};

/// The layer of each crate; not all of them are written yet.
const LAYERS: &[(&str, u8)] = &[
    ("domain", 0),
    ("notice", 0),
    ("gb26875", 0),
    ("catalogue", 1),
    ("sheet", 1),
    ("signon", 1),
    ("store", 1),
    ("print", 1),
    ("vault", 1),
    ("app", 2),
    ("api", 3),
    ("gateway", 3),
    ("jobs", 3),
    ("shouze", 4),
];

/// Tests may look further than the code they test; each such look has a reason.
const DEV_ALLOWED: &[(&str, &str)] = &[
    // its contract tests need the private PostgreSQL of its own feature `testing`
    ("store", "store"),
];

/// What layer 0 may use: no async, no clock, no randomness, nothing that reads or writes outside its arguments.
const PURE: &[&str] = &[
    // many words in one pass over a text
    "aho-corasick",
    // days and moments as values; the clock is `shouze`'s
    "chrono",
    // GB18030
    "encoding_rs",
    // whether a place lies in an area
    "geo",
    // what the codes of Chinese fonts in a PDF mean
    "hayro-cmap",
    // the objects of a PDF
    "lopdf",
    // the XML in .docx
    "quick-xml",
    // exact figures
    "rust_decimal",
    // error enums
    "thiserror",
    // identities as values; they are made in `app`
    "uuid",
    // .docx is a zip
    "zip",
];

/// A word of the sources, the crates that may use it, and why no other.
const HOMES: &[(&str, &[&str], &str)] = &[
    ("sqlx", &["store"], "only store knows the databases"),
    ("typst", &["print"], "only print sets type"),
    ("axum", &["api", "shouze"], "only api knows HTTP; shouze runs the server"),
    ("Utc::now", &["shouze"], "shouze hands out the clock"),
    ("Local::now", &["shouze"], "shouze hands out the clock"),
    ("env::var", &["shouze"], "shouze reads the settings"),
];

/// A word that layer 0 does not know.
const IMPURE: &[&str] = &["async fn", "SystemTime", "Instant::now", "std::fs", "std::net", "Serialize"];

fn layer(name: &str) -> Option<u8> {
    LAYERS.iter().find(|(known, _)| *known == name).map(|(_, layer)| *layer)
}

/// The names under `[dependencies]` and `[dev-dependencies]`, in either form of TOML.
fn dependencies(manifest: &str, section: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut is_inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            is_inside = heading == section || heading.ends_with(&format!(".{section}"));
            if let Some(name) = heading.strip_prefix(&format!("{section}.")) {
                found.insert(name.to_owned());
            }
        } else if is_inside && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            found.insert(name.to_owned());
        }
    }
    found.remove("");
    found
}

fn manifest(name: &str) -> &'static str {
    text(&format!("crates/{name}/Cargo.toml"))
}

#[test]
fn a_crate_depends_only_on_lower_layers() {
    let crates = crates();
    let mut problems = Vec::new();
    for name in &crates {
        let Some(own) = layer(name) else {
            problems.push(format!("crates/{name} has no layer; give it one in tidy/src/layers.rs"));
            continue;
        };
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let allowed = if section == "dev-dependencies" { DEV_ALLOWED } else { &[] };
            for used in dependencies(manifest(name), section).intersection(&crates) {
                let is_allowed = allowed.iter().any(|(from, to)| from == name && to == used);
                if !is_allowed && layer(used).is_none_or(|layer| layer >= own) {
                    problems
                        .push(format!("{name} ({own}) may not use {used} ({:?}): {section}", layer(used)));
                }
            }
        }
    }
    report(problems);
}

#[test]
fn architecture_lists_the_crates_that_exist_with_their_layers() {
    let mut listed = BTreeMap::new();
    let mut problems = Vec::new();
    for line in text("ARCHITECTURE.md").lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [number, name, words] = cells[..] else { continue };
        let (Ok(number), Some(name)) = (number.parse::<u8>(), name.strip_prefix('`')) else { continue };
        let name = name.trim_end_matches('`');
        if words.is_empty() {
            problems.push(format!("ARCHITECTURE.md says nothing of {name}"));
        }
        if listed.insert(name.to_owned(), number).is_some() {
            problems.push(format!("ARCHITECTURE.md lists {name} twice"));
        }
    }
    let expect: BTreeMap<String, u8> =
        crates().into_iter().filter_map(|name| Some((name.clone(), layer(&name)?))).collect();
    if listed != expect {
        problems.push(format!("ARCHITECTURE.md lists {listed:?}\nbut there are     {expect:?}"));
    }
    report(problems);
}

#[test]
fn layer_0_is_pure() {
    let mut problems = Vec::new();
    for name in crates().iter().filter(|name| layer(name) == Some(0)) {
        for used in dependencies(manifest(name), "dependencies") {
            if !PURE.contains(&used.as_str()) {
                problems.push(format!("{name} may not use {used}; PURE in tidy/src/layers.rs says why"));
            }
        }
        for file in files(&format!("crates/{name}/src/"), &[".rs"]) {
            let source = without_tests(&file.path, &file.text);
            let known = IMPURE.iter().filter(|word| source.contains(**word));
            problems.extend(known.map(|word| format!("{}: {word} in layer 0", file.path)));
        }
    }
    report(problems);
}

#[test]
fn each_kind_of_knowledge_has_one_home() {
    let mut problems = Vec::new();
    for name in crates() {
        for (word, homes, reason) in HOMES.iter().filter(|(_, homes, _)| !homes.contains(&name.as_str())) {
            if dependencies(manifest(&name), "dependencies").contains(*word) {
                problems.push(format!("crates/{name}/Cargo.toml: {word}, but {reason} ({homes:?})"));
            }
            for file in files(&format!("crates/{name}/src/"), &[".rs"]) {
                let source = without_tests(&file.path, &file.text);
                let is_used = source.lines().any(|line| {
                    let code = line.trim_start();
                    !code.starts_with("//") && code.contains(word)
                });
                if is_used {
                    problems.push(format!("{}: {word}, but {reason}", file.path));
                }
            }
        }
    }
    report(problems);
}

#[test]
fn only_the_store_writes_sql() {
    let is_sql = |literal: &str| {
        let words = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE "];
        words.iter().any(|word| literal.trim_start().starts_with(word))
    };
    let mut problems = Vec::new();
    for file in files("crates/", &[".rs"]).into_iter().filter(|file| !file.path.starts_with("crates/store/"))
    {
        let found = literals(&file.text).into_iter().filter(|(_, literal)| is_sql(literal));
        problems.extend(found.map(|(_, literal)| format!("{}: {literal}", file.path)));
    }
    report(problems);
}

#[test]
fn dependencies_are_read_in_either_form() {
    let manifest = "[dependencies]\na.workspace = true\nb = \"1\"\n# c\n[dependencies.d]\npath = \"x\"\n[dev-dependencies]\ne = { path = \".\" }\n[target.'cfg(unix)'.dependencies]\nf = \"1\"\n";
    let names = |section| dependencies(manifest, section).into_iter().collect::<Vec<_>>();
    assert_eq!(names("dependencies"), ["a", "b", "d", "f"]);
    assert_eq!(names("dev-dependencies"), ["e"]);
}
