//! As much of Rust's form as these tests need: literals, items with their comments, and where the tests of a file begin.

/// The part of a file before its tests; nothing of a file that holds only tests.
pub fn without_tests<'t>(path: &str, text: &'t str) -> &'t str {
    let is_test_file =
        path.contains("/tests/") || path.ends_with("tests.rs") || path.ends_with("/testing.rs");
    if is_test_file {
        return "";
    }
    match text.find("#[cfg(test)]") {
        Some(at) if text[at..].contains("mod ") => &text[..at],
        _ => text,
    }
}

/// The string literals of a source, as typed, each with its place; comments are passed over.
pub fn literals(text: &str) -> Vec<(usize, &str)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"//") {
            at += rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
        } else if rest.starts_with(b"r\"") || rest.starts_with(b"r#\"") {
            let close: &[u8] = if rest[1] == b'#' { b"\"#" } else { b"\"" };
            let start = at + close.len() + 1;
            let length = bytes[start..].windows(close.len()).position(|end| end == close);
            let end = start + length.unwrap_or(bytes.len() - start);
            found.push((start, &text[start..end]));
            at = end + close.len();
        } else if rest[0] == b'"' {
            let start = at + 1;
            let mut end = start;
            while end < bytes.len() && bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            found.push((start, text.get(start..end).unwrap_or_default()));
            at = end + 1;
        } else if rest.starts_with(b"'\"'") || rest.starts_with(b"'\\") {
            // a character that would be taken for the begin or the end of a string
            at += 3 + usize::from(rest[1] == b'\\');
        } else {
            at += 1;
        }
    }
    found
}

/// The text between a bracket and the one that closes it.
pub fn inside(text: &str, open: char, close: char) -> &str {
    let Some(start) = text.find(open) else { return "" };
    let mut depth = 0;
    for (at, c) in text[start..].char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return &text[start + open.len_utf8()..start + at];
            }
        }
    }
    &text[start..]
}

/// Something declared, with the comment above it.
#[derive(Debug, PartialEq)]
pub struct Item {
    /// `Target`, or `Target::key` for what belongs to a type.
    pub name: String,
    /// Its comment.
    pub comment: String,
    /// A type, and not a part of one or a function.
    pub is_type: bool,
}

/// The public items of a source, read line by line: types, their fields and variants, functions.
pub fn items(text: &str) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut comment = String::new();
    let mut owner: Option<(String, bool)> = None;
    let mut is_words = false;
    for line in text.lines() {
        let bare = line.trim();
        if let Some(words) = bare.strip_prefix("///") {
            comment.push_str(words);
            continue;
        }
        if bare.starts_with("#[") {
            continue;
        }
        is_words = if bare == "words! {" { true } else { is_words && line != "}" };
        let declared = |keyword: &str| bare.strip_prefix(keyword).map(name);
        let is_enum = bare.starts_with("pub enum ") || (is_words && bare.ends_with('{') && is_type(bare));
        let type_name = declared("pub enum ")
            .or_else(|| declared("pub struct "))
            .or_else(|| declared("pub trait "))
            .or_else(|| (is_words && is_enum).then(|| name(bare)));
        let function =
            ["pub fn ", "pub async fn ", "pub const fn "].iter().find_map(|keyword| declared(keyword));
        let mut push = |name: String, is_type| {
            found.push(Item { name, comment: std::mem::take(&mut comment), is_type });
        };
        if let Some(name) = type_name {
            owner = bare.ends_with('{').then(|| (name.clone(), is_enum));
            push(name, true);
        } else if let Some(name) = function {
            push(name, false);
        } else if let Some((owner, is_enum)) = &owner {
            let member = if *is_enum { is_type(bare).then(|| name(bare)) } else { declared("pub ") };
            if let Some(member) = member {
                push(format!("{owner}::{member}"), false);
            }
        }
        comment.clear();
        if line == "}" {
            owner = None;
        }
    }
    found
}

/// The name that a line begins with.
fn name(line: &str) -> String {
    line.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn is_type(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_uppercase())
}

#[test]
fn literals_are_told_from_comments_and_characters() {
    let source =
        "// \"no\"\nlet a = 'x'; let b = '\"'; f(\"one\", '\\'', r#\"t\"wo\"#, \"th\\\"ree\") // \"no\"\n";
    let found: Vec<&str> = literals(source).into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, ["one", "t\"wo", "th\\\"ree"]);
}

#[test]
fn items_are_found_with_their_comments() {
    let source = "/// A unit 单位.\n#[derive(Debug)]\npub struct Unit {\n    /// Name.\n    pub name: String,\n}\nwords! {\n    /// Part.\n    Role {\n        /// 牵头.\n        Lead = \"lead\",\n    }\n}\n/// Adds.\npub fn add() {}\n";
    let found: Vec<_> =
        items(source).into_iter().map(|item| (item.name, item.comment, item.is_type)).collect();
    let expect = [
        ("Unit", " A unit 单位.", true),
        ("Unit::name", " Name.", false),
        ("Role", " Part.", true),
        ("Role::Lead", " 牵头.", false),
        ("add", " Adds.", false),
    ];
    assert_eq!(found, expect.map(|(name, comment, is)| (name.to_owned(), comment.to_owned(), is)));
}
