//! The words of papers as files declare them.

use crate::definition::Names;
use crate::fault::Fault;
use crate::load::toml;
use domain::paper::{Ask, AskKind, PaperKind, Part, Template};
use serde::Deserialize;

/// What a case fills, beside what is asked for: `app` says with what.
pub const KNOWN: &[&str] = &[
    "address",
    "appeal_to",
    "basis",
    "contact",
    "court",
    "due",
    "earlier_day",
    "earlier_number",
    "earlier_title",
    "findings",
    "found_on",
    "inspected_on",
    "inspectors_numbered",
    "interim",
    "leader",
    "legal_person",
    "level",
    "listed_level",
    "listed_on",
    "measures",
    "n",
    "organ",
    "party",
    "phone",
    "problem",
    "rectifier",
    "spot",
    "supervisor",
    "today",
    "topic",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperFile {
    kind: String,
    title: Names,
    mark: String,
    source: String,
    #[serde(default)]
    red_head: bool,
    #[serde(default)]
    recipient: String,
    #[serde(default)]
    ask: Vec<AskEntry>,
    part: Vec<PartEntry>,
    #[serde(default)]
    signing: SigningEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskEntry {
    code: String,
    name: Names,
    kind: String,
    #[serde(default)]
    options: Vec<OptionEntry>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    default: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionEntry {
    code: String,
    zh: String,
    en: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartEntry {
    paragraph: Option<String>,
    heading: Option<String>,
    rows: Option<Vec<(String, String)>>,
    problems: Option<Vec<(String, String)>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct SigningEntry {
    sealed: bool,
    signers: Vec<String>,
    foot: Vec<String>,
    copies: String,
}

/// Reads the words of every paper among the files.
///
/// # Errors
/// The first fault, with its file and line.
pub(crate) fn read_papers(files: &[(String, String)]) -> Result<Vec<Template>, Fault> {
    let mut found: Vec<Template> = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| file.starts_with("papers/")) {
        let template = template(file, text)?;
        let twice = |other: &Template| other.kind == template.kind || other.mark == template.mark;
        if found.iter().any(twice) {
            return Err(Fault::at_path(file, text, "mark", "kind and mark are those of one paper alone"));
        }
        found.push(template);
    }
    Ok(found)
}

fn template(file: &str, text: &str) -> Result<Template, Fault> {
    let entry: PaperFile = toml(file, text)?;
    let fault = |path: &str, what: String| Fault::at_path(file, text, path, &what);
    let kind = PaperKind::parse(&entry.kind).ok_or_else(|| fault("kind", "no sort of paper".to_owned()))?;
    let mut asks = Vec::new();
    for (n, ask) in entry.ask.into_iter().enumerate() {
        let kind = match ask.kind.as_str() {
            "text" => AskKind::Text,
            "long-text" => AskKind::LongText,
            "date" => AskKind::Date,
            "time" => AskKind::Time,
            "officers" => AskKind::Officers,
            "choice" => AskKind::Choice(ask.options.into_iter().map(option).collect()),
            other => return Err(fault(&format!("ask[{n}].kind"), format!("{other} is no sort of answer"))),
        };
        let unknown = ask.from.iter().find(|gap| !KNOWN.contains(&gap.as_str()));
        if let Some(gap) = unknown {
            return Err(fault(&format!("ask[{n}].from"), format!("no case says {gap}")));
        }
        let (name, is_required, from, default) = ((&ask.name).into(), ask.required, ask.from, ask.default);
        asks.push(Ask { code: ask.code, name, kind, is_required, from, default });
    }
    let mut parts = Vec::new();
    for (n, part) in entry.part.into_iter().enumerate() {
        let part = match part {
            PartEntry { paragraph: Some(text), heading: None, rows: None, problems: None } => {
                Part::Paragraph(text)
            }
            PartEntry { paragraph: None, heading: Some(text), rows: None, problems: None } => {
                Part::Heading(text)
            }
            PartEntry { paragraph: None, heading: None, rows: Some(rows), problems: None } => {
                Part::Rows(rows)
            }
            PartEntry { paragraph: None, heading: None, rows: None, problems: Some(columns) } => {
                Part::Problems(columns)
            }
            _ => {
                let what = "is one of paragraph, heading, rows, problems".to_owned();
                return Err(fault(&format!("part[{n}]"), what));
            }
        };
        parts.push(part);
    }
    let SigningEntry { sealed, signers, foot, copies } = entry.signing;
    let template = Template {
        kind,
        title: (&entry.title).into(),
        mark: entry.mark,
        source: entry.source,
        has_red_head: entry.red_head,
        is_sealed: sealed,
        asks,
        recipient: entry.recipient,
        parts,
        signers,
        foot,
        copies,
    };
    let is_filled = |gap: &str| KNOWN.contains(&gap) || template.asks.iter().any(|ask| ask.code == gap);
    match template.gaps().into_iter().find(|gap| !is_filled(gap)) {
        Some(gap) => Err(fault("part", format!("{{{gap}}} is neither known of a case nor asked for"))),
        None => Ok(template),
    }
}

fn option(entry: OptionEntry) -> (String, domain::register::Words) {
    let en = entry.en.unwrap_or_else(|| entry.zh.clone());
    (entry.code, domain::register::Words { zh: entry.zh, en })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "kind = \"order\"\ntitle = { zh = \"责令\", en = \"Order\" }\nmark = \"责改\"\nsource = \"x\"\n\n[[ask]]\ncode = \"clause\"\nname = { zh = \"规定\" }\nkind = \"text\"\nfrom = [\"basis\"]\n\n[[part]]\nparagraph = \"{party}违反{clause}\"\n";

    fn fault(text: &str) -> String {
        read_papers(&[("papers/order.toml".to_owned(), text.to_owned())]).expect_err("a fault").to_string()
    }

    #[test]
    fn a_fault_is_told_with_file_and_line() {
        assert!(read_papers(&[("papers/order.toml".to_owned(), GOOD.to_owned())]).is_ok());
        let kind = fault(&GOOD.replace("\"order\"", "\"ordr\""));
        assert_eq!(kind, "papers/order.toml:1: kind: no sort of paper");
        let gap = fault(&GOOD.replace("{party}", "{partei}"));
        assert!(gap.ends_with("part: {partei} is neither known of a case nor asked for"), "{gap}");
        let from = fault(&GOOD.replace("\"basis\"", "\"bases\""));
        assert_eq!(from, "papers/order.toml:10: ask[0].from: no case says bases");
        let two = fault(&GOOD.replace("paragraph =", "heading = \"x\"\nparagraph ="));
        assert!(two.contains("part[0]: is one of paragraph, heading, rows, problems"), "{two}");
    }

    #[test]
    fn a_sort_of_paper_stands_in_one_file() {
        let files = ["papers/a.toml", "papers/b.toml"].map(|name| (name.to_owned(), GOOD.to_owned()));
        let twice = read_papers(&files).expect_err("a fault").to_string();
        assert!(twice.starts_with("papers/b.toml:3: mark: "), "{twice}");
    }
}
