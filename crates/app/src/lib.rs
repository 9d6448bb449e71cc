//! One function per user action: load, may, decide, save and audit in one transaction.
//! It knows neither HTTP nor SQL, and takes the time from its caller.
#![deny(clippy::unwrap_used)]

mod act;
mod amend;
mod board;
mod error;
mod notices;
mod read_in;
mod review;
mod sign_in;
mod units;

pub use act::Act;
pub use amend::{Change, Difference, FieldChange, amend, difference};
pub use board::{Board, BoardFilter, board};
pub use error::AppError;
pub use notices::{HeadChange, NoticeWithTargets, change_head, discard, notice, notices, publish};
pub use read_in::{ReadIn, read_in, store_original};
pub use review::{NewTarget, Step, TargetChange, accept_all, add_target, edit, merge, split, step};
pub use sign_in::{FIRST_LOGIN, caller, first_administrator, sign_in, sign_out, token_hash};
pub use units::{Matching, NameInText, UnitChoice, add_unit, change_unit, match_units, names_in_text};
