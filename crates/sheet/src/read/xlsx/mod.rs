//! Workbooks of Excel 2007 and later: .xlsx, and .xlsm without its macros.
//!
//! The parts are read here and not by calamine, whose reader reserves memory by a count that the file gives, has no limits,
//! and tells neither hidden rows nor merged areas without a second pass over the sheet.

mod cells;
mod texts;

use super::content::{Content, SheetName, Wanted};
use super::package::Package;
use super::value::{Form, built_in, form_of};
use super::xml::{attribute, is_on};
use crate::error::{Limit, MAX_PART, MAX_SHEET, MAX_SHEETS, SheetError};
use quick_xml::events::Event;
use std::collections::HashMap;
use texts::Texts;

/// Most formats of cells; Excel has 65,490.
const MAX_FORMS: usize = 1 << 17;

/// An open workbook.
pub(super) struct Xlsx<'b> {
    package: Package<'b>,
    sheets: Vec<(SheetName, String)>,
    texts: Texts,
    forms: Vec<Form>,
    is_1904: bool,
}

impl<'b> Xlsx<'b> {
    /// Opens a workbook whose package is known to hold one.
    pub fn open(mut package: Package<'b>) -> Result<Self, SheetError> {
        let links = package.links("")?;
        let main = links.into_iter().find(|link| link.kind == "officeDocument").map(|link| link.part);
        let main = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let links = package.links(&main)?;
        let parts: HashMap<&str, &str> =
            links.iter().map(|link| (link.id.as_str(), link.part.as_str())).collect();
        let kinds: HashMap<&str, &str> =
            links.iter().map(|link| (link.id.as_str(), link.kind.as_str())).collect();
        let (sheets, is_1904) = read_names(&mut package, &main)?;
        let sheets: Vec<(SheetName, String)> = sheets
            .into_iter()
            // charts and dialogs are sheets too
            .filter(|(_, id)| kinds.get(id.as_str()) == Some(&"worksheet"))
            .filter_map(|(name, id)| Some((name, (*parts.get(id.as_str())?).to_owned())))
            .collect();
        if sheets.len() > MAX_SHEETS {
            return Err(SheetError::too_large(Limit::Sheets(MAX_SHEETS)));
        }
        let of_kind = |kind: &str| links.iter().find(|link| link.kind == kind).map(|link| link.part.clone());
        let forms = match of_kind("styles") {
            Some(part) => read_forms(&mut package, &part)?,
            None => Vec::new(),
        };
        let texts = match of_kind("sharedStrings") {
            Some(part) => Texts::read(&mut package, &part)?,
            None => Texts::default(),
        };
        Ok(Self { package, sheets, texts, forms, is_1904 })
    }

    pub fn sheets(&self) -> Vec<SheetName> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    pub fn has_macros(&self) -> bool {
        self.package.has_ending("/vbaproject.bin")
    }

    pub fn content(&mut self, sheet: usize, wanted: Wanted) -> Result<Content, SheetError> {
        let Some((name, part)) = self.sheets.get(sheet) else { return Ok(Content::default()) };
        let name = name.name.clone();
        let missing = SheetError::Broken { sheet: Some(name.clone()), row: None };
        let xml = self.package.part(part, MAX_SHEET)?.ok_or(missing)?;
        cells::read(xml, &self.texts, &self.forms, self.is_1904, wanted)
            .map_err(|error| error.in_sheet(&name))
    }
}

/// Names of the sheets, each with the id of its link, and whether days are counted from 1904.
fn read_names(package: &mut Package<'_>, main: &str) -> Result<(Vec<(SheetName, String)>, bool), SheetError> {
    let mut xml = package.part(main, MAX_PART)?.ok_or(SheetError::broken())?;
    let mut found = Vec::new();
    let (mut is_1904, mut is_book) = (false, false);
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "workbook" => is_book = true,
                "workbookPr" => is_1904 = is_on(&tag, "date1904"),
                "sheet" => {
                    let name = attribute(&tag, "name").unwrap_or_default().into_owned();
                    let state = attribute(&tag, "state").unwrap_or_default();
                    let is_hidden = matches!(&*state, "hidden" | "veryHidden");
                    let id = attribute(&tag, "id").unwrap_or_default().into_owned();
                    found.push((SheetName { name, is_hidden }, id));
                }
                _ => {}
            },
            Event::Eof if is_book => return Ok((found, is_1904)),
            Event::Eof => return Err(SheetError::broken()),
            _ => {}
        }
    }
}

/// The form of each format of cells.
fn read_forms(package: &mut Package<'_>, part: &str) -> Result<Vec<Form>, SheetError> {
    let Some(mut xml) = package.part(part, MAX_PART)? else { return Ok(Vec::new()) };
    let mut own: HashMap<u32, Form> = HashMap::new();
    let mut forms = Vec::new();
    let mut is_inside = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&tag, "formatCode")) {
                        own.insert(id, form_of(&code));
                    }
                }
                "cellXfs" => is_inside = true,
                "xf" if is_inside && forms.len() < MAX_FORMS => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    forms.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => is_inside = false,
            Event::Eof => return Ok(forms),
            _ => {}
        }
    }
}
