//! The zip that a workbook is: its parts by name, and what kind of document it holds.

use super::xml::{Budget, Xml, attribute};
use crate::error::{Limit, MAX_PART, SheetError};
use quick_xml::events::Event;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::rc::Rc;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// Most parts of a workbook; each takes memory before any is read.
const MAX_PARTS: usize = 20_000;

/// A part that is being read.
pub(super) type Part<'p, 'b> = Xml<ZipFile<'p, Cursor<&'b [u8]>>>;

/// A zip with its parts.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// By name in lower case with forward slashes: some programs write them otherwise.
    parts: HashMap<String, usize>,
    left: Rc<Budget>,
}

/// A link from a part to another.
pub(super) struct Link {
    pub id: String,
    /// Last word of its type.
    pub kind: String,
    /// Name of the part it leads to.
    pub part: String,
}

impl<'b> Package<'b> {
    pub fn open(bytes: &'b [u8]) -> Result<Self, SheetError> {
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").nth(MAX_PARTS).is_some() {
            return Err(SheetError::too_large(Limit::Parts(MAX_PARTS)));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::broken())?;
        let mut parts = HashMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                parts.insert(key(&name), index);
            }
        }
        Ok(Self { archive, parts, left: Budget::new() })
    }

    /// Whether a part's name ends so.
    pub fn has_ending(&self, ending: &str) -> bool {
        self.parts.keys().any(|name| name.ends_with(ending))
    }

    /// Begins to read a part of at most so many bytes; none when there is no such part.
    pub fn part(&mut self, name: &str, most: u64) -> Result<Option<Part<'_, 'b>>, SheetError> {
        let Some(index) = self.parts.get(&key(name)) else { return Ok(None) };
        match self.archive.by_index(*index) {
            Ok(part) => Ok(Some(Xml::new(part, most, Rc::clone(&self.left)))),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => Err(SheetError::Encrypted),
            Err(_) => Err(SheetError::broken()),
        }
    }

    /// The first bytes of a part.
    pub fn beginning(&mut self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Some(part) = self.parts.get(&key(name)).and_then(|index| self.archive.by_index(*index).ok()) {
            // what cannot be read is as good as not there
            let _ = part.take(200).read_to_end(&mut bytes);
        }
        bytes
    }

    /// The links of a part; of the package itself when the name is empty.
    pub fn links(&mut self, of: &str) -> Result<Vec<Link>, SheetError> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut found = Vec::new();
        let Some(mut xml) = self.part(&format!("{folder}_rels/{file}.rels"), MAX_PART)? else {
            return Ok(found);
        };
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                    let value = |name| attribute(&tag, name).unwrap_or_default();
                    let target = value("Target").into_owned();
                    let part = target.strip_prefix('/').map_or_else(|| join(&folder, &target), str::to_owned);
                    let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                    found.push(Link { id: value("Id").into_owned(), kind, part });
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    }
}

fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// A name from a folder on, `../` going up.
fn join(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_from_their_folder() {
        assert_eq!(join("xl/", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(join("xl/worksheets/", "../styles.xml"), "xl/styles.xml");
        assert_eq!(join("", "../../x.xml"), "x.xml");
    }
}
