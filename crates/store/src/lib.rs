//! The only SQL: SQLite and PostgreSQL behind one text per query. It knows rows and transactions, and no rule.
#![deny(clippy::unwrap_used)]

mod accounts;
mod audit;
mod boundaries;
mod bulk;
mod closings;
mod db;
mod definitions;
mod error;
mod figures;
mod hazards;
mod kept;
mod load;
mod messages;
mod notices;
mod papers;
mod posted;
mod records;
mod relay;
mod reports;
mod sheets;
mod targets;
#[cfg(feature = "testing")]
pub mod testing;
mod unit_history;
mod units;
mod views;
mod whole;

pub use accounts::{Account, ApiToken, Failures, LinkedIdentity, SecondFactor, Session};
pub use audit::{AuditEvent, Trace};
pub use boundaries::KeptBoundary;
pub use db::{Db, Tx};
pub use definitions::StoredDefinition;
pub use error::StoreError;
pub use figures::{Amounts, CounterKey, Differences, Differing, Done, DoneRow, Sums, Window};
pub use load::Loading;
pub use messages::{Channel, Delivery, JobRun};
pub use papers::Series;
pub use posted::{Posted, Worker};
pub use records::{
    Counted, Direction, Link, ListQuery, Order, Page, PageRow, RawRecord, Start, Summary, Test, Where,
    changed_key, core, entry_key, file_id, is_indexed, letter, letter_end, slot, terms, text_key,
};
pub use relay::{Heard, Relay, Teller};
pub use sheets::SheetImport;
pub use unit_history::EnteredChange;
pub use views::SavedView;
pub use whole::{Filling, Snapshot, Table};

/// Every statement of this crate; a test has both engines prepare each.
pub const STATEMENTS: &[&[&str]] = &[
    accounts::STATEMENTS,
    accounts::SECOND_FACTOR_STATEMENTS,
    accounts::SESSION_STATEMENTS,
    accounts::TOKEN_STATEMENTS,
    accounts::IDENTITY_STATEMENTS,
    accounts::LINE_STATEMENTS,
    audit::STATEMENTS,
    boundaries::STATEMENTS,
    closings::STATEMENTS,
    definitions::STATEMENTS,
    figures::STATEMENTS,
    hazards::escalations::STATEMENTS,
    hazards::extensions::STATEMENTS,
    hazards::judgements::STATEMENTS,
    hazards::slips::STATEMENTS,
    load::STATEMENTS,
    messages::STATEMENTS,
    notices::STATEMENTS,
    papers::STATEMENTS,
    papers::offices::STATEMENTS,
    posted::STATEMENTS,
    records::STATEMENTS,
    records::fit::STATEMENTS,
    reports::STATEMENTS,
    sheets::STATEMENTS,
    targets::STATEMENTS,
    unit_history::STATEMENTS,
    units::STATEMENTS,
    views::STATEMENTS,
];
