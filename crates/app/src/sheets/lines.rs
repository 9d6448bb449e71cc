//! Sheets whose columns are fixed, such as those of units and of people: read line by line, each wrong one named with its reason.

use crate::error::AppError;
use chrono::NaiveDate;
use domain::access::AccountError;
use domain::org::OrgError;
use domain::register::plain;
use sheet::{FaultKind, Input, Limit, Names, SheetError, Table, Template, TemplateColumn, suggest};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Lines of one sheet: each is looked at by itself, with all others before it.
const MOST: usize = 2000;

/// A column of a fixed sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct FixedColumn {
    pub code: &'static str,
    /// The usual name first.
    pub names: &'static [&'static str],
    pub is_required: bool,
    pub help: &'static str,
    pub example: &'static str,
}

/// A sheet with fixed columns.
#[derive(Debug)]
pub struct Lines {
    /// As it was read, to be handed back marked.
    pub table: Table,
    /// The field of each column; none for a column that is not read.
    pub mapped: Vec<Option<&'static str>>,
}

/// One line.
pub(super) struct Line<'t> {
    pub number: u32,
    cells: BTreeMap<&'static str, &'t str>,
    fault: Option<(&'static str, FaultKind)>,
}

/// What is wrong with a line.
#[derive(Debug)]
pub enum LineWrong {
    /// The cell cannot be taken as it stands.
    Cell(FaultKind),
    /// A rule refuses it.
    Rule(AppError),
    /// Nothing stands where something must.
    Missing,
    /// No unit of this name stands.
    NoSuchUnit,
    /// Several units have the name; the path tells them apart.
    SeveralUnits,
    /// Not one of the words that may stand there.
    NoSuchWord,
    /// No day.
    BadDay,
    /// The first day of what exists is another, and stays.
    FirstDayStays,
    /// The same thing stands in an earlier line.
    Twice(u32),
    /// Another name stands for the login in an earlier line.
    OtherName(u32),
    /// New accounts are made by who keeps accounts.
    AccountByOther,
    /// Posts are given by who gives posts.
    PostByOther,
}

impl LineWrong {
    /// Stable code; that of a rule is the rule's.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Rule(_) => None,
            Self::Cell(fault) => Some(fault.code()),
            Self::Missing => Some("line.missing"),
            Self::NoSuchUnit => Some("line.no_such_unit"),
            Self::SeveralUnits => Some("line.several_units"),
            Self::NoSuchWord => Some("line.no_such_word"),
            Self::BadDay => Some("line.bad_day"),
            Self::FirstDayStays => Some("line.first_day_stays"),
            Self::Twice(first) => Some(super::plan::Wrong::Twice(*first).code()),
            Self::OtherName(_) => Some("line.other_name"),
            Self::AccountByOther => Some("line.account_by_other"),
            Self::PostByOther => Some("line.post_by_other"),
        }
    }
}

/// What is wrong, and in which column.
pub(super) type Wrong = (Option<&'static str>, LineWrong);

/// A wrong line.
#[derive(Debug)]
pub struct LineFault {
    /// Row, as Excel shows it.
    pub row: u32,
    /// Column; none when it concerns the whole line.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub wrong: LineWrong,
}

/// What became of the lines of a sheet.
#[derive(Debug, Default)]
pub struct Taken {
    /// Lines that made something.
    pub new: usize,
    /// Lines that changed something.
    pub changed: usize,
    /// Lines that say what is so already.
    pub same: usize,
    /// Wrong lines.
    pub wrong: Vec<LineFault>,
}

/// What a line did.
pub(super) enum Did {
    Made,
    Changed,
    Nothing,
}

impl Taken {
    pub(super) fn count(&mut self, row: u32, done: Result<Did, Wrong>) {
        match done {
            Ok(Did::Made) => self.new += 1,
            Ok(Did::Changed) => self.changed += 1,
            Ok(Did::Nothing) => self.same += 1,
            Err((field, wrong)) => self.wrong.push(LineFault { row, field, wrong }),
        }
    }
}

/// The column that a refusal is about, where it is about one.
const fn named_by(error: &AppError) -> Option<&'static str> {
    match error {
        AppError::Org(OrgError::BadCode | OrgError::CodeTaken(_) | OrgError::CodeElsewhere(_)) => {
            Some("code")
        }
        AppError::Org(OrgError::BadName | OrgError::NameTaken(_)) => Some("name"),
        AppError::Account(AccountError::PostNeedsUnit) => Some("unit"),
        AppError::Account(AccountError::PostNeedsSector) => Some("sector"),
        _ => None,
    }
}

/// A rule's refusal is of the line; what the database or the system refuses ends all.
pub(super) fn of_rule<T>(
    field: Option<&'static str>,
    done: Result<T, AppError>,
) -> Result<Result<T, Wrong>, AppError> {
    match done {
        Ok(value) => Ok(Ok(value)),
        Err(error @ (AppError::Org(_) | AppError::Account(_) | AppError::Forbidden(_))) => {
            Ok(Err((field.or(named_by(&error)), LineWrong::Rule(error))))
        }
        Err(error) => Err(error),
    }
}

impl Lines {
    pub(super) fn read(bytes: &[u8], columns: &'static [FixedColumn]) -> Result<Self, AppError> {
        let names: Vec<Names<'static>> = columns
            .iter()
            .map(|column| Names {
                code: column.code,
                names: column.names.iter().map(|name| Cow::Borrowed(*name)).collect(),
            })
            .collect();
        let known: Vec<&str> = columns.iter().flat_map(|column| column.names.iter().copied()).collect();
        let table = sheet::read(bytes, &known)?;
        if table.rows.len() > MOST {
            return Err(SheetError::TooLarge { limit: Limit::Rows(MOST), sheet: None }.into());
        }
        let found = suggest(&table.header, &names);
        // the code of the column itself lives as long as the program
        let code = |code: &str| columns.iter().map(|column| column.code).find(|known| *known == code);
        let mapped: Vec<Option<&'static str>> = found.into_iter().map(|found| found.and_then(code)).collect();
        let is_there = |column: &FixedColumn| mapped.contains(&Some(column.code));
        if columns.iter().filter(|column| column.is_required).all(is_there) {
            Ok(Self { table, mapped })
        } else {
            Err(SheetError::NoHeader { sheet: table.sheet_name }.into())
        }
    }

    pub(super) fn each(&self) -> impl Iterator<Item = Line<'_>> {
        self.table.rows.iter().map(|row| {
            let fault = row
                .faults
                .iter()
                .find_map(|fault| Some((self.mapped.get(fault.column).copied().flatten()?, fault.kind)));
            let cells = row.cells.iter().zip(&self.mapped);
            let cells = cells.filter_map(|(cell, code)| Some(((*code)?, cell.trim())));
            Line { number: row.number, cells: cells.filter(|(_, cell)| !cell.is_empty()).collect(), fault }
        })
    }
}

impl<'t> Line<'t> {
    /// That all of its cells can be taken as they stand.
    pub fn sound(&self) -> Result<(), Wrong> {
        self.fault.map_or(Ok(()), |(field, kind)| Err((Some(field), LineWrong::Cell(kind))))
    }

    /// What stands in a column, if anything.
    pub fn get(&self, code: &'static str) -> Option<&'t str> {
        self.cells.get(code).copied()
    }

    pub fn needed(&self, code: &'static str) -> Result<&'t str, Wrong> {
        self.get(code).ok_or((Some(code), LineWrong::Missing))
    }

    pub fn day(&self, code: &'static str) -> Result<Option<NaiveDate>, Wrong> {
        let read = |text: &str| {
            let day = plain(text).replace(['/', '.', '年', '月'], "-").replace('日', "");
            day.parse().map_err(|_| (Some(code), LineWrong::BadDay))
        };
        self.get(code).map(read).transpose()
    }

    /// One of some words, by its Chinese name or its code.
    pub fn word<'w, T: Copy>(
        &self,
        code: &'static str,
        words: impl IntoIterator<Item = (T, &'w str, &'w str)>,
    ) -> Result<Option<T>, Wrong> {
        let Some(text) = self.get(code).map(plain) else { return Ok(None) };
        let is = |(_, zh, word): &(T, &str, &str)| plain(zh) == text || *word == text;
        let found = words.into_iter().find(is).map(|(value, _, _)| value);
        found.map(Some).ok_or((Some(code), LineWrong::NoSuchWord))
    }
}

/// A template of a fixed sheet; `choices` gives the drop-down of a column that has one.
pub(super) fn template(
    title: &str,
    note: &str,
    columns: &[FixedColumn],
    choices: impl Fn(&str) -> Option<Vec<String>>,
) -> Result<Vec<u8>, AppError> {
    let column = |column: &FixedColumn| {
        let input = match choices(column.code) {
            Some(list) if !list.is_empty() => {
                // Excel lists each once
                let mut seen = BTreeSet::new();
                Input::Choice(list.into_iter().filter(|word| seen.insert(word.clone())).collect())
            }
            _ if matches!(column.code, "from" | "until") => Input::Day,
            _ => Input::Text,
        };
        TemplateColumn {
            name: column.names.first().copied().unwrap_or_default().to_owned(),
            is_required: column.is_required,
            help: column.help.to_owned(),
            example: column.example.to_owned(),
            input,
        }
    };
    let template = Template {
        sheet_name: title.to_owned(),
        title: format!("{title}（导入模板）"),
        note: note.to_owned(),
        columns: columns.iter().map(column).collect(),
    };
    Ok(sheet::template(&template)?)
}
