//! From the domain's register to the written form.

use super::{
    ChoiceDefinition, ComputedDefinition, Definition, ExpiryDefinition, FactDefinition, FieldDefinition,
    FrequencyDefinition, Names, OnlyDefinition, StateDefinition, TransitionDefinition,
};
use domain::register::{Computed, Field, FieldKind, Register, SITE, Words};

impl From<&Words> for Names {
    fn from(words: &Words) -> Self {
        Self { zh: words.zh.clone(), en: words.en.clone() }
    }
}

impl From<&Register> for Definition {
    fn from(register: &Register) -> Self {
        let state = |state: &domain::register::State| StateDefinition {
            code: state.code.clone(),
            name: (&state.name).into(),
            is_final: state.is_final,
        };
        let step = |step: &domain::register::Transition| TransitionDefinition {
            code: step.code.clone(),
            name: (&step.name).into(),
            from: step.from.clone(),
            to: step.to.clone(),
            roles: step.roles.iter().map(|role| role.as_str().to_owned()).collect(),
            sets: step.sets.clone(),
            needs: step.needs.clone(),
        };
        let expiry = |expiry: &domain::register::Expiry| ExpiryDefinition {
            field: expiry.field.clone(),
            warn_days: expiry.warn_days,
            states: expiry.states.clone(),
            name: (&expiry.name).into(),
        };
        let fact = |fact: &domain::register::FactRule| FactDefinition {
            kind: fact.kind.clone(),
            date: fact.date.clone(),
            states: fact.states.clone(),
            fields: fact.fields.clone(),
        };
        Self {
            code: register.code.clone(),
            version: register.version,
            name: (&register.name).into(),
            group: register.group.clone(),
            about: (&register.about).into(),
            sector: register.sector.clone(),
            title: register.title.clone(),
            key: register.key.clone(),
            else_key: register.else_key.clone(),
            date: register.date.clone(),
            field: register.fields.iter().map(FieldDefinition::from).collect(),
            state: register.states.iter().map(state).collect(),
            transition: register.transitions.iter().map(step).collect(),
            expiry: register.expiries.iter().map(expiry).collect(),
            frequency: register.frequencies.iter().map(FrequencyDefinition::from).collect(),
            fact: register.facts.iter().map(fact).collect(),
        }
    }
}

impl From<&domain::register::Frequency> for FrequencyDefinition {
    fn from(due: &domain::register::Frequency) -> Self {
        let pair = |(field, values): &(String, Vec<String>)| OnlyDefinition {
            field: field.clone(),
            values: values.clone(),
        };
        Self {
            code: due.code.clone(),
            name: (&due.name).into(),
            subject: due.subject.clone(),
            only: due.only.as_ref().map(pair),
            counted: due.counted.as_ref().map(pair),
            states: due.states.clone(),
            per: due.per.as_str().to_owned(),
            count: due.count,
            amount: due.amount.clone(),
        }
    }
}

impl From<&Field> for FieldDefinition {
    fn from(field: &Field) -> Self {
        let mut written = Self {
            code: field.code.clone(),
            name: (&field.name).into(),
            kind: String::new(),
            length: None,
            format: None,
            decimals: None,
            unit: None,
            min: None,
            max: None,
            options: Vec::new(),
            multiple: false,
            unit_kinds: Vec::new(),
            register: None,
            required: field.is_required,
            list: Some(field.is_listed),
            search: field.is_searched,
            sum: field.is_summed,
            personal: field.is_personal,
            answering: field.is_answering,
            retired: field.is_retired,
            required_when: field
                .required_when
                .clone()
                .map(|(field, values)| OnlyDefinition { field, values }),
            computed: field.computed.as_ref().map(|computed| match computed {
                Computed::After { date, months, days } => ComputedDefinition {
                    field: date.clone(),
                    months: Some(*months).filter(|months| *months > 0),
                    days: Some(*days).filter(|days| *days > 0),
                },
                Computed::TitleOf { link } => {
                    ComputedDefinition { field: link.clone(), months: None, days: None }
                }
            }),
            not_before: field.not_before.clone(),
            default: field.default.clone(),
            help: field.help.as_ref().map(Names::from),
        };
        written.hold(&field.kind);
        written
    }
}

impl FieldDefinition {
    fn hold(&mut self, kind: &FieldKind) {
        let text = |number: &Option<rust_decimal::Decimal>| number.map(|number| number.to_string());
        let word = match kind {
            FieldKind::Text { max, format } => {
                self.length = Some(*max);
                self.format = format.map(|format| format.as_str().to_owned());
                // a text of several lines is one that is long
                if *max > LINE { "long-text" } else { "text" }
            }
            FieldKind::Number { decimals, unit, min, max } => {
                (self.decimals, self.unit) = (Some(*decimals), unit.clone());
                (self.min, self.max) = (text(min), text(max));
                "number"
            }
            FieldKind::Money { unit } => {
                self.unit = Some(unit.clone());
                "money"
            }
            FieldKind::Date => "date",
            FieldKind::Time => "time",
            FieldKind::Flag => "flag",
            FieldKind::Person => "person",
            FieldKind::Place => "place",
            FieldKind::Choice { options, is_multiple } => {
                let option = |option: &domain::register::Choice| ChoiceDefinition {
                    code: option.code.clone(),
                    zh: option.name.zh.clone(),
                    en: option.name.en.clone(),
                };
                self.options = options.iter().map(option).collect();
                self.multiple = *is_multiple;
                "choice"
            }
            FieldKind::Unit { kinds } => {
                self.unit_kinds = kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
                "unit"
            }
            FieldKind::Link { register } if register == SITE => "site",
            FieldKind::Link { register } => {
                self.register = Some(register.clone());
                "link"
            }
            FieldKind::Files { max } => {
                self.length = Some(*max);
                "files"
            }
        };
        self.kind = word.to_owned();
    }
}

/// Texts up to this length are entered on one line.
const LINE: usize = 200;
