//! How sheets look: formats, widths, names, and the care that a text needs.

use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

/// Form of days.
pub(super) const DAY: &str = "yyyy-mm-dd";
/// Excel's number for the form that keeps what is typed as text, so that 18 digits stay 18 digits.
pub(super) const AS_TEXT: u8 = 49;

const GREY: Color = Color::RGB(0x80_80_80);
const PALE: Color = Color::RGB(0xE7_EE_F7);
const LINE: Color = Color::RGB(0xBF_BF_BF);

/// A4 in the numbering of Excel.
const A4: u8 = 9;
/// UTF-16 units that a cell holds.
const MAX_TEXT: usize = 32_767;
const CUT: &str = "…（超出单元格长度，已截断）";

/// The formats of a sheet.
pub(super) struct Look {
    pub title: Format,
    pub line: Format,
    pub header: Format,
    /// A number or a day, whose form is still to be set.
    pub value: Format,
    pub text: Format,
    pub foot: Format,
    pub guide: Format,
    pub bad: Format,
    pub reason: Format,
}

impl Look {
    pub fn new() -> Self {
        let boxed = Format::new().set_border(FormatBorder::Thin).set_border_color(LINE);
        let value = boxed.clone().set_align(FormatAlign::VerticalCenter).set_text_wrap();
        let text = value.clone().set_num_format_index(AS_TEXT);
        Self {
            title: Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Center),
            line: Format::new().set_font_color(GREY).set_align(FormatAlign::Left),
            header: boxed
                .clone()
                .set_bold()
                .set_background_color(PALE)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            foot: boxed.set_bold(),
            guide: Format::new()
                .set_font_color(GREY)
                .set_font_size(9)
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            bad: text
                .clone()
                .set_background_color(Color::RGB(0xFF_C7_CE))
                .set_font_color(Color::RGB(0x9C_00_06)),
            reason: text.clone().set_font_color(Color::RGB(0xC0_00_00)),
            value,
            text,
        }
    }
}

/// The form of a number with so many decimals.
pub(super) fn number_form(decimals: u32) -> String {
    if decimals == 0 {
        return "0".to_owned();
    }
    format!("0.{}", "0".repeat(usize::try_from(decimals).unwrap_or(0).min(15)))
}

/// Whether Excel would take the text for a formula as soon as somebody edits its cell.
pub(super) fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The text, cut to what a cell holds.
pub(super) fn fitting(text: &str) -> std::borrow::Cow<'_, str> {
    // three bytes make one unit at least
    if text.len() <= MAX_TEXT || text.encode_utf16().count() <= MAX_TEXT {
        return text.into();
    }
    let mut units = CUT.encode_utf16().count();
    let mut kept = String::new();
    for c in text.chars() {
        units += c.len_utf16();
        if units > MAX_TEXT {
            break;
        }
        kept.push(c);
    }
    kept.push_str(CUT);
    kept.into()
}

/// Writes a text that stays a text, whatever it begins with.
pub(super) fn put_text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    let text = fitting(text);
    if looks_like_formula(&text) {
        let format = format.clone().set_quote_prefix();
        sheet.write_string_with_format(row, column, text, &format)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// Writes one line over all columns.
pub(super) fn put_line(
    sheet: &mut Worksheet,
    row: u32,
    columns: u16,
    text: &str,
    format: &Format,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    if columns > 1 {
        let format =
            if looks_like_formula(text) { format.clone().set_quote_prefix() } else { format.clone() };
        sheet.merge_range(row, 0, row, columns - 1, &fitting(text), &format)?;
        return Ok(());
    }
    put_text(sheet, row, 0, text, format)
}

/// Width of the longest line of a text: a Chinese letter is as wide as two Latin ones.
pub(super) fn width(text: &str) -> usize {
    let of_line = |line: &str| line.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum();
    text.lines().map(of_line).max().unwrap_or(0)
}

/// The width of a column whose widest text has this width.
pub(super) fn column_width(widest: usize) -> f64 {
    let width = u32::try_from(widest.clamp(6, 48)).unwrap_or(48);
    f64::from(width) + 2.0
}

/// A name that Excel takes for a sheet.
pub(super) fn sheet_name(wish: &str) -> String {
    let mut units = 0;
    let name: String = wish
        .chars()
        .map(
            |c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { '_' } else { c },
        )
        .take_while(|c| {
            units += c.len_utf16();
            units <= 31
        })
        .collect();
    let name = name.trim_matches(['\'', ' ']);
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        "Sheet1".to_owned()
    } else {
        name.to_owned()
    }
}

/// A4 landscape, as wide as the page, the header on each page.
pub(super) fn set_page(sheet: &mut Worksheet, header: u32) -> Result<(), rust_xlsxwriter::XlsxError> {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer("&C第 &P 页，共 &N 页");
    sheet.set_repeat_rows(header, header)?;
    sheet.set_freeze_panes(header + 1, 0)?;
    Ok(())
}

/// A workbook without the moment of its making: the same table gives the same bytes.
pub(super) fn book() -> Result<Workbook, rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2020, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    Ok(book)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_letters_count_twice_and_the_longest_line_counts() {
        assert_eq!(width("面积m2"), 6);
        assert_eq!(width("一\nabcd\n二"), 4);
        assert_eq!(width(""), 0);
    }

    #[test]
    fn names_of_sheets_are_made_acceptable() {
        for (wish, expect) in [
            ("消火栓", "消火栓"),
            ("a/b:c", "a_b_c"),
            ("", "Sheet1"),
            ("''", "Sheet1"),
            ("History", "Sheet1"),
            (&"长".repeat(40), &"长".repeat(31)),
        ] {
            assert_eq!(sheet_name(wish), expect);
        }
    }

    #[test]
    fn a_text_is_cut_at_the_length_of_a_cell() {
        assert_eq!(fitting(&"字".repeat(MAX_TEXT)).chars().count(), MAX_TEXT);
        let cut = fitting(&"😀".repeat(MAX_TEXT)).into_owned();
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() <= MAX_TEXT);
    }
}
