//! What can go wrong below the rules.

use thiserror::Error;

/// A failure of the store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The row was changed since it was read, or is gone.
    #[error("{table} {id} was changed by somebody else")]
    Stale {
        /// Table.
        table: &'static str,
        /// Row.
        id: String,
    },
    /// A row that no rule allows.
    #[error("{table} {id} is inconsistent: {what}")]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Row.
        id: String,
        /// Column and value.
        what: String,
    },
    /// Another row has this key.
    #[error("{table}: the key is taken")]
    KeyTaken {
        /// Table.
        table: &'static str,
    },
    /// A search found more than can be ordered.
    #[error("more than {most} records are found; search for more")]
    TooManyFound {
        /// Limit.
        most: i64,
    },
    /// It was written and no event tells of it: a fault of the program.
    #[error("something was written without an audit event")]
    Unrecorded,
    /// The database refused or was not reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// What should be filled holds something.
    #[error("the database is not empty: {table} has rows")]
    NotEmpty {
        /// Table.
        table: String,
    },
    /// While very many records are brought in at once, none of them is changed.
    #[error("a record cannot be changed before the index entries of all are laid")]
    Loading,
    /// The database is of another version of the program.
    #[error("the database has schema {found}, and this program works with {own}")]
    OtherSchema {
        /// Of the database.
        found: i64,
        /// Of the program.
        own: i64,
    },
    /// A row or a file that cannot be taken out or in.
    #[error("{table}: {what}")]
    Unreadable {
        /// Table.
        table: String,
        /// What is wrong with it.
        what: String,
    },
    /// What is taken out could not be handed on.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The address of the database is none.
    #[error("{0} is no database address; write sqlite:PATH or postgres://…")]
    BadAddress(String),
}
