//! Reads official documents 公文: a text to its clause tree; requirements, duties and diagnostics are named and follow.
//! It knows the language of such papers and nothing of databases, units that exist, or the web.
#![deny(clippy::unwrap_used)]

mod chars;
mod diagnostics;
mod duties;
mod head;
pub mod input;
mod numbers;
mod proposals;
mod requirements;
mod script;
mod structure;
mod types;
mod units;

pub use chars::CharMap;
use std::borrow::Cow;
pub use types::*;

/// Reads a text, in linear time. Content never makes it fail.
pub fn parse(text: &str) -> Notice {
    let plain = script::simplified(text);
    let mut notice = read(&plain);
    if let Cow::Owned(_) = plain {
        script::restore(&mut notice, text);
    }
    notice
}

fn read(text: &str) -> Notice {
    let mut clauses = structure::clauses(text);
    units::name_units(text, &mut clauses);
    let first_clause = clauses.first().map_or(text.len(), |clause| clause.span.start);
    let head = head::head(text, first_clause);
    let year = head::year(&head);
    let requirements = requirements::requirements(text, &clauses, year, &head);
    let duties = duties::duties(text, &clauses, &requirements);
    let proposals = proposals::proposals(text, &requirements);
    let diagnostics = diagnostics::diagnostics(text, &head, year, &clauses, &requirements);
    Notice { head, year, clauses, requirements, duties, proposals, diagnostics }
}
