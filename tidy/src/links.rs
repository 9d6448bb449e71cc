//! Links in documents: each leads to a file that exists, and to a heading that stands in it.

use crate::repo::{files, report, root, text};
use std::collections::BTreeMap;

/// A document without its code: blocks between fences and words between backticks are no links.
fn without_code(markdown: &str) -> String {
    let mut out = String::new();
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => {
                let outside = line.split('`').step_by(2);
                out.push_str(&outside.collect::<Vec<_>>().join("`"));
            }
            _ => {}
        }
        out.push('\n');
    }
    out
}

/// The targets of `[words](target)`, `![words](target)` and `[words]: target`, with their lines.
fn targets(markdown: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in without_code(markdown).lines().enumerate() {
        let inline = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let defined =
            line.strip_prefix('[').and_then(|line| line.split_once("]: ")).map(|(_, target)| target);
        for target in inline.chain(defined) {
            // a title may follow the target
            let target = target.split_whitespace().next().unwrap_or_default();
            found.push((number + 1, target.trim_matches(['<', '>']).to_owned()));
        }
    }
    found
}

/// The anchors of a document: lower case, blanks to hyphens, other signs away, a number from the second on.
fn anchors(markdown: &str) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut is_code = false;
    let mut found = Vec::new();
    for line in markdown.lines() {
        is_code ^= line.trim_start().starts_with("```");
        let words = line.trim_start_matches('#');
        let level = line.len() - words.len();
        if is_code || !(1..=6).contains(&level) || !words.starts_with(' ') {
            continue;
        }
        let words = words.trim().to_lowercase();
        let kept = words.chars().map(|c| if c == ' ' { '-' } else { c });
        let slug: String = kept.filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        let count = seen.entry(slug.clone()).and_modify(|count| *count += 1).or_insert(0);
        found.push(if *count == 0 { slug } else { format!("{slug}-{count}") });
    }
    found
}

/// `docs/guide/../adr/0001.md` is `docs/adr/0001.md`.
fn resolved(from: &str, target: &str) -> String {
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    if target.starts_with('/') {
        steps.clear();
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[test]
fn every_link_leads_somewhere() {
    let mut problems = Vec::new();
    for file in files("", &[".md"]) {
        for (line, target) in targets(&file.text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let path = if path.is_empty() { file.path.clone() } else { resolved(&file.path, path) };
            if !root().join(&path).exists() {
                problems.push(format!("{}:{line}: there is no {path}", file.path));
            } else if !anchor.is_empty()
                && path.ends_with(".md")
                && !anchors(text(&path)).contains(&anchor.to_owned())
            {
                problems.push(format!("{}:{line}: {path} has no heading #{anchor}", file.path));
            }
        }
    }
    report(problems);
}

#[test]
fn the_index_leads_to_every_document() {
    let mut problems = Vec::new();
    for (index, folder) in [("docs/README.md", "docs/"), ("docs/adr/README.md", "docs/adr/")] {
        let linked: Vec<String> =
            targets(text(index)).into_iter().map(|(_, target)| resolved(index, &target)).collect();
        let is_covered = |path: &str| {
            path == index
                || linked.iter().any(|known| known == path)
                || (index == "docs/README.md" && path.starts_with("docs/adr/"))
        };
        let missing = files(folder, &[".md"]).into_iter().filter(|file| !is_covered(&file.path));
        problems.extend(missing.map(|file| format!("{index} does not name {}", file.path)));
    }
    report(problems);
}

#[test]
fn links_and_anchors_are_read_as_they_are_shown() {
    let markdown = "# One `two`\n[a](b.md#c) `[no](no)` ![p](d/e.png \"title\")\n```\n[no](no)\n# no\n```\n[f]: g.md\n## 目标（一）: x_y\n# One two\n";
    let found: Vec<String> = targets(markdown).into_iter().map(|(_, target)| target).collect();
    assert_eq!(found, ["b.md#c", "d/e.png", "g.md"]);
    assert_eq!(anchors(markdown), ["one-two", "目标一-x_y", "one-two-1"]);
    assert_eq!(resolved("docs/guide/a.md", "../adr/b.md"), "docs/adr/b.md");
}
