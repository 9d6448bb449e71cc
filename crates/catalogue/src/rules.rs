//! Dated rules of hazards as files declare them: standards, holidays, limits. A value that is not known is said to be open.

use crate::fault::Fault;
use crate::load::toml;
use chrono::NaiveDate;
use domain::calendar::Days;
use domain::hazard::{Criteria, Element, ExtensionRule, Group, Level, Threshold};
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

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(file: &str, text: &str) -> String {
        read_rules(&[(file.to_owned(), text.to_owned())]).expect_err("a fault").to_string()
    }

    #[test]
    fn a_fault_is_told_with_file_and_line() {
        let year = "year = 2026\nsource = \"x\"\noff = [{ first = \"2026-01-03\", last = \"2026-01-01\" }]\n";
        assert_eq!(
            fault("holidays/2026.toml", year),
            "holidays/2026.toml:3: off[0].last: lies before the first day"
        );
        let level = "[[extension]]\nlevel = \"grave\"\nvalid_from = \"2026-01-01\"\nsource = \"x\"\n";
        assert_eq!(
            fault("limits/extensions.toml", level),
            "limits/extensions.toml:2: extension[0].level: no level"
        );
        let unknown = "code = \"x\"\nstandrd = \"y\"\n";
        assert!(fault("criteria/x.toml", unknown).starts_with("criteria/x.toml:2: "));
    }

    #[test]
    fn a_year_stands_in_one_file() {
        let year = |name: &str| (name.to_owned(), "year = 2026\nsource = \"x\"\noff = []\n".to_owned());
        let twice = read_rules(&[year("holidays/a.toml"), year("holidays/b.toml")]).expect_err("a fault");
        assert_eq!(twice.to_string(), "holidays/b.toml:1: year: is declared in another file too");
    }
}
