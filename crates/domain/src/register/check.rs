//! Whether a definition holds together: what it names exists, and exists once.

use super::record::UNIT;
use super::{Computed, EMPTY, Field, FieldKind, Register, Value};
use std::collections::HashSet;
use thiserror::Error;

/// What is wrong with a definition, and where: `place` is a path such as `transition[2].to`.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{place}: {what}")]
pub struct DefinitionProblem {
    /// Path inside the definition.
    pub place: String,
    /// What is wrong and what was expected.
    pub what: String,
}

/// Names that lists and imports use for what every record has.
pub const RESERVED: &[&str] = &["unit", "state", "sector", "id", "version", "made_at", "changed_at"];

/// Every fault of a definition.
pub fn check(register: &Register) -> Vec<DefinitionProblem> {
    let mut found = Problems(Vec::new());
    found.code("code", &register.code);
    if register.name.zh.trim().is_empty() {
        found.add("name.zh", "a Chinese name is expected");
    }
    if register.fields.is_empty() {
        found.add("field", "at least one field is expected");
    }
    fields(register, &mut found);
    named(register, &mut found);
    states(register, &mut found);
    rules(register, &mut found);
    found.0
}

/// What a new version of a definition would take from records that exist: a field, a state or an option may be retired
/// or added, never removed or given another kind.
pub fn check_change(before: &Register, after: &Register) -> Vec<DefinitionProblem> {
    let mut found = Problems(Vec::new());
    for field in &before.fields {
        match after.fields.iter().position(|new| new.code == field.code) {
            None => found.add("field", format!("{} is gone; retire it instead", field.code)),
            Some(n) => same_kind(field, &after.fields[n], &format!("field[{n}]"), &mut found),
        }
    }
    for state in before.states.iter().filter(|state| after.state(&state.code).is_none()) {
        found.add("state", format!("{} is gone; records may be in it", state.code));
    }
    found.0
}

fn same_kind(before: &Field, after: &Field, place: &str, found: &mut Problems) {
    if std::mem::discriminant(&before.kind) != std::mem::discriminant(&after.kind) {
        found.add(format!("{place}.kind"), format!("{} holds values of another kind", before.code));
    }
    if let (FieldKind::Choice { options: old, .. }, FieldKind::Choice { options: new, .. }) =
        (&before.kind, &after.kind)
    {
        for option in old.iter().filter(|option| !new.iter().any(|new| new.code == option.code)) {
            found.add(format!("{place}.options"), format!("{} is gone; records may hold it", option.code));
        }
    }
}

struct Problems(Vec<DefinitionProblem>);

impl Problems {
    fn add(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.0.push(DefinitionProblem { place: place.into(), what: what.into() });
    }

    fn code(&mut self, place: &str, code: &str) {
        let is_code = code.starts_with(|c: char| c.is_ascii_lowercase())
            && code.len() <= 40
            && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
        if !is_code {
            self.add(
                place,
                format!("{code:?} is no code: a lower-case letter, then letters, digits, _ or -, at most 40"),
            );
        }
    }

    fn unique<'c>(&mut self, list: &str, codes: impl Iterator<Item = &'c String>) {
        let mut seen = HashSet::new();
        for (n, code) in codes.enumerate() {
            let place = format!("{list}[{n}].code");
            self.code(&place, code);
            if !seen.insert(code) {
                self.add(place, format!("{code} stands twice"));
            }
        }
    }
}

fn fields(register: &Register, found: &mut Problems) {
    found.unique("field", register.fields.iter().map(|field| &field.code));
    for (n, field) in register.fields.iter().enumerate() {
        if RESERVED.contains(&field.code.as_str()) {
            found.add(format!("field[{n}].code"), format!("{} is a name that every record has", field.code));
        }
        if field.name.zh.trim().is_empty() {
            found.add(format!("field[{n}].name.zh"), "a Chinese name is expected");
        }
        if let FieldKind::Choice { options, .. } = &field.kind {
            if options.is_empty() {
                found.add(format!("field[{n}].options"), "at least one option is expected");
            }
            found.unique(&format!("field[{n}].options"), options.iter().map(|option| &option.code));
        }
        let is_number = matches!(field.kind, FieldKind::Number { .. } | FieldKind::Money { .. });
        if field.is_summed && !is_number {
            found.add(format!("field[{n}].sum"), "only a number or an amount of money has a sum");
        }
        if let Some(default) = &field.default
            && let Err(problem) = Value::parse(field, std::slice::from_ref(default))
        {
            found.add(format!("field[{n}].default"), problem.to_string());
        }
        required_when(register, n, field, found);
        computed(register, n, field, found);
        if let Some(other) = &field.not_before {
            for code in [other, &field.code] {
                date_field(register, &format!("field[{n}].not_before"), code, found);
            }
        }
    }
}

fn required_when(register: &Register, n: usize, field: &Field, found: &mut Problems) {
    let Some((other, words)) = &field.required_when else { return };
    let place = format!("field[{n}].required_when");
    if field.is_required {
        found.add(&place, "the field is required in any case");
    }
    let Some(condition) = register.field(other).filter(|other| other.code != field.code) else {
        return found.add(format!("{place}.field"), format!("{other} is no other field"));
    };
    if words.is_empty() {
        found.add(format!("{place}.values"), "at least one value is expected");
    }
    for (m, word) in words.iter().enumerate().filter(|(_, word)| *word != EMPTY) {
        let is_known = match &condition.kind {
            FieldKind::Choice { options, .. } => options.iter().any(|option| option.code == *word),
            FieldKind::Flag => word == "true" || word == "false",
            _ => false,
        };
        if !is_known {
            let what = format!("{word} is no option of {other}; {EMPTY:?} stands for nothing");
            found.add(format!("{place}.values[{m}]"), what);
        }
    }
}

fn computed(register: &Register, n: usize, field: &Field, found: &mut Problems) {
    let Some(computed) = &field.computed else { return };
    let place = format!("field[{n}].computed");
    if field.is_required || field.required_when.is_some() || field.default.is_some() {
        found.add(&place, "what is computed is not entered: neither required nor with a default");
    }
    let source = register.field(computed.source());
    match computed {
        Computed::After { date, months, days } => {
            if !source
                .is_some_and(|source| matches!(source.kind, FieldKind::Date) && source.computed.is_none())
            {
                found.add(format!("{place}.field"), format!("{date} is no date field that is entered"));
            }
            if *months == 0 && *days == 0 {
                found.add(&place, "months or days are expected");
            }
        }
        Computed::TitleOf { link } => {
            if !source.is_some_and(|source| matches!(source.kind, FieldKind::Link { .. })) {
                found.add(format!("{place}.field"), format!("{link} is no link field"));
            }
        }
    }
    for (m, step) in register.transitions.iter().enumerate() {
        if step.sets.as_ref() == Some(&field.code) {
            found.add(format!("transition[{m}].sets"), format!("{} is computed", field.code));
        }
    }
}

fn named(register: &Register, found: &mut Problems) {
    if register.field(&register.title).is_none() {
        found.add("title", format!("{} is no field", register.title));
    }
    for (list, codes) in [("key", &register.key), ("else_key", &register.else_key)] {
        for (n, code) in codes.iter().enumerate() {
            if register.field(code).is_none() && code != UNIT {
                found.add(format!("{list}[{n}]"), format!("{code} is no field"));
            }
        }
    }
    if let Some(date) = &register.date {
        date_field(register, "date", date, found);
    }
}

fn date_field(register: &Register, place: &str, code: &str, found: &mut Problems) {
    match register.field(code).map(|field| &field.kind) {
        Some(FieldKind::Date) => {}
        Some(_) => found.add(place, format!("{code} is no date")),
        None => found.add(place, format!("{code} is no field")),
    }
}

fn states(register: &Register, found: &mut Problems) {
    if register.states.is_empty() {
        found.add("state", "at least one state is expected");
    }
    found.unique("state", register.states.iter().map(|state| &state.code));
    found.unique("transition", register.transitions.iter().map(|transition| &transition.code));
    for (n, step) in register.transitions.iter().enumerate() {
        for (m, from) in step.from.iter().enumerate().filter(|(_, from)| register.state(from).is_none()) {
            found.add(format!("transition[{n}].from[{m}]"), format!("{from} is no state"));
        }
        if register.state(&step.to).is_none() {
            found.add(format!("transition[{n}].to"), format!("{} is no state", step.to));
        }
        if let Some(date) = &step.sets {
            date_field(register, &format!("transition[{n}].sets"), date, found);
        }
        for (m, need) in step.needs.iter().enumerate().filter(|(_, need)| register.field(need).is_none()) {
            found.add(format!("transition[{n}].needs[{m}]"), format!("{need} is no field"));
        }
    }
}

fn rules(register: &Register, found: &mut Problems) {
    for (n, expiry) in register.expiries.iter().enumerate() {
        date_field(register, &format!("expiry[{n}].field"), &expiry.field, found);
        for (m, state) in expiry.states.iter().enumerate().filter(|(_, code)| register.state(code).is_none())
        {
            found.add(format!("expiry[{n}].states[{m}]"), format!("{state} is no state"));
        }
    }
    for (n, frequency) in register.frequencies.iter().enumerate() {
        if let Some(subject) = &frequency.subject
            && !register.field(subject).is_some_and(|field| matches!(field.kind, FieldKind::Link { .. }))
        {
            found.add(format!("frequency[{n}].subject"), format!("{subject} is no link field"));
        }
        for (m, state) in
            frequency.states.iter().enumerate().filter(|(_, code)| register.state(code).is_none())
        {
            found.add(format!("frequency[{n}].states[{m}]"), format!("{state} is no state"));
        }
        if let Some((field, codes)) = &frequency.counted {
            match register.field(field).map(|field| &field.kind) {
                Some(FieldKind::Choice { options, .. }) => {
                    let is_known = |code: &String| options.iter().any(|option| option.code == *code);
                    for code in codes.iter().filter(|code| !is_known(code)) {
                        found.add(
                            format!("frequency[{n}].counted.values"),
                            format!("{code} is no option of {field}"),
                        );
                    }
                }
                _ => found.add(format!("frequency[{n}].counted.field"), format!("{field} is no choice")),
            }
        }
        if let Some(amount) = &frequency.amount
            && !register.field(amount).is_some_and(|field| matches!(field.kind, FieldKind::Number { .. }))
        {
            found.add(format!("frequency[{n}].amount"), format!("{amount} is no number field"));
        }
        if register.date.is_none() {
            found.add(
                format!("frequency[{n}]"),
                "the register names no date field to place records in a period",
            );
        }
        if frequency.count == 0 {
            found.add(format!("frequency[{n}].count"), "at least 1 is expected");
        }
    }
    for (n, fact) in register.facts.iter().enumerate() {
        found.code(&format!("fact[{n}].kind"), &fact.kind);
        if let Some(date) = &fact.date {
            date_field(register, &format!("fact[{n}].date"), date, found);
        }
        for (m, state) in fact.states.iter().enumerate().filter(|(_, state)| register.state(state).is_none())
        {
            found.add(format!("fact[{n}].states[{m}]"), format!("{state} is no state"));
        }
        for (m, code) in fact.fields.iter().enumerate().filter(|(_, code)| register.field(code).is_none()) {
            found.add(format!("fact[{n}].fields[{m}]"), format!("{code} is no field"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::samples::hydrants;

    fn places(register: &Register) -> Vec<String> {
        check(register).into_iter().map(|problem| problem.place).collect()
    }

    #[test]
    fn a_sound_definition_has_no_problem() {
        assert_eq!(check(&hydrants()), []);
    }

    #[test]
    fn everything_that_is_named_must_exist() {
        let mut bad = hydrants();
        bad.title = "name".into();
        bad.key.push("serial".into());
        bad.date = Some("number".into());
        bad.transitions[0].to = "lost".into();
        bad.transitions[1].needs.push("photo".into());
        bad.expiries[0].field = "until".into();
        bad.frequencies[0].subject = Some("number".into());
        bad.facts[0].fields.push("flow".into());
        assert_eq!(
            places(&bad),
            [
                "title",
                "key[1]",
                "date",
                "transition[0].to",
                "transition[1].needs[1]",
                "expiry[0].field",
                "frequency[0].subject",
                "fact[0].fields[1]"
            ]
        );
    }

    #[test]
    fn what_hangs_on_another_field_names_one_that_fits() {
        let mut bad = hydrants();
        let at = |code: &str| bad.fields.iter().position(|field| field.code == code).expect("a field");
        let (number, built, until) = (at("number"), at("built_on"), at("tested_until"));
        bad.fields[built].required_when = Some(("number".into(), vec!["-".into(), "red".into()]));
        bad.fields[until].computed = Some(Computed::After { date: "number".into(), months: 0, days: 0 });
        bad.fields[built].not_before = Some("pressure".into());
        bad.fields[number].computed = Some(Computed::TitleOf { link: "built_on".into() });
        let found = places(&bad);
        for place in [
            format!("field[{built}].required_when.values[1]"),
            format!("field[{built}].not_before"),
            format!("field[{until}].computed.field"),
            format!("field[{until}].computed"),
            format!("field[{number}].computed"),
            format!("field[{number}].computed.field"),
        ] {
            assert!(found.contains(&place), "{place} in {found:?}");
        }
    }

    #[test]
    fn a_new_version_takes_nothing_from_records_that_exist() {
        let mut after = hydrants();
        after.fields[1].kind = FieldKind::Flag;
        after.fields.remove(0);
        after.states.remove(1);
        let problems: Vec<_> = check_change(&hydrants(), &after).into_iter().map(|p| p.place).collect();
        assert_eq!(problems, ["field", "field[0].kind", "state"]);
        let mut retired = hydrants();
        retired.fields[1].is_retired = true;
        assert_eq!(check_change(&hydrants(), &retired), []);
    }

    #[test]
    fn codes_are_plain_and_stand_once() {
        let mut bad = hydrants();
        bad.code = "消火栓".into();
        bad.fields[1].code = "number".into();
        bad.fields[2].code = "state".into();
        bad.states[1].code = "Intact".into();
        let places = places(&bad);
        for place in ["code", "field[1].code", "field[2].code", "state[1].code"] {
            assert!(places.iter().any(|found| found == place), "{place} in {places:?}");
        }
    }
}
