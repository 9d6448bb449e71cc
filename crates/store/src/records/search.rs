//! Search over Chinese text: runs of characters are kept as pairs, so that any two that stand together are found.
//! The engines' full-text indexes differ, and with them the two statements here.

use crate::bulk::{insert_rows, parts, values};
use crate::db::{Engine, Tx, on};
use crate::error::StoreError;
use domain::register::{FieldKind, Record, Register, Value, plain};
use sqlx::AssertSqlSafe;
use std::collections::HashMap;
use uuid::Uuid;

/// A part of what is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// These pairs, one behind the other.
    Phrase(Vec<String>),
    /// A word that begins so.
    Prefix(String),
}

/// The searched texts of one record: its identity and register, then its grams.
pub const SQLITE_ADD_ONE: [&str; 2] = [
    "INSERT INTO record_search (record_id, register) VALUES (?, ?)",
    "INSERT INTO record_gram (rowid, grams) VALUES (last_insert_rowid(), ?)",
];
const SQLITE_FIND: &str = "SELECT s.seq FROM record_search s WHERE s.record_id = $1";
const SQLITE_ADD: &str = "INSERT INTO record_search (record_id, register)";
const SQLITE_GRAMS: &str = "INSERT INTO record_gram (rowid, grams)";
const SQLITE_REPLACE: &str = "INSERT OR REPLACE INTO record_gram (rowid, grams) VALUES ($1, $2)";
const POSTGRES_SET: &str = "UPDATE record_search SET grams = $2 WHERE record_id = $1";

/// A text cut for the index: pairs of characters, each run closed by its last one; words and numbers whole.
fn cut(text: &str, out: &mut Vec<String>) {
    for run in runs(text) {
        match run {
            Run::Word(word) => out.push(word),
            Run::Characters(characters) => {
                out.extend(characters.windows(2).map(|pair| pair.iter().collect()));
                out.extend(characters.last().map(char::to_string));
            }
        }
    }
}

enum Run {
    Word(String),
    Characters(Vec<char>),
}

fn runs(text: &str) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut is_open = false;
    for c in plain(text).chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            is_open = false;
            continue;
        }
        match (found.last_mut().filter(|_| is_open), c.is_ascii()) {
            (Some(Run::Word(word)), true) => word.push(c),
            (Some(Run::Characters(characters)), false) => characters.push(c),
            (_, true) => found.push(Run::Word(c.to_string())),
            (_, false) => found.push(Run::Characters(vec![c])),
        }
        is_open = true;
    }
    found
}

/// What is kept for a record: its searched texts, cut. Personal data is not searched: who may not read it could ask for it
/// digit by digit. A mark between fields keeps phrases from running over.
pub fn grams(register: &Register, record: &Record) -> String {
    let mut out = Vec::new();
    if !record.is_standing() {
        return String::new();
    }
    for field in
        register.fields.iter().filter(|field| field.is_searched && !field.is_personal && !field.is_retired)
    {
        match (record.values.get(&field.code), &field.kind) {
            (Some(Value::Choices(codes)), FieldKind::Choice { options, .. }) => {
                for option in options.iter().filter(|option| codes.contains(&option.code)) {
                    cut(&option.name.zh, &mut out);
                }
            }
            (Some(value), _) => value.texts().iter().for_each(|text| cut(text, &mut out)),
            (None, _) => continue,
        }
        out.push("zzz0".to_owned());
    }
    out.join(" ")
}

/// What a person typed, as terms that must all be found; none when there is nothing to search for.
pub fn terms(text: &str) -> Vec<Term> {
    let term = |run: Run| match run {
        Run::Word(word) => Term::Prefix(word),
        Run::Characters(characters) if characters.len() == 1 => Term::Prefix(characters.iter().collect()),
        Run::Characters(characters) => {
            Term::Phrase(characters.windows(2).map(|pair| pair.iter().collect()).collect())
        }
    };
    runs(text).into_iter().take(10).map(term).collect()
}

/// The terms in the language of FTS5. Terms hold letters and digits alone, so nothing has to be escaped.
pub fn sqlite_query(terms: &[Term]) -> String {
    let term = |term: &Term| match term {
        Term::Phrase(pairs) => format!("\"{}\"", pairs.join(" ")),
        Term::Prefix(word) => format!("\"{word}\" *"),
    };
    terms.iter().map(term).collect::<Vec<_>>().join(" AND ")
}

/// As many characters at the beginning of a word are kept as a word of their own on PostgreSQL.
const MARKED: usize = 3;

/// The terms as a tsquery.
pub fn postgres_query(terms: &[Term]) -> String {
    let term = |term: &Term| match term {
        Term::Phrase(pairs) => format!("({})", pairs.join(" <-> ")),
        Term::Prefix(word) if word.is_ascii() && word.len() <= MARKED => format!("ǁ{word}"),
        Term::Prefix(word) => format!("{word}:*"),
    };
    terms.iter().map(term).collect::<Vec<_>>().join(" & ")
}

impl Tx {
    /// The searched texts of many new records on SQLite.
    pub(super) async fn add_grams(
        &mut self,
        register: &str,
        texts: &[(Uuid, &String)],
    ) -> Result<(), StoreError> {
        let mut rows: Vec<(i64, &String)> = Vec::with_capacity(texts.len());
        let mut rest = texts;
        for part in parts(texts.len(), 2) {
            let (chunk, others) = rest.split_at(part);
            rest = others;
            let sql = values(SQLITE_ADD, 2, part, false) + " RETURNING seq, record_id";
            let made: Vec<(i64, Uuid)> = on!(self, c => {
                let mut query = sqlx::query_as(AssertSqlSafe(sql));
                for (id, _) in chunk {
                    query = query.bind(id).bind(register);
                }
                query.fetch_all(&mut **c).await?
            });
            let of: HashMap<Uuid, i64> = made.into_iter().map(|(seq, id)| (id, seq)).collect();
            rows.extend(chunk.iter().filter_map(|(id, grams)| Some((*of.get(id)?, *grams))));
        }
        insert_rows!(self, SQLITE_GRAMS, rows, (seq, grams) => seq, grams)?;
        Ok(())
    }

    /// The changed text of a record that has one.
    pub(super) async fn set_grams(&mut self, id: Uuid, grams: &str) -> Result<(), StoreError> {
        match &mut self.engine {
            Engine::Sqlite(c) => {
                let seq: (i64,) = sqlx::query_as(SQLITE_FIND).bind(id).fetch_one(&mut **c).await?;
                sqlx::query(SQLITE_REPLACE).bind(seq.0).bind(grams).execute(&mut **c).await?;
            }
            Engine::Postgres(c) => {
                sqlx::query(POSTGRES_SET).bind(id).bind(grams).execute(&mut **c).await?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_pairs_and_words() {
        let mut out = Vec::new();
        cut("消防队（X-12）Ａ栋", &mut out);
        assert_eq!(out, ["消防", "防队", "队", "x", "12", "a", "栋"]);
    }

    #[test]
    fn what_is_typed_becomes_terms_of_both_engines() {
        let terms = terms("消防队 9135 队 \"'*");
        assert_eq!(sqlite_query(&terms), "\"消防 防队\" AND \"9135\" * AND \"队\" *");
        assert_eq!(postgres_query(&terms), "(消防 <-> 防队) & 9135:* & 队:*");
        assert_eq!(postgres_query(&super::terms("913")), "ǁ913");
    }
}
