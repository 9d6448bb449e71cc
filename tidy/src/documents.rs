//! What documents name, the program has: commands, settings, tables, words on buttons.

use crate::repo::{files, report, text};
use crate::rust::{inside, literals};
use std::collections::BTreeSet;

/// The words that follow `lead` where it begins a word, with their documents.
fn mentions(lead: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for file in files("", &[".md", ".ci/run"]) {
        for (at, _) in file.text.match_indices(lead) {
            let is_begin =
                file.text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '=');
            let word: String = file.text[at + lead.len()..]
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                .collect();
            if is_begin && word.starts_with(|c: char| c.is_ascii_lowercase()) {
                found.push((file.path.as_str(), word));
            }
        }
    }
    found
}

#[test]
fn the_tasks_that_documents_name_exist_and_contributing_names_each() {
    let source = text("xtask/src/main.rs");
    let tasks: BTreeSet<&str> =
        source.split("Some((\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(!tasks.is_empty(), "no task was read from xtask/src/main.rs");
    let named = mentions("cargo xtask ");
    let unknown = named.iter().filter(|(_, task)| !tasks.contains(task.as_str()));
    let mut problems: Vec<String> =
        unknown.map(|(path, task)| format!("{path}: xtask has no task {task}")).collect();
    for task in tasks {
        if !named.iter().any(|(path, name)| *path == "CONTRIBUTING.md" && name == task) {
            problems.push(format!("CONTRIBUTING.md does not name cargo xtask {task}"));
        }
    }
    report(problems);
}

#[test]
fn the_commands_that_documents_name_exist() {
    let source = text("crates/shouze/src/main.rs");
    let at = source.find("enum Command").expect("the commands");
    let body = inside(&source[at..], '{', '}');
    let commands: BTreeSet<String> = body
        .lines()
        .filter(|line| line.starts_with("    ") && line.trim().starts_with(|c: char| c.is_ascii_uppercase()))
        .map(|line| {
            line.trim().chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
        })
        .collect();
    assert!(commands.contains("serve"), "{commands:?}");
    let mut named = mentions("shouze ");
    named.extend(mentions("cargo run -- "));
    named.extend(mentions("shouze -- "));
    let unknown = named.iter().filter(|(_, command)| !commands.contains(command));
    report(unknown.map(|(path, command)| format!("{path}: there is no command shouze {command}")).collect());
}

#[test]
fn the_tests_that_the_threat_model_names_exist() {
    let sources: Vec<&str> = files("crates/", &[".rs"])
        .into_iter()
        .chain(files("e2e/", &[".ts"]))
        .map(|file| file.text.as_str())
        .collect();
    let rows = text("docs/threat-model.md").lines().filter(|line| line.starts_with('|'));
    // the last cell of a row names tests: Rust's by their function, the browser's by their words
    let cells = rows.filter_map(|row| row.trim_end_matches('|').rsplit('|').next());
    let names: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(names.len() > 20, "{names:?}");
    let exists = |name: &str| {
        let forms = [format!("fn {name}("), format!("test('{name}'")];
        sources.iter().any(|source| forms.iter().any(|form| source.contains(form.as_str())))
    };
    let missing = names.into_iter().filter(|name| !exists(name));
    report(missing.map(|name| format!("docs/threat-model.md: there is no test {name}")).collect());
}

#[test]
fn architecture_names_every_table() {
    let page = text("ARCHITECTURE.md");
    let migrations = files("crates/store/migrations/", &[".sql"]);
    let tables = migrations.iter().flat_map(|file| file.text.split("CREATE TABLE ").skip(1));
    let names: BTreeSet<&str> = tables
        .filter_map(|rest| rest.trim_start_matches("IF NOT EXISTS ").split([' ', '(', '\n']).next())
        .collect();
    assert!(names.contains("notice"), "{names:?}");
    let missing = names.into_iter().filter(|name| !page.contains(&format!("`{name}`")));
    report(missing.map(|name| format!("ARCHITECTURE.md does not name the table {name}")).collect());
}

#[test]
fn each_migration_has_a_number_of_its_own() {
    let mut taken = BTreeSet::new();
    let mut wrong = Vec::new();
    for file in files("crates/store/migrations/", &[".sql"]) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let number = name.split('_').next().unwrap_or_default();
        // two that are written at the same time take different numbers, and the later one may land first
        if number.len() != 4 || number.parse::<u16>().is_err() || !taken.insert(number) {
            wrong.push(format!("{name} does not begin with four digits of its own"));
        }
    }
    assert!(taken.len() > 4, "{taken:?}");
    report(wrong);
}

/// What the product shows, with gaps: words of the UI, names of the catalogue, messages, problems of a text, the output
/// of `check`.
fn shown() -> Vec<String> {
    let words =
        files("web/src/", &["/zh.ts"]).into_iter().flat_map(|file| file.text.split('\'').skip(1).step_by(2));
    let names =
        files("catalogue/", &[".toml"]).into_iter().flat_map(|file| file.text.split('"').skip(1).step_by(2));
    let ui = words.chain(names);
    let sources = files("crates/api/src/messages/", &[".rs"]);
    let sources = sources.into_iter().chain(files("crates/notice/src/", &[".rs"]));
    let sources = sources.chain(files("crates/shouze/src/check/", &[".rs"]));
    let rust = sources.flat_map(|file| literals(&file.text)).map(|(_, literal)| literal);
    ui.chain(rust).map(str::to_owned).collect()
}

/// Whether words are those of a text, whose gaps `{n}` or `{{n}}` are filled; a text of gaps alone says nothing.
fn fills(words: &str, template: &str) -> bool {
    let pieces: Vec<&str> =
        template.split('{').map(|piece| piece.rsplit('}').next().unwrap_or_default()).collect();
    let [first, others @ ..] = &pieces[..] else { return false };
    if others.is_empty() {
        return words == template;
    }
    let has_words = pieces.iter().any(|piece| piece.chars().any(|c| ('一'..='龥').contains(&c)));
    let Some(mut rest) = words.strip_prefix(first).filter(|_| has_words) else { return false };
    for piece in others {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty() || others.last().is_some_and(|last| last.is_empty())
}

#[test]
fn the_words_that_the_guide_puts_in_quotes_are_shown_by_the_product() {
    let shown = shown();
    let mut problems = Vec::new();
    let pages = files("docs/guide/", &[".md"]).into_iter().chain(files("", &["README.zh-CN.md"]));
    for file in pages {
        for quoted in file.text.split('「').skip(1).filter_map(|rest| rest.split('」').next()) {
            if !shown.iter().any(|template| fills(quoted, template)) {
                problems.push(format!("{}: nothing in the product says 「{quoted}」", file.path));
            }
        }
    }
    report(problems);
}

#[test]
fn gaps_are_filled_by_anything() {
    assert!(fills("发布", "发布") && !fills("发布了", "发布"));
    assert!(fills("已处理 3 / 95", "已处理 {{done}} / {{total}}"));
    assert!(fills("确认其余 92 项", "确认其余 {{n}} 项") && !fills("确认其余 92 条", "确认其余 {{n}} 项"));
    assert!(!fills("任何话", "{}{}") && !fills("任何话", "{code}"));
    assert!(fills("序号从 1 跳到 3", "序号从 {last} 跳到 {number}"));
}

#[test]
fn a_decision_has_its_title_and_its_three_parts() {
    let mut problems = Vec::new();
    for (file, number) in files("docs/adr/0", &[".md"]).into_iter().zip(1..) {
        if !file.path.starts_with(&format!("docs/adr/{number:04}-")) {
            problems.push(format!("{} should be number {number:04}", file.path));
        }
        for part in [
            format!("# {number}. "),
            "\n## Context\n".into(),
            "\n## Decision\n".into(),
            "\n## Consequences\n".into(),
        ] {
            if !file.text.contains(&part) {
                problems.push(format!("{} lacks “{}”", file.path, part.trim()));
            }
        }
    }
    report(problems);
}
