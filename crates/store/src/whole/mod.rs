//! Everything that a database holds, out as lines of JSON and in again, whatever the engine: for backups.
//!
//! Tables and columns are asked of the database, so that a new migration needs nothing here.

mod cell;
mod filling;
mod snapshot;
mod tables;

pub use filling::Filling;
pub use snapshot::Snapshot;
pub use tables::Table;
