//! New records, many at a time: their rows, links, index entries and searched texts.

use super::entries::{Entry, entries};
use super::{fields_json, links, search, taken};
use crate::bulk::insert_rows;
use crate::db::Tx;
use crate::error::StoreError;
use domain::register::{Record, Register};
use uuid::Uuid;

const INTO_RECORD: &str =
    "INSERT INTO record (id, register, definition, unit_id, sector, state, title, record_key, fields,
     made_at, made_by, changed_at, merged_into, removed_at, version)";
/// A refused row would end the transaction on PostgreSQL before the holder of the key could be named.
const UNLESS_TAKEN: &str = " ON CONFLICT (register, record_key)
     WHERE record_key IS NOT NULL AND removed_at IS NULL AND merged_into IS NULL DO NOTHING";
const INTO_LINK: &str = "INSERT INTO record_link (to_id, register, field, from_id)";
const INTO_INDEX: &str = "INSERT INTO record_index (slot, entry, record_id, amount)";

/// To which record, from which register and field, from which record.
pub(super) type LinkRow<'r> = (Uuid, &'r str, String, Uuid);

impl Tx {
    /// Adds records of one register. What finds them is written in the same transaction.
    ///
    /// # Errors
    /// When a key is taken.
    pub async fn insert_records(
        &mut self,
        register: &Register,
        records: &[Record],
    ) -> Result<(), StoreError> {
        let written = insert_rows!(
            self, INTO_RECORD, else UNLESS_TAKEN, records, record =>
            record.id,
            &record.register,
            record.definition,
            record.unit_id,
            &record.sector,
            &record.state,
            record.title(register),
            record.key(register),
            fields_json(record),
            record.made_at,
            record.made_by,
            record.changed_at,
            record.merged_into,
            record.removed_at,
            record.version,
        )
        .map_err(taken)?;
        if written != records.len() as u64 {
            return Err(StoreError::KeyTaken { table: "record" });
        }
        let linked: Vec<LinkRow<'_>> = records
            .iter()
            .flat_map(|record| {
                let row = |(to, field)| (to, record.register.as_str(), field, record.id);
                links(register, record).into_iter().map(row)
            })
            .collect();
        self.link(&linked).await?;
        let mut entered: Vec<Entry> = records.iter().flat_map(|record| entries(register, record)).collect();
        // neighbours of the index share its pages
        entered.sort_unstable_by(|a, b| (a.slot, &a.key, a.record_id).cmp(&(b.slot, &b.key, b.record_id)));
        self.enter(&entered).await?;
        let texts: Vec<(Uuid, String)> =
            records.iter().map(|record| (record.id, search::grams(register, record))).collect();
        self.add_grams(&register.code, &texts).await
    }

    pub(super) async fn link(&mut self, linked: &[LinkRow<'_>]) -> Result<(), StoreError> {
        insert_rows!(self, INTO_LINK, linked, (to, register, field, from) => to, *register, field, from)?;
        Ok(())
    }

    pub(super) async fn enter(&mut self, entered: &[Entry]) -> Result<(), StoreError> {
        insert_rows!(
            self, INTO_INDEX, entered, entry =>
            entry.slot, &entry.key, entry.record_id, entry.amount,
        )?;
        Ok(())
    }
}
