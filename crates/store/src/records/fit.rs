//! Index entries that a register's definition asks for and its older records do not have: a field that was put into the table, a
//! day by which records are counted, an order that a newer program knows. Without them a list in that order would show new records
//! alone.

use super::entries::{self, Entry, slot};
use crate::bulk::insert_rows;
use crate::db::{Tx, execute, one};
use crate::error::StoreError;
use domain::register::{Record, Register};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Records that are looked at together.
const PAGE: i64 = 1000;

const SHAPE: &str = "SELECT names FROM index_shape WHERE register = $1";
const KEEP: &str = "INSERT INTO index_shape (register, names) VALUES ($1, $2)
     ON CONFLICT (register) DO UPDATE SET names = excluded.names";
const EMPTY: &str = "DELETE FROM record_index WHERE slot = $1";
const INTO: &str = "INSERT INTO record_index (slot, entry, record_id, amount)";
const STANDS: &str = " ON CONFLICT (slot, entry, record_id) DO NOTHING";

pub(crate) const STATEMENTS: &[&str] = &[SHAPE, KEEP, EMPTY];

impl Tx {
    /// Gives the records of a register the index entries that its definition asks for. Gives how many were looked at: none where
    /// the definition asks for what it asked for the last time.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn fit_index(&mut self, register: &Register) -> Result<u64, StoreError> {
        let names = entries::names(register);
        let wanted: BTreeMap<i64, &String> =
            names.iter().map(|name| (slot(&register.code, name), name)).collect();
        let kept: Option<(String,)> = one!(self, (String,), SHAPE, &register.code)?;
        let had: BTreeSet<i64> = kept
            .iter()
            .flat_map(|(names,)| names.split_whitespace())
            .map(|name| slot(&register.code, name))
            .collect();
        if had.iter().eq(wanted.keys()) {
            return Ok(0);
        }
        for gone in had.iter().filter(|slot| !wanted.contains_key(slot)) {
            execute!(self, EMPTY, *gone)?;
        }
        let is_new = |entry: &Entry| !had.contains(&entry.slot);
        let (mut after, mut looked_at) = (Uuid::nil(), 0);
        if wanted.keys().any(|slot| !had.contains(slot)) {
            loop {
                let page = self.scan(&register.code, None, after, PAGE).await?;
                let records: Vec<Record> = page.into_iter().map(|raw| raw.read(register)).collect();
                let Some(last) = records.last() else { break };
                after = last.id;
                looked_at += records.len() as u64;
                let all = records.iter().flat_map(|record| entries::entries(register, record));
                let mut added: Vec<Entry> = all.filter(is_new).collect();
                added.sort_unstable_by(|a, b| {
                    (a.slot, &a.key, a.record_id).cmp(&(b.slot, &b.key, b.record_id))
                });
                insert_rows!(
                    self, INTO, else STANDS, added, entry =>
                    entry.slot, &entry.key, entry.record_id, entry.amount,
                )?;
            }
        }
        execute!(self, KEEP, &register.code, names.join(" "))?;
        Ok(looked_at)
    }
}
