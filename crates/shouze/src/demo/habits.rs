//! How the invented street keeps its registers, as data: how many records, which moves they go through, how often what is
//! due is done, what fields hold.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Fields of any register that has no habit of its own for them.
const ANY: &str = "any";

/// Habits by register.
pub struct Habits(BTreeMap<String, Habit>);

/// One register.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Habit {
    /// Records for each thousand sites.
    pub per_thousand: Option<usize>,
    /// Moves in the order in which they are taken; without it, to each state that is not the last.
    pub path: Option<Vec<String>>,
    /// Of a hundred records, how many take each move.
    pub moves: Option<u8>,
    /// The same for single moves.
    pub chance: BTreeMap<String, u8>,
    /// Days between two moves: from, to.
    pub pace: Option<(i64, i64)>,
    /// Whether a move that would come after today is not taken yet; else it is taken today.
    pub waits: bool,
    /// First and last day of the year on which records begin; through today without it.
    pub season: Option<(u64, u64)>,
    /// Of a hundred records, how many are of the year before.
    pub last_year: u8,
    /// Frequencies that are kept: of a hundred periods, how many see lapses; then of a hundred subjects, how many lapse.
    pub covers: BTreeMap<String, (u8, u8)>,
    /// Records of which each subject has one.
    pub each: Option<Each>,
    /// Records that come regularly.
    pub regular: Vec<Regular>,
    /// Sector of a place of each kind.
    pub sectors: BTreeMap<String, String>,
    /// Fields.
    pub fields: BTreeMap<String, FieldHabit>,
    /// Fields of records of the year before, where they differ.
    pub before: BTreeMap<String, FieldHabit>,
}

/// Records that come in each period, or once.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Regular {
    /// `month`, `quarter`, …; once when absent.
    pub per: Option<String>,
    /// How many days ago, when it comes once.
    pub days_ago: u64,
    /// How many each time.
    pub times: Option<usize>,
    /// One for each community, or one for the street.
    pub each_community: bool,
    /// The period of the year, from 1, in which it was forgotten.
    pub skip: Option<usize>,
    /// What its fields hold.
    pub fields: BTreeMap<String, String>,
}

/// Subjects that have one record each.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Each {
    /// Field that links to the site.
    pub field: String,
    pub kinds: Vec<String>,
    /// Of a hundred, how many have it.
    pub of_hundred: u8,
}

/// One field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FieldHabit {
    /// Of a hundred records, how many fill it.
    pub filled: Option<u8>,
    /// What it holds, each with its weight.
    pub weights: BTreeMap<String, u32>,
    /// From, to.
    pub number: Option<(i64, i64)>,
    /// So many hundredths of another field.
    pub part: Option<Part>,
    /// Days after the record's own day; they may be yet to come.
    pub after: Option<(i64, i64)>,
    /// Days from today on.
    pub until: Option<(i64, i64)>,
    /// One of these drawings; fields with as many of them show the same thing.
    pub pictures: Vec<String>,
}

/// A part of another field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub of: String,
    pub percent: (i64, i64),
}

impl Habits {
    /// Those of the file.
    ///
    /// # Errors
    /// With line and column, when it holds a key that is none.
    pub fn new() -> Result<Self> {
        let text = include_str!("../../../../examples/demo/habits.toml");
        toml_edit::de::from_str(text).map(Self).context("examples/demo/habits.toml")
    }

    /// Of a register.
    pub fn of(&self, register: &str) -> Habit {
        self.0.get(register).cloned().unwrap_or_default()
    }

    /// Of a field: in the year before, of its register, of any register.
    pub fn field(&self, register: &str, field: &str, is_before: bool) -> FieldHabit {
        let own = self.0.get(register);
        let before = own.filter(|_| is_before).and_then(|habit| habit.before.get(field));
        let any = || self.0.get(ANY).and_then(|habit| habit.fields.get(field));
        before
            .or_else(|| own.and_then(|habit| habit.fields.get(field)))
            .or_else(any)
            .cloned()
            .unwrap_or_default()
    }

    /// Registers that are named, but for that of any.
    #[cfg(test)]
    pub fn registers(&self) -> impl Iterator<Item = (&String, &Habit)> {
        self.0.iter().filter(|(code, _)| *code != ANY)
    }
}
