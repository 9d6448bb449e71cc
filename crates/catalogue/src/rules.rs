//! Dated rules of hazards as files declare them: standards, holidays, limits. A value that is not known is said to be open.

use crate::fault::Fault;
use crate::load::toml;
use chrono::NaiveDate;
use domain::access::Role;
use domain::calendar::Days;
use domain::hazard::{Criteria, Element, ExtensionRule, Group, Level, Threshold};
use domain::matter::{Limit, ListLevel, ListingRule, TransferKind, TransferRule};
use domain::todo::{Escalation, PressRule, Term, Wait, WaitRule};
use domain::workday::{Workdays, YearOff};
use serde::Deserialize;

/// Dated rules that hazards are judged, extended and listed by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// Standards 判定标准.
    pub criteria: Vec<Criteria>,
    /// How far deadlines move.
    pub extensions: Vec<ExtensionRule>,
    /// Holidays by year.
    pub workdays: Workdays,
    /// How long something may wait.
    pub waiting: Vec<WaitRule>,
    /// To whom what is overdue goes up.
    pub escalation: Vec<Escalation>,
    /// How people press.
    pub press: PressRule,
    /// Limits of listing 挂牌督办.
    pub listing: Vec<ListingRule>,
    /// Limits of transfers 移送.
    pub transfers: Vec<TransferRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CriteriaFile {
    code: String,
    standard: String,
    name: String,
    categories: Vec<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    #[serde(default)]
    exclusion: Vec<ElementEntry>,
    #[serde(default)]
    direct: Vec<ElementEntry>,
    #[serde(default)]
    counted: Vec<ElementEntry>,
    #[serde(default)]
    threshold: Vec<ThresholdEntry>,
    #[serde(default)]
    open: Vec<ElementEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElementEntry {
    clause: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdEntry {
    clause: String,
    place: Option<String>,
    #[serde(default)]
    of: Vec<String>,
    count: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    year: i32,
    source: String,
    off: Vec<DaysEntry>,
    #[serde(default)]
    worked: Vec<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DaysEntry {
    first: NaiveDate,
    last: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtensionFile {
    #[serde(default)]
    extension: Vec<ExtensionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtensionEntry {
    level: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    most_times: Option<u32>,
    most_days: Option<i64>,
    ask_before: Option<u32>,
    decide_within: Option<u32>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaitingFile {
    press: PressEntry,
    #[serde(default)]
    waiting: Vec<WaitingEntry>,
    #[serde(default)]
    escalation: Vec<EscalationEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PressEntry {
    urges_a_day: u32,
    soon_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaitingEntry {
    wait: String,
    level: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    days: Option<u32>,
    workdays: Option<u32>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EscalationEntry {
    level: String,
    after_days: u32,
    role: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListingFile {
    #[serde(default)]
    listing: Vec<ListingEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListingEntry {
    level: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    most_days: Option<u32>,
    publish_within: Option<TermEntry>,
    file_within: Option<TermEntry>,
    accept_within: Option<TermEntry>,
    disclose_within: Option<TermEntry>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TransferFile {
    #[serde(default)]
    transfer: Vec<TransferEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TransferEntry {
    kind: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    send_within: Option<TermEntry>,
    answer_within: Option<TermEntry>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermEntry {
    days: Option<u32>,
    workdays: Option<u32>,
}

impl TermEntry {
    const fn term(&self) -> Option<Term> {
        match (self.days, self.workdays) {
            (Some(days), None) => Some(Term::Days(days)),
            (None, Some(days)) => Some(Term::Workdays(days)),
            _ => None,
        }
    }
}

/// Reads every rule among the files.
///
/// # Errors
/// The first fault, with its file and line.
pub(crate) fn read_rules(files: &[(String, String)]) -> Result<Rules, Fault> {
    let mut rules = Rules::default();
    for (file, text) in files {
        match file.split('/').next() {
            Some("criteria") => rules.criteria.push(criteria(file, text)?),
            Some("holidays") => year(file, text, &mut rules.workdays)?,
            Some("limits") if file == "limits/extensions.toml" => {
                rules.extensions = extensions(file, text)?;
            }
            Some("limits") if file == "limits/listing.toml" => rules.listing = listing(file, text)?,
            Some("limits") if file == "limits/transfers.toml" => rules.transfers = transfers(file, text)?,
            Some("limits") if file == "limits/waiting.toml" => waiting(file, text, &mut rules)?,
            _ => {}
        }
    }
    Ok(rules)
}

fn elements(entries: Vec<ElementEntry>) -> Vec<Element> {
    entries.into_iter().map(|entry| Element { clause: entry.clause, text: entry.text }).collect()
}

fn criteria(file: &str, text: &str) -> Result<Criteria, Fault> {
    let entry: CriteriaFile = toml(file, text)?;
    let mut thresholds = Vec::new();
    for (n, threshold) in entry.threshold.into_iter().enumerate() {
        let place = threshold.place.map(|word| {
            let unknown = || Fault::at_path(file, text, &format!("threshold[{n}].place"), "no sort of place");
            Group::parse(&word).ok_or_else(unknown)
        });
        let (clause, of, count) = (threshold.clause, threshold.of, threshold.count);
        thresholds.push(Threshold { clause, place: place.transpose()?, of, count });
    }
    Ok(Criteria {
        code: entry.code,
        standard: entry.standard,
        name: entry.name,
        categories: entry.categories,
        valid_from: entry.valid_from,
        valid_to: entry.valid_to,
        exclusions: elements(entry.exclusion),
        direct: elements(entry.direct),
        counted: elements(entry.counted),
        thresholds,
        unknown: elements(entry.open),
    })
}

fn year(file: &str, text: &str, workdays: &mut Workdays) -> Result<(), Fault> {
    let entry: YearFile = toml(file, text)?;
    for (n, days) in entry.off.iter().enumerate() {
        if days.last < days.first {
            return Err(Fault::at_path(file, text, &format!("off[{n}].last"), "lies before the first day"));
        }
    }
    let off = entry.off.into_iter().map(|days| Days { first: days.first, last: days.last }).collect();
    let known = YearOff { off, worked: entry.worked.into_iter().collect(), source: entry.source };
    if workdays.years.insert(entry.year, known).is_some() {
        return Err(Fault::at_path(file, text, "year", "is declared in another file too"));
    }
    Ok(())
}

fn extensions(file: &str, text: &str) -> Result<Vec<ExtensionRule>, Fault> {
    let entries: ExtensionFile = toml(file, text)?;
    let rule = |(n, entry): (usize, ExtensionEntry)| {
        let unknown = || Fault::at_path(file, text, &format!("extension[{n}].level"), "no level");
        Ok(ExtensionRule {
            level: Level::parse(&entry.level).ok_or_else(unknown)?,
            valid_from: entry.valid_from,
            valid_to: entry.valid_to,
            most_times: entry.most_times,
            most_days: entry.most_days,
            ask_before: entry.ask_before,
            decide_within: entry.decide_within,
            source: entry.source,
        })
    };
    entries.extension.into_iter().enumerate().map(rule).collect()
}

/// A word of a file, or the fault at its place.
fn word<T>(found: Option<T>, at: (&str, &str, &str), problem: &str) -> Result<T, Fault> {
    let (file, text, path) = at;
    found.ok_or_else(|| Fault::at_path(file, text, path, problem))
}

fn waiting(file: &str, text: &str, rules: &mut Rules) -> Result<(), Fault> {
    let WaitingFile { press, waiting, escalation } = toml(file, text)?;
    rules.press = PressRule { urges_a_day: press.urges_a_day, soon_days: press.soon_days };
    for (n, entry) in waiting.into_iter().enumerate() {
        let at = |field: &str| format!("waiting[{n}].{field}");
        let term = TermEntry { days: entry.days, workdays: entry.workdays }.term();
        rules.waiting.push(WaitRule {
            wait: word(Wait::parse(&entry.wait), (file, text, &at("wait")), "nothing that is waited for")?,
            level: word(Level::parse(&entry.level), (file, text, &at("level")), "no level")?,
            valid_from: entry.valid_from,
            valid_to: entry.valid_to,
            term: word(term, (file, text, &at("wait")), "needs either days or workdays")?,
            source: entry.source,
        });
    }
    for (n, entry) in escalation.into_iter().enumerate() {
        let at = |field: &str| format!("escalation[{n}].{field}");
        let level = word(Level::parse(&entry.level), (file, text, &at("level")), "no level")?;
        let role = word(Role::parse(&entry.role), (file, text, &at("role")), "no role")?;
        if rules.escalation.iter().any(|known| (known.level, known.role) == (level, role)) {
            return Err(Fault::at_path(file, text, &at("role"), "hears of this level already"));
        }
        let EscalationEntry { after_days, source, .. } = entry;
        rules.escalation.push(Escalation { level, after_days, role, source });
    }
    Ok(())
}

fn listing(file: &str, text: &str) -> Result<Vec<ListingRule>, Fault> {
    let entries: ListingFile = toml(file, text)?;
    let rule = |(n, entry): (usize, ListingEntry)| {
        let at = |field: &str| format!("listing[{n}].{field}");
        let given = [
            (Limit::Publish, "publish_within", entry.publish_within),
            (Limit::File, "file_within", entry.file_within),
            (Limit::Accept, "accept_within", entry.accept_within),
            (Limit::Disclose, "disclose_within", entry.disclose_within),
        ];
        let mut limits = Vec::new();
        for (limit, field, term) in given {
            if let Some(term) = term {
                let problem = "needs either days or workdays";
                limits.push((limit, word(term.term(), (file, text, &at(field)), problem)?));
            }
        }
        Ok(ListingRule {
            level: word(ListLevel::parse(&entry.level), (file, text, &at("level")), "no level")?,
            valid_from: entry.valid_from,
            valid_to: entry.valid_to,
            most_days: entry.most_days,
            limits,
            source: entry.source,
        })
    };
    entries.listing.into_iter().enumerate().map(rule).collect()
}

fn transfers(file: &str, text: &str) -> Result<Vec<TransferRule>, Fault> {
    let entries: TransferFile = toml(file, text)?;
    let rule = |(n, entry): (usize, TransferEntry)| {
        let at = |field: &str| format!("transfer[{n}].{field}");
        let term = |field: &str, term: Option<TermEntry>| {
            let told = |term: TermEntry| {
                word(term.term(), (file, text, &at(field)), "needs either days or workdays")
            };
            term.map(told).transpose()
        };
        Ok(TransferRule {
            kind: word(TransferKind::parse(&entry.kind), (file, text, &at("kind")), "no kind")?,
            valid_from: entry.valid_from,
            valid_to: entry.valid_to,
            send_within: term("send_within", entry.send_within)?,
            answer_within: term("answer_within", entry.answer_within)?,
            source: entry.source,
        })
    };
    entries.transfer.into_iter().enumerate().map(rule).collect()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
