//! Where a page of a list begins: behind or before a place, at a value of the order, at a row, or at the end.

use crate::act::start_of_day;
use crate::error::AppError;
use chrono::{Days, NaiveDate};
use domain::calendar::Period;
use domain::register::{FieldKind, Record, Register, Value, parse_time, plain};
use store::{Direction, Order, Start, changed_key, core, entry_key, letter, letter_end, text_key};
use uuid::Uuid;

/// Where a page begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Begin {
    /// With the first record.
    #[default]
    First,
    /// Behind this place, as [`super::Listed::next`] gave it.
    After(String),
    /// Ends before this place, as [`super::Listed::before`] gave it.
    Before(String),
    /// With the first record that has this value in the field of the order, or a later one: first characters or the first
    /// letter of a text, a number, a day, month or year.
    Value(String),
    /// With this row; the first is 0.
    Row(u32),
    /// Ends with the last record.
    End,
}

impl Begin {
    /// # Errors
    /// [`AppError::BadQuery`] for a place that no answer gave, and a value that does not fit the order.
    pub(super) fn start(&self, register: &Register, order: &Order) -> Result<Start, AppError> {
        let bad = |part: &str| AppError::BadQuery { part: part.to_owned() };
        Ok(match self {
            Self::First => Start::First,
            Self::After(place) => {
                let (key, id) = cursor(place).ok_or_else(|| bad("after"))?;
                Start::After(key, id)
            }
            Self::Before(place) => {
                let (key, id) = cursor(place).ok_or_else(|| bad("before"))?;
                Start::Before(key, id)
            }
            Self::Value(text) => {
                Start::At(value_key(register, order, &plain(text)).ok_or_else(|| bad("from"))?)
            }
            Self::Row(row) => Start::Skip(*row),
            Self::End => Start::Last,
        })
    }

    /// Where the characters of a letter begin, when a page was asked for by one and what stands there does not begin with
    /// that very letter: names in Chinese are looked for by the first letter of their pinyin.
    pub(super) fn by_letter(
        &self,
        register: &Register,
        order: &Order,
        first: Option<&Record>,
    ) -> Option<Start> {
        let Self::Value(text) = self else { return None };
        let typed = plain(text);
        let mut typed = typed.chars();
        let (Some(one), None) = (typed.next(), typed.next()) else { return None };
        if order.is_by_strokes || !is_text(register, order) {
            return None;
        }
        if let Some(Value::Text(text)) = first.and_then(|record| record.values.get(&order.field))
            && text.chars().next().is_some_and(|begins| begins.eq_ignore_ascii_case(&one))
        {
            return None;
        }
        match order.direction {
            Direction::Up => letter(one).map(Start::At),
            Direction::Down => letter_end(one).map(Start::At),
        }
    }
}

/// A place as answers name it.
pub(super) fn place(key: &[u8], id: Uuid) -> String {
    format!("{}.{}", hex::encode(key), id.simple())
}

fn cursor(place: &str) -> Option<(Vec<u8>, Uuid)> {
    let (key, id) = place.split_once('.')?;
    Some((hex::decode(key).ok()?, id.parse().ok()?))
}

fn is_text(register: &Register, order: &Order) -> bool {
    register
        .field(&order.field)
        .is_some_and(|field| matches!(field.kind, FieldKind::Text { .. } | FieldKind::Person))
}

/// Behind every key that begins as this one.
fn past(mut key: Vec<u8>) -> Vec<u8> {
    key.push(u8::MAX);
    key
}

fn value_key(register: &Register, order: &Order, text: &str) -> Option<Vec<u8>> {
    if text.is_empty() {
        return None;
    }
    let is_up = order.direction == Direction::Up;
    if order.field == core::CHANGED {
        let (first, last) = span(text)?;
        let day = if is_up { first } else { last.checked_add_days(Days::new(1))? };
        return Some(changed_key(start_of_day(day)));
    }
    let field = register.field(&order.field)?;
    match field.kind {
        FieldKind::Text { .. } | FieldKind::Person => {
            let key = text_key(text, order.is_by_strokes);
            Some(if is_up { key } else { past(key) })
        }
        FieldKind::Date => {
            let (first, last) = span(text)?;
            Some(entry_key(&Value::Date(if is_up { first } else { last })))
        }
        FieldKind::Time => {
            let time = parse_time(text)?.format("%H:%M").to_string();
            Some(entry_key(&Value::Text(time)))
        }
        FieldKind::Number { .. } | FieldKind::Money { .. } => {
            Some(entry_key(&Value::Number(text.replace(',', "").parse().ok()?)))
        }
        _ => None,
    }
}

/// The days of `2026`, `2026-03` or `2026-03-05`, as clerks write them.
fn span(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let text = text.replace(['.', '/', '年', '月'], "-").replace('日', "");
    let parts: Vec<&str> = text.split('-').filter(|part| !part.is_empty()).collect();
    let number = |n: usize| parts.get(n).map(|part| part.parse::<u32>());
    let year = parts.first()?.parse::<i32>().ok()?;
    let (month, day) = (number(1).transpose().ok()?, number(2).transpose().ok()?);
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let days = match (parts.len(), month) {
        (3, _) => return Some((first, first)),
        (2, Some(_)) => Period::Month.around(first)?,
        (1, _) => Period::Year.around(first)?,
        _ => return None,
    };
    Some((days.first, days.last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_a_month_and_a_day_are_told_apart() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        for (typed, first, last) in [
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-02", "2026-02-01", "2026-02-28"),
            ("2026年2月", "2026-02-01", "2026-02-28"),
            ("2026.2.5", "2026-02-05", "2026-02-05"),
        ] {
            assert_eq!(span(typed), day(first).zip(day(last)), "{typed}");
        }
        for typed in ["", "x", "2026-13", "2026-02-30", "2026-1-1-1"] {
            assert_eq!(span(typed), None, "{typed}");
        }
    }
}
