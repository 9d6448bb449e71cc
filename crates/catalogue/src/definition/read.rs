//! From the written form to the domain's register.

use super::{
    ChoiceDefinition, ComputedDefinition, Definition, ExpiryDefinition, FactDefinition, FieldDefinition,
    FrequencyDefinition, Names, OnlyDefinition, StateDefinition,
};
use domain::access::Role;
use domain::calendar::Period;
use domain::org::UnitKind;
use domain::register::{
    Choice, Computed, Expiry, FactRule, Field, FieldKind, Format, Frequency, Register, SITE, State,
    Transition, Words,
};
use rust_decimal::Decimal;

/// A word that stands for nothing: its path, and what was expected.
pub(crate) type Wrong = (String, String);

fn word<T: Copy>(place: String, text: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Result<T, Wrong> {
    let found = all.iter().copied().find(|value| name(*value) == text);
    found.ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|value| name(*value)).collect();
        (place, format!("{text:?} is none of {}", known.join(", ")))
    })
}

impl From<&Names> for Words {
    fn from(names: &Names) -> Self {
        Self { zh: names.zh.clone(), en: names.en.clone() }
    }
}

impl Definition {
    /// The register it declares.
    ///
    /// # Errors
    /// The first word that stands for nothing, with its path. What only hangs together badly is found by
    /// [`domain::register::check`].
    pub fn register(&self) -> Result<Register, Wrong> {
        let each = |(n, field): (usize, &FieldDefinition)| field.field(&format!("field[{n}]"));
        let fields = self.field.iter().enumerate().map(each).collect::<Result<_, _>>()?;
        let (states, transitions) = self.states()?;
        Ok(Register {
            code: self.code.clone(),
            version: self.version,
            name: (&self.name).into(),
            group: self.group.clone(),
            about: (&self.about).into(),
            sector: self.sector.clone(),
            fields,
            title: self.title.clone(),
            key: self.key.clone(),
            else_key: self.else_key.clone(),
            date: self.date.clone(),
            states,
            transitions,
            expiries: self.expiry.iter().map(ExpiryDefinition::expiry).collect(),
            frequencies: self.frequencies()?,
            facts: self.fact.iter().map(FactDefinition::fact).collect(),
        })
    }

    fn states(&self) -> Result<(Vec<State>, Vec<Transition>), Wrong> {
        let words = |zh: &str, en: &str| Words { zh: zh.to_owned(), en: en.to_owned() };
        if self.state.is_empty() && self.transition.is_empty() {
            // a record that has no life of its own is kept until it is struck off, and may come back
            let state = |code: &str, name, is_final| State { code: code.to_owned(), name, is_final };
            let step = |code: &str, name, from: &str, to: &str| Transition {
                code: code.to_owned(),
                name,
                from: vec![from.to_owned()],
                to: to.to_owned(),
                roles: vec![Role::Clerk, Role::DepartmentOfficer, Role::CommunityHead],
                sets: None,
                needs: Vec::new(),
            };
            return Ok((
                vec![
                    state("current", words("在册", "Current"), false),
                    state("ended", words("注销", "Ended"), true),
                ],
                vec![
                    step("end", words("注销", "End"), "current", "ended"),
                    step("restore", words("恢复", "Restore"), "ended", "current"),
                ],
            ));
        }
        let state = |state: &StateDefinition| State {
            code: state.code.clone(),
            name: (&state.name).into(),
            is_final: state.is_final,
        };
        let mut transitions = Vec::new();
        for (n, step) in self.transition.iter().enumerate() {
            let role = |(m, text): (usize, &String)| {
                word(format!("transition[{n}].roles[{m}]"), text, Role::ALL, Role::as_str)
            };
            transitions.push(Transition {
                code: step.code.clone(),
                name: (&step.name).into(),
                from: step.from.clone(),
                to: step.to.clone(),
                roles: step.roles.iter().enumerate().map(role).collect::<Result<_, _>>()?,
                sets: step.sets.clone(),
                needs: step.needs.clone(),
            });
        }
        Ok((self.state.iter().map(state).collect(), transitions))
    }

    fn frequencies(&self) -> Result<Vec<Frequency>, Wrong> {
        let frequency = |(n, due): (usize, &FrequencyDefinition)| {
            Ok(Frequency {
                code: due.code.clone(),
                name: (&due.name).into(),
                subject: due.subject.clone(),
                only: due.only.as_ref().map(OnlyDefinition::pair),
                counted: due.counted.as_ref().map(OnlyDefinition::pair),
                states: due.states.clone(),
                per: word(format!("frequency[{n}].per"), &due.per, Period::ALL, Period::as_str)?,
                count: due.count,
                amount: due.amount.clone(),
            })
        };
        self.frequency.iter().enumerate().map(frequency).collect()
    }
}

impl OnlyDefinition {
    fn pair(&self) -> (String, Vec<String>) {
        (self.field.clone(), self.values.clone())
    }
}

impl ExpiryDefinition {
    fn expiry(&self) -> Expiry {
        Expiry {
            field: self.field.clone(),
            warn_days: self.warn_days,
            states: self.states.clone(),
            name: (&self.name).into(),
        }
    }
}

impl FactDefinition {
    fn fact(&self) -> FactRule {
        FactRule {
            kind: self.kind.clone(),
            date: self.date.clone(),
            states: self.states.clone(),
            fields: self.fields.clone(),
        }
    }
}

/// Words of the kinds of fields.
const KINDS: &[&str] = &[
    "text",
    "long-text",
    "number",
    "money",
    "date",
    "time",
    "flag",
    "choice",
    "unit",
    "site",
    "link",
    "person",
    "files",
    "place",
];

impl FieldDefinition {
    fn field(&self, place: &str) -> Result<Field, Wrong> {
        let kind = self.kind(place)?;
        let is_bulky = matches!(kind, FieldKind::Files { .. } | FieldKind::Place) || self.kind == "long-text";
        Ok(Field {
            code: self.code.clone(),
            name: (&self.name).into(),
            kind,
            is_required: self.required,
            is_listed: self.list.unwrap_or(!is_bulky),
            is_searched: self.search,
            is_summed: self.sum,
            is_personal: self.personal,
            is_answering: self.answering,
            is_retired: self.retired,
            required_when: self.required_when.as_ref().map(OnlyDefinition::pair),
            computed: self.computed.as_ref().map(|computed| self.follows(computed, place)).transpose()?,
            not_before: self.not_before.clone(),
            default: self.default.clone(),
            help: self.help.as_ref().map(Words::from),
        })
    }

    fn follows(&self, computed: &ComputedDefinition, place: &str) -> Result<Computed, Wrong> {
        let ComputedDefinition { field, months, days } = computed;
        match self.kind.as_str() {
            "date" => Ok(Computed::After {
                date: field.clone(),
                months: months.unwrap_or_default(),
                days: days.unwrap_or_default(),
            }),
            "text" | "long-text" if months.is_none() && days.is_none() => {
                Ok(Computed::TitleOf { link: field.clone() })
            }
            _ => Err((
                format!("{place}.computed"),
                "a date is computed from a date by months and days, a text is the title of a link".to_owned(),
            )),
        }
    }

    fn kind(&self, place: &str) -> Result<FieldKind, Wrong> {
        let number = |key: &str, text: &Option<String>| -> Result<Option<Decimal>, Wrong> {
            let read = |text: &String| {
                text.parse()
                    .map_err(|_| (format!("{place}.{key}"), format!("{text:?} is no number; write \"0.5\"")))
            };
            text.as_ref().map(read).transpose()
        };
        let format = |text: &String| word(format!("{place}.format"), text, Format::ALL, Format::as_str);
        let unit_kind = |(n, text): (usize, &String)| {
            word(format!("{place}.unit_kinds[{n}]"), text, UnitKind::ALL, UnitKind::as_str)
        };
        Ok(match self.kind.as_str() {
            "text" => FieldKind::Text {
                max: self.length.unwrap_or(100),
                format: self.format.as_ref().map(format).transpose()?,
            },
            "long-text" => FieldKind::Text { max: self.length.unwrap_or(2000), format: None },
            "number" => FieldKind::Number {
                decimals: self.decimals.unwrap_or(0),
                unit: self.unit.clone(),
                min: number("min", &self.min)?,
                max: number("max", &self.max)?,
            },
            "money" => FieldKind::Money { unit: self.unit.clone().unwrap_or_else(|| "元".to_owned()) },
            "date" => FieldKind::Date,
            "time" => FieldKind::Time,
            "flag" => FieldKind::Flag,
            "person" => FieldKind::Person,
            "place" => FieldKind::Place,
            "choice" => FieldKind::Choice {
                options: self.options.iter().map(ChoiceDefinition::choice).collect(),
                is_multiple: self.multiple,
            },
            "unit" => FieldKind::Unit {
                kinds: self.unit_kinds.iter().enumerate().map(unit_kind).collect::<Result<_, _>>()?,
            },
            "site" => FieldKind::Link { register: SITE.to_owned() },
            "link" => FieldKind::Link {
                register: self.register.clone().ok_or_else(|| {
                    (place.to_owned(), "a link names its register: register = \"site\"".to_owned())
                })?,
            },
            "files" => FieldKind::Files { max: self.length.unwrap_or(9) },
            other => {
                return Err((format!("{place}.kind"), format!("{other:?} is none of {}", KINDS.join(", "))));
            }
        })
    }
}

impl ChoiceDefinition {
    fn choice(&self) -> Choice {
        Choice { code: self.code.clone(), name: Words { zh: self.zh.clone(), en: self.en.clone() } }
    }
}
