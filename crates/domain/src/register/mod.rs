//! Registers 台账: what a department or community counts, declared as data. A register names its fields, the states of
//! a record and who may move it between them, what lapses, what is due how often, and which facts a record gives.

mod check;
mod decode;
mod personal;
mod record;
mod value;

pub use check::{DefinitionProblem, RESERVED, check, check_change};
pub use decode::{Decoded, FieldError, FieldProblem, decode};
pub use personal::masked;
pub use record::{BELONGS, Due, Lapse, Record, RecordError, due_now, lapse_of};
pub use value::{Place, Value, ValueProblem, parse_day, parse_time, plain};

use crate::access::Role;
use crate::calendar::Period;
use crate::org::UnitKind;
use crate::words::words;
use rust_decimal::Decimal;

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One register 台账, in one version.
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// Stable code, `hydrant`.
    pub code: String,
    /// Grows with each change of the definition.
    pub version: i64,
    /// Name.
    pub name: Words,
    /// Group in the list of registers, `fire`.
    pub group: String,
    /// What belongs in it.
    pub about: Words,
    /// Sector 行业领域 of its records, unless a field or their site gives another.
    pub sector: Option<String>,
    /// Fields in the order of the form.
    pub fields: Vec<Field>,
    /// Field that names a record.
    pub title: String,
    /// Fields that identify a record, so that a sheet read in again changes it and adds no second one.
    pub key: Vec<String>,
    /// Fields that identify a record which lacks one of `key`: a stall without a credit code by its name and unit.
    pub else_key: Vec<String>,
    /// Date field that places a record in a period.
    pub date: Option<String>,
    /// States; the first is that of a new record.
    pub states: Vec<State>,
    /// Moves between them.
    pub transitions: Vec<Transition>,
    /// What lapses.
    pub expiries: Vec<Expiry>,
    /// What is due how often.
    pub frequencies: Vec<Frequency>,
    /// Facts that a record gives to indicators.
    pub facts: Vec<FactRule>,
}

/// A field 字段.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Stable code, `built_on`.
    pub code: String,
    /// Name.
    pub name: Words,
    /// What it holds.
    pub kind: FieldKind,
    /// Must be given.
    pub is_required: bool,
    /// Stands in the table unless the column is switched off.
    pub is_listed: bool,
    /// Is found by the search.
    pub is_searched: bool,
    /// Has a sum in the foot.
    pub is_summed: bool,
    /// Personal: masked for those who need not see it.
    pub is_personal: bool,
    /// Holds who answers for the place and the sector: a form proposes leaders by their lines 分管、挂钩.
    pub is_answering: bool,
    /// No longer asked for; old records keep it readable.
    pub is_retired: bool,
    /// Must be given when another field holds one of these: an option, `true` or `false`, [`EMPTY`] for nothing.
    pub required_when: Option<(String, Vec<String>)>,
    /// Is never entered: it follows from another field.
    pub computed: Option<Computed>,
    /// A date that does not lie before that of another field: a period ends when it begins or later.
    pub not_before: Option<String>,
    /// Value of a new record.
    pub default: Option<String>,
    /// What to enter.
    pub help: Option<Words>,
}

/// What a computed field 计算字段 follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Computed {
    /// The day so many months and days after that of a date field: the next yearly test.
    After {
        /// Date field.
        date: String,
        /// Months; a day that the month lacks becomes its last.
        months: u32,
        /// Days, added after the months.
        days: u32,
    },
    /// The title of the record that a link field names, as it stands.
    TitleOf {
        /// Link field.
        link: String,
    },
}

impl Computed {
    /// The field that it follows from.
    pub fn source(&self) -> &str {
        match self {
            Self::After { date, .. } => date,
            Self::TitleOf { link } => link,
        }
    }
}

/// Among the values of a condition, that the field holds nothing.
pub const EMPTY: &str = "-";

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    /// 文本, of at most so many characters.
    Text {
        /// Length limit.
        max: usize,
        /// Form it must have.
        format: Option<Format>,
    },
    /// 数值, in the unit given.
    Number {
        /// Digits after the point.
        decimals: u32,
        /// Unit, `米`.
        unit: Option<String>,
        /// Smallest.
        min: Option<Decimal>,
        /// Largest.
        max: Option<Decimal>,
    },
    /// 金额, two decimals, in the unit given (元 or 万元).
    Money {
        /// Unit.
        unit: String,
    },
    /// 日期.
    Date,
    /// 时刻 of a day, `08:30`.
    Time,
    /// 是否.
    Flag,
    /// 选项.
    Choice {
        /// What can be chosen.
        options: Vec<Choice>,
        /// Several at once.
        is_multiple: bool,
    },
    /// 单位 of the tree, of these kinds; of any when empty.
    Unit {
        /// Kinds.
        kinds: Vec<UnitKind>,
    },
    /// 关联 to a record of another register; 场所 is the link to `site`.
    Link {
        /// That register.
        register: String,
    },
    /// 人员, by name.
    Person,
    /// 照片、附件: hashes of stored files.
    Files {
        /// At most so many.
        max: usize,
    },
    /// 位置.
    Place,
}

words! {
    /// Form of a text.
    Format {
        /// 统一社会信用代码 (GB 32100-2015).
        CreditCode = "credit-code",
        /// 公民身份号码 (GB 11643).
        IdentityNumber = "identity-number",
        /// Mobile or fixed telephone number 电话.
        Phone = "phone",
        /// 区划代码, 6, 9 or 12 digits (GB/T 2260, GB/T 10114).
        RegionCode = "region-code",
        /// Section or division of GB/T 4754-2017 行业.
        Industry = "industry",
        /// 学年, `2025-2026`.
        SchoolYear = "school-year",
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Stable code.
    pub code: String,
    /// Name.
    pub name: Words,
}

/// A state 状态 of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Stable code.
    pub code: String,
    /// Name.
    pub name: Words,
    /// The record is over: it neither lapses nor is anything due for it.
    pub is_final: bool,
}

/// A move between states 流转.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// Stable code.
    pub code: String,
    /// Name, a verb.
    pub name: Words,
    /// From which states.
    pub from: Vec<String>,
    /// To which.
    pub to: String,
    /// Who may.
    pub roles: Vec<Role>,
    /// Date field that it sets.
    pub sets: Option<String>,
    /// Fields that must be filled by then.
    pub needs: Vec<String>,
}

/// What lapses 到期: a certificate after its last valid day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiry {
    /// Date field: the last day on which it is valid.
    pub field: String,
    /// So many days before, it is called for.
    pub warn_days: u32,
    /// States in which it counts; every state that is not final when empty.
    pub states: Vec<String>,
    /// What to do.
    pub name: Words,
}

/// What is due how often 频次: each care home, a drill each half-year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequency {
    /// Stable code.
    pub code: String,
    /// What is due.
    pub name: Words,
    /// Link field to whom it is due for; the record's own unit when absent.
    pub subject: Option<String>,
    /// Choice field of the subject's register that narrows the subjects, and its values.
    pub only: Option<(String, Vec<String>)>,
    /// Choice field of the record itself that narrows what counts, and its values: fire training among all training.
    pub counted: Option<(String, Vec<String>)>,
    /// States in which a record counts; any when empty.
    pub states: Vec<String>,
    /// How often.
    pub per: Period,
    /// How many in each period.
    pub count: u32,
    /// Number field that is added up (class hours 课时) instead of counting records.
    pub amount: Option<String>,
}

/// How a record becomes a fact 事实 for indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRule {
    /// Sort of fact, `hydrant`.
    pub kind: String,
    /// Date field that places the fact in a period; without it the fact holds as long as the record stands.
    pub date: Option<String>,
    /// States in which the record is a fact; any when empty.
    pub states: Vec<String>,
    /// Fields that the fact carries.
    pub fields: Vec<String>,
}

impl Field {
    /// Whether it holds a year 年度.
    pub fn is_year(&self) -> bool {
        matches!(&self.kind, FieldKind::Number { unit: Some(unit), decimals: 0, .. } if unit == "年")
    }

    /// What one of its options is called; none where it is no choice, or has no such option.
    pub fn option(&self, code: &str) -> Option<&Words> {
        let FieldKind::Choice { options, .. } = &self.kind else { return None };
        options.iter().find(|option| option.code == code).map(|option| &option.name)
    }

    /// Whether it must be given beside these values.
    pub fn is_required_beside(&self, values: &Decoded) -> bool {
        let holds = |(field, words): &(String, Vec<String>)| match values.get(field) {
            None => words.iter().any(|word| word == EMPTY),
            Some(value) => value.texts().iter().any(|text| words.contains(text)),
        };
        self.is_required || self.required_when.as_ref().is_some_and(holds)
    }
}

impl Register {
    /// The fields that take the title of a linked record, each with the link.
    pub fn titles_taken(&self) -> impl Iterator<Item = (&Field, &str)> {
        self.fields.iter().filter(|field| !field.is_retired).filter_map(|field| match &field.computed {
            Some(Computed::TitleOf { link }) => Some((field, link.as_str())),
            _ => None,
        })
    }

    /// Sets the dates that follow from other dates, and clears those whose date is gone.
    pub fn compute_dates(&self, values: &mut Decoded) {
        for field in self.fields.iter().filter(|field| !field.is_retired) {
            let Some(Computed::After { date, months, days }) = &field.computed else { continue };
            let after = match values.get(date) {
                Some(Value::Date(day)) => day
                    .checked_add_months(chrono::Months::new(*months))
                    .and_then(|day| day.checked_add_days(chrono::Days::new(u64::from(*days)))),
                _ => None,
            };
            match after {
                Some(day) => values.insert(field.code.clone(), Value::Date(day)),
                None => values.remove(&field.code),
            };
        }
    }

    /// A field by its code.
    pub fn field(&self, code: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.code == code)
    }

    /// A state by its code.
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|state| state.code == code)
    }

    /// The states in which a record is not over yet; none when the register has no states.
    pub fn open_states(&self) -> impl Iterator<Item = &State> {
        self.states.iter().filter(|state| !state.is_final)
    }

    /// The states in which a person may begin a record: the first, and those that no move leads to, such as a draft.
    pub fn begins(&self) -> impl Iterator<Item = &State> {
        let is_led_to = |state: &State| self.transitions.iter().any(|step| step.to == state.code);
        self.states
            .iter()
            .enumerate()
            .filter(move |(n, state)| *n == 0 || !is_led_to(state))
            .map(|(_, state)| state)
    }

    /// A move by its code.
    pub fn transition(&self, code: &str) -> Option<&Transition> {
        self.transitions.iter().find(|transition| transition.code == code)
    }

    /// The field that ties a record to a site 场所, if it has one.
    pub fn site_field(&self) -> Option<&Field> {
        self.fields.iter().find(|f| matches!(&f.kind, FieldKind::Link { register } if register == SITE))
    }
}

/// Code of the register of sites, which others link to.
pub const SITE: &str = "site";

#[cfg(test)]
pub(crate) mod samples;
