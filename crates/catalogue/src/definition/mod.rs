//! A register as it is written: the one form of files, of stored definitions and of the API.

mod read;
mod write;

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
    /// `text`, `long-text`, `number`, `money`, `date`, `time`, `flag`, `choice`, `unit`, `site`, `link`, `person`, `files`, `place`.
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
    /// Holds who answers for the place and the sector: a form proposes leaders by their lines.
    #[serde(default, skip_serializing_if = "is_false")]
    pub answering: bool,
    /// No longer asked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub retired: bool,
    /// Must be given when another field holds one of these values: options, `true` or `false`, `-` for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_when: Option<OnlyDefinition>,
    /// Follows from another field and is not entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<ComputedDefinition>,
    /// A date that does not lie before that of this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<String>,
    /// Value of a new record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// What to enter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Names>,
}

/// What a computed field follows from: a date so long after another one; a text that is the title of a linked record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ComputedDefinition {
    /// Date field, or link field.
    pub field: String,
    /// Months after a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// Days after a date, behind the months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
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
    /// States in which it counts; every state that is not final when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<String>,
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
    /// Which records count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<OnlyDefinition>,
    /// States in which a record counts; any when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<String>,
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
