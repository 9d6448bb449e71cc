//! Expressions over the fields of a fact: a subset of CEL that people who know spreadsheets can read. Checked against the
//! fields when they are read, evaluated without failing afterwards.

use super::parse;
use crate::calendar::Days;
use crate::register::{FactRule, FieldKind, Record, Register, Value};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use thiserror::Error;

/// What is wrong with an expression, and at which character (from 0).
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{what}")]
pub struct ExpressionError {
    /// Character.
    pub at: usize,
    /// What was found and what was expected.
    pub what: String,
}

/// Type of a part of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// 文本 or one choice.
    Text,
    /// Several choices.
    Set,
    /// 数值.
    Number,
    /// 日期.
    Date,
    /// 是否.
    Flag,
    /// A record, unit, file or place, of which only [`Node::Has`] can be asked.
    Other,
}

impl Type {
    /// Its name in error messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Set => "several choices",
            Self::Number => "number",
            Self::Date => "date",
            Self::Flag => "flag",
            Self::Other => "reference",
        }
    }
}

/// A name that an expression may use: its type, and the codes that it can hold when they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Code of the field, `state` or `sector`.
    pub code: String,
    /// Type.
    pub of: Type,
    /// Codes.
    pub codes: Option<Vec<String>>,
}

/// The names of one sort of fact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope(pub Vec<Name>);

impl Scope {
    /// The fields that a fact carries, its state and its sector.
    pub fn of(register: &Register, rule: &FactRule) -> Self {
        let field = |code: &String| {
            let field = register.field(code)?;
            let (of, codes) = match &field.kind {
                FieldKind::Text { .. } | FieldKind::Person | FieldKind::Time => (Type::Text, None),
                FieldKind::Number { .. } | FieldKind::Money { .. } => (Type::Number, None),
                FieldKind::Date => (Type::Date, None),
                FieldKind::Flag => (Type::Flag, None),
                FieldKind::Choice { options, is_multiple } => {
                    let codes = options.iter().map(|option| option.code.clone()).collect();
                    (if *is_multiple { Type::Set } else { Type::Text }, Some(codes))
                }
                FieldKind::Unit { .. }
                | FieldKind::Link { .. }
                | FieldKind::Files { .. }
                | FieldKind::Place => (Type::Other, None),
            };
            Some(Name { code: code.clone(), of, codes })
        };
        let mut names: Vec<Name> = rule.fields.iter().filter_map(field).collect();
        if let Some(date) = rule.date.as_ref().filter(|date| !rule.fields.contains(date)) {
            names.push(Name { code: date.clone(), of: Type::Date, codes: None });
        }
        let states = register.states.iter().map(|state| state.code.clone()).collect();
        names.push(Name { code: STATE.to_owned(), of: Type::Text, codes: Some(states) });
        names.push(Name { code: SECTOR.to_owned(), of: Type::Text, codes: None });
        Self(names)
    }

    /// A name.
    pub fn name(&self, code: &str) -> Option<&Name> {
        self.0.iter().find(|name| name.code == code)
    }
}

/// The state of the record.
pub(super) const STATE: &str = "state";
/// The sector of the record.
pub(super) const SECTOR: &str = "sector";

/// Comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `==`.
    Eq,
    /// `!=`.
    Ne,
    /// `<`.
    Lt,
    /// `<=`.
    Le,
    /// `>`.
    Gt,
    /// `>=`.
    Ge,
}

/// A checked expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A name.
    Name(String),
    /// `'text'`.
    Text(String),
    /// `12.5`.
    Number(Decimal),
    /// `date('2020-01-01')`.
    Date(NaiveDate),
    /// `true`.
    Flag(bool),
    /// `!x`.
    Not(Box<Self>),
    /// `a && b`.
    And(Box<Self>, Box<Self>),
    /// `a || b`.
    Or(Box<Self>, Box<Self>),
    /// `a < b`.
    Compare(Op, Box<Self>, Box<Self>),
    /// `a + b`, or `a - b`.
    Sum(Box<Self>, Box<Self>, bool),
    /// `x in ['a', 'b']`.
    OneOf(Box<Self>, Vec<Self>),
    /// `'a' in names`.
    Among(Box<Self>, String),
    /// `has(field)`.
    Has(String),
    /// `in_special_period(day)`.
    Special(Box<Self>),
}

/// An expression that is a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// As it was written.
    pub text: String,
    node: Node,
}

impl Condition {
    /// Reads a condition over the names of a fact.
    ///
    /// # Errors
    /// Where it is no expression, names what the fact does not carry, or mixes types.
    pub fn read(text: &str, scope: &Scope) -> Result<Self, ExpressionError> {
        Ok(Self { text: text.to_owned(), node: parse::condition(text, scope)? })
    }

    /// Whether it asks for special periods, which come from other records.
    pub fn asks_special_periods(&self) -> bool {
        self.text.contains("in_special_period")
    }

    /// Whether it holds for a record; a comparison with an empty field does not.
    pub fn holds(&self, record: &Record, special: &[Days]) -> bool {
        matches!(value(&self.node, record, special), Held::Flag(true))
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Held<'r> {
    Absent,
    Text(&'r str),
    Set(&'r [String]),
    Number(Decimal),
    Date(NaiveDate),
    Flag(bool),
}

fn named<'r>(code: &str, record: &'r Record) -> Held<'r> {
    match code {
        STATE => return Held::Text(&record.state),
        SECTOR => return record.sector.as_deref().map_or(Held::Absent, Held::Text),
        _ => {}
    }
    match record.values.get(code) {
        Some(Value::Text(text)) => Held::Text(text),
        Some(Value::Number(number)) => Held::Number(*number),
        Some(Value::Date(day)) => Held::Date(*day),
        Some(Value::Flag(flag)) => Held::Flag(*flag),
        Some(Value::Choices(codes)) => Held::Set(codes),
        Some(Value::Reference(_) | Value::Files(_) | Value::Place(_)) | None => Held::Absent,
    }
}

fn value<'r>(node: &'r Node, record: &'r Record, special: &[Days]) -> Held<'r> {
    let of = |node: &'r Node| value(node, record, special);
    let is = |node: &'r Node| matches!(of(node), Held::Flag(true));
    match node {
        Node::Name(code) => named(code, record),
        Node::Text(text) => Held::Text(text),
        Node::Number(number) => Held::Number(*number),
        Node::Date(day) => Held::Date(*day),
        Node::Flag(flag) => Held::Flag(*flag),
        Node::Not(inner) => Held::Flag(!is(inner)),
        Node::And(a, b) => Held::Flag(is(a) && is(b)),
        Node::Or(a, b) => Held::Flag(is(a) || is(b)),
        Node::Compare(op, a, b) => Held::Flag(compare(*op, &of(a), &of(b))),
        Node::Sum(a, b, is_minus) => match (of(a), of(b)) {
            (Held::Number(a), Held::Number(b)) => {
                let sum = if *is_minus { a.checked_sub(b) } else { a.checked_add(b) };
                sum.map_or(Held::Absent, Held::Number)
            }
            _ => Held::Absent,
        },
        Node::OneOf(needle, options) => {
            let needle = of(needle);
            Held::Flag(options.iter().any(|option| compare(Op::Eq, &needle, &of(option))))
        }
        Node::Among(needle, code) => match (of(needle), named(code, record)) {
            (Held::Text(needle), Held::Set(codes)) => Held::Flag(codes.iter().any(|code| code == needle)),
            _ => Held::Flag(false),
        },
        Node::Has(code) => {
            Held::Flag(record.values.contains_key(code) || !matches!(named(code, record), Held::Absent))
        }
        Node::Special(day) => match of(day) {
            Held::Date(day) => Held::Flag(special.iter().any(|days| days.contains(day))),
            _ => Held::Flag(false),
        },
    }
}

fn compare(op: Op, a: &Held<'_>, b: &Held<'_>) -> bool {
    use std::cmp::Ordering::{Equal, Greater, Less};
    // one choice is kept as a set of one
    let single = |set: &[String]| set.first().cloned().unwrap_or_default();
    let order = match (a, b) {
        (Held::Text(a), Held::Text(b)) => (*a).cmp(*b),
        (Held::Set(a), Held::Text(b)) => single(a).as_str().cmp(*b),
        (Held::Text(a), Held::Set(b)) => (*a).cmp(single(b).as_str()),
        (Held::Set(a), Held::Set(b)) => a.cmp(b),
        (Held::Number(a), Held::Number(b)) => a.cmp(b),
        (Held::Date(a), Held::Date(b)) => a.cmp(b),
        (Held::Flag(a), Held::Flag(b)) => a.cmp(b),
        _ => return false,
    };
    match op {
        Op::Eq => order == Equal,
        Op::Ne => order != Equal,
        Op::Lt => order == Less,
        Op::Le => order != Greater,
        Op::Gt => order == Greater,
        Op::Ge => order != Less,
    }
}
