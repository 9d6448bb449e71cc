//! Values of cells to texts: numbers as digits, serial numbers of days as days.

use crate::table::FaultKind;
use chrono::{Days, NaiveDate};

/// What a number stands for, by the format of its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Form {
    /// A number.
    #[default]
    Number,
    /// A day, with or without a time.
    Day,
    /// A time of day.
    Time,
    /// A span of time, `[h]:mm`.
    Span,
    /// A share, shown with %.
    Percent,
    /// A whole number filled up with zeros to so many digits, as in codes.
    Zeros(usize),
}

/// The form of a number format that Excel knows by its number.
pub(super) fn built_in(id: u32) -> Form {
    match id {
        9 | 10 => Form::Percent,
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Form::Time,
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Form::Day,
        46 => Form::Span,
        _ => Form::Number,
    }
}

/// The form of a number format in its own words, such as `yyyy"年"m"月"d"日"`.
pub(super) fn form_of(format: &str) -> Form {
    let mut letters = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            // the next character is shown as it is, or is only as wide
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if matches!(inside.to_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    return Form::Span;
                }
            }
            // what follows is for negative numbers
            ';' => break,
            other => letters.extend(other.to_lowercase()),
        }
    }
    let letters = letters.trim();
    if letters.starts_with("general") || letters.starts_with("g/") {
        return Form::Number;
    }
    if letters.contains(['y', 'd']) || letters.contains("aaa") {
        return Form::Day;
    }
    if letters.contains(['h', 's']) {
        return Form::Time;
    }
    if letters.contains('m') {
        return Form::Day;
    }
    if letters.contains('%') {
        return Form::Percent;
    }
    if letters.len() > 1 && letters.bytes().all(|b| b == b'0') {
        return Form::Zeros(letters.len());
    }
    Form::Number
}

/// A value as text, and what is wrong with it.
pub(super) type Told = (String, Option<FaultKind>);

/// A number as a workbook writes it, in its form.
pub(super) fn number(raw: &str, form: Form, is_1904: bool) -> Told {
    let raw = raw.trim();
    let is_digits = !raw.is_empty() && raw.bytes().all(|b| b.is_ascii_digit());
    if form == Form::Number && is_digits && (raw == "0" || !raw.starts_with('0')) {
        // Excel writes a number of more digits with an exponent; digits that are all there come from another program
        let is_whole = raw.len() <= 15 || !raw[15..].bytes().all(|b| b == b'0');
        return (raw.to_owned(), (!is_whole).then_some(FaultKind::LostDigits));
    }
    match raw.parse::<f64>() {
        Ok(value) if value.is_finite() => float(value, form, is_1904),
        _ => (raw.to_owned(), Some(FaultKind::ErrorValue)),
    }
}

/// A number in its form.
pub(super) fn float(value: f64, form: Form, is_1904: bool) -> Told {
    let timed = match form {
        Form::Day | Form::Time => moment(value, form, is_1904),
        Form::Span => Some(span(value)),
        _ => None,
    };
    if let Some(text) = timed {
        return (text, None);
    }
    let text = digits(value);
    let fault = (value.abs() >= 1e15).then_some(FaultKind::LostDigits);
    match form {
        Form::Percent => (format!("{}%", digits(value * 100.0)), fault),
        Form::Zeros(width) if text.bytes().all(|b| b.is_ascii_digit()) => (format!("{text:0>width$}"), fault),
        _ => (text, fault),
    }
}

/// Digits of a number, as many as Excel has: 0.1+0.2 is 0.3.
fn digits(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    // minus zero is zero
    format!("{}", rounded + 0.0)
}

/// A moment as a number of days; none when it is no day that Excel shows.
fn moment(value: f64, form: Form, is_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let (mut day, mut second) = (whole(value.floor()), whole((value.fract() * 86_400.0).round()));
    if second == 86_400 {
        (day, second) = (day + 1, 0);
    }
    if day == 0 && !is_1904 {
        // without a day, it is a time; zero as a day is what a formula makes of a blank cell
        return (form == Form::Time || second > 0).then(|| clock(second));
    }
    if day == 0 && form == Form::Time {
        return Some(clock(second));
    }
    let date = match (is_1904, day) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?.checked_add_days(Days::new(day))?,
        (false, ..60) => NaiveDate::from_ymd_opt(1899, 12, 31)?.checked_add_days(Days::new(day))?,
        // Excel counts a day that never was
        (false, 60) => return Some("1900-02-29".to_owned()),
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(day))?,
    };
    Some(if second == 0 { date.to_string() } else { format!("{date} {}", clock(second)) })
}

fn whole(value: f64) -> u64 {
    // both are in range: less than three million days, at most a day of seconds
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = value as u64;
    whole
}

fn clock(second: u64) -> String {
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
}

fn span(value: f64) -> String {
    let seconds = (value.abs().min(1e7) * 86_400.0).round();
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}", clock(whole(seconds)))
}

/// A day or moment in the form of ISO 8601, as text of the same form as [`float`] gives.
pub(super) fn iso(text: &str) -> String {
    let text = text.trim().trim_end_matches('Z');
    let Some((day, time)) = text.split_once(['T', ' ']) else { return text.to_owned() };
    let time = time.split('.').next().unwrap_or_default();
    let time = if time.len() == 8 { time.strip_suffix(":00").unwrap_or(time) } else { time };
    if time == "00:00" { day.to_owned() } else { format!("{day} {time}") }
}

/// A length of time in the form of ISO 8601, `PT08H30M00S`.
pub(super) fn iso_span(text: &str) -> String {
    let Some(rest) = text.trim().strip_prefix("PT") else { return text.to_owned() };
    let mut seconds = 0;
    let mut digits = String::new();
    for c in rest.chars() {
        let of = match c {
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => {
                digits.push(c);
                continue;
            }
        };
        let count = digits.split('.').next().unwrap_or_default().parse::<u64>().unwrap_or(0);
        seconds += of * count.min(10_000_000);
        digits.clear();
    }
    clock(seconds)
}

/// Truth in words.
pub(super) const fn truth(is_true: bool) -> &'static str {
    if is_true { "是" } else { "否" }
}

/// Line breaks in one form.
pub(super) fn lines(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_without_an_exponent() {
        for (raw, expect) in [
            ("1", "1"),
            ("1.0", "1"),
            ("0.30000000000000004", "0.3"),
            ("1.5E-7", "0.00000015"),
            ("1E+3", "1000"),
            ("-0", "0"),
            ("13805950000", "13805950000"),
            ("999999999999999", "999999999999999"),
        ] {
            assert_eq!(number(raw, Form::Number, false), (expect.to_owned(), None), "{raw}");
        }
    }

    #[test]
    fn numbers_that_lost_their_digits_are_marked() {
        let lost = Some(FaultKind::LostDigits);
        assert_eq!(number("3.50582199001011E+17", Form::Number, false), ("350582199001011000".into(), lost));
        assert_eq!(number("350582199001011000", Form::Number, false), ("350582199001011000".into(), lost));
        assert_eq!(number("1000000000000000", Form::Number, false).1, lost);
        // all digits are there: another program than Excel wrote them
        assert_eq!(number("350582199001011234", Form::Number, false), ("350582199001011234".into(), None));
        assert_eq!(number("nan", Form::Number, false).1, Some(FaultKind::ErrorValue));
    }

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        for (serial, is_1904, expect) in [
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (60.0, false, "1900-02-29"),
            (61.0, false, "1900-03-01"),
            (46_350.0, false, "2026-11-24"),
            (44_888.0, true, "2026-11-24"),
            (46_350.354_166_666_664, false, "2026-11-24 08:30"),
            (46_349.999_999_99, false, "2026-11-24"),
            (0.5, false, "12:00"),
            (2_958_465.0, false, "9999-12-31"),
            (2_958_466.0, false, "2958466"),
            (0.0, false, "0"),
        ] {
            assert_eq!(float(serial, Form::Day, is_1904).0, expect, "{serial}");
        }
        assert_eq!(float(0.0, Form::Time, false).0, "00:00");
        assert_eq!(float(1.5, Form::Span, false).0, "36:00");
    }

    #[test]
    fn formats_of_days_are_told_from_those_of_numbers() {
        for (format, expect) in [
            ("General", Form::Number),
            ("G/通用格式", Form::Number),
            ("0.00_ ", Form::Number),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", Form::Number),
            ("0.00E+00", Form::Number),
            ("0\"m\"", Form::Number),
            ("@", Form::Number),
            ("yyyy\"年\"m\"月\"d\"日\"", Form::Day),
            ("[$-804]yyyy年m月d日;@", Form::Day),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", Form::Day),
            ("m\"月\"d\"日\"", Form::Day),
            ("yyyy.mm.dd", Form::Day),
            ("h\"时\"mm\"分\"", Form::Time),
            ("[h]:mm:ss", Form::Span),
            ("0.00%", Form::Percent),
            ("000000", Form::Zeros(6)),
        ] {
            assert_eq!(form_of(format), expect, "{format}");
        }
    }

    #[test]
    fn shares_and_codes_are_told_as_they_are_shown() {
        assert_eq!(float(0.95, Form::Percent, false).0, "95%");
        assert_eq!(float(0.123, Form::Percent, false).0, "12.3%");
        assert_eq!(number("595", Form::Zeros(4), false).0, "0595");
    }

    #[test]
    fn moments_in_iso_form_are_told_alike() {
        assert_eq!(iso("2026-11-24T00:00:00"), "2026-11-24");
        assert_eq!(iso("2026-11-24T08:30:00.000Z"), "2026-11-24 08:30");
        assert_eq!(iso("2026-11-24"), "2026-11-24");
        assert_eq!(iso_span("PT08H30M00S"), "08:30");
    }
}
