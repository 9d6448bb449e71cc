//! The catalogue: registers, sectors and groups declared in TOML, read into the domain's types. It knows files and the
//! form of a definition, and neither records nor databases.
#![deny(clippy::unwrap_used)]

mod definition;
mod fault;
mod indicators;
mod load;
mod papers;
mod rules;

pub use definition::{
    ChoiceDefinition, Definition, ExpiryDefinition, FactDefinition, FieldDefinition, FrequencyDefinition,
    Names, OnlyDefinition, StateDefinition, TransitionDefinition,
};
pub use fault::Fault;
pub use load::{Catalogue, Group, Sector, cross_check, read_register};
pub use papers::{KNOWN, KNOWN_OF_EACH};
pub use rules::Rules;
