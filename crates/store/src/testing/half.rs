//! Looking for half records: what a write that was cut off would leave, if it were not one transaction.

use crate::db::{Db, Tx, all};
use crate::error::StoreError;
use crate::records::entries;
use domain::register::Register;
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Slot, bytes, and what is added up.
type Entry = (i64, Vec<u8>, Option<i64>);

/// Each record that lacks its audit event, its searched words or an index entry, and each of these without a record. An entry that
/// the names of the register leave out is told too: it would not be made again.
///
/// # Errors
/// When the database is not reached.
pub async fn half_records(db: &Db, registers: &[Register]) -> Result<Vec<String>, StoreError> {
    let mut tx = db.read().await?;
    let mut entered: HashMap<Uuid, BTreeSet<Entry>> = HashMap::new();
    let rows: Vec<(i64, Vec<u8>, Uuid, Option<i64>)> = all!(
        &mut tx,
        (i64, Vec<u8>, Uuid, Option<i64>),
        "SELECT slot, entry, record_id, amount FROM record_index"
    )?;
    for (slot, entry, record, amount) in rows {
        entered.entry(record).or_default().insert((slot, entry, amount));
    }
    let mut searched = ids(&mut tx, "SELECT record_id FROM record_search").await?;
    let audited: Vec<(String,)> = all!(
        &mut tx,
        (String,),
        "SELECT DISTINCT subject_id FROM audit_event WHERE subject_kind = 'record'"
    )?;
    let mut audited: HashSet<String> = audited.into_iter().map(|(id,)| id).collect();
    let mut halves = Vec::new();
    for register in registers {
        let named: HashSet<i64> = entries::names(register)
            .iter()
            .map(|name| entries::slot(&register.code, name.trim_end_matches(entries::SUMMED)))
            .collect();
        for raw in tx.scan(&register.code, None, Uuid::nil(), i64::MAX).await? {
            let record = raw.read(register);
            let found = entered.remove(&record.id).unwrap_or_default();
            let expected: BTreeSet<Entry> =
                entries::entries(register, &record).into_iter().map(|e| (e.slot, e.key, e.amount)).collect();
            for (is_whole, what) in [
                (
                    expected.iter().all(|(slot, ..)| named.contains(slot)),
                    "an index entry in a slot without a name",
                ),
                (found == expected, "other index entries than its values give"),
                (searched.remove(&record.id), "no searched words"),
                (audited.remove(&record.id.to_string()), "no audit event"),
            ] {
                if !is_whole {
                    halves.push(format!("{} {}: {what}", register.code, record.id));
                }
            }
        }
    }
    halves.extend(entered.into_keys().map(|id| format!("{id}: index entries without a record")));
    halves.extend(searched.into_iter().map(|id| format!("{id}: searched words without a record")));
    halves.extend(audited.into_iter().map(|id| format!("{id}: an audit event without a record")));
    Ok(halves)
}

async fn ids(tx: &mut Tx, sql: &'static str) -> Result<HashSet<Uuid>, StoreError> {
    Ok(all!(tx, (Uuid,), sql)?.into_iter().map(|(id,)| id).collect())
}

/// The indexes of a database, by name.
///
/// # Errors
/// When the database is not reached.
pub async fn index_names(db: &Db) -> Result<Vec<String>, StoreError> {
    let mut tx = db.read().await?;
    let sql = if tx.is_postgres() {
        "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema()"
    } else {
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    };
    Ok(all!(&mut tx, (String,), sql)?.into_iter().map(|(name,)| name).collect())
}
