//! What an import tells of its rows.

use super::field_params;
use super::mapping::Mapped;
use super::plan::{Planned, Wrong};
use serde_json::{Value, json};

/// Problems that a report lists; the marked file has all of them.
const MOST_LISTED: usize = 500;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowProblem {
    /// Row as Excel shows it.
    pub row: u32,
    /// Field, `unit`, `sector` or `state`; none when it concerns the whole row.
    pub field: Option<String>,
    /// Stable code.
    pub code: String,
    /// What fills its words.
    pub params: Value,
}

impl RowProblem {
    fn new(row: u32, (field, wrong): (Option<String>, Wrong)) -> Self {
        let params = match &wrong {
            Wrong::Field(problem) => field_params(problem),
            Wrong::Twice(first) => json!({ "first": first }),
            Wrong::Cell(_) | Wrong::Record(_) | Wrong::Place => json!({}),
        };
        Self { row, field, code: wrong.code().to_owned(), params }
    }

    fn json(&self) -> Value {
        json!({ "row": self.row, "field": self.field, "code": self.code, "params": self.params })
    }
}

/// Counts and problems of rows so far.
#[derive(Default)]
pub(super) struct Report {
    new: usize,
    changed: usize,
    same: usize,
    bad: usize,
    pub(super) problems: Vec<RowProblem>,
}

impl Report {
    pub(super) fn count(&mut self, row: u32, planned: &Planned) {
        match planned {
            Planned::Create(_) => self.new += 1,
            Planned::Change(_) => self.changed += 1,
            Planned::Same => self.same += 1,
            Planned::Bad(wrong) => {
                self.bad += 1;
                self.problems.extend(wrong.iter().cloned().map(|wrong| RowProblem::new(row, wrong)));
            }
        }
    }

    pub(super) fn json(&self, mapped: &Mapped, only_good: bool) -> Value {
        let listed: Vec<Value> = self.problems.iter().take(MOST_LISTED).map(RowProblem::json).collect();
        json!({
            "new": self.new, "changed": self.changed, "same": self.same, "bad": self.bad,
            "problems": listed, "mapping": mapped, "only_good": only_good,
        })
    }

    pub(super) fn of(json: &Value) -> Self {
        let count = |name: &str| json[name].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let problem = |json: &Value| {
            Some(RowProblem {
                row: u32::try_from(json["row"].as_u64()?).ok()?,
                field: json["field"].as_str().map(str::to_owned),
                code: json["code"].as_str()?.to_owned(),
                params: json["params"].clone(),
            })
        };
        Self {
            new: count("new"),
            changed: count("changed"),
            same: count("same"),
            bad: count("bad"),
            problems: json["problems"].as_array().into_iter().flatten().filter_map(problem).collect(),
        }
    }
}
