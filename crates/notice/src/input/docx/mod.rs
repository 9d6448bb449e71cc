//! Word documents (ECMA-376): the text a reader of the printed page sees.
//!
//! Automatic numbers are written out, tracked changes are taken as accepted, hidden text and field codes are left out.

mod body;
mod numbering;
mod numerals;
mod output;
mod package;
mod styles;
#[cfg(test)]
mod tests;
mod xml;

use super::InputError;
use numbering::Numbering;
use package::Package;
use styles::Styles;
use xml::{Node, Xml};

const MAIN_PART: &str = "word/document.xml";

/// Reads the zip of a Word document.
pub(super) fn read(bytes: &[u8]) -> Result<String, InputError> {
    let mut package = Package::open(bytes)?;
    if let Some(error) = package.stranger() {
        return Err(error);
    }
    let main = main_part(&mut package)?;
    let folder = main.rfind('/').map_or("", |at| &main[..=at]);
    let styles = match package.part(&format!("{folder}styles.xml"))? {
        Some(text) => Styles::read(&text)?,
        None => Styles::default(),
    };
    let numbering = match package.part(&format!("{folder}numbering.xml"))? {
        Some(text) => Numbering::read(&text)?,
        None => Numbering::default(),
    };
    let document = package.part(&main)?.ok_or(InputError::Damaged { what: "it has no text part" })?;
    let text = body::read(&document, &styles, numbering)?;
    if text.trim().is_empty() {
        return Err(InputError::Empty);
    }
    Ok(text)
}

/// The part that holds the text: nearly always the same one, but a package may name another.
fn main_part(package: &mut Package<'_>) -> Result<String, InputError> {
    let Some(relations) = package.part("_rels/.rels")? else { return Ok(MAIN_PART.to_owned()) };
    let mut xml = Xml::new(&relations);
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && tag.name() == "Relationship"
            && tag.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            && let Some(target) = tag.attribute("Target")
        {
            return Ok(target.trim_start_matches('/').to_owned());
        }
    }
    Ok(MAIN_PART.to_owned())
}
