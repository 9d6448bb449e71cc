//! The glossary and the code name the same things by the same words.

use crate::repo::{files, report, text};
use crate::rust::{Item, items, without_tests};

struct Row {
    line: usize,
    /// One term, or several with 、 between them.
    terms: Vec<String>,
    names: Vec<String>,
}

/// Rows of `| term | `name` | meaning | source |`.
fn rows() -> Vec<Row> {
    let mut found = Vec::new();
    for (line, words) in text("GLOSSARY.md").lines().enumerate() {
        let cells: Vec<&str> = words.trim_matches('|').split('|').map(str::trim).collect();
        let names: Vec<String> = cells
            .get(1)
            .map_or_else(Vec::new, |cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect());
        if words.starts_with('|') && cells.len() == 4 && !names.is_empty() {
            let terms = cells[0].split('、').map(|term| term.trim().to_owned()).collect();
            found.push(Row { line: line + 1, terms, names });
        }
    }
    found
}

fn items_under(folder: &str) -> Vec<Item> {
    let files = files(folder, &[".rs"]);
    let in_sources = files.into_iter().filter(|file| file.path.contains("/src/"));
    in_sources.flat_map(|file| items(without_tests(&file.path, &file.text))).collect()
}

/// Whether a comment carries a Chinese term; an example between backticks is none.
fn has_chinese(comment: &str) -> bool {
    comment.split('`').step_by(2).flat_map(str::chars).any(|c| ('一'..='龥').contains(&c))
}

#[test]
fn a_type_of_the_domain_with_a_chinese_term_stands_in_the_glossary() {
    let rows = rows();
    let mut problems = Vec::new();
    for item in items_under("crates/domain/").iter().filter(|item| item.is_type && has_chinese(&item.comment))
    {
        let is_row = |row: &&Row| row.names.contains(&item.name);
        match rows.iter().find(is_row) {
            None => problems.push(format!("{} ({}) is not in GLOSSARY.md", item.name, item.comment.trim())),
            Some(row) if !row.terms.iter().any(|term| item.comment.contains(term.as_str())) => {
                problems.push(format!(
                    "GLOSSARY.md:{}: {} is {:?}, its comment says{}",
                    row.line, item.name, row.terms, item.comment
                ))
            }
            Some(_) => {}
        }
    }
    report(problems);
}

#[test]
fn a_name_of_the_glossary_stands_in_the_code_under_its_term() {
    let items = items_under("crates/");
    let mut problems = Vec::new();
    for row in rows() {
        for name in &row.names {
            let of_name: Vec<&Item> = items.iter().filter(|item| item.name == *name).collect();
            let is_told = |item: &&Item| {
                !has_chinese(&item.comment)
                    || row.terms.iter().any(|term| item.comment.contains(term.as_str()))
            };
            if of_name.is_empty() {
                problems.push(format!("GLOSSARY.md:{}: there is no {name} in crates/", row.line));
            } else if !of_name.iter().any(is_told) {
                problems
                    .push(format!("GLOSSARY.md:{}: {name} is not {:?} in its comment", row.line, row.terms));
            }
        }
    }
    report(problems);
}

#[test]
fn a_name_stands_in_the_glossary_once() {
    let rows = rows();
    assert!(rows.len() > 20, "{} rows were read", rows.len());
    let mut names: Vec<&String> = rows.iter().flat_map(|row| &row.names).collect();
    names.sort();
    let twice: Vec<_> =
        names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
    report(twice);
}
