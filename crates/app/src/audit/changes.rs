//! What an event changed, line by line: the leaves of before and after that differ, with names in place of codes.

use domain::org::OrgUnit;
use domain::register::{Register, Words, masked};
use serde_json::Value;
use std::collections::BTreeMap;

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Where it stands, `values.number`.
    pub path: String,
    /// What the field is called, for fields of registers.
    pub name: Option<String>,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// What codes are named by.
pub(super) struct Naming<'a> {
    /// The register of a record.
    pub register: Option<&'a Register>,
    /// Every unit.
    pub units: &'a [OrgUnit],
    /// In which language.
    pub shown: fn(&Words) -> &str,
}

/// The leaves that differ.
pub(super) fn changes(before: &Value, after: &Value, naming: &Naming<'_>) -> Vec<Changed> {
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    leaves(before, "", &mut old);
    leaves(after, "", &mut new);
    let paths: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differs = paths.into_iter().filter(|path| old.get(*path) != new.get(*path));
    // the count of writes moves with each of them and says nothing
    let tells = differs.filter(|path| path.as_str() != "version");
    let told = |path: &String| Changed {
        path: path.clone(),
        name: naming.name(path),
        before: old.get(path).map(|values| naming.shown(path, values)),
        after: new.get(path).map(|values| naming.shown(path, values)),
    };
    tells.map(told).collect()
}

/// Every leaf by its path; what is null is not there, and a list of plain values is one leaf.
fn leaves(value: &Value, path: &str, found: &mut BTreeMap<String, Vec<String>>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Null => {}
        Value::Object(map) => map.iter().for_each(|(key, value)| leaves(value, &below(key), found)),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            if !items.is_empty() {
                found.insert(path.to_owned(), items.iter().map(plain).collect());
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                leaves(item, &below(&(n + 1).to_string()), found);
            }
        }
        leaf => {
            found.insert(path.to_owned(), vec![plain(leaf)]);
        }
    }
}

fn plain(leaf: &Value) -> String {
    leaf.as_str().map_or_else(|| leaf.to_string(), str::to_owned)
}

impl Naming<'_> {
    fn name(&self, path: &str) -> Option<String> {
        let field = self.register?.field(path.strip_prefix("values.")?)?;
        Some((self.shown)(&field.name).to_owned())
    }

    /// Who reads the trail need not read personal data: that it changed is what counts.
    fn shown(&self, path: &str, values: &[String]) -> String {
        let text = self.text(path, values);
        let field = path.strip_prefix("values.");
        let is_personal = self.register.zip(field).is_some_and(|(register, code)| register.is_personal(code));
        if is_personal { masked(&text) } else { text }
    }

    fn text(&self, path: &str, values: &[String]) -> String {
        values.iter().map(|value| self.word(path, value)).collect::<Vec<_>>().join("、")
    }

    fn word(&self, path: &str, value: &str) -> String {
        let named = self.register.and_then(|register| self.of_register(register, path, value));
        let unit =
            || self.units.iter().find(|unit| unit.id.to_string() == value).map(|unit| unit.name.as_str());
        named.or_else(unit).unwrap_or(value).to_owned()
    }

    fn of_register<'s>(&self, register: &'s Register, path: &str, value: &str) -> Option<&'s str> {
        if path == "state" {
            return register.state(value).map(|state| (self.shown)(&state.name));
        }
        let field = register.field(path.strip_prefix("values.")?)?;
        field.option(value).map(self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PLAIN: Naming<'static> = Naming { register: None, units: &[], shown: |words| &words.zh };

    fn told(before: Value, after: Value) -> Vec<(String, Option<String>, Option<String>)> {
        changes(&before, &after, &PLAIN).into_iter().map(|c| (c.path, c.before, c.after)).collect()
    }

    #[test]
    fn only_what_differs_is_told_leaf_by_leaf() {
        let before = json!({ "name": "甲", "posts": [{ "role": "clerk" }], "tags": ["a", "b"], "version": 1, "to": null });
        let after = json!({ "name": "乙", "posts": [{ "role": "clerk" }, { "role": "leader" }], "tags": ["a"], "version": 2 });
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told(before, after),
            [
                ("name".to_owned(), some("甲"), some("乙")),
                ("posts.2.role".to_owned(), None, some("leader")),
                ("tags".to_owned(), some("a、b"), some("a")),
            ]
        );
    }

    #[test]
    fn what_is_new_has_no_before_and_what_is_gone_no_after() {
        assert_eq!(told(Value::Null, json!({ "n": 3 })), [("n".to_owned(), None, Some("3".to_owned()))]);
        assert_eq!(
            told(json!({ "n": true }), Value::Null),
            [("n".to_owned(), Some("true".to_owned()), None)]
        );
    }
}
