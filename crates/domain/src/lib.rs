//! Rules of the field: units, targets and their life from proposal to publication, registers and their records, where they lie.
//! Pure: it knows no database, no clock and no text of a notice; same arguments, same answer.
#![deny(clippy::unwrap_used)]

pub mod access;
pub mod boundary;
pub mod calendar;
pub mod close;
pub mod duty;
pub mod hazard;
pub mod indicator;
pub mod light;
pub mod matter;
pub mod message;
pub mod milestone;
pub mod notice;
pub mod org;
pub mod paper;
pub mod register;
pub mod report;
pub mod site;
pub mod target;
pub mod todo;
mod words;
pub mod workday;
