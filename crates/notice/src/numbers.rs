//! Numbers as officials write them: 95, 7.5, １００, 1,200, 三, 两, 十五, 三百, 一万五千, 三点五, 二〇二三.

use rust_decimal::Decimal;

/// A digit of any form, half-width.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

/// Whether the character can stand in a number.
pub(crate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || is_point(c) || chinese(c).is_some() || multiplier(c).is_some()
}

fn is_point(c: char) -> bool {
    matches!(c, '.' | '．' | '﹒')
}

/// Whether a number can begin with the character.
pub(crate) fn begins_number(c: char) -> bool {
    digit(c).is_some() || chinese(c).is_some() || multiplier(c).is_some()
}

/// The length of the number that a phrase begins with, in bytes; digits and Chinese numerals do not mix.
pub(crate) fn number_length(words: &str) -> usize {
    let is_arabic = words.chars().next().is_some_and(|c| digit(c).is_some());
    let mut rest = words.char_indices().peekable();
    let mut length = 0;
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        let goes_on = if is_arabic {
            digit(c).is_some()
                || is_point(c) && next.is_some_and(|next| digit(next).is_some())
                || c == ',' && is_thousand(&words[at + 1..])
        } else {
            chinese(c).is_some()
                || multiplier(c).is_some()
                // 一万五千份; in 八十万元 the 万 belongs to the unit
                || at > 0 && matches!(c, '万' | '点') && next.is_some_and(|next| chinese(next).is_some())
        };
        if !goes_on {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

/// Exactly three digits stand after the comma of 1,200.
fn is_thousand(after: &str) -> bool {
    after.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// The number that the whole word is; nothing if it is not one.
pub(crate) fn number(word: &str) -> Option<Decimal> {
    if word.chars().any(|c| digit(c).is_some()) {
        let plain = word.chars().filter(|c| *c != ',').map(|c| match digit(c) {
            Some(value) => char::from_digit(value, 10).unwrap_or(c),
            None if is_point(c) => '.',
            None => c,
        });
        return plain.collect::<String>().parse().ok();
    }
    if let Some((whole, part)) = word.split_once('点') {
        return format!("{}.{}", number(whole)?, digits(part)?).parse().ok();
    }
    // 二〇二三 is read digit by digit
    if word.chars().nth(1).is_some() && word.chars().all(|c| chinese(c).is_some()) {
        return digits(word)?.parse().ok();
    }
    counted(word)
}

fn digits(word: &str) -> Option<String> {
    word.chars().map(|c| chinese(c).and_then(|value| char::from_digit(value, 10))).collect()
}

/// 三百三十三, 一万五千.
fn counted(word: &str) -> Option<Decimal> {
    let (mut total, mut last) = (0_u32, None);
    for c in word.chars() {
        if let Some(value) = chinese(c) {
            last = Some(value);
        } else if c == '万' {
            total = total.checked_add(last.take().unwrap_or(0))?.checked_mul(10_000)?;
        } else {
            // 十五 has no digit before its ten
            total = total.checked_add(last.take().unwrap_or(1) * multiplier(c)?)?;
        }
    }
    let value = total.checked_add(last.unwrap_or(0))?;
    (!word.is_empty()).then(|| value.into())
}

fn chinese(c: char) -> Option<u32> {
    let value = match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

fn multiplier(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_gives_its_value() {
        for (word, value) in [
            ("95", "95"),
            ("7.5", "7.5"),
            ("１００", "100"),
            ("0﹒1", "0.1"),
            ("1,200", "1200"),
            ("三", "3"),
            ("两", "2"),
            ("十五", "15"),
            ("三百三十三", "333"),
            ("一万五千", "15000"),
            ("三点五", "3.5"),
            ("二〇二三", "2023"),
        ] {
            assert_eq!(number(word).map(|n| n.to_string()).as_deref(), Some(value), "{word}");
        }
        assert_eq!(number(""), None);
        assert_eq!(number("百万"), Some(1_000_000.into()));
    }

    #[test]
    fn a_number_ends_where_its_unit_begins() {
        for (words, number) in [
            ("3.6月底前", "3.6"),
            ("3.", "3"),
            ("1,200元", "1,200"),
            ("1,20", "1"),
            ("八十万元", "八十"),
            ("一万五千份", "一万五千"),
            ("三点五公里", "三点五"),
            ("三点钟", "三"),
            ("2十", "2"),
        ] {
            assert_eq!(&words[..number_length(words)], number, "{words}");
        }
    }

    proptest! {
        #[test]
        fn any_run_of_numerals_is_a_number_or_none(word in "[0-9０-９〇一二两九十百千万点.,]{0,40}") {
            let length = number_length(&word);
            let _ = number(&word[..length]);
            let _ = number(&word);
        }
    }
}
