//! Statements whose text depends on what is asked for.

use super::super::entries::slot;
use super::{Test, Where};
use domain::register::Register;
use uuid::Uuid;

/// A record has one entry for each of its choices of a field: fewer than so many.
const MOST_ENTRIES: usize = 1000;

/// A value to bind.
#[derive(Debug, Clone)]
pub(in super::super) enum Bind {
    Slot(i64),
    Key(Vec<u8>),
    Id(Uuid),
    Text(String),
}

/// A statement under way: its text, and what is bound to it.
pub(in super::super) struct Sql {
    pub text: String,
    pub binds: Vec<Bind>,
}

macro_rules! bound {
    ($query:expr, $binds:expr) => {{
        let mut query = $query;
        for bind in $binds {
            query = match bind {
                Bind::Slot(slot) => query.bind(slot),
                Bind::Key(key) => query.bind(key),
                Bind::Id(id) => query.bind(id),
                Bind::Text(text) => query.bind(text),
            };
        }
        query
    }};
}

impl Sql {
    /// Begins with these words.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), binds: Vec::new() }
    }

    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub fn bind(&mut self, bind: Bind) {
        self.binds.push(bind);
        self.text.push_str(&format!("${}", self.binds.len()));
    }

    /// `alias.entry` fits the test.
    pub fn test(&mut self, alias: &str, test: &Test) {
        match test {
            Test::Any(keys) => {
                self.push(&format!("{alias}.entry IN ("));
                for (n, key) in keys.iter().enumerate() {
                    self.push(if n == 0 { "" } else { ", " });
                    self.bind(Bind::Key(key.clone()));
                }
                self.push(")");
            }
            Test::Range(from, to) => {
                self.push(&format!("{alias}.entry >= "));
                self.bind(Bind::Key(from.clone().unwrap_or_else(|| vec![0])));
                if let Some(to) = to {
                    self.push(&format!(" AND {alias}.entry <= "));
                    self.bind(Bind::Key(to.clone()));
                }
            }
        }
    }

    /// The record of `id` fits a filter, found by its own entries. The limits keep planners from joining with all that fit, or
    /// from looking for the record among all that fit: either costs the whole register for each page.
    pub fn probe(&mut self, register: &Register, id: &str, filter: &Where) {
        self.push(" AND (SELECT 1 FROM (SELECT i.entry FROM record_index i WHERE i.record_id = ");
        self.push(id);
        self.push(" AND i.slot = ");
        self.bind(Bind::Slot(slot(&register.code, &filter.field)));
        self.push(&format!(" LIMIT {MOST_ENTRIES}) f WHERE "));
        self.test("f", &filter.test);
        self.push(" LIMIT 1) IS NOT NULL");
    }

    /// The record of `id` fits a filter, however the planner finds out: for sums over all that fit.
    pub fn exists(&mut self, register: &Register, id: &str, filter: &Where) {
        self.push(" AND EXISTS (SELECT 1 FROM record_index f WHERE f.record_id = ");
        self.push(id);
        self.push(" AND f.slot = ");
        self.bind(Bind::Slot(slot(&register.code, &filter.field)));
        self.push(" AND ");
        self.test("f", &filter.test);
        self.push(")");
    }
}

pub(in super::super) use bound;
