//! The words of papers as files declare them.

use crate::definition::Names;
use crate::fault::Fault;
use crate::load::toml;
use domain::paper::{Ask, AskKind, ISSUING, PaperKind, Part, Template};
use serde::Deserialize;

/// What is filled once for the whole paper, beside what is asked for: `app` says with what.
pub const KNOWN: &[&str] = &[
    "address",
    "appeal_to",
    "contact",
    "court",
    "earlier_day",
    "earlier_number",
    "earlier_title",
    "legal_person",
    "organ",
    "party",
    "phone",
    "today",
];

/// What each case fills, with `n` for its number in the table.
pub const KNOWN_OF_EACH: &[&str] = &[
    "basis",
    "due",
    "findings",
    "found_on",
    "inspected_on",
    "inspectors_numbered",
    "interim",
    "leader",
    "level",
    "listed_level",
    "listed_on",
    "measures",
    "n",
    "problem",
    "rectifier",
    "report_every",
    "requirements",
    "spot",
    "supervisor",
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
    each: bool,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    default: Vec<String>,
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
    differing: Option<String>,
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
    for (n, entry) in entry.ask.into_iter().enumerate() {
        let told = |(part, what): (&str, String)| fault(&format!("ask[{n}].{part}"), what);
        asks.push(ask(entry).map_err(told)?);
    }
    let mut parts = Vec::new();
    for (n, entry) in entry.part.into_iter().enumerate() {
        parts.push(part(entry).map_err(|what| fault(&format!("part[{n}]"), what))?);
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
    check_gaps(&template).map_err(|what| fault("part", what))?;
    Ok(template)
}

fn ask(entry: AskEntry) -> Result<Ask, (&'static str, String)> {
    let kind = match entry.kind.as_str() {
        "text" => AskKind::Text,
        "long-text" => AskKind::LongText,
        "date" => AskKind::Date,
        "time" => AskKind::Time,
        "officers" if entry.each => {
            return Err(("each", "officers are those of the whole paper".to_owned()));
        }
        "officers" => AskKind::Officers,
        "choice" => AskKind::Choice(entry.options.into_iter().map(option).collect()),
        other => return Err(("kind", format!("{other} is no sort of answer"))),
    };
    let is_known = |gap: &String| KNOWN.contains(&gap.as_str()) || KNOWN_OF_EACH.contains(&gap.as_str());
    if let Some(gap) = entry.from.iter().find(|gap| !is_known(gap)) {
        return Err(("from", format!("no case says {gap}")));
    }
    let (name, is_required, is_each) = ((&entry.name).into(), entry.required, entry.each);
    let (from, default) = (entry.from, entry.default);
    Ok(Ask { code: entry.code, name, kind, is_required, is_each, from, default })
}

fn part(entry: PartEntry) -> Result<Part, String> {
    match entry {
        PartEntry { paragraph: Some(text), differing, heading: None, rows: None, problems: None } => {
            Ok(Part::Paragraph { text, differing })
        }
        PartEntry { paragraph: None, differing: None, heading: Some(text), rows: None, problems: None } => {
            Ok(Part::Heading(text))
        }
        PartEntry { paragraph: None, differing: None, heading: None, rows: Some(rows), problems: None } => {
            Ok(Part::Rows(rows))
        }
        PartEntry {
            paragraph: None,
            differing: None,
            heading: None,
            rows: None,
            problems: Some(columns),
        } => Ok(Part::Problems(columns)),
        _ => Err("is one of paragraph, with differing or without, heading, rows, problems".to_owned()),
    }
}

/// What is said once has one answer however many cases there are.
fn check_gaps(template: &Template) -> Result<(), String> {
    let is_asked =
        |gap: &str, is_each| template.asks.iter().any(|ask| ask.code == gap && ask.is_each == is_each);
    let is_known = |gap: &str| KNOWN.contains(&gap) || is_asked(gap, false);
    let is_of_each = |gap: &str| KNOWN_OF_EACH.contains(&gap) || is_asked(gap, true);
    let is_filled = |gap: &&str| is_known(gap) || is_of_each(gap);
    if let Some(gap) = template.gaps().iter().chain(&template.gaps_of_each()).find(|gap| !is_filled(gap)) {
        return Err(format!("{{{gap}}} is neither known of a case nor asked for"));
    }
    let covers_several = ISSUING.iter().any(|row| row.kind == template.kind && row.most_cases > 1);
    let is_apart = |gap: &&str| is_asked(gap, true) || covers_several && is_of_each(gap);
    match template.gaps().into_iter().find(is_apart) {
        Some(gap) => {
            Err(format!("{{{gap}}} may differ from case to case; say what is said then in differing"))
        }
        None => Ok(()),
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
        assert!(two.contains("part[0]: is one of paragraph, with differing or without"), "{two}");
    }

    #[test]
    fn what_is_said_once_says_what_it_says_where_cases_differ() {
        let order = |text: &str| GOOD.replace("{party}违反{clause}", text);
        let once = fault(&order("于{due}前整改"));
        assert!(once.contains("part: {due} may differ from case to case"), "{once}");
        let otherwise = order("于{due}前整改\"\ndiffering = \"按上表所列期限整改");
        assert!(read_papers(&[("papers/order.toml".to_owned(), otherwise)]).is_ok());
        let each = GOOD.replace("kind = \"text\"", "kind = \"text\"\neach = true");
        assert!(fault(&each).contains("part: {clause} may differ"), "{}", fault(&each));
        let table =
            each.replace("paragraph = \"{party}违反{clause}\"", "problems = [[\"规定\", \"{clause}\"]]");
        assert!(read_papers(&[("papers/order.toml".to_owned(), table)]).is_ok());
        let officers = fault(&each.replace("\"text\"", "\"officers\""));
        assert_eq!(officers, "papers/order.toml:10: ask[0].each: officers are those of the whole paper");
    }

    #[test]
    fn a_sort_of_paper_stands_in_one_file() {
        let files = ["papers/a.toml", "papers/b.toml"].map(|name| (name.to_owned(), GOOD.to_owned()));
        let twice = read_papers(&files).expect_err("a fault").to_string();
        assert!(twice.starts_with("papers/b.toml:3: mark: "), "{twice}");
    }
}
