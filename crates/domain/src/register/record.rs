//! Records 台账记录 of a register: their identity, their moves between states, what lapses and what is due.

use super::{Decoded, Expiry, FieldError, FieldProblem, Frequency, Register, Transition, Value};
use crate::access::{Role, Subject};
use crate::hazard::HazardError;
use crate::matter::MatterError;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use thiserror::Error;
use uuid::Uuid;

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Identity.
    pub id: Uuid,
    /// Code of its register.
    pub register: String,
    /// Version of the definition that it was last written by.
    pub definition: i64,
    /// Unit in whose territory it lies 属地.
    pub unit_id: Uuid,
    /// Sector 行业领域.
    pub sector: Option<String>,
    /// State.
    pub state: String,
    /// Values by field.
    pub values: Decoded,
    /// When it was entered.
    pub made_at: DateTime<Utc>,
    /// The account that entered it.
    pub made_by: Option<Uuid>,
    /// When it was last changed.
    pub changed_at: DateTime<Utc>,
    /// The record that it was merged into, which stands for it since.
    pub merged_into: Option<Uuid>,
    /// When it was taken out; its history stays.
    pub removed_at: Option<DateTime<Utc>>,
    /// Grows with each write; a write carries the one it read.
    pub version: i64,
}

/// Why a record cannot be as asked.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum RecordError {
    /// Fields are wrong.
    #[error("{} fields are wrong", .0.len())]
    Fields(Vec<FieldError>),
    /// The register has no such move.
    #[error("no such move: {0}")]
    NoSuchTransition(String),
    /// Not from the state that it is in.
    #[error("a record in state {state} cannot take {transition}")]
    WrongState {
        /// State it is in.
        state: String,
        /// Move asked for.
        transition: String,
    },
    /// Another record has the same key.
    #[error("a record with this key exists")]
    KeyTaken(Uuid),
    /// It was taken out or merged.
    #[error("the record was taken out")]
    Removed,
    /// The unit does not stand on the day.
    #[error("no such unit")]
    UnitUnknown,
    /// Merging with itself or across registers.
    #[error("only different records of one register can be merged")]
    BadMerge,
    /// None of the caller's roles may take this move.
    #[error("no role of the caller may take this move")]
    NotYourMove,
    /// Personal data is revealed for a reason, of at most so many characters.
    #[error("a reason of at most {most} characters is asked for")]
    NoReason {
        /// Limit.
        most: usize,
    },
    /// The life of a hazard does not allow it.
    #[error(transparent)]
    Hazard(#[from] HazardError),
    /// The life of a matter does not allow it.
    #[error(transparent)]
    Matter(#[from] MatterError),
}

impl RecordError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fields(_) => "record.fields",
            Self::NoSuchTransition(_) => "record.no_such_transition",
            Self::WrongState { .. } => "record.wrong_state",
            Self::KeyTaken(_) => "record.key_taken",
            Self::Removed => "record.removed",
            Self::UnitUnknown => "record.unit_unknown",
            Self::BadMerge => "record.bad_merge",
            Self::NotYourMove => "record.not_your_move",
            Self::NoReason { .. } => "record.no_reason",
            Self::Hazard(error) => error.code(),
            Self::Matter(error) => error.code(),
        }
    }
}

impl Record {
    /// What decides who may see and change it.
    pub fn subject(&self) -> Subject<'_> {
        Subject { unit: Some(self.unit_id), sector: self.sector.as_deref(), entered_by: self.made_by }
    }

    /// What names it: the value of the title field.
    pub fn title(&self, register: &Register) -> String {
        self.values.get(&register.title).map_or_else(String::new, |value| value.texts().join("、"))
    }

    /// What identifies it: the key, or the second key when a field of the first is empty. Blanks and the case of
    /// letters do not count.
    pub fn key(&self, register: &Register) -> Option<String> {
        let first = self.joined(&register.key).map(|key| format!("1{key}"));
        first.or_else(|| self.else_key(register))
    }

    /// The second key, whether or not the first is complete: a sheet without codes finds the record all the same.
    pub fn else_key(&self, register: &Register) -> Option<String> {
        self.joined(&register.else_key).map(|key| format!("2{key}"))
    }

    fn joined(&self, fields: &[String]) -> Option<String> {
        let part = |code: &String| {
            if code == UNIT {
                return Some(self.unit_id.to_string());
            }
            let text = self.values.get(code)?.texts().join("、");
            Some(text.split_whitespace().collect::<String>().to_uppercase())
        };
        let parts: Option<Vec<String>> = fields.iter().map(part).collect();
        let join = |parts: Vec<String>| parts.iter().map(|part| format!("\u{1f}{part}")).collect::<String>();
        parts.filter(|parts| !parts.is_empty()).map(join)
    }

    /// Where it counts: its unit and its sector, empty for none.
    pub fn place(&self) -> (Uuid, &str) {
        (self.unit_id, self.sector.as_deref().unwrap_or_default())
    }

    /// The day that places it in a period.
    pub fn day(&self, register: &Register) -> Option<NaiveDate> {
        self.date(register.date.as_ref()?)
    }

    /// The value of a date field.
    pub fn date(&self, field: &str) -> Option<NaiveDate> {
        match self.values.get(field) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }

    /// The record that a field names.
    pub fn reference(&self, field: &str) -> Option<Uuid> {
        match self.values.get(field) {
            Some(Value::Reference(id)) => Some(*id),
            _ => None,
        }
    }

    /// The site it belongs to.
    pub fn site(&self, register: &Register) -> Option<Uuid> {
        match self.values.get(&register.site_field()?.code) {
            Some(Value::Reference(id)) => Some(*id),
            _ => None,
        }
    }

    /// The record that says where it lies when nobody does: its site, or else the hazard or the listing that it is about.
    pub fn origin(&self, register: &Register) -> Option<Uuid> {
        let about = || BELONGS.iter().find_map(|field| self.reference(field));
        self.site(register).or_else(about)
    }

    /// Whether it counts: neither taken out nor merged away.
    pub fn is_standing(&self) -> bool {
        self.removed_at.is_none() && self.merged_into.is_none()
    }

    /// Whether a choice field holds one of these codes.
    pub fn holds(&self, field: &str, codes: &[String]) -> bool {
        match self.values.get(field) {
            Some(Value::Choices(chosen)) => chosen.iter().any(|code| codes.contains(code)),
            _ => false,
        }
    }

    /// The moves that somebody of these roles may take from the state that the record is in. What a move needs may still
    /// be missing: it is entered on the way.
    pub fn moves<'r>(&self, register: &'r Register, roles: &[Role]) -> impl Iterator<Item = &'r Transition> {
        let is_open = move |step: &&Transition| {
            let is_mine = roles.iter().any(|role| step.is_for(*role));
            self.is_standing() && step.from.contains(&self.state) && is_mine
        };
        register.transitions.iter().filter(is_open)
    }

    /// How it stands to each of its dates of validity 到期.
    pub fn lapses<'r>(&self, register: &'r Register, today: NaiveDate) -> Vec<(&'r Expiry, Lapse)> {
        let lapse = |expiry| Some((expiry, lapse_of(register, expiry, self, today)?));
        register.expiries.iter().filter_map(lapse).collect()
    }

    /// Takes a move on a day: the state changes, the move's date is set to that day unless it was entered with the move,
    /// and what the move needs must be there. A second fault overwrites the date of the first, which the history keeps.
    ///
    /// # Errors
    /// When the move does not start here, is not the role's to take, or needs a field that is empty.
    pub fn moved(
        self,
        register: &Register,
        transition: &str,
        roles: &[Role],
        day: NaiveDate,
        is_entered: impl Fn(&str) -> bool,
    ) -> Result<Self, RecordError> {
        if !self.is_standing() {
            return Err(RecordError::Removed);
        }
        let Some(step) = register.transition(transition) else {
            return Err(RecordError::NoSuchTransition(transition.to_owned()));
        };
        if !step.from.contains(&self.state) {
            return Err(RecordError::WrongState { state: self.state, transition: transition.to_owned() });
        }
        if !roles.iter().any(|role| step.is_for(*role)) {
            return Err(RecordError::NotYourMove);
        }
        let mut values = self.values;
        if let Some(field) = step.sets.as_ref().filter(|field| !is_entered(field)) {
            values.insert(field.clone(), Value::Date(day));
        }
        register.compute_dates(&mut values);
        let missing: Vec<FieldError> = step
            .needs
            .iter()
            .filter(|code| !values.contains_key(*code))
            .map(|code| FieldError { field: code.clone(), problem: FieldProblem::Required })
            .collect();
        if !missing.is_empty() {
            return Err(RecordError::Fields(missing));
        }
        Ok(Self { state: step.to.clone(), values, ..self })
    }

    /// Stands aside for another record of the same thing, which takes what this one knows and the other does not.
    ///
    /// # Errors
    /// With itself, across registers, or when one of the two no longer stands.
    pub fn merged_into(self, keeper: Self) -> Result<(Self, Self), RecordError> {
        if self.id == keeper.id || self.register != keeper.register {
            return Err(RecordError::BadMerge);
        }
        if !self.is_standing() || !keeper.is_standing() {
            return Err(RecordError::Removed);
        }
        let mut values = keeper.values;
        for (field, value) in &self.values {
            values.entry(field.clone()).or_insert_with(|| value.clone());
        }
        let gone = Self { merged_into: Some(keeper.id), ..self };
        Ok((gone, Self { values, ..keeper }))
    }
}

/// Links by which a record belongs to another, and lies where that lies.
pub const BELONGS: &[&str] = &["hazard", "listing", "paper", "consultation"];

/// In a key, the record's own unit.
pub(super) const UNIT: &str = "unit";

/// How a date of validity stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lapse {
    /// 有效.
    Valid,
    /// 临期: so many days are left; on the last day, none.
    Soon(i64),
    /// 过期: so many days over.
    Over(i64),
    /// No date was entered.
    Unknown,
}

/// How a record stands to one of its dates of validity. The last valid day itself is still valid. A record in a state in
/// which the date does not count lapses no more.
pub fn lapse_of(register: &Register, expiry: &Expiry, record: &Record, today: NaiveDate) -> Option<Lapse> {
    if !expiry.counts_in(register, &record.state) || !record.is_standing() {
        return None;
    }
    let Some(last) = record.date(&expiry.field) else { return Some(Lapse::Unknown) };
    let (over, soon) = expiry.bounds(today);
    Some(if last <= over {
        Lapse::Over((today - last).num_days())
    } else if last <= soon {
        Lapse::Soon((last - today).num_days())
    } else {
        Lapse::Valid
    })
}

impl Expiry {
    /// Whether the date counts in a state: in those that are named, or else in every one that is not final.
    pub fn counts_in(&self, register: &Register, state: &str) -> bool {
        if self.states.is_empty() {
            return !register.state(state).is_some_and(|state| state.is_final);
        }
        self.states.iter().any(|known| known == state)
    }

    /// By its last valid day: through the first of these it is over, through the second it is called for.
    pub fn bounds(&self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let over = today.pred_opt().unwrap_or(today);
        (over, today.checked_add_days(chrono::Days::new(self.warn_days.into())).unwrap_or(NaiveDate::MAX))
    }
}

impl Transition {
    /// Whether a role may take it.
    pub fn is_for(&self, role: Role) -> bool {
        role == Role::Administrator || self.roles.contains(&role)
    }
}

/// What of a frequency is done and missing in the period of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Period: first and last day.
    pub period: crate::calendar::Days,
    /// Done so far: records, or the sum of the amount field.
    pub done: Decimal,
    /// Asked for.
    pub asked: Decimal,
}

impl Due {
    /// What is missing; nothing when it is done.
    pub fn missing(&self) -> Decimal {
        (self.asked - self.done).max(Decimal::ZERO)
    }
}

/// How a subject stands to a frequency, from its records of the register.
pub fn due_now<'r>(
    register: &Register,
    frequency: &Frequency,
    records: impl IntoIterator<Item = &'r Record>,
    today: NaiveDate,
) -> Option<Due> {
    let period = frequency.per.around(today)?;
    let inside =
        |record| frequency.counts(register, record).filter(|(day, _)| period.contains(*day) && *day <= today);
    let done = records.into_iter().filter_map(inside).map(|(_, amount)| amount).sum();
    Some(Due { period, done, asked: frequency.count.into() })
}

impl Frequency {
    /// What a record adds to the frequency, and on which day: one, or its amount.
    pub fn counts(&self, register: &Register, record: &Record) -> Option<(NaiveDate, Decimal)> {
        let is_counted = self.states.is_empty() || self.states.contains(&record.state);
        let is_such = self.counted.as_ref().is_none_or(|(field, codes)| record.holds(field, codes));
        if !is_counted || !is_such || !record.is_standing() {
            return None;
        }
        let amount = match &self.amount {
            None => Decimal::ONE,
            Some(field) => match record.values.get(field) {
                Some(Value::Number(amount)) => *amount,
                _ => Decimal::ZERO,
            },
        };
        Some((record.day(register)?, amount))
    }

    /// For whom a record was done.
    pub fn subject_of(&self, record: &Record) -> Option<Uuid> {
        record.reference(self.subject.as_ref()?)
    }

    /// Whether it is due for a record of the subjects' register: one that stands, is not over, and is of the sort.
    pub fn is_due_for(&self, subjects: &Register, subject: &Record) -> bool {
        let is_final = subjects.state(&subject.state).is_some_and(|state| state.is_final);
        subject.is_standing()
            && !is_final
            && self.only.as_ref().is_none_or(|(field, codes)| subject.holds(field, codes))
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
