//! Index entries that a register's definition asks for and its older records do not have: a field that was put into the table, a
//! day by which records are counted, an order that a newer program knows. Without them a list in that order would show new records
//! alone.

use super::entries::{self, Entry, slot};
use super::insert::INTO_INDEX;
use crate::bulk::insert_rows;
use crate::db::{Tx, execute, one};
use crate::error::StoreError;
use domain::register::{Record, Register};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Records that are looked at together.
const PAGE: i64 = 1000;

const SHAPE: &str = "SELECT names FROM index_shape WHERE register = $1";
pub(crate) const KEEP: &str = "INSERT INTO index_shape (register, names) VALUES ($1, $2)
     ON CONFLICT (register) DO UPDATE SET names = excluded.names";
const EMPTY: &str = "DELETE FROM record_index WHERE slot = $1";
const STANDS: &str = " ON CONFLICT (slot, entry, record_id) DO UPDATE SET amount = excluded.amount";

pub(crate) const STATEMENTS: &[&str] = &[SHAPE, KEEP, EMPTY];

impl Tx {
    /// Gives the records of a register the index entries that its definition asks for. Gives how many were looked at: none where
    /// the definition asks for what it asked for the last time.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn fit_index(&mut self, register: &Register) -> Result<u64, StoreError> {
        let names = entries::names(register);
        let wanted: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let kept: Option<(String,)> = one!(self, (String,), SHAPE, &register.code)?;
        let had: BTreeSet<&str> = kept.iter().flat_map(|(names,)| names.split_whitespace()).collect();
        if had == wanted {
            return Ok(0);
        }
        let slots = |names: &BTreeSet<&str>, others: &BTreeSet<&str>| -> BTreeSet<i64> {
            let differing = names.difference(others).map(|name| name.trim_end_matches(entries::SUMMED));
            differing.map(|name| slot(&register.code, name)).collect()
        };
        let (new, gone) = (slots(&wanted, &had), slots(&had, &wanted));
        for gone in gone.difference(&new) {
            execute!(self, EMPTY, *gone)?;
        }
        let (mut after, mut looked_at) = (Uuid::nil(), 0);
        while !new.is_empty() {
            let page = self.scan(&register.code, None, after, PAGE).await?;
            let records: Vec<Record> = page.into_iter().map(|raw| raw.read(register)).collect();
            let Some(last) = records.last() else { break };
            after = last.id;
            looked_at += records.len() as u64;
            let all = records.iter().flat_map(|record| entries::entries(register, record));
            let mut added: Vec<Entry> = all.filter(|entry| new.contains(&entry.slot)).collect();
            added.sort_unstable();
            insert_rows!(
                self, INTO_INDEX, else STANDS, added, entry =>
                entry.slot, &entry.key, entry.record_id, entry.amount,
            )?;
        }
        execute!(self, KEEP, &register.code, names.join(" "))?;
        Ok(looked_at)
    }
}
