//! Indicators and bindings as files declare them.

use crate::definition::Names;
use crate::fault::Fault;
use crate::load::toml;
use domain::indicator::{Better, Binding, Condition, Indicator, MILESTONE, Pace, REPORTED, Scope, Sort};
use domain::register::{FactRule, FieldKind, Register};
use domain::target::Kind;
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorFile {
    #[serde(default)]
    indicator: Vec<IndicatorEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct IndicatorEntry {
    code: String,
    name: Names,
    about: Names,
    unit: String,
    aggregate: String,
    fact: Option<String>,
    #[serde(rename = "where")]
    population: Option<String>,
    holds: Option<String>,
    date: Option<String>,
    done: Option<String>,
    until: Option<String>,
    amount: Option<String>,
    over: Option<String>,
    less: Option<String>,
    subject: Option<String>,
    among: Option<AmongEntry>,
    frequency: Option<String>,
    #[serde(default)]
    parts: Vec<String>,
    better: String,
    pace: String,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct AmongEntry {
    field: String,
    values: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BindingFile {
    #[serde(default)]
    binding: Vec<BindingEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BindingEntry {
    indicator: String,
    #[serde(default)]
    kinds: Vec<String>,
    words: Vec<String>,
    #[serde(default)]
    any: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// Key of the definition and what is wrong with it.
type Wrong = (&'static str, String);

fn word<T: Copy>(
    key: &'static str,
    text: &str,
    all: &[T],
    parse: impl Fn(&str) -> Option<T>,
    name: impl Fn(T) -> &'static str,
) -> Result<T, Wrong> {
    parse(text).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|value| name(*value)).collect();
        (key, format!("{text} is none of {}", known.join(", ")))
    })
}

/// The indicators of one file, checked against the registers.
pub(crate) fn read_indicators(
    file: &str,
    text: &str,
    registers: &[Register],
) -> Result<Vec<Indicator>, Fault> {
    let group = file.trim_start_matches("indicators/").trim_end_matches(".toml");
    let entries = toml::<IndicatorFile>(file, text)?.indicator;
    let read = |(n, entry): (usize, IndicatorEntry)| {
        indicator(entry, group, registers)
            .map_err(|(key, what)| Fault::at_path(file, text, &format!("indicator[{n}].{key}"), &what))
    };
    entries.into_iter().enumerate().map(read).collect()
}

/// The register and the rule of a sort of fact.
fn source<'r>(kind: &str, registers: &'r [Register]) -> Option<(&'r Register, &'r FactRule)> {
    registers.iter().find_map(|register| {
        register.facts.iter().find(|fact| fact.kind == kind).map(|fact| (register, fact))
    })
}

fn indicator(entry: IndicatorEntry, group: &str, registers: &[Register]) -> Result<Indicator, Wrong> {
    let sort = word("aggregate", &entry.aggregate, Sort::ALL, Sort::parse, Sort::as_str)?;
    let better = word("better", &entry.better, Better::ALL, Better::parse, Better::as_str)?;
    let pace = word("pace", &entry.pace, Pace::ALL, Pace::parse, Pace::as_str)?;
    let mut made = Indicator {
        code: entry.code.clone(),
        name: (&entry.name).into(),
        about: (&entry.about).into(),
        group: group.to_owned(),
        unit: entry.unit.clone(),
        sort,
        register: String::new(),
        rule: None,
        population: None,
        holds: None,
        date: entry.date.clone(),
        done: entry.done.clone(),
        until: entry.until.clone(),
        amount: entry.amount.clone(),
        over: entry.over.clone(),
        less: entry.less.clone(),
        subject: entry.subject.clone(),
        among: entry.among.as_ref().map(|among| (among.field.clone(), among.values.clone())),
        frequency: None,
        parts: entry.parts.clone(),
        better,
        pace,
        fingerprint: String::new(),
    };
    let mut basis = format!("{entry:?}");
    match (sort, &entry.fact, &entry.frequency) {
        (Sort::All, None, None) if !entry.parts.is_empty() => {}
        (Sort::All, ..) => {
            return Err(("parts", "several rates are expected, and no fact of its own".into()));
        }
        (Sort::Frequency, None, Some(path)) => {
            let found = path.split_once('/').and_then(|(register, code)| {
                let register = registers.iter().find(|known| known.code == register)?;
                register.frequencies.iter().find(|frequency| frequency.code == code).map(|f| (register, f))
            });
            let Some((register, frequency)) = found else {
                return Err(("frequency", format!("{path} is no register/frequency")));
            };
            if frequency.subject.is_none() {
                return Err(("frequency", format!("{path} is due for units and not for subjects")));
            }
            made.register.clone_from(&register.code);
            made.frequency = Some(frequency.code.clone());
            basis = format!("{basis}{frequency:?}");
        }
        (Sort::Frequency, ..) => {
            return Err(("frequency", "a frequency is expected, and no fact".into()));
        }
        (_, Some(kind), None) => {
            let Some((register, rule)) = source(kind, registers) else {
                return Err(("fact", format!("no register gives the fact {kind}")));
            };
            let scope = Scope::of(register, rule);
            let condition = |key: &'static str, text: &Option<String>| {
                let read = |text: &String| {
                    Condition::read(text, &scope)
                        .map_err(|error| (key, format!("character {}: {}", error.at + 1, error.what)))
                };
                text.as_ref().map(read).transpose()
            };
            made.register.clone_from(&register.code);
            made.population = condition("where", &entry.population)?;
            made.holds = condition("holds", &entry.holds)?;
            made.rule = Some(rule.clone());
            if let Some(misfit) = made.misfit(register) {
                return Err(misfit);
            }
            if let Some(what) = stranger(&made, register, registers) {
                return Err(("among", what));
            }
            basis = format!("{basis}{rule:?}");
        }
        (_, None, _) | (_, _, Some(_)) => return Err(("fact", "a sort of fact is expected".into())),
    }
    made.fingerprint = hex::encode(Sha256::digest(basis));
    Ok(made)
}

/// What `among` says that the subjects of an indicator cannot hold.
fn stranger(made: &Indicator, register: &Register, registers: &[Register]) -> Option<String> {
    let (field, values) = made.among.as_ref()?;
    let subject = made.subject.as_ref().and_then(|code| register.field(code)).map(|field| &field.kind);
    let subjects = match subject {
        Some(FieldKind::Link { register }) => registers.iter().find(|known| known.code == *register),
        _ => None,
    };
    let options = match subjects.and_then(|subjects| subjects.field(field)).map(|field| &field.kind) {
        Some(FieldKind::Choice { options, .. }) => options,
        _ => return Some(format!("the subjects have no choice {field}")),
    };
    let unknown = values.iter().find(|value| !options.iter().any(|option| option.code == **value));
    unknown.map(|value| format!("{field} is never {value}"))
}

/// What the indicators name among each other and do not find: place in the list, key, words.
pub(crate) fn cross_check(indicators: &[Indicator]) -> Option<(String, Wrong)> {
    for (n, one) in indicators.iter().enumerate() {
        if indicators[..n].iter().any(|other| other.code == one.code) {
            return Some((one.code.clone(), ("code", format!("{} is declared twice", one.code))));
        }
        for part in &one.parts {
            // a part that has parts of its own could go round in a circle
            let is_rate = indicators
                .iter()
                .any(|other| other.code == *part && other.is_rate() && other.parts.is_empty());
            if !is_rate {
                return Some((one.code.clone(), ("parts", format!("{part} is no rate of its own"))));
            }
        }
    }
    None
}

/// The bindings of one file.
pub(crate) fn read_bindings(file: &str, text: &str, indicators: &[Indicator]) -> Result<Vec<Binding>, Fault> {
    let entries = toml::<BindingFile>(file, text)?.binding;
    let read = |(n, entry): (usize, BindingEntry)| {
        binding(entry, indicators)
            .map_err(|(key, what)| Fault::at_path(file, text, &format!("binding[{n}].{key}"), &what))
    };
    entries.into_iter().enumerate().map(read).collect()
}

fn binding(entry: BindingEntry, indicators: &[Indicator]) -> Result<Binding, Wrong> {
    let is_known = [REPORTED, MILESTONE].contains(&entry.indicator.as_str())
        || indicators.iter().any(|indicator| indicator.code == entry.indicator);
    if !is_known {
        return Err(("indicator", format!("{} is no indicator", entry.indicator)));
    }
    if entry.words.is_empty() {
        return Err(("words", "at least one word is expected".into()));
    }
    let kind = |text: &String| word("kinds", text, Kind::ALL, Kind::parse, Kind::as_str);
    let kinds = entry.kinds.iter().map(kind).collect::<Result<_, _>>()?;
    let BindingEntry { indicator, words, any, not, .. } = entry;
    Ok(Binding { indicator, kinds, words, any, not })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalogue;

    const GOOD: &str = r#"
[[indicator]]
code = "intact"
name = { zh = "完好率", en = "Intact" }
about = { zh = "完好的比例", en = "Those intact" }
unit = "%"
aggregate = "ratio"
fact = "hydrant"
where = "in_built_up_area"
holds = "state == 'intact'"
better = "higher"
pace = "level"
"#;

    fn fault(text: &str) -> String {
        let registers = Catalogue::carried().expect("no fault").registers;
        read_indicators("indicators/fire.toml", text, &registers).expect_err("a fault").to_string()
    }

    #[test]
    fn a_formula_that_does_not_hold_together_is_told_with_file_and_line() {
        let registers = Catalogue::carried().expect("no fault").registers;
        assert!(read_indicators("indicators/fire.toml", GOOD, &registers).is_ok());
        for (part, wrong, line, place) in [
            ("\"hydrant\"", "\"hydrnt\"", 8, "fact"),
            ("in_built_up_area", "in_built_up_aria", 9, "where"),
            ("in_built_up_area", "state", 9, "where"),
            ("state == 'intact'", "state == 3", 10, "holds"),
            ("state == 'intact'", "state == 'intct'", 10, "holds"),
            ("state == 'intact'", "state ==", 10, "holds"),
            ("\"ratio\"", "\"ratoi\"", 7, "aggregate"),
        ] {
            let told = fault(&GOOD.replace(part, wrong));
            let expected = format!("indicators/fire.toml:{line}: indicator[0].{place}: ");
            assert!(told.starts_with(&expected), "{wrong}: {told}");
        }
        assert!(fault(&GOOD.replace("better", "beter")).starts_with("indicators/fire.toml:11: "));
    }

    #[test]
    fn rates_that_go_round_in_a_circle_are_refused() {
        let mut all = Catalogue::carried().expect("no fault").indicators;
        assert_eq!(cross_check(&all), None);
        let several = all.iter().position(|one| !one.parts.is_empty()).expect("one of several rates");
        let code = all[several].code.clone();
        all[several].parts.push(code.clone());
        let (named, (key, _)) = cross_check(&all).expect("it names itself");
        assert_eq!((named, key), (code, "parts"));
    }
}
