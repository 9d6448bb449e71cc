//! A template to fill in.

use super::look::{self, AS_TEXT, Look, column_width, number_form, put_line, put_text, width};
use crate::error::SheetError;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet,
    XlsxError,
};

/// How the example row begins. The reader passes such a row over.
pub(crate) const EXAMPLE: &str = "示例";
/// How the guidance begins. The reader passes such a row over.
pub(crate) const GUIDE: &str = "填写说明";
/// How the row of what to enter in each column begins.
pub(crate) const HELP: &str = "说明";
/// Hidden sheet with the lists that are too long for a cell's rule.
pub(crate) const OPTIONS: &str = "选项";
/// Rows that are checked while they are typed.
const CHECKED_ROWS: u32 = 10_000;
/// UTF-16 units that a list in a cell's rule may have.
const SHORT_LIST: usize = 255;

/// A template of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Name of the sheet.
    pub sheet_name: String,
    /// Title over all columns.
    pub title: String,
    /// What to know before filling it in; may be empty.
    pub note: String,
    /// Columns.
    pub columns: Vec<TemplateColumn>,
}

/// A column of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateColumn {
    /// Name, with its unit in brackets.
    pub name: String,
    /// Must be given; its name gets a star.
    pub is_required: bool,
    /// What to enter; may be empty.
    pub help: String,
    /// An example; may be empty.
    pub example: String,
    /// What may be entered.
    pub input: Input,
}

/// What may be entered in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Text, kept as it is typed: codes and telephone numbers too.
    Text,
    /// Number.
    Number {
        /// Digits after the point; with none, only whole numbers are taken.
        decimals: u32,
        /// Smallest.
        min: Option<Decimal>,
        /// Largest.
        max: Option<Decimal>,
    },
    /// Day.
    Day,
    /// One of these.
    Choice(Vec<String>),
}

/// Writes a template: title, guidance, header, an example, and rules that check what is typed.
///
/// # Errors
/// More columns than Excel has.
pub fn template(template: &Template) -> Result<Vec<u8>, SheetError> {
    let look = Look::new();
    let mut book = look::book()?;
    let sheet = book.add_worksheet();
    sheet.set_name(look::sheet_name(&template.sheet_name))?;
    let count = u16::try_from(template.columns.len()).unwrap_or(u16::MAX);
    sheet.set_row_height(0, 28)?;
    put_line(sheet, 0, count, &template.title, &look.title)?;
    let guide =
        format!("{GUIDE}：带 * 的列必须填写；斜体的“{EXAMPLE}”一行不会导入，可以保留。{}", template.note);
    put_line(sheet, 1, count, &guide, &look.guide)?;
    sheet.set_row_height(1, 15.0 * f64::from(u16::try_from(guide.lines().count()).unwrap_or(1).min(20)))?;
    let header = put_helps(sheet, &template.columns, &look)?;
    let mut long = Vec::new();
    for (column, at) in template.columns.iter().zip(0_u16..) {
        let name = if column.is_required { format!("{}*", column.name) } else { column.name.clone() };
        put_text(sheet, header, at, &name, &look.header)?;
        put_example(sheet, header + 1, at, column)?;
        let typed = typed(Format::new(), &column.input);
        let widest = width(&name).max(width(&column.example) + 6).max(width(&column.help).min(20));
        sheet.set_column_width(at, column_width(widest))?.set_column_format(at, &typed)?;
        if let Some(rule) = rule(column, &mut long)? {
            let rule = rule.set_error_title("请检查")?;
            sheet.add_data_validation(header + 1, at, header + CHECKED_ROWS, at, &rule)?;
        }
    }
    look::set_page(sheet, header)?;
    put_options(&mut book, &long)?;
    Ok(book.save_to_buffer()?)
}

/// Writes what to enter in each column, if anything is said; gives the row of the header.
fn put_helps(sheet: &mut Worksheet, columns: &[TemplateColumn], look: &Look) -> Result<u32, XlsxError> {
    if columns.iter().all(|column| column.help.is_empty()) {
        return Ok(2);
    }
    for (column, at) in columns.iter().zip(0..) {
        let help = if at == 0 { format!("{HELP}：{}", column.help) } else { column.help.clone() };
        put_text(sheet, 2, at, &help, &look.guide)?;
    }
    let most = columns.iter().map(|column| width(&column.help).div_ceil(20)).max().unwrap_or(1);
    sheet.set_row_height(2, 14.0 * f64::from(u16::try_from(most.clamp(1, 12)).unwrap_or(1)))?;
    Ok(3)
}

fn put_example(sheet: &mut Worksheet, row: u32, at: u16, column: &TemplateColumn) -> Result<(), XlsxError> {
    let italic = Format::new().set_italic().set_font_color(rust_xlsxwriter::Color::RGB(0x80_80_80));
    let italic = typed(italic, &column.input).set_align(FormatAlign::Left);
    if at == 0 {
        return put_text(sheet, row, at, &format!("{EXAMPLE}：{}", column.example), &italic);
    }
    let number = column.example.parse::<Decimal>().ok().and_then(|number| number.to_f64());
    let day = NaiveDate::parse_from_str(&column.example, "%Y-%m-%d").ok();
    match (&column.input, number, day) {
        (Input::Number { .. }, Some(number), _) => {
            sheet.write_number_with_format(row, at, number, &italic)?;
        }
        (Input::Day, _, Some(day)) => {
            sheet.write_date_with_format(row, at, day, &italic)?;
        }
        _ => put_text(sheet, row, at, &column.example, &italic)?,
    }
    Ok(())
}

/// The format, in the form of what is typed.
fn typed(format: Format, input: &Input) -> Format {
    match input {
        Input::Text | Input::Choice(_) => format.set_num_format_index(AS_TEXT),
        Input::Number { decimals, .. } => format.set_num_format(number_form(*decimals)),
        Input::Day => format.set_num_format(look::DAY),
    }
}

/// The rule that checks a column while it is typed. Lists that are too long for it are added to `long`.
fn rule<'t>(
    column: &'t TemplateColumn,
    long: &mut Vec<&'t [String]>,
) -> Result<Option<DataValidation>, XlsxError> {
    let rule = match &column.input {
        Input::Text => return Ok(None),
        Input::Choice(options) if options.is_empty() => return Ok(None),
        Input::Choice(options) => {
            let message = "请从下拉列表中选择。";
            let units: usize = options.iter().map(|option| option.encode_utf16().count() + 1).sum();
            let is_short = units <= SHORT_LIST && !options.iter().any(|option| option.contains([',', '"']));
            if is_short {
                let options: Vec<&str> = options.iter().map(String::as_str).collect();
                DataValidation::new().allow_list_strings(&options)?.set_error_message(message)?
            } else {
                long.push(options);
                let letters = crate::table::letters(u32::try_from(long.len()).unwrap_or(1));
                let list = format!("='{OPTIONS}'!${letters}$1:${letters}${}", options.len());
                DataValidation::new().allow_list_formula(Formula::new(list)).set_error_message(message)?
            }
        }
        Input::Number { decimals, min, max } => number_rule(*decimals, *min, *max)?,
        Input::Day => {
            let (first, last) =
                (ExcelDateTime::from_ymd(1900, 1, 1)?, ExcelDateTime::from_ymd(2199, 12, 31)?);
            DataValidation::new()
                .allow_date(DataValidationRule::Between(&first, &last))
                .set_error_message("请填写日期，例如 2026-11-24。")?
        }
    };
    Ok(Some(rule))
}

fn number_rule(
    decimals: u32,
    min: Option<Decimal>,
    max: Option<Decimal>,
) -> Result<DataValidation, XlsxError> {
    let bound = |bound: Option<Decimal>, wide: f64| bound.and_then(|bound| bound.to_f64()).unwrap_or(wide);
    let (low, high) = (bound(min, -1e15), bound(max, 1e15));
    let kind = if decimals == 0 { "整数" } else { "数字" };
    let range = match (min, max) {
        (Some(min), Some(max)) => format!("，在 {min} 到 {max} 之间"),
        (Some(min), None) => format!("，不小于 {min}"),
        (None, Some(max)) => format!("，不大于 {max}"),
        (None, None) => String::new(),
    };
    let rule = if decimals == 0 && low >= f64::from(i32::MIN) && high <= f64::from(i32::MAX) {
        let whole =
            |bound: f64, or: i32| Decimal::try_from(bound).ok().and_then(|b| b.to_i32()).unwrap_or(or);
        let range = DataValidationRule::Between(whole(low.ceil(), i32::MIN), whole(high.floor(), i32::MAX));
        DataValidation::new().allow_whole_number(range)
    } else if decimals == 0 {
        let formula = |bound: f64| Formula::new(format!("{bound}"));
        DataValidation::new().allow_whole_number_formula(DataValidationRule::Between(
            formula(low.ceil()),
            formula(high.floor()),
        ))
    } else {
        DataValidation::new().allow_decimal_number(DataValidationRule::Between(low, high))
    };
    rule.set_error_message(format!("请填写{kind}{range}。"))
}

fn put_options(book: &mut Workbook, long: &[&[String]]) -> Result<(), XlsxError> {
    if long.is_empty() {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    sheet.set_name(OPTIONS)?.set_hidden(true);
    let text = Format::new().set_num_format_index(AS_TEXT);
    for (options, column) in long.iter().zip(0..) {
        for (option, row) in options.iter().zip(0..) {
            put_text(sheet, row, column, option, &text)?;
        }
    }
    Ok(())
}
