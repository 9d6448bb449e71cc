//! A register as it is written: the one form of files, of stored definitions and of the API.

use domain::access::Role;
use domain::calendar::Period;
use domain::org::UnitKind;
use domain::register::{
    Choice, Expiry, FactRule, Field, FieldKind, Format, Frequency, Register, SITE, State, Transition, Words,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Chinese.
    pub zh: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

/// A register 台账.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Stable code, `hydrant`.
    pub code: String,
    /// Grows with each change.
    #[serde(default = "first_version")]
    pub version: i64,
    /// Name.
    pub name: Names,
    /// Code of a group in `catalogue/groups.toml`.
    pub group: String,
    /// What belongs in it.
    #[serde(default)]
    pub about: Names,
    /// Code of a sector in `catalogue/sectors.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Field that names a record.
    pub title: String,
    /// Fields that identify a record; `unit` is its own unit.
    #[serde(default)]
    pub key: Vec<String>,
    /// Fields that identify a record which lacks one of `key`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub else_key: Vec<String>,
    /// Date field that places a record in a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Fields in the order of the form.
    pub field: Vec<FieldDefinition>,
    /// States; 在册 and 注销 when none is named.
    #[serde(default)]
    pub state: Vec<StateDefinition>,
    /// Moves between them.
    #[serde(default)]
    pub transition: Vec<TransitionDefinition>,
    /// What lapses.
    #[serde(default)]
    pub expiry: Vec<ExpiryDefinition>,
    /// What is due how often.
    #[serde(default)]
    pub frequency: Vec<FrequencyDefinition>,
    /// Facts for indicators.
    #[serde(default)]
    pub fact: Vec<FactDefinition>,
}

const fn first_version() -> i64 {
    1
}

/// A field 字段.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldDefinition {
    /// Stable code.
    pub code: String,
    /// Name.
    pub name: Names,
    /// `text`, `long-text`, `number`, `money`, `date`, `flag`, `choice`, `unit`, `site`, `link`, `person`, `files`, `place`.
    pub kind: String,
    /// Longest text, or most files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<usize>,
    /// Form of a text: `credit-code`, `identity-number`, `phone`, `region-code`, `industry`, `school-year`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Digits after the point; 0 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
    /// Unit of a number or of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Smallest number, as text: `0.05`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// Largest number, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// What can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ChoiceDefinition>,
    /// Several options at once.
    #[serde(default, skip_serializing_if = "is_false")]
    pub multiple: bool,
    /// Kinds of units; any when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unit_kinds: Vec<String>,
    /// Register that a link points to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// Must be given.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Stands in the table at first; without it, all but long texts and files do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<bool>,
    /// Is found by the search.
    #[serde(default, skip_serializing_if = "is_false")]
    pub search: bool,
    /// Has a sum in the foot.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sum: bool,
    /// Personal.
    #[serde(default, skip_serializing_if = "is_false")]
    pub personal: bool,
    /// No longer asked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub retired: bool,
    /// Value of a new record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// What to enter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Names>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_false(is: &bool) -> bool {
    !*is
}

/// An option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChoiceDefinition {
    /// Stable code.
    pub code: String,
    /// Chinese.
    pub zh: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

/// A state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StateDefinition {
    /// Stable code.
    pub code: String,
    /// Name.
    pub name: Names,
    /// The record is over.
    #[serde(default, rename = "final", skip_serializing_if = "is_false")]
    pub is_final: bool,
}

/// A move between states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TransitionDefinition {
    /// Stable code.
    pub code: String,
    /// Name, a verb.
    pub name: Names,
    /// From which states.
    pub from: Vec<String>,
    /// To which.
    pub to: String,
    /// Roles that may.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Date field that it sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<String>,
    /// Fields that must be filled by then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
}

/// What lapses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExpiryDefinition {
    /// Date field: the last valid day.
    pub field: String,
    /// So many days before, it is called for.
    pub warn_days: u32,
    /// What to do.
    pub name: Names,
}

/// What is due how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FrequencyDefinition {
    /// Stable code.
    pub code: String,
    /// What is due.
    pub name: Names,
    /// Link field to whom it is due for; the record's own unit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Which subjects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<OnlyDefinition>,
    /// `month`, `quarter`, `half-year`, `year`, `term`, `school-year`.
    pub per: String,
    /// How many in each period.
    pub count: u32,
    /// Number field to add up instead of counting records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
}

/// Subjects narrowed by a choice field of their own register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OnlyDefinition {
    /// Choice field.
    pub field: String,
    /// Its values.
    pub values: Vec<String>,
}

/// How a record becomes a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FactDefinition {
    /// Sort of fact.
    pub kind: String,
    /// Date field that places it in a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// States in which the record is a fact; any when empty.
    #[serde(default)]
    pub states: Vec<String>,
    /// Fields that it carries.
    #[serde(default)]
    pub fields: Vec<String>,
}

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
                only: due.only.as_ref().map(|only| (only.field.clone(), only.values.clone())),
                per: word(format!("frequency[{n}].per"), &due.per, Period::ALL, Period::as_str)?,
                count: due.count,
                amount: due.amount.clone(),
            })
        };
        self.frequency.iter().enumerate().map(frequency).collect()
    }
}

impl ExpiryDefinition {
    fn expiry(&self) -> Expiry {
        Expiry { field: self.field.clone(), warn_days: self.warn_days, name: (&self.name).into() }
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
            is_retired: self.retired,
            default: self.default.clone(),
            help: self.help.as_ref().map(Words::from),
        })
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
